// io/gnuplot.hpp — figures as SVG text, drawn by the program gnuplot where it is installed (Debian: gnuplot-nox). A figure is a
// gnuplot script that plots its own data blocks; it is run in one process with all others and leaves nothing behind.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::io {

struct Figure {
  std::string title;   ///< heading above the figure
  std::string text;    ///< what it shows and how it is read
  std::string script;  ///< without terminal and output
  int height = 420;    ///< pixels; figures are 860 wide
};

/// One SVG element a figure, in their order; none where gnuplot is not installed or fails: then `reason` says why.
[[nodiscard]] std::optional<std::vector<std::string>> draw(std::span<const Figure> figures, std::string& reason);

/// Text as a gnuplot string: quotes and backslashes cannot end it.
[[nodiscard]] std::string gnuplot_string(const std::string& text);

}  // namespace kith::io

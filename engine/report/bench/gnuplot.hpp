// report/bench/gnuplot.hpp — figures as SVG text, drawn by the program gnuplot where it is installed (Debian:
// gnuplot-nox). A figure is a gnuplot script that plots its own data blocks; it is run in one process with all others
// and leaves nothing behind.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace kith::report {

struct Chart {
  std::string title;   ///< heading above the figure
  std::string text;    ///< what it shows and how it is read
  std::string script;  ///< without terminal and output
  int height = 420;    ///< pixels; figures are 860 wide
};

/// One SVG element a figure, in their order. Errors: gnuplot is not installed (file_unreadable), or failed (bad_value).
[[nodiscard]] Result<std::vector<std::string>> draw(std::span<const Chart> figures);

/// Text as a gnuplot string: quotes and backslashes cannot end it.
[[nodiscard]] std::string gnuplot_string(const std::string& text);

}  // namespace kith::report

// tools/kith/terminal/terminal_listener.hpp — what a run says while it works, on the terminal's stderr.
#pragma once

#include <optional>
#include <ostream>
#include <string_view>

#include "identify/listener.hpp"
#include "options/settings.hpp"
#include "terminal/progress.hpp"

namespace kith::tool {

/// Shows one line of progress at a time; with --quiet warnings only.
class TerminalListener {
 public:
  TerminalListener(const Settings& settings, std::ostream& err) : settings_(settings), err_(err) {}

  /// Refers to this object.
  [[nodiscard]] identify::Listener listener();
  /// Erases the line of progress.
  void done() { line_.reset(); }

 private:
  void say(std::string_view sentence);

  const Settings& settings_;
  std::ostream& err_;
  std::optional<ProgressLine> line_;
};

}  // namespace kith::tool

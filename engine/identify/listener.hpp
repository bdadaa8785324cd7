// identify/listener.hpp — how a run tells what it does while it does it. Nothing here changes a result.
#pragma once

#include <functional>
#include <string_view>

#include "matching/candidates/match.hpp"

namespace kith::identify {

/// Empty functions: nobody listens. Called from the thread that runs identify().
struct Listener {
  /// A stage of the run begins ("matching"), and the one before is over. What it returns receives the fraction done,
  /// until any of these is called again.
  std::function<matching::Progress(std::string_view stage)> begin{};
  /// A sentence without a line's end: what is done otherwise than asked, and why.
  std::function<void(std::string_view sentence)> note{};
  /// Likewise what nobody may miss: what is left out of the numbers, what is wrong with the input.
  std::function<void(std::string_view sentence)> warning{};

  [[nodiscard]] matching::Progress start(std::string_view stage) const {
    return begin ? begin(stage) : matching::Progress{};
  }
  void say(std::string_view sentence) const {
    if (note) note(sentence);
  }
  void warn(std::string_view sentence) const {
    if (warning) warning(sentence);
  }
};

}  // namespace kith::identify

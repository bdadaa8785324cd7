#include "terminal/terminal_listener.hpp"

#include <string>

namespace kith::tool {

identify::Listener TerminalListener::listener() {
  return {.begin =
              [this](std::string_view stage) {
                line_.reset();
                line_.emplace(err_, std::string(stage), settings_.quiet);
                return line_->callback();
              },
          .note =
              [this](std::string_view sentence) {
                if (!settings_.quiet) say(sentence);
              },
          .warning = [this](std::string_view sentence) { say(sentence); }};
}

void TerminalListener::say(std::string_view sentence) {
  line_.reset();
  err_ << sentence << '\n';
}

}  // namespace kith::tool

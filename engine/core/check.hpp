// core/check.hpp — promises inside the program, checked in every build. A failed one is a bug of ours, never bad input.
#pragma once

#include <stdexcept>
#include <string>

namespace kith {

/// Thrown by KITH_CHECK; tools/kith turns it into exit code 3.
struct InternalError : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void fail_check(const char* condition, const char* file, int line) {
  throw InternalError(std::string("internal error: ") + condition + " does not hold at " + file + ":" +
                      std::to_string(line));
}

}  // namespace kith

#define KITH_CHECK(condition) ((condition) ? void() : ::kith::fail_check(#condition, __FILE__, __LINE__))

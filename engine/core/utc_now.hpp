// core/utc_now.hpp — the time of day for records.
#pragma once

#include <string>

namespace kith {

/// "2026-11-30T20:22:59Z"
[[nodiscard]] std::string utc_now();

}  // namespace kith

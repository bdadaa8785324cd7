#include "io/amelogenin.hpp"

namespace kith::io {

using genetics::Sex;

std::optional<Sex> sex_shown(const MergedTyping& amelogenin, const MergedProfiles& merged,
                             const std::vector<std::string>& names) {
  const bool may_lose = amelogenin.soft != 0;
  bool x = false, y = false, other = false;
  for_each_label(amelogenin, merged, [&](LabelIndex label) {
    x = x || names[label] == "X";
    y = y || names[label] == "Y";
    other = other || (names[label] != "X" && names[label] != "Y");
  });
  if (other) return std::nullopt;
  if (y) return x || may_lose ? std::optional(Sex::male) : std::nullopt;
  return may_lose ? Sex::unknown : Sex::female;
}

}  // namespace kith::io

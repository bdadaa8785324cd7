#include "intake/profiles/amelogenin.hpp"

#include <algorithm>

namespace kith::intake {

using genetics::Sex;

namespace {

/// Whether every result of the typing may lack an allele. Drop-in alone takes nothing away.
bool may_lose_alleles(const MergedTyping& typing, const MergedProfiles& merged) {
  if (typing.soft == 0) return false;
  const auto& replicates = merged.soft[typing.soft - 1].replicates;
  return std::all_of(replicates.begin(), replicates.end(), [](const genetics::Replicate& replicate) {
    return replicate.model.dropout > 0 || replicate.model.dropout_homozygote > 0;
  });
}

}  // namespace

std::optional<Sex> sex_shown(const MergedTyping& amelogenin, const MergedProfiles& merged,
                             const std::vector<std::string>& names) {
  const bool may_lose = may_lose_alleles(amelogenin, merged);
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

}  // namespace kith::intake

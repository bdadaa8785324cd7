// evidence/attributes/comparison_levels.hpp — the attributes that have levels of agreement of their own (comparison.hpp). The others take the
// levels of their likelihood ratio.
#pragma once

#include <array>
#include <cstdint>

#include "evidence/attributes/comparison.hpp"
#include "evidence/attributes/sex.hpp"

namespace kith::evidence {

/// Amelogenin speaks before bones.
template <>
struct Comparison<SexModel> {
  static constexpr std::array<LevelSpec, 2> kLevels{{{"agree", 1}, {"differ", 0}}};
  static constexpr bool kTermFrequencies = false;

  [[nodiscard]] static std::uint8_t level(const SexModel& /*model*/, Sex report, const PmSex& finding) {
    return report == (finding.amelogenin != Sex::unknown ? finding.amelogenin : finding.form) ? 1 : 2;
  }
};

}  // namespace kith::evidence

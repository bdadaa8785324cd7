#include "evidence/attributes/comparison.hpp"

#include <algorithm>
#include <cstdio>

#include "core/check.hpp"

namespace kith::evidence {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

/// log10 m / u of each level, and of agreement in each row's value.
class LearnedRatios {
 public:
  LearnedRatios(const LearnedLevels& learned, const std::vector<double>& term_frequencies)
      : learned_(learned), frequencies_(learned.term_frequencies ? term_frequencies : std::vector<double>()) {
    for (std::size_t k = 0; k < learned.m.size(); ++k) ratios_.push_back(std::log10(learned.m[k] / learned.u[k]));
  }

  [[nodiscard]] double log10_lr(std::uint8_t level, std::size_t row) const {
    if (level == 0) return 0;
    if (level == 1 && !frequencies_.empty()) return std::log10(learned_.m.front() / frequency(row));
    return ratios_[level - 1U];
  }
  [[nodiscard]] std::string rule(std::uint8_t level, std::size_t row) const {
    if (level == 0) return "nothing to compare";
    const std::size_t k = level - 1U;
    const bool by_term = level == 1 && !frequencies_.empty();
    return "learned: level " + learned_.names[k] + ", m " + number(learned_.m[k]) + ", " +
           (by_term ? "frequency of the value " + number(frequency(row)) : "u " + number(learned_.u[k]));
  }

 private:
  [[nodiscard]] double frequency(std::size_t row) const { return std::max(frequencies_[row - 1], learned_.tf_floor); }

  LearnedLevels learned_;
  std::vector<double> frequencies_;
  std::vector<double> ratios_;
};

}  // namespace

std::uint8_t ratio_level(double log10_lr) {
  constexpr double kNothing = 1e-12;  // rounding of a ratio of 1
  if (std::abs(log10_lr) < kNothing) return 0;
  return log10_lr >= 1 ? 1 : log10_lr >= 0 ? 2 : log10_lr >= -1 ? 3 : 4;
}

void add_ratio_levels(AttributeParts& parts) {
  parts.levels = kRatioLevels;
  parts.level = [ratio = parts.log10_lr](std::uint32_t report, std::size_t row) {
    return ratio_level(ratio(report, row));
  };
  parts.all_levels = [fill = parts.fill](std::uint32_t report, std::span<std::uint8_t> rows) {
    std::vector<double> ratios(rows.size());
    fill(report, ratios);
    for (std::size_t row = 1; row < rows.size(); ++row) rows[row] = ratio_level(ratios[row]);
  };
}

void apply_learned(AttributeParts& parts, const Weights* weights) {
  const LearnedLevels* learned = weights == nullptr ? nullptr : weights->find(parts.name);
  if (learned == nullptr) return;
  KITH_CHECK(learned->m.size() == parts.levels.size() && learned->u.size() == parts.levels.size());
  const auto ratios = std::make_shared<LearnedRatios>(*learned, parts.term_frequencies);
  parts.fill = [levels = parts.all_levels, ratios](std::uint32_t report, std::span<double> rows) {
    std::vector<std::uint8_t> at(rows.size());
    levels(report, at);
    for (std::size_t row = 1; row < rows.size(); ++row) rows[row] = ratios->log10_lr(at[row], row);
  };
  parts.log10_lr = [level = parts.level, ratios](std::uint32_t report, std::size_t row) {
    return ratios->log10_lr(level(report, row), row);
  };
  parts.rule_text = [level = parts.level, ratios](std::uint32_t report, std::size_t row) {
    return ratios->rule(level(report, row), row);
  };
  if (!weights->parameters.contains({parts.name, "floor"})) parts.weighting.floor = 0;
}

}  // namespace kith::evidence

#include "attributes/frame/comparison.hpp"

#include <algorithm>
#include <cstdio>

#include "core/check.hpp"
#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

/// log10 m / u of each level, and of agreement in each row's value.
class LearnedRatios {
 public:
  /// `frequencies`: of the value of each row but row 0; empty: values weigh the same.
  LearnedRatios(const LearnedLevels& learned, std::vector<double> frequencies)
      : learned_(learned), frequencies_(std::move(frequencies)) {
    for (std::size_t k = 0; k < learned.m.size(); ++k) ratios_.push_back(std::log10(learned.m[k] / learned.u[k]));
  }

  /// `model`: log10 of the model's ratio with its floor and cap.
  [[nodiscard]] double log10_lr(std::uint8_t level, std::size_t row, double model) const {
    if (within_model()) return level == 0 ? model : model + ratios_[level - 1U] - std::log10(learned_.r[level - 1U]);
    if (level == 0) return 0;
    if (level == 1 && !frequencies_.empty()) return std::log10(learned_.m.front() / frequency(row));
    return ratios_[level - 1U];
  }
  [[nodiscard]] std::string rule(std::uint8_t level, std::size_t row) const {
    if (level == 0) return within_model() ? "no level learned" : "nothing to compare";
    const std::size_t k = level - 1U;
    if (within_model()) {
      return "learned: level " + learned_.names[k] + " of matches " + number_word(learned_.m[k], 3) +
             ", the model expects " + number_word(learned_.u[k] * learned_.r[k], 3) + ": times " +
             number_word(learned_.m[k] / learned_.u[k] / learned_.r[k], 3);
    }
    const bool by_term = level == 1 && !frequencies_.empty();
    return "learned: level " + learned_.names[k] + ", m " + number_word(learned_.m[k], 3) + ", " +
           (by_term ? "frequency of the value " + number_word(frequency(row), 3)
                    : "u " + number_word(learned_.u[k], 3));
  }
  [[nodiscard]] bool within_model() const { return !learned_.r.empty(); }

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

std::vector<double> term_frequencies(const AttributeParts& parts, double average) {
  constexpr std::size_t kMostReports = 2000;
  std::vector<std::uint32_t> reports;
  for (const std::uint32_t report : parts.report_of) {
    if (report != kNoReport) reports.push_back(report);
  }
  const std::size_t step = reports.size() / kMostReports + 1;
  std::vector<double> agreeing(parts.n_rows, average), compared(parts.n_rows, 1);
  std::vector<std::uint8_t> levels(parts.n_rows);
  for (std::size_t i = 0; i < reports.size(); i += step) {
    parts.all_levels(reports[i], levels);
    for (std::size_t row = 1; row < levels.size(); ++row) {
      agreeing[row] += levels[row] == 1 ? 1 : 0;
      compared[row] += levels[row] > 0 ? 1 : 0;
    }
  }
  std::vector<double> shares;
  for (std::size_t row = 1; row < levels.size(); ++row) shares.push_back(agreeing[row] / compared[row]);
  return shares;
}

void apply_learned(AttributeParts& parts, const Weights* weights) {
  const LearnedLevels* learned = weights == nullptr ? nullptr : weights->find(parts.name);
  if (learned == nullptr) return;
  KITH_CHECK(learned->m.size() == parts.levels.size() && learned->u.size() == parts.levels.size());
  const bool by_value = learned->term_frequencies && parts.counts_values;
  const auto ratios = std::make_shared<LearnedRatios>(
      *learned, by_value ? term_frequencies(parts, learned->u.front()) : std::vector<double>());
  const Weighting guards = without_exponent(parts.weighting);
  const bool within = ratios->within_model();
  parts.fill = [model = parts.fill, levels = parts.all_levels, ratios, guards](std::uint32_t report,
                                                                               std::span<double> rows) {
    std::vector<std::uint8_t> at(rows.size());
    levels(report, at);
    if (ratios->within_model()) model(report, rows);
    for (std::size_t row = 1; row < rows.size(); ++row) {
      rows[row] = ratios->log10_lr(at[row], row, ratios->within_model() ? weighted(rows[row], guards) : 0);
    }
  };
  parts.log10_lr = [model = parts.log10_lr, level = parts.level, ratios, guards](std::uint32_t report,
                                                                                 std::size_t row) {
    const double of_model = ratios->within_model() ? weighted(model(report, row), guards) : 0;
    return ratios->log10_lr(level(report, row), row, of_model);
  };
  parts.rule_text = [model = parts.rule_text, level = parts.level, ratios](std::uint32_t report, std::size_t row) {
    const std::string rule = ratios->rule(level(report, row), row);
    return ratios->within_model() ? model(report, row) + "; " + rule : rule;
  };
  if (within || !weights->parameters.contains({parts.name, "floor"})) parts.weighting.floor = 0;
}

}  // namespace kith::attributes

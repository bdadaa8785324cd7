#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "core/check.hpp"
#include "core/number_word.hpp"
#include "evidence/lineage/lineage_column.hpp"

namespace kith::evidence {
namespace {

using genetics::FrequencyEstimator;
using genetics::kMtClasses;
using genetics::MtHaplotype;
using genetics::MtRange;

std::size_t class_of(unsigned differences) { return std::min<std::size_t>(differences, kMtClasses - 1); }

}  // namespace

MtColumn::MtColumn(std::vector<MtHaplotype> pm, std::vector<LineReference<MtHaplotype>> targets,
                   const std::vector<MtHaplotype>& database, const LineageOptions& options, Counts<MtHaplotype> outside)
    : pm_(std::move(pm)), targets_(std::move(targets)), counts_(std::move(outside)), options_(options) {
  KITH_CHECK(!pm_.empty() && pm_.front().ranges.empty());
  if (options_.estimator == FrequencyEstimator::discrete_laplace) options_.estimator = FrequencyEstimator::counting;
  std::map<MtHaplotype, std::size_t> counts;
  for (const MtHaplotype& haplotype : database) ++counts[haplotype];
  for (const auto& [haplotype, count] : counts) {
    database_.push_back({haplotype, count});
    n_database_ += count;
    if (std::find(database_ranges_.begin(), database_ranges_.end(), haplotype.ranges) == database_ranges_.end())
      database_ranges_.push_back(haplotype.ranges);
  }
  std::map<std::vector<MtRange>, std::size_t> ranges;
  for (const MtHaplotype& haplotype : pm_) {
    const auto [place, is_new] = ranges.try_emplace(haplotype.ranges, row_ranges_.size());
    if (is_new) row_ranges_.push_back(haplotype.ranges);
    ranges_of_row_.push_back(place->second);
  }
}

const std::string& MtColumn::name() const {
  static const std::string text = "mtDNA";
  return text;
}

/// Haplotypes without another one at no difference; the estimator kappa needs them.
std::size_t MtColumn::singletons(std::span<const MtRange> ranges) const {
  std::size_t n = 0;
  for (std::size_t i = 0; i < database_.size(); ++i) {
    if (database_[i].count != 1 || !genetics::covers(database_[i].haplotype.ranges, ranges)) continue;
    bool alone = true;
    for (std::size_t j = 0; j < database_.size() && alone; ++j) {
      alone = i == j || !genetics::covers(database_[j].haplotype.ranges, ranges) ||
              genetics::count_differences(database_[i].haplotype, database_[j].haplotype, ranges) > 0;
    }
    n += alone ? 1 : 0;
  }
  return n;
}

const genetics::CountedHaplotype<MtHaplotype>* MtColumn::count_outside(const MtHaplotype& reference,
                                                                       std::span<const MtRange> ranges) const {
  const genetics::CountedHaplotype<MtHaplotype>* best = nullptr;
  for (const auto& count : counts_) {
    const auto& queried = count.haplotype;
    if (!genetics::covers(ranges, queried.ranges) ||
        genetics::count_differences(queried, reference, queried.ranges) > 0) {
      continue;
    }
    const auto worth = [&](const auto& c) {
      return std::pair(genetics::n_positions(c.haplotype.ranges),
                       genetics::counted_frequency(options_.estimator, c.matches, c.haplotypes));
    };
    if (best == nullptr || worth(count) > worth(*best)) best = &count;
  }
  return best;
}

std::size_t MtColumn::n_covering(std::span<const MtRange> ranges) const {
  std::size_t n = 0;
  for (const DatabaseEntry& entry : database_) n += genetics::covers(entry.haplotype.ranges, ranges) ? entry.count : 0;
  return n;
}

std::vector<MtRange> MtColumn::covered(const std::vector<MtRange>& ranges) const {
  if (2 * n_covering(ranges) >= n_database_) return ranges;
  struct Part {
    std::vector<MtRange> ranges;
    std::size_t n = 0;
  };
  std::vector<Part> parts{{ranges, n_covering(ranges)}};
  std::size_t most = parts.front().n;
  for (const auto& of_database : database_ranges_) {
    auto part = genetics::common_ranges(ranges, of_database);
    if (part.empty()) continue;
    const std::size_t n = n_covering(part);
    most = std::max(most, n);
    parts.push_back({std::move(part), n});
  }
  const Part* best = &parts.front();
  for (const Part& part : parts) {
    const bool is_enough = 2 * part.n >= most;
    const bool best_is_enough = 2 * best->n >= most;
    const auto size = genetics::n_positions(part.ranges), size_of_best = genetics::n_positions(best->ranges);
    if (is_enough && (!best_is_enough || size > size_of_best || (size == size_of_best && part.ranges < best->ranges)))
      best = &part;
  }
  return best->ranges;
}

std::vector<MtRange> MtColumn::compared_ranges(TargetIndex target, const std::vector<MtRange>& common) const {
  return count_outside(*targets_[target].haplotype, common) != nullptr ? common : covered(common);
}

MtColumn::Surroundings MtColumn::surroundings(TargetIndex target, std::span<const MtRange> ranges) const {
  Surroundings result;
  const auto& reference = targets_[target];
  for (const DatabaseEntry& entry : database_) {
    if (!genetics::covers(entry.haplotype.ranges, ranges)) continue;
    const unsigned apart = genetics::count_differences(entry.haplotype, *reference.haplotype, ranges);
    result.counts[class_of(apart)] += entry.count;
    result.n += entry.count;
  }
  result.line = genetics::mt_class_probabilities(ranges, reference.meioses);
  result.outside = count_outside(*reference.haplotype, ranges);
  if (result.outside != nullptr) {
    const double p = genetics::counted_frequency(options_.estimator, result.outside->matches,
                                                 result.outside->haplotypes);
    result.population[0] = genetics::with_theta(p, options_.theta);
  }
  if (result.n == 0) return result;
  const bool kappa = options_.estimator == FrequencyEstimator::kappa;
  for (std::size_t c = result.outside != nullptr ? 1 : 0; c < kMtClasses; ++c) {
    // kappa speaks of one unseen haplotype; a class of them is counted
    const auto estimator = kappa && c > 0 ? FrequencyEstimator::plus_one : options_.estimator;
    const std::size_t alone = kappa && c == 0 && result.counts[0] == 0 ? singletons(ranges) : 0;
    const double p = genetics::haplotype_frequency(estimator, {result.counts[c], result.n, alone});
    result.population[c] = c == 0 ? genetics::with_theta(p, options_.theta) : (1 - options_.theta) * p;
  }
  return result;
}

ColumnStatus MtColumn::fill(TargetIndex target, std::span<double> rows) const {
  KITH_CHECK(rows.size() == pm_.size());
  std::fill(rows.begin(), rows.end(), 0.0);
  const auto& reference = targets_[target];
  if (reference.haplotype == nullptr) return ColumnStatus::no_reference;
  std::vector<std::vector<MtRange>> common(row_ranges_.size());
  std::vector<Surroundings> around(row_ranges_.size());
  for (std::size_t i = 0; i < row_ranges_.size(); ++i) {
    common[i] = compared_ranges(target, genetics::common_ranges(row_ranges_[i], reference.haplotype->ranges));
    if (!common[i].empty()) around[i] = surroundings(target, common[i]);
  }
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const std::size_t i = ranges_of_row_[row];
    const std::size_t c = class_of(genetics::count_differences(pm_[row], *reference.haplotype, common[i]));
    if (common[i].empty() || !around[i].knows(c)) continue;
    rows[row] = std::log10(around[i].line[c]) - std::log10(around[i].population[c]);
  }
  return ColumnStatus::scored;
}

bool MtColumn::is_incompatible(TargetIndex target, std::size_t row) const {
  const auto* reference = targets_[target].haplotype;
  if (reference == nullptr) return false;
  const auto common = genetics::common_ranges(pm_[row].ranges, reference->ranges);
  return genetics::count_differences(pm_[row], *reference, common) >= genetics::kIncompatibleMtDifferences;
}

std::string MtColumn::describe_row(std::size_t row) const {
  return row == 0 ? "-" : genetics::to_string(pm_[row].ranges) + ": " + genetics::differences_text(pm_[row]);
}

std::string MtColumn::explain(TargetIndex target, std::size_t row) const {
  const auto& reference = targets_[target];
  if (row == 0 || reference.haplotype == nullptr) return {};
  const auto read = genetics::common_ranges(pm_[row].ranges, reference.haplotype->ranges);
  const auto common = compared_ranges(target, read);
  std::string text = "reference " + reference.person + ", " + std::to_string(reference.meioses) + " meioses; ";
  if (common.empty()) return text + "no position read in both";
  std::vector<std::string> sites;
  const unsigned apart = genetics::count_differences(pm_[row], *reference.haplotype, common, &sites);
  text += genetics::to_string(common) + " compared, " + std::to_string(apart) +
          (apart == 1 ? " difference" : " differences");
  if (common != read) text += " (read in both: " + genetics::to_string(read) + "; the database covers no more)";
  for (std::size_t i = 0; i < sites.size(); ++i) text += (i == 0 ? " (remains/reference: " : ", ") + sites[i];
  if (!sites.empty()) text += ")";
  constexpr std::array<const char*, kMtClasses> rule{"the line cannot be excluded", "inconclusive",
                                                     "two or more: taken for another line"};
  text += std::string(": ") + rule[class_of(apart)];
  const Surroundings around = surroundings(target, common);
  const std::size_t c = class_of(apart);
  if (!around.knows(c)) return text + "; not scored: no haplotype of the database covers these ranges";
  const auto* outside = c == 0 ? around.outside : nullptr;
  return text + "; P(as many | line) " + number_word(around.line[c]) + ", P(as many | population) " +
         number_word(around.population[c]) + " (" + std::string(genetics::to_string(options_.estimator)) + ", " +
         (outside != nullptr ? std::to_string(outside->matches) + " of " + std::to_string(outside->haplotypes) +
                                   " haplotypes of " + outside->database
                             : std::to_string(around.counts[c]) + " of " + std::to_string(around.n) + " haplotypes") +
         ")";
}

}  // namespace kith::evidence

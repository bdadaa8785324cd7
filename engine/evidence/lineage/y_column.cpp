#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "core/check.hpp"
#include "evidence/lineage/lineage_column.hpp"

namespace kith::evidence {
namespace {

using genetics::alleles_at;
using genetics::FrequencyEstimator;
using genetics::YAllele;
using genetics::YHaplotype;

std::vector<bool> typed_loci(const YHaplotype& haplotype, std::size_t n_loci) {
  std::vector<bool> mask(n_loci);
  for (std::size_t k = 0; k < n_loci; ++k) mask[k] = !alleles_at(haplotype, k).empty();
  return mask;
}

/// A whole number of repeats of a single copy; none for anything else.
std::optional<int> whole_repeats(std::span<const YAllele> alleles) {
  if (alleles.size() != 1 || alleles[0] % 10 != 0) return std::nullopt;
  return alleles[0] / 10;
}

/// The haplotype at some loci as a key: equal keys are equal alleles.
std::string key_of(const YHaplotype& haplotype, std::span<const std::size_t> loci) {
  std::string key;
  for (const std::size_t locus : loci) {
    for (const YAllele allele : alleles_at(haplotype, locus)) {
      key += static_cast<char>(allele / 64 + 1);  // repeats below 1000: never the separator
      key += static_cast<char>(allele % 64 + 1);
    }
    key += '\0';
  }
  return key;
}

std::string alleles_text(std::span<const YAllele> alleles) {
  std::string text;
  for (const YAllele allele : alleles) text += (text.empty() ? "" : ",") + genetics::y_allele_text(allele);
  return text;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

}  // namespace

YColumn::YColumn(std::vector<genetics::YMarker> markers, std::vector<YHaplotype> pm,
                 std::vector<LineReference<YHaplotype>> targets, std::vector<YHaplotype> database,
                 const LineageOptions& options, Counts<YHaplotype> counts)
    : markers_(std::move(markers)),
      pm_(std::move(pm)),
      targets_(std::move(targets)),
      database_(std::move(database)),
      counts_(std::move(counts)),
      options_(options) {
  KITH_CHECK(!pm_.empty() && genetics::n_typed_loci(pm_.front()) == 0);
  unsigned most = 0;
  for (const auto& target : targets_) most = std::max(most, target.meioses);
  for (unsigned m = 0; m <= most; ++m) transmissions_.emplace_back(markers_, m);
  if (options_.estimator == FrequencyEstimator::discrete_laplace) fit_discrete_laplace();
  compare_all();
}

const std::string& YColumn::name() const {
  static const std::string text = "Y-STR";
  return text;
}

/// Over the single-copy loci that at least half of the database shows as whole repeats; its haplotypes complete there.
void YColumn::fit_discrete_laplace() {
  for (std::size_t k = 0; k < markers_.size(); ++k) {
    const auto usable = std::count_if(database_.begin(), database_.end(),
                                      [&](const YHaplotype& h) { return whole_repeats(alleles_at(h, k)).has_value(); });
    if (markers_[k].copies == 1 && usable > 0 && 2 * static_cast<std::size_t>(usable) >= database_.size()) {
      fitted_.push_back(k);
    }
  }
  std::vector<std::vector<int>> complete;
  for (const YHaplotype& haplotype : database_) {
    std::vector<int> repeats;
    for (const std::size_t k : fitted_) {
      if (const auto whole = whole_repeats(alleles_at(haplotype, k))) repeats.push_back(*whole);
    }
    if (!fitted_.empty() && repeats.size() == fitted_.size()) complete.push_back(std::move(repeats));
  }
  if (complete.empty()) {
    options_.estimator = FrequencyEstimator::counting;
    fitted_.clear();
  } else {
    model_ = genetics::DiscreteLaplace::fit(complete);
  }
}

void YColumn::compare_all() {
  std::map<std::vector<bool>, std::size_t> rows;
  std::map<std::vector<bool>, std::size_t> references;
  const auto number_of = [&](const YHaplotype& haplotype, auto& masks) {
    return masks.try_emplace(typed_loci(haplotype, markers_.size()), masks.size()).first->second;
  };
  for (const YHaplotype& haplotype : pm_) row_mask_.push_back(number_of(haplotype, rows));
  for (const auto& target : targets_) {
    target_mask_.push_back(target.haplotype == nullptr ? 0 : number_of(*target.haplotype, references));
  }
  n_row_masks_ = rows.size();
  comparison_of_.resize(references.size() * n_row_masks_);
  std::map<std::vector<std::size_t>, std::size_t> places;
  for (const auto& [reference, i] : references) {
    for (const auto& [row, j] : rows) {
      std::vector<std::size_t> loci;
      for (std::size_t k = 0; k < markers_.size(); ++k) {
        const bool modelled = !model_ || std::find(fitted_.begin(), fitted_.end(), k) != fitted_.end();
        if (reference[k] && row[k] && modelled) loci.push_back(k);
      }
      const auto [place, is_new] = places.try_emplace(loci, comparisons_.size());
      if (is_new) comparisons_.push_back(compare_at(std::move(loci)));
      comparison_of_[i * n_row_masks_ + j] = place->second;
    }
  }
}

YColumn::Comparison YColumn::compare_at(std::vector<std::size_t> loci) const {
  Comparison result{.loci = std::move(loci)};
  if (result.loci.empty()) return result;
  for (const YHaplotype& haplotype : database_) {
    const bool complete = std::all_of(result.loci.begin(), result.loci.end(),
                                      [&](std::size_t k) { return !alleles_at(haplotype, k).empty(); });
    if (!complete) continue;
    ++result.n;
    ++result.seen[key_of(haplotype, result.loci)].first;
  }
  if (result.n == 0) return result;
  for (const auto& [key, entry] : result.seen) result.singletons += entry.first == 1 ? 1 : 0;
  if (model_) return result;
  const auto estimate = [&](std::size_t matches) {
    return genetics::with_theta(
        genetics::haplotype_frequency(options_.estimator, {matches, result.n, result.singletons}), options_.theta);
  };
  for (auto& [key, entry] : result.seen) entry.second = estimate(entry.first);
  result.unseen = estimate(0);
  return result;
}

const YColumn::Comparison& YColumn::comparison(TargetIndex target, std::size_t row) const {
  return comparisons_[comparison_of_[target_mask_[target] * n_row_masks_ + row_mask_[row]]];
}

const genetics::CountedHaplotype<YHaplotype>* YColumn::count_outside(const Comparison& loci,
                                                                     const YHaplotype& haplotype) const {
  const genetics::CountedHaplotype<YHaplotype>* best = nullptr;
  for (const auto& count : counts_) {
    bool applies = true;
    for (std::size_t k = 0; k < count.haplotype.size() && applies; ++k) {
      const auto queried = alleles_at(count.haplotype, k);
      const auto here = alleles_at(haplotype, k);
      applies = queried.empty() || (std::binary_search(loci.loci.begin(), loci.loci.end(), k) &&
                                    std::equal(queried.begin(), queried.end(), here.begin(), here.end()));
    }
    if (!applies) continue;
    const auto worth = [&](const auto& c) {
      return std::pair(genetics::n_typed_loci(c.haplotype),
                       genetics::counted_frequency(options_.estimator, c.matches, c.haplotypes));
    };
    if (best == nullptr || worth(count) > worth(*best)) best = &count;
  }
  return best;
}

std::optional<YColumn::Frequency> YColumn::frequency(const Comparison& loci, const YHaplotype& haplotype) const {
  if (const auto* outside = count_outside(loci, haplotype)) {
    const double p = genetics::counted_frequency(options_.estimator, outside->matches, outside->haplotypes);
    return Frequency{std::log10(genetics::with_theta(p, options_.theta)), outside->matches, outside};
  }
  if (loci.n == 0 && !model_) return std::nullopt;
  const auto found = loci.seen.find(key_of(haplotype, loci.loci));
  const std::size_t matches = found == loci.seen.end() ? 0 : found->second.first;
  if (!model_) return Frequency{std::log10(matches == 0 ? loci.unseen : found->second.second), matches};
  std::vector<std::optional<int>> repeats(fitted_.size());
  for (std::size_t i = 0; i < fitted_.size(); ++i) {
    const bool compared = std::binary_search(loci.loci.begin(), loci.loci.end(), fitted_[i]);
    if (compared) repeats[i] = whole_repeats(alleles_at(haplotype, fitted_[i]));
  }
  const double log_p = model_->log_probability(repeats);
  if (options_.theta == 0) return Frequency{log_p / std::log(10.0), matches};
  return Frequency{std::log10(genetics::with_theta(std::exp(log_p), options_.theta)), matches};
}

double YColumn::transmission(const Comparison& loci, TargetIndex target, std::size_t row) const {
  const auto& reference = targets_[target];
  double log10_p = 0;
  for (const std::size_t k : loci.loci) {
    const auto seen = alleles_at(pm_[row], k);
    if (model_ && !whole_repeats(seen)) continue;  // the model cannot give it a frequency either
    log10_p += std::log10(transmissions_[reference.meioses].probability(k, seen, alleles_at(*reference.haplotype, k)));
  }
  return log10_p;
}

std::optional<double> YColumn::score(TargetIndex target, std::size_t row) const {
  const Comparison& loci = comparison(target, row);
  if (loci.loci.empty()) return std::nullopt;
  const auto p = frequency(loci, pm_[row]);
  if (!p) return std::nullopt;
  return transmission(loci, target, row) - p->log10;
}

ColumnStatus YColumn::fill(TargetIndex target, std::span<double> rows) const {
  KITH_CHECK(rows.size() == pm_.size());
  std::fill(rows.begin(), rows.end(), 0.0);
  if (targets_[target].haplotype == nullptr) return ColumnStatus::no_reference;
  for (std::size_t row = 1; row < rows.size(); ++row) rows[row] = score(target, row).value_or(0);
  return ColumnStatus::scored;
}

bool YColumn::is_incompatible(TargetIndex target, std::size_t row) const {
  const auto& reference = targets_[target];
  if (reference.haplotype == nullptr) return false;
  return genetics::distance(pm_[row], *reference.haplotype).total() >= genetics::kIncompatibleYSteps;
}

std::string YColumn::describe_row(std::size_t row) const {
  std::string text;
  for (std::size_t k = 0; k < markers_.size(); ++k) {
    const auto alleles = alleles_at(pm_[row], k);
    if (alleles.empty()) continue;
    text += (text.empty() ? "" : " ") + markers_[k].name + "=" + alleles_text(alleles);
  }
  return text.empty() ? "-" : text;
}

std::string YColumn::explain(TargetIndex target, std::size_t row) const {
  const auto& reference = targets_[target];
  if (row == 0 || reference.haplotype == nullptr) return {};
  const Comparison& loci = comparison(target, row);
  std::string text = "reference " + reference.person + ", " + std::to_string(reference.meioses) + " meioses; ";
  if (loci.loci.empty()) return text + "no marker typed in both";
  text += std::to_string(loci.loci.size()) + " markers compared";
  const genetics::YDistance apart = genetics::distance(pm_[row], *reference.haplotype);
  if (apart.loci.empty()) text += ", all equal";
  for (std::size_t i = 0; i < apart.loci.size(); ++i) {
    const std::size_t k = apart.loci[i];
    text += (i == 0 ? ", different: " : ", ") + markers_[k].name + " " +
            alleles_text(alleles_at(*reference.haplotype, k)) + " -> " + alleles_text(alleles_at(pm_[row], k));
  }
  const auto p = frequency(loci, pm_[row]);
  if (!p) return text + "; not scored: no haplotype of the database has these markers";
  text += "; P(haplotype | line) " + number(std::pow(10, transmission(loci, target, row))) + ", frequency " +
          number(std::pow(10, p->log10)) + " (" + std::string(genetics::to_string(options_.estimator)) + ", " +
          std::to_string(p->matches) + " of " +
          (p->outside != nullptr ? std::to_string(p->outside->haplotypes) + " haplotypes of " + p->outside->database
                                 : std::to_string(loci.n) + " haplotypes") +
          ")";
  if (apart.total() >= genetics::kIncompatibleYSteps) text += "; three or more steps: taken for another line";
  return text;
}

}  // namespace kith::evidence

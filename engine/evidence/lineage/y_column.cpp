#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "core/check.hpp"
#include "core/number_word.hpp"
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

/// Loci that somebody of the line is typed at.
std::vector<bool> typed_loci(const LineReference<YHaplotype>& reference, std::size_t n_loci) {
  std::vector<bool> mask = typed_loci(*reference.haplotype, n_loci);
  for (const auto& node : reference.line) {
    for (std::size_t k = 0; k < n_loci; ++k)
      mask[k] = mask[k] || (node.haplotype != nullptr && !alleles_at(*node.haplotype, k).empty());
  }
  return mask;
}

/// All typed members of the line, or the reference behind so many untyped men.
std::vector<LineNode<YHaplotype>> nodes_of(const LineReference<YHaplotype>& reference) {
  if (!reference.line.empty()) return reference.line;
  std::vector<LineNode<YHaplotype>> nodes(reference.meioses + 1);
  for (std::size_t v = 1; v < nodes.size(); ++v) nodes[v].neighbour = v - 1;
  nodes.back().haplotype = reference.haplotype;
  return nodes;
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
  for (const auto& target : targets_)
    most = std::max({most, target.meioses, static_cast<unsigned>(target.line.size())});
  for (unsigned m = 0; m <= most; ++m) transmissions_.emplace_back(markers_, m, options_.two_steps);
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
    if (options_.bounded) least_frequency_ = genetics::least_knowable_frequency(complete.size());
  }
}

void YColumn::compare_all() {
  std::map<std::vector<bool>, std::size_t> rows;
  std::map<std::vector<bool>, std::size_t> references;
  const auto number_of = [&](const auto& typed, auto& masks) {
    return masks.try_emplace(typed_loci(typed, markers_.size()), masks.size()).first->second;
  };
  for (const YHaplotype& haplotype : pm_) row_mask_.push_back(number_of(haplotype, rows));
  for (const auto& target : targets_) {
    target_mask_.push_back(target.haplotype == nullptr ? 0 : number_of(target, references));
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

std::vector<std::size_t> YColumn::covered(const std::vector<std::size_t>& loci) const {
  std::vector<std::size_t> n_typed;
  for (const std::size_t k : loci) {
    n_typed.push_back(static_cast<std::size_t>(std::count_if(
        database_.begin(), database_.end(), [&](const YHaplotype& h) { return !alleles_at(h, k).empty(); })));
  }
  const std::size_t most = n_typed.empty() ? 0 : *std::max_element(n_typed.begin(), n_typed.end());
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < loci.size(); ++i) {
    if (n_typed[i] > 0 && 2 * n_typed[i] >= most) result.push_back(loci[i]);
  }
  return result;
}

YColumn::Comparison YColumn::compare_at(std::vector<std::size_t> loci) const {
  Comparison result{.loci = std::move(loci)};
  if (result.loci.empty()) return result;
  result.known = model_ ? result.loci : covered(result.loci);
  if (result.known.empty()) return result;
  for (const YHaplotype& haplotype : database_) {
    const bool complete = std::all_of(result.known.begin(), result.known.end(),
                                      [&](std::size_t k) { return !alleles_at(haplotype, k).empty(); });
    if (!complete) continue;
    ++result.n;
    ++result.seen[key_of(haplotype, result.known)].first;
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
  const auto found = loci.seen.find(key_of(haplotype, loci.known));
  const std::size_t matches = found == loci.seen.end() ? 0 : found->second.first;
  if (!model_) return Frequency{std::log10(matches == 0 ? loci.unseen : found->second.second), matches};
  std::vector<std::optional<int>> repeats(fitted_.size());
  for (std::size_t i = 0; i < fitted_.size(); ++i) {
    const bool compared = std::binary_search(loci.loci.begin(), loci.loci.end(), fitted_[i]);
    if (compared) repeats[i] = whole_repeats(alleles_at(haplotype, fitted_[i]));
  }
  const double p = std::max(std::exp(model_->log_probability(repeats)), least_frequency_);
  return Frequency{std::log10(genetics::with_theta(p, options_.theta)), matches};
}

LineAlleles YColumn::line_of(TargetIndex target) const {
  return {markers_, nodes_of(targets_[target]), transmissions_, options_.two_steps};
}

double YColumn::error_of_line(TargetIndex target) const {
  constexpr double kOfOneMan = 0.1;  // his own sample: a mixed-up tube, a tenth as often as a wrong father
  const double meioses = std::max(static_cast<double>(targets_[target].meioses), kOfOneMan);
  return -std::expm1(meioses * std::log1p(-options_.line_error));
}

double YColumn::transmission(std::span<const std::size_t> loci, const LineAlleles& line, std::size_t row) const {
  double log10_p = 0;
  for (const std::size_t k : loci) {
    const auto seen = alleles_at(pm_[row], k);
    if (model_ && !whole_repeats(seen)) continue;  // the model cannot give it a frequency either
    log10_p += std::log10(line.probability(k, seen));
  }
  return log10_p;
}

std::optional<double> YColumn::score(TargetIndex target, const LineAlleles& line, std::size_t row) const {
  const Comparison& loci = comparison(target, row);
  if (loci.loci.empty()) return std::nullopt;
  const auto p = frequency(loci, pm_[row]);
  if (!p) return std::nullopt;
  const double log10_lr = transmission(p->outside != nullptr ? loci.loci : loci.known, line, row) - p->log10;
  if (options_.line_error == 0) return log10_lr;
  const double error = error_of_line(target);
  return std::log10((1 - error) * std::pow(10, log10_lr) + error);
}

ColumnStatus YColumn::fill(TargetIndex target, std::span<double> rows) const {
  KITH_CHECK(rows.size() == pm_.size());
  std::fill(rows.begin(), rows.end(), 0.0);
  if (targets_[target].haplotype == nullptr) return ColumnStatus::no_reference;
  const LineAlleles line = line_of(target);
  for (std::size_t row = 1; row < rows.size(); ++row) rows[row] = score(target, line, row).value_or(0);
  return ColumnStatus::scored;
}

bool YColumn::is_incompatible(TargetIndex target, std::size_t row) const {
  const auto& reference = targets_[target];
  if (reference.haplotype == nullptr) return false;
  const auto is_far = [&](const YHaplotype& haplotype) {
    return genetics::distance(pm_[row], haplotype).total() >= genetics::kIncompatibleYSteps;
  };
  // Of several typed men, one whom the remains fit is enough: a mutation between the others is not theirs.
  return is_far(*reference.haplotype) &&
         std::all_of(reference.line.begin(), reference.line.end(),
                     [&](const auto& node) { return node.haplotype == nullptr || is_far(*node.haplotype); });
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
  const auto n_typed = std::count_if(reference.line.begin(), reference.line.end(),
                                     [](const auto& node) { return node.haplotype != nullptr; });
  if (n_typed > 1) text += "the nearest of " + std::to_string(n_typed) + " typed men of the line, who all count; ";
  if (loci.loci.empty()) return text + "no marker typed in both";
  const auto p = frequency(loci, pm_[row]);
  const auto& compared = p && p->outside == nullptr ? loci.known : loci.loci;
  text += std::to_string(compared.size()) + " markers compared";
  if (compared.size() < loci.loci.size()) {
    std::string names;
    for (const std::size_t k : loci.loci) {
      if (!std::binary_search(compared.begin(), compared.end(), k))
        names += (names.empty() ? "" : ", ") + markers_[k].name;
    }
    text += " (left out, as the database lacks them: " + names + ")";
  }
  const genetics::YDistance apart = genetics::distance(pm_[row], *reference.haplotype);
  if (apart.loci.empty()) text += ", all equal";
  for (std::size_t i = 0; i < apart.loci.size(); ++i) {
    const std::size_t k = apart.loci[i];
    text += (i == 0 ? ", different: " : ", ") + markers_[k].name + " " +
            alleles_text(alleles_at(*reference.haplotype, k)) + " -> " + alleles_text(alleles_at(pm_[row], k));
  }
  if (!p) return text + "; not scored: no haplotype of the database has these markers";
  text += "; P(haplotype | line) " + number_word(std::pow(10, transmission(compared, line_of(target), row))) +
          ", frequency " + number_word(std::pow(10, p->log10)) + " (" +
          std::string(genetics::to_string(options_.estimator)) + ", " + std::to_string(p->matches) + " of " +
          (p->outside != nullptr ? std::to_string(p->outside->haplotypes) + " haplotypes of " + p->outside->database
                                 : std::to_string(loci.n) + " haplotypes") +
          ")";
  if (options_.line_error > 0) text += "; a wrong father on the way with " + number_word(error_of_line(target));
  if (is_incompatible(target, row)) text += "; three or more steps: taken for another line";
  return text;
}

}  // namespace kith::evidence

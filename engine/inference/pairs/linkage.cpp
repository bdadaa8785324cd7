#include "inference/pairs/linkage.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "genetics/markers/marker_names.hpp"
#include "matching/candidates/candidates.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/linked/linked_likelihood.hpp"

namespace kith::inference {
namespace {

using genetics::LocusIndex;
using genetics::Observation;

struct KnownLinkage {
  std::string_view first;
  std::string_view second;
  double recombination;
};
constexpr std::array<KnownLinkage, 2> kKnown{{{"vWA", "D12S391", 0.089}, {"D5S818", "CSF1PO", 0.2522}}};

/// Corrections smaller than rounding are none.
constexpr double kNoCorrection = 1e-9;

bool is_typed_at_one(const matching::Case& the_case, const matching::Remains& remains, const LinkedLoci& loci) {
  return !the_case.panel.observed(remains.profile, loci.first).is_untyped() ||
         !the_case.panel.observed(remains.profile, loci.second).is_untyped();
}

/// The natural logarithm of L_AB / (L_A L_B); no value where it is impossible or too costly.
struct LogRatio {
  std::optional<double> value{};
  bool too_costly = false;
};

/// One family at one pair of loci, with and without remains as the missing person.
class FamilyLinkage {
 public:
  FamilyLinkage(const matching::Case& the_case, const LinkedLoci& loci, const matching::MissingPerson& missing,
                const pedigree::LikelihoodOptions& single, const pedigree::LikelihoodOptions& linked)
      : case_(the_case), loci_(loci), missing_(missing), single_(single), linked_(linked) {
    const matching::Family& family = the_case.families[missing.family];
    for (std::size_t k = 0; k < 2; ++k) {
      observed_[k].resize(family.pedigree.size(), nullptr);
      for (std::size_t i = 0; i < family.profiles.size(); ++i) {
        observed_[k][i] = &the_case.panel.observed(family.profiles[i], locus(k));
      }
    }
  }

  /// Of the relatives' data alone.
  LogRatio of_family() {
    const auto together = pedigree::linked_log_likelihood(markers(), pedigree(), {observed_[0], observed_[1]},
                                                          workspace(), linked_);
    if (!together || !std::isfinite(together.value())) return ratio(together, {});
    for (std::size_t k = 0; k < 2; ++k) {
      const auto found = pedigree::target_joint(marker(k), pedigree(), observed_[k], missing_.person, workspace(),
                                                joint_[k], single_);
      if (!found) return not_computed(found.error());
    }
    return ratio(together, {own(0), own(1)});
  }

  /// Of their data and each of these remains as the missing person. @pre of_family() has a value.
  std::vector<LogRatio> with_remains(std::span<const matching::Remains* const> remains) {
    std::vector<std::array<Observation, 2>> seen(remains.size());
    std::vector<pedigree::LinkedShown> shown(remains.size());
    for (std::size_t i = 0; i < remains.size(); ++i) {
      for (std::size_t k = 0; k < 2; ++k) {
        const Observation& of_remains = case_.panel.observed(remains[i]->profile, locus(k));
        seen[i][k] = own(k) == nullptr ? of_remains : genetics::joined(of_remains, *own(k));
        shown[i][k] = &seen[i][k];
      }
    }
    const auto together = pedigree::linked_log_likelihoods(markers(), pedigree(), {observed_[0], observed_[1]},
                                                           missing_.person, shown, workspace(), linked_);
    std::vector<LogRatio> ratios;
    for (std::size_t i = 0; i < remains.size(); ++i) ratios.push_back(ratio(together[i], shown[i]));
    return ratios;
  }

 private:
  [[nodiscard]] LocusIndex locus(std::size_t k) const { return k == 0 ? loci_.first : loci_.second; }
  [[nodiscard]] const genetics::Marker& marker(std::size_t k) const { return case_.panel.markers[locus(k)]; }
  [[nodiscard]] pedigree::LinkedMarkers markers() const { return {marker(0), marker(1), loci_.recombination}; }
  [[nodiscard]] const pedigree::Pedigree& pedigree() const { return case_.families[missing_.family].pedigree; }
  /// What was seen of the missing person before.
  [[nodiscard]] const Observation* own(std::size_t k) const {
    return observed_[k][static_cast<std::size_t>(missing_.person)];
  }

  static pedigree::Workspace& workspace() {
    thread_local pedigree::Workspace instance;
    return instance;
  }

  static LogRatio not_computed(const Error& error) {
    KITH_CHECK(error.code == Errc::cost_limit_exceeded);
    return {.value = {}, .too_costly = true};
  }

  [[nodiscard]] LogRatio ratio(const Result<double>& together, const pedigree::LinkedShown& shown) const {
    if (!together) return not_computed(together.error());
    double ratio = together.value();
    for (std::size_t k = 0; k < 2 && std::isfinite(ratio); ++k) ratio -= log_alone(k, shown[k]);
    if (!std::isfinite(ratio)) return {};
    return {.value = ratio, .too_costly = false};
  }

  /// The likelihood of one locus, but for relatives who are not connected to the missing person: a factor of every
  /// ratio.
  [[nodiscard]] double log_alone(std::size_t k, const Observation* shown) const {
    const pedigree::TargetJoint& joint = joint_[k];
    double sum = joint.total;
    if (shown != nullptr && !shown->is_untyped()) {
      sum = 0;
      for (const auto& genotype : genetics::compatible_genotypes(*shown, marker(k))) {
        sum += genotype.weight * joint.joint[genotype.x * joint.n_alleles + genotype.y];
      }
    }
    return std::log(sum) + joint.log_scale;
  }

  const matching::Case& case_;
  LinkedLoci loci_;
  const matching::MissingPerson& missing_;
  const pedigree::LikelihoodOptions& single_;
  const pedigree::LikelihoodOptions& linked_;
  std::array<std::vector<const Observation*>, 2> observed_;
  std::array<pedigree::TargetJoint, 2> joint_;
};

/// Remains by what they show at the two loci: those with equal genotypes share their ratio.
struct DistinctRemains {
  std::vector<std::pair<std::size_t, std::size_t>> place_of;  ///< position of a pair, place of its remains in `remains`
  std::vector<const matching::Remains*> remains;
};

DistinctRemains distinct_remains(const matching::Case& the_case, const LinkedLoci& loci,
                                 std::span<const PairScore> pairs, std::span<const std::size_t> positions) {
  DistinctRemains distinct;
  std::map<std::array<genetics::ObservationCode, 2>, std::size_t> places;
  for (const std::size_t i : positions) {
    const matching::Remains& remains = the_case.remains[pairs[i].remains];
    if (!is_typed_at_one(the_case, remains, loci)) continue;
    const std::array codes{remains.profile[loci.first], remains.profile[loci.second]};
    const auto [place, is_new] = places.try_emplace(codes, distinct.remains.size());
    if (is_new) distinct.remains.push_back(&remains);
    distinct.place_of.emplace_back(i, place->second);
  }
  return distinct;
}

/// The corrections of the pairs of one missing person.
std::vector<LinkageScore> scores_of_target(const matching::Case& the_case, std::span<const LinkedLoci> loci,
                                           std::span<const PairScore> pairs, std::span<const std::size_t> positions,
                                           const pedigree::LikelihoodOptions& single,
                                           const pedigree::LikelihoodOptions& linked) {
  std::vector<LinkageScore> scores;
  const TargetIndex target = pairs[positions.front()].target;
  for (std::size_t l = 0; l < loci.size(); ++l) {
    if (!linkage_can_show(the_case, loci[l], target)) continue;
    const DistinctRemains distinct = distinct_remains(the_case, loci[l], pairs, positions);
    if (distinct.remains.empty()) continue;
    FamilyLinkage linkage(the_case, loci[l], the_case.missing[target], single, linked);
    const LogRatio family = linkage.of_family();
    if (!family.value && !family.too_costly) continue;
    std::vector<LogRatio> related(distinct.remains.size(), family);
    if (family.value) related = linkage.with_remains(distinct.remains);
    for (const auto& [i, place] : distinct.place_of) {
      const LogRatio& ratio = related[place];
      if (ratio.too_costly) {
        scores.push_back({i, l, 0, true});
      } else if (ratio.value && std::abs(*ratio.value - *family.value) >= kNoCorrection) {
        scores.push_back({i, l, (*ratio.value - *family.value) / std::log(10.0), false});
      }
    }
  }
  return scores;
}

}  // namespace

std::vector<LinkedLoci> find_linked_loci(const genetics::Panel& panel, bool with_theta) {
  std::vector<LinkedLoci> found;
  const auto is_autosomal = [&](LocusIndex locus) {
    return locus != genetics::kNoLocus && panel.markers[locus].kind() == genetics::MarkerKind::autosomal;
  };
  for (const KnownLinkage& known : kKnown) {
    const LinkedLoci loci{panel.find(known.first), panel.find(known.second), known.recombination};
    if (!is_autosomal(loci.first) || !is_autosomal(loci.second)) continue;
    const bool has_theta = panel.markers[loci.first].theta() > 0 || panel.markers[loci.second].theta() > 0;
    if (has_theta == with_theta) found.push_back(loci);
  }
  return found;
}

std::string describe(const LinkedLoci& loci, const genetics::Panel& panel) {
  return fmt::format("{} + {} linkage, recombination {:.3g}", panel.markers[loci.first].name(),
                     panel.markers[loci.second].name(), loci.recombination);
}

bool linkage_can_show(const matching::Case& the_case, const LinkedLoci& loci, TargetIndex target) {
  const matching::MissingPerson& missing = the_case.missing[target];
  const matching::Family& family = the_case.families[missing.family];
  const auto at = [](pedigree::PersonIndex person) { return static_cast<std::size_t>(person); };
  std::vector<bool> matters(family.pedigree.size(), false);
  for (std::size_t i = 0; i < family.profiles.size(); ++i) {
    matters[i] = !the_case.panel.observed(family.profiles[i], loci.first).is_untyped() ||
                 !the_case.panel.observed(family.profiles[i], loci.second).is_untyped();
  }
  matters[at(missing.person)] = true;
  std::vector<bool> has_child(family.pedigree.size(), false);
  const auto order = family.pedigree.parents_first();
  for (auto person = order.rbegin(); person != order.rend(); ++person) {
    if (!matters[at(*person)] || family.pedigree.is_founder(*person)) continue;
    for (const auto parent : {family.pedigree.father(*person), family.pedigree.mother(*person)}) {
      if (has_child[at(parent)] || !family.pedigree.is_founder(parent)) return true;
      matters[at(parent)] = has_child[at(parent)] = true;
    }
  }
  return false;
}

double linkage_floor(std::span<const PairScore> pairs) {
  const auto n = std::count_if(pairs.begin(), pairs.end(), [](const PairScore& pair) { return pair.log10_lr >= 0; });
  return static_cast<std::size_t>(n) > kManyPairs ? 2 : 0;
}

std::vector<LinkageScore> score_linkage(const matching::Case& the_case, std::span<const LinkedLoci> loci,
                                        std::span<const PairScore> pairs, std::uint32_t threads,
                                        const pedigree::LikelihoodOptions& options) {
  pedigree::LikelihoodOptions limited = options;
  limited.cost_limit = std::min(limited.cost_limit, kMostLinkageCost);
  std::vector<std::vector<std::size_t>> of_target(the_case.missing.size());
  const double from = linkage_floor(pairs);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].log10_lr >= from) of_target[pairs[i].target].push_back(i);
  }
  std::vector<std::vector<LinkageScore>> found(of_target.size());
  tbb::task_arena arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, of_target.size(), [&](std::size_t t) {
      if (!of_target[t].empty()) found[t] = scores_of_target(the_case, loci, pairs, of_target[t], options, limited);
    });
  });
  std::vector<LinkageScore> scores;
  for (const auto& list : found) scores.insert(scores.end(), list.begin(), list.end());
  std::sort(scores.begin(), scores.end(), [](const LinkageScore& a, const LinkageScore& b) {
    return a.pair != b.pair ? a.pair < b.pair : a.loci < b.loci;
  });
  return scores;
}

std::vector<bool> best_pairs(std::span<const PairScore> pairs, std::span<const LinkageScore> scores, std::size_t n) {
  std::vector<bool> among_best(pairs.size(), n >= pairs.size());
  if (n >= pairs.size()) return among_best;
  std::vector<PairScore> corrected(pairs.begin(), pairs.end());
  for (const LinkageScore& score : scores) corrected[score.pair].log10_lr += score.log10_correction;
  std::vector<std::size_t> order(pairs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n), order.end(),
                   [&](std::size_t a, std::size_t b) { return matching::ranks_before(corrected[a], corrected[b]); });
  for (std::size_t k = 0; k < n; ++k) among_best[order[k]] = true;
  return among_best;
}

void apply_linkage(std::span<const LinkageScore> scores, matching::MatchResult& result,
                   std::vector<PairDetail>& details) {
  for (const LinkageScore& score : scores) {
    result.pairs[score.pair].log10_lr += score.log10_correction;
    details[score.pair].linkage += score.log10_correction;
    details[score.pair].log10_dna += score.log10_correction;
  }
  std::vector<std::size_t> order(result.pairs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  tbb::parallel_sort(order, [&](std::size_t a, std::size_t b) {  // a total order: there is one result
    return matching::ranks_before(result.pairs[a], result.pairs[b]);
  });
  std::vector<PairScore> pairs;
  std::vector<PairDetail> sorted;
  pairs.reserve(order.size());
  sorted.reserve(order.size());
  for (const std::size_t i : order) {
    pairs.push_back(result.pairs[i]);
    sorted.push_back(details[i]);
  }
  result.pairs = std::move(pairs);
  details = std::move(sorted);
}

}  // namespace kith::inference

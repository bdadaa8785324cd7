#include "inference/kin/family_links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "core/disjoint_sets.hpp"

namespace kith::inference {
namespace {

double posterior_of(double log10_lr, double odds) {
  const double weight = std::log10(odds) + log10_lr;
  return 1 / (1 + std::pow(10.0, -weight));
}

class LinkSearch {
 public:
  LinkSearch(const matching::Case& data, const FamilyLinkOptions& options)
      : data_(data), options_(options), donors_(donors_of(data)) {}

  FamilyLinks run(const matching::Progress& progress) {
    const auto part = [&](double from, double share) {
      return [&progress, from, share](double done) {
        if (progress) progress(from + share * done);
      };
    };
    result_.n_donors = donors_.donors.size();
    compare_donors(part(0, 0.4));
    if (result_.n_donors <= options_.most_donors_for_places) {
      fit_places(part(0.4, 0.3));
      compare_missing_persons(part(0.7, 0.3));
    }
    sort_links();
    find_groups();
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::uint32_t family_of(std::uint32_t donor) const { return donors_.donors[donor].family; }

  void compare_donors(const matching::Progress& progress) {
    std::vector<RemainsIndex> all(donors_.donors.size());
    std::iota(all.begin(), all.end(), 0U);
    result_.donors = kin_prior(options_.donors, all.size());
    if (all.size() < 2) return;
    KinPairs people(donors_.people, all, options_.pairs);
    KinScanLimits limits = limits_of(result_.donors, options_.list_from / 2, options_.max_pairs, options_.threads);
    // Nothing is said of the second degree.
    limits.threshold[static_cast<std::size_t>(Kinship::second_degree)] = kNever;
    people.tabulate();
    const ScannedKin scanned = scan_kin(people, limits, progress);
    result_.cap_met = scanned.cap_met;
    result_.remarks = people.remarks();
    std::vector<PeoplePair> pairs = scanned.pairs;
    const auto family = [&](SampleIndex person) { return family_of(people.remains(person)); };
    pairs.erase(std::remove_if(pairs.begin(), pairs.end(),
                               [&](const PeoplePair& pair) { return family(pair.first) == family(pair.second); }),
                pairs.end());
    if (options_.estimate_priors) result_.donors = estimate_kin_prior(pairs, all.size(), options_.donors);
    for (const PeoplePair& pair : pairs) add_donors(people.remains(pair.first), people.remains(pair.second), pair.lr);
  }

  void add_donors(std::uint32_t a, std::uint32_t b, const KinLr& lr) {
    const KinPosterior posterior = kin_posterior(lr, result_.donors);
    FamilyLink link{
        .family_1 = family_of(a), .family_2 = family_of(b), .person_1 = donors_.id(a), .person_2 = donors_.id(b)};
    if (posterior.of(Kinship::same_person) >= options_.list_from) {
      link.tie = FamilyTie::same_donor;
      link.log10_lr = lr.of(Kinship::same_person);
      link.posterior = posterior.of(Kinship::same_person);
      link.message = "one person's sample in two families, identical twins, or a mix-up of samples";
    } else if (posterior.close() >= options_.list_from) {
      const Kinship kinship = posterior.of(Kinship::full_siblings) > posterior.of(Kinship::parent_child)
                                  ? Kinship::full_siblings
                                  : Kinship::parent_child;
      link.tie = FamilyTie::kin_donors;
      link.log10_lr = lr.of(kinship);
      link.posterior = posterior.close();
      link.message = fmt::format("relatives of two families who are {}", to_string(kinship));
    } else {
      return;
    }
    result_.links.push_back(std::move(link));
  }

  void fit_places(const matching::Progress& progress) {
    const double odds = options_.swaps_per_donor / std::max<double>(1, static_cast<double>(result_.n_donors) - 1);
    PlaceFitOptions fit{.likelihood = options_.likelihood, .threads = options_.threads};
    fit.threshold = std::log10(options_.list_from / (1 - options_.list_from) / odds);
    const auto fits = find_place_fits(data_, donors_, fit, progress);
    std::set<std::pair<std::uint32_t, std::uint32_t>> places;  // and whose sample fits
    for (const PlaceFit& each : fits) places.emplace(each.place, each.donor);
    std::map<std::uint32_t, const PlaceFit*> best;
    for (const PlaceFit& each : fits) {
      // Within a family the donor's sample is at his own place, too, and makes a twin of whoever stands beside him.
      if (family_of(each.place) == family_of(each.donor)) continue;
      if (places.count({each.donor, each.place}) > 0) {
        if (each.place < each.donor) add_swap(each, fits, odds);
      } else {
        const PlaceFit*& known = best[each.donor];
        if (known == nullptr || each.log10_lr > known->log10_lr) known = &each;
      }
    }
    for (const auto& [donor, each] : best) {
      // Gained is what counts: a sample that fits where it is does not come from elsewhere.
      add_fit(FamilyTie::misplaced, each->donor, each->place, each->log10_lr - each->log10_own, odds,
              fmt::format("fits the place of {} in family {} (log10 LR {:.1f}) better than the own (log10 LR {:.1f})",
                          donors_.id(each->place), data_.families[family_of(each->place)].id, each->log10_lr,
                          each->log10_own));
    }
  }

  void add_swap(const PlaceFit& fit, const std::vector<PlaceFit>& fits, double odds) {
    const auto other = std::find_if(fits.begin(), fits.end(), [&](const PlaceFit& each) {
      return each.place == fit.donor && each.donor == fit.place;
    });
    const double gained = fit.log10_lr - fit.log10_own + other->log10_lr - other->log10_own;
    add_fit(FamilyTie::swapped, fit.place, fit.donor, gained, odds,
            fmt::format("either sample fits the other's place (log10 LR {:.1f} and {:.1f}) better than its own ({:.1f} "
                        "and {:.1f}): swapped samples",
                        fit.log10_lr, other->log10_lr, fit.log10_own, other->log10_own));
  }

  void add_fit(FamilyTie tie, std::uint32_t a, std::uint32_t b, double log10_lr, double odds, std::string message) {
    const double posterior = posterior_of(log10_lr, odds);
    if (posterior < options_.list_from) return;
    result_.links.push_back({.tie = tie,
                             .family_1 = family_of(a),
                             .family_2 = family_of(b),
                             .person_1 = donors_.id(a),
                             .person_2 = donors_.id(b),
                             .log10_lr = log10_lr,
                             .posterior = posterior,
                             .message = std::move(message)});
  }

  void compare_missing_persons(const matching::Progress& progress) {
    result_.n_missing = data_.missing.size();
    result_.missing = kin_prior(options_.missing, result_.n_missing);
    if (result_.n_missing < 2) return;
    const double threshold = result_.missing.log10_lr_at(Kinship::same_person, options_.list_from / 2);
    const auto pairs = compare_missing(
        data_, {.threshold = threshold, .likelihood = options_.likelihood, .threads = options_.threads}, progress);
    if (options_.estimate_priors) {
      std::vector<PeoplePair> people;
      for (const MissingPair& pair : pairs) people.push_back({pair.first, pair.second, pair.lr});
      result_.missing = estimate_kin_prior(people, result_.n_missing, options_.missing);
    }
    for (const MissingPair& pair : pairs) add_missing(pair);
  }

  void add_missing(const MissingPair& pair) {
    const KinPosterior posterior = kin_posterior(pair.lr, result_.missing);
    const matching::MissingPerson &a = data_.missing[pair.first], &b = data_.missing[pair.second];
    const double same = posterior.of(Kinship::same_person);
    if (posterior.close() < options_.list_from) return;
    const bool is_same = same >= options_.list_from;
    result_.links.push_back({.tie = is_same ? FamilyTie::same_missing : FamilyTie::kin_missing,
                             .family_1 = a.family,
                             .family_2 = b.family,
                             .person_1 = a.id,
                             .person_2 = b.id,
                             .log10_lr = pair.lr.of(is_same ? Kinship::same_person : posterior.most_probable()),
                             .posterior = is_same ? same : posterior.close(),
                             .message = is_same ? "two families miss the same person, by what their relatives' DNA says"
                                                : "two families miss people who are close kin, or the same person"});
  }

  void sort_links() {
    std::sort(result_.links.begin(), result_.links.end(), [](const FamilyLink& a, const FamilyLink& b) {
      return std::tie(a.tie, b.posterior, b.log10_lr, a.person_1, a.person_2) <
             std::tie(b.tie, a.posterior, a.log10_lr, b.person_1, b.person_2);
    });
  }

  void find_groups() {
    DisjointSets sets(data_.families.size());
    const auto joins = [&](const FamilyLink& link) { return link.posterior >= options_.group_from; };
    for (const FamilyLink& link : result_.links) {
      if (joins(link)) sets.unite(link.family_1, link.family_2);
    }
    std::map<std::uint32_t, FamilyGroup> groups;
    for (std::size_t l = 0; l < result_.links.size(); ++l) {
      if (joins(result_.links[l])) groups[sets.find(result_.links[l].family_1)].links.push_back(l);
    }
    for (std::uint32_t f = 0; f < data_.families.size(); ++f) {
      const auto group = groups.find(sets.find(f));
      if (group != groups.end()) group->second.families.push_back(f);
    }
    for (auto& [name, group] : groups) result_.groups.push_back(std::move(group));
    std::stable_sort(result_.groups.begin(), result_.groups.end(),
                     [](const FamilyGroup& a, const FamilyGroup& b) { return a.families.size() > b.families.size(); });
  }

  static constexpr double kNever = std::numeric_limits<double>::infinity();

  const matching::Case& data_;
  const FamilyLinkOptions& options_;
  DonorCase donors_;
  FamilyLinks result_{};
};

}  // namespace

std::string_view to_string(FamilyTie tie) {
  switch (tie) {
    case FamilyTie::same_donor:
      return "same-donor";
    case FamilyTie::kin_donors:
      return "kin-donors";
    case FamilyTie::swapped:
      return "swapped-samples";
    case FamilyTie::misplaced:
      return "misplaced-donor";
    case FamilyTie::same_missing:
      return "same-missing-person";
    case FamilyTie::kin_missing:
      break;
  }
  return "kin-missing-persons";
}

FamilyLinks find_family_links(const matching::Case& data, const FamilyLinkOptions& options,
                              const matching::Progress& progress) {
  return LinkSearch(data, options).run(progress);
}

}  // namespace kith::inference

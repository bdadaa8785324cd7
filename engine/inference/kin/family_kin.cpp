#include "inference/kin/family_kin.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "inference/kin/donors.hpp"
#include "inference/kin/hypothetical_kin.hpp"
#include "matching/case/known_sex.hpp"
#include "matching/table/cost_check.hpp"
#include "matching/table/lineage_evidence.hpp"

namespace kith::inference {
namespace {

using genetics::Sex;
using matching::Case;
using BodyAndFamily = std::pair<RemainsIndex, std::uint32_t>;

/// What the screen may be below the exact value, log10.
constexpr double kScreenMargin = 0.5;
/// Of a place of which a marker is too costly: it counts as impossible, so that no LR is called higher than it is.
constexpr double kNotScored = -std::numeric_limits<double>::infinity();
/// Places whose LR is at least this part of the best are named beside it.
constexpr double kAsGood = 0.5;

double mean_of_log10(std::span<const double> values) {
  const double most = *std::max_element(values.begin(), values.end());
  if (std::isinf(most)) return most;
  double sum = 0;
  for (const double value : values) sum += std::pow(10.0, value - most);
  return most + std::log10(sum / static_cast<double>(values.size()));
}

double total(const matching::EvidenceTable& table, RemainsIndex body, evidence::TargetIndex target) {
  double sum = 0;
  for (const auto& score : matching::explain_pair(table, body, target)) {
    if (table.columns[score.column]->kind() == evidence::ColumnKind::dna) sum += score.log10_lr;
  }
  return sum;
}

/// Bodies and typed relatives as one crowd, relatives first.
struct Crowd {
  DonorCase donors;
  std::vector<SampleIndex> of_donor{};  ///< positions in `people`
  std::vector<SampleIndex> of_body{};

  Crowd(const Case& data, std::span<const RemainsIndex> bodies) : donors(donors_of(data)) {
    for (const RemainsIndex body : bodies) donors.people.remains.push_back(data.remains[body]);
  }
  [[nodiscard]] std::vector<RemainsIndex> everybody() const {
    std::vector<RemainsIndex> all(donors.people.remains.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<RemainsIndex>(i);
    return all;
  }
  void number(const KinPairs& people) {
    of_donor.resize(donors.donors.size());
    of_body.resize(people.n_people() - of_donor.size());
    for (SampleIndex i = 0; i < people.n_people(); ++i) {
      const RemainsIndex r = people.remains(i);
      (r < of_donor.size() ? of_donor[r] : of_body[r - of_donor.size()]) = i;
    }
  }
};

class Search {
 public:
  Search(const Case& data, const matching::EvidenceTable& evidence, const FamilyKinOptions& options)
      : data_(data), evidence_(evidence), options_(options) {}

  FamilyKin run(std::span<const RemainsIndex> bodies, std::span<const matching::PairScore> listed,
                const std::function<bool(RemainsIndex, std::uint32_t)>& may_be_missing) {
    result_.n_bodies = bodies.size();
    if (bodies.empty() || data_.families.empty()) return std::move(result_);
    screen_relatives(bodies);
    const std::set<RemainsIndex> wanted(bodies.begin(), bodies.end());
    for (const auto& pair : listed) {
      if (wanted.count(pair.remains) > 0) note({pair.remains, data_.missing[pair.target].family}, pair.log10_lr);
    }
    std::vector<std::pair<double, BodyAndFamily>> best;
    for (const auto& [pair, score] : screened_) {
      if (!may_be_missing(pair.first, pair.second)) best.emplace_back(-score, pair);
    }
    std::sort(best.begin(), best.end());
    result_.n_screened = best.size();
    if (best.size() > options_.most_pairs) best.resize(options_.most_pairs);
    score_exactly(best);
    std::sort(result_.rows.begin(), result_.rows.end(), [&](const FamilyKinRow& a, const FamilyKinRow& b) {
      return std::tie(b.log10_mean, data_.remains[a.body].id, a.family) <
             std::tie(a.log10_mean, data_.remains[b.body].id, b.family);
    });
    return std::move(result_);
  }

 private:
  [[nodiscard]] double odds() const { return options_.expected / static_cast<double>(data_.families.size()); }
  [[nodiscard]] double threshold() const { return -std::log10(odds()) - 1 - kScreenMargin; }

  void note(const BodyAndFamily& pair, double log10_lr) {
    if (log10_lr < threshold()) return;
    double& score = screened_.try_emplace(pair, log10_lr).first->second;
    score = std::max(score, log10_lr);
  }

  void screen_relatives(std::span<const RemainsIndex> bodies) {
    Crowd crowd(data_, bodies);
    KinPairs people(crowd.donors.people, crowd.everybody(), options_.pairs);
    crowd.number(people);
    people.tabulate();
    matching::MatchOptions match;
    match.top = 0;
    match.threshold = threshold();
    match.max_above = 100 * options_.most_pairs;
    match.threads = options_.threads;
    for (const Kinship kinship : kKin) {
      const auto table = people.evidence(kinship, crowd.of_donor, crowd.of_body);
      if (table.columns.empty()) continue;
      for (const auto& pair : matching::match(table, match).pairs)
        note({bodies[pair.remains], crowd.donors.donors[pair.target].family}, pair.log10_lr);
    }
  }

  /// Places in one family, for bodies of one sex.
  struct Group {
    std::uint32_t family = 0;
    std::vector<RemainsIndex> bodies{};
    std::vector<HypotheticalKin> places{};
    std::vector<std::vector<double>> log10_lr{};  ///< per place and body
  };

  void score_exactly(const std::vector<std::pair<double, BodyAndFamily>>& pairs) {
    std::map<std::pair<std::uint32_t, Sex>, std::size_t> known;
    std::vector<Group> groups;
    Case hypothetical = empty_case();
    std::map<RemainsIndex, RemainsIndex> position;  // of a body among the remains of `hypothetical`
    for (const auto& [screened, pair] : pairs) {
      const auto& [body, family] = pair;
      const Sex sex = matching::known_sex(data_.remains[body]);
      const auto [place, is_new] = known.try_emplace({family, sex}, groups.size());
      if (is_new) {
        groups.push_back({.family = family, .places = hypothetical_kin(data_.families[family], sex)});
        add_places(groups.back().places, sex, hypothetical);
      }
      groups[place->second].bodies.push_back(body);
      const auto next = static_cast<RemainsIndex>(hypothetical.remains.size());
      if (position.try_emplace(body, next).second) hypothetical.remains.push_back(data_.remains[body]);
    }
    score_groups(groups, hypothetical, position);
  }

  /// The best of the screen first, as far as the budget goes.
  void score_groups(std::vector<Group>& groups, const Case& hypothetical,
                    const std::map<RemainsIndex, RemainsIndex>& position) {
    matching::EvidenceOptions options = options_.evidence;
    options.attributes = false;
    options.likelihood.cost_limit = std::min(options.likelihood.cost_limit, options_.cost_limit);
    const auto table = matching::build_evidence(hypothetical, options);
    evidence::TargetIndex first = 0;
    double spent = 0;
    for (Group& group : groups) {
      const double cost = cost_of(group, table, first);
      if (spent + cost <= options_.budget) {
        spent += cost;
        result_.n_scored += group.bodies.size();
        score(group, table, first, position);
        for (std::size_t b = 0; b < group.bodies.size(); ++b) add_row(group, b);
      }
      first += static_cast<evidence::TargetIndex>(group.places.size());
    }
  }

  /// Multiplications. Small families without theta cost too little to be foreseen (matching/table/cost_check.hpp).
  [[nodiscard]] double cost_of(const Group& group, const matching::EvidenceTable& table,
                               evidence::TargetIndex first) const {
    const auto& markers = data_.panel.markers;
    const bool has_theta = std::any_of(markers.begin(), markers.end(), [](const auto& m) { return m.theta() > 0; });
    if (data_.families[group.family].pedigree.size() < matching::kLargeFamily && !has_theta) return 0;
    double sum = 0;
    for (std::size_t place = 0; place < group.places.size(); ++place) {
      for (const auto& column : table.columns) {
        const auto cost = column->forecast_cost(first + static_cast<evidence::TargetIndex>(place));
        sum += std::min(cost.multiplications, options_.cost_limit);
      }
    }
    return sum;
  }

  /// Of every place with every body of the group: one elimination a place and marker, whatever the number of bodies.
  static void score(Group& group, const matching::EvidenceTable& table, evidence::TargetIndex first,
                    const std::map<RemainsIndex, RemainsIndex>& position) {
    group.log10_lr.assign(group.places.size(), std::vector<double>(group.bodies.size(), 0.0));
    tbb::parallel_for(std::size_t{0}, group.places.size(), [&](std::size_t place) {
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        std::vector<double> rows(table.columns[c]->n_rows(), 0.0);
        const auto status = table.columns[c]->fill(first + static_cast<evidence::TargetIndex>(place), rows);
        if (status == evidence::ColumnStatus::too_costly) std::fill(rows.begin(), rows.end(), kNotScored);
        for (std::size_t b = 0; b < group.bodies.size(); ++b)
          group.log10_lr[place][b] += rows[table.codes[position.at(group.bodies[b]) * table.columns.size() + c]];
      }
    });
  }

  [[nodiscard]] Case empty_case() const {
    Case result;
    result.panel = data_.panel;
    result.y_markers = data_.y_markers;
    result.haplotypes = data_.haplotypes;
    result.haplotypes.y = matching::population_y(data_);
    result.haplotypes.mt = matching::population_mt(data_);
    return result;
  }

  /// Each place is the missing person of a family of its own.
  static void add_places(const std::vector<HypotheticalKin>& places, Sex sex, Case& hypothetical) {
    for (const HypotheticalKin& place : places) {
      hypothetical.missing.push_back({.id = place.relationship,
                                      .family = static_cast<std::uint32_t>(hypothetical.families.size()),
                                      .person = place.person,
                                      .sex = sex});
      hypothetical.families.push_back(place.family);
    }
  }

  void add_row(const Group& group, std::size_t b) {
    if (group.places.empty()) return;
    std::vector<double> log10_lrs;
    for (const auto& of_place : group.log10_lr) log10_lrs.push_back(of_place[b]);
    add_row(group.bodies[b], group.family, group.places, log10_lrs);
  }

  void add_row(RemainsIndex body, std::uint32_t family, const std::vector<HypotheticalKin>& places,
               const std::vector<double>& log10_lrs) {
    FamilyKinRow row{.body = body, .family = family};
    row.log10_mean = mean_of_log10(log10_lrs);
    row.posterior = 1 / (1 + std::pow(10.0, -(std::log10(odds()) + row.log10_mean)));
    if (!(row.posterior >= options_.report_from)) return;
    const auto best = static_cast<std::size_t>(std::max_element(log10_lrs.begin(), log10_lrs.end()) -
                                               log10_lrs.begin());
    row.relationship = places[best].relationship;
    row.of_person = places[best].of_person;
    row.log10_lr = log10_lrs[best];
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i == best || log10_lrs[i] < row.log10_lr + std::log10(kAsGood)) continue;
      row.also += (row.also.empty() ? "" : "; ") + places[i].relationship + " of " + places[i].of_person;
    }
    add_best_missing(row);
    result_.rows.push_back(std::move(row));
  }

  void add_best_missing(FamilyKinRow& row) const {
    row.log10_lr_missing = -std::numeric_limits<double>::infinity();
    bool is_first = true;
    for (std::uint32_t m = 0; m < data_.missing.size(); ++m) {
      if (data_.missing[m].family != row.family) continue;
      const double value = total(evidence_, row.body, m);
      if (is_first || value > row.log10_lr_missing) row.missing = m, row.log10_lr_missing = value;
      is_first = false;
    }
  }

  const Case& data_;
  const matching::EvidenceTable& evidence_;
  const FamilyKinOptions& options_;
  std::map<BodyAndFamily, double> screened_{};  ///< with the highest log10 LR of the screen
  FamilyKin result_{};
};

}  // namespace

FamilyKin find_family_kin(const Case& data, const matching::EvidenceTable& evidence,
                          std::span<const RemainsIndex> bodies, std::span<const matching::PairScore> listed,
                          const std::function<bool(RemainsIndex, std::uint32_t)>& may_be_missing,
                          const FamilyKinOptions& options) {
  return Search(data, evidence, options).run(bodies, listed, may_be_missing);
}

}  // namespace kith::inference

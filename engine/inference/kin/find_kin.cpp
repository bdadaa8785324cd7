#include "inference/kin/find_kin.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/disjoint_sets.hpp"

namespace kith::inference {
namespace {

std::vector<RemainsIndex> people_of(const matching::Case& data, std::span<const LeftOut> left_out,
                                    std::size_t n_remains) {
  std::vector<bool> is_out(data.remains.size(), false);
  for (const LeftOut& each : left_out) is_out[each.remains] = true;
  std::vector<RemainsIndex> people;
  for (RemainsIndex r = 0; r < std::min(n_remains, data.remains.size()); ++r) {
    if (!is_out[r]) people.push_back(r);
  }
  return people;
}

std::optional<double> line_lr(const KinPairs& people, std::string_view name, SampleIndex a, SampleIndex b) {
  for (const LinePairs& line : people.lines()) {
    if (line.name == name && line.codes[a] != 0 && line.codes[b] != 0) return line.lr(1, a, b);
  }
  return std::nullopt;
}

std::vector<KinRow> rows_of(const KinPairs& people, std::span<const PeoplePair> pairs, const KinPrior& prior,
                            const KinOptions& options) {
  std::vector<KinRow> rows;
  for (const PeoplePair& pair : pairs) {
    KinRow row{.first = people.remains(pair.first), .second = people.remains(pair.second), .lr = pair.lr};
    row.posterior = kin_posterior(pair.lr, prior);
    if (1 - row.posterior.unrelated < options.list_from) continue;
    row.log10_lr_y = line_lr(people, "Y-STR", pair.first, pair.second);
    row.log10_lr_mt = line_lr(people, "mtDNA", pair.first, pair.second);
    row.is_close = row.posterior.close() >= options.group_from;
    rows.push_back(row);
  }
  const auto& remains = people.data().remains;
  const auto lr_of = [](const KinRow& row) { return row.lr.of(row.posterior.most_probable()); };
  std::sort(rows.begin(), rows.end(), [&](const KinRow& a, const KinRow& b) {
    const double x = lr_of(a), y = lr_of(b);
    return std::tie(y, remains[a.first].id, remains[a.second].id) <
           std::tie(x, remains[b.first].id, remains[b.second].id);
  });
  return rows;
}

void find_groups(const matching::Case& data, Kin& kin) {
  DisjointSets sets(data.remains.size());
  for (const KinRow& row : kin.pairs) {
    if (row.is_close) sets.unite(row.first, row.second);
  }
  std::map<std::uint32_t, KinGroup> groups;
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) groups[sets.find(r)].members.push_back(r);
  for (auto& [name, group] : groups) {
    if (group.members.size() < 2) continue;
    std::sort(group.members.begin(), group.members.end(),
              [&](RemainsIndex a, RemainsIndex b) { return data.remains[a].id < data.remains[b].id; });
    kin.groups.push_back(std::move(group));
  }
  std::sort(kin.groups.begin(), kin.groups.end(), [&](const KinGroup& a, const KinGroup& b) {
    if (a.members.size() != b.members.size()) return a.members.size() > b.members.size();
    return data.remains[a.members.front()].id < data.remains[b.members.front()].id;
  });
  kin.group_of.assign(data.remains.size(), kNoGroup);
  for (std::uint32_t g = 0; g < kin.groups.size(); ++g) {
    for (const RemainsIndex r : kin.groups[g].members) kin.group_of[r] = g;
  }
}

}  // namespace

KinScanLimits limits_of(const KinPrior& prior, double posterior, std::uint64_t max_pairs, std::uint32_t threads) {
  KinScanLimits limits{.max_pairs = max_pairs, .threads = threads};
  for (std::size_t k = 0; k < kKinships; ++k)
    limits.threshold[k] = prior.log10_lr_at(static_cast<Kinship>(k), posterior);
  return limits;
}

Kin find_kin(const matching::Case& data, const KinOptions& options, const matching::Progress& progress) {
  // A pair that two kinships bring to list_from together has half of it by one, or a quarter by each of four.
  constexpr double kPart = 0.25;
  Kin kin;
  kin.left_out = find_left_out(data, options.staff_rule, options.most_alike);
  kin.left_out.erase(std::remove_if(kin.left_out.begin(), kin.left_out.end(),
                                    [&](const LeftOut& out) { return out.remains >= options.n_remains; }),
                     kin.left_out.end());
  KinPairs people(data, people_of(data, kin.left_out, options.n_remains), options.pairs);
  kin.n_people = people.n_people();
  kin.n_pairs = std::uint64_t{kin.n_people} * (kin.n_people > 0 ? kin.n_people - 1 : 0) / 2;
  kin.prior = kin_prior(options.expected, kin.n_people);
  const KinScanLimits limits = limits_of(kin.prior, kPart * options.list_from, options.max_pairs, options.threads);
  people.tabulate();
  const ScannedKin scanned = scan_kin(people, limits, progress);
  if (options.estimate_prior) kin.prior = estimate_kin_prior(scanned.pairs, kin.n_people, options.expected);
  kin.chance = count_chance(people, scanned.pairs, limits);
  kin.cap_met = scanned.cap_met;
  kin.pairs = rows_of(people, scanned.pairs, kin.prior, options);
  find_groups(data, kin);
  kin.remarks = people.remarks();
  return kin;
}

}  // namespace kith::inference

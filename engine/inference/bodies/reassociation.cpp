#include "inference/bodies/reassociation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <span>

#include "core/check.hpp"

namespace kith::inference {
namespace {

constexpr std::size_t kLociPerClass = 5;
/// Columns of the sums: samples, then true pairs, joined and wrong ones of every class.
constexpr std::size_t kColumns = 1 + 3 * kSharedClasses;

std::size_t class_of(std::size_t n_shared) {
  return n_shared == 0 ? 0 : std::min(kSharedClasses - 1, (n_shared - 1) / kLociPerClass + 1);
}

std::size_t count_shared(const matching::Case& data, RemainsIndex a, RemainsIndex b) {
  const auto& x = data.remains[a].profile;
  const auto& y = data.remains[b].profile;
  std::size_t n = 0;
  for (std::size_t l = 0; l < std::min(x.size(), y.size()); ++l) {
    n += x[l] != genetics::kUntyped && y[l] != genetics::kUntyped ? 1U : 0U;
  }
  return n;
}

/// Sums of the classes [from, to).
struct Totals {
  double true_pairs = 0, joined = 0, wrong = 0;
};
Totals totals(std::span<const double> sums, std::size_t from, std::size_t to) {
  Totals result;
  for (std::size_t k = from; k < to; ++k) {
    result.true_pairs += sums[1 + k];
    result.joined += sums[1 + kSharedClasses + k];
    result.wrong += sums[1 + 2 * kSharedClasses + k];
  }
  return result;
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : std::nan(""); }

double adjusted_rand(std::span<const double> sums) {
  const Totals all = totals(sums, 0, kSharedClasses);
  const double pairs = sums[0] * (sums[0] - 1) / 2;
  const double found = all.joined + all.wrong;
  const double chance = ratio(all.true_pairs * found, pairs), most = (all.true_pairs + found) / 2;
  return ratio(all.joined - chance, most - chance);
}

}  // namespace

std::string shared_class_name(std::size_t shared_class) {
  KITH_CHECK(shared_class < kSharedClasses);
  if (shared_class == 0) return "none";
  const std::size_t first = (shared_class - 1) * kLociPerClass + 1;
  if (shared_class == kSharedClasses - 1) return std::to_string(first) + " or more";
  return std::to_string(first) + "-" + std::to_string(first + kLociPerClass - 1);
}

std::vector<IndividualSums> observe_reassociation(const matching::Case& data, const Bodies& bodies,
                                                  const Individuals& individuals) {
  KITH_CHECK(individuals.size() == data.remains.size() && bodies.body_of.size() == data.remains.size());
  std::vector<bool> takes_part(data.remains.size());
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) takes_part[r] = individuals[r].has_value();
  for (const LeftOut& left_out : bodies.left_out) {
    if (left_out.why == LeftOutWhy::shows_staff) takes_part[left_out.remains] = false;
  }
  std::map<std::uint32_t, std::vector<RemainsIndex>> of_individual;
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) {
    if (takes_part[r]) of_individual[*individuals[r]].push_back(r);
  }
  std::map<std::uint32_t, IndividualSums> sums;
  for (const auto& [individual, remains] : of_individual) {
    IndividualSums& own = sums[individual];
    own.samples = static_cast<double>(remains.size());
    for (std::size_t i = 0; i < remains.size(); ++i) {
      for (std::size_t j = i + 1; j < remains.size(); ++j) {
        const std::size_t k = class_of(count_shared(data, remains[i], remains[j]));
        own.true_pairs[k] += 1;
        if (bodies.body_of[remains[i]] == bodies.body_of[remains[j]]) own.joined[k] += 1;
      }
    }
  }
  for (const Body& body : bodies.bodies) {
    for (std::size_t i = 0; i < body.members.size(); ++i) {
      for (std::size_t j = i + 1; j < body.members.size(); ++j) {
        const RemainsIndex a = body.members[i], b = body.members[j];
        if (!takes_part[a] || !takes_part[b] || individuals[a] == individuals[b]) continue;
        const std::size_t k = class_of(count_shared(data, a, b));
        sums[*individuals[a]].wrong[k] += 0.5;
        sums[*individuals[b]].wrong[k] += 0.5;
      }
    }
  }
  std::vector<IndividualSums> result;
  for (const auto& [individual, own] : sums) result.push_back(own);
  return result;
}

std::vector<ReassociationRow> measure_reassociation(const std::vector<IndividualSums>& individuals,
                                                    std::size_t n_resamples, std::uint64_t seed) {
  std::vector<ReassociationRow> rows;
  if (individuals.empty()) return rows;
  FamilySums sums{.n_columns = kColumns};
  for (const IndividualSums& own : individuals) {
    sums.values.push_back(own.samples);
    for (const auto& column : {own.true_pairs, own.joined, own.wrong}) {
      sums.values.insert(sums.values.end(), column.begin(), column.end());
    }
  }
  const ResampledSums resampled = FamilyBootstrap(individuals.size(), n_resamples, seed).resample(sums);
  const auto add = [&](const std::string& group, const std::string& measure, const Measure& of) {
    rows.push_back({group, measure, estimate(resampled, of)});
  };
  const auto add_group = [&](const std::string& group, std::size_t from, std::size_t to) {
    const Totals all = totals(resampled.totals, from, to);
    if (all.true_pairs + all.wrong == 0) return;
    const auto of = [from, to](auto figure) {
      return Measure([from, to, figure](std::span<const double> s) { return figure(totals(s, from, to)); });
    };
    add(group, "pairwise_precision", of([](const Totals& t) { return ratio(t.joined, t.joined + t.wrong); }));
    add(group, "pairwise_recall", of([](const Totals& t) { return ratio(t.joined, t.true_pairs); }));
    add(group, "wrongly_joined", of([](const Totals& t) { return t.wrong; }));
    add(group, "wrongly_split", of([](const Totals& t) { return t.true_pairs - t.joined; }));
  };
  add_group("all", 0, kSharedClasses);
  add("all", "adjusted_rand", adjusted_rand);
  add_group("shared", 1, kSharedClasses);
  for (std::size_t k = 0; k < kSharedClasses; ++k) add_group(shared_class_name(k), k, k + 1);
  return rows;
}

}  // namespace kith::inference

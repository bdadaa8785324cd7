#include "evidence/dna/dna_column.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <utility>

#include "core/check.hpp"
#include "core/log_add.hpp"
#include "pedigree/elimination/workspace.hpp"

namespace kith::evidence {
namespace {

using genetics::Marker;
using genetics::Observation;

/// Eliminations of as many variables take longer than looking their result up: four tables in ten of a case with large
/// families, four fifths of the time.
constexpr std::size_t kManyVariables = 10;

/// One per thread: plans and scratch memory serve every column and target.
struct Scratch {
  pedigree::Workspace workspace;
  pedigree::TargetJoint joint;
  pedigree::TargetJoint unrelated;
};

Scratch& scratch() {
  thread_local Scratch instance;
  return instance;
}

/// The one or two visible alleles of an observation that may hold a typing error; none where it is a model already.
std::vector<genetics::AlleleIndex> plain_alleles(const Observation& own) {
  const bool plain = own.certain_allele == genetics::kNoAllele && own.replicates.size() == 1 &&
                     own.replicates.front().model.is_exact() && !own.replicates.front().seen.empty() &&
                     own.replicates.front().seen.size() <= 2;
  return plain ? own.replicates.front().seen : std::vector<genetics::AlleleIndex>{};
}

/// Each allele is read right with probability 1 - e, else as one of the population.
void weigh_with_error(const std::vector<genetics::AlleleIndex>& seen, double error, const Marker& marker,
                      bool hemizygous, pedigree::TargetJoint& joint) {
  const std::size_t n = joint.n_alleles;
  const auto a = seen.front(), b = seen.back();
  const double visible = 1 - marker.spec().silent_frequency;
  const auto read = [&](std::size_t truth, std::size_t as) {
    if (truth >= marker.n_visible()) return 0.0;  // a silent allele shows nothing
    return (truth == as ? 1 - error : 0.0) + error * marker.frequencies()[as] / visible;
  };
  const auto probability = [&](std::size_t x, std::size_t y) {
    if (hemizygous) return x == y && a == b ? read(x, a) : 0.0;
    if (x >= marker.n_visible() || y >= marker.n_visible()) return a == b ? read(std::min(x, y), a) : 0.0;
    return read(x, a) * read(y, b) + (a == b ? 0 : read(x, b) * read(y, a));
  };
  joint.total = 0;
  for (std::size_t x = 0; x < n; ++x) {
    for (std::size_t y = x; y < n; ++y) {
      const double value = probability(x, y) * joint.joint[x * n + y];
      joint.joint[x * n + y] = joint.joint[y * n + x] = value;
      joint.total += value;
    }
  }
}

/// Direct references: what was seen of the missing person himself weighs his genotypes.
void weigh_by_own_observation(const Observation& own, const Marker& marker, bool hemizygous, double error,
                              pedigree::TargetJoint& joint) {
  if (const auto seen = plain_alleles(own); error > 0 && !seen.empty()) {
    weigh_with_error(seen, error, marker, hemizygous, joint);
    return;
  }
  const std::size_t n = joint.n_alleles;
  std::vector<double> weighed(n * n, 0.0);
  joint.total = 0;
  for (const auto& genotype : genetics::compatible_genotypes(own, marker, hemizygous)) {
    const double value = genotype.weight * joint.joint[genotype.x * n + genotype.y];
    weighed[genotype.x * n + genotype.y] = weighed[genotype.y * n + genotype.x] = value;
    joint.total += value;
  }
  joint.joint = std::move(weighed);
}

std::unique_ptr<Marker> without_mutation(const Marker& marker) {
  auto spec = marker.spec();
  spec.mutation_male = {};
  spec.mutation_female = {};
  spec.theta = 0;  // what is impossible without theta is impossible with it
  auto strict = Marker::make(std::move(spec));
  KITH_CHECK(strict.ok());
  return std::make_unique<Marker>(std::move(strict).value());
}

/// The least that turns a genotype the family can have into the one that was seen.
struct NeededChange {
  std::optional<double> steps{};  ///< repeats, in all; none: labels are no repeat numbers
  bool one_allele = false;        ///< some genotype of the family shares an allele with what was seen
  bool lost = false;              ///< one allele was seen, and some genotype has it beside another
  genetics::AlleleIndex from = genetics::kNoAllele, to = genetics::kNoAllele;  ///< of the one allele that changes
};

void take_if_less(NeededChange& change, const Marker& marker, std::array<genetics::AlleleIndex, 2> family,
                  std::array<genetics::AlleleIndex, 2> seen) {
  double steps = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto from = genetics::repeat_number(marker.alleles()[family[i]]);
    const auto to = genetics::repeat_number(marker.alleles()[seen[i]]);
    if (!from || !to) return;
    steps += std::abs(*to - *from);
  }
  if (change.steps && *change.steps <= steps) return;
  change.steps = steps;
  const bool first = family[0] != seen[0], second = family[1] != seen[1];
  change.from = first == second ? genetics::kNoAllele : family[first ? 0 : 1];
  change.to = first == second ? genetics::kNoAllele : seen[first ? 0 : 1];
}

NeededChange change_to(const std::vector<genetics::AlleleIndex>& seen, const pedigree::TargetJoint& joint,
                       const Marker& marker) {
  NeededChange change;
  const auto a = seen.front(), b = seen.back();
  for (std::size_t x = 0; x < marker.n_visible(); ++x) {
    for (std::size_t y = x; y < marker.n_visible(); ++y) {
      if (joint.joint[x * joint.n_alleles + y] <= 0) continue;
      const auto g = static_cast<genetics::AlleleIndex>(x), h = static_cast<genetics::AlleleIndex>(y);
      const bool shares = g == a || g == b || h == a || h == b;
      change.one_allele = change.one_allele || shares;
      change.lost = change.lost || (a == b && shares);
      take_if_less(change, marker, {g, h}, {a, b});
      take_if_less(change, marker, {g, h}, {b, a});
    }
  }
  return change;
}

std::string words_of(const NeededChange& change, const Marker& marker) {
  std::vector<std::string> ways;
  if (change.steps) {
    char number[32];
    std::snprintf(number, sizeof number, "%g", *change.steps);
    std::string text = std::string("a mutation of ") + number + (*change.steps == 1 ? " step" : " steps");
    if (change.from != genetics::kNoAllele)
      text += " (" + marker.alleles()[change.to] + " for " + marker.alleles()[change.from] + ")";
    ways.push_back(std::move(text));
  }
  if (change.lost) ways.emplace_back("a lost allele");
  if (change.one_allele) ways.emplace_back("a typing error");
  if (ways.empty()) ways.emplace_back("two typing errors");
  std::string text;
  for (std::size_t i = 0; i < ways.size(); ++i) text += (i == 0 ? "" : i + 1 == ways.size() ? " or " : ", ") + ways[i];
  return text;
}

bool is_typed(const Observation* observation) { return observation != nullptr && !observation->is_untyped(); }

/// The missing person himself, or somebody connected to him, is typed.
bool has_typed_kin(const TargetFamily& family) {
  for (std::size_t i = 0; i < family.observations.size(); ++i) {
    if (!is_typed(family.observations[i])) continue;
    if (family.pedigree->are_connected(static_cast<pedigree::PersonIndex>(i), family.person)) return true;
  }
  return false;
}

void pack(const pedigree::TargetJoint& joint, std::vector<double>& values) {
  values.insert(values.end(), joint.joint.begin(), joint.joint.end());
  values.push_back(joint.total);
  values.push_back(joint.log_scale);
}

/// @return whether `values` are as many as there must be.
bool unpack(const std::vector<double>& values, std::size_t n_alleles, pedigree::TargetJoint& joint,
            pedigree::TargetJoint* unrelated) {
  const std::size_t n = n_alleles * n_alleles;
  if (values.size() != (n + 2) * (unrelated != nullptr ? 2 : 1)) return false;
  auto next = values.begin();
  for (pedigree::TargetJoint* into : {&joint, unrelated}) {
    if (into == nullptr) continue;
    into->n_alleles = n_alleles;
    into->joint.assign(next, next + static_cast<std::ptrdiff_t>(n));
    next += static_cast<std::ptrdiff_t>(n);
    into->total = *next++;
    into->log_scale = *next++;
  }
  return true;
}

}  // namespace

std::string describe(const Observation& observation, const Marker& marker, bool hemizygous) {
  if (observation.is_untyped()) return "-";
  const auto label = [&](genetics::AlleleIndex a) { return marker.alleles()[a]; };
  std::string text;
  if (observation.certain_allele != genetics::kNoAllele) text = label(observation.certain_allele) + "/?";
  for (const auto& replicate : observation.replicates) {
    if (!text.empty()) text += " + ";
    std::string one;
    for (const auto allele : replicate.seen) one += (one.empty() ? "" : "/") + label(allele);
    if (replicate.seen.size() == 1 && replicate.model.is_exact() && !hemizygous) one += "/" + one;
    text += one.empty() ? "none seen" : one;
  }
  return text;
}

DnaColumn::DnaColumn(const Marker& marker, std::vector<PmObservation> pm, std::vector<TargetFamily> targets,
                     pedigree::LikelihoodOptions options, TableStore* store, double typing_error)
    : marker_(marker),
      strict_(marker.mutates() || marker.theta() > 0 ? without_mutation(marker) : nullptr),
      pm_(std::move(pm)),
      targets_(std::move(targets)),
      options_(options),
      store_(store),
      typing_error_(typing_error) {
  KITH_CHECK(!pm_.empty() && pm_.front().observation.is_untyped());
  diploid_ = list_terms(false);
  if (marker.kind() == genetics::MarkerKind::x_linked) hemizygous_ = list_terms(true);
}

DnaColumn::~DnaColumn() = default;

DnaColumn::TermTable DnaColumn::list_terms(bool hemizygous) const {
  TermTable table;
  const auto n = static_cast<std::uint32_t>(marker_.n_alleles());
  const auto p = marker_.frequencies();
  for (const PmObservation& row : pm_) {
    table.first.push_back(static_cast<std::uint32_t>(table.terms.size()));
    double population = 0;
    if (!row.observation.is_untyped()) {
      for (const auto& genotype : genetics::compatible_genotypes(row.observation, marker_, hemizygous)) {
        table.terms.push_back({genotype.x * n + genotype.y, genotype.weight});
        const double pair = hemizygous ? p[genotype.x]
                                       : p[genotype.x] * p[genotype.y] * (genotype.x == genotype.y ? 1 : 2);
        population += genotype.weight * pair;
      }
    }
    table.log10_population.push_back(std::log10(population));
  }
  table.first.push_back(static_cast<std::uint32_t>(table.terms.size()));
  return table;
}

double DnaColumn::TermTable::sum(std::size_t row, const pedigree::TargetJoint& joint) const {
  double sum = 0;
  for (std::uint32_t t = first[row]; t < first[row + 1]; ++t) sum += terms[t].weight * joint.joint[terms[t].place];
  return sum;
}

double DnaColumn::TermTable::log10_sum(std::size_t row, const pedigree::TargetJoint& joint) const {
  const double total = sum(row, joint);
  return total > 0 ? std::log10(total) : kImpossible;
}

bool DnaColumn::is_hemizygous(const TargetFamily& family) const {
  return marker_.kind() == genetics::MarkerKind::x_linked && family.pedigree->sex(family.person) == genetics::Sex::male;
}

/// One copy of the marker or two: X-linked, that takes the missing person's sex.
bool DnaColumn::has_known_copies(const TargetFamily& family) const {
  return marker_.kind() != genetics::MarkerKind::x_linked ||
         family.pedigree->sex(family.person) != genetics::Sex::unknown;
}

/// X-linked: the remains are of the missing person's sex or of unknown sex, and nothing they show belies that sex.
bool DnaColumn::is_scored(std::size_t row, const TargetFamily& family) const {
  if (pm_[row].observation.is_untyped()) return false;
  if (marker_.kind() != genetics::MarkerKind::x_linked) return true;
  if (is_hemizygous(family) && hemizygous_.log10_population[row] == kImpossible) return false;  // two alleles: 0 / 0
  return pm_[row].sex == genetics::Sex::unknown || pm_[row].sex == family.pedigree->sex(family.person);
}

std::string DnaColumn::describe_row(std::size_t row) const {
  const bool hemizygous = marker_.kind() == genetics::MarkerKind::x_linked && pm_[row].sex == genetics::Sex::male;
  return describe(pm_[row].observation, marker_, hemizygous);
}

ColumnStatus DnaColumn::fill(TargetIndex target, std::span<double> rows) const {
  KITH_CHECK(rows.size() == pm_.size());
  const TargetFamily& family = targets_[target];
  std::fill(rows.begin(), rows.end(), 0.0);
  if (!has_typed_kin(family)) return ColumnStatus::no_reference;
  if (!has_known_copies(family)) return ColumnStatus::no_reference;
  auto& [workspace, joint, unrelated] = scratch();
  if (!find_joints(target, workspace, joint, unrelated)) return ColumnStatus::too_costly;
  const Observation* own = family.observations[static_cast<std::size_t>(family.person)];
  const TermTable& table = is_hemizygous(family) ? hemizygous_ : diploid_;
  if (is_typed(own)) weigh_by_own_observation(*own, marker_, is_hemizygous(family), typing_error_, joint);
  if (joint.total <= 0) return ColumnStatus::inconsistent_family;
  const bool theta = marker_.theta() > 0;
  const double log10_scale = theta ? (joint.log_scale - unrelated.log_scale) / std::log(10.0)
                                   : -std::log10(joint.total);
  for (std::size_t row = 1; row < rows.size(); ++row) {
    if (!is_scored(row, family)) continue;
    const double same = table.log10_sum(row, joint);
    if (same == kImpossible) {
      rows[row] = kImpossible;
    } else {
      rows[row] = same + log10_scale - (theta ? table.log10_sum(row, unrelated) : table.log10_population[row]);
    }
  }
  return ColumnStatus::scored;
}

bool DnaColumn::compute_joints(const TargetFamily& family, pedigree::Workspace& workspace, pedigree::TargetJoint& joint,
                               pedigree::TargetJoint& unrelated) const {
  const auto found = pedigree::target_joint(marker_, *family.pedigree, family.observations, family.person, workspace,
                                            joint, options_);
  if (pedigree::is_too_costly(found)) return false;
  if (marker_.theta() == 0 || joint.total <= 0) return true;
  const auto sex = family.pedigree->sex(family.person);
  pedigree::LikelihoodOptions rest = options_;
  rest.cost_limit -= workspace.spent;
  return !pedigree::is_too_costly(
      pedigree::unrelated_joint(marker_, *family.pedigree, family.observations, sex, workspace, unrelated, rest));
}

bool DnaColumn::find_joints(TargetIndex target, pedigree::Workspace& workspace, pedigree::TargetJoint& joint,
                            pedigree::TargetJoint& unrelated) const {
  pedigree::TargetJoint* second = marker_.theta() > 0 ? &unrelated : nullptr;
  if (kept_.load(target, marker_.n_alleles(), joint, second)) return true;
  const bool is_stored = is_worth_storing(target);
  if (kept_.is_too_costly(target)) return false;
  if (is_stored ? !store_joints(target, workspace, joint, unrelated)
                : !compute_joints(targets_[target], workspace, joint, unrelated)) {
    kept_.mark_too_costly(target);
    return false;
  }
  const bool is_large = is_stored || second != nullptr || workspace.graph.shape.domain.size() >= kManyVariables;
  if (is_large && joint.total > 0) kept_.keep(target, joint, second);
  return true;
}

bool DnaColumn::store_joints(TargetIndex target, pedigree::Workspace& workspace, pedigree::TargetJoint& joint,
                             pedigree::TargetJoint& unrelated) const {
  std::string key;
  KITH_CHECK(append_key(key));
  append_target_key(target, key);
  std::vector<double> values;
  if (store_->load(key, values) &&
      unpack(values, marker_.n_alleles(), joint, marker_.theta() > 0 ? &unrelated : nullptr))
    return true;
  if (!compute_joints(targets_[target], workspace, joint, unrelated)) return false;
  if (joint.total <= 0) return true;
  values.clear();
  pack(joint, values);
  if (marker_.theta() > 0) pack(unrelated, values);
  store_->save(key, values);
  return true;
}

/// Predicting the cost of small families would take as long as filling their tables.
bool DnaColumn::is_worth_storing(TargetIndex target) const {
  constexpr std::size_t kLargeFamily = 8;
  if (store_ == nullptr || targets_[target].pedigree->size() < kLargeFamily) return false;
  const double cost = forecast_cost(target).multiplications;
  return cost >= store_->least_cost() && cost <= options_.cost_limit;
}

pedigree::CostForecast DnaColumn::forecast_cost(TargetIndex target) const {
  const TargetFamily& family = targets_[target];
  if (!has_typed_kin(family) || !has_known_copies(family)) return {};
  const auto forecast = pedigree::forecast_cost(marker_, *family.pedigree, family.observations, family.person,
                                                scratch().workspace, options_);
  if (!forecast) return {};
  if (forecast.value().multiplications > options_.cost_limit) kept_.mark_too_costly(target);
  return forecast.value();
}

bool DnaColumn::is_incompatible(TargetIndex target, std::size_t row) const {
  const auto only = static_cast<std::uint32_t>(row);
  bool answer = false;
  find_incompatible(target, {&only, 1}, {&answer, 1});
  return answer;
}

bool DnaColumn::find_strict_joint(const TargetFamily& family, pedigree::Workspace& workspace,
                                  pedigree::TargetJoint& joint) const {
  const Marker& strict = strict_ ? *strict_ : marker_;
  if (pedigree::is_too_costly(pedigree::target_joint(strict, *family.pedigree, family.observations, family.person,
                                                     workspace, joint, options_))) {
    return false;
  }
  const Observation* own = family.observations[static_cast<std::size_t>(family.person)];
  if (is_typed(own)) weigh_by_own_observation(*own, strict, is_hemizygous(family), 0, joint);
  return true;
}

std::string DnaColumn::needs(TargetIndex target, std::size_t row) const {
  const TargetFamily& family = targets_[target];
  const auto seen = plain_alleles(pm_[row].observation);
  if (seen.empty() || !has_typed_kin(family) || !has_known_copies(family)) return {};
  auto& [workspace, joint, unrelated] = scratch();
  if (!find_strict_joint(family, workspace, joint) || joint.total <= 0) return {};
  return words_of(change_to(seen, joint, marker_), marker_);
}

void DnaColumn::find_incompatible(TargetIndex target, std::span<const std::uint32_t> rows,
                                  std::span<bool> incompatible) const {
  KITH_CHECK(rows.size() == incompatible.size());
  std::fill(incompatible.begin(), incompatible.end(), false);
  const TargetFamily& family = targets_[target];
  if (rows.empty() || !has_typed_kin(family) || !has_known_copies(family)) return;
  auto& [workspace, joint, unrelated] = scratch();
  if (!find_strict_joint(family, workspace, joint)) return;
  if (joint.total <= 0) return;  // relatives who do not fit each other without mutation say nothing of the remains
  const TermTable& table = is_hemizygous(family) ? hemizygous_ : diploid_;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    incompatible[i] = is_scored(rows[i], family) && table.sum(rows[i], joint) <= 0;
  }
}

}  // namespace kith::evidence

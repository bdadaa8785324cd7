#include "evidence/dna_column.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/check.hpp"
#include "pedigree/workspace.hpp"

namespace kith::evidence {
namespace {

using genetics::Marker;
using genetics::Observation;

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// One per thread: plans and scratch memory serve every column and target.
struct Scratch {
  pedigree::Workspace workspace;
  pedigree::TargetJoint joint;
};

Scratch& scratch() {
  thread_local Scratch instance;
  return instance;
}

/// Direct references: what was seen of the missing person himself weighs his genotypes.
void weigh_by_own_observation(const Observation& own, const Marker& marker, pedigree::TargetJoint& joint) {
  const std::size_t n = joint.n_alleles;
  std::vector<double> weighed(n * n, 0.0);
  joint.total = 0;
  for (const auto& genotype : genetics::compatible_genotypes(own, marker)) {
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
  auto strict = Marker::make(std::move(spec));
  KITH_CHECK(strict.ok());
  return std::make_unique<Marker>(std::move(strict).value());
}

}  // namespace

std::string describe(const Observation& observation, const Marker& marker) {
  if (observation.is_untyped()) return "-";
  const auto label = [&](genetics::AlleleIndex a) { return marker.alleles()[a]; };
  std::string text;
  if (observation.certain_allele != genetics::kNoAllele) text = label(observation.certain_allele) + "/?";
  for (const auto& replicate : observation.replicates) {
    if (!text.empty()) text += " + ";
    std::string one;
    for (const auto allele : replicate.seen) one += (one.empty() ? "" : "/") + label(allele);
    if (replicate.seen.size() == 1 && replicate.model.is_exact()) one += "/" + one;
    text += one.empty() ? "none seen" : one;
  }
  return text;
}

DnaColumn::DnaColumn(const Marker& marker, std::vector<Observation> pm, std::vector<TargetFamily> targets,
                     pedigree::LikelihoodOptions options)
    : marker_(marker),
      strict_(marker.mutates() ? without_mutation(marker) : nullptr),
      pm_(std::move(pm)),
      targets_(std::move(targets)),
      options_(options) {
  KITH_CHECK(!pm_.empty() && pm_.front().is_untyped());
  const auto n = static_cast<std::uint32_t>(marker_.n_alleles());
  const auto p = marker_.frequencies();
  for (const Observation& observation : pm_) {
    first_term_.push_back(static_cast<std::uint32_t>(terms_.size()));
    double population = 0;
    if (!observation.is_untyped()) {
      for (const auto& genotype : genetics::compatible_genotypes(observation, marker_)) {
        terms_.push_back({genotype.x * n + genotype.y, genotype.weight});
        population += genotype.weight * p[genotype.x] * p[genotype.y] * (genotype.x == genotype.y ? 1 : 2);
      }
    }
    log10_population_.push_back(std::log10(population));
  }
  first_term_.push_back(static_cast<std::uint32_t>(terms_.size()));
}

DnaColumn::~DnaColumn() = default;

std::string DnaColumn::describe_row(std::size_t row) const { return describe(pm_[row], marker_); }

ColumnStatus DnaColumn::fill(TargetIndex target, std::span<double> rows) const {
  KITH_CHECK(rows.size() == pm_.size());
  const TargetFamily& family = targets_[target];
  std::fill(rows.begin(), rows.end(), 0.0);
  const auto is_typed = [](const Observation* observation) { return observation != nullptr && !observation->is_untyped(); };
  if (std::none_of(family.observations.begin(), family.observations.end(), is_typed)) return ColumnStatus::no_reference;
  auto& [workspace, joint] = scratch();
  const auto done =
      pedigree::target_joint(marker_, *family.pedigree, family.observations, family.person, workspace, joint, options_);
  if (!done) return ColumnStatus::too_costly;
  const Observation* own = family.observations[static_cast<std::size_t>(family.person)];
  if (is_typed(own)) weigh_by_own_observation(*own, marker_, joint);
  if (joint.total <= 0) return ColumnStatus::inconsistent_family;
  const double log10_total = std::log10(joint.total);
  for (std::size_t row = 1; row < rows.size(); ++row) {
    double sum = 0;
    for (std::uint32_t t = first_term_[row]; t < first_term_[row + 1]; ++t) {
      sum += terms_[t].weight * joint.joint[terms_[t].place];
    }
    rows[row] = sum > 0 ? std::log10(sum) - log10_total - log10_population_[row] : kImpossible;
  }
  return ColumnStatus::scored;
}

bool DnaColumn::is_incompatible(TargetIndex target, std::size_t row) const {
  if (pm_[row].is_untyped()) return false;
  const TargetFamily& family = targets_[target];
  auto observations = family.observations;
  auto& person = observations[static_cast<std::size_t>(family.person)];
  Observation both = pm_[row];
  if (person != nullptr) both.replicates.insert(both.replicates.end(), person->replicates.begin(), person->replicates.end());
  person = &both;
  const Marker& strict = strict_ ? *strict_ : marker_;
  const auto likelihood =
      pedigree::log_likelihood(strict, *family.pedigree, observations, scratch().workspace, options_);
  return likelihood.ok() && likelihood.value() == kImpossible;
}

}  // namespace kith::evidence

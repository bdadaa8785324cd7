#include "inference/kin/missing_pairs.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <Eigen/Core>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <tuple>

#include "inference/bodies/same_person.hpp"
#include "matching/case/remains_rows.hpp"
#include "pedigree/elimination/workspace.hpp"

namespace kith::inference {
namespace {

using Eigen::Index;
using genetics::LocusIndex;
using genetics::Marker;
using genetics::Observation;
using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Persons that one task compares with as many others.
constexpr std::size_t kTile = 256;

/// P(g) with theta, by place_of().
Eigen::VectorXd population_of(const Marker& marker) {
  Eigen::VectorXd p = (1 - marker.theta()) * genotype_frequencies(marker, Copies::two);
  for (std::size_t x = 0; x < marker.n_alleles(); ++x) {
    const auto i = static_cast<Index>(x);
    p[place_of(i, i)] += marker.theta() * marker.frequencies()[x];
  }
  return p;
}

/// P(g | family) by place_of(), the person's own sample included; P(g) where the family says nothing.
Eigen::VectorXd genotypes_given_family(const matching::Case& data, const matching::MissingPerson& missing,
                                       LocusIndex locus, const Eigen::VectorXd& population,
                                       const pedigree::LikelihoodOptions& options, pedigree::Workspace& workspace) {
  const matching::Family& family = data.families[missing.family];
  const Marker& marker = data.panel.markers[locus];
  std::vector<const Observation*> observed(family.pedigree.size(), nullptr);
  for (std::size_t p = 0; p < family.profiles.size(); ++p) {
    const Observation& seen = data.panel.observed(family.profiles[p], locus);
    if (!seen.is_untyped()) observed[p] = &seen;
  }
  pedigree::TargetJoint joint;
  const auto done = pedigree::target_joint(marker, family.pedigree, observed, missing.person, workspace, joint,
                                           options);
  if (!done || !(joint.total > 0)) return population;
  const auto n = static_cast<Index>(marker.n_alleles());
  Eigen::VectorXd result(population.size());
  for (Index y = 0; y < n; ++y) {
    for (Index x = 0; x <= y; ++x) result[place_of(x, y)] = joint.joint[static_cast<std::size_t>(x * n + y)];
  }
  if (const Observation* own = observed[static_cast<std::size_t>(missing.person)])
    result = result.cwiseProduct(likelihood_of(*own, marker, Copies::two).genotype);
  const double sum = result.sum();
  return sum > 0 ? Eigen::VectorXd(result / sum) : population;
}

/// Missing persons of whom DNA says anything.
std::vector<std::uint32_t> informed(const matching::Case& data) {
  std::vector<std::uint32_t> result;
  for (std::uint32_t m = 0; m < data.missing.size(); ++m) {
    const matching::Family& family = data.families[data.missing[m].family];
    for (std::size_t p = 0; p < family.profiles.size(); ++p) {
      const bool is_kin = family.pedigree.are_connected(static_cast<pedigree::PersonIndex>(p), data.missing[m].person);
      if (!is_kin || !genetics::is_typed(family.profiles[p])) continue;
      result.push_back(m);
      break;
    }
  }
  return result;
}

class Comparison {
 public:
  Comparison(const matching::Case& data, const MissingPairOptions& options)
      : data_(data), options_(options), people_(informed(data)), loci_(matching::autosomal_loci(data.panel)) {
    tbb::enumerable_thread_specific<pedigree::Workspace> workspaces;
    for (const LocusIndex locus : loci_) {
      populations_.push_back(population_of(data.panel.markers[locus]));
      const Eigen::VectorXd root = populations_.back().cwiseSqrt();
      RowMajor& vectors = vectors_.emplace_back(static_cast<Index>(people_.size()), root.size());
      tbb::parallel_for(std::size_t{0}, people_.size(), [&](std::size_t i) {
        const Eigen::VectorXd given = genotypes_given_family(data, data.missing[people_[i]], locus, populations_.back(),
                                                             options.likelihood, workspaces.local());
        vectors.row(static_cast<Index>(i)) = given.cwiseQuotient(root).transpose().cast<float>();
      });
    }
  }

  [[nodiscard]] std::vector<MissingPair> run(const matching::Progress& progress) const {
    const std::size_t n_tiles = (people_.size() + kTile - 1) / kTile;
    std::vector<std::pair<std::size_t, std::size_t>> tiles;
    for (std::size_t a = 0; a < n_tiles; ++a) {
      for (std::size_t b = a; b < n_tiles; ++b) tiles.emplace_back(a, b);
    }
    std::vector<std::vector<MissingPair>> slots(tiles.size());
    std::atomic<std::size_t> done{0};
    tbb::parallel_for(std::size_t{0}, tiles.size(), [&](std::size_t t) {
      compare_tile(tiles[t].first * kTile, tiles[t].second * kTile, slots[t]);
      if (progress) progress(static_cast<double>(++done) / static_cast<double>(tiles.size()));
    });
    std::vector<MissingPair> all;
    for (auto& slot : slots) all.insert(all.end(), slot.begin(), slot.end());
    std::sort(all.begin(), all.end(), [](const MissingPair& a, const MissingPair& b) {
      return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    });
    return all;
  }

 private:
  void compare_tile(std::size_t from_a, std::size_t from_b, std::vector<MissingPair>& found) const {
    const auto rows = static_cast<Index>(std::min(kTile, people_.size() - from_a));
    const auto columns = static_cast<Index>(std::min(kTile, people_.size() - from_b));
    Eigen::MatrixXd log10_lr = Eigen::MatrixXd::Zero(rows, columns);
    for (const RowMajor& vectors : vectors_) {
      const RowMajor ratios = vectors.middleRows(static_cast<Index>(from_a), rows) *
                              vectors.middleRows(static_cast<Index>(from_b), columns).transpose();
      log10_lr.array() += ratios.cast<double>().array().max(1e-300).log10();
    }
    for (Index i = 0; i < rows; ++i) {
      for (Index j = 0; j < columns; ++j) {
        const std::size_t a = from_a + static_cast<std::size_t>(i), b = from_b + static_cast<std::size_t>(j);
        if (a < b && log10_lr(i, j) >= options_.threshold && may_be_one(a, b)) found.push_back(compare(a, b));
      }
    }
  }

  [[nodiscard]] bool may_be_one(std::size_t a, std::size_t b) const {
    const auto &first = data_.missing[people_[a]], &second = data_.missing[people_[b]];
    const bool differ = first.sex != second.sex && first.sex != genetics::Sex::unknown &&
                        second.sex != genetics::Sex::unknown;
    return first.family != second.family && !differ;
  }

  [[nodiscard]] GenotypeLikelihood likelihood(std::size_t locus, std::size_t person) const {
    GenotypeLikelihood result;
    result.genotype = vectors_[locus].row(static_cast<Index>(person)).transpose().cast<double>();
    result.genotype = result.genotype.cwiseQuotient(populations_[locus].cwiseSqrt());
    return result;
  }

  [[nodiscard]] MissingPair compare(std::size_t a, std::size_t b) const {
    MissingPair pair{.first = people_[a], .second = people_[b]};
    LinkValues sums{};
    double& same = pair.lr.all[static_cast<std::size_t>(Kinship::same_person)];
    for (std::size_t l = 0; l < loci_.size(); ++l) {
      const Marker& marker = data_.panel.markers[loci_[l]];
      const auto first = likelihood(l, a), second = likelihood(l, b);
      same += std::log10(populations_[l].dot(first.genotype.cwiseProduct(second.genotype)));
      const LinkProbability found = link_probability(kin_likelihood(first, marker), kin_likelihood(second, marker),
                                                     marker);
      for (std::size_t k = 0; k < kLinks; ++k) sums[k] += std::log10(found.of_link[k] / found.unrelated);
      ++pair.lr.n_loci;
    }
    for (const Kinship kinship : kKin) {
      const auto weights = link_weights(kinship, data_.missing[pair.first].sex, data_.missing[pair.second].sex);
      const double value = log10_mean(weights, sums);
      pair.lr.all[static_cast<std::size_t>(kinship)] = pair.lr.autosomal[kin_number(kinship)] = value;
    }
    return pair;
  }

  const matching::Case& data_;
  const MissingPairOptions& options_;
  std::vector<std::uint32_t> people_;
  std::vector<LocusIndex> loci_;
  std::vector<Eigen::VectorXd> populations_{};
  std::vector<RowMajor> vectors_{};  ///< per marker a row a person: P(g | family) / sqrt(P(g))
};

}  // namespace

std::vector<MissingPair> compare_missing(const matching::Case& data, const MissingPairOptions& options,
                                         const matching::Progress& progress) {
  tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(options.threads));
  return arena.execute([&] { return Comparison(data, options).run(progress); });
}

}  // namespace kith::inference

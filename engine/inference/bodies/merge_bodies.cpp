#include "inference/bodies/merge_bodies.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "evidence/dna/dna_column.hpp"
#include "inference/bodies/unite_descriptions.hpp"
#include "matching/case/known_sex.hpp"

namespace kith::inference {
namespace {

using genetics::LocusIndex;
using genetics::Observation;
using matching::Case;
using matching::Remains;

bool is_certain(const Observation& observation) {
  return observation.certain_allele == genetics::kNoAllele && observation.replicates.size() == 1 &&
         observation.replicates.front().model.is_exact();
}

/// Of all members; a certain result that was seen before adds nothing.
Observation observe_all(const Case& data, const Body& body, LocusIndex locus) {
  Observation all;
  std::vector<const Observation*> certain;
  for (const RemainsIndex r : body.members) {
    const Observation& seen = data.panel.observed(data.remains[r].profile, locus);
    if (seen.is_untyped()) continue;
    if (is_certain(seen)) {
      const bool is_known = std::any_of(certain.begin(), certain.end(), [&](const auto* c) { return *c == seen; });
      if (is_known) continue;
      certain.push_back(&seen);
    }
    all = all.is_untyped() ? seen : genetics::joined(all, seen);
  }
  return all;
}

Copies copies_of(const Case& data, const Body& body, LocusIndex locus) {
  if (data.panel.markers[locus].kind() != genetics::MarkerKind::x_linked) return Copies::two;
  for (const RemainsIndex r : body.members) {
    const Remains& remains = data.remains[r];
    const auto sex = matching::known_sex(remains);
    if (sex != genetics::Sex::unknown) return sex == genetics::Sex::male ? Copies::one : Copies::two;
  }
  return Copies::two;
}

/// Some genotype can give all of it.
bool is_possible(const Observation& all, const genetics::Marker& marker) {
  return !genetics::compatible_genotypes(all, marker, false).empty() ||
         (marker.kind() == genetics::MarkerKind::x_linked &&
          !genetics::compatible_genotypes(all, marker, true).empty());
}

class Merger {
 public:
  Merger(const Case& data, const Bodies& bodies) : data_(data), bodies_(bodies) { result_.content = data; }

  MergedCase run() {
    Case& merged = result_.content;
    merged.remains.clear();
    for (std::uint32_t b = 0; b < bodies_.bodies.size(); ++b) merged.remains.push_back(merge(b));
    merged.places.identifications.clear();
    std::vector<bool> is_listed(bodies_.bodies.size(), false);
    for (const auto& identified : data_.places.identifications) {
      const std::uint32_t body = bodies_.body_of[identified.remains];
      if (!is_listed[body]) merged.places.identifications.push_back({identified.missing, body});
      is_listed[body] = true;
    }
    merged.joins.clear();
    return std::move(result_);
  }

  /// The case itself, and its bodies as more remains at the end.
  Case append() {
    for (std::uint32_t b = 0; b < bodies_.bodies.size(); ++b) {
      Remains merged = merge(b);
      merged.id.clear();
      for (const RemainsIndex member : bodies_.bodies[b].members)
        merged.id += (merged.id.empty() ? "" : " + ") + data_.remains[member].id;
      result_.content.remains.push_back(std::move(merged));
    }
    return std::move(result_.content);
  }

 private:
  void note(std::uint32_t body, std::string text) { result_.notes.push_back({body, std::move(text)}); }

  Remains merge(std::uint32_t number) {
    const Body& body = bodies_.bodies[number];
    if (body.members.size() == 1) return data_.remains[body.members.front()];
    Remains merged;
    merged.id = bodies_.id(data_, number);
    std::vector<const Remains*> parts;
    for (const RemainsIndex r : body.members) parts.push_back(&data_.remains[r]);
    for (std::string& text : unite_descriptions(parts, merged)) note(number, std::move(text));
    merge_genotypes(number, merged);
    merge_y(number, parts, merged);
    merge_mt(number, parts, merged);
    merged.x_copies = matching::count_x_copies(result_.content.panel, merged.profile);
    return merged;
  }

  void merge_genotypes(std::uint32_t number, Remains& merged) {
    const Body& body = bodies_.bodies[number];
    genetics::Panel& panel = result_.content.panel;
    merged.profile.assign(panel.size(), genetics::kUntyped);
    for (LocusIndex locus = 0; locus < panel.size(); ++locus) {
      const Observation all = observe_all(data_, body, locus);
      if (all.is_untyped()) continue;
      if (!is_possible(all, panel.markers[locus])) {
        note(number, panel.markers[locus].name() + ": its remains show what no one genotype explains; set aside");
        continue;
      }
      merged.profile[locus] = panel.dictionaries[locus].intern(all);
    }
  }

  void merge_y(std::uint32_t number, const std::vector<const Remains*>& parts, Remains& merged) {
    for (const Remains* part : parts) {
      if (merged.y.size() < part->y.size()) merged.y.resize(part->y.size());
    }
    for (std::size_t locus = 0; locus < merged.y.size(); ++locus) {
      for (const Remains* part : parts) {
        const auto alleles = genetics::alleles_at(part->y, locus);
        if (alleles.empty()) continue;
        if (merged.y[locus].empty()) {
          merged.y[locus].assign(alleles.begin(), alleles.end());
        } else if (!std::equal(alleles.begin(), alleles.end(), merged.y[locus].begin(), merged.y[locus].end())) {
          note(number, data_.y_markers[locus].name + ": its remains differ; set aside");
          merged.y[locus].clear();
          break;
        }
      }
    }
  }

  void merge_mt(std::uint32_t number, const std::vector<const Remains*>& parts, Remains& merged) {
    for (const Remains* part : parts) {
      if (part->mt.ranges.empty()) continue;
      if (merged.mt.ranges.empty()) {
        merged.mt = part->mt;
        continue;
      }
      const auto common = genetics::common_ranges(merged.mt.ranges, part->mt.ranges);
      if (genetics::count_differences(merged.mt, part->mt, common) > 0) {
        note(number, "mtDNA: its remains differ in what both read; set aside");
        merged.mt = {};
        return;
      }
      merged.mt = genetics::merge(merged.mt, part->mt);
    }
  }

  const Case& data_;
  const Bodies& bodies_;
  MergedCase result_;
};

/// The genotype that is most probable, and how probable it is.
void find_genotype(const genetics::Marker& marker, const GenotypeLikelihood& likelihood, Copies copies,
                   ConsensusLocus& locus) {
  const Eigen::VectorXd weights = likelihood.genotype.cwiseProduct(genotype_frequencies(marker, copies));
  Eigen::Index best = 0;
  const double largest = weights.maxCoeff(&best);
  locus.probability = largest / weights.sum();
  const auto label = [&](Eigen::Index allele) {
    const auto a = static_cast<std::size_t>(allele);
    return a < marker.n_visible() ? marker.alleles()[a] : std::string("silent");
  };
  if (copies == Copies::one) {
    locus.genotype = label(best);
    return;
  }
  Eigen::Index y = 0;
  while (place_of(0, y + 1) <= best) ++y;
  locus.genotype = label(best - place_of(0, y)) + "/" + label(y);
}

}  // namespace

MergedCase merge_bodies(const Case& data, const Bodies& bodies) { return Merger(data, bodies).run(); }

Case with_joined_bodies(const Case& bodies, std::span<const std::vector<RemainsIndex>> joins) {
  Bodies joined;
  for (const auto& join : joins) joined.bodies.push_back({.members = join});
  return Merger(bodies, joined).append();
}

std::vector<ConsensusLocus> consensus_of(const Case& data, const Body& body) {
  std::vector<ConsensusLocus> loci;
  for (LocusIndex locus = 0; locus < data.panel.size(); ++locus) {
    const genetics::Marker& marker = data.panel.markers[locus];
    const Observation all = observe_all(data, body, locus);
    if (all.is_untyped()) continue;
    const Copies copies = copies_of(data, body, locus);
    ConsensusLocus consensus{.marker = marker.name()};
    for (const RemainsIndex r : body.members) {
      const Observation& seen = data.panel.observed(data.remains[r].profile, locus);
      if (!seen.is_untyped()) consensus.sources.push_back({r, evidence::describe(seen, marker, copies == Copies::one)});
    }
    const GenotypeLikelihood likelihood = likelihood_of(all, marker, copies);
    consensus.is_set_aside = !likelihood.is_possible();
    if (!consensus.is_set_aside) find_genotype(marker, likelihood, copies, consensus);
    loci.push_back(std::move(consensus));
  }
  return loci;
}

}  // namespace kith::inference

// random_joint_case.hpp — seeded random cases of several families that miss several persons, some of whom are among the
// remains.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "matching/case/case.hpp"
#include "support/random_family.hpp"

namespace kith::testing {

struct JointCaseShape {
  std::size_t n_families = 2;
  std::size_t n_persons = 4;  ///< of each family
  std::size_t n_missing = 2;  ///< of each family
  std::size_t n_strangers = 1;
  std::size_t n_markers = 2;
  std::size_t n_alleles = 3;
  double theta = 0;
  double dropout = 0;
  double drop_in = 0;
  double silent = 0;
  genetics::MutationSpec mutation{};
  bool x_linked = false;
  double found = 0.7;      ///< share of the missing persons who are among the remains
  double own_sample = 0;   ///< share of the missing persons with an earlier sample of their own
  TypingOptions typing{};  ///< of relatives; its drop models are set from the above
};

/// The i-th of a row of shapes in which every model of the markers turns up, alone and beside others.
inline void vary_models(JointCaseShape& shape, int i, Rng& rng) {
  shape.mutation = random_mutation(rng);
  if (i % 3 == 1) shape.theta = 0.03;
  if (i % 4 == 2) shape.dropout = 0.1;
  if (i % 4 == 2) shape.drop_in = 0.05;
  if (i % 5 == 3) shape.silent = 0.05;
  if (i % 6 == 4) shape.x_linked = true;
  if (i % 7 == 5) shape.own_sample = 0.5;
}

inline genetics::Marker joint_marker(Rng& rng, const JointCaseShape& shape, std::size_t i) {
  auto spec = marker_spec(random_frequencies(rng, shape.n_alleles));
  spec.name = "L" + std::to_string(i);
  spec.theta = shape.theta;
  spec.mutation_male = spec.mutation_female = shape.mutation;
  if (shape.x_linked) spec.kind = genetics::MarkerKind::x_linked;
  if (shape.silent > 0) {
    for (double& frequency : spec.frequencies) frequency *= 1 - shape.silent;
    spec.silent_frequency = shape.silent;
  }
  return must(genetics::Marker::make(std::move(spec)));
}

/// Everybody of `pedigree` typed at all markers of the panel.
inline std::vector<genetics::Profile> joint_profiles(Rng& rng, const JointCaseShape& shape,
                                                     const pedigree::Pedigree& pedigree, genetics::Panel& panel) {
  std::vector<genetics::Profile> profiles(pedigree.size(), genetics::Profile(panel.size()));
  TypingOptions typing = shape.typing;
  typing.typed = 1;
  typing.dropout = shape.dropout;
  typing.drop_in = shape.drop_in;
  for (std::size_t locus = 0; locus < panel.size(); ++locus) {
    const auto seen = random_typing(rng, panel.markers[locus], pedigree, typing);
    for (std::size_t i = 0; i < pedigree.size(); ++i) {
      profiles[i][locus] = panel.dictionaries[locus].intern(seen.of(static_cast<pedigree::PersonIndex>(i)));
    }
  }
  return profiles;
}

inline matching::Case random_joint_case(Rng& rng, const JointCaseShape& shape) {
  matching::Case data;
  for (std::size_t i = 0; i < shape.n_markers; ++i) data.panel.markers.push_back(joint_marker(rng, shape, i));
  data.panel.dictionaries.resize(shape.n_markers);
  const auto add_remains = [&](const genetics::Profile& profile, genetics::Sex sex) {
    matching::Remains remains;
    remains.id = "V" + std::to_string(data.remains.size() + 1);
    remains.profile = profile;
    remains.sex = sex;
    data.remains.push_back(std::move(remains));
  };
  for (std::uint32_t f = 0; f < shape.n_families; ++f) {
    matching::Family family;
    family.id = "F" + std::to_string(f);
    family.pedigree = pedigree_of(random_family(rng, shape.n_persons));
    family.roles.assign(shape.n_persons, matching::Role::other);
    family.profiles = joint_profiles(rng, shape, family.pedigree, data.panel);
    for (std::size_t n = 0; n < shape.n_missing;) {
      const std::size_t i = below(rng, shape.n_persons);
      if (family.roles[i] == matching::Role::missing) continue;
      family.roles[i] = matching::Role::missing;
      ++n;
      const auto person = static_cast<pedigree::PersonIndex>(i);
      matching::MissingPerson missing;
      missing.id = "M" + std::to_string(data.missing.size() + 1);
      missing.family = f;
      missing.person = person;
      missing.sex = family.pedigree.sex(person);
      data.missing.push_back(std::move(missing));
      if (uniform(rng) < shape.found) add_remains(family.profiles[i], family.pedigree.sex(person));
    }
    for (std::size_t i = 0; i < shape.n_persons; ++i) {
      const bool missing = family.roles[i] == matching::Role::missing;
      if (uniform(rng) < (missing ? shape.own_sample : shape.typing.typed)) continue;
      family.profiles[i].clear();
    }
    data.families.push_back(std::move(family));
  }
  for (std::size_t i = 0; i < shape.n_strangers; ++i) {
    const auto who = pedigree_of({{"S", "", "", below(rng, 2) == 0 ? genetics::Sex::male : genetics::Sex::female}});
    add_remains(joint_profiles(rng, shape, who, data.panel).front(), who.sex(0));
  }
  return data;
}

}  // namespace kith::testing

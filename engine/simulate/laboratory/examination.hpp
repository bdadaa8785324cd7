// simulate/laboratory/examination.hpp — what an examination finds of one bone sample: some of the truth, as far as that
// part of the skeleton shows it.
//
// Sex by the method the part allows, with its error. Age as an interval: estimate +- z standard errors, the error
// growing with age; open upwards for the old. Stature from long bones with its standard error. Teeth of skull and jaw,
// some lost after death. Fractures and implants of the bone at hand. Clothes and papers of bodies, some of them
// somebody else's.
#pragma once

#include "matching/case/case.hpp"
#include "simulate/laboratory/recovery.hpp"
#include "simulate/people/person.hpp"

namespace kith::simulate {

/// A part of a skeleton.
struct BodyPart {
  std::string_view name;  ///< "body" for all of it
  std::string_view side;  ///< left, right or nothing
};

/// Which part a sample is. Samples of one body are different parts.
[[nodiscard]] BodyPart part_of(const Sample& sample, const ExaminationSettings& settings, std::uint64_t seed);

struct Finding {
  genetics::Sex sex = genetics::Sex::unknown;  ///< as the examination says
  matching::Attributes cells{};                ///< of remains.csv, by column
};

/// `stranger`: whose papers lie with the body where they are not its own.
[[nodiscard]] Finding finding_of(const Person& person, const Person& stranger, const BodyPart& part, const Site& site,
                                 const Scenario& scenario, Random& random);

}  // namespace kith::simulate

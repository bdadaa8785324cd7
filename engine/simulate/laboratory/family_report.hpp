// simulate/laboratory/family_report.hpp — what a family reports of its missing person: some of the truth, with the
// errors families and records make.
//
// Dates and ages: exact, the year only, or an age that is off. Stature: too high by the usual bias, rounded to whole
// centimetres. Categorical traits: another value with a stated probability. Teeth: a dentist's chart of an earlier
// time, or what the family remembers. Fractures, implants, marks, things: each item is remembered with a stated
// probability.
#pragma once

#include "matching/case/case.hpp"
#include "simulate/people/person.hpp"

namespace kith::simulate {

/// Cells of missing_persons.csv by column. Every report draws the same numbers whatever it leaves out.
[[nodiscard]] matching::Attributes report_of(const Person& person, const Scenario& scenario, const Places& places,
                                             Random& random);

}  // namespace kith::simulate

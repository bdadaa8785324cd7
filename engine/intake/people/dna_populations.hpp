// intake/people/dna_populations.hpp — which population's allele frequencies count for whom.
//
// The first that is given: the missing person's dna_population; the run's choice; the only population of the table.
#pragma once

#include <string>
#include <vector>

#include "core/problem.hpp"
#include "intake/markers/frequencies_table.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// Gives every missing person the population his row names. An error where frequencies.csv does not have it, or where
/// several populations leave the choice open for somebody.
void assign_populations(const FrequencyTables& frequencies, std::vector<matching::MissingPerson>& missing,
                        ProblemLog& log);

/// "'north', 'south'"
[[nodiscard]] std::string list_populations(const std::vector<std::string>& names);

}  // namespace kith::intake

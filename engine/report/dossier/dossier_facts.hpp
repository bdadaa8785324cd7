// report/dossier/dossier_facts.hpp — the facts of a dossier, from what a run has found.
#pragma once

#include "identify/identification.hpp"
#include "identify/run_populations.hpp"
#include "report/dossier/dossier.hpp"

namespace kith::report {

/// The run a dossier is of. @pre everything outlives the dossiers; the answer has a joint analysis.
struct DossierSource {
  const matching::Case& the_case;
  const identify::Identification& answer;
  const identify::RunPopulations& populations;
  const identify::Options& options;
  const RunSettings& run;
};

/// A row of the joint analysis that says of a body who it is.
[[nodiscard]] Dossier make_dossier(const DossierSource& source, const inference::AssignmentRow& row);

/// The row of `remains`: their most probable missing person; none where nobody comes into question.
[[nodiscard]] std::vector<inference::AssignmentRow> rows_of_remains(const DossierSource& source,
                                                                    matching::RemainsIndex remains);
/// Of each missing person of the family the most probable body; those without one have none.
[[nodiscard]] std::vector<inference::AssignmentRow> rows_of_family(const DossierSource& source, std::uint32_t family);
/// Every pair of at least this posterior, by body.
[[nodiscard]] std::vector<inference::AssignmentRow> rows_from(const DossierSource& source, double posterior);

}  // namespace kith::report

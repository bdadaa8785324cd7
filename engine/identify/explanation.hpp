// identify/explanation.hpp — one pair of an answer, number by number: what the tables hold of it, or would hold if it
// were reported.
#pragma once

#include <cstdint>
#include <vector>

#include "identify/identification.hpp"

namespace kith::identify {

struct Explanation {
  PopulationIndex population = 0;     ///< under which the pair scores lowest
  std::vector<double> total_under{};  ///< log10 LR under each population that counts for the missing person
  std::vector<matching::ColumnScore> columns{};
  std::vector<inference::LinkageScore> linkage{};  ///< `loci` among those of the population's view
  double log10_linkage = 0;
  double log10_dna = 0;  ///< with linkage
  double log10_attributes = 0;

  [[nodiscard]] double log10_lr() const { return log10_dna + log10_attributes; }
};

/// `options` and `populations` are those of the run.
[[nodiscard]] Explanation explain(const Identification& answer, const RunPopulations& populations,
                                  const Options& options, matching::RemainsIndex remains, matching::TargetIndex target);

/// The pair of a body and a missing person as the joint analysis has it: of all the body's remains together. Columns
/// are those of view_of_bodies(). @pre the answer has a joint analysis
[[nodiscard]] Explanation explain_body(const matching::Case& case_of_remains, const Identification& answer,
                                       const Options& options, std::uint32_t body, matching::TargetIndex target);

/// The case whose remains are bodies, with its evidence.
[[nodiscard]] inference::PopulationView view_of_bodies(const matching::Case& case_of_remains,
                                                       const Identification& answer);

}  // namespace kith::identify

// tools/kith/populations.hpp — a case under the allele frequencies of several populations: `--population all`, or missing
// persons with a dna_population of their own. With one population nothing here is needed.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "inference/pair_detail.hpp"
#include "inference/populations.hpp"
#include "io/case_reader.hpp"
#include "matching/strategy.hpp"
#include "pair_stage.hpp"
#include "settings.hpp"

namespace kith::tool {

using matching::PopulationIndex;

/// The populations that count for somebody. The first is that of the reading at hand, whether it counts or not.
struct Populations {
  std::vector<std::string> names{};                       ///< empty: frequencies.csv names none
  std::vector<io::CaseReading> others{};                  ///< of names[1], names[2] ...
  std::vector<std::vector<PopulationIndex>> of_target{};  ///< as in matching::PopulationTables

  [[nodiscard]] bool several() const { return !others.empty(); }
};

/// Reads the case folder again for every further population; says on `err` what is wrong under it and was not before.
/// None if there was an error. @pre `first` has a case.
[[nodiscard]] std::optional<Populations> load_populations(const Settings& settings, const io::CaseReading& first,
                                                          std::ostream& err);

/// Evidence under every population. @pre several(); what is passed outlives this.
class PopulationEvidence {
 public:
  /// `evidence` is what `strategy` makes of `first`.
  PopulationEvidence(const Settings& settings, const matching::Strategy& strategy, const matching::Case& first,
                     const matching::EvidenceTable& evidence, const Populations& populations);

  /// @throws BadPopulations where a marker counts under some of a person's populations only.
  [[nodiscard]] matching::MatchResult match(const matching::Progress& progress) const;
  /// Gives every pair its lowest score with its population and puts them into the order of these scores. `breakdown`
  /// (may be null) receives the rows of breakdown.csv.
  [[nodiscard]] ExplainedPairs explain(matching::MatchResult& result, std::ostream* breakdown) const;
  /// As inference::lr_matrix(), the lowest of each pair.
  [[nodiscard]] std::vector<double> matrix() const;

  [[nodiscard]] const inference::PopulationView& view(std::size_t population) const { return views_[population]; }
  /// log10 LR of a pair under one population, linkage included.
  [[nodiscard]] double total(matching::PairScore pair, PopulationIndex population) const;

 private:
  const Settings& settings_;
  const Populations& populations_;
  std::vector<matching::EvidenceTable> others_;
  std::vector<inference::PopulationView> views_;
};

/// A case that several populations cannot be compared on; ends the command with kBadInput.
struct BadPopulations {
  std::string message;
};

}  // namespace kith::tool

// identify/run_populations.hpp — the populations whose allele frequencies count in a run, and the case under each of
// them: `--population all`, or missing persons with a dna_population of their own. Most runs have one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "identify/listener.hpp"
#include "intake/case/case_reader.hpp"
#include "matching/case/populations.hpp"

namespace kith::identify {

using matching::PopulationIndex;

/// The populations that count for somebody. The first is that of the reading at hand, whether it counts or not.
struct RunPopulations {
  std::vector<std::string> names{};                       ///< empty: frequencies.csv names none
  std::vector<intake::CaseReading> others{};              ///< of names[1], names[2] ...
  std::vector<std::vector<PopulationIndex>> of_target{};  ///< as in matching::PopulationTables

  [[nodiscard]] bool several() const { return !others.empty(); }
};

/// Reads the case folder again for every further population; says what is wrong under it and was not before.
/// `options` are those of the first reading. Errors: bad_option where a population cannot be read, or has not all
/// markers of the first. @pre `first` has a case.
[[nodiscard]] Result<RunPopulations> read_populations(const std::filesystem::path& folder,
                                                      const intake::CaseOptions& options,
                                                      const intake::CaseReading& first, const Listener& listener = {});

}  // namespace kith::identify

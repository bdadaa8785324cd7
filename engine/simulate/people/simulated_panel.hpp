// simulate/people/simulated_panel.hpp — the markers of a synthetic world: allele frequencies, mutation, amplicon
// length, linkage.
//
// Frequencies are drawn from Dirichlet(p (1 - F) / F) around a table p, so that they differ from it as a population of
// coancestry F does (Balding & Nichols 1995): with `divergence` from the built-in table to the population of the case's
// frequencies.csv, with `theta` from that to the people of the case. The built-in table: NIST 1036 U.S. population
// data, Caucasian sample, counts in 722 chromosomes (Hill et al. 2013, doi:10.1016/j.fsigen.2012.12.004; Steffen et al.
// 2017, doi:10.1016/j.fsigen.2017.08.011; public domain); mutation rates as summarised by NIST STRBase. Mutation is the
// engine's stepwise matrix (genetics/markers/mutation.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/marker.hpp"
#include "simulate/scenario/scenario.hpp"

namespace kith::simulate {

inline constexpr std::size_t kNoLink = static_cast<std::size_t>(-1);

struct Locus {
  genetics::Marker marker;              ///< frequencies of the population; mutation as in truth
  double length = 250;                  ///< base pairs, middle of its amplicons
  std::vector<double> founders{};       ///< cumulative frequencies among the people of the case
  std::vector<double> population{};     ///< cumulative frequencies of `marker`
  std::vector<double> mutation_male{};  ///< n x n, every row cumulative
  std::vector<double> mutation_female{};
  std::size_t linked_to = kNoLink;  ///< an earlier locus of the same chromosome
  double recombination = 0.5;
};

using Loci = std::vector<Locus>;

/// Errors: a table of frequencies that cannot be read, or whose labels a stepwise model does not admit.
[[nodiscard]] Result<Loci> make_loci(const PopulationSettings& settings, std::uint64_t seed);

/// What frequencies.csv and markers.csv say of them.
[[nodiscard]] std::vector<genetics::MarkerSpec> written_markers(const Loci& loci, const WrittenSettings& settings,
                                                                std::uint64_t seed);

}  // namespace kith::simulate

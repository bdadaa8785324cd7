// simulate/people/genomes.hpp — genotypes of families as they are in truth: founders from the people's frequencies,
// children by meiosis with linkage and mutation.
//
// A meiosis hands on the paternal or the maternal allele of the parent; at a locus linked to an earlier one it changes
// sides with the recombination fraction. The allele then mutates by the row of the engine's matrix of the parent's sex.
#pragma once

#include <vector>

#include "genetics/markers/allele.hpp"
#include "simulate/people/family.hpp"
#include "simulate/people/simulated_panel.hpp"
#include "simulate/scenario/random.hpp"

namespace kith::simulate {

/// Two alleles a locus: [2 l] from the father, [2 l + 1] from the mother.
using Genome = std::vector<genetics::AlleleIndex>;

[[nodiscard]] Genome founder_genome(const Loci& loci, Random& random);

/// A null parent is an unnamed founder.
[[nodiscard]] Genome child_genome(const Loci& loci, const Genome* father, const Genome* mother, Random& random);

/// By position in the family.
[[nodiscard]] std::vector<Genome> family_genomes(const Family& family, const Loci& loci, Random& random);

}  // namespace kith::simulate

#include "simulate/people/genomes.hpp"

#include <algorithm>

namespace kith::simulate {
namespace {

using genetics::AlleleIndex;
using genetics::Sex;

AlleleIndex founder_allele(const Locus& locus, Random& random) {
  return static_cast<AlleleIndex>(random.pick(locus.founders));
}

AlleleIndex mutated(const Locus& locus, Sex parent, AlleleIndex allele, Random& random) {
  const auto& rows = parent == Sex::male ? locus.mutation_male : locus.mutation_female;
  const double u = random.uniform();  // drawn with or without mutation: the other numbers stay the same
  if (rows.empty()) return allele;
  const auto n = locus.marker.n_alleles();
  const std::span<const double> row(rows.data() + allele * n, n);
  // The row's own order puts the unlikely changes anywhere; looking at `allele` first saves the search.
  const double below = allele == 0 ? 0 : row[allele - 1U];
  if (u >= below && u < row[allele]) return allele;
  const auto found = std::upper_bound(row.begin(), row.end(), u);
  return static_cast<AlleleIndex>(std::min<std::ptrdiff_t>(found - row.begin(), static_cast<std::ptrdiff_t>(n) - 1));
}

void add_gamete(const Loci& loci, const Genome& parent, Sex sex, std::size_t offset, Random& random, Genome& child) {
  std::vector<unsigned char> side(loci.size());
  for (std::size_t l = 0; l < loci.size(); ++l) {
    const auto& locus = loci[l];
    if (locus.linked_to == kNoLink) {
      side[l] = random.chance(0.5) ? 1 : 0;
    } else {
      side[l] = random.chance(locus.recombination) ? 1 - side[locus.linked_to] : side[locus.linked_to];
    }
    child[2 * l + offset] = mutated(locus, sex, parent[2 * l + side[l]], random);
  }
}

}  // namespace

Genome founder_genome(const Loci& loci, Random& random) {
  Genome genome;
  genome.reserve(2 * loci.size());
  for (const auto& locus : loci) {
    genome.push_back(founder_allele(locus, random));
    genome.push_back(founder_allele(locus, random));
  }
  return genome;
}

Genome child_genome(const Loci& loci, const Genome* father, const Genome* mother, Random& random) {
  Genome child(2 * loci.size());
  const Genome unnamed_father = father == nullptr ? founder_genome(loci, random) : Genome();
  const Genome unnamed_mother = mother == nullptr ? founder_genome(loci, random) : Genome();
  add_gamete(loci, father == nullptr ? unnamed_father : *father, Sex::male, 0, random, child);
  add_gamete(loci, mother == nullptr ? unnamed_mother : *mother, Sex::female, 1, random, child);
  return child;
}

std::vector<Genome> family_genomes(const Family& family, const Loci& loci, Random& random) {
  std::vector<Genome> genomes;
  genomes.reserve(family.members.size());
  for (const auto& member : family.members) {
    const bool has_parents = member.father != kNobody || member.mother != kNobody;
    if (!has_parents || member.truth == Truth::unrelated) {
      genomes.push_back(founder_genome(loci, random));
      continue;
    }
    const auto* father = member.father == kNobody || member.truth == Truth::other_father
                             ? nullptr
                             : &genomes[static_cast<std::size_t>(member.father)];
    const auto* mother = member.mother == kNobody ? nullptr : &genomes[static_cast<std::size_t>(member.mother)];
    genomes.push_back(child_genome(loci, father, mother, random));
  }
  return genomes;
}

}  // namespace kith::simulate

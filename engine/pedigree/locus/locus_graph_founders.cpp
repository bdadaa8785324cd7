// What founders bring into the graph of locus_graph.hpp: their genotypes, or copies drawn in blocks.
#include "pedigree/locus/locus_graph.hpp"

namespace kith::pedigree {

void LocusGraphBuilder::list_founder_alleles(const LocusInput& input, FounderAlleles& alleles) {
  start(input);
  alleles.known.clear();
  alleles.unknown.clear();
  for (const PersonIndex person : input.pedigree.parents_first()) {
    if (wanted_[static_cast<std::size_t>(person)] == 0 || !input.pedigree.is_founder(person)) continue;
    const std::uint8_t unknown = n_unknown_alleles(person);
    if (unknown > 0) {
      alleles.unknown.push_back(unknown);
    } else {
      for (const auto& genotype : evidence_of(person).genotypes) {
        alleles.known.push_back(genotype.x);
        if (!is_hemizygous(person)) alleles.known.push_back(genotype.y);
      }
    }
  }
}

std::uint8_t LocusGraphBuilder::n_unknown_alleles(PersonIndex founder) const {
  const PersonEvidence& evidence = evidence_of(founder);
  if (evidence.typed && evidence.genotypes.size() <= 1) return 0;
  if (is_hemizygous(founder)) return 1;
  return !evidence.typed && founder != input_->target && state_of(founder).n_children == 1 ? 1 : 2;
}

void LocusGraphBuilder::add_founder(PersonIndex person, PersonState& state) {
  const bool is_target = person == input_->target;
  const PersonEvidence& evidence = evidence_of(person);
  const std::vector<double>& p = input_->classes.frequencies;
  const auto list = [&](AlleleIndex x, AlleleIndex y, double weight) {
    state.paternal.alleles.push_back(x);
    state.maternal.alleles.push_back(y);
    weights_.push_back(weight * p[x] * p[y] * (x == y ? 1 : 2));
  };
  if (evidence.typed) {
    for (const auto& genotype : evidence.genotypes) list(genotype.x, genotype.y, genotype.weight);
  } else if (state.n_children == 1 && !is_target) {
    state.kind = Kind::population;
    return;
  } else {
    for (std::size_t x = 0; x < p.size(); ++x) {
      for (std::size_t y = x; y < p.size(); ++y) list(static_cast<AlleleIndex>(x), static_cast<AlleleIndex>(y), 1);
    }
  }
  settle_states(state, Kind::joint, is_target);
}

/// One variable for each block of copies, over the classes that every founder in it allows.
void LocusGraphBuilder::open_blocks() {
  const FounderDraw& draw = *input_->draw;
  const std::size_t n = input_->classes.n_classes;
  next_unknown_ = 0;
  std::vector<std::vector<char>> allowed;
  std::size_t allele = 0;
  for (const PersonIndex person : input_->pedigree.parents_first()) {
    if (wanted_[static_cast<std::size_t>(person)] == 0 || !input_->pedigree.is_founder(person)) continue;
    const PersonEvidence& evidence = evidence_of(person);
    std::vector<char> own(n, evidence.typed ? 0 : 1);
    for (const auto& genotype : evidence.genotypes) {
      if (evidence.typed) own[genotype.x] = own[genotype.y] = 1;
    }
    for (std::uint8_t i = n_unknown_alleles(person); i-- > 0; ++allele) {
      const std::size_t block = draw.block_of[allele];
      if (block >= allowed.size()) allowed.resize(block + 1, std::vector<char>(n, 1));
      for (std::size_t a = 0; a < n; ++a) allowed[block][a] = static_cast<char>(allowed[block][a] & own[a]);
    }
  }
  blocks_.resize(allowed.size());
  for (std::size_t b = 0; b < allowed.size(); ++b) {
    Side& block = blocks_[b];
    block.alleles.clear();
    for (std::size_t a = 0; a < n; ++a) {
      if (allowed[b][a] != 0) block.alleles.push_back(static_cast<AlleleIndex>(a));
    }
    if (block.alleles.empty()) {
      graph_->constant = 0;
      return;
    }
    const VariableIndex variable = graph_->add_variable(block.alleles.size());
    block.variable = variable;
    double* prior = graph_->add_table(variable);
    for (const AlleleIndex a : block.alleles) *prior++ = draw.prior[a];
  }
}

void LocusGraphBuilder::add_drawn_founder(PersonIndex person, PersonState& state) {
  const PersonEvidence& evidence = evidence_of(person);
  const std::uint8_t unknown = n_unknown_alleles(person);
  if (unknown == 0) {
    if (evidence.genotypes.empty()) {
      graph_->constant = 0;
      return;
    }
    const auto& genotype = evidence.genotypes.front();
    state.kind = Kind::certain;
    state.paternal.alleles = {genotype.x};
    state.maternal.alleles = {genotype.y};
    graph_->multiply_constant(genotype.weight * (genotype.x == genotype.y ? 1 : 2));
    return;
  }
  const std::size_t first = next_unknown_;
  next_unknown_ += unknown;
  state.maternal = blocks_[input_->draw->block_of[first]];
  const auto maternal = static_cast<VariableIndex>(state.maternal.variable);
  const bool one_allele = unknown == 1 || input_->draw->block_of[first] == input_->draw->block_of[first + 1];
  state.kind = one_allele ? Kind::hemizygous : Kind::split;  // two copies of one allele hand on what a single one does
  if (!one_allele) state.paternal = blocks_[input_->draw->block_of[first + 1]];
  if (person == input_->target) {
    graph_->shape.free = {maternal};
    if (!one_allele)
      graph_->shape.free.insert(graph_->shape.free.begin(), static_cast<VariableIndex>(state.paternal.variable));
  }
  if (evidence.typed) add_genotype_weights(evidence, state);
}

}  // namespace kith::pedigree

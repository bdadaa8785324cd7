#include "pedigree/locus/locus_graph.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace kith::pedigree {

using genetics::Sex;

std::span<const genetics::AlleleIndex> LocusGraphBuilder::target_paternal() const {
  const PersonState& state = state_of(input_->target);
  return state.kind == Kind::hemizygous ? state.maternal.alleles : state.paternal.alleles;
}

std::span<const genetics::AlleleIndex> LocusGraphBuilder::target_maternal() const {
  return state_of(input_->target).maternal.alleles;
}

bool LocusGraphBuilder::is_hemizygous(PersonIndex person) const {
  return input_->x_linked && input_->pedigree.sex(person) == Sex::male;
}

std::array<PersonIndex, 2> LocusGraphBuilder::parents_of(PersonIndex person) const {
  const PersonIndex father = is_hemizygous(person) ? kNobody : input_->pedigree.father(person);
  return {father, input_->pedigree.mother(person)};
}

double LocusGraphBuilder::change(AlleleIndex from, AlleleIndex to, const double* mutation) const {
  if (mutation == nullptr) return from == to ? 1 : 0;
  return mutation[from * input_->classes.n_classes + to];
}

void LocusGraphBuilder::start(const LocusInput& input) {
  input_ = &input;
  if (states_.size() < input.pedigree.size()) states_.resize(input.pedigree.size());
  for (std::size_t i = 0; i < input.pedigree.size(); ++i) {
    PersonState& state = states_[i];
    state.kind = Kind::absent;
    state.one_genotype = false;
    state.n_children = 0;
    for (Side* side : {&state.paternal, &state.maternal}) {
      side->variable = kNoVariable;
      side->alleles.clear();
    }
  }
  select_persons();
}

void LocusGraphBuilder::build(const LocusInput& input, EliminationGraph& graph) {
  graph_ = &graph;
  graph.clear();
  start(input);
  if (input.draw != nullptr) open_blocks();
  for (const PersonIndex person : input.pedigree.parents_first()) {
    if (graph.constant == 0) return;
    if (wanted_[static_cast<std::size_t>(person)] != 0) add_person(person);
  }
}

/// Ancestors of typed persons and of the target.
void LocusGraphBuilder::select_persons() {
  const Pedigree& pedigree = input_->pedigree;
  const auto order = pedigree.parents_first();
  wanted_.assign(pedigree.size(), 0);
  for (std::size_t i = order.size(); i-- > 0;) {
    const PersonIndex person = order[i];
    char& wanted = wanted_[static_cast<std::size_t>(person)];
    if (evidence_of(person).typed || person == input_->target) wanted = 1;
    if (wanted == 0) continue;
    for (const PersonIndex parent : parents_of(person)) {
      if (parent != kNobody) wanted_[static_cast<std::size_t>(parent)] = 1;
    }
  }
  if (input_->target != kNobody && !input_->whole_pedigree) keep_connected_to_target();
  for (const PersonIndex person : order) {
    if (wanted_[static_cast<std::size_t>(person)] == 0) continue;
    for (const PersonIndex parent : parents_of(person)) {
      if (parent != kNobody) ++state_of(parent).n_children;
    }
  }
}

void LocusGraphBuilder::keep_connected_to_target() {
  std::vector<char>& connected = from_father_;
  connected.assign(wanted_.size(), 0);
  connected[static_cast<std::size_t>(input_->target)] = 1;
  for (bool grown = true; grown;) {
    grown = false;
    for (const PersonIndex person : input_->pedigree.parents_first()) {
      if (wanted_[static_cast<std::size_t>(person)] == 0) continue;
      for (const PersonIndex parent : parents_of(person)) {
        if (parent == kNobody) continue;
        char& here = connected[static_cast<std::size_t>(person)];
        char& there = connected[static_cast<std::size_t>(parent)];
        grown |= here != there;
        here = there = static_cast<char>(here | there);
      }
    }
  }
  for (std::size_t i = 0; i < wanted_.size(); ++i) wanted_[i] = static_cast<char>(wanted_[i] & connected[i]);
}

void LocusGraphBuilder::add_person(PersonIndex person) {
  PersonState& state = state_of(person);
  const Pedigree& pedigree = input_->pedigree;
  weights_.clear();
  if (input_->draw != nullptr && pedigree.is_founder(person)) {
    add_drawn_founder(person, state);
  } else if (is_hemizygous(person)) {
    add_hemizygous(person, state);
  } else if (pedigree.is_founder(person)) {
    add_founder(person, state);
  } else {
    add_non_founder(person, state);
  }
  if (pedigree.is_founder(person) || graph_->constant == 0) return;
  const bool aliasable = person != input_->target && (state.kind == Kind::split || state.kind == Kind::hemizygous);
  const AlleleClasses& classes = input_->classes;
  if (!is_hemizygous(person)) {
    add_meiosis(pedigree.father(person), state.paternal, aliasable, classes.mutation(Sex::male));
  }
  add_meiosis(pedigree.mother(person), state.maternal, aliasable, classes.mutation(Sex::female));
}

void LocusGraphBuilder::add_genotype_weights(const PersonEvidence& evidence, const PersonState& state) {
  const std::size_t n = input_->classes.n_classes;
  std::vector<double> weight(n * n, 0.0);
  for (const auto& genotype : evidence.genotypes) {
    weight[genotype.x * n + genotype.y] = weight[genotype.y * n + genotype.x] = genotype.weight;
  }
  const auto maternal = static_cast<VariableIndex>(state.maternal.variable);
  if (state.kind == Kind::hemizygous) {
    double* table = graph_->add_table(maternal);
    for (const AlleleIndex a : state.maternal.alleles) *table++ = weight[a * n + a];
    return;
  }
  double* table = graph_->add_table(static_cast<VariableIndex>(state.paternal.variable), maternal);
  for (const AlleleIndex a : state.paternal.alleles) {
    for (const AlleleIndex b : state.maternal.alleles) *table++ = weight[a * n + b];
  }
}

void LocusGraphBuilder::settle_states(PersonState& state, Kind kind, bool is_target) {
  const std::size_t n = weights_.size();
  if (n == 0) {
    graph_->constant = 0;
    return;
  }
  state.kind = kind;
  if (n == 1 && !is_target) {
    state.kind = Kind::certain;
    graph_->multiply_constant(weights_.front());
    return;
  }
  const VariableIndex variable = graph_->add_variable(n);
  state.maternal.variable = variable;
  if (kind == Kind::joint) state.paternal.variable = variable;
  if (std::any_of(weights_.begin(), weights_.end(), [](double w) { return w != 1; })) {
    std::copy(weights_.begin(), weights_.end(), graph_->add_table(variable));
  }
  if (is_target) graph_->shape.free = {variable};
}

void LocusGraphBuilder::add_hemizygous(PersonIndex person, PersonState& state) {
  const bool is_target = person == input_->target;
  const bool founder = input_->pedigree.is_founder(person);
  const PersonEvidence& evidence = evidence_of(person);
  const std::vector<double>& p = input_->classes.frequencies;
  if (founder && !evidence.typed && !is_target && state.n_children == 1) {
    state.kind = Kind::population;
    return;
  }
  if (!founder) {
    possible_gametes(input_->pedigree.mother(person), input_->classes.mutation(Sex::female), from_mother_);
  }
  const auto list = [&](AlleleIndex x, double weight) {
    if (!founder && from_mother_[x] == 0) return;
    state.maternal.alleles.push_back(x);
    weights_.push_back(founder ? weight * p[x] : weight);
  };
  if (evidence.typed) {
    for (const auto& genotype : evidence.genotypes) list(genotype.x, genotype.weight);
  } else {
    for (std::size_t x = 0; x < p.size(); ++x) list(static_cast<AlleleIndex>(x), 1);
  }
  settle_states(state, Kind::hemizygous, is_target);
  if (state.kind == Kind::certain) state.paternal.alleles = state.maternal.alleles;
}

void LocusGraphBuilder::add_non_founder(PersonIndex person, PersonState& state) {
  const AlleleClasses& classes = input_->classes;
  possible_gametes(input_->pedigree.father(person), classes.mutation(Sex::male), from_father_);
  possible_gametes(input_->pedigree.mother(person), classes.mutation(Sex::female), from_mother_);
  const PersonEvidence& evidence = evidence_of(person);
  if (evidence.typed && evidence.genotypes.size() <= 2 * classes.n_classes) {
    add_ordered_genotypes(person, state);
    return;
  }
  add_split(state, evidence);
  if (person == input_->target && graph_->constant != 0) {
    graph_->shape.free = {static_cast<VariableIndex>(state.paternal.variable),
                          static_cast<VariableIndex>(state.maternal.variable)};
  }
}

void LocusGraphBuilder::add_ordered_genotypes(PersonIndex person, PersonState& state) {
  const auto list = [&](AlleleIndex paternal, AlleleIndex maternal, double weight) {
    if (from_father_[paternal] == 0 || from_mother_[maternal] == 0) return;
    state.paternal.alleles.push_back(paternal);
    state.maternal.alleles.push_back(maternal);
    weights_.push_back(weight);
  };
  const auto& genotypes = evidence_of(person).genotypes;
  for (const auto& genotype : genotypes) {
    list(genotype.x, genotype.y, genotype.weight);
    if (genotype.x != genotype.y) list(genotype.y, genotype.x, genotype.weight);
  }
  state.one_genotype = genotypes.size() == 1;
  settle_states(state, Kind::joint, false);
}

void LocusGraphBuilder::add_split(PersonState& state, const PersonEvidence& evidence) {
  state.kind = Kind::split;
  const std::size_t n = input_->classes.n_classes;
  const auto open = [&](Side& side, const std::vector<char>& possible) {
    for (std::size_t a = 0; a < n; ++a) {
      if (possible[a] != 0) side.alleles.push_back(static_cast<AlleleIndex>(a));
    }
    if (side.alleles.empty()) {
      graph_->constant = 0;
      return;
    }
    side.variable = graph_->add_variable(side.alleles.size());
  };
  open(state.paternal, from_father_);
  open(state.maternal, from_mother_);
  if (!evidence.typed || graph_->constant == 0) return;
  add_genotype_weights(evidence, state);
}

}  // namespace kith::pedigree

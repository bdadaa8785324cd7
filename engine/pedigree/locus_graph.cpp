#include "pedigree/locus_graph.hpp"

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

void LocusGraphBuilder::possible_gametes(PersonIndex parent, const double* mutation,
                                         std::vector<char>& possible) const {
  const PersonState& state = state_of(parent);
  if (mutation != nullptr || state.kind == Kind::population) {
    possible.assign(input_->classes.n_classes, 1);
    return;
  }
  possible.assign(input_->classes.n_classes, 0);
  for (const AlleleIndex a : state.paternal.alleles) possible[a] = 1;
  for (const AlleleIndex a : state.maternal.alleles) possible[a] = 1;
}

void LocusGraphBuilder::add_meiosis(PersonIndex parent_index, const Side& child, bool child_is_split,
                                    const double* mutation) {
  const PersonState& parent = state_of(parent_index);
  KITH_CHECK(parent.kind != Kind::absent);
  if (parent.kind == Kind::population || parent.kind == Kind::certain || parent.one_genotype) {
    add_certain_parent(parent, child, mutation);
  } else if (child.variable == kNoVariable) {
    add_certain_child(parent, child.alleles.front(), mutation);
  } else if (parent.kind == Kind::hemizygous) {
    double* table = graph_->add_table(static_cast<VariableIndex>(parent.maternal.variable),
                                      static_cast<VariableIndex>(child.variable));
    for (const AlleleIndex from : parent.maternal.alleles) {
      for (const AlleleIndex to : child.alleles) *table++ = change(from, to, mutation);
    }
  } else if (parent.kind == Kind::joint && child.alleles.size() <= 2) {
    double* table = graph_->add_table(static_cast<VariableIndex>(parent.maternal.variable),
                                      static_cast<VariableIndex>(child.variable));
    for (std::size_t s = 0; s < parent.maternal.alleles.size(); ++s) {
      for (const AlleleIndex to : child.alleles) {
        *table++ = 0.5 * change(parent.paternal.alleles[s], to, mutation) +
                   0.5 * change(parent.maternal.alleles[s], to, mutation);
      }
    }
  } else {
    add_selection(parent, child, mutation, child_is_split && mutation == nullptr);
  }
}

/// The gamete's distribution does not depend on any variable.
void LocusGraphBuilder::add_certain_parent(const PersonState& parent, const Side& child, const double* mutation) {
  const auto probability = [&](AlleleIndex to) {
    if (parent.kind != Kind::population) {
      return 0.5 * change(parent.paternal.alleles.front(), to, mutation) +
             0.5 * change(parent.maternal.alleles.front(), to, mutation);
    }
    const std::vector<double>& p = input_->classes.frequencies;
    if (mutation == nullptr) return p[to];
    double sum = 0;
    for (std::size_t from = 0; from < p.size(); ++from) sum += p[from] * mutation[from * p.size() + to];
    return sum;
  };
  if (child.variable == kNoVariable) {
    graph_->multiply_constant(probability(child.alleles.front()));
    return;
  }
  double* table = graph_->add_table(static_cast<VariableIndex>(child.variable));
  for (const AlleleIndex to : child.alleles) *table++ = probability(to);
}

void LocusGraphBuilder::add_certain_child(const PersonState& parent, AlleleIndex to, const double* mutation) {
  const auto maternal = static_cast<VariableIndex>(parent.maternal.variable);
  if (parent.kind == Kind::hemizygous) {
    double* table = graph_->add_table(maternal);
    for (const AlleleIndex from : parent.maternal.alleles) *table++ = change(from, to, mutation);
  } else if (parent.kind == Kind::joint) {
    double* table = graph_->add_table(maternal);
    for (std::size_t s = 0; s < parent.maternal.alleles.size(); ++s) {
      *table++ = 0.5 * change(parent.paternal.alleles[s], to, mutation) +
                 0.5 * change(parent.maternal.alleles[s], to, mutation);
    }
  } else {
    double* table = graph_->add_table(static_cast<VariableIndex>(parent.paternal.variable), maternal);
    for (const AlleleIndex a : parent.paternal.alleles) {
      for (const AlleleIndex b : parent.maternal.alleles) {
        *table++ = 0.5 * change(a, to, mutation) + 0.5 * change(b, to, mutation);
      }
    }
  }
}

/// Mendel's law as a selection. Without mutation an untyped child's own allele is the gamete; else the gamete is a
/// variable of its own, with the table gamete -> child's allele.
void LocusGraphBuilder::add_selection(const PersonState& parent, const Side& child, const double* mutation,
                                      bool gamete_is_child) {
  place_.assign(input_->classes.n_classes, -1);
  auto gamete = static_cast<VariableIndex>(child.variable);
  if (gamete_is_child) {
    for (std::size_t s = 0; s < child.alleles.size(); ++s) place_[child.alleles[s]] = static_cast<std::int32_t>(s);
  } else {
    std::vector<AlleleIndex> sent;
    for (const Side* side : {&parent.paternal, &parent.maternal}) {
      for (const AlleleIndex a : side->alleles) {
        if (place_[a] >= 0) continue;
        if (mutation == nullptr && std::find(child.alleles.begin(), child.alleles.end(), a) == child.alleles.end())
          continue;
        place_[a] = static_cast<std::int32_t>(sent.size());
        sent.push_back(a);
      }
    }
    if (sent.empty()) {
      graph_->constant = 0;
      return;
    }
    gamete = graph_->add_variable(sent.size());
    double* table = graph_->add_table(gamete, static_cast<VariableIndex>(child.variable));
    for (const AlleleIndex from : sent) {
      for (const AlleleIndex to : child.alleles) *table++ = change(from, to, mutation);
    }
  }
  GraphShape::Selection selection{.gamete = gamete};
  std::array<std::uint32_t, 2> offsets{};
  const std::array sides{&parent.paternal, &parent.maternal};
  for (std::size_t k = 0; k < 2; ++k) {
    selection.slot[k] = static_cast<VariableIndex>(sides[k]->variable);
    offsets[k] = static_cast<std::uint32_t>(graph_->maps.size());
    for (const AlleleIndex a : sides[k]->alleles) graph_->maps.push_back(place_[a]);
  }
  graph_->shape.selections.push_back(selection);
  graph_->map_offset.push_back(offsets);
}

}  // namespace kith::pedigree

#include "pedigree/linked/linked_graph.hpp"

#include <algorithm>
#include <cstdint>

#include "core/check.hpp"

namespace kith::pedigree {

using genetics::Sex;

LinkedGraphBuilder::LinkedGraphBuilder(std::size_t n_persons, EliminationGraph& graph)
    : graph_(graph), exchanged_(n_persons, false) {}

void LinkedGraphBuilder::add_locus(const LinkedLocusInput& input) {
  input_ = &input;
  persons_.assign(input.pedigree.size(), {});
  choices_.emplace_back(input.pedigree.size(), std::array{kNoVariable, kNoVariable});
  mark_wanted();
  for (const PersonIndex person : input.pedigree.parents_first()) {
    if (graph_.constant == 0) return;
    if (at(person).wanted) add_person(person);
  }
}

const EvidenceCases* LinkedGraphBuilder::cases_of(PersonIndex index) const {
  return input_->cases != nullptr && input_->cases->person == index ? input_->cases : nullptr;
}

bool LinkedGraphBuilder::is_typed(PersonIndex person) const {
  return cases_of(person) != nullptr || input_->evidence[static_cast<std::size_t>(person)].typed;
}

void LinkedGraphBuilder::mark_wanted() {
  const Pedigree& pedigree = input_->pedigree;
  for (std::size_t i = pedigree.size(); i-- > 0;) {
    const PersonIndex index = pedigree.parents_first()[i];
    Person& person = at(index);
    person.wanted = person.wanted || is_typed(index);
    if (!person.wanted || pedigree.is_founder(index)) continue;
    for (const PersonIndex parent : {pedigree.father(index), pedigree.mother(index)}) {
      at(parent).wanted = true;
      ++at(parent).n_children;
    }
  }
}

void LinkedGraphBuilder::add_person(PersonIndex index) {
  Person& person = at(index);
  const bool founder = input_->pedigree.is_founder(index);
  person.may_exchange = founder && !exchanged_[static_cast<std::size_t>(index)];
  if (is_typed(index)) {
    add_typed(index, person);
  } else if (founder && person.n_children == 1) {
    person.population = true;
  } else {
    add_untyped(person, founder);
  }
  if (founder || graph_.constant == 0) return;
  add_meiosis(at(input_->pedigree.father(index)), index, 0, input_->classes.mutation(Sex::male));
  add_meiosis(at(input_->pedigree.mother(index)), index, 1, input_->classes.mutation(Sex::female));
}

void LinkedGraphBuilder::add_untyped(Person& person, bool founder) {
  for (Side& side : person.side) {
    for (std::size_t a = 0; a < input_->classes.n_classes; ++a) side.alleles.push_back(static_cast<AlleleIndex>(a));
    side.variable = graph_.add_variable(input_->classes.n_classes);
    const auto& frequencies = input_->classes.frequencies;
    if (founder) std::copy(frequencies.begin(), frequencies.end(), graph_.add_table(side.index()));
  }
}

/// With `one_order` of a genotype {x, y} only (x, y), for both.
LinkedGraphBuilder::States LinkedGraphBuilder::states_of(PersonIndex index, bool one_order) const {
  const bool founder = input_->pedigree.is_founder(index);
  const auto& p = input_->classes.frequencies;
  const EvidenceCases* cases = cases_of(index);
  const std::span<const std::vector<genetics::WeightedGenotype>>
      lists = cases != nullptr ? std::span(cases->genotypes)
                               : std::span(&input_->evidence[static_cast<std::size_t>(index)].genotypes, 1);
  constexpr std::uint32_t kNowhere = 0xffffffffU;
  const std::size_t n = input_->classes.n_classes;
  std::vector<std::uint32_t> place(n * n, kNowhere);  // per ordered genotype: its state
  States states;
  const auto list_state = [&](AlleleIndex paternal, AlleleIndex maternal) {
    std::uint32_t& state = place[paternal * n + maternal];
    if (state != kNowhere) return;
    state = static_cast<std::uint32_t>(states.paternal.size());
    states.paternal.push_back(paternal);
    states.maternal.push_back(maternal);
  };
  for (const auto& list : lists) {
    for (const auto& genotype : list) {
      list_state(genotype.x, genotype.y);
      if (!one_order) list_state(genotype.y, genotype.x);
    }
  }
  const std::size_t n_states = states.paternal.size();
  states.n_cases = lists.size();
  states.weights.assign(lists.size() * n_states, 0.0);
  for (std::size_t k = 0; k < lists.size(); ++k) {
    double* weights = states.weights.data() + k * n_states;
    for (const auto& genotype : lists[k]) {
      const double orders = one_order && genotype.x != genotype.y ? 2 : 1;
      const double weight = orders * genotype.weight * (founder ? p[genotype.x] * p[genotype.y] : 1);
      weights[place[genotype.x * n + genotype.y]] = weight;
      if (!one_order) weights[place[genotype.y * n + genotype.x]] = weight;
    }
  }
  return states;
}

void LinkedGraphBuilder::add_typed(PersonIndex index, Person& person) {
  const EvidenceCases* cases = cases_of(index);
  const States states = states_of(index, false);
  if (states.paternal.empty()) {
    graph_.constant = 0;
    return;
  }
  if (states.paternal.size() > 2 * input_->classes.n_classes) {
    add_split(states, cases, person);
    return;
  }
  const States& kept = person.may_exchange ? states_of(index, true) : states;
  if (person.may_exchange && kept.paternal.size() < states.paternal.size() && person.n_children > 0) {
    exchanged_[static_cast<std::size_t>(index)] = true;
  }
  person.may_exchange = false;
  person.side[0].alleles = kept.paternal;
  person.side[1].alleles = kept.maternal;
  if (cases == nullptr && kept.paternal.size() == 1) {
    graph_.multiply_constant(kept.weights.front());
    return;
  }
  const VariableIndex variable = graph_.add_variable(kept.paternal.size());
  person.side[0].variable = person.side[1].variable = variable;
  double* table = cases != nullptr ? graph_.add_table(cases->variable, variable) : graph_.add_table(variable);
  std::copy(kept.weights.begin(), kept.weights.end(), table);
}

/// One variable for each side: most pairs of alleles fit.
void LinkedGraphBuilder::add_split(const States& states, const EvidenceCases* cases, Person& person) {
  add_untyped(person, false);
  const std::size_t n = input_->classes.n_classes;
  const std::array sides{person.side[0].index(), person.side[1].index()};
  double* table = cases != nullptr ? graph_.add_table({cases->variable, sides[0], sides[1]})
                                   : graph_.add_table(sides[0], sides[1]);
  std::fill_n(table, states.n_cases * n * n, 0.0);
  for (std::size_t k = 0; k < states.n_cases; ++k) {
    for (std::size_t s = 0; s < states.paternal.size(); ++s) {
      table[(k * n + states.paternal[s]) * n + states.maternal[s]] = states.weights[k * states.paternal.size() + s];
    }
  }
}

double LinkedGraphBuilder::change(AlleleIndex from, AlleleIndex to, const double* mutation) const {
  if (mutation == nullptr) return from == to ? 1 : 0;
  return mutation[from * input_->classes.n_classes + to];
}

void LinkedGraphBuilder::add_meiosis(Person& parent, PersonIndex child_index, std::size_t which,
                                     const double* mutation) {
  const Side& child = at(child_index).side[which];
  const auto& side = parent.side;
  const auto from_side = [&](std::size_t chosen) {
    return [&, chosen](AlleleIndex to, std::size_t, std::size_t state) {
      return change(side[chosen].alleles[state], to, mutation);
    };
  };
  int& choice = choices_.back()[static_cast<std::size_t>(child_index)][which];
  if (parent.population) {
    add_random_gamete(child, mutation);
  } else if (side[0].variable == side[1].variable && side[0].alleles == side[1].alleles) {
    add_table_over(kNoVariable, child, side[0], from_side(0));  // two copies of one allele: no choice
  } else if (parent.may_exchange) {
    parent.may_exchange = false;
    exchanged_[static_cast<std::size_t>(which == 0 ? input_->pedigree.father(child_index)
                                                   : input_->pedigree.mother(child_index))] = true;
    choice = kFirstSide;
    add_table_over(kNoVariable, child, side[0], from_side(0));
  } else {
    choice = graph_.add_variable(2);
    graph_.shape.late.push_back(static_cast<VariableIndex>(choice));
    if (side[0].variable == side[1].variable) {
      add_table_over(choice, child, side[0], [&](AlleleIndex to, std::size_t chosen, std::size_t state) {
        return change(side[chosen].alleles[state], to, mutation);
      });
      return;
    }
    for (std::size_t slot = 0; slot < 2; ++slot) {  // each side speaks only where it is chosen
      add_table_over(choice, child, side[slot], [&](AlleleIndex to, std::size_t chosen, std::size_t state) {
        return chosen == slot ? change(side[slot].alleles[state], to, mutation) : 1.0;
      });
    }
  }
}

void LinkedGraphBuilder::add_random_gamete(const Side& child, const double* mutation) {
  const AlleleClasses& classes = input_->classes;
  add_table_over(kNoVariable, child, Side{}, [&](AlleleIndex to, std::size_t, std::size_t) {
    if (mutation == nullptr) return classes.frequencies[to];
    double sum = 0;
    for (std::size_t from = 0; from < classes.n_classes; ++from) {
      sum += classes.frequencies[from] * mutation[from * classes.n_classes + to];
    }
    return sum;
  });
}

template <class Value>
void LinkedGraphBuilder::add_table_over(int choice, const Side& child, const Side& parent, Value value) {
  std::array<VariableIndex, 3> variables{};
  std::size_t n = 0;
  if (choice >= 0) variables[n++] = static_cast<VariableIndex>(choice);
  if (parent.variable != kNoVariable) variables[n++] = parent.index();
  if (child.variable != kNoVariable) variables[n++] = child.index();
  double single = 0;
  double* table = &single;
  if (n == 1) table = graph_.add_table(variables[0]);
  if (n == 2) table = graph_.add_table(variables[0], variables[1]);
  if (n == 3) table = graph_.add_table({variables[0], variables[1], variables[2]});
  const std::size_t n_choices = choice >= 0 ? 2 : 1;
  const std::size_t n_states = parent.variable == kNoVariable ? 1 : parent.alleles.size();
  for (std::size_t chosen = 0; chosen < n_choices; ++chosen) {
    for (std::size_t state = 0; state < n_states; ++state) {
      for (const AlleleIndex to : child.alleles) *table++ = value(to, chosen, state);
    }
  }
  if (n == 0) graph_.multiply_constant(single);
}

/// A choice that matters at one locus only is a fair coin; one that exchanging the sides made counts twice, for both.
void LinkedGraphBuilder::couple(double recombination) {
  KITH_CHECK(choices_.size() == 2);
  const double agree = 1 - recombination;
  for (std::size_t person = 0; person < choices_[0].size(); ++person) {
    for (std::size_t parent = 0; parent < 2; ++parent) {
      const int a = choices_[0][person][parent];
      const int b = choices_[1][person][parent];
      if (a >= 0 && b >= 0) {
        double* table = graph_.add_table(static_cast<VariableIndex>(a), static_cast<VariableIndex>(b));
        table[0] = table[3] = agree / 2;
        table[1] = table[2] = recombination / 2;
      } else if (a >= 0 || b >= 0) {
        const bool is_made = a == kFirstSide || b == kFirstSide;
        double* table = graph_.add_table(static_cast<VariableIndex>(std::max(a, b)));
        table[0] = is_made ? agree : 0.5;
        table[1] = is_made ? recombination : 0.5;
      }
    }
  }
}

}  // namespace kith::pedigree

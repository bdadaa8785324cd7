#include "pedigree/linked_likelihood.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "pedigree/locus_evidence.hpp"
#include "pedigree/workspace.hpp"

namespace kith::pedigree {
namespace {

using genetics::AlleleIndex;
using genetics::Marker;

constexpr int kNoVariable = -1;

/// One of the two alleles of a person at a locus, as a function of a variable's state.
struct Side {
  int variable = kNoVariable;
  std::vector<AlleleIndex> alleles{};  ///< per state; one entry without a variable

  [[nodiscard]] VariableIndex index() const { return static_cast<VariableIndex>(variable); }
};

struct PersonSides {
  bool wanted = false;
  bool population = false;  ///< untyped founder with one child: the child's allele is a random one
  std::uint32_t n_children = 0;
  std::array<Side, 2> side{};  ///< paternal, maternal; equal variables where one variable is the ordered genotype
};

/// Adds one locus to the graph. Remembers, for each meiosis, the variable of its choice.
class LinkedLocus {
 public:
  LinkedLocus(const Pedigree& pedigree, const Workspace& workspace, EliminationGraph& graph)
      : pedigree_(pedigree), classes_(workspace.classes), evidence_(workspace.evidence), graph_(graph) {
    persons_.resize(pedigree.size());
    choice_.assign(pedigree.size(), {kNoVariable, kNoVariable});
    mark_wanted();
    for (const PersonIndex person : pedigree.parents_first()) {
      if (graph_.constant == 0) return;
      if (at(person).wanted) add_person(person);
    }
  }

  /// The variable of the choice that the father (0) or the mother (1) of `person` made; -1 where it does not matter.
  [[nodiscard]] int choice(std::size_t person, std::size_t parent) const { return choice_[person][parent]; }

 private:
  PersonSides& at(PersonIndex person) { return persons_[static_cast<std::size_t>(person)]; }
  [[nodiscard]] const PersonEvidence& evidence_of(PersonIndex person) const {
    return evidence_[static_cast<std::size_t>(person)];
  }

  void mark_wanted() {
    for (std::size_t i = pedigree_.size(); i-- > 0;) {
      const PersonIndex index = pedigree_.parents_first()[i];
      PersonSides& person = at(index);
      person.wanted = person.wanted || evidence_of(index).typed;
      if (!person.wanted || pedigree_.is_founder(index)) continue;
      for (const PersonIndex parent : {pedigree_.father(index), pedigree_.mother(index)}) {
        at(parent).wanted = true;
        ++at(parent).n_children;
      }
    }
  }

  void add_person(PersonIndex index) {
    PersonSides& person = at(index);
    const bool founder = pedigree_.is_founder(index);
    if (evidence_of(index).typed) {
      add_typed(index, person, founder);
    } else if (founder && person.n_children == 1) {
      person.population = true;
    } else {
      for (Side& side : person.side) {
        for (std::size_t a = 0; a < classes_.n_classes; ++a) side.alleles.push_back(static_cast<AlleleIndex>(a));
        side.variable = graph_.add_variable(classes_.n_classes);
        if (founder)
          std::copy(classes_.frequencies.begin(), classes_.frequencies.end(), graph_.add_table(side.index()));
      }
    }
    if (founder || graph_.constant == 0) return;
    add_meiosis(at(pedigree_.father(index)), index, 0, classes_.mutation(Sex::male));
    add_meiosis(at(pedigree_.mother(index)), index, 1, classes_.mutation(Sex::female));
  }

  void add_typed(PersonIndex index, PersonSides& person, bool founder) {
    std::vector<double> weights;
    const auto list = [&](AlleleIndex paternal, AlleleIndex maternal, double weight) {
      person.side[0].alleles.push_back(paternal);
      person.side[1].alleles.push_back(maternal);
      weights.push_back(founder ? weight * classes_.frequencies[paternal] * classes_.frequencies[maternal] : weight);
    };
    for (const auto& genotype : evidence_of(index).genotypes) {
      list(genotype.x, genotype.y, genotype.weight);
      if (genotype.x != genotype.y) list(genotype.y, genotype.x, genotype.weight);
    }
    if (weights.empty()) {
      graph_.constant = 0;
    } else if (weights.size() == 1) {
      graph_.multiply_constant(weights.front());
    } else {
      const VariableIndex variable = graph_.add_variable(weights.size());
      person.side[0].variable = person.side[1].variable = variable;
      std::copy(weights.begin(), weights.end(), graph_.add_table(variable));
    }
  }

  [[nodiscard]] double change(AlleleIndex from, AlleleIndex to, const double* mutation) const {
    if (mutation == nullptr) return from == to ? 1 : 0;
    return mutation[from * classes_.n_classes + to];
  }

  void add_meiosis(const PersonSides& parent, PersonIndex child_index, std::size_t which, const double* mutation) {
    const Side& child = at(child_index).side[which];
    if (parent.population) {
      add_random_gamete(child, mutation);
      return;
    }
    if (parent.side[0].variable == kNoVariable && parent.side[0].alleles == parent.side[1].alleles) {
      add_table_over(
          {}, child,
          [&](AlleleIndex to, std::size_t, std::size_t) {
            return change(parent.side[0].alleles.front(), to, mutation);
          },
          parent.side[0]);
      return;
    }
    const VariableIndex choice = graph_.add_variable(2);
    choice_[static_cast<std::size_t>(child_index)][which] = choice;
    if (parent.side[0].variable == parent.side[1].variable) {
      add_table_over(
          {choice}, child,
          [&](AlleleIndex to, std::size_t chosen, std::size_t state) {
            return change(parent.side[chosen].alleles[state], to, mutation);
          },
          parent.side[0]);
      return;
    }
    for (std::size_t slot = 0; slot < 2; ++slot) {  // each side speaks only where it is chosen
      add_table_over(
          {choice}, child,
          [&](AlleleIndex to, std::size_t chosen, std::size_t state) {
            return chosen == slot ? change(parent.side[slot].alleles[state], to, mutation) : 1.0;
          },
          parent.side[slot]);
    }
  }

  void add_random_gamete(const Side& child, const double* mutation) {
    add_table_over(
        {}, child,
        [&](AlleleIndex to, std::size_t, std::size_t) {
          if (mutation == nullptr) return classes_.frequencies[to];
          double sum = 0;
          for (std::size_t from = 0; from < classes_.n_classes; ++from) {
            sum += classes_.frequencies[from] * mutation[from * classes_.n_classes + to];
          }
          return sum;
        },
        Side{});
  }

  /// A table over (choice, parent's variable, child's variable), as far as they are there: value(to, choice, state).
  template <class Value>
  void add_table_over(std::initializer_list<VariableIndex> choice, const Side& child, Value value, const Side& parent) {
    const std::size_t n_choices = choice.size() == 0 ? 1 : 2;
    const std::size_t n_states = parent.variable == kNoVariable ? 1 : parent.alleles.size();
    double single = 0;
    double* table = &single;
    const bool has_parent = parent.variable != kNoVariable;
    const bool has_child = child.variable != kNoVariable;
    if (choice.size() == 0) {
      if (has_parent && has_child) table = graph_.add_table({parent.index(), child.index()});
      if (has_parent != has_child) table = graph_.add_table({has_parent ? parent.index() : child.index()});
    } else {
      const VariableIndex c = *choice.begin();
      if (has_parent && has_child) table = graph_.add_table({c, parent.index(), child.index()});
      if (has_parent != has_child) table = graph_.add_table({c, has_parent ? parent.index() : child.index()});
      if (!has_parent && !has_child) table = graph_.add_table({c});
    }
    double* next = table;
    for (std::size_t chosen = 0; chosen < n_choices; ++chosen) {
      for (std::size_t state = 0; state < n_states; ++state) {
        for (const AlleleIndex to : child.alleles) *next++ = value(to, chosen, state);
      }
    }
    if (table == &single) graph_.multiply_constant(single);
  }

  const Pedigree& pedigree_;
  const AlleleClasses& classes_;
  const std::vector<PersonEvidence>& evidence_;
  EliminationGraph& graph_;
  std::vector<PersonSides> persons_;
  std::vector<std::array<int, 2>> choice_;
};

/// Ties the choices of every meiosis at the two loci together; a choice that matters at one locus only is a fair coin.
void couple(const LinkedLocus& first, const LinkedLocus& second, double recombination, std::size_t n_persons,
            EliminationGraph& graph) {
  for (std::size_t person = 0; person < n_persons; ++person) {
    for (std::size_t parent = 0; parent < 2; ++parent) {
      const int a = first.choice(person, parent);
      const int b = second.choice(person, parent);
      if (a != kNoVariable && b != kNoVariable) {
        double* table = graph.add_table({static_cast<VariableIndex>(a), static_cast<VariableIndex>(b)});
        table[0] = table[3] = (1 - recombination) / 2;
        table[1] = table[2] = recombination / 2;
      } else if (a != kNoVariable || b != kNoVariable) {
        double* table = graph.add_table(static_cast<VariableIndex>(a != kNoVariable ? a : b));
        table[0] = table[1] = 0.5;
      }
    }
  }
}

}  // namespace

Result<double> linked_log_likelihood(const Marker& first, const Marker& second, double recombination,
                                     const Pedigree& pedigree, const LinkedObservations& observed, Workspace& workspace,
                                     const LikelihoodOptions& options) {
  for (const Marker* marker : {&first, &second}) {
    if (marker->theta() > 0 || marker->kind() != genetics::MarkerKind::autosomal) {
      return Error{Errc::bad_parameter,
                   "marker " + marker->name() + ": linkage is computed for autosomal markers, theta = 0"};
    }
  }
  if (!(recombination >= 0 && recombination <= 0.5)) {
    return Error{Errc::bad_parameter,
                 "recombination fraction " + std::to_string(recombination) + " is not in [0, 0.5]"};
  }
  EliminationGraph& graph = workspace.graph;
  graph.clear();
  auto ready = prepare_locus(first, pedigree, observed.first, kNobody, options, workspace);
  if (!ready) return ready.error();
  const LinkedLocus at_first(pedigree, workspace, graph);
  ready = prepare_locus(second, pedigree, observed.second, kNobody, options, workspace);
  if (!ready) return ready.error();
  constexpr double kImpossible = -std::numeric_limits<double>::infinity();
  if (graph.constant == 0) return kImpossible;
  const LinkedLocus at_second(pedigree, workspace, graph);
  if (graph.constant == 0) return kImpossible;
  couple(at_first, at_second, recombination, pedigree.size(), graph);
  if (graph.shape.domain.size() > kMaxVariables) {
    return Error{Errc::cost_limit_exceeded, "markers " + first.name() + " and " + second.name() + ": too many persons"};
  }
  const auto table = workspace.eliminate(options.cost_limit);
  if (table.empty()) {
    return Error{Errc::cost_limit_exceeded, "markers " + first.name() + " and " + second.name() +
                                                " together need about " + std::to_string(workspace.predicted_cost) +
                                                " steps"};
  }
  if (table.front() == 0) return kImpossible;
  return std::log(table.front()) + std::log(graph.constant) + graph.log_constant + workspace.runner.log_scale();
}

}  // namespace kith::pedigree

// pedigree/linked/linked_graph.hpp — two linked loci of a family as one elimination graph (linked_likelihood.hpp says
// of what).
//
// Per locus: a typed person has one variable, his ordered genotype (none where it is certain); where more genotypes fit
// than two alleles have states, and where he is untyped, one variable for each side. An untyped founder with one child
// is a random allele. A meiosis has a choice (paternal or maternal allele of the parent) where the parent's two
// alleles can differ; the choices of one meiosis at the two loci are tied together by the recombination fraction.
//
// A founder's two sides can be exchanged at both loci at once, with all his choices: nothing else changes. So half of
// the sum is enough: of a typed founder one order of his two alleles at the first locus, of an untyped one the choice
// that his first child gets the first side.
//
// Choices are late variables: alleles first, given the choices, then choices across the loci (as in Lander & Green
// 1987) is often the cheaper order; find_order() tries both.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "pedigree/elimination/elimination_graph.hpp"
#include "pedigree/family/pedigree.hpp"
#include "pedigree/locus/locus_graph.hpp"
#include "pedigree/locus/lumping.hpp"

namespace kith::pedigree {

/// What one person may show instead of what his evidence says: one list of genotypes (in allele classes) for each of
/// several cases.
struct EvidenceCases {
  PersonIndex person = kNobody;
  VariableIndex variable = 0;  ///< which case it is
  std::vector<std::vector<genetics::WeightedGenotype>> genotypes{};
};

/// One locus made ready.
struct LinkedLocusInput {
  const Pedigree& pedigree;
  const AlleleClasses& classes;
  std::span<const PersonEvidence> evidence;  ///< one per person
  const EvidenceCases* cases = nullptr;      ///< null: everybody shows what his evidence says
};

class LinkedGraphBuilder {
 public:
  LinkedGraphBuilder(std::size_t n_persons, EliminationGraph& graph);

  /// Adds the first locus, then the second. graph.constant is 0 where its observations are impossible.
  void add_locus(const LinkedLocusInput& input);
  /// After both.
  void couple(double recombination);

 private:
  using AlleleIndex = genetics::AlleleIndex;
  static constexpr int kNoVariable = -1;
  static constexpr int kFirstSide = -2;  ///< a choice that is made by exchanging the founder's sides

  /// One of the two alleles of a person, as a function of a variable's state.
  struct Side {
    int variable = kNoVariable;
    std::vector<AlleleIndex> alleles{};  ///< per state; one entry without a variable
    [[nodiscard]] VariableIndex index() const { return static_cast<VariableIndex>(variable); }
  };
  struct Person {
    bool wanted = false;
    bool population = false;    ///< untyped founder with one child: the child's allele is a random one
    bool may_exchange = false;  ///< a founder whose sides are still to be told apart, by his first child's choice
    std::uint32_t n_children = 0;
    std::array<Side, 2> side{};  ///< paternal, maternal; equal variables where one variable is the ordered genotype
  };
  /// The ordered genotypes that fit a person, and the weight of each: per case, then per state.
  struct States {
    std::vector<AlleleIndex> paternal;
    std::vector<AlleleIndex> maternal;
    std::size_t n_cases = 1;
    std::vector<double> weights;
  };
  using Choices = std::vector<std::array<int, 2>>;  ///< per person: of the father, of the mother

  Person& at(PersonIndex person) { return persons_[static_cast<std::size_t>(person)]; }
  [[nodiscard]] bool is_typed(PersonIndex person) const;
  void mark_wanted();
  void add_person(PersonIndex index);
  void add_untyped(Person& person, bool founder);
  void add_typed(PersonIndex index, Person& person);
  void add_split(const States& states, const EvidenceCases* cases, Person& person);
  [[nodiscard]] States states_of(PersonIndex index, bool one_order) const;
  [[nodiscard]] const EvidenceCases* cases_of(PersonIndex index) const;
  void add_meiosis(Person& parent, PersonIndex child_index, std::size_t which, const double* mutation);
  void add_random_gamete(const Side& child, const double* mutation);
  [[nodiscard]] double change(AlleleIndex from, AlleleIndex to, const double* mutation) const;
  /// A table over (choice, parent's variable, child's variable), as far as they are there: value(to, choice, state).
  template <class Value>
  void add_table_over(int choice, const Side& child, const Side& parent, Value value);

  EliminationGraph& graph_;
  std::vector<bool> exchanged_;   ///< per person: a founder whose sides are told apart
  std::vector<Choices> choices_;  ///< per locus
  const LinkedLocusInput* input_ = nullptr;
  std::vector<Person> persons_;
};

}  // namespace kith::pedigree

// pedigree/locus/locus_graph.hpp — from a pedigree and what was observed at one locus to the graph that elimination
// works on.
//
// Who needs which variables:
//   founder, typed                one state per genotype that fits (none if one fits)
//   founder, untyped              one state per unordered genotype; with a single child only the allele he hands on,
//     which
//                                 needs no variable at all
//   non-founder, typed            one state per ordered genotype (paternal, maternal) that fits
//   non-founder, untyped          two variables, his paternal and his maternal allele
//   male, X-linked                one allele
// A person whose genotype is certain separates his ancestors from his descendants: his meioses need no variable of his.
// Untyped persons without typed descendants are left out.
#pragma once

#include <array>
#include <numeric>
#include <span>
#include <vector>

#include "genetics/markers/observation.hpp"
#include "pedigree/elimination/elimination_graph.hpp"
#include "pedigree/family/pedigree.hpp"
#include "pedigree/locus/lumping.hpp"

namespace kith::pedigree {

/// Genotypes (in allele classes) that fit a person's observation; `typed` false: all of them.
struct PersonEvidence {
  bool typed = false;
  std::vector<genetics::WeightedGenotype> genotypes{};
};

/// theta > 0: which unknown founder alleles are copies of one another, and where the others are drawn from.
struct FounderDraw {
  std::span<const std::uint8_t> block_of;  ///< per unknown founder allele (see unknown_founder_alleles)
  std::span<const double> prior;           ///< per allele class
};

struct LocusInput {
  const Pedigree& pedigree;
  const AlleleClasses& classes;
  std::span<const PersonEvidence> evidence;  ///< one per person
  bool x_linked = false;
  PersonIndex target = kNobody;       ///< his genotype stays free; he is untyped
  bool whole_pedigree = false;        ///< with a target: those not connected to him count too
  const FounderDraw* draw = nullptr;  ///< null: founder alleles are independent draws from the frequencies
};

/// Alleles of the founders who matter: those known for certain, and how many of each other founder's have to be summed
/// over.
struct FounderAlleles {
  std::vector<genetics::AlleleIndex> known;  ///< classes
  std::vector<std::uint8_t> unknown;         ///< 1 or 2 per founder, parents first

  [[nodiscard]] std::size_t n_unknown() const {
    return std::accumulate(unknown.begin(), unknown.end(), std::size_t{0});
  }
};

class LocusGraphBuilder {
 public:
  /// Fills `graph`; graph.constant is 0 where the observations are impossible.
  void build(const LocusInput& input, EliminationGraph& graph);

  /// The founder alleles of a later build() of the same input (input.draw is not used). With a draw, build() leaves the
  /// probability of the known ones out.
  void list_founder_alleles(const LocusInput& input, FounderAlleles& alleles);

  /// After build() with a draw: the variable of each block of copies, and its allele classes by state.
  [[nodiscard]] std::size_t n_blocks() const { return blocks_.size(); }
  [[nodiscard]] VariableIndex block_variable(std::size_t block) const {
    return static_cast<VariableIndex>(blocks_[block].variable);
  }
  [[nodiscard]] std::span<const genetics::AlleleIndex> block_alleles(std::size_t block) const {
    return blocks_[block].alleles;
  }

  /// After build() with a target: allele classes of his paternal and maternal allele by state of the free variables.
  /// One free variable: both lists have one entry per state (a founder's unordered genotype, a male's X: equal lists).
  [[nodiscard]] std::span<const genetics::AlleleIndex> target_paternal() const;
  [[nodiscard]] std::span<const genetics::AlleleIndex> target_maternal() const;

 private:
  using AlleleIndex = genetics::AlleleIndex;
  static constexpr int kNoVariable = -1;

  enum class Kind : std::uint8_t {
    absent,      ///< left out
    population,  ///< untyped founder with one child: a random allele of the population
    certain,     ///< genotype known: alleles.front() of each side
    joint,       ///< one variable for the whole genotype
    split,       ///< one variable per side
    hemizygous,  ///< X of a male: one variable
  };
  struct Side {
    int variable = kNoVariable;
    std::vector<AlleleIndex> alleles;  ///< per state of the variable; one entry for a certain genotype
  };
  struct PersonState {
    Kind kind = Kind::absent;
    bool one_genotype = false;  ///< all states are the same unordered genotype (phase unknown)
    Side paternal;
    Side maternal;
    std::uint32_t n_children = 0;
  };

  void start(const LocusInput& input);
  void select_persons();
  void keep_connected_to_target();
  [[nodiscard]] std::uint8_t n_unknown_alleles(PersonIndex founder) const;
  void open_blocks();
  void add_drawn_founder(PersonIndex person, PersonState& state);
  void add_genotype_weights(const PersonEvidence& evidence, const PersonState& state);
  [[nodiscard]] std::array<PersonIndex, 2> parents_of(PersonIndex person) const;  ///< of those who hand on an allele
  void add_person(PersonIndex person);
  void add_founder(PersonIndex person, PersonState& state);
  void add_non_founder(PersonIndex person, PersonState& state);
  void add_hemizygous(PersonIndex person, PersonState& state);
  void add_ordered_genotypes(PersonIndex person, PersonState& state);
  void add_split(PersonState& state, const PersonEvidence& evidence);
  /// Turns the listed states (sides' alleles and weights_) into a certain genotype or a variable with its weights.
  void settle_states(PersonState& state, Kind kind, bool is_target);
  void add_meiosis(PersonIndex parent, const Side& child, bool child_is_split, const double* mutation);
  void add_certain_parent(const PersonState& parent, const Side& child, const double* mutation);
  void add_certain_child(const PersonState& parent, AlleleIndex to, const double* mutation);
  void add_selection(const PersonState& parent, const Side& child, const double* mutation, bool gamete_is_child);
  /// Marks the classes that `parent` can hand on.
  void possible_gametes(PersonIndex parent, const double* mutation, std::vector<char>& possible) const;
  /// P(parental allele `from` becomes `to`).
  [[nodiscard]] double change(AlleleIndex from, AlleleIndex to, const double* mutation) const;
  [[nodiscard]] bool is_hemizygous(PersonIndex person) const;
  PersonState& state_of(PersonIndex person) { return states_[static_cast<std::size_t>(person)]; }
  [[nodiscard]] const PersonState& state_of(PersonIndex person) const {
    return states_[static_cast<std::size_t>(person)];
  }
  [[nodiscard]] const PersonEvidence& evidence_of(PersonIndex person) const {
    return input_->evidence[static_cast<std::size_t>(person)];
  }

  const LocusInput* input_ = nullptr;
  EliminationGraph* graph_ = nullptr;
  std::vector<PersonState> states_;
  std::vector<char> from_father_;  // scratch: classes each parent can hand on
  std::vector<char> from_mother_;
  std::vector<char> wanted_;         // scratch of select_persons
  std::vector<double> weights_;      // scratch: observation weight of each listed state
  std::vector<Side> blocks_;         // theta: the variables of the blocks of copied founder alleles
  std::size_t next_unknown_ = 0;     // theta: the next unknown founder allele
  std::vector<std::int32_t> place_;  // scratch: state of a class in a gamete's variable
};

}  // namespace kith::pedigree

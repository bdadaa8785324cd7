// evidence/dna/dna_column.hpp — one unlinked marker as a column of evidence.
//
// H1: the remains are the missing person. H2: they are an unrelated person of the same population. With J(g) the joint
// probability of the relatives' data and the missing person's genotype g, P(g) the population's genotype probability
// and P(h | g) the observation model, the LR of a PM observation h is
//   sum_g P(h | g) J(g) / ( sum_g J(g) * sum_g P(h | g) P(g) )
// One elimination per (target, marker) gives J for all g at once, whatever the number of remains. With theta > 0 the
// denominator is sum_g P(h | g) Q(g), Q the joint probability of the relatives' data and an unrelated person's
// genotype.
//
// Direct references: P(own observation | g) weighs J(g). With a typing error e each of its alleles is read right with
// probability 1 - e, else as one of the population; an observation with dropout or of several amplifications is taken
// as it is.
//
// X-linked markers: both hypotheses are about a person of the missing person's sex. Remains known to be of the other
// sex score 0 here, and so do remains of unknown sex with two alleles beside a missing man: that they differ is the sex
// evidence's to say, once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/column/column.hpp"
#include "evidence/column/table_store.hpp"
#include "evidence/dna/kept_joints.hpp"
#include "genetics/markers/marker.hpp"
#include "genetics/markers/observation.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::evidence {

/// What one missing person's family shows at one marker. Pointers stay valid while the column lives.
struct TargetFamily {
  const pedigree::Pedigree* pedigree = nullptr;
  pedigree::PersonIndex person = pedigree::kNobody;          ///< the missing person
  std::vector<const genetics::Observation*> observations{};  ///< one per person of the pedigree; null: untyped
};

struct PmObservation {
  genetics::Observation observation{};
  genetics::Sex sex = genetics::Sex::unknown;  ///< of the remains; used by X-linked markers only
};

/// Per allele that a direct reference shows, the probability that it was read wrongly. Between 0.5 % of analyses
/// (Kloosterman, Sjerps & Quak 2014, some 40 alleles each) and the 1 % a locus that parentage programs take (Marshall
/// and others 1998).
inline constexpr double kTypingError = 0.001;

class DnaColumn final : public Column {
 public:
  /// `marker` outlives the column. `pm` lists the distinct PM observations; pm[0] is the untyped one. What costs
  /// enough of large families is looked for in `store` first, and left there.
  DnaColumn(const genetics::Marker& marker, std::vector<PmObservation> pm, std::vector<TargetFamily> targets,
            pedigree::LikelihoodOptions options = {}, TableStore* store = nullptr, double typing_error = 0);
  ~DnaColumn() override;

  [[nodiscard]] const std::string& name() const override { return marker_.name(); }
  [[nodiscard]] std::size_t n_rows() const override { return pm_.size(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override;
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override;
  [[nodiscard]] pedigree::CostForecast forecast_cost(TargetIndex target) const override;
  [[nodiscard]] bool is_incompatible(TargetIndex target, std::size_t row) const override;
  /// One elimination without mutation, whatever the number of rows.
  void find_incompatible(TargetIndex target, std::span<const std::uint32_t> rows,
                         std::span<bool> incompatible) const override;
  /// "a mutation of 1 step (26 for 25), a lost allele or a typing error".
  [[nodiscard]] std::string needs(TargetIndex target, std::size_t row) const override;
  /// The marker and how it is computed; the family's shape and what its members show; an observation.
  [[nodiscard]] bool append_key(std::string& key) const override;
  void append_target_key(TargetIndex target, std::string& key) const override;
  void append_row_key(std::size_t row, std::string& key) const override;

 private:
  /// A genotype that fits a PM observation, as a place in the joint table.
  struct Term {
    std::uint32_t place = 0;  ///< x * n + y, x <= y
    double weight = 1;        ///< P(observation | genotype)
  };
  /// The terms of every row, for persons with two copies of the marker or with one.
  struct TermTable {
    std::vector<std::uint32_t> first;  ///< per row, and one past the last
    std::vector<Term> terms;
    std::vector<double> log10_population;  ///< per row: log10 of sum_g P(h | g) P(g)

    /// sum_g P(h | g) joint(g), and its log10.
    [[nodiscard]] double sum(std::size_t row, const pedigree::TargetJoint& joint) const;
    [[nodiscard]] double log10_sum(std::size_t row, const pedigree::TargetJoint& joint) const;
  };

  [[nodiscard]] TermTable list_terms(bool hemizygous) const;
  /// J and, with theta > 0, Q of the head of this file, before the missing person's own observation. False: too costly.
  [[nodiscard]] bool find_joints(TargetIndex target, pedigree::Workspace& workspace, pedigree::TargetJoint& joint,
                                 pedigree::TargetJoint& unrelated) const;
  /// The same by way of the store.
  [[nodiscard]] bool store_joints(TargetIndex target, pedigree::Workspace& workspace, pedigree::TargetJoint& joint,
                                  pedigree::TargetJoint& unrelated) const;
  [[nodiscard]] bool compute_joints(const TargetFamily& family, pedigree::Workspace& workspace,
                                    pedigree::TargetJoint& joint, pedigree::TargetJoint& unrelated) const;
  /// J without mutation, with the missing person's own observation; its total is 0 where relatives do not fit each
  /// other.
  [[nodiscard]] bool find_strict_joint(const TargetFamily& family, pedigree::Workspace& workspace,
                                       pedigree::TargetJoint& joint) const;
  [[nodiscard]] bool is_worth_storing(TargetIndex target) const;
  [[nodiscard]] bool has_known_copies(const TargetFamily& family) const;
  [[nodiscard]] bool is_hemizygous(const TargetFamily& family) const;
  [[nodiscard]] bool is_scored(std::size_t row, const TargetFamily& family) const;

  const genetics::Marker& marker_;
  std::unique_ptr<genetics::Marker> strict_;  ///< the same marker without mutation, for is_incompatible
  std::vector<PmObservation> pm_;
  std::vector<TargetFamily> targets_;
  pedigree::LikelihoodOptions options_;
  TableStore* store_;
  double typing_error_;
  mutable KeptJoints kept_;
  TermTable diploid_;
  TermTable hemizygous_;  ///< X-linked markers only
};

/// An observation as a report shows it: "9/9.3", "9/9" for one allele seen (hemizygous: "9"), "9/?" for a partial
/// genotype.
[[nodiscard]] std::string describe(const genetics::Observation& observation, const genetics::Marker& marker,
                                   bool hemizygous = false);

}  // namespace kith::evidence

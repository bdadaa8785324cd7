// evidence/lineage/lineage_column.hpp — Y-STR and mtDNA haplotypes as one column each.
//
// H1: the remains are the missing person, whose line has a typed member (the reference) some meioses away.
// H2: they are an unrelated person. Compared is what both haplotypes and the database have: loci typed in both, ranges
// read in both. Loci and ranges that few haplotypes of the database cover are left out, and the explanation says so.
//   Y-STR:  LR = P(h | reference, meioses) / P(h)          genetics/haplotypes/y_haplotype.hpp; P(h):
//     haplotype_frequency.hpp
//           Of several typed men P(h | all of them), summed over the haplotypes of who stands between: line_alleles.hpp
//   mtDNA:  LR = P(class of D | meioses) / P(class of D)   D: differences between h and the reference, 0, 1 or 2 and
//           more (genetics/haplotypes/mt_haplotype.hpp); P(class of D): the share of the database that lies that far
//             from the
//           reference. For D = 0 that is the frequency of the haplotype.
// A haplotype counted in a database outside (genetics::CountedHaplotype) has the frequency of that count instead,
// wherever all that was queried is compared and equal: h for Y-STR, for mtDNA the reference at D = 0. Of several the
// one queried at most loci or positions counts, then the most frequent. Nothing is added to the haplotypes at hand.
//
// Both are one locus each and multiply with the other columns: lines of one population are taken to be as unrelated as
// their autosomal alleles. A line is shared by all its members: an LR says "of this line", never "this person".
//
// Every LR is finite: a mutation model gives every difference some probability. is_incompatible() is the practice's
// rule: three or more steps (Y-STR), two or more differences (mtDNA).
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "evidence/column/column.hpp"
#include "evidence/lineage/line_alleles.hpp"
#include "genetics/haplotypes/discrete_laplace.hpp"
#include "genetics/haplotypes/haplotype_frequency.hpp"
#include "genetics/haplotypes/mt_haplotype.hpp"
#include "genetics/haplotypes/y_haplotype.hpp"

namespace kith::evidence {

struct LineageOptions {
  genetics::FrequencyEstimator estimator = genetics::FrequencyEstimator::counting;
  double theta = 0;  ///< probability that two persons of the population share a line by recent common descent
  double
      line_error = 0;    ///< per meiosis, that a father is not the one of the pedigree: LR = (1 - w) LR + w, Y-STR only
  double two_steps = 0;  ///< share of Y-STR mutations that change two repeats
  /// Discrete Laplace: no frequency below genetics::least_knowable_frequency() of the database. Then no longer a
  /// distribution.
  bool bounded = false;
};

/// Misattributed fathers, per generation: about 1 % in genealogies (Larmuseau, Matthijs & Wenseleers 2016), 1.7 % of
/// men sure of it (Anderson 2006).
inline constexpr double kLineError = 0.01;

template <class Haplotype>
using Counts = std::vector<genetics::CountedHaplotype<Haplotype>>;

/// The member of a missing person's line that speaks for it.
template <class Haplotype>
struct LineReference {
  using Line = std::vector<LineNode<Haplotype>>;

  LineReference() = default;
  LineReference(const Haplotype* of, unsigned n_meioses, std::string who = {}, Line all = {})
      : haplotype(of), meioses(n_meioses), person(std::move(who)), line(std::move(all)) {}

  const Haplotype* haplotype = nullptr;  ///< null: nobody of the line is typed; outlives the column
  unsigned meioses = 0;                  ///< that separate him from the missing person; 0: his own sample
  std::string person;                    ///< for explanations
  Line line;                             ///< all typed members and who connects them; empty: the reference alone
};

class YColumn final : public Column {
 public:
  /// `pm` lists the distinct haplotypes of the remains; pm[0] is the untyped one. `database`: of unrelated men.
  YColumn(std::vector<genetics::YMarker> markers, std::vector<genetics::YHaplotype> pm,
          std::vector<LineReference<genetics::YHaplotype>> targets, std::vector<genetics::YHaplotype> database,
          const LineageOptions& options = {}, Counts<genetics::YHaplotype> counts = {});

  [[nodiscard]] const std::string& name() const override;
  [[nodiscard]] std::size_t n_rows() const override { return pm_.size(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override;
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override;
  [[nodiscard]] bool is_incompatible(TargetIndex target, std::size_t row) const override;
  [[nodiscard]] std::string explain(TargetIndex target, std::size_t row) const override;
  /// The estimator in force: discrete Laplace falls back to counting where the database has no locus it can use.
  [[nodiscard]] genetics::FrequencyEstimator estimator() const { return options_.estimator; }

 private:
  /// The loci that two haplotypes have in common, and the database over these loci.
  struct Comparison {
    std::vector<std::size_t> loci{};
    std::vector<std::size_t> known{};  ///< those that the database covers
    std::size_t n = 0;                 ///< haplotypes of the database that are typed at all known ones
    std::size_t singletons = 0;
    std::unordered_map<std::string, std::pair<std::size_t, double>> seen{};  ///< haplotype -> count, frequency
    double unseen = 0;                                                       ///< frequency of any other haplotype
  };
  struct Frequency {
    double log10 = 0;
    std::size_t matches = 0;
    const genetics::CountedHaplotype<genetics::YHaplotype>* outside = nullptr;  ///< the count it comes from, if any
  };

  void fit_discrete_laplace();
  void compare_all();
  [[nodiscard]] Comparison compare_at(std::vector<std::size_t> loci) const;
  [[nodiscard]] const Comparison& comparison(TargetIndex target, std::size_t row) const;
  [[nodiscard]] const genetics::CountedHaplotype<genetics::YHaplotype>* count_outside(
      const Comparison& loci, const genetics::YHaplotype& haplotype) const;
  /// None where nothing tells it.
  [[nodiscard]] std::optional<Frequency> frequency(const Comparison& loci, const genetics::YHaplotype& haplotype) const;
  [[nodiscard]] double transmission(std::span<const std::size_t> loci, const LineAlleles& line, std::size_t row) const;
  [[nodiscard]] LineAlleles line_of(TargetIndex target) const;
  /// Loci with the database's haplotypes that show them, the least typed left out.
  [[nodiscard]] std::vector<std::size_t> covered(const std::vector<std::size_t>& loci) const;
  /// Probability that some father between the reference and the missing person is another one.
  [[nodiscard]] double error_of_line(TargetIndex target) const;
  /// log10 LR; none where nothing is compared or the database does not cover it.
  [[nodiscard]] std::optional<double> score(TargetIndex target, const LineAlleles& line, std::size_t row) const;

  std::vector<genetics::YMarker> markers_;
  std::vector<genetics::YHaplotype> pm_;
  std::vector<LineReference<genetics::YHaplotype>> targets_;
  std::vector<genetics::YHaplotype> database_;
  Counts<genetics::YHaplotype> counts_;
  LineageOptions options_;
  std::vector<genetics::YTransmission> transmissions_;  ///< by number of meioses
  std::vector<std::size_t> fitted_;                     ///< loci of the discrete Laplace model
  std::optional<genetics::DiscreteLaplace> model_;
  double least_frequency_ = 0;            ///< of the model
  std::vector<std::size_t> row_mask_;     ///< per row: which set of typed loci
  std::vector<std::size_t> target_mask_;  ///< per target with a reference
  std::size_t n_row_masks_ = 0;
  std::vector<std::size_t> comparison_of_;  ///< [target mask * n_row_masks_ + row mask] -> place in comparisons_
  std::vector<Comparison> comparisons_;
};

class MtColumn final : public Column {
 public:
  /// As YColumn. Discrete Laplace is a model of Y-STRs: here it means counting.
  MtColumn(std::vector<genetics::MtHaplotype> pm, std::vector<LineReference<genetics::MtHaplotype>> targets,
           const std::vector<genetics::MtHaplotype>& database, const LineageOptions& options = {},
           Counts<genetics::MtHaplotype> counts = {});

  [[nodiscard]] const std::string& name() const override;
  [[nodiscard]] std::size_t n_rows() const override { return pm_.size(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override;
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override;
  [[nodiscard]] bool is_incompatible(TargetIndex target, std::size_t row) const override;
  [[nodiscard]] std::string explain(TargetIndex target, std::size_t row) const override;
  [[nodiscard]] genetics::FrequencyEstimator estimator() const { return options_.estimator; }

 private:
  using Classes = std::array<double, genetics::kMtClasses>;
  struct DatabaseEntry {
    genetics::MtHaplotype haplotype;
    std::size_t count = 0;
  };
  /// The database around a reference, over some ranges.
  struct Surroundings {
    std::size_t n = 0;  ///< haplotypes that cover the ranges
    std::array<std::size_t, genetics::kMtClasses> counts{};
    Classes population{};                                                        ///< P(class of D) in the population
    Classes line{};                                                              ///< P(class of D | meioses)
    const genetics::CountedHaplotype<genetics::MtHaplotype>* outside = nullptr;  ///< tells P(class 0), if any

    /// Whether anything tells P(class).
    [[nodiscard]] bool knows(std::size_t of_class) const { return n > 0 || (of_class == 0 && outside != nullptr); }
  };

  /// What the database covers of `ranges`: all of it, or the most positions that at least half as many haplotypes as
  /// any part cover.
  [[nodiscard]] std::vector<genetics::MtRange> covered(const std::vector<genetics::MtRange>& ranges) const;
  /// What is compared: the common ranges where a count outside speaks of them, else what the database covers of them.
  [[nodiscard]] std::vector<genetics::MtRange> compared_ranges(TargetIndex target,
                                                               const std::vector<genetics::MtRange>& common) const;
  [[nodiscard]] std::size_t n_covering(std::span<const genetics::MtRange> ranges) const;
  [[nodiscard]] Surroundings surroundings(TargetIndex target, std::span<const genetics::MtRange> ranges) const;
  [[nodiscard]] const genetics::CountedHaplotype<genetics::MtHaplotype>* count_outside(
      const genetics::MtHaplotype& reference, std::span<const genetics::MtRange> ranges) const;
  [[nodiscard]] std::size_t singletons(std::span<const genetics::MtRange> ranges) const;

  std::vector<genetics::MtHaplotype> pm_;
  std::vector<LineReference<genetics::MtHaplotype>> targets_;
  std::vector<DatabaseEntry> database_;
  std::vector<std::vector<genetics::MtRange>> database_ranges_;  ///< distinct ones
  std::size_t n_database_ = 0;
  Counts<genetics::MtHaplotype> counts_;
  LineageOptions options_;
  std::vector<std::vector<genetics::MtRange>> row_ranges_;  ///< distinct ones
  std::vector<std::size_t> ranges_of_row_;
};

}  // namespace kith::evidence

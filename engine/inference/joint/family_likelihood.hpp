// inference/joint/family_likelihood.hpp — what the DNA of one family says of bodies put in the places of its missing
// persons, all at once:
//
//   LR(s) = L(relatives' data, body s(m) typed as m for every m that s places) / ( L(relatives' data) * prod P(body) )
//
// With theta > 0 the denominator is the joint probability of the relatives' data and of the bodies as persons unrelated
// to the family and to each other. One elimination (pedigree/locus/likelihood.hpp) per marker and distinct tuple of
// observations; equal tuples are looked up. For one body it is the LR of evidence/dna/dna_column.hpp, whose rules hold
// here too:
//   - X-linked markers: a body counts at a place only where their sexes do not differ and two alleles are not put in a
//     man;
//   - a place without typed kin at a marker makes nothing of a single body; of two bodies it does: they are kin of each
//     other;
//   - a marker at which the relatives do not fit each other is left out of the family, and so is one that is too
//     costly.
// Reentrant: one object per thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "inference/joint/family_unit.hpp"
#include "inference/joint/observation_terms.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::inference {

enum class References : std::uint8_t { used, dropped };

/// Whether remains may be somebody of the other sex, as far as both are known. `hard`: never; `soft`: the evidence
/// says.
enum class SexRule : std::uint8_t { hard, soft };

[[nodiscard]] bool may_be(const matching::Remains& remains, const matching::MissingPerson& missing, SexRule rule);

class FamilyLikelihood {
 public:
  /// `the_case` outlives the object. `dropped`: as if no relative and no earlier sample of a missing person were typed.
  FamilyLikelihood(const matching::Case& the_case, FamilyUnit unit, References references = References::used,
                   const pedigree::LikelihoodOptions& options = {});

  [[nodiscard]] const FamilyUnit& unit() const { return unit_; }
  /// Looked up there instead of found again and again; outlives the object.
  void use(const CaseTerms& terms) { terms_ = &terms; }
  /// Natural logarithm of LR(s); -infinity: impossible. `bodies`: one per missing person of the unit, kNoBody: not
  /// placed; no body twice. None: a marker proved too costly and is left out from now on, so that earlier answers no
  /// longer hold.
  [[nodiscard]] std::optional<double> log_lr(std::span<const BodyIndex> bodies);
  /// The same marker by marker, of those at which a body of the assignment counts; for explanations.
  [[nodiscard]] std::vector<std::pair<genetics::LocusIndex, double>> log_lr_by_locus(std::span<const BodyIndex> bodies);
  /// ln LR of `bodies` with one more of `candidates` in `place`, for each of them: one elimination per marker for all
  /// of them, which leaves the genotype of the place free. `log_lr` is that of `bodies`, finite. None as above.
  /// @pre the place is free, and no candidate is among the bodies.
  [[nodiscard]] std::optional<std::vector<double>> log_lr_with_one_more(std::span<const BodyIndex> bodies,
                                                                        double log_lr, std::size_t place,
                                                                        std::span<const BodyIndex> candidates);
  /// Markers at which the relatives' data are impossible, and those that are too costly.
  [[nodiscard]] const std::vector<genetics::LocusIndex>& inconsistent() const { return inconsistent_; }
  [[nodiscard]] const std::vector<genetics::LocusIndex>& too_costly() const { return too_costly_; }
  /// How many eliminations were run, from the start.
  [[nodiscard]] std::size_t n_eliminations() const { return n_eliminations_; }

 private:
  class OneMore;
  using Codes = std::u32string;  ///< per missing person of the unit the observation's code; 0: nothing to be typed
  struct Locus {
    genetics::LocusIndex index = 0;
    std::vector<const genetics::Observation*> observed{};  ///< per person; null: untyped
    std::vector<bool> has_typed_kin{};                     ///< per missing person of the unit
    double log_base = 0;                                   ///< ln L(relatives' data)
    std::unordered_map<Codes, double> log_ratio{};
  };

  [[nodiscard]] bool add_locus(genetics::LocusIndex index, References references);
  [[nodiscard]] bool counts(genetics::LocusIndex locus, BodyIndex body, std::size_t place) const;
  void put_in_place(const Locus& locus, const Codes& codes, std::vector<const genetics::Observation*>& observed,
                    std::vector<genetics::Observation>& own) const;
  /// `by_rule`: a single body without typed kin makes nothing.
  [[nodiscard]] Result<double> find_log_ratio(const Locus& locus, const Codes& codes, bool by_rule = true);
  [[nodiscard]] char32_t code_at(genetics::LocusIndex locus, BodyIndex body, std::size_t place) const;
  /// Leaves a marker out from now on.
  std::nullopt_t leave_out(genetics::LocusIndex locus);
  [[nodiscard]] Result<double> log_unrelated(const Locus& locus, const Codes& codes);
  [[nodiscard]] const pedigree::Pedigree& pedigree() const { return case_.families[unit_.family].pedigree; }
  [[nodiscard]] pedigree::PersonIndex person(std::size_t place) const {
    return case_.missing[unit_.missing[place]].person;
  }
  [[nodiscard]] bool is_hemizygous(genetics::LocusIndex locus, std::size_t place) const;

  const matching::Case& case_;
  FamilyUnit unit_;
  pedigree::LikelihoodOptions options_;
  const CaseTerms* terms_ = nullptr;
  pedigree::Workspace workspace_;
  std::optional<pedigree::Pedigree>
      with_strangers_{};  ///< with theta: the family, and one founder more per missing person
  std::vector<Locus> loci_{};
  std::vector<genetics::LocusIndex> inconsistent_{};
  std::vector<genetics::LocusIndex> too_costly_{};
  std::size_t n_eliminations_ = 0;
};

}  // namespace kith::inference

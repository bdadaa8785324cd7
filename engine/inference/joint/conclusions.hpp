// inference/joint/conclusions.hpp — what may be said of missing persons and bodies, in the field's terms.
//
// After Vigeland, Marsico, Herrera Pinero & Egeland's dvir 3.4 (findUndisputed, amDrivenDVI), with natural logarithms
// throughout:
//
//   undisputed   LR(b, m) >= T, and >= T times every other LR of b and of m (`strict`: every other LR <= 1). The body
//                then is a typed member of the family, the LRs are new, and so on until there is no other. A round at a
//                time: within one, the order of families and rows plays no part
//   symmetric    persons of one family whom the most likely assignment gives bodies (some of them perhaps none), and
//                any two of whom can be exchanged in it with the same likelihood; which bodies is settled, who is who
//                is not. The set's GLR is that of "all these bodies are among these persons", and >= T. Any size
//   match        GLR(b, m) >= T, b at m in the most likely assignment
//   disputed     LR >= T where more than one missing person of this body, or body of this person, has one
//   probable     T > GLR >= T2 and LR >= T2, of a person who is the only one of his family still in question
//   excluded     every LR is 0, or below 1 with more than `most_incompatible` markers incompatible
//                (incompatible_loci.hpp)
//   no match     (bodies) no LR above 1
//   inconclusive anything else
//
// LR is that of the pair once the undisputed are typed; GLR is that of joint_posterior.hpp.
//
//   LR0(s) = LR(s) with the references dropped. Where LR0 > LR, the family's bodies are kin of each other and strangers
//   to it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "inference/joint/joint_posterior.hpp"

namespace kith::inference {

struct ConclusionOptions {
  double log10_match = 4;     ///< T; dvir's threshold 10,000
  double log10_probable = 3;  ///< T2; dvir's threshold2 1,000
  bool strict = false;
  std::uint32_t most_incompatible = 2;  ///< dvir's maxIncomp; there, whatever the LR is
};

struct Undisputed {
  MissingIndex missing = kNoMissing;
  BodyIndex body = kNoBody;
  double log_lr = 0;  ///< given those of earlier rounds
  std::uint32_t round = 1;
};

/// By round, then missing person. Units that are too wide have pairs that dispute, and none that are undisputed.
/// `left_out`: pairs in no table, which may dispute, too.
/// Doubtful joins have no part in it: bodies that may be one person dispute it to each other.
[[nodiscard]] std::vector<Undisputed> find_undisputed(const std::vector<UnitTable>& tables,
                                                      const ConclusionOptions& options,
                                                      const LeftOutPairs& left_out = {},
                                                      const DoubtfulJoins& joins = {});

struct GivenLr {
  BodyIndex body = kNoBody;
  MissingIndex missing = kNoMissing;
  double log_lr = 0;
};

/// ln LR of the tables' pairs once these are typed members of their families, by body, then missing person; no pair of
/// these persons or bodies, and none that cannot be.
[[nodiscard]] std::vector<GivenLr> log_lr_given(const std::vector<UnitTable>& tables,
                                                const std::vector<Undisputed>& identified,
                                                const DoubtfulJoins& joins = {});

struct SymmetricSet {
  std::vector<MissingIndex> missing{};  ///< ascending, two or more
  std::vector<BodyIndex> bodies{};      ///< ascending, one or more; more than persons only where some may be one person
  double log_glr = 0;                   ///< that all these bodies are among these persons
  double posterior = 0;  ///< likewise, by the mean of the bodies' probabilities to be one of these persons
};

[[nodiscard]] std::vector<SymmetricSet> find_symmetric_sets(const std::vector<UnitTable>& tables,
                                                            const JointPosterior& posterior,
                                                            const DoubtfulJoins& joins = {});

/// ln LR0 of each unit's part of the best assignment: as if nobody of the family were typed but its bodies.
[[nodiscard]] std::vector<double> find_log_lr0(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                                               const JointPosterior& posterior,
                                               const pedigree::LikelihoodOptions& options = {},
                                               const DoubtfulJoins& joins = {});

enum class Verdict : std::uint8_t {
  not_computed,  ///< the block is too wide
  non_identifiable,
  undisputed,
  symmetric,
  match,
  disputed,
  probable,
  excluded,
  no_match,
  inconclusive,
};

struct Conclusion {
  Verdict verdict = Verdict::inconclusive;
  /// The body of a missing person (of a doubtful join the surest), the missing person of a body.
  std::uint32_t other = static_cast<std::uint32_t>(-1);
  std::optional<std::uint32_t> set{};  ///< position among the symmetric sets
  std::uint32_t round = 0;             ///< of the undisputed
};

struct Conclusions {
  std::vector<Undisputed> undisputed{};
  std::vector<SymmetricSet> sets{};
  std::vector<Conclusion> of_missing{};  ///< AM-driven
  std::vector<Conclusion> of_body{};     ///< PM-driven
};

/// At how many markers a pair is incompatible, once the undisputed are identified (incompatible_loci.hpp).
using IncompatibleCount = std::function<std::uint32_t(BodyIndex, MissingIndex)>;

/// `n_incompatible`: empty: not counted.
[[nodiscard]] Conclusions draw_conclusions(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                                           const JointPosterior& posterior,
                                           const IncompatibleCount& n_incompatible = {},
                                           const ConclusionOptions& options = {}, const LeftOutPairs& left_out = {},
                                           const DoubtfulJoins& joins = {});

}  // namespace kith::inference

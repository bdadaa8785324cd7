// inference/joint/assignment_prior.hpp — what is believed of an assignment before any evidence, by how many bodies k it
// gives to missing persons. With B bodies:
//
//   odds    w^k                          each assigned pair has prior odds w (default 1/N, N missing persons reported)
//   flat    1                            every assignment alike, as dvir (Vigeland & Egeland 2021)
//   closed  U! / (U - (B - k))!          the list is complete: bodies that are nobody's are distinct ones of U others,
//           0 where k < B - U            and all injective maps of bodies to missing persons and others are alike
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/error.hpp"

namespace kith::inference {

enum class PriorKind : std::uint8_t { odds, flat, closed };

class AssignmentPrior {
 public:
  /// Errors (bad_option): w is not a positive finite number.
  [[nodiscard]] static Result<AssignmentPrior> odds(double w);
  [[nodiscard]] static AssignmentPrior flat();
  [[nodiscard]] static AssignmentPrior closed(std::size_t n_others);

  [[nodiscard]] PriorKind kind() const { return kind_; }
  /// Whether k bodies weigh the product of k numbers, so that bodies far apart do not meet in the prior.
  [[nodiscard]] bool is_product() const { return kind_ != PriorKind::closed; }
  /// ln of what one assigned body multiplies. @pre is_product().
  [[nodiscard]] double log_odds() const { return log_odds_; }
  [[nodiscard]] std::size_t n_others() const { return n_others_; }
  /// Natural logarithm of the weight of assignments that place k of n_bodies, up to a constant; -infinity: impossible.
  [[nodiscard]] double log_weight(std::size_t k, std::size_t n_bodies) const;

 private:
  AssignmentPrior(PriorKind kind, double log_odds, std::size_t n_others)
      : kind_(kind), log_odds_(log_odds), n_others_(n_others) {}

  PriorKind kind_;
  double log_odds_;
  std::size_t n_others_;
};

}  // namespace kith::inference

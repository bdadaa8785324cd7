// inference/bodies/anatomy.hpp — which parts cannot be one body: nobody has two left femora.
//
// A part is an element (`body_part`), a side (`body_side`) and a portion (`portion`) of remains.csv.
//   paired element with a side      once a side
//   paired element without a side   twice in all, those with a side counted: two unsided femora may be left and right,
//     three
//                                   cannot; a pelvis without a side may be one hip bone, and counts so
//   single element (skull)          once
//   body                            once; it may lack what lies elsewhere, so a body and a femur are no conflict
//   anything else (rib, fragment)   any number of times
// Two portions of one bone may be one person's where they share no part: `proximal` and `distal`. A part without a
// portion is complete; `fragment` may be any. Words beyond those known are portions of their own.
//
// The rules are those of a minimum number of individuals (White 1953); OsteoSort (Lynch, Byrd & LeGarde 2018) forbids
// the same.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matching/case/case.hpp"

namespace kith::inference {

enum class ElementKind : std::uint8_t { other, paired, single, body };
enum class Side : std::uint8_t { unknown, left, right };

struct Part {
  ElementKind kind = ElementKind::other;
  std::string element{};  ///< in one spelling: "os coxae" is "pelvis"
  Side side = Side::unknown;
  bool is_complete = true;              ///< no portion is stated
  std::vector<std::string> portions{};  ///< words, sorted; empty beside !is_complete: an unknown portion

  [[nodiscard]] bool has_portion(std::string_view word) const;
};

[[nodiscard]] Part part_of(const matching::Remains& remains);
/// Cells as remains.csv has them; empty ones say nothing.
[[nodiscard]] Part read_part(std::string_view body_part, std::string_view body_side, std::string_view portion);
/// "left femur, proximal"
[[nodiscard]] std::string describe(const Part& part);

/// Why these cannot be of one body, the first reason: "two left femora" as (element, side, how many at most).
struct Conflict {
  std::string text{};                ///< "2 of left femur, where a body has 1"
  std::vector<std::size_t> parts{};  ///< positions of the parts that are too many
};
[[nodiscard]] std::vector<Conflict> conflicts_of(std::span<const Part> parts);
[[nodiscard]] bool fit_together(std::span<const Part> parts);

}  // namespace kith::inference

// inference/evaluation/kin_class.hpp — who of a missing person's family is typed, in the words results are split by.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "matching/case/case.hpp"

namespace kith::inference {

/// The first that holds, in this order; further relatives may be typed besides.
enum class KinClass : std::uint8_t {
  himself,  ///< a direct reference
  both_parents,
  child_and_spouse,  ///< a child and that child's other parent
  parent_sibling,    ///< one parent and a full sibling or more
  one_parent,
  child,
  two_siblings,  ///< two full siblings or more
  one_sibling,
  half_sibling,
  uncle,  ///< uncle, aunt, nephew, niece, grandparent or grandchild
  cousin,
  other,  ///< blood relatives further away
  nobody  ///< no blood relative
};

inline constexpr std::size_t kKinClasses = 13;

[[nodiscard]] KinClass kin_class(const matching::Family& family, pedigree::PersonIndex person);
/// "both parents", "child and spouse", ...
[[nodiscard]] std::string_view to_string(KinClass kin);

}  // namespace kith::inference

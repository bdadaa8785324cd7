// matching/case/known_sex.hpp — the sex of remains as far as anything is known of it.
#pragma once

#include "matching/case/case.hpp"

namespace kith::matching {

/// Amelogenin before what the form or anthropology says.
[[nodiscard]] inline Sex known_sex(const Remains& remains) {
  return remains.amelogenin != Sex::unknown ? remains.amelogenin : remains.sex;
}

}  // namespace kith::matching

// attributes/body/growth.hpp — how tall children are: stature given age and sex, as shares of the adults'.
//
// Reference: length of infants below 2 years, WHO Child Growth Standards 2006; stature of 2 to 20, CDC growth charts of
// 2000 (Kuczmarski and others 2002), medians and coefficients of variation of the LMS tables, boys and girls, taken as
// normal (their skewness is small for stature). A case's own adults may be taller or smaller than these; its children
// are then taken to be so in proportion:
//   mean(age) = adult mean * M(age) / M(20),     sd(age) = adult sd * M(age) S(age) / (M(20) S(20))
#pragma once

#include "genetics/markers/marker.hpp"

namespace kith::attributes {

/// Stature of an age as parts of that of grown persons of the sex.
struct Growth {
  double mean = 1;  ///< share of the adult mean
  double sd = 1;    ///< share of the adult standard deviation
};

/// Linear between the ages of the tables; 1, 1 from 20 on. @pre sex is known, years >= 0.
[[nodiscard]] Growth growth_at(genetics::Sex sex, double years);

}  // namespace kith::attributes

// evidence/attributes/weights.hpp — what weights.ini says of the attributes: numbers that differ from their defaults, and what
// comparison levels were learned to be worth (kith learn).
//
// An attribute with learned levels is no longer scored by its model but by its level:
//   log10 LR = log10( m_k / u_k ),   k the level of report and finding (evidence/attributes/comparison.hpp)
// With term frequencies the level "exact" of a value v has u = max(f(v), tf_floor), f(v) the share of v among the findings: agreeing
// in a rare value says more. Floor, exponent and cap apply as to a model's LR; the floor is 0 unless it is set, since m has the errors in it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/attributes/parameters.hpp"

namespace kith::evidence {

struct LearnedLevels {
  std::vector<std::string> names{};  ///< from agreement to difference, as the attribute's comparison has them
  std::vector<double> m{};           ///< P(level | match)
  std::vector<double> u{};           ///< P(level | no match)
  bool term_frequencies = false;
  double tf_floor = 0.001;  ///< least frequency of a value
};

struct Weights {
  ParameterOverrides parameters{};
  std::map<std::string, LearnedLevels, std::less<>> learned{};
  std::map<std::string, double, std::less<>> similarity{};  ///< agency weights of strategy `similarity`; 1 where none
  std::set<std::string, std::less<>> excluding{};  ///< attributes whose similarity 0 is flagged as an exclusion

  [[nodiscard]] const LearnedLevels* find(std::string_view attribute) const {
    const auto found = learned.find(attribute);
    return found == learned.end() ? nullptr : &found->second;
  }
};

}  // namespace kith::evidence

// attributes/frame/weights.hpp — what weights.ini says of the attributes: numbers that differ from their defaults, and
// what comparison levels were learned to be worth (kith learn).
//
// An attribute with learned levels is scored by the level k of report and finding (attributes/frame/comparison.hpp), in
// one of two ways:
//   by levels alone     log10 LR = log10( m_k / u_k )
//   within the model    log10 LR = log10( LR' ) + log10( m_k / (u_k r_k) ),   LR' the model's ratio with its floor and
//     cap
// r_k is the mean of LR' over pairs of level k that are likely no matches: u_k r_k is how often the model expects the
// level among matches, and what was learned corrects that, while LR' tells the pairs of a level apart. Given for all
// levels or for none. With term frequencies the first level of a value v has u = max(f(v), tf_floor), f(v) the share of
// the reports that agree with v: agreeing in a rare value says more. Exponent and cap apply as to a model's LR; by
// levels alone the floor is 0 unless it is set, since m has the errors in it. Term frequencies do not count within the
// model, which has them already.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/parameters.hpp"

namespace kith::attributes {

struct LearnedLevels {
  std::vector<std::string> names{};  ///< from agreement to difference, as the attribute's comparison has them
  std::vector<double> m{};           ///< P(level | match)
  std::vector<double> u{};           ///< P(level | no match)
  std::vector<double> r{};           ///< mean of the model's ratio at the level; empty: by levels alone
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

}  // namespace kith::attributes

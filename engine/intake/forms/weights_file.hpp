// intake/forms/weights_file.hpp — weights.ini: numbers of the attribute models, learned comparison levels, agency
// weights.
//
//     # a comment
//     [sex]
//     exponent = 1            any parameter of attributes.csv: floor, exponent, cap, the model's own
//     similarity = 10         weight in strategy `similarity`
//     exclusion = yes         strategy `similarity` flags a similarity of 0 as an exclusion
//     m.agree = 0.97          learned: P(level | match), P(level | no match); all levels or none
//     u.agree = 0.52
//     m.differ = 0.03
//     u.differ = 0.48
//     term-frequencies = yes  the level `exact` of rare values weighs more
//     tf-floor = 0.001
//     [group:look]
//     exponent = 0.8
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>

#include "attributes/frame/weights.hpp"
#include "core/problem.hpp"

namespace kith::intake {

/// `name`: of the file, for problems. Their column is the setting's name, their row its line.
[[nodiscard]] attributes::Weights parse_weights(std::string_view text, const std::string& name, ProblemLog& log);
[[nodiscard]] attributes::Weights read_weights(const std::filesystem::path& file, ProblemLog& log);
/// What parse_weights() reads back as the same. `remarks` become comments at the top.
[[nodiscard]] std::string weights_text(const attributes::Weights& weights, const std::vector<std::string>& remarks);

}  // namespace kith::intake

// report/pair/number_text.hpp — numbers and lists as people read them; tables hold them in full.
#pragma once

#include <string>
#include <vector>

namespace kith::report {

/// 10^log10_lr with four digits: "2.96", "1.803e+12", "4.4e+512"; "0" for -infinity.
[[nodiscard]] std::string lr_text(double log10_lr);
/// "12.2561"; "-inf" for an LR of 0.
[[nodiscard]] std::string log10_text(double log10_lr);
/// The same with its sign: "+0.1632"; "-inf".
[[nodiscard]] std::string signed_text(double log10_lr);
/// "0.998731"; "> 0.999999" near one and "< 0.000001" near zero.
[[nodiscard]] std::string posterior_text(double posterior);
/// "V1, V2, V7"
[[nodiscard]] std::string list_text(const std::vector<std::string>& names);

}  // namespace kith::report

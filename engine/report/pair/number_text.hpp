// report/pair/number_text.hpp — numbers as people read them; tables hold them in full.
#pragma once

#include <string>

namespace kith::report {

/// 10^log10_lr with four digits: "2.96", "1.803e+12", "4.4e+512"; "0" for -infinity.
[[nodiscard]] std::string lr_text(double log10_lr);
/// "12.2561"; "-inf" for an LR of 0.
[[nodiscard]] std::string log10_text(double log10_lr);
/// "0.998731"; "> 0.999999" near one and "< 0.000001" near zero.
[[nodiscard]] std::string posterior_text(double posterior);

}  // namespace kith::report

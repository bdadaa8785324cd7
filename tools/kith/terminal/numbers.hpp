// tools/kith/terminal/numbers.hpp — numbers as the terminal shows them; files hold them in full.
#pragma once

#include <string>

namespace kith::tool {

/// 10^log10_lr with four digits: "2.96", "1.803e+12", "4.4e+512"; "0" for -infinity.
[[nodiscard]] std::string lr_text(double log10_lr);
/// "12.2561"; "-inf" for an LR of 0.
[[nodiscard]] std::string log10_text(double log10_lr);
/// "0.998731"; "> 0.999999" near one and "< 0.000001" near zero.
[[nodiscard]] std::string posterior_text(double posterior);

}  // namespace kith::tool

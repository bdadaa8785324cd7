// tools/kith/terminal/numbers.hpp — numbers as the terminal shows them; files hold them in full.
#pragma once

#include "report/pair/number_text.hpp"

namespace kith::tool {

using report::log10_text;
using report::lr_text;
using report::posterior_text;
using report::signed_text;

}  // namespace kith::tool

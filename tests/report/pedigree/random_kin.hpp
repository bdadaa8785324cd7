// Random families as they are found: couples with several children, partners from elsewhere, second marriages, a
// parent without a row, now and then cousins who marry.
#pragma once

#include "support/random_family.hpp"

namespace kith::testing {

[[nodiscard]] Family random_kin(Rng& rng, std::size_t n_persons);

}  // namespace kith::testing

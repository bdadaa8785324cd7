// simulate/people/names.hpp — the ids of a synthetic case.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "simulate/people/family.hpp"

namespace kith::simulate {

[[nodiscard]] std::string family_id(std::size_t family);                        ///< F00001
[[nodiscard]] std::string relative_id(std::size_t family, std::size_t member);  ///< F00001-02
[[nodiscard]] std::string missing_id(std::size_t position);                     ///< M00001
[[nodiscard]] std::string remains_id(std::size_t position);                     ///< R00001
[[nodiscard]] std::string individual_id(std::size_t position);                  ///< P00001
/// "grandparent".
[[nodiscard]] std::string_view to_string(Kin kin);

}  // namespace kith::simulate

#include "attributes/body/age_group.hpp"

#include <array>

namespace kith::attributes {

std::string_view to_string(AgeGroup group) {
  constexpr std::array<std::string_view, kAgeGroups> kNames{
      "all ages", "under 7", "7 to 9", "10 to 12", "13 to 15", "16 to 19", "20 to 34", "35 to 49", "50 and over"};
  return kNames[static_cast<std::size_t>(group)];
}

}  // namespace kith::attributes

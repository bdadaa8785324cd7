#include "simulate/people/names.hpp"

#include <fmt/format.h>

namespace kith::simulate {

std::string family_id(std::size_t family) { return fmt::format("F{:05}", family + 1); }
std::string relative_id(std::size_t family, std::size_t member) {
  return fmt::format("F{:05}-{:02}", family + 1, member + 1);
}
std::string missing_id(std::size_t position) { return fmt::format("M{:05}", position + 1); }
std::string remains_id(std::size_t position) { return fmt::format("R{:05}", position + 1); }
std::string individual_id(std::size_t position) { return fmt::format("P{:05}", position + 1); }

std::string_view to_string(Kin kin) {
  switch (kin) {
    case Kin::missing:
      return "missing";
    case Kin::father:
      return "father";
    case Kin::mother:
      return "mother";
    case Kin::sibling:
      return "sibling";
    case Kin::half_sibling:
      return "half sibling";
    case Kin::child:
      return "child";
    case Kin::spouse:
      return "spouse";
    case Kin::grandparent:
      return "grandparent";
    case Kin::uncle:
      return "uncle or aunt";
    case Kin::cousin:
      return "cousin";
    case Kin::other:
      break;
  }
  return "other";
}

}  // namespace kith::simulate

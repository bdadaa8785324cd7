#include "evidence/column/column.hpp"

namespace kith::evidence {

std::string_view to_string(ColumnStatus status) {
  switch (status) {
    case ColumnStatus::scored:
      return "scored";
    case ColumnStatus::no_reference:
      return "no_reference";
    case ColumnStatus::inconsistent_family:
      return "inconsistent_family";
    case ColumnStatus::too_costly:
      return "too_costly";
  }
  return "unknown";
}

}  // namespace kith::evidence

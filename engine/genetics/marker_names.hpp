// genetics/marker_names.hpp — the names laboratories give to the same marker ("VWA", "vWA", "TH01", "THO1",
// "Penta D", "PENTA_D"), and the kind a known marker has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "genetics/marker.hpp"

namespace kith::genetics {

/// The form under which marker names are compared: blanks, '_', '.', '-' removed, upper case, aliases resolved
/// ("Penta_D" -> "PENTAD", "ACTBP2" -> "SE33"). Two names mean the same marker exactly if their keys are equal.
[[nodiscard]] std::string marker_key(std::string_view name);

/// The field's spelling of a known marker ("vwa" -> "vWA", "penta_d" -> "Penta D"); other names are returned trimmed.
[[nodiscard]] std::string canonical_marker(std::string_view name);

/// Kind of a marker known by name (DYS..., DYF... and YGATAH4: y_linked; DXS...: x_linked; Amelogenin, Yindel: sex_test); none
/// for names that are not in the table.
[[nodiscard]] std::optional<MarkerKind> known_marker_kind(std::string_view name);

/// The cluster of an X-STR, "LG1" to "LG4", within which nearly nothing recombines (the four triplets of Argus X-12: Edelmann et
/// al. 2008, Nothnagel et al. 2012); empty for other markers.
[[nodiscard]] std::string_view x_cluster(std::string_view name);

}  // namespace kith::genetics

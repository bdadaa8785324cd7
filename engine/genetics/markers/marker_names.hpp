// genetics/markers/marker_names.hpp — the names laboratories give to the same marker ("VWA", "vWA", "TH01", "THO1",
// "Penta D", "PENTA_D"), and the kind a known marker has.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "genetics/markers/marker.hpp"

namespace kith::genetics {

/// The form under which marker names are compared: blanks, '_', '.', '-' removed, upper case, aliases resolved
/// ("Penta_D" -> "PENTAD", "ACTBP2" -> "SE33"). Two names mean the same marker exactly if their keys are equal.
/// The names of the copies of one marker have its key: "DYS385a", "DYS385.2" and "DYS385 a/b" are DYS385. "DYS389.1" is
/// DYS389I, and ".2" DYS389II: two markers.
[[nodiscard]] std::string marker_key(std::string_view name);

/// Which copy of a marker that has several a name means: "DYS385a", "DYS385-1", "DYS385I" 1, "YCAIIb" 2. 0: no single
/// one.
[[nodiscard]] std::size_t marker_copy(std::string_view name);
/// How many copies of the marker a chromosome carries: 2 of DYS385, 4 of DYS464; 1 of almost all.
[[nodiscard]] std::size_t n_marker_copies(std::string_view name);

/// Whether a built-in list has the name: markers of kits and published panels, see marker_list.hpp.
[[nodiscard]] bool is_listed_marker(std::string_view name);
/// The names of the built-in lists, in the field's spelling.
[[nodiscard]] const std::vector<std::string_view>& listed_markers();

/// The field's spelling of a known marker ("vwa" -> "vWA", "penta_d" -> "Penta D"); other names are returned trimmed.
[[nodiscard]] std::string canonical_marker(std::string_view name);

/// Kind of a marker known by name (DYS..., DYF... and YGATAH4: y_linked; DXS...: x_linked; Amelogenin, Yindel:
/// sex_test); none for names that are not in the table.
[[nodiscard]] std::optional<MarkerKind> known_marker_kind(std::string_view name);

/// The cluster of an X-STR, "LG1" to "LG4", within which nearly nothing recombines (the four triplets of Argus X-12:
/// Edelmann et al. 2008, Nothnagel et al. 2012); empty for other markers.
[[nodiscard]] std::string_view x_cluster(std::string_view name);

}  // namespace kith::genetics

// genetics/marker_list.hpp — the markers of the commercial kits and of published panels, by name. A name that follows the
// nomenclature (D3S1538, DYS339) but stands in no list is more often a slip of the pen than a marker.
//
// Sources: the manuals and panels of AmpFlSTR, GlobalFiler, NGM, SGM Plus, Yfiler, Yfiler Plus and Yfiler Platinum (Thermo Fisher);
// PowerPlex 16, 21, ESI, ESX, Fusion 6C and Y23 (Promega); Investigator ESSplex, 24plex, HDplex, Argus X-12 and Argus Y-28 (Qiagen);
// ForenSeq (Verogen); SureID (Health Gene), AGCU, Goldeneye; the NIST 26plex of miniSTRs; the rapidly mutating Y-STRs (Ballantyne et
// al. 2010, Ralf et al. 2020); FamilyTreeDNA's panel of 111; the X decaplex of the GHEP-ISFG. The panels of strvalidator (kit.txt),
// and the tables of NIST, FBI, STRidER and norSTR, have no marker that is not here.
#pragma once

#include <span>
#include <string_view>

namespace kith::genetics {

/// Names in the field's spelling; those with other names, or with a kind that the name does not tell, are in marker_names.cpp.
[[nodiscard]] std::span<const std::string_view> listed_autosomal_markers();
[[nodiscard]] std::span<const std::string_view> listed_y_markers();
[[nodiscard]] std::span<const std::string_view> listed_x_markers();

}  // namespace kith::genetics

// genetics/markers/marker_list.hpp — the markers of the commercial kits and of published panels, by name. A name that
// follows the nomenclature (D3S1538, DYS339) but stands in no list is more often a slip of the pen than a marker.
//
// Checked: it has every marker of strvalidator's kit.txt (20 kits of Thermo Fisher, Promega, Qiagen and Health Gene;
// not the quality sensors QS1 and QS2) and of the frequency tables of NIST 1036, FBI 2015, STRidER 2015, Dupuy et al.
// 2013 and norSTR 2023; tests hold it to the headings of GlobalFiler, PowerPlex Fusion 6C, Yfiler Plus and Argus X-12
// (tests/intake/kit_headings.hpp). The further names, of other kits and panels, miniSTRs, rapidly mutating Y-STRs and
// X-STRs, were not checked one by one; no kit beyond those is claimed to be complete.
#pragma once

#include <span>
#include <string_view>

namespace kith::genetics {

/// Names in the field's spelling; those with other names, or with a kind that the name does not tell, are in
/// marker_names.cpp.
[[nodiscard]] std::span<const std::string_view> listed_autosomal_markers();
[[nodiscard]] std::span<const std::string_view> listed_y_markers();
[[nodiscard]] std::span<const std::string_view> listed_x_markers();

}  // namespace kith::genetics

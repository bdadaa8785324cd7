// report/dossier/dossier_page.hpp — a dossier as one HTML file that stands by itself: no script, nothing from
// elsewhere, A4 with page numbers. Its content security policy forbids everything but its own style.
#pragma once

#include <string>

#include "report/dossier/dossier.hpp"

namespace kith::report {

[[nodiscard]] std::string dossier_page(const Dossier& dossier);

/// "R01.M01.html": both ids, what is no letter, digit, '-' or '_' of them as %XX; too long ones are cut and end in
/// their SHA-256, so that two pairs never share a name.
[[nodiscard]] std::string dossier_file_name(const Dossier& dossier);

}  // namespace kith::report

// intake/codis/codis_import.hpp — a CODIS Common Message Format file (CMF 3.2, 3.3) as the tables of a case.
//
//   Unidentified Person, Deceased                          -> remains, called by SPECIMENID
//   Missing Person                                         -> a missing person who is typed: a direct reference
//   Biological Father, Mother, Child, Sibling, Spouse,
//   Alleged Father, Mother, Maternal and Paternal Relative -> references of the family CASEID
//   Staff; Elimination, Known                              -> elimination.csv
//   anything else                                          -> left out, with a warning
//
// CMF has no pedigree: CASEID groups relatives and the category says how they relate to the missing person. Parents,
// children and spouses are linked to the missing person; siblings and further relatives are listed unlinked with a
// column `relation`, for somebody who knows the family to complete. PARTIAL becomes the column `partial`.
//
// Namespaces are optional, unknown elements are skipped, a document type is refused. Nothing is fetched or expanded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/problem.hpp"
#include "intake/draft/case_draft.hpp"

namespace kith::intake {

struct CodisImport {
  CaseDraft draft;                       ///< without markers: the file has no frequencies
  std::vector<DraftTyping> elimination;  ///< staff and others who were at the scene
  std::vector<std::string> to_fill_in;   ///< what somebody who knows the families has to complete
  ProblemLog problems;
};

[[nodiscard]] CodisImport import_codis(std::string_view text, const std::string& file);

}  // namespace kith::intake

// report/pedigree/pedigree_svg.hpp — a family drawn in the symbols of the National Society of Genetic Counselors
// (Bennett et al. 2008 and 2022, doi:10.1007/s10897-008-9169-9, doi:10.1002/jgc4.1621): square male, circle female,
// diamond unknown; a slash for the dead, a double line between relatives by blood. As the field marks them here:
// hatched typed, question mark missing, filled found. A legend is always there. Brackets (adoption) are not drawn: a
// case says nothing of it.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "pedigree/family/pedigree.hpp"

namespace kith::report {

/// What a drawing shows of a person beside the sex.
struct PersonMark {
  std::string name{};                ///< any text; broken into lines
  std::vector<std::string> notes{};  ///< further lines
  bool typed = false;
  bool missing = false;
  bool found = false;  ///< filled, and dead
};

/// Appends <svg> with the drawing and its legend. `marks`: one per person; those not named in the case may have none.
void append_pedigree(pugi::xml_node parent, const pedigree::Pedigree& family, const std::vector<PersonMark>& marks);

}  // namespace kith::report

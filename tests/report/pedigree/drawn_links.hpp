// What a reader sees in a drawing, from its geometry alone: lines that end on each other are one, lines that cross are
// two; who is at the side of a line is a partner, who hangs below it by the top of the symbol is a child.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "pedigree/family/pedigree.hpp"
#include "report/pedigree/layout.hpp"

namespace kith::testing {

using pedigree::PersonIndex;
using Partners = std::pair<PersonIndex, PersonIndex>;  ///< the lower index first

/// Per line that joins partners its children; a couple drawn twice is there twice.
using DrawnLinks = std::multimap<Partners, std::vector<PersonIndex>>;

/// `faults`: lines without two partners, or that run through somebody.
[[nodiscard]] DrawnLinks read_links(const report::Layout& layout, std::vector<std::string>& faults);

/// What should be there.
[[nodiscard]] DrawnLinks links_of(const pedigree::Pedigree& family);

/// Symbols or labels that cover each other, in words.
[[nodiscard]] std::vector<std::string> find_overlaps(const report::Layout& layout);

}  // namespace kith::testing

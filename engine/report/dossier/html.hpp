// report/dossier/html.hpp — pages by pugixml: everything that is put in is text, never markup, and each value stands
// in a <bdi>, so that right-to-left letters turn nothing but themselves.
#pragma once

#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/dossier/dossier.hpp"

namespace kith::report {

using Cells = std::vector<std::string>;

void set_attribute(pugi::xml_node node, const char* name, std::string_view value);
/// A child element with a text of ours.
pugi::xml_node append(pugi::xml_node parent, const char* element, std::string_view text = {});
/// A text of others, in a <bdi>.
void append_value(pugi::xml_node parent, std::string_view value);
/// The words with each {} replaced by a value.
pugi::xml_node append_sentence(pugi::xml_node parent, const char* element, const Sentence& sentence);

/// Which columns are aligned right: `from` up to before `to`.
struct NumberColumns {
  std::size_t from = 1000;
  std::size_t to = 1000;
};
/// Headings are ours, cells are of others.
pugi::xml_node append_table(pugi::xml_node parent, std::span<const std::string_view> headings,
                            const std::vector<Cells>& rows, NumberColumns numbers = {});

/// The page as a file: HTML's own empty elements, no declaration.
[[nodiscard]] std::string page_text(const pugi::xml_document& page);

}  // namespace kith::report

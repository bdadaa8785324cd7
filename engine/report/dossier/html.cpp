#include "report/dossier/html.hpp"

#include <sstream>

#include "core/check.hpp"
#include "text/shown_text.hpp"

namespace kith::report {

using pugi::xml_node;

void set_attribute(xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name) = std::string(value).c_str();
}

xml_node append(xml_node parent, const char* element, std::string_view text) {
  xml_node child = parent.append_child(element);
  if (!text.empty()) child.append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
  return child;
}

void append_value(xml_node parent, std::string_view value) { append(parent, "bdi", text::shown_text(value)); }

xml_node append_sentence(xml_node parent, const char* element, const Sentence& sentence) {
  xml_node node = parent.append_child(element);
  std::string_view words = sentence.words;
  for (const std::string& value : sentence.values) {
    const auto place = words.find("{}");
    KITH_CHECK(place != std::string_view::npos);
    node.append_child(pugi::node_pcdata).set_value(std::string(words.substr(0, place)).c_str());
    append_value(node, value);
    words.remove_prefix(place + 2);
  }
  node.append_child(pugi::node_pcdata).set_value(std::string(words).c_str());
  return node;
}

xml_node append_table(xml_node parent, std::span<const std::string_view> headings, const std::vector<Cells>& rows,
                      NumberColumns numbers) {
  xml_node table = append(parent, "table");
  if (!headings.empty()) {
    xml_node head = append(append(table, "thead"), "tr");
    for (const std::string_view heading : headings) append(head, "th", heading);
  }
  xml_node body = append(table, "tbody");
  for (const Cells& cells : rows) {
    xml_node row = append(body, "tr");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      xml_node cell = append(row, "td");
      if (i >= numbers.from && i < numbers.to) set_attribute(cell, "class", "number");
      if (!cells[i].empty()) append_value(cell, cells[i]);
    }
  }
  return table;
}

std::string page_text(const pugi::xml_document& page) {
  std::ostringstream out;
  page.save(out, "", pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags);
  return out.str();
}

}  // namespace kith::report

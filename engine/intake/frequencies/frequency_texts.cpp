// The readers of what is no table: STRidER's XML and the lists Familias exports.
#include <algorithm>
#include <pugixml.hpp>

#include "core/text.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/frequencies/frequency_sink.hpp"

namespace kith::intake {
namespace {

std::size_t line_at(std::string_view text, std::ptrdiff_t offset) {
  if (offset < 0) return 0;
  const auto end = text.begin() + std::min(offset, static_cast<std::ptrdiff_t>(text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

/// Blocks of lines: a marker, then its alleles, each with a tab and the frequency; further columns are no concern of
/// ours.
class ListReader {
 public:
  explicit ListReader(FrequencySink& sink) : sink_(sink) {}

  void take(std::size_t number, std::string_view raw) {
    const auto line = trimmed(raw);
    if (line.empty()) return marker_.clear();
    const auto tab = line.find('\t');
    if (marker_.empty()) {
      marker_ = trimmed(line.substr(0, tab));
      return;
    }
    if (tab == std::string_view::npos) {
      return sink_.problem(Severity::error, Errc::malformed_row, {number, marker_}, line,
                           "an allele, a tab and its frequency; or an empty line before the next marker");
    }
    const auto rest = line.substr(tab + 1);
    sink_.add("", marker_, trimmed(line.substr(0, tab)), trimmed(rest.substr(0, rest.find('\t'))), {number, marker_});
  }

 private:
  FrequencySink& sink_;
  std::string marker_;
};

void read_origin(std::string_view text, const pugi::xml_node& origin, const char* marker, FrequencySink& sink) {
  const auto* population = origin.attribute("name").as_string();
  const FrequencyPlace place{line_at(text, origin.offset_debug()), "origin"};
  if (*population == '\0') {
    return sink.problem(Severity::error, Errc::missing_value, place, "", "the attribute name: the population");
  }
  for (const auto& entry : origin.children("frequency")) {
    sink.add(population, marker, entry.attribute("allele").as_string(), trimmed(entry.child_value()),
             {line_at(text, entry.offset_debug()), "frequency"});
  }
  const auto* persons = origin.attribute("n").as_string();
  const auto number = parse_number(persons);
  if (*persons == '\0') return;
  if (!number || *number < 1 || *number > 2e9 || *number != static_cast<std::uint32_t>(*number)) {
    return sink.problem(Severity::error, Errc::bad_number, place, persons, "the number of persons, a whole number");
  }
  if (origin.child("frequency") == nullptr) return;
  sink.set_chromosomes(population, marker, std::to_string(2 * static_cast<std::uint32_t>(*number)), place);
}

}  // namespace

void read_strider(std::string_view text, FrequencySink& sink) {
  if (text.find("<!DOCTYPE") != std::string_view::npos)
    return sink.problem(Severity::error, Errc::unsupported_format, {}, "<!DOCTYPE", "XML without a document type");
  pugi::xml_document document;
  const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    return sink.problem(Severity::error, Errc::malformed_row, {line_at(text, parsed.offset), ""}, parsed.description(),
                        "well-formed XML");
  }
  const auto root = document.child("frequencies");
  if (!root) {
    return sink.problem(Severity::error, Errc::unsupported_format, {}, document.document_element().name(),
                        "the element frequencies, as STRidER writes it");
  }
  for (const auto& marker : root.children("marker")) {
    const std::string name(trimmed(marker.child_value("name")));
    if (name.empty()) {
      sink.problem(Severity::error, Errc::missing_value, {line_at(text, marker.offset_debug()), "marker"}, "",
                   "an element name: the marker");
      continue;
    }
    for (const auto& origin : marker.children("origin")) read_origin(text, origin, name.c_str(), sink);
  }
}

void read_frequency_lists(std::string_view text, FrequencySink& sink) {
  ListReader reader(sink);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    reader.take(number, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace kith::intake

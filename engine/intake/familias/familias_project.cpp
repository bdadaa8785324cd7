#include "intake/familias/familias_project.hpp"

#include <algorithm>
#include <charconv>

#include "core/text.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/familias/familias_lines.hpp"
#include "text/foreign_format.hpp"
#include "text/text_encoding.hpp"

namespace kith::intake::familias {
namespace {

using genetics::Sex;

constexpr std::string_view kFirstLine = "\"Output from Familias";
constexpr std::string_view kConsiderDropouts = "(Consider dropouts)";

/// A genotype of part A before the database, which comes after it, is known.
struct IndexedGenotype {
  std::size_t person = 0;
  std::size_t first = 0;
  std::size_t second = 0;
  std::size_t marker = 0;
};

/// The number behind `key` in a text such as "Theta/Kinship/Fst: 0.01 )"; none if it is not there.
std::optional<double> number_after(std::string_view text, std::string_view key) {
  const auto found = text.find(key);
  if (found == std::string_view::npos) return std::nullopt;
  text = trimmed(text.substr(found + key.size()));
  return parse_number(text.substr(0, text.find_first_not_of("0123456789.+-eE")));
}

class ProjectReader {
 public:
  explicit ProjectReader(std::string_view text) : lines_(text) {}

  Project read() {
    read_head();
    read_persons();
    read_known_relations();
    read_pedigrees();
    read_database();
    resolve_genotypes();
    lines_.skip_blank();
    if (trimmed(lines_.peek()) == "[DVI]") read_dvi();
    read_settings();
    return std::move(project_);
  }

 private:
  void read_head() {
    const auto first = trimmed(lines_.take("a Familias project, which starts with \"Output from Familias\""));
    if (!first.starts_with(kFirstLine)) {
      lines_.fail("a Familias project, which starts with \"Output from Familias\" (File, Save in Familias 3)");
    }
    (void)lines_.take("a second line, which is not read");
    project_.version = trimmed(lines_.take("the version"));
    if (lines_.peek().starts_with('"')) project_.comment = lines_.take_quoted("the project's comment");
  }

  void read_persons() {
    const auto n = lines_.take_count(6, "the number of persons");
    for (std::size_t i = 0; i < n; ++i) read_person(i);
    project_.n_named = n;
  }

  void read_person(std::size_t index) {
    Person person{.name = lines_.take_quoted("the name of person " + std::to_string(index + 1) + " in quotes")};
    (void)lines_.take_flag("the child flag");
    const auto year = trimmed(lines_.take("the year of birth or -1"));
    person.consider_dropouts = year.ends_with(kConsiderDropouts);
    (void)lines_.take_flag("a flag");
    person.sex = lines_.take_flag("whether the person is male") ? Sex::male : Sex::female;
    const auto n = lines_.take_count(3, "the number of typed markers");
    for (std::size_t k = 0; k < n; ++k) {
      const auto first = lines_.take_integer(0, kAny, "the index of the first allele");
      const auto second = lines_.take_integer(0, kAny, "the index of the second allele");
      const auto marker = lines_.take_integer(0, kAny, "the index of the marker");
      genotypes_.push_back({index, first, second, marker});
    }
    project_.persons.push_back(std::move(person));
  }

  /// Counts of unnamed persons, females first, and their place after `persons`.
  void read_extras(std::vector<Person>& persons, const std::string& prefix) {
    const auto n_female = lines_.take_count(0, "the number of extra females");
    const auto n_male = lines_.take_count(0, "the number of extra males");
    // Every extra is there to be in a relation, which takes two lines.
    if (n_female + n_male > lines_.n_left()) lines_.fail("no more extra persons than relations can name");
    for (std::size_t k = 0; k < n_female + n_male; ++k) {
      persons.push_back({.name = prefix + std::to_string(k + 1), .sex = k < n_female ? Sex::female : Sex::male});
    }
  }

  std::vector<Relation> read_relations(std::size_t n_persons) {
    const auto n = lines_.take_count(2, "the number of relations");
    std::vector<Relation> relations;
    const auto take = [&](const char* what) {
      if (lines_.peek().find("Direct") != std::string_view::npos) {
        (void)lines_.take("a relation");
        lines_.fail("a parent and a child; links of identity (twins) are not supported");
      }
      return lines_.take_integer(0, n_persons - 1,
                                 std::string("the index of ") + what + ", below " + std::to_string(n_persons));
    };
    for (std::size_t k = 0; k < n; ++k) {
      if (n_persons == 0) lines_.fail("no relations, as there are no persons");
      const auto parent = take("a parent");
      const auto child = take("a child");
      relations.emplace_back(parent, child);
    }
    return relations;
  }

  void read_known_relations() {
    const auto heading = lines_.take_quoted("\"Known relations\"");
    if (heading != "Known relations") lines_.fail("\"Known relations\"");
    read_extras(project_.persons, "extra_");
    project_.known = read_relations(project_.persons.size());
  }

  void read_pedigrees() {
    const auto n = lines_.take_count(5, "the number of pedigrees");
    for (std::size_t p = 0; p < n; ++p) {
      (void)lines_.take_integer(0, kAny, "the index of the pedigree");
      Pedigree pedigree{.name = lines_.take_quoted("the name of the pedigree in quotes")};
      read_extras(pedigree.extras, "extra_ped" + std::to_string(p) + "_");
      pedigree.relations = read_relations(project_.persons.size() + pedigree.extras.size());
      project_.pedigrees.push_back(std::move(pedigree));
    }
  }

  void read_database() {
    const auto header = trimmed(lines_.take("the header of the database"));
    if (header.starts_with("#TRUE#"))
      lines_.fail("a project saved without precomputed results (save it before calculating)");
    if (!header.starts_with("#FALSE#")) lines_.fail("#FALSE# and (#Databases: 1 ;Theta/Kinship/Fst: ...)");
    const auto n_databases = number_after(header, "#Databases:");
    if (n_databases && *n_databases != 1) lines_.fail("one database; projects with several are not supported");
    const auto theta = number_after(header, "Theta/Kinship/Fst:");
    if (!theta || *theta < 0 || *theta >= 1) lines_.fail("Theta/Kinship/Fst: and a number from 0 to below 1");
    project_.theta = *theta;
    const auto n_markers = lines_.take_count(0, "the number of markers");
    if (lines_.take_flag("whether the database has a name"))
      project_.database_name = lines_.take_quoted("the database's name");
    if (n_markers * 13 > lines_.n_left()) lines_.fail("a number of markers that the file has lines for");
    for (std::size_t i = 0; i < n_markers; ++i) read_marker();
  }

  void read_marker() {
    Marker marker{.name = lines_.take_quoted("the name of a marker in quotes")};
    // The female value comes before the male one in every pair.
    const auto rate = [&](const char* what) {
      const double value = lines_.take_number(what);
      if (value < 0 || value > 1) lines_.fail(std::string(what) + " from 0 to 1");
      return value;
    };
    marker.female.rate = rate("the female mutation rate");
    marker.male.rate = rate("the male mutation rate");
    constexpr auto model = "a mutation model's code from 0 to 4";
    marker.female.model = static_cast<int>(lines_.take_integer(0, 4, model));
    marker.male.model = static_cast<int>(lines_.take_integer(0, 4, model));
    (void)lines_.take_integer(0, kAny, "the number of alleles with the silent one");
    marker.female.range = rate("the female mutation range");
    marker.male.range = rate("the male mutation range");
    marker.female.rate2 = rate("the female mutation rate 2");
    marker.male.rate2 = rate("the male mutation rate 2");
    const bool has_silent = lines_.take_flag("whether there is a silent allele");
    const double silent = lines_.take_number("the silent allele's frequency");
    if (has_silent && !(silent >= 0 && silent < 1)) lines_.fail("the silent allele's frequency, from 0 to below 1");
    if (has_silent) marker.silent_frequency = silent;
    read_alleles(marker);
    project_.markers.push_back(std::move(marker));
  }

  void read_alleles(Marker& marker) {
    constexpr auto expected =
        "the number of alleles and (DatabaseSize = ... , Dropout probability = ... , Minor allele frequency = ... )";
    const auto info = trimmed(lines_.take(expected));
    std::size_t n = 0;
    const auto [end, status] = std::from_chars(info.data(), info.data() + info.size(), n);
    const bool number_ends = end == info.data() + info.size() || *end == '\t' || *end == ' ';
    if (status != std::errc() || !number_ends || n > lines_.n_left() / 2) lines_.fail(expected);
    if (n == 0) lines_.fail("one allele or more");
    marker.database_size = number_after(info, "DatabaseSize =").value_or(0);
    marker.dropout = number_after(info, "Dropout probability =").value_or(0);
    marker.minor_allele_frequency = number_after(info, "Minor allele frequency =").value_or(0);
    for (std::size_t k = 0; k < n; ++k) {
      marker.alleles.push_back(lines_.take_quoted("an allele's label in quotes"));
      marker.frequencies.push_back(lines_.take_number("an allele's frequency"));
      if (!(marker.frequencies.back() >= 0 && marker.frequencies.back() <= 1)) lines_.fail("a frequency from 0 to 1");
    }
  }

  void resolve_genotypes() {
    for (const auto& g : genotypes_) {
      const bool known = g.marker < project_.markers.size() && g.first < project_.markers[g.marker].alleles.size() &&
                         g.second < project_.markers[g.marker].alleles.size();
      if (!known) {
        throw SyntaxError{0,
                          "marker " + std::to_string(g.marker) + ", alleles " + std::to_string(g.first) + " and " +
                              std::to_string(g.second) + " of " + project_.persons[g.person].name,
                          "indices of a marker of the database and of its alleles"};
      }
      const auto& marker = project_.markers[g.marker];
      project_.persons[g.person].genotypes.push_back({marker.name, marker.alleles[g.first], marker.alleles[g.second]});
    }
  }

  void read_dvi() {
    project_.is_dvi = true;
    lines_.take_heading(1, "DVI");
    lines_.take_heading(2, "Unidentified persons");
    const auto n = lines_.take_value_count("nPersons", 5);
    for (std::size_t i = 0; i < n; ++i) project_.unidentified.push_back(read_dvi_person(3));
    lines_.take_heading(2, "Notes");
    const auto n_notes = lines_.take_value_count("nFamilies", 1);
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < n_notes; ++i) notes.emplace_back(trimmed(lines_.take("a note")));
    lines_.take_heading(2, "Reference Families");
    const auto n_families = lines_.take_value_count("nFamilies", 6);
    for (std::size_t i = 0; i < n_families; ++i) {
      project_.families.push_back(read_family());
      if (i < notes.size()) project_.families.back().note = notes[i];
    }
  }

  Person read_dvi_person(std::size_t depth) {
    lines_.take_heading(depth, "Person");
    Person person{.name = std::string(trimmed(lines_.take_value("Name")))};
    const auto gender = lower_case(trimmed(lines_.take_value("Gender")));
    person.sex = gender == "male" ? Sex::male : gender == "female" ? Sex::female : Sex::unknown;
    lines_.take_heading(depth + 1, "DNA data");
    const auto n = lines_.take_value_count("nSystems", 3);
    for (std::size_t k = 0; k < n; ++k) {
      Genotype genotype{.marker = std::string(trimmed(lines_.take_value("SystemName"))), .first = {}, .second = {}};
      genotype.first = trimmed(lines_.take_value("Allele1"));
      genotype.second = trimmed(lines_.take_value("Allele2"));
      person.genotypes.push_back(std::move(genotype));
    }
    return person;
  }

  Family read_family() {
    lines_.take_heading(3, "Family");
    Family family{.name = std::string(trimmed(lines_.take_value("Name")))};
    lines_.take_heading(4, "Persons");
    const auto n_persons = lines_.take_value_count("nPersons", 5);
    for (std::size_t i = 0; i < n_persons; ++i) family.persons.push_back(read_dvi_person(5));
    lines_.take_heading(4, "Pedigrees");
    const auto n_pedigrees = lines_.take_value_count("nPedigrees", 3);
    for (std::size_t i = 0; i < n_pedigrees; ++i) {
      lines_.take_heading(5, "Pedigree");
      NamedPedigree pedigree{.name = std::string(trimmed(lines_.take_value("Name")))};
      const auto n_relations = lines_.take_value_count("nRelations", 2);
      for (std::size_t k = 0; k < n_relations; ++k) {
        auto parent = std::string(trimmed(lines_.take_value("Parent")));
        auto child = std::string(trimmed(lines_.take_value("Child")));
        pedigree.relations.emplace_back(std::move(parent), std::move(child));
      }
      family.pedigrees.push_back(std::move(pedigree));
    }
    return family;
  }

  /// [Prior], [Advanced] and what follows. Anything else here is part of what should have been read before.
  void read_settings() {
    lines_.skip_blank();
    const auto first = trimmed(lines_.peek());
    if (!first.empty() && (!first.starts_with('[') || first.starts_with("[["))) {
      (void)lines_.take("a heading");
      lines_.fail(project_.is_dvi ? "[Prior], [Advanced] or the end of the file"
                                  : "[DVI], [Prior], [Advanced] or the end of the file");
    }
    while (!lines_.at_end()) {
      const auto line = trimmed(lines_.take("a line"));
      if (!line.empty()) project_.settings.emplace_back(line);
    }
  }

  static constexpr std::size_t kAny = 1'000'000'000;

  Lines lines_;
  Project project_;
  std::vector<IndexedGenotype> genotypes_;
};

}  // namespace

Result<Project> parse(std::string_view bytes, const char* code_page) {
  std::string decoded;
  auto text = text::without_byte_order_mark(bytes);
  if (const auto foreign = text::foreign_format(text, text::Reads::familias)) {
    return Error{Errc::unsupported_format,
                 "found " + std::string(foreign->what) + "; expected " + std::string(foreign->todo)};
  }
  if (text.find('\0') != std::string_view::npos) {
    return Error{Errc::unsupported_format, "found UTF-16 or binary data; expected a text file"};
  }
  if (text::first_bad_byte(text)) {
    auto result = text::decode(text, code_page);
    if (!result) return result.error();
    decoded = std::move(result).value();
    text = decoded;
  }
  try {
    return ProjectReader(text).read();
  } catch (const SyntaxError& error) {
    const std::string where = error.line > 0 ? "line " + std::to_string(error.line) : "";
    return Error{Errc::unsupported_format, "found '" + error.found + "'; expected " + error.expected, where};
  }
}

}  // namespace kith::intake::familias

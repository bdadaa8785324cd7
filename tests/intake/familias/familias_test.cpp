// Familias projects: reading the file, and the case that is made of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "intake/case_folder.hpp"
#include "intake/draft/case_writer.hpp"
#include "intake/familias/familias_import.hpp"
#include "intake/familias_text.hpp"

using namespace kith::testing;
using kith::genetics::MutationKind;
using kith::genetics::Sex;
using kith::matching::Role;
namespace familias = kith::intake::familias;

namespace {

familias::Project parsed(const std::string& text) {
  auto project = familias::parse(text);
  INFO((project ? std::string() : project.error().where + ": " + project.error().message));
  REQUIRE(project);
  return std::move(project).value();
}

familias::Import imported(const std::string& text) { return familias::to_case(parsed(text)); }

bool says(const std::vector<std::string>& lines, std::string_view words) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.find(words) != std::string::npos; });
}

const kith::intake::DraftPerson& person(const familias::Import& import, std::string_view id) {
  const auto& persons = import.draft.persons;
  const auto found = std::find_if(persons.begin(), persons.end(), [&](const auto& p) { return p.id == id; });
  REQUIRE(found != persons.end());
  return *found;
}

/// Written to a folder and read again.
kith::intake::CaseReading through_folder(const familias::Import& import) {
  const TempFolder temp;
  REQUIRE(kith::intake::write_case(import.draft, temp.path() / "case"));
  return kith::intake::read_case(temp.path() / "case");
}

std::string without_line(const std::string& text, std::size_t line) {
  std::istringstream in(text);
  std::string result;
  std::string next;
  for (std::size_t i = 0; std::getline(in, next); ++i) {
    if (i != line) result += next + '\n';
  }
  return result;
}

std::size_t count_lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// A family of these persons and one pedigree.
std::string one_family(const std::vector<std::string>& persons, const std::vector<std::string>& relations) {
  return dvi_project({}, {family_text(1, "F", persons, {pedigree_text(1, "F", relations)})});
}

}  // namespace

TEST_CASE("familias: a DVI project becomes families, missing persons and remains") {
  const auto import = imported(small_dvi_project());
  CHECK(import.errors.empty());
  CHECK(
      import.warnings ==
      std::vector<std::string>{
          "settings of Familias itself are not carried over: UseList= Yes, Size= 2, Dropin= 0, QuickSearch= Enabled"});
  REQUIRE(import.draft.persons.size() == 4);
  CHECK(person(import, "FAM-1/Wife").role == Role::reference);
  const auto& daughter = person(import, "FAM-1/Daughter");
  CHECK(daughter.father == "FAM-1/Missing person");
  CHECK(daughter.mother == "FAM-1/Wife");
  const auto& missing = person(import, "FAM-1/Missing person");
  CHECK(missing.role == Role::missing);
  CHECK(missing.sex == Sex::male);
  CHECK(says(import.notes, "'Missing person' is male, as the other parent shows"));
  CHECK(person(import, "FAM-1/Missing female 1").role == Role::missing);
  REQUIRE(import.draft.missing.size() == 2);
  CHECK(import.draft.missing[0].attributes == kith::matching::Attributes{{"note", "seen in [June] = once"}});
  REQUIRE(import.draft.remains.size() == 2);
  CHECK(import.draft.remains[1].id == "PM [2] = x");
  CHECK(import.draft.remains[1].sex == Sex::unknown);

  const auto reading = through_folder(import);
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.problems.problems().empty());
  CHECK(genotype_text(reading.content->panel, reading.content->remains[0].profile, "TH01") == "9/9.3");
  CHECK(genotype_text(reading.content->panel, reading.content->families[0].profiles[1], "vWA") == "16/17");
}

TEST_CASE("familias: female comes before male, in rates, models, ranges and extras") {
  const auto import = imported(small_dvi_project());
  const auto& th01 = import.draft.markers[0].spec;
  CHECK(th01.mutation_female.rate == 0.0005);
  CHECK(th01.mutation_male.rate == 0.002);
  CHECK(th01.mutation_female.range == 0.1);
  CHECK(th01.mutation_male.range == 0.2);
  CHECK(th01.mutation_female.rate2 == 1e-6);
  CHECK(th01.mutation_male.rate2 == 2e-6);
  const auto project = parsed(small_paternity_project());
  REQUIRE(project.pedigrees[1].extras.size() == 3);
  CHECK(project.pedigrees[1].extras[0].sex == Sex::female);
  CHECK(project.pedigrees[1].extras[1].sex == Sex::male);
  CHECK(project.pedigrees[1].extras[2].sex == Sex::male);
}

TEST_CASE("familias: a case that is no DVI has one family a pedigree, dropout for those marked, theta") {
  const auto import = imported(small_paternity_project());
  CHECK(import.errors.empty());
  CHECK(says(import.notes, "each of its pedigrees is written as a family of its own"));
  CHECK(says(import.notes, "marks nobody as missing"));
  CHECK(import.draft.persons.size() == 3 + 6);
  CHECK(person(import, "Man is father/Kid").father == "Man is father/Man");
  CHECK(person(import, "Man is father/Kid").mother == "Man is father/Mum");
  CHECK(person(import, "Uncle/Kid").father == "Uncle/extra_ped1_3");
  CHECK(person(import, "Uncle/Man").mother == "Uncle/extra_ped1_1");
  CHECK(import.draft.markers[0].spec.theta == 0.02);
  CHECK(import.draft.markers[0].spec.chromosomes == 400U);
  CHECK(import.draft.markers[0].min_frequency == 0.001);
  for (const auto& typing : import.draft.typings) {
    const bool marked = typing.subject.ends_with("/Man") && typing.marker == "TH01";
    CHECK(typing.model.has_value() == marked);
    if (marked) CHECK(*typing.model == kith::genetics::DropModel{0.05, 0.05 * 0.05, 0});
  }
  const auto reading = through_folder(import);
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.content->families.size() == 2);
  CHECK(reading.content->missing.empty());
}

TEST_CASE("familias: mutation codes") {
  const std::vector<std::pair<std::string, std::string>> plain{{"9", "0.3"}, {"10", "0.3"}, {"11", "0.4"}};
  const auto spec_of = [&](int model) {
    const auto import = imported(dvi_project({}, {}, database_text(marker_text("D1", model, plain), 1)));
    CHECK(import.errors.empty());
    return import.draft.markers[0].spec.mutation_male;
  };
  CHECK(spec_of(0).kind == MutationKind::equal);
  CHECK(spec_of(1).kind == MutationKind::proportional);
  CHECK(spec_of(2).kind == MutationKind::stepwise);
  CHECK(spec_of(2).rate2 == 0);
  CHECK(spec_of(3).kind == MutationKind::stepwise);
  CHECK(spec_of(3).stationary);
  CHECK(spec_of(4).kind == MutationKind::stepwise);
  CHECK(spec_of(4).rate2 == 2e-6);
}

TEST_CASE("familias: a step model on labels that are no repeat numbers becomes equal, loudly") {
  for (const char* label : {"Rest allele", "A", "<8"}) {
    const auto import = imported(
        dvi_project({}, {}, database_text(marker_text("D1", 4, {{"9", "0.3"}, {"10", "0.3"}, {label, "0.4"}}), 1)));
    CHECK(import.errors.empty());
    CHECK(says(import.warnings, "marker D1: the step model is not possible"));
    CHECK(import.draft.markers[0].spec.mutation_female.kind == MutationKind::equal);
    CHECK(import.draft.markers[0].spec.mutation_female.rate == 0.0005);
    CHECK(import.draft.markers[0].spec.mutation_male.rate == 0.002);
    CHECK(through_folder(import).content);
  }
  const auto micro = imported(
      dvi_project({}, {}, database_text(marker_text("D1", 2, {{"9", "0.3"}, {"10", "0.3"}, {"9.3", "0.4"}}), 1)));
  CHECK(says(micro.warnings, "no mutation between whole and partial repeats"));
}

TEST_CASE("familias: allele 0, zero frequencies, unreadable labels, silent alleles, markers that are not autosomal") {
  auto import = imported(
      dvi_project({victim_text(1, "P", "Male", {"D1", "0", "9"})}, {},
                  database_text(marker_text("D1", 0, {{"0", "0.3"}, {"9", "0.7"}, {"10", "0"}}), 1)));
  CHECK(says(import.warnings, "allele '0' is called Z"));
  CHECK(says(import.warnings, "allele 10 with frequency 0 is left out"));
  CHECK(import.draft.typings[0].alleles == std::vector<std::string>{"Z", "9"});
  CHECK(through_folder(import).content);
  import = imported(dvi_project({}, {}, database_text(marker_text("D1", 0, {{"long", "0.3"}, { "9", "0.7" }}), 1)));
  CHECK(says(import.errors, "found allele 'long'"));
  import = imported(dvi_project({}, {}, database_text(marker_text("DYS391", 0, {{"10", "0.3"}, { "9", "0.7" }}), 1)));
  CHECK(says(import.warnings, "marker DYS391 is not autosomal"));
  std::string silent = marker_text("D1", 0, {{"10", "0.3"}, {"9", "0.6"}});
  silent.replace(silent.find("#FALSE#\n0\n"), 10, "#TRUE#\n0.1\n");
  import = imported(dvi_project({}, {}, database_text(silent, 1)));
  CHECK(import.draft.markers[0].spec.silent_frequency == 0.1);
  CHECK(says(import.warnings, "has a silent allele"));
  CHECK(through_folder(import).content);
}

TEST_CASE("familias: which of a family's pedigrees is written") {
  const std::vector<std::string> persons{relative_text(1, "Son", "Male", {"TH01", "6", "9"}),
                                         relative_text(2, "Other", "Male", {})};
  const std::vector<std::string> with{"Missing person", "Son"};
  const auto family = [&](const std::vector<std::string>& pedigrees) {
    return imported(dvi_project({}, {family_text(1, "F", persons, pedigrees)}));
  };
  auto import = family({pedigree_text(1, "Reference pedigree", {}), pedigree_text(2, "F", with)});
  CHECK(says(import.warnings, "pedigree 'Reference pedigree' differs from 'F'"));
  CHECK(import.draft.missing.size() == 1);
  import = family({pedigree_text(1, "F", {"Other", "Son"}), pedigree_text(2, "Reference pedigree", with)});
  CHECK(says(import.warnings, "pedigree 'F' differs from 'Reference pedigree'"));
  import = family({pedigree_text(1, "Reference pedigree", with), pedigree_text(2, "F", with)});
  CHECK_FALSE(says(import.warnings, "differs"));
  import = family({});
  CHECK(says(import.warnings, "family F has no pedigree"));
  CHECK(says(import.notes, "family F marks nobody as missing"));
}

TEST_CASE("familias: the sex of the missing person is inferred or left open, never guessed in silence") {
  auto import = imported(one_family({relative_text(1, "Son", "Male", {"TH01", "6", "9"})}, {"Missing person", "Son"}));
  CHECK(says(import.warnings, "the sex of 'Missing person', the only parent named of 'Son', is not known"));
  CHECK(import.draft.missing[0].sex == Sex::unknown);
  auto reading = through_folder(import);
  REQUIRE(reading.content);
  CHECK(reading.content->missing[0].sex == Sex::unknown);

  import = imported(
      one_family({relative_text(1, "Son", "Male", {}), relative_text(2, "Dad", "Male", {"TH01", "6", "9"})},
                 {"Missing person", "Son", "Dad", "Son"}));
  CHECK(import.draft.missing[0].sex == Sex::female);
  CHECK(person(import, "F/Son").mother == "F/Missing person");

  import = imported(one_family({relative_text(1, "Son", "Male", {}), relative_text(2, "X", "?", {})},
                               {"X", "Son", "Missing person", "Son"}));
  CHECK(says(import.warnings, "the sexes of the parents 'X' and 'Missing person' are not known"));
  CHECK(person(import, "F/X").sex == Sex::male);
  CHECK(import.draft.missing[0].sex == Sex::female);

  import = imported(one_family({relative_text(1, "Mum", "Female", {}), relative_text(2, "Dad", "Male", {})},
                               {"Mum", "Missing person", "Dad", "Missing person"}));
  CHECK(import.draft.missing[0].sex == Sex::unknown);
  CHECK(person(import, "F/Missing person").father == "F/Dad");
}

TEST_CASE("familias: pedigrees that cannot be") {
  const auto man = [](int i, const char* name) { return relative_text(i, name, "Male", {}); };
  CHECK(says(imported(one_family({man(1, "A"), man(2, "B"), man(3, "C")}, {"A", "C", "B", "C"})).errors,
             "are of the same sex"));
  CHECK(says(
      imported(one_family({man(1, "A"), man(2, "B"), man(3, "C"), man(4, "D")}, {"A", "D", "B", "D", "C", "D"})).errors,
      "more than two parents"));
  CHECK(says(imported(one_family({man(1, "A")}, {"A", "A"})).errors, "his or her own parent"));
  CHECK(says(imported(one_family({man(1, "A"), man(2, "A")}, {"A", "B"})).errors, "names several persons"));
  CHECK(says(imported(one_family({man(1, "A")}, {"A", "B"})).warnings, "'B' is in a relation only"));
}

TEST_CASE("familias: names and markers that clash or are unknown") {
  auto import = imported(dvi_project({victim_text(1, "F/A", "Male", {"TH01", "6", "6"}), victim_text(2, "", "Male", {}),
                                      victim_text(3, "", "Male", {"D99", "1", "2"})},
                                     {family_text(1, "F", {relative_text(1, "A", "Male", {"D99", "1", "1"})}, {}),
                                      family_text(2, "F", {relative_text(1, "A", "Male", {})}, {})}));
  CHECK(import.draft.remains[0].id == "F/A (2)");
  CHECK(import.draft.remains[1].id == "PM");
  CHECK(import.draft.remains[2].id == "PM (2)");
  CHECK(import.draft.persons[1].id == "F (2)/A");
  CHECK(says(import.warnings, "it is called F (2)"));
  CHECK(says(import.warnings, "'A' is typed at D99, which the database lacks"));
  CHECK(says(import.warnings, "remains PM (2): typed at D99"));
  CHECK(through_folder(import).content);
}

TEST_CASE("familias: line ends, byte order marks and code pages") {
  const auto text = small_dvi_project();
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(imported("\xEF\xBB\xBF" + crlf).draft.persons.size() == 4);
  const std::string victim = "J\xFCrgen";
  const auto latin = dvi_project({victim_text(1, victim, "Male", {})}, {});
  CHECK(imported(latin).draft.remains[0].id == "J\xC3\xBCrgen");
  CHECK(parsed(dvi_project({victim_text(1, "J\xC3\xBCrgen", "Male", {})}, {})).unidentified[0].name == "J\xC3\xBCrgen");
  CHECK_FALSE(familias::parse(latin, "no such page"));
  // The line with the project's comment is missing in old files.
  CHECK(imported(without_line(small_paternity_project(), 3)).draft.persons.size() == 9);
}

TEST_CASE("familias: files that are something else are refused with the line and what was expected") {
  const auto message = [](const std::string& text) {
    const auto project = familias::parse(text);
    REQUIRE_FALSE(project);
    return project.error().where + ": " + project.error().message;
  };
  CHECK(message("").find("a Familias project") != std::string::npos);
  CHECK(message("TH01\n6\t0.5\n").find("line 1: found 'TH01'; expected a Familias project") == 0);
  CHECK(message("F1 1 0 0 1 2\nF1 2 0 0 2 1\n").find("found a PLINK family file") != std::string::npos);
  CHECK(message(std::string("\xFF\xFE\"\0O\0", 6)).find("UTF-16 or binary") != std::string::npos);
  auto text = small_dvi_project();
  const auto with = [&](const std::string& old_text, const std::string& new_text) {
    auto changed = text;
    changed.replace(changed.find(old_text), old_text.size(), new_text);
    return message(changed);
  };
  CHECK(with("#FALSE# (#Data", "#TRUE# (#Data").find("without precomputed results") != std::string::npos);
  CHECK(with("#Databases: 1", "#Databases: 2").find("several are not supported") != std::string::npos);
  CHECK(with("Fst: 0 )", "Fst: x )").find("a number from 0 to below 1") != std::string::npos);
  CHECK(with("\n4\n4\n3\n", "\n7\n4\n3\n").find("a mutation model's code from 0 to 4") != std::string::npos);
  CHECK(with("nPersons= 2", "nPersons= 2000000000").find("a number of entries that the file has") != std::string::npos);
  CHECK(with("[[[Person 2 ]]]", "[[[Family 2 ]]]").find("the heading [[[Person]]]") != std::string::npos);
  // One line too many before the DVI part, or behind it, must not turn what follows into settings.
  CHECK(with("[DVI]\n", "0.6\n[DVI]\n").find("found '0.6'; expected [DVI], [Prior], [Advanced]") != std::string::npos);
  CHECK(with("[DVI]\n", "").find("found '[[Unidentified persons]]'; expected [DVI]") != std::string::npos);
  CHECK(with("[Prior]\n", "Child= One\n[Prior]\n").find("found 'Child= One'; expected [Prior]") != std::string::npos);
  CHECK(with("\"6\"\n0.25", "\"6\"\n-0.25").find("a frequency from 0 to 1") != std::string::npos);
  CHECK(with("\n3\t(DatabaseSize", "\n0\t(DatabaseSize").find("one allele or more") != std::string::npos);
  text = small_paternity_project();
  CHECK(with("\n1\n2\n1\n1\n\"Uncle\"", "\n1\n2 Direct\n1\n1\n\"Uncle\"").find("links of identity") !=
        std::string::npos);
  CHECK(with("2\n2\n0\n\"Man\"", "9\n2\n0\n\"Man\"").find("indices of a marker") != std::string::npos);
}

TEST_CASE("familias: a DVI project without its DVI part is said to be one") {
  const auto text = small_dvi_project();
  CHECK(says(imported(text.substr(0, text.find("[DVI]"))).warnings, "no DVI part"));
}

TEST_CASE("familias: a file cut anywhere, or short of any line, is refused or read, never more") {
  for (const auto& text : {small_dvi_project(), small_paternity_project()}) {
    for (std::size_t line = 0; line < count_lines(text); ++line) {
      const auto project = familias::parse(without_line(text, line));
      if (project) (void)familias::to_case(project.value());
    }
    for (std::size_t size = 0; size < text.size(); size += 7) {
      const auto project = familias::parse(text.substr(0, size));
      if (project) (void)familias::to_case(project.value());
    }
  }
}

TEST_CASE("familias: an allele beside nothing is partial, as Familias writes a homozygote twice") {
  for (const char* second : {"", "0", "?", "-", "OL"}) {
    CAPTURE(second);
    const auto import = imported(
        dvi_project({victim_text(1, "V", "Male", {"TH01", "6", second, "VWA", "17", "17"})},
                    {family_text(1, "F", {relative_text(1, "Son", "Male", {"TH01", second, "9"})},
                                 {pedigree_text(1, "P", {"Missing person", "Son"})})}));
    CHECK(import.errors.empty());
    REQUIRE(import.draft.typings.size() == 3);
    for (const auto& typing : import.draft.typings) {
      CHECK(typing.alleles.size() == (typing.partial ? 1 : 2));
      CHECK(typing.partial == (typing.marker == "TH01"));
    }
    CHECK(says(import.warnings, "in 2 genotypes: F/Son TH01 9, V TH01 6; written as partial"));
  }
}

TEST_CASE("familias: two alleles in one, and two decimals, are no allele") {
  auto import = imported(dvi_project({victim_text(1, "V", "Male", {"TH01", "6,9", "9"})}, {}));
  CHECK(says(import.errors, "two alleles in one cell"));
  import = imported(dvi_project({}, {}, database_text(marker_text("D1", 0, {{"9.32", "0.3"}, { "9", "0.7" }}), 1)));
  CHECK(says(import.errors, "two alleles in one cell"));
  import = imported(dvi_project({}, {}, database_text(marker_text("D1", 0, {{"13,14", "0.3"}, { "9", "0.7" }}), 1)));
  CHECK(says(import.errors, "two alleles in one cell"));
}

// Relatives whose results reach no missing person, and siblings taken for half siblings.
#include <doctest/doctest.h>

#include <algorithm>

#include "intake/case_folder.hpp"
#include "support/shared.hpp"

using namespace kith::testing;

namespace {

/// A family in which `typed` gave a sample, found as 9.3/9.3 everywhere so that nobody excludes anybody.
kith::intake::CaseReading family(const std::string& rows, const std::vector<std::string>& typed) {
  CaseFolder folder;
  folder.tables.erase("missing_persons.csv");
  folder.tables["relatives.csv"] = "family_id,person_id,father_id,mother_id,sex,role\n" + rows;
  folder.tables["profiles.csv"] = "sample_id,subject_id,marker,allele_1,allele_2\nS0,R1,TH01,9.3,9.3\n";
  for (const auto& id : typed) folder.tables["profiles.csv"] += "S-" + id + "," + id + ",TH01,9.3,9.3\n";
  return folder.read();
}

/// The persons that a warning says are not linked; empty: there is none.
std::string unlinked(const kith::intake::CaseReading& reading) {
  for (const auto& problem : reading.problems.problems()) {
    for (const char* words : {" is typed and not linked to ", " are typed and not linked to "}) {
      if (const auto end = problem.message.find(words); end != std::string::npos) return problem.message.substr(0, end);
    }
  }
  return "";
}

bool says(const kith::intake::CaseReading& reading, const std::string& words) {
  const auto& problems = reading.problems.problems();
  return std::any_of(problems.begin(), problems.end(),
                     [&](const auto& problem) { return to_string(problem).find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("relatives: whoever is on a chain of parents and children to the missing person counts") {
  const std::string three_generations =
      "F1,Gf,,,M,other\nF1,Gm,,,F,reference\nF1,Fa,Gf,Gm,M,other\nF1,Mo,,,F,reference\nF1,Mi,Fa,Mo,M,missing\n"
      "F1,Un,Gf,Gm,M,reference\nF1,Co,Un,Au,F,reference\nF1,Au,,,F,reference\n";
  // The uncle's wife counts through her daughter: what the daughter has of her she does not have of the uncle.
  CHECK(unlinked(family(three_generations, {"Gm", "Mo", "Un", "Co", "Au"})).empty());
  CHECK(unlinked(family(three_generations, {"Gm", "Mo", "Au"})) == "Au");  // no typed child: nothing
}

TEST_CASE("relatives: an aunt without links, in-laws and a wife without typed children are named") {
  const std::string rows =
      "F1,Mo,,,F,reference\nF1,Mi,,Mo,M,missing\nF1,Aunt,,,F,reference\nF1,Wife,,,F,reference\n"
      "F1,Son,Mi,Wife,M,other\nF1,Inlaw,,,F,reference\n";
  CHECK(unlinked(family(rows, {"Mo", "Aunt", "Wife", "Inlaw"})) == "Aunt, Wife, Inlaw");
  CHECK(unlinked(family(rows, {"Mo", "Aunt", "Wife", "Son"})) == "Aunt");
  CHECK(unlinked(family(rows, {"Mo"})).empty());  // who is not typed is another warning's business
  // A grandchild tells of the wife as a child does.
  CHECK(unlinked(family(rows + "F1,Grandson,Son,,M,reference\n", {"Wife", "Grandson"})).empty());
}

TEST_CASE("relatives: a family of two missing persons needs a link to one; a family that misses nobody is named") {
  const std::string rows = "F1,A,,,M,missing\nF1,B,,,M,missing\nF1,Mo,,,F,other\nF1,Da,B,Mo,F,reference\n";
  CHECK(unlinked(family(rows, {"Da"})).empty());
  const auto reading = family(rows + "F2,X,,,F,reference\nF2,Y,,X,F,reference\n", {"Da", "X", "Y"});
  CHECK(says(reading, "family F2 is typed, and nobody in it is missing"));
  CHECK_FALSE(says(family(rows + "F2,X,,,F,other\n", {"Da"}), "nobody in it is missing"));
}

TEST_CASE("relatives: haplotypes count along their line only") {
  CaseFolder folder;
  folder.tables["relatives.csv"] =
      "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,reference\nF1,Mo,,,F,reference\n"
      "F1,Mi,Fa,Mo,M,missing\nF1,Gf,,,M,other\nF1,Gm,,,F,other\nF1,Un,Gf,Gm,M,reference\n";
  folder.tables["relatives.csv"].replace(folder.tables["relatives.csv"].find("Mo,,,F"), 6, "Mo,Gf,Gm,F");
  folder.tables["profiles.csv"] += "S4,Un,DYS19,14,\n";
  const auto mothers_brother = folder.read();
  INFO(all_problems(mothers_brother));
  CHECK(unlinked(mothers_brother) == "Un");  // another man's Y chromosome
  folder.tables["profiles.csv"] += "S5,Un,HV1,16126C,16024-16365\n";
  CHECK(unlinked(folder.read()).empty());  // but the same mtDNA
}

TEST_CASE("half siblings: children of one parent who lack the other are named") {
  const auto two = family("F1,Mo,,,F,other\nF1,Si,,Mo,F,reference\nF1,Mi,,Mo,M,missing\n", {"Si"});
  INFO(all_problems(two));
  CHECK(has_warning(two, "relatives.csv", 3, "father_id", "2 children of Mo have no father (Si, Mi)"));
  CHECK(says(two, "give the father a row"));
  CHECK(says(two, "half siblings"));
  const auto by_father = family("F1,Fa,,,M,other\nF1,Si,Fa,,F,reference\nF1,Mi,Fa,,M,missing\n", {"Si"});
  CHECK(has_warning(by_father, "relatives.csv", 3, "mother_id", "2 children of Fa have no mother (Si, Mi)"));
  const auto one = family("F1,Fa,,,M,other\nF1,Mo,,,F,other\nF1,Si,,Mo,F,reference\nF1,Mi,Fa,Mo,M,missing\n", {"Si"});
  CHECK(has_warning(one, "relatives.csv", 4, "father_id", "1 child of Mo has no father (Si)"));
}

TEST_CASE(
    "half siblings: nothing is said of an only child, of full siblings, of half siblings whose fathers have rows") {
  CHECK_FALSE(says(family("F1,Mo,,,F,reference\nF1,Mi,,Mo,M,missing\n", {"Mo"}), "half sibling"));
  const std::string parents = "F1,Mo,,,F,other\nF1,Fa,,,M,other\nF1,F2,,,M,other\n";
  CHECK_FALSE(says(family(parents + "F1,Si,Fa,Mo,F,reference\nF1,Mi,Fa,Mo,M,missing\n", {"Si"}), "half sibling"));
  CHECK_FALSE(says(family(parents + "F1,Si,F2,Mo,F,reference\nF1,Mi,Fa,Mo,M,missing\n", {"Si"}), "half sibling"));
}

TEST_CASE("X-linked markers: a missing person of unknown sex is named, and so are typed relatives of unknown sex") {
  CaseFolder folder;
  folder.tables.erase("missing_persons.csv");
  folder.tables["relatives.csv"] =
      "family_id,person_id,father_id,mother_id,sex,role\nF1,Mo,,,F,reference\nF1,Mi,,Mo,U,missing\nF2,Pa,,,U,"
      "reference\n"
      "F2,Xi,Pa,,U,missing\n";
  folder.tables["frequencies.csv"] += "DXS8378,10,0.4\nDXS8378,11,0.6\n";
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2\nS1,Mo,DXS8378,10,11\nS2,R1,DXS8378,10,\nS3,Pa,TH01,6,7\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(
      has_warning(reading, "relatives.csv", 3, "sex", "missing person Mi, whose family is typed at X-linked markers"));
  CHECK_FALSE(has_warning(reading, "relatives.csv", 5, "sex"));  // nothing X-linked in his family
  folder.tables["relatives.csv"].replace(folder.tables["relatives.csv"].find("Mo,U,missing"), 4, "Mo,M");
  CHECK_FALSE(says(folder.read(), "X-linked"));
}

TEST_SUITE("shared") {
  TEST_CASE("field 15 and 18: the case says what does not count") {
    const auto field = shared("field");
    if (!field) return;
    const auto x_linked = kith::intake::read_case(*field / "15_x_markers_unknown_sex_of_the_missing" / "case");
    CHECK(has_warning(x_linked, "relatives.csv", 3, "sex", "missing person mp"));
    const auto siblings = kith::intake::read_case(*field / "18_siblings_of_an_unlisted_father" / "case");
    CHECK(has_warning(siblings, "relatives.csv", 3, "father_id", "3 children of mum have no father"));
    CHECK_FALSE(
        says(kith::intake::read_case(*field / "18_siblings_of_an_unlisted_father" / "case_with_father"), "half"));
  }
}

// Every error and warning of a case folder's tables, each with its file, row and column.
#include <doctest/doctest.h>

#include "intake/case_folder.hpp"

using namespace kith::testing;

namespace {

void replace(std::string& text, const std::string& old_text, const std::string& new_text) {
  const auto found = text.find(old_text);
  REQUIRE(found != std::string::npos);
  text.replace(found, old_text.size(), new_text);
}

/// One change to one table, and the error it must lead to.
struct Mistake {
  const char* table;
  const char* old_text;
  const char* new_text;
  std::size_t row;
  const char* column;
  const char* words;
};

constexpr Mistake kErrors[] = {
    {"frequencies.csv", "marker,allele", "locus,allele", 1, "marker", "a column named marker"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,6,0.25,x", 2, "", "4 cells, but the header names 3 columns"},
    {"frequencies.csv", "marker,allele,frequency", "marker,allele,frequency,Frequency", 1, "frequency",
     "one column of this name"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,,0.25", 2, "allele", "an allele label"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,six,0.25", 2, "allele", "an allele label"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,0,0.25", 2, "allele", "an allele label"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,6,a quarter", 2, "frequency", "from 0 to 1"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,6,1.25", 2, "frequency", "from 0 to 1"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,6,nan", 2, "frequency", "from 0 to 1"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,7.0,0.25", 3, "allele", "every allele of TH01 once (it is in row 2 too)"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,6,0.2", 2, "frequency", "sum to 0.95"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,6,0.2", 2, "frequency",
     "'Rest allele' with 0.05 would complete the table"},
    {"frequencies.csv", "TH01,6,0.25", "TH01,6,0.35", 2, "frequency", "sum to 1.1"},
    {"markers.csv", "TH01,equal", "TH01,fast", 2, "mutation_model",
     "none, equal, proportional, onestep, stepwise, dawid or custom"},
    {"markers.csv", "TH01,equal,0.001", "TH01,equal,1.5", 2, "rate_male", "from 0 to 1"},
    {"markers.csv", "TH01,equal,0.001,0.0005", "TH01,equal,0.001,", 2, "rate_female", "a mutation rate"},
    {"markers.csv", "TH01,equal,0.001,0.0005,", "TH01,custom,,,", 2, "mutation_matrix",
     "the file that holds the matrix"},
    {"markers.csv", "vWA,stepwise", "THO1,stepwise", 3, "marker", "every marker once (TH01 is in row 2 too)"},
    {"markers.csv", "TH01,equal,0.001", "TH01,dawid,0.001", 2, "marker", "mutation_model equal or proportional"},
    {"relatives.csv", "person_id", "name", 1, "person_id", "a column named person_id"},
    {"relatives.csv", "F1,Fa,,,M", ",Fa,,,M", 2, "family_id", "the id of a family"},
    {"relatives.csv", "F1,Fa,,,M", "F1,,,,M", 2, "person_id", "unique in the case"},
    {"relatives.csv", "F1,Mo,,,F", "F1,Fa,,,F", 3, "person_id", "row 2 has it too, in family F1"},
    {"relatives.csv", "F1,Mi,Fa,Mo", "F1,Mi,Grandpa,Mo", 4, "father_id", "needs a row of his or her own"},
    {"relatives.csv", "F1,Mi,Fa,Mo", "F1,Mi,Mo,Fa", 4, "father_id", "a male person; this one has sex F (row 3)"},
    {"relatives.csv", "F1,Mi,Fa,Mo", "F1,Mi,Fa,Fa", 4, "mother_id", "a female person; this one has sex M"},
    {"relatives.csv", "F1,Fa,,,M", "F2,Fa,,,M", 4, "father_id", "belongs to family F2 (row 2)"},
    {"relatives.csv", "F1,Fa,,,M", "F1,Fa,Mi,,M", 2, "person_id", "an ancestor of"},
    {"relatives.csv", "F1,Fa,,,M", "F1,Fa,,,X", 2, "sex", "M, F or U"},
    {"relatives.csv", "M,missing", "M,lost", 4, "role", "reference, missing or other"},
    {"missing_persons.csv", "Mi,F1", "Mx,F1", 2, "missing_id", "a person_id of relatives.csv with role missing"},
    {"missing_persons.csv", "Mi,F1,M", "Mi,F9,M", 2, "family_id", "'F1', the family of this person in row 4"},
    {"missing_persons.csv", "Mi,F1,M", "Mi,F1,F", 2, "sex", "M, as in row 4 of relatives.csv"},
    {"missing_persons.csv", "Mi,F1,M,34", "Mi,F1,M,34\nMi,F1,M,35", 3, "missing_id", "every missing person once"},
    {"missing_persons.csv", "Mi,F1", "Fa,F1", 2, "missing_id", "row 2 of relatives.csv says reference"},
    {"remains.csv", "R1,M", "R1,M\nR1,F", 3, "remains_id", "row 2 has this id too"},
    {"remains.csv", "R1,M", "Fa,M", 2, "remains_id", "an id that no person of relatives.csv has"},
    {"remains.csv", "R1,M", "R1,boy", 2, "sex", "M, F or U"},
    {"profiles.csv", "subject_id", "person", 1, "subject_id", "a column named subject_id"},
    {"profiles.csv", "S1,Fa,TH01,6,9.3", ",Fa,TH01,6,9.3", 2, "sample_id", "the id of the sample"},
    {"profiles.csv", "S1,Fa,TH01,6,9.3", "S1,Fb,TH01,6,9.3", 2, "subject_id",
     "a person_id of relatives.csv or a remains_id"},
    {"profiles.csv", "S2,Mo,TH01,7,7", "S1,Mo,TH01,7,7", 4, "sample_id", "above it belongs to Fa"},
    {"profiles.csv", "S1,Fa,TH01,6,9.3", "S1,Fa,TH01,6,9x", 2, "allele_2", "an allele label such as 9 or 9.3"},
    {"profiles.csv", "S1,Fa,TH01,6,9.3", "S1,Fa,D99S1,6,9.3", 2, "marker", "a marker of frequencies.csv"},
    {"profiles.csv", "S1,Fa,TH01,6,9.3", "S1,Fa,TH01,6,9.3\nS1,Fa,THO1,6,7", 3, "TH01", "the result of row 2 (6/9.3)"},
    {"profiles.csv", "S1,Fa,TH01,6,9.3", "S1,Fa", 2, "marker", "the name of a marker"},
};

}  // namespace

TEST_CASE("every mistake in a table is an error with its file, row and column") {
  for (const auto& mistake : kErrors) {
    CaseFolder folder;
    replace(folder.tables[mistake.table], mistake.old_text, mistake.new_text);
    const auto reading = folder.read();
    CAPTURE(mistake.table);
    CAPTURE(mistake.new_text);
    INFO(all_problems(reading));
    CHECK_FALSE(reading.content);
    CHECK(has_error(reading, mistake.table, mistake.row, mistake.column, mistake.words));
  }
}

TEST_CASE("the unchanged case is read without a problem") {
  const auto reading = CaseFolder{}.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.problems.problems().empty());
  CHECK(reading.n_typed_genotypes == 5);
  CHECK(reading.input_files.size() == 6);
}

TEST_CASE("errors of all tables are reported in one reading, of equal ones three") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] += "vWA,xx,0.1\n";
  folder.tables["relatives.csv"] += "F1,Fa,,,M,other\n";
  for (int i = 0; i < 80; ++i) folder.tables["profiles.csv"] += "S9,nobody,TH01,6,7\n";
  const auto reading = folder.read();
  CHECK(has_error(reading, "frequencies.csv", 7, "allele"));
  CHECK(has_error(reading, "relatives.csv", 5, "person_id"));
  CHECK(has_error(reading, "profiles.csv", 7, "subject_id"));
  CHECK(reading.problems.n_errors() == 82);
  CHECK(reading.problems.n_suppressed() == 77);  // of the 80 equal ones three are shown
  CHECK(to_string(reading.problems).find("... and 77 more like this") != std::string::npos);
}

TEST_CASE("required tables that are missing, and a folder that is none") {
  for (const char* name : {"frequencies.csv", "relatives.csv", "profiles.csv"}) {
    CaseFolder folder;
    folder.tables.erase(name);
    const auto reading = folder.read();
    CHECK(has_error(reading, name, 0, "", "this file in the case folder"));
    CHECK_FALSE(reading.content);
  }
  CHECK(kith::intake::read_case("/nonexistent/case").problems.n_errors() == 1);
}

TEST_CASE("unknown columns are named in a warning; those of the forms are kept") {
  CaseFolder folder;
  replace(folder.tables["frequencies.csv"], "frequency\n", "frequency,source\n");
  for (const char* row : {"0.25\nTH01,7", "0.25\nTH01,9", "0.5\nvWA,16", "0.4\nvWA,17"}) {
    std::string with_source = row;
    with_source.insert(with_source.find('\n'), ",x");
    replace(folder.tables["frequencies.csv"], row, with_source);
  }
  replace(folder.tables["frequencies.csv"], "0.6\n", "0.6,x\n");
  folder.tables["missing_persons.csv"] = "missing_id,family_id,sex,age,shoe size\nMi,F1,M,34,43\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(has_warning(reading, "frequencies.csv", 1, "source", "ignored"));
  CHECK(has_warning(reading, "missing_persons.csv", 1, "shoe size", "kept and not used"));
  CHECK(reading.problems.n_warnings() == 2);
  CHECK(reading.content->missing[0].attributes == kith::matching::Attributes{{"age", "34"}, {"shoe size", "43"}});
}

TEST_CASE("a column that is there twice is an error") {
  CaseFolder folder;
  folder.tables["remains.csv"] = "remains_id,sex,SEX\nR1,M,F\n";
  CHECK(has_error(folder.read(), "remains.csv", 1, "sex", "one column of this name"));
}

TEST_CASE("frequency 0 counts as not listed; sums off by print rounding are divided, with a warning beyond 1e-6") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] =
      "marker,allele,frequency\nTH01,5,0\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\nvWA,16,0.4\nvWA,17,0.5996\n";
  auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(has_warning(reading, "frequencies.csv", 2, "frequency", "counts as not listed"));
  CHECK(
      has_warning(reading, "frequencies.csv", 6, "frequency", "the frequencies of the 2 alleles of vWA sum to 0.9996"));
  CHECK(reading.problems.n_warnings() == 2);
  CHECK(reading.content->panel.markers[1].frequencies()[0] == doctest::Approx(0.4 / 0.9996).epsilon(1e-14));

  replace(folder.tables["frequencies.csv"], "0.5996", "0.6000003");
  reading = folder.read();
  CHECK(reading.problems.n_warnings() == 1);
}

TEST_CASE("markers without a mutation model, and settings of markers nobody has frequencies of") {
  CaseFolder folder;
  folder.tables["markers.csv"] = "marker,mutation_model,rate_male,rate_female\nTH01,equal,0.001,0.001\nFGA,none,,\n";
  auto reading = folder.read();
  REQUIRE(reading.content);
  CHECK(has_warning(reading, "markers.csv", 0, "mutation_model", "none is on for vWA"));
  CHECK(has_warning(reading, "markers.csv", 3, "marker", "cannot be used"));
  folder.tables.erase("markers.csv");
  reading = folder.read();
  CHECK(has_warning(reading, "markers.csv", 0, "mutation_model", "none is on for TH01, vWA"));

  kith::intake::CaseOptions options;
  options.mutation_male = {.kind = kith::genetics::MutationKind::equal, .rate = 0.002};
  reading = folder.read(options);
  CHECK(reading.problems.problems().empty());
  CHECK(reading.content->panel.markers[0].spec().mutation_male.rate == 0.002);
}

TEST_CASE("references without a genotype, missing persons without a description") {
  CaseFolder folder;
  folder.tables["relatives.csv"] += "F1,Si,Fa,Mo,F,reference\nF1,Br,Fa,Mo,M,missing\n";
  const auto reading = folder.read();
  REQUIRE(reading.content);
  CHECK(has_warning(reading, "relatives.csv", 5, "role", "reference Si has no genotype"));
  CHECK(has_warning(reading, "relatives.csv", 6, "person_id", "searched for without a description"));
  CHECK(reading.content->missing.size() == 2);
}

TEST_CASE("several populations: one is picked, or the error names them") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] =
      "marker,allele,frequency,population\nTH01,6,0.5,North\nTH01,7,0.3,North\nTH01,9.3,0.2,North\nvWA,16,1,North\n"
      "TH01,6,0.2,South\nTH01,7,0.3,South\nTH01,9.3,0.5,South\nvWA,16,0.5,South\nvWA,17,0.5,South\n";
  CHECK(has_error(folder.read(), "frequencies.csv", 0, "population", "'North', 'South'"));
  const auto south = folder.read({.population = "South"});
  INFO(all_problems(south));
  REQUIRE(south.content);
  CHECK(south.content->panel.markers[0].frequencies()[0] == doctest::Approx(0.2));
  CHECK(has_error(folder.read({.population = "East"}), "frequencies.csv", 0, "population", "one of 'North', 'South'"));
  CHECK(has_error(CaseFolder{}.read({.population = "East"}), "frequencies.csv", 0, "population", "the table has none"));
}

// Wide tables: the header as a whole, in every form that programs write.
#include "intake/markers/marker_headings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "intake/case_folder.hpp"
#include "intake/draft/case_writer.hpp"
#include "intake/genotypes/genemapper_import.hpp"
#include "intake/kit_headings.hpp"

using namespace kith::testing;
using kith::Severity;
using kith::intake::MarkerLexicon;

namespace {

/// "TH01: 0 1; vWA: 2 3" — the columns of each marker, then problems.
std::string columns_of(const std::vector<std::string>& header, const MarkerLexicon& lexicon = {}) {
  const auto headings = kith::intake::read_marker_headings(header, std::vector<bool>(header.size(), false), lexicon);
  std::string text;
  for (const auto& marker : headings.markers) {
    text += (text.empty() ? "" : "; ") + marker.marker + ":";
    for (const auto& column : marker.copies) text += " " + std::to_string(*column.index);
  }
  for (const auto& problem : headings.problems) {
    text += problem.severity == Severity::error ? " !" : " ?";
    text += header[problem.column];
  }
  return text;
}

std::string problem_of(const std::vector<std::string>& header, const MarkerLexicon& lexicon = {}) {
  const auto headings = kith::intake::read_marker_headings(header, std::vector<bool>(header.size(), false), lexicon);
  REQUIRE(headings.problems.size() == 1);
  return headings.problems.front().expected;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// All genotypes and haplotypes of the father and the remains.
std::string everything_of(const kith::intake::CaseReading& reading) {
  if (!reading.content) return all_problems(reading);
  const auto& content = *reading.content;
  std::string text;
  const auto add = [&](const kith::genetics::Profile& profile, const kith::genetics::YHaplotype& y) {
    for (const auto& marker : content.panel.markers) {
      text += marker.name() + ' ' + genotype_text(content.panel, profile, marker.name()) + '\n';
    }
    std::vector<std::string> loci;
    for (std::size_t i = 0; i < y.size(); ++i) {
      loci.push_back(content.y_markers[i].name);
      for (const auto allele : y[i]) loci.back() += ' ' + kith::genetics::y_allele_text(allele);
    }
    std::sort(loci.begin(), loci.end());
    for (const auto& locus : loci) text += locus + '\n';
  };
  const auto& family = content.families[0];
  add(family.profiles[0], family.y.empty() ? kith::genetics::YHaplotype{} : family.y[0]);
  add(content.remains[0].profile, content.remains[0].y);
  return text + (family.amelogenin[0] == kith::genetics::Sex::male ? "male" : "");
}

/// A case with frequencies for the kit's markers.
CaseFolder case_for(const Kit& kit) {
  CaseFolder folder;
  folder.tables.erase("markers.csv");
  auto& frequencies = folder.tables["frequencies.csv"];
  frequencies = "marker,allele,frequency\n";
  for (const auto& marker : kit.markers) {
    if (marker.name.starts_with("DY") || marker.name.starts_with("YG") || marker.name == "AMEL") continue;
    for (int allele = 8; allele < 18; ++allele) {
      frequencies += marker.name + ',' + std::to_string(allele) + ",0.1\n";
    }
  }
  return folder;
}

std::string long_table(const Kit& kit) {
  std::string text = "sample_id,subject_id,marker,allele_1,allele_2\n";
  const auto cell = [](const std::vector<std::string>& alleles, std::size_t k) {
    return k < alleles.size() ? alleles[k] : std::string();
  };
  for (const auto& marker : kit.markers) {
    text += "S1,Fa," + marker.name + ',' + cell(marker.father, 0) + ',' + cell(marker.father, 1) + '\n';
    text += "S3,R1," + marker.name + ',' + cell(marker.remains, 0) + ',' + cell(marker.remains, 1) + '\n';
  }
  return text;
}

struct WideColumn {
  std::string marker;
  int copy = 0;
  std::string father, remains;
};

/// The order of the columns: as they are, all first copies before all second ones, second copies first, or at random.
enum class Order { by_marker, by_copy, swapped, random };

std::vector<WideColumn> columns_of(const Kit& kit, const HeadingForm& form, Order order, std::mt19937_64& random) {
  std::vector<std::vector<WideColumn>> blocks;
  for (const auto& marker : kit.markers) {
    std::vector<WideColumn> block;
    const auto joined = [](const std::vector<std::string>& alleles) {
      return alleles.size() == 1 ? alleles[0] : alleles[0] + "/" + alleles[1];
    };
    if (form.holds_genotypes) {
      block.push_back({marker.name, 0, joined(marker.father), joined(marker.remains)});
    } else {
      const auto cell = [](const std::vector<std::string>& alleles, std::size_t k) {
        return k < alleles.size() ? alleles[k] : std::string();
      };
      for (int k = 0; k < 2; ++k) {
        const auto place = static_cast<std::size_t>(k);
        block.push_back({marker.name, k, cell(marker.father, place), cell(marker.remains, place)});
      }
    }
    blocks.push_back(std::move(block));
  }
  if (form.in_blocks && order == Order::random) std::shuffle(blocks.begin(), blocks.end(), random);
  std::vector<WideColumn> columns;
  for (auto& block : blocks) {
    if (order == Order::swapped && !form.in_blocks) std::reverse(block.begin(), block.end());
    columns.insert(columns.end(), block.begin(), block.end());
  }
  if (form.in_blocks) return columns;
  if (order == Order::by_copy) {
    std::stable_sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) { return a.copy < b.copy; });
  }
  if (order == Order::random) std::shuffle(columns.begin(), columns.end(), random);
  return columns;
}

/// With these columns before the markers, and their cells in the father's and the remains' row.
std::string wide_table(const std::vector<WideColumn>& columns, const HeadingForm& form, const std::string& head,
                       const std::string& father, const std::string& remains) {
  std::string header = head, first = father, second = remains;
  std::size_t place = 2;
  for (const auto& column : columns) {
    header += ',' + form.heading(column.marker, column.copy, ++place);
    first += ',' + column.father;
    second += ',' + column.remains;
  }
  return header + '\n' + first + '\n' + second + '\n';
}

std::string profiles_of(const std::vector<WideColumn>& columns, const HeadingForm& form) {
  return wide_table(columns, form, "sample_id,subject_id", "S1,Fa", "S3,R1");
}

}  // namespace

TEST_CASE("headings: the full headings of four kits, in every form and order, say what the long layout says") {
  std::mt19937_64 random(13);
  for (const Kit& kit : kits()) {
    CAPTURE(kit.name);
    CaseFolder folder = case_for(kit);
    folder.tables["profiles.csv"] = long_table(kit);
    const auto expected = folder.read();
    INFO(all_problems(expected));
    REQUIRE(expected.content);
    for (const auto& form : heading_forms()) {
      CAPTURE(form.name);
      for (const auto order : {Order::by_marker, Order::by_copy, Order::swapped, Order::random}) {
        folder.tables["profiles.csv"] = profiles_of(columns_of(kit, form, order, random), form);
        CAPTURE(folder.tables["profiles.csv"]);
        const auto reading = folder.read();
        INFO(all_problems(reading));
        CHECK(everything_of(reading) == everything_of(expected));
        CHECK(reading.problems.n_warnings() == expected.problems.n_warnings());
      }
    }
  }
}

TEST_CASE("headings: a form for each marker, columns anywhere, pieces of any size: the same case") {
  std::mt19937_64 random(20240501);
  const auto forms = heading_forms();
  for (int i = 0; i < 60; ++i) {
    CAPTURE(i);
    const Kit kit = kits()[random() % 4];
    CaseFolder folder = case_for(kit);
    folder.tables["profiles.csv"] = long_table(kit);
    const auto expected = everything_of(folder.read());
    std::vector<WideColumn> anywhere;
    std::map<std::string, HeadingForm> form_of;
    for (const auto& marker : kit.markers) {
      do {
        form_of[marker.name] = forms[random() % forms.size()];
      } while (form_of[marker.name].in_blocks);
      const auto columns = columns_of(Kit{"", {marker}}, form_of[marker.name], Order::by_marker, random);
      anywhere.insert(anywhere.end(), columns.begin(), columns.end());
    }
    std::shuffle(anywhere.begin(), anywhere.end(), random);
    // A repeated name has no numbers, so that the order of its columns is that of its copies.
    const HeadingForm mixed{"mixed", [&](const std::string& marker, int copy, std::size_t place) {
                              return form_of.at(marker).heading(marker, copy, place);
                            }};
    folder.tables["profiles.csv"] = profiles_of(anywhere, mixed);
    CAPTURE(folder.tables["profiles.csv"]);
    const TempFolder temp;
    folder.write_to(temp.path());
    const auto reading = kith::intake::read_case(temp.path(), {}, {}, {.bytes = 1 + random() % 300, .samples = 1});
    INFO(all_problems(reading));
    CHECK(everything_of(reading) == expected);
  }
}

TEST_CASE("headings: the importer and haplotypes.csv understand the same header") {
  std::mt19937_64 random(7);
  for (const Kit& kit : kits()) {
    CAPTURE(kit.name);
    std::string narrow = "Sample,Marker,Allele 1,Allele 2\n";
    std::string haplotypes = "haplotype_id,marker,allele_1,allele_2\n";
    const auto cell = [](const std::vector<std::string>& alleles, std::size_t k) {
      return k < alleles.size() ? alleles[k] : std::string();
    };
    for (const auto& marker : kit.markers) {
      const std::string father = marker.name + ',' + cell(marker.father, 0) + ',' + cell(marker.father, 1) + '\n';
      const std::string remains = marker.name + ',' + cell(marker.remains, 0) + ',' + cell(marker.remains, 1) + '\n';
      narrow += "S1," + father + "S3," + remains;
      haplotypes += "H1," + father + "H2," + remains;
    }
    const auto typings = [](const std::string& text) {
      kith::intake::GenotypeImport import;
      import.add_table(text, "t.csv");
      std::vector<std::string> rows;
      for (const auto& problem : import.problems().problems()) rows.push_back(to_string(problem));
      for (auto typing : import.typings()) {
        rows.push_back(typing.sample + ' ' + typing.marker);
        std::sort(typing.alleles.begin(), typing.alleles.end());
        for (const auto& allele : typing.alleles) rows.back() += ' ' + allele;
      }
      std::sort(rows.begin(), rows.end());
      return rows;
    };
    const bool is_y = kit.markers.front().name.starts_with("DY");
    const auto lines = [](const std::string& table) {
      CaseFolder folder;
      folder.tables["haplotypes.csv"] = table;
      const auto reading = folder.read();
      INFO(all_problems(reading));
      REQUIRE(reading.content);
      std::vector<std::string> loci;
      for (const auto& haplotype : reading.content->haplotypes.y) {
        for (std::size_t i = 0; i < haplotype.size(); ++i) {
          loci.push_back(reading.content->y_markers[i].name);
          for (const auto allele : haplotype[i]) loci.back() += ' ' + kith::genetics::y_allele_text(allele);
        }
      }
      std::sort(loci.begin(), loci.end());
      return loci;
    };
    for (const auto& form : heading_forms()) {
      CAPTURE(form.name);
      const auto columns = columns_of(kit, form, Order::random, random);
      CHECK(typings(wide_table(columns, form, "Sample", "S1", "S3")) == typings(narrow));
      if (is_y) CHECK(lines(wide_table(columns, form, "haplotype_id", "H1", "H2")) == lines(haplotypes));
    }
  }
}

TEST_CASE("headings: the longest known marker wins; a number is never glued to a name") {
  CHECK(columns_of({"D3S1358_1", "D3S1358_2"}) == "D3S1358: 0 1");
  CHECK(columns_of({"DYS19.1", "DYS19.2", "DXS101-1", "DXS101-2"}) == "DYS19: 0 1; DXS101: 2 3");
  CHECK(columns_of({"DXS10103", "DXS101"}) == "DXS10103: 0; DXS101: 1");
  CHECK(columns_of({"DYS389.1", "DYS389.2"}) == "DYS389.1: 0; DYS389.2: 1");
  CHECK(columns_of({"DYS389I_1", "DYS389I_2", "DYS389II_1", "DYS389II_2"}) == "DYS389I: 0 1; DYS389II: 2 3");
  CHECK(columns_of({"GATA H4.1", "Y-GATA-H4"}) == "GATA H4.1: 0 1");
  CHECK(columns_of({"GATA H4.1"}) == "GATA H4.1: 0");
  CHECK(columns_of({"YGATAH4_1", "YGATAH4_2"}) == "YGATAH4: 0 1");
  CHECK(columns_of({"DYS389I I", "DYS389I II", "DYS389II I", "DYS389II II"}) == "DYS389I: 0 1; DYS389II: 2 3");
  CHECK(columns_of({"DYS389 I", "DYS389 II", "DYS389 II-I"}) == "DYS389 I: 0; DYS389 II: 1; DYS389 II-I: 2");
  CHECK(columns_of({"Penta_D_1", "Penta_D_2", "PENTA D", "Penta E"}) == "PENTA D: 2 0 1; Penta E: 3");
  CHECK(columns_of({"HV1", "HV2", "mtDNA_RANGE", "HV 3"}) == "HV1: 0; HV2: 1; mtDNA_RANGE: 2; HV 3: 3");
  CHECK(columns_of({"rs12341", "rs12342", "rs1234_1", "rs1234_2"}) == "rs12341: 0; rs12342: 1; rs1234: 2 3");
  MarkerLexicon own;
  for (const auto* name : {"L1", "L11", "M_1", "M_2"}) own.add(name);
  CHECK(columns_of({"L1_1", "L1_2", "L11_1", "L11_2"}, own) == "L1: 0 1; L11: 2 3");
  CHECK(columns_of({"M_1", "M_2"}, own) == "M_1: 0; M_2: 1");
}

TEST_CASE("headings: copies are in their order wherever they stand, three or more too") {
  CHECK(columns_of({"TPOX_2", "TH01_2", "TPOX_1", "TH01_1"}) == "TPOX: 2 0; TH01: 3 1");
  CHECK(columns_of({"TPOX_3", "TPOX_1", "TPOX_2"}) == "TPOX: 1 2 0");
  CHECK(columns_of({"TPOX", "", "", "TH01", ""}) == "TPOX: 0 1 2; TH01: 3 4");
  CHECK(columns_of({"TPOX", "TPOX.1", "TPOX.2", "TPOX.3"}) == "TPOX: 0 1 2 3");
  CHECK(columns_of({"TPOX...3", "TPOX...4", "TPOX...5"}) == "TPOX: 0 1 2");
  CHECK(columns_of({"TPOX", "...4", "TH01", "Unnamed: 6", "FGA", "X.1"}) == "TPOX: 0 1; TH01: 2 3; FGA: 4 5");
  CHECK(columns_of({"TH01", "vWA", "TH01", "vWA"}) == "TH01: 0 2; vWA: 1 3");
  CHECK(columns_of({"TH01", "THO1"}) == "TH01: 0 1");
  CHECK(columns_of({"TH01", "vWA", "THO1"}) == "TH01: 0; vWA: 1; THO1: 2");  // two results
  CHECK(columns_of({"TH01a", "TH01b"}) == "TH01: 0 1");
  CHECK(columns_of({"FGA1", "FGA2"}) == "FGA: 0 1");
}

TEST_CASE("headings: copies of markers with several copies; two markers DYS389") {
  CHECK(columns_of({"DYS385a", "DYS385b"}) == "DYS385: 0 1");
  CHECK(columns_of({"YCAII b", "YCAIIa", "DYF387S1.1", "DYF387S1.2"}) == "YCAII: 1 0; DYF387S1: 2 3");
  CHECK(columns_of({"DYS464a", "DYS464b", "DYS464c", "DYS464d", "DYS385 a/b", "CDY a", "CDY b"}) ==
        "DYS464: 0 1 2 3; DYS385 a/b: 4; CDY: 5 6");
  CHECK(columns_of({"DYS385I", "DYS385II", "YCAIII"}) == "DYS385: 0 1; YCAIII: 2");
  CHECK(columns_of({"DYS385a_1", "DYS385a_2", "DYS385b_1", "DYS385b_2"}) == "DYS385a: 0 1; DYS385b: 2 3");
  CHECK(contains(problem_of({"DYS385a", "DYS19"}), "the other copy of DYS385"));
  CHECK(contains(problem_of({"DYS389 I/II"}), "DYS389I and DYS389II in columns of their own"));
  CHECK(contains(problem_of({"DYS389"}), "DYS389I and DYS389II in columns of their own"));
}

TEST_CASE("headings: a copy alone, twice or missing is an error") {
  CHECK(contains(problem_of({"TH01_1", "TH01_2", "TPOX_1"}), "the other copy of TPOX"));
  CHECK(contains(problem_of({"TPOX_2"}), "the other copy of TPOX"));
  CHECK(contains(problem_of({"TPOX a"}), "the other copy of TPOX"));
  CHECK(contains(problem_of({"AMEL_1", "TH01"}), "the other copy of AMEL"));
  CHECK(contains(problem_of({"TPOX_1", "TPOX_3"}), "a column for every copy of TPOX"));
  CHECK(contains(problem_of({"TPOX_1", "TPOX_2", "TPOX-1"}), "the header has two"));
  CHECK(columns_of({"DYS19_1", "DYS385_1", "DYS385_2", "HV1_1"}) == "DYS19: 0; DYS385: 1 2; HV1: 3");
  CHECK(columns_of({"DYS385_1", "DYS19_1"}) == "DYS19: 1 !DYS385_1");
}

TEST_CASE("headings: cells under a blank heading are an error behind numbered copies, a trailing delimiter is none") {
  CaseFolder folder;
  folder.tables["profiles.csv"] = "sample_id,subject_id,TH01_1,TH01_2,\nS1,Fa,6,7,\nS3,R1,6,7,9.3\n";
  CHECK(has_error(folder.read(), "profiles.csv", 1, "",
                  "a heading for column 5, which has cells and stands behind TH01_2"));
  folder.tables["profiles.csv"] = "sample_id,subject_id,TH01_1,TH01_2,\nS1,Fa,6,7,\nS3,R1,6,7,\n";
  CHECK(folder.read().content);
  folder.tables["profiles.csv"] = "sample_id,subject_id,vWA,TH01,,\nS1,Fa,16/17,6/7,,\nS3,R1,16/17,7/9.3,,\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(genotype_text(reading.content->panel, reading.content->remains[0].profile, "TH01") == "7/9.3");
  CHECK(columns_of({"TH01 genotype", "FGA allele", "FGA allele.1"}) == "TH01: 0; FGA: 1 2");
  CHECK(columns_of({"DYS391_1", "Yindel_1", "FGA_1", "FGA_2"}) == "DYS391: 0; Yindel: 1; FGA: 2 3");
}

TEST_CASE("headings: like a marker's, but none that is known: an error that names the nearest") {
  for (const auto& [wrong, right] :
       std::vector<std::pair<std::string, std::string>>{{"D3S1538", "D3S1358"},
                                                        {"D3S1538_1", "D3S1358"},
                                                        {"D21S12", "D21S11"},
                                                        {"TH02", "TH01"},
                                                        {"TPXO", "TPOX"},
                                                        {"vWA_x", "vWA"},
                                                        {"D19S343", "D19S433"},
                                                        {"DSY391", "DYS391"},
                                                        {"D21", "D21S11"},
                                                        {"Penta B", "Penta"},
                                                        {"CSF1PQ", "CSF1PO"},
                                                        {"D12S319 a", "D12S391"},
                                                        {"TH01 1 2", "TH01"},
                                                        {"Amelogenin sex", "Amelogenin"}}) {
    const std::string tried(wrong);
    CAPTURE(tried);
    CHECK(contains(problem_of({wrong, "FGA"}), right));
    CHECK(columns_of({wrong, "FGA"}) == "FGA: 1 !" + wrong);
  }
  MarkerLexicon own;
  for (const auto* name : {"M1", "M2"}) own.add(name);
  CHECK(columns_of({"M1", "M3"}, own) == "M1: 0 !M3");
  CHECK(columns_of({"XX1_1", "XX1_2", "FGA"}) == "FGA: 2 !XX1_1");
  CHECK(columns_of({"QQQ_1", "QQQ_2"}) == " !QQQ_1");
  // Columns of other things stay what they are.
  CHECK(columns_of({"comment",  "lab",      "date",        "Sex",        "note 1",   "note 2",
                    "phone_1",  "phone_2",  "D",           "Marker X",   "age",      "allele_1",
                    "allele_2", "Height 1", "Height 2",    "FGA Height", "TH01_RFU", "mtDNA haplogroup",
                    "UD1",      "UD2",      "Sample File", "Run 2",      "kit",      "X",
                    ""}) == "");
}

TEST_CASE("headings: a Y-STR or X-STR number that no list has is kept, with a warning") {
  CHECK(columns_of({"DYS999_1", "DYS999_2", "DXS99999", "DYS998a", "DYS998b", "DYS997a"}) ==
        "DYS999: 0 1; DXS99999: 2; DYS998: 3 4; DYS997a: 5 ?DYS999_1 ?DXS99999 ?DYS998a ?DYS997a");
  CHECK(contains(problem_of({"DYS339"}), "the nearest name is DYS393"));
  // a known name, or an alias, with more behind it
  CHECK(contains(problem_of({"vWA31x"}), "the nearest name is vWA"));
  CHECK(contains(problem_of({"TH01old"}), "the nearest name is TH01"));
  CHECK(contains(problem_of({"D3S1358rerun"}), "the nearest name is D3S1358"));
  CHECK(columns_of({"TH01Height", "FGAge"}) == "");
  MarkerLexicon own;
  own.add("DYS999");
  CHECK(columns_of({"DYS999_1", "DYS999_2"}, own) == "DYS999: 0 1");
}

// The one reader of alleles: every spelling, by what its table and its marker allow.
#include "intake/profiles/genotype_cells.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace kith::intake;
using kith::genetics::find_marker_range;

namespace {

AlleleRule at(std::string_view marker, bool decimal_comma = false) {
  return {decimal_comma, find_marker_range(marker)};
}

std::string label(std::string_view text, const AlleleRule& rule) {
  const auto cell = read_allele_cell(text, rule);
  return cell.content == CellContent::allele ? cell.label : "";
}

CellContent content(std::string_view text, const AlleleRule& rule) { return read_allele_cell(text, rule).content; }

bool says_two(std::string_view text, const AlleleRule& rule) {
  return expected_allele(text, rule).find("two alleles in one cell") != std::string::npos;
}

using Items = std::vector<std::string_view>;

}  // namespace

TEST_CASE("alleles: no fraction reaches the repeat's length") {
  CHECK(label("9.3", at("TH01")) == "9.3");
  CHECK(label("9.4", at("TH01")) == "");
  CHECK(expected_allele("9.4", at("TH01")).find("TH01, whose repeat of 4 bases has parts from .1 to .3") !=
        std::string::npos);
  CHECK(label("15.4", at("Penta E")) == "15.4");
  CHECK(label("15.5", at("Penta E")) == "");
  CHECK(label("19.5", at("DYS448")) == "19.5");
  CHECK(label("19.6", at("DYS448")) == "");
  CHECK(label("16.2", at("D22S1045")) == "16.2");
  CHECK(label("16.3", at("D22S1045")) == "");
  CHECK(label("16.5", at("no such marker")) == "16.5");
  CHECK(label("16.6", at("no such marker")) == "");
  CHECK(label("<9.3", at("TH01")) == "<9.3");
}

TEST_CASE("alleles: spellings of one allele") {
  for (const auto* text : {"9.30", " 9.3 ", "09.3", "9.300"}) CHECK(label(text, at("TH01")) == "9.3");
  CHECK(label("14.0", at("vWA")) == "14");
  CHECK(label("14,0", at("vWA", true)) == "14");
  CHECK(label("9,3", at("TH01", true)) == "9.3");
  CHECK(label("9,30", at("TH01", true)) == "9.3");
  CHECK(label("<9,3", at("TH01", true)) == "<9.3");
  CHECK(content("9,3", at("TH01")) == CellContent::either);
}

TEST_CASE("alleles: two alleles are no number, whatever the delimiter") {
  for (const bool decimal_comma : {false, true}) {
    for (const auto* text : {"13,14", "28,30", "13/14", "13-14", "13 14", "13|14", "13, 14", "9,9.3", "13,?", "13/-",
                             "?,13", "11,4", "12,13,14"}) {
      CAPTURE(text);
      CHECK(content(text, at("vWA", decimal_comma)) == CellContent::two_alleles);
      CHECK(says_two(text, at("vWA", decimal_comma)));
    }
    for (const auto* text : {"13.14", "11.25", "9.32", "<13.14"}) {
      CAPTURE(text);
      CHECK(content(text, at("vWA", decimal_comma)) == CellContent::unreadable);
      CHECK(says_two(text, at("vWA", decimal_comma)));
    }
  }
  CHECK(content("13,0", at("vWA")) == CellContent::two_alleles);  // 13 and nothing beside it
  CHECK(label("15,4", at("Penta E", true)) == "15.4");
  CHECK(content("15,4", at("D3S1358", true)) == CellContent::two_alleles);
}

TEST_CASE("alleles: what says that nothing was seen, and what names no allele") {
  CHECK(content("", at("vWA")) == CellContent::nothing);
  for (const auto* text : {"0", "-", "NA", "nn", "null", "0.0", "00"})
    CHECK(content(text, at("vWA")) == CellContent::not_seen);
  for (const auto* text : {"?", "OL", "ol?", "off-ladder", "INC", "NR", "*"}) {
    CHECK(content(text, at("vWA")) == CellContent::unusable);
  }
  for (const auto* text : {"F", "99", "12<", "12.x"}) CHECK(content(text, at("vWA")) == CellContent::wildcard);
  CHECK(read_allele_cell("12?", at("vWA")).flagged);
}

TEST_CASE("alleles: a list of alleles has commas for decimals, and no pairs") {
  CHECK(read_listed_allele("9,3", find_marker_range("TH01")) == "9.3");
  CHECK(read_listed_allele("99", nullptr) == "99");
  for (const auto* text : {"13,14", "13.14", "0", "?", "9*", "12<"}) CHECK_FALSE(read_listed_allele(text, nullptr));
}

TEST_CASE("genotypes in one cell: a side left empty is not known") {
  CHECK(*split_genotype("13/14") == Items{"13", "14"});
  CHECK(*split_genotype("13 - 14") == Items{"13", "14"});
  CHECK(*split_genotype("13/") == Items{"13", "-"});
  CHECK(*split_genotype("13-") == Items{"13", "-"});
  CHECK(*split_genotype("13/-") == Items{"13", "-"});
  CHECK(*split_genotype("13,-") == Items{"13", "-"});
  CHECK(*split_genotype("-/13") == Items{"-", "13"});
  CHECK(*split_genotype("13,0") == Items{"13", "0"});
  CHECK(*split_genotype("13 ?") == Items{"13", "?"});
  CHECK(*split_genotype("8/10/11") == Items{"8", "10", "11"});
  CHECK(*split_genotype("6/9,3") == Items{"6", "9,3"});
  CHECK(*split_genotype("off-ladder") == Items{"off-ladder"});
  CHECK(split_genotype("-")->empty());
  CHECK(*split_genotype("9,4", find_marker_range("TH01")) == Items{"9", "4"});
  CHECK_FALSE(split_genotype("9,3", find_marker_range("TH01")));
  CHECK_FALSE(split_genotype("15,4", find_marker_range("Penta E")));
}

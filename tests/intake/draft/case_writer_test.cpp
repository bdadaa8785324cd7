#include "intake/draft/case_writer.hpp"

#include <doctest/doctest.h>

#include "intake/case_folder.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

namespace {

/// Written and read again, a case is the same but for the last digits of rescaled frequencies.
void check_round_trip(const kith::matching::Case& content, const fs::path& folder) {
  const auto written = kith::intake::write_case(kith::intake::draft_of(content), folder);
  REQUIRE(written);
  const auto reading = kith::intake::read_case(folder);
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& again = *reading.content;

  REQUIRE(again.panel.size() == content.panel.size());
  for (std::size_t m = 0; m < content.panel.size(); ++m) {
    const auto& a = content.panel.markers[m];
    const auto& b = again.panel.markers[m];
    CHECK(a.name() == b.name());
    REQUIRE(std::vector<std::string>(a.alleles().begin(), a.alleles().end()) ==
            std::vector<std::string>(b.alleles().begin(), b.alleles().end()));
    for (std::size_t i = 0; i < a.n_alleles(); ++i)
      CHECK(b.frequencies()[i] == doctest::Approx(a.frequencies()[i]).epsilon(1e-14));
    CHECK(a.spec().chromosomes == b.spec().chromosomes);
    CHECK(a.theta() == b.theta());
    for (const auto sex : {kith::genetics::Sex::male, kith::genetics::Sex::female}) {
      REQUIRE((a.mutation(sex) == nullptr) == (b.mutation(sex) == nullptr));
      if (a.mutation(sex) == nullptr) continue;
      const auto expected = a.mutation(sex)->values();
      const auto found = b.mutation(sex)->values();
      REQUIRE(found.size() == expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == doctest::Approx(expected[i]).epsilon(1e-13));
    }
  }
  REQUIRE(again.families.size() == content.families.size());
  for (std::size_t f = 0; f < content.families.size(); ++f) {
    const auto& a = content.families[f];
    const auto& b = again.families[f];
    CHECK(a.id == b.id);
    CHECK(a.roles == b.roles);
    CHECK(a.amelogenin == b.amelogenin);
    REQUIRE(a.pedigree.size() == b.pedigree.size());
    for (std::size_t p = 0; p < a.profiles.size(); ++p) {
      const auto person = static_cast<kith::pedigree::PersonIndex>(p);
      CHECK(a.pedigree.father(person) == b.pedigree.father(person));
      CHECK(a.pedigree.sex(person) == b.pedigree.sex(person));
      for (kith::genetics::LocusIndex m = 0; m < content.panel.size(); ++m) {
        CHECK(content.panel.observed(a.profiles[p], m) == again.panel.observed(b.profiles[p], m));
      }
    }
  }
  REQUIRE(again.missing.size() == content.missing.size());
  for (std::size_t i = 0; i < content.missing.size(); ++i) {
    CHECK(again.missing[i].id == content.missing[i].id);
    CHECK(again.missing[i].sex == content.missing[i].sex);
    CHECK(again.missing[i].attributes == content.missing[i].attributes);
  }
  REQUIRE(again.remains.size() == content.remains.size());
  for (std::size_t i = 0; i < content.remains.size(); ++i) {
    CHECK(again.remains[i].id == content.remains[i].id);
    CHECK(again.remains[i].amelogenin == content.remains[i].amelogenin);
    for (kith::genetics::LocusIndex m = 0; m < content.panel.size(); ++m) {
      CHECK(content.panel.observed(content.remains[i].profile, m) == again.panel.observed(again.remains[i].profile, m));
    }
  }
}

CaseFolder rich_case() {
  CaseFolder folder;
  folder.tables["frequencies.csv"] =
      "marker,allele,frequency,chromosomes\nTH01,6,0.25,400\nTH01,7,0.25,400\nTH01,9.3,0.5,400\nPENTA_D,2.2,0.4,"
      "\nPENTA_D,9,0.6,\n"
      "FGA,20,0.5,\nFGA,22.2,0.5,\n";
  folder.tables["markers.csv"] =
      "marker,mutation_model_male,mutation_model_female,rate_male,rate_female,rate2,range,stationary,theta,silent_"
      "frequency,dropout,"
      "mutation_matrix_male\n"
      "TH01,stepwise,equal,0.002,0.001,1e-6,0.1,,0.01,,,\nPenta "
      "D,custom,none,,,,,,,,,pd.csv\nFGA,proportional,proportional,0.003,0.001,,,,,0.02,0.1,\n";
  folder.tables["pd.csv"] = "allele,2.2,9\n2.2,0.9,0.1\n9,0,1\n";
  folder.tables["missing_persons.csv"] = "missing_id,family_id,sex,age,effects\nMi,F1,M,34,\"ring, silver\nwatch\"\n";
  folder.tables["relatives.csv"] += "F1,Ch,Mi,,F,reference\nF1,Un,,,U,other\n";
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2,replicate,partial,dropout,drop_in\nS1,Fa,TH01,6,9.3,,,,\nS1,Fa,"
      "AMEL,X,Y,,,,\n"
      "S2,Mo,PentaD,9,,,,,\nS5,Ch,FGA,20,22.2,,,0,0\nS3,R1,TH01,6,,,yes,,\nS3,R1,FGA,20,,1,,0.2,0.01\nS3,R1,FGA,20,22."
      "2,2,,0.3,\n";
  return folder;
}

}  // namespace

TEST_CASE("writer: a case comes back as it was") {
  const TempFolder temp;
  const auto plain = CaseFolder{}.read();
  REQUIRE(plain.content);
  check_round_trip(*plain.content, temp.path() / "plain");
  const auto rich = rich_case().read();
  INFO(all_problems(rich));
  REQUIRE(rich.content);
  check_round_trip(*rich.content, temp.path() / "rich/er/");
}

TEST_CASE("writer: the folder is the owner's, and nothing is overwritten") {
  const TempFolder temp;
  const auto content = CaseFolder{}.read().content;
  REQUIRE(content);
  const auto draft = kith::intake::draft_of(*content);
  const auto folder = temp.path() / "case";
  fs::create_directory(folder);
  REQUIRE(kith::intake::write_case(draft, folder));
  CHECK((fs::status(folder).permissions() & fs::perms::all) == fs::perms::owner_all);
  for (const auto& entry : fs::directory_iterator(folder)) {
    CHECK((entry.status().permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
  }
  const auto again = kith::intake::write_case(draft, folder);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == kith::Errc::output_unwritable);
  CHECK(again.error().message.find("is not empty") != std::string::npos);
  std::ofstream(temp.path() / "file") << "x";
  CHECK_FALSE(kith::intake::write_case(draft, temp.path() / "file"));
  CHECK_FALSE(kith::intake::write_case(draft, temp.path() / "file" / "below"));
  CHECK(std::distance(fs::directory_iterator(temp.path()), fs::directory_iterator()) == 2);  // no staging folder stays
}

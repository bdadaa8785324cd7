// Alleles no table lists, silent alleles and custom mutation matrices, read from case folders.
#include "intake/markers/marker_builder.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "intake/case_folder.hpp"

using namespace kith::testing;
using doctest::Approx;

namespace {

double frequency(const kith::genetics::Marker& marker, std::string_view allele) {
  const auto index = marker.find(allele);
  REQUIRE(index != kith::genetics::kNoAllele);
  return marker.frequencies()[index];
}

}  // namespace

TEST_CASE("unlisted alleles: the run's minimum, 5/2N, or the marker's own; the others make room") {
  CaseFolder folder;
  folder.tables["profiles.csv"] += "S4,Mi,TH01,8,10\nS4,Mi,vWA,15,16\nS5,R1,vWA,17,17\n";
  auto reading = folder.read({.min_frequency = 0.01});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& th01 = reading.content->panel.markers[0];
  CHECK(frequency(th01, "8") == Approx(0.01).epsilon(1e-12));
  CHECK(frequency(th01, "10") == Approx(0.01).epsilon(1e-12));
  CHECK(frequency(th01, "9.3") == Approx(0.5 * 0.98).epsilon(1e-12));
  CHECK(std::vector<std::string>(th01.alleles().begin(), th01.alleles().end()) ==
        std::vector<std::string>{"6", "7", "8", "9.3", "10"});
  REQUIRE(reading.added_alleles.size() == 3);
  CHECK(reading.added_alleles[0].marker == "TH01");
  CHECK(reading.added_alleles[0].allele == "8");
  CHECK(reading.added_alleles[0].rule == "the run's min_frequency");
  CHECK(has_warning(reading, "frequencies.csv", 2, "allele", "no allele 8 of TH01, which a profile has"));

  folder.tables["frequencies.csv"] =
      "marker,allele,frequency,chromosomes\nTH01,6,0.25,500\nTH01,7,0.25,500\nTH01,9.3,0.5,500\nvWA,16,0.4,\nvWA,17,0."
      "6,\n";
  folder.tables["markers.csv"] = "marker,mutation_model,min_frequency\nTH01,none,\nvWA,none,0.002\n";
  reading = folder.read();
  REQUIRE(reading.content);
  CHECK(frequency(reading.content->panel.markers[0], "8") == Approx(5.0 / 500).epsilon(1e-12));
  CHECK(reading.added_alleles[0].rule == "5/2N (2N = 500)");
  CHECK(frequency(reading.content->panel.markers[1], "15") == Approx(0.002).epsilon(1e-12));
  CHECK(reading.added_alleles[2].rule == "markers.csv min_frequency");
}

TEST_CASE("unlisted alleles of genotypes that were set aside are not added") {
  CaseFolder folder;
  folder.tables["profiles.csv"] += "S4,Mi,TH01,8,10\nS5,Mi,TH01,6,10\n";
  const auto reading = folder.read();
  REQUIRE(reading.content);
  CHECK(reading.added_alleles.empty());
  CHECK(reading.content->panel.markers[0].n_alleles() == 3);
}

TEST_CASE("too many unlisted alleles leave no room") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] =
      "marker,allele,frequency,chromosomes\nTH01,6,0.25,8\nTH01,7,0.25,8\nTH01,9.3,0.5,8\nvWA,16,0.4,\nvWA,17,0.6,\n";
  folder.tables["profiles.csv"] += "S4,Mi,TH01,8,10\n";
  CHECK(has_error(folder.read(), "frequencies.csv", 2, "frequency", "a larger table or a smaller minimum frequency"));
}

TEST_CASE("a step model and a label that is no repeat number: the error names both and the way out") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] =
      "marker,allele,frequency\nTH01,6,0.5\nTH01,7,0.5\nvWA,16,0.4\nvWA,17,0.5\nvWA,Rest allele,0.1\n";
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,6,7\nS3,R1,TH01,6,7\nS2,Mo,vWA,16,\n";
  auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(has_error(reading, "markers.csv", 3, "marker", "'Rest allele' is no repeat number"));
  CHECK(has_error(reading, "markers.csv", 3, "marker", "mutation_model equal or proportional"));
  folder.tables
      ["markers.csv"] = "marker,mutation_model,rate_male,rate_female\nTH01,equal,0.001,0.001\nvWA,equal,0.002,0.001\n";
  CHECK(folder.read().content);
}

TEST_CASE("a silent allele takes its share, whether the table left room for it or not") {
  for (const char* ninth : {"0.5", "0.45"}) {
    CaseFolder folder;
    folder.tables["frequencies.csv"] = std::string("marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,") +
                                       ninth + "\nvWA,16,0.4\nvWA,17,0.6\n";
    folder.tables["markers.csv"] = "marker,mutation_model,silent_frequency\nTH01,none,0.05\nvWA,none,\n";
    const auto reading = folder.read();
    INFO(all_problems(reading));
    REQUIRE(reading.content);
    const auto& th01 = reading.content->panel.markers[0];
    REQUIRE(th01.n_alleles() == 4);
    CHECK(th01.frequencies()[3] == Approx(0.05).epsilon(1e-12));
    CHECK(std::accumulate(th01.frequencies().begin(), th01.frequencies().end(), 0.0) == Approx(1).epsilon(1e-14));
  }
}

TEST_CASE("a sum that rounding to the printed decimals explains is no news") {
  const auto reading_with = [](const std::string& third) {
    CaseFolder folder;
    folder.tables["frequencies.csv"] = "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3," + third +
                                       "\nvWA,16,0.4\nvWA,17,0.6\n";
    return folder.read();
  };
  for (const char* third : {"0.5", "0.499999", "0.4999", "0.5001"}) {
    CAPTURE(third);
    const auto reading = reading_with(third);
    REQUIRE(reading.content);
    CHECK_FALSE(has_warning(reading, "frequencies.csv", 2, "frequency", "sum to"));
    const auto& th01 = reading.content->panel.markers[0];
    CHECK(std::accumulate(th01.frequencies().begin(), th01.frequencies().end(), 0.0) == Approx(1).epsilon(1e-14));
  }
  for (const char* third :
       {"0.4995", "0.49991", "0.500998"}) {  // more than half a unit of the last decimal for each of three
    CAPTURE(third);
    const auto reading = reading_with(third);
    CHECK(reading.content);
    CHECK(has_warning(reading, "frequencies.csv", 2, "frequency", "sum to"));
  }
  CHECK(has_error(reading_with("0.498"), "frequencies.csv", 2, "frequency", "sum to"));
}

TEST_CASE("custom mutation matrices are files beside the tables, by label and by sex") {
  CaseFolder folder;
  folder.tables["markers.csv"] =
      "marker,mutation_model_male,mutation_model_female,rate_female,mutation_matrix_male\nTH01,custom,equal,0.001,th01."
      "csv\nvWA,none,none,,\n";
  folder.tables["th01.csv"] = "allele,9.3,6,7\n9.3,0.99,0.01,0\n6,0.002,0.997,0.001\n7,0,0,1\n";
  auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& th01 = reading.content->panel.markers[0];
  REQUIRE(th01.mutation(kith::genetics::Sex::male) != nullptr);
  CHECK((*th01.mutation(kith::genetics::Sex::male))(th01.find("6"), th01.find("9.3")) == 0.002);
  CHECK((*th01.mutation(kith::genetics::Sex::female))(0, 1) == Approx(0.0005));
  CHECK(reading.input_files.back() == "th01.csv");

  folder.tables["th01.csv"] = "allele,9.3,6,7\n9.3,0.9,0.01,0\n6,0.002,0.997,0.001\n7,0,0,1\n";
  CHECK(has_error(folder.read(), "markers.csv", 2, "marker", "sum"));
  folder.tables["th01.csv"] = "allele,9.3,6,7\n6,0.002,0.997,0.001\n9.3,0.99,0.01,0\n7,0,0,x\n";
  reading = folder.read();
  CHECK(has_error(reading, "th01.csv", 2, "allele", "in the order of the header"));
  CHECK(has_error(reading, "th01.csv", 4, "7", "a probability"));
  folder.tables["th01.csv"] = "allele,9.3,6\n9.3,0.99,0.01\n6,0.003,0.997\n";
  CHECK(has_error(folder.read(), "markers.csv", 2, "marker", "th01.csv has no row for allele 7"));
  folder.tables["th01.csv"] = "allele,9.3,6,7\n9.3,0.99,0.01,0\n";
  CHECK(has_error(folder.read(), "th01.csv", 0, "", "as many rows as columns"));
  folder.tables.erase("th01.csv");
  CHECK(has_error(folder.read(), "th01.csv", 0, "", "cannot be read: No such file"));
  folder.tables["markers.csv"] = "marker,mutation_model,mutation_matrix\nTH01,custom,../th01.csv\nvWA,none,\n";
  CHECK(has_error(folder.read(), "markers.csv", 2, "mutation_matrix", "in the case folder"));
}

// 5: .02 shown, 6: .03, 7: .95 shown; the minimum of .04 is 5's, the others share .96 of what was .98.
TEST_CASE("minimum frequency of listed alleles: those that somebody shows are raised, and the sum stays") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] = "marker,allele,frequency\nTH01,5,0.02\nTH01,6,0.03\nTH01,7,0.95\n";
  folder.tables["markers.csv"] = "marker,mutation_model\nTH01,none\n";
  folder.tables["profiles.csv"] = "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,5,7\nS3,R1,TH01,5,7\n";
  auto reading = folder.read({.min_frequency = 0.04, .minimum_for_all = true});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& marker = reading.content->panel.markers[0];
  CHECK(frequency(marker, "5") == Approx(0.04).epsilon(1e-12));
  CHECK(frequency(marker, "6") == Approx(0.03 * 0.96 / 0.98).epsilon(1e-12));
  CHECK(frequency(marker, "7") == Approx(0.95 * 0.96 / 0.98).epsilon(1e-12));
  REQUIRE(reading.raised_alleles.size() == 1);
  CHECK(reading.raised_alleles[0].listed == Approx(0.02));
  CHECK(frequency(folder.read({.min_frequency = 0.04}).content->panel.markers[0], "5") == Approx(0.02).epsilon(1e-12));
}

// Scaling by .96/.98 brings 6 from .0405 below .04, so that it is raised, too.
TEST_CASE("minimum frequency of listed alleles: what scaling brings below it is raised, too; not half of the sum") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] = "marker,allele,frequency\nTH01,5,0.02\nTH01,6,0.0405\nTH01,7,0.9395\n";
  folder.tables["markers.csv"] = "marker,mutation_model,min_frequency\nTH01,none,0.04\n";
  folder.tables["profiles.csv"] = "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,5,6\nS3,R1,TH01,5,7\n";
  auto reading = folder.read({.minimum_for_all = true});
  REQUIRE(reading.content);
  const auto& marker = reading.content->panel.markers[0];
  CHECK(frequency(marker, "6") == Approx(0.04).epsilon(1e-12));
  CHECK(frequency(marker, "7") == Approx(0.92).epsilon(1e-12));
  CHECK(reading.raised_alleles[1].rule == "markers.csv min_frequency");
  folder.tables["markers.csv"] = "marker,mutation_model,min_frequency\nTH01,none,0.3\n";
  CHECK(folder.read({.minimum_for_all = true}).raised_alleles.empty());
}

TEST_CASE("published mutation rates: where neither the table nor the run states a model") {
  CaseFolder folder;
  folder.tables
      ["frequencies.csv"] += "D99S1,10,0.5\nD99S1,11,0.5\nDXS8378,10,0.5\nDXS8378,11,0.5\nrs1,A,0.5\nrs1,C,0.5\n";
  folder.tables["markers.csv"] = "marker,mutation_model,theta\nTH01,none,0.01\nvWA,,0.01\n";
  auto reading = folder.read({.published_rates = true});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& markers = reading.content->panel.markers;
  const auto change = [&](std::size_t locus, kith::genetics::Sex sex) {
    const auto* matrix = markers[locus].mutation(sex);
    return matrix == nullptr ? 0.0 : (*matrix)(0, 1);
  };
  using kith::genetics::Sex;
  CHECK(change(0, Sex::male) == 0);  // an explicit none wins
  CHECK(change(1, Sex::male) == Approx(0.0017).epsilon(1e-12));
  CHECK(change(1, Sex::female) == Approx(0.0003).epsilon(1e-12));
  CHECK(change(2, Sex::male) == Approx(0.002).epsilon(1e-12));  // no value of its own
  CHECK(change(3, Sex::female) == Approx(18.0 / 20625).epsilon(1e-12));
  CHECK(change(4, Sex::male) == Approx(1.8e-8).epsilon(1e-12));  // no repeats: one base
  CHECK(folder.read().content->panel.markers[1].mutation(Sex::male) == nullptr);
  // the run's model goes before the published ones
  auto stated = folder.read(
      {.mutation_male = {.kind = kith::genetics::MutationKind::equal, .rate = 0.005}, .published_rates = true});
  CHECK((*stated.content->panel.markers[1].mutation(Sex::male))(0, 1) == Approx(0.005).epsilon(1e-12));
}

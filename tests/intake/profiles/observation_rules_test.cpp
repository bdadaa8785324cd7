// Who loses alleles: which rates of the tables and of the run hold for which sample, and what is set aside.
#include <doctest/doctest.h>

#include "genetics/markers/observation.hpp"
#include "intake/case_folder.hpp"

using namespace kith::testing;
using kith::genetics::DropModel;
using kith::genetics::Observation;

namespace {

constexpr const char* kPartial = "sample_id,subject_id,marker,allele_1,allele_2,partial,dropout\n";
constexpr const char* kMarkersWithDropout = "marker,mutation_model,dropout,drop_in\nTH01,none,0.1,0.02\nvWA,none,,\n";

/// The family's person 0 is Fa, a reference.
const Observation& th01_of_father(const kith::intake::CaseReading& reading) {
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  return reading.content->panel.observed(reading.content->families[0].profiles[0], 0);
}

const Observation& th01_of_remains(const kith::intake::CaseReading& reading) {
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  return reading.content->panel.observed(reading.content->remains[0].profile, 0);
}

kith::intake::CaseReading read_rows(const std::string& rows, const kith::intake::CaseOptions& options = {}) {
  CaseFolder folder;
  folder.tables["profiles.csv"] = kPartial + rows;
  return folder.read(options);
}

}  // namespace

TEST_CASE("dropout of a marker holds for remains and for partial samples, not for a relative's fresh sample") {
  CaseFolder folder;
  folder.tables["markers.csv"] = kMarkersWithDropout;
  folder.tables["profiles.csv"] = std::string(kPartial) + "S1,Fa,TH01,6,,,\nS3,R1,TH01,6,,,\n";
  auto reading = folder.read();
  CHECK(th01_of_father(reading) == Observation::genotype(0, 0));
  CHECK(th01_of_remains(reading).replicates[0].model == DropModel{0.1, 0.1 * 0.1, 0.02});

  folder.tables["profiles.csv"] = std::string(kPartial) + "S1,Fa,TH01,6,,yes,\n";
  reading = folder.read();
  REQUIRE(th01_of_father(reading).replicates.size() == 1);
  CHECK(th01_of_father(reading).replicates[0].model == DropModel{0.1, 0.1 * 0.1, 0.02});
}

TEST_CASE("dropout of the run holds for the same samples, and a row's own rate goes before all others") {
  const kith::intake::CaseOptions options{.dropout = 0.3};
  const auto reading = read_rows("S1,Fa,TH01,6,,,\nS3,R1,TH01,6,,,0.05\n", options);
  CHECK(th01_of_father(reading) == Observation::genotype(0, 0));
  CHECK(th01_of_remains(reading).replicates[0].model == DropModel{0.05, 0.05 * 0.05, 0});
}

TEST_CASE("amelogenin: X alone is a woman's, unless a rate says that Y may have been lost") {
  const auto sex_by_dna = [](const std::string& rows, const kith::intake::CaseOptions& options = {}) {
    const auto reading = read_rows(rows, options);
    INFO(all_problems(reading));
    REQUIRE(reading.content);
    return std::pair(reading.content->families[0].amelogenin[1], reading.content->remains[0].amelogenin);
  };
  using kith::genetics::Sex;
  const std::string x_alone = "S2,Mo,AMEL,X,,,\nS3,R1,AMEL,X,,,\n";
  CHECK(sex_by_dna(x_alone) == std::pair(Sex::female, Sex::female));
  CHECK(sex_by_dna(x_alone, {.dropout = 0.2}) ==
        std::pair(Sex::female, Sex::unknown));  // a relative's is a fresh sample
  CHECK(sex_by_dna("S3,R1,AMEL,X,X,,0.2\n").second == Sex::unknown);
  CHECK(sex_by_dna("S3,R1,AMEL,X,,yes,\n").second == Sex::unknown);
  CHECK(sex_by_dna("S3,R1,AMEL,X,Y,,0.2\n").second == Sex::male);
  CHECK(sex_by_dna("S3,R1,AMEL,Y,,,0.2\n").second == Sex::male);
  CHECK(sex_by_dna("S3,R1,AMEL,Y,,,\n").second == Sex::unknown);
  CaseFolder folder;
  folder.tables["markers.csv"] = "marker,mutation_model,dropout\nTH01,none,\nvWA,none,\nAmelogenin,,0.1\n";
  folder.tables["profiles.csv"] += "S3,R1,AMEL,X,\n";
  CHECK(folder.read().content->remains[0].amelogenin == Sex::unknown);
}

TEST_CASE("a partial sample without a rate: the run's partial_dropout, else nothing is known of the second allele") {
  const std::string rows = "S1,Fa,TH01,6,,yes,\nS3,R1,TH01,6,7,yes,\n";
  CHECK(th01_of_father(read_rows(rows)) == Observation::partial(0));
  const kith::intake::CaseOptions options{.partial_dropout = 0.2};
  const auto reading = read_rows(rows, options);
  REQUIRE(th01_of_father(reading).replicates.size() == 1);
  CHECK(th01_of_father(reading).replicates[0].model == DropModel{0.2, 0.2 * 0.2, 0});
  CHECK(th01_of_remains(reading) == Observation::genotype(0, 1));  // two alleles seen are as they are
}

TEST_CASE("a partial sample without dropout is no homozygote because drop-in has a rate") {
  CHECK(th01_of_father(read_rows("S1,Fa,TH01,6,,yes,\n", {.drop_in = 0.01})) == Observation::partial(0));
  CHECK(th01_of_remains(read_rows("S3,R1,TH01,6,,yes,0\n", {.dropout = 0.1, .drop_in = 0.01})) ==
        Observation::partial(0));
}

TEST_CASE("a sample that is not partial and without rates is exact, whatever partial_dropout says") {
  const kith::intake::CaseOptions options{.partial_dropout = 0.2};
  CHECK(th01_of_remains(read_rows("S3,R1,TH01,6,,no,\n", options)) == Observation::genotype(0, 0));
  CHECK(th01_of_remains(read_rows("S3,R1,TH01,6,,,0\n", options)) == Observation::genotype(0, 0));
  CHECK(th01_of_remains(read_rows("S3,R1,TH01,6,,yes,0\n", options)) == Observation::partial(0));
  CHECK(th01_of_remains(read_rows("S3,R1,TH01,6,,yes,0.4\n", options)).replicates[0].model.dropout == 0.4);
}

TEST_CASE("replicates of a partial sample are weighed together, never picked from") {
  CaseFolder folder;
  const kith::intake::CaseOptions options{.partial_dropout = 0.2};
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2,partial,replicate\n"
      "S3,R1,TH01,6,,yes,1\nS3,R1,TH01,6,,yes,2\nS3,R1,TH01,6,,yes,3\n";
  const auto reading = folder.read(options);
  const auto& observed = th01_of_remains(reading);
  REQUIRE(observed.replicates.size() == 3);
  const auto& marker = reading.content->panel.markers[0];
  const double one = 0.8 * 0.2;  // a heterozygote that shows this one of its two alleles
  CHECK(kith::genetics::probability(observed, 0, 1, marker) == doctest::Approx(one * one * one));
  const double both = 1 - 0.2 * 0.2;
  CHECK(kith::genetics::probability(observed, 0, 0, marker) == doctest::Approx(both * both * both));
}

TEST_CASE("what is set aside is listed, beside the warning") {
  CaseFolder folder;
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2,allele_3\n"
      "S1,Fa,TH01,6,7,9.3\nS3,R1,TH01,6,7,9.3\nS3,R1,vWA,16,17,\nS4,R1,vWA,16,16,\n";
  const auto reading = folder.read();
  CHECK(th01_of_father(reading).is_untyped());
  CHECK(th01_of_remains(reading).is_untyped());
  REQUIRE(reading.set_aside.size() == 3);
  CHECK(reading.set_aside[0].subject == "Fa");
  CHECK(reading.set_aside[0].found == "6/7/9.3 in sample S1");
  CHECK(reading.set_aside[1].subject == "R1");
  CHECK(reading.set_aside[1].reason == "more than two alleles");
  CHECK(reading.set_aside[2].marker == "vWA");
  CHECK(reading.set_aside[2].reason == "another result of sample S3 (16/17)");
  CHECK(has_warning(reading, "profiles.csv", 2, "TH01", "untyped for Fa"));
  CHECK(has_warning(reading, "profiles.csv", 3, "TH01", "untyped for R1"));
}

TEST_CASE("bins, microvariants and rest alleles: listed ones have their frequency, others the minimum") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] =
      "marker,allele,frequency,chromosomes\nTH01,<6,0.1,400\nTH01,7,0.5,400\nTH01,9.3,0.3,400\nTH01,Rest "
      "allele,0.1,400\n"
      "vWA,16,0.4,\nvWA,17,0.6,\n";
  folder.tables
      ["markers.csv"] = "marker,mutation_model,rate_male,rate_female\nTH01,equal,0.001,0.001\nvWA,equal,0.001,0.001\n";
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,<6,>15\nS3,R1,TH01,>15,9.1\nS1,Fa,vWA,16.2,17\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  REQUIRE(reading.added_alleles.size() == 3);
  CHECK(reading.added_alleles[0].rule == "5/2N (2N = 400)");
  CHECK(reading.added_alleles[0].frequency == 5.0 / 400);
  CHECK(reading.added_alleles[2].allele == "16.2");
  CHECK(reading.added_alleles[2].rule == "the run's min_frequency");
  const auto& marker = reading.content->panel.markers[0];
  const auto frequency_of = [&](const std::string& label) {
    for (std::size_t i = 0; i < marker.n_visible(); ++i) {
      if (marker.alleles()[i] == label) return marker.frequencies()[i];
    }
    return -1.0;
  };
  const double scale = 1 - 2 * 5.0 / 400;
  CHECK(frequency_of("<6") == doctest::Approx(0.1 * scale));
  CHECK(frequency_of("Rest allele") == doctest::Approx(0.1 * scale));
  CHECK(frequency_of(">15") == doctest::Approx(5.0 / 400));
  CHECK(frequency_of("9.1") == doctest::Approx(5.0 / 400));
}

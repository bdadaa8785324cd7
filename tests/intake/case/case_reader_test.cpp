#include "intake/case/case_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "intake/case_folder.hpp"

using namespace kith::testing;
using kith::genetics::Sex;
using kith::matching::Role;

TEST_CASE("case: families, missing persons and remains come out as the tables say") {
  const auto reading = CaseFolder{}.read();
  REQUIRE(reading.content);
  const auto& content = *reading.content;
  REQUIRE(content.families.size() == 1);
  const auto& family = content.families[0];
  CHECK(family.id == "F1");
  CHECK(family.pedigree.size() == 3);
  const auto missing = family.pedigree.find("Mi");
  CHECK(family.pedigree.id(family.pedigree.father(missing)) == "Fa");
  CHECK(family.pedigree.id(family.pedigree.mother(missing)) == "Mo");
  CHECK(family.roles == std::vector{Role::reference, Role::reference, Role::missing});
  CHECK(family.profiles[2].empty());
  CHECK(genotype_text(content.panel, family.profiles[0], "TH01") == "6/9.3");
  CHECK(genotype_text(content.panel, family.profiles[1], "TH01") == "7");
  CHECK(genotype_text(content.panel, family.profiles[1], "vWA") == "");

  REQUIRE(content.missing.size() == 1);
  CHECK(content.missing[0].id == "Mi");
  CHECK(content.missing[0].person == missing);
  CHECK(content.missing[0].sex == Sex::male);
  CHECK(content.missing[0].attributes == kith::matching::Attributes{{"age", "34"}});

  REQUIRE(content.remains.size() == 1);
  CHECK(content.remains[0].id == "R1");
  CHECK(content.remains[0].samples == std::vector<std::string>{"S3"});
  CHECK(genotype_text(content.panel, content.remains[0].profile, "vWA") == "17");

  const auto& th01 = content.panel.markers[0];
  CHECK(th01.name() == "TH01");
  CHECK(th01.spec().mutation_male.rate == 0.001);
  CHECK(th01.spec().mutation_female.rate == 0.0005);
  CHECK(content.panel.markers[1].spec().mutation_male.kind == kith::genetics::MutationKind::stepwise);
}

TEST_CASE("case: X-linked markers need the sex of relatives; clusters of them are named") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] +=
      "DXS10103,15,0.5\nDXS10103,16,0.5\nHPRTB,12,0.5\nHPRTB,13,0.5\nDXS7132,14,0.5\nDXS7132,15,0.5\n";
  folder.tables["relatives.csv"] += "F1,Si,Fa,Mo,U,reference\n";
  folder.tables["profiles.csv"] += "S4,Si,HPRTB,12,13\n";
  auto reading = folder.read();
  CHECK(has_warning(reading, "relatives.csv", 5, "sex", "these markers do not count for Si"));
  CHECK(has_warning(reading, "frequencies.csv", 0, "marker", "DXS10103, HPRTB"));
  CHECK_FALSE(has_warning(reading, "frequencies.csv", 0, "marker", "DXS7132"));  // alone of its cluster

  folder.tables["profiles.csv"] += "S4,Si,AMEL,X,X\n";  // then DNA tells
  reading = folder.read();
  CHECK(all_problems(reading).find("these markers do not count") == std::string::npos);
  CHECK(reading.content->families[0].pedigree.sex(3) == Sex::female);
}

TEST_CASE("case: elimination.csv is read beside the case and changes nothing of it") {
  CaseFolder folder;
  folder.tables["elimination.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2\nE1,W1,TH01,9.3,6\nE1,W1,vWA,19,17\nE2,W2,TH01,7,7\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  REQUIRE(reading.content->staff.size() == 2);
  const auto& staff = reading.content->staff;
  CHECK(staff[0].id == "W1");
  using Alleles = std::vector<kith::genetics::AlleleIndex>;
  CHECK(staff[0].alleles == std::vector<Alleles>{{0, 2}, {1, kith::genetics::kNoAllele}});  // 19 is nobody else's
  CHECK(staff[1].alleles == std::vector<Alleles>{{1}, {}});
  CHECK(reading.added_alleles.empty());
  CHECK(reading.content->panel.markers[1].alleles().size() == 2);
  CHECK(reading.content->remains.size() == 1);
  CHECK(std::count(reading.input_files.begin(), reading.input_files.end(), "elimination.csv") == 1);

  folder.tables["elimination.csv"] += "E2,W2,TPOX,8,8\n";
  CHECK(has_warning(folder.read(), "elimination.csv", 5, "marker", "a marker of frequencies.csv"));
  folder.tables["elimination.csv"] += "E2,W2,TH01,6,9y\n";
  CHECK(has_error(folder.read(), "elimination.csv", 6, "allele_2", "an allele label"));
}

TEST_CASE("case: optional tables may be absent") {
  CaseFolder folder;
  folder.tables.erase("missing_persons.csv");
  folder.tables.erase("remains.csv");
  folder.tables["profiles.csv"] += "S4,R2,TH01,7,7\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  REQUIRE(reading.content->missing.size() == 1);
  CHECK(reading.content->missing[0].id == "Mi");
  REQUIRE(reading.content->remains.size() == 2);
  CHECK(reading.content->remains[0].id == "R1");
  CHECK(reading.content->remains[1].id == "R2");
  CHECK(reading.problems.problems().empty());
}

TEST_CASE("case: marker names are the same marker under every alias, in every table") {
  CaseFolder folder;
  folder.tables
      ["markers.csv"] = "marker,mutation_model,rate_male,rate_female\nTHO1,equal,0.001,0.001\nVWA,equal,0.003,0.001\n";
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,tho1,6,9.3\nS1,Fa,VWA,16,17\nS3,R1,Th01,6,7\nS2,Mo,vwa,17,"
      "17\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.problems.problems().empty());
  CHECK(reading.content->panel.markers[1].name() == "vWA");
  CHECK(reading.content->panel.markers[1].spec().mutation_male.rate == 0.003);
  CHECK(genotype_text(reading.content->panel, reading.content->families[0].profiles[0], "vWA") == "16/17");
}

TEST_CASE("case: the sex of a missing person comes from either table, or from being a parent; U leaves it open") {
  CaseFolder folder;
  folder.tables["relatives.csv"] =
      "family_id,person_id,father_id,mother_id,sex,role\nF1,Mi,,,U,missing\nF1,Ch,Mi,,F,reference\nF2,Ma,,,,missing\n";
  folder.tables["missing_persons.csv"] = "missing_id,family_id,sex\nMi,F1,\nMa,F2,female\n";
  folder.tables["profiles.csv"] = "sample_id,subject_id,marker,allele_1,allele_2\nS1,Ch,TH01,6,9.3\nS3,R1,TH01,6,7\n";
  auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.content->missing[0].sex == Sex::male);
  CHECK(reading.content->missing[1].sex == Sex::female);
  CHECK(reading.content->families[1].pedigree.sex(0) == Sex::female);

  folder.tables["missing_persons.csv"] = "missing_id,family_id,sex\nMi,F1,U\nMa,F2,F\n";
  reading = folder.read();
  REQUIRE(reading.content);
  CHECK(reading.content->missing[0].sex == Sex::unknown);
}

TEST_CASE("case: amelogenin tells the sex; an X-linked marker without frequencies is set aside with one warning") {
  CaseFolder folder;
  folder.tables
      ["profiles.csv"] += "S1,Fa,AMEL,X,Y\nS2,Mo,Amelogenin,X,\nS3,R1,AM,X,X\nS1,Fa,DXS10074,16,\nS3,R1,DXS10074,17,\n";
  auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.content->families[0].amelogenin == std::vector{Sex::male, Sex::female, Sex::unknown});
  CHECK(reading.content->remains[0].amelogenin == Sex::female);
  CHECK(has_warning(reading, "profiles.csv", 10, "marker", "'DXS10074'; expected a marker of frequencies.csv"));
  CHECK(reading.problems.n_warnings() == 1);
  CHECK(reading.content->panel.size() == 2);

  folder.tables["profiles.csv"] += "S4,Mi,AMEL,Y,Y\n";
  reading = folder.read();
  CHECK(has_warning(reading, "profiles.csv", 12, "Amelogenin", "neither X/X nor X/Y"));
}

TEST_CASE("case: X-linked markers are loci of the panel; a male has one allele of them") {
  CaseFolder folder;
  folder.tables["frequencies.csv"] += "DXS10074,16,0.5\nDXS10074,17,0.5\n";
  folder.tables["markers.csv"] += "DXS10074,none,,,\n";
  folder.tables["profiles.csv"] += "S1,Fa,DXS10074,16,16\nS2,Mo,DXS10074,16,17\nS3,R1,DXS10074,17,\n";
  auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.problems.problems().empty());
  REQUIRE(reading.content->panel.size() == 3);
  CHECK(reading.content->panel.markers[2].kind() == kith::genetics::MarkerKind::x_linked);
  const auto& family = reading.content->families[0];
  CHECK(genotype_text(reading.content->panel, family.profiles[0], "DXS10074") == "16");
  CHECK(genotype_text(reading.content->panel, family.profiles[1], "DXS10074") == "16/17");
  CHECK(genotype_text(reading.content->panel, reading.content->remains[0].profile, "DXS10074") == "17");

  folder.tables["profiles.csv"] += "S4,Mi,DXS10074,16,17\nS3,R1,AMEL,X,Y\n";
  reading = folder.read();
  REQUIRE(reading.content);
  CHECK(has_warning(reading, "profiles.csv", 10, "DXS10074", "one X-linked allele"));
  CHECK(genotype_text(reading.content->panel, reading.content->families[0].profiles[2], "DXS10074").empty());
  REQUIRE(reading.set_aside.size() == 1);
  CHECK(reading.set_aside[0].subject == "Mi");
}

TEST_CASE("case: markers.csv can say the kind of a marker") {
  CaseFolder folder;
  folder.tables["markers.csv"] = "marker,kind,mutation_model\nTH01,autosomal,none\nvWA,x,none\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  REQUIRE(reading.content->panel.size() == 2);
  CHECK(reading.content->panel.markers[1].kind() == kith::genetics::MarkerKind::x_linked);
  CHECK(has_warning(reading, "profiles.csv", 3, "vWA", "one X-linked allele"));  // the father's 16/17
}

TEST_CASE("case: semicolons with decimal commas") {
  CaseFolder folder;
  folder.tables
      ["frequencies.csv"] = "marker;allele;frequency\nTH01;6;0,25\nTH01;7;0,25\nTH01;9,3;0,5\nvWA;16;0,4\nvWA;17;0,6\n";
  folder.tables["profiles.csv"] =
      "sample_id;subject_id;marker;allele_1;allele_2\nS1;Fa;TH01;6;9,3\nS3;R1;TH01;6,0;7\nS2;Mo;vWA;16;\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(genotype_text(reading.content->panel, reading.content->families[0].profiles[0], "TH01") == "6/9.3");
  CHECK(genotype_text(reading.content->panel, reading.content->remains[0].profile, "TH01") == "6/7");
}

TEST_CASE("case: run defaults fill what markers.csv leaves open") {
  CaseFolder folder;
  folder.tables
      ["markers.csv"] = "marker,mutation_model,rate_male,rate_female,theta\nTH01,equal,0.001,0.001,0.03\nvWA,,,,\n";
  kith::intake::CaseOptions options{.theta = 0.01};
  options.mutation_male = options.mutation_female = {.kind = kith::genetics::MutationKind::proportional, .rate = 0.002};
  const auto reading = folder.read(options);
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.content->panel.markers[0].theta() == 0.03);
  CHECK(reading.content->panel.markers[1].theta() == 0.01);
  CHECK(reading.content->panel.markers[1].spec().mutation_male.kind == kith::genetics::MutationKind::proportional);
}

#include "identify/identify.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "identify/competition.hpp"
#include "identify/explanation.hpp"
#include "identify/scan_since.hpp"
#include "intake/case/case_reader.hpp"
#include "intake/case_folder.hpp"
#include "support/builders.hpp"

using namespace kith;
using kith::testing::must;

namespace {

/// A case of vWA + D12S391, which are linked: a missing man with a typed father, mother and brother, a missing woman
/// with a typed son, and three sets of remains, one of them typed at one marker only.
intake::CaseReading linked_case() {
  testing::CaseFolder folder;
  folder.tables.clear();
  std::string frequencies = "marker,allele,frequency\n";
  for (const char* marker : {"vWA", "D12S391", "TH01"}) {
    for (const char* allele : {"14", "15", "16", "17"}) frequencies += std::string(marker) + "," + allele + ",0.25\n";
  }
  folder.tables["frequencies.csv"] = frequencies;
  folder.tables["relatives.csv"] =
      "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,reference\nF1,Mo,,,F,reference\n"
      "F1,Br,Fa,Mo,M,reference\nF1,M1,Fa,Mo,M,missing\nF2,M2,,,F,missing\nF2,So,,M2,M,reference\n";
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2\n"
      "a,Fa,vWA,14,15\na,Fa,D12S391,14,15\na,Fa,TH01,14,15\nb,Mo,vWA,16,17\nb,Mo,D12S391,16,17\nb,Mo,TH01,16,17\n"
      "c,Br,vWA,14,16\nc,Br,D12S391,14,16\nc,Br,TH01,14,16\nd,So,vWA,14,14\nd,So,D12S391,15,15\nd,So,TH01,16,16\n"
      "e,R1,vWA,14,16\ne,R1,D12S391,14,16\ne,R1,TH01,15,17\nf,R2,vWA,14,17\nf,R2,D12S391,15,16\nf,R2,TH01,16,14\n"
      "g,R3,vWA,15,17\n";
  auto reading = folder.read();
  REQUIRE(reading.content);
  return reading;
}

identify::RunPopulations one_population(const matching::Case& the_case) {
  identify::RunPopulations populations;
  populations.of_target.resize(the_case.missing.size(), {0});
  return populations;
}

}  // namespace

TEST_CASE("identify: what explain() says of a pair is what the answer holds, linkage included") {
  const auto reading = linked_case();
  const auto populations = one_population(*reading.content);
  const identify::Options options;
  const auto answer = must(identify::identify(*reading.content, populations, options));
  REQUIRE(!answer.candidates.empty());
  bool any_linkage = false;
  for (const auto& candidate : answer.candidates) {
    const auto pair = identify::explain(answer, populations, options, candidate.pair.remains, candidate.pair.target);
    CHECK(pair.log10_lr() == doctest::Approx(candidate.pair.log10_lr).epsilon(1e-12));
    CHECK(pair.log10_linkage == doctest::Approx(candidate.detail.linkage).epsilon(1e-12));
    any_linkage = any_linkage || std::abs(pair.log10_linkage) > 1e-6;
  }
  CHECK(any_linkage);  // the case was made for it

  identify::Options unlinked;
  unlinked.linkage = false;
  const auto without = must(identify::identify(*reading.content, populations, unlinked));
  for (const auto& candidate : without.candidates) CHECK(candidate.detail.linkage == 0);
}

TEST_CASE("identify: rows of breakdown.csv add up to each candidate, and stop at the limit") {
  const auto reading = linked_case();
  const auto populations = one_population(*reading.content);
  identify::Options options;
  std::ostringstream all;
  const auto answer = must(identify::identify(*reading.content, populations, options, &all));
  CHECK(answer.n_broken_down == answer.candidates.size());
  options.most_broken_down = 1;
  std::ostringstream one;
  CHECK(must(identify::identify(*reading.content, populations, options, &one)).n_broken_down == 1);
  CHECK(one.str().size() < all.str().size());
  CHECK(all.str().find(one.str().substr(0, one.str().find('\n'))) != std::string::npos);
}

TEST_CASE("identify: a scan that kept pairs from another threshold on is not taken for the same run") {
  const auto reading = linked_case();
  const matching::Case& the_case = *reading.content;
  const identify::Options options;
  const auto evidence = matching::build_evidence(the_case);
  const auto run_of = [&](double threshold) {
    matching::MatchOptions match;
    match.threshold = threshold;
    const auto scan = identify::scan_since(the_case, evidence, match, options, {});
    REQUIRE(scan.record);
    return scan.record->run;
  };
  CHECK(run_of(4) == run_of(4));
  CHECK(run_of(4) != run_of(1.6));
}

TEST_CASE("identify: what cannot be is an error with its reason") {
  auto reading = linked_case();
  matching::Case& the_case = *reading.content;
  const auto populations = one_population(the_case);
  const auto reason = [&](const identify::Options& options) {
    const auto answer = identify::identify(the_case, populations, options);
    REQUIRE(!answer);
    CHECK(answer.error().code == Errc::bad_option);
    return answer.error().message;
  };
  identify::Options options;
  options.match.strategy = "guess";
  CHECK(reason(options).find("guess") != std::string::npos);
  options = {};
  options.match.strategy = "ibs";
  options.matrix = true;
  CHECK(reason(options).find("--matrix") != std::string::npos);
  options = {};
  options.since = "/nowhere";
  CHECK(reason(options).find("is no result of kith match") != std::string::npos);
  options = {};
  options.joint.prior = inference::PriorKind::closed;  // three sets of remains, two missing persons, nobody else
  options.joint.n_others = 0;
  CHECK(!reason(options).empty());
  the_case.remains.clear();
  CHECK(reason({}) == "the case has no remains");
  the_case.missing.clear();
  CHECK(reason({}).find("no missing person") != std::string::npos);
}

TEST_CASE("identify: stages are told in order, and what they took is kept") {
  const auto reading = linked_case();
  std::vector<std::string> stages;
  identify::Listener listener;
  listener.begin = [&](std::string_view stage) {
    stages.emplace_back(stage);
    return matching::Progress{};
  };
  const auto answer = must(
      identify::identify(*reading.content, one_population(*reading.content), {}, nullptr, listener));
  CHECK(stages == std::vector<std::string>{"matching", "explaining", "looking for remains of one body",
                                           "deciding who is who", "looking for kin"});
  REQUIRE(answer.stages.size() >= 5);
  CHECK(answer.stages.front().stage == "encode");
  for (const auto& stage : answer.stages) CHECK(stage.seconds >= 0);
}

TEST_CASE("competition: the best assignment of each competitor, and what tells the first two apart") {
  const auto reading = linked_case();
  const matching::Case& the_case = *reading.content;
  const identify::Options options;
  const auto answer = must(identify::identify(the_case, one_population(the_case), options));
  REQUIRE(answer.joint.found);
  const auto competition = identify::find_competition(the_case, answer, options, 1);  // R2 may be M1 or M2
  REQUIRE(competition.competitors.size() == 2);
  CHECK(competition.competitors[0].row.posterior >= competition.competitors[1].row.posterior);
  double total = competition.nobody;
  for (const auto& competitor : competition.competitors) total += competitor.row.posterior;
  CHECK(total == doctest::Approx(1).epsilon(1e-6));
  double gap = 0;
  for (const auto& difference : competition.differences) gap += difference.first - difference.second;
  // Each family misses one person, so that the difference is that of the two pairs' columns.
  const auto pair = [&](const identify::Competitor& competitor) {
    double sum = 0;
    for (const auto& score : matching::explain_pair(answer.evidence(), 1, competitor.row.missing))
      sum += score.log10_lr;
    return sum;
  };
  CHECK(gap == doctest::Approx(pair(competition.competitors[0]) - pair(competition.competitors[1])).epsilon(1e-9));
  CHECK(!competition.would_help.empty());
}

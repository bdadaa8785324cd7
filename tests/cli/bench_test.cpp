// `kith bench` as a user runs it.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/run_kith.hpp"

namespace kith::testing {
namespace {

namespace fs = std::filesystem;

std::string demo_case() { return std::string(KITH_SOURCE_DIR) + "/datasets/demo"; }

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("bench: measures, tables and a page for the demonstration case") {
  const Scratch scratch;
  const Run run = run_kith({"bench", demo_case(), "--out", scratch / "out", "--strategies", "dna,pairwise,ibs",
                            "--resamples", "50", "--threads", "2"});
  REQUIRE(run.status == 0);
  const auto json = nlohmann::json::parse(text_of(scratch / "out/bench.json"));
  REQUIRE(json["strategies"].size() == 3);
  const auto& dna = json["strategies"][0];
  CHECK(dna["true_pairs"] == 10);
  // nine remains decided, the tenth is one of two missing brothers whom DNA cannot tell apart: a half
  CHECK(dna["recall_per_remains"]["1"]["value"] == 0.95);
  CHECK(dna["kin_pairs"] == 1);
  CHECK(json["strategies"][2].contains("lr") == false);
  CHECK(json["comparisons"].size() == 3);
  const std::string page = text_of(scratch / "out/report.html");
  CHECK(page.find("</html>") != std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(run.out.find("dna - pairwise") != std::string::npos);

  // the same bytes again, whatever the threads; and an earlier bench is replaced with --force only
  REQUIRE(run_kith({"bench", demo_case(), "--out", scratch / "again", "--strategies", "dna,pairwise,ibs", "--resamples",
                    "50", "--threads", "1"})
              .status == 0);
  for (const char* name : {"strategies.csv", "comparisons.csv", "splits.csv", "misleading.csv", "roc.csv"}) {
    CHECK(text_of(scratch / (std::string("out/") + name)) == text_of(scratch / (std::string("again/") + name)));
  }
  CHECK(run_kith({"bench", demo_case(), "--out", scratch / "out"}).status == 2);
  CHECK(run_kith({"bench", demo_case(), "--out", scratch / "out", "--force", "--strategies", "ibs"}).status == 0);
}

TEST_CASE("bench: worlds of a scenario, made for the purpose and gone afterwards") {
  const Scratch scratch;
  const Run run = run_kith({"bench", "demo", "--out", scratch / "out", "--strategies", "combined,dna,blocked",
                            "--repeat", "2", "--seed", "7", "--resamples", "20", "--set", "missing.count=30"});
  REQUIRE_MESSAGE(run.status == 0, run.err);
  const auto json = nlohmann::json::parse(text_of(scratch / "out/bench.json"));
  CHECK(json["seeds"] == nlohmann::json({7, 8}));
  CHECK(json["counts"]["missing_persons"] == 60);
  CHECK(json["strategies"][1]["true_pairs"] > 10);
  CHECK(run_kith({"bench", "demo", "--out", scratch / "no", "--set", "missing.number=30"}).status == 2);
}

TEST_CASE("bench: what it refuses") {
  const Scratch scratch;
  const auto refused = [&](std::vector<std::string> words, const std::string& reason) {
    words.insert(words.end(), {"--out", scratch / "out"});
    const Run run = run_kith(words);
    CHECK(run.status == 2);
    CHECK_MESSAGE(run.err.find(reason) != std::string::npos, run.err);
    CHECK_FALSE(fs::exists(scratch / "out"));
  };
  refused({"bench", "nowhere"}, "nowhere");
  refused({"bench", demo_case(), "--strategies", "dna,magic"}, "no strategy is called 'magic'");
  refused({"bench", demo_case(), "--strategies", "dna,dna"}, "names dna twice");
  refused({"bench", demo_case(), "--repeat", "0"}, "--repeat");
  refused({"bench", demo_case(), "--repeat", "2"}, "is a case folder here");
  refused({"bench", demo_case(), "--posterior-threshold", "1"}, "--posterior-threshold");
  fs::copy(demo_case(), scratch / "blind");
  fs::remove(scratch / "blind/truth.csv");
  refused({"bench", scratch / "blind"}, "truth.csv");
  std::ofstream(scratch / "blind/truth.csv") << "remains_id,missing_id\nR01,Nobody\n";
  refused({"bench", scratch / "blind"}, "Nobody");
}

}  // namespace
}  // namespace kith::testing

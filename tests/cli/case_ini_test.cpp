#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

/// The demo with this case.ini.
struct CaseWithIni {
  Scratch scratch{};

  explicit CaseWithIni(std::string_view ini) {
    copy_demo(scratch / "case");
    write_text(scratch / "case/case.ini", ini);
  }
  [[nodiscard]] Run match(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"match", scratch / "case", "--out", scratch / "out"};
    words.insert(words.end(), more.begin(), more.end());
    return run_kith(words);
  }
  [[nodiscard]] std::string option(const std::string& name) const {
    return nlohmann::json::parse(read_text(scratch / "out/run.json"))["options"][name].get<std::string>();
  }
  void refused(std::string_view reason) const {
    const Run run = match();
    CHECK(run.status == 2);
    CAPTURE(run.err);
    CHECK(contains(run.err, reason));
    CHECK_FALSE(std::filesystem::exists(scratch / "out"));
  }
};

}  // namespace

TEST_CASE("case.ini: the command line wins over it, it wins over the defaults") {
  const CaseWithIni folder("# settings\ntop = 3\nthreshold = 6.5  # strict\nmatrix = true\n");
  REQUIRE(folder.match({"--top", "7"}).status == 0);
  CHECK(folder.option("top") == "7");
  CHECK(folder.option("threshold") == "6.5");
  CHECK(folder.option("strategy") == "tiled");
  CHECK(std::filesystem::exists(folder.scratch / "out/lr_matrix.csv"));
}

TEST_CASE("case.ini: as an editor on Windows saves it") {
  const CaseWithIni folder("\xEF\xBB\xBFtop = 3\r\nmatrix = true\r\n");
  REQUIRE(folder.match().status == 0);
  CHECK(folder.option("top") == "3");
  CHECK(std::filesystem::exists(folder.scratch / "out/lr_matrix.csv"));
}

TEST_CASE("case.ini: a value that was overruled does no harm, one in force does") {
  const CaseWithIni folder("\ntop = 1\n");
  CHECK(folder.match({"--top", "2"}).status == 0);
  std::filesystem::remove_all(folder.scratch / "out");
  folder.refused("case.ini:2: top: found '1'; expected a whole number, 2 or more");
}

TEST_CASE("case.ini: settings of other commands are fine, unknown ones are named with their line") {
  CHECK(CaseWithIni("min-loci = 3\n").match().status == 0);
  CaseWithIni("top = 3\n\ntresholds = 5\n").refused("case.ini:3: unknown setting 'tresholds'; did you mean threshold?");
  CaseWithIni("out = elsewhere\n").refused("case.ini:1: unknown setting 'out'");
}

TEST_CASE("case.ini: what cannot be read is named with its line") {
  CaseWithIni("top = 3\ntop = 4\n").refused("case.ini:2: setting 'top' was given before, in line 1");
  CaseWithIni("[matching]\ntop = 3\n").refused("case.ini:1: found section");
  CaseWithIni("top 3\n").refused("case.ini:1: found 'top 3'; expected 'name = value'");
  CaseWithIni("\ntop = lots\n").refused("case.ini:2: ");
}

TEST_CASE("case.ini serves check and explain as well") {
  const CaseWithIni folder("min-loci = 0\ntop = 3\nprior = 0.5\n");
  CHECK_FALSE(contains(run_kith({"check", folder.scratch / "case"}).out, "R14"));
  CHECK(contains(run_kith({"explain", folder.scratch / "case", "--missing", "M01", "--remains", "R01"}).out,
                 "0.5 (given)"));
}

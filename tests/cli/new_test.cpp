// kith new: an empty case that says so, and whose README fills it; and what match says of files and relatives that do
// not count.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <regex>
#include <sstream>

#include "cli/run_kith.hpp"
#include "support/shared.hpp"

using namespace kith::testing;

namespace {

/// Puts the rows that README.md shows below the headers of their tables.
void fill_in(const std::filesystem::path& folder) {
  std::istringstream readme(read_text(folder / "README.md"));
  std::string table;
  bool is_row = false;
  std::size_t n_rows = 0;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("## ")) table = line.substr(3);
    if (line.starts_with("```")) {
      is_row = line == "```csv";
      continue;
    }
    if (!is_row) continue;
    write_text(folder / table, read_text(folder / table) + line + '\n');
    ++n_rows;
  }
  REQUIRE(n_rows >= 13);
}

/// log10 LR of the first row of matches.csv.
double first_log10_lr(const std::filesystem::path& results) {
  const auto rows = csv_rows(results / "matches.csv");
  REQUIRE(rows.size() > 1);
  const auto column = std::find(rows[0].begin(), rows[0].end(), "log10_lr") - rows[0].begin();
  return std::stod(rows[1][static_cast<std::size_t>(column)]);
}

using Pair = std::array<std::size_t, 2>;

constexpr double kRounding = 1e-9;  ///< of sums in another order

}  // namespace

TEST_CASE("kith new: an empty folder of tables, of which kith check says that nothing is in it") {
  const Scratch scratch;
  const Run made = run_kith({"new", scratch / "case"});
  CAPTURE(made.err);
  CHECK(made.status == 0);
  for (const char* name : {"frequencies.csv", "markers.csv", "relatives.csv", "missing_persons.csv", "remains.csv",
                           "profiles.csv", "attributes.csv", "haplotypes.csv", "elimination.csv", "events.csv",
                           "sites.csv", "identifications.csv", "event_sites.csv", "case.ini", "README.md"}) {
    CHECK_MESSAGE(std::filesystem::exists(scratch.path() / "case" / name), name);
  }
  CHECK_FALSE(std::filesystem::exists(scratch / "case/truth.csv"));
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"check", scratch / "case"}, {"match", scratch / "case", "--out", scratch / "out"}}) {
    const Run run = run_kith(command);
    CAPTURE(run.err);
    CHECK(run.status == 2);
    CHECK(contains(run.err, "nothing is in this case yet"));
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 2);  // this, and that nothing was written
  }
}

TEST_CASE("kith new: refuses a folder with something in it, and takes an empty one") {
  const Scratch scratch;
  std::filesystem::create_directories(scratch / "full");
  write_text(scratch / "full/mine.txt", "x");
  const Run refused = run_kith({"new", scratch / "full"});
  CHECK(refused.status == 2);
  CHECK(contains(refused.err, "exists and is not empty"));
  CHECK(read_text(scratch / "full/mine.txt") == "x");
  CHECK_FALSE(std::filesystem::exists(scratch / "full/relatives.csv"));
  std::filesystem::create_directories(scratch / "empty");
  CHECK(run_kith({"new", scratch / "empty", "--quiet"}).out.empty());
  CHECK(run_kith({"new", scratch / "empty"}).status == 2);  // no longer empty
  CHECK(run_kith({"new"}).status == 2);
}

TEST_CASE("kith new: the rows of its README are a case that matches") {
  const Scratch scratch;
  REQUIRE(run_kith({"new", scratch / "case"}).status == 0);
  fill_in(scratch / "case");
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK_FALSE(contains(run.err, "error"));
  CHECK_FALSE(contains(run.err, "KITH-108"));  // no column that Kith does not know
  // The mother is 6/9.3, the body 6/7. Without mutation (0.00009 a meiosis here) it has 6 of her with probability 1/2
  // and 7 of the father with the frequency of 7, against 2 p6 p7 of a stranger: LR = 1 / (4 p6).
  const double p6 = 170.0 / 722;
  CHECK(std::abs(first_log10_lr(scratch.path() / "out") - std::log10(1 / (4 * p6))) < 1e-3);
  CHECK(run_kith({"check", scratch / "case"}).status != 2);
}

TEST_CASE("kith new: case.ini holds every setting with its default, ready to be uncommented") {
  const Scratch scratch;
  REQUIRE(run_kith({"new", scratch / "case"}).status == 0);
  fill_in(scratch / "case");
  std::istringstream lines(read_text(scratch / "case/case.ini"));
  std::string uncommented;
  std::size_t n_settings = 0;
  static const std::regex setting("# ([a-z0-9-]+) = (.*)");
  for (std::string line; std::getline(lines, line);) {
    std::smatch parts;
    CHECK((line.empty() || line.front() == '#'));
    if (!std::regex_match(line, parts, setting)) continue;
    ++n_settings;
    // What has no default shows what goes there.
    const bool has_default = parts[2].str().find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (has_default) uncommented += line.substr(2) + '\n';
  }
  CHECK(n_settings > 30);
  CHECK(uncommented.starts_with("top = 10\n"));
  CHECK(contains(uncommented, "\nignore-unread = false\n"));
  CHECK(contains(uncommented, "\nmin-frequency = 0.001\n"));
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "before", "--quiet"}).status == 0);
  write_text(scratch / "case/case.ini", uncommented);
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "after", "--quiet"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(read_text(scratch / "before/matches.csv") == read_text(scratch / "after/matches.csv"));
}

TEST_CASE("--ignore-unread: a table under a near name stops every command, or is warned about") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  write_text(scratch / "case/haplotype.csv", "haplotype_id,marker,allele_1\n");
  for (const std::string command : {"match", "check", "explain"}) {
    std::vector<std::string> words{command, scratch / "case"};
    if (command == "match") words.insert(words.end(), {"--out", scratch / "out"});
    if (command == "explain") words.insert(words.end(), {"--missing", "M01", "--remains", "R01"});
    const Run refused = run_kith(words);
    CAPTURE(refused.err);
    CHECK(refused.status == 2);
    CHECK(contains(refused.err, "haplotypes.csv"));
    words.emplace_back("--ignore-unread");
    const Run ignored = run_kith(words);
    CAPTURE(ignored.err);
    CHECK(ignored.status != 2);
    CHECK(contains(ignored.err, "warning: haplotype.csv"));
  }
  write_text(scratch / "case/case.ini", "ignore-unread = true\n");
  CHECK(run_kith({"check", scratch / "case"}).status != 2);
}

TEST_SUITE("shared") {
  TEST_CASE("field 15: X-linked markers and a missing person of unknown sex") {
    const auto field = shared("field/15_x_markers_unknown_sex_of_the_missing/case");
    if (!field) return;
    const Scratch scratch;
    for (const std::string command : {"match", "check"}) {
      std::vector<std::string> words{command, field->string()};
      if (command == "match") words.insert(words.end(), {"--out", scratch / "out"});
      const Run run = run_kith(words);
      CAPTURE(run.err);
      CHECK(run.status != 2);
      CHECK(contains(run.err, "no sex of missing person mp"));
    }
    const auto rows = csv_rows(scratch.path() / "out/by_missing_person.csv");
    REQUIRE(rows.size() == 3);  // remains that nothing speaks for, and "not found", with the reason
    CHECK(contains(rows[2][rows[0].size() - 3], "the sex of the missing person is not known"));
    // For a man with 10, of a mother 10/12, against p10 = 0.4: LR = 0.5 / 0.4.
    std::filesystem::copy(*field, scratch / "man");
    spoil(scratch / "man/relatives.csv", "mum,U", "mum,M");
    const Run man = run_kith({"match", scratch / "man", "--out", scratch / "out", "--force", "--defaults", "exact"});
    CHECK_FALSE(contains(man.err, "no sex of"));
    CHECK(std::abs(first_log10_lr(scratch.path() / "out") - std::log10(0.5 / 0.4)) < kRounding);
  }

  TEST_CASE("field 18: siblings without a father are half siblings, which is said; with one they are not") {
    const auto field = shared("field/18_siblings_of_an_unlisted_father");
    if (!field) return;
    const std::array<double, 4> p{0.2, 0.2, 0.2, 0.4};  // 6, 7, 8, 9.3
    // P(child = {a, b} | mother, father), each parent passing on one of two alleles.
    const auto child = [](std::size_t a, std::size_t b, Pair mother, Pair father) {
      double sum = 0;
      for (const auto m : mother) {
        for (const auto f : father) sum += (m == a && f == b) || (m == b && f == a) ? 0.25 : 0;
      }
      return sum;
    };
    // Sums over the mother's and the father's (or the fathers') genotypes of P(6/8) P(7/8) P(6/7).
    double full = 0, half = 0, relatives_full = 0, relatives_half = 0;
    for (std::size_t a = 0; a < 256; ++a) {
      const Pair mother{a % 4, a / 4 % 4}, father{a / 16 % 4, a / 64};
      const double weight = p[mother[0]] * p[mother[1]] * p[father[0]] * p[father[1]];
      const double siblings = child(0, 2, mother, father) * child(1, 2, mother, father);
      full += weight * siblings * child(0, 1, mother, father);
      relatives_full += weight * siblings;
    }
    for (std::size_t m = 0; m < 16; ++m) {
      const Pair mother{m % 4, m / 4};
      const auto by_any_father = [&](std::size_t a, std::size_t b) {
        double sum = 0;
        for (std::size_t f = 0; f < 16; ++f) sum += p[f % 4] * p[f / 4] * child(a, b, mother, {f % 4, f / 4});
        return sum;
      };
      const double weight = p[mother[0]] * p[mother[1]] * by_any_father(0, 2) * by_any_father(1, 2);
      half += weight * by_any_father(0, 1);
      relatives_half += weight;
    }
    const double unrelated = 2 * p[0] * p[1];
    const Scratch scratch;
    const Run said = run_kith({"match", (*field / "case").string(), "--out", scratch / "half", "--defaults", "exact"});
    CAPTURE(said.err);
    CHECK(contains(said.err, "3 children of mum have no father"));
    CHECK(contains(said.err, "half siblings"));
    CHECK(contains(run_kith({"check", (*field / "case").string()}).err, "3 children of mum have no father"));
    CHECK(std::abs(first_log10_lr(scratch.path() / "half") - std::log10(half / relatives_half / unrelated)) <
          kRounding);
    const Run silent = run_kith(
        {"match", (*field / "case_with_father").string(), "--out", scratch / "full", "--defaults", "exact"});
    CHECK_FALSE(contains(silent.err, "half sibling"));
    CHECK(std::abs(first_log10_lr(scratch.path() / "full") - std::log10(full / relatives_full / unrelated)) <
          kRounding);
  }
}

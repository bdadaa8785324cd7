// kith kin: what it says, the tables it leaves, what it refuses; and kith match and kith check with kin.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

constexpr int kLoci = 30;
using Genome = std::vector<std::pair<int, int>>;

/// A case folder of people drawn from a population of ten alleles.
class Village {
 public:
  Genome person() {
    Genome genome;
    for (int l = 0; l < kLoci; ++l) genome.emplace_back(allele(), allele());
    return genome;
  }
  Genome child(const Genome& father, const Genome& mother) {
    Genome genome;
    for (int l = 0; l < kLoci; ++l)
      genome.emplace_back(one_of(father[static_cast<std::size_t>(l)]), one_of(mother[static_cast<std::size_t>(l)]));
    return genome;
  }
  void type(const std::string& subject, const Genome& genome) {
    for (std::size_t l = 0; l < genome.size(); ++l) {
      profiles_ += subject + "," + subject + ",L" + std::to_string(l) + "," + std::to_string(genome[l].first) + "," +
                   std::to_string(genome[l].second) + "\n";
    }
  }
  void bury(const std::string& id, const Genome& genome) {
    remains_ += id + "\n";
    type(id, genome);
  }
  void relate(const std::string& row) { relatives_ += row + "\n"; }

  void write(const std::filesystem::path& folder) const {
    std::filesystem::create_directory(folder);
    std::string frequencies = "marker,allele,frequency\n";
    for (int l = 0; l < kLoci; ++l) {
      for (int a = 10; a < 20; ++a) frequencies += "L" + std::to_string(l) + "," + std::to_string(a) + ",0.1\n";
    }
    write_text(folder / "frequencies.csv", frequencies);
    write_text(folder / "relatives.csv", relatives_);
    write_text(folder / "remains.csv", remains_);
    write_text(folder / "profiles.csv", profiles_);
  }

 private:
  int allele() { return 10 + static_cast<int>(rng_() % 10); }
  int one_of(const std::pair<int, int>& pair) { return rng_() % 2 == 0 ? pair.first : pair.second; }

  std::mt19937 rng_{4};
  std::string relatives_ = "family_id,person_id,father_id,mother_id,sex,role\n";
  std::string remains_ = "remains_id\n";
  std::string profiles_ = "sample_id,subject_id,marker,allele_1,allele_2\n";
};

/// Two households of four, all dead and nobody typed, and 12 strangers.
void write_households(const std::filesystem::path& folder) {
  Village village;
  for (const char* f : {"A", "B"}) {
    const std::string id(f);
    village.relate(id + "," + id + "F,,,M,missing");
    village.relate(id + "," + id + "M,,,F,missing");
    village.relate(id + "," + id + "C," + id + "F," + id + "M,M,missing");
    village.relate(id + "," + id + "D," + id + "F," + id + "M,F,missing");
    const Genome father = village.person(), mother = village.person();
    village.bury("R" + id + "1", father);
    village.bury("R" + id + "2", mother);
    village.bury("R" + id + "3", village.child(father, mother));
    village.bury("R" + id + "4", village.child(father, mother));
  }
  for (int i = 10; i < 22; ++i) village.bury("S" + std::to_string(i), village.person());
  village.write(folder);
}

/// Family A misses C, who is the body RC; RH is his half brother, whom nobody reported. Families A and D have one donor
/// in common.
void write_brother(const std::filesystem::path& folder) {
  Village village;
  const Genome father = village.person(), mother = village.person();
  village.relate("A,AF,,,M,reference");
  village.relate("A,AM,,,F,reference");
  village.relate("A,AC,AF,AM,M,missing");
  village.type("AF", father);
  village.type("AM", mother);
  village.relate("D,DM,,,F,reference");
  village.relate("D,DC,,DM,M,missing");
  village.type("DM", mother);
  for (int i = 10; i < 16; ++i) {
    const std::string f = "N" + std::to_string(i);
    village.relate(f + "," + f + "F,,,M,reference");
    village.relate(f + "," + f + "C," + f + "F,,M,missing");
    village.type(f + "F", village.person());
  }
  village.bury("RC", village.child(father, mother));
  village.bury("RH", village.child(father, village.person()));
  village.bury("RS", village.person());
  village.write(folder);
}

std::size_t column(const std::vector<std::vector<std::string>>& rows, const std::string& name) {
  const auto found = std::find(rows.front().begin(), rows.front().end(), name);
  REQUIRE_MESSAGE(found != rows.front().end(), name);
  return static_cast<std::size_t>(found - rows.front().begin());
}

}  // namespace

TEST_CASE("kith kin: households without a living relative, their tables and their record") {
  const Scratch scratch;
  write_households(scratch / "case");
  const Run run = run_kith({"kin", scratch / "case", "--out", scratch / "out"});
  REQUIRE_MESSAGE(run.status == 0, run.err);
  CHECK(contains(run.out, "8 have close kin among them, in 2 groups:"));
  CHECK(contains(run.out, "RA1, RA2, RA3, RA4"));
  CHECK(contains(run.out, "Prior: estimated"));
  std::map<std::string, std::set<std::string>> groups;
  const auto rows = csv_rows(scratch / "out/kin_groups.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) groups[rows[i][0]].insert(rows[i][1]);
  CHECK(groups["RA1"] == std::set<std::string>{"RA1", "RA2", "RA3", "RA4"});
  CHECK(groups["RB1"] == std::set<std::string>{"RB1", "RB2", "RB3", "RB4"});
  CHECK(groups.size() == 2);
  const auto pairs = csv_rows(scratch / "out/kin_pairs.csv");
  CHECK(pairs.front().size() == 16);
  CHECK(pairs[1][column(pairs, "group")].size() == 3);
  CHECK(contains(read_text(scratch / "out/kin_chance.csv"), "relationship,log10_lr,found,expected_by_chance"));
  const std::string record = read_text(scratch / "out/run.json");
  CHECK(contains(record, "\"command\": \"kin\""));
  CHECK(contains(record, "\"groups\": 2"));
  for (const auto& entry : std::filesystem::directory_iterator(scratch / "out")) {
    CHECK(std::filesystem::status(entry).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  }
  // An earlier result is replaced only if asked for; one thread gives the same bytes; a result of kin is none of match.
  CHECK(run_kith({"kin", scratch / "case", "--out", scratch / "out"}).status == 2);
  REQUIRE(run_kith({"kin", scratch / "case", "--out", scratch / "two", "--threads", "1"}).status == 0);
  for (const char* name : {"kin_pairs.csv", "kin_groups.csv", "kin_chance.csv"})
    CHECK(read_text(scratch / ("out/" + std::string(name))) == read_text(scratch / ("two/" + std::string(name))));
  CHECK(run_kith({"explain", scratch / "out", "--remains", "RA1"}).status == 2);
}

TEST_CASE("kith kin: without --out the terminal alone; every set of remains by itself with --bodies off") {
  const Scratch scratch;
  write_households(scratch / "case");
  const Run run = run_kith({"kin", scratch / "case", "--bodies", "off", "--kin-per-person", "1"});
  REQUIRE_MESSAGE(run.status == 0, run.err);
  CHECK(contains(run.out, "each of 20 has on average 1 others"));
  CHECK(scratch.names() == std::vector<std::string>{"case"});
  CHECK(run_kith({"kin", scratch / "case", "--quiet"}).out.empty());
}

TEST_CASE("kith kin --among families, kith check: one donor in two families") {
  const Scratch scratch;
  write_brother(scratch / "case");
  const Run run = run_kith({"kin", scratch / "case", "--among", "families", "--out", scratch / "out"});
  REQUIRE_MESSAGE(run.status == 0, run.err);
  CHECK(contains(run.out, "AM (family A) and DM (family D): one person's sample in two families"));
  const auto links = csv_rows(scratch / "out/family_links.csv");
  REQUIRE(links.size() >= 2);
  CHECK(links[1][0] == "same-donor");
  CHECK(contains(read_text(scratch / "out/family_groups.csv"), "same-donor AM DM"));
  const Run check = run_kith({"check", scratch / "case", "--out", scratch / "findings.csv"});
  CHECK(check.status == 1);
  CHECK(contains(check.out, "Families that are tied"));
  CHECK(contains(read_text(scratch / "findings.csv"), "family-ties,A"));
}

TEST_CASE("kith match: a half brother of a missing person is close to the family, and nobody it misses") {
  const Scratch scratch;
  write_brother(scratch / "case");
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  REQUIRE_MESSAGE(run.status == 0, run.err);
  CHECK(contains(run.out, "RH is close to family A"));
  const auto rows = csv_rows(scratch / "out/family_kin.csv");
  REQUIRE(rows.size() >= 2);
  CHECK(rows[1][column(rows, "body_id")] == "RH");
  CHECK(contains(read_text(scratch / "out/run.json"), "\"bodies_close_to_a_family\""));
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "two", "--kin", "off"}).status == 0);
  CHECK_FALSE(std::filesystem::exists(scratch / "two/family_kin.csv"));
}

TEST_CASE("kith kin: what it refuses") {
  const Scratch scratch;
  write_households(scratch / "case");
  const auto refused = [&](std::vector<std::string> words, const std::string& says) {
    words.insert(words.begin(), {"kin", scratch / "case"});
    const Run run = run_kith(words);
    CHECK(run.status == 2);
    CHECK_MESSAGE(contains(run.err, says), run.err);
  };
  refused({"--among", "neighbours"}, "remains or families");
  refused({"--kin-per-person", "0"}, "a number above 0");
  refused({"--kin-group-from", "1"}, "a probability above 0 and below 1");
  refused({"--threshold", "3"}, "unknown option");
  write_text(scratch / "case/remains.csv", "remains_id\n");
  write_text(scratch / "case/profiles.csv", "sample_id,subject_id,marker,allele_1,allele_2\n");
  refused({}, "the case has no remains");
  CHECK(run_kith({"kin", scratch / "nowhere"}).status == 2);
}

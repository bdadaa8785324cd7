// kith match --since: whatever came, went or changed in the case, the tables are those of a full run, byte for byte.
#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "cli/run_kith.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

namespace {

using Rows = std::vector<std::vector<std::string>>;

const std::vector<std::string> kTables = {"matches.csv", "by_missing_person.csv", "breakdown.csv", "reuse.cbor"};

void write_rows(const fs::path& path, const Rows& rows,
                const std::function<bool(const std::vector<std::string>&)>& keep) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && !keep(rows[i])) continue;
    for (std::size_t c = 0; c < rows[i].size(); ++c) text += (c == 0 ? "" : ",") + rows[i][c];
    text += '\n';
  }
  write_text(path, text);
}

/// The demo without some families and remains and with some alleles that others show at the same marker.
void write_variant(const fs::path& folder, std::mt19937_64& random) {
  fs::remove_all(folder);
  copy_demo(folder);
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  const Rows relatives = csv_rows(folder / "relatives.csv");
  const Rows remains = csv_rows(folder / "remains.csv");
  std::map<std::string, bool> has_family;
  std::set<std::string> subjects;
  for (std::size_t i = 1; i < relatives.size(); ++i) {
    if (has_family.try_emplace(relatives[i][0], chance(90)).first->second) subjects.insert(relatives[i][1]);
  }
  for (std::size_t i = 1; i < remains.size(); ++i) {
    if (chance(90)) subjects.insert(remains[i][0]);
  }
  const auto by = [&](std::size_t column) {
    return [&subjects, column](const std::vector<std::string>& row) { return subjects.contains(row[column]); };
  };
  write_rows(folder / "relatives.csv", relatives, by(1));
  write_rows(folder / "missing_persons.csv", csv_rows(folder / "missing_persons.csv"), by(0));
  write_rows(folder / "remains.csv", remains, by(0));
  Rows profiles = csv_rows(folder / "profiles.csv");
  for (int edits = 0; edits < 3; ++edits) {
    auto& row = profiles[1 + random() % (profiles.size() - 1)];
    const auto& other = profiles[1 + random() % (profiles.size() - 1)];
    if (row[2] == other[2] || random() % 2 == 0) row[3] = row[4];
    if (row[2] == other[2]) row[4] = other[4];
  }
  write_rows(folder / "profiles.csv", profiles, by(1));
}

nlohmann::json record_of(const fs::path& folder) { return nlohmann::json::parse(read_text(folder / "run.json")); }

}  // namespace

TEST_CASE("reuse.cbor holds ids, and no descriptions") {
  const Scratch scratch;
  const fs::path folder = scratch / "case";
  copy_demo(folder);
  for (const char* table : {"missing_persons.csv", "remains.csv"}) {
    Rows rows = csv_rows(folder / table);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(i == 0 ? "clothing" : "jacket:brown");
    write_rows(folder / table, rows, [](const auto&) { return true; });
  }
  REQUIRE(run_kith({"match", folder.string(), "--out", scratch / "out"}).status == 0);
  CHECK(read_text(fs::path(scratch / "out") / "breakdown.csv").find("jacket") != std::string::npos);
  const std::string record = read_text(fs::path(scratch / "out") / "reuse.cbor");
  CHECK(record.find(csv_rows(folder / "remains.csv")[1][0]) != std::string::npos);
  CHECK(record.find("jacket") == std::string::npos);
}

TEST_CASE("--since: random edits of a case, against a full run byte for byte") {
  const Scratch scratch;
  std::mt19937_64 random(11);
  int n_reused = 0;
  for (int round = 0; round < 12; ++round) {
    CAPTURE(round);
    write_variant(scratch / "case", random);
    // Raised minimum frequencies depend on who shows what, so that edits change whole markers: then less is reused.
    const std::vector<std::string> words{"match", scratch / "case", "--top",    "3",       "--threads",
                                         "2",     "--minimum-for",  "unlisted", "--force", "--out"};
    const auto run = [&](const std::string& out, const std::vector<std::string>& more) {
      auto all = words;
      all.push_back(scratch / out);
      all.insert(all.end(), more.begin(), more.end());
      const Run result = run_kith(all);
      CAPTURE(result.err);
      REQUIRE(result.status == 0);
    };
    run("earlier", {});
    write_variant(scratch / "case", random);
    run("full", {});
    run("since", {"--since", scratch / "earlier"});
    for (const std::string& table : kTables) {
      CAPTURE(table);
      CHECK(read_text(scratch.path() / "since" / table) == read_text(scratch.path() / "full" / table));
    }
    auto full = record_of(scratch / "full");
    auto since = record_of(scratch / "since");
    n_reused += since["since"].contains("pairs_scored") ? 1 : 0;
    for (const char* differs :
         {"seconds", "cpu_seconds", "seconds_over_threads", "peak_memory_bytes", "finished", "since", "options"}) {
      full.erase(differs);
      since.erase(differs);
    }
    CHECK(since == full);
  }
  CHECK(n_reused >= 6);
}

TEST_CASE("--since an unchanged case scores nothing; in place, too") {
  const Scratch scratch;
  const std::string out = scratch / "out";
  REQUIRE(run_kith({"match", demo_case(), "--out", out}).status == 0);
  const std::string before = read_text(scratch / "out/matches.csv");
  const Run again = run_kith({"match", demo_case(), "--out", out, "--force", "--since", out});
  REQUIRE(again.status == 0);
  CHECK(contains(again.out, "14 of 14 missing persons, 14 of 14 remains; 0 of 196 pairs were scored anew"));
  CHECK(read_text(scratch / "out/matches.csv") == before);
  CHECK(record_of(out)["since"]["pairs_scored"] == 0);
}

TEST_CASE("--since: another option, a damaged record or none is said, and everything is scored") {
  const Scratch scratch;
  const std::string earlier = scratch / "earlier";
  REQUIRE(run_kith({"match", demo_case(), "--out", earlier}).status == 0);
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "full", "--top", "4"}).status == 0);
  const Run other = run_kith({"match", demo_case(), "--out", scratch / "a", "--top", "4", "--since", earlier});
  CHECK(other.status == 0);
  CHECK(contains(other.err, "the program, an option, a marker or a frequency is another one; everything is scored"));
  CHECK(read_text(scratch / "a/matches.csv") == read_text(scratch / "full/matches.csv"));
  CHECK(contains(record_of(scratch / "a")["since"]["scored_in_full"].get<std::string>(), "an option"));

  std::string bytes = read_text(scratch / "earlier/reuse.cbor");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  write_text(scratch / "earlier/reuse.cbor", bytes);
  const Run damaged = run_kith({"match", demo_case(), "--out", scratch / "b", "--since", earlier});
  CHECK(damaged.status == 0);
  CHECK(contains(damaged.err, "reuse.cbor: is damaged"));
  CHECK(read_text(scratch / "b/matches.csv") == read_text(scratch / "earlier/matches.csv"));
  write_text(scratch / "earlier/reuse.cbor", bytes.substr(0, 7));
  CHECK(run_kith({"match", demo_case(), "--out", scratch / "c", "--since", earlier}).status == 0);

  const Run nothing = run_kith({"match", demo_case(), "--out", scratch / "d", "--since", scratch / "nowhere"});
  CHECK(nothing.status == 2);
  CHECK(contains(nothing.err, "is no result of kith match"));
}

namespace {

constexpr std::string_view kReports =
    "missing_id,family_id,sex,birth_year,last_seen_date,stature_cm,hair,handedness,blood_group,teeth,surgery,implants,"
    "marks,"
    "clothing,name,event_id\n"
    "M1,F1,M,1970,1993-05-01,185,black,left,A+,16=filled;36=extracted;rest=sound,none,none,tattoo:arm:left:anchor,"
    "boots:black,Aliyev Rashid,E1\n"
    "M2,F2,F,1960,1993-05-01,158,blond,,O-,rest=sound,skull,hip:left,none,,Petrosyan Anna,E1\n"
    "M3,F3,M,1930,1994-02-11,169,grey,right,B+,,none,none,none,none,Hasanov Elchin,E2\n";
constexpr std::string_view kFirstRemains =
    "remains_id,sex,sex_method,age_min,age_max,femur_mm,hair,blood_group,teeth,surgery,marks,documents,site_id,"
    "clothing\n"
    "R1,M,pelvis,20,30,500,black,A+,16=filled;36=extracted,none,tattoo:arm:left:anchor,passport:Alijev R,S1,\n"
    "R2,F,pelvis,30,45,420,auburn,O-,16=sound,skull,none,,S2,\n"
    "R3,M,skull,55,,450,grey,,,none,,,S1,\n";
/// Words, kinds of item, charts and a name that nobody had.
constexpr std::string_view kMoreRemains =
    "R4,M,pelvis,18,25,470,brown,AB-,16=crowned;46=filled,femur:left:nail,scar:chin,passport:Sargsyan V,S3,\n"
    "R5,F,skull,60,,,black,,,none,none,,S1,\n";

void write_described(const fs::path& folder, std::string_view remains) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  write_text(
      folder / "relatives.csv",
      "family_id,person_id,father_id,mother_id,sex,role\nF1,M1,,,M,missing\nF2,M2,,,F,missing\nF3,M3,,,M,missing\n");
  write_text(folder / "missing_persons.csv", kReports);
  write_text(folder / "sites.csv", "site_id,kind\nS1,primary\nS2,surface\nS3,other\n");
  write_text(folder / "remains.csv", remains);
}

}  // namespace

TEST_CASE("--since: where only remains were added, descriptions and all, the old pairs are taken over") {
  const Scratch scratch;
  const std::string all = std::string(kFirstRemains) + std::string(kMoreRemains);
  write_described(scratch / "case", kFirstRemains);
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "earlier"}).status == 0);
  write_described(scratch / "case", all);
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "full"}).status == 0);
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "since", "--since", scratch / "earlier"});
  REQUIRE(run.status == 0);
  for (const std::string& table : kTables) {
    CAPTURE(table);
    CHECK(read_text(scratch.path() / "since" / table) == read_text(scratch.path() / "full" / table));
  }
  const auto since = record_of(scratch / "since")["since"];
  CAPTURE(since.dump());
  CHECK(since["pairs_reused"] == 9);
  CHECK(since["pairs_scored"] == 6);

  // Clothes are compared by how common they are in the event, remains included: new ones touch every score of whoever
  // has some.
  std::string clothed = all;
  clothed.replace(clothed.rfind("S1,\n"), 4, "S1,boots:black\n");
  write_described(scratch / "case", clothed);
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "full2"}).status == 0);
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "since2", "--since", scratch / "full"}).status == 0);
  for (const std::string& table : kTables) {
    CHECK(read_text(scratch.path() / "since2" / table) == read_text(scratch.path() / "full2" / table));
  }
}

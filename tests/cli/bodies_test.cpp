// kith match --bodies: the tables it leaves, and who is who by bodies.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <utility>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

std::size_t column(const std::vector<std::vector<std::string>>& rows, const std::string& name) {
  for (std::size_t c = 0; c < rows.front().size(); ++c) {
    if (rows.front()[c] == name) return c;
  }
  FAIL("no column " << name);
  return 0;
}

}  // namespace

TEST_CASE("match: every remains in one body, pairs by remains with their body, who is who by bodies") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out", "--bodies", "auto"});
  REQUIRE_MESSAGE(run.status == 0, run.err);
  CHECK(contains(run.out, "Bodies: "));
  const auto remains = csv_rows(scratch / "case/remains.csv");
  const auto members = csv_rows(scratch / "out/body_members.csv");
  CHECK(members.size() == remains.size());
  std::set<std::string> bodies;
  for (std::size_t i = 1; i < members.size(); ++i) bodies.insert(members[i][column(members, "body_id")]);
  CHECK(bodies.size() < remains.size() - 1);  // the demo has several bones of one person
  const auto matches = csv_rows(scratch / "out/matches.csv");
  std::set<std::pair<std::string, std::string>> known;
  for (std::size_t i = 1; i < members.size(); ++i)
    known.emplace(members[i][column(members, "remains_id")], members[i][column(members, "body_id")]);
  for (std::size_t i = 1; i < matches.size(); ++i)
    CHECK(known.count({matches[i][column(matches, "remains_id")], matches[i][column(matches, "body_id")]}) == 1);
  // Remains of one body have the same rows in assignments.csv.
  const auto assigned = csv_rows(scratch / "out/assignments.csv");
  std::map<std::string, std::set<std::string>> rows_of_body;
  std::map<std::string, std::size_t> n_rows;
  for (std::size_t i = 1; i < assigned.size(); ++i) {
    CHECK(known.count({assigned[i][0], assigned[i][1]}) == 1);
    rows_of_body[assigned[i][1]].insert(assigned[i][3] + " " + assigned[i][4]);
    ++n_rows[assigned[i][1]];
  }
  for (const auto& [body, rows] : rows_of_body) CHECK(n_rows.at(body) % rows.size() == 0);
  CHECK(contains(read_text(scratch / "out/bodies.csv"), "body_id,remains,posterior,stated,weakest_remains_id_1"));
  CHECK(contains(read_text(scratch / "out/body_pairs.csv"), "body_id_1,body_id_2,posterior,posterior_sibling"));
  CHECK(contains(read_text(scratch / "out/graves.csv"), "grave,remains,bodies,least_by_dna,least_by_anatomy"));
  const Run again = run_kith(
      {"match", scratch / "case", "--out", scratch / "out", "--force", "--threads", "1", "--bodies", "auto"});
  REQUIRE_MESSAGE(again.status == 0, again.err);
}

TEST_CASE("match --bodies: off writes no bodies, another word is refused") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  CHECK(run_kith({"match", scratch / "case", "--out", scratch / "out", "--bodies", "off"}).status == 0);
  CHECK_FALSE(std::filesystem::exists(scratch / "out/bodies.csv"));
  const Run refused = run_kith({"match", scratch / "case", "--out", scratch / "two", "--bodies", "some"});
  CHECK(refused.status == 2);
  CHECK(contains(refused.err, "auto, given or off"));
  const Run people = run_kith({"match", scratch / "case", "--out", scratch / "two", "--individuals", "one"});
  CHECK(people.status == 2);
  CHECK(contains(people.err, "estimated"));
}

// kith match --bodies: the tables it leaves, and remains scored as bodies.
#include <doctest/doctest.h>

#include <set>

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

TEST_CASE("match --bodies auto: every remains in one body, and the bodies are what is scored") {
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
  const std::size_t id = column(matches, "remains_id");
  for (std::size_t i = 1; i < matches.size(); ++i) CHECK(bodies.contains(matches[i][id]));
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
  CHECK(run_kith({"match", scratch / "case", "--out", scratch / "out"}).status == 0);
  CHECK_FALSE(std::filesystem::exists(scratch / "out/bodies.csv"));
  const Run refused = run_kith({"match", scratch / "case", "--out", scratch / "two", "--bodies", "some"});
  CHECK(refused.status == 2);
  CHECK(contains(refused.err, "auto, given or off"));
  const Run people = run_kith({"match", scratch / "case", "--out", scratch / "two", "--individuals", "one"});
  CHECK(people.status == 2);
  CHECK(contains(people.err, "estimated"));
}

#include "text/result_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "intake/case_folder.hpp"
#include "text/private_file.hpp"

namespace kith::testing {
namespace {

namespace fs = std::filesystem;

std::size_t n_entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void fill(const text::ResultFolder& folder, std::string_view matches) {
  std::ofstream(folder.create("matches.csv").value()) << matches;
  std::ofstream(folder.create("run.json").value()) << "{\"program\": \"kith\"}";
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("result folder: nothing is at the destination before commit, everything after") {
  const TempFolder temp;
  auto folder = text::ResultFolder::stage(temp.path() / "a/b/out", false);
  REQUIRE(folder.ok());
  auto staged = std::move(folder).value();
  fill(staged, "1");
  CHECK_FALSE(fs::exists(temp.path() / "a/b/out"));
  REQUIRE(staged.commit().ok());
  CHECK(text_of(temp.path() / "a/b/out/matches.csv") == "1");
  CHECK(n_entries(temp.path() / "a/b") == 1);
}

TEST_CASE("result folder: what is given up leaves no trace") {
  const TempFolder temp;
  {
    auto folder = text::ResultFolder::stage(temp.path() / "out", false);
    REQUIRE(folder.ok());
    fill(folder.value(), "1");
    CHECK(n_entries(temp.path()) == 1);
  }
  CHECK(n_entries(temp.path()) == 0);
}

TEST_CASE("result folder: an earlier result is exchanged only on request") {
  const TempFolder temp;
  for (const std::string text : {"1", "2"}) {
    auto folder = text::ResultFolder::stage(temp.path() / "out/", true);
    REQUIRE(folder.ok());
    auto staged = std::move(folder).value();
    fill(staged, text);
    REQUIRE(staged.commit().ok());
    CHECK(text_of(temp.path() / "out/matches.csv") == text);
    CHECK(n_entries(temp.path()) == 1);
  }
  const auto refused = text::check_destination(temp.path() / "out", false);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == Errc::output_unwritable);
}

TEST_CASE("result folder: what is not ours stays, even if it appears while we work") {
  const TempFolder temp;
  fs::create_directory(temp.path() / "notes");
  std::ofstream(temp.path() / "notes/run.json") << "{\"program\": \"another\"}";
  CHECK_FALSE(text::check_destination(temp.path() / "notes", true).ok());
  fs::create_directory_symlink(temp.path() / "notes", temp.path() / "link");
  CHECK_FALSE(text::check_destination(temp.path() / "link", true).ok());

  auto folder = text::ResultFolder::stage(temp.path() / "out", true);
  REQUIRE(folder.ok());
  auto staged = std::move(folder).value();
  fill(staged, "1");
  fs::create_directory(temp.path() / "out");
  std::ofstream(temp.path() / "out/mine.txt") << "mine";
  CHECK_FALSE(staged.commit().ok());
  CHECK(text_of(temp.path() / "out/mine.txt") == "mine");
}

TEST_CASE("private file: whole, for its owner, and never over another without being told") {
  const TempFolder temp;
  const auto path = temp.path() / "findings.csv";
  REQUIRE(text::write_private_file(path, "a", false).ok());
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  CHECK_FALSE(text::write_private_file(path, "b", false).ok());
  CHECK(text_of(path) == "a");
  REQUIRE(text::write_private_file(path, "b", true).ok());
  CHECK(text_of(path) == "b");
  CHECK_FALSE(text::write_private_file(temp.path(), "c", true).ok());
  CHECK_FALSE(text::write_private_file(temp.path() / "no/such/file", "c", true).ok());
  CHECK(n_entries(temp.path()) == 1);
}

}  // namespace kith::testing

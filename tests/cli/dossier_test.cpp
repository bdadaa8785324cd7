// kith dossier: one page per identification, of a result of kith match; its numbers are those of the tables.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <pugixml.hpp>
#include <sstream>

#include "cli/run_kith.hpp"

namespace fs = std::filesystem;
using namespace kith::testing;

namespace {

/// All text of a node, elements joined by blanks.
std::string text_of(pugi::xml_node node) {
  std::string text;
  for (const auto child : node.children()) {
    text += child.type() == pugi::node_pcdata ? child.value() : text_of(child);
    if (std::string_view(child.name()) == "p" || std::string_view(child.name()) == "tr") text += '\n';
    if (std::string_view(child.name()) == "td") text += '|';
  }
  return text;
}

/// A page as XML, which it also is.
struct Page {
  explicit Page(const fs::path& path) : raw(read_text(path)) {
    const auto parsed = document.load_string(raw.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    CAPTURE(parsed.description());
    REQUIRE(parsed);
    text = text_of(document.child("html").child("body"));
  }
  pugi::xml_document document;
  std::string raw;
  std::string text;
};

unsigned mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE(
    "kith dossier --from: a page for every pair of assignments.csv above it, with its numbers, for nobody else's "
    "eyes") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out", "--theta", "0.01"}).status == 0);
  const Run run = run_kith({"dossier", scratch / "out", "--from", "0.9", "--out", scratch / "dossiers"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  std::size_t n = 0;
  for (const auto& row : csv_rows(scratch / "out/assignments.csv")) {
    // remains_id, body_id, family_id, missing_id, posterior, ...; a body once
    if (row[0] != row[1] || row[3].empty() || row[3] == "(others)" || std::stod(row[4]) < 0.9) continue;
    ++n;
    const fs::path path = scratch / ("dossiers/" + row[1] + "." + row[3] + ".html");
    REQUIRE(fs::exists(path));
    CHECK(mode_of(path) == 0600);
    const Page page(path);
    char log10_lr[32];
    std::snprintf(log10_lr, sizeof log10_lr, "Together: log10 LR %.4f", std::stod(row[7]));
    CHECK(contains(page.text, log10_lr));
    CHECK(contains(page.text, "In the terms of the analysis: " + row[10]));
    CHECK(contains(page.text, "--theta|0.01"));
    for (const char* never : {"<script", "http:", "https:", "src=", "url(http", "@import"})
      CHECK_FALSE(contains(page.raw, std::string(never) == "http:" ? "href=" : never));
    CHECK(contains(page.raw, "default-src 'none'"));
    CHECK(contains(page.raw, "<svg"));
  }
  CHECK(n > 0);
  CHECK(static_cast<std::size_t>(std::distance(fs::directory_iterator(scratch / "dossiers"), {})) == n);
  CHECK(mode_of(scratch / "dossiers") == 0700);
}

TEST_CASE(
    "kith dossier: the same bytes again, kept without --force; --family writes one page per missing person found") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out"}).status == 0);
  const auto words = [&](const char* folder) {
    return std::vector<std::string>{"dossier", scratch / "out", "--remains", "R06", "--out", scratch / folder};
  };
  REQUIRE(run_kith(words("a")).status == 0);
  REQUIRE(run_kith(words("b")).status == 0);
  const auto name = fs::directory_iterator(scratch / "a")->path().filename().string();
  CHECK(read_text(scratch / ("a/" + name)) == read_text(scratch / ("b/" + name)));
  const Run kept = run_kith(words("a"));
  CHECK(kept.status == 2);
  CHECK(contains(kept.err, name));
  auto forced = words("a");
  forced.emplace_back("--force");
  CHECK(run_kith(forced).status == 0);
  REQUIRE(run_kith({"dossier", scratch / "out", "--family", "F01", "--out", scratch / "f"}).status == 0);
  CHECK(contains(fs::directory_iterator(scratch / "f")->path().filename().string(), ".M01.html"));
}

TEST_CASE("kith dossier: refused where an input has changed, or nothing says of whom") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "out"}).status == 0);
  Run run = run_kith({"dossier", scratch / "out", "--out", scratch / "d"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "one of --remains ID, --family ID and --from P is needed"));
  run = run_kith({"dossier", scratch / "out", "--remains", "R0", "--out", scratch / "d"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "the case has no remains 'R0'; did you mean"));
  run = run_kith({"dossier", scratch / "case", "--from", "0.9", "--out", scratch / "d"});
  CHECK(contains(run.err, "is no result of kith match"));
  write_text(scratch / "case/profiles.csv", read_text(scratch / "case/profiles.csv") + "\n");
  run = run_kith({"dossier", scratch / "out", "--from", "0.9", "--out", scratch / "d"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "profiles.csv has changed"));
  CHECK_FALSE(fs::exists(scratch / "d"));
}

TEST_CASE("kith dossier: ids with markup, right-to-left letters, marks and emoji are shown and do nothing") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  const std::string nasty = "<img src=x onerror=alert(1)>\xD7\xA9\xD7\x9C\xE2\x80\xAE\xF0\x9F\x98\x80";
  for (const char* table : {"remains.csv", "profiles.csv", "truth.csv"}) {
    const fs::path path = scratch / (std::string("case/") + table);
    if (!fs::exists(path)) continue;
    std::string text = read_text(path);
    for (auto at = text.find("R06"); at != std::string::npos; at = text.find("R06", at + nasty.size()))
      text.replace(at, 3, nasty);
    write_text(path, text);
  }
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "out"}).status == 0);
  const Run run = run_kith({"dossier", scratch / "out", "--remains", nasty, "--out", scratch / "d"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  const Page page(fs::directory_iterator(scratch / "d")->path());
  CHECK_FALSE(contains(page.raw, "<img"));
  CHECK_FALSE(contains(page.raw, "\xE2\x80\xAE"));
  CHECK(contains(page.text, "<img src=x onerror=alert(1)>\xD7\xA9\xD7\x9C[U+202E]\xF0\x9F\x98\x80"));
}

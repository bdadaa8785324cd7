// Published cases and reference files that live outside this repository.
#include <doctest/doctest.h>

#include "intake/case_folder.hpp"
#include "intake/draft/case_writer.hpp"
#include "intake/familias/familias_import.hpp"
#include "support/shared.hpp"
#include "text/text_encoding.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

TEST_SUITE_BEGIN("shared");

TEST_CASE("every published case is read without an error and written so that it reads again") {
  const auto cases = shared("cases");
  if (!cases) return;
  for (const auto& entry : fs::directory_iterator(*cases)) {
    if (!entry.is_directory()) continue;
    CAPTURE(entry.path().string());
    const auto reading = kith::intake::read_case(entry.path());
    INFO(all_problems(reading));
    REQUIRE(reading.content);
    CHECK(reading.problems.problems().empty());
    CHECK(reading.content->missing.size() > 0);
    CHECK(reading.content->remains.size() > 0);
    const TempFolder temp;
    REQUIRE(kith::intake::write_case(kith::intake::draft_of(*reading.content), temp.path() / "again"));
    const auto again = kith::intake::read_case(temp.path() / "again");
    REQUIRE(again.content);
    CHECK(again.n_typed_genotypes == reading.n_typed_genotypes);
  }
}

TEST_CASE("Familias files become cases that are read") {
  for (const char* name : {"cases/dvi-example.fam", "formats/examples/demo.fam", "formats/examples/demo_dvi.fam"}) {
    const auto file = shared(name);
    if (!file) return;
    CAPTURE(name);
    const auto bytes = kith::text::read_file(*file);
    REQUIRE(bytes);
    const auto project = kith::intake::familias::parse(bytes.value());
    REQUIRE(project);
    const auto import = kith::intake::familias::to_case(project.value());
    CHECK(import.errors.empty());
    const TempFolder temp;
    REQUIRE(kith::intake::write_case(import.draft, temp.path() / "case"));
    const auto reading = kith::intake::read_case(temp.path() / "case");
    INFO(all_problems(reading));
    CHECK(reading.content);
  }
}

TEST_SUITE_END();

// The reference likelihoods of other programs (pedprobr, Familias) against Kith's; they lie outside this repository.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "io/verify.hpp"
#include "support/builders.hpp"
#include "support/shared.hpp"

namespace kith::testing {

TEST_SUITE_BEGIN("shared");

TEST_CASE("every file of reference vectors: whatever is supported agrees") {
  const auto folder = shared("oracle");
  if (!folder) return;
  std::size_t n_files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path());
    const auto report = io::verify(must(io::read_kinship_vectors(entry.path().string())));
    for (const auto& finding : report.disagreements) {
      FAIL_CHECK(finding.case_id << " " << finding.pedigree << " " << finding.locus << ": " << finding.text);
    }
    CHECK(report.total.agreeing + report.total.unsupported == report.total.cases);
    CHECK(report.total.agreeing > 0);
    for (const auto& entry_of_tag : report.tags) {
      CAPTURE(entry_of_tag.first);
      CHECK(entry_of_tag.second.agreeing > 0);
    }
    ++n_files;
  }
  CHECK(n_files > 0);
}

TEST_SUITE_END();

}  // namespace kith::testing

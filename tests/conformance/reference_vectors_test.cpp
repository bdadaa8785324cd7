// The reference likelihoods of other programs (pedprobr, Familias) against Kith's: a subset in vectors/, all of them
// where the shared folder is present.
#include <doctest/doctest.h>

#include <cstddef>
#include <filesystem>

#include "intake/vectors/verify.hpp"
#include "support/builders.hpp"
#include "support/shared.hpp"

namespace kith::testing {

namespace {

/// Every file of vectors in `folder` agrees in all that is supported, and every feature has a case that is.
/// @return the number of cases in them.
std::size_t check_vectors(const std::filesystem::path& folder) {
  std::size_t n_cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path());
    const auto report = intake::verify(must(intake::read_kinship_vectors(entry.path().string())));
    for (const auto& finding : report.disagreements) {
      FAIL_CHECK(finding.case_id << " " << finding.pedigree << " " << finding.locus << ": " << finding.text);
    }
    CHECK(report.total.agreeing + report.total.unsupported == report.total.cases);
    for (const auto& [tag, total] : report.tags) {
      const std::string name(tag);
      INFO("tag ", name);
      CHECK(total.agreeing > 0);
    }
    n_cases += report.total.cases;
  }
  return n_cases;
}

}  // namespace

TEST_CASE("the reference vectors of the repository agree") {
  constexpr std::size_t kCases = 144;  // as vectors/README.md says: none may go missing
  CHECK(check_vectors(std::filesystem::path(KITH_SOURCE_DIR) / "tests/conformance/vectors") == kCases);
}

TEST_SUITE_BEGIN("shared");

TEST_CASE("every file of reference vectors: whatever is supported agrees") {
  if (const auto folder = shared("oracle")) CHECK(check_vectors(*folder) > 0);
}

TEST_SUITE_END();

}  // namespace kith::testing

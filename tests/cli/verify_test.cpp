#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

/// One homozygote, of an allele with frequency 0.1: ln p^2 = -4.605170185988091.
std::string vectors(std::string_view log_likelihood, std::string_view model = "none") {
  return R"({"format": "kinship-vectors/1", "cases": [{"id": "one", "tags": ["founder"],
    "markers": [{"name": "L1", "alleles": [9, 10], "freqs": [0.1, 0.9], "mutation": {"model": ")" +
         std::string(model) +
         R"("}}], "pedigrees": [{"name": "H1", "members": [{"id": "A"}]}],
    "genotypes": {"A": {"L1": [9, 9]}}, "loglik": {"H1": [)" +
         std::string(log_likelihood) + "]}}]}";
}

Run verify(std::string_view text, const std::vector<std::string>& options = {}) {
  const Scratch scratch;
  write_text(scratch.path() / "vectors.json", text);
  std::vector<std::string> arguments{"verify", scratch / "vectors.json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return run_kith(arguments);
}

}  // namespace

TEST_CASE("kith verify: agreement is status 0 and a row per tag") {
  const Run run = verify(vectors("-4.605170185988091"));
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  CHECK(contains(run.out, "founder"));
  CHECK(contains(run.out, "all cases       1         1            0            0"));
}

TEST_CASE("kith verify: a disagreement is status 1 and is named; --tolerance forgives it") {
  const Run run = verify(vectors("-4.6051701"));
  CHECK(run.status == 1);
  CHECK(contains(run.out, "case one, pedigree H1, locus L1: expected -4.6051701, got -4.60517018598809"));
  CHECK(verify(vectors("-4.6051701"), {"--tolerance", "1e-6"}).status == 0);
}

TEST_CASE("kith verify: what is not supported is said, and alone is no success") {
  const Run run = verify(vectors("-4.6", "two-phase"));
  CHECK(run.status == 1);
  CHECK(contains(run.out, "Not supported (not compared):\n  case one, locus L1: "));
  CHECK(contains(run.out, "twophase"));
}

TEST_CASE("kith verify: bad input is status 2, and says what and where") {
  const Run no_number = verify(vectors("\"low\""));
  CHECK(no_number.status == 2);
  CHECK(no_number.out.empty());
  CHECK(contains(no_number.err, "vectors.json: cases[0].loglik.H1[0]: found \"low\"; expected a number"));

  CHECK(verify("{").status == 2);
  CHECK(verify(R"({"format": "kinship-vectors/1", "cases": []})").status == 2);
  CHECK(verify(vectors("-1"), {"--tolerance", "-1"}).status == 2);
  CHECK(verify(vectors("-1"), {"--tolerance", "much"}).status == 2);
  CHECK(verify(vectors("-1"), {"another.json"}).status == 2);
  CHECK(run_kith({"verify"}).status == 2);
  CHECK(run_kith({"verify", "/no/such/file.json"}).status == 2);
  const Scratch folder;
  CHECK(run_kith({"verify", folder.path().string()}).status == 2);
}

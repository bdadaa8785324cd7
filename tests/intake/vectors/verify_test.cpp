#include "intake/vectors/verify.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "support/builders.hpp"

namespace kith::intake {
namespace {

constexpr double p = 0.2;
constexpr double q = 0.3;
constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// Father 9/9, child 9/10: p^2 q as father and child, p^2 2pq as strangers.
VectorCase duo() {
  using pedigree::Sex;
  VectorCase result{.id = "duo-1", .tags = {"duo", "plain"}};
  result.markers = {{.name = "L1", .alleles = {"9", "10", "11"}, .frequencies = {p, q, 1 - p - q}}};
  result.pedigrees = {
      {"related",
       {{"F", "", "", Sex::male}, {"M", "", "", Sex::female}, {"C", "F", "M", Sex::male}},
       {std::log(p * p * q)}},
      {"strangers", {{"F", "", "", Sex::male}, {"C", "", "", Sex::male}}, {std::log(p * p * 2 * p * q)}}};
  result.genotypes = {{"F", {{"L1", {"9", "9"}}}}, {"C", {{"L1", {"9", "10"}}}}};
  return result;
}

VerifyReport verify_one(const VectorCase& vector_case) { return verify({.source = "", .cases = {vector_case}}); }

/// `count` with everything in the right places.
void check_counts(const VerifyReport& report, std::size_t agreeing, std::size_t unsupported, std::size_t disagreeing) {
  CHECK(report.total.cases == agreeing + unsupported + disagreeing);
  CHECK(report.total.agreeing == agreeing);
  CHECK(report.total.unsupported == unsupported);
  CHECK(report.total.disagreeing() == disagreeing);
}

}  // namespace

TEST_CASE("verify: right likelihoods agree, whatever the pedigrees are called") {
  const auto report = verify_one(duo());
  check_counts(report, 1, 0, 0);
  CHECK(report.total.largest_error < 1e-14);
  CHECK(report.tags.at("duo").agreeing == 1);
  CHECK(report.tags.at("plain").agreeing == 1);
}

TEST_CASE("verify: a likelihood that is off by more than the tolerance is named") {
  auto wrong = duo();
  wrong.pedigrees[1].log_likelihood[0] *= 1 + 1e-9;
  const auto report = verify_one(wrong);
  check_counts(report, 0, 0, 1);
  REQUIRE(report.disagreements.size() == 1);
  CHECK(report.disagreements[0].case_id == "duo-1");
  CHECK(report.disagreements[0].pedigree == "strangers");
  CHECK(report.disagreements[0].locus == "L1");
  CHECK(report.total.largest_error == doctest::Approx(1e-9).epsilon(1e-3));
  CHECK(verify({.source = "", .cases = {wrong}}, {.tolerance = 1e-8}).total.agreeing == 1);
}

TEST_CASE("verify: impossible and possible never agree") {
  auto wrong = duo();
  wrong.pedigrees[0].log_likelihood[0] = kImpossible;
  CHECK(std::isinf(verify_one(wrong).total.largest_error));
  check_counts(verify_one(wrong), 0, 0, 1);

  auto impossible = duo();
  impossible.genotypes["C"]["L1"] = {"10", "10"};
  impossible.pedigrees[0].log_likelihood[0] = kImpossible;
  impossible.pedigrees[1].log_likelihood[0] = std::log(p * p * q * q);
  check_counts(verify_one(impossible), 1, 0, 0);
}

TEST_CASE("verify: partial genotypes, X-linked loci and persons who are not in a pedigree") {
  SUBCASE("a partial genotype is summed over") {
    auto partial = duo();
    partial.genotypes["C"]["L1"] = {"10", ""};
    partial.pedigrees[0].log_likelihood[0] = std::log(p * p * q);
    partial.pedigrees[1].log_likelihood[0] = std::log(p * p * (1 - (1 - q) * (1 - q)));
    check_counts(verify_one(partial), 1, 0, 0);
  }
  SUBCASE("a man has one allele of an X-linked locus, written twice or once") {
    auto x = duo();
    x.markers[0].chromosome = "x";
    for (const auto& genotype : {VectorGenotype{"10", "10"}, VectorGenotype{"10"}}) {
      x.genotypes["C"]["L1"] = genotype;
      x.pedigrees[0].log_likelihood[0] = x.pedigrees[1].log_likelihood[0] = std::log(p * q);
      check_counts(verify_one(x), 1, 0, 0);
    }
  }
  SUBCASE("a typed person enters only the pedigrees he is in") {
    auto one = duo();
    one.pedigrees[1].members.pop_back();
    one.pedigrees[1].log_likelihood[0] = std::log(p * p);
    check_counts(verify_one(one), 1, 0, 0);
  }
}

TEST_CASE("verify: mutation matrices are built from the parameters and compared with the file's") {
  auto mutating = duo();
  auto& marker = mutating.markers[0];
  marker.mutation = {.model = "equal", .rate_male = 0.01, .rate_female = 0};
  marker.matrix_male = {3, {0.99, 0.005, 0.005, 0.005, 0.99, 0.005, 0.005, 0.005, 0.99}};
  marker.matrix_female = genetics::MutationMatrix::identity(3);
  // The father's 9 stays and the mother gives 10, or it becomes 10 and the mother gives 9.
  mutating.pedigrees[0].log_likelihood[0] = std::log(p * p * (0.99 * q + 0.005 * p));
  check_counts(verify_one(mutating), 1, 0, 0);

  SUBCASE("a matrix of the file that the parameters do not give") {
    marker.matrix_male(0, 1) += 1e-9;
    const auto report = verify_one(mutating);
    check_counts(report, 0, 0, 1);
    CHECK(report.disagreements[0].text.find("male mutation matrix, row 1, column 2") != std::string::npos);
  }
  SUBCASE("a matrix of the wrong size") {
    marker.matrix_female = genetics::MutationMatrix::identity(2);
    check_counts(verify_one(mutating), 0, 0, 1);
  }
  SUBCASE("a custom model takes the matrices of the file") {
    marker.mutation = {.model = "custom"};
    check_counts(verify_one(mutating), 1, 0, 0);
    marker.matrix_female = {};
    check_counts(verify_one(mutating), 1, 0, 0);
  }
}

TEST_CASE("verify: what is not supported is counted, and is no pass") {
  auto unsupported = duo();
  SUBCASE("a model Kith does not know") { unsupported.markers[0].mutation.model = "two-phase"; }
  SUBCASE("a chromosome Kith does not know") { unsupported.markers[0].chromosome = "z"; }
  SUBCASE("dropout, which the format does not define") { unsupported.markers[0].has_drops = true; }
  SUBCASE("a custom model without a matrix") {
    unsupported.markers[0].mutation = {.model = "custom", .rate_male = 0.1};
  }
  SUBCASE("a parameter out of its range") { unsupported.markers[0].theta = 2; }
  SUBCASE("an allele of frequency 0") { unsupported.markers[0].frequencies = {p, 1 - p, 0}; }
  const auto report = verify_one(unsupported);
  check_counts(report, 0, 1, 0);
  CHECK(report.unsupported.size() == 1);
  CHECK(report.disagreements.empty());
}

TEST_CASE("verify: too costly is unsupported") {
  const auto report = verify({.source = "", .cases = {duo()}}, {.likelihood = {.cost_limit = -1}});
  check_counts(report, 0, 1, 0);
}

TEST_CASE("verify: a case that contradicts itself disagrees") {
  auto broken = duo();
  SUBCASE("an allele that the marker does not have") { broken.genotypes["C"]["L1"] = {"9", "15"}; }
  SUBCASE("frequencies that do not sum to 1") { broken.markers[0].frequencies[0] = 0.4; }
  SUBCASE("a parent who is not listed") { broken.pedigrees[0].members[2].father = "nobody"; }
  check_counts(verify_one(broken), 0, 0, 1);
}

TEST_CASE("verify: a case that is partly unsupported and elsewhere wrong disagrees") {
  auto mixed = duo();
  mixed.markers.push_back(mixed.markers[0]);
  mixed.markers[1].name = "L2";
  mixed.markers[1].chromosome = "z";
  for (auto& pedigree : mixed.pedigrees) pedigree.log_likelihood.push_back(0);
  check_counts(verify_one(mixed), 0, 1, 0);
  mixed.pedigrees[0].log_likelihood[0] += 1;
  check_counts(verify_one(mixed), 0, 0, 1);
}

TEST_CASE("relative_error: relative to the expected value, with a floor near 0, and never a number for a NaN") {
  CHECK(relative_error(-2, -2) == 0);
  CHECK(relative_error(kImpossible, kImpossible) == 0);
  CHECK(relative_error(-2.02, -2) == doctest::Approx(0.01));
  CHECK(relative_error(-1e-15, 0) == doctest::Approx(1e-13));
  CHECK(std::isinf(relative_error(kImpossible, -2)));
  CHECK(std::isinf(relative_error(-2, kImpossible)));
  CHECK(std::isinf(relative_error(std::nan(""), -2)));
}

}  // namespace kith::intake

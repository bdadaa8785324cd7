#include "intake/vectors/kinship_vectors.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <sstream>
#include <string>

#include "support/builders.hpp"
#include "support/random_family.hpp"

namespace kith::intake {
namespace {

using testing::must;

/// A paternity duo at one locus; `marker` and `genotypes` may be replaced.
std::string file(const std::string& marker = R"("alleles": ["9", 10, "9,3"], "freqs": [0.2, 0.3, 0.5])",
                 const std::string& genotypes = R"({"F": {"L1": [9, "10"]}, "C": {"L1": ["10", null]}})",
                 const std::string& loglik = R"({"H1": [-1.5], "H2": [null]})") {
  return R"({"format": "kinship-vectors/1", "source": "hand", "cases": [{"id": "duo", "tags": ["a", "b"],
    "markers": [{"name": "L1", )" +
         marker + R"(}],
    "pedigrees": [{"name": "H1", "members": [{"id": "F", "father": null, "mother": null, "sex": "M"},
                                             {"id": "C", "father": "F", "sex": "F"}]},
                  {"name": "H2", "members": [{"id": "F", "sex": 1}, {"id": "C"}]}],
    "genotypes": )" +
         genotypes + R"(, "loglik": )" + loglik + "}]}";
}

Result<KinshipVectors> read(const std::string& text) {
  std::istringstream in(text);
  return read_kinship_vectors(in);
}

Error refusal(const std::string& text) {
  const auto refused = read(text);
  REQUIRE_FALSE(refused.ok());
  return refused.error();
}

}  // namespace

TEST_CASE("vectors: a file with the least it may have") {
  const auto vectors = must(read(file()));
  REQUIRE(vectors.cases.size() == 1);
  const auto& only = vectors.cases.front();
  CHECK(only.id == "duo");
  CHECK(only.tags == std::vector<std::string>{"a", "b"});
  const auto& marker = only.markers.front();
  CHECK(marker.alleles == std::vector<std::string>{"9", "10", "9.3"});
  CHECK(marker.chromosome == "autosomal");
  CHECK(marker.mutation.model == "none");
  CHECK(marker.theta == 0);
  REQUIRE(only.pedigrees.size() == 2);
  CHECK(only.pedigrees[0].members[1].father == "F");
  CHECK(only.pedigrees[0].members[1].mother.empty());
  CHECK(only.pedigrees[0].members[1].sex == pedigree::Sex::female);
  CHECK(only.pedigrees[1].members[0].sex == pedigree::Sex::male);
  CHECK(only.pedigrees[1].members[1].sex == pedigree::Sex::unknown);
  CHECK(only.pedigrees[0].log_likelihood == std::vector<double>{-1.5});
  CHECK(std::isinf(only.pedigrees[1].log_likelihood.front()));
  CHECK(only.genotypes.at("F").at("L1") == VectorGenotype{"9", "10"});
  CHECK(only.genotypes.at("C").at("L1") == VectorGenotype{"10", ""});
}

TEST_CASE("vectors: mutation: absent rates are 0, matrices alone are a custom model, names are folded") {
  const std::string alleles = R"("alleles": ["9", "10"], "freqs": [0.4, 0.6], )";
  const auto mutation = [&](const std::string& text) {
    return must(read(file(alleles + text, R"({"F": {"L1": [9, 10]}})"))).cases.front().markers.front();
  };
  CHECK(mutation(R"("mutation": null)").mutation.model == "none");
  const auto step = mutation(R"("mutation": {"model": "One-Step", "rate_female": 0.001})");
  CHECK(step.mutation.model == "onestep");
  CHECK(step.mutation.rate_male == 0);
  CHECK(step.mutation.rate_female == 0.001);
  CHECK(mutation(R"("mutation": {"model": "equal", "rate": 0.002})").mutation.rate_male == 0.002);
  const auto custom = mutation(R"("mutation_matrix_male": [[0.9, 0.1], [0, 1]])");
  CHECK(custom.mutation.model == "custom");
  CHECK(custom.matrix_male(0, 1) == 0.1);
  CHECK(custom.matrix_female.empty());
}

TEST_CASE("vectors: a person of unknown genotypes may be written in several ways") {
  for (const auto* genotypes : {R"({})", R"([])", R"(null)", R"({"F": []})", R"({"F": {"L1": []}})",
                                R"({"F": {"L1": null}})", R"({"F": {"L1": [null, null]}})"}) {
    CAPTURE(genotypes);
    const auto vectors = must(read(file(R"("alleles": [9], "freqs": [1])", genotypes)));
    for (const auto& [person, profile] : vectors.cases.front().genotypes) {
      for (const auto& [locus, genotype] : profile) CHECK(genotype.empty());
    }
  }
}

TEST_CASE("vectors: what is wrong is named with its place in the file") {
  const auto expect = [](const std::string& text, Errc code, const std::string& place) {
    const auto error = refusal(text);
    CAPTURE(error.message);
    CHECK(error.code == code);
    CHECK(error.message.find(place) != std::string::npos);
  };
  const std::string genotypes = R"({"F": {"L1": [9, 10]}})";
  expect("", Errc::unsupported_format, "JSON");
  expect("{\"format\": ", Errc::unsupported_format, "JSON");
  expect("[1, 2]", Errc::unsupported_format, "format");
  expect(R"({"format": "kinship-vectors/2", "cases": []})", Errc::unsupported_format, "kinship-vectors/1");
  expect(R"({"format": "kinship-vectors/1"})", Errc::missing_value, "cases");
  expect(R"({"format": "kinship-vectors/1", "cases": [7]})", Errc::bad_value, "cases[0]");
  expect(file(R"("alleles": [9, 10], "freqs": [0.5])", genotypes), Errc::bad_value, "cases[0].markers[0].freqs");
  expect(file(R"("alleles": [9, 10], "freqs": [0.5, "x"])", genotypes), Errc::bad_value, "markers[0].freqs[1]");
  expect(file(R"("freqs": [1])", genotypes), Errc::missing_value, "markers[0].alleles");
  expect(file(R"("alleles": [9, {}], "freqs": [0.5, 0.5])", genotypes), Errc::bad_value, "alleles[1]");
  expect(file(R"("alleles": [9], "freqs": [1], "theta": "much")", genotypes), Errc::bad_value, "theta");
  expect(file(R"("alleles": [9, 10], "freqs": [0.5, 0.5], "mutation_matrix_male": [[1, 0], [1]])", genotypes),
         Errc::bad_value, "mutation_matrix_male[1]");
  expect(file(R"("alleles": [9], "freqs": [1])", R"({"F": {"L1": [9, 9, 9]}})"), Errc::bad_value, "genotypes.F.L1");
  expect(file(R"("alleles": [9], "freqs": [1])", R"({"X": {"L1": [9, 9]}})"), Errc::bad_value, "'X'");
  expect(file(R"("alleles": [9], "freqs": [1])", R"({"F": {"L2": [9, 9]}})"), Errc::bad_value, "'L2'");
  expect(file(R"("alleles": [9], "freqs": [1])", "{}", R"({"H1": [-1]})"), Errc::missing_value, "loglik.H2");
  expect(file(R"("alleles": [9], "freqs": [1])", "{}", R"({"H1": [-1], "H2": [-1, -2]})"), Errc::bad_value,
         "loglik.H2");
  expect(file(R"("alleles": [9], "freqs": [1])", "{}", R"({"H1": [-1], "H2": ["low"]})"), Errc::bad_value,
         "loglik.H2[0]");
}

TEST_CASE("vectors: a file that cannot be read is named") {
  const auto refused = read_kinship_vectors("/no/such/file.json");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == Errc::file_unreadable);
  CHECK(refused.error().where == "/no/such/file.json");

  const auto folder = read_kinship_vectors(KITH_SOURCE_DIR);
  REQUIRE_FALSE(folder.ok());
  CHECK(folder.error().code == Errc::file_unreadable);
}

TEST_CASE("vectors: no damage to a file does more than an error") {
  const std::string whole = file(
      R"("alleles": [9, 10], "freqs": [0.5, 0.5], "mutation": {"model": "equal", "rate": 0.1},
                                    "mutation_matrix_male": [[0.9, 0.1], [0.1, 0.9]])",
      R"({"F": {"L1": [9, 10]}})");
  testing::Rng rng(5);
  for (std::size_t length = 0; length < whole.size(); ++length) (void)read(whole.substr(0, length));
  constexpr std::string_view kPieces = "{}[]\",:0-9nulltrue\xff";
  for (int i = 0; i < 3000; ++i) {
    auto damaged = whole;
    for (std::size_t n = 1 + testing::below(rng, 3); n > 0; --n) {
      damaged[testing::below(rng, damaged.size())] = kPieces[testing::below(rng, kPieces.size())];
    }
    const auto result = read(damaged);
    if (!result) CHECK_FALSE(result.error().message.empty());
  }
}

}  // namespace kith::intake

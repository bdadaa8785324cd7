#include "genetics/markers/marker.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "support/builders.hpp"

namespace kith::genetics {
namespace {

using testing::marker_spec;
using testing::must;

Errc refusal(MarkerSpec spec) {
  const auto refused = Marker::make(std::move(spec));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("L1") != std::string::npos);
  return refused.error().code;
}

MarkerSpec with(void (*change)(MarkerSpec&)) {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  change(spec);
  return spec;
}

}  // namespace

TEST_CASE("marker: alleles are found by their canonical label") {
  const auto m = testing::marker({0.2, 0.3, 0.5});
  CHECK(m.find("11") == 1);
  CHECK(m.find("13") == kNoAllele);
  CHECK(m.n_alleles() == 3);
  CHECK(m.n_visible() == 3);
  CHECK_FALSE(m.has_silent_allele());
  CHECK_FALSE(m.mutates());
}

TEST_CASE("marker: frequencies of a rounded table are divided by their sum") {
  const auto m = testing::marker({0.2001, 0.3, 0.5});
  CHECK(m.frequencies()[0] == 0.2001 / 1.0001);
  CHECK(std::accumulate(m.frequencies().begin(), m.frequencies().end(), 0.0) == doctest::Approx(1).epsilon(1e-15));
}

TEST_CASE("marker: the silent allele is the last and never mutates") {
  auto spec = marker_spec({0.25, 0.35, 0.3});
  spec.silent_frequency = 0.1;
  spec.mutation_male = {.kind = MutationKind::equal, .rate = 0.02};
  const auto m = must(Marker::make(spec));
  REQUIRE(m.n_alleles() == 4);
  CHECK(m.n_visible() == 3);
  CHECK(m.frequencies()[3] == doctest::Approx(0.1).epsilon(1e-15));
  REQUIRE(m.mutation(Sex::male) != nullptr);
  const auto& matrix = *m.mutation(Sex::male);
  CHECK(matrix(3, 3) == 1);
  CHECK(matrix(3, 0) == 0);
  CHECK(matrix(0, 3) == 0);
  CHECK(matrix(0, 1) == 0.01);
  CHECK(m.mutation(Sex::female) == nullptr);
}

TEST_CASE("marker: a sex without mutations has no matrix") {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  spec.mutation_male = {.kind = MutationKind::stepwise, .rate = 0};
  spec.mutation_female = {.kind = MutationKind::stepwise, .rate = 0.001};
  CHECK(must(Marker::make(spec)).mutation(Sex::male) == nullptr);
  CHECK(must(Marker::make(spec)).mutation(Sex::female) != nullptr);

  SUBCASE("rate2 alone mutates where there is another group of alleles") {
    spec.mutation_male.rate2 = 1e-5;
    CHECK(must(Marker::make(spec)).mutation(Sex::male) == nullptr);
    spec.alleles[2] = "10.3";
    CHECK(must(Marker::make(spec)).mutation(Sex::male) != nullptr);
  }
  SUBCASE("labels of a model without a rate do not matter") {
    spec.mutation_female.rate = 0;
    spec.alleles[2] = "Rest allele";
    CHECK(must(Marker::make(spec)).mutation(Sex::female) == nullptr);
  }
}

TEST_CASE("marker: what is refused, naming the marker") {
  CHECK(refusal(with([](MarkerSpec& s) { s.frequencies = {0.2, 0.3, 0.4}; })) == Errc::frequencies_do_not_sum_to_one);
  CHECK(refusal(with([](MarkerSpec& s) { s.silent_frequency = 0.1; })) == Errc::frequencies_do_not_sum_to_one);
  CHECK(refusal(with([](MarkerSpec& s) { s.frequencies = {0.5, 0.5, 0}; })) == Errc::bad_frequency);
  CHECK(refusal(with([](MarkerSpec& s) { s.frequencies = {0.6, 0.6, -0.2}; })) == Errc::bad_frequency);
  CHECK(refusal(with([](MarkerSpec& s) { s.frequencies[0] = std::nan(""); })) == Errc::bad_frequency);
  CHECK(refusal(with([](MarkerSpec& s) { s.frequencies = {0.5, 0.5}; })) == Errc::bad_frequency);
  CHECK(refusal(with([](MarkerSpec& s) { s.alleles = {}, s.frequencies = {}; })) == Errc::bad_frequency);
  CHECK(refusal(with([](MarkerSpec& s) { s.silent_frequency = -0.1; })) == Errc::bad_frequency);
  CHECK(refusal(with([](MarkerSpec& s) { s.alleles[1] = "10"; })) == Errc::duplicate_allele);
  CHECK(refusal(with([](MarkerSpec& s) { s.alleles[1] = "11.0"; })) == Errc::bad_allele_label);
  CHECK(refusal(with([](MarkerSpec& s) { s.alleles[1] = "NA"; })) == Errc::bad_allele_label);
  CHECK(refusal(with([](MarkerSpec& s) { s.theta = 1; })) == Errc::bad_parameter);
  CHECK(refusal(with([](MarkerSpec& s) { s.theta = -0.01; })) == Errc::bad_parameter);
  CHECK(refusal(with([](MarkerSpec& s) { s.dropout = 1.5; })) == Errc::bad_parameter);
  CHECK(refusal(with([](MarkerSpec& s) { s.dropout_homozygote = -1; })) == Errc::bad_parameter);
  CHECK(refusal(with([](MarkerSpec& s) { s.drop_in = std::nan(""); })) == Errc::bad_parameter);
  CHECK(refusal(with([](MarkerSpec& s) { s.chromosomes = 0; })) == Errc::bad_parameter);
  CHECK(refusal(with([](MarkerSpec& s) { s.mutation_male = {.kind = MutationKind::equal, .rate = 2}; })) ==
        Errc::mutation_rate_out_of_range);
  CHECK(refusal(with([](MarkerSpec& s) {
          s.alleles[2] = "Rest allele";
          s.mutation_female = {.kind = MutationKind::stepwise, .rate = 0.001};
        })) == Errc::bad_allele_label);
  CHECK(refusal(marker_spec(std::vector<double>(Marker::kMaxAlleles + 1, 1.0 / (Marker::kMaxAlleles + 1)))) ==
        Errc::too_many_alleles);
}

TEST_CASE("marker: kinds by name, there and back") {
  for (const auto kind : {MarkerKind::autosomal, MarkerKind::x_linked, MarkerKind::y_linked, MarkerKind::mitochondrial,
                          MarkerKind::sex_test}) {
    CHECK(must(parse_marker_kind(to_string(kind))) == kind);
  }
  const auto unknown = parse_marker_kind("z");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code == Errc::bad_value);
}

}  // namespace kith::genetics

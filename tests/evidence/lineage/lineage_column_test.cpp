// Y-STR and mtDNA columns: worked examples, what is compared, and the laws of a likelihood ratio.
#include "evidence/lineage/lineage_column.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "support/builders.hpp"

namespace kith::testing {
namespace {

using evidence::ColumnStatus;
using evidence::LineageOptions;
using evidence::MtColumn;
using evidence::YColumn;
using genetics::FrequencyEstimator;
using genetics::MtHaplotype;
using genetics::YHaplotype;
using YReference = evidence::LineReference<YHaplotype>;
using MtReference = evidence::LineReference<MtHaplotype>;

struct Filled {
  ColumnStatus status{};
  std::vector<double> rows;
};

Filled fill(const evidence::Column& column, evidence::TargetIndex target = 0) {
  Filled result;
  result.rows.resize(column.n_rows());
  result.status = column.fill(target, result.rows);
  return result;
}

const std::vector<genetics::YMarker> kMarkers{{"DYS19", 0.002}, {"DYS390", 0.004}, {"DYS385", 0.001, 2}};
const YHaplotype kFather{{150}, {240}, {110, 140}};

std::vector<YHaplotype> database(std::size_t n, std::size_t matches) {
  std::vector<YHaplotype> result(n, YHaplotype{{140}, {230}, {120, 120}});
  for (std::size_t i = 0; i < matches; ++i) result[i] = kFather;
  return result;
}

TEST_CASE("Y-STR column: father and son, no match in 100 haplotypes") {
  const YHaplotype mutated{{160}, {240}, {110, 140}};
  const YColumn column(kMarkers, {{}, kFather, mutated}, {{&kFather, 1, "F"}}, database(100, 0));
  const auto lr = fill(column);
  CHECK(lr.status == ColumnStatus::scored);
  CHECK(lr.rows[0] == 0);
  const double bound = 1 - std::pow(0.05, 0.01);
  CHECK(lr.rows[1] == doctest::Approx(std::log10(0.998 * 0.996 * 0.999 * 0.999 / bound)).epsilon(1e-10));
  CHECK(lr.rows[2] == doctest::Approx(std::log10(0.001 * 0.996 * 0.999 * 0.999 / bound)).epsilon(1e-10));
  CHECK(column.explain(0, 2).find("DYS19 15 -> 16") != std::string::npos);
  CHECK(column.explain(0, 1).find("0 of 100 haplotypes") != std::string::npos);
  CHECK(column.describe_row(1) == "DYS19=15 DYS390=24 DYS385=11,14");
}

TEST_CASE("Y-STR column: only common markers are compared, over the haplotypes that have them") {
  const YHaplotype partial{{150}, {}, {110, 140}};
  const YHaplotype other_kit{{}, {}, {}, {200}};
  auto base = database(50, 3);
  base.push_back({{150}});  // lacks DYS385: counts neither way
  auto markers = kMarkers;
  markers.push_back({"DYS448", 0.002});
  const YColumn column(markers, {{}, partial, other_kit}, {{&kFather, 2, "B"}}, base);
  const double p = genetics::clopper_pearson_upper(3, 50);
  const auto step = [](double mu) { return (1 - mu) * (1 - mu) + mu * mu / 2; };
  const auto lr = fill(column);
  // DYS385 over 2 meioses: 11 and 14 are too far apart to have changed places
  CHECK(lr.rows[1] == doctest::Approx(std::log10(step(0.002) * step(0.001) * step(0.001) / p)).epsilon(1e-10));
  CHECK(lr.rows[2] == 0);
  CHECK(column.explain(0, 2).find("no marker typed in both") != std::string::npos);
}

TEST_CASE("Y-STR column: differences exclude by rule, never by -infinity; the line may have no reference") {
  const YHaplotype far{{180}, {210}, {110, 150}};
  const YHaplotype near{{170}, {240}, {110, 140}};
  const YColumn column(kMarkers, {{}, far, near, kFather}, {{&kFather, 0, "own sample"}, {}}, database(10, 0));
  const auto lr = fill(column);
  CHECK(std::isfinite(lr.rows[1]));
  CHECK(lr.rows[1] < -15);
  CHECK(column.is_incompatible(0, 1));
  CHECK_FALSE(column.is_incompatible(0, 2));
  CHECK(lr.rows[3] == doctest::Approx(-std::log10(genetics::clopper_pearson_upper(0, 10))));  // identity
  CHECK(fill(column, 1).status == ColumnStatus::no_reference);
  CHECK_FALSE(column.is_incompatible(1, 1));
  CHECK(column.explain(1, 1).empty());
}

TEST_CASE("Y-STR column: without a haplotype that covers the markers there is no number") {
  const YColumn column(kMarkers, {{}, kFather}, {{&kFather, 1, "F"}}, {});
  CHECK(fill(column).rows[1] == 0);
  CHECK(column.explain(0, 1).find("not scored") != std::string::npos);
}

TEST_CASE("Y-STR column: theta is the least match probability") {
  const YColumn column(kMarkers, {{}, kFather}, {{&kFather, 0, "F"}}, database(100, 0), LineageOptions{.theta = 0.02});
  const double bound = 1 - std::pow(0.05, 0.01);
  CHECK(fill(column).rows[1] == doctest::Approx(-std::log10(0.02 + 0.98 * bound)).epsilon(1e-10));
}

TEST_CASE("Y-STR column: under H2 the LR averages to 1 over all haplotypes of a population the model describes") {
  const std::vector<genetics::YMarker> markers{{"DYS19", 0.01}, {"DYS390", 0.02}};
  std::vector<YHaplotype> men;  // around 15, 24, none at the edge
  for (int i = 0; i < 60; ++i) {
    const int a = i % 7 == 0 ? 10 : i % 11 == 0 ? -10 : 0;
    const int b = i % 5 == 0 ? 10 : i % 4 == 0 ? -10 : 0;
    men.push_back({{static_cast<genetics::YAllele>(150 + a)}, {static_cast<genetics::YAllele>(240 + b)}});
  }
  std::vector<YHaplotype> all{{}};
  for (int a = 30; a <= 270; a += 10) {
    for (int b = 120; b <= 360; b += 10) {
      all.push_back({{static_cast<genetics::YAllele>(a)}, {static_cast<genetics::YAllele>(b)}});
    }
  }
  const YHaplotype reference{{160}, {240}};
  const YColumn column(markers, all, {{&reference, 3, "Uncle"}}, men,
                       LineageOptions{.estimator = FrequencyEstimator::discrete_laplace});
  CHECK(column.estimator() == FrequencyEstimator::discrete_laplace);
  // the model's own frequencies, from identity: LR of a direct match is 1 / f(h)
  double total = 0;
  double average = 0;
  const auto lr = fill(column);
  for (std::size_t row = 1; row < all.size(); ++row) {
    const YColumn own(markers, {{}, all[row]}, {{&all[row], 0, "self"}}, men,
                      LineageOptions{.estimator = FrequencyEstimator::discrete_laplace});
    const double f = std::pow(10, -fill(own).rows[1]);
    total += f;
    average += f * std::pow(10, lr.rows[row]);
  }
  CHECK(total == doctest::Approx(1).epsilon(1e-6));
  CHECK(average == doctest::Approx(1).epsilon(1e-3));  // 25 x 25 haplotypes, most at the floor of 1e-6 per locus
}

TEST_CASE("Y-STR column: discrete Laplace leaves out what it cannot model, and says where it cannot be used") {
  const std::vector<YHaplotype> men(40, kFather);
  const LineageOptions options{.estimator = FrequencyEstimator::discrete_laplace};
  const YHaplotype micro{{152}, {240}, {110, 140}};
  const YColumn column(kMarkers, {{}, kFather, micro}, {{&kFather, 1, "F"}}, men, options);
  CHECK(column.estimator() == FrequencyEstimator::discrete_laplace);
  const auto lr = fill(column);
  CHECK(std::isfinite(lr.rows[2]));
  CHECK(lr.rows[2] == doctest::Approx(std::log10(0.996)).epsilon(1e-4));  // DYS390 alone, which everybody shares
  const YColumn no_data(kMarkers, {{}, kFather}, {{&kFather, 1, "F"}}, {YHaplotype{{}, {}, {110, 140}}}, options);
  CHECK(no_data.estimator() == FrequencyEstimator::counting);
}

TEST_CASE("Y-STR column: a count from outside is the frequency of what was queried, where all of it is compared") {
  const YHaplotype partial{{150}, {}, {110, 140}};
  const YHaplotype mutated{{160}, {240}, {110, 140}};
  const evidence::Counts<YHaplotype> counts{{kFather, 2, 5000, "YHRD"}};
  const auto lr_by = [&](const LineageOptions& options) {
    return fill(YColumn(kMarkers, {{}, kFather, partial, mutated}, {{&kFather, 0, "F"}}, database(100, 0), options,
                        counts))
        .rows;
  };
  const auto lr = lr_by({});
  const auto without = fill(YColumn(kMarkers, {{}, kFather, partial, mutated}, {{&kFather, 0, "F"}}, database(100, 0)))
                           .rows;
  CHECK(lr[1] == doctest::Approx(-std::log10(genetics::clopper_pearson_upper(2, 5000))).epsilon(1e-10));
  CHECK(lr[2] == without[2]);  // the query says nothing of fewer markers
  CHECK(lr[3] == without[3]);  // nor of another haplotype
  for (const auto estimator : {FrequencyEstimator::plus_one, FrequencyEstimator::kappa}) {
    CHECK(lr_by({.estimator = estimator})[1] == doctest::Approx(-std::log10(3.0 / 5001)).epsilon(1e-10));
  }
  CHECK(lr_by({.theta = 0.01})[1] ==
        doctest::Approx(-std::log10(0.01 + 0.99 * genetics::clopper_pearson_upper(2, 5000))).epsilon(1e-10));
  const YColumn column(kMarkers, {{}, kFather}, {{&kFather, 0, "F"}}, {}, {}, counts);  // without any database
  CHECK(fill(column).rows[1] == doctest::Approx(lr[1]).epsilon(1e-12));
  CHECK(column.explain(0, 1).find("2 of 5000 haplotypes of YHRD") != std::string::npos);
}

TEST_CASE("Y-STR column: of several counts the one over more markers, then the more frequent") {
  const evidence::Counts<YHaplotype> counts{
      {kFather, 0, 5000, "A"}, {kFather, 9, 5000, "B"}, {{{150}}, 4000, 5000, "C"}, {{{140}, {240}}, 1, 10, "D"}};
  const YColumn column(kMarkers, {{}, kFather}, {{&kFather, 0, "F"}}, {}, {}, counts);
  CHECK(fill(column).rows[1] == doctest::Approx(-std::log10(genetics::clopper_pearson_upper(9, 5000))).epsilon(1e-10));
}

MtHaplotype mt(const char* range, std::initializer_list<const char*> differences) {
  MtHaplotype result{.ranges = must(genetics::parse_mt_range(range))};
  for (const auto* text : differences) {
    for (const auto& d : must(genetics::parse_mt_difference(text))) result.differences.push_back(d);
  }
  CHECK(genetics::normalise(result).empty());
  return result;
}

TEST_CASE("mtDNA column: mother and son, three classes of differences") {
  const MtHaplotype mother = mt("16024-16365", {"16126C", "16294T"});
  const std::vector<MtHaplotype> pm{{},
                                    mother,
                                    mt("16024-16365", {"16126C"}),
                                    mt("16024-16365", {"16223T", "16311C"}),
                                    mt("73-340", {"263G"}),
                                    mt("16024-16365", {"16126Y", "16294T", "16193.1C"})};
  std::vector<MtHaplotype> base(20, mt("16024-576", {"263G"}));  // two differences away
  base.push_back(mt("16024-576", {"16126C"}));                   // one
  base.push_back(mt("73-340", {"263G"}));                        // does not cover HVS-I
  const MtColumn column(pm, {{&mother, 1, "Mo"}}, base);
  const double lambda = 342.0 / 610 * 3 / 705 + 0.001;
  const auto lr = fill(column);
  const auto expected = [&](double line, std::size_t x) {
    return std::log10(line / genetics::clopper_pearson_upper(x, 21));
  };
  CHECK(lr.rows[1] == doctest::Approx(expected(std::exp(-lambda), 0)).epsilon(1e-10));
  CHECK(lr.rows[2] == doctest::Approx(expected(lambda * std::exp(-lambda), 1)).epsilon(1e-10));
  CHECK(lr.rows[3] == doctest::Approx(expected(1 - (1 + lambda) * std::exp(-lambda), 20)).epsilon(1e-8));
  CHECK(lr.rows[4] == 0);           // nothing in common
  CHECK(lr.rows[5] == lr.rows[1]);  // heteroplasmy and length
  CHECK_FALSE(column.is_incompatible(0, 2));
  CHECK(column.is_incompatible(0, 3));
  CHECK(column.explain(0, 1).find("cannot be excluded") != std::string::npos);
  CHECK(column.explain(0, 2).find("16294 C/T): inconclusive") != std::string::npos);
  CHECK(column.explain(0, 3).find("taken for another line") != std::string::npos);
  CHECK(column.explain(0, 4).find("no position read in both") != std::string::npos);
  CHECK(column.describe_row(1) == "16024-16365: 16126C 16294T");
}

TEST_CASE("mtDNA column: under H2 the LR averages to 1 over a population that the shares describe") {
  const MtHaplotype reference = mt("16024-16365", {"16126C"});
  std::vector<MtHaplotype> people;
  for (int i = 0; i < 30; ++i) people.push_back(reference);
  for (int i = 0; i < 20; ++i) people.push_back(mt("16024-16365", {}));
  for (int i = 0; i < 50; ++i) people.push_back(mt("16024-16365", {"16223T"}));
  const MtColumn column({{}, people[0], people[30], people[50]}, {{&reference, 2, "S"}}, people,
                        LineageOptions{.estimator = FrequencyEstimator::plus_one});
  const auto lr = fill(column);
  // plus one gives shares of 31, 21 and 51 in 101
  const double average = (31 * std::pow(10, lr.rows[1]) + 21 * std::pow(10, lr.rows[2]) +
                          51 * std::pow(10, lr.rows[3])) /
                         101;
  CHECK(average == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("mtDNA column: a count from outside stands for no difference, the database for the others") {
  const MtHaplotype reference = mt("16024-16365", {"16126C", "16294T"});
  const std::vector<MtHaplotype> pm{{}, reference, mt("16024-16365", {"16126C"}), mt("16024-16100", {})};
  const std::vector<MtHaplotype> base(50, mt("16024-576", {}));
  const evidence::Counts<MtHaplotype> counts{{reference, 3, 40000, "EMPOP"}};
  const auto lr = fill(MtColumn(pm, {{&reference, 0, "self"}}, base, {}, counts)).rows;
  const auto without = fill(MtColumn(pm, {{&reference, 0, "self"}}, base)).rows;
  // lambda = 0.001: P(0 differences) = e^-0.001
  CHECK(lr[1] ==
        doctest::Approx(std::log10(std::exp(-0.001) / genetics::clopper_pearson_upper(3, 40000))).epsilon(1e-9));
  CHECK(lr[2] == without[2]);
  CHECK(lr[3] == without[3]);  // fewer positions than were queried
  const MtColumn alone(pm, {{&reference, 0, "self"}}, {}, {}, counts);
  CHECK(fill(alone).rows[1] == doctest::Approx(lr[1]).epsilon(1e-12));
  CHECK(fill(alone).rows[2] == 0);
  CHECK(alone.explain(0, 1).find("3 of 40000 haplotypes of EMPOP") != std::string::npos);
  CHECK(alone.explain(0, 2).find("not scored") != std::string::npos);
}

TEST_CASE("mtDNA column: kappa counts haplotypes without a twin") {
  const MtHaplotype reference = mt("16024-16365", {"16126C"});
  const std::vector<MtHaplotype> base{mt("16024-16365", {"16223T"}), mt("16024-16365", {"16223T", "16193.1C"}),
                                      mt("16024-16365", {"16311C"}), mt("16024-16365", {})};
  const MtColumn column({{}, reference}, {{&reference, 0, "self"}}, base,
                        LineageOptions{.estimator = FrequencyEstimator::kappa});
  // 16311C and the rCRS stand alone; extended by this one: kappa = 3/5
  const double identity = std::exp(-0.001);
  CHECK(fill(column).rows[1] == doctest::Approx(std::log10(identity / ((1 - 0.6) / 5))).epsilon(1e-9));
}

}  // namespace
}  // namespace kith::testing

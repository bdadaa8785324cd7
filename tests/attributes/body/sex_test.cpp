// Sex: hand-derived ratios, one latent sex behind two methods, and the laws of a likelihood ratio.
#include "attributes/body/sex.hpp"

#include "attributes/attribute_support.hpp"

namespace kith::testing {
namespace {

using attributes::AmDescription;
using attributes::PmSex;
using attributes::Sex;
using attributes::SexMethod;
using attributes::SexModel;

constexpr PmSex kMale{.form = Sex::male};
constexpr PmSex kFemale{.form = Sex::female};

Settings exact_report(double male_share) {
  return {{"male_share", male_share}, {"report_error", 0}, {"error", 0.053}, {"error_amelogenin", 0.001}};
}

// Accuracy .947 (Thomas and others 2016: 341 of 360). With m the share of males: male-male .947 / (.947 m + .053 (1 -
// m)).
TEST_CASE("sex: a balanced caseload gives 1.89 and 0.106") {
  const auto model = model_of<SexModel>(exact_report(0.5));
  CHECK(lr(model, Sex::male, kMale) == doctest::Approx(0.947 / 0.5).epsilon(1e-12));
  CHECK(lr(model, Sex::male, kFemale) == doctest::Approx(0.053 / 0.5).epsilon(1e-12));
  CHECK(lr(model, Sex::male, kMale) == doctest::Approx(1.89).epsilon(0.005));
  CHECK(lr(model, Sex::female, kMale) == doctest::Approx(lr(model, Sex::male, kFemale)).epsilon(1e-12));  // symmetric
}

TEST_CASE("sex: in a war caseload two males say next to nothing, two females much") {
  const auto model = model_of<SexModel>(exact_report(0.95));
  const double male_found = 0.95 * 0.947 + 0.05 * 0.053;
  CHECK(lr(model, Sex::male, kMale) == doctest::Approx(0.947 / male_found).epsilon(1e-12));
  CHECK(lr(model, Sex::male, kMale) == doctest::Approx(1.05).epsilon(0.005));
  CHECK(lr(model, Sex::male, kFemale) == doctest::Approx(0.54).epsilon(0.01));
  CHECK(lr(model, Sex::female, kFemale) == doctest::Approx(9.7).epsilon(0.005));
}

TEST_CASE("sex: amelogenin and anthropology hit one latent sex and are not counted twice") {
  const auto model = model_of<SexModel>(exact_report(0.5));
  const PmSex both{.form = Sex::male, .amelogenin = Sex::male};
  const double male = 0.947 * 0.999;
  const double female = 0.053 * 0.001;
  CHECK(lr(model, Sex::male, both) == doctest::Approx(male / (0.5 * male + 0.5 * female)).epsilon(1e-12));
  CHECK(lr(model, Sex::male, both) < 2);  // never above 1 / pi(male), however many methods agree
  const PmSex contradiction{.form = Sex::female, .amelogenin = Sex::male};
  const double as_male = 0.053 * 0.999;
  const double as_female = 0.947 * 0.001;
  CHECK(lr(model, Sex::male, contradiction) ==
        doctest::Approx(as_male / (0.5 * as_male + 0.5 * as_female)).epsilon(1e-12));
}

TEST_CASE("sex: the method has its own error") {
  const auto model = model_of<SexModel>({{"male_share", 0.5}, {"report_error", 0}, {"error_pelvis", 0.01}});
  CHECK(lr(model, Sex::male, {.form = Sex::female, .method = SexMethod::pelvis}) ==
        doctest::Approx(0.02).epsilon(1e-12));
}

TEST_CASE("sex: the share of males comes from the reports, one of each added") {
  const std::vector<AmDescription> am{{.sex = Sex::male}, {.sex = Sex::male}, {.sex = Sex::female}, {}};
  CHECK(model_of<SexModel>({}, am).male_share() == doctest::Approx(3.0 / 5));
  CHECK(model_of<SexModel>({}).male_share() == 0.5);
}

TEST_CASE("sex: the LR averages to 1 over the findings of somebody else") {
  for (const double share : {0.05, 0.5, 0.95}) {
    for (const double report_error : {0.0, 0.1}) {
      const auto model = model_of<SexModel>({{"male_share", share}, {"report_error", report_error}});
      for (const Sex report : {Sex::male, Sex::female}) {
        double one = 0, both = 0;
        for (const Sex form : {Sex::male, Sex::female}) {
          one += expected_part(model, report, {.form = form, .method = SexMethod::skull});
          for (const Sex dna : {Sex::male, Sex::female}) both += expected_part(model, report, {form, {}, dna});
        }
        CHECK(one == doctest::Approx(1).epsilon(1e-12));
        CHECK(both == doctest::Approx(1).epsilon(1e-12));
      }
    }
  }
}

// A woman shows one allele at each of the X-linked markers typed with q = 10^-2; male_share 1/2, no error of the
// report.
TEST_CASE("sex: two alleles at X-linked markers, one at each, and a Y haplotype") {
  Settings settings = exact_report(0.5);
  settings.insert(settings.end(), {{"error_x", 0.001}, {"error_y", 0.002}, {"xxy", 0.0015}});
  const auto model = model_of<SexModel>(settings);
  const double two_man = 0.0015 * 0.99 + 0.9985 * 0.001, two_woman = 0.99;
  const PmSex two{.x = {.two_alleles = true, .alike = 20}};
  CHECK(lr(model, Sex::male, two) == doctest::Approx(two_man / (0.5 * two_man + 0.5 * two_woman)).epsilon(1e-12));
  CHECK(lr(model, Sex::male, two) < 0.006);  // of a man, one in 400: XXY or an error
  const double one_man = 0.0015 * 0.01 + 0.9985 * 0.999, one_woman = 0.01;
  const PmSex one{.x = {.alike = 20}};
  CHECK(lr(model, Sex::male, one) == doctest::Approx(one_man / (0.5 * one_man + 0.5 * one_woman)).epsilon(1e-12));
  const PmSex y{.y_haplotype = true};
  CHECK(lr(model, Sex::female, y) == doctest::Approx(0.002 / 0.5).epsilon(1e-12));
  // All of it hits one sex: a Y haplotype beside amelogenin X leaves it open by their errors alone.
  const PmSex open{.amelogenin = Sex::female, .y_haplotype = true};
  const double man = 0.001 * 0.998, woman = 0.999 * 0.002;
  CHECK(lr(model, Sex::male, open) == doctest::Approx(man / (0.5 * man + 0.5 * woman)).epsilon(1e-12));
}

TEST_CASE("sex: with X-linked markers, too, the LR averages to 1 over the findings of somebody else") {
  const auto model = model_of<SexModel>({{"male_share", 0.7}, {"report_error", 0.01}});
  for (const Sex report : {Sex::male, Sex::female}) {
    double expected = 0;
    for (const bool two : {false, true})
      expected += expected_part(model, report, {.x = {.two_alleles = two, .alike = 7}});
    CHECK(expected == doctest::Approx(1).epsilon(1e-12));
  }
}

TEST_CASE("sex: what most of the DNA shows, and what contradicts a sex") {
  CHECK(PmSex{.amelogenin = Sex::male}.by_dna() == Sex::male);
  CHECK(PmSex{.amelogenin = Sex::female, .y_haplotype = true}.by_dna() == Sex::unknown);
  CHECK(PmSex{.form = Sex::male, .x = {true, 9}}.best() == Sex::female);
  CHECK(PmSex{.x = {true, 9}}.contradicts(Sex::male));
  CHECK_FALSE(PmSex{.x = {false, 9}}.contradicts(Sex::female));
  CHECK(PmSex{.y_haplotype = true}.contradicts(Sex::female));
}

TEST_CASE("sex: unknown on either side is no report, no finding") {
  CHECK_FALSE(SexModel::report({}).has_value());
  CHECK_FALSE(SexModel::finding({.sex = {.method = SexMethod::pelvis}}).has_value());
  CHECK(SexModel::finding({.sex = {.amelogenin = Sex::male}}).has_value());
}

}  // namespace
}  // namespace kith::testing

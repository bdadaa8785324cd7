// Age: the normal model's closed form, staged findings, errors that grow with age, and the laws of a likelihood ratio.
#include "attributes/body/age.hpp"

#include "attributes/attribute_support.hpp"
#include "attributes/frame/normal.hpp"

namespace kith::testing {
namespace {

using attributes::AgeFinding;
using attributes::AgeModel;
using attributes::AgeSource;
using attributes::AmAge;
using attributes::AmDescription;
using attributes::log_normal;
using attributes::PmAge;

/// Soldiers: ages N(30, 8), ages reported with sd 1.
const Settings kSoldiers{{"mean", 30}, {"sd", 8}, {"error_stated", 1}};
constexpr double kMean = 30, kSd = 8, kReportError = 1;

PmAge estimate(double years, double error) {
  return {.kind = AgeFinding::estimate, .low = years, .high = years, .error = error};
}

/// t ~ N(mu, s^2), a = t + N(0, sa^2), p = t + N(0, sp^2):  LR = N(p; m, v + sp^2) / N(p; mu, s^2 + sp^2).
double closed_form(double reported, double found, double error) {
  const double v = 1 / (1 / (kSd * kSd) + 1 / (kReportError * kReportError));
  const double m = v * (kMean / (kSd * kSd) + reported / (kReportError * kReportError));
  return std::exp(log_normal(found, m, std::sqrt(v + error * error)) -
                  log_normal(found, kMean, std::sqrt(kSd * kSd + error * error)));
}

// Ages below 0 do not exist: the normal N(30, 8) has 9e-5 of its mass there, which the model leaves out.
constexpr double kTruncation = 2e-4;

TEST_CASE("age: soldiers of 25 against estimates with sd 7") {
  const auto model = model_of<AgeModel>(kSoldiers);
  const std::pair<double, double> published[] = {{20, 1.8}, {25, 1.7}, {30, 1.2}, {40, 0.25}, {50, 0.018}};
  for (const auto& [found, expected] : published) {
    const double value = lr(model, {.years = 25}, estimate(found, 7));
    CHECK(value == doctest::Approx(closed_form(25, found, 7)).epsilon(kTruncation));
    CHECK(value == doctest::Approx(expected).epsilon(0.03));
  }
}

TEST_CASE("age: narrow reports and findings meet the closed form, too") {
  const auto model = model_of<AgeModel>({{"mean", 50}, {"sd", 8}, {"error_birth_date", 0.3}});
  const double v = 1 / (1 / 64.0 + 1 / 0.09), m = v * (50 / 64.0 + 42.3 / 0.09);
  const double expected = std::exp(log_normal(41, m, std::sqrt(v + 0.25)) - log_normal(41, 50, std::sqrt(64.25)));
  CHECK(lr(model, {.years = 42.3, .source = AgeSource::birth_date}, estimate(41, 0.5)) ==
        doctest::Approx(expected).epsilon(1e-7));
}

TEST_CASE("age: an interval is an estimate at its middle with the sd that its coverage gives") {
  const auto model = model_of<AgeModel>(kSoldiers);
  CHECK(model.interval_z() == doctest::Approx(1.959963985).epsilon(1e-8));
  const double error = 5 / model.interval_z();
  CHECK(lr(model, {.years = 25}, {.kind = AgeFinding::interval, .low = 20, .high = 30}) ==
        doctest::Approx(lr(model, {.years = 25}, estimate(25, error))).epsilon(1e-12));
}

TEST_CASE("age: '60 or older' is one-sided, and it and its contrary average to 1") {
  const auto model = model_of<AgeModel>({{"mean", 45}, {"sd", 15}});
  const PmAge old{.kind = AgeFinding::at_least, .low = 60}, young{.kind = AgeFinding::at_most, .high = 60};
  CHECK(lr(model, {.years = 80}, old) > 3);
  CHECK(lr(model, {.years = 80}, old) > lr(model, {.years = 61}, old));
  CHECK(lr(model, {.years = 30}, old) < 0.1);
  for (const double age : {5.0, 30.0, 60.0, 90.0}) {
    const AmAge report{.years = age};
    CHECK(expected_part(model, report, old) + expected_part(model, report, young) == doctest::Approx(1).epsilon(1e-9));
  }
}

TEST_CASE("age: the error of an estimate grows with age") {
  const auto model = model_of<AgeModel>({});
  CHECK(model.finding_error(0) == 0.25);
  CHECK(model.finding_error(6) == doctest::Approx(0.25 + 1.75 / 3));  // a third of the way from 0.25 to 2
  CHECK(model.finding_error(18) == 2);
  CHECK(model.finding_error(26.5) == doctest::Approx(5.5));
  CHECK(model.finding_error(35) == 9);
  CHECK(model.finding_error(47.5) == doctest::Approx(10.5));
  CHECK(model.finding_error(80) == 12);
}

TEST_CASE("age: a family is not wrong by years about an infant") {
  const auto model = model_of<AgeModel>({});
  CHECK(model.report_error({.years = 0}) == 0.25);
  CHECK(model.report_error({.years = 6}) == doctest::Approx(0.25 + 2.25 / 3));
  CHECK(model.report_error({.years = 18}) == 2.5);
  CHECK(model.report_error({.years = 60}) == 2.5);
  CHECK(model.report_error({.years = 0.5, .source = AgeSource::birth_date}) == doctest::Approx(0.25 + 0.05 / 36));
  CHECK(model.report_error({.years = 9, .source = AgeSource::birth_year}) == doctest::Approx(0.7));
  CHECK(model.report_error({.years = 6, .error = 3}) == 3);  // what the report states goes before it
}

TEST_CASE("age: remains of half a year are no child of six, nor of four, nor is a newborn") {
  std::vector<AmDescription> am(100, AmDescription{.age = AmAge{.years = 35}});
  for (const double years : {6.0, 4.0, 2.0, 0.5}) am.push_back({.age = AmAge{.years = years}});
  const auto model = model_of<AgeModel>({}, am);
  const PmAge half{.kind = AgeFinding::estimate, .low = 0.5, .high = 0.5};
  const PmAge newborn{.kind = AgeFinding::estimate, .low = 0, .high = 0};
  CHECK(lr(model, {.years = 6}, estimate(0.5, 0.5)) < 0.01);  // infant_remains_support_missing_six_year_old: 8.6
  CHECK(lr(model, {.years = 6}, half) < 0.01);                // 25
  CHECK(lr(model, {.years = 4}, half) < 0.1);                 // 61
  CHECK(lr(model, {.years = 4}, newborn) < 0.01);
  CHECK(lr(model, {.years = 0.5}, half) > 10);
}

/// Integral of P(p) LR(a, p) over p by the trapezoidal rule.
double expectation(const AgeModel& model, const AmAge& report, const std::function<PmAge(double)>& finding) {
  constexpr double kStep = 0.125;  // half of the least error
  double sum = 0;
  for (double p = -80; p <= 200; p += kStep) sum += expected_part(model, report, finding(p)) * kStep;
  return sum;
}

TEST_CASE("age: the LR averages to 1 over the findings of somebody else") {
  const std::vector<AmDescription> am{{.age = AmAge{.years = 19}},
                                      {.age = AmAge{.years = 22}},
                                      {.age = AmAge{.years = 48}},
                                      {.age = AmAge{.years = 71}},
                                      {}};
  for (const auto& model : {model_of<AgeModel>({}, am), model_of<AgeModel>(kSoldiers), model_of<AgeModel>({})}) {
    for (const double age : {0.5, 6.0, 22.0, 48.0, 95.0}) {
      CAPTURE(age);
      const AmAge report{.years = age};
      CHECK(expectation(model, report, [](double p) { return estimate(p, 7); }) == doctest::Approx(1).epsilon(1e-9));
      CHECK(expectation(model, report, [](double p) {
              return PmAge{.kind = AgeFinding::estimate, .low = p, .high = p};
            }) == doctest::Approx(1).epsilon(1e-9));
    }
  }
}

TEST_CASE("age: the population is that of the reports, and any age stays possible") {
  std::vector<AmDescription> am(50, AmDescription{.age = AmAge{.years = 20}});
  const auto young = model_of<AgeModel>({}, am);
  CHECK(lr(young, {.years = 20}, estimate(20, 3)) < 1.3);  // everybody is 20: a match says little
  CHECK(lr(young, {.years = 70}, estimate(70, 5)) > 30);   // and somebody of 70 is rare
  CHECK(std::isfinite(young.log_population(estimate(119, 1))));
}

TEST_CASE("age: death follows the disappearance by the delay") {
  Settings late = kSoldiers;
  late.emplace_back("delay", 5);
  CHECK(lr(model_of<AgeModel>(late), {.years = 25}, estimate(30, 7)) ==
        doctest::Approx(lr(model_of<AgeModel>(kSoldiers), {.years = 30}, estimate(30, 7))).epsilon(1e-12));
}

}  // namespace
}  // namespace kith::testing

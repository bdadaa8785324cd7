// Stature: the normal model's closed form, regressions, reports corrected, sex counted once, and the laws of an LR.
#include "attributes/body/stature.hpp"

#include "attributes/attribute_support.hpp"
#include "attributes/frame/normal.hpp"

namespace kith::testing {
namespace {

using attributes::AmDescription;
using attributes::AmStature;
using attributes::log_normal;
using attributes::PmDescription;
using attributes::PmSex;
using attributes::PmStature;
using attributes::Sex;
using attributes::StatureFinding;
using attributes::StatureModel;
using attributes::StatureReport;
using attributes::StatureSource;

/// Men of N(171, 6.8), heights reported with sd 3 and 1.3 cm too high, found with sd 4; nobody's sex in doubt.
const Settings kMen{{"mean_male", 171}, {"sd_male", 6.8}, {"error_stated", 3}, {"bias_male", 1.3}, {"error_found", 4}};

/// A model of an all-male caseload whose sex model makes no error: the mixture over sexes has one term.
StatureModel men(Settings settings = kMen) {
  auto overrides = overrides_of("stature", settings);
  overrides[{"sex", "report_error"}] = 0;
  overrides[{"sex", "error"}] = 0;
  return StatureModel({.am = {}, .pm = {}, .overrides = &overrides},
                      attributes::Parameters("stature", StatureModel::kParameters, overrides));
}

StatureReport man_of(double cm) { return {.stature = {.cm = cm}, .sex = Sex::male}; }
StatureFinding found(double cm, Sex sex = Sex::male) { return {.stature = {.cm = cm}, .sex = {.form = sex}}; }

double closed_form(double reported, double p) {
  const double v = 1 / (1 / (6.8 * 6.8) + 1 / 9.0), m = v * (171 / (6.8 * 6.8) + (reported - 1.3) / 9);
  return std::exp(log_normal(p, m, std::sqrt(v + 16)) - log_normal(p, 171, std::sqrt(6.8 * 6.8 + 16)));
}

TEST_CASE("stature: a man reported as 175 cm against what is found") {
  const auto model = men();
  const std::pair<double, double> published[] = {{160, 0.10}, {165, 0.51}, {171, 1.46}, {175, 1.73}, {185, 0.42}};
  for (const auto& [p, expected] : published) {
    CHECK(lr(model, man_of(175), found(p)) == doctest::Approx(closed_form(175, p)).epsilon(1e-12));
    CHECK(lr(model, man_of(175), found(p)) == doctest::Approx(expected).epsilon(0.02));
  }
}

TEST_CASE("stature: long bones by Trotter and Gleser, the better one where there are several") {
  const auto model = men();
  const double femur = 2.38 * 45 + 61.41;  // 168.51 cm
  const StatureFinding bone{.stature = {.femur_mm = 450}, .sex = {.form = Sex::male}};
  CHECK(lr(model, man_of(175), bone) == doctest::Approx(closed_form(175, femur)).epsilon(1e-12));
  const StatureFinding both{.stature = {.femur_mm = 450, .tibia_mm = 370}, .sex = {.form = Sex::male}};
  CHECK(lr(model, man_of(175), both) == doctest::Approx(closed_form(175, 1.30 * 82 + 63.29)).epsilon(1e-12));
  CHECK(model.describe_finding(both) == "femur + tibia 820 mm");
  CHECK(model.rule(man_of(175), bone).find("Trotter & Gleser 1952") != std::string::npos);
}

TEST_CASE("stature: an error that is stated is not believed below 4 cm") {
  const auto model = men();
  StatureFinding sharp = found(171);
  sharp.stature.error_cm = 2.99;
  CHECK(lr(model, man_of(175), sharp) == doctest::Approx(lr(model, man_of(175), found(171))).epsilon(1e-12));
  sharp.stature.error_cm = 7;
  CHECK(lr(model, man_of(175), sharp) < lr(model, man_of(175), found(171)));
}

TEST_CASE("stature: somebody of 60 was 1.8 cm taller than his family says") {
  const auto model = men();
  StatureReport old = man_of(175);
  old.age = 60;
  CHECK(lr(model, old, found(180)) == doctest::Approx(lr(model, man_of(176.8), found(180))).epsilon(1e-12));
}

TEST_CASE("stature: the population is that of the reports, with a prior of ten") {
  std::vector<AmDescription> am(90, AmDescription{.sex = Sex::male, .stature = AmStature{.cm = 181.3}});
  CHECK(model_of<StatureModel>({}).population(Sex::male).mean == 171);
  CHECK(model_of<StatureModel>({}).population(Sex::male).sd == doctest::Approx(6.8).epsilon(1e-12));
  CHECK(model_of<StatureModel>({}, am).population(Sex::male).mean ==
        doctest::Approx(179.1));  // (90 * 180 + 10 * 171) / 100
  CHECK(model_of<StatureModel>({}, am).population(Sex::female).mean == 159);
}

TEST_CASE("stature: sex is not counted again") {
  // No sex found, both sexes alike: stature says nothing of it, and the LR is that of the common stature.
  const Settings alike{{"mean_male", 170}, {"sd_male", 6},   {"mean_female", 170},
                       {"sd_female", 6},   {"bias_male", 0}, {"bias_female", 0}};
  const auto model = model_of<StatureModel>(alike);
  const StatureFinding sexless{.stature = {.cm = 176}};
  StatureReport anybody = man_of(174);
  const double as_man = lr(model, anybody, sexless);
  anybody.sex = Sex::unknown;
  CHECK(lr(model, anybody, sexless) == doctest::Approx(as_man).epsilon(1e-12));
  // Sex found and certain: the product of LR(sex) and LR(stature | sex) is the LR of both together.
  const auto certain = men({{"mean_male", 176}, {"mean_female", 160}});
  const StatureFinding tall = found(178);
  const double v = 1 / (1 / (6.8 * 6.8) + 1 / 9.0), m = v * (176 / (6.8 * 6.8) + (177 - 1.3) / 9);
  CHECK(lr(certain, man_of(177), tall) == doctest::Approx(std::exp(log_normal(178, m, std::sqrt(v + 16)) -
                                                                   log_normal(178, 176, std::sqrt(6.8 * 6.8 + 16))))
                                              .epsilon(1e-12));
}

/// Integral over what may be found, for each finding of sex: it is given.
double expectation(const StatureModel& model, const StatureReport& report, const PmSex& sex, bool bone) {
  double sum = 0;
  const double step = bone ? 5 : 0.5;  // mm or cm: far below the sd
  for (double value = step; value < (bone ? 1500 : 400); value += step) {
    StatureFinding finding{.stature = {}, .sex = sex};
    (bone ? finding.stature.femur_mm : finding.stature.cm) = value;
    sum += expected_part(model, report, finding) * (bone ? step / 10 : step);
  }
  return sum;
}

TEST_CASE("stature: the LR averages to 1 over the findings of somebody else, given the sex found") {
  const std::vector<AmDescription> am{{.sex = Sex::male}, {.sex = Sex::male}, {.sex = Sex::female}};
  const auto model = model_of<StatureModel>({}, am);
  for (const Sex reported : {Sex::male, Sex::female, Sex::unknown}) {
    StatureReport report{.stature = {.cm = 172, .source = StatureSource::document}, .sex = reported, .age = 45};
    for (const PmSex& sex : {PmSex{}, PmSex{.form = Sex::male}, PmSex{.form = Sex::female, .amelogenin = Sex::male}}) {
      CHECK(expectation(model, report, sex, false) == doctest::Approx(1).epsilon(1e-9));
      CHECK(expectation(model, report, sex, true) == doctest::Approx(1).epsilon(1e-9));
    }
  }
}

TEST_CASE("stature: nothing reported or found is no report, no finding") {
  CHECK_FALSE(StatureModel::report({.sex = Sex::male}).has_value());
  CHECK_FALSE(StatureModel::finding({.sex = {.form = Sex::male}}).has_value());
}

}  // namespace
}  // namespace kith::testing

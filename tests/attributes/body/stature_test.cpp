// Stature: the normal model's closed form, regressions, reports corrected, sex counted once, and the laws of an LR.
#include "attributes/body/stature.hpp"

#include "attributes/attribute_support.hpp"
#include "attributes/frame/normal.hpp"

namespace kith::testing {
namespace {

using attributes::AgeFinding;
using attributes::AmAge;
using attributes::AmDescription;
using attributes::AmStature;
using attributes::log_normal;
using attributes::PmAge;
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
  old.age = AmAge{.years = 60};
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
    StatureReport report{
        .stature = {.cm = 172, .source = StatureSource::document}, .sex = reported, .age = AmAge{.years = 45}};
    for (const PmSex& sex : {PmSex{}, PmSex{.form = Sex::male}, PmSex{.form = Sex::female, .amelogenin = Sex::male}}) {
      CHECK(expectation(model, report, sex, false) == doctest::Approx(1).epsilon(1e-9));
      CHECK(expectation(model, report, sex, true) == doctest::Approx(1).epsilon(1e-9));
    }
  }
}

PmAge aged(double years, double error) {
  return {.kind = AgeFinding::estimate, .low = years, .high = years, .error = error};
}

/// 200 men of 20 to 59 of 164 to 183 cm, and one child.
std::vector<AmDescription> men_and(Sex sex, double age, double cm) {
  std::vector<AmDescription> am;
  for (int i = 0; i < 200; ++i) {
    am.push_back({.sex = Sex::male, .age = AmAge{.years = 20.0 + i % 40}, .stature = AmStature{.cm = 164.0 + i % 20}});
  }
  am.push_back({.sex = sex, .age = AmAge{.years = age}, .stature = AmStature{.cm = cm}});
  return am;
}

/// LR of the stature of remains of that sex, age and size against the child's report.
double of_child(Sex sex, double age, double error, double reported, double found_cm) {
  const auto am = men_and(sex, age, reported);
  const StatureFinding remains{.stature = {.cm = found_cm}, .sex = {.form = sex}, .age = aged(age, error)};
  return lr(model_of<StatureModel>({}, am), *StatureModel::report(am.back()), remains);
}

TEST_CASE("stature: a child of ordinary size is like any child of that age, in a case of adults") {
  // By hand, for a boy known to be 7.375 where the adults are the reference's: mean 121.77 + .375 (127.88 - 121.77) =
  // 124.06, sd 5.51 (S .0447), report sd 3, finding 4: LR at the mean sqrt((30.4 + 16) / (6.94 + 16)) = 1.42. Where the
  // ages are uncertain it is a little more: others of "about 12" may be 10 or 14, and a report of 150 cm tells of the
  // age as well.
  CHECK(of_child(Sex::male, 7, 1, 120, 120) > 0.8);
  CHECK(of_child(Sex::male, 7, 1, 120, 120) < 2);  // child_against_adults: 7e5 by the adults' normal
  CHECK(of_child(Sex::male, 0.5, 0.25, 66, 66) > 0.8);
  CHECK(of_child(Sex::male, 0.5, 0.25, 66, 66) < 1.6);
  CHECK(of_child(Sex::female, 12, 1.5, 150, 150) > 0.8);
  CHECK(of_child(Sex::female, 12, 1.5, 150, 150) < 2.5);
}

TEST_CASE("stature: what is rare about a child counts, and a child of another size is another one") {
  // 104 cm at 7 is three standard deviations below the mean; two such children are worth more than two ordinary ones.
  CHECK(of_child(Sex::male, 7, 1, 104, 104) > 3 * of_child(Sex::male, 7, 1, 120, 120));
  CHECK(of_child(Sex::male, 7, 1, 135, 108) < 0.1);
}

TEST_CASE("stature: where famine made all children small, small children are nothing rare") {
  const auto am = men_and(Sex::male, 7, 109);
  const StatureFinding remains{.stature = {.cm = 109}, .sex = {.form = Sex::male}, .age = aged(7, 1)};
  const double healthy = lr(model_of<StatureModel>({{"growth_shift", 0}}, am), *StatureModel::report(am.back()),
                            remains);
  const double famine = lr(model_of<StatureModel>({{"growth_shift", -2}}, am), *StatureModel::report(am.back()),
                           remains);
  CHECK(healthy > 1.8 * famine);
  CHECK(famine < 2);
  // Ten reports of children two standard deviations off, with a prior of ten: half of it.
  auto many = men_and(Sex::male, 7, 100);
  const auto reference = model_of<StatureModel>({{"growth_shift", 0}}, many)
                             .population(Sex::male, 8 + 5);  // seven years old
  many.back().stature->cm = reference.mean - 2 * reference.sd;
  many.resize(210, many.back());
  CHECK(model_of<StatureModel>({}, many).growth_shift() == doctest::Approx(-1).epsilon(1e-9));
}

TEST_CASE("stature: a child's report does not widen the adults' distribution") {
  const auto with_child = model_of<StatureModel>({}, men_and(Sex::male, 7, 120)).population(Sex::male);
  const auto with_man = model_of<StatureModel>({}, men_and(Sex::male, 40, 173)).population(Sex::male);
  CHECK(with_child.mean == doctest::Approx(with_man.mean).epsilon(1e-3));
  CHECK(with_child.sd == doctest::Approx(with_man.sd).epsilon(0.01));
}

TEST_CASE("stature: adults' formulas say nothing of a child's bones") {
  const auto am = men_and(Sex::male, 7, 120);
  const auto model = model_of<StatureModel>({}, am);
  const StatureReport boy = *StatureModel::report(am.back());
  const StatureReport man = *StatureModel::report(am.front());
  const auto bone = [](PmStature lengths, std::optional<PmAge> age) {
    return StatureFinding{.stature = lengths, .sex = {.form = Sex::male}, .age = age};
  };
  const StatureFinding femur = bone({.femur_mm = 260}, aged(7, 1));
  const StatureFinding humerus = bone({.humerus_mm = 65}, aged(0.5, 0.25));
  const StatureFinding tibia = bone({.tibia_mm = 320}, PmAge{.kind = AgeFinding::interval, .low = 12, .high = 16});
  for (const StatureFinding& found : {femur, humerus, tibia}) {
    CHECK(lr(model, boy, found) == 1);
    CHECK(lr(model, man, found) == 1);
    CHECK(model.rule(boy, found).find("of a child: the formulas are of adults, nothing is said") != std::string::npos);
    CHECK_FALSE(model.difference_cm(man, found).has_value());
  }
  // A grown man's femur against the boy's report: there is no formula for him either. Against a man it counts.
  CHECK(lr(model, boy, bone({.femur_mm = 460}, aged(35, 5))) == 1);
  CHECK(lr(model, man, bone({.femur_mm = 430}, aged(35, 5))) != 1);
  // A child's femur of unknown age makes no small man certain.
  auto small = man;
  small.stature.cm = 150;
  CHECK(lr(model, small, bone({.femur_mm = 260}, std::nullopt)) < 30);
}

TEST_CASE("stature: the LR of children averages to 1 over the findings of somebody else, at every age") {
  auto am = men_and(Sex::male, 7, 120);
  am.push_back({.sex = Sex::female, .age = AmAge{.years = 0.75}, .stature = AmStature{.cm = 70}});
  am.push_back({.sex = Sex::female, .age = AmAge{.years = 16}, .stature = AmStature{.cm = 160}});
  am.push_back({.sex = Sex::unknown, .stature = AmStature{.cm = 140}});
  const auto model = model_of<StatureModel>({}, am);
  for (std::size_t i = 199; i < am.size(); ++i) {
    for (const std::optional<PmAge>& age :
         {std::optional<PmAge>(), std::optional(aged(0.75, 0.25)), std::optional(aged(8, 1)),
          std::optional(PmAge{.kind = AgeFinding::interval, .low = 14, .high = 20}), std::optional(aged(40, 8))}) {
      for (const bool bone : {false, true}) {
        double sum = 0;  // P(p) LR(a, p) = P(p | a)
        const auto report = model.prepare_report(*StatureModel::report(am[i]));
        const double step = bone ? 2.5 : 0.25;
        for (double value = step; value < (bone ? 2500 : 500); value += step) {
          StatureFinding finding{.stature = {}, .sex = {.form = Sex::female}, .age = age};
          (bone ? finding.stature.femur_mm : finding.stature.cm) = value;
          sum += std::exp(model.log_same(report, model.prepare_finding(finding))) * (bone ? step / 10 : step);
        }
        // A stray bone may be longer or shorter than any: N(mu, 40^2) reaches below 0 mm, by 1e-3 times that share.
        CHECK(sum == doctest::Approx(1).epsilon(bone && !age ? 1e-5 : 1e-9));
      }
    }
  }
}

TEST_CASE("stature: nothing reported or found is no report, no finding") {
  CHECK_FALSE(StatureModel::report({.sex = Sex::male}).has_value());
  CHECK_FALSE(StatureModel::finding({.sex = {.form = Sex::male}}).has_value());
}

}  // namespace
}  // namespace kith::testing

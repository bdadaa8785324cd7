// Levels of agreement attribute by attribute, what learned weights make of them, and published step functions as such
// weights.
#include <algorithm>
#include <cmath>

#include "attributes/attribute_support.hpp"
#include "attributes/frame/comparison_levels.hpp"

namespace kith::testing {
namespace {

using namespace attributes;  // NOLINT(google-build-using-namespace)

template <class M>
std::string_view level_name(const M& model, const typename M::Report& report, const typename M::Finding& finding) {
  const std::uint8_t level = Comparison<M>::level(model, report, finding);
  return level == 0 ? "nothing" : Comparison<M>::kLevels[level - 1U].name;
}

TEST_CASE("levels: age against an interval, an estimate and an open end") {
  const auto model = model_of<AgeModel>({{"delay", 1}});
  const PmAge interval{.kind = AgeFinding::interval, .low = 20, .high = 40};
  CHECK(level_name(model, {.years = 29}, interval) == "middle");  // 30 with the delay
  CHECK(level_name(model, {.years = 38}, interval) == "inside");
  CHECK(level_name(model, {.years = 43}, interval) == "within_5_years");
  CHECK(level_name(model, {.years = 14.5}, interval) == "within_5_years");
  CHECK(level_name(model, {.years = 45}, interval) == "beyond");
  const PmAge estimate{.kind = AgeFinding::estimate, .low = 30, .high = 30, .error = 5};  // 20.2 to 39.8
  CHECK(level_name(model, {.years = 38}, estimate) == "inside");
  CHECK(level_name(model, {.years = 40}, estimate) == "within_5_years");
  CHECK(level_name(model, {.years = 70}, {.kind = AgeFinding::at_least, .low = 60}) == "inside");
  CHECK(level_name(model, {.years = 50}, {.kind = AgeFinding::at_least, .low = 60}) == "beyond");
  CHECK(level_name(model, {.years = 20}, {.kind = AgeFinding::at_most, .high = 18}) == "within_5_years");
}

TEST_CASE("levels: stature less the bias of the report, bones read as the reported sex's") {
  const auto model = model_of<StatureModel>({{"bias_male", 2}});
  const auto found = [](double cm) { return StatureFinding{.stature = {.cm = cm}, .sex = {}}; };
  const StatureReport report{.stature = {.cm = 172}, .sex = Sex::male};  // 170
  CHECK(level_name(model, report, found(173)) == "within_3_cm");
  CHECK(level_name(model, report, found(165)) == "within_6_cm");
  CHECK(level_name(model, report, found(181)) == "within_12_cm");
  CHECK(level_name(model, report, found(150)) == "beyond");
  const StatureFinding femur{.stature = {.femur_mm = 450}, .sex = {.form = Sex::female}};
  CHECK(model.difference_cm(report, femur) == doctest::Approx(2.38 * 45 + 61.41 - 170).epsilon(1e-12));
}

TEST_CASE("levels: teeth; what time explains and what it cannot") {
  const auto model = model_of<TeethModel>({});
  const auto level = [&](const char* am, const char* pm) {
    return level_name(model, {.chart = parse_tooth_chart(am).value().chart}, {parse_tooth_chart(pm).value().chart});
  };
  CHECK(level("11=sound;12=sound;13=filled;14=sound;15=extracted",
              "11=sound;12=sound;13=filled;14=sound;15=extracted") == "same");
  CHECK(level("11=sound;12=sound", "11=sound;12=sound") == "explainable");  // too few to be called the same
  CHECK(level("16=filled;45=bridged", "16=extracted;45=extracted") == "explainable");
  CHECK(level("16=filled;17=sound", "16=sound;17=filled") == "one_contradiction");
  CHECK(level("16=filled;17=extracted", "16=sound;17=sound") == "contradictions");
  CHECK(level("16=filled", "17=sound") == "nothing");
}

TEST_CASE("levels: lists of items") {
  const auto model = model_of<FracturesModel>({});
  const auto level = [&](const char* am, const char* pm, bool whole = true) {
    return level_name(model, parse_items(am, ItemFormat::skeletal).value(),
                      {.list = parse_items(pm, ItemFormat::skeletal).value(), .whole = whole, .stratum = {}});
  };
  CHECK(level("femur:left:plate", "femur:left") == "agree");  // the kind is not stated on one side
  CHECK(level("femur:left;rib", "femur") == "some");
  CHECK(level("femur:left;rib", "femur", false) == "agree");  // the rib may be on the part that is not there
  CHECK(level("femur:left", "femur;skull") == "some");
  CHECK(level("none", "none") == "neither");
  CHECK(level("femur:left", "femur:right") == "differ");
  CHECK(level("femur:left", "none") == "differ");
  CHECK(level("femur:left", "none", false) == "nothing");
  CHECK(level("none", "skull") == "differ");
}

TEST_CASE("levels: blood groups, serial numbers, names") {
  const auto blood = model_of<BloodGroupModel>({});
  const BloodGroup a{Abo::a, Rhesus::unknown}, a_plus{Abo::a, Rhesus::positive}, a_minus{Abo::a, Rhesus::negative};
  CHECK(level_name(blood, a, a_plus) == "agree");
  CHECK(level_name(blood, a_plus, a_minus) == "abo");
  CHECK(level_name(blood, a, {Abo::o, Rhesus::unknown}) == "differ");
  const auto serial = model_of<ImplantSerialModel>({});
  CHECK(level_name(serial, {{"A1", "B22"}}, {{"B22"}}) == "same");
  CHECK(level_name(serial, {{"B22"}}, {{"B2"}}) == "one_mistake");
  CHECK(level_name(serial, {{"B22"}}, {{"C999"}}) == "differ");
  std::vector<AmDescription> am(2);
  am[0].names.names = {"Əliyev Rəşid"};
  am[1].names.names = {"???"};
  std::vector<PmDescription> pm(2);
  pm[0].names.names = {"Рашид Алиев"};
  pm[1].names.names = {"Petrosyan"};
  const ParameterOverrides none;
  const DocumentsModel names({.am = am, .pm = pm, .overrides = &none},
                             Parameters(DocumentsModel::kName, DocumentsModel::kParameters, none));
  CHECK(level_name(names, am[0].names, pm[0].names) == "same");
  CHECK(level_name(names, am[0].names, pm[1].names) == "differ");
  CHECK(level_name(names, am[1].names, pm[1].names) == "nothing");
}

/// Scores of one attribute's column with these weights.
struct Scored {
  AttributeEvidence evidence;
  [[nodiscard]] double operator()(evidence::TargetIndex target, std::size_t remains) const {
    std::vector<double> rows(evidence.column->n_rows());
    evidence.column->fill(target, rows);
    return rows[evidence.codes[remains]];
  }
};
Scored score(const std::vector<AmDescription>& am, const std::vector<PmDescription>& pm, const Weights& weights) {
  const ParameterOverrides none;
  auto all = build_attributes({.am = am, .pm = pm, .overrides = &none, .places = nullptr, .weights = &weights});
  REQUIRE(all.size() == 1);
  return {std::move(all.front())};
}

std::vector<AmDescription> sexes() { return {{.sex = Sex::male}, {.sex = Sex::female}, {.sex = Sex::male}}; }
std::vector<PmDescription> found_sexes() { return {{.sex = {.form = Sex::male}}, {.sex = {.form = Sex::female}}}; }

// The program mispitools scores agreement by such steps: region .95 : 1/6, sex .95 : .5, age within 6 of 80 years .95 :
// 12/80.
TEST_CASE("weights by hand: published step functions") {
  const auto by_steps = [](double m, double u) {
    Weights weights;
    weights.learned["sex"] = {.names = {"agree", "differ"}, .m = {m, 1 - m}, .u = {u, 1 - u}};
    const Scored sex = score(sexes(), found_sexes(), weights);
    return std::pair(std::pow(10, sex(0, 0)), std::pow(10, sex(0, 1)));
  };
  CHECK(by_steps(0.95, 0.5).first == doctest::Approx(1.9).epsilon(1e-12));
  CHECK(by_steps(0.95, 0.5).second == doctest::Approx(0.1).epsilon(1e-12));
  CHECK(by_steps(0.95, 12.0 / 80).first == doctest::Approx(6.33).epsilon(0.001));
  CHECK(by_steps(0.95, 12.0 / 80).second == doctest::Approx(0.059).epsilon(0.005));
  CHECK(by_steps(0.95, 1.0 / 6).first == doctest::Approx(5.7).epsilon(1e-12));
  CHECK(by_steps(0.95, 1.0 / 6).second == doctest::Approx(0.06).epsilon(1e-9));
}

TEST_CASE("weights within the model: its ratio times what was learned of the level") {
  const auto am = sexes();
  const auto pm = found_sexes();
  const Scored plain = score(am, pm, {});
  Weights weights;
  weights.learned["sex"] = {
      .names = {"agree", "differ"}, .m = {0.9, 0.1}, .u = {0.55, 0.45}, .r = {1.5, 0.2}, .term_frequencies = false};
  const Scored sex = score(am, pm, weights);
  CHECK(sex(0, 0) == doctest::Approx(plain(0, 0) + std::log10(0.9 / 0.55 / 1.5)).epsilon(1e-12));
  CHECK(sex(1, 0) == doctest::Approx(plain(1, 0) + std::log10(0.1 / 0.45 / 0.2)).epsilon(1e-12));
  CHECK(sex.evidence.column->explain(0, 1).find("learned: level agree of matches 0.9, the model expects 0.825") !=
        std::string::npos);
}

TEST_CASE("term frequencies: agreement counts by how many reports agree with the value") {
  std::vector<AmDescription> am(99);
  for (std::size_t i = 0; i < am.size(); ++i) am[i].hair = i < 90 ? "black" : "red";
  std::vector<PmDescription> pm(2);
  pm[0].hair = "black";
  pm[1].hair = "red";
  Weights weights;
  weights.learned["hair"] = {
      .names = {"agree", "differ"}, .m = {0.8, 0.2}, .u = {0.5, 0.5}, .r = {}, .term_frequencies = true};
  weights.parameters[{"hair", "exponent"}] = 1;
  ParameterOverrides overrides = weights.parameters;
  auto all = build_attributes({.am = am, .pm = pm, .overrides = &overrides, .places = nullptr, .weights = &weights});
  const Scored hair{std::move(all.front())};
  // One report with the average share is added: (90 + 0.5) / 100 and (9 + 0.5) / 100.
  CHECK(hair(0, 0) == doctest::Approx(std::log10(0.8 / 0.905)).epsilon(1e-12));
  CHECK(hair(98, 1) == doctest::Approx(std::log10(0.8 / 0.095)).epsilon(1e-12));
  CHECK(hair(98, 0) == doctest::Approx(std::log10(0.2 / 0.5)).epsilon(1e-12));
}

/// Mean log10 LR of true pairs: what an attribute adds on average (in bans).
double mean_bans(const std::function<double(double)>& density, const std::function<double(double)>& log10_lr,
                 double low, double high) {
  constexpr double kStep = 0.05;
  double sum = 0, total = 0;
  for (double x = low; x < high; x += kStep) {
    sum += density(x) * log10_lr(x);
    total += density(x);
  }
  return sum / total;
}

TEST_CASE("what attributes add up to: sex in bans, and the Gaussian's -1/2 log(1 - rho^2)") {
  const auto sex_bans = [](double males) {
    const auto model = model_of<SexModel>({{"male_share", males}, {"report_error", 0}, {"error", 0.053}});
    double bans = 0;
    for (const Sex truth : {Sex::male, Sex::female}) {
      for (const Sex found : {Sex::male, Sex::female}) {
        const double p = (truth == Sex::male ? males : 1 - males) * (found == truth ? 0.947 : 0.053);
        bans += p * log10_lr(model, truth, {.form = found});
      }
    }
    return bans;
  };
  CHECK(sex_bans(0.95) == doctest::Approx(0.05).epsilon(0.2));
  CHECK(sex_bans(0.5) == doctest::Approx(0.21).epsilon(0.02));

  // Soldiers N(30, 8), reported with sd 1, found with sd 7: rho^2 = s^4 / ((s^2 + sa^2)(s^2 + sp^2)), 0.18 bans.
  const auto age = model_of<AgeModel>({{"mean", 60}, {"sd", 8}, {"error_stated", 1}});
  const double rho2 = 64.0 * 64 / (65.0 * 113);
  const double expected = -0.5 * std::log10(1 - rho2);
  CHECK(expected == doctest::Approx(0.18).epsilon(0.03));
  double bans = 0, total = 0;
  for (double reported = 36; reported <= 84; reported += 4) {  // within 3 sd
    const double weight = std::exp(-0.5 * (reported - 60) * (reported - 60) / 65);
    const double m = (reported * 64 + 60 * 1) / 65, v = 64.0 / 65 + 49;
    const auto found = [&](double p) { return std::exp(-0.5 * (p - m) * (p - m) / v); };
    const auto ratio = [&](double p) {
      return log10_lr(age, {.years = reported}, {.kind = AgeFinding::estimate, .low = p, .high = p, .error = 7});
    };
    bans += weight * mean_bans(found, ratio, m - 35, m + 35);
    total += weight;
  }
  CHECK(bans / total == doctest::Approx(expected).epsilon(0.02));
}

TEST_CASE("teeth: a pattern never seen among 57 980 is at most 3 / 57 980, the cap of 4.3") {
  CHECK(TeethModel::kWeighting.cap == doctest::Approx(-std::log10(3.0 / 57'980)).epsilon(0.01));
  CHECK(1.0 / (57'980 + 1) == doctest::Approx(1.7e-5).epsilon(0.02));
}

}  // namespace
}  // namespace kith::testing

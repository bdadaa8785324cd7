// Teeth: charts as text, development in one direction, and the laws of the chart's likelihood ratio.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "attributes/teeth/dental_model.hpp"

namespace kith::testing {
namespace {

using namespace attributes;  // NOLINT(google-build-using-namespace)

ToothChart chart(std::string_view cell) { return parse_tooth_chart(cell).value().chart; }
ToothIndex tooth(std::string_view number) { return *parse_fdi_number(number); }
double ratio(const DentalModel& model, const DentalReport& report, const DentalFinding& finding) {
  return std::exp(model.log_same(model.prepare_report(report), model.prepare_finding(finding)) -
                  model.log_population(finding));
}

TEST_CASE("tooth chart: the cell format") {
  const auto states = chart(" 16 = Filled; 36=extracted;;11=unknown;48=missing_pm ").states;
  CHECK(states[tooth("16")] == ToothState::filled);
  CHECK(states[tooth("36")] == ToothState::extracted);
  CHECK(states[tooth("11")] == ToothState::unknown);
  CHECK(parse_tooth_chart("48=missing_pm").value().lost_after_death);
  CHECK(chart("16=filled;48=missing_pm").n_known() == 1);
  CHECK(describe(chart("36=extracted;16=filled")) == "16=filled;36=extracted");
  CHECK(chart("16=filled;rest=sound").n_known() == 32);
  CHECK(chart("18=unknown;rest=sound").n_known() == 31);
  CHECK(chart("") == ToothChart{});
}

TEST_CASE("tooth chart: bad input says what was found and what was expected") {
  const auto message = [](std::string_view cell) {
    const auto result = parse_tooth_chart(cell);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == Errc::bad_value);
    return result.error().message;
  };
  CHECK(message("19=filled").find("a permanent tooth in FDI numbers: 11-18") != std::string::npos);
  CHECK(message("59=filled").find("not '59'") != std::string::npos);
  CHECK(message("55=filled;55=sound").find("every tooth once; 55 is listed twice") != std::string::npos);
  CHECK(message("16=gold").find(
            "sound, filled, crowned, bridged, extracted, missing_pm, unerupted or unknown, not 'gold'") !=
        std::string::npos);
  CHECK(message("16").find("tooth=state, such as 16=filled, not '16'") != std::string::npos);
  CHECK(message("16=filled=sound").find("tooth=state") != std::string::npos);
  CHECK(message("16=filled;16=sound").find("every tooth once; 16 is listed twice") != std::string::npos);
  CHECK(message("rest=sound;rest=filled").find("'rest' once") != std::string::npos);
}

TEST_CASE("tooth development: exp(Qt) of one rate is its closed form, and never goes back") {
  ToothRates only_filling{.erupt = 0,
                          .fill = 0.3,
                          .crown = 0,
                          .crown_at_once = 0,
                          .extract_sound = 0,
                          .extract_filled = 0,
                          .extract_crowned = 0,
                          .bridge = 0,
                          .abutment = 0};
  const auto e = tooth_transition(only_filling, 2, 5);  // rate 0.6 for 5 years
  CHECK(e[place_of(ToothState::sound)][place_of(ToothState::sound)] == doctest::Approx(std::exp(-3.0)).epsilon(1e-13));
  CHECK(e[place_of(ToothState::sound)][place_of(ToothState::filled)] ==
        doctest::Approx(1 - std::exp(-3.0)).epsilon(1e-13));

  // Two steps with rates a and b: P(2) = 1 - (b exp(-a t) - a exp(-b t)) / (b - a)
  only_filling.extract_filled = 0.1;
  const auto two = tooth_transition(only_filling, 1, 4);
  CHECK(two[place_of(ToothState::sound)][place_of(ToothState::extracted)] ==
        doctest::Approx(1 - (0.1 * std::exp(-1.2) - 0.3 * std::exp(-0.4)) / (0.1 - 0.3)).epsilon(1e-13));

  for (const double years : {0.0, 0.1, 2.0, 60.0}) {
    const auto all = tooth_transition(ToothRates{}, 2, years);
    for (std::size_t i = 0; i < kToothStates; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < kToothStates; ++j) {
        sum += all[i][j];
        if (j < i) CHECK(all[i][j] == 0);
      }
      CHECK(sum == doctest::Approx(1).epsilon(1e-13));
    }
  }
}

TEST_CASE(
    "teeth: the default rates fill the mouth of a 42-year-old about as Europe's are, and leave many without a "
    "filling") {
  // WHO (Petersen 2003): 9.0 to 13.9 decayed, missing and filled teeth of 28 at 35-44 are the moderate class.
  const DentalModel model({}, {});
  double touched = 0;
  for (ToothIndex i = 0; i < kTeeth; ++i) {
    if (i % 8 != 7) touched += 1 - model.population(i, AgeGroup::from_35)[place_of(ToothState::sound)];
  }
  CHECK(touched > 9);
  CHECK(touched < 13.9);
  const DentalFinding unrestored{chart("18=unknown;28=unknown;38=unknown;48=unknown;rest=sound"), AgeGroup::from_16};
  CHECK(std::exp(model.log_population(unrestored)) > 0.1);
  const DentalModel alike({}, {}, {.spread = 0});
  CHECK(std::exp(alike.log_population(unrestored)) < 0.01);
}

TEST_CASE("teeth: two mouths without a filling agree by being common, and a step backwards among them is no match") {
  const DentalModel model({}, {});
  const DentalModel alike({}, {}, {.spread = 0});
  const DentalReport sound{.chart = chart("rest=sound")};
  const DentalReport lost{.chart = chart("36=extracted;16=filled;rest=sound")};
  CHECK(ratio(model, sound, {sound.chart}) < 100);
  CHECK(ratio(alike, sound, {sound.chart}) > 1e6);  // what the product over teeth alone would say
  CHECK(ratio(model, lost, {chart("16=filled;26=crowned;rest=sound")}) < 10);
  CHECK(ratio(model, lost, {lost.chart}) > 1e4);
}

TEST_CASE("teeth: the shares of the classes of proneness are learned from the charts") {
  std::vector<ChartedPerson> unrestored(200, {{chart("rest=sound")}, AgeGroup::from_35});
  const DentalModel model(unrestored, {});
  const DentalModel none({}, {});
  CHECK(none.proneness()[0] == doctest::Approx(1.0 / 6).epsilon(1e-12));
  CHECK(model.proneness()[0] > 0.5);
  CHECK(model.proneness()[0] + model.proneness()[1] + model.proneness()[2] == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("teeth: one tooth by hand") {
  // No development (0 years), no shift: LR = d + (1 - d) ((1 - c) [a = p] / pi(p) + c)
  DentalParameters parameters{.shift = 0, .spread = 0, .years = 0, .edentulism = 0};
  parameters.rates.bridge_lost = 0;
  const DentalModel model({}, {}, parameters);
  const auto t = tooth("16");
  const double pi = model.population(t, AgeGroup::unknown)[place_of(ToothState::filled)];
  const DentalReport report{.chart = chart("16=filled")};
  CHECK(ratio(model, report, {chart("16=filled")}) == doctest::Approx(0.02 + 0.98 * (0.97 / pi + 0.03)).epsilon(1e-12));
  CHECK(ratio(model, report, {chart("16=sound")}) == doctest::Approx(0.02 + 0.98 * 0.03).epsilon(1e-12));
  const DentalReport word{.chart = chart("16=filled"), .source = ChartSource::family};
  CHECK(ratio(model, word, {chart("16=sound")}) == doctest::Approx(0.02 + 0.98 * 0.15).epsilon(1e-12));
}

TEST_CASE("teeth: development is possible forwards; backwards only an error explains it") {
  const DentalModel model({}, {}, {.spread = 0, .years = 5, .edentulism = 0});
  const DentalReport sound{.chart = chart("16=sound")};
  const DentalReport lost{.chart = chart("16=extracted")};
  const double forward = ratio(model, sound, {chart("16=extracted")});
  const double backward = ratio(model, lost, {chart("16=sound")});
  const double error_only = 0.98 * (0.02 + 0.98 * 0.03) + 0.02;  // the shifted readings know nothing of tooth 16
  CHECK(backward == doctest::Approx(error_only).epsilon(1e-12));
  CHECK(forward > 3 * backward);
  // the longer ago the chart, the likelier the change
  const DentalReport old{.chart = chart("16=sound"), .source = ChartSource::record, .years = 20};
  CHECK(ratio(model, old, {chart("16=extracted")}) > forward);
  // a bridge that did not stay with the remains is no error
  CHECK(ratio(model, {.chart = chart("16=bridged")}, {chart("16=extracted")}) > 5 * backward);
}

TEST_CASE("teeth: what is unknown on either side says exactly nothing") {
  const DentalModel model({}, {});
  const DentalReport report{.chart = chart("16=filled;17=sound")};
  const DentalFinding elsewhere{.chart = chart("36=filled")};
  CHECK(model.log_same(model.prepare_report(report), model.prepare_finding(elsewhere)) ==
        model.log_population(elsewhere));
  CHECK(ratio(model, report, {chart("16=missing_pm")}) == 1);
}

TEST_CASE("teeth: numbered one off within a group costs the shift, not every tooth") {
  const DentalParameters parameters{.shift = 0.01, .spread = 0, .years = 0, .edentulism = 0};
  const DentalModel model({}, {}, parameters);
  const DentalReport report{.chart = chart("46=extracted;47=filled;48=crowned")};
  const DentalFinding shifted{.chart = chart("46=filled;47=crowned")};
  const auto one = [&](std::string_view number, ToothState am, ToothState pm) {
    return model.tooth_ratio(tooth(number), am, pm, AgeGroup::unknown, report);
  };
  using enum ToothState;
  const double as_charted = one("46", extracted, filled) * one("47", filled, crowned);
  const double up = one("46", filled, filled) * one("47", crowned, crowned);
  const double down = one("47", extracted, crowned);  // 46 takes what lies outside the group: unknown
  CHECK(ratio(model, report, shifted) == doctest::Approx(0.01 * down + 0.98 * as_charted + 0.01 * up).epsilon(1e-12));
  CHECK(up > 100 * as_charted);
}

std::vector<ChartedPerson> sample_charts() {
  return {{{chart("15=filled;16=filled;17=sound;18=unerupted;14=sound")}, AgeGroup::from_20},
          {{chart("15=sound;16=crowned;17=extracted;18=unerupted;14=sound")}, AgeGroup::from_35},
          {{chart("14=bridged;15=extracted;16=bridged"), ChartSource::family, 3.5}, AgeGroup::from_50},
          {{chart("rest=sound"), ChartSource::record, 0}, AgeGroup::unknown}};
}

TEST_CASE("teeth law: over all findings of others the LR averages to 1 for every report") {
  const auto missing = sample_charts();
  const DentalModel model(missing, {}, {.shift = 0.05, .cap_common = false});
  // Of the growing, and where the age is not known: over the findings with the same teeth through.
  for (const auto age : {AgeGroup::unknown, AgeGroup::from_7, AgeGroup::from_16, AgeGroup::from_50}) {
    const std::size_t first = age == AgeGroup::from_50 ? 0 : 1;  // 0: unerupted
    for (const auto& person : missing) {
      const auto report = model.prepare_report(person.report);
      double mean = 0;
      double total = 0;
      // premolars 14, 15 and molars 16, 17: all 6^4 findings
      for (std::size_t code = 0; code < 6 * 6 * 6 * 6; ++code) {
        DentalFinding finding{.age = age};
        std::size_t rest = code;
        bool is_through = true;
        for (const auto number : {"14", "15", "16", "17"}) {
          is_through = is_through && rest % 6 >= first;
          finding.chart.states[tooth(number)] = static_cast<ToothState>(rest % 6 + 1);
          rest /= 6;
        }
        if (!is_through) continue;
        mean += std::exp(model.log_same(report, model.prepare_finding(finding)));
        total += std::exp(model.log_population(finding));
      }
      CHECK(total == doctest::Approx(1).epsilon(1e-9));
      CHECK(mean == doctest::Approx(1).epsilon(1e-9));
    }
  }
}

constexpr const char* kSeven =  // as every child of seven: incisors and first molars
    "11=sound;12=sound;16=sound;21=sound;22=sound;26=sound;31=sound;32=sound;36=sound;41=sound;42=sound;46=sound;"
    "rest=unerupted";
constexpr const char* kFour = "rest=unerupted";
constexpr const char*
    kTwelve = "18=unerupted;28=unerupted;38=unerupted;48=unerupted;17=unerupted;27=unerupted;rest=sound";

/// Adults of 20 to 49 with a filling here and there, and the person charted so.
std::vector<ChartedPerson> adults_and(const char* cell, AgeGroup age) {
  std::vector<ChartedPerson> missing;
  for (unsigned i = 0; i < 100; ++i) {
    const std::string filled = std::to_string(14 + i % 4) + "=filled;" + std::to_string(34 + i % 3) + "=extracted;";
    missing.push_back({{chart(filled + "rest=sound")}, i % 2 == 0 ? AgeGroup::from_20 : AgeGroup::from_35});
  }
  missing.push_back({{chart(cell)}, age});
  return missing;
}

double of_one_like(const char* cell, AgeGroup age) {
  const auto missing = adults_and(cell, age);
  return ratio(DentalModel(missing, {}), missing.back().report, {chart(cell), age});
}

TEST_CASE("teeth: the dentition that every child of that age has says next to nothing") {
  CHECK(of_one_like(kFour, AgeGroup::under_7) == doctest::Approx(1).epsilon(1e-12));
  CHECK(of_one_like(kSeven, AgeGroup::from_7) < 2);  // child_against_adults: 8e19, capped at 10^4.3
  CHECK(of_one_like(kSeven, AgeGroup::from_7) > 0.9);
  CHECK(of_one_like(kSeven, AgeGroup::unknown) < 10);
  CHECK(of_one_like(kTwelve, AgeGroup::from_10) < 4);
}

TEST_CASE("teeth: what is rare about a child's teeth counts, and what one child has and the other has not") {
  std::string treated = kSeven;
  for (const auto& [from, to] : {std::pair("36=sound", "36=crowned"), std::pair("46=sound", "46=extracted")}) {
    treated.replace(treated.find(from), 8, to);
  }
  CHECK(of_one_like(treated.c_str(), AgeGroup::from_7) > 50);
  const auto missing = adults_and(treated.c_str(), AgeGroup::from_7);
  CHECK(ratio(DentalModel(missing, {}), missing.back().report, {chart(kSeven), AgeGroup::from_7}) < 0.2);
}

TEST_CASE("teeth: a milk tooth tells that its successor is not through") {
  CHECK(chart("55=filled").states[tooth("15")] == ToothState::unerupted);
  CHECK(chart("85=sound;rest=sound").states[tooth("45")] == ToothState::unerupted);
  CHECK(chart("85=sound;rest=sound").n_known() == 32);
  CHECK(chart("53=sound;13=sound").states[tooth("13")] == ToothState::sound);  // it came through beside it
  CHECK(chart("65=extracted").states[tooth("25")] == ToothState::unknown);
}

/// The old: of 100 with teeth, `n` others without, and the one asked about.
double toothless_with(std::size_t n, const char* cell, AgeGroup age) {
  auto missing = adults_and(cell, age);
  for (std::size_t i = 0; i < 100; ++i) missing[i].age = age;
  missing.insert(missing.end(), n, missing.back());
  const DentalModel model(missing, {});
  return ratio(model, missing.back().report, {chart(cell), age});
}

TEST_CASE("teeth: to have none is common among the old, and two more of them change little") {
  // e = (50 charts at 15 % + 1) / (50 + 101) = .0563; each tooth is as likely as not to be charted so: LR about 1 / e.
  const double one = toothless_with(0, "rest=extracted", AgeGroup::from_50);
  CHECK(one == doctest::Approx(151 / 8.5).epsilon(0.15));
  const double three = toothless_with(2, "rest=extracted", AgeGroup::from_50);
  CHECK(three == doctest::Approx(153 / 10.5).epsilon(0.15));                // teeth_edentulous: from 2e4 to 51
  CHECK(toothless_with(0, "rest=extracted", AgeGroup::from_35) > 2 * one);  // rarer at 35 to 49
  CHECK(toothless_with(0, "rest=extracted", AgeGroup::from_35) < 151);
}

TEST_CASE("teeth: a toothless upper jaw is a class, too, and whoever had teeth may have lost the rest") {
  const char* denture =
      "11=extracted;12=extracted;13=extracted;14=extracted;15=extracted;16=extracted;17=extracted;18=extracted;"
      "21=extracted;22=extracted;23=extracted;24=extracted;25=extracted;26=extracted;27=extracted;28=extracted;rest="
      "sound";
  const double one = toothless_with(0, denture, AgeGroup::from_50);
  const double three = toothless_with(2, denture, AgeGroup::from_50);
  CHECK(one < 1000);
  CHECK(one < 8 * three);
  CHECK(three > 10);
  const auto missing = adults_and("rest=sound", AgeGroup::from_50);
  const double cleared = ratio(DentalModel(missing, {}), missing.back().report,
                               {chart("rest=extracted"), AgeGroup::from_50});
  CHECK(cleared == doctest::Approx((1 - std::exp(-0.004)) * 151 / 7.5).epsilon(0.5));  // two years at .002 over e
  CHECK(cleared > 0.01);
}

TEST_CASE("teeth: patterns listed beforehand or not, the same number") {
  const auto missing = sample_charts();
  std::vector<DentalFinding> findings;
  for (const auto& person : missing) findings.push_back({person.report.chart, person.age});
  const DentalModel listed(missing, findings);
  const DentalModel unlisted(missing, {});
  for (const auto& person : missing) {
    for (const auto& finding : findings) {
      CHECK(ratio(listed, person.report, finding) ==
            doctest::Approx(ratio(unlisted, person.report, finding)).epsilon(1e-13));
    }
  }
}

TEST_CASE("teeth: the population is that of the case's charts, by age, smoothed") {
  std::vector<ChartedPerson> missing(90, {{chart("16=crowned")}, AgeGroup::from_20});
  const DentalParameters parameters{.spread = 0, .years = 0, .edentulism = 0};
  const DentalModel model(missing, {}, parameters);
  const auto t = tooth("16");
  const double expected = expected_states({}, t, AgeGroup::from_20)[place_of(ToothState::crowned)];
  CHECK(model.population(t, AgeGroup::from_20)[place_of(ToothState::crowned)] ==
        doctest::Approx((90 + 10 * expected) / 100).epsilon(1e-12));
  // nobody of that age was charted: the rates alone
  CHECK(model.population(t, AgeGroup::from_50)[place_of(ToothState::crowned)] ==
        doctest::Approx(expected_states({}, t, AgeGroup::from_50)[place_of(ToothState::crowned)]).epsilon(1e-12));
}

TEST_CASE("teeth: a pattern that other missing persons have is worth no more than its frequency among them") {
  // 44 of 100 are wholly unrestored; by the product over 28 teeth that would look rare.
  std::vector<ChartedPerson> missing(100, {{chart("16=filled;26=filled;36=filled;46=filled;rest=sound")}});
  for (std::size_t i = 0; i < 44; ++i) missing[i] = {{chart("rest=sound")}};
  const DentalModel model(missing, {});
  const DentalFinding unrestored{.chart = chart("18=unknown;28=unknown;38=unknown;48=unknown;rest=sound")};
  // the report's own chart is left out: 43 others of 99
  CHECK(ratio(model, missing[0].report, unrestored) == doctest::Approx(100.0 / 43).epsilon(1e-12));
  // no limit for the worse: a mismatch stays one
  CHECK(ratio(model, missing[99].report, unrestored) < 0.01);
  const DentalModel uncapped(missing, {}, {.cap_common = false});
  CHECK(ratio(uncapped, missing[0].report, unrestored) > 100.0 / 43);
}

TEST_CASE("teeth: the explanation names what changed and what cannot have") {
  const DentalModel model({}, {});
  const DentalReport report{.chart = chart("16=filled;17=sound;36=extracted;45=bridged")};
  CHECK(model.rule(report, {chart("16=filled;17=filled;36=sound;45=extracted;11=sound")}) ==
        "4 teeth on both sides: 1 the same, 1 developed (17 sound -> filled), 1 without the bridge (45 bridged -> "
        "extracted), 1 the wrong way, so an error (36 extracted -> sound)");
  CHECK(model.rule(report, {chart("11=sound")}) == "no tooth known on both sides");
}

}  // namespace
}  // namespace kith::testing

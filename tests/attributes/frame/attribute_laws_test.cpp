// The laws that hold for every attribute of the registry, whatever its model. An attribute that is registered and
// missing here fails the first test:
//   mean      over the findings of somebody else the LR averages to 1 for every report (floor off)
//   missing   where a side says nothing the column is exactly 0
//   stable    new remains do not change old scores, but where the event's own frequencies are meant to count them
// Probabilities of findings under H2 are written out here; each model's own test has more cases.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "attributes/attribute_support.hpp"
#include "attributes/body/age.hpp"
#include "attributes/body/blood_group.hpp"
#include "attributes/body/sex.hpp"
#include "attributes/body/stature.hpp"
#include "attributes/body/trait.hpp"
#include "attributes/items/items.hpp"
#include "attributes/papers/documents.hpp"
#include "attributes/place/place_attribute.hpp"
#include "attributes/place/place_description.hpp"
#include "attributes/teeth/teeth.hpp"

namespace kith::testing {
namespace {

using namespace attributes;  // NOLINT(google-build-using-namespace)

constexpr double kLaw = 1e-9;

/// Three persons of whom everything is reported, differently.
std::vector<AmDescription> reports() {
  std::vector<AmDescription> am(3);
  const std::array<const char*, 3> words{"one", "two", "two"};
  const std::array<const char*, 3> skeletal{"femur:left", "rib;femur:right:plate", "none"};
  const std::array<const char*, 3> things{"boots:black", "boots:red;belt", "none"};
  const std::array<const char*, 3> charts{"14=filled;15=sound", "14=sound;15=sound", "14=extracted;15=crowned"};
  const std::array<const char*, 3> names{"Əliyev Rəşid", "Петросян", "Həsənov"};
  for (std::size_t i = 0; i < am.size(); ++i) {
    am[i].sex = i == 1 ? Sex::female : Sex::male;
    am[i].age = AmAge{.years = 20.0 + 20 * static_cast<double>(i)};
    am[i].stature = AmStature{.cm = 165.0 + 8 * static_cast<double>(i)};
    am[i].ancestry = am[i].hair = am[i].eyes = words[i];
    am[i].handedness = i == 0 ? "left" : "right";
    am[i].blood_group = BloodGroup{i == 0 ? Abo::ab : Abo::o, i == 2 ? Rhesus::unknown : Rhesus::negative};
    am[i].teeth.chart = parse_tooth_chart(charts[i]).value().chart;
    am[i].fractures = am[i].surgery = am[i].implants = parse_items(skeletal[i], ItemFormat::skeletal).value();
    am[i].implant_serials = parse_serials("10" + std::to_string(i)).value();
    am[i].marks = parse_items(i == 0 ? "tattoo:arm:left:anchor" : "none", ItemFormat::mark).value();
    am[i].clothing = am[i].effects = parse_items(things[i], ItemFormat::belonging).value();
    am[i].names.names = {names[i]};
    am[i].place.event = i == 2 ? "E2" : "E1";
  }
  return am;
}

/// Remains of whom everything is found.
PmDescription finding(const std::string& word, const std::string& skeletal, const std::string& site) {
  PmDescription pm;
  pm.sex.form = Sex::male;
  pm.age = PmAge{.kind = AgeFinding::interval, .low = 20, .high = 35};
  pm.stature = PmStature{.cm = 170};
  pm.ancestry = pm.hair = pm.eyes = word;
  pm.handedness = "right";
  pm.blood_group = BloodGroup{Abo::a, Rhesus::positive};
  pm.teeth = parse_tooth_chart("14=filled;15=filled").value().chart;
  pm.fractures = pm.surgery = pm.implants = parse_items(skeletal, ItemFormat::skeletal).value();
  pm.implant_serials = parse_serials("ZZ9" + std::to_string(word.size())).value();
  pm.marks = parse_items("tattoo:" + site + ":left:" + word, ItemFormat::mark).value();
  pm.clothing = pm.effects = parse_items("boots:" + word, ItemFormat::belonging).value();
  pm.names.names = {word};
  pm.place.site = site;
  return pm;
}

/// sum over `findings` of P(finding | somebody else) LR(report, finding), the model telling both.
template <class M>
void check_mean(const M& model, const std::vector<AmDescription>& am,
                const std::vector<typename M::Finding>& findings) {
  for (const AmDescription& description : am) {
    double mean = 0;
    for (const auto& p : findings) mean += expected_part(model, *M::report(description), p);
    CHECK(mean == doctest::Approx(1).epsilon(kLaw));
  }
}

void check_sex() { check_mean(model_of<SexModel>({}, reports()), reports(), {{Sex::male}, {Sex::female}}); }

/// Densities: a sum over a fine grid is the integral to rounding.
void check_age() {
  const auto model = model_of<AgeModel>({}, reports());
  for (const AmDescription& am : reports()) {
    double mean = 0;
    for (double p = -80; p <= 200; p += 0.25) {
      mean += 0.25 * expected_part(model, *am.age, {.kind = AgeFinding::estimate, .low = p, .high = p, .error = 6});
    }
    CHECK(mean == doctest::Approx(1).epsilon(kLaw));
  }
}

void check_stature() {
  const auto model = model_of<StatureModel>({}, reports());
  for (const AmDescription& am : reports()) {
    double mean = 0;
    for (double cm = 1; cm < 400; cm += 0.5) {
      mean += 0.5 *
              expected_part(model, *StatureModel::report(am), {.stature = {.cm = cm}, .sex = {.form = Sex::male}});
    }
    CHECK(mean == doctest::Approx(1).epsilon(kLaw));
  }
}

template <class T>
void check_trait() {
  const auto model = model_of<TraitModel<T>>({}, reports());
  auto findings = model.table().categories();
  if (model.table().frequency("any other") > 0) findings.emplace_back("any other");
  check_mean(model, reports(), findings);
}

void check_blood_group() {
  std::vector<BloodGroup> groups;
  for (const Abo abo : {Abo::o, Abo::a, Abo::b, Abo::ab}) {
    for (const Rhesus rhesus : {Rhesus::positive, Rhesus::negative}) groups.push_back({abo, rhesus});
  }
  check_mean(model_of<BloodGroupModel>({}, reports()), reports(), groups);
}

void check_teeth() {
  std::vector<DentalFinding> findings;
  for (std::size_t code = 0; code < 36; ++code) {
    DentalFinding chart{.chart = {}, .age = AgeGroup::from_35};
    chart.chart.states[*parse_fdi_number("14")] = static_cast<ToothState>(code % 6 + 1);
    chart.chart.states[*parse_fdi_number("15")] = static_cast<ToothState>(code / 6 + 1);
    findings.push_back(chart);
  }
  std::vector<ChartedPerson> charted;
  for (const AmDescription& am : reports()) charted.push_back({am.teeth, AgeGroup::unknown});
  const DentalModel model(charted, findings, {.cap_common = false});
  for (const ChartedPerson& person : charted) {
    const auto report = model.prepare_report(person.report);
    double mean = 0;
    for (const auto& chart : findings) mean += std::exp(model.log_same(report, model.prepare_finding(chart)));
    CHECK(mean == doctest::Approx(1).epsilon(kLaw));
  }
}

/// Lists with every subset of the kinds `whole` (no sides stated anywhere): a kind is found with probability q s.
template <class M>
void check_items(ItemFormat format, std::vector<std::string> kinds, ReportedList reported, FoundList found) {
  std::vector<AmDescription> am(3);
  am[0].*reported = parse_items(kinds[0], format).value();
  am[1].*reported = parse_items("none", format).value();
  am[2].*reported = parse_items(kinds[0] + ";" + kinds[1], format).value();
  std::vector<PmDescription> pm;
  for (std::size_t mask = 0; mask < 4; ++mask) {
    std::string cell;
    for (std::size_t k = 0; k < 2; ++k) cell += (mask >> k & 1U) != 0 ? kinds[k] + ";" : "";
    pm.emplace_back().*found = parse_items(cell.empty() ? "none" : cell, format).value();
  }
  const ParameterOverrides none;
  const Parameters parameters(M::kName, M::kParameters, none);
  const M model({.am = am, .pm = pm, .overrides = &none}, parameters);
  const auto kind_names = (am[2].*reported).items;
  // A kind that no report names is a third, which none of these lists shows.
  const double unnamed = parameters["remains_weight"] > 0 ? 0
                                                          : parameters["smoothing"] * parameters["prevalence"] /
                                                                (3 * parameters["recall"] + parameters["smoothing"]);
  PmDescription other;
  other.*found = parse_items(format == ItemFormat::mark ? "scar:chin" : "unheard of", format).value();
  for (const AmDescription& description : am) {
    const auto report = model.prepare_report(*M::report(description));
    double mean = 0;
    for (std::size_t code = 0; code < (unnamed > 0 ? 8U : 4U); ++code) {
      const bool also_other = code >= 4;
      PmDescription list = pm[code % 4];
      if (also_other) {
        for (const Item& item : (other.*found).items) (list.*found).items.push_back(item);
      }
      double p = also_other ? unnamed * parameters["detection"] : 1 - unnamed * parameters["detection"];
      for (const Item& kind : kind_names) {
        const auto& items = (list.*found).items;
        const bool is_found = std::any_of(items.begin(), items.end(),
                                          [&](const Item& i) { return i.what == kind.what; });
        const double q = model.prevalence(kind.what) * parameters["detection"];
        p *= is_found ? q : 1 - q;
      }
      mean += p * std::exp(model.log_same(report, model.prepare_finding(*M::finding(list))));
    }
    CHECK(mean == doctest::Approx(1).epsilon(kLaw));
  }
}

/// Each of the 10^3 numbers of three digits is as likely, more units than that or not: one is the recorded one, n are a
/// mistake away, the rest are others.
void check_serials() {
  const SerialModel model({.units = 1e4});
  const double numbers = 1e3;
  const double n = strings_one_mistake_away(3);
  const double mean = (model.ratio("100", "100") + n * model.ratio("100", "101") +
                       (numbers - 1 - n) * model.ratio("100", "ZZZZZ")) /
                      numbers;
  CHECK(mean == doctest::Approx(1).epsilon(kLaw));
}

void check_documents() {
  std::vector<NameList> lists;
  for (const AmDescription& am : reports()) lists.push_back(am.names);
  const DocumentModel model(lists, lists);
  for (const NameList& report : lists) {
    double mean = 0;
    for (const NameList& paper : lists) {
      mean += std::exp(model.log_same(model.prepare_report(report), model.prepare_finding(paper))) / 3;
    }
    CHECK(mean == doctest::Approx(1).epsilon(kLaw));
  }
}

/// P(s) = P(s | a) / LR(a, s) is one distribution over the sites, whoever is asked.
void check_place() {
  const PlaceTables tables{.events = {{.id = "E1"}, {.id = "E2"}},
                           .sites = {{.id = "S1"}, {.id = "S2"}, {.id = "S3"}},
                           .identifications = {},
                           .event_sites = {{0, 1, 3}, {1, 2, 5}}};
  const std::vector<PlaceReport> am{{.event = 0}, {.event = 0}, {.event = 1}};
  const std::vector<PlaceFinding> pm{{.site = 0}, {.site = 1}, {.site = 2}};
  const PlaceModel model(tables, am, pm, {});
  std::array<double, 3> others{};
  for (std::uint32_t s = 0; s < 3; ++s) {
    for (std::size_t m = 0; m < 3; ++m) others[s] += model.site_probability(m, s) / 3;
  }
  for (std::size_t m = 0; m < 3; ++m) {
    double mean = 0;
    for (std::uint32_t s = 0; s < 3; ++s) mean += others[s] * model.likelihood_ratio(m, model.row_of(s));
    CHECK(mean == doctest::Approx(1).epsilon(kLaw));
  }
}

const std::map<std::string_view, std::function<void()>>& laws_of_the_mean() {
  static const std::vector<std::string> bones{"femur", "rib"};
  static const std::vector<std::string> things{"boots", "belt"};
  static const std::map<std::string_view, std::function<void()>> laws{
      {"sex", check_sex},
      {"age", check_age},
      {"stature", check_stature},
      {"ancestry", check_trait<Ancestry>},
      {"hair", check_trait<Hair>},
      {"eyes", check_trait<Eyes>},
      {"handedness", check_trait<Handedness>},
      {"blood_group", check_blood_group},
      {"teeth", check_teeth},
      {"fractures",
       [] {
         check_items<FracturesModel>(ItemFormat::skeletal, bones, &AmDescription::fractures, &PmDescription::fractures);
       }},
      {"surgery",
       [] {
         check_items<SurgeryModel>(ItemFormat::skeletal, bones, &AmDescription::surgery, &PmDescription::surgery);
       }},
      {"implants",
       [] {
         check_items<ImplantsModel>(ItemFormat::skeletal, bones, &AmDescription::implants, &PmDescription::implants);
       }},
      {"implant_serial", check_serials},
      {"marks",
       [] {
         check_items<MarksModel>(ItemFormat::mark, {"tattoo:arm", "scar:leg"}, &AmDescription::marks,
                                 &PmDescription::marks);
       }},
      {"clothing",
       [] {
         check_items<ClothingModel>(ItemFormat::belonging, things, &AmDescription::clothing, &PmDescription::clothing);
       }},
      {"effects",
       [] {
         check_items<EffectsModel>(ItemFormat::belonging, things, &AmDescription::effects, &PmDescription::effects);
       }},
      {"documents", check_documents},
      {"place", check_place},
  };
  return laws;
}

struct Columns {
  std::vector<AmDescription> am = reports();
  std::vector<PmDescription> pm{finding("one", "femur:left", "S1"), finding("two", "rib", "S2")};
  PlaceTables places{.events = {{.id = "E1"}, {.id = "E2"}},
                     .sites = {{.id = "S1"}, {.id = "S2"}, {.id = "S3"}},
                     .identifications = {},
                     .event_sites = {{0, 1, 3}}};

  [[nodiscard]] std::map<std::string, AttributeEvidence> build() const {
    const ParameterOverrides none;
    std::map<std::string, AttributeEvidence> columns;
    for (auto& evidence : build_attributes({.am = am, .pm = pm, .overrides = &none, .places = &places})) {
      const std::string name = evidence.column->name();
      columns.emplace(name, std::move(evidence));
    }
    return columns;
  }
};

double score(const AttributeEvidence& evidence, evidence::TargetIndex target, std::size_t remains) {
  std::vector<double> rows(evidence.column->n_rows());
  evidence.column->fill(target, rows);
  return rows[evidence.codes[remains]];
}

}  // namespace

TEST_CASE("laws: over the findings of somebody else the LR averages to 1, for every attribute there is") {
  for (const auto& entry : attribute_registry()) {
    CAPTURE(entry.name);
    const auto law = laws_of_the_mean().find(entry.name);
    REQUIRE(law != laws_of_the_mean().end());
    law->second();
  }
}

TEST_CASE("laws: where a side says nothing every attribute is exactly 0") {
  Columns columns;
  columns.am.emplace_back();
  columns.pm.emplace_back();
  const auto all = columns.build();
  for (const auto& entry : attribute_registry()) {
    CAPTURE(entry.name);
    const auto evidence = all.find(std::string(entry.name));
    REQUIRE(evidence != all.end());
    bool speaks = false;
    for (evidence::TargetIndex m = 0; m < 4; ++m) {
      CHECK(score(evidence->second, m, 2) == 0);
      for (std::size_t r = 0; r < 2; ++r) {
        if (m == 3) CHECK(score(evidence->second, m, r) == 0);
        speaks = speaks || score(evidence->second, m, r) != 0;
      }
    }
    CHECK(speaks);
  }
}

TEST_CASE("laws: new remains do not change the scores of old ones, but by the event's frequencies") {
  const std::set<std::string> of_the_event{"fractures", "clothing", "effects"};
  Columns columns;
  const auto before = columns.build();
  for (const char* word : {"three", "four", "one"}) columns.pm.push_back(finding(word, "skull:left:burr hole", "S3"));
  columns.pm.back().sex.form = Sex::female;
  const auto after = columns.build();
  for (const auto& entry : attribute_registry()) {
    const std::string name(entry.name);
    CAPTURE(name);
    bool changed = false;
    for (evidence::TargetIndex m = 0; m < columns.am.size(); ++m) {
      for (std::size_t r = 0; r < 2; ++r) {
        changed = changed || score(before.at(name), m, r) != score(after.at(name), m, r);
      }
    }
    CHECK(changed == of_the_event.contains(name));
  }
}

TEST_CASE("laws: errors that are the same on both sides make a symmetric ratio") {
  const auto sex = model_of<SexModel>({{"male_share", 0.5}, {"report_error", 0.02}, {"error", 0.02}});
  CHECK(lr(sex, Sex::male, {Sex::female}) == doctest::Approx(lr(sex, Sex::female, {Sex::male})).epsilon(kLaw));
  const auto age = model_of<AgeModel>({{"mean", 60}, {"sd", 8}});
  const auto estimate = [](double years) {
    return PmAge{.kind = AgeFinding::estimate, .low = years, .high = years, .error = 4};
  };
  const auto report = [](double years) { return AmAge{.years = years, .error = 4}; };
  CHECK(lr(age, report(55), estimate(70)) == doctest::Approx(lr(age, report(70), estimate(55))).epsilon(kLaw));
  const auto stature = model_of<StatureModel>(
      {{"mean_male", 170}, {"sd_male", 6}, {"error_stated", 4}, {"error_found", 4}, {"bias_male", 0}});
  const auto cm = [&](double a, double p) {
    return lr(stature, {.stature = {.cm = a}, .sex = Sex::male},
              {.stature = {.cm = p}, .sex = {.form = Sex::male, .amelogenin = Sex::male}});
  };
  CHECK(cm(165, 180) == doctest::Approx(cm(180, 165)).epsilon(1e-3));  // but for the chance of a woman
  const auto hair = model_of<TraitModel<Hair>>({{"frequency.a", 0.2}, {"frequency.b", 0.8}, {"report_error", 0.2}});
  CHECK(lr(hair, "a", "b") == doctest::Approx(lr(hair, "b", "a")).epsilon(kLaw));
  const auto blood = model_of<BloodGroupModel>({{"error", 0.08}});
  const BloodGroup o{Abo::o, Rhesus::positive}, ab{Abo::ab, Rhesus::negative};
  CHECK(lr(blood, o, ab) == doctest::Approx(lr(blood, ab, o)).epsilon(kLaw));
  const SerialModel serial;
  CHECK(serial.ratio("1234", "1243") == serial.ratio("1243", "1234"));
}

}  // namespace kith::testing

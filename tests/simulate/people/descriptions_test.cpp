#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>

#include "attributes/items/item_list.hpp"
#include "attributes/place/place_tables.hpp"
#include "attributes/teeth/tooth_development.hpp"
#include "simulate/laboratory/examination.hpp"
#include "simulate/laboratory/family_report.hpp"
#include "simulate/people/descriptions.hpp"
#include "simulate/tables/world.hpp"

using namespace kith;
using namespace kith::simulate;
using attributes::ToothState;
using genetics::Sex;

namespace {

/// A count of n trials with probability p is this far off at most: five standard deviations.
bool is_binomial(double count, double n, double p) {
  return std::abs(count - n * p) <= 5 * std::sqrt(n * p * (1 - p)) + 1e-9;
}

std::string cell(const matching::Attributes& cells, std::string_view name) {
  for (const auto& [column, text] : cells) {
    if (column == name) return text;
  }
  return {};
}

Scenario crowd() {
  Scenario scenario;
  scenario.missing.count = 4000;
  scenario.missing.male = 0.5;
  scenario.remains.persons = 3000;
  scenario.remains.samples = 4500;
  scenario.report.dental_record = 0.5;
  return scenario;
}

/// Drawn once: the tests look at different sides of it.
const World& world() {
  static const World kWorld = make_world(crowd(), 21).value();
  return kWorld;
}

std::vector<matching::Attributes> reports() {
  std::vector<matching::Attributes> all;
  for (std::size_t i = 0; i < world().people.size(); ++i) {
    Random random(5, Stream::descriptions_am, i);
    all.push_back(report_of(world().people[i], world().scenario, world().places, random));
  }
  return all;
}

struct Examined {
  const Person* person;
  BodyPart part;
  Finding finding;
};

std::vector<Examined> findings() {
  std::vector<Examined> all;
  const auto& recovery = world().recovery;
  for (std::size_t i = 0; i < recovery.samples.size(); ++i) {
    const auto& sample = recovery.samples[i];
    Random random(5, Stream::descriptions_pm, i);
    const auto& person = person_found(world(), recovery.found[sample.found]);
    const auto part = part_of(sample, world().scenario.examination, 21);
    all.push_back(
        {&person, part, finding_of(person, person, part, world().places.sites[sample.site], world().scenario, random)});
  }
  return all;
}

}  // namespace

TEST_CASE("teeth change as the engine's model has it") {
  // The generator goes from change to change, the engine takes the exponential of the rate matrix.
  constexpr int kTeethDrawn = 40'000;
  for (const auto& [start, factor, years] :
       {std::tuple(ToothState::sound, 2.0, 25.0), std::tuple(ToothState::unerupted, 1.0, 10.0),
        std::tuple(ToothState::crowned, 1.0, 30.0)}) {
    const auto expected = attributes::tooth_transition({}, factor, years)[attributes::place_of(start)];
    std::array<double, attributes::kToothStates> counts{};
    Random random(3, Stream::people, static_cast<std::uint64_t>(start));
    for (int i = 0; i < kTeethDrawn; ++i) ++counts[attributes::place_of(develop_tooth(start, factor, years, random))];
    for (std::size_t s = 0; s < counts.size(); ++s) CHECK(is_binomial(counts[s], kTeethDrawn, expected[s]));
  }
}

TEST_CASE("charts and lists are written as the engine reads them") {
  Random random(4, Stream::people, 0);
  for (int i = 0; i < 200; ++i) {
    attributes::ToothChart chart;
    const double known = random.uniform();
    for (auto& state : chart.states) {
      const auto drawn = static_cast<ToothState>(1 + random.below(attributes::kToothStates));
      const bool is_sound = random.chance(0.5);
      if (random.chance(known)) state = is_sound ? ToothState::sound : drawn;
    }
    const auto parsed = attributes::parse_tooth_chart(chart_text(chart));
    REQUIRE(parsed);
    CHECK(parsed.value().chart == chart);
  }
  CHECK(items_text({}, ItemOrder::skeletal) == "none");
  CHECK(items_text({{"femur", "left", "plate", ""}, {"rib", "", "", ""}}, ItemOrder::skeletal) ==
        "femur:left:plate;rib");
  CHECK(items_text({{"tattoo", "hand", "left", "star"}}, ItemOrder::mark) == "tattoo:hand:left:star");
  for (const auto& examined : findings()) {
    const auto& cells = examined.finding.cells;
    CHECK(attributes::parse_tooth_chart(cell(cells, "teeth")));
    CHECK(attributes::parse_items(cell(cells, "fractures"), attributes::ItemFormat::skeletal));
    CHECK(attributes::parse_items(cell(cells, "clothing"), attributes::ItemFormat::belonging));
    CHECK(attributes::parse_items(cell(cells, "documents"), attributes::ItemFormat::document));
  }
}

TEST_CASE("reports: stature is too high by the stated bias, with the stated error") {
  double n = 0;
  double sum = 0;
  double squares = 0;
  const auto all = reports();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& person = world().people[i];
    if (person.sex != Sex::male || cell(all[i], "stature_source") != "relative") continue;
    const double off = std::stod(cell(all[i], "stature_cm")) - person.stature;
    ++n;
    sum += off;
    squares += off * off;
  }
  REQUIRE(n > 500);
  const double sd = 5.0;
  CHECK(std::abs(sum / n - 1.3) < 5 * sd / std::sqrt(n));
  CHECK(std::abs(squares / n - sum / n * sum / n - sd * sd) < 5 * sd * sd * std::sqrt(2 / n) + 0.1);  // rounded to 1 cm
}

TEST_CASE("reports: shares of what is told, confusion of what is") {
  const auto all = reports();
  double total_weight = 0;
  for (const auto& event : world().places.events) total_weight += event.weight;
  double n_known = 0;
  double known = 0;  // expected
  double n_wrong = 0;
  double wrong = 0;
  double n_blood = 0;
  double n_other = 0;
  double n_fractures = 0;
  double n_recalled = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& person = world().people[i];
    // The event told is one's own, or with 5 % another's, 85 % of whom vanished in one, the k-th with weight 1/k.
    const bool in_event = person.event != kNoEvent;
    const double mixed_up = 0.85 * 0.05 * 0.85;
    known += mixed_up + (in_event ? 0.85 * 0.95 : 0);
    wrong += mixed_up * (in_event ? 1 - world().places.events[person.event].weight / total_weight : 1);
    if (const auto id = cell(all[i], "event_id"); !id.empty()) {
      ++n_known;
      n_wrong += !in_event || id != world().places.events[person.event].id ? 1 : 0;
    }
    if (const auto blood = cell(all[i], "blood_group"); !blood.empty()) {
      ++n_blood;
      n_other += blood != person.blood_group ? 1 : 0;
    }
    const auto told = cell(all[i], "fractures");
    if (told.empty()) continue;
    n_fractures += static_cast<double>(person.fractures.size());
    n_recalled += static_cast<double>(
        attributes::parse_items(told, attributes::ItemFormat::skeletal).value().items.size());
  }
  CHECK(std::abs(n_known - known) < 5 * std::sqrt(known * 0.15));
  CHECK(std::abs(n_wrong - wrong) < 5 * std::sqrt(wrong));
  CHECK(is_binomial(n_blood, static_cast<double>(all.size()), 0.3));
  CHECK(is_binomial(n_other, n_blood, 0.07));
  CHECK(is_binomial(n_recalled, n_fractures, 0.6));
}

TEST_CASE("examinations: sex is wrong at the method's rate, the age interval covers nine in ten") {
  std::map<std::string, std::array<double, 2>> wrong;  // method: n, wrong
  double n_ages = 0;
  double n_covered = 0;
  double n_statures = 0;
  double squares = 0;
  for (const auto& [person, part, finding] : findings()) {
    const auto method = cell(finding.cells, "sex_method");
    if (!method.empty()) {
      ++wrong[method][0];
      wrong[method][1] += finding.sex != person->sex ? 1 : 0;
    }
    const auto low = cell(finding.cells, "age_min");
    const auto high = cell(finding.cells, "age_max");
    if (!low.empty() && person->age() < 40 && person->age() > 20) {
      ++n_ages;
      n_covered += std::stod(low) <= person->age() && (high.empty() || person->age() <= std::stod(high)) ? 1 : 0;
    }
    const auto stature = cell(finding.cells, "stature_cm");
    if (!stature.empty() && cell(finding.cells, "stature_error_cm") == "4") {
      ++n_statures;
      squares += std::pow(std::stod(stature) - person->stature, 2);
    }
  }
  CHECK(is_binomial(wrong["pelvis"][1], wrong["pelvis"][0], 0.02));
  CHECK(is_binomial(wrong["long bones"][1], wrong["long bones"][0], 0.1));
  REQUIRE(n_ages > 500);
  CHECK(std::abs(n_covered / n_ages - 0.9) < 5 * std::sqrt(0.09 / n_ages) + 0.02);  // ends are whole years
  REQUIRE(n_statures > 500);
  CHECK(std::abs(squares / n_statures - 16) < 5 * 16 * std::sqrt(2 / n_statures) + 0.1);
}

TEST_CASE("samples of one body are different parts, a whole skeleton is one sample") {
  std::map<std::uint32_t, std::set<std::pair<std::string_view, std::string_view>>> parts;
  std::map<std::uint32_t, std::size_t> n;
  for (const auto& sample : world().recovery.samples) {
    const auto part = part_of(sample, world().scenario.examination, 21);
    if (part.name != "fragment") parts[sample.found].insert({part.name, part.side});
    n[sample.found] += part.name != "fragment" ? 1U : 0U;
    if (part.name == "body") CHECK(sample.of == 1);
  }
  for (const auto& [found, different] : parts) CHECK(different.size() == n[found]);
}

TEST_CASE("bodies lie in graves of their event, moved parts in graves linked to them") {
  double n_events = 0;
  double n_own = 0;
  std::map<std::uint32_t, std::set<std::uint32_t>> sites_of;
  for (const auto& sample : world().recovery.samples) sites_of[sample.found].insert(sample.site);
  const auto& sites = world().places.sites;
  for (const auto& [found, own] : sites_of) {
    const auto event = world().recovery.found[found].event;
    std::set<std::uint32_t> sources;
    for (const auto site : own) sources.insert(sites[site].is_secondary ? sites[site].linked.front() : site);
    CHECK(sources.size() == 1);
    if (event == kNoEvent || world().places.events[event].graves.empty()) continue;
    ++n_events;
    n_own += sites[*sources.begin()].event == event ? 1 : 0;
  }
  // 85 % by intent, and of the others those to whom place and time lead to the same grave.
  CHECK(n_own > n_events * 0.85 - 5 * std::sqrt(n_events * 0.13));
}

TEST_CASE("who lies in no grave of his event lies where size, distance and time lead") {
  Scenario scenario = crowd();
  scenario.graves.fidelity = 0;
  scenario.graves.secondary = 0;
  scenario.graves.robbed = 0;
  scenario.remains.samples = scenario.remains.persons;
  const World drawn = make_world(scenario, 33).value();
  const auto& places = drawn.places;
  std::vector<double> expected(places.sites.size(), 0);
  std::vector<double> n(places.sites.size(), 0);
  for (const auto& sample : drawn.recovery.samples) {
    const auto& found = drawn.recovery.found[sample.found];
    ++n[sample.site];
    const Point from = found.event == kNoEvent ? places.regions[found.region].where : places.events[found.event].where;
    std::vector<double> pull;
    double total = 0;
    for (const auto& site : places.sites) {
      const double km = attributes::great_circle_km({from.latitude, from.longitude},
                                                    {site.where.latitude, site.where.longitude});
      const auto& event = places.events[site.event];
      // Buried when the grave was open, a mean of 30 days after death: the exponential's integral over its days.
      const double first = std::max(0, site.burial_from - found.died);
      const double last = std::max(0, site.burial_to + 1 - found.died);
      pull.push_back(event.weight / static_cast<double>(event.graves.size()) * (0.05 + std::exp(-km / 25)) *
                     (std::exp(-first / 30) - std::exp(-last / 30)));
      total += pull.back();
    }
    if (total <= 0) {  // the last grave was closed
      for (const auto& site : places.sites) CHECK(site.burial_to < found.died);
      n[sample.site] -= 1;
      continue;
    }
    CHECK(places.sites[sample.site].burial_to >= found.died);
    for (std::size_t s = 0; s < pull.size(); ++s) expected[s] += pull[s] / total;
  }
  for (std::size_t s = 0; s < n.size(); ++s) CHECK(std::abs(n[s] - expected[s]) < 5 * std::sqrt(expected[s]) + 1);
}

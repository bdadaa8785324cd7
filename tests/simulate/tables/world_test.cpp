#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <sstream>

#include "intake/case/case_reader.hpp"
#include "intake/case_folder.hpp"
#include "simulate/tables/world_tables.hpp"

using namespace kith;
using namespace kith::simulate;
using genetics::Sex;

namespace {

Scenario small_scenario() {
  Scenario scenario;
  scenario.missing.count = 300;
  scenario.families.samples = 800;
  scenario.families.brothers = 0.2;
  scenario.families.whole = 0.05;
  scenario.remains.persons = 200;
  scenario.remains.samples = 350;
  scenario.remains.without_dna = 0.05;
  return scenario;
}

std::size_t n_typed(const World& world) {
  std::size_t n = 0;
  for (const auto& family : world.families) {
    for (const auto& member : family.members) n += member.is_typed ? 1U : 0U;
  }
  return n;
}

/// All files of the case in one text.
std::string bytes(const Scenario& scenario, std::uint64_t seed, std::size_t threads) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  std::string all;
  const auto world = make_world(scenario, seed);
  for (const auto& table : world_tables(world.value())) all += table.name + '\n' + table.text;
  return all;
}

/// Five standard deviations of a binomial count.
double bound(double n, double p) { return 5 * std::sqrt(n * p * (1 - p)) + 1e-9; }

}  // namespace

TEST_CASE("a world has the numbers its scenario asks for") {
  const auto world = make_world(small_scenario(), 3).value();
  CHECK(world.missing.size() == 300);
  CHECK(n_typed(world) == 800);
  CHECK(world.recovery.found.size() == 200);
  CHECK(world.recovery.samples.size() == 350);
  std::size_t n_reported = 0;
  for (const auto& found : world.recovery.found) n_reported += found.is_reported ? 1U : 0U;
  CHECK(n_reported == 170);  // 15 % are nobody's
  std::set<std::uint32_t> sampled;
  for (const auto& sample : world.recovery.samples) sampled.insert(sample.found);
  CHECK(sampled.size() == 200);
}

TEST_CASE("the same bytes for any number of threads, others for another seed") {
  const auto one = bytes(small_scenario(), 3, 1);
  CHECK(one == bytes(small_scenario(), 3, 4));
  CHECK(one != bytes(small_scenario(), 4, 4));
}

TEST_CASE("parents stand before their children, have the right sex, and nobody is left who connects nobody") {
  const auto world = make_world(small_scenario(), 5).value();
  for (const auto& family : world.families) {
    std::vector<int> n_children(family.members.size());
    for (std::size_t m = 0; m < family.members.size(); ++m) {
      const auto& member = family.members[m];
      for (const auto& [parent, sex] : {std::pair(member.father, Sex::male), std::pair(member.mother, Sex::female)}) {
        if (parent == kNobody) continue;
        const auto at = static_cast<std::size_t>(parent);
        CHECK(at < m);
        CHECK(family.members[at].sex == sex);
        CHECK(family.members[at].birth_year + 12 < member.birth_year);
        ++n_children[at];
      }
    }
    for (std::size_t m = 0; m < family.members.size(); ++m) {
      const auto& member = family.members[m];
      const bool is_founder = member.father == kNobody && member.mother == kNobody;
      if (!member.is_typed && !member.is_missing) CHECK(n_children[m] >= (is_founder ? 2 : 1));
    }
  }
}

TEST_CASE("no missing person is older than the scenario lets them be, the father of missing sons included") {
  auto scenario = small_scenario();
  scenario.families.brothers = 0;
  scenario.families.whole = 0;
  scenario.families.father_and_sons = 1;
  scenario.missing.age_max = 70;
  const auto world = make_world(scenario, 6).value();
  int oldest = 0;
  for (const auto& family : world.families) {
    const int year = year_of(family.vanished);
    for (const auto& member : family.members) {
      if (member.is_missing) oldest = std::max(oldest, year - member.birth_year);
    }
  }
  CHECK(oldest > 50);
  CHECK(oldest <= 70);
}

TEST_CASE("founders carry the alleles of the table, children those of their parents but for mutations") {
  auto scenario = small_scenario();
  scenario.missing.count = 3000;
  scenario.families.samples = 9000;
  scenario.population.mutation_factor = 10;
  const auto world = make_world(scenario, 6).value();
  for (std::size_t l = 0; l < world.loci.size(); ++l) {
    const auto& marker = world.loci[l].marker;
    std::vector<double> counts(marker.n_alleles());
    double n = 0;
    double n_meioses = 0;
    double n_changed = 0;
    for (std::size_t f = 0; f < world.families.size(); ++f) {
      const auto& members = world.families[f].members;
      for (std::size_t m = 0; m < members.size(); ++m) {
        const auto& genome = world.genomes[f][m];
        if (members[m].father == kNobody && members[m].mother == kNobody) {
          ++counts[genome[2 * l]];
          ++counts[genome[2 * l + 1]];
          n += 2;
        }
        if (members[m].father == kNobody) continue;
        const auto& father = world.genomes[f][static_cast<std::size_t>(members[m].father)];
        ++n_meioses;
        n_changed += genome[2 * l] != father[2 * l] && genome[2 * l] != father[2 * l + 1] ? 1 : 0;
      }
    }
    for (std::size_t a = 0; a < counts.size(); ++a) {
      CHECK(std::abs(counts[a] - n * marker.frequencies()[a]) < bound(n, marker.frequencies()[a]) + 3);
    }
    // A mutation into the father's other allele is not seen: at most the rate, and most of it.
    const double rate = marker.spec().mutation_male.rate;
    CHECK(n_changed < n_meioses * rate + bound(n_meioses, rate) + 3);
    CHECK(n_changed > n_meioses * rate * 0.5 - bound(n_meioses, rate));
  }
}

TEST_CASE("alleles of bones drop out at the rate that is written") {
  auto scenario = small_scenario();
  scenario.remains.persons = 300;
  scenario.remains.unreported = 0.5;
  scenario.remains.samples = 4000;
  scenario.remains.without_dna = 0;
  scenario.laboratory.drop_in = 0;
  scenario.laboratory.partial_kit = 0;
  const auto world = make_world(scenario, 8).value();
  const DropRates rates(world.loci, scenario.laboratory);
  std::map<std::pair<Quality, std::size_t>, std::array<double, 2>> lost;  // heterozygotes: alleles, lost
  for (std::size_t i = 0; i < world.profiles.size(); ++i) {
    const auto& genome = world.found_genomes[world.recovery.samples[i].found];
    const auto& profile = world.profiles[i];
    for (std::size_t l = 0; l < world.loci.size(); ++l) {
      if (genome[2 * l] == genome[2 * l + 1]) continue;
      auto& count = lost[{profile.quality, l}];
      count[0] += 2;
      count[1] += 2 - static_cast<double>(profile.seen[l].size());
    }
  }
  CHECK(lost.size() == 4 * world.loci.size());
  for (const auto& [key, count] : lost) {
    const double rate = rates.dropout(key.first, key.second);
    CHECK(std::abs(count[1] - count[0] * rate) < bound(count[0], rate) + 3);
  }
  const auto& loci = world.loci;
  CHECK(loci[0].length < loci[15].length);  // D3S1358, Penta D
  CHECK(rates.dropout(Quality::poor, 0) < rates.dropout(Quality::poor, 15));
}

TEST_CASE("the case is read without a warning but of families as they are: in-laws, half siblings") {
  const kith::testing::TempFolder folder;
  auto scenario = small_scenario();
  scenario.examination.identified = 0.3;
  scenario.report.dental_record = 0.3;
  const auto world = make_world(scenario, 9).value();
  REQUIRE(intake::write_tables(world_tables(world), folder.path() / "case"));
  const auto reading = intake::read_case(folder.path() / "case");
  for (const auto& problem : reading.problems.problems()) {
    const auto text = to_string(problem);
    const bool is_meant = text.find("typed and not linked to") != std::string::npos ||
                          text.find("half sibling") != std::string::npos;
    CHECK_MESSAGE(is_meant, text);
  }
  REQUIRE(reading.content);
  CHECK(reading.content->missing.size() == 300);
  CHECK(reading.content->remains.size() == 350);
  CHECK(reading.added_alleles.empty());
  CHECK(reading.set_aside.empty());
}

TEST_CASE("contaminated samples show one of the staff, whose profiles are written for elimination") {
  Scenario scenario;
  scenario.laboratory.contamination = 0.5;
  scenario.laboratory.share_good = 1;
  scenario.laboratory.share_fair = scenario.laboratory.share_poor = 0;
  scenario.laboratory.dropout_good = 0;
  scenario.laboratory.partial_kit = 0;
  const World world = make_world(scenario, 5).value();
  REQUIRE(world.staff.size() == 6);
  std::size_t n_contaminated = 0;
  for (const auto& profile : world.profiles) {
    const auto shows = [&](const Genome& genome) {
      for (std::size_t l = 0; l < world.loci.size(); ++l) {
        for (const auto allele : profile.seen[l]) {
          if (allele != genome[2 * l] && allele != genome[2 * l + 1]) return false;
        }
      }
      return true;
    };
    CHECK(std::any_of(world.staff.begin(), world.staff.end(), shows) == profile.is_contaminated);
    n_contaminated += profile.is_contaminated ? 1U : 0U;
  }
  CHECK(n_contaminated > 5);
  const auto has_elimination = [](const World& drawn) {
    const auto tables = world_tables(drawn);
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [](const auto& t) { return t.name == "elimination.csv"; });
    if (found == tables.end()) return std::ptrdiff_t{-1};
    return std::count(found->text.begin(), found->text.end(), '\n');
  };
  CHECK(has_elimination(world) == 1 + 6 * 23);
  scenario.laboratory.contamination = 0;
  CHECK(has_elimination(make_world(scenario, 5).value()) == -1);
}

TEST_CASE("settings: what is wrong is said, with what was expected") {
  Scenario scenario;
  CHECK_FALSE(set(scenario, "families.samples", "500"));
  CHECK(scenario.families.samples == 500);
  const auto message = [&](std::string_view name, std::string_view text) {
    const auto wrong = set(scenario, name, text);
    REQUIRE(wrong);
    CHECK(wrong->code == Errc::bad_option);
    return wrong->message;
  };
  CHECK(message("missing.male", "1.5") == "missing.male: found '1.5'; expected a number from 0 to 1");
  CHECK(message("missing.count", "many") == "missing.count: found 'many'; expected a whole number from 1 to 5e+06");
  CHECK(message("missing.count", "12.5") == "missing.count: found '12.5'; expected a whole number from 1 to 5e+06");
  const auto unknown = message("missing.number", "5");
  CHECK(unknown.find("there is no setting 'missing.number'; known are: title, population.frequencies") == 0);
  CHECK(unknown.find("missing.count") != std::string::npos);
}

TEST_CASE("settings that contradict each other are refused") {
  const auto refused = [](std::string_view name, std::string_view text, std::string_view part) {
    Scenario scenario;
    REQUIRE_FALSE(set(scenario, name, text));
    const auto wrong = check(scenario);
    REQUIRE(wrong);
    CHECK_MESSAGE(wrong->message.find(part) != std::string::npos, wrong->message);
    CHECK_FALSE(make_world(scenario, 1).ok());
  };
  refused("remains.samples", "19", "is below remains.persons");
  refused("remains.persons", "41", "is below remains.persons");
  refused("missing.count", "10", "more reported persons are found than are missing");
  refused("families.whole", "0.95", "sum to more than 1");
  refused("laboratory.share_good", "0.9", "sum to more than 1");
  refused("missing.age_min", "90", "is above missing.age_max");
  refused("graves.robbed", "11", "is above graves.primary");
  refused("graves.robbed", "0", "bodies come from somewhere");
  refused("events.from", "1992-02-30", "expected a date");
  refused("events.to", "1990-01-01", "is after events.to");
  refused("written.dropout", "maybe", "expected stated or none");
}

TEST_CASE("a scenario written as a file is the scenario") {
  auto scenario = small_scenario();
  scenario.title = "a test";
  const auto text = to_ini(scenario);
  Scenario read;
  std::istringstream lines(text);
  std::string section;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.front() == '[') section = line.substr(1, line.size() - 2) + ".";
    const auto equal = line.find(" = ");
    if (equal == std::string::npos) continue;
    CHECK_FALSE(set(read, section + line.substr(0, equal), line.substr(equal + 3)));
  }
  CHECK(to_ini(read) == text);
}

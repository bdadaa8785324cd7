// simulate/scenario.hpp — what a synthetic world is made of: every number of it, with name, range and meaning.
//
// A scenario file and the command line set the same names (`families.samples = 11200`). Defaults are those below, so that a
// file holds what is peculiar to it. docs/simulate.md explains the models behind the numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/error.hpp"

namespace kith::simulate {

struct PopulationSettings {
  std::string frequencies = "drawn";  ///< or a frequencies.csv
  double divergence = 0.01;           ///< Fst between the built-in table and the population that is drawn from it
  double theta = 0;                   ///< Fst between that population and the people of the case
  std::int64_t loci = 23;
  double mutation_factor = 1;  ///< multiplies the markers' mutation rates
  double rate2 = 1e-6;
  double range = 0.1;
  std::int64_t regions = 8;
  double latitude = 40;  ///< middle of the country
  double longitude = 47;
  double extent_km = 200;  ///< regions lie within this distance of it
};

struct MissingSettings {
  std::int64_t count = 30;
  double male = 0.95;
  double age_mean = 30;
  double age_sd = 11;
  double age_min = 16;
  double age_max = 85;
};

/// The first three are shares of families; what is left misses one person. The others are the chance that a relative of
/// that kind lives and gives a sample, or, where `samples` says how many gave one, weights of the drawing.
struct FamilySettings {
  double brothers = 0.12;         ///< several of one sibship are missing
  double father_and_sons = 0.03;  ///< a father and some of his children
  double whole = 0;               ///< both parents and all their children
  std::int64_t samples = 0;
  double unsampled = 0;  ///< share of families without any blood relative's sample
  double father = 0.35;
  double mother = 0.55;
  double sibling = 0.55;
  double half_sibling = 0.25;
  double child = 0.5;
  double spouse = 0.3;
  double grandparent = 0.03;
  double uncle = 0.12;
  double cousin = 0.04;
  double siblings_mean = 2.2;  ///< brothers and sisters who are not missing
  double married = 0.6;        ///< of missing persons of 22 or more
  double children_mean = 1.8;  ///< of those who are
  double remarried = 0.05;     ///< mothers with a child by another man
  double false_father = 0;     ///< per person with a father in the report: it is another man
  double unrelated = 0;        ///< per sample of a relative: it is a stranger's
};

struct EventSettings {
  std::int64_t count = 12;
  std::string from = "1992-01-15";
  std::string to = "1994-05-12";
  double skew = 1;        ///< sizes of events fall as rank^-skew
  double unknown = 0.15;  ///< missing persons who vanished alone, in no known event
};

struct GraveSettings {
  std::int64_t primary = 10;
  std::int64_t secondary = 4;
  std::int64_t robbed = 2;    ///< primary graves that secondary ones were filled from
  double robbed_share = 0.7;  ///< of the bodies of a robbed grave: parts of them were moved
  double fidelity = 0.85;     ///< victims who lie in a grave of their event; the others lie anywhere
};

struct RemainsSettings {
  std::int64_t persons = 20;  ///< found, at least one sample each
  std::int64_t samples = 40;  ///< bone samples of them: each is one row of remains.csv
  double unreported = 0.15;   ///< share of the persons found whom nobody reported
  double moved_weight = 2;    ///< how many more samples come from a body in several graves
  double without_dna = 0;     ///< share of the samples that were not typed
};

/// P(an allele copy drops out) = logistic(logit(dropout at 200 bp) + slope (length - 200 bp) / 100 bp), by quality class.
struct LaboratorySettings {
  double share_good = 0.55;
  double share_fair = 0.25;
  double share_poor = 0.13;  ///< what is left of 1 is bad
  double dropout_good = 0.0004;
  double dropout_fair = 0.01;
  double dropout_poor = 0.1;
  double dropout_bad = 0.4;
  double slope = 1.2;
  double drop_in = 0.01;        ///< per marker, in samples that are not good
  double partial_kit = 0.08;    ///< samples typed with a smaller kit
  std::int64_t small_kit = 15;  ///< markers of that kit
  double contamination = 0;     ///< samples that show a member of the staff instead
  std::int64_t staff = 6;
};

/// What the case folder tells the engine of all this; the default is the truth.
struct WrittenSettings {
  std::string dropout = "stated";    ///< stated: each result's own rates; none: the engine believes nothing drops out
  std::string mutation = "stated";   ///< or none
  std::string frequencies = "true";  ///< or `sample`: counted in `chromosomes` chromosomes of the population
  std::int64_t chromosomes = 400;
};

struct Scenario {
  std::string title{};
  PopulationSettings population{};
  MissingSettings missing{};
  FamilySettings families{};
  EventSettings events{};
  GraveSettings graves{};
  RemainsSettings remains{};
  LaboratorySettings laboratory{};
  WrittenSettings written{};
};

/// One number or word of a scenario, where it stands and what it may be.
struct Setting {
  std::string name;  ///< "families.samples"
  std::variant<double*, std::int64_t*, std::string*> target;
  double least = 0;
  double most = 1;
  std::string meaning;
};

/// All settings of `scenario`, in a fixed order. The pointers are valid while it is.
[[nodiscard]] std::vector<Setting> settings_of(Scenario& scenario);

/// Sets one by its name; none if that is done. Errors: bad_option, naming what was expected; for an unknown name, all names.
[[nodiscard]] std::optional<Error> set(Scenario& scenario, std::string_view name, std::string_view text);

/// What is wrong with the numbers taken together; none if nothing is.
[[nodiscard]] std::optional<Error> check(const Scenario& scenario);

/// The scenario as a file that sets every name.
[[nodiscard]] std::string to_ini(const Scenario& scenario);

}  // namespace kith::simulate

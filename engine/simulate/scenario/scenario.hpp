// simulate/scenario/scenario.hpp — what a synthetic world is made of: every number of it, with name, range and meaning.
//
// A scenario file and the command line set the same names (`families.samples = 11200`). Defaults are those below, so
// that a file holds what is peculiar to it. docs/simulate.md explains the models behind the numbers.
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
  double fidelity =
      0.85;  ///< victims who lie in a grave of their event; the others lie where size, distance and time lead
  double near_km = 25;     ///< they fall by e over this distance ...
  double far = 0.05;       ///< ... to this part of those in a grave on the spot
  double delay_days = 30;  ///< mean time from death to burial, exponential
};

struct RemainsSettings {
  std::int64_t persons = 20;  ///< found, at least one sample each
  std::int64_t samples = 40;  ///< bone samples of them: each is one row of remains.csv
  double unreported = 0.15;   ///< share of the persons found whom nobody reported
  double moved_weight = 2;    ///< how many more samples come from a body in several graves
  double without_dna = 0;     ///< share of the samples that were not typed
};

/// P(an allele copy drops out) = logistic(logit(dropout at 200 bp) + slope (length - 200 bp) / 100 bp), by quality
/// class.
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

/// The bodies of the people; sources in docs/simulate.md.
struct PeopleSettings {
  double stature_men = 171;
  double stature_women = 159;
  double stature_sd = 6.5;
  double teeth_pace_sd = 0.5;  ///< how much faster or slower than the average (1) a person's teeth change
};

/// What families and their records say, and how wrong it is. Shares are of missing persons, errors standard deviations
/// or probabilities.
struct ReportSettings {
  double birth_date = 0.45;
  double birth_year = 0.35;
  double age_only = 0.17;  ///< the age alone; what is left of 1 says nothing
  double year_error = 0.4;
  double age_error = 1.5;
  double stature = 0.6;
  double stature_document = 0.2;  ///< of these, the others are a relative's word
  double stature_bias_men = 1.3;
  double stature_bias_women = 0.5;
  double stature_error_document = 3;
  double stature_error_family = 5;
  double blood_group = 0.3;
  double blood_group_error = 0.07;
  double look = 0.7;  ///< hair, eyes
  double look_error = 0.12;
  double handedness = 0.5;
  double dental_record = 0.02;
  double dental_family = 0.2;
  double chart_error = 0.03;
  double family_teeth_error = 0.15;
  double medical = 0.8;  ///< asked about fractures, implants and marks
  double recall_fracture = 0.6;
  double recall_implant = 0.8;
  double recall_mark = 0.7;
  double implant_serial = 0.4;
  double belongings = 0.4;
  double recall_garment = 0.5;
  double recall_effect = 0.4;
  double colour_error = 0.1;
  double name = 0.98;
  double event = 0.85;  ///< the event is known, where there was one
  double date = 0.92;
  double date_error = 0.02;
  double place = 0.9;
  double place_error = 0.05;  ///< event, day and place are those of somebody else
};

/// What examinations find.
struct ExaminationSettings {
  double whole = 0.75;       ///< single samples that stand for a whole skeleton
  double whole_moved = 0.2;  ///< of bodies of which parts were moved
  double sex_error_pelvis = 0.02;
  double sex_error_skull = 0.06;
  double sex_error_long_bones = 0.1;
  double age_error = 2.5;          ///< years at birth ...
  double age_error_growth = 0.12;  ///< ... and more of them for every year of age
  double age_z = 1.645;            ///< standard errors from estimate to end of the interval
  double age_open = 60;            ///< from this estimate on "50+"
  double stature_error_leg = 4;
  double stature_error_arm = 5;
  double charted = 0.7;  ///< skulls and jaws whose teeth are charted
  double chart_error = 0.02;
  double tooth_lost = 0.05;        ///< after death
  double tooth_lost_front = 0.25;  ///< incisors and canines
  double detect_fracture = 0.8;
  double detect_implant = 0.95;
  double serial_error = 0.02;  ///< a character of an implant's number is misread
  double clothing = 0.35;      ///< bodies with clothes and things on them
  double garment_kept = 0.5;
  double effect_kept = 0.4;
  double colour_error = 0.1;
  double papers = 0.03;
  double papers_borrowed = 0.06;
  double identified = 0;  ///< persons found whose identification is accepted already
};

/// What the case folder tells the engine of all this; the default is the truth.
struct WrittenSettings {
  std::string dropout = "stated";    ///< stated: each result's own rates; none: the engine believes nothing drops out
  std::string mutation = "stated";   ///< or none
  std::string descriptions = "on";   ///< or off: a case of DNA alone
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
  PeopleSettings people{};
  ReportSettings report{};
  ExaminationSettings examination{};
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

/// Sets one by its name; none if that is done. Errors: bad_option, naming what was expected; for an unknown name, all
/// names.
[[nodiscard]] std::optional<Error> set(Scenario& scenario, std::string_view name, std::string_view text);

/// What is wrong with the numbers taken together; none if nothing is.
[[nodiscard]] std::optional<Error> check(const Scenario& scenario);

/// The scenario as a file that sets every name.
[[nodiscard]] std::string to_ini(const Scenario& scenario);

}  // namespace kith::simulate

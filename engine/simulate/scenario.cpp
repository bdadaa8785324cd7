#include "simulate/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "io/csv_writer.hpp"
#include "simulate/calendar.hpp"

namespace kith::simulate {
namespace {

constexpr double kManyPersons = 5e6;

Error bad(std::string_view name, const std::string& why) {
  return Error{Errc::bad_option, fmt::format("{}: {}", name, why)};
}

std::vector<Setting> share(std::initializer_list<std::tuple<const char*, double*, const char*>> entries) {
  std::vector<Setting> settings;
  for (const auto& [name, target, meaning] : entries) settings.push_back({name, target, 0, 1, meaning});
  return settings;
}

void append(std::vector<Setting>& all, std::vector<Setting> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<Setting> population_settings(PopulationSettings& s) {
  return {{"population.frequencies", &s.frequencies, 0, 0, "drawn, or a table of allele frequencies (CSV)"},
          {"population.divergence", &s.divergence, 0, 0.5, "Fst between the built-in frequencies and those drawn"},
          {"population.theta", &s.theta, 0, 0.5, "Fst between the written frequencies and the people of the case"},
          {"population.loci", &s.loci, 1, 1000, "markers, the first of the table"},
          {"population.mutation_factor", &s.mutation_factor, 0, 50, "multiplies all mutation rates"},
          {"population.rate2", &s.rate2, 0, 0.1, "mutation to another fraction of a repeat"},
          {"population.range", &s.range, 0.001, 0.999, "how much rarer each further step of a mutation is"},
          {"population.regions", &s.regions, 1, 1000, "regions of the country"},
          {"population.latitude", &s.latitude, -80, 80, "its middle, degrees"},
          {"population.longitude", &s.longitude, -180, 180, "its middle, degrees"},
          {"population.extent_km", &s.extent_km, 1, 3000, "its radius"}};
}

std::vector<Setting> missing_settings(MissingSettings& s) {
  return {{"missing.count", &s.count, 1, kManyPersons, "missing persons"},
          {"missing.male", &s.male, 0, 1, "share of men among them"},
          {"missing.age_mean", &s.age_mean, 0, 110, "years"},
          {"missing.age_sd", &s.age_sd, 0, 60, "years"},
          {"missing.age_min", &s.age_min, 0, 110, "years"},
          {"missing.age_max", &s.age_max, 0, 110, "years"}};
}

std::vector<Setting> family_settings(FamilySettings& s) {
  auto all = share({{"families.brothers", &s.brothers, "families that miss several of one sibship"},
                    {"families.father_and_sons", &s.father_and_sons, "families that miss a father and children of his"},
                    {"families.whole", &s.whole, "families that miss both parents and all their children"}});
  all.push_back({"families.samples", &s.samples, 0, kManyPersons, "relatives typed; 0: as many as the shares give"});
  append(all, share({{"families.unsampled", &s.unsampled, "families without a blood relative's sample"},
                     {"families.father", &s.father, "fathers who gave a sample (with families.samples: weight)"},
                     {"families.mother", &s.mother, "mothers"},
                     {"families.sibling", &s.sibling, "brothers and sisters"},
                     {"families.half_sibling", &s.half_sibling, "half brothers and sisters"},
                     {"families.child", &s.child, "children"},
                     {"families.spouse", &s.spouse, "wives and husbands"},
                     {"families.grandparent", &s.grandparent, "grandparents"},
                     {"families.uncle", &s.uncle, "uncles and aunts"},
                     {"families.cousin", &s.cousin, "cousins"}}));
  all.push_back({"families.siblings_mean", &s.siblings_mean, 0, 20, "mean number of siblings who are not missing"});
  all.push_back({"families.married", &s.married, 0, 1, "missing persons of 22 or more who had a family"});
  all.push_back({"families.children_mean", &s.children_mean, 0, 20, "mean number of their children"});
  append(all, share({{"families.remarried", &s.remarried, "mothers who have a child by another man"},
                     {"families.false_father", &s.false_father, "persons whose reported father is not the true one"},
                     {"families.unrelated", &s.unrelated, "relatives' samples that are a stranger's"}}));
  return all;
}

std::vector<Setting> event_settings(EventSettings& events, GraveSettings& graves) {
  return {{"events.count", &events.count, 1, 100'000, "events in which groups vanished"},
          {"events.from", &events.from, 0, 0, "date of the first, YYYY-MM-DD"},
          {"events.to", &events.to, 0, 0, "date of the last"},
          {"events.skew", &events.skew, 0, 5, "sizes of events fall as rank^-skew"},
          {"events.unknown", &events.unknown, 0, 1, "families whose missing vanished in no known event"},
          {"graves.primary", &graves.primary, 1, 100'000, "graves of first burial"},
          {"graves.secondary", &graves.secondary, 0, 100'000, "graves that bodies were moved to"},
          {"graves.robbed", &graves.robbed, 0, 100'000, "primary graves that bodies were moved from"},
          {"graves.robbed_share", &graves.robbed_share, 0, 1, "bodies in a robbed grave of which parts were moved"},
          {"graves.fidelity", &graves.fidelity, 0, 1, "victims who lie in a grave of their event"}};
}

std::vector<Setting> remains_settings(RemainsSettings& s) {
  return {{"remains.persons", &s.persons, 0, kManyPersons, "persons found"},
          {"remains.samples", &s.samples, 0, kManyPersons, "bone samples of them, one row of remains.csv each"},
          {"remains.unreported", &s.unreported, 0, 1, "persons found whom nobody reported"},
          {"remains.moved_weight", &s.moved_weight, 0.1, 100, "samples of a moved body to those of another"},
          {"remains.without_dna", &s.without_dna, 0, 1, "samples that were not typed"}};
}

std::vector<Setting> laboratory_settings(LaboratorySettings& s) {
  auto all = share({{"laboratory.share_good", &s.share_good, "samples of good quality"},
                    {"laboratory.share_fair", &s.share_fair, "samples of fair quality"},
                    {"laboratory.share_poor", &s.share_poor, "samples of poor quality; the rest is bad"}});
  const std::pair<const char*, double*> rates[] = {{"laboratory.dropout_good", &s.dropout_good},
                                                   {"laboratory.dropout_fair", &s.dropout_fair},
                                                   {"laboratory.dropout_poor", &s.dropout_poor},
                                                   {"laboratory.dropout_bad", &s.dropout_bad}};
  for (const auto& [name, target] : rates) all.push_back({name, target, 0, 0.99, "an allele lost, at 200 base pairs"});
  all.push_back({"laboratory.slope", &s.slope, 0, 10, "rise of the dropout's logit per 100 base pairs"});
  all.push_back({"laboratory.drop_in", &s.drop_in, 0, 0.5, "foreign allele, per marker of a sample that is not good"});
  all.push_back({"laboratory.partial_kit", &s.partial_kit, 0, 1, "samples typed with a smaller kit"});
  all.push_back({"laboratory.small_kit", &s.small_kit, 1, 1000, "markers of the smaller kit"});
  all.push_back({"laboratory.contamination", &s.contamination, 0, 1, "samples that show a member of the staff"});
  all.push_back({"laboratory.staff", &s.staff, 1, 10'000, "persons in the laboratory"});
  return all;
}

std::vector<Setting> written_settings(WrittenSettings& s) {
  return {{"written.dropout", &s.dropout, 0, 0, "stated, or none: what the case says of dropout"},
          {"written.mutation", &s.mutation, 0, 0, "stated, or none: what it says of mutation"},
          {"written.frequencies", &s.frequencies, 0, 0, "true, or sample: counted in written.chromosomes"},
          {"written.chromosomes", &s.chromosomes, 10, 1e6, "chromosomes counted for the written frequencies"}};
}

template <class T>
std::optional<T> parsed(std::string_view text) {
  T value{};
  const auto end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

template <class T>
std::optional<Error> set_number(const Setting& setting, T& target, std::string_view text, std::string_view kind) {
  const auto value = parsed<T>(text);
  if (!value || !(static_cast<double>(*value) >= setting.least && static_cast<double>(*value) <= setting.most)) {
    return bad(setting.name, fmt::format("found '{}'; expected {} from {} to {}", text, kind,
                                         io::number_text(setting.least), io::number_text(setting.most)));
  }
  target = *value;
  return std::nullopt;
}

std::optional<Error> expect_word(std::string_view name, const std::string& found,
                                 std::initializer_list<std::string_view> words) {
  if (std::find(words.begin(), words.end(), found) != words.end()) return std::nullopt;
  return bad(name, fmt::format("found '{}'; expected {}", found, fmt::join(words, " or ")));
}

std::optional<Error> check_sums(const Scenario& s) {
  const auto& families = s.families;
  if (families.brothers + families.father_and_sons + families.whole > 1) {
    return bad("families.brothers, families.father_and_sons, families.whole", "the shares sum to more than 1");
  }
  const auto& laboratory = s.laboratory;
  if (laboratory.share_good + laboratory.share_fair + laboratory.share_poor > 1 + 1e-9) {
    return bad("laboratory.share_good, share_fair, share_poor", "the shares sum to more than 1");
  }
  if (s.missing.age_min > s.missing.age_max) return bad("missing.age_min", "is above missing.age_max");
  return std::nullopt;
}

std::optional<Error> check_remains(const Scenario& s) {
  const auto& remains = s.remains;
  if (remains.samples < remains.persons) {
    return bad("remains.samples", "is below remains.persons, who have at least one sample each");
  }
  const double reported = static_cast<double>(remains.persons) * (1 - remains.unreported);
  if (std::round(reported) > static_cast<double>(s.missing.count)) {
    return bad("remains.persons", "more reported persons are found than are missing (see remains.unreported)");
  }
  if (s.graves.robbed > s.graves.primary) return bad("graves.robbed", "is above graves.primary");
  if (s.graves.secondary > 0 && s.graves.robbed == 0) {
    return bad("graves.robbed", "is 0, but graves.secondary is not: bodies come from somewhere");
  }
  return std::nullopt;
}

}  // namespace

std::vector<Setting> settings_of(Scenario& scenario) {
  std::vector<Setting> all{{"title", &scenario.title, 0, 0, "what the scenario is"}};
  append(all, population_settings(scenario.population));
  append(all, missing_settings(scenario.missing));
  append(all, family_settings(scenario.families));
  append(all, event_settings(scenario.events, scenario.graves));
  append(all, remains_settings(scenario.remains));
  append(all, laboratory_settings(scenario.laboratory));
  append(all, written_settings(scenario.written));
  return all;
}

std::optional<Error> set(Scenario& scenario, std::string_view name, std::string_view text) {
  const auto all = settings_of(scenario);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Setting& s) { return s.name == name; });
  if (found == all.end()) {
    std::string known;
    for (const auto& setting : all) known += (known.empty() ? "" : ", ") + setting.name;
    return Error{Errc::bad_option, fmt::format("there is no setting '{}'; known are: {}", name, known)};
  }
  if (auto* const* number = std::get_if<double*>(&found->target)) return set_number(*found, **number, text, "a number");
  if (auto* const* count = std::get_if<std::int64_t*>(&found->target)) {
    return set_number(*found, **count, text, "a whole number");
  }
  **std::get_if<std::string*>(&found->target) = text;
  return std::nullopt;
}

std::optional<Error> check(const Scenario& s) {
  if (const auto wrong = check_sums(s)) return wrong;
  if (const auto wrong = check_remains(s)) return wrong;
  const auto from = parse_date(s.events.from);
  const auto to = parse_date(s.events.to);
  if (!from) return bad("events.from", fmt::format("found '{}'; expected a date, YYYY-MM-DD", s.events.from));
  if (!to) return bad("events.to", fmt::format("found '{}'; expected a date, YYYY-MM-DD", s.events.to));
  if (*from > *to) return bad("events.from", "is after events.to");
  if (const auto wrong = expect_word("written.dropout", s.written.dropout, {"stated", "none"})) return wrong;
  if (const auto wrong = expect_word("written.mutation", s.written.mutation, {"stated", "none"})) return wrong;
  return expect_word("written.frequencies", s.written.frequencies, {"true", "sample"});
}

std::string to_ini(const Scenario& scenario) {
  Scenario copy = scenario;
  std::string text;
  std::string section;
  for (const auto& setting : settings_of(copy)) {
    const auto point = setting.name.find('.');
    const auto own = point == std::string::npos ? std::string() : setting.name.substr(0, point);
    if (own != section) text += fmt::format("\n[{}]\n", section = own);
    text += setting.name.substr(point == std::string::npos ? 0 : point + 1) + " = ";
    if (auto* const* number = std::get_if<double*>(&setting.target)) text += io::number_text(**number);
    if (auto* const* count = std::get_if<std::int64_t*>(&setting.target)) text += std::to_string(**count);
    if (auto* const* word = std::get_if<std::string*>(&setting.target)) text += **word;
    text += '\n';
  }
  return text;
}

}  // namespace kith::simulate

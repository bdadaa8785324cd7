#include "intake/people/dna_populations.hpp"

#include <algorithm>

#include "attributes/frame/not_known.hpp"

namespace kith::intake {
namespace {

std::string dna_population_of(const matching::MissingPerson& missing) {
  const auto key = text::column_key("dna_population");
  for (const auto& [column, text] : missing.attributes) {
    if (text::column_key(column) == key) return text;
  }
  return {};
}

}  // namespace

std::string list_populations(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "'" : ", '") + name + "'";
  return text;
}

void assign_populations(const FrequencyTables& frequencies, std::vector<matching::MissingPerson>& missing,
                        ProblemLog& log) {
  const auto& names = frequencies.populations;
  bool somebody_left_open = missing.empty();
  for (auto& person : missing) {
    if (!names.empty()) person.population = dna_population_of(person);
    const bool known = std::find(names.begin(), names.end(), person.population) != names.end();
    if (!known && attributes::NotKnown::built_in().is_not_known(person.population)) person.population.clear();
    if (person.population.empty()) somebody_left_open = true;
    if (person.population.empty() || known) continue;
    log.add({.code = Errc::unknown_id,
             .file = "missing_persons.csv",
             .column = "dna_population",
             .found = person.population,
             .expected = "a population of frequencies.csv for " + person.id + " (" + list_populations(names) +
                         "), or nothing"});
  }
  if (!frequencies.choice_open || !somebody_left_open) return;
  log.add({.code = Errc::bad_value,
           .file = "frequencies.csv",
           .column = "population",
           .found = std::to_string(names.size()) + " populations",
           .expected = "a choice of one (option population): " + list_populations(names) +
                       ", or all for the most conservative; or a dna_population for every missing person"});
}

}  // namespace kith::intake

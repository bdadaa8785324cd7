#include "intake/case/case_people.hpp"

#include "intake/forms/attributes_table.hpp"
#include "intake/forms/weights_file.hpp"
#include "intake/people/dna_populations.hpp"
#include "intake/people/idle_relatives.hpp"
#include "intake/people/synonyms_table.hpp"
#include "intake/places/place_rows.hpp"

namespace kith::intake {
namespace {

void read_places(const std::optional<text::CsvTable>& missing, const std::optional<text::CsvTable>& remains,
                 const attributes::CaseWords& words, CaseFiles& files, CaseParts& parts) {
  const auto events = files.open("events.csv", false);
  const auto sites = files.open("sites.csv", false);
  if (events) parts.content.places.events = read_events(*events, parts.log(), words);
  if (sites) parts.content.places.sites = read_sites(*sites, parts.log(), words);
  const bool lost_events = events && parts.content.places.events.empty() && !has_header_only(*events);
  const bool lost_sites = sites && parts.content.places.sites.empty() && !has_header_only(*sites);
  if (const auto counts = files.open("event_sites.csv", false)) {
    read_event_sites(*counts, events.has_value() && !lost_events, sites.has_value() && !lost_sites,
                     parts.content.places, parts.log());
  }
  const auto listed_events = positions_by_id(parts.content.places.events),
             listed_sites = positions_by_id(parts.content.places.sites);
  if (events && missing && !lost_events)
    check_ids(*missing, "event_id", listed_events, "events.csv", words.not_known, parts.log());
  if (sites && remains && !lost_sites)
    check_ids(*remains, "site_id", listed_sites, "sites.csv", words.not_known, parts.log());
  // An id such as `unknown` is one where its table lists it, and says nothing elsewhere.
  const auto clear = [&](std::string& id, const TextMap<std::uint32_t>& listed) {
    if (!listed.contains(id) && words.not_known.says(id) != attributes::Says::something) id.clear();
  };
  for (auto& each : parts.content.missing) clear(each.description.place.event, listed_events);
  for (auto& each : parts.content.remains) clear(each.description.place.site, listed_sites);
}

void read_subjects(CaseFiles& files, CaseParts& parts) {
  const auto missing = files.open("missing_persons.csv", false);
  const auto remains = files.open("remains.csv", false);
  attributes::CaseWords words;
  if (const auto table = files.open("attributes.csv", false)) {
    parts.content.attribute_parameters = read_attributes_table(*table, words.not_known, parts.log());
  }
  if (const auto table = files.open("synonyms.csv", false)) read_synonyms(*table, words.synonyms, parts.log());
  const auto relatives_known = !parts.relatives.persons.empty();
  auto read = read_missing_persons(missing && relatives_known ? &*missing : nullptr, parts.relatives, parts.log(),
                                   words);
  parts.content.missing = std::move(read.missing);
  parts.sex_left_open = std::move(read.sex_left_open);
  if (remains) parts.content.remains = read_remains(*remains, parts.relatives, parts.log(), words);
  // Where a table of persons or remains could not be read, its ids are not known, and that was said once.
  const bool lost = parts.log().has_errors() &&
                    (!relatives_known || (remains && parts.content.remains.empty() && !has_header_only(*remains)));
  parts.subjects.emplace(parts.relatives, parts.content.remains, !remains || lost);
  read_places(missing, remains, words, files, parts);
  if (files.options().weights.empty()) return;
  parts.result.input_files.push_back(files.options().weights.string());
  parts.content.weights = read_weights(files.folder() / files.options().weights, parts.log());
}

}  // namespace

void read_case_people(CaseFiles& files, CaseParts& parts) {
  const auto relatives_table = files.open("relatives.csv", true);
  if (relatives_table) parts.relatives = read_relatives(*relatives_table, parts.log());
  read_subjects(files, parts);
  if (relatives_table) parts.content.families = make_families(parts.relatives, *relatives_table, parts.log());
  if (!parts.log().has_errors()) warn_of_half_siblings(parts.relatives, parts.log());
  assign_populations(parts.frequencies, parts.content.missing, parts.log());
}

void settle_sex_of_missing(CaseParts& parts) {
  if (parts.log().has_errors()) return;
  for (std::size_t i = 0; i < parts.content.missing.size(); ++i) {
    auto& missing = parts.content.missing[i];
    if (missing.sex == genetics::Sex::unknown && !parts.sex_left_open[i])
      missing.sex = parts.content.families[missing.family].pedigree.sex(missing.person);
  }
}

}  // namespace kith::intake

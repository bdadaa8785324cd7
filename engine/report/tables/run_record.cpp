#include "report/tables/run_record.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "core/utc_now.hpp"
#include "core/version.hpp"
#include "report/tables/match_tables.hpp"

namespace kith::report {
namespace {

using Json = nlohmann::ordered_json;

Json inputs_of(const std::vector<text::FileHash>& files) {
  Json inputs = Json::array();
  for (const text::FileHash& file : files) {
    inputs.push_back({{"file", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  }
  return inputs;
}

Json counts_of(const RunRecord& record, const matching::Case& the_case, const matching::MatchResult& result) {
  std::size_t persons = 0;
  std::size_t typed = 0;
  for (const matching::Family& family : the_case.families) {
    persons += family.pedigree.n_named();
    for (const genetics::Profile& profile : family.profiles) typed += profile.empty() ? 0U : 1U;
  }
  return {{"families", the_case.families.size()},
          {"persons", persons},
          {"persons_typed", typed},
          {"missing_persons", the_case.missing.size()},
          {"remains", the_case.remains.size()},
          {"markers", the_case.panel.size()},
          {"genotypes", record.n_typed_genotypes},
          {"pairs_scored", result.pairs_scored},
          {"pairs_reported", record.n_candidates},
          {"pairs_in_breakdown", record.n_broken_down},
          {"pairs_left_out_of_breakdown", record.n_candidates - record.n_broken_down},
          {"tables_filled", result.tables_filled}};
}

/// Per family and missing person the markers that did not score, and why.
Json notes_of(const matching::Case& the_case, const matching::EvidenceTable& evidence,
              const matching::MatchResult& result) {
  std::map<std::pair<matching::TargetIndex, evidence::ColumnStatus>, Json> columns;
  for (const matching::ColumnNote& note : result.notes) {
    Json& names = columns.try_emplace({note.target, note.status}, Json::array()).first->second;
    names.push_back(evidence.columns[note.column]->name());
  }
  Json notes = Json::array();
  for (const auto& [key, names] : columns) {
    const matching::MissingPerson& missing = the_case.missing[key.first];
    notes.push_back({{"family", the_case.families[missing.family].id},
                     {"missing_person", missing.id},
                     {"reason", to_string(key.second)},
                     {"loci_not_scored", names}});
  }
  return notes;
}

Json added_alleles_of(const RunRecord& record) {
  Json alleles = Json::array();
  for (const intake::AddedAllele& added : record.added_alleles) {
    alleles.push_back(
        {{"marker", added.marker}, {"allele", added.allele}, {"frequency", added.frequency}, {"rule", added.rule}});
    if (!added.population.empty()) alleles.back()["population"] = added.population;
  }
  return alleles;
}

Json raised_alleles_of(const RunRecord& record) {
  Json alleles = Json::array();
  for (const intake::RaisedAllele& raised : record.raised_alleles) {
    alleles.push_back({{"marker", raised.marker},
                       {"allele", raised.allele},
                       {"listed", raised.listed},
                       {"frequency", raised.frequency},
                       {"rule", raised.rule}});
  }
  return alleles;
}

Json set_aside_of(const RunRecord& record) {
  Json results = Json::array();
  for (const intake::SetAside& entry : record.set_aside) {
    results.push_back(
        {{"subject", entry.subject}, {"marker", entry.marker}, {"found", entry.found}, {"reason", entry.reason}});
  }
  return results;
}

Json reuse_of(const identify::ReuseSummary& reuse, std::uint64_t n_pairs) {
  if (!reuse.why_full.empty()) return {{"folder", reuse.folder}, {"scored_in_full", reuse.why_full}};
  return {{"folder", reuse.folder},
          {"missing_persons_unchanged", reuse.counts.targets_unchanged},
          {"remains_unchanged", reuse.counts.remains_unchanged},
          {"missing_persons_scored", reuse.counts.targets_scored},
          {"remains_scored", reuse.counts.remains_scored},
          {"pairs_scored", reuse.counts.pairs_scored},
          {"pairs_reused", n_pairs - reuse.counts.pairs_scored}};
}

Json joint_of(const JointRecord& joint) {
  const inference::JointSummary& summary = joint.found->summary;
  return {{"prior", joint.prior_rule},
          {"exact", summary.exact},
          {"blocks", summary.n_blocks},
          {"blocks_sampled", summary.n_sampled},
          {"blocks_too_wide", summary.n_too_wide},
          {"families_too_wide", summary.n_wide_units},
          {"most_units_in_a_block", summary.most_units},
          {"most_states", summary.most_states},
          {"pairs_one_by_one", summary.n_pairs},
          {"pairs_together_below_odds", summary.weak_odds},
          {"mass_left_out_at_most", summary.most_mass_left_out},
          {"posteriors_not_sure", summary.n_not_sure},
          {"remarks", joint.found->remarks}};
}

Json pairs_to_object(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) object[name] = value;
  return object;
}

Json warnings_of(const std::vector<Problem>& problems) {
  Json warnings = Json::array();
  for (const Problem& problem : problems) {
    const std::string more = problem.n_more == 0 ? "" : " (and " + std::to_string(problem.n_more) + " more like this)";
    warnings.push_back(kith::to_string(problem) + more);
  }
  return warnings;
}

template <class Number>
Json numbers_to_object(const std::vector<std::pair<std::string, Number>>& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) object[name] = value;
  return object;
}

}  // namespace

void write_short_record(std::ostream& out, const ShortRecord& record) {
  Json json;
  json["program"] = "kith";
  json["version"] = kVersion;
  json["command"] = record.command;
  json["finished"] = utc_now();
  json["case"] = record.case_folder;
  json["options"] = pairs_to_object(record.options);
  json["prior"] = record.prior;
  json["inputs"] = inputs_of(record.inputs);
  json["counts"] = numbers_to_object(record.counts);
  json["warnings"] = warnings_of(record.warnings);
  json["remarks"] = record.remarks;
  json["seconds"] = numbers_to_object(record.seconds);
  json["peak_memory_bytes"] = record.peak_memory_bytes;
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void write_run_record(std::ostream& out, const RunRecord& record, const matching::Case& the_case,
                      const matching::EvidenceTable& evidence, const matching::MatchResult& result) {
  Json json;
  json["program"] = "kith";
  json["version"] = kVersion;
  json["command"] = "match";
  json["finished"] = utc_now();
  json["case"] = record.case_folder;
  json["options"] = pairs_to_object(record.options);
  json["prior"] = {{"value", record.prior}, {"rule", record.prior_rule}};
  if (record.joint) json["joint"] = joint_of(*record.joint);
  if (!record.kin.empty()) json["kin"] = numbers_to_object(record.kin);
  json["inputs"] = inputs_of(record.inputs);
  json["counts"] = counts_of(record, the_case, result);
  json["added_alleles"] = added_alleles_of(record);
  json["raised_alleles"] = raised_alleles_of(record);
  json["in_force"] = record.in_force;
  json["set_aside"] = set_aside_of(record);
  json["warnings"] = warnings_of(record.warnings);
  json["warnings_not_listed"] = record.n_warnings_suppressed;
  json["cap_met"] = result.cap_met;
  if (!record.populations.empty()) json["populations"] = record.populations;
  json["remarks"] = evidence.remarks;
  json["notes"] = notes_of(the_case, evidence, result);
  if (const auto& cache = record.table_cache) {
    json["table_cache"] = {{"folder", cache->folder},
                           {"loaded", cache->loaded},
                           {"saved", cache->saved},
                           {"damaged", cache->damaged},
                           {"unwritable", cache->unwritable}};
  }
  if (record.reuse) json["since"] = reuse_of(*record.reuse, result.pairs_scored);
  json["seconds"] = numbers_to_object(record.seconds);
  json["cpu_seconds"] = numbers_to_object(record.cpu_seconds);
  json["seconds_over_threads"] = {{"tables", result.seconds_tables}, {"scan", result.seconds_scan}};
  json["threads"] = record.threads;
  json["peak_memory_bytes"] = record.peak_memory_bytes;
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace kith::report

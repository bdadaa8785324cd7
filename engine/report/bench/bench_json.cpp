// bench.json: all of a bench, for programs.
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/version.hpp"
#include "report/bench/bench_report.hpp"

namespace kith::report {

namespace {

using Json = nlohmann::ordered_json;
using inference::Estimate;

/// JSON has no infinity: it becomes the text "inf"; what is not defined becomes null.
Json number_or_null(double value) {
  if (std::isnan(value)) return nullptr;
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return value;
}

Json json_of(const Estimate& e) {
  return {{"value", number_or_null(e.value)},
          {"low", number_or_null(e.interval.low)},
          {"high", number_or_null(e.interval.high)}};
}

Json json_of(const inference::Decisions& d) {
  return {{"true", d.n_true},
          {"strangers", d.n_strangers},
          {"kin", d.n_kin},
          {"precision", json_of(d.precision)},
          {"recall", json_of(d.recall)}};
}

Json json_of(const BenchDecisions& way) {
  Json json = {{"decided", way.name}, {"description", way.description}};
  for (const inference::ClaimDecisions& d : way.measures.decisions) {
    json["thresholds"].push_back({{"posterior", d.threshold},
                                  {"claims", d.n_claims},
                                  {"right", d.n_right},
                                  {"kin", d.n_kin},
                                  {"strangers", d.n_strangers},
                                  {"precision", json_of(d.precision)},
                                  {"recall", json_of(d.recall)},
                                  {"family_precision", json_of(d.family_precision)},
                                  {"family_recall", json_of(d.family_recall)}});
  }
  for (const inference::ClaimBin& bin : way.measures.bins) {
    json["calibration"].push_back({{"from", bin.low},
                                   {"to", bin.high},
                                   {"claims", bin.n},
                                   {"expected", bin.expected},
                                   {"true", bin.n_true},
                                   {"share_low", bin.share.low},
                                   {"share_high", bin.share.high}});
  }
  json["chi_square"] = way.measures.chi_square;
  json["degrees"] = way.measures.degrees;
  json["p_value"] = way.measures.p_value;
  return json;
}

Json recall_of(const std::array<Estimate, inference::kRanks.size()>& recall) {
  Json json;
  for (std::size_t k = 0; k < recall.size(); ++k) json[std::to_string(inference::kRanks[k])] = json_of(recall[k]);
  return json;
}

Json lr_measures(const inference::Measures& m) {
  Json json = {{"prior", m.prior},
               {"cllr", json_of(m.cllr)},
               {"cllr_min", number_or_null(m.cllr_min)},
               {"cllr_calibration", number_or_null(m.cllr.value - m.cllr_min)},
               {"true_pairs_of_lr_0", m.n_impossible_true},
               {"at_lr_threshold", json_of(m.at_lr)},
               {"at_posterior_threshold", json_of(m.at_posterior)}};
  for (const auto& row : m.misleading) {
    json["misleading"].push_back({{"log10_t", row.log10_t},
                                  {"strangers_from_t", row.n_strangers},
                                  {"found", json_of(row.found)},
                                  {"expected", json_of(row.expected)},
                                  {"bound", row.bound},
                                  {"true_to_1_over_t", json_of(row.against)}});
  }
  for (const auto& row : m.capped) {
    json["capped"].push_back({{"log10_cap", row.log10_cap},
                              {"mean_lr_strangers", json_of(row.mean_lr)},
                              {"share_true_up_to_cap", json_of(row.share_h1)}});
  }
  for (const auto& bin : m.reliability) {
    json["reliability"].push_back({{"from", bin.low},
                                   {"to", bin.high},
                                   {"pairs", bin.n},
                                   {"true", bin.n_true},
                                   {"families", bin.n_families},
                                   {"independent_pairs", bin.n_effective},
                                   {"mean_posterior", bin.mean_posterior},
                                   {"share_true_low", bin.interval.low},
                                   {"share_true_high", bin.interval.high}});
  }
  return json;
}

std::string_view kind_name(matching::ScoreKind kind) {
  switch (kind) {
    case matching::ScoreKind::log10_lr:
      return "log10_lr";
    case matching::ScoreKind::best_log10_lr:
      return "best_log10_lr";
    case matching::ScoreKind::score:
      break;
  }
  return "score";
}

Json json_of(const BenchStrategy& strategy) {
  const inference::Measures& m = strategy.measures;
  Json json = {{"name", strategy.name},
               {"description", strategy.description},
               {"score", kind_name(strategy.kind)},
               {"true_pairs", m.n_true},
               {"stranger_pairs", m.n_strangers},
               {"kin_pairs", m.n_kin},
               {"missing_found", m.n_found},
               {"missing_without_evidence", m.n_not_scored},
               {"stranger_scores_kept_one_in", m.keep_one_in},
               {"recall_per_remains", recall_of(m.recall_remains)},
               {"recall_per_missing_person", recall_of(m.recall_missing)},
               {"auc", json_of(m.auc)}};
  if (m.is_lr) json["lr"] = lr_measures(m);
  for (const auto& s : m.splits) {
    json["splits"].push_back({{"by", s.by},
                              {"group", s.group},
                              {"remains", s.n_remains},
                              {"missing_found", s.n_found},
                              {"recall_remains_rank_1", s.recall_remains},
                              {"recall_missing_rank_1", s.recall_missing},
                              {"median_score", number_or_null(s.median_score)},
                              {"share_above_threshold", s.share_above}});
  }
  for (const auto& p : m.roc) {
    json["roc"].push_back({number_or_null(p.threshold), p.true_positive_rate, p.false_positive_rate});
  }
  const BenchCost& c = strategy.cost;
  json["cost"] = {{"seconds_evidence", c.seconds_evidence},
                  {"seconds_match", c.seconds_match},
                  {"cpu_seconds", c.cpu_seconds},
                  {"cpu_seconds_tables", c.cpu_seconds_tables},
                  {"cpu_seconds_scan", c.cpu_seconds_scan},
                  {"pairs_per_second", c.pairs_per_second},
                  {"peak_memory_bytes", c.peak_memory_bytes}};
  return json;
}

Json object_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json object = Json::object();
  for (const auto& [name, value] : pairs) object[name] = value;
  return object;
}

}  // namespace

void write_bench_json(std::ostream& out, const BenchReport& report) {
  Json json = {{"program", "kith"},
               {"version", kVersion},
               {"command", "bench"},
               {"subject", report.subject},
               {"title", report.title},
               {"seeds", report.seeds},
               {"options", object_of(report.options)},
               {"machine", object_of(report.machine)},
               {"counts",
                {{"families", report.n_families},
                 {"missing_persons", report.n_missing},
                 {"remains", report.n_remains},
                 {"pairs", report.n_pairs}}},
               {"seconds", report.seconds},
               {"log10_lr_threshold", report.measure_options.log10_threshold},
               {"posterior_threshold", report.measure_options.posterior_threshold},
               {"resamples", report.measure_options.n_resamples}};
  for (const BenchStrategy& strategy : report.strategies) json["strategies"].push_back(json_of(strategy));
  json["identifications"] = Json::array();
  for (const BenchDecisions& way : report.decisions) json["identifications"].push_back(json_of(way));
  json["seconds_joint"] = report.seconds_joint;
  json["comparisons"] = Json::array();
  for (const auto& c : report.comparisons) {
    Json row = {{"a", c.a},
                {"b", c.b},
                {"recall_remains_rank_1", json_of(c.recall_remains)},
                {"recall_missing_rank_1", json_of(c.recall_missing)},
                {"auc", json_of(c.auc)}};
    if (c.cllr) row["cllr"] = json_of(*c.cllr);
    json["comparisons"].push_back(std::move(row));
  }
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace kith::report

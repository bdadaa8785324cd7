#include "terminal/waterfall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "inference/pairs/posterior.hpp"
#include "terminal/numbers.hpp"
#include "terminal/text_table.hpp"

namespace kith::tool {
namespace {

/// Null where there is no such step, or no waterfall.
const report::PairStep* find_step(const Waterfall* waterfall, const std::string& name) {
  if (waterfall == nullptr) return nullptr;
  for (const report::PairStep& step : waterfall->steps) {
    if (step.name == name) return &step;
  }
  return nullptr;
}

double sum_of(const Waterfall& waterfall) {
  double sum = 0;
  for (const report::PairStep& step : waterfall.steps) sum += step.log10_lr;
  return sum;
}

/// The steps of both, those of the pair first.
std::vector<std::string> step_names(const Waterfall& pair, const std::optional<Waterfall>& other) {
  std::vector<std::string> names;
  for (const report::PairStep& step : pair.steps) names.push_back(step.name);
  if (!other) return names;
  for (const report::PairStep& step : other->steps) {
    if (std::find(names.begin(), names.end(), step.name) == names.end()) names.push_back(step.name);
  }
  return names;
}

/// "place"; "the group look (hair, eyes)" where steps share one.
std::string group_text(const Waterfall& pair, const report::PairStep& step) {
  std::string members;
  std::size_t n = 0;
  for (const report::PairStep& other : pair.steps) {
    if (other.group != step.group) continue;
    members += (n++ == 0 ? "" : ", ") + other.name;
  }
  return n < 2 ? step.name : "the group " + step.group + " (" + members + ")";
}

void print_rules(std::ostream& out, const Waterfall& pair) {
  const double total = sum_of(pair);
  bool first = true;
  for (const report::PairStep& step : pair.steps) {
    if (step.rule.empty()) continue;
    if (first) out << "\nHow the attributes were weighed\n";
    first = false;
    out << fmt::format("  {}: {}\n    without {} the pair has log10 LR {}\n", step.name, step.rule,
                       group_text(pair, step), log10_text(total - step.group_part));
  }
}

}  // namespace

void print_waterfall(std::ostream& out, const Waterfall& pair, const std::optional<Waterfall>& runner_up,
                     double prior) {
  const double start = std::log10(prior) - std::log1p(-prior) / std::log(10.0);
  std::vector<TextRow> rows{{"step", "family reports", "found", "log10 LR", "log10 odds"}};
  rows.push_back({"prior", "", "", "", log10_text(start)});
  if (runner_up) {
    rows[0].insert(rows[0].end(), {runner_up->missing_id + ": log10 LR", "log10 odds"});
    rows[1].insert(rows[1].end(), {"", log10_text(start)});
  }
  double odds = start, odds_of_other = start;
  for (const std::string& name : step_names(pair, runner_up)) {
    const report::PairStep* here = find_step(&pair, name);
    const report::PairStep* there = find_step(runner_up ? &*runner_up : nullptr, name);
    odds += here != nullptr ? here->log10_lr : 0;
    odds_of_other += there != nullptr ? there->log10_lr : 0;
    TextRow row{name, here != nullptr ? here->report : "", here != nullptr ? here->found : "",
                here != nullptr ? signed_text(here->log10_lr) : "", log10_text(odds)};
    if (runner_up) {
      row.push_back(there != nullptr ? signed_text(there->log10_lr) : "");
      row.push_back(log10_text(odds_of_other));
    }
    rows.push_back(std::move(row));
  }
  TextRow last{"sum; posterior probability", "", "", signed_text(sum_of(pair)),
               posterior_text(inference::posterior(sum_of(pair), prior))};
  if (runner_up) {
    last.push_back(signed_text(sum_of(*runner_up)));
    last.push_back(posterior_text(inference::posterior(sum_of(*runner_up), prior)));
  }
  rows.push_back(std::move(last));
  out << "\nFrom prior to posterior" << (runner_up ? ", the runner-up beside it" : "")
      << "\n  (odds: p / (1 - p) of the probability p; each step adds its log10 LR)\n";
  print_table(out, rows, {3, 4, 5, 6});
  print_rules(out, pair);
}

}  // namespace kith::tool

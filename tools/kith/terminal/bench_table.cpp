#include "terminal/bench_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "terminal/text_table.hpp"

namespace kith::tool {

namespace {

using inference::Estimate;

/// "0.912 (.899-.924)"
std::string text_of(const Estimate& e) {
  if (std::isnan(e.value)) return "-";
  if (std::isinf(e.value)) return "inf";
  const auto short_text = [](double v) {
    std::string text = fmt::format("{:.3f}", v);
    if (text.compare(0, 2, "0.") == 0) text.erase(0, 1);
    if (text.compare(0, 3, "-0.") == 0) text.erase(1, 1);
    return text;
  };
  return fmt::format("{:.3f} ({}-{})", e.value, short_text(e.interval.low), short_text(e.interval.high));
}

std::string difference_text(const Estimate& e) {
  if (std::isnan(e.value)) return "-";
  return fmt::format("{:+.3f} ({:+.3f} to {:+.3f})", e.value, e.interval.low, e.interval.high);
}

void print_strategies(std::ostream& out, const report::BenchReport& report, std::size_t width) {
  out << fmt::format("{:<{}}  {:>19}  {:>19}  {:>6}  {:>19}  {:>6}  {:>9}  {:>7}  {:>8}\n", "strategy", width,
                     "rank 1, remains", "rank 1, missing", "AUC", "Cllr", "scale", "precision", "cpu s", "pairs/s");
  for (const report::BenchStrategy& s : report.strategies) {
    const auto& m = s.measures;
    const std::string scale = m.is_lr ? fmt::format("{:.3f}", m.cllr.value - m.cllr_min) : "-";
    out << fmt::format("{:<{}}  {:>19}  {:>19}  {:>6.4f}  {:>19}  {:>6}  {:>9}  {:>7.2f}  {:>8.2g}\n", s.name, width,
                       text_of(m.recall_remains[0]), text_of(m.recall_missing[0]), m.auc.value,
                       m.is_lr ? text_of(m.cllr) : "-", scale,
                       m.is_lr ? fmt::format("{:.3f}", m.at_posterior.precision.value) : "-", s.cost.cpu_seconds,
                       s.cost.pairs_per_second);
  }
}

/// Who is who, together and one by one: what is decided, and how much of it is wrong.
void print_decisions(std::ostream& out, const report::BenchReport& report) {
  if (report.decisions.empty()) return;
  out << "\nIdentifications, kin counted as wrong\n";
  std::vector<TextRow> rows{
      {"decided", "posterior from", "claims", "wrong", "of these kin", "precision", "recall", "recall of the family"}};
  for (const report::BenchDecisions& way : report.decisions) {
    for (const inference::ClaimDecisions& d : way.measures.decisions) {
      rows.push_back({way.description, fmt::format("{:g}", d.threshold), std::to_string(d.n_claims),
                      std::to_string(d.n_kin + d.n_strangers), std::to_string(d.n_kin), text_of(d.precision),
                      text_of(d.recall), text_of(d.family_recall)});
    }
  }
  print_table(out, rows, {1, 2, 3, 4, 5, 6, 7});
  for (const report::BenchDecisions& way : report.decisions) {
    const auto in = std::count_if(way.measures.bins.begin(), way.measures.bins.end(),
                                  [](const inference::ClaimBin& bin) { return bin.is_in; });
    out << fmt::format("Calibration, {}: {} of 10 bins hold, chi-square p = {:.3g}\n", way.description, in,
                       way.measures.p_value);
  }
}

}  // namespace

void print_bench(std::ostream& out, const report::BenchReport& report) {
  std::size_t width = 8;
  for (const report::BenchStrategy& s : report.strategies) width = std::max(width, s.name.size());
  const auto& first = report.strategies.front().measures;
  out << fmt::format("{}: {} missing persons of {} families, {} remains; {} true pairs, {} of strangers, {} of kin\n\n",
                     report.subject, report.n_missing, report.n_families, report.n_remains, first.n_true,
                     first.n_strangers, first.n_kin);
  print_strategies(out, report, width);
  out << "\nOn the same families, rank 1 per remains:\n";
  for (std::size_t i = 0; i + 1 < report.strategies.size(); ++i) {
    for (const auto& c : report.comparisons) {
      if (c.a != report.strategies[i].name || c.b != report.strategies[i + 1].name) continue;
      out << fmt::format("  {:<{}}  {}\n", c.a + " - " + c.b, 2 * width + 3, difference_text(c.recall_remains));
    }
  }
  print_decisions(out, report);
  out << fmt::format(
      "\nIn brackets: 95 % intervals by bootstrap over families. Cllr: 0 perfect, 1 worthless; scale: the part of it "
      "that is "
      "calibration.\nprecision: of pairs with posterior >= {:g}.\n",
      report.measure_options.posterior_threshold);
}

}  // namespace kith::tool

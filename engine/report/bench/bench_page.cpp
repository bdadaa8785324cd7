// report.html of a bench: one file, no scripts, nothing loaded from anywhere.
#include <fmt/format.h>

#include <cmath>

#include "core/version.hpp"
#include "report/bench/bench_figures.hpp"
#include "report/bench/bench_report.hpp"

namespace kith::report {

namespace {

using inference::Estimate;

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '&') {
      result += "&amp;";
    } else if (c == '"') {
      result += "&quot;";
    } else {
      result += c;
    }
  }
  return result;
}

std::string number(double value, int digits = 3) {
  if (std::isnan(value)) return "–";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  return fmt::format("{:.{}f}", value, digits);
}

std::string cell(const Estimate& e, int digits = 3) {
  if (std::isnan(e.value)) return "<td>–</td>";
  return fmt::format("<td>{}<small>{} to {}</small></td>", number(e.value, digits), number(e.interval.low, digits),
                     number(e.interval.high, digits));
}

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>kith bench</title>
<style>
body { font: 15px/1.5 sans-serif; color: #222; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
th, td { text-align: right; padding: .2rem .7rem; border-bottom: 1px solid #ddd; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } th { border-bottom: 2px solid #888; font-weight: 600; }
td.text { text-align: left; white-space: normal; } td small { color: #666; display: block; }
th.text { text-align: left; } p.note { color: #555; }
figure { margin: 1rem 0; } svg { max-width: 100%; height: auto; } code { background: #f3f3f3; padding: 0 .2rem; }
</style></head><body>
)";

void write_head(std::ostream& out, const BenchReport& report) {
  out << kHead;
  out << fmt::format("<h1>Matching strategies on {}</h1>\n<p class=\"note\">{}</p>\n", escaped(report.subject),
                     escaped(report.title));
  std::string seeds;
  for (const std::uint64_t seed : report.seeds) seeds += (seeds.empty() ? "" : ", ") + std::to_string(seed);
  out << fmt::format(
      "<p>{} missing persons of {} families, {} remains, {} pairs{}. Intervals are 95 %, by {} bootstrap resamples of "
      "families. kith {}, {:.0f} s in all.</p>\n",
      report.n_missing, report.n_families, report.n_remains, report.n_pairs,
      seeds.empty() ? "" : "; " + std::string(report.seeds.size() > 1 ? "seeds " : "seed ") + seeds,
      report.measure_options.n_resamples, kVersion, report.seconds);
}

void write_strategies(std::ostream& out, const BenchReport& report) {
  out << "<h2>Strategies</h2>\n<table><tr><th>strategy</th><th class=\"text\">score</th><th "
         "class=\"text\">models</th></tr>\n";
  for (const BenchStrategy& s : report.strategies) {
    out << fmt::format("<tr><td>{}</td><td class=\"text\">{}</td><td class=\"text\">{}</td></tr>\n", escaped(s.name),
                       escaped(s.description), escaped(s.practice));
  }
  out << "</table>\n<h2>Accuracy</h2>\n<table><tr><th>strategy</th><th>rank 1 per<br>remains</th><th>rank 10 "
         "per<br>remains</th>"
         "<th>rank 1 per<br>missing person</th><th>AUC</th><th>C<sub>llr</sub></th><th>of it calibration</th></tr>\n";
  for (const BenchStrategy& s : report.strategies) {
    const auto& m = s.measures;
    out << "<tr><td>" << escaped(s.name) << "</td>" << cell(m.recall_remains[0]) << cell(m.recall_remains[2])
        << cell(m.recall_missing[0]) << cell(m.auc, 4);
    if (m.is_lr) {
      out << cell(m.cllr) << "<td>" << number(m.cllr.value - m.cllr_min) << "</td>";
    } else {
      out << "<td>–</td><td>–</td>";
    }
    out << "</tr>\n";
  }
  out << "</table>\n<p class=\"note\">Equal scores count by chance. C<sub>llr</sub>: 0 is perfect, 1 says nothing; "
         "infinite "
         "where a true pair has likelihood ratio 0. Scores that are no likelihood ratios have none.</p>\n";
}

void write_comparisons(std::ostream& out, const BenchReport& report) {
  if (report.comparisons.empty()) return;
  out << "<h2>Differences on the same families</h2>\n<table><tr><th>strategies</th><th>rank 1 per<br>remains</th>"
         "<th>rank 1 per<br>missing person</th><th>AUC</th><th>C<sub>llr</sub> (lower is better)</th></tr>\n";
  const auto place = [&](const std::string& name) {
    std::size_t i = 0;
    while (report.strategies[i].name != name) ++i;
    return i;
  };
  for (const auto& c : report.comparisons) {
    if (place(c.b) != place(c.a) + 1) continue;
    out << fmt::format("<tr><td>{} − {}</td>", escaped(c.a), escaped(c.b)) << cell(c.recall_remains)
        << cell(c.recall_missing) << cell(c.auc, 4) << (c.cllr ? cell(*c.cllr) : "<td>–</td>") << "</tr>\n";
  }
  out << "</table>\n<p class=\"note\">Neighbours in the order asked for; comparisons.csv has all pairs.</p>\n";
}

void write_decisions(std::ostream& out, const BenchReport& report) {
  out << fmt::format(
      "<h2>Decisions by a threshold</h2>\n<table><tr><th>strategy</th><th>threshold</th><th>true</th><th>strangers</th>"
      "<th>kin</th><th>precision</th><th>recall</th></tr>\n");
  for (const BenchStrategy& s : report.strategies) {
    if (!s.measures.is_lr) continue;
    const auto row = [&](const std::string& threshold, const inference::Decisions& d) {
      out << fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>", escaped(s.name), threshold,
                         d.n_true, d.n_strangers, d.n_kin)
          << cell(d.precision) << cell(d.recall) << "</tr>\n";
    };
    row(fmt::format("log10 LR ≥ {:g}", report.measure_options.log10_threshold), s.measures.at_lr);
    row(fmt::format("posterior ≥ {:g}", report.measure_options.posterior_threshold), s.measures.at_posterior);
  }
  out << "</table>\n<p class=\"note\">Kin: remains of somebody else whom the same family misses.</p>\n";
}

void write_cost(std::ostream& out, const BenchReport& report) {
  out << "<h2>Cost</h2>\n<table><tr><th>strategy</th><th>evidence, s</th><th>match, s</th><th>processor, s</th>"
         "<th>million pairs/s</th><th>peak memory, MB</th></tr>\n";
  for (const BenchStrategy& s : report.strategies) {
    out << fmt::format(
        "<tr><td>{}</td><td>{:.2f}</td><td>{:.2f}</td><td>{:.2f}</td><td>{:.2f}</td><td>{}</td></tr>\n",
        escaped(s.name), s.cost.seconds_evidence, s.cost.seconds_match, s.cost.cpu_seconds,
        s.cost.pairs_per_second / 1e6,
        s.cost.peak_memory_bytes == 0 ? "–" : fmt::format("{:.0f}", double(s.cost.peak_memory_bytes) / 1e6));
  }
  out << "</table>\n<p class=\"note\">Means over the cases, of building the evidence and matching; reading and "
         "measuring apart. "
         "The processor's seconds are summed over threads.</p>\n<table><tr><th>machine</th><th></th></tr>\n";
  for (const auto& [name, value] : report.machine) {
    out << fmt::format("<tr><td>{}</td><td class=\"text\">{}</td></tr>\n", escaped(name), escaped(value));
  }
  out << "</table>\n";
}

void write_figures(std::ostream& out, const BenchReport& report) {
  const std::vector<Chart> figures = bench_figures(report);
  const auto drawn = draw(figures);
  if (!drawn) {
    out << fmt::format("<p class=\"note\">No figures: {}. The CSV tables have the numbers.</p>\n",
                       escaped(drawn.error().message));
    return;
  }
  for (std::size_t i = 0; i < figures.size(); ++i) {
    out << fmt::format("<h2>{}</h2>\n<p class=\"note\">{}</p>\n<figure>{}</figure>\n", escaped(figures[i].title),
                       escaped(figures[i].text), drawn.value()[i]);
  }
}

}  // namespace

void write_bench_page(std::ostream& out, const BenchReport& report) {
  write_head(out, report);
  write_strategies(out, report);
  write_comparisons(out, report);
  write_decisions(out, report);
  write_figures(out, report);
  write_cost(out, report);
  out << "</body></html>\n";
}

}  // namespace kith::report

// The CSV tables of `kith bench`.
#include <cmath>
#include <functional>
#include <map>

#include "core/check.hpp"
#include "report/bench/bench_report.hpp"
#include "text/csv_writer.hpp"

namespace kith::report {

namespace {

using inference::Estimate;

text::CsvWriter& cells(text::CsvWriter& csv, const Estimate& estimate) {
  return csv.cell(estimate.value).cell(estimate.interval.low).cell(estimate.interval.high);
}

text::CsvWriter& count(text::CsvWriter& csv, std::uint64_t n) { return csv.cell(std::to_string(n)); }

/// One row for every strategy with every item of one of its lists.
template <class Items, class Row>
void rows(text::CsvWriter& csv, const BenchReport& report, Items inference::Measures::*items, Row row) {
  for (const BenchStrategy& strategy : report.strategies) {
    for (const auto& item : strategy.measures.*items) {
      csv.cell(strategy.name);
      row(item);
      csv.end_row();
    }
  }
}

void strategies(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"strategy", "measure", "value", "low", "high"});
  const auto row = [&](const BenchStrategy& strategy, const std::string& measure, const Estimate& estimate) {
    csv.cell(strategy.name).cell(measure);
    cells(csv, estimate).end_row();
  };
  for (const BenchStrategy& strategy : report.strategies) {
    const inference::Measures& m = strategy.measures;
    for (std::size_t k = 0; k < inference::kRanks.size(); ++k) {
      row(strategy, "recall_remains_rank_" + std::to_string(inference::kRanks[k]), m.recall_remains[k]);
    }
    for (std::size_t k = 0; k < inference::kRanks.size(); ++k) {
      row(strategy, "recall_missing_rank_" + std::to_string(inference::kRanks[k]), m.recall_missing[k]);
    }
    row(strategy, "auc", m.auc);
    if (!m.is_lr) continue;
    row(strategy, "cllr", m.cllr);
    row(strategy, "cllr_min", {m.cllr_min, {m.cllr_min, m.cllr_min}});
  }
}

void comparisons(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"a", "b", "measure", "a_minus_b", "low", "high"});
  for (const inference::Comparison& c : report.comparisons) {
    const auto row = [&](const char* measure, const Estimate& estimate) {
      csv.cell(c.a).cell(c.b).cell(measure);
      cells(csv, estimate).end_row();
    };
    row("recall_remains_rank_1", c.recall_remains);
    row("recall_missing_rank_1", c.recall_missing);
    row("auc", c.auc);
    if (c.cllr) row("cllr", *c.cllr);
  }
}

void splits(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"strategy", "by", "group", "remains", "missing_found", "recall_remains_rank_1", "recall_missing_rank_1",
           "median_score", "share_above_threshold"});
  rows(csv, report, &inference::Measures::splits, [&](const inference::SplitRow& s) {
    csv.cell(s.by).cell(s.group);
    count(csv, s.n_remains);
    count(csv, s.n_found).cell(s.recall_remains).cell(s.recall_missing).cell(s.median_score).cell(s.share_above);
  });
}

void decisions(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"strategy", "threshold", "true", "strangers", "kin", "precision", "precision_low", "precision_high",
           "recall", "recall_low", "recall_high"});
  for (const BenchStrategy& strategy : report.strategies) {
    if (!strategy.measures.is_lr) continue;
    const auto row = [&](const std::string& threshold, const inference::Decisions& d) {
      csv.cell(strategy.name).cell(threshold);
      count(csv, d.n_true);
      count(csv, d.n_strangers);
      count(csv, d.n_kin);
      cells(csv, d.precision);
      cells(csv, d.recall).end_row();
    };
    row("log10_lr " + text::number_text(report.measure_options.log10_threshold), strategy.measures.at_lr);
    row("posterior " + text::number_text(report.measure_options.posterior_threshold), strategy.measures.at_posterior);
  }
}

void assignments(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"decided",
           "posterior_from",
           "claims",
           "right",
           "kin",
           "strangers",
           "precision",
           "precision_low",
           "precision_high",
           "recall",
           "recall_low",
           "recall_high",
           "family_claims",
           "family_right",
           "family_precision",
           "family_precision_low",
           "family_precision_high",
           "family_recall",
           "family_recall_low",
           "family_recall_high"});
  for (const BenchDecisions& way : report.decisions) {
    for (const inference::ClaimDecisions& d : way.measures.decisions) {
      csv.cell(way.name).cell(d.threshold).count(d.n_claims).count(d.n_right).count(d.n_kin).count(d.n_strangers);
      cells(csv, d.precision);
      cells(csv, d.recall).count(d.n_family_claims).count(d.n_family_right);
      cells(csv, d.family_precision);
      cells(csv, d.family_recall).end_row();
    }
  }
}

void calibration(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"decided", "posterior_from", "posterior_to", "claims", "expected", "true", "share_low", "share_high",
           "in_interval", "chi_square", "degrees", "p_value"});
  for (const BenchDecisions& way : report.decisions) {
    for (const inference::ClaimBin& bin : way.measures.bins) {
      csv.cell(way.name).cell(bin.low).cell(bin.high).count(bin.n).cell(bin.expected).count(bin.n_true);
      csv.cell(bin.share.low).cell(bin.share.high).cell(bin.is_in ? "yes" : "no");
      csv.cell(way.measures.chi_square).count(way.measures.degrees).cell(way.measures.p_value).end_row();
    }
  }
}

void misleading(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"strategy", "log10_t", "strangers_from_t", "found", "found_low", "found_high", "expected", "expected_low",
           "expected_high", "bound", "true_to_1_over_t", "against_low", "against_high"});
  rows(csv, report, &inference::Measures::misleading, [&](const inference::MisleadingRow& m) {
    csv.cell(m.log10_t);
    count(csv, m.n_strangers);
    cells(csv, m.found);
    cells(csv, m.expected).cell(m.bound);
    cells(csv, m.against);
  });
}

void capped(text::CsvWriter& csv, const BenchReport& report) {
  csv.row(
      {"strategy", "log10_cap", "mean_lr_strangers", "low", "high", "share_true_up_to_cap", "share_low", "share_high"});
  rows(csv, report, &inference::Measures::capped, [&](const inference::CappedRow& c) {
    csv.cell(c.log10_cap);
    cells(csv, c.mean_lr);
    cells(csv, c.share_h1);
  });
}

void reliability(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"strategy", "posterior_from", "posterior_to", "pairs", "true", "families", "independent_pairs",
           "mean_posterior", "share_true", "share_true_low", "share_true_high"});
  rows(csv, report, &inference::Measures::reliability, [&](const inference::ReliabilityBin& b) {
    csv.cell(b.low).cell(b.high);
    count(csv, b.n);
    count(csv, b.n_true);
    count(csv, b.n_families).cell(b.n_effective).cell(b.mean_posterior);
    csv.cell(b.n > 0 ? static_cast<double>(b.n_true) / static_cast<double>(b.n) : std::nan(""));
    csv.cell(b.interval.low).cell(b.interval.high);
  });
}

void roc(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"strategy", "threshold", "true_positive_rate", "false_positive_rate"});
  rows(csv, report, &inference::Measures::roc, [&](const inference::RocPoint& p) {
    csv.cell(p.threshold).cell(p.true_positive_rate).cell(p.false_positive_rate);
  });
}

void reassociation(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"group", "measure", "value", "low", "high"});
  for (const inference::ReassociationRow& row : report.reassociation) {
    csv.cell(row.group).cell(row.measure);
    cells(csv, row.estimate).end_row();
  }
}

void cost(text::CsvWriter& csv, const BenchReport& report) {
  csv.row({"strategy", "seconds_evidence", "seconds_match", "cpu_seconds", "cpu_seconds_tables", "cpu_seconds_scan",
           "pairs_per_second", "peak_memory_bytes"});
  for (const BenchStrategy& s : report.strategies) {
    csv.cell(s.name).cell(s.cost.seconds_evidence).cell(s.cost.seconds_match).cell(s.cost.cpu_seconds);
    csv.cell(s.cost.cpu_seconds_tables).cell(s.cost.cpu_seconds_scan).cell(s.cost.pairs_per_second);
    count(csv, s.cost.peak_memory_bytes).end_row();
  }
}

using Writer = void (*)(text::CsvWriter&, const BenchReport&);

const std::map<std::string, Writer>& writers() {
  static const std::map<std::string, Writer> all = {{"strategies.csv", strategies},
                                                    {"comparisons.csv", comparisons},
                                                    {"splits.csv", splits},
                                                    {"decisions.csv", decisions},
                                                    {"assignments.csv", assignments},
                                                    {"calibration.csv", calibration},
                                                    {"misleading.csv", misleading},
                                                    {"capped.csv", capped},
                                                    {"reliability.csv", reliability},
                                                    {"roc.csv", roc},
                                                    {"reassociation.csv", reassociation},
                                                    {"cost.csv", cost}};
  return all;
}

}  // namespace

std::vector<std::string> bench_table_names() {
  std::vector<std::string> names;
  for (const auto& [name, writer] : writers()) names.push_back(name);
  return names;
}

void write_bench_table(std::ostream& out, const std::string& name, const BenchReport& report) {
  const auto found = writers().find(name);
  KITH_CHECK(found != writers().end());
  text::CsvWriter csv(out);
  found->second(csv, report);
}

}  // namespace kith::report

#include "report/bench/bench_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>

namespace kith::report {

namespace {

/// A strategy's data block and the part of the plot command that shows it.
class Plot {
 public:
  void add(const std::string& block, const std::string& how) {
    blocks_ += fmt::format("$data{} << EOD\n{}EOD\n", n_, block);
    commands_ += fmt::format("{}$data{} {}", commands_.empty() ? "" : ", \\\n  ", n_, how);
    ++n_;
  }
  void add_function(const std::string& command) {
    commands_ += fmt::format("{}{}", commands_.empty() ? "" : ", ", command);
  }
  [[nodiscard]] bool is_empty() const { return n_ == 0; }
  [[nodiscard]] std::string script(const std::string& settings) const {
    return blocks_ + settings + "plot " + commands_ + "\n";
  }

 private:
  std::string blocks_;
  std::string commands_;
  std::size_t n_ = 0;
};

std::string lines_of(const BenchStrategy& strategy, std::size_t number) {
  return fmt::format("using 1:2 with lines lt {} title {}", number + 1, gnuplot_string(strategy.name));
}

/// The rate below which no pair lies, for a logarithmic axis.
double least_rate(const BenchReport& report) {
  std::uint64_t most = 10;
  for (const auto& strategy : report.strategies) most = std::max(most, strategy.measures.n_strangers);
  return 0.5 / static_cast<double>(most);
}

/// 10 to a whole power, as people write it.
std::string power_of_ten(int exponent) {
  constexpr std::array<const char*, 10> kRaised{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  if (exponent == 0) return "1";
  std::string text = exponent < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(std::abs(exponent))) text += kRaised[static_cast<std::size_t>(digit - '0')];
  return text;
}

/// Tics of a logarithmic axis from `least` to 1.
std::string decades(double least) {
  std::string text;
  for (int e = 0; e >= std::floor(std::log10(least)); --e) {
    text += fmt::format("{}'{}' 1e{}", text.empty() ? "" : ", ", power_of_ten(e), e);
  }
  return text;
}

Chart recall(const BenchReport& report) {
  Plot plot;
  std::string tics;
  for (std::size_t s = 0; s < report.strategies.size(); ++s) {
    const auto& strategy = report.strategies[s];
    tics += fmt::format("{}{} {}", s == 0 ? "" : ", ", gnuplot_string(strategy.name), s);
  }
  constexpr double kShift[] = {-0.26, 0, 0.26};
  for (std::size_t k = 0; k < inference::kRanks.size(); ++k) {
    std::string block;
    for (std::size_t s = 0; s < report.strategies.size(); ++s) {
      const auto& r = report.strategies[s].measures.recall_remains[k];
      block += fmt::format("{} {} {} {}\n", static_cast<double>(s) + kShift[k], r.value, r.interval.low,
                           r.interval.high);
    }
    plot.add(block, fmt::format("using 1:2:3:4:(0.24) with boxerrorbars lt {} fs solid 0.5 title 'rank {}{}'", k + 1,
                                k == 0 ? "" : "1 to ", inference::kRanks[k]));
  }
  return {"Recall by rank, per remains",
          "How often the right missing person is the first, among the first five, among the first ten of all missing "
          "persons. "
          "Bars: 95 % intervals by bootstrap over families.",
          plot.script(fmt::format(
              "set xtics ({}) scale 0\nset grid noxtics\nset yrange [0:1]\nset xrange [-0.6:{}]\nset boxwidth 0.24\n"
              "set ylabel 'recall'\nset key outside right top\n",
              tics, static_cast<double>(report.strategies.size()) - 0.4))};
}

Chart roc(const BenchReport& report) {
  const double least = least_rate(report);
  Plot plot;
  for (std::size_t s = 0; s < report.strategies.size(); ++s) {
    std::string block = fmt::format("{} 0\n", least);
    for (const auto& p : report.strategies[s].measures.roc) {
      block += fmt::format("{} {}\n", std::max(least, p.false_positive_rate), p.true_positive_rate);
    }
    plot.add(block, lines_of(report.strategies[s], s));
  }
  return {"ROC",
          "True pairs found against pairs of strangers let through, over all thresholds. The horizontal axis is "
          "logarithmic: of "
          "millions of pairs, one in a thousand is still thousands. Its left end stands for none at all.",
          plot.script(fmt::format("set logscale x\nset xtics ({})\nset xrange [{}:1]\nset yrange [0:1]\n"
                                  "set xlabel 'share of stranger pairs at or above the threshold'\n"
                                  "set ylabel 'share of true pairs'\nset key outside right top\n",
                                  decades(least), least))};
}

Chart det(const BenchReport& report) {
  const double least = least_rate(report);
  Plot plot;
  for (std::size_t s = 0; s < report.strategies.size(); ++s) {
    std::string block;
    for (const auto& p : report.strategies[s].measures.roc) {
      const double miss = 1 - p.true_positive_rate;
      if (miss < 1e-4 || p.false_positive_rate >= 1) continue;
      block += fmt::format("{} {}\n", std::max(least, p.false_positive_rate), miss);
    }
    if (!block.empty()) {
      plot.add(block, fmt::format("using (invnorm($1)):(invnorm($2)) with lines lt {} title {}", s + 1,
                                  gnuplot_string(report.strategies[s].name)));
    }
  }
  if (plot.is_empty()) return {};
  const auto tics = [](std::initializer_list<double> rates) {
    std::string text;
    for (const double rate : rates) {
      const auto label = rate < 0.0005 ? power_of_ten(static_cast<int>(std::lround(std::log10(rate))))
                                       : fmt::format("{}", rate);
      text += fmt::format("{}'{}' invnorm({})", text.empty() ? "" : ", ", label, rate);
    }
    return text;
  };
  return {"DET",
          "The same as misses against false alarms, both on the scale of normal deviates: lower left is better, "
          "straight lines are "
          "normal scores.",
          plot.script(fmt::format("set xtics ({})\nset ytics ({})\nset xrange [invnorm({}):invnorm(0.5)]\n"
                                  "set yrange [invnorm(0.0005):invnorm(0.9)]\nset xlabel 'false alarms'\n"
                                  "set ylabel 'misses'\nset key outside right top\n",
                                  tics({1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.4}),
                                  tics({0.001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8}), least))};
}

/// A panel for each strategy, three in a row: side by side they would hide each other.
Chart reliability(const BenchReport& report) {
  constexpr std::size_t kPerRow = 3;
  std::string panels;
  std::size_t n = 0;
  for (std::size_t s = 0; s < report.strategies.size(); ++s) {
    std::string block;
    for (const auto& bin : report.strategies[s].measures.reliability) {
      if (bin.n == 0) continue;
      block += fmt::format("{} {} {} {}\n", bin.mean_posterior,
                           static_cast<double>(bin.n_true) / static_cast<double>(bin.n), bin.interval.low,
                           bin.interval.high);
    }
    if (block.empty()) continue;
    Plot plot;
    plot.add_function("x with lines lc rgb '#999999' dt 2 notitle");
    plot.add(block, fmt::format("using 1:2:3:4 with yerrorbars lt {} ps 0.7 notitle", s + 1));
    panels += plot.script(fmt::format("set title {}\n", gnuplot_string(report.strategies[s].name)));
    ++n;
  }
  if (n == 0) return {};
  const std::size_t n_rows = (n + kPerRow - 1) / kPerRow;
  return {
      "Do posteriors mean what they say?",
      "Pairs by their posterior: what is claimed against the share that is true, with 95 % intervals that count the "
      "pairs of a family as dependent. On the dashed line claims hold; below it they are too strong.",
      fmt::format("set multiplot layout {},{}\nset xrange [0:1]\nset yrange [0:1]\nset size square\nset xtics 0.2\n"
                  "set ytics 0.2\nset xlabel 'mean posterior'\nset ylabel 'share of true pairs'\n{}unset multiplot\n",
                  n_rows, kPerRow, panels),
      static_cast<int>(300 * n_rows)};
}

Chart misleading(const BenchReport& report) {
  Plot plot;
  double least = 1;
  double last = 1;
  for (std::size_t s = 0; s < report.strategies.size(); ++s) {
    std::string block;
    for (const auto& row : report.strategies[s].measures.misleading) {
      if (row.n_strangers == 0) continue;
      least = std::min(least, row.found.value);
      last = std::max(last, row.log10_t);
      block += fmt::format("{} {} {} {} {}\n", row.log10_t, row.found.value, std::max(row.found.interval.low, 1e-12),
                           row.found.interval.high, std::max(row.expected.value, 1e-12));
    }
    if (block.empty()) continue;
    plot.add(block, fmt::format("using 1:2:3:4 with yerrorlines lt {} title {}", s + 1,
                                gnuplot_string(report.strategies[s].name + ": found")));
    plot.add(block, fmt::format("using 1:5 with lines lt {} dt 3 title 'expected'", s + 1));
  }
  if (plot.is_empty()) return {};
  const double lowest = std::pow(10, std::floor(std::log10(std::max(least, 1e-12))) - 1);
  plot.add_function("10**(-x) with lines lc rgb '#999999' dt 2 title 'bound 1/t'");
  return {
      "Chance hits",
      "Share of stranger pairs with a likelihood ratio of t or more: found, expected from the true pairs' likelihood "
      "ratios "
      "(dotted), and the bound 1/t that every likelihood ratio keeps.",
      plot.script(fmt::format("set logscale y\nset xtics 1\nset ytics ({})\nset yrange [{}:1]\nset xrange [0:{}]\n"
                              "set xlabel 'log10 t'\nset ylabel 'share of stranger pairs'\nset key outside right top\n",
                              decades(lowest), lowest, last + 0.5))};
}

/// Recall at rank 1 in every group of one split, strategies side by side.
Chart split(const BenchReport& report, const std::string& by, const std::string& title, const std::string& text) {
  std::vector<std::string> groups;
  std::vector<std::uint64_t> sizes;
  for (const auto& row : report.strategies.front().measures.splits) {
    if (row.by != by) continue;
    groups.push_back(row.group);
    sizes.push_back(row.n_remains);
  }
  if (groups.empty()) return {};
  std::string tics;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    tics += fmt::format("{}{} {}", g == 0 ? "" : ", ", gnuplot_string(fmt::format("{} (n = {})", groups[g], sizes[g])),
                        g);
  }
  Plot plot;
  const auto n = static_cast<double>(report.strategies.size());
  for (std::size_t s = 0; s < report.strategies.size(); ++s) {
    std::string block;
    std::size_t g = 0;
    for (const auto& row : report.strategies[s].measures.splits) {
      if (row.by != by) continue;
      const double x = static_cast<double>(g++) + (static_cast<double>(s) - (n - 1) / 2) * 0.8 / n;
      block += fmt::format("{} {}\n", x, row.recall_remains);
    }
    plot.add(block, fmt::format("using 1:2 with boxes lt {} fs solid 0.6 noborder title {}", s + 1,
                                gnuplot_string(report.strategies[s].name)));
  }
  return {title, text,
          plot.script(
              fmt::format("set xtics ({}) scale 0 rotate by 30 right\nset grid noxtics\nset yrange [0:1]\nset xrange "
                          "[-0.6:{}]\nset boxwidth {}\n"
                          "set bmargin 7\nset lmargin 14\nset ylabel 'recall at rank 1'\nset key outside right top\n",
                          tics, static_cast<double>(groups.size()) - 0.4, 0.8 / n)),
          480};
}

}  // namespace

std::vector<Chart> bench_figures(const BenchReport& report) {
  std::vector<Chart> figures;
  if (report.strategies.empty() || report.strategies.front().measures.roc.empty()) return figures;
  for (Chart& figure :
       std::vector<Chart>{recall(report),
                          split(report, "typed", "Who was typed",
                                "Recall at rank 1 per remains, by the typed relatives of the missing person: the "
                                "first class that holds, from the strongest down."),
                          split(report, "loci", "How much of the profile is there",
                                "Recall at rank 1 per remains, by the number of markers typed in the remains."),
                          roc(report), det(report), reliability(report), misleading(report)}) {
    if (!figure.script.empty()) figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace kith::report

#include "inference/learning/learning.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "attributes/frame/attribute_column.hpp"
#include "core/check.hpp"
#include "core/log_add.hpp"

namespace kith::inference {
namespace {

using attributes::AttributeColumn;
using matching::EvidenceTable;
using matching::TargetIndex;

constexpr std::array<std::pair<LearningMethod, std::string_view>, 3> kMethods{
    {{LearningMethod::with_dna, "em-dna"}, {LearningMethod::unlabelled, "em"}, {LearningMethod::decided, "decided"}}};

/// SplitMix64: a pair's place as a number without pattern.
std::uint64_t scattered(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

/// log10 LR of the DNA in steps of a half, so that pairs can be counted together. Below -10 and above 30 DNA has
/// decided alone.
constexpr double kBinsPerUnit = 2;
constexpr double kLowest = -10, kHighest = 30;
constexpr std::int16_t kImpossibleBin = std::numeric_limits<std::int16_t>::min();

std::int16_t dna_bin(double log10_lr) {
  if (log10_lr == kImpossible) return kImpossibleBin;
  return static_cast<std::int16_t>(std::lround(std::clamp(log10_lr, kLowest, kHighest) * kBinsPerUnit));
}

double log10_of_bin(std::int16_t bin) { return bin == kImpossibleBin ? kImpossible : bin / kBinsPerUnit; }

/// Levels, then the bin: what is counted.
struct Key {
  Levels levels;
  std::int16_t bin = 0;
  friend auto operator<=>(const Key&, const Key&) = default;
};
struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::uint64_t hash = static_cast<std::uint16_t>(key.bin);
    for (const std::uint8_t level : key.levels) hash = scattered(hash * 31 + level);
    return hash;
  }
};

struct Counts {
  std::unordered_map<Key, std::uint64_t, KeyHash> patterns;
  std::vector<std::vector<std::uint64_t>> decided;  ///< per attribute and level
  std::vector<std::vector<double>> ratio_sum;       ///< per attribute and level, each pair by its chance to be no match
  std::vector<std::vector<double>> ratio_pairs;     ///< how many these are, by the same
  std::uint64_t n_used = 0;
  std::uint64_t n_decided = 0;
};

class PairCounter {
 public:
  PairCounter(const EvidenceTable& evidence, const LearnOptions& options) : evidence_(evidence), options_(options) {
    for (std::size_t c = 0; c < evidence.columns.size(); ++c) {
      if (evidence.columns[c]->kind() == evidence::ColumnKind::dna) {
        if (options.method != LearningMethod::unlabelled) dna_.push_back(c);
      } else if (const auto* column = dynamic_cast<const AttributeColumn*>(evidence.columns[c].get());
                 column != nullptr && !column->levels().empty()) {
        attributes_.push_back({c, column});
      }
    }
    const std::uint64_t pairs = std::uint64_t{evidence.n_targets} * evidence.n_remains;
    const double smaller = static_cast<double>(std::min(evidence.n_targets, evidence.n_remains));
    const double share = smaller / 2 / static_cast<double>(std::max<std::uint64_t>(1, pairs));
    lambda_ = options.lambda.value_or(std::clamp(share, 1e-9, 0.1));
    one_in_ = std::max<std::uint64_t>(1, (pairs + options.max_pairs - 1) / options.max_pairs);
  }

  struct Compared {
    std::size_t place = 0;
    const AttributeColumn* column = nullptr;
  };
  [[nodiscard]] const std::vector<Compared>& attributes() const { return attributes_; }
  /// Share of true pairs to start from.
  [[nodiscard]] double lambda() const { return lambda_; }

  [[nodiscard]] Counts empty() const {
    Counts counts;
    for (const Compared& compared : attributes_) {
      const std::size_t n_levels = compared.column->levels().size();
      counts.decided.emplace_back(n_levels, 0U);
      counts.ratio_sum.emplace_back(n_levels, 0.0);
      counts.ratio_pairs.emplace_back(n_levels, 0.0);
    }
    return counts;
  }

  void count(TargetIndex target, Counts& counts) const {
    std::vector<std::vector<std::uint8_t>> levels;
    std::vector<std::vector<double>> ratios;
    for (const Compared& compared : attributes_) {
      compared.column->fill_levels(target, levels.emplace_back(compared.column->n_rows()));
      compared.column->fill_ratios(target, ratios.emplace_back(compared.column->n_rows()));
      for (double& ratio : ratios.back()) ratio = std::pow(10, ratio);
    }
    const std::vector<double> dna = dna_of(target);
    Key key{Levels(attributes_.size()), 0};
    const std::size_t n_columns = evidence_.columns.size();
    for (std::size_t r = 0; r < evidence_.n_remains; ++r) {
      const double log10_lr = dna.empty() ? 0 : dna[r];
      const bool decided = !dna.empty() && log10_lr >= options_.decided;
      const std::uint64_t place = std::uint64_t{target} * evidence_.n_remains + r;
      const bool used = scattered(place) % one_in_ == 0;
      if (!used && !decided) continue;
      const double odds = lambda_ * std::pow(10, log10_lr);  // of a match, before this attribute
      for (std::size_t i = 0; i < attributes_.size(); ++i) {
        const std::uint32_t row = evidence_.codes[r * n_columns + attributes_[i].place];
        key.levels[i] = levels[i][row];
        if (key.levels[i] == 0) continue;
        const std::size_t k = key.levels[i] - 1U;
        counts.decided[i][k] += decided ? 1U : 0U;
        const double no_match = 1 / (1 + odds * ratios[i][row]);
        counts.ratio_sum[i][k] += no_match * ratios[i][row];
        counts.ratio_pairs[i][k] += no_match;
      }
      counts.n_decided += decided ? 1U : 0U;
      if (!used) continue;
      key.bin = dna_bin(log10_lr);
      ++counts.patterns[key];
      ++counts.n_used;
    }
  }

 private:
  /// Per remains, the sum over the DNA's columns; empty without them.
  [[nodiscard]] std::vector<double> dna_of(TargetIndex target) const {
    if (dna_.empty()) return {};
    std::vector<double> sums(evidence_.n_remains, 0);
    std::vector<double> rows;
    for (const std::size_t c : dna_) {
      rows.assign(evidence_.columns[c]->n_rows(), 0);
      (void)evidence_.columns[c]->fill(target, rows);
      for (std::size_t r = 0; r < sums.size(); ++r) sums[r] += rows[evidence_.codes[r * evidence_.columns.size() + c]];
    }
    return sums;
  }

  const EvidenceTable& evidence_;
  const LearnOptions& options_;
  std::vector<std::size_t> dna_;
  std::vector<Compared> attributes_;
  std::uint64_t one_in_ = 1;
  double lambda_ = 0;
};

void add(const Counts& part, Counts& sum) {
  for (const auto& [key, pairs] : part.patterns) sum.patterns[key] += pairs;
  for (std::size_t i = 0; i < sum.decided.size(); ++i) {
    for (std::size_t k = 0; k < sum.decided[i].size(); ++k) {
      sum.decided[i][k] += part.decided[i][k];
      sum.ratio_sum[i][k] += part.ratio_sum[i][k];
      sum.ratio_pairs[i][k] += part.ratio_pairs[i][k];
    }
  }
  sum.n_used += part.n_used;
  sum.n_decided += part.n_decided;
}

Counts count_all(const PairCounter& counter, std::size_t n_targets, std::uint32_t threads) {
  constexpr std::size_t kBlock = 32;
  std::vector<Counts> parts((n_targets + kBlock - 1) / kBlock, counter.empty());
  tbb::task_arena arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t block) {
      const std::size_t last = std::min(n_targets, (block + 1) * kBlock);
      for (std::size_t t = block * kBlock; t < last; ++t) counter.count(static_cast<TargetIndex>(t), parts[block]);
    });
  });
  Counts sum = counter.empty();
  for (const Counts& part : parts) add(part, sum);
  return sum;
}

/// Mean ratio of an attribute's levels; 1 for a level that no pair shows.
std::vector<double> mean_ratios(const Counts& counts, std::size_t attribute) {
  std::vector<double> means;
  for (std::size_t k = 0; k < counts.ratio_sum[attribute].size(); ++k) {
    const double pairs = counts.ratio_pairs[attribute][k];
    means.push_back(pairs > 0 ? counts.ratio_sum[attribute][k] / pairs : 1);
  }
  return means;
}

/// How often the model expects each level among matches: u r, as shares.
std::vector<double> expected_levels(const std::vector<double>& u, const std::vector<double>& mean_ratio) {
  std::vector<double> expected;
  double sum = 0;
  for (std::size_t k = 0; k < u.size(); ++k) sum += expected.emplace_back(u[k] * mean_ratio[k]);
  for (double& share : expected) share /= sum;
  return expected;
}

std::vector<ComparisonPattern> sorted_patterns(const Counts& counts) {
  const std::map<Key, std::uint64_t> sorted(counts.patterns.begin(), counts.patterns.end());
  std::vector<ComparisonPattern> patterns;
  for (const auto& [key, pairs] : sorted) patterns.push_back({key.levels, log10_of_bin(key.bin), pairs});
  return patterns;
}

}  // namespace

std::string_view to_string(LearningMethod method) {
  for (const auto& [value, name] : kMethods) {
    if (value == method) return name;
  }
  return "";
}

Result<LearningMethod> parse_learning_method(std::string_view text) {
  for (const auto& [value, name] : kMethods) {
    if (name == text) return value;
  }
  return Error{Errc::bad_option,
               "no way to learn is called '" + std::string(text) + "'; there are: em-dna, em, decided"};
}

Learning learn(const EvidenceTable& evidence, const LearnOptions& options) {
  KITH_CHECK(!evidence.has_parts());
  const PairCounter counter(evidence, options);
  const Counts counts = count_all(counter, evidence.n_targets, options.threads);
  const auto patterns = sorted_patterns(counts);

  Learning result;
  result.n_pairs = std::uint64_t{evidence.n_targets} * evidence.n_remains;
  result.n_used = counts.n_used;
  result.n_decided = counts.n_decided;
  result.n_patterns = patterns.size();
  std::vector<std::uint32_t> n_levels;
  for (const auto& compared : counter.attributes()) {
    n_levels.push_back(static_cast<std::uint32_t>(compared.column->levels().size()));
  }
  const auto u = level_shares(patterns, n_levels, options.mixture.smoothing);
  std::vector<std::vector<double>> ratios, expected;
  for (std::size_t i = 0; i < u.size(); ++i) {
    ratios.push_back(mean_ratios(counts, i));
    expected.push_back(options.within_model ? expected_levels(u[i], ratios[i]) : u[i]);
  }
  if (options.method != LearningMethod::decided) {
    LearningOptions mixture = options.mixture;
    if (options.within_model) mixture.expected_m = expected;
    mixture.lambda = counter.lambda();
    result.mixture = learn_mixture(patterns, u, mixture);
  }
  for (std::size_t i = 0; i < counter.attributes().size(); ++i) {
    const AttributeColumn& column = *counter.attributes()[i].column;
    AttributeLearning attribute;
    attribute.name = column.name();
    attribute.term_frequencies = column.has_term_frequencies();
    for (const attributes::LevelSpec& level : column.levels()) attribute.levels.emplace_back(level.name);
    attribute.decided_pairs = counts.decided[i];
    attribute.pairs.resize(n_levels[i]);
    for (const ComparisonPattern& pattern : patterns) {
      if (pattern.levels[i] > 0) attribute.pairs[pattern.levels[i] - 1U] += pattern.pairs;
    }
    if (options.method == LearningMethod::decided) {
      const std::vector<double> matches(counts.decided[i].begin(), counts.decided[i].end());
      attribute.matches = std::accumulate(matches.begin(), matches.end(), 0.0);
      attribute.learned = {shrunk_m(matches, expected[i], options.mixture.smoothing), u[i]};
    } else {
      attribute.learned = result.mixture.attributes[i];
      attribute.matches = result.mixture.compared_matches[i];
    }
    if (options.within_model) attribute.mean_ratio = std::move(ratios[i]);
    result.attributes.push_back(std::move(attribute));
  }
  return result;
}

attributes::Weights weights_of(const Learning& learning) {
  attributes::Weights weights;
  for (const AttributeLearning& attribute : learning.attributes) {
    if (attribute.matches < kLeastMatches) continue;
    weights.learned.emplace(attribute.name, attributes::LearnedLevels{.names = attribute.levels,
                                                                      .m = attribute.learned.m,
                                                                      .u = attribute.learned.u,
                                                                      .r = attribute.mean_ratio,
                                                                      .term_frequencies = attribute.term_frequencies});
  }
  return weights;
}

}  // namespace kith::inference

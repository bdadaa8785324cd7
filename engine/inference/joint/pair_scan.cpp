#include "inference/joint/pair_scan.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "core/check.hpp"
#include "evidence/dna/dna_column.hpp"
#include "inference/joint/kin_reports.hpp"

namespace kith::inference {
namespace {

/// Every k-th of n, about `wanted` of them; all where there are no more.
std::vector<std::uint32_t> every_kth(std::size_t n, std::size_t wanted) {
  const std::size_t step = std::max<std::size_t>(1, n / std::max<std::size_t>(1, wanted));
  std::vector<std::uint32_t> list;
  for (std::size_t i = 0; i < n; i += step) list.push_back(static_cast<std::uint32_t>(i));
  return list;
}

/// The columns of one missing person.
class TargetScores {
 public:
  TargetScores(const matching::EvidenceTable& evidence, const KinReports& reports, const std::vector<char>& is_marker)
      : evidence_(evidence), reports_(reports), is_marker_(is_marker) {}

  void fill(MissingIndex missing) {
    values_.resize(evidence_.columns.size());
    for (std::size_t c = 0; c < values_.size(); ++c) {
      values_[c].assign(evidence_.columns[c]->n_rows(), 0.0);
      reports_.fill(c, missing, values_[c]);
    }
  }

  /// log10: all columns, in their order, and of these what is not the markers'.
  [[nodiscard]] std::pair<double, double> score(BodyIndex body) const {
    const std::uint32_t* code = evidence_.codes.data() + std::size_t{body} * values_.size();
    double sum = 0;
    double beside = 0;
    for (std::size_t c = 0; c < values_.size(); ++c) {
      const double value = values_[c][code[c]];
      sum += value;
      if (is_marker_[c] == 0) beside += value;
    }
    return {sum, beside};
  }

 private:
  const matching::EvidenceTable& evidence_;
  const KinReports& reports_;
  const std::vector<char>& is_marker_;
  std::vector<std::vector<double>> values_{};
};

class Scan {
 public:
  Scan(const matching::Case& the_case, const matching::EvidenceTable& evidence,
       std::span<const matching::PairScore> listed, std::span<const PairCorrection> corrections,
       const PairScanOptions& options, const DoubtfulJoins& joins)
      : case_(the_case),
        evidence_(evidence),
        options_(options),
        joins_(joins),
        reports_(the_case, evidence),
        n_bodies_(joins.n_bodies(evidence.n_remains)) {
    for (const auto& column : evidence.columns) {
      is_marker_.push_back(dynamic_cast<const evidence::DnaColumn*>(column.get()) != nullptr ? 1 : 0);
    }
    scores_all_ = evidence.n_targets * n_bodies_ <= options.most_pairs;
    sort_corrections(corrections);
    if (!scores_all_) sort_listed(listed);
    sort_joins();
    make_room();
  }

  PairScan run() {
    kept_.resize(evidence_.n_targets);
    tbb::parallel_for(MissingIndex{0}, static_cast<MissingIndex>(evidence_.n_targets), [&](MissingIndex missing) {
      TargetScores scores(evidence_, reports_, is_marker_);
      scores.fill(missing);
      scan_target(missing, scores);
      scan_joins(missing, scores);
    });
    PairScan result;
    for (const auto& list : kept_) result.pairs.insert(result.pairs.end(), list.begin(), list.end());
    if (any_left_out()) {
      find_highest();
      result.left_out = std::move(left_out_);
    }
    return result;
  }

 private:
  void sort_corrections(std::span<const PairCorrection> corrections) {
    corrections_.resize(evidence_.n_targets);
    for (const PairCorrection& each : corrections) corrections_[each.missing].emplace_back(each.body, each.log10_lr);
    for (auto& list : corrections_) std::sort(list.begin(), list.end());
  }

  void sort_listed(std::span<const matching::PairScore> listed) {
    listed_.resize(evidence_.n_targets);
    for (const auto& pair : listed) {
      if (pair.remains < n_bodies_) listed_[pair.target].push_back(pair.remains);
    }
    for (auto& list : listed_) std::sort(list.begin(), list.end());
  }

  void sort_joins() {
    joins_of_.resize(evidence_.n_targets);
    for (std::size_t j = 0; j < joins_.all().size(); ++j) {
      for (const MissingIndex missing : joins_.all()[j].missing) joins_of_[missing].push_back(joins_.position(j));
    }
  }

  void make_room() {
    left_out_.n_bodies = n_bodies_;
    left_out_.n_missing = evidence_.n_targets;
    if (options_.least_log_lr == kImpossible || !options_.sums_left_out) return;
    const std::size_t sample = scores_all_ ? std::numeric_limits<std::size_t>::max() : options_.sample;
    left_out_.bodies = every_kth(n_bodies_, std::min(sample, n_bodies_));
    left_out_.missing = every_kth(evidence_.n_targets, std::min(sample, evidence_.n_targets));
    left_out_.of_missing.assign(evidence_.n_targets * left_out_.bodies.size(), 0.0F);
    if (!scores_all_) left_out_.of_body.assign(left_out_.missing.size() * n_bodies_, 0.0F);
  }

  /// ln LR of the pair; -infinity: cannot be.
  PairLr look(MissingIndex missing, BodyIndex body, const TargetScores& scores) const {
    PairLr pair{body, missing, kImpossible, 0};
    if (!may_be(case_.remains[body], case_.missing[missing], options_.sex)) return pair;
    auto [sum, beside] = scores.score(body);
    const auto& list = corrections_[missing];
    for (auto it = std::lower_bound(list.begin(), list.end(), std::pair(body, kImpossible));
         it != list.end() && it->first == body; ++it) {
      sum += it->second;
      beside += it->second;
    }
    pair.log_lr = sum * std::numbers::ln10;
    pair.log_beside = beside * std::numbers::ln10;
    return pair;
  }

  /// Keeps it, or says what it weighs.
  float take(const PairLr& pair, bool may_keep) {
    if (pair.log_lr == kImpossible) return 0;
    if (pair.log_lr < options_.least_log_lr) return static_cast<float>(std::exp(pair.log_lr));
    if (may_keep) kept_[pair.missing].push_back(pair);
    return 0;
  }

  void scan_target(MissingIndex missing, const TargetScores& scores) {
    if (scores_all_) {
      float* values = left_out_.of_missing.empty() ? nullptr : left_out_.of_missing.data() + missing * n_bodies_;
      for (BodyIndex body = 0; body < n_bodies_; ++body) {
        const float value = take(look(missing, body, scores), true);
        if (values != nullptr) values[body] = value;
      }
      return;
    }
    for (const BodyIndex body : listed_[missing]) (void)take(look(missing, body, scores), true);
    if (left_out_.of_missing.empty()) return;
    float* values = left_out_.of_missing.data() + missing * left_out_.bodies.size();
    for (const BodyIndex body : left_out_.bodies) *values++ = take(look(missing, body, scores), false);
    const auto place = std::lower_bound(left_out_.missing.begin(), left_out_.missing.end(), missing);
    if (place == left_out_.missing.end() || *place != missing) return;
    const auto row = static_cast<std::size_t>(place - left_out_.missing.begin());
    for (BodyIndex body = 0; body < n_bodies_; ++body) {
      left_out_.of_body[row * n_bodies_ + body] = take(look(missing, body, scores), false);
    }
  }

  void scan_joins(MissingIndex missing, const TargetScores& scores) {
    for (const BodyIndex join : joins_of_[missing]) {
      PairLr pair = look(missing, join, scores);
      if (pair.log_lr == kImpossible) continue;
      pair.log_lr += joins_[join].log_lr_same;
      pair.log_beside += joins_[join].log_lr_same;
      if (pair.log_lr + joins_[join].log_prior_odds >= options_.least_log_lr) kept_[missing].push_back(pair);
    }
  }

  [[nodiscard]] bool any_left_out() const {
    return std::any_of(left_out_.of_missing.begin(), left_out_.of_missing.end(), [](float lr) { return lr > 0; });
  }

  void find_highest() {
    const std::size_t width = left_out_.bodies.size();
    left_out_.highest_of_missing.assign(left_out_.n_missing, 0);
    left_out_.highest_of_body.assign(n_bodies_, 0);
    for (std::size_t m = 0; m < left_out_.n_missing; ++m) {
      for (std::size_t i = 0; i < width; ++i) {
        const float lr = left_out_.of_missing[m * width + i];
        auto& of_body = left_out_.highest_of_body[left_out_.bodies[i]];
        left_out_.highest_of_missing[m] = std::max(left_out_.highest_of_missing[m], lr);
        of_body = std::max(of_body, lr);
      }
    }
    for (std::size_t i = 0; i < left_out_.of_body.size(); ++i) {
      auto& of_body = left_out_.highest_of_body[i % n_bodies_];
      of_body = std::max(of_body, left_out_.of_body[i]);
    }
  }

  const matching::Case& case_;
  const matching::EvidenceTable& evidence_;
  const PairScanOptions& options_;
  const DoubtfulJoins& joins_;
  KinReports reports_;
  std::size_t n_bodies_;
  bool scores_all_ = true;
  std::vector<char> is_marker_{};
  std::vector<std::vector<std::pair<BodyIndex, double>>> corrections_{};  ///< per missing person, by body
  std::vector<std::vector<BodyIndex>> listed_{};                          ///< per missing person
  std::vector<std::vector<BodyIndex>> joins_of_{};                        ///< per missing person
  std::vector<std::vector<PairLr>> kept_{};                               ///< per missing person
  LeftOutPairs left_out_{};
};

}  // namespace

std::vector<double> LeftOutPairs::sum_over_bodies(std::span<const double> weight) const {
  std::vector<double> sums(n_missing, 0.0);
  const double share = static_cast<double>(n_bodies) / static_cast<double>(std::max<std::size_t>(1, bodies.size()));
  std::vector<float> weights;
  for (const BodyIndex body : bodies) weights.push_back(static_cast<float>(weight[body]));
  tbb::parallel_for(std::size_t{0}, n_missing, [&](std::size_t m) {
    const float* lr = of_missing.data() + m * bodies.size();
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += static_cast<double>(lr[i] * weights[i]);
    sums[m] = sum * share;
  });
  return sums;
}

std::vector<double> LeftOutPairs::sum_over_missing(std::span<const double> weight) const {
  const auto& table = of_body.empty() ? of_missing : of_body;
  const double share = static_cast<double>(n_missing) / static_cast<double>(std::max<std::size_t>(1, missing.size()));
  std::vector<double> sums(n_bodies, 0.0);
  constexpr std::size_t kAtOnce = 512;
  tbb::parallel_for(std::size_t{0}, (n_bodies + kAtOnce - 1) / kAtOnce, [&](std::size_t part) {
    const std::size_t end = std::min(n_bodies, (part + 1) * kAtOnce);
    for (std::size_t i = 0; i < missing.size(); ++i) {
      const double of_missing_person = weight[missing[i]] * share;
      if (of_missing_person == 0) continue;
      for (std::size_t b = part * kAtOnce; b < end; ++b) {
        sums[b] += static_cast<double>(table[i * n_bodies + b]) * of_missing_person;
      }
    }
  });
  return sums;
}

PairScan scan_pairs(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                    std::span<const matching::PairScore> listed, std::span<const PairCorrection> corrections,
                    const PairScanOptions& options, const DoubtfulJoins& joins) {
  KITH_CHECK(evidence.n_targets == the_case.missing.size() && evidence.n_remains == the_case.remains.size());
  KITH_CHECK(!evidence.has_parts() && evidence.weights.empty());
  return Scan(the_case, evidence, listed, corrections, options, joins).run();
}

}  // namespace kith::inference

#include "inference/joint/left_out_sums.hpp"

#include <algorithm>
#include <cmath>

namespace kith::inference {

LeftOutSums::LeftOutSums(const LeftOutPairs& pairs, double odds, std::size_t n_bodies, std::size_t n_missing)
    : pairs_(pairs), odds_(odds), of_missing_(n_missing, 0.0), of_body_(n_bodies, 0.0) {
  for (const float lr : pairs.highest_of_missing) epsilon_ = std::max(epsilon_, odds * static_cast<double>(lr));
  for (const float lr : pairs.highest_of_body) epsilon_ = std::max(epsilon_, odds * static_cast<double>(lr));
  sum_all();
}

void LeftOutSums::sum_all() {
  const std::vector<double> free_bodies(of_body_.size(), 1.0);
  const std::vector<double> free_missing(of_missing_.size(), 1.0);
  (void)update(free_bodies, free_missing);
  all_of_missing_ = of_missing_;
  all_of_body_ = of_body_;
}

void LeftOutSums::leave_out(const PairLr& pair) {
  more_.push_back(pair);
  const double x = odds_ * std::exp(pair.log_lr);
  epsilon_ = std::max(epsilon_, x);
  all_of_missing_[pair.missing] += x;
  all_of_body_[pair.body] += x;
}

double LeftOutSums::update(std::span<const double> free_body, std::span<const double> free_missing) {
  std::vector<double> of_missing(of_missing_.size(), 0.0);
  std::vector<double> of_body(of_body_.size(), 0.0);
  if (!pairs_.empty()) {
    of_missing = pairs_.sum_over_bodies(free_body);
    of_body = pairs_.sum_over_missing(free_missing);
    for (double& sum : of_missing) sum *= odds_;
    for (double& sum : of_body) sum *= odds_;
  }
  for (const PairLr& pair : more_) {
    const double x = odds_ * std::exp(pair.log_lr);
    of_missing[pair.missing] += x * free_body[pair.body];
    of_body[pair.body] += x * free_missing[pair.missing];
  }
  double change = 0;
  const auto compare = [&](const std::vector<double>& before, const std::vector<double>& now) {
    for (std::size_t i = 0; i < now.size(); ++i) {
      change = std::max(change, std::abs(std::log1p(now[i]) - std::log1p(before[i])));
    }
  };
  compare(of_missing_, of_missing);
  compare(of_body_, of_body);
  of_missing_ = std::move(of_missing);
  of_body_ = std::move(of_body);
  return change;
}

double LeftOutSums::given(MissingIndex m, double sum) const {
  const double all = all_of_missing_[m];
  return all > 0 ? odds_ * sum * of_missing_[m] / all : odds_ * sum;
}

}  // namespace kith::inference

#include "attributes/body/age.hpp"

#include <algorithm>
#include <numeric>

#include "attributes/frame/normal.hpp"
#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

constexpr double kStep = AgeModel::age_at(1);
constexpr std::size_t kPoints = AgeModel::kPoints;
/// Errors of reported ages have their full size from here on.
constexpr double kGrown = 18;
/// A birth year says no more of an infant than this, years: uniform within the year, and some are wrong.
constexpr double kLeastOfBirthYear = 0.4;
constexpr double kLeastBandwidth = 2;
/// One report of nobody in particular: keeps every age possible.
constexpr double kBroadMean = 40, kBroadSd = 20;
/// Parts of P(t | a) below this share of its largest are left out.
constexpr double kNegligible = 1e-18;

double age_at(std::size_t point) { return AgeModel::age_at(point); }

void scale_to_one(std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  KITH_CHECK(sum > 0);
  for (double& weight : weights) weight /= sum;
}

/// One normal density on the grid, scaled to sum to 1 there.
std::vector<double> on_grid(double mean, double sd) {
  std::vector<double> weights(kPoints);
  for (std::size_t i = 0; i < kPoints; ++i) weights[i] = std::exp(log_normal(age_at(i), mean, sd));
  scale_to_one(weights);
  return weights;
}

/// z with P(|Z| <= z) = coverage, by bisection.
double z_of(double coverage) {
  double low = 0, high = 10;
  for (int i = 0; i < 80; ++i) {
    const double middle = 0.5 * (low + high);
    (2 * normal_cdf(middle) - 1 < coverage ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double standard_deviation(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / n);
}

}  // namespace

AgeModel::AgeModel(const AttributeContext& context, const Parameters& parameters)
    : source_error_{parameters["error_stated"], parameters["error_birth_date"], parameters["error_birth_year"]},
      delay_(parameters["delay"]),
      coverage_(parameters["coverage"]),
      interval_z_(z_of(coverage_)),
      error_at_{parameters["error_at_0"], parameters["error_at_18"], parameters["error_at_35"],
                parameters["error_at_60"]} {
  set_population(context, parameters);
}

void AgeModel::set_population(const AttributeContext& context, const Parameters& parameters) {
  const auto mean = parameters.get("mean"), sd = parameters.get("sd");
  if (mean && sd) {
    population_ = on_grid(*mean, *sd);
    remark_ = "ages of the missing: mean " + number_word(*mean) + " sd " + number_word(*sd) + " (given)";
    return;
  }
  std::vector<double> ages;
  for (const AmDescription& am : context.am) {
    if (am.age) ages.push_back(am.age->years + delay_);
  }
  population_ = on_grid(kBroadMean, kBroadSd);
  double bandwidth = kLeastBandwidth;
  if (!ages.empty()) {
    const auto n = static_cast<double>(ages.size());
    bandwidth = std::max(kLeastBandwidth, 1.06 * standard_deviation(ages) * std::pow(n, -0.2));
    std::vector<double> counts(kPoints, 0.0);  // reports rounded to the grid: one kernel per distinct place
    for (const double age : ages) {
      ++counts[std::min(kPoints - 1, static_cast<std::size_t>(std::lround(std::max(0.0, age) / kStep)))];
    }
    for (std::size_t i = 0; i < kPoints; ++i) {
      if (counts[i] == 0) continue;
      const auto kernel = on_grid(age_at(i), bandwidth);
      for (std::size_t k = 0; k < kPoints; ++k) population_[k] += counts[i] * kernel[k];
    }
  }
  scale_to_one(population_);
  remark_ = "ages of the missing: " + std::to_string(ages.size()) + " reports smoothed with sd " +
            number_word(bandwidth) + "; one of mean " + number_word(kBroadMean) + " sd " + number_word(kBroadSd) +
            " added";
}

double AgeModel::report_error(const Report& report) const {
  if (report.error) return std::max(kStep, *report.error);
  const double full = source_error_[static_cast<std::size_t>(report.source)];
  const double least = std::min(full, report.source == AgeSource::birth_year ? kLeastOfBirthYear : kStep);
  return std::max(kStep, least + (full - least) * std::clamp(report.years / kGrown, 0.0, 1.0));
}

double AgeModel::finding_error(double age) const {
  constexpr std::array kAges{0.0, 18.0, 35.0, 60.0};
  if (age <= kAges.front()) return error_at_.front();
  if (age >= kAges.back()) return error_at_.back();
  std::size_t i = 0;
  while (age >= kAges[i + 1]) ++i;
  const double share = (age - kAges[i]) / (kAges[i + 1] - kAges[i]);
  return error_at_[i] + share * (error_at_[i + 1] - error_at_[i]);
}

double AgeModel::likelihood(const Finding& finding, double age) const {
  switch (finding.kind) {
    case AgeFinding::estimate: {
      const double error = finding.error ? *finding.error : finding_error(age);
      return std::exp(log_normal(finding.low, age, error));
    }
    case AgeFinding::interval: {
      const double middle = 0.5 * (finding.low + finding.high);
      return std::exp(log_normal(middle, age, std::max(kStep, 0.5 * (finding.high - finding.low) / interval_z_)));
    }
    case AgeFinding::at_least:
      return normal_cdf((age - finding.low) / finding_error(finding.low));
    case AgeFinding::at_most:
      return normal_cdf((finding.high - age) / finding_error(finding.high));
  }
  return 1;
}

AgeModel::PreparedReport AgeModel::prepare_report(const Report& report) const {
  std::vector<double> weights(kPoints);
  const double error = report_error(report);
  // A common factor keeps reports at the edge of pi from vanishing.
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < kPoints; ++i) {
    weights[i] = std::log(population_[i]) + log_normal(report.years + delay_, age_at(i), error);
    largest = std::max(largest, weights[i]);
  }
  for (double& weight : weights) weight = std::exp(weight - largest);
  PreparedReport prepared;
  std::size_t last = kPoints;
  while (weights[prepared.first] < kNegligible) ++prepared.first;
  while (weights[last - 1] < kNegligible) --last;
  using Offset = std::vector<double>::difference_type;
  prepared.weight.assign(weights.begin() + static_cast<Offset>(prepared.first),
                         weights.begin() + static_cast<Offset>(last));
  scale_to_one(prepared.weight);
  return prepared;
}

AgeModel::PreparedFinding AgeModel::prepare_finding(const Finding& finding) const {
  PreparedFinding values(kPoints);
  for (std::size_t i = 0; i < kPoints; ++i) values[i] = likelihood(finding, age_at(i));
  return values;
}

double AgeModel::log_same(const PreparedReport& report, const PreparedFinding& finding) const {
  double sum = 0;
  for (std::size_t i = 0; i < report.weight.size(); ++i) sum += report.weight[i] * finding[report.first + i];
  return std::log(sum);
}

double AgeModel::log_population(const Finding& finding) const {
  double sum = 0;
  for (std::size_t i = 0; i < kPoints; ++i) sum += population_[i] * likelihood(finding, age_at(i));
  return std::log(sum);
}

double AgeModel::log_both(const PreparedFinding& first, const PreparedFinding& second) const {
  double sum = 0;
  for (std::size_t i = 0; i < kPoints; ++i) sum += population_[i] * first[i] * second[i];
  return std::log(sum);
}

std::string AgeModel::describe_report(const Report& report) const {
  const char* source = report.source == AgeSource::birth_date   ? " (birth date)"
                       : report.source == AgeSource::birth_year ? " (birth year)"
                                                                : " (stated)";
  return number_word(std::round(report.years * 10) / 10) + " years" + source;
}

std::string AgeModel::describe_finding(const Finding& finding) const {
  switch (finding.kind) {
    case AgeFinding::estimate:
      return number_word(finding.low) + (finding.error ? " +- " + number_word(*finding.error) : "") + " years";
    case AgeFinding::interval:
      return number_word(finding.low) + " - " + number_word(finding.high) + " years";
    case AgeFinding::at_least:
      return number_word(finding.low) + " years or older";
    case AgeFinding::at_most:
      break;
  }
  return "up to " + number_word(finding.high) + " years";
}

std::string AgeModel::rule(const Report& report, const Finding& finding) const {
  std::string text = "age reported with sd " + number_word(report_error(report));
  switch (finding.kind) {
    case AgeFinding::estimate:
      return text + "; found with sd " +
             (finding.error ? number_word(*finding.error) : number_word(finding_error(finding.low)) + " (by age)");
    case AgeFinding::interval:
      return text + "; interval taken to cover " + number_word(100 * coverage_) + " % (sd " +
             number_word(0.5 * (finding.high - finding.low) / interval_z_) + ")";
    case AgeFinding::at_least:
      return text + "; open-ended: probability to be judged so with sd " + number_word(finding_error(finding.low));
    case AgeFinding::at_most:
      break;
  }
  return text + "; open-ended: probability to be judged so with sd " + number_word(finding_error(finding.high));
}

}  // namespace kith::attributes

#include "attributes/body/stature.hpp"

#include <algorithm>

#include "attributes/frame/normal.hpp"
#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

constexpr std::size_t kMale = 0, kFemale = 1;
/// Before any report is read: mean and sd of adult stature, cm.
constexpr std::array<Normal, 2> kPrior{{{171, 6.8}, {159, 6.2}}};
constexpr double kLeastSd = 4;

/// stature (cm) = slope * length (cm) + constant. Trotter & Gleser 1952, whites; order: smallest standard error first.
struct Regression {
  std::string_view bone;
  std::array<double, 2> slope;     ///< male, female
  std::array<double, 2> constant;  ///< cm
  bool leg;
  double (*length_mm)(const PmStature&);  ///< 0: not measured
};
constexpr std::array<Regression, 6> kRegressions{{
    {"femur + tibia",
     {1.30, 1.39},
     {63.29, 53.20},
     true,
     [](const PmStature& p) { return p.femur_mm > 0 && p.tibia_mm > 0 ? p.femur_mm + p.tibia_mm : 0; }},
    {"femur", {2.38, 2.47}, {61.41, 54.10}, true, [](const PmStature& p) { return p.femur_mm; }},
    {"tibia", {2.52, 2.90}, {78.62, 61.53}, true, [](const PmStature& p) { return p.tibia_mm; }},
    {"humerus", {3.08, 3.36}, {70.45, 57.97}, false, [](const PmStature& p) { return p.humerus_mm; }},
    {"radius", {3.78, 4.74}, {79.01, 54.93}, false, [](const PmStature& p) { return p.radius_mm; }},
    {"ulna", {3.70, 4.27}, {74.05, 57.76}, false, [](const PmStature& p) { return p.ulna_mm; }},
}};

const Regression* regression_for(const PmStature& found) {
  for (const Regression& regression : kRegressions) {
    if (regression.length_mm(found) > 0) return &regression;
  }
  return nullptr;
}

std::size_t place(Sex sex) { return sex == Sex::male ? kMale : kFemale; }

std::string_view word(StatureSource source) {
  switch (source) {
    case StatureSource::measured:
      return "measured";
    case StatureSource::document:
      return "document";
    case StatureSource::relative:
      return "relative";
    case StatureSource::unstated:
      break;
  }
  return "source not stated";
}

std::string normal_text(const Normal& normal) { return number_word(normal.mean) + " +- " + number_word(normal.sd); }

}  // namespace

StatureModel::StatureModel(const AttributeContext& context, const Parameters& parameters)
    : sex_(context, Parameters(SexModel::kName, SexModel::kParameters, *context.overrides)),
      bias_{parameters["bias_male"], parameters["bias_female"]},
      bias_measured_(parameters["bias_measured"]),
      source_error_{parameters["error_stated"], parameters["error_measured"], parameters["error_document"],
                    parameters["error_relative"]},
      loss_per_year_(parameters["loss_per_year"]),
      loss_from_age_(parameters["loss_from_age"]),
      error_leg_(parameters["error_leg"]),
      error_arm_(parameters["error_arm"]),
      error_found_(parameters["error_found"]),
      error_least_(parameters["error_least"]) {
  estimate_population(context, parameters);
}

/// Mean and variance of the corrected reports, as if `prior_reports` more agreed with the prior; what the reports' own
/// errors add to the variance is taken off.
void StatureModel::estimate_population(const AttributeContext& context, const Parameters& parameters) {
  const double n_prior = parameters["prior_reports"];
  std::array<std::vector<Normal>, 2> reports;
  for (const AmDescription& am : context.am) {
    if (am.sex == Sex::unknown || !am.stature) continue;
    reports[place(am.sex)].push_back(corrected(*report(am), am.sex));
  }
  for (const std::size_t s : {kMale, kFemale}) {
    n_reports_[s] = reports[s].size();
    const double n = n_prior + static_cast<double>(reports[s].size());
    double sum = n_prior * kPrior[s].mean;
    for (const Normal& report : reports[s]) sum += report.mean;
    const double mean = sum / n;
    double squares = n_prior * (kPrior[s].sd * kPrior[s].sd + (kPrior[s].mean - mean) * (kPrior[s].mean - mean));
    for (const Normal& report : reports[s])
      squares += (report.mean - mean) * (report.mean - mean) - report.sd * report.sd;
    population_[s] = {mean, std::sqrt(std::max(kLeastSd * kLeastSd, squares / n))};
  }
  const auto set = [&](std::size_t s, const char* mean, const char* sd) {
    population_[s].mean = parameters.get(mean).value_or(population_[s].mean);
    population_[s].sd = parameters.get(sd).value_or(population_[s].sd);
  };
  set(kMale, "mean_male", "sd_male");
  set(kFemale, "mean_female", "sd_female");
}

std::optional<StatureReport> StatureModel::report(const AmDescription& am) {
  if (!am.stature) return std::nullopt;
  return StatureReport{*am.stature, am.sex, am.age ? std::optional(am.age->years) : std::nullopt};
}

std::optional<StatureFinding> StatureModel::finding(const PmDescription& pm) {
  if (!pm.stature) return std::nullopt;
  return StatureFinding{*pm.stature, SexModel::finding(pm).value_or(PmSex{})};
}

Normal StatureModel::corrected(const Report& report, Sex sex) const {
  const double loss = report.age ? loss_per_year_ * std::max(0.0, *report.age - loss_from_age_) : 0;
  const bool measured = report.stature.source == StatureSource::measured;
  const double bias = measured ? bias_measured_ : bias_[place(sex)];
  const double error = report.stature.error_cm.value_or(source_error_[static_cast<std::size_t>(report.stature.source)]);
  return {report.stature.cm + loss - bias, error};
}

Normal StatureModel::given(const Report& report, Sex sex) const {
  const Normal told = corrected(report, sex);
  const Normal& all = population(sex);
  if (told.sd <= 0) return {told.mean, 0};
  const double weight_told = 1 / (told.sd * told.sd), weight_all = 1 / (all.sd * all.sd);
  const double precision = weight_told + weight_all;
  return {(told.mean * weight_told + all.mean * weight_all) / precision, 1 / std::sqrt(precision)};
}

StatureModel::Reading StatureModel::read(const Finding& finding, Sex sex) const {
  const PmStature& found = finding.stature;
  if (found.cm > 0) return {{found.cm, std::max(error_least_, found.error_cm.value_or(error_found_))}, 0, {}};
  const Regression* regression = regression_for(found);
  KITH_CHECK(regression != nullptr);
  const std::size_t s = place(sex);
  const double stature = regression->slope[s] * regression->length_mm(found) / 10 + regression->constant[s];
  return {{stature, regression->leg ? error_leg_ : error_arm_}, std::log(regression->slope[s]), regression->bone};
}

double StatureModel::log_density(const Reading& reading, const Normal& stature) const {
  return reading.log_slope + log_normal(reading.stature.mean, stature.mean, std::hypot(stature.sd, reading.stature.sd));
}

double StatureModel::log_same(const Report& report, const Finding& finding) const {
  const double male = sex_.male_given(report.sex, finding.sex);
  return log_mixture(male, log_density(read(finding, Sex::male), given(report, Sex::male)),
                     log_density(read(finding, Sex::female), given(report, Sex::female)));
}

double StatureModel::log_population(const Finding& finding) const {
  const double male = sex_.male_given(Sex::unknown, finding.sex);
  return log_mixture(male, log_density(read(finding, Sex::male), population(Sex::male)),
                     log_density(read(finding, Sex::female), population(Sex::female)));
}

double StatureModel::log_both(const Finding& first, const Finding& second) const {
  const double ratio = sex_.male_share() / (1 - sex_.male_share()) *
                       (sex_.likelihood(first.sex, Sex::male) * sex_.likelihood(second.sex, Sex::male)) /
                       (sex_.likelihood(first.sex, Sex::female) * sex_.likelihood(second.sex, Sex::female));
  const auto of_sex = [&](Sex sex) {
    const Reading one = read(first, sex), other = read(second, sex);
    const Normal& all = population(sex);
    const double weight_one = 1 / (one.stature.sd * one.stature.sd), weight_all = 1 / (all.sd * all.sd);
    const double precision = weight_one + weight_all;
    const Normal given_one{(one.stature.mean * weight_one + all.mean * weight_all) / precision,
                           1 / std::sqrt(precision)};
    return log_density(one, all) + log_density(other, given_one);
  };
  const double male = std::isinf(ratio) ? 1 : ratio / (1 + ratio);
  return log_mixture(male, of_sex(Sex::male), of_sex(Sex::female));
}

double StatureModel::difference_cm(const Report& report, const Finding& finding) const {
  const bool male = report.sex != Sex::unknown ? report.sex == Sex::male
                                               : sex_.male_given(Sex::unknown, finding.sex) >= 0.5;
  const Sex sex = male ? Sex::male : Sex::female;
  return read(finding, sex).stature.mean - corrected(report, sex).mean;
}

std::string StatureModel::describe_report(const Report& report) const {
  return number_word(report.stature.cm) + " cm (" + std::string(word(report.stature.source)) + ")";
}

std::string StatureModel::describe_finding(const Finding& finding) const {
  const PmStature& found = finding.stature;
  if (found.cm > 0) {
    return number_word(found.cm) + (found.error_cm ? " +- " + number_word(*found.error_cm) : "") + " cm";
  }
  const Regression* regression = regression_for(found);
  return std::string(regression->bone) + " " + number_word(regression->length_mm(found)) + " mm";
}

std::string StatureModel::rule(const Report& report, const Finding& finding) const {
  const double male = sex_.male_given(report.sex, finding.sex);
  const Sex sex = male >= 0.5 ? Sex::male : Sex::female;
  const Reading reading = read(finding, sex);
  std::string text = "as " + std::string(sex == Sex::male ? "male" : "female") + ": expected " +
                     normal_text(given(report, sex)) + " cm from the report; the missing are " +
                     normal_text(population(sex)) + "; found " + normal_text(reading.stature);
  if (!reading.bone.empty()) text += " by " + std::string(reading.bone) + " (Trotter & Gleser 1952)";
  return text;
}

std::string StatureModel::remark() const {
  return "males " + normal_text(population_[kMale]) + " cm from " + std::to_string(n_reports_[kMale]) +
         " reports; females " + normal_text(population_[kFemale]) + " cm from " + std::to_string(n_reports_[kFemale]) +
         " reports; a prior of mean 171 / 159 cm and sd 6.8 / 6.2 cm added";
}

}  // namespace kith::attributes

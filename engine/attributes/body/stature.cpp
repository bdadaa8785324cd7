#include "attributes/body/stature.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "attributes/body/growth.hpp"
#include "attributes/frame/normal.hpp"
#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

constexpr std::size_t kMale = 0, kFemale = 1;
/// Before any report is read: mean and sd of adult stature, cm.
constexpr std::array<Normal, 2> kPrior{{{171, 6.8}, {159, 6.2}}};
constexpr double kLeastSd = 4;
/// Bones of remains that are a child's with more than this probability say nothing: the regressions are of adults.
constexpr double kMayBeChild = 0.2;
/// Of bones of unknown age: the share that is no adult's, and the spread of what the regressions make of these, cm.
constexpr double kStrayBones = 0.001, kStraySd = 40;
/// Ages below this share of the weight are left out.
constexpr double kNoShare = 1e-9;

constexpr double kCellsOfInfants = 8, kInfant = 2, kGrownFrom = 18;

std::size_t cell_of(double years) {
  if (years < kInfant) return static_cast<std::size_t>(years * 4);
  if (years < kGrownFrom) return static_cast<std::size_t>(kCellsOfInfants + std::floor(years) - kInfant);
  return StatureModel::kGrown;
}

/// The middle of the grid's ages that fall into a cell of children.
double years_of(std::size_t cell) {
  const auto number = static_cast<double>(cell);
  return number < kCellsOfInfants ? number / 4 : number - kCellsOfInfants + kInfant + 0.375;
}

bool is_child(const std::optional<AmAge>& age) { return age && age->years < kGrownFrom; }

StatureModel::ByAge only_grown() {
  StatureModel::ByAge ages{};
  ages[StatureModel::kGrown] = 1;
  return ages;
}

void scale_to_one(StatureModel::ByAge& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (sum <= 0) {
    weights = only_grown();
    return;
  }
  for (double& weight : weights) weight = weight / sum < kNoShare ? 0 : weight / sum;
}

/// t | a: what a report tells, and the population it is of.
Normal given(const Normal& told, const Normal& all) {
  if (told.sd <= 0) return {told.mean, 0};
  const double weight_told = 1 / (told.sd * told.sd), weight_all = 1 / (all.sd * all.sd);
  const double precision = weight_told + weight_all;
  return {(told.mean * weight_told + all.mean * weight_all) / precision, 1 / std::sqrt(precision)};
}

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
      age_(context, Parameters(AgeModel::kName, AgeModel::kParameters, *context.overrides)),
      ages_known_(std::any_of(context.am.begin(), context.am.end(), [](const auto& am) { return am.age.has_value(); })),
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
  for (std::size_t i = 0; i < AgeModel::kPoints; ++i) ages_[cell_of(AgeModel::age_at(i))] += age_.population()[i];
  estimate_population(context, parameters);
  estimate_growth(context, parameters);
}

/// Mean and variance of the corrected reports of adults, as if `prior_reports` more agreed with the prior; what the
/// reports' own errors add to the variance is taken off.
void StatureModel::estimate_population(const AttributeContext& context, const Parameters& parameters) {
  const double n_prior = parameters["prior_reports"];
  std::array<std::vector<Normal>, 2> reports;
  for (const AmDescription& am : context.am) {
    if (am.sex == Sex::unknown || !am.stature || is_child(am.age)) continue;
    reports[place(am.sex)].push_back(corrected(*report(am), am.sex, true));
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

/// The mean of the children's reports in standard deviations of the reference, as if `prior_reports` more were on it.
void StatureModel::estimate_growth(const AttributeContext& context, const Parameters& parameters) {
  double sum = 0;
  for (const AmDescription& am : context.am) {
    if (am.sex == Sex::unknown || !am.stature || !is_child(am.age)) continue;
    const Normal reference = population(am.sex, cell_of(am.age->years));
    sum += (am.stature->cm - reference.mean) / reference.sd;
    ++n_children_;
  }
  growth_shift_ = parameters.get("growth_shift")
                      .value_or(sum / (parameters["prior_reports"] + static_cast<double>(n_children_)));
}

Normal StatureModel::population(Sex sex, std::size_t cell) const {
  const Normal& adults = population(sex);
  if (cell == kGrown) return adults;
  const Growth growth = growth_at(sex, years_of(cell));
  const double sd = growth.sd * adults.sd;
  return {growth.mean * adults.mean + growth_shift_ * sd, sd};
}

std::optional<StatureReport> StatureModel::report(const AmDescription& am) {
  if (!am.stature) return std::nullopt;
  return StatureReport{*am.stature, am.sex, am.age};
}

std::optional<StatureFinding> StatureModel::finding(const PmDescription& pm) {
  if (!pm.stature) return std::nullopt;
  return StatureFinding{*pm.stature, SexModel::finding(pm).value_or(PmSex{}), pm.age};
}

/// Adults' heights in documents are too high; a child's is measured often, and in its parents' eyes.
Normal StatureModel::corrected(const Report& report, Sex sex, bool grown) const {
  const double loss = report.age ? loss_per_year_ * std::max(0.0, report.age->years - loss_from_age_) : 0;
  const bool measured = report.stature.source == StatureSource::measured;
  const double bias = !grown ? 0 : measured ? bias_measured_ : bias_[place(sex)];
  const double error = report.stature.error_cm.value_or(source_error_[static_cast<std::size_t>(report.stature.source)]);
  return {report.stature.cm + loss - bias, error};
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

StatureModel::ByAge StatureModel::likelihood(const Finding& finding) const {
  if (!finding.age) {
    if (!ages_known_) return only_grown();
    ByAge any{};
    any.fill(1);
    return any;
  }
  const AgeModel::PreparedFinding found = age_.prepare_finding(*finding.age);
  ByAge mean{};
  for (std::size_t i = 0; i < AgeModel::kPoints; ++i) {
    const std::size_t cell = cell_of(AgeModel::age_at(i));
    mean[cell] += age_.population()[i] * found[i] / ages_[cell];
  }
  return mean;
}

double StatureModel::share_of_children(const ByAge& likelihood) const {
  double all = 0;
  for (std::size_t cell = 0; cell < kAgeCells; ++cell) all += ages_[cell] * likelihood[cell];
  return all > 0 ? 1 - ages_[kGrown] * likelihood[kGrown] / all : 0;
}

StatureModel::PreparedReport StatureModel::prepare_report(const Report& report) const {
  PreparedReport prepared{.sex = report.sex, .grown = true, .child = true};
  ByAge told = ages_;
  if (report.age) {
    told = {};
    const AgeModel::PreparedReport known = age_.prepare_report(*report.age);
    for (std::size_t i = 0; i < known.weight.size(); ++i) {
      told[cell_of(AgeModel::age_at(known.first + i))] += known.weight[i];
    }
  }
  for (const Sex sex : {Sex::male, Sex::female}) {
    const std::size_t s = place(sex);
    prepared.weight[s] = told;
    for (std::size_t cell = 0; cell < kAgeCells; ++cell) {
      const Normal heard = corrected(report, sex, cell == kGrown);
      const Normal all = population(sex, cell);
      prepared.expected[s][cell] = given(heard, all);
      prepared.weight[s][cell] *= std::exp(log_normal(heard.mean, all.mean, std::hypot(all.sd, heard.sd)));
    }
    scale_to_one(prepared.weight[s]);
    prepared.grown = prepared.grown && prepared.weight[s][kGrown] > 1 - kNoShare;
    prepared.child = prepared.child && prepared.weight[s][kGrown] == 0;
  }
  return prepared;
}

StatureModel::PreparedFinding StatureModel::prepare_finding(const Finding& finding) const {
  PreparedFinding prepared{.finding = finding, .likelihood = likelihood(finding)};
  for (const Sex sex : {Sex::male, Sex::female}) prepared.reading[place(sex)] = read(finding, sex);
  if (finding.stature.cm <= 0) {
    prepared.silent = finding.age && share_of_children(prepared.likelihood) > kMayBeChild;
    prepared.likelihood = only_grown();
  }
  prepared.log_population = log_population(prepared);
  return prepared;
}

double StatureModel::log_density(const PreparedFinding& finding, std::size_t sex, const Normal& stature) const {
  const Reading& reading = finding.reading[sex];
  const double density = log_normal(reading.stature.mean, stature.mean, std::hypot(stature.sd, reading.stature.sd));
  const bool may_stray = !reading.bone.empty() && !finding.finding.age && ages_known_;
  if (!may_stray) return reading.log_slope + density;
  const double stray = log_normal(reading.stature.mean, population_[sex].mean, kStraySd);
  return reading.log_slope + log_mixture(kStrayBones, stray, density);
}

template <class Density>
double StatureModel::log_over_ages(const ByAge& weight, const Density& density) {
  double total = 0;
  double sum = -std::numeric_limits<double>::infinity();
  for (const double w : weight) total += w;
  if (total <= 0 || weight[kGrown] > (1 - kNoShare) * total) return density(kGrown);
  for (std::size_t cell = 0; cell < kAgeCells; ++cell) {
    if (weight[cell] > kNoShare * total) sum = log_add(sum, std::log(weight[cell]) + density(cell));
  }
  return sum - std::log(total);
}

double StatureModel::log_same(const PreparedReport& report, const PreparedFinding& finding) const {
  const bool is_bone = finding.finding.stature.cm <= 0;
  if (finding.silent || (is_bone && report.child)) return finding.log_population;
  const auto of_sex = [&](std::size_t s) {
    const auto density = [&](std::size_t cell) { return log_density(finding, s, report.expected[s][cell]); };
    if (report.grown) return density(kGrown);
    ByAge weight{};
    for (std::size_t cell = 0; cell < kAgeCells; ++cell)
      weight[cell] = report.weight[s][cell] * finding.likelihood[cell];
    return log_over_ages(weight, density);
  };
  return log_mixture(sex_.male_given(report.sex, finding.finding.sex), of_sex(kMale), of_sex(kFemale));
}

double StatureModel::log_population(const Finding& finding) const { return prepare_finding(finding).log_population; }

double StatureModel::log_population(const PreparedFinding& finding) const {
  ByAge weight{};
  for (std::size_t cell = 0; cell < kAgeCells; ++cell) weight[cell] = ages_[cell] * finding.likelihood[cell];
  const auto of_sex = [&](Sex sex) {
    return log_over_ages(weight,
                         [&](std::size_t cell) { return log_density(finding, place(sex), population(sex, cell)); });
  };
  return log_mixture(sex_.male_given(Sex::unknown, finding.finding.sex), of_sex(Sex::male), of_sex(Sex::female));
}

double StatureModel::log_both(const PreparedFinding& first, const PreparedFinding& second) const {
  if (first.silent || second.silent) return first.log_population + second.log_population;
  const PmSex& one_sex = first.finding.sex;
  const PmSex& other_sex = second.finding.sex;
  const double ratio = sex_.male_share() / (1 - sex_.male_share()) *
                       (sex_.likelihood(one_sex, Sex::male) * sex_.likelihood(other_sex, Sex::male)) /
                       (sex_.likelihood(one_sex, Sex::female) * sex_.likelihood(other_sex, Sex::female));
  ByAge weight{};
  for (std::size_t cell = 0; cell < kAgeCells; ++cell) {
    weight[cell] = ages_[cell] * first.likelihood[cell] * second.likelihood[cell];
  }
  const auto of_sex = [&](Sex sex) {
    return log_over_ages(weight, [&](std::size_t cell) {
      const Normal all = population(sex, cell);
      return log_density(first, place(sex), all) +
             log_density(second, place(sex), given(first.reading[place(sex)].stature, all));
    });
  };
  const double male = std::isinf(ratio) ? 1 : ratio / (1 + ratio);
  return log_mixture(male, of_sex(Sex::male), of_sex(Sex::female));
}

std::optional<double> StatureModel::difference_cm(const Report& report, const Finding& finding) const {
  if (finding.stature.cm <= 0 && (is_child(report.age) || prepare_finding(finding).silent)) return std::nullopt;
  const bool male = report.sex != Sex::unknown ? report.sex == Sex::male
                                               : sex_.male_given(Sex::unknown, finding.sex) >= 0.5;
  const Sex sex = male ? Sex::male : Sex::female;
  return read(finding, sex).stature.mean - corrected(report, sex, !is_child(report.age)).mean;
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
  const PreparedFinding found = prepare_finding(finding);
  const PreparedReport told = prepare_report(report);
  if (found.silent || (finding.stature.cm <= 0 && told.child)) {
    return std::string(found.reading[0].bone) + " of a child" + (found.silent ? "" : "'s age by the report") +
           ": the formulas are of adults, nothing is said";
  }
  const Sex sex = sex_.male_given(report.sex, finding.sex) >= 0.5 ? Sex::male : Sex::female;
  const std::size_t s = place(sex);
  const auto likeliest = [&](const ByAge& ages) {
    ByAge weight = ages;
    for (std::size_t cell = 0; cell < kAgeCells; ++cell) weight[cell] *= found.likelihood[cell];
    return static_cast<std::size_t>(std::max_element(weight.begin(), weight.end()) - weight.begin());
  };
  const std::size_t here = likeliest(told.weight[s]), there = likeliest(ages_);
  const auto age_text = [](std::size_t cell) {
    return cell == kGrown ? std::string()
                          : " at about " + number_word(cell < 8 ? years_of(cell) : std::floor(years_of(cell)));
  };
  std::string text = "as " + std::string(sex == Sex::male ? "male" : "female") + age_text(here) + ": expected " +
                     normal_text(told.expected[s][here]) + " cm from the report; the missing" + age_text(there) +
                     " are " + normal_text(population(sex, there)) + "; found " + normal_text(found.reading[s].stature);
  if (!found.reading[s].bone.empty()) text += " by " + std::string(found.reading[s].bone) + " (Trotter & Gleser 1952)";
  return text;
}

std::string StatureModel::remark() const {
  return "males " + normal_text(population_[kMale]) + " cm from " + std::to_string(n_reports_[kMale]) +
         " reports; females " + normal_text(population_[kFemale]) + " cm from " + std::to_string(n_reports_[kFemale]) +
         " reports; a prior of mean 171 / 159 cm and sd 6.8 / 6.2 cm added" +
         (n_children_ > 0 ? "; children " + number_word(growth_shift_) + " sd from the growth reference, from " +
                                std::to_string(n_children_) + " reports"
                          : std::string());
}

}  // namespace kith::attributes

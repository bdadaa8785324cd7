// attributes/body/stature.hpp — stature, given sex and age: the height a family reports against the height of a body or
// the one that long bones tell.
//
//   t: greatest living stature.  t ~ N(mu, s^2) for each sex, among the missing
//   a = t - loss + bias + N(0, sa^2)      bias and sa by who reported and by sex; loss: 0.06 cm a year over 30
//   p = t + N(0, sp^2)                    p: the stature found, or the regression of a long bone for each sex
// The normal model has closed forms: t | a ~ N(m, v) with 1/v = 1/s^2 + 1/sa^2, and
//   P(p | a, sex) = N(p; m, v + sp^2),    P(p | sex) = N(p; mu, s^2 + sp^2)
// Stature is compared given what was found of the sex, by both hypotheses' own view of it:
//   LR = sum_sex P(sex | AM sex, PM sex) P(p | a, sex)  /  sum_sex P(sex | PM sex) P(p | sex)
// so that sex is not counted again. A bone is a length, not a stature: its density is that of the regression's value times
// the regression's slope, which differs by sex.
//
// Regressions: Trotter & Gleser 1952. Their standard error is no prediction interval (Ousley 1995): sp is 4 cm for leg
// bones, 5 cm for arm bones, and an error that is stated is not believed below 4 cm. All numbers: docs/attributes.md.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "attributes/body/sex.hpp"
#include "attributes/frame/model.hpp"

namespace kith::attributes {

struct StatureReport {
  AmStature stature{};
  Sex sex = Sex::unknown;
  std::optional<double> age{};  ///< at disappearance
  friend auto operator<=>(const StatureReport&, const StatureReport&) = default;
};
struct StatureFinding {
  PmStature stature{};
  PmSex sex{};
  friend auto operator<=>(const StatureFinding&, const StatureFinding&) = default;
};

/// A mean and a standard deviation, cm.
struct Normal {
  double mean = 0;
  double sd = 1;
};

class StatureModel {
 public:
  static constexpr std::string_view kName = "stature";
  static constexpr std::string_view kGroup = "stature";
  static constexpr Weighting kWeighting{.floor = 0.01};
  static constexpr std::array<ParameterSpec, 18> kParameters{{
      {"mean_male", std::nullopt, 100, 220},  // mean and sd of a sex: estimated from the reports where not given
      {"sd_male", std::nullopt, 3, 20},
      {"mean_female", std::nullopt, 100, 220},
      {"sd_female", std::nullopt, 3, 20},
      {"bias_male", 1.3, -10, 10},
      {"bias_female", 0.5, -10, 10},
      {"bias_measured", 0, -10, 10},
      {"error_measured", 1.5, 0.5, 20},
      {"error_document", 2.75, 0.5, 20},
      {"error_relative", 4, 0.5, 20},
      {"error_stated", 3, 0.5, 20},
      {"loss_per_year", 0.06, 0, 1},
      {"loss_from_age", 30, 0, 100},
      {"error_leg", 4, 0.5, 20},
      {"error_arm", 5, 0.5, 20},
      {"error_found", 4, 0.5, 20},
      {"error_least", 4, 0.5, 20},
      {"prior_reports", 10, 0.1, 1000},
  }};
  using Report = StatureReport;
  using Finding = StatureFinding;

  StatureModel(const AttributeContext& context, const Parameters& parameters);

  static std::optional<Report> report(const AmDescription& am);
  static std::optional<Finding> finding(const PmDescription& pm);

  [[nodiscard]] double log_same(const Report& report, const Finding& finding) const;
  [[nodiscard]] double log_population(const Finding& finding) const;
  /// Natural log of the density of both findings from two examinations of one person, given what both say of the sex. With
  /// t | p ~ N(m, v), as of a report without bias: sum_sex P(sex | both) P(p | sex) N(q; m, v + s_q^2). Errors are taken to be
  /// independent given the stature; those of two bones of one person agree more, so that this errs against one person.
  [[nodiscard]] double log_both(const Finding& first, const Finding& second) const;
  [[nodiscard]] std::string describe_report(const Report& report) const;
  [[nodiscard]] std::string describe_finding(const Finding& finding) const;
  [[nodiscard]] std::string rule(const Report& report, const Finding& finding) const;
  [[nodiscard]] std::string remark() const;

  /// What was found, read as that of the reported sex (where none is reported, of the likelier one), less the corrected report.
  [[nodiscard]] double difference_cm(const Report& report, const Finding& finding) const;
  /// Stature of the missing of a sex. @pre sex is known.
  [[nodiscard]] const Normal& population(Sex sex) const { return population_[sex == Sex::male ? 0U : 1U]; }

 private:
  /// What was found, read as that of a sex: stature, its error, and ln of the slope.
  struct Reading {
    Normal stature{};
    double log_slope = 0;
    std::string_view bone{};
  };

  void estimate_population(const AttributeContext& context, const Parameters& parameters);
  /// Stature and its error as a report of somebody of this sex tells them.
  [[nodiscard]] Normal corrected(const Report& report, Sex sex) const;
  /// t | a.
  [[nodiscard]] Normal given(const Report& report, Sex sex) const;
  [[nodiscard]] Reading read(const Finding& finding, Sex sex) const;
  [[nodiscard]] double log_density(const Reading& reading, const Normal& stature) const;

  SexModel sex_;
  std::array<Normal, 2> population_{};      ///< male, female
  std::array<std::size_t, 2> n_reports_{};  ///< that the population was estimated from
  std::array<double, 2> bias_{};
  double bias_measured_;
  std::array<double, 4> source_error_;  ///< by StatureSource
  double loss_per_year_, loss_from_age_;
  double error_leg_, error_arm_, error_found_, error_least_;
};

}  // namespace kith::attributes

// attributes/body/stature.hpp — stature, given sex and age: the height a family reports against the height of a body or
// the one that long bones tell.
//
//   t: stature at that age, of the grown the greatest living one.  t ~ N(mu, s^2) for each sex, among the missing of
//     that age:
//      of children the share of the adults' that growth.hpp gives, shifted by `growth_shift` standard deviations
//        (famine)
//   a = t - loss + bias + N(0, sa^2)      bias (of adults) and sa by who reported and by sex; loss: 0.06 cm a year over
//     30
//   p = t + N(0, sp^2)                    p: the stature found, or the regression of a long bone for each sex
// The normal model has closed forms: t | a ~ N(m, v) with 1/v = 1/s^2 + 1/sa^2, and
//   P(p | a, sex) = N(p; m, v + sp^2),    P(p | sex) = N(p; mu, s^2 + sp^2)
// Stature is compared given what was found of sex and age, by both hypotheses' own view of them:
//   LR = sum_sex,age P(sex, age | AM and PM sex and age) P(p | a, sex, age)  /  sum_sex,age P(sex, age | PM sex, age)
//     P(p | sex, age)
// so that neither is counted again: a boy of seven is compared with boys of about seven. Ages run over quarters of a
// year below 2, years below 18, and "grown"; pi of ages is that of age.hpp. Where no report of the case tells an age,
// remains without one are taken for grown.
//
//  A bone is a length, not a stature: its density is that of the regression's value times the regression's slope, which
// differs by sex. The regressions are of adults. Bones of remains that may well be a child's (more than one chance in
// five by the age found) say nothing, and bones say nothing of a child's report. Where the age is not known, one bone
// in a thousand is taken to be of no adult (N(mu, 40^2)), so that a child's bone does not make the smallest adult
// certain.
//
// Regressions: Trotter & Gleser 1952. Their standard error is no prediction interval (Ousley 1995): sp is 4 cm for leg
// bones, 5 cm for arm bones, and an error that is stated is not believed below 4 cm. All numbers: docs/attributes.md.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "attributes/body/age.hpp"
#include "attributes/body/sex.hpp"
#include "attributes/frame/model.hpp"

namespace kith::attributes {

struct StatureReport {
  AmStature stature{};
  Sex sex = Sex::unknown;
  std::optional<AmAge> age{};
  friend auto operator<=>(const StatureReport&, const StatureReport&) = default;
};
struct StatureFinding {
  PmStature stature{};
  PmSex sex{};
  std::optional<PmAge> age{};
  friend auto operator<=>(const StatureFinding&, const StatureFinding&) = default;
};

/// A mean and a standard deviation, cm.
struct Normal {
  double mean = 0;
  double sd = 1;
};

class StatureModel {
 public:
  /// What was found, read as that of a sex: stature, its error, and ln of the slope.
  struct Reading {
    Normal stature{};
    double log_slope = 0;
    std::string_view bone{};
  };

  static constexpr std::string_view kName = "stature";
  static constexpr std::string_view kGroup = "stature";
  static constexpr Weighting kWeighting{.floor = 0.01};
  static constexpr std::array<ParameterSpec, 19> kParameters{{
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
      {"growth_shift", std::nullopt, -4, 4},  // of children, in standard deviations: from their reports where not given
  }};
  using Report = StatureReport;
  using Finding = StatureFinding;

  /// Ages told apart: 0, 0.25 ... 1.75; the years 2 ... 17; grown.
  static constexpr std::size_t kAgeCells = 25;
  static constexpr std::size_t kGrown = kAgeCells - 1;
  using ByAge = std::array<double, kAgeCells>;

  /// A report, ready for any number of findings.
  struct PreparedReport {
    Sex sex = Sex::unknown;
    std::array<ByAge, 2> weight{};                            ///< P(age | report), by sex
    std::array<std::array<Normal, kAgeCells>, 2> expected{};  ///< t | a, by sex and age
    bool grown = false;                                       ///< no other age has a weight
    bool child = false;                                       ///< that of the grown is nothing
  };
  /// A finding, ready for any number of reports.
  struct PreparedFinding {
    StatureFinding finding{};
    std::array<Reading, 2> reading{};  ///< by sex
    ByAge likelihood{};                ///< P(age found | age)
    bool silent = false;               ///< bones of a child
    double log_population = 0;
  };

  StatureModel(const AttributeContext& context, const Parameters& parameters);

  static std::optional<Report> report(const AmDescription& am);
  static std::optional<Finding> finding(const PmDescription& pm);

  [[nodiscard]] PreparedReport prepare_report(const Report& report) const;
  [[nodiscard]] PreparedFinding prepare_finding(const Finding& finding) const;
  [[nodiscard]] double log_same(const PreparedReport& report, const PreparedFinding& finding) const;
  [[nodiscard]] double log_population(const Finding& finding) const;
  /// Natural log of the density of both findings from two examinations of one person, given what both say of sex and
  /// age. With t | p ~ N(m, v), as of a report without bias: sum_sex,age P(sex, age | both) P(p | sex, age) N(q; m, v +
  /// s_q^2). Errors are taken to be independent given the stature; those of two bones of one person agree more, so that
  /// this errs against one person.
  [[nodiscard]] double log_both(const PreparedFinding& first, const PreparedFinding& second) const;
  [[nodiscard]] std::string describe_report(const Report& report) const;
  [[nodiscard]] std::string describe_finding(const Finding& finding) const;
  [[nodiscard]] std::string rule(const Report& report, const Finding& finding) const;
  [[nodiscard]] std::string remark() const;

  /// What was found, read as that of the reported sex (where none is reported, of the likelier one), less the corrected
  /// report; none for bones of a child.
  [[nodiscard]] std::optional<double> difference_cm(const Report& report, const Finding& finding) const;
  /// Stature of the grown missing of a sex. @pre sex is known.
  [[nodiscard]] const Normal& population(Sex sex) const { return population_[sex == Sex::male ? 0U : 1U]; }
  /// Stature of the missing of a sex and age cell. @pre sex is known, cell < kAgeCells.
  [[nodiscard]] Normal population(Sex sex, std::size_t cell) const;
  /// Standard deviations by which the case's children are off the growth reference.
  [[nodiscard]] double growth_shift() const { return growth_shift_; }

 private:
  void estimate_population(const AttributeContext& context, const Parameters& parameters);
  void estimate_growth(const AttributeContext& context, const Parameters& parameters);
  /// Stature and its error as a report of somebody of this sex and age tells them.
  [[nodiscard]] Normal corrected(const Report& report, Sex sex, bool grown) const;
  [[nodiscard]] Reading read(const Finding& finding, Sex sex) const;
  [[nodiscard]] ByAge likelihood(const Finding& finding) const;
  [[nodiscard]] double share_of_children(const ByAge& likelihood) const;
  /// ln of the density of a reading where the stature is N(mean, sd^2).
  [[nodiscard]] double log_density(const PreparedFinding& finding, std::size_t sex, const Normal& stature) const;
  /// ln sum_age w(age) density(age) over ages that weigh something, w scaled to sum to 1; as of the grown where none
  /// does.
  template <class Density>
  [[nodiscard]] static double log_over_ages(const ByAge& weight, const Density& density);
  [[nodiscard]] double log_population(const PreparedFinding& finding) const;

  SexModel sex_;
  AgeModel age_;
  bool ages_known_ = false;  ///< some report tells an age
  ByAge ages_{};             ///< pi
  double growth_shift_ = 0;
  std::size_t n_children_ = 0;              ///< reports that it was estimated from
  std::array<Normal, 2> population_{};      ///< male, female
  std::array<std::size_t, 2> n_reports_{};  ///< that the population was estimated from
  std::array<double, 2> bias_{};
  double bias_measured_;
  std::array<double, 4> source_error_;  ///< by StatureSource
  double loss_per_year_, loss_from_age_;
  double error_leg_, error_arm_, error_found_, error_least_;
};

}  // namespace kith::attributes

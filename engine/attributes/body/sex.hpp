// attributes/body/sex.hpp — sex: one latent sex, hit by anthropology and by amelogenin, compared once.
//
//   P(p | t) = P(form | t, method) * P(amelogenin | t),     each 1 - error where it says t, error where it does not
//   P(t | a) proportional to P(a | t) pi(t),                 pi: share of males among the missing
//   LR = sum_t P(p | t) P(t | a) / sum_t P(p | t) pi(t)
// Errors of both methods are taken to be independent given the true sex. Numbers and sources: docs/attributes.md.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "attributes/frame/model.hpp"

namespace kith::attributes {

class SexModel {
 public:
  static constexpr std::string_view kName = "sex";
  static constexpr std::string_view kGroup = "sex";
  static constexpr Weighting kWeighting{.floor = 0.005};
  static constexpr std::array<ParameterSpec, 7> kParameters{{
      {"male_share", std::nullopt, 0.001, 0.999},  // estimated from the reports
      {"report_error", 0.001, 0, 0.5},
      {"error", 0.053, 0, 0.5},
      {"error_pelvis", 0.02, 0, 0.5},
      {"error_skull", 0.06, 0, 0.5},
      {"error_long_bones", 0.1, 0, 0.5},
      {"error_amelogenin", 0.001, 0, 0.5},
  }};
  using Report = Sex;
  using Finding = PmSex;

  SexModel(const AttributeContext& context, const Parameters& parameters);

  static std::optional<Report> report(const AmDescription& am);
  static std::optional<Finding> finding(const PmDescription& pm);

  [[nodiscard]] double log_same(Report report, const Finding& finding) const;
  [[nodiscard]] double log_population(const Finding& finding) const;
  /// Natural log of P(both findings | two examinations of one person) = sum_t pi(t) P(p | t) P(q | t).
  [[nodiscard]] double log_both(const Finding& first, const Finding& second) const;
  [[nodiscard]] std::string describe_report(Report report) const;
  [[nodiscard]] std::string describe_finding(const Finding& finding) const;
  [[nodiscard]] std::string rule(Report report, const Finding& finding) const;
  [[nodiscard]] std::string remark() const;

  /// pi(male).
  [[nodiscard]] double male_share() const { return male_share_; }
  /// P(finding | sex). @pre sex is known.
  [[nodiscard]] double likelihood(const Finding& finding, Sex sex) const;
  /// P(sex is male | report); pi(male) for an unknown report.
  [[nodiscard]] double male_given(Report report) const;
  /// P(sex is male | report, finding).
  [[nodiscard]] double male_given(Report report, const Finding& finding) const;

 private:
  [[nodiscard]] double mixture(double male, const Finding& finding) const;

  double male_share_ = 0.5;
  std::string remark_;
  double report_error_;
  std::array<double, 4> method_error_;  ///< by SexMethod
  double amelogenin_error_;
};

}  // namespace kith::attributes

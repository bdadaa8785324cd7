// attributes/body/sex.hpp — sex: one latent sex, hit by anthropology and by all DNA that tells it, compared once.
//
//   P(p | t) = P(form | t, method) P(amelogenin | t) P(Y haplotype | t) P(X-linked markers | t)
//   form, amelogenin   1 - error where they say t, error where they do not
//   Y haplotype        1 - error_y of a man, error_y of a woman (male DNA on her bones, a mixed-up tube); that none was
//     typed says
//                      nothing
//   X-linked markers   two alleles somewhere, or one at each of those typed. With q = the probability that a woman
//     shows one at each
//                      (the product of the homozygosities): of a woman 1 - q and q; of a man with one X error_x and 1 -
//                        error_x;
//                      of a man with two (share xxy of all men: Bojesen, Juul & Gravholt 2003) as of a woman
//   P(t | a) proportional to P(a | t) pi(t),                 pi: share of males among the missing
//   LR = sum_t P(p | t) P(t | a) / sum_t P(p | t) pi(t)
// Errors of the methods are taken to be independent given the true sex. Numbers and sources: docs/attributes.md.
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
  static constexpr std::array<ParameterSpec, 10> kParameters{{
      {"male_share", std::nullopt, 0.001, 0.999},  // estimated from the reports
      {"report_error", 0.001, 0, 0.5},
      {"error", 0.053, 0, 0.5},
      {"error_pelvis", 0.02, 0, 0.5},
      {"error_skull", 0.06, 0, 0.5},
      {"error_long_bones", 0.1, 0, 0.5},
      {"error_amelogenin", 0.001, 0, 0.5},
      {"error_y", 0.001, 0, 0.5},
      {"error_x", 0.001, 0, 0.5},
      {"xxy", 0.0015, 0, 0.5},
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
  [[nodiscard]] double likelihood_of_dna(const Finding& finding, Sex sex) const;
  [[nodiscard]] double likelihood_of_x(const XCopies& x, Sex sex) const;

  double male_share_ = 0.5;
  std::string remark_;
  double report_error_;
  std::array<double, 4> method_error_;  ///< by SexMethod
  double amelogenin_error_;
  double y_error_;
  double x_error_;
  double xxy_;
};

}  // namespace kith::attributes

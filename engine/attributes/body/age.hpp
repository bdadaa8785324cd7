// attributes/body/age.hpp — age at death: what the family knows of the age at disappearance against what bones tell.
//
//   a = t - delay + N(0, sa^2)         sa by how the age is known: birth date, birth year, an age that was stated;
//                                      of a child less: nobody is wrong by years about an infant
//   P(p | t), by what was found:
//     an estimate with its error      N(p; t, s^2)
//     an estimate without             N(p; t, s(t)^2), s grows with age: months in infants, years in the old
//     an interval low .. high         N((low + high) / 2; t, s^2), s = half its width / z of its coverage
//     "60 or older", "under 18"       Phi((t - 60) / s(60)), Phi((18 - t) / s(18))
//   LR = sum_t P(p | t) P(t | a) / sum_t P(p | t) pi(t)
// The error s that a finding states is taken as given (it says nothing of the age by itself). With normal pi and no
// limits on t this is the closed form: t | a ~ N(m, v), p | a ~ N(m, v + s^2). Here t runs over a grid of 0 .. 120
// years in steps of a quarter: for densities no narrower than the step the sum equals the integral to 1e-8, and any pi
// will do.
//
// pi: a smoothed histogram of the reported ages (a normal kernel each), or N(mean, sd^2) where given.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/model.hpp"

namespace kith::attributes {

class AgeModel {
 public:
  static constexpr std::string_view kName = "age";
  static constexpr std::string_view kGroup = "age";
  static constexpr Weighting kWeighting{.floor = 0.01};
  static constexpr std::array<ParameterSpec, 11> kParameters{{
      {"mean", std::nullopt, 0, 100},  // mean and sd together replace the histogram of the reports
      {"sd", std::nullopt, 5, 50},
      {"error_birth_date", 0.3, 0.25, 10},
      {"error_birth_year", 1, 0.25, 10},
      {"error_stated", 2.5, 0.25, 20},
      {"delay", 0, 0, 20},
      {"coverage", 0.95, 0.5, 0.999},
      {"error_at_0", 0.25, 0.25, 30},
      {"error_at_18", 2, 0.25, 30},
      {"error_at_35", 9, 0.25, 30},
      {"error_at_60", 12, 0.25, 30},
  }};
  using Report = AmAge;
  using Finding = PmAge;
  /// P(t | a) on the part of the grid where it is not 0.
  struct PreparedReport {
    std::size_t first = 0;
    std::vector<double> weight{};
  };
  /// P(p | t) on the grid.
  using PreparedFinding = std::vector<double>;

  AgeModel(const AttributeContext& context, const Parameters& parameters);

  static std::optional<Report> report(const AmDescription& am) { return am.age; }
  static std::optional<Finding> finding(const PmDescription& pm) { return pm.age; }

  [[nodiscard]] PreparedReport prepare_report(const Report& report) const;
  [[nodiscard]] PreparedFinding prepare_finding(const Finding& finding) const;
  [[nodiscard]] double log_same(const PreparedReport& report, const PreparedFinding& finding) const;
  [[nodiscard]] double log_population(const Finding& finding) const;
  /// Natural log of P(both findings | two examinations of one person) = sum_t pi(t) P(p | t) P(q | t): errors of the
  /// two are taken to be independent given the age.
  [[nodiscard]] double log_both(const PreparedFinding& first, const PreparedFinding& second) const;
  [[nodiscard]] std::string describe_report(const Report& report) const;
  [[nodiscard]] std::string describe_finding(const Finding& finding) const;
  [[nodiscard]] std::string rule(const Report& report, const Finding& finding) const;
  [[nodiscard]] std::string remark() const { return remark_; }

  /// Age at death that the report leads one to expect.
  [[nodiscard]] double expected_age(const Report& report) const { return report.years + delay_; }
  /// sa: what the report states, else by how the age is known, from months at birth to its full size at 18; not below
  /// the grid's step.
  [[nodiscard]] double report_error(const Report& report) const;
  /// s(t): linear between the ages of the parameters, constant beyond them.
  [[nodiscard]] double finding_error(double age) const;
  /// z such that a normal variable lies within +-z with this probability.
  [[nodiscard]] double interval_z() const { return interval_z_; }

  /// Points of the grid: 0, 0.25 ... 120 years.
  static constexpr std::size_t kPoints = 481;
  [[nodiscard]] static constexpr double age_at(std::size_t point) { return 0.25 * static_cast<double>(point); }
  /// pi on the grid; sums to 1.
  [[nodiscard]] const std::vector<double>& population() const { return population_; }

 private:
  void set_population(const AttributeContext& context, const Parameters& parameters);
  [[nodiscard]] double likelihood(const Finding& finding, double age) const;

  std::array<double, 3> source_error_;  ///< by AgeSource
  double delay_;
  double coverage_;
  double interval_z_ = 0;
  std::array<double, 4> error_at_;  ///< at 0, 18, 35, 60
  std::vector<double> population_;  ///< pi on the grid, sums to 1
  std::string remark_;
};

}  // namespace kith::attributes

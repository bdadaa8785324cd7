// attributes/body/blood_group.hpp — ABO and Rhesus group: one of eight, or an ABO group alone ("A": A+ or A-).
//
//   P(u | t) = 1 - error for u = t, error / 7 for each other;   P(p | t) = sum over u in p;   P(a | t) with
//     report_error
//   pi(t): the reports' counts, and as if `prior_reports` more had the frequencies of the parameters
//   LR = sum_t P(p | t) P(t | a) / sum_t P(p | t) pi(t)
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "attributes/frame/model.hpp"

namespace kith::attributes {

class BloodGroupModel {
 public:
  static constexpr std::string_view kName = "blood_group";
  static constexpr std::string_view kGroup = "blood_group";
  static constexpr Weighting kWeighting{.floor = 0.01};
  static constexpr std::array<ParameterSpec, 11> kParameters{{
      {"error", 0.01, 0, 0.5},
      {"report_error", 0.08, 0, 0.5},
      {"prior_reports", 50, 0.1, 100000},
      {"frequency.O+", 0.298, 0, 1},
      {"frequency.O-", 0.033, 0, 1},
      {"frequency.A+", 0.300, 0, 1},
      {"frequency.A-", 0.034, 0, 1},
      {"frequency.B+", 0.211, 0, 1},
      {"frequency.B-", 0.024, 0, 1},
      {"frequency.AB+", 0.090, 0, 1},
      {"frequency.AB-", 0.010, 0, 1},
  }};
  using Report = BloodGroup;
  using Finding = BloodGroup;

  BloodGroupModel(const AttributeContext& context, const Parameters& parameters);

  static std::optional<Report> report(const AmDescription& am) { return am.blood_group; }
  static std::optional<Finding> finding(const PmDescription& pm) { return pm.blood_group; }
  [[nodiscard]] double log_same(Report report, Finding finding) const;
  [[nodiscard]] double log_population(Finding finding) const;
  [[nodiscard]] std::string describe_report(Report report) const { return words(report); }
  [[nodiscard]] std::string describe_finding(Finding finding) const { return words(finding); }
  [[nodiscard]] std::string rule(Report report, Finding finding) const;
  [[nodiscard]] std::string remark() const { return remark_; }

  /// pi of a whole group (with Rhesus) or the sum over those an ABO group stands for.
  [[nodiscard]] double frequency(BloodGroup group) const;

 private:
  static std::string words(BloodGroup group);

  std::array<double, 8> frequency_{};  ///< in the order of the parameters
  double error_, report_error_;
  std::string remark_;
};

}  // namespace kith::attributes

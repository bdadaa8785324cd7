#include "attributes/body/blood_group.hpp"

#include <numeric>

#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

constexpr std::size_t kGroups = 8;
constexpr std::size_t kFirstFrequency = 3;  // among the parameters

/// Groups in the order of the parameters: O+, O-, A+, A-, B+, B-, AB+, AB-.
bool covers(BloodGroup seen, std::size_t group) {
  if (static_cast<std::size_t>(seen.abo) != group / 2) return false;
  return seen.rhesus == Rhesus::unknown || (seen.rhesus == Rhesus::positive) == (group % 2 == 0);
}

/// P(seen | truth).
double probability(BloodGroup seen, std::size_t truth, double error) {
  double sum = 0;
  for (std::size_t group = 0; group < kGroups; ++group) {
    if (covers(seen, group)) sum += group == truth ? 1 - error : error / (kGroups - 1);
  }
  return sum;
}

}  // namespace

BloodGroupModel::BloodGroupModel(const AttributeContext& context, const Parameters& parameters)
    : error_(parameters["error"]), report_error_(parameters["report_error"]) {
  const double n_prior = parameters["prior_reports"];
  std::array<double, kGroups> given{};
  for (std::size_t g = 0; g < kGroups; ++g) given[g] = parameters[kParameters[kFirstFrequency + g].name];
  const double sum = std::accumulate(given.begin(), given.end(), 0.0);
  const double total = sum > 0 ? sum : 1;
  std::size_t n = 0;
  for (std::size_t g = 0; g < kGroups; ++g) frequency_[g] = n_prior * (sum > 0 ? given[g] / total : 1.0 / kGroups);
  for (const AmDescription& am : context.am) {
    if (!am.blood_group || am.blood_group->rhesus == Rhesus::unknown) continue;
    for (std::size_t g = 0; g < kGroups; ++g) frequency_[g] += covers(*am.blood_group, g) ? 1 : 0;
    ++n;
  }
  constexpr double kTrace = 1e-6;  // of a group with frequency 0: it may still be found
  double all = 0;
  for (double& frequency : frequency_) all += frequency += kTrace;
  for (double& frequency : frequency_) frequency /= all;
  remark_ = "frequencies from " + std::to_string(n) + " reports and " + number_word(n_prior) +
            " more of the frequencies set";
}

double BloodGroupModel::frequency(BloodGroup group) const {
  double sum = 0;
  for (std::size_t g = 0; g < kGroups; ++g) sum += covers(group, g) ? frequency_[g] : 0;
  return sum;
}

double BloodGroupModel::log_same(Report report, Finding finding) const {
  double sum = 0, scale = 0;
  for (std::size_t t = 0; t < kGroups; ++t) {
    const double given = frequency_[t] * probability(report, t, report_error_);
    sum += given * probability(finding, t, error_);
    scale += given;
  }
  return std::log(sum / scale);
}

double BloodGroupModel::log_population(Finding finding) const {
  double sum = 0;
  for (std::size_t t = 0; t < kGroups; ++t) sum += frequency_[t] * probability(finding, t, error_);
  return std::log(sum);
}

std::string BloodGroupModel::words(BloodGroup group) {
  constexpr std::array<const char*, 4> kAbo{"O", "A", "B", "AB"};
  std::string text = kAbo[static_cast<std::size_t>(group.abo)];
  if (group.rhesus != Rhesus::unknown) text += group.rhesus == Rhesus::positive ? '+' : '-';
  return text;
}

std::string BloodGroupModel::rule(Report /*report*/, Finding finding) const {
  return "frequency of " + words(finding) + " " + number_word(frequency(finding)) + "; finding wrong " +
         number_word(error_) + "; report wrong " + number_word(report_error_);
}

}  // namespace kith::attributes

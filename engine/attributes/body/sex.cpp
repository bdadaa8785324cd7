#include "attributes/body/sex.hpp"

#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

std::string_view word(Sex sex) { return sex == Sex::male ? "male" : sex == Sex::female ? "female" : "unknown"; }

std::string_view word(SexMethod method) {
  switch (method) {
    case SexMethod::pelvis:
      return "pelvis";
    case SexMethod::skull:
      return "skull";
    case SexMethod::long_bones:
      return "long bones";
    case SexMethod::unstated:
      break;
  }
  return "method not stated";
}

}  // namespace

SexModel::SexModel(const AttributeContext& context, const Parameters& parameters)
    : report_error_(parameters["report_error"]),
      method_error_{parameters["error"], parameters["error_pelvis"], parameters["error_skull"],
                    parameters["error_long_bones"]},
      amelogenin_error_(parameters["error_amelogenin"]),
      y_error_(parameters["error_y"]),
      x_error_(parameters["error_x"]),
      xxy_(parameters["xxy"]) {
  std::size_t males = 0, known = 0;
  for (const AmDescription& am : context.am) {
    males += am.sex == Sex::male ? 1U : 0U;
    known += am.sex != Sex::unknown ? 1U : 0U;
  }
  if (const auto given = parameters.get("male_share")) {
    male_share_ = *given;
    remark_ = "share of males " + number_word(male_share_) + " (given)";
  } else {
    male_share_ = (static_cast<double>(males) + 1) / (static_cast<double>(known) + 2);
    remark_ = "share of males " + number_word(male_share_) + ", from " + std::to_string(males) + " of " +
              std::to_string(known) + " missing persons of known sex, one of each added";
  }
}

std::optional<Sex> SexModel::report(const AmDescription& am) {
  return am.sex == Sex::unknown ? std::nullopt : std::optional(am.sex);
}

std::optional<PmSex> SexModel::finding(const PmDescription& pm) {
  PmSex finding = pm.sex;
  const bool dna = finding.amelogenin != Sex::unknown || finding.y_haplotype || finding.x.alike > 0;
  if (finding.form == Sex::unknown && !dna) return std::nullopt;
  if (finding.form == Sex::unknown) finding.method = SexMethod::unstated;  // a method that found nothing
  return finding;
}

double SexModel::likelihood(const Finding& finding, Sex sex) const {
  double p = 1;
  const double error = method_error_[static_cast<std::size_t>(finding.method)];
  if (finding.form != Sex::unknown) p *= finding.form == sex ? 1 - error : error;
  return p * likelihood_of_dna(finding, sex);
}

double SexModel::likelihood_of_dna(const Finding& finding, Sex sex) const {
  double p = likelihood_of_x(finding.x, sex);
  if (finding.amelogenin != Sex::unknown) p *= finding.amelogenin == sex ? 1 - amelogenin_error_ : amelogenin_error_;
  if (finding.y_haplotype) p *= sex == Sex::male ? 1 - y_error_ : y_error_;
  return p;
}

double SexModel::likelihood_of_x(const XCopies& x, Sex sex) const {
  if (x.alike == 0) return 1;
  const double one_each = std::pow(10, -0.1 * x.alike);
  const double of_two = x.two_alleles ? 1 - one_each : one_each;
  if (sex == Sex::female) return of_two;
  return xxy_ * of_two + (1 - xxy_) * (x.two_alleles ? x_error_ : 1 - x_error_);
}

double SexModel::male_given(Report report) const {
  if (report == Sex::unknown) return male_share_;
  const double male = male_share_ * (report == Sex::male ? 1 - report_error_ : report_error_);
  const double female = (1 - male_share_) * (report == Sex::female ? 1 - report_error_ : report_error_);
  return male / (male + female);
}

double SexModel::male_given(Report report, const Finding& finding) const {
  const double male = male_given(report) * likelihood(finding, Sex::male);
  const double female = (1 - male_given(report)) * likelihood(finding, Sex::female);
  return male + female > 0 ? male / (male + female) : male_given(report);
}

double SexModel::log_both(const Finding& first, const Finding& second) const {
  return std::log(male_share_ * likelihood(first, Sex::male) * likelihood(second, Sex::male) +
                  (1 - male_share_) * likelihood(first, Sex::female) * likelihood(second, Sex::female));
}

double SexModel::mixture(double male, const Finding& finding) const {
  return std::log(male * likelihood(finding, Sex::male) + (1 - male) * likelihood(finding, Sex::female));
}

double SexModel::log_same(Report report, const Finding& finding) const { return mixture(male_given(report), finding); }

double SexModel::log_population(const Finding& finding) const { return mixture(male_share_, finding); }

std::string SexModel::describe_report(Report report) const { return std::string(word(report)); }

std::string SexModel::describe_finding(const Finding& finding) const {
  std::string text;
  if (finding.form != Sex::unknown)
    text = std::string(word(finding.form)) + " (" + std::string(word(finding.method)) + ")";
  if (finding.amelogenin != Sex::unknown)
    text += (text.empty() ? "" : "; ") + std::string(word(finding.amelogenin)) + " (amelogenin)";
  if (finding.y_haplotype) text += std::string(text.empty() ? "" : "; ") + "male (Y-STR haplotype)";
  if (finding.x.alike > 0) {
    text += std::string(text.empty() ? "" : "; ") +
            (finding.x.two_alleles ? "two alleles at X-linked markers" : "one allele at each X-linked marker");
  }
  return text;
}

std::string SexModel::rule(Report /*report*/, const Finding& finding) const {
  std::string text;
  if (finding.form != Sex::unknown)
    text = "method error " + number_word(method_error_[static_cast<std::size_t>(finding.method)]) + "; ";
  if (finding.amelogenin != Sex::unknown) text += "amelogenin error " + number_word(amelogenin_error_) + "; ";
  if (finding.y_haplotype) text += "Y haplotype of a woman " + number_word(y_error_) + "; ";
  if (finding.x.alike > 0) {
    text += "a woman shows one allele at each X-linked marker with " +
            number_word(std::pow(10, -0.1 * finding.x.alike)) + ", a man two somewhere with " + number_word(x_error_) +
            ", XXY " + number_word(xxy_) + "; ";
  }
  return text + "share of males " + number_word(male_share_);
}

std::string SexModel::remark() const { return remark_; }

}  // namespace kith::attributes

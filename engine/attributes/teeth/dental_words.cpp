// What the dental model says in words.
#include <algorithm>

#include "attributes/teeth/dental_model.hpp"

namespace kith::attributes {
namespace {

/// Examples named of a sort; the rest is counted only.
constexpr std::size_t kNamed = 4;

struct Sort {
  std::size_t n = 0;
  std::string examples{};

  void add(ToothIndex tooth, ToothState am, ToothState pm) {
    ++n;
    if (n > kNamed) return;
    examples += (n == 1 ? "" : ", ") + std::to_string(fdi_number(tooth)) + ' ' + std::string(to_string(am)) + " -> " +
                std::string(to_string(pm));
  }
  [[nodiscard]] std::string text(const std::string& what) const {
    if (n == 0) return {};
    return ", " + std::to_string(n) + ' ' + what + " (" + examples + (n > kNamed ? ", ..." : "") + ')';
  }
};

}  // namespace

std::string DentalModel::describe_report(const DentalReport& report) const {
  std::string text = describe(report.chart);
  if (report.source == ChartSource::family) text += " (by the family)";
  return text;
}

std::string DentalModel::describe_finding(const DentalFinding& finding) const { return describe(finding.chart); }

std::string DentalModel::rule(const DentalReport& report, const DentalFinding& finding) const {
  const Transitions development = transitions(years(report))[1];  // what is impossible is so for every class
  std::size_t compared = 0;
  std::size_t same = 0;
  std::size_t of_age = 0;
  Sort developed;
  Sort lost;
  Sort reversed;
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    const ToothState am = report.chart.states[tooth];
    const ToothState pm = finding.chart.states[tooth];
    if (am == ToothState::unknown || pm == ToothState::unknown) continue;
    if ((am == ToothState::unerupted || pm == ToothState::unerupted) && eruption_is_age(finding.age)) {
      ++of_age;
      continue;
    }
    ++compared;
    if (am == pm) {
      ++same;
    } else if (development[tooth][place_of(am)][place_of(pm)] <= 0) {
      reversed.add(tooth, am, pm);
    } else if (am == ToothState::bridged) {
      lost.add(tooth, am, pm);
    } else {
      developed.add(tooth, am, pm);
    }
  }
  const std::string growing = of_age == 0 ? "" : "; " + std::to_string(of_age) + " not through: nothing beyond age";
  if (compared == 0) return (of_age == 0 ? "no tooth known on both sides" : "no tooth through on both sides") + growing;
  return std::to_string(compared) + (compared == 1 ? " tooth" : " teeth") + " on both sides: " + std::to_string(same) +
         " the same" + developed.text("developed") + lost.text("without the bridge") +
         reversed.text("the wrong way, so an error") + growing;
}

std::string DentalModel::remark() const {
  return "states of each tooth by age group, from " + std::to_string(n_charts_) +
         " charts of missing persons and the rates of development";
}

}  // namespace kith::attributes

#include "attributes/frame/comparison_levels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kith::attributes {
namespace {

/// What both state and is the same, as far as it goes.
bool in_common(const Item& report, const Item& finding) {
  if (report.what != finding.what) return false;
  const bool sides = report.side != BodySide::unstated && finding.side != BodySide::unstated;
  if (sides && report.side != finding.side) return false;
  for (std::size_t d = 0; d < kItemDetails; ++d) {
    const bool both = !report.details[d].empty() && !finding.details[d].empty();
    if (both && report.details[d] != finding.details[d]) return false;
  }
  return true;
}

}  // namespace

std::uint8_t Comparison<AgeModel>::level(const AgeModel& model, const AmAge& report, const PmAge& finding) {
  constexpr double kNear = 5;
  constexpr double kForever = std::numeric_limits<double>::infinity();
  const double age = model.expected_age(report);
  double low = finding.low, high = finding.high;
  if (finding.kind == AgeFinding::estimate) {
    const double half = model.interval_z() * finding.error.value_or(model.finding_error(finding.low));
    low = finding.low - half;
    high = finding.low + half;
  }
  if (finding.kind == AgeFinding::at_least) high = kForever;
  if (finding.kind == AgeFinding::at_most) low = -kForever;
  if (age < low - kNear || age > high + kNear) return 4;
  if (age < low || age > high) return 3;
  const bool is_open = finding.kind == AgeFinding::at_least || finding.kind == AgeFinding::at_most;
  return !is_open && std::abs(age - 0.5 * (low + high)) <= 0.25 * (high - low) ? 1 : 2;
}

std::uint8_t Comparison<StatureModel>::level(const StatureModel& model, const StatureReport& report,
                                             const StatureFinding& finding) {
  const auto difference = model.difference_cm(report, finding);
  if (!difference) return 0;
  const double apart = std::abs(*difference);
  return apart <= 3 ? 1 : apart <= 6 ? 2 : apart <= 12 ? 3 : 4;
}

std::uint8_t Comparison<BloodGroupModel>::level(const BloodGroupModel& /*model*/, BloodGroup report,
                                                BloodGroup finding) {
  if (report.abo != finding.abo) return 3;
  const bool both = report.rhesus != Rhesus::unknown && finding.rhesus != Rhesus::unknown;
  return both && report.rhesus != finding.rhesus ? 2 : 1;
}

std::uint8_t Comparison<TeethModel>::level(const TeethModel& /*model*/, const DentalReport& report,
                                           const DentalFinding& finding) {
  constexpr int kFew = 5;
  int compared = 0, same = 0, backwards = 0;
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    const ToothState am = report.chart.states[tooth], pm = finding.chart.states[tooth];
    if (am == ToothState::unknown || pm == ToothState::unknown) continue;
    const bool growing = am == ToothState::unerupted || pm == ToothState::unerupted;
    if (growing && DentalModel::eruption_is_age(finding.age)) continue;
    ++compared;
    const bool lost_bridge = am == ToothState::bridged && pm == ToothState::extracted;
    if (am == pm) {
      ++same;
    } else if (pm < am && !lost_bridge) {  // the order of the states is that of development
      ++backwards;
    }
  }
  if (compared == 0) return 0;
  if (backwards > 0) return backwards == 1 ? 3 : 4;
  return same == compared && compared >= kFew ? 1 : 2;
}

std::uint8_t ItemComparison::level(const ItemModel& /*model*/, const ItemList& report, const ItemFinding& finding) {
  std::size_t n_found = 0, n_confirmed = 0;
  std::vector<bool> is_found(report.items.size(), false);
  for (const Item& item : finding.list.items) {
    if (item.of_grave && item.bodies != 1) continue;
    ++n_found;
    bool confirmed = false;
    for (std::size_t i = 0; i < report.items.size(); ++i) {
      if (!in_common(report.items[i], item)) continue;
      is_found[i] = confirmed = true;
    }
    n_confirmed += confirmed ? 1U : 0U;
  }
  if (n_found == 0 && (!finding.whole || finding.list.items.size() > n_found)) return 0;
  if (n_found == 0 && report.items.empty()) return 3;
  if (n_confirmed == 0) return 4;
  const bool all_reported = !finding.whole || std::find(is_found.begin(), is_found.end(), false) == is_found.end();
  return n_confirmed == n_found && all_reported ? 1 : 2;
}

std::uint8_t Comparison<ImplantSerialModel>::level(const ImplantSerialModel& /*model*/, const SerialList& report,
                                                   const SerialList& finding) {
  std::uint8_t best = 3;
  for (const std::string& recorded : report.numbers) {
    for (const std::string& found : finding.numbers) {
      if (recorded == found) return 1;
      if (one_mistake_apart(recorded, found)) best = 2;
    }
  }
  return best;
}

std::uint8_t Comparison<DocumentsModel>::level(const DocumentsModel& model, const NameList& report,
                                               const NameList& finding) {
  const auto alike = model.best_similarity(report, finding);
  if (!alike) return 0;
  return *alike >= 1 ? 1 : *alike >= DocumentModel::kNear ? 2 : *alike >= DocumentModel::kSimilar ? 3 : 4;
}

}  // namespace kith::attributes

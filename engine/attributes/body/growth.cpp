#include "attributes/body/growth.hpp"

#include <algorithm>
#include <array>

namespace kith::attributes {
namespace {

struct Stature {
  double median;     ///< cm
  double variation;  ///< standard deviation / median
};
struct AgeRow {
  double years;
  Stature boys, girls;
};

/// Below 2: WHO 2006; from 2 on: CDC 2000.
constexpr std::array<AgeRow, 24> kReference{{
    {0, {49.88, 0.0380}, {49.15, 0.0379}},    {0.25, {61.43, 0.0333}, {59.80, 0.0345}},
    {0.5, {67.62, 0.0317}, {65.73, 0.0335}},  {1, {75.75, 0.0314}, {74.02, 0.0345}},
    {1.5, {82.26, 0.0328}, {80.71, 0.0359}},  {2, {86.45, 0.0403}, {84.98, 0.0408}},
    {3, {94.96, 0.0406}, {93.92, 0.0420}},    {4, {102.22, 0.0413}, {100.75, 0.0432}},
    {5, {108.90, 0.0425}, {107.66, 0.0442}},  {6, {115.39, 0.0436}, {114.71, 0.0449}},
    {7, {121.77, 0.0444}, {121.49, 0.0454}},  {8, {127.88, 0.0451}, {127.59, 0.0459}},
    {9, {133.51, 0.0462}, {132.92, 0.0468}},  {10, {138.62, 0.0475}, {137.99, 0.0486}},
    {11, {143.50, 0.0489}, {143.98, 0.0505}}, {12, {149.05, 0.0499}, {151.19, 0.0488}},
    {13, {156.09, 0.0503}, {157.15, 0.0440}}, {14, {163.84, 0.0490}, {160.39, 0.0411}},
    {15, {169.94, 0.0460}, {161.86, 0.0401}}, {16, {173.51, 0.0432}, {162.55, 0.0398}},
    {17, {175.29, 0.0415}, {162.91, 0.0397}}, {18, {176.16, 0.0407}, {163.12, 0.0397}},
    {19, {176.60, 0.0404}, {163.25, 0.0397}}, {20, {176.85, 0.0404}, {163.34, 0.0396}},
}};

Growth share_of_adult(const Stature& child, const Stature& adult) {
  return {child.median / adult.median, child.median * child.variation / (adult.median * adult.variation)};
}

}  // namespace

Growth growth_at(genetics::Sex sex, double years) {
  if (years >= kReference.back().years) return {};
  const auto* const after = std::upper_bound(kReference.begin(), kReference.end(), years,
                                             [](double age, const AgeRow& row) { return age < row.years; });
  const auto* const before = after - 1;
  const auto of_sex = [&](const AgeRow& row) { return sex == genetics::Sex::male ? row.boys : row.girls; };
  const Growth low = share_of_adult(of_sex(*before), of_sex(kReference.back()));
  const Growth high = share_of_adult(of_sex(*after), of_sex(kReference.back()));
  const double share = (years - before->years) / (after->years - before->years);
  return {low.mean + share * (high.mean - low.mean), low.sd + share * (high.sd - low.sd)};
}

}  // namespace kith::attributes

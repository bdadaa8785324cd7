#include "simulate/people/descriptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "attributes/body/age_group.hpp"
#include "attributes/teeth/tooth_development.hpp"

namespace kith::simulate {

using attributes::ToothState;

namespace {

/// By age group and tooth: the states of a population, cumulative.
using ExpectedStates = std::array<std::array<attributes::ToothStates, attributes::kTeeth>, attributes::kAgeGroups>;

ExpectedStates cumulative_states() {
  ExpectedStates all{};
  for (std::size_t age = 0; age < all.size(); ++age) {
    for (std::size_t tooth = 0; tooth < attributes::kTeeth; ++tooth) {
      all[age][tooth] = attributes::expected_states({}, tooth, static_cast<attributes::AgeGroup>(age));
      std::partial_sum(all[age][tooth].begin(), all[age][tooth].end(), all[age][tooth].begin());
    }
  }
  return all;
}

}  // namespace

std::string confused(const std::string& value, std::span<const std::string_view> values, double error, Random& random) {
  const bool is_wrong = random.chance(error);
  const auto other = random.below(values.size() - 1);
  if (!is_wrong) return value;
  std::vector<std::string_view> others;
  std::copy_if(values.begin(), values.end(), std::back_inserter(others), [&](auto word) { return word != value; });
  return std::string(others[other % others.size()]);
}

attributes::ToothChart misread(attributes::ToothChart chart, double age, double error, Random& random) {
  static const auto kExpected = cumulative_states();
  for (std::size_t tooth = 0; tooth < attributes::kTeeth; ++tooth) {
    const bool is_wrong = random.chance(error);
    const auto any = random.pick(kExpected[static_cast<std::size_t>(attributes::age_group(age))][tooth]);
    if (is_wrong && chart.states[tooth] != ToothState::unknown) chart.states[tooth] = static_cast<ToothState>(any + 1);
  }
  return chart;
}

std::vector<Feature> some_of(const std::vector<Feature>& features, double keep, double error, Random& random) {
  std::vector<Feature> some;
  for (auto feature : features) {
    const bool is_kept = random.chance(keep);
    const bool is_colour = std::find(kColours.begin(), kColours.end(), feature.side) != kColours.end();
    auto colour = confused(feature.side, kColours, is_colour ? error : 0, random);
    if (is_colour) feature.side = std::move(colour);
    if (is_kept) some.push_back(std::move(feature));
  }
  return some;
}

std::string chart_text(const attributes::ToothChart& chart) {
  std::string text;
  const auto n_of = [&](ToothState state) { return std::count(chart.states.begin(), chart.states.end(), state); };
  const bool has_rest = n_of(ToothState::sound) > n_of(ToothState::unknown);
  for (std::size_t tooth = 0; tooth < attributes::kTeeth; ++tooth) {
    const auto state = chart.states[tooth];
    if (has_rest ? state == ToothState::sound : state == ToothState::unknown) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : ";", attributes::fdi_number(tooth),
                        attributes::to_string(state));
  }
  if (has_rest) text += text.empty() ? "rest=sound" : ";rest=sound";
  return text;
}

std::string items_text(const std::vector<Feature>& features, ItemOrder order) {
  if (features.empty()) return "none";
  std::string text;
  for (const auto& feature : features) {
    auto item = order == ItemOrder::mark
                    ? fmt::format("{}:{}:{}:{}", feature.what, feature.side, feature.detail, feature.detail2)
                    : fmt::format("{}:{}:{}", feature.what, feature.side, feature.detail);
    while (item.back() == ':') item.pop_back();
    text += (text.empty() ? "" : ";") + item;
  }
  return text;
}

}  // namespace kith::simulate

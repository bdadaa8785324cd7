#include "identify/doubt_stage.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

#include "inference/bodies/one_person.hpp"
#include "inference/joint/pair_scan.hpp"

namespace kith::identify {
namespace {

using inference::BodyIndex;

/// Bodies of the case that is decided on are in the order of the remains where none was joined, else in that of Bodies::bodies.
class BodyNumbers {
 public:
  explicit BodyNumbers(const BodyAnswer& answer) : answer_(answer) {}
  [[nodiscard]] std::uint32_t in_bodies(BodyIndex body) const {
    return answer_.merged ? body : answer_.bodies.body_of[body];
  }
  [[nodiscard]] BodyIndex in_case(std::uint32_t body) const {
    return answer_.merged ? body : answer_.bodies.bodies[body].members.front();
  }

 private:
  const BodyAnswer& answer_;
};

/// Pairs that the body stage lists as open: neither anatomy nor a statement keeps them apart.
std::vector<std::pair<BodyIndex, BodyIndex>> open_pairs(const BodyAnswer& answer, const BodyNumbers& numbers) {
  std::vector<std::pair<BodyIndex, BodyIndex>> open;
  for (const auto& pair : answer.bodies.open)
    open.emplace_back(numbers.in_case(pair.first), numbers.in_case(pair.second));
  return open;
}

/// ln of what an assigned person multiplies; of a closed list about that.
double log_odds(const matching::Case& bodies, const JointChoice& choice) {
  if (choice.prior == inference::PriorKind::flat) return 0;
  if (choice.prior == inference::PriorKind::closed) return -std::log(static_cast<double>(choice.n_others) + 1);
  return std::log(choice.prior_odds.value_or(1.0 / static_cast<double>(bodies.missing.size())));
}

}  // namespace

inference::DoubtfulJoins find_doubtful_joins(const matching::Case& the_case, const BodyAnswer& answer,
                                             const matching::EvidenceTable& evidence, const BodyPairs& pairs,
                                             const Options& options) {
  const matching::Case& bodies = answer.case_of_bodies(the_case);
  if (options.bodies.mode != inference::BodyMode::found || answer.bodies.bodies.size() != bodies.remains.size())
    return {};
  const double odds = log_odds(bodies, options.joint);
  const double weak = std::log(inference::IdentifyOptions{}.weak_odds);
  const auto scan = inference::scan_pairs(
      bodies, evidence, pairs.listed, pairs.corrections,
      {.sex = options.joint.sex, .least_log_lr = std::max(0.0, weak - odds), .sums_left_out = false});
  const inference::OnePersonOdds one_person(the_case, answer.bodies, options.bodies);
  const BodyNumbers numbers(answer);
  const inference::AskOnePerson ask = [&](std::span<const BodyIndex> members) -> std::optional<inference::OnePerson> {
    std::vector<std::uint32_t> positions;
    for (const BodyIndex body : members) positions.push_back(numbers.in_bodies(body));
    const auto said = one_person.of(positions);
    if (!said) return std::nullopt;
    return inference::OnePerson{.log_lr_same = said->lr_same * std::numbers::ln10,
                                .log_prior_odds = said->prior_odds * std::numbers::ln10,
                                .log_siblings = said->siblings * std::numbers::ln10};
  };
  return {bodies.remains.size(), inference::list_doubtful_joins(inference::find_family_units(bodies), scan.pairs,
                                                                open_pairs(answer, numbers), ask, {.log_odds = odds})};
}

std::unique_ptr<inference::MergedCase> with_joins(const matching::Case& the_case, const BodyAnswer& answer,
                                                  const inference::DoubtfulJoins& joins) {
  std::vector<std::vector<inference::RemainsIndex>> members;
  for (const auto& join : joins.all()) members.push_back(join.bodies);
  auto merged = std::make_unique<inference::MergedCase>();
  merged->content = inference::with_joined_bodies(answer.case_of_bodies(the_case), members);
  if (answer.merged) merged->notes = answer.merged->notes;
  return merged;
}

std::vector<inference::PairCorrection> corrections_of_joins(std::span<const inference::PairCorrection> corrections,
                                                            const inference::DoubtfulJoins& joins) {
  std::map<BodyIndex, std::vector<BodyIndex>> joins_of;
  for (std::size_t j = 0; j < joins.all().size(); ++j) {
    for (const BodyIndex body : joins.all()[j].bodies) joins_of[body].push_back(joins.position(j));
  }
  std::map<std::pair<BodyIndex, inference::MissingIndex>, std::map<BodyIndex, double>> of_pair;  // by join and person
  for (const auto& correction : corrections) {
    const auto found = joins_of.find(correction.body);
    if (found == joins_of.end()) continue;
    for (const BodyIndex join : found->second)
      of_pair[{join, correction.missing}][correction.body] += correction.log10_lr;
  }
  std::vector<inference::PairCorrection> more;
  for (const auto& [pair, of_body] : of_pair) {
    double strongest = 0;
    for (const auto& [body, log10_lr] : of_body) {
      if (std::abs(log10_lr) > std::abs(strongest)) strongest = log10_lr;
    }
    more.push_back({pair.first, pair.second, strongest});
  }
  return more;
}

}  // namespace kith::identify

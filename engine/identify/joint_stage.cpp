#include "identify/joint_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "inference/joint/pair_scan.hpp"

namespace kith::identify {
namespace {

using inference::AssignmentPrior;
using inference::PriorKind;

double prior_odds(const matching::Case& the_case, const JointChoice& choice) {
  return choice.prior_odds.value_or(1.0 / static_cast<double>(the_case.missing.size()));
}

Result<AssignmentPrior> prior_of(const matching::Case& the_case, const JointChoice& choice) {
  if (choice.prior == PriorKind::flat) return AssignmentPrior::flat();
  if (choice.prior == PriorKind::closed) return AssignmentPrior::closed(choice.n_others);
  return AssignmentPrior::odds(prior_odds(the_case, choice));
}

std::string rule_of(const matching::Case& the_case, const JointChoice& choice) {
  const std::size_t n = the_case.missing.size();
  if (choice.prior == PriorKind::flat) return "flat: every assignment alike";
  if (choice.prior == PriorKind::closed) {
    return fmt::format("closed: {} missing persons and {} others, every way to tell them apart alike", n,
                       choice.n_others);
  }
  if (choice.prior_odds) return fmt::format("odds: {:.6g} for each assigned pair, given", *choice.prior_odds);
  return fmt::format("odds: 1 / N for each assigned pair, N = {} missing persons", n);
}

}  // namespace

double joint_threshold(const matching::Case& the_case, const Options& options) {
  const std::uint64_t pairs = std::uint64_t{the_case.missing.size()} * the_case.remains.size();
  if (!options.joint.on || pairs <= inference::PairScanOptions{}.most_pairs) return options.match.threshold;
  const double odds = options.joint.prior == PriorKind::odds ? prior_odds(the_case, options.joint) : 1;
  return std::min(options.match.threshold, std::log10(inference::IdentifyOptions{}.weak_odds / odds));
}

std::string why_not_jointly(const PopulationViews& views, matching::ScoreKind score_kind) {
  if (views.size() > 1) return "pairs are scored under several populations";
  if (score_kind != matching::ScoreKind::log10_lr) return "the strategy's score is no likelihood ratio";
  const auto& columns = views.evidence().columns;
  const bool has_dna = std::any_of(columns.begin(), columns.end(),
                                   [](const auto& column) { return column->kind() == evidence::ColumnKind::dna; });
  if (!has_dna && views[0].the_case->panel.size() > 0) return "the strategy does not score the families' DNA";
  return "";
}

Result<JointAnswer> decide_jointly(const matching::Case& bodies, const matching::EvidenceTable& evidence,
                                   const BodyPairs& pairs, const Options& options,
                                   const inference::DoubtfulJoins& joins) {
  const auto prior = prior_of(bodies, options.joint);
  if (!prior) return prior.error();
  auto found = inference::identify_jointly(bodies, evidence, pairs.listed, pairs.corrections,
                                           {.prior = prior.value(),
                                            .sex = options.joint.sex,
                                            .seed = options.joint.seed,
                                            .conclusions = options.joint.conclusions,
                                            .likelihood = options.evidence.likelihood,
                                            .lineage = options.evidence.lineage},
                                           joins);
  if (!found) return found.error();
  JointAnswer answer;
  answer.found = std::move(found).value();
  answer.prior_rule = rule_of(bodies, options.joint);
  return answer;
}

JointPosteriors::JointPosteriors(const inference::JointIdentification& joint, std::vector<matching::PairScore> listed,
                                 std::span<const std::pair<inference::BodyIndex, inference::MissingIndex>> pairs)
    : joint_(joint), listed_(std::move(listed)), scale_(joint.posterior.not_found.size(), 1.0) {
  std::sort(listed_.begin(), listed_.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.remains, a.target) < std::tuple(b.remains, b.target);
  });
  std::vector<double> sum(scale_.size(), 0.0);
  const std::set<std::pair<inference::BodyIndex, inference::MissingIndex>> once(pairs.begin(), pairs.end());
  for (const auto& [body, missing] : once) sum[missing] += find(body, missing) == nullptr ? weak(body, missing) : 0;
  const auto& left = joint.posterior.others_of_missing;
  for (std::size_t m = 0; m < scale_.size(); ++m) {
    const double most = m < left.size() ? left[m] : 0;
    if (sum[m] > most) scale_[m] = most / sum[m];
  }
}

const inference::PairPosterior* JointPosteriors::find(inference::BodyIndex body,
                                                      inference::MissingIndex missing) const {
  const auto& pairs = joint_.posterior.pairs;
  const auto key = std::tuple(body, missing);
  const auto found = std::lower_bound(pairs.begin(), pairs.end(), key, [](const auto& pair, const auto& wanted) {
    return std::tuple(pair.body, pair.missing) < wanted;
  });
  return found != pairs.end() && found->body == body && found->missing == missing ? &*found : nullptr;
}

double JointPosteriors::weak(inference::BodyIndex body, inference::MissingIndex missing) const {
  const auto key = std::tuple(body, missing);
  const auto found = std::lower_bound(listed_.begin(), listed_.end(), key, [](const auto& pair, const auto& wanted) {
    return std::tuple(pair.remains, pair.target) < wanted;
  });
  if (found == listed_.end() || found->remains != body || found->target != missing) return 0;
  const double odds = joint_.summary.prior_odds * std::pow(10.0, found->log10_lr);
  return std::min(1.0, odds * joint_.posterior.nobody[body] * joint_.posterior.not_found[missing]);
}

double JointPosteriors::of(inference::BodyIndex body, inference::MissingIndex missing) const {
  const auto* pair = find(body, missing);
  return pair != nullptr ? std::min(1.0, pair->posterior) : scale_[missing] * weak(body, missing);
}

}  // namespace kith::identify

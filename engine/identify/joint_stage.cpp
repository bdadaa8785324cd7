#include "identify/joint_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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
                                   const BodyPairs& pairs, const Options& options) {
  const auto prior = prior_of(bodies, options.joint);
  if (!prior) return prior.error();
  auto found = inference::identify_jointly(bodies, evidence, pairs.listed, pairs.corrections,
                                           {.prior = prior.value(),
                                            .sex = options.joint.sex,
                                            .seed = options.joint.seed,
                                            .conclusions = options.joint.conclusions,
                                            .likelihood = options.evidence.likelihood,
                                            .lineage = options.evidence.lineage});
  if (!found) return found.error();
  JointAnswer answer;
  answer.found = std::move(found).value();
  answer.prior_rule = rule_of(bodies, options.joint);
  return answer;
}

double joint_posterior_of(const inference::JointIdentification& joint, std::span<const matching::PairScore> listed,
                          inference::BodyIndex body, inference::MissingIndex missing) {
  const auto key = std::tuple(body, missing);
  const auto& pairs = joint.posterior.pairs;
  const auto found = std::lower_bound(pairs.begin(), pairs.end(), key, [](const auto& pair, const auto& wanted) {
    return std::tuple(pair.body, pair.missing) < wanted;
  });
  if (found != pairs.end() && found->body == body && found->missing == missing) return std::min(1.0, found->posterior);
  const auto weak = std::lower_bound(listed.begin(), listed.end(), key, [](const auto& pair, const auto& wanted) {
    return std::tuple(pair.remains, pair.target) < wanted;
  });
  if (weak == listed.end() || weak->remains != body || weak->target != missing) return 0;
  const double odds = joint.summary.prior_odds * std::pow(10.0, weak->log10_lr);
  return std::min(1.0, odds * joint.posterior.nobody[body] * joint.posterior.not_found[missing]);
}

}  // namespace kith::identify

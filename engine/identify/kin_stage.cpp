#include "identify/kin_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kith::identify {
namespace {

using inference::JointIdentification;
using matching::RemainsIndex;

/// A body that is a missing person of the family with this probability is not called his kin.
constexpr double kMayBeMissing = 0.1;
constexpr double kProbablyNobody = 0.5;

std::vector<RemainsIndex> nobodys(std::size_t n_bodies, const JointIdentification& joint) {
  std::vector<RemainsIndex> result;
  for (RemainsIndex body = 0; body < n_bodies; ++body) {
    const bool is_nobodys = !joint.posterior.knows_body(body) || joint.posterior.nobody[body] >= kProbablyNobody;
    if (is_nobodys) result.push_back(body);
  }
  return result;
}

std::uint64_t count_typed(const matching::Case& data) {
  std::uint64_t n = 0;
  for (const auto& family : data.families) {
    n += static_cast<std::uint64_t>(std::count_if(family.profiles.begin(), family.profiles.end(),
                                                  [](const auto& profile) { return !profile.empty(); }));
  }
  return n;
}

void add_kin_among_bodies(const matching::Case& bodies, std::size_t n_bodies, const Options& options,
                          KinAnswer& answer) {
  const std::uint64_t n = n_bodies;
  if (n * n / 2 > kMostBodyPairs) {
    answer.not_done.push_back(fmt::format("{} bodies are too many to look for kin among them in passing: kith kin", n));
    return;
  }
  inference::KinOptions kin = options.kin_options;
  kin.n_remains = n_bodies;
  answer.among_bodies = inference::find_kin(bodies, kin);
}

}  // namespace

KinAnswer look_for_kin(const matching::Case& bodies, std::size_t n_bodies, const matching::EvidenceTable& evidence,
                       const JointAnswer& joint, std::span<const matching::PairScore> listed, const Options& options) {
  KinAnswer answer;
  add_kin_among_bodies(bodies, n_bodies, options, answer);
  const std::vector<RemainsIndex> nobody = nobodys(n_bodies, *joint.found);
  const std::uint64_t n_pairs = nobody.size() * count_typed(bodies);
  if (n_pairs > kMostRelativePairs) {
    answer.not_done.push_back(
        fmt::format("{} pairs of a body and a relative are too many to look for kin in passing", n_pairs));
    return answer;
  }
  std::map<std::pair<RemainsIndex, std::uint32_t>, double> of_family;
  for (const auto& pair : joint.found->posterior.pairs)
    of_family[{pair.body, bodies.missing[pair.missing].family}] += pair.posterior;
  const auto may_be_missing = [&](RemainsIndex body, std::uint32_t family) {
    const auto found = of_family.find({body, family});
    return found != of_family.end() && found->second >= kMayBeMissing;
  };
  inference::FamilyKinOptions kin;
  kin.pairs = options.bodies.pairs;
  kin.pairs.findings = false;
  kin.evidence = options.evidence;
  kin.threads = options.match.threads;
  answer.of_families = inference::find_family_kin(bodies, evidence, nobody, listed, may_be_missing, kin);
  return answer;
}

}  // namespace kith::identify

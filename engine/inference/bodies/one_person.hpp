// inference/bodies/one_person.hpp — bodies that were not joined: how probable is it still that some of them are one person?
//
// The LR is that of the groups of their samples (group_likelihood.hpp), one body after the other against those before it; the
// prior odds w / (1 - w) are those of body_prior.hpp, of each body with the nearest of those before it. Bodies that share no
// marker have LR 1 from DNA, and are judged by the prior and by what examinations say.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "inference/bodies/compared_samples.hpp"
#include "inference/bodies/weakest_pair.hpp"

namespace kith::inference {

class OnePersonOdds {
 public:
  /// log10 throughout.
  struct Answer {
    double lr_same = 0;     ///< against strangers
    double prior_odds = 0;  ///< of one person against several
    double siblings = 0;    ///< P(data | several persons, some of them siblings perhaps) / P(data | strangers)
  };

  /// What is passed outlives the object. @pre `bodies` were found with these options.
  OnePersonOdds(const matching::Case& data, const Bodies& bodies, const BodyOptions& options);

  /// None: anatomy, a statement or DNA makes it impossible, or one of them takes no part in the comparison. `bodies`: positions
  /// in Bodies::bodies, two or more. Reentrant.
  [[nodiscard]] std::optional<Answer> of(std::span<const std::uint32_t> bodies) const;

 private:
  [[nodiscard]] SampleLr lr(std::span<const std::uint32_t> before, const std::vector<SampleIndex>& samples_before,
                            std::uint32_t body) const;
  [[nodiscard]] GroupContext context() const {
    return {&samples_, &places_, &bodies_.prior, parts_, statements_.person};
  }
  [[nodiscard]] double prior_of(std::span<const SampleIndex> a, std::span<const SampleIndex> b) const;

  const Bodies& bodies_;
  std::size_t most_members_;
  SamplePairs samples_;
  Places places_;
  Statements statements_{};
  std::vector<Part> parts_{};
  std::vector<std::vector<SampleIndex>> members_{};             ///< per body; empty: takes no part
  std::vector<std::set<std::uint32_t>> kept_out_{};             ///< per body samples that a statement keeps out
  std::vector<std::unique_ptr<GroupLikelihood>> likelihood_{};  ///< of bodies with several samples
};

}  // namespace kith::inference

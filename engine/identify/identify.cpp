#include "identify/identify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <type_traits>

#include "core/stopwatch.hpp"
#include "identify/costly_families.hpp"
#include "identify/doubt_stage.hpp"
#include "inference/pairs/posterior.hpp"
#include "matching/candidates/candidates.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::identify {
namespace {

Error refused(std::string reason) { return {Errc::bad_option, std::move(reason)}; }

/// What was added to pairs for linked markers.
std::vector<inference::PairCorrection> corrections_of(const Linkage& linkage,
                                                      std::span<const matching::PairScore> pairs) {
  std::vector<inference::PairCorrection> corrections;
  for (const auto& score : linkage.scores) {
    const matching::PairScore& pair = pairs[score.pair];
    corrections.push_back({pair.remains, pair.target, score.log10_correction});
  }
  return corrections;
}

class Run {
 public:
  Run(const matching::Case& the_case, const RunPopulations& populations, const Options& options,
      std::ostream* breakdown, const Listener& listener)
      : case_(the_case),
        populations_(populations),
        options_(options),
        strategy_(*matching::find_strategy(options.match.strategy).value()),
        breakdown_(breakdown),
        listener_(listener) {}

  Result<Identification> identify() {
    answer_.score_kind = strategy_.score_kind();
    timed("encode", [&] { answer_.views = PopulationViews(case_, populations_, strategy_, options_); });
    timed("cost check", [&] { find_costly_families(); });
    auto scored = timed("tables and scan", [&] { return scan(); });
    if (!scored) return scored.error();
    std::vector<matching::PairScore> listed = keep_reported();
    auto corrections = correct_and_take_apart();
    if (auto decided = decide({std::move(listed), std::move(corrections)}); !decided) return decided.error();
    find_prior();
    rank();
    if (options_.matrix) {
      timed("matrix",
            [&] { answer_.matrix = lowest_matrix(answer_.views, populations_, options_, listener_.start("matrix")); });
    }
    return std::move(answer_);
  }

 private:
  template <class Work>
  std::invoke_result_t<Work> timed(const char* stage, const Work& work) {
    struct Note {
      std::vector<StageCost>& stages;
      const char* stage;
      Stopwatch stopwatch{};
      ~Note() { stages.push_back({stage, stopwatch.seconds(), stopwatch.cpu_seconds()}); }
    } note{answer_.stages, stage};
    return work();
  }

  void find_costly_families() {
    const double limit = options_.evidence.likelihood.cost_limit;
    answer_.costly = matching::find_costly(case_, answer_.evidence(), limit);
    for (const auto& note : answer_.costly)
      listener_.warn("warning: " + describe(note, case_, answer_.evidence(), limit));
  }

  /// The threshold is a log10 LR: a score that is none is not held against it.
  [[nodiscard]] matching::MatchOptions match_options() const {
    matching::MatchOptions options = options_.match;
    options.threshold = joint_threshold(case_, options_);
    if (answer_.score_kind == matching::ScoreKind::score) options.threshold = std::numeric_limits<double>::infinity();
    return options;
  }

  /// Leaves in the result what is reported. @return all that the scan kept, where the joint analysis wants it.
  std::vector<matching::PairScore> keep_reported() {
    if (!options_.joint.on) return {};
    std::vector<matching::PairScore> listed = answer_.result.pairs;
    const double threshold = options_.match.threshold;
    if (match_options().threshold >= threshold) return listed;
    answer_.result.pairs = matching::pairs_to_keep(listed, options_.match, case_.missing.size(), case_.remains.size());
    // The cap was on pairs of the lower threshold; of those that are reported it left out none, if it kept fewer.
    const auto is_above = [&](const matching::PairScore& pair) { return pair.log10_lr >= threshold; };
    const auto n_above = static_cast<std::uint64_t>(std::count_if(listed.begin(), listed.end(), is_above));
    answer_.result.cap_met = answer_.result.cap_met && n_above >= options_.match.max_above;
    return listed;
  }

  Result<void> scan() {
    if (!populations_.several()) {
      Scan scanned = scan_since(case_, answer_.evidence(), match_options(), options_, listener_);
      answer_.result = std::move(scanned.result);
      answer_.reuse = std::move(scanned.reuse);
      answer_.record = std::move(scanned.record);
      return {};
    }
    answer_.reuse = refuse_earlier(options_, "pairs are scored under several populations", listener_);
    auto result = match_views(answer_.views, populations_, options_, listener_.start("matching"));
    if (!result) return result.error();
    answer_.result = std::move(result).value();
    return {};
  }

  /// @return what was added to pairs for linked markers.
  std::vector<inference::PairCorrection> correct_and_take_apart() {
    TakenApart taken;
    std::vector<inference::PairCorrection> corrections;
    if (populations_.several()) {
      answer_.linkage.loci = answer_.views[0].linked;
      taken = timed("explain", [&] {
        static_cast<void>(listener_.start("explaining"));
        return take_apart_lowest(answer_.views, populations_, answer_.result, options_, breakdown_);
      });
    } else {
      answer_.linkage = timed("linkage", [&] { return find_linkage(answer_.views[0], answer_.result, options_); });
      corrections = corrections_of(answer_.linkage, answer_.result.pairs);
      taken = timed("explain", [&] {
        return take_apart(answer_.views[0], answer_.result, answer_.linkage.scores, options_, breakdown_,
                          listener_.start("explaining"));
      });
    }
    answer_.details = std::move(taken.details);
    answer_.n_broken_down = taken.n_broken_down;
    if (options_.linkage && answer_.score_kind == matching::ScoreKind::log10_lr)
      answer_.unlinked = inference::find_linked_loci(case_.panel, true);
    return corrections;
  }

  /// Who is who, by bodies. `of_remains`: the pairs of remains.
  Result<void> decide(BodyPairs of_remains) {
    if (!options_.joint.on) return {};
    answer_.joint.why_none = why_not_jointly(answer_.views, answer_.score_kind);
    if (!answer_.joint.why_none.empty()) return {};
    answer_.bodies = timed("bodies", [&] { return make_bodies(case_, populations_.several(), options_, listener_); });
    if (answer_.bodies.merged) {
      of_remains = timed("evidence of bodies", [&] { return pairs_of_bodies(answer_.bodies.case_of_bodies(case_)); });
    }
    const auto joins = timed("doubtful joins", [&] { return add_doubtful_joins(of_remains); });
    auto joint = timed("joint", [&] {
      static_cast<void>(listener_.start("deciding who is who"));
      return decide_jointly(answer_.bodies.case_of_bodies(case_), answer_.evidence_of_bodies(), of_remains, options_,
                            joins);
    });
    if (!joint) return joint.error();
    answer_.joint = std::move(joint).value();
    if (options_.kin && answer_.joint.found) {
      answer_.kin = timed("kin", [&] {
        static_cast<void>(listener_.start("looking for kin"));
        const matching::Case& bodies = answer_.bodies.case_of_bodies(case_);
        const std::size_t n_bodies = bodies.remains.size() - joins.all().size();
        return look_for_kin(bodies, n_bodies, answer_.evidence_of_bodies(), answer_.joint, of_remains.listed, options_);
      });
    }
    of_bodies_ = std::move(of_remains.listed);
    return {};
  }

  /// Bodies that may be one person: from here on the case of bodies, its evidence and the corrections have them too.
  inference::DoubtfulJoins add_doubtful_joins(BodyPairs& of_bodies) {
    auto joins = find_doubtful_joins(case_, answer_.bodies, answer_.evidence_of_bodies(), of_bodies, options_);
    if (joins.empty()) return joins;
    auto merged = with_joins(case_, answer_.bodies, joins);
    matching::EvidenceOptions of_joins = options_.evidence;
    of_joins.n_scored_only = joins.all().size();
    auto evidence = std::make_unique<matching::EvidenceTable>(strategy_.evidence(merged->content, of_joins));
    const auto more = corrections_of_joins(of_bodies.corrections, joins);
    of_bodies.corrections.insert(of_bodies.corrections.end(), more.begin(), more.end());
    answer_.of_bodies = std::move(evidence);
    answer_.bodies.merged = std::move(merged);
    return joins;
  }

  BodyPairs pairs_of_bodies(const matching::Case& bodies) {
    answer_.of_bodies = std::make_unique<matching::EvidenceTable>(strategy_.evidence(bodies, options_.evidence));
    matching::MatchResult result = matching::match(*answer_.of_bodies, match_options(),
                                                   listener_.start("matching bodies"));
    BodyPairs pairs{.listed = result.pairs};
    result.pairs = matching::pairs_to_keep(pairs.listed, options_.match, bodies.missing.size(), bodies.remains.size());
    inference::PopulationView view{&bodies, answer_.of_bodies.get(), answer_.linkage.loci};
    pairs.corrections = corrections_of(find_linkage(view, result, options_), result.pairs);
    return pairs;
  }

  void rank() {
    answer_.candidates = inference::rank_candidates(case_, answer_.result, answer_.details, answer_.prior);
    if (!answer_.joint.found) return;
    std::vector<std::pair<inference::BodyIndex, inference::MissingIndex>> pairs;
    for (const auto& candidate : answer_.candidates)
      pairs.emplace_back(answer_.bodies.body_of[candidate.pair.remains], candidate.pair.target);
    const JointPosteriors posteriors(*answer_.joint.found, std::move(of_bodies_), pairs);
    for (std::size_t i = 0; i < pairs.size(); ++i)
      answer_.candidates[i].joint = posteriors.of(pairs[i].first, pairs[i].second);
  }

  void find_prior() {
    const std::size_t n = case_.missing.size();
    answer_.prior = options_.prior.value_or(inference::flat_prior(n));
    answer_.prior_rule = options_.prior ? "given" : fmt::format("flat: 1 / (N + 1), N = {} missing persons", n);
  }

  const matching::Case& case_;
  const RunPopulations& populations_;
  const Options& options_;
  const matching::Strategy& strategy_;
  std::ostream* breakdown_;
  const Listener& listener_;
  Identification answer_;
  std::vector<matching::PairScore> of_bodies_{};  ///< pairs of bodies that the scan kept
};

Result<void> check_matrix(const matching::Case& the_case, const matching::Strategy& strategy) {
  const std::uint64_t pairs = std::uint64_t{the_case.missing.size()} * the_case.remains.size();
  if (!strategy.scores_family_dna()) {
    return refused(
        fmt::format("--matrix holds likelihood ratios of whole families; --strategy {} has none", strategy.name()));
  }
  if (pairs > kMostMatrixPairs) {
    return refused(fmt::format("--matrix is for cases of up to {} pairs; this one has {}", kMostMatrixPairs, pairs));
  }
  return {};
}

}  // namespace

Result<void> check_run(const matching::Case& the_case, const RunPopulations& populations, const Options& options) {
  const auto strategy = matching::find_strategy(options.match.strategy);
  if (!strategy) return strategy.error();
  if (!options.since.empty() && !std::filesystem::exists(options.since / "run.json"))
    return refused("--since " + options.since.string() + ": is no result of kith match (it has no run.json)");
  if (the_case.missing.empty()) return refused("the case has no missing person: no role `missing` in relatives.csv");
  if (the_case.remains.empty()) return refused("the case has no remains");
  const bool is_family_lr = strategy.value()->score_kind() == matching::ScoreKind::log10_lr &&
                            strategy.value()->scores_family_dna();
  if (populations.several() && !is_family_lr) {
    return refused(fmt::format("--strategy {} works with the allele frequencies of one population; several count here",
                               strategy.value()->name()));
  }
  return options.matrix ? check_matrix(the_case, *strategy.value()) : Result<void>();
}

Result<Identification> identify(const matching::Case& the_case, const RunPopulations& populations,
                                const Options& options, std::ostream* breakdown, const Listener& listener) {
  if (const auto possible = check_run(the_case, populations, options); !possible) return possible.error();
  return Run(the_case, populations, options, breakdown, listener).identify();
}

}  // namespace kith::identify

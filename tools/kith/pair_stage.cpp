#include "pair_stage.hpp"

#include <algorithm>
#include <atomic>

#include "io/results.hpp"
#include "matching/strategy.hpp"

namespace kith::tool {
namespace {

/// The corrections of one pair. @pre `scores` is ordered by pair.
std::span<const inference::LinkageScore> of_pair(std::span<const inference::LinkageScore> scores, std::size_t pair) {
  const auto by_pair = [](const inference::LinkageScore& score, std::size_t position) { return score.pair < position; };
  const auto first = std::lower_bound(scores.begin(), scores.end(), pair, by_pair);
  const auto last = std::lower_bound(first, scores.end(), pair + 1, by_pair);
  return {first, last};
}

}  // namespace

Linkage find_linkage(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                     const matching::MatchResult& result, const Settings& settings) {
  Linkage linkage;
  const bool scores_dna = matching::find_strategy(settings.strategy).value()->scores_family_dna();
  if (settings.linkage != "on" || !scores_dna) return linkage;
  linkage.loci = inference::find_linked_loci(the_case.panel);
  const std::uint32_t threads = settings.match_options().threads;
  const auto pairs = inference::dna_scores(evidence, result.pairs, threads);
  linkage.from = inference::linkage_floor(pairs);
  linkage.scores = inference::score_linkage(the_case, linkage.loci, pairs, threads,
                                            {.cost_limit = settings.cost_limit});
  return linkage;
}

ExplainedPairs explain_pairs(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                             matching::MatchResult& result, const Linkage& linkage, const Settings& settings,
                             std::ostream& breakdown, const matching::Progress& progress) {
  ExplainedPairs explained;
  const std::vector<bool> wanted = inference::best_pairs(result.pairs, linkage.scores,
                                                         static_cast<std::size_t>(settings.breakdown_limit));
  std::atomic<std::uint64_t> n_broken_down = 0;
  const auto describe = [&](std::size_t i, const inference::PairDetail& detail,
                            std::span<const matching::ColumnScore> columns, std::string& text) {
    if (detail.compared + detail.attributes_compared == 0 || !wanted[i]) return;
    n_broken_down.fetch_add(1, std::memory_order_relaxed);
    double corrections = 0;
    for (const inference::LinkageScore& score : of_pair(linkage.scores, i)) corrections += score.log10_correction;
    io::write_breakdown(text, the_case, evidence, result.pairs[i], columns, corrections);
    for (const inference::LinkageScore& score : of_pair(linkage.scores, i)) {
      io::write_linkage(text, the_case, result.pairs[i], linkage.loci[score.loci], score);
    }
  };
  const auto write = [&](std::string_view text) {
    breakdown.write(text.data(), static_cast<std::streamsize>(text.size()));
  };
  const auto compared = matching::best_parts(evidence, result.pairs, settings.match_options().threads);
  explained.details = inference::detail_pairs(evidence, compared, settings.match_options().threads, {describe, write},
                                              progress);
  inference::apply_linkage(linkage.scores, result, explained.details);
  explained.n_broken_down = n_broken_down;
  return explained;
}

}  // namespace kith::tool

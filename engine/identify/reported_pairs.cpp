#include "identify/reported_pairs.hpp"

#include <algorithm>
#include <atomic>

#include "identify/breakdown_rows.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::identify {
namespace {

/// The corrections of one pair. @pre `scores` is ordered by pair.
std::span<const inference::LinkageScore> of_pair(std::span<const inference::LinkageScore> scores, std::size_t pair) {
  const auto by_pair = [](const inference::LinkageScore& score, std::size_t position) { return score.pair < position; };
  const auto first = std::lower_bound(scores.begin(), scores.end(), pair, by_pair);
  const auto last = std::lower_bound(first, scores.end(), pair + 1, by_pair);
  return {first, last};
}

/// Writes what the columns of the best pairs say.
class Breakdown {
 public:
  Breakdown(const inference::PopulationView& view, std::span<const inference::LinkageScore> linkage,
            std::span<const matching::PairScore> pairs, std::uint64_t most)
      : view_(view), linkage_(linkage), pairs_(pairs), wanted_(inference::best_pairs(pairs, linkage, most)) {}

  [[nodiscard]] inference::PairReport report(std::ostream& out) {
    return {[this](std::size_t i, const inference::PairDetail& detail, std::span<const matching::ColumnScore> columns,
                   std::string& text) { describe(i, detail, columns, text); },
            [&out](std::string_view text) { out.write(text.data(), static_cast<std::streamsize>(text.size())); }};
  }
  [[nodiscard]] std::uint64_t n_written() const { return n_written_; }

 private:
  void describe(std::size_t i, const inference::PairDetail& detail, std::span<const matching::ColumnScore> columns,
                std::string& text) {
    if (detail.compared + detail.attributes_compared == 0 || !wanted_[i]) return;
    n_written_.fetch_add(1, std::memory_order_relaxed);
    double corrections = 0;
    for (const inference::LinkageScore& score : of_pair(linkage_, i)) corrections += score.log10_correction;
    write_breakdown(text, *view_.the_case, *view_.evidence, pairs_[i], columns, corrections);
    for (const inference::LinkageScore& score : of_pair(linkage_, i)) {
      write_linkage(text, *view_.the_case, pairs_[i], view_.linked[score.loci], score);
    }
  }

  const inference::PopulationView& view_;
  std::span<const inference::LinkageScore> linkage_;
  std::span<const matching::PairScore> pairs_;
  std::vector<bool> wanted_;
  std::atomic<std::uint64_t> n_written_ = 0;
};

}  // namespace

Linkage find_linkage(const inference::PopulationView& view, const matching::MatchResult& result,
                     const Options& options) {
  Linkage linkage{.loci = view.linked};
  if (linkage.loci.empty()) return linkage;
  const std::uint32_t threads = options.match.threads;
  const auto pairs = inference::dna_scores(*view.evidence, result.pairs, threads);
  linkage.from = inference::linkage_floor(pairs);
  linkage.scores = inference::score_linkage(*view.the_case, linkage.loci, pairs, threads, options.evidence.likelihood);
  return linkage;
}

TakenApart take_apart(const inference::PopulationView& view, matching::MatchResult& result,
                      std::span<const inference::LinkageScore> linkage, const Options& options, std::ostream* breakdown,
                      const matching::Progress& progress) {
  const std::uint32_t threads = options.match.threads;
  Breakdown rows(view, linkage, result.pairs, options.most_broken_down);
  const auto report = breakdown == nullptr ? inference::PairReport{} : rows.report(*breakdown);
  const auto compared = matching::best_parts(*view.evidence, result.pairs, threads);
  TakenApart taken{.details = inference::detail_pairs(*view.evidence, compared, threads, report, progress),
                   .n_broken_down = rows.n_written()};
  inference::apply_linkage(linkage, result, taken.details);
  return taken;
}

TakenApart take_apart_lowest(const PopulationViews& views, const RunPopulations& populations,
                             matching::MatchResult& result, const Options& options, std::ostream* breakdown) {
  const auto dealt = inference::lowest_populations(views.all(), populations.of_target, result.pairs,
                                                   options.match.threads, options.evidence.likelihood);
  TakenApart all;
  result.pairs.clear();
  for (std::size_t p = 0; p < dealt.size(); ++p) {
    matching::MatchResult here;
    here.pairs = dealt[p].pairs;
    TakenApart taken = take_apart(views[p], here, dealt[p].linkage, options, breakdown, {});
    for (auto& detail : taken.details) detail.population = static_cast<PopulationIndex>(p);
    result.pairs.insert(result.pairs.end(), here.pairs.begin(), here.pairs.end());
    all.details.insert(all.details.end(), taken.details.begin(), taken.details.end());
    all.n_broken_down += taken.n_broken_down;
  }
  inference::apply_linkage({}, result, all.details);  // puts both into the order of the scores
  return all;
}

}  // namespace kith::identify

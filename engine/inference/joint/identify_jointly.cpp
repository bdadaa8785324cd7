#include "inference/joint/identify_jointly.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <utility>

#include "core/stopwatch.hpp"
#include "evidence/dna/dna_column.hpp"
#include "inference/joint/incompatible_loci.hpp"
#include "inference/joint/unit_growth.hpp"

namespace kith::inference {
namespace {

/// Standard error from which a posterior says nothing.
constexpr double kRough = 0.05;

/// Odds that change no posterior: an assignment is not looked at where it is less probable than this beside the best, or beside
/// itself with a body less.
constexpr double kLeastExact = 1e-15;
/// Eliminations for one family of a small case.
constexpr std::size_t kMostExact = 20'000;

constexpr std::size_t kMostPriorRounds = 6;
constexpr double kUnseen = 0.05;

/// What one way through the analysis found.
struct Analysed {
  PairScan scan{};
  std::vector<UnitTable> tables{};
  JointPosterior posterior{};
  AssignmentPrior prior = AssignmentPrior::flat();
  bool exact = false;
  std::array<double, 3> seconds{};  ///< scan, families, posterior
};

class Identifier {
 public:
  Identifier(const matching::Case& the_case, const matching::EvidenceTable& evidence,
             std::span<const matching::PairScore> listed, std::span<const PairCorrection> corrections,
             const IdentifyOptions& options, const DoubtfulJoins& joins)
      : case_(the_case),
        evidence_(evidence),
        listed_(listed),
        corrections_(corrections),
        options_(options),
        joins_(joins),
        n_bodies_(joins.n_bodies(the_case.remains.size())) {}

  Result<JointIdentification> run() {
    if (evidence_.has_parts() || !evidence_.weights.empty()) {
      return Error{Errc::bad_option,
                   "the joint analysis needs likelihood ratios of whole families; this strategy has none"};
    }
    if (auto error = check_prior()) return *error;
    auto analysed = analyse();
    const auto is_impossible = [](const Block& block) { return block.status == BlockStatus::impossible; };
    if (std::any_of(analysed.posterior.blocks.begin(), analysed.posterior.blocks.end(), is_impossible)) {
      return Error{Errc::bad_option, closed_text() + " leaves no assignment that the evidence allows"};
    }
    return conclude(std::move(analysed));
  }

 private:
  [[nodiscard]] std::string closed_text() const {
    return fmt::format("a closed list of {} missing persons and {} others", case_.missing.size(),
                       options_.prior.n_others());
  }

  [[nodiscard]] std::optional<Error> check_prior() const {
    if (options_.prior.is_product()) return std::nullopt;
    if (n_bodies_ <= case_.missing.size() + options_.prior.n_others()) return std::nullopt;
    return Error{Errc::bad_option, fmt::format("{} is too short for {} bodies", closed_text(), n_bodies_)};
  }

  [[nodiscard]] Analysed analyse() {
    if (case_.missing.size() * n_bodies_ <= options_.exact_pairs) {
      Analysed exact = analyse_exactly();
      if (is_complete(exact)) return exact;
    }
    return analyse_together();
  }

  static bool is_complete(const Analysed& analysed) {
    const auto& blocks = analysed.posterior.blocks;
    return std::none_of(blocks.begin(), blocks.end(), [](const Block& block) {
      return block.status == BlockStatus::too_wide || block.status == BlockStatus::sampled;
    });
  }

  /// Where the prior may forbid an assignment with a body less, each counts whatever it weighs.
  [[nodiscard]] GrowthOptions exact_growth() const {
    const bool may_leave_out = options_.prior.is_product() || options_.prior.n_others() >= n_bodies_;
    return {.sex = options_.sex,
            .likelihood = options_.likelihood,
            .lineage = options_.lineage,
            .log_odds = options_.prior.is_product() ? options_.prior.log_odds() : 0,
            .least_odds = may_leave_out ? kLeastExact : 0,
            .scan_from = 0,
            .scan_share = kLeastExact,
            .most_scans = std::numeric_limits<std::size_t>::max(),
            .most_scan_eliminations = kMostExact};
  }

  [[nodiscard]] Analysed analyse_exactly() const {
    const Stopwatch scan_time;
    Analysed found;
    found.exact = true;
    found.prior = options_.prior;
    found.scan = scan_pairs(case_, evidence_, listed_, corrections_, {.sex = options_.sex, .least_log_lr = kImpossible},
                            joins_);
    found.seconds[0] = scan_time.seconds();
    const Stopwatch families_time;
    found.tables = grow_unit_tables(case_, evidence_, found.scan, exact_growth(), joins_);
    found.seconds[1] = families_time.seconds();
    const Stopwatch posterior_time;
    JointOptions joint;
    joint.prior = options_.prior;
    joint.samples = false;
    found.posterior = find_joint_posterior(case_, found.tables, joint, {}, joins_);
    found.seconds[2] = posterior_time.seconds();
    return found;
  }

  /// Weak pairs together. A prior that is no product is one with odds that fit the number of bodies it expects to place.
  [[nodiscard]] Analysed analyse_together() const {
    AssignmentPrior prior = options_.prior.is_product() ? options_.prior : odds_of_closed(n_expected_at_first());
    Analysed found = analyse_with(prior);
    for (std::size_t round = 0; !options_.prior.is_product() && round < kMostPriorRounds; ++round) {
      double placed = static_cast<double>(n_bodies_);
      for (const double nobody : found.posterior.nobody) placed -= nobody;
      prior = odds_of_closed(placed);
      const bool at_rest = std::abs(prior.log_odds() - found.prior.log_odds()) < 1e-3;
      found = analyse_with(prior);
      if (at_rest) break;
    }
    return found;
  }

  [[nodiscard]] double n_expected_at_first() const {
    return 0.5 * static_cast<double>(std::min(n_bodies_, case_.missing.size()));
  }

  /// weight(k + 1) / weight(k) of the closed list at the number expected.
  [[nodiscard]] AssignmentPrior odds_of_closed(double placed) const {
    const double free = static_cast<double>(options_.prior.n_others()) - (static_cast<double>(n_bodies_) - placed);
    return AssignmentPrior::odds(1 / std::max(1.0, free + 1)).value();
  }

  [[nodiscard]] Analysed analyse_with(const AssignmentPrior& prior) const {
    const Stopwatch scan_time;
    Analysed found;
    found.prior = prior;
    const double least = std::log(options_.weak_odds) - prior.log_odds();
    found.scan = scan_pairs(case_, evidence_, listed_, corrections_, {.sex = options_.sex, .least_log_lr = least},
                            joins_);
    found.seconds[0] = scan_time.seconds();
    const Stopwatch families_time;
    found.tables = grow_unit_tables(case_, evidence_, found.scan,
                                    {.sex = options_.sex,
                                     .likelihood = options_.likelihood,
                                     .lineage = options_.lineage,
                                     .log_odds = prior.log_odds(),
                                     .least_odds = options_.weak_odds,
                                     .most_scans = options_.most_scans},
                                    joins_);
    found.seconds[1] = families_time.seconds();
    const Stopwatch posterior_time;
    JointOptions joint;
    joint.prior = prior;
    joint.most_steps = 1'000'000;
    joint.least_mass = {0, 1e-12};
    joint.cut = options_.cut;
    joint.seed = options_.seed;
    joint.most_sweeps = options_.most_sweeps;
    joint.least_join = options_.weak_odds;
    found.posterior = find_joint_posterior(case_, found.tables, joint, found.scan.left_out, joins_);
    if (needs_more_samples(found.posterior)) {
      joint.most_sweeps *= 4;
      found.posterior = find_joint_posterior(case_, found.tables, joint, found.scan.left_out, joins_);
    }
    found.seconds[2] = posterior_time.seconds();
    return found;
  }

  /// Of a pair: sampling, weak pairs, assignments left out. What chains of some hundred sweeps never meet is in no standard
  /// error: kUnseen of p (1 - p) stands for it.
  [[nodiscard]] static double error_of(const JointPosterior& posterior, const PairPosterior& pair) {
    const double relative = std::max(posterior.error_of_body[pair.body], posterior.error_of_missing[pair.missing]);
    const auto block = posterior.block_of_body[pair.body];
    const double left_out = block == kNoBlock ? 0 : posterior.blocks[block].mass_left_out;
    const double unseen = block != kNoBlock && posterior.blocks[block].status == BlockStatus::sampled ? kUnseen : 0;
    return pair.standard_error + (relative + unseen) * pair.posterior * (1 - pair.posterior) + left_out +
           posterior.error_not_scanned[pair.missing];
  }

  /// An error of kRough makes any posterior worthless.
  [[nodiscard]] bool is_sure(double posterior, double error) const {
    if (error > kRough) return false;
    return posterior < options_.sure_from || error <= options_.error_share * (1 - posterior) ||
           error <= std::numeric_limits<double>::epsilon();
  }

  [[nodiscard]] bool needs_more_samples(const JointPosterior& posterior) const {
    return std::any_of(posterior.pairs.begin(), posterior.pairs.end(), [&](const PairPosterior& pair) {
      return pair.standard_error > 0 && !is_sure(pair.posterior, error_of(posterior, pair));
    });
  }

  [[nodiscard]] JointIdentification conclude(Analysed analysed) const {
    const Stopwatch watch;
    JointIdentification answer;
    answer.tables = std::move(analysed.tables);
    answer.posterior = std::move(analysed.posterior);
    answer.conclusions = draw_conclusions(case_, answer.tables, answer.posterior, count_of_incompatible(answer),
                                          options_.conclusions, analysed.scan.left_out, joins_);
    answer.log_lr0 = find_log_lr0(case_, answer.tables, answer.posterior, options_.likelihood, joins_);
    answer.joins = joins_;
    write_rows(answer);
    withdraw_unsure(answer);
    summarise(analysed, answer);
    answer.summary.seconds_scan = analysed.seconds[0];
    answer.summary.seconds_families = analysed.seconds[1];
    answer.summary.seconds_posterior = analysed.seconds[2];
    answer.summary.seconds_conclusions = watch.seconds();
    return answer;
  }

  /// Counted once somebody asks; in large cases pair by pair, and without those who are undisputed.
  [[nodiscard]] IncompatibleCount count_of_incompatible(const JointIdentification& answer) const {
    if (case_.missing.size() * n_bodies_ > options_.exact_pairs) {
      return [this](BodyIndex body, MissingIndex missing) { return count_incompatible(body, missing); };
    }
    auto counts = std::make_shared<std::vector<std::uint32_t>>();
    return [this, counts, &answer](BodyIndex body, MissingIndex missing) {
      if (counts->empty()) {
        const auto identified = find_undisputed(answer.tables, options_.conclusions, {}, joins_);
        *counts = count_incompatible_loci(with_identified(case_, identified));
      }
      return (*counts)[body * case_.missing.size() + missing];
    };
  }

  [[nodiscard]] std::uint32_t count_incompatible(BodyIndex body, MissingIndex missing) const {
    std::uint32_t n = 0;
    for (std::size_t c = 0; c < evidence_.columns.size(); ++c) {
      if (dynamic_cast<const evidence::DnaColumn*>(evidence_.columns[c].get()) == nullptr) continue;
      const auto row = evidence_.codes[body * evidence_.columns.size() + c];
      if (row != 0 && evidence_.columns[c]->is_incompatible(missing, row)) ++n;
    }
    return n;
  }

  void write_rows(JointIdentification& answer) const {
    const JointPosterior& posterior = answer.posterior;
    std::vector<std::size_t> unit_of(case_.missing.size(), 0);
    for (std::size_t u = 0; u < answer.tables.size(); ++u) {
      for (const auto m : answer.tables[u].unit.missing) unit_of[m] = u;
    }
    std::vector<std::vector<AssignmentRow>> of_body(n_bodies_);
    std::vector<std::vector<AssignmentRow>> of_missing(case_.missing.size());
    std::vector<double> small_of_body = posterior.others_of_body;
    std::vector<double> small_of_missing = posterior.others_of_missing;
    // Of a family that was not searched whole neither who a body is, nor that it is nobody, is known.
    std::vector<double> unseen_of_body(n_bodies_, 0.0);
    for (const PairPosterior& pair : posterior.pairs) {
      unseen_of_body[pair.body] = std::max(unseen_of_body[pair.body], posterior.error_not_scanned[pair.missing]);
    }
    std::map<std::pair<BodyIndex, std::uint32_t>, double> of_family;
    for (const PairPosterior& pair : posterior.pairs) {
      of_family[{pair.body, case_.missing[pair.missing].family}] += pair.posterior;
    }
    for (const PairPosterior& pair : posterior.pairs) {
      if (!posterior.knows_body(pair.body) || !posterior.knows_missing(pair.missing)) continue;
      if (!(pair.posterior >= options_.least_posterior)) {
        small_of_body[pair.body] += pair.posterior;
        small_of_missing[pair.missing] += pair.posterior;
        continue;
      }
      AssignmentRow row{pair.body, pair.missing, std::min(1.0, pair.posterior),
                        std::clamp(error_of(posterior, pair), 0.0, 1.0)};  // a sum of weights is 1 but for its rounding
      row.is_sure = is_sure(row.posterior, row.error);
      row.posterior_family = std::min(1.0, of_family.at({pair.body, case_.missing[pair.missing].family}));
      row.log10_lr = pair.log_lr / std::numbers::ln10;
      row.log10_glr = pair.log_glr / std::numbers::ln10;
      row.log10_lr0 = answer.log_lr0[unit_of[pair.missing]] / std::numbers::ln10;
      of_body[pair.body].push_back(row);
      of_missing[pair.missing].push_back(row);
    }
    for (BodyIndex b = 0; b < of_body.size(); ++b) {
      if (!posterior.knows_body(b)) continue;
      finish_rows(of_body[b], {b, kNoMissing, posterior.nobody[b], nobody_error(posterior, b) + unseen_of_body[b]},
                  {b, kOthers, small_of_body[b], 0}, answer.rows);
    }
    for (MissingIndex m = 0; m < of_missing.size(); ++m) {
      if (!posterior.knows_missing(m)) continue;
      finish_rows(of_missing[m],
                  {kNoBody, m, posterior.not_found[m], not_found_error(posterior, m) + posterior.error_not_scanned[m]},
                  {kOthers, m, small_of_missing[m], 0}, answer.by_missing);
    }
  }

  [[nodiscard]] static double nobody_error(const JointPosterior& posterior, BodyIndex b) {
    return posterior.standard_error_of_nobody[b] +
           posterior.error_of_body[b] * posterior.nobody[b] * (1 - posterior.nobody[b]);
  }
  [[nodiscard]] static double not_found_error(const JointPosterior& posterior, MissingIndex m) {
    return posterior.standard_error_of_not_found[m] +
           posterior.error_of_missing[m] * posterior.not_found[m] * (1 - posterior.not_found[m]);
  }

  void finish_rows(std::vector<AssignmentRow>& rows, AssignmentRow none, const AssignmentRow& others,
                   std::vector<AssignmentRow>& all) const {
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.posterior > b.posterior; });
    none.posterior = std::min(1.0, none.posterior);
    none.error = std::clamp(none.error, 0.0, 1.0);
    none.is_sure = is_sure(none.posterior, none.error);
    all.insert(all.end(), rows.begin(), rows.end());
    if (none.posterior > 0) all.push_back(none);
    if (others.posterior > 0) all.push_back(others);
  }

  /// No match and nothing probable where the numbers are not sure.
  static void withdraw_unsure(JointIdentification& answer) {
    for (const AssignmentRow& row : answer.rows) {
      if (row.is_sure || !row.names_missing()) continue;
      for (Conclusion* conclusion :
           {&answer.conclusions.of_body[row.body], &answer.conclusions.of_missing[row.missing]}) {
        const bool stands_on_it = conclusion->verdict == Verdict::match || conclusion->verdict == Verdict::probable ||
                                  (row.error > kRough && conclusion->verdict == Verdict::symmetric);
        if (stands_on_it) conclusion->verdict = Verdict::inconclusive;
      }
    }
  }

  void summarise(const Analysed& analysed, JointIdentification& answer) const {
    JointSummary& summary = answer.summary;
    summary.exact = analysed.exact;
    summary.prior_odds = analysed.prior.is_product() ? std::exp(analysed.prior.log_odds()) : 0;
    summary.n_pairs = analysed.scan.pairs.size();
    summary.n_joins = joins_.all().size();
    summary.weak_odds = analysed.exact || analysed.scan.left_out.empty() ? 0 : options_.weak_odds;
    summary.n_iterations = answer.posterior.n_iterations;
    summary.converged = answer.posterior.converged;
    for (const Block& block : answer.posterior.blocks) {
      if (!block.bodies.empty()) ++summary.n_blocks;
      if (block.status == BlockStatus::sampled) ++summary.n_sampled;
      if (block.status == BlockStatus::too_wide) ++summary.n_too_wide;
      summary.most_units = std::max(summary.most_units, block.units.size());
      summary.most_states = std::max(summary.most_states, block.most_states);
      summary.most_mass_left_out = std::max(summary.most_mass_left_out, block.mass_left_out);
      summary.weak_odds = std::max(summary.weak_odds, block.cut);
    }
    for (const UnitTable& table : answer.tables) {
      summary.n_scans += table.n_scans;
      summary.n_not_scanned += table.n_not_scanned;
      if (table.too_wide) ++summary.n_wide_units;
    }
    summary.n_not_sure = static_cast<std::size_t>(
        std::count_if(answer.rows.begin(), answer.rows.end(), [](const AssignmentRow& row) { return !row.is_sure; }));
    answer.remarks = describe(summary);
  }

  static std::vector<std::string> describe(const JointSummary& summary) {
    std::vector<std::string> remarks;
    if (summary.exact) {
      remarks.push_back(
          fmt::format("joint analysis: exact, {} blocks, at most {} states", summary.n_blocks, summary.most_states));
    } else {
      remarks.push_back(
          fmt::format("joint analysis: {} pairs of odds {:.3g} or more one by one, weaker ones together ({} rounds); "
                      "{} blocks, the "
                      "largest of {} families",
                      summary.n_pairs, summary.weak_odds, summary.n_iterations, summary.n_blocks, summary.most_units));
    }
    if (summary.n_joins > 0) {
      remarks.push_back(fmt::format("joint analysis: {} sets of bodies may be one person each; both readings count",
                                    summary.n_joins));
    }
    if (!summary.converged) remarks.push_back("joint analysis: what weak pairs weigh together did not come to rest");
    if (summary.n_sampled > 0) remarks.push_back(fmt::format("joint analysis: {} blocks sampled", summary.n_sampled));
    if (summary.n_wide_units > 0) {
      remarks.push_back(fmt::format("joint analysis: {} families have too many assignments", summary.n_wide_units));
    }
    if (summary.n_too_wide > 0) {
      remarks.push_back(fmt::format("joint analysis: {} blocks are too wide and have no numbers", summary.n_too_wide));
    }
    if (summary.n_not_scanned > 0) {
      remarks.push_back(
          fmt::format("joint analysis: {} assignments of families with several missing persons were left out of the "
                      "search; what that "
                      "may change is in standard_error",
                      summary.n_not_scanned));
    }
    if (summary.n_not_sure > 0) {
      remarks.push_back(
          fmt::format("joint analysis: {} posteriors are known less well than they should be", summary.n_not_sure));
    }
    return remarks;
  }

  const matching::Case& case_;
  const matching::EvidenceTable& evidence_;
  std::span<const matching::PairScore> listed_;
  std::span<const PairCorrection> corrections_;
  const IdentifyOptions& options_;
  const DoubtfulJoins& joins_;
  std::size_t n_bodies_;
};

}  // namespace

Result<JointIdentification> identify_jointly(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                                             std::span<const matching::PairScore> listed,
                                             std::span<const PairCorrection> corrections,
                                             const IdentifyOptions& options, const DoubtfulJoins& joins) {
  return Identifier(the_case, evidence, listed, corrections, options, joins).run();
}

}  // namespace kith::inference

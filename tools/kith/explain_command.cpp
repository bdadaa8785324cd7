#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "commands.hpp"
#include "explain_report.hpp"
#include "inference/linkage.hpp"
#include "inference/pair_detail.hpp"
#include "inference/posterior.hpp"
#include "inference/ranking.hpp"
#include "load_case.hpp"
#include "matching/evidence_builder.hpp"
#include "matching/strategy.hpp"
#include "numbers.hpp"
#include "populations.hpp"
#include "progress.hpp"
#include "settings.hpp"
#include "suggest.hpp"
#include "thread_limit.hpp"
#include "waterfall.hpp"

namespace kith::tool {
namespace {

constexpr std::size_t kRivals = 3;

/// Position of the entry with this id; none, after saying so, if there is none.
template <class Entries>
std::optional<std::size_t> find_id(const Entries& entries, const std::string& id, std::string_view what,
                                   std::ostream& err) {
  std::vector<std::string> known;
  for (const auto& entry : entries) {
    if (entry.id == id) return known.size();
    known.push_back(entry.id);
  }
  err << "kith explain: the case has no " << what << " '" << id << "'" << did_you_mean(id, known) << '\n';
  return std::nullopt;
}

/// The best other missing persons for the same remains.
void print_rivals(std::ostream& out, const matching::Case& the_case,
                  const std::vector<inference::Candidate>& candidates, std::size_t target, double total) {
  std::size_t printed = 0;
  out << "\nThe next best for these remains\n";
  for (const inference::Candidate& candidate : candidates) {
    if (candidate.pair.target == target || printed == kRivals) continue;
    const matching::MissingPerson& missing = the_case.missing[candidate.pair.target];
    const double ahead = total - candidate.pair.log10_lr;
    out << fmt::format(
        "  {} (family {}): log10 LR {}, {} of {} loci incompatible, posterior {}; this pair is {:.2f} {}\n", missing.id,
        the_case.families[missing.family].id, log10_text(candidate.pair.log10_lr), candidate.detail.incompatible,
        candidate.detail.compared, posterior_text(candidate.posterior), std::abs(ahead),
        ahead < 0 ? "behind" : "ahead");
    ++printed;
  }
  if (printed == 0) out << "  none: no other missing person has a likelihood ratio above 0\n";
}

/// What linkage adds to the DNA of a missing person and the remains; said on `out` where that is not null.
double linkage_of(std::ostream* out, const matching::Case& the_case, matching::TargetIndex target, double log10_lr,
                  const Settings& settings) {
  if (settings.linkage != "on") return 0;
  const auto linked = inference::find_linked_loci(the_case.panel);
  const matching::PairScore pair{0, target, log10_lr};
  double sum = 0;
  for (const auto& score : inference::score_linkage(the_case, linked, {&pair, 1}, settings.match_options().threads,
                                                    {.cost_limit = settings.cost_limit})) {
    if (out != nullptr) {
      *out << fmt::format(
          "  {}: log10 LR {}\n", inference::describe(linked[score.loci], the_case.panel),
          score.too_costly ? "not included, too costly to compute" : log10_text(score.log10_correction));
    }
    sum += score.log10_correction;
  }
  return sum;
}

double sum_of(const matching::EvidenceTable& evidence, std::span<const matching::ColumnScore> columns,
              evidence::ColumnKind kind) {
  double total = 0;
  for (const matching::ColumnScore& score : columns) {
    if (evidence.columns[score.column]->kind() == kind) total += score.log10_lr;
  }
  return total;
}

/// The waterfall of the pair beside that of the best other candidate.
void print_steps(std::ostream& out, const matching::Case& the_case, const matching::EvidenceTable& evidence,
                 matching::TargetIndex target, const Settings& settings,
                 const std::vector<inference::Candidate>& candidates, double prior) {
  const auto waterfall = [&](matching::TargetIndex person) {
    const auto columns = matching::explain_pair(evidence, 0, person);
    const double dna = sum_of(evidence, columns, evidence::ColumnKind::dna);
    const double linkage = linkage_of(nullptr, the_case, person, dna, settings);
    return Waterfall{the_case.missing[person].id, waterfall_steps(the_case, evidence, person, columns, linkage)};
  };
  std::optional<Waterfall> runner_up;
  for (const inference::Candidate& candidate : candidates) {
    if (candidate.pair.target == target) continue;
    runner_up = waterfall(candidate.pair.target);
    break;
  }
  print_waterfall(out, waterfall(target), runner_up, prior);
}

void print_total(std::ostream& out, const matching::EvidenceTable& evidence,
                 std::span<const matching::ColumnScore> columns, double total, double prior, const std::string& rule) {
  std::size_t compared = 0;
  std::size_t incompatible = 0;
  for (const matching::ColumnScore& score : columns) {
    if (evidence.columns[score.column]->kind() != evidence::ColumnKind::dna) continue;
    compared += score.row != 0 && score.status == evidence::ColumnStatus::scored ? 1 : 0;
    incompatible += score.incompatible ? 1 : 0;
  }
  out << fmt::format("\nTotal      log10 LR {}, LR {}: {} loci compared, {} incompatible\n", log10_text(total),
                     lr_text(total), compared, incompatible);
  out << fmt::format("Prior      {:.6g} ({})\n", prior, rule);
  out << fmt::format("Posterior  {} (this pair by itself: LR p / (LR p + 1 - p))\n",
                     posterior_text(inference::posterior(total, prior)));
}

void print_sex(std::ostream& out, const matching::MissingPerson& missing, const matching::Remains& remains) {
  if (inference::sex_conflict(missing, remains) == inference::SexConflict::yes) {
    out << "Sex        DIFFERS between the missing person and the remains\n";
  }
}

/// The candidates for the remains, with what they are known to differ in.
std::vector<inference::PairDetail> look_for_rivals(const Settings& settings, const matching::Case& the_case,
                                                   const matching::EvidenceTable& evidence,
                                                   const std::optional<PopulationEvidence>& several,
                                                   matching::MatchResult& result, std::ostream& err) {
  const matching::MatchOptions options = settings.match_options();
  ProgressLine line(err, "looking for the runner-up", settings.quiet);
  if (several) {
    result = several->match(line.callback());
    return several->explain(result, nullptr).details;
  }
  result = matching::match(evidence, options, line.callback());
  auto details = inference::detail_pairs(evidence, result.pairs, options.threads);
  if (settings.linkage != "on") return details;
  const auto pairs = inference::dna_scores(evidence, result.pairs, options.threads);
  const auto scores = inference::score_linkage(the_case, inference::find_linked_loci(the_case.panel), pairs,
                                               options.threads, {.cost_limit = settings.cost_limit});
  inference::apply_linkage(scores, result, details);
  return details;
}

/// The pair's total under each population that counts; returns the first of the lowest.
PopulationIndex print_populations(std::ostream& out, const PopulationEvidence& several, const Populations& populations,
                                  matching::TargetIndex target) {
  const auto& counted = populations.of_target[target];
  std::vector<double> totals;
  for (const PopulationIndex p : counted) totals.push_back(several.total({0, target, 0}, p));
  const auto lowest = static_cast<std::size_t>(std::min_element(totals.begin(), totals.end()) - totals.begin());
  out << fmt::format("Allele frequencies of {}", populations.names[counted[lowest]]);
  if (counted.size() > 1) out << ", the population under which the pair scores lowest";
  out << '\n';
  for (std::size_t k = 0; counted.size() > 1 && k < counted.size(); ++k) {
    out << fmt::format("  {}: log10 LR {}\n", populations.names[counted[k]], log10_text(totals[k]));
  }
  out << '\n';
  return counted[lowest];
}

/// @pre the case's only remains are those of the pair.
void print_pair(std::ostream& out, const matching::Case& the_case, const matching::EvidenceTable& evidence,
                matching::TargetIndex target, const Settings& settings,
                const std::vector<inference::Candidate>& candidates) {
  const matching::MissingPerson& missing = the_case.missing[target];
  const matching::Remains& remains = the_case.remains.front();
  const auto columns = matching::explain_pair(evidence, 0, target);
  out << fmt::format("Missing person {} (family {}) against remains {}\n\n", missing.id,
                     the_case.families[missing.family].id, remains.id);
  print_family(out, the_case, missing);
  out << '\n';
  print_loci(out, the_case, evidence, missing, remains, columns);
  double total = sum_of(evidence, columns, evidence::ColumnKind::dna);
  total += linkage_of(&out, the_case, target, total, settings);
  const auto [prior, rule] = settings.prior_for(the_case.missing.size());
  total += sum_of(evidence, columns, evidence::ColumnKind::attribute);
  print_total(out, evidence, columns, total, prior, rule);
  print_sex(out, missing, remains);
  print_steps(out, the_case, evidence, target, settings, candidates, prior);
  if (!evidence.remarks.empty()) out << "\nWhat the numbers were estimated from\n";
  for (const std::string& remark : evidence.remarks) out << "  " << remark << '\n';
  print_rivals(out, the_case, candidates, target, total);
}

/// The evidence of the remains at `position`, the only ones left in the case afterwards. Descriptions are weighed against
/// those of all remains, as in a match.
matching::EvidenceTable evidence_of(matching::Case& the_case, std::size_t position, const Settings& settings) {
  matching::EvidenceOptions options = settings.evidence_options();
  options.dna = false;
  matching::EvidenceTable described = matching::build_evidence(the_case, options);
  the_case.remains = {the_case.remains[position]};
  options = settings.evidence_options();
  options.attributes = false;
  matching::EvidenceTable evidence = matching::build_evidence(the_case, options);
  const std::size_t n = described.columns.size();
  for (std::size_t c = 0; c < n; ++c) {
    evidence.codes.push_back(described.codes[position * n + c]);
    evidence.columns.push_back(std::move(described.columns[c]));
  }
  evidence.remarks.insert(evidence.remarks.end(), described.remarks.begin(), described.remarks.end());
  return evidence;
}

}  // namespace

int run_explain(Arguments arguments, std::ostream& out, std::ostream& err) {
  Settings settings;
  if (const auto status = parse_command(Command::explain, arguments, settings, out, err)) return *status;
  const ThreadLimit limit(settings.threads);
  auto reading = load_case(settings, err);
  if (!reading) return kBadInput;
  matching::Case& the_case = *reading->content;
  const auto target = find_id(the_case.missing, settings.missing_id, "missing person", err);
  const auto position = find_id(the_case.remains, settings.remains_id, "remains", err);
  if (!target || !position) return kBadInput;

  auto populations = load_populations(settings, *reading, err);
  if (!populations) return kBadInput;

  // Only these remains are scored; against everybody, for the runner-up.
  matching::EvidenceTable evidence;
  if (populations->several()) {
    the_case.remains = {the_case.remains[*position]};
    for (auto& other : populations->others) other.content->remains = {other.content->remains[*position]};
    evidence = matching::build_evidence(the_case, settings.evidence_options());
  } else {
    evidence = evidence_of(the_case, *position, settings);
  }
  std::optional<PopulationEvidence> several;
  if (populations->several()) several.emplace(settings, matching::tiled_strategy(), the_case, evidence, *populations);
  matching::MatchResult result;
  std::vector<inference::PairDetail> details;
  try {
    details = look_for_rivals(settings, the_case, evidence, several, result, err);
  } catch (const BadPopulations& problem) {
    err << "kith explain: " << problem.message << '\n';
    return kBadInput;
  }
  const auto [prior, rule] = settings.prior_for(the_case.missing.size());
  const auto candidates = inference::rank_candidates(the_case, result, details, prior);
  const auto person = static_cast<matching::TargetIndex>(*target);
  if (!several) {
    print_pair(out, the_case, evidence, person, settings, candidates);
    return kDone;
  }
  const PopulationIndex lowest = print_populations(out, *several, *populations, person);
  print_pair(out, *several->view(lowest).the_case, *several->view(lowest).evidence, person, settings, candidates);
  return kDone;
}

}  // namespace kith::tool

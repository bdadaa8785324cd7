#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "commands/commands.hpp"
#include "commands/load_case.hpp"
#include "identify/competition.hpp"
#include "identify/explanation.hpp"
#include "identify/identify.hpp"
#include "inference/pairs/posterior.hpp"
#include "options/result_settings.hpp"
#include "options/suggest.hpp"
#include "process/thread_limit.hpp"
#include "terminal/competition_report.hpp"
#include "terminal/explain_report.hpp"
#include "terminal/numbers.hpp"
#include "terminal/terminal_listener.hpp"
#include "terminal/waterfall.hpp"

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

/// The case that is explained, and the run that explains it.
struct Subject {
  intake::CaseReading reading{};
  identify::RunPopulations populations{};
  identify::Options options{};
  identify::Identification answer{};
  matching::RemainsIndex remains = 0;
  matching::TargetIndex target = 0;  ///< with --missing

  [[nodiscard]] const matching::Case& the_case() const { return *reading.content; }
};

/// The candidates for the remains other than the missing person, best first.
std::vector<const inference::Candidate*> rivals_of(const Subject& subject) {
  std::vector<const inference::Candidate*> rivals;
  for (const inference::Candidate& candidate : subject.answer.candidates) {
    if (candidate.pair.remains == subject.remains && candidate.pair.target != subject.target)
      rivals.push_back(&candidate);
  }
  return rivals;
}

void print_rivals(std::ostream& out, const Subject& subject, double total) {
  const auto rivals = rivals_of(subject);
  const matching::Case& the_case = subject.the_case();
  out << "\nThe next best for these remains\n";
  for (std::size_t i = 0; i < std::min(kRivals, rivals.size()); ++i) {
    const inference::Candidate& candidate = *rivals[i];
    const matching::MissingPerson& missing = the_case.missing[candidate.pair.target];
    const double ahead = total - candidate.pair.log10_lr;
    out << fmt::format(
        "  {} (family {}): log10 LR {}, {} of {} loci incompatible, posterior {}; this pair is {:.2f} {}\n", missing.id,
        the_case.families[missing.family].id, log10_text(candidate.pair.log10_lr), candidate.detail.incompatible,
        candidate.detail.compared, posterior_text(candidate.posterior), std::abs(ahead),
        ahead < 0 ? "behind" : "ahead");
  }
  if (rivals.empty()) out << "  none: no other missing person has a likelihood ratio above 0\n";
}

void print_linkage(std::ostream& out, const inference::PopulationView& view, const identify::Explanation& pair) {
  for (const auto& score : pair.linkage) {
    out << fmt::format("  {}: log10 LR {}\n", inference::describe(view.linked[score.loci], view.the_case->panel),
                       score.too_costly ? "not included, too costly to compute" : log10_text(score.log10_correction));
  }
}

/// The waterfall of the pair beside that of the best other candidate.
void print_steps(std::ostream& out, const Subject& subject, const identify::Explanation& pair) {
  const auto waterfall = [&](matching::TargetIndex person, const identify::Explanation& explained) {
    const inference::PopulationView& view = subject.answer.views[explained.population];
    return Waterfall{view.the_case->missing[person].id, report::pair_steps(*view.the_case, *view.evidence, person,
                                                                           explained.columns, explained.log10_linkage)};
  };
  std::optional<Waterfall> runner_up;
  if (const auto rivals = rivals_of(subject); !rivals.empty()) {
    const auto other = rivals.front()->pair.target;
    runner_up = waterfall(
        other, identify::explain(subject.answer, subject.populations, subject.options, subject.remains, other));
  }
  print_waterfall(out, waterfall(subject.target, pair), runner_up, subject.answer.prior);
}

void print_total(std::ostream& out, const matching::EvidenceTable& evidence, const identify::Explanation& pair,
                 double prior, const std::string& rule) {
  std::size_t compared = 0;
  std::size_t incompatible = 0;
  for (const matching::ColumnScore& score : pair.columns) {
    if (evidence.columns[score.column]->kind() != evidence::ColumnKind::dna) continue;
    compared += score.row != 0 && score.status == evidence::ColumnStatus::scored ? 1 : 0;
    incompatible += score.incompatible ? 1 : 0;
  }
  const double total = pair.log10_lr();
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

/// The pair's total under each population that counts.
void print_populations(std::ostream& out, const Subject& subject, const identify::Explanation& pair) {
  if (!subject.populations.several()) return;
  const auto& counted = subject.populations.of_target[subject.target];
  out << fmt::format("Allele frequencies of {}", subject.populations.names[pair.population]);
  if (counted.size() > 1) out << ", the population under which the pair scores lowest";
  out << '\n';
  for (std::size_t k = 0; counted.size() > 1 && k < counted.size(); ++k) {
    out << fmt::format("  {}: log10 LR {}\n", subject.populations.names[counted[k]], log10_text(pair.total_under[k]));
  }
  out << '\n';
}

void print_pair(std::ostream& out, const Subject& subject) {
  const auto pair = identify::explain(subject.answer, subject.populations, subject.options, subject.remains,
                                      subject.target);
  const inference::PopulationView& view = subject.answer.views[pair.population];
  const matching::Case& the_case = *view.the_case;
  const matching::MissingPerson& missing = the_case.missing[subject.target];
  const matching::Remains& remains = the_case.remains[subject.remains];
  print_populations(out, subject, pair);
  out << fmt::format("Missing person {} (family {}) against remains {}\n\n", missing.id,
                     the_case.families[missing.family].id, remains.id);
  print_family(out, the_case, missing);
  out << '\n';
  print_loci(out, the_case, *view.evidence, missing, remains, pair.columns);
  print_linkage(out, view, pair);
  print_total(out, *view.evidence, pair, subject.answer.prior, subject.answer.prior_rule);
  print_sex(out, missing, remains);
  print_steps(out, subject, pair);
  if (!view.evidence->remarks.empty()) out << "\nWhat the numbers were estimated from\n";
  for (const std::string& remark : view.evidence->remarks) out << "  " << remark << '\n';
  print_rivals(out, subject, pair.log10_lr());
}

class ExplainRun {
 public:
  ExplainRun(const Settings& settings, std::ostream& out, std::ostream& err)
      : settings_(settings), out_(out), err_(err), terminal_(settings, err) {}

  int run() {
    auto reading = load_case(settings_, err_);
    if (!reading) return kBadInput;
    subject_.reading = std::move(*reading);
    const bool has_target = find_target();
    const auto remains = find_id(subject_.the_case().remains, settings_.remains_id, "remains", err_);
    if (!has_target || !remains) return kBadInput;
    subject_.remains = static_cast<matching::RemainsIndex>(*remains);
    if (const auto done = identify(); !done) {
      err_ << "kith explain: " << done.error().message << '\n';
      return kBadInput;
    }
    if (settings_.missing_id.empty()) return explain_remains();
    print_pair(out_, subject_);
    return kDone;
  }

 private:
  /// False, after saying so: --missing names nobody of the case.
  bool find_target() {
    if (settings_.missing_id.empty()) return true;
    const auto target = find_id(subject_.the_case().missing, settings_.missing_id, "missing person", err_);
    if (target) subject_.target = static_cast<matching::TargetIndex>(*target);
    return target.has_value();
  }

  int explain_remains() {
    const auto& answer = subject_.answer;
    if (!answer.joint.found) {
      err_ << "kith explain: who is who was not decided together"
           << (answer.joint.why_none.empty() ? " (--joint off)" : ": " + answer.joint.why_none)
           << "; with --missing ID one pair is explained\n";
      return kBadInput;
    }
    const auto competition = identify::find_competition(subject_.the_case(), answer, subject_.options,
                                                        subject_.remains);
    print_competition(out_, answer.bodies.case_of_bodies(subject_.the_case()), answer, competition,
                      answer.bodies.body_of[subject_.remains]);
    return kDone;
  }

  Result<void> identify() {
    auto populations = identify::read_populations(settings_.case_folder, settings_.case_options(), subject_.reading,
                                                  terminal_.listener());
    if (!populations) return populations.error();
    subject_.populations = std::move(populations).value();
    subject_.options = settings_.identify_options();
    subject_.options.kin = false;  // no part of what is explained
    if (matching::find_strategy(settings_.strategy).value()->score_kind() != matching::ScoreKind::log10_lr) {
      return Error{Errc::bad_option, "--strategy " + settings_.strategy + " has no likelihood ratio to explain"};
    }
    auto answer = identify::identify(subject_.the_case(), subject_.populations, subject_.options, nullptr,
                                     terminal_.listener());
    terminal_.done();
    if (!answer) return answer.error();
    subject_.answer = std::move(answer).value();
    return {};
  }

  const Settings& settings_;
  std::ostream& out_;
  std::ostream& err_;
  TerminalListener terminal_;
  Subject subject_;
};

}  // namespace

int run_explain(Arguments arguments, std::ostream& out, std::ostream& err) {
  Settings settings;
  if (const auto status = parse_explain(arguments, settings, out, err)) return *status;
  const ThreadLimit limit(settings.threads);
  return ExplainRun(settings, out, err).run();
}

}  // namespace kith::tool

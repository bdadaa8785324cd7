#include <fmt/format.h>

#include <memory>
#include <optional>
#include <thread>

#include "commands/commands.hpp"
#include "commands/load_case.hpp"
#include "core/stopwatch.hpp"
#include "identify/breakdown_rows.hpp"
#include "identify/identify.hpp"
#include "identify/table_cache.hpp"
#include "inference/pairs/near_misses.hpp"
#include "options/settings.hpp"
#include "process/input_hashes.hpp"
#include "process/machine.hpp"
#include "process/output_file.hpp"
#include "process/thread_limit.hpp"
#include "report/tables/assignments_table.hpp"
#include "report/tables/body_results.hpp"
#include "report/tables/kin_results.hpp"
#include "report/tables/match_tables.hpp"
#include "report/tables/near_misses_table.hpp"
#include "report/tables/run_record.hpp"
#include "terminal/match_report.hpp"
#include "terminal/terminal_listener.hpp"
#include "text/result_folder.hpp"

namespace kith::tool {
namespace {

class MatchRun {
 public:
  MatchRun(const Settings& settings, std::ostream& out, std::ostream& err)
      : settings_(settings), options_(settings.identify_options()), out_(out), err_(err), terminal_(settings, err) {}

  int run() {
    try {
      written(text::check_destination(settings_.out, settings_.force));
      const Stopwatch reading_time;
      auto reading = load_case(settings_, err_);
      if (!reading) return kBadInput;
      reading_ = std::move(*reading);
      note_stage("read", reading_time);
      hashes_.emplace(case_input_files(settings_, reading_));
      written(identify::check_run(the_case(), {}, options_));
      const Stopwatch populations_time;
      populations_ = written(
          identify::read_populations(settings_.case_folder, settings_.case_options(), reading_, terminal_.listener()));
      note_stage("other populations", populations_time);
      identify_and_write();
    } catch (const Refused& refused) {
      terminal_.done();
      err_ << "kith match: " << refused.message << '\n';
      return kBadInput;
    }
    return kDone;
  }

 private:
  [[nodiscard]] const matching::Case& the_case() const { return *reading_.content; }

  void note_stage(std::string stage, const Stopwatch& stopwatch) {
    record_.cpu_seconds.emplace_back(stage, stopwatch.cpu_seconds());
    record_.seconds.emplace_back(std::move(stage), stopwatch.seconds());
  }

  void identify_and_write() {
    watch_.on_interrupt([this] {
      if (folder_) folder_->discard();
    });
    watch_.uninterrupted(
        [this] { folder_.emplace(written(text::ResultFolder::stage(settings_.out, settings_.force))); });
    if (!settings_.table_cache.empty()) cache_ = written(identify::TableCache::open(settings_.table_cache));
    options_.evidence.table_store = cache_.get();
    const auto answer = identified();
    std::optional<report::WhoIsWho> who;
    if (answer.joint.found) {
      who.emplace(
          report::WhoIsWho{answer.bodies.case_of_bodies(the_case()), *answer.joint.found, answer.bodies.body_of});
    }
    const report::Report report{the_case(),        answer.evidence(),  answer.result,        answer.candidates,
                                answer.score_kind, populations_.names, who ? &*who : nullptr};
    find_near_misses(answer);
    const Stopwatch writing;
    write_tables(report, answer);
    note_stage("write", writing);
    write_record(report, answer);
    watch_.uninterrupted([&] { written(folder_->commit()); });
    watch_.on_interrupt({});
    settings_.quiet ? print_warnings(err_, report) : print(report, answer);
    if (answer.result.cap_met) {
      err_ << fmt::format(
          "warning: more than {} pairs reach --threshold {}; only the best are in the results (--max-above). The best "
          "of each remains and of each missing person are all there.\n",
          settings_.max_above, settings_.threshold);
    }
  }

  identify::Identification identified() {
    OutputFile file(watch_, *folder_, "breakdown.csv");
    identify::write_breakdown_header(file.stream());
    auto answer = written(identify::identify(the_case(), populations_, options_, &file.stream(), terminal_.listener()));
    terminal_.done();
    file.close();
    for (const auto& stage : answer.stages) {
      record_.cpu_seconds.emplace_back(stage.stage, stage.cpu_seconds);
      record_.seconds.emplace_back(stage.stage, stage.seconds);
    }
    return answer;
  }

  void find_near_misses(const identify::Identification& answer) {
    const inference::NearMissOptions options{.threshold = settings_.threshold, .threads = options_.match.threads};
    looked_for_near_misses_ = answer.score_kind == matching::ScoreKind::log10_lr && !populations_.several() &&
                              inference::can_find_near_misses(answer.evidence(), options);
    if (!looked_for_near_misses_) return;
    const Stopwatch time;
    near_misses_ = inference::find_near_misses(answer.evidence(), options);
    note_stage("near misses", time);
  }

  void print_near_misses(const report::Report& report) {
    if (near_misses_.empty()) return;
    out_ << fmt::format("note: {} that one or two incompatible loci alone keep off the list (near_misses.csv); {}{}.\n",
                        near_misses_.size() == 1 ? std::string("1 pair") : fmt::format("{} pairs", near_misses_.size()),
                        near_misses_.size() == 1 ? "" : "the best: ",
                        report::describe(near_misses_.front(), the_case(), report.evidence));
  }

  template <class Write>
  void write_file(std::string_view name, const Write& write) {
    OutputFile file(watch_, *folder_, name);
    write(file.stream());
    file.close();
  }

  void write_tables(const report::Report& report, const identify::Identification& answer) {
    write_file("matches.csv", [&](std::ostream& file) { report::write_matches(file, report); });
    if (report.who != nullptr) {
      write_file("assignments.csv",
                 [&](std::ostream& file) { report::write_assignments(file, the_case(), *report.who); });
    }
    write_bodies(answer.bodies);
    write_kin(answer.bodies.case_of_bodies(the_case()), answer.kin);
    if (looked_for_near_misses_) {
      write_file("near_misses.csv", [&](std::ostream& file) {
        report::write_near_misses(file, the_case(), report.evidence, near_misses_);
      });
    }
    write_file("by_missing_person.csv", [&](std::ostream& file) { report::write_by_missing_person(file, report); });
    if (settings_.matrix)
      write_file("lr_matrix.csv", [&](std::ostream& file) { report::write_matrix(file, the_case(), answer.matrix); });
    if (answer.record)
      write_file("reuse.cbor", [&](std::ostream& file) { identify::write_reuse_record(file, *answer.record); });
  }

  void write_kin(const matching::Case& bodies, const identify::KinAnswer& kin) {
    if (kin.among_bodies) {
      write_file("kin_pairs.csv",
                 [&](std::ostream& file) { report::write_kin_pairs(file, bodies, *kin.among_bodies); });
      write_file("kin_groups.csv",
                 [&](std::ostream& file) { report::write_kin_groups(file, bodies, *kin.among_bodies); });
    }
    if (kin.of_families) {
      write_file("family_kin.csv",
                 [&](std::ostream& file) { report::write_family_kin(file, bodies, *kin.of_families); });
    }
  }

  void write_bodies(const identify::BodyAnswer& found) {
    const auto& bodies = found.bodies;
    if (bodies.bodies.empty()) return;
    const auto notes = found.merged ? found.merged->notes : std::vector<inference::MergeNote>{};
    write_file("bodies.csv", [&](std::ostream& file) { report::write_bodies(file, the_case(), bodies, notes); });
    write_file("body_members.csv", [&](std::ostream& file) { report::write_body_members(file, the_case(), bodies); });
    write_file("body_pairs.csv", [&](std::ostream& file) { report::write_body_pairs(file, the_case(), bodies); });
    write_file("graves.csv",
               [&](std::ostream& file) { report::write_graves(file, inference::count_graves(the_case(), bodies)); });
  }

  void report_cache() {
    if (!cache_) return;
    record_.table_cache = report::TableCacheUse{settings_.table_cache, cache_->n_loaded(), cache_->n_saved(),
                                                cache_->n_damaged(), cache_->n_unwritable()};
    if (cache_->n_damaged() > 0) {
      err_ << fmt::format("kith match: --table-cache {}: {} damaged files were not used, and replaced\n",
                          settings_.table_cache, cache_->n_damaged());
    }
    if (cache_->n_unwritable() > 0) {
      err_ << fmt::format("kith match: --table-cache {}: {} files could not be written\n", settings_.table_cache,
                          cache_->n_unwritable());
    }
  }

  void write_record(const report::Report& report, const identify::Identification& answer) {
    report_cache();
    record_.case_folder = settings_.case_folder;
    record_.options = settings_.in_force;
    record_.threads = settings_.threads > 0 ? options_.match.threads : std::thread::hardware_concurrency();
    for (const auto& hash : hashes_->wait()) record_.inputs.push_back(written(hash));
    record_.added_alleles = reading_.added_alleles;
    record_.raised_alleles = reading_.raised_alleles;
    record_.in_force = reading_.in_force;
    record_.populations = populations_.names;
    for (const intake::CaseReading& other : populations_.others) {
      record_.added_alleles.insert(record_.added_alleles.end(), other.added_alleles.begin(), other.added_alleles.end());
    }
    record_.set_aside = reading_.set_aside;
    record_.warnings = reading_.problems.problems();
    record_.n_warnings_suppressed = reading_.problems.n_suppressed();
    record_.n_typed_genotypes = reading_.n_typed_genotypes;
    record_.n_candidates = answer.candidates.size();
    record_.n_broken_down = answer.n_broken_down;
    record_.prior = answer.prior;
    record_.prior_rule = answer.prior_rule;
    record_.reuse = answer.reuse;
    record_.kin = report::kin_record(answer.kin);
    if (report.who != nullptr) record_.joint = {answer.joint.prior_rule, &report.who->joint};
    record_.peak_memory_bytes = peak_memory_bytes();
    write_file("run.json", [&](std::ostream& file) {
      report::write_run_record(file, record_, the_case(), report.evidence, report.result);
    });
  }

  void print(const report::Report& report, const identify::Identification& answer) {
    double total = 0;
    for (const auto& [stage, seconds] : record_.seconds) total += seconds;
    out_ << fmt::format("{} missing persons of {} families, {} remains, {} markers: {} pairs in {:.2f} s\n\n",
                        the_case().missing.size(), the_case().families.size(), the_case().remains.size(),
                        the_case().panel.size(), report.result.pairs_scored, total);
    report.who == nullptr ? print_best(out_, report) : print_assignments(out_, report);
    if (!answer.bodies.bodies.bodies.empty()) out_ << '\n' << report::describe(the_case(), answer.bodies.bodies);
    out_ << report::describe(answer.bodies.case_of_bodies(the_case()), answer.kin);
    print_assumptions(out_, answer, settings_.strategy, the_case().panel);
    if (answer.reuse) print_reuse(out_, *answer.reuse, report);
    print_warnings(out_, report);
    print_near_misses(report);
    print_notes(out_, report, reading_);
    out_ << "Results: " << settings_.out << '\n';
  }

  const Settings& settings_;
  identify::Options options_;
  std::ostream& out_;
  std::ostream& err_;
  TerminalListener terminal_;
  std::optional<text::ResultFolder> folder_;
  InterruptWatch watch_;  // after folder_: it stops watching before the folder goes
  intake::CaseReading reading_;
  std::optional<InputHashes> hashes_;  ///< of the input, from when it was read on
  identify::RunPopulations populations_;
  bool looked_for_near_misses_ = false;
  std::vector<inference::NearMiss> near_misses_{};
  report::RunRecord record_;
  std::unique_ptr<identify::TableCache> cache_;  ///< null: no --table-cache
};

}  // namespace

int run_match(Arguments arguments, std::ostream& out, std::ostream& err) {
  Settings settings;
  if (const auto status = parse_command(Command::match, arguments, settings, out, err)) return *status;
  const ThreadLimit limit(settings.threads);
  return MatchRun(settings, out, err).run();
}

}  // namespace kith::tool

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <optional>
#include <thread>

#include "body_stage.hpp"
#include "commands.hpp"
#include "inference/ranking.hpp"
#include "input_hashes.hpp"
#include "interrupt.hpp"
#include "io/result_folder.hpp"
#include "io/results.hpp"
#include "io/run_record.hpp"
#include "io/table_cache.hpp"
#include "load_case.hpp"
#include "machine.hpp"
#include "match_report.hpp"
#include "matching/cost_check.hpp"
#include "matching/strategy.hpp"
#include "pair_stage.hpp"
#include "populations.hpp"
#include "progress.hpp"
#include "scan_stage.hpp"
#include "settings.hpp"
#include "thread_limit.hpp"

namespace kith::tool {
namespace {

constexpr std::size_t kMaxMatrixPairs = 1'000'000;

/// A result that cannot be written: ends the command with kBadInput.
struct Unwritable {
  std::string message;
};

template <class T>
T written(Result<T> result) {
  if (!result) throw Unwritable{result.error().message};
  return std::move(result).value();
}

/// One file of the result folder.
class OutputFile {
 public:
  OutputFile(InterruptWatch& watch, const io::ResultFolder& folder, std::string_view name) {
    watch.uninterrupted([&] {
      path_ = written(folder.create(name));
      stream_.open(path_, std::ios::binary | std::ios::trunc);
    });
  }
  [[nodiscard]] std::ostream& stream() { return stream_; }
  void close() {
    stream_.close();
    if (!stream_) throw Unwritable{path_.string() + ": cannot be written in full"};
  }

 private:
  std::filesystem::path path_;
  std::ofstream stream_;
};

class MatchRun {
  /// Does the work of a stage and notes the seconds it took, and those of processor time over all threads.
  template <class Work>
  auto timed(std::string stage, Work&& work) {
    const Stopwatch stopwatch;
    auto result = work();
    record_.cpu_seconds.emplace_back(stage, stopwatch.cpu_seconds());
    record_.seconds.emplace_back(std::move(stage), stopwatch.seconds());
    return result;
  }

 public:
  MatchRun(const Settings& settings, std::ostream& out, std::ostream& err)
      : settings_(settings), out_(out), err_(err) {}

  int run() {
    const auto allowed = io::check_destination(settings_.out, settings_.force);
    if (!allowed) return refuse(allowed.error().message);
    if (const auto reason = why_no_earlier_result(settings_)) return refuse(*reason);
    auto reading = timed("read", [&] { return load_case(settings_, err_); });
    if (!reading) return kBadInput;
    reading_ = std::move(*reading);
    hashes_.emplace(input_files());
    if (const std::string reason = why_nothing_to_do(); !reason.empty()) return refuse(reason);
    auto populations = timed("other populations", [&] { return load_populations(settings_, reading_, err_); });
    if (!populations) return kBadInput;
    populations_ = std::move(*populations);
    if (populations_.several() && !(is_lr() && strategy().scores_family_dna())) {
      return refuse(fmt::format("--strategy {} works with the allele frequencies of one population; several count here",
                                settings_.strategy));
    }
    if (populations_.several() && settings_.bodies != "off") {
      return refuse("--bodies works with the allele frequencies of one population; several count here");
    }
    try {
      score_and_write();
    } catch (const Unwritable& problem) {
      return refuse(problem.message);
    } catch (const BadPopulations& problem) {
      return refuse(problem.message);
    }
    return kDone;
  }

 private:
  int refuse(const std::string& reason) {
    err_ << "kith match: " << reason << '\n';
    return kBadInput;
  }

  [[nodiscard]] const matching::Case& the_case() const { return *reading_.content; }
  [[nodiscard]] const matching::Strategy& strategy() const {
    return *matching::find_strategy(settings_.strategy).value();  // parse_command() has refused all others
  }
  [[nodiscard]] bool is_lr() const { return strategy().score_kind() == matching::ScoreKind::log10_lr; }

  /// The threshold is a log10 LR: a score that is none is not held against it.
  [[nodiscard]] matching::MatchOptions match_options() const {
    matching::MatchOptions options = settings_.match_options();
    if (strategy().score_kind() == matching::ScoreKind::score)
      options.threshold = std::numeric_limits<double>::infinity();
    return options;
  }

  [[nodiscard]] std::string why_nothing_to_do() const {
    if (the_case().missing.empty()) return "the case has no missing person: no role `missing` in relatives.csv";
    if (the_case().remains.empty()) return "the case has no remains";
    const std::size_t pairs = the_case().missing.size() * the_case().remains.size();
    if (settings_.matrix && !strategy().scores_family_dna()) {
      return fmt::format("--matrix holds likelihood ratios of whole families; --strategy {} has none",
                         settings_.strategy);
    }
    if (settings_.matrix && pairs > kMaxMatrixPairs) {
      return fmt::format("--matrix is for cases of up to {} pairs; this one has {}", kMaxMatrixPairs, pairs);
    }
    return "";
  }

  void score_and_write() {
    watch_.on_interrupt([this] {
      if (folder_) folder_->discard();
    });
    watch_.uninterrupted([this] { folder_.emplace(written(io::ResultFolder::stage(settings_.out, settings_.force))); });
    if (settings_.bodies != "off") {
      bodies_.emplace(timed("bodies", [&] { return FoundBodies::find(*reading_.content, settings_, err_); }));
      reading_.content = bodies_->take_merged();
    }
    matching::EvidenceOptions options = settings_.evidence_options();
    if (!settings_.table_cache.empty()) cache_ = written(io::TableCache::open(settings_.table_cache));
    options.table_store = cache_.get();
    const matching::EvidenceTable evidence = timed("encode", [&] { return strategy().evidence(the_case(), options); });
    if (populations_.several()) several_.emplace(settings_, strategy(), the_case(), evidence, populations_);
    warn_of_costly_families(evidence);
    Scan scanned = timed("tables and scan", [&] { return scan_all(evidence); });
    matching::MatchResult& result = scanned.result;
    record_.reuse = scanned.reuse;
    if (scanned.record) timed("reuse record", [&] { return write_reuse_record(*scanned.record); });
    if (several_) {
      linkage_.loci = several_->view(0).linked;  // explain() finds the corrections under each population
    } else {
      linkage_ = timed("linkage", [&] { return find_linkage(the_case(), evidence, result, settings_); });
    }
    const auto details = timed("explain", [&] { return explain(evidence, result); });
    const auto [prior, rule] = settings_.prior_for(the_case().missing.size());
    record_.prior = prior;
    record_.prior_rule = rule;
    const auto candidates = inference::rank_candidates(the_case(), result, details, prior);
    const io::Report report{the_case(), evidence, result, candidates, strategy().score_kind(), populations_.names};
    timed("write", [&] { return write_tables(report); });
    write_record(report);
    watch_.uninterrupted([&] { written(folder_->commit()); });
    watch_.on_interrupt({});
    settings_.quiet ? print_warnings(err_, report) : print(report);
    if (result.cap_met) {
      err_ << fmt::format(
          "warning: more than {} pairs reach --threshold {}; only the best are in the results (--max-above). The best "
          "of "
          "each remains and of each missing person are all there.\n",
          settings_.max_above, settings_.threshold);
    }
  }

  Scan scan_all(const matching::EvidenceTable& evidence) {
    if (!several_) return scan(the_case(), evidence, match_options(), settings_, err_);
    ProgressLine line(err_, "matching", settings_.quiet);
    return scan_without_reuse(settings_, err_, "pairs are scored under several populations",
                              [&] { return several_->match(line.callback()); });
  }

  void warn_of_costly_families(const matching::EvidenceTable& evidence) {
    const auto costly = timed("cost check", [&] { return find_costly(the_case(), evidence, settings_.cost_limit); });
    for (const matching::CostNote& note : costly) {
      const matching::MissingPerson& missing = the_case().missing[note.target];
      err_ << fmt::format("kith match: family {}, missing person {}, marker {} left out: {}\n",
                          the_case().families[missing.family].id, missing.id, evidence.columns[note.column]->name(),
                          reason(note, settings_.cost_limit));
    }
  }

  std::vector<inference::PairDetail> explain(const matching::EvidenceTable& evidence, matching::MatchResult& result) {
    ProgressLine line(err_, "explaining", settings_.quiet);
    OutputFile file(watch_, *folder_, "breakdown.csv");
    io::write_breakdown_header(file.stream());
    ExplainedPairs explained = several_ ? several_->explain(result, &file.stream())
                                        : explain_pairs(the_case(), evidence, result, linkage_, settings_,
                                                        file.stream(), line.callback());
    file.close();
    record_.n_broken_down = explained.n_broken_down;
    return std::move(explained.details);
  }

  bool write_tables(const io::Report& report) {
    OutputFile matches(watch_, *folder_, "matches.csv");
    io::write_matches(matches.stream(), report);
    matches.close();
    OutputFile by_missing(watch_, *folder_, "by_missing_person.csv");
    io::write_by_missing_person(by_missing.stream(), report);
    by_missing.close();
    if (bodies_) {
      for (const auto& [name, write] : bodies_->tables()) {
        OutputFile table(watch_, *folder_, name);
        write(table.stream());
        table.close();
      }
    }
    if (!settings_.matrix) return true;
    ProgressLine line(err_, "matrix", settings_.quiet);
    OutputFile matrix(watch_, *folder_, "lr_matrix.csv");
    io::write_matrix(matrix.stream(), the_case(),
                     several_
                         ? several_->matrix()
                         : inference::lr_matrix(report.evidence, settings_.match_options().threads, line.callback()));
    matrix.close();
    return true;
  }

  bool write_reuse_record(const io::ReuseRecord& record) {
    OutputFile file(watch_, *folder_, "reuse.cbor");
    io::write_reuse_record(file.stream(), record);
    file.close();
    return true;
  }

  [[nodiscard]] std::vector<std::filesystem::path> input_files() const {
    const std::filesystem::path folder = settings_.case_folder;
    std::vector<std::filesystem::path> files;
    for (const std::string& name : reading_.input_files) files.push_back(folder / name);
    const auto ini = folder / "case.ini";
    const bool listed = std::find(files.begin(), files.end(), ini) != files.end();
    if (!listed && std::filesystem::exists(ini)) files.push_back(ini);
    return files;
  }

  void report_cache() {
    if (!cache_) return;
    record_.table_cache = io::TableCacheUse{settings_.table_cache, cache_->n_loaded(), cache_->n_saved(),
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

  void write_record(const io::Report& report) {
    report_cache();
    record_.case_folder = settings_.case_folder;
    record_.options = settings_.in_force;
    record_.threads = settings_.threads > 0 ? settings_.match_options().threads : std::thread::hardware_concurrency();
    for (const auto& hash : hashes_->wait()) record_.inputs.push_back(written(hash));
    record_.added_alleles = reading_.added_alleles;
    record_.populations = populations_.names;
    for (const io::CaseReading& other : populations_.others) {
      record_.added_alleles.insert(record_.added_alleles.end(), other.added_alleles.begin(), other.added_alleles.end());
    }
    record_.set_aside = reading_.set_aside;
    record_.warnings = reading_.problems.problems();
    record_.n_warnings_suppressed = reading_.problems.n_suppressed();
    record_.n_typed_genotypes = reading_.n_typed_genotypes;
    record_.n_candidates = report.candidates.size();
    record_.peak_memory_bytes = peak_memory_bytes();
    OutputFile file(watch_, *folder_, "run.json");
    io::write_run_record(file.stream(), record_, the_case(), report.evidence, report.result);
    file.close();
  }

  void print(const io::Report& report) {
    double total = 0;
    for (const auto& [stage, seconds] : record_.seconds) total += seconds;
    out_ << fmt::format("{} missing persons of {} families, {} remains, {} markers: {} pairs in {:.2f} s\n\n",
                        the_case().missing.size(), the_case().families.size(), the_case().remains.size(),
                        the_case().panel.size(), report.result.pairs_scored, total);
    print_best(out_, report);
    if (!is_lr()) {
      const bool is_best = strategy().score_kind() == matching::ScoreKind::best_log10_lr;
      out_ << fmt::format("\nThe score of strategy {} is {}: it ranks, and gives no probability.\n", settings_.strategy,
                          is_best ? "the best of several log10 likelihood ratios" : "no likelihood ratio");
    } else {
      out_ << fmt::format("\nPosterior: each pair by itself, prior {:.6g} ({}).\n", record_.prior, record_.prior_rule);
    }
    for (const inference::LinkedLoci& loci : linkage_.loci) {
      out_ << fmt::format("Included where it matters, from a log10 LR of {}: {}.\n", linkage_.from,
                          inference::describe(loci, the_case().panel));
    }
    if (settings_.linkage == "on" && is_lr()) {
      for (const inference::LinkedLoci& loci : inference::find_linked_loci(the_case().panel, true)) {
        out_ << fmt::format("Not included, as theta is above 0: {}.\n", inference::describe(loci, the_case().panel));
      }
    }
    const auto too_costly = std::count_if(linkage_.scores.begin(), linkage_.scores.end(),
                                          [](const inference::LinkageScore& score) { return score.too_costly; });
    if (too_costly > 0) {
      out_ << fmt::format("Not included: linkage of {} pairs of remains and missing person, too costly to compute.\n",
                          too_costly);
    }
    if (const std::uint64_t left_out = record_.n_candidates - record_.n_broken_down; left_out > 0) {
      out_ << fmt::format("breakdown.csv takes the {} best pairs apart and leaves out {} (--breakdown-limit).\n",
                          record_.n_broken_down, left_out);
    }
    if (bodies_) out_ << bodies_->description();
    if (record_.reuse) print_reuse(out_, *record_.reuse, report);
    print_warnings(out_, report);
    print_notes(out_, report, reading_);
    out_ << "Results: " << settings_.out << '\n';
  }

  const Settings& settings_;
  std::ostream& out_;
  std::ostream& err_;
  std::optional<io::ResultFolder> folder_;
  InterruptWatch watch_;  // after folder_: it stops watching before the folder goes
  io::CaseReading reading_;
  std::optional<InputHashes> hashes_;  ///< of the input, from when it was read on
  Populations populations_;
  std::optional<FoundBodies> bodies_;          ///< with --bodies: the case scored is that of bodies
  std::optional<PopulationEvidence> several_;  ///< where several populations count
  io::RunRecord record_;
  Linkage linkage_;
  std::unique_ptr<io::TableCache> cache_;  ///< null: no --table-cache
};

}  // namespace

int run_match(Arguments arguments, std::ostream& out, std::ostream& err) {
  Settings settings;
  if (const auto status = parse_command(Command::match, arguments, settings, out, err)) return *status;
  const ThreadLimit limit(settings.threads);
  return MatchRun(settings, out, err).run();
}

}  // namespace kith::tool

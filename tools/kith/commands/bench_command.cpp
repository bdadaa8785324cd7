#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "commands/bench_world.hpp"
#include "commands/commands.hpp"
#include "commands/load_case.hpp"
#include "core/stopwatch.hpp"
#include "identify/identify.hpp"
#include "inference/bodies/reassociation.hpp"
#include "inference/evaluation/claims.hpp"
#include "inference/evaluation/measures.hpp"
#include "intake/case/truth_table.hpp"
#include "matching/strategies/strategy.hpp"
#include "options/settings.hpp"
#include "process/interrupt.hpp"
#include "process/machine.hpp"
#include "process/thread_limit.hpp"
#include "report/bench/bench_report.hpp"
#include "terminal/bench_table.hpp"
#include "terminal/progress.hpp"
#include "terminal/terminal_listener.hpp"
#include "text/result_folder.hpp"

namespace kith::tool {
namespace {

using matching::Strategy;

/// A reason to stop; it is on `err` already where the text is empty.
struct Stop {
  std::string reason{};
};

template <class T>
T value_or_stop(Result<T> result) {
  if (!result) throw Stop{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

class BenchRun {
 public:
  BenchRun(const Settings& settings, Arguments arguments, std::ostream& out, std::ostream& err)
      : settings_(settings), arguments_(arguments), out_(out), err_(err) {}

  int run() {
    try {
      run_all();
    } catch (const Stop& stop) {
      if (!stop.reason.empty()) err_ << "kith bench: " << stop.reason << '\n';
      return kBadInput;
    }
    return kDone;
  }

 private:
  void run_all() {
    if (is_case_folder(settings_.case_folder) && (settings_.repeat != 1 || !settings_.overrides.empty())) {
      throw Stop{settings_.case_folder + " is a case folder here; --repeat and --set are for scenarios"};
    }
    value_or_stop(text::check_destination(settings_.out, settings_.force));
    strategies_ = value_or_stop(chosen_strategies(settings_.strategies));
    watch_.on_interrupt([this] {
      if (folder_) folder_->discard();
    });
    watch_.uninterrupted(
        [this] { folder_.emplace(value_or_stop(text::ResultFolder::stage(settings_.out, settings_.force))); });
    const Stopwatch whole;
    studies_.resize(strategies_.size());
    costs_.resize(strategies_.size());
    const std::size_t repeats = is_case_folder(settings_.case_folder) ? 1 : static_cast<std::size_t>(settings_.repeat);
    for (std::size_t i = 0; i < repeats; ++i) study_one(i);
    report_.seconds = whole.seconds();
    measure_all(repeats);
    measure_bodies();
    report_.seconds = whole.seconds();
    write_all();
    watch_.uninterrupted([&] { value_or_stop(folder_->commit()); });
    watch_.on_interrupt({});
    if (settings_.quiet) return;
    print_bench(out_, report_);
    out_ << "Results: " << settings_.out << " (report.html, bench.json and tables)\n";
  }

  /// One case: read it, run every strategy, keep what the measures need.
  void study_one(std::size_t number) {
    const std::uint64_t seed = static_cast<std::uint64_t>(settings_.seed) + number;
    BenchWorld world = value_or_stop(make_bench_world(settings_, seed));
    watch_.on_interrupt([&] {
      folder_->discard();
      world.discard();
    });
    report_.title = world.title();
    if (!is_case_folder(settings_.case_folder)) report_.seeds.push_back(seed);
    Settings of_case;
    of_case.case_folder = world.folder().string();
    if (parse_command(Command::bench, arguments_, of_case, out_, err_)) throw Stop{};
    of_case.quiet = settings_.quiet || number > 0;
    const auto reading = load_case(of_case, err_);
    if (!reading) throw Stop{};
    const matching::Case& data = *reading->content;
    facts_.push_back(inference::case_facts(data, truth_of(world.folder(), data)));
    report_.n_missing += data.missing.size();
    report_.n_families += data.families.size();
    report_.n_remains += data.remains.size();
    report_.n_pairs += std::uint64_t{data.missing.size()} * data.remains.size();
    study_bodies(world.folder(), data, of_case);
    for (std::size_t s = 0; s < strategies_.size(); ++s) study_strategy(s, data, of_case);
    study_decisions(*reading, of_case);
    watch_.on_interrupt([this] { folder_->discard(); });
  }

  inference::Truth truth_of(const std::filesystem::path& folder, const matching::Case& data) {
    ProblemLog log;
    const auto owners = intake::read_truth(folder, data, log, settings_.encoding);
    err_ << to_string(log);
    if (log.has_errors()) throw Stop{"the truth cannot be used; nothing was written"};
    inference::Truth truth;
    for (const auto& owner : owners) truth.push_back(owner.value_or(inference::kNotReported));
    return truth;
  }

  /// Which remains are one body, against the truth; accepted identifications would tell it.
  void study_bodies(const std::filesystem::path& folder, const matching::Case& data, const Settings& of_case) {
    const auto individuals = intake::read_individuals(folder, data, settings_.encoding);
    const bool is_known = std::any_of(individuals.begin(), individuals.end(),
                                      [](const auto& i) { return i.has_value(); });
    if (!is_known || data.panel.size() == 0) return;
    inference::BodyOptions options = of_case.body_options();
    options.mode = inference::BodyMode::found;
    options.use_identifications = false;
    ProgressLine line(err_, "bodies", settings_.quiet);
    const auto bodies = inference::find_bodies(data, options, line.callback());
    const auto sums = inference::observe_reassociation(data, bodies, individuals);
    individuals_.insert(individuals_.end(), sums.begin(), sums.end());
  }

  void study_strategy(std::size_t s, const matching::Case& data, const Settings& of_case) {
    const Strategy& strategy = *strategies_[s];
    const std::string name(strategy.name());
    report::BenchCost& cost = costs_[s];
    const bool knows_peak = reset_peak_memory();
    const Stopwatch encoding;
    const matching::EvidenceTable evidence = strategy.evidence(data, of_case.evidence_options());
    cost.seconds_evidence += encoding.seconds();
    cost.cpu_seconds += encoding.cpu_seconds();
    matching::MatchOptions options = of_case.match_options();
    options.strategy = name;
    if (strategy.score_kind() == matching::ScoreKind::score)
      options.threshold = std::numeric_limits<double>::infinity();
    const Stopwatch matching_time;
    {
      ProgressLine line(err_, name + ": matching", settings_.quiet);
      const matching::MatchResult result = matching::match(evidence, options, line.callback());
      cost.cpu_seconds_tables += result.seconds_tables;
      cost.cpu_seconds_scan += result.seconds_scan;
    }
    cost.seconds_match += matching_time.seconds();
    cost.cpu_seconds += matching_time.cpu_seconds();
    if (knows_peak) cost.peak_memory_bytes = std::max(cost.peak_memory_bytes, peak_memory_bytes());
    ProgressLine line(err_, name + ": all pairs", settings_.quiet);
    studies_[s].name = name;
    studies_[s].kind = strategy.score_kind();
    studies_[s].runs.push_back(
        inference::observe(strategy, evidence, facts_.back(), {.threads = options.threads}, line.callback()));
  }

  /// Who is who by `kith match`: decided together, and each pair by itself.
  void study_decisions(const intake::CaseReading& reading, const Settings& of_case) {
    const matching::Case& data = *reading.content;
    identify::Options options = of_case.identify_options();
    options.kin = false;  // not measured
    options.match.strategy = matching::tiled_strategy().name();
    TerminalListener terminal(of_case, err_);
    const identify::RunPopulations populations{
        .names = {}, .others = {}, .of_target = {data.missing.size(), {matching::PopulationIndex{0}}}};
    const auto answer = value_or_stop(identify::identify(data, populations, options, nullptr, terminal.listener()));
    terminal.done();
    for (const auto& stage : answer.stages) report_.seconds_joint += stage.stage == "joint" ? stage.seconds : 0;
    auto& pairs = pairs_.emplace_back();
    for (const auto& candidate : answer.candidates) {
      pairs.push_back({candidate.pair.remains, candidate.pair.target, candidate.posterior, candidate.posterior});
    }
    if (!answer.joint.found) return;
    auto& together = together_.emplace_back();
    std::vector<std::vector<const inference::AssignmentRow*>> of_body(data.remains.size());
    for (const auto& row : answer.joint.found->rows) of_body[row.body].push_back(&row);
    std::vector<bool> is_met(of_body.size(), false);
    for (std::size_t r = 0; r < data.remains.size(); ++r) {
      const auto body = answer.bodies.body_of[r];
      for (const auto* row : of_body[body]) {
        if (!row->names_missing()) continue;
        together.push_back({static_cast<matching::RemainsIndex>(r), row->missing, row->posterior, row->posterior_family,
                            !is_met[body]});
      }
      is_met[body] = true;
    }
  }

  void measure_decisions() {
    const auto add = [this](std::string name, std::string description,
                            std::vector<std::vector<inference::Claim>>& claims) {
      if (claims.size() != facts_.size()) return;
      std::vector<inference::ClaimsOfCase> cases;
      for (std::size_t i = 0; i < claims.size(); ++i) cases.push_back({&facts_[i], std::move(claims[i])});
      report_.decisions.push_back({std::move(name), std::move(description), inference::measure_claims(cases)});
    };
    add("joint", "all together", together_);
    add("pairs", "pair by pair", pairs_);
    report_.seconds_joint /= static_cast<double>(facts_.size());
  }

  void measure_all(std::size_t repeats) {
    measure_decisions();
    report_.subject = settings_.case_folder;
    report_.options = settings_.in_force;
    report_.machine = machine_facts();
    inference::MeasureOptions& options = report_.measure_options;
    options.log10_threshold = settings_.threshold;
    options.posterior_threshold = settings_.posterior_threshold;
    options.n_resamples = static_cast<std::size_t>(settings_.resamples);
    options.seed = static_cast<std::uint64_t>(settings_.seed);
    if (settings_.prior != "flat") options.prior = std::stod(settings_.prior);
    const inference::FamilyBootstrap bootstrap(inference::total_families(facts_), options.n_resamples, options.seed);
    std::vector<inference::ResampledSums> sums;
    for (std::size_t s = 0; s < strategies_.size(); ++s) {
      const auto n = static_cast<double>(repeats);
      report::BenchCost cost = costs_[s];
      for (double* seconds : {&cost.seconds_evidence, &cost.seconds_match, &cost.cpu_seconds, &cost.cpu_seconds_tables,
                              &cost.cpu_seconds_scan}) {
        *seconds /= n;
      }
      cost.pairs_per_second = static_cast<double>(report_.n_pairs) / n /
                              std::max(1e-9, cost.seconds_evidence + cost.seconds_match);
      sums.push_back(bootstrap.resample(inference::family_sums(facts_, studies_[s], options)));
      report_.strategies.push_back({.name = studies_[s].name,
                                    .description = std::string(strategies_[s]->description()),
                                    .practice = std::string(strategies_[s]->practice()),
                                    .kind = studies_[s].kind,
                                    .measures = inference::measure(facts_, studies_[s], sums.back(), options),
                                    .cost = cost});
    }
    for (std::size_t a = 0; a < studies_.size(); ++a) {
      for (std::size_t b = a + 1; b < studies_.size(); ++b) {
        report_.comparisons.push_back(inference::compare(studies_[a], sums[a], studies_[b], sums[b]));
      }
    }
    if (report_.strategies.front().measures.n_true == 0)
      throw Stop{"truth.csv names no missing person: nothing to measure"};
  }

  void measure_bodies() {
    report_.reassociation = inference::measure_reassociation(
        individuals_, static_cast<std::size_t>(settings_.resamples), static_cast<std::uint64_t>(settings_.seed));
  }

  void write_file(const std::string& name, const std::function<void(std::ostream&)>& write) {
    const auto path = value_or_stop(folder_->create(name));
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    write(file);
    file.close();
    if (!file) throw Stop{path.string() + ": cannot be written in full"};
  }

  void write_all() {
    for (const std::string& name : report::bench_table_names()) {
      write_file(name, [&](std::ostream& file) { report::write_bench_table(file, name, report_); });
    }
    write_file("bench.json", [&](std::ostream& file) { report::write_bench_json(file, report_); });
    write_file("report.html", [&](std::ostream& file) { report::write_bench_page(file, report_); });
  }

  const Settings& settings_;
  Arguments arguments_;
  std::ostream& out_;
  std::ostream& err_;
  std::optional<text::ResultFolder> folder_;
  InterruptWatch watch_;  // after folder_: it stops watching before the folder goes
  std::vector<const Strategy*> strategies_;
  std::vector<inference::CaseFacts> facts_;
  std::vector<inference::StrategyRuns> studies_;
  std::vector<report::BenchCost> costs_;
  std::vector<std::vector<inference::Claim>> together_;  ///< by case: what the joint analysis claims
  std::vector<std::vector<inference::Claim>> pairs_;     ///< by case: what pairs by themselves would
  std::vector<inference::IndividualSums> individuals_;
  report::BenchReport report_;
};

}  // namespace

int run_bench(Arguments arguments, std::ostream& out, std::ostream& err) {
  Settings settings;
  if (const auto status = parse_command(Command::bench, arguments, settings, out, err)) return *status;
  const ThreadLimit limit(settings.threads);
  return BenchRun(settings, arguments, out, err).run();
}

}  // namespace kith::tool

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "commands/commands.hpp"
#include "commands/load_case.hpp"
#include "core/stopwatch.hpp"
#include "identify/body_stage.hpp"
#include "inference/kin/family_links.hpp"
#include "inference/kin/find_kin.hpp"
#include "options/settings.hpp"
#include "process/input_hashes.hpp"
#include "process/machine.hpp"
#include "process/output_file.hpp"
#include "process/thread_limit.hpp"
#include "report/tables/body_results.hpp"
#include "report/tables/kin_results.hpp"
#include "report/tables/run_record.hpp"
#include "terminal/terminal_listener.hpp"

namespace kith::tool {
namespace {

class KinRun {
 public:
  KinRun(const Settings& settings, std::ostream& out, std::ostream& err)
      : settings_(settings), out_(out), err_(err), terminal_(settings, err) {}

  int run() {
    try {
      if (!settings_.out.empty()) written(text::check_destination(settings_.out, settings_.force));
      auto reading = timed("read", [&] { return load_case(settings_, err_); });
      if (!reading) return kBadInput;
      reading_ = std::move(*reading);
      if (!settings_.out.empty()) hashes_.emplace(case_input_files(settings_, reading_));
      watch_.on_interrupt([this] {
        if (folder_) folder_->discard();
      });
      if (!settings_.out.empty()) {
        watch_.uninterrupted(
            [this] { folder_.emplace(written(text::ResultFolder::stage(settings_.out, settings_.force))); });
      }
      settings_.among == "families" ? compare_families() : compare_remains();
      if (folder_) finish();
    } catch (const Refused& refused) {
      terminal_.done();
      err_ << "kith kin: " << refused.message << '\n';
      return kBadInput;
    }
    return kDone;
  }

 private:
  [[nodiscard]] const matching::Case& the_case() const { return *reading_.content; }

  template <class Work>
  std::invoke_result_t<Work> timed(const char* stage, const Work& work) {
    const Stopwatch stopwatch;
    auto result = work();
    terminal_.done();
    record_.seconds.emplace_back(stage, stopwatch.seconds());
    return result;
  }

  template <class Write>
  void write_file(std::string_view name, const Write& write) {
    if (!folder_) return;
    OutputFile file(watch_, *folder_, name);
    write(file.stream());
    file.close();
  }

  void compare_remains() {
    if (the_case().remains.empty()) throw Refused{"the case has no remains"};
    const auto listener = terminal_.listener();
    const auto bodies = timed(
        "bodies", [&] { return identify::make_bodies(the_case(), false, settings_.identify_options(), listener); });
    const matching::Case& merged = bodies.case_of_bodies(the_case());
    const auto kin = timed("kin", [&] {
      return inference::find_kin(merged, settings_.kin_options(), listener.start("comparing all pairs"));
    });
    record_.counts = {{"bodies", kin.n_people},
                      {"pairs", kin.n_pairs},
                      {"pairs_listed", kin.pairs.size()},
                      {"groups", kin.groups.size()}};
    record_.prior = kin.prior.rule;
    record_.remarks = kin.remarks;
    write_file("kin_pairs.csv", [&](std::ostream& file) { report::write_kin_pairs(file, merged, kin); });
    write_file("kin_groups.csv", [&](std::ostream& file) { report::write_kin_groups(file, merged, kin); });
    write_file("kin_chance.csv", [&](std::ostream& file) { report::write_kin_chance(file, kin.chance); });
    if (!bodies.bodies.bodies.empty()) {
      write_file("body_members.csv",
                 [&](std::ostream& file) { report::write_body_members(file, the_case(), bodies.bodies); });
    }
    if (settings_.quiet) return;
    if (!bodies.bodies.bodies.empty()) out_ << report::describe(the_case(), bodies.bodies) << '\n';
    out_ << report::describe(merged, kin);
  }

  void compare_families() {
    if (the_case().families.empty()) throw Refused{"the case has no families: relatives.csv has no rows"};
    const auto listener = terminal_.listener();
    const auto found = timed("families", [&] {
      return inference::find_family_links(the_case(), settings_.family_link_options(),
                                          listener.start("comparing families"));
    });
    record_.counts = {{"relatives", found.n_donors},
                      {"missing_persons", found.n_missing},
                      {"ties", found.links.size()},
                      {"groups", found.groups.size()}};
    record_.prior = found.donors.rule;
    record_.remarks = found.remarks;
    write_file("family_links.csv", [&](std::ostream& file) { report::write_family_links(file, the_case(), found); });
    write_file("family_groups.csv", [&](std::ostream& file) { report::write_family_groups(file, the_case(), found); });
    if (!settings_.quiet) out_ << report::describe(the_case(), found);
  }

  void finish() {
    record_.command = "kin";
    record_.case_folder = settings_.case_folder;
    record_.options = settings_.in_force;
    for (const auto& hash : hashes_->wait()) record_.inputs.push_back(written(hash));
    record_.warnings = reading_.problems.problems();
    record_.peak_memory_bytes = peak_memory_bytes();
    write_file("run.json", [&](std::ostream& file) { report::write_short_record(file, record_); });
    watch_.uninterrupted([&] { written(folder_->commit()); });
    watch_.on_interrupt({});
    if (!settings_.quiet) out_ << "Results: " << settings_.out << '\n';
  }

  const Settings& settings_;
  std::ostream& out_;
  std::ostream& err_;
  TerminalListener terminal_;
  std::optional<text::ResultFolder> folder_;  ///< none: no --out
  InterruptWatch watch_;                      // after folder_: it stops watching before the folder goes
  intake::CaseReading reading_;
  std::optional<InputHashes> hashes_;
  report::ShortRecord record_;
};

}  // namespace

int run_kin(Arguments arguments, std::ostream& out, std::ostream& err) {
  Settings settings;
  if (const auto status = parse_command(Command::kin, arguments, settings, out, err)) return *status;
  const ThreadLimit limit(settings.threads);
  return KinRun(settings, out, err).run();
}

}  // namespace kith::tool

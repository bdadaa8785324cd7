#include <fmt/format.h>

#include <filesystem>

#include "commands/commands.hpp"
#include "commands/load_case.hpp"
#include "identify/identify.hpp"
#include "options/result_settings.hpp"
#include "options/suggest.hpp"
#include "process/output_file.hpp"
#include "process/thread_limit.hpp"
#include "report/dossier/dossier_facts.hpp"
#include "report/dossier/dossier_page.hpp"
#include "terminal/terminal_listener.hpp"
#include "text/private_file.hpp"

namespace kith::tool {
namespace {

namespace fs = std::filesystem;

template <class Entries>
std::size_t find_id(const Entries& entries, const std::string& id, std::string_view what) {
  std::vector<std::string> known;
  for (const auto& entry : entries) {
    if (entry.id == id) return known.size();
    known.push_back(entry.id);
  }
  throw Refused{fmt::format("the case has no {} '{}'{}", what, id, did_you_mean(id, known))};
}

class DossierRun {
 public:
  DossierRun(const DossierSettings& settings, std::ostream& out, std::ostream& err)
      : given_(settings.given),
        run_(settings.run),
        record_(settings.record),
        options_(run_.identify_options()),
        out_(out),
        err_(err),
        terminal_(run_, err) {}

  int run() {
    try {
      auto reading = load_case(run_, err_);
      if (!reading) return kBadInput;
      reading_ = std::move(*reading);
      check_ids();
      identify();
      const report::DossierSource source{the_case(), answer_, populations_, options_, record_};
      write(source, rows_of(source));
    } catch (const Refused& refused) {
      terminal_.done();
      err_ << "kith dossier: " << refused.message << '\n';
      return kBadInput;
    }
    return kDone;
  }

 private:
  [[nodiscard]] const matching::Case& the_case() const { return *reading_.content; }

  void check_ids() {
    if (!given_.remains_id.empty()) place_ = find_id(the_case().remains, given_.remains_id, "remains");
    if (!given_.family_id.empty()) place_ = find_id(the_case().families, given_.family_id, "family");
  }

  void identify() {
    populations_ = written(
        identify::read_populations(run_.case_folder, run_.case_options(), reading_, terminal_.listener()));
    answer_ = written(identify::identify(the_case(), populations_, options_, nullptr, terminal_.listener()));
    terminal_.done();
    if (answer_.joint.found) return;
    const std::string& why = answer_.joint.why_none;
    throw Refused{"who is who was not decided together" + (why.empty() ? std::string(" (--joint off)") : ": " + why) +
                  "; a dossier states the joint posterior"};
  }

  [[nodiscard]] std::vector<inference::AssignmentRow> rows_of(const report::DossierSource& source) const {
    if (given_.from) return report::rows_from(source, *given_.from);
    const auto place = static_cast<std::uint32_t>(place_);
    return given_.family_id.empty() ? report::rows_of_remains(source, place) : report::rows_of_family(source, place);
  }

  void write(const report::DossierSource& source, const std::vector<inference::AssignmentRow>& rows) {
    if (rows.empty()) throw Refused{"no missing person comes into question: there is nothing to write"};
    make_folder();
    for (const auto& row : rows) {
      const report::Dossier dossier = report::make_dossier(source, row);
      const fs::path path = fs::path(given_.out) / report::dossier_file_name(dossier);
      written(text::write_private_file(path, report::dossier_page(dossier), given_.force));
      out_ << fmt::format("{}  {} (family {})  {}\n", dossier.body_id, dossier.missing_id, dossier.family_id,
                          path.string());
    }
  }

  void make_folder() const {
    std::error_code error;
    const bool made = fs::create_directories(given_.out, error);
    if (error) throw Refused{given_.out + ": " + error.message()};
    if (made) fs::permissions(given_.out, fs::perms::owner_all, error);
  }

  const Settings& given_;
  const Settings& run_;
  const report::RunSettings& record_;
  identify::Options options_;
  std::ostream& out_;
  std::ostream& err_;
  TerminalListener terminal_;
  intake::CaseReading reading_;
  identify::RunPopulations populations_;
  identify::Identification answer_;
  std::size_t place_ = 0;  ///< of the remains, or of the family
};

}  // namespace

int run_dossier(Arguments arguments, std::ostream& out, std::ostream& err) {
  DossierSettings settings;
  if (const auto status = parse_dossier(arguments, settings, out, err)) return *status;
  const ThreadLimit limit(settings.run.threads);
  return DossierRun(settings, out, err).run();
}

}  // namespace kith::tool

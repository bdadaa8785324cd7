#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "commands/commands.hpp"
#include "core/problem.hpp"
#include "core/utc_now.hpp"
#include "intake/decisions/decisions_table.hpp"
#include "options/command_line.hpp"
#include "options/suggest.hpp"
#include "process/output_file.hpp"
#include "text/csv_table.hpp"
#include "text/private_file.hpp"

namespace kith::tool {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;
using matching::Decision;
using matching::DecisionKind;

constexpr auto kUsage =
    "kith decide CASE accept|reject|premature|more-work|revoke --remains ID --missing ID --by NAME --why TEXT "
    "[--result "
    "RESULT]\n\n"
    "Appends what a board has decided to decisions.csv of the case folder CASE. Later runs obey: accepted remains "
    "leave "
    "the pool\nand their profile types the missing person, a rejected pair stays out, revoke takes the last decision "
    "of "
    "the pair back.\n"
    "With --result the remains of the body at that moment and the pair's log10 likelihood ratio are taken from it.\n\n"
    "Example:\n"
    "  kith decide my-case accept --remains R06 --missing M02 --by \"A. Analyst, B. Board\" --why \"dossier of 3 May\" "
    "--result results/my-case\n\n"
    "Exit codes: 0 done; 2 bad input or usage, nothing written; 3 a bug in kith.\n\n"
    "Options";

struct Words {
  std::vector<std::string> plain{};  ///< CASE and the decision
  std::string remains{}, missing{}, by{}, why{}, result{};
};

text::CsvTable read_table(const fs::path& path) {
  ProblemLog log;
  auto table = text::CsvTable::read(path, log);
  if (log.has_errors()) throw Refused{to_string(log)};
  return table;
}

/// Calls `take` with each row's cells under these headings. None of the rows where a heading is not there.
template <class Take>
void for_each_row(const text::CsvTable& table, std::initializer_list<std::string_view> headings, Take take) {
  std::vector<std::size_t> columns;
  for (const auto heading : headings) {
    const auto column = table.find(heading);
    if (!column) return;
    columns.push_back(*column);
  }
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    std::vector<std::string> cells;
    for (const auto column : columns) cells.emplace_back(table.cell(row, column));
    take(cells);
  }
}

/// The id stands in one of these columns of the case's tables. Nothing is refused where none of the tables is there.
void check_id(const fs::path& folder, const std::string& id, std::string_view what,
              std::initializer_list<std::pair<const char*, std::string_view>> places) {
  std::vector<std::string> known;
  for (const auto& [file, column] : places) {
    if (!fs::exists(folder / file)) continue;
    for_each_row(read_table(folder / file), {column}, [&](const auto& cells) { known.push_back(cells[0]); });
  }
  if (known.empty() || std::find(known.begin(), known.end(), id) != known.end()) return;
  throw Refused{fmt::format("the case has no {} '{}'{}", what, id, did_you_mean(id, known))};
}

std::vector<Decision> earlier_decisions(const fs::path& path) {
  if (!fs::exists(path)) return {};
  const auto table = read_table(path);
  ProblemLog log;
  auto rows = intake::read_decisions(table, log);
  if (log.has_errors()) throw Refused{to_string(log)};
  return std::move(rows.decisions);
}

/// What the result says of the body and the pair.
void look_up(const fs::path& result, Decision& decision) {
  if (!fs::exists(result / "assignments.csv")) throw Refused{result.string() + ": has no assignments.csv"};
  std::string body = decision.remains_id;
  for_each_row(read_table(result / "assignments.csv"), {"remains_id", "body_id", "missing_id", "log10_lr"},
               [&](const auto& cells) {
                 if (cells[0] != decision.remains_id) return;
                 body = cells[1];
                 double value = 0;
                 const auto parsed = std::from_chars(cells[3].data(), cells[3].data() + cells[3].size(), value);
                 if (cells[2] == decision.missing_id && parsed.ec == std::errc() && value > -1e9)
                   decision.log10_lr = value;
               });
  std::set<std::string> members{decision.remains_id};
  for_each_row(read_table(result / "assignments.csv"), {"remains_id", "body_id"}, [&](const auto& cells) {
    if (cells[1] == body) members.insert(cells[0]);
  });
  decision.members.assign(members.begin(), members.end());
}

/// Revoking takes what there is; accepted remains are nobody else's.
void check_standing(const std::vector<Decision>& earlier, Decision& decision) {
  const auto standing = matching::standing_decisions(earlier);
  const auto same_pair = std::find_if(standing.begin(), standing.end(), [&](const Decision& other) {
    return other.remains_id == decision.remains_id && other.missing_id == decision.missing_id;
  });
  if (decision.kind == DecisionKind::revoke) {
    if (same_pair == standing.end()) throw Refused{"there is no decision on this pair to revoke"};
    decision.members = same_pair->members;
  }
  if (decision.kind != DecisionKind::accept) return;
  for (const Decision& other : standing) {
    const auto shares = [&](const std::string& id) {
      return std::find(other.members.begin(), other.members.end(), id) != other.members.end();
    };
    if (other.kind == DecisionKind::accept && other.missing_id != decision.missing_id &&
        std::any_of(decision.members.begin(), decision.members.end(), shares))
      throw Refused{fmt::format("these remains are accepted as {} already; revoke that first", other.missing_id)};
  }
}

Decision decision_of(const Words& words) {
  if (words.plain.size() != 2)
    throw Refused{"CASE and one of " + std::string(matching::decision_words()) + " are needed"};
  const auto kind = matching::parse_decision(words.plain[1]);
  if (!kind) throw Refused{"'" + words.plain[1] + "' is none of " + std::string(matching::decision_words())};
  const std::pair<const char*, const std::string*> needed[] = {{"--remains ID", &words.remains},
                                                               {"--missing ID", &words.missing},
                                                               {"--by NAME", &words.by},
                                                               {"--why TEXT", &words.why}};
  for (const auto& [option, value] : needed) {
    if (value->empty()) throw Refused{std::string(option) + " is missing"};
  }
  return {.date = utc_now(),
          .kind = *kind,
          .remains_id = words.remains,
          .missing_id = words.missing,
          .members = {words.remains},
          .by = words.by,
          .why = words.why,
          .result = words.result};
}

void decide(const Words& words, std::ostream& out) {
  Decision decision = decision_of(words);
  const fs::path folder = words.plain[0];
  if (!fs::is_directory(folder)) throw Refused{"there is no case folder '" + folder.string() + "'"};
  check_id(folder, decision.remains_id, "remains", {{"remains.csv", "remains_id"}});
  check_id(folder, decision.missing_id, "missing person",
           {{"missing_persons.csv", "missing_id"}, {"relatives.csv", "person_id"}});
  const fs::path path = folder / intake::kDecisionsFile;
  const auto earlier = earlier_decisions(path);
  if (!words.result.empty()) look_up(words.result, decision);
  check_standing(earlier, decision);
  std::string text = intake::decisions_header();
  if (fs::exists(path)) {
    std::ostringstream before;
    before << std::ifstream(path, std::ios::binary).rdbuf();
    text = before.str();
    if (!text.empty() && text.back() != '\n') text += '\n';
  }
  const auto written = text::write_private_file(path, text + intake::decision_row(decision), true);
  if (!written) throw Refused{written.error().message};
  out << fmt::format("{}: {} as {} ({} {} of the body), by {}\n", matching::to_string(decision.kind),
                     decision.remains_id, decision.missing_id, decision.members.size(),
                     decision.members.size() == 1 ? "set of remains" : "sets of remains", decision.by);
}

}  // namespace

int run_decide(Arguments arguments, std::ostream& out, std::ostream& err) {
  Words words;
  po::options_description visible(kUsage, 118, 84);
  visible.add_options()("remains", po::value(&words.remains)->value_name("ID"), "the remains (required)")(
      "missing", po::value(&words.missing)->value_name("ID"), "the missing person (required)")(
      "by", po::value(&words.by)->value_name("NAME"), "who decided (required)")(
      "why", po::value(&words.why)->value_name("TEXT"), "the reason (required)")(
      "result", po::value(&words.result)->value_name("RESULT"),
      "the result of kith match that was decided on: names the body's remains and the pair's ratio")("help,h",
                                                                                                     "this text");
  po::options_description positional;
  positional.add_options()("words", po::value(&words.plain), "");
  if (const auto status = parse_words("decide", arguments, visible, positional, 2, out, err)) return *status;
  try {
    decide(words, out);
  } catch (const Refused& refused) {
    err << "kith decide: " << refused.message << "\n`kith decide --help` says more.\n";
    return kBadInput;
  }
  return kDone;
}

}  // namespace kith::tool

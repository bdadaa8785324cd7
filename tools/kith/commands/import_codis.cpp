#include <algorithm>
#include <filesystem>
#include <iterator>

#include "commands/import_commands.hpp"
#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "intake/case/case_reader.hpp"
#include "intake/codis/codis_import.hpp"
#include "intake/draft/case_writer.hpp"
#include "text/encoding.hpp"
#include "text/table_union.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr auto kUsage =
    "kith import codis FILE.xml --out CASE [--into EXISTING] [options]\n\n"
    "Turns a CODIS Common Message Format file (CMF 3.2 or 3.3) into the tables of a case folder.\n\n"
    "  Unidentified Person, Deceased   remains\n"
    "  Missing Person                  a missing person who is typed (a direct reference)\n"
    "  relatives                       references of the family CASEID; persons are called CASEID/SPECIMENID\n"
    "  Staff; Elimination, Known       elimination.csv, which `kith check` compares\n\n"
    "CMF carries no pedigrees. Parents, and children where the missing person's sex is known, are linked; for "
    "everybody\n"
    "else relatives.csv has a column `relation` and the links have to be filled in by somebody who knows the family:\n"
    "what is missing is said. CMF carries no frequencies either: --into takes them, and everything else, from an "
    "existing\n"
    "case folder, which is read and left as it is; CASE then holds both. Without it, put a frequencies.csv into CASE\n"
    "(kith import frequencies). CASE must not exist yet, or be an empty folder.\n"
    "Exit status: 0 the tables are written, 2 bad input or usage; nothing is written then.\n\n"
    "Example: kith import codis export.xml --into old-case --out new-case && kith check new-case\n\n"
    "Options";

struct Request {
  std::vector<std::string> files;
  std::string out;
  std::string into;
  std::string encoding;
  bool quiet = false;
};

po::options_description visible_options(Request& request) {
  po::options_description options(kUsage);
  auto add = options.add_options();
  add("out,o", po::value(&request.out)->value_name("CASE"), "the case folder to write (required)");
  add("into", po::value(&request.into)->value_name("EXISTING"), "a case folder whose tables come before the new rows");
  add("encoding", po::value(&request.encoding)->value_name("NAME"),
      "of files that are not UTF-8: windows-1250, windows-1251, windows-1252, windows-1254, ISO-8859-2 ...");
  add("quiet,q", po::bool_switch(&request.quiet), "say nothing of what went well; warnings and errors are still said");
  add("help,h", "this text");
  return options;
}

bool is_autosomal(std::string_view marker) {
  return genetics::known_marker_kind(marker).value_or(genetics::MarkerKind::autosomal) ==
         genetics::MarkerKind::autosomal;
}

/// The tables of the existing folder with the new rows below, and its other files as they are.
Result<std::vector<intake::TableText>> merged_with(const fs::path& existing, const std::string& encoding,
                                                   std::vector<intake::TableText> tables, ProblemLog& log) {
  std::vector<intake::TableText> result;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(existing, failure)) {
    if (!entry.is_regular_file()) continue;
    const auto name = entry.path().filename().string();
    auto text = text::read_text_file(entry.path(), encoding);
    if (!text) return text.error();
    const auto added = std::find_if(tables.begin(), tables.end(),
                                    [&](const auto& table) { return table.name == name; });
    if (added == tables.end()) {
      result.push_back({name, std::move(text).value()});
      continue;
    }
    const auto old_table = text::CsvTable::parse(text.value(), (existing / name).string(), log);
    const auto new_table = text::CsvTable::parse(added->text, name, log);
    if (name == "profiles.csv" && !old_table.find("marker")) {
      return Error{Errc::unsupported_format,
                   (existing / name).string() + ": has one row a sample; --into needs the layout with a column marker"};
    }
    if (old_table.delimiter() != ',') {
      return Error{Errc::unsupported_format, (existing / name).string() + ": --into needs tables with commas"};
    }
    added->text = text::table_union(old_table, new_table);
  }
  if (failure) return Error{Errc::file_unreadable, existing.string() + ": " + failure.message()};
  result.insert(result.end(), std::make_move_iterator(tables.begin()), std::make_move_iterator(tables.end()));
  return result;
}

/// Whether the case folder's profiles.csv has an autosomal homozygote in full, so that one allele alone would be
/// partial there.
bool writes_homozygotes_in_full(const fs::path& folder) {
  ProblemLog ignored;  // they are told when the tables are joined
  const auto table = text::CsvTable::read(folder / "profiles.csv", ignored);
  const auto marker = table.find("marker");
  const auto first = table.find("allele_1");
  const auto second = table.find("allele_2");
  if (!marker || !first || !second) return false;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto allele = table.cell(row, *first);
    if (allele == table.cell(row, *second) && !genetics::is_missing_allele(allele) &&
        is_autosomal(table.cell(row, *marker)))
      return true;
  }
  return false;
}

void write_homozygotes_in_full(std::vector<intake::DraftTyping>& typings) {
  for (auto& typing : typings) {
    if (typing.alleles.size() == 1 && !typing.partial && is_autosomal(typing.marker))
      typing.alleles.push_back(typing.alleles.front());
  }
}

/// Says what `kith check` will say of the written folder.
void read_back(const Request& request, std::ostream& out, std::ostream& err) {
  if (!fs::exists(fs::path(request.out) / "frequencies.csv")) {
    out << "There is no frequencies.csv yet: kith import frequencies TABLE --out "
        << (fs::path(request.out) / "frequencies.csv").string() << '\n';
    return;
  }
  print_problems(intake::read_case(request.out).problems, err);
}

int write(const Request& request, const intake::CodisImport& import, std::ostream& out, std::ostream& err) {
  const auto fail = [&](const std::string& text) {
    err << "kith import codis: " << text << "; nothing was written\n";
    return kBadInput;
  };
  auto tables = intake::case_tables(import.draft);
  if (!import.elimination.empty()) tables.push_back(intake::typings_table("elimination.csv", import.elimination));
  if (!request.into.empty()) {
    ProblemLog log;
    auto merged = merged_with(request.into, request.encoding, std::move(tables), log);
    print_problems(log, err);
    if (!merged) return fail(merged.error().message);
    if (log.has_errors()) return fail("errors above");
    tables = std::move(merged).value();
  }
  const auto written = intake::write_tables(tables, request.out);
  if (!written) return fail(written.error().message);
  if (request.quiet) return kDone;
  const auto& draft = import.draft;
  out << draft.persons.size() << " persons, " << draft.missing.size() << " missing, " << draft.remains.size()
      << " remains and " << draft.typings.size() << " genotypes are in " << request.out << '\n';
  if (!import.elimination.empty())
    out << import.elimination.size() << " genotypes of staff are in elimination.csv, for `kith check`\n";
  if (!import.to_fill_in.empty()) out << "To fill in by hand in relatives.csv:\n";
  for (const auto& line : import.to_fill_in) out << "  " << line << '\n';
  read_back(request, out, err);
  return kDone;
}

}  // namespace

int import_codis(Arguments arguments, std::ostream& out, std::ostream& err) {
  Request request;
  if (const auto status = parse_import(arguments, visible_options(request), request.files, out, err)) return *status;
  const auto fail = [&](const std::string& text) {
    err << "kith import codis: " << text << '\n';
    return kBadInput;
  };
  if (request.files.size() != 1) return fail("expected one FILE.xml; try kith import codis --help");
  if (request.out.empty()) return fail("--out is missing: the case folder to write; try kith import codis --help");
  if (const auto wrong = wrong_encoding(request.encoding); !wrong.empty()) return fail(wrong);
  const auto bytes = text::read_text_file(request.files.front(), request.encoding);
  if (!bytes) return fail(request.files.front() + ": " + bytes.error().message);
  auto import = intake::import_codis(bytes.value(), request.files.front());
  print_problems(import.problems, err);
  if (import.problems.has_errors()) return fail("errors above; nothing was written");
  if (!request.into.empty() && fs::exists(fs::path(request.into) / "profiles.csv") &&
      writes_homozygotes_in_full(request.into))
    write_homozygotes_in_full(import.draft.typings);
  return write(request, import, out, err);
}

}  // namespace kith::tool

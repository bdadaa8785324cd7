#include <boost/program_options.hpp>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "commands/import_commands.hpp"
#include "intake/case/case_reader.hpp"
#include "intake/draft/case_writer.hpp"
#include "intake/familias/familias_import.hpp"
#include "text/encoding.hpp"
#include "text/text_encoding.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr auto kUsage =
    "kith import familias FILE.fam --out CASE [options]\n\n"
    "Turns a project of Familias 3 into a case folder that the other commands read.\n\n"
    "  DVI projects   unidentified persons become remains; reference families become families; whoever is called\n"
    "                 'Missing ...' becomes a missing person; typed relatives become references. Persons are called\n"
    "                 FAMILY/NAME, as names are unique within a family only.\n"
    "  other projects each pedigree becomes a family of its own, with all persons and the known relations.\n\n"
    "Mutation models, theta, silent alleles, database sizes and minimum allele frequencies are carried over. What a "
    "case\n"
    "folder cannot hold is said, line by line, on standard error. CASE must not exist yet, or be an empty folder;\n"
    "it is written for its owner only.\n"
    "Exit status: 0 the case is written, 2 bad input or usage; nothing is written then.\n\n"
    "Example: kith import familias dvi.fam --out my-case && kith check my-case\n\n"
    "Options";

struct Request {
  std::string file;
  std::string out;
  std::string encoding;
  bool quiet = false;
};

po::options_description visible_options(Request& request) {
  po::options_description options(kUsage);
  auto add = options.add_options();
  add("out,o", po::value(&request.out)->value_name("CASE"), "the case folder to write");
  add("encoding", po::value(&request.encoding)->value_name("NAME"),
      "of files that are not UTF-8: windows-1250, windows-1251, windows-1254, ISO-8859-2 ... (default: windows-1252)");
  add("quiet,q", po::bool_switch(&request.quiet), "say nothing of what went well; warnings and errors are still said");
  add("help,h", "this text");
  return options;
}

/// What is wrong with the request; empty if nothing is.
std::string problem_of(const Request& request) {
  if (request.file.empty()) return "the file to import is missing";
  if (request.out.empty()) return "--out is missing: the case folder to write";
  return wrong_encoding(request.encoding);
}

void print(const std::vector<std::string>& lines, const char* prefix, std::ostream& out) {
  for (const auto& line : lines) out << prefix << line << '\n';
}

/// Reads the written folder as `kith match` will; says what it says. False if it is refused.
bool can_be_read(const fs::path& folder, std::ostream& err) {
  const auto reading = intake::read_case(folder);
  err << to_string(reading.problems);
  return reading.content.has_value();
}

void remove_files(const fs::path& folder, const std::vector<std::string>& names) {
  std::error_code ignored;
  for (const auto& name : names) fs::remove(folder / name, ignored);
  fs::remove(folder, ignored);
}

/// Familias writes in the code page of its computer; it is taken for windows-1252 where nobody says.
void warn_of_encoding(const std::string& file, const std::string& bytes, std::ostream& err) {
  constexpr std::string_view western = "windows-1252";
  if (!text::first_bad_byte(bytes)) return;
  const auto likely = text::likeliest_encoding(bytes);
  if (likely.empty() || likely == western) return;
  err << "warning: " << file << ": this is not UTF-8 and was read as windows-1252, but it looks like "
      << text::likely_encodings(bytes) << ": if names come out wrong, run again with --encoding " << likely << '\n';
}

int import_project(const Request& request, std::ostream& out, std::ostream& err) {
  const auto fail = [&](const std::string& text) {
    err << "error: " << text << "\nkith import: nothing was written\n";
    return kBadInput;
  };
  const auto bytes = text::read_text_file(request.file, request.encoding);
  if (!bytes) return fail(request.file + ": " + bytes.error().message);
  warn_of_encoding(request.file, bytes.value(), err);
  const auto project = intake::familias::parse(bytes.value(), "CP1252");
  if (!project) {
    const auto& where = project.error().where;
    return fail(request.file + (where.empty() ? "" : ", " + where) + ": " + project.error().message);
  }
  const auto import = intake::familias::to_case(project.value());
  print(import.warnings, "warning: ", err);
  if (!import.errors.empty()) {
    print(import.errors, "error: ", err);
    return fail(request.file + " cannot become a case for the " + (import.errors.size() == 1 ? "reason" : "reasons") +
                " above");
  }
  const auto written = intake::write_case(import.draft, request.out);
  if (!written) return fail(written.error().message);
  if (!can_be_read(request.out, err)) {
    remove_files(request.out, written.value());
    return fail("the case made of " + request.file + " has the errors above");
  }
  if (request.quiet) return kDone;
  print(import.notes, "", out);
  out << import.draft.markers.size() << " markers, " << import.draft.persons.size() << " persons, "
      << import.draft.missing.size() << " missing, " << import.draft.remains.size() << " remains and "
      << import.draft.typings.size() << " genotypes are in " << request.out << '\n';
  return kDone;
}

}  // namespace

int import_familias(Arguments arguments, std::ostream& out, std::ostream& err) {
  Request request;
  std::vector<std::string> files;
  if (const auto status = parse_import(arguments, visible_options(request), files, out, err)) return *status;
  if (files.size() > 1) {
    err << "kith import: one file at a time; try kith import familias --help\n";
    return kBadInput;
  }
  if (!files.empty()) request.file = files.front();
  if (const auto problem = problem_of(request); !problem.empty()) {
    err << "kith import: " << problem << "; try kith import familias --help\n";
    return kBadInput;
  }
  return import_project(request, out, err);
}

}  // namespace kith::tool

#include <iterator>

#include "commands/import_commands.hpp"
#include "intake/draft/case_tables.hpp"
#include "intake/draft/case_writer.hpp"
#include "intake/genotypes/mtdna_import.hpp"
#include "text/private_file.hpp"
#include "text/text_encoding.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;

constexpr auto kUsage =
    "kith import mtdna FILE [FILE ...] --out profiles.csv [options]\n"
    "kith import mtdna FILE [FILE ...] --as haplotypes --out haplotypes.csv [options]\n\n"
    "Turns tables of mtDNA haplotypes into a table that a case folder needs. Each FILE is one of\n\n"
    "  EMPOP  lines of sample, haplogroup, number, differences, under '#! 16024-576', the ranges that were read\n"
    "  HSD    lines of sample, range, haplogroup, differences (HaploGrep)\n"
    "  GENis  a table with Sample Name, Range From, Range To, Mut1, Mut2 ...\n\n"
    "The differences are written in one spelling (an indel of a run or a repeat at its 3' end). One that cannot be "
    "read is\n"
    "an error; in a database (--as haplotypes) it leaves its haplotype out, with a warning and a count.\n"
    "Exit status: 0 the table is written, 2 bad input or usage; nothing is written then.\n\n"
    "Example: kith import mtdna AUT273.emp --as haplotypes --out my-case/haplotypes.csv\n\n"
    "Options";

struct Request {
  std::vector<std::string> files;
  std::string out;
  std::string as = "profiles";
  bool force = false;
  bool quiet = false;
};

po::options_description visible_options(Request& request) {
  po::options_description options(kUsage);
  auto add = options.add_options();
  add("out,o", po::value(&request.out)->value_name("FILE"), "the table to write (required)");
  add("as", po::value(&request.as)->default_value(request.as)->value_name("TABLE"),
      "profiles: results of persons and remains, called as their samples are; haplotypes: unrelated people of the "
      "population");
  add("force", po::bool_switch(&request.force), "replace the table if it exists");
  add("quiet,q", po::bool_switch(&request.quiet), "say nothing of what went well; warnings and errors are still said");
  add("help,h", "this text");
  return options;
}

/// What is wrong with the request; empty if nothing is.
std::string problem_of(const Request& request) {
  if (request.files.empty()) return "the table to import is missing";
  if (request.out.empty()) return "--out is missing: the table to write";
  if (request.as != "profiles" && request.as != "haplotypes") {
    return "--as " + request.as + ": expected profiles or haplotypes";
  }
  return {};
}

std::string haplotypes_text(const std::vector<intake::MtdnaSample>& samples) {
  intake::CaseDraft draft;
  for (const auto& sample : samples) {
    for (std::size_t i = 0; i < sample.n_persons; ++i) {
      const auto id = i == 0 ? sample.id : sample.id + "-" + std::to_string(i + 1);
      draft.haplotypes.push_back({id, "mtDNA", {sample.cell}});
    }
  }
  for (auto& table : intake::case_tables(draft)) {
    if (table.name == "haplotypes.csv") return std::move(table.text);
  }
  return {};
}

std::string profiles_text(const std::vector<intake::MtdnaSample>& samples) {
  std::vector<intake::DraftTyping> typings;
  for (const auto& sample : samples) {
    typings.push_back({.sample = sample.id, .subject = sample.id, .marker = "mtDNA", .alleles = {sample.cell}});
  }
  return intake::typings_table("profiles.csv", typings).text;
}

}  // namespace

int import_mtdna(Arguments arguments, std::ostream& out, std::ostream& err) {
  Request request;
  if (const auto status = parse_import(arguments, visible_options(request), request.files, out, err)) return *status;
  const auto fail = [&](const std::string& text) {
    err << "kith import mtdna: " << text << '\n';
    return kBadInput;
  };
  if (const auto problem = problem_of(request); !problem.empty())
    return fail(problem + "; try kith import mtdna --help");
  const bool is_database = request.as == "haplotypes";
  std::vector<intake::MtdnaSample> samples;
  std::size_t n_left_out = 0;
  ProblemLog log;
  for (const auto& file : request.files) {
    const auto bytes = text::read_file(file);
    if (!bytes) return fail(file + ": " + bytes.error().message);
    auto import = intake::import_mtdna(bytes.value(), file, is_database, log);
    std::move(import.samples.begin(), import.samples.end(), std::back_inserter(samples));
    n_left_out += import.n_left_out;
  }
  print_problems(log, err);
  if (log.has_errors()) return fail("errors above; nothing was written");
  if (samples.empty()) return fail("no haplotype in the input; nothing was written");
  const auto text = is_database ? haplotypes_text(samples) : profiles_text(samples);
  const auto written = text::write_private_file(request.out, text, request.force);
  if (!written) return fail(written.error().message);
  if (request.quiet) return kDone;
  out << samples.size() << (samples.size() == 1 ? " haplotype is in " : " haplotypes are in ") << request.out << '\n';
  if (n_left_out > 0) out << "left out: " << n_left_out << " (number 0, or as the warnings say)\n";
  return kDone;
}

}  // namespace kith::tool

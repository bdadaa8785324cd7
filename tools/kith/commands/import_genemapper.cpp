#include <algorithm>

#include "commands/import_commands.hpp"
#include "core/text.hpp"
#include "intake/draft/case_writer.hpp"
#include "intake/genotypes/genemapper_import.hpp"
#include "text/encoding.hpp"
#include "text/private_file.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;

constexpr auto kUsage =
    "kith import genemapper FILE [FILE ...] --out profiles.csv [options]\n\n"
    "Turns laboratories' genotype tables into the table of results a case folder needs. Each FILE is one of\n\n"
    "  long   one row per sample and marker, with columns Sample Name, Marker, Allele 1, Allele 2 ...: the genotypes\n"
    "         table of GeneMapper ID and ID-X, eDNA, LRmix, EuroForMix, GENis\n"
    "  wide   one row per sample, with columns named after markers: two each, or one of cells such as 9/9.3 or\n"
    "         '11, 12, , '\n\n"
    "in UTF-8, UTF-16 or Windows-1252, with tabs, commas or semicolons (and then decimal commas, if the file has "
    "them).\n"
    "Rows of ladders and controls (Sample Type) are left out. Off-ladder and inconclusive results (OL, INC, NR) are "
    "not\n"
    "used; each is said. Where a file writes homozygotes in full (17, 17), one allele alone becomes a partial result.\n"
    "Equal results of a sample in several rows are one; different ones are an error.\n"
    "Exit status: 0 the table is written, 2 bad input or usage; nothing is written then.\n\n"
    "Example: kith import genemapper run1.txt run2.txt --subjects samples.csv --out my-case/profiles.csv\n\n"
    "Options";

struct Request {
  std::vector<std::string> files;
  std::string out;
  std::string subjects;
  std::string partial;
  std::string encoding;
  bool force = false;
  bool quiet = false;
};

po::options_description visible_options(Request& request) {
  po::options_description options(kUsage);
  auto add = options.add_options();
  add("out,o", po::value(&request.out)->value_name("FILE"), "the table to write (required)");
  add("subjects", po::value(&request.subjects)->value_name("MAP"),
      "a table with the columns sample_id and subject_id: whose sample it is, for every sample; without it a subject "
      "is "
      "called as its sample is");
  add("partial", po::value(&request.partial)->value_name("LIST"),
      "samples whose single alleles may be heterozygotes that lost one (column partial): names, separated by commas; "
      "or "
      "auto: those "
      "with far more single alleles than their markers' usual homozygosity explains, each named in a warning");
  add("encoding", po::value(&request.encoding)->value_name("NAME"),
      "of files that are not UTF-8: windows-1250, windows-1251, windows-1252, windows-1254, ISO-8859-2 ...");
  add("force", po::bool_switch(&request.force), "replace the table if it exists");
  add("quiet,q", po::bool_switch(&request.quiet), "say nothing of what went well; warnings and errors are still said");
  add("help,h", "this text");
  return options;
}

void print_summary(const Request& request, const intake::GenotypeImport& import, std::ostream& out) {
  out << import.typings().size() << " genotypes of " << import.n_samples()
      << (import.n_samples() == 1 ? " sample" : " samples") << " are in " << request.out << '\n';
  if (request.subjects.empty())
    out << "subject_id is each sample's own name; --subjects takes a table that says whose samples they are\n";
  for (const auto& [type, n_rows] : import.left_out())
    out << "left out: " << n_rows << (n_rows == 1 ? " row" : " rows") << " with Sample Type " << type << '\n';
}

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (const auto name = trimmed(list.substr(0, end)); !name.empty()) names.emplace_back(name);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

}  // namespace

int import_genemapper(Arguments arguments, std::ostream& out, std::ostream& err) {
  Request request;
  if (const auto status = parse_import(arguments, visible_options(request), request.files, out, err)) return *status;
  const auto fail = [&](const std::string& text) {
    err << "kith import genemapper: " << text << '\n';
    return kBadInput;
  };
  if (request.files.empty()) return fail("the table to import is missing; try kith import genemapper --help");
  if (request.out.empty()) return fail("--out is missing: the table to write; try kith import genemapper --help");
  if (const auto wrong = wrong_encoding(request.encoding); !wrong.empty()) return fail(wrong);
  intake::GenotypeImport import;
  for (const auto& file : request.files) {
    const auto bytes = text::read_text_file(file, request.encoding);
    if (!bytes) return fail(file + ": " + bytes.error().message);
    import.add_table(bytes.value(), file);
  }
  if (request.partial == "auto") {
    import.mark_improbable_samples_partial();
  } else {
    import.mark_samples_partial(names_in(request.partial));
  }
  if (!request.subjects.empty()) {
    const auto bytes = text::read_text_file(request.subjects, request.encoding);
    if (!bytes) return fail(request.subjects + ": " + bytes.error().message);
    import.map_subjects(bytes.value(), request.subjects);
  }
  print_problems(import.problems(), err);
  if (import.problems().has_errors()) return fail("errors above; nothing was written");
  if (import.typings().empty()) return fail("no genotypes in the input; nothing was written");
  const auto table = intake::typings_table("profiles.csv", import.typings());
  const auto written = text::write_private_file(request.out, table.text, request.force);
  if (!written) return fail(written.error().message);
  if (!request.quiet) print_summary(request, import, out);
  return kDone;
}

}  // namespace kith::tool

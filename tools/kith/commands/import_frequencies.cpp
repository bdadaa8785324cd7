#include <algorithm>
#include <filesystem>
#include <set>

#include "commands/import_commands.hpp"
#include "intake/frequencies/frequency_import.hpp"
#include "text/encoding.hpp"
#include "text/private_file.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;

constexpr auto kUsage =
    "kith import frequencies FILE [FILE ...] --out frequencies.csv [options]\n\n"
    "Turns published tables of allele frequencies into the table a case folder needs. Each FILE is one of\n\n"
    "  long      marker, allele, frequency [, chromosomes] [, population]\n"
    "  ladder    alleles down, markers across (EuroForMix, LRmix, STRbase, FBI, NIST with a last row N)\n"
    "  strider   the XML of STRidER or STRbase; every origin becomes a population\n"
    "  familias  blocks of a marker's name and 'allele TAB frequency' lines\n"
    "  counts    marker and chromosomes (2N): completes the FILE before it\n\n"
    "with commas, semicolons or tabs and decimal points or commas. Several FILEs become several populations, named "
    "after\n"
    "the files up to the first dot where the tables do not name them. Whatever is doubtful is said with file, row and\n"
    "column; frequencies are not changed without a warning.\n"
    "Exit status: 0 the table is written, 2 bad input or usage; nothing is written then.\n\n"
    "Example: kith import frequencies strider.xml --population Austria --out my-case/frequencies.csv\n\n"
    "Options";

struct Request {
  std::vector<std::string> files;
  std::string format = "auto";
  std::string out;
  std::string population;
  std::string encoding;
  std::int64_t chromosomes = 0;
  bool scale = false;
  bool force = false;
  bool quiet = false;
};

po::options_description visible_options(Request& request) {
  po::options_description options(kUsage);
  auto add = options.add_options();
  add("out,o", po::value(&request.out)->value_name("FILE"), "the table to write (required)");
  add("format", po::value(&request.format)->default_value(request.format)->value_name("NAME"),
      "auto, long, ladder, strider, familias or counts");
  add("population", po::value(&request.population)->value_name("NAME"),
      "names the population of a table that does not; of a table with several, the one to take");
  add("chromosomes", po::value(&request.chromosomes)->value_name("2N"),
      "chromosomes counted (twice the persons) where the table does not tell");
  add("scale", po::bool_switch(&request.scale),
      "divide by the sum where it is more than 0.001 away from 1; without it, a smaller sum is completed by a row "
      "'Rest allele' and a larger one is an error");
  add("encoding", po::value(&request.encoding)->value_name("NAME"),
      "of files that are not UTF-8: windows-1250, windows-1251, windows-1252, windows-1254, ISO-8859-2 ...");
  add("force", po::bool_switch(&request.force), "replace the table if it exists");
  add("quiet,q", po::bool_switch(&request.quiet), "say nothing of what went well; warnings and errors are still said");
  add("help,h", "this text");
  return options;
}

/// What is wrong with the request; empty if nothing is.
std::string problem_of(const Request& request) {
  if (request.files.empty()) return "the table to import is missing";
  if (request.out.empty()) return "--out is missing: the table to write";
  if (!intake::parse_frequency_format(request.format)) {
    return "unknown format '" + request.format + "'; expected auto, long, ladder, strider, familias or counts";
  }
  if (const auto wrong = wrong_encoding(request.encoding); !wrong.empty()) return wrong;
  if (request.chromosomes < 0 || request.chromosomes > 4'000'000'000) return "--chromosomes: expected a number above 0";
  return {};
}

/// "data/NIST1036.Caucasian.csv" -> "NIST1036".
std::string population_of_file(const std::string& file) {
  const auto name = std::filesystem::path(file).filename().string();
  return name.substr(0, name.find('.'));
}

/// Tables without a population of their own are named after their file where there are others beside them.
void name_populations(intake::FrequencyImport& import, std::size_t first) {
  for (auto i = first; i < import.markers.size(); ++i) {
    auto& marker = import.markers[i];
    if (marker.population.empty()) marker.population = population_of_file(marker.file);
  }
}

}  // namespace

int import_frequencies(Arguments arguments, std::ostream& out, std::ostream& err) {
  Request request;
  if (const auto status = parse_import(arguments, visible_options(request), request.files, out, err)) return *status;
  const auto fail = [&](const std::string& text) {
    err << "kith import frequencies: " << text << '\n';
    return kBadInput;
  };
  if (const auto problem = problem_of(request); !problem.empty())
    return fail(problem + "; try kith import frequencies --help");
  intake::FrequencyImportOptions options{.format = *intake::parse_frequency_format(request.format),
                                         .scale = request.scale};
  if (!request.population.empty()) options.population = request.population;
  if (request.chromosomes > 0) options.chromosomes = static_cast<std::uint32_t>(request.chromosomes);
  intake::FrequencyImport import;
  for (const auto& file : request.files) {
    const auto text = text::read_text_file(file, request.encoding);
    if (!text) return fail(file + ": " + text.error().message);
    const auto first = import.markers.size();
    intake::add_frequencies(text.value(), file, options, import);
    if (request.files.size() > 1) name_populations(import, first);
  }
  std::set<std::string> sources;
  for (const auto& marker : import.markers) sources.insert(marker.file);
  const bool one_table = sources.size() == 1 && !options.population;
  const bool named_by_file = one_table && !import.markers.empty() &&
                             import.markers.front().population == population_of_file(*sources.begin());
  if (named_by_file) {  // one table and its counts: no choice of population
    for (auto& marker : import.markers) marker.population.clear();
  }
  intake::finish_frequencies(options, import);
  print_problems(import.problems, err);
  if (import.problems.has_errors()) return fail("errors above; nothing was written");
  if (import.markers.empty()) return fail("no frequencies in the input; nothing was written");
  const auto written = text::write_private_file(request.out, intake::frequencies_text(import.markers), request.force);
  if (!written) return fail(written.error().message);
  if (request.quiet) return kDone;
  std::set<std::string> populations;
  std::size_t n_alleles = 0;
  for (const auto& marker : import.markers) {
    populations.insert(marker.population);
    n_alleles += marker.alleles.size();
  }
  out << import.markers.size() << " tables of a marker with " << n_alleles << " alleles, " << populations.size()
      << (populations.size() == 1 ? " population" : " populations") << ", are in " << request.out << '\n';
  return kDone;
}

}  // namespace kith::tool

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <cmath>
#include <ostream>
#include <string>

#include "commands/commands.hpp"
#include "intake/vectors/verify.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    "kith verify VECTORS.json [options]\n\n"
    "Recomputes a file of reference likelihoods (format kinship-vectors/1: loci, pedigrees, genotypes and the "
    "natural-log\n"
    "likelihood of each locus under each pedigree, as other programs computed them). Per tag of the cases it prints "
    "how\n"
    "many there are, how many agree, how many Kith does not support, and the largest relative error of a "
    "log-likelihood;\n"
    "then everything that disagrees and everything that is not supported. Mutation matrices in the file are compared "
    "with\n"
    "Kith's own (1e-11).\n"
    "Exit status: 0 everything supported agrees, 1 something disagrees or nothing could be compared, 2 bad input.\n\n"
    "Options";

struct Request {
  std::string path;
  double tolerance = 1e-10;
  int threads = 0;
};

po::options_description visible_options(Request& request) {
  po::options_description options(kUsage);
  auto add = options.add_options();
  add("tolerance", po::value(&request.tolerance)->default_value(request.tolerance, "1e-10")->value_name("E"),
      "largest relative error of a log-likelihood that counts as agreement");
  add("threads", po::value(&request.threads)->default_value(0)->value_name("N"),
      "threads at work; 0: one per core. Results do not depend on it");
  add("help,h", "this text");
  return options;
}

void print_row(std::ostream& out, std::size_t width, const std::string& tag, const intake::VerifyCounts& counts) {
  out << fmt::format("{:<{}} {:>7} {:>9} {:>12} {:>12} {:>14.1e}\n", tag, width, counts.cases, counts.agreeing,
                     counts.disagreeing(), counts.unsupported, counts.largest_error);
}

void print_findings(std::ostream& out, const std::string& title, const std::vector<intake::VerifyFinding>& findings) {
  if (findings.empty()) return;
  out << '\n' << title << ":\n";
  for (const auto& finding : findings) {
    out << "  case " << finding.case_id;
    if (!finding.pedigree.empty()) out << ", pedigree " << finding.pedigree;
    if (!finding.locus.empty()) out << ", locus " << finding.locus;
    out << ": " << finding.text << '\n';
  }
}

void print_report(std::ostream& out, const intake::VerifyReport& report) {
  std::size_t width = 9;
  for (const auto& [tag, counts] : report.tags) width = std::max(width, tag.size());
  out << fmt::format("{:<{}} {:>7} {:>9} {:>12} {:>12} {:>14}\n", "tag", width, "cases", "agreeing", "disagreeing",
                     "unsupported", "largest error");
  for (const auto& [tag, counts] : report.tags) print_row(out, width, tag, counts);
  print_row(out, width, "all cases", report.total);
  print_findings(out, "Disagreeing", report.disagreements);
  print_findings(out, "Not supported (not compared)", report.unsupported);
}

}  // namespace

int run_verify(Arguments arguments, std::ostream& out, std::ostream& err) {
  Request request;
  const auto visible = visible_options(request);
  po::options_description all;
  all.add(visible).add_options()("file", po::value(&request.path));
  po::positional_options_description positional;
  positional.add("file", 1);
  po::variables_map given;
  try {
    const std::vector<std::string> words(arguments.begin(), arguments.end());
    po::store(po::command_line_parser(words).options(all).positional(positional).run(), given);
    po::notify(given);
  } catch (const po::error& problem) {
    err << "kith verify: " << problem.what() << "; see kith verify --help\n";
    return kBadInput;
  }
  if (given.contains("help")) {
    out << visible;
    return kDone;
  }
  if (request.path.empty()) {
    err << "kith verify: which file? Usage: kith verify VECTORS.json; see kith verify --help\n";
    return kBadInput;
  }
  if (!(request.tolerance >= 0 && std::isfinite(request.tolerance)) || request.threads < 0) {
    err << "kith verify: --tolerance and --threads are numbers from 0 up\n";
    return kBadInput;
  }
  const auto vectors = intake::read_kinship_vectors(request.path);
  if (!vectors || vectors.value().cases.empty()) {
    err << "kith verify: " << request.path << ": " << (vectors ? "the file has no cases" : vectors.error().message)
        << '\n';
    return kBadInput;
  }
  using tbb::global_control;
  std::optional<global_control> limit;
  if (request.threads > 0) {
    limit.emplace(global_control::max_allowed_parallelism, static_cast<std::size_t>(request.threads));
  }
  const auto report = intake::verify(vectors.value(), {.tolerance = request.tolerance});
  print_report(out, report);
  return report.disagreements.empty() && report.total.agreeing > 0 ? kDone : kNegative;
}

}  // namespace kith::tool

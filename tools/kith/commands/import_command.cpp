#include <array>

#include "commands/import_commands.hpp"
#include "options/command_line.hpp"
#include "options/suggest.hpp"
#include "text/encoding.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;

struct Format {
  std::string_view name;
  std::string_view summary;
  int (*run)(Arguments, std::ostream&, std::ostream&);
};

constexpr std::array kFormats{
    Format{"codis", "a CODIS Common Message Format file (.xml) becomes a case folder", import_codis},
    Format{"familias", "a project of Familias 3 (.fam) becomes a case folder", import_familias},
    Format{"frequencies", "published allele frequencies become frequencies.csv", import_frequencies},
    Format{"genemapper", "genotype tables of GeneMapper and its like become profiles.csv", import_genemapper},
    Format{"mtdna", "mtDNA of EMPOP, HSD (HaploGrep) and GENis becomes profiles.csv or haplotypes.csv", import_mtdna},
};

void print_formats(std::ostream& out) {
  out << "Usage: kith import FORMAT FILE --out DESTINATION [options]\n\nFormats:\n";
  for (const auto& format : kFormats)
    out << "  " << format.name << std::string(13 - format.name.size(), ' ') << format.summary << '\n';
  out << "\n  kith import FORMAT --help   every option of a format, with an example\n\n"
      << "Example: kith import familias dvi.fam --out my-case\n\n"
      << "Exit codes: 0 written; 2 bad input or usage, nothing written; 3 a bug in kith.\n";
}

}  // namespace

std::optional<int> parse_import(Arguments arguments, const po::options_description& visible,
                                std::vector<std::string>& files, std::ostream& out, std::ostream& err) {
  po::options_description positional;
  positional.add_options()("file", po::value(&files), "");
  return parse_words("import", arguments, visible, positional, -1, out, err);
}

std::string wrong_encoding(const std::string& name) {
  if (name.empty()) return {};
  const auto encoding = text::Encoding::find(name);
  return encoding ? std::string() : "--encoding: " + encoding.error().message;
}

void print_problems(const ProblemLog& log, std::ostream& err) { err << to_string(log); }

int run_import(Arguments arguments, std::ostream& out, std::ostream& err) {
  if (!arguments.empty() && (arguments.front() == "--help" || arguments.front() == "-h")) {
    print_formats(out);
    return kDone;
  }
  std::vector<std::string> names;
  for (const auto& format : kFormats) {
    if (!arguments.empty() && arguments.front() == format.name) return format.run(arguments.subspan(1), out, err);
    names.emplace_back(format.name);
  }
  err << "kith import: "
      << (arguments.empty() ? "what to import? A format is missing"
                            : "unknown format '" + arguments.front() + "'" + did_you_mean(arguments.front(), names))
      << "\n`kith import --help` lists the formats.\n";
  return kBadInput;
}

}  // namespace kith::tool

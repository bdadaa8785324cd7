#include "options/command_line.hpp"

#include <string>
#include <vector>

namespace kith::tool {

namespace po = boost::program_options;

std::optional<int> parse_words(std::string_view command, Arguments arguments, const po::options_description& visible,
                               const po::options_description& positional, int most, std::ostream& out,
                               std::ostream& err) {
  po::options_description all;
  all.add(visible).add(positional);
  po::positional_options_description positions;
  positions.add(positional.options().front()->long_name().c_str(), most);
  try {
    po::variables_map values;
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const std::vector<std::string> words(arguments.begin(), arguments.end());
    po::store(po::command_line_parser(words).options(all).positional(positions).style(style).run(), values);
    po::notify(values);
    if (values.count("help") == 0) return std::nullopt;
    out << visible;
    return kDone;
  } catch (const po::error& error) {
    err << "kith " << command << ": " << error.what() << "; try kith " << command << " --help\n";
    return kBadInput;
  }
}

}  // namespace kith::tool

#include "options/settings.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "attributes/frame/registry.hpp"
#include "core/text.hpp"
#include "evidence/dna/dna_column.hpp"
#include "genetics/markers/mutation.hpp"
#include "options/settings_options.hpp"
#include "options/suggest.hpp"
#include "text/csv_writer.hpp"
#include "text/text_encoding.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;

/// Options on which no score depends. One that is not listed here makes a later run with another value a full one.
constexpr std::array kNoScore = {"out",
                                 "force",
                                 "quiet",
                                 "threads",
                                 "since",
                                 "table-cache",
                                 "prior",
                                 "matrix",
                                 "linkage",
                                 "joint",
                                 "assignment-prior",
                                 "prior-odds",
                                 "others",
                                 "sex",
                                 "joint-seed",
                                 "match-glr",
                                 "probable-glr",
                                 "max-incompatible",
                                 "breakdown-limit",
                                 "bodies",
                                 "individuals",
                                 "missing",
                                 "remains",
                                 "case",
                                 "kin",
                                 "among",
                                 "kin-per-person",
                                 "kin-list-from",
                                 "kin-group-from"};

/// A reason to stop, already worded for the user.
struct UsageError {
  std::string message;
};

std::vector<std::string> names_of(const po::options_description& options) {
  std::vector<std::string> names;
  for (const auto& option : options.options()) names.push_back(option->long_name());
  return names;
}

/// Line of each setting in case.ini, and what is not a setting at all.
using IniLines = std::map<std::string, std::size_t>;

IniLines lines_of(std::istream& text, const po::options_description& known) {
  IniLines lines;
  std::string line;
  for (std::size_t number = 1; std::getline(text, line); ++number) {
    const std::string content(trimmed(line.substr(0, line.find('#'))));
    const std::string where = "case.ini:" + std::to_string(number) + ": ";
    if (content.empty()) continue;
    if (content.front() == '[')
      throw UsageError{where + "found section " + content + "; expected lines 'name = value' only"};
    const auto equals = content.find('=');
    const std::string name(trimmed(content.substr(0, equals)));
    if (equals == std::string::npos) throw UsageError{where + "found '" + content + "'; expected 'name = value'"};
    if (known.find_nothrow(name, false) == nullptr) {
      throw UsageError{where + "unknown setting '" + name + "'" + did_you_mean(name, names_of(known))};
    }
    if (!lines.emplace(name, number).second) {
      throw UsageError{where + "setting '" + name + "' was given before, in line " + std::to_string(lines[name])};
    }
  }
  return lines;
}

/// What Boost has to say, in our words.
std::string reworded(const po::error& error, const po::options_description& known) {
  if (const auto* unknown = dynamic_cast<const po::unknown_option*>(&error)) {
    std::string name = unknown->get_option_name();
    name.erase(0, name.find_first_not_of('-'));
    std::vector<std::string> names = names_of(known);
    for (std::string& known_name : names) known_name.insert(0, "--");
    return "unknown option '--" + name + "'" + did_you_mean("--" + name, names);
  }
  return error.what();
}

/// Stores case.ini of the case folder, if there is one, behind what the command line said.
IniLines store_case_ini(Settings& settings, po::variables_map& values) {
  const auto path = std::filesystem::path(settings.case_folder) / "case.ini";
  std::ifstream file(path);
  if (!file) {
    if (std::filesystem::exists(path)) throw UsageError{path.string() + ": cannot be read"};
    return {};
  }
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  const std::string text(text::without_byte_order_mark(bytes));
  const po::options_description known = case_ini_options(settings);
  std::istringstream for_lines(text);
  IniLines lines = lines_of(for_lines, known);
  std::istringstream for_boost(text);
  try {
    po::store(po::parse_config_file(for_boost, known), values);
  } catch (const po::error_with_option_name& error) {
    const auto line = lines.find(error.get_option_name());
    throw UsageError{"case.ini:" + (line == lines.end() ? "" : std::to_string(line->second) + ":") + " " +
                     error.what()};
  } catch (const po::error& error) {
    throw UsageError{"case.ini: " + std::string(error.what())};
  }
  return lines;
}

/// Reads both sources into `settings`; true if only help was wanted.
bool read(Command command, Arguments arguments, Settings& settings) {
  const po::options_description visible = visible_options(command, settings);
  po::options_description all;
  all.add(visible).add_options()("case-folder", po::value<std::string>());
  po::positional_options_description positional;
  positional.add("case-folder", 1);
  po::variables_map values;
  try {
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const std::vector<std::string> words(arguments.begin(), arguments.end());
    po::store(po::command_line_parser(words).options(all).positional(positional).style(style).run(), values);
  } catch (const po::too_many_positional_options_error&) {
    throw UsageError{"more than one case folder"};
  } catch (const po::error& error) {
    throw UsageError{reworded(error, visible)};
  }
  if (values.count("help") > 0) return true;
  if (values.count("case-folder") == 0) throw UsageError{"the case folder is missing"};
  if (settings.case_folder.empty()) settings.case_folder = values["case-folder"].as<std::string>();

  std::map<std::string, bool> on_command_line;
  for (const auto& [name, value] : values) on_command_line[name] = !value.defaulted();
  for (const auto& [name, given] : on_command_line) {
    if (given && name != "case-folder") settings.on_command_line.push_back(name);
  }
  const IniLines lines = store_case_ini(settings, values);
  po::notify(values);
  if (const auto wrong = wrong_value(settings)) {
    const auto line = lines.find(wrong->first);
    const bool from_ini = line != lines.end() && !on_command_line[wrong->first];
    throw UsageError{(from_ini ? "case.ini:" + std::to_string(line->second) + ": " : "--") + wrong->first +
                     ": found '" + as_text(values[wrong->first].value()) + "'; expected " + wrong->second};
  }
  for (const auto& option : visible.options()) {
    const auto value = values.find(option->long_name());
    if (value != values.end()) settings.in_force.emplace_back(value->first, as_text(value->second.value()));
  }
  return false;
}

void require(const std::string& value, std::string_view option) {
  if (value.empty()) throw UsageError{std::string(option) + " is missing"};
}

/// Of which pairs, exactly one way to say it, and where to.
void require_dossier(const Settings& settings) {
  const int n_ways = (settings.remains_id.empty() ? 0 : 1) + (settings.family_id.empty() ? 0 : 1) +
                     (settings.from ? 1 : 0);
  if (n_ways != 1) throw UsageError{"one of --remains ID, --family ID and --from P is needed"};
  if (settings.from && !(*settings.from > 0 && *settings.from <= 1))
    throw UsageError{"--from: a probability above 0, at most 1"};
  require(settings.out, "--out DIR");
}

std::string_view name_of(Command command) {
  switch (command) {
    case Command::match:
      return "match";
    case Command::check:
      return "check";
    case Command::bench:
      return "bench";
    case Command::learn:
      return "learn";
    case Command::kin:
      return "kin";
    case Command::dossier:
      return "dossier";
    case Command::explain:
      break;
  }
  return "explain";
}

}  // namespace

std::string as_text(const boost::any& value) {
  if (const auto* text = boost::any_cast<std::string>(&value)) return *text;
  if (const auto* flag = boost::any_cast<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = boost::any_cast<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* number = boost::any_cast<double>(&value)) return text::number_text(*number);
  if (const auto* words = boost::any_cast<std::vector<std::string>>(&value)) {
    std::string text;
    for (const std::string& word : *words) text += (text.empty() ? "" : " ") + word;
    return text;
  }
  return "";
}

intake::CaseOptions Settings::case_options() const {
  intake::CaseOptions options;
  options.encoding = encoding;
  options.any_population = population == kAllPopulations;
  if (!population.empty() && !options.any_population) options.population = population;
  options.min_frequency = min_frequency;
  options.minimum_for_all = minimum_for ? *minimum_for == "all" : !is_exact();
  const auto kind = genetics::parse_mutation_kind(mutation_model.value_or("none")).value();
  options.published_rates = !mutation_model && !is_exact();
  options.mutation_male = {.kind = kind, .rate = rate_male, .rate2 = rate2, .range = range};
  options.mutation_female = {.kind = kind, .rate = rate_female, .rate2 = rate2, .range = range};
  options.theta = theta;
  options.silent_frequency = silent_frequency;
  options.dropout = dropout;
  options.dropout_homozygote = dropout_homozygote;
  options.drop_in = drop_in;
  options.ignore_unread = ignore_unread;
  if (partial_dropout != "unknown") options.partial_dropout = std::stod(partial_dropout);
  // As the command line sees it; else as case.ini does, from the case folder on.
  if (!weights.empty()) {
    options.weights = std::filesystem::exists(weights) ? std::filesystem::absolute(weights)
                                                       : std::filesystem::path(weights);
  }
  return options;
}

matching::EvidenceOptions Settings::evidence_options() const {
  const auto estimator = genetics::parse_frequency_estimator(haplotype_frequency);
  matching::EvidenceOptions options{
      .attributes = attributes == "on",
      .likelihood = {.cost_limit = cost_limit},
      .lineage = {.estimator = estimator.value(),
                  .theta = haplotype_theta,
                  .line_error = line_error.value_or(is_exact() ? 0 : evidence::kLineError),
                  .two_steps = is_exact() ? 0 : genetics::kTwoStepShare,
                  .bounded = !is_exact()},
      .typing_error = typing_error.value_or(is_exact() ? 0 : evidence::kTypingError)};
  if (male_share) options.attribute_parameters[{"sex", "male_share"}] = *male_share;
  if (!attribute_floor) return options;
  for (const attributes::AttributeEntry& entry : attributes::attribute_registry()) {
    options.attribute_parameters[{std::string(entry.name), "floor"}] = *attribute_floor;
  }
  return options;
}

inference::BodyOptions Settings::body_options() const {
  inference::BodyOptions options;
  options.mode = bodies == "auto"    ? inference::BodyMode::found
                 : bodies == "given" ? inference::BodyMode::given
                                     : inference::BodyMode::off;
  if (individuals != "estimated") options.prior.individuals = std::stod(individuals);
  options.pairs.findings = attributes == "on";
  options.pairs.lineage = evidence_options().lineage;
  options.pairs.typing_error = 2 * evidence_options().typing_error;  // of a result of two alleles
  options.staff_rule = {.min_identical = static_cast<std::uint32_t>(duplicate_loci),
                        .max_different = static_cast<std::uint32_t>(duplicate_differences)};
  options.threads = static_cast<std::uint32_t>(threads);
  return options;
}

inference::KinOptions Settings::kin_options() const {
  const inference::BodyOptions of_bodies = body_options();
  inference::KinOptions options;
  options.pairs = of_bodies.pairs;
  const double each = kin_per_person.value_or(1);
  options.expected = {{each, each, each, 2 * each}};
  options.estimate_prior = !kin_per_person;
  options.list_from = kin_list_from;
  options.group_from = kin_group_from;
  options.staff_rule = of_bodies.staff_rule;
  options.threads = of_bodies.threads;
  return options;
}

inference::FamilyLinkOptions Settings::family_link_options() const {
  inference::FamilyLinkOptions options;
  options.pairs.findings = false;
  options.pairs.lineage = evidence_options().lineage;
  const double each = kin_per_person.value_or(0.1);
  options.donors = {{each, each, each, 2 * each}};
  options.estimate_priors = !kin_per_person;
  options.missing = {{each / 2, each / 2, each / 2, each}};
  options.group_from = kin_group_from;
  options.likelihood.cost_limit = cost_limit;
  options.threads = static_cast<std::uint32_t>(threads);
  return options;
}

inference::LearnOptions Settings::learn_options() const {
  inference::LearnOptions options;
  options.method = inference::parse_learning_method(method).value();
  options.within_model = learned_score == "model";
  options.decided = decided;
  options.max_pairs = static_cast<std::uint64_t>(pairs);
  if (lambda > 0) options.lambda = lambda;
  options.mixture.max_steps = static_cast<std::uint32_t>(steps);
  options.threads = static_cast<std::uint32_t>(threads);
  return options;
}

matching::MatchOptions Settings::match_options() const {
  matching::MatchOptions options;
  options.strategy = strategy;
  options.top = static_cast<std::uint32_t>(top);
  options.threshold = threshold;
  options.max_above = static_cast<std::uint64_t>(max_above);
  options.threads = static_cast<std::uint32_t>(threads);
  return options;
}

identify::JointChoice Settings::joint_choice() const {
  identify::JointChoice choice{.on = joint == "on",
                               .prior = prior_kind(assignment_prior).value_or(inference::PriorKind::odds),
                               .prior_odds = prior_odds,
                               .n_others = static_cast<std::size_t>(others.value_or(0)),
                               .sex = sex_rule == "hard" ? inference::SexRule::hard : inference::SexRule::soft,
                               .seed = static_cast<std::uint64_t>(joint_seed)};
  choice.conclusions.log10_match = match_glr;
  choice.conclusions.log10_probable = probable_glr;
  choice.conclusions.most_incompatible = static_cast<std::uint32_t>(max_incompatible);
  return choice;
}

identify::Options Settings::identify_options() const {
  identify::Options options{.evidence = evidence_options(), .match = match_options(), .linkage = linkage == "on"};
  if (prior != "flat") options.prior = std::stod(prior);
  options.most_broken_down = static_cast<std::uint64_t>(breakdown_limit);
  options.bodies = body_options();
  options.joint = joint_choice();
  options.kin = kin == "on";
  options.kin_options = kin_options();
  options.matrix = matrix;
  options.since = since;
  for (const auto& [name, value] : in_force) {
    if (std::find(kNoScore.begin(), kNoScore.end(), name) == kNoScore.end())
      options.score_options += name + '=' + value + '\n';
  }
  return options;
}

std::optional<int> parse_command(Command command, Arguments arguments, Settings& settings, std::ostream& out,
                                 std::ostream& err) {
  const CommandText& text = text_of(command);
  try {
    if (read(command, arguments, settings)) {
      out << "Usage: " << text.usage << "\n\n" << text.summary << "\n\n";
      Settings defaults;
      out << visible_options(command, defaults) << "\n" << text.ending;
      return kDone;
    }
    if (command == Command::match || command == Command::bench) require(settings.out, "--out DIR");
    if (command == Command::learn) require(settings.out, "--out FILE");
    if (command == Command::explain) require(settings.remains_id, "--remains ID");
    if (command == Command::dossier) require_dossier(settings);
  } catch (const UsageError& error) {
    err << "kith " << name_of(command) << ": " << error.message << "\nUsage: " << text.usage << "\n"
        << "`kith " << name_of(command) << " --help` lists the options.\n";
    return kBadInput;
  }
  return std::nullopt;
}

}  // namespace kith::tool

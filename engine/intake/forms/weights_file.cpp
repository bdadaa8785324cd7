#include "intake/forms/weights_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "attributes/frame/registry.hpp"
#include "core/text.hpp"
#include "intake/case/cell_values.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake {
namespace {

using attributes::LearnedLevels;
using attributes::Weights;

class WeightsParser {
 public:
  WeightsParser(std::string name, ProblemLog& log) : file_(std::move(name)), log_(log) {}

  Weights parse(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      const auto end = text.find('\n');
      read_line(trimmed(text.substr(0, end)));
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    for (auto& [attribute, levels] : found_) finish(attribute, levels);
    return std::move(weights_);
  }

 private:
  struct Learned {
    std::size_t line = 0;  ///< of its first setting
    std::map<std::string, double> m{};
    std::map<std::string, double> u{};
    std::map<std::string, double> r{};
    bool term_frequencies = false;
    double tf_floor = LearnedLevels{}.tf_floor;
  };

  void error(Errc code, std::string_view setting, std::string_view found, std::string expected) {
    log_.add({.code = code,
              .file = file_,
              .row = line_,
              .column = std::string(setting),
              .found = std::string(found),
              .expected = std::move(expected)});
  }

  void read_line(std::string_view line) {
    line = trimmed(line.substr(0, line.find_first_of("#;")));
    if (line.empty()) return;
    if (line.front() == '[') return open_section(line);
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
      return error(Errc::malformed_row, "", line, "'name = value' or '[attribute]'");
    const auto name = trimmed(line.substr(0, equals));
    const auto value = trimmed(line.substr(equals + 1));
    if (section_.empty()) {
      if (!section_is_wrong_) error(Errc::malformed_row, name, line, "a line '[attribute]' before the first setting");
      return;
    }
    if (!seen_.emplace(section_, name).second) return error(Errc::duplicate_id, name, line, "every setting once");
    set(std::string(name), value);
  }

  void open_section(std::string_view line) {
    const auto name = line.ends_with(']') ? trimmed(line.substr(1, line.size() - 2)) : std::string_view();
    const auto wrong = attributes::check_parameter(name, "exponent", 1);
    section_ = wrong ? "" : std::string(name);
    section_is_wrong_ = wrong.has_value();
    if (wrong) error(Errc::bad_value, "", line, "[attribute], attribute being " + wrong->expected);
  }

  void set(const std::string& name, std::string_view value) {
    if (name == "term-frequencies") {
      const auto on = parse_yes_no(value);
      if (!on) return error(Errc::bad_value, name, value, "yes or no");
      learned().term_frequencies = *on;
      return;
    }
    if (name == "exclusion") {
      const auto on = parse_yes_no(value);
      if (!on) return error(Errc::bad_value, name, value, "yes or no");
      if (*on) weights_.excluding.insert(section_);
      return;
    }
    const auto number = parse_number(value);
    if (!number) return error(Errc::bad_number, name, value, "a number");
    if (name == "similarity") {
      if (*number < 0) return error(Errc::bad_number, name, value, "a weight, 0 or more");
      weights_.similarity[section_] = *number;
    } else if (name == "tf-floor") {
      if (!(*number > 0 && *number <= 1)) return error(Errc::bad_number, name, value, "a share above 0, up to 1");
      learned().tf_floor = *number;
    } else if (name.starts_with("r.")) {
      if (!(*number > 0)) return error(Errc::bad_number, name, value, "a ratio above 0");
      learned().r[name.substr(2)] = *number;
    } else if (name.starts_with("m.") || name.starts_with("u.")) {
      if (!(*number > 0 && *number <= 1)) return error(Errc::bad_number, name, value, "a probability above 0, up to 1");
      (name.front() == 'm' ? learned().m : learned().u)[name.substr(2)] = *number;
    } else {
      const auto wrong = attributes::check_parameter(section_, name, *number);
      if (wrong) return error(Errc::bad_value, name, value, wrong->expected);
      weights_.parameters[{section_, name}] = *number;
    }
  }

  Learned& learned() {
    const auto entry = found_.try_emplace(section_);
    if (entry.second) entry.first->second.line = line_;
    return entry.first->second;
  }

  void finish(const std::string& attribute, const Learned& found) {
    line_ = found.line;
    std::vector<std::string> names;
    for (const attributes::LevelSpec& level : attributes::levels_of(attribute)) names.emplace_back(level.name);
    LearnedLevels levels{.term_frequencies = found.term_frequencies, .tf_floor = found.tf_floor};
    double sum_m = 0, sum_u = 0;
    std::string list;
    bool complete = !names.empty() && found.m.size() == names.size() && found.u.size() == names.size() &&
                    (found.r.empty() || found.r.size() == names.size());
    for (const std::string& name : names) {
      list += (list.empty() ? "" : ", ") + name;
      complete = complete && found.m.contains(name) && found.u.contains(name) &&
                 (found.r.empty() || found.r.contains(name));
      if (!complete) continue;
      levels.names.push_back(name);
      levels.m.push_back(found.m.at(name));
      levels.u.push_back(found.u.at(name));
      if (!found.r.empty()) levels.r.push_back(found.r.at(name));
      sum_m += levels.m.back();
      sum_u += levels.u.back();
    }
    if (!complete) {
      return error(
          Errc::missing_value, attribute, "",
          names.empty()
              ? "an attribute: a group has no levels"
              : "m.LEVEL and u.LEVEL for each of its levels and no other, and r.LEVEL for all of them or none: " +
                    list);
    }
    constexpr double kSumTolerance = 1e-3;  // of numbers that a person rounded
    if (std::abs(sum_m - 1) > kSumTolerance || std::abs(sum_u - 1) > kSumTolerance) {
      return error(Errc::bad_value, attribute, fmt::format("m adding up to {:.6g}, u to {:.6g}", sum_m, sum_u),
                   "m that add up to 1 and u that add up to 1");
    }
    weights_.learned.emplace(attribute, std::move(levels));
  }

  std::string file_;
  ProblemLog& log_;
  Weights weights_;
  std::map<std::string, Learned> found_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::string section_;
  bool section_is_wrong_ = false;
  std::size_t line_ = 0;
};

}  // namespace

Weights parse_weights(std::string_view text, const std::string& name, ProblemLog& log) {
  return WeightsParser(name, log).parse(text);
}

Weights read_weights(const std::filesystem::path& file, ProblemLog& log) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    log.add({.code = Errc::file_unreadable, .file = file.string(), .expected = "a file that can be read"});
    return {};
  }
  const std::string text(std::istreambuf_iterator<char>(in), {});
  return parse_weights(text, file.filename().string(), log);
}

std::string weights_text(const Weights& weights, const std::vector<std::string>& remarks) {
  std::string text;
  for (const std::string& remark : remarks) text += "# " + remark + "\n";
  std::set<std::string> sections;
  for (const auto& [key, value] : weights.parameters) sections.insert(key.first);
  for (const auto& [attribute, levels] : weights.learned) sections.insert(attribute);
  for (const auto& [attribute, weight] : weights.similarity) sections.insert(attribute);
  sections.insert(weights.excluding.begin(), weights.excluding.end());
  for (const std::string& section : sections) {
    text += "\n[" + section + "]\n";
    for (const auto& [key, value] : weights.parameters) {
      if (key.first == section) text += key.second + " = " + text::number_text(value) + "\n";
    }
    if (const auto weight = weights.similarity.find(section); weight != weights.similarity.end())
      text += "similarity = " + text::number_text(weight->second) + "\n";
    if (weights.excluding.contains(section)) text += "exclusion = yes\n";
    const LearnedLevels* levels = weights.find(section);
    if (levels == nullptr) continue;
    for (std::size_t k = 0; k < levels->names.size(); ++k) {
      text += "m." + levels->names[k] + " = " + text::number_text(levels->m[k]) + "\n";
      text += "u." + levels->names[k] + " = " + text::number_text(levels->u[k]) + "\n";
      if (!levels->r.empty()) text += "r." + levels->names[k] + " = " + text::number_text(levels->r[k]) + "\n";
    }
    if (!levels->term_frequencies) continue;
    text += "term-frequencies = yes\ntf-floor = " + text::number_text(levels->tf_floor) + "\n";
  }
  return text;
}

}  // namespace kith::intake

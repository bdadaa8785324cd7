#include "simulate/scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "simulate/people/calendar.hpp"
#include "text/csv_writer.hpp"

namespace kith::simulate {
namespace {

Error bad(std::string_view name, const std::string& why) {
  return Error{Errc::bad_option, fmt::format("{}: {}", name, why)};
}

template <class T>
std::optional<T> parsed(std::string_view text) {
  T value{};
  const auto end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

template <class T>
std::optional<Error> set_number(const Setting& setting, T& target, std::string_view text, std::string_view kind) {
  const auto value = parsed<T>(text);
  if (!value || !(static_cast<double>(*value) >= setting.least && static_cast<double>(*value) <= setting.most)) {
    return bad(setting.name, fmt::format("found '{}'; expected {} from {} to {}", text, kind,
                                         text::number_text(setting.least), text::number_text(setting.most)));
  }
  target = *value;
  return std::nullopt;
}

std::optional<Error> expect_word(std::string_view name, const std::string& found,
                                 std::initializer_list<std::string_view> words) {
  if (std::find(words.begin(), words.end(), found) != words.end()) return std::nullopt;
  return bad(name, fmt::format("found '{}'; expected {}", found, fmt::join(words, " or ")));
}

std::optional<Error> check_sums(const Scenario& s) {
  const auto& families = s.families;
  if (families.brothers + families.father_and_sons + families.whole > 1) {
    return bad("families.brothers, families.father_and_sons, families.whole", "the shares sum to more than 1");
  }
  const auto& laboratory = s.laboratory;
  if (laboratory.share_good + laboratory.share_fair + laboratory.share_poor > 1 + 1e-9) {
    return bad("laboratory.share_good, share_fair, share_poor", "the shares sum to more than 1");
  }
  if (s.report.birth_date + s.report.birth_year + s.report.age_only > 1 + 1e-9) {
    return bad("report.birth_date, birth_year, age_only", "the shares sum to more than 1");
  }
  if (s.report.dental_record + s.report.dental_family > 1 + 1e-9) {
    return bad("report.dental_record, dental_family", "the shares sum to more than 1");
  }
  if (s.missing.age_min > s.missing.age_max) return bad("missing.age_min", "is above missing.age_max");
  return std::nullopt;
}

std::optional<Error> check_remains(const Scenario& s) {
  const auto& remains = s.remains;
  if (remains.samples < remains.persons) {
    return bad("remains.samples", "is below remains.persons, who have at least one sample each");
  }
  const double reported = static_cast<double>(remains.persons) * (1 - remains.unreported);
  if (std::round(reported) > static_cast<double>(s.missing.count)) {
    return bad("remains.persons", "more reported persons are found than are missing (see remains.unreported)");
  }
  if (s.graves.robbed > s.graves.primary) return bad("graves.robbed", "is above graves.primary");
  if (s.graves.secondary > 0 && s.graves.robbed == 0) {
    return bad("graves.robbed", "is 0, but graves.secondary is not: bodies come from somewhere");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> set(Scenario& scenario, std::string_view name, std::string_view text) {
  const auto all = settings_of(scenario);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Setting& s) { return s.name == name; });
  if (found == all.end()) {
    std::string known;
    for (const auto& setting : all) known += (known.empty() ? "" : ", ") + setting.name;
    return Error{Errc::bad_option, fmt::format("there is no setting '{}'; known are: {}", name, known)};
  }
  if (auto* const* number = std::get_if<double*>(&found->target)) return set_number(*found, **number, text, "a number");
  if (auto* const* count = std::get_if<std::int64_t*>(&found->target)) {
    return set_number(*found, **count, text, "a whole number");
  }
  **std::get_if<std::string*>(&found->target) = text;
  return std::nullopt;
}

std::optional<Error> check(const Scenario& s) {
  if (const auto wrong = check_sums(s)) return wrong;
  if (const auto wrong = check_remains(s)) return wrong;
  const auto from = parse_date(s.events.from);
  const auto to = parse_date(s.events.to);
  if (!from) return bad("events.from", fmt::format("found '{}'; expected a date, YYYY-MM-DD", s.events.from));
  if (!to) return bad("events.to", fmt::format("found '{}'; expected a date, YYYY-MM-DD", s.events.to));
  if (*from > *to) return bad("events.from", "is after events.to");
  if (const auto wrong = expect_word("written.dropout", s.written.dropout, {"stated", "none"})) return wrong;
  if (const auto wrong = expect_word("written.mutation", s.written.mutation, {"stated", "none"})) return wrong;
  if (const auto wrong = expect_word("written.descriptions", s.written.descriptions, {"on", "off"})) return wrong;
  return expect_word("written.frequencies", s.written.frequencies, {"true", "sample"});
}

std::string to_ini(const Scenario& scenario) {
  Scenario copy = scenario;
  std::string text;
  std::string section;
  for (const auto& setting : settings_of(copy)) {
    const auto point = setting.name.find('.');
    const auto own = point == std::string::npos ? std::string() : setting.name.substr(0, point);
    if (own != section) text += fmt::format("\n[{}]\n", section = own);
    text += setting.name.substr(point == std::string::npos ? 0 : point + 1) + " = ";
    if (auto* const* number = std::get_if<double*>(&setting.target)) text += text::number_text(**number);
    if (auto* const* count = std::get_if<std::int64_t*>(&setting.target)) text += std::to_string(**count);
    if (auto* const* word = std::get_if<std::string*>(&setting.target)) text += **word;
    text += '\n';
  }
  return text;
}

}  // namespace kith::simulate

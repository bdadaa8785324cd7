#include "attributes/items/implant_serial.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "attributes/frame/cell_text.hpp"
#include "core/number_word.hpp"
#include "core/text.hpp"

namespace kith::attributes {
namespace {

constexpr double kCharacters = 36;  // letters and digits
constexpr double kDigits = 10;

/// Longer texts of letters alone are words ("titanium"), no numbers.
constexpr std::size_t kLongestOfLetters = 2;

}  // namespace

Result<SerialList> parse_serials(std::string_view cell, const NotKnown& words) {
  constexpr std::string_view kExpected = "serial numbers of letters and digits, separated by ;";
  SerialList list;
  for (const auto entry : split(cell, ';')) {
    if (entry.empty() || words.says(entry) != Says::something || words.is_no_word(entry)) continue;
    std::string serial;
    for (const char c : entry) {
      if (c >= 'a' && c <= 'z') {
        serial += static_cast<char>(c - 'a' + 'A');
      } else if ((c >= 'A' && c <= 'Z') || is_digit(c)) {
        serial += c;
      } else if (std::string_view(" -./_").find(c) == std::string_view::npos) {
        return Error{Errc::bad_value, std::string(kExpected) + ", not '" + std::string(entry) + "'"};
      }
    }
    if (serial.size() > kLongestOfLetters && !std::any_of(serial.begin(), serial.end(), is_digit)) {
      return Error{Errc::bad_value, std::string(kExpected) +
                                        ", with a digit where there are more than two letters, not '" +
                                        std::string(entry) + "'"};
    }
    if (!serial.empty()) list.numbers.push_back(std::move(serial));
  }
  std::sort(list.numbers.begin(), list.numbers.end());
  list.numbers.erase(std::unique(list.numbers.begin(), list.numbers.end()), list.numbers.end());
  return list;
}

double strings_one_mistake_away(std::size_t length) {
  const auto n = static_cast<double>(length);
  return n * (kCharacters - 1) + n + (n + 1) * kCharacters + (n - 1);
}

bool one_mistake_apart(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a == b || a.size() > b.size() + 1) return false;
  const auto first = static_cast<std::size_t>(std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin());
  if (a.size() > b.size()) return a.substr(first + 1) == b.substr(first);
  if (a.substr(first + 1) == b.substr(first + 1)) return true;
  return first + 1 < a.size() && a[first] == b[first + 1] && a[first + 1] == b[first] &&
         a.substr(first + 2) == b.substr(first + 2);
}

SerialModel::SerialModel(const SerialParameters& parameters, std::span<const SerialList> reports)
    : parameters_(parameters) {
  for (const SerialList& report : reports) {
    if (report.numbers.empty()) continue;
    n_persons_ += 1;
    for (const auto& serial : report.numbers) n_reports_[serial] += 1;
  }
  for (const auto& [serial, n] : n_reports_) {
    if (n >= 2) not_shared_ -= n / n_persons_;
  }
  not_shared_ = std::max(not_shared_, 0.0);
}

double SerialModel::n_reports(std::string_view serial) const {
  const auto found = n_reports_.find(serial);
  return found == n_reports_.end() ? 0 : found->second;
}

double SerialModel::texts_like(std::string_view serial) const {
  const double alphabet = std::all_of(serial.begin(), serial.end(), is_digit) ? kDigits : kCharacters;
  return std::min(parameters_.units, std::pow(alphabet, static_cast<double>(serial.size())));
}

double SerialModel::n_mistakes(std::string_view recorded) const {
  const double others = std::floor(not_shared_ * texts_like(recorded)) - (n_reports(recorded) >= 2 ? 0 : 1);
  return std::clamp(others, 1.0, strings_one_mistake_away(recorded.size()));
}

double SerialModel::ratio(std::string_view recorded, std::string_view found) const {
  const SerialParameters& p = parameters_;
  if (recorded != found && !one_mistake_apart(recorded, found)) return p.other;
  const double n = n_reports(found);
  const double texts = n >= 2 ? n_persons_ / n : texts_like(recorded);  // 1 / q
  if (recorded == found) return (1 - p.other) * (1 - p.misread) * texts + p.other;
  return (1 - p.other) * p.misread * texts / n_mistakes(recorded) + p.other;
}

double SerialModel::log_same(const SerialList& report, const SerialList& finding) const {
  double sum = 0;
  for (const auto& recorded : report.numbers) {
    for (const auto& found : finding.numbers) sum += ratio(recorded, found);
  }
  return std::log(sum / static_cast<double>(report.numbers.size() * finding.numbers.size()));
}

std::string SerialModel::describe_report(const SerialList& report) {
  std::string text;
  for (const auto& serial : report.numbers) text += (text.empty() ? "" : "; ") + serial;
  return text;
}

std::string SerialModel::population(std::string_view recorded, std::string_view found) const {
  const double n = n_reports(found);
  if (n >= 2)
    return ", which " + number_word(n, 3) + " of " + number_word(n_persons_, 3) + " persons with a number report";
  const double texts = texts_like(recorded);
  return ", one of " + number_word(texts, 3) +
         (texts < parameters_.units ? " texts of " + std::to_string(recorded.size()) + " characters" : " units");
}

std::string SerialModel::rule(const SerialList& report, const SerialList& finding) const {
  std::string text;
  for (const auto& recorded : report.numbers) {
    for (const auto& found : finding.numbers) {
      text += (text.empty() ? "" : "; ") + found +
              (recorded == found                    ? " is the number recorded"
               : one_mistake_apart(recorded, found) ? " is one mistake away from " + recorded
                                                    : " is not " + recorded) +
              population(recorded, found) + ", LR " + number_word(ratio(recorded, found), 3);
    }
  }
  return text;
}

}  // namespace kith::attributes

#include "genetics/markers/allele.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "core/text.hpp"

namespace kith::genetics {
namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::toupper(c); });
  return result;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// "09" -> "9"; "0.5" is left alone.
void drop_leading_zeros(std::string& number) {
  const auto first = std::min(number.find_first_not_of('0'), number.size() - 1);
  const bool before_digit = std::isdigit(static_cast<unsigned char>(number[first])) != 0;
  number.erase(0, before_digit || first == 0 ? first : first - 1);
}

/// "14.0" -> "14", "9.30" -> "9.3"; text that is not digits.digits is left alone.
void drop_trailing_zeros(std::string& number) {
  const auto point = number.find('.');
  if (point == std::string::npos) return;
  if (!is_digits(std::string_view(number).substr(point + 1))) return;
  while (number.back() == '0') number.pop_back();
  if (number.back() == '.') number.pop_back();
}

}  // namespace

std::string canonical_allele(std::string_view label) {
  std::string text(trimmed(label));
  const std::string folded = upper(text);
  if (folded == "REST ALLELE" || folded == "REST" || folded == "RESTALLELE") return "Rest allele";
  std::replace(text.begin(), text.end(), ',', '.');
  std::string prefix;
  if (!text.empty() && (text.front() == '<' || text.front() == '>')) {
    prefix = text.front();
    text = std::string(trimmed(std::string_view(text).substr(1)));
  }
  if (!text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
    drop_trailing_zeros(text);
    drop_leading_zeros(text);
  }
  if (text.size() == 1) text = upper(text);
  return prefix + text;
}

std::optional<double> repeat_number(std::string_view canonical_label) {
  const auto point = canonical_label.find('.');
  if (!is_digits(canonical_label.substr(0, point))) return std::nullopt;
  if (point != std::string_view::npos && !is_digits(canonical_label.substr(point + 1))) return std::nullopt;
  double number = 0;
  const auto* end = canonical_label.data() + canonical_label.size();
  const auto [parsed, status] = std::from_chars(canonical_label.data(), end, number);
  if (status != std::errc() || parsed != end) return std::nullopt;
  return number;
}

bool is_missing_allele(std::string_view label) {
  const std::string text = upper(trimmed(label));
  return text.empty() || text == "NA" || text == "NN" || text == "-" || text == "0" || text == "?" || text == "NULL";
}

bool is_allele_label(std::string_view canonical_label) {
  if (canonical_label == "Rest allele") return true;
  if (canonical_label.size() == 1 && std::isalpha(static_cast<unsigned char>(canonical_label.front())) != 0)
    return true;
  if (canonical_label.starts_with('<') || canonical_label.starts_with('>')) canonical_label.remove_prefix(1);
  // No locus has more digits before the point, and none has two behind it: "9.300000000000001" is a spreadsheet's 9.3,
  // and an allele of its own if it were accepted; 13.14 are two alleles.
  constexpr std::size_t most_digits = 4;
  const auto point = std::min(canonical_label.find('.'), canonical_label.size());
  return repeat_number(canonical_label).has_value() && point <= most_digits && canonical_label.size() - point <= 2;
}

}  // namespace kith::genetics

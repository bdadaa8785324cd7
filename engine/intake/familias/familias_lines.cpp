#include "intake/familias/familias_lines.hpp"

#include <algorithm>
#include <charconv>

#include "core/text.hpp"
#include "intake/case/cell_values.hpp"

namespace kith::intake::familias {
namespace {

std::size_t leading_brackets(std::string_view line) {
  const auto first_other = line.find_first_not_of('[');
  return first_other == std::string_view::npos ? line.size() : first_other;
}

}  // namespace

Lines::Lines(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines_.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::string_view Lines::take(std::string_view expected) {
  if (at_end()) throw SyntaxError{lines_.size() + 1, "the end of the file", std::string(expected)};
  return lines_[next_++];
}

void Lines::skip_blank() {
  while (!at_end() && trimmed(lines_[next_]).empty()) ++next_;
}

void Lines::fail(std::string_view expected) const {
  const auto line = next_ == 0 ? 0 : next_ - 1;
  throw SyntaxError{line + 1, lines_.empty() ? "nothing" : std::string(lines_[line]), std::string(expected)};
}

std::string Lines::take_quoted(std::string_view expected) {
  const auto line = trimmed(take(expected));
  if (line.size() < 2 || line.front() != '"' || line.back() != '"') fail(expected);
  std::string text(line.substr(1, line.size() - 2));
  text.erase(std::remove(text.begin(), text.end(), '"'), text.end());
  return text;
}

std::size_t Lines::take_integer(std::size_t low, std::size_t high, std::string_view expected) {
  const auto line = trimmed(take(expected));
  std::size_t number = 0;
  const auto [end, status] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (status != std::errc() || end != line.data() + line.size() || number < low || number > high) fail(expected);
  return number;
}

std::size_t Lines::take_count(std::size_t lines_each, std::string_view expected) {
  const auto count = take_integer(0, 100'000'000, expected);
  if (count * lines_each > n_left()) fail(std::string(expected) + ", no more than the lines that follow");
  return count;
}

double Lines::take_number(std::string_view expected) {
  const auto number = parse_number(trimmed(take(expected)), true);
  if (!number) fail(expected);
  return *number;
}

bool Lines::take_flag(std::string_view expected) {
  const auto line = trimmed(take(expected));
  if (line == "#TRUE#") return true;
  if (line != "#FALSE#") fail(std::string(expected) + ": #TRUE# or #FALSE#");
  return false;
}

void Lines::take_heading(std::size_t depth, std::string_view text) {
  const std::string expected = "the heading " + std::string(depth, '[') + std::string(text) + std::string(depth, ']');
  const auto line = trimmed(take(expected));
  const bool fits = line.size() >= 2 * depth && leading_brackets(line) == depth &&
                    line.ends_with(std::string(depth, ']'));
  if (!fits) fail(expected);
  const auto inside = trimmed(line.substr(depth, line.size() - 2 * depth));
  const bool numbered = inside.starts_with(text) && inside.size() > text.size() && inside[text.size()] == ' ';
  if (inside != text && !numbered) fail(expected);
}

std::string Lines::take_value(std::string_view key) {
  const std::string expected = std::string(key) + "= and a value";
  const auto line = take(expected);
  if (!line.starts_with(key) || line.substr(key.size(), 1) != "=") fail(expected);
  auto value = line.substr(key.size() + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  return std::string(value);
}

std::size_t Lines::take_value_count(std::string_view key, std::size_t lines_each) {
  const std::string expected = std::string(key) + "= and a number of entries that the file has";
  const auto value = take_value(key);
  const auto text = trimmed(value);
  std::size_t count = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (status != std::errc() || end != text.data() + text.size()) fail(expected);
  if (count > n_left() || count * lines_each > n_left()) fail(expected);
  return count;
}

}  // namespace kith::intake::familias

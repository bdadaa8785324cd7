// intake/familias/familias_lines.hpp — a Familias file line by line. The format is positional, so the first line that
// does not fit ends
// the reading: every take_... throws a SyntaxError, which only familias::parse() catches and turns into a value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kith::intake::familias {

/// Does not leave familias::parse().
struct SyntaxError {
  std::size_t line = 0;
  std::string found;
  std::string expected;
};

class Lines {
 public:
  /// @pre `text` outlives this. Line ends may be LF or CRLF.
  explicit Lines(std::string_view text);

  [[nodiscard]] bool at_end() const { return next_ == lines_.size(); }
  [[nodiscard]] std::size_t n_left() const { return lines_.size() - next_; }
  /// The next line; empty at the end.
  [[nodiscard]] std::string_view peek() const { return at_end() ? std::string_view() : lines_[next_]; }
  [[nodiscard]] std::string_view take(std::string_view expected);
  void skip_blank();

  /// Text in double quotes; the quotes are dropped.
  [[nodiscard]] std::string take_quoted(std::string_view expected);
  /// A whole number in [low, high].
  [[nodiscard]] std::size_t take_integer(std::size_t low, std::size_t high, std::string_view expected);
  /// A number of things that follow, each on `lines_each` lines or more: more than the file can hold is an error.
  [[nodiscard]] std::size_t take_count(std::size_t lines_each, std::string_view expected);
  [[nodiscard]] double take_number(std::string_view expected);
  /// #TRUE# or #FALSE#.
  [[nodiscard]] bool take_flag(std::string_view expected);
  /// "[[...text...]]": blanks inside the brackets do not count; text "Person" also fits "Person 3".
  void take_heading(std::size_t depth, std::string_view text);
  /// "Key= value"; the value may be empty.
  [[nodiscard]] std::string take_value(std::string_view key);
  [[nodiscard]] std::size_t take_value_count(std::string_view key, std::size_t lines_each);

  /// About the line just taken (or the next one, where none was taken yet).
  [[noreturn]] void fail(std::string_view expected) const;

 private:
  std::vector<std::string_view> lines_;
  std::size_t next_ = 0;
};

}  // namespace kith::intake::familias

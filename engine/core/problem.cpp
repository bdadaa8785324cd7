#include "core/problem.hpp"

#include <algorithm>
#include <string_view>

namespace kith {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a word may be a name or a number: it has a digit, a capital letter, a quote or a letter beyond ASCII.
bool is_particular(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
  });
}

/// The sentence with one '#' for each run of names and numbers.
std::string shape_of(std::string_view sentence) {
  std::string shape;
  while (!sentence.empty()) {
    const auto end = std::min(sentence.find(' '), sentence.size());
    const auto word = sentence.substr(0, end);
    if (!is_particular(word)) {
      shape.append(word).append(" ");
    } else if (!shape.ends_with("# ")) {
      shape += "# ";
    }
    sentence.remove_prefix(std::min(end + 1, sentence.size()));
  }
  return shape;
}

/// "Mut12" -> "Mut#": a name is a column's kind, its numbers are not.
std::string without_numbers(std::string_view name) {
  std::string kind;
  for (const char c : name) {
    if (!is_digit(c)) {
      kind += c;
    } else if (!kind.ends_with('#')) {
      kind += '#';
    }
  }
  return kind;
}

std::string kind_of(const Problem& problem) {
  std::string kind = problem.file + '\n' + std::to_string(static_cast<unsigned>(problem.code)) + '\n';
  if (problem.severity == Severity::error) {
    kind += "error\n" + problem.column + '\n' + problem.found + '\n' + problem.expected + '\n' + problem.message;
    // What was found can be looked for; where nothing was, only the row tells.
    if (problem.found.empty() && problem.message.empty()) kind += '\n' + std::to_string(problem.row);
    return kind;
  }
  const auto& column = problem.code == Errc::unknown_column ? without_numbers(problem.column)
                                                            : shape_of(problem.column);
  return kind + column + '\n' + shape_of(problem.expected) + '\n' + shape_of(problem.message);
}

}  // namespace

std::string to_string(const Problem& problem) {
  std::string text = problem.file;
  if (problem.row > 0) text += ":" + std::to_string(problem.row);
  text += ": ";
  if (!problem.column.empty()) text += "column " + problem.column + ": ";
  if (!problem.message.empty()) {
    text += problem.message;
  } else {
    text += problem.found.empty() ? "found nothing" : "found '" + problem.found + "'";
    if (!problem.expected.empty()) text += "; expected " + problem.expected;
  }
  text += " [KITH-" + std::to_string(static_cast<unsigned>(problem.code)) + "]";
  return text;
}

void ProblemLog::add(Problem problem) {
  (problem.severity == Severity::error ? n_errors_ : n_warnings_) += 1 + problem.n_more;
  keep(std::move(problem));
}

void ProblemLog::append(ProblemLog later) {
  n_errors_ += later.n_errors_;
  n_warnings_ += later.n_warnings_;
  for (auto& problem : later.problems_) keep(std::move(problem));
}

void ProblemLog::keep(Problem problem) {
  const auto key = kind_of(problem);
  auto kind = kinds_.find(key);
  if (kind == kinds_.end()) {
    auto& n_kinds = n_kinds_[{problem.file, problem.severity}];
    if (n_kinds == kMaxPerFile) return;
    ++n_kinds;
    kind = kinds_.emplace(key, Kind{}).first;
  }
  auto& [n_kept, last] = kind->second;
  if (n_kept == kExamples) {
    problems_[last].n_more += 1 + problem.n_more;
    return;
  }
  ++n_kept;
  last = problems_.size();
  problems_.push_back(std::move(problem));
}

std::string to_string(const ProblemLog& log) {
  std::string lines;
  std::size_t n_said = 0;
  for (const auto& problem : log.problems()) {
    lines += (problem.severity == Severity::error ? "error: " : "warning: ") + to_string(problem) + '\n';
    if (problem.n_more > 0) lines += "... and " + std::to_string(problem.n_more) + " more like this\n";
    n_said += problem.n_more;
  }
  if (log.n_suppressed() > n_said) {
    lines += "... and " + std::to_string(log.n_suppressed() - n_said) + " more of the same files\n";
  }
  return lines;
}

}  // namespace kith

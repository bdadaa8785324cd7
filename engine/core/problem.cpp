#include "core/problem.hpp"

#include <algorithm>

namespace kith {

std::string to_string(const Problem& problem) {
  std::string text = problem.file;
  if (problem.row > 0) text += ":" + std::to_string(problem.row);
  text += ": ";
  if (!problem.column.empty()) text += "column " + problem.column + ": ";
  text += problem.found.empty() ? "found nothing" : "found '" + problem.found + "'";
  if (!problem.expected.empty()) text += "; expected " + problem.expected;
  text += " [KITH-" + std::to_string(static_cast<unsigned>(problem.code)) + "]";
  return text;
}

void ProblemLog::add(Problem problem) {
  (problem.severity == Severity::error ? n_errors_ : n_warnings_) += 1;
  keep(std::move(problem));
}

void ProblemLog::append(ProblemLog later) {
  n_errors_ += later.n_errors_;
  n_warnings_ += later.n_warnings_;
  for (auto& problem : later.problems_) keep(std::move(problem));
}

void ProblemLog::keep(Problem problem) {
  const auto same = [&](const Problem& p) { return p.file == problem.file && p.severity == problem.severity; };
  const auto kept = static_cast<std::size_t>(std::count_if(problems_.begin(), problems_.end(), same));
  if (kept < kMaxPerFile) problems_.push_back(std::move(problem));
}

}  // namespace kith

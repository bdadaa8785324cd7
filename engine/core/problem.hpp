// core/problem.hpp — what is wrong with an input, said so that the person who keeps the table can mend it:
// file, row, column, what was found, what was expected. Readers collect problems and go on; they never stop at the
// first.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace kith {

enum class Severity { warning, error };

struct Problem {
  Severity severity = Severity::error;
  Errc code{};
  std::string file{};      ///< name as the user gave it, or the table's name
  std::size_t row = 0;     ///< 1-based line of the file where the record starts (the header is 1); 0: the whole file
  std::string column{};    ///< empty: the whole row
  std::string found{};     ///< the offending text; empty: nothing was there
  std::string expected{};  ///< what would have been accepted
  std::string message{};   ///< a sentence that stands in place of "found ...; expected ..." where that makes none
  std::size_t n_more = 0;  ///< problems of this kind that a log counted and did not keep; at the last one it kept
};

/// "profiles.csv:42: column allele_1: found '9,x'; expected an allele label such as 9 or 9.3 [KITH-204]"
[[nodiscard]] std::string to_string(const Problem& problem);

/// The problems of one reading. Of one kind the first `kExamples` are kept and the others counted; of a file the first
/// `kMaxPerFile` kinds of errors and as many of warnings.
///
/// One kind are warnings of one file and code whose columns and sentences differ in nothing but numbers and names
/// (words with a digit or a capital letter), and errors that differ in nothing but the row.
class ProblemLog {
 public:
  static constexpr std::size_t kExamples = 3;
  static constexpr std::size_t kMaxPerFile = 50;

  /// A problem with `n_more` counts for so many more.
  void add(Problem problem);
  /// Adds the problems of `later`, those kept and those counted, as if they had been added here one by one.
  void append(ProblemLog later);
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  [[nodiscard]] bool has_errors() const { return n_errors_ > 0; }
  [[nodiscard]] std::size_t n_errors() const { return n_errors_; }
  [[nodiscard]] std::size_t n_warnings() const { return n_warnings_; }
  /// Problems of `severity` that were counted but not kept, over all files.
  [[nodiscard]] std::size_t n_suppressed() const { return n_errors_ + n_warnings_ - problems_.size(); }

 private:
  struct Kind {
    std::size_t n_kept = 0;
    std::size_t last = 0;  ///< position in problems_
  };

  void keep(Problem problem);

  std::vector<Problem> problems_;
  std::map<std::string, Kind> kinds_;  ///< those kept
  std::map<std::pair<std::string, Severity>, std::size_t> n_kinds_;
  std::size_t n_errors_ = 0;
  std::size_t n_warnings_ = 0;
};

/// Every problem as a line, "error: ..." or "warning: ...", and how many more there are.
[[nodiscard]] std::string to_string(const ProblemLog& log);

}  // namespace kith

// attributes/items/implant_serial.hpp — the serial number of an implant in the hospital's record against the one read
// from the implant.
//
// U `units` were made, one number each. With probability w the number found is of another implant than the one
// recorded; otherwise it is read right, or with probability e with one mistake: a character replaced, left out or
// added, or two neighbours changed round; each of the n strings one mistake away is as likely.
//   P(p | a) = (1 - w) k(p | a) + w q(p),    k = 1 - e for p = a, e / n for a mistake, else 0
//   q(p), the probability of the number found on somebody else of the case's missing persons:
//     K / N   where K >= 2 of the N persons of the case with a number report p: it is a lot, a size, a model, and no
//       unit's own
//     1 / M   else, M = min(U, A^length): no more texts of that length exist. A is 10 where all characters are digits,
//       else 36
//   LR = (1 - w) k(p | a) / q(p) + w
// So the same number is worth (1 - w) (1 - e) M + w, and N / K at most where others report it, too. With S the sum of K
// / N over the shared texts, (1 - S) M other texts are in use; n is at most that number less one. Over all texts in use
// the LR averages to 1: sum q LR = (1 - w) sum k + w sum q.
// Several numbers: the average over the pairs. U is also what a lot or model number is worth: set `units` to the
// persons who have one of the lot's.
#pragma once

#include <compare>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/not_known.hpp"
#include "core/error.hpp"

namespace kith::attributes {

/// Letters and digits, capitals; sorted, each once.
struct SerialList {
  std::vector<std::string> numbers{};
  friend auto operator<=>(const SerialList&, const SerialList&) = default;
};

/// A cell: numbers separated by ';'. Blanks, '-', '.', '/' in a number do not count. Words that say nothing or `none`,
/// zeros alone and nines alone (two or more) are no numbers. Bad input, a text of more than two letters without a digit
/// (a word) or with other characters: the message is what was expected.
[[nodiscard]] Result<SerialList> parse_serials(std::string_view cell, const NotKnown& words = NotKnown::built_in());

struct SerialParameters {
  double units = 1e6;     ///< U
  double misread = 0.02;  ///< e
  double other = 0.02;    ///< w
};

/// Strings of letters and digits that are one mistake away from one of this length: replaced, left out, added, changed
/// round.
/// @pre length > 0.
[[nodiscard]] double strings_one_mistake_away(std::size_t length);
[[nodiscard]] bool one_mistake_apart(std::string_view a, std::string_view b);

class SerialModel {
 public:
  /// `reports`: the lists of the case's missing persons; those without a number do not count.
  explicit SerialModel(const SerialParameters& parameters = {}, std::span<const SerialList> reports = {});

  /// ln LR: the probability of the finding in the population is the unit here.
  [[nodiscard]] double log_same(const SerialList& report, const SerialList& finding) const;
  [[nodiscard]] static double log_population(const SerialList& /*finding*/) { return 0; }
  [[nodiscard]] static std::string describe_report(const SerialList& report);
  [[nodiscard]] static std::string describe_finding(const SerialList& finding) { return describe_report(finding); }
  [[nodiscard]] std::string rule(const SerialList& report, const SerialList& finding) const;

  [[nodiscard]] double ratio(std::string_view recorded, std::string_view found) const;
  /// M: the units made, or the texts that there can be of this length where they are fewer.
  [[nodiscard]] double texts_like(std::string_view serial) const;
  /// Persons who report this number.
  [[nodiscard]] double n_reports(std::string_view serial) const;

 private:
  [[nodiscard]] std::string population(std::string_view recorded, std::string_view found) const;
  /// Texts that a mistake can make of the number, of those in use.
  [[nodiscard]] double n_mistakes(std::string_view recorded) const;

  SerialParameters parameters_;
  std::map<std::string, double, std::less<>> n_reports_;
  double n_persons_ = 0;   ///< with a number
  double not_shared_ = 1;  ///< 1 - S
};

}  // namespace kith::attributes

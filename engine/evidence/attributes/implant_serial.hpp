// evidence/attributes/implant_serial.hpp — the serial number of an implant in the hospital's record against the one read from the
// implant.
//
// M units were made, one number each. With probability w the number found is of another implant than the one recorded;
// otherwise it is read right, or with probability e with one mistake: a character replaced, left out or added, or two
// neighbours changed round; each of the n strings one mistake away is as likely.
//   same number       LR = (1 - w) (1 - e) M + w
//   one mistake       LR = (1 - w) e M / n + w
//   other             LR = w
// Several numbers: the average over the pairs. M is also what a lot or model number is worth: set `units` to the persons who
// have one of the lot's.
#pragma once

#include <compare>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace kith::evidence {

/// Letters and digits, capitals; sorted, each once.
struct SerialList {
  std::vector<std::string> numbers{};
  friend auto operator<=>(const SerialList&, const SerialList&) = default;
};

/// A cell: numbers separated by ';'. Blanks, '-', '.', '/' in a number do not count. Bad input, a number without a digit or
/// with other characters: the message is what was expected.
[[nodiscard]] Result<SerialList> parse_serials(std::string_view cell);

struct SerialParameters {
  double units = 1e6;     ///< M
  double misread = 0.02;  ///< e
  double other = 0.02;    ///< w
};

/// Strings of letters and digits that are one mistake away from one of this length: replaced, left out, added, changed round.
/// @pre length > 0.
[[nodiscard]] double strings_one_mistake_away(std::size_t length);
[[nodiscard]] bool one_mistake_apart(std::string_view a, std::string_view b);

class SerialModel {
 public:
  explicit SerialModel(const SerialParameters& parameters = {}) : parameters_(parameters) {}

  /// ln LR: the probability of the finding in the population is the unit here.
  [[nodiscard]] double log_same(const SerialList& report, const SerialList& finding) const;
  [[nodiscard]] static double log_population(const SerialList& /*finding*/) { return 0; }
  [[nodiscard]] static std::string describe_report(const SerialList& report);
  [[nodiscard]] static std::string describe_finding(const SerialList& finding) { return describe_report(finding); }
  [[nodiscard]] std::string rule(const SerialList& report, const SerialList& finding) const;

  [[nodiscard]] double ratio(std::string_view recorded, std::string_view found) const;

 private:
  SerialParameters parameters_;
};

}  // namespace kith::evidence

// matching/case/decision.hpp — what a board has decided of remains and a missing person (decisions.csv). Nothing is
// ever taken out of that table: of each pair the last row counts, and `revoke` takes it back.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::matching {

enum class DecisionKind : std::uint8_t {
  accept,     ///< the remains are this person
  reject,     ///< they are not
  premature,  ///< not to be decided yet; changes nothing
  more_work,  ///< likewise, and somebody has to do something
  revoke,     ///< the last decision of the pair does not stand any more
};

/// "accept", "more-work" ...
[[nodiscard]] std::string_view to_string(DecisionKind kind);
[[nodiscard]] std::optional<DecisionKind> parse_decision(std::string_view word);
/// "accept, reject, premature, more-work or revoke".
[[nodiscard]] std::string_view decision_words();

struct Decision {
  std::string date{};  ///< UTC, "2026-11-30T20:22:59Z"
  DecisionKind kind = DecisionKind::premature;
  std::string remains_id{};
  std::string missing_id{};
  std::vector<std::string> members{};  ///< of the body at that moment, `remains_id` among them
  std::string by{};
  std::string why{};
  std::string result{};              ///< the result that was decided on; empty: none named
  std::optional<double> log10_lr{};  ///< of the pair in that result
};

/// Of each pair the last one, unless that is `revoke`; by the order in which they were made.
[[nodiscard]] std::vector<Decision> standing_decisions(std::span<const Decision> all);

}  // namespace kith::matching

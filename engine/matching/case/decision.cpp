#include "matching/case/decision.hpp"

#include <array>
#include <map>
#include <utility>

namespace kith::matching {
namespace {

constexpr std::array<std::pair<DecisionKind, std::string_view>, 5> kWords{{{DecisionKind::accept, "accept"},
                                                                           {DecisionKind::reject, "reject"},
                                                                           {DecisionKind::premature, "premature"},
                                                                           {DecisionKind::more_work, "more-work"},
                                                                           {DecisionKind::revoke, "revoke"}}};

}  // namespace

std::string_view to_string(DecisionKind kind) {
  for (const auto& [known, word] : kWords) {
    if (known == kind) return word;
  }
  return "";
}

std::optional<DecisionKind> parse_decision(std::string_view word) {
  for (const auto& [kind, known] : kWords) {
    if (known == word) return kind;
  }
  return std::nullopt;
}

std::string_view decision_words() { return "accept, reject, premature, more-work or revoke"; }

std::vector<Decision> standing_decisions(std::span<const Decision> all) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> last;
  for (std::size_t i = 0; i < all.size(); ++i) last[{all[i].remains_id, all[i].missing_id}] = i;
  std::vector<Decision> standing;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (last.at({all[i].remains_id, all[i].missing_id}) == i && all[i].kind != DecisionKind::revoke)
      standing.push_back(all[i]);
  }
  return standing;
}

}  // namespace kith::matching

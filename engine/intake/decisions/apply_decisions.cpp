#include "intake/decisions/apply_decisions.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "matching/case/known_sex.hpp"
#include "matching/table/rejected_pairs.hpp"

namespace kith::intake {
namespace {

using genetics::Observation;
using genetics::Sex;
using matching::Case;
using matching::Decision;
using matching::DecisionKind;
using matching::Remains;

/// A certain result that is there already adds nothing.
Observation with(const Observation& known, const Observation& more) {
  if (known.is_untyped() || known == more) return more;
  return more.is_untyped() ? known : genetics::joined(known, more);
}

class Application {
 public:
  Application(const DecisionRows& rows, Case& the_case, ProblemLog& log) : rows_(rows), case_(the_case), log_(log) {
    for (const Remains& remains : case_.remains)
      remains_.emplace(remains.id, static_cast<std::uint32_t>(remains_.size()));
    for (const auto& missing : case_.missing) missing_.emplace(missing.id, static_cast<std::uint32_t>(missing_.size()));
  }

  void run() {
    check_ids();
    const auto standing = matching::standing_decisions(rows_.decisions);
    find_contested(standing);
    for (const Decision& decision : standing) {
      if (missing_.count(decision.missing_id) == 0) continue;
      if (decision.kind == DecisionKind::reject) reject(decision);
      if (decision.kind == DecisionKind::accept) accept(decision);
    }
    remove_accepted();
  }

 private:
  void check_ids() {
    for (std::size_t i = 0; i < rows_.decisions.size(); ++i) {
      const Decision& decision = rows_.decisions[i];
      if (missing_.count(decision.missing_id) == 0) report_unknown(rows_.lines[i], "missing_id", decision.missing_id);
      for (const std::string& member : decision.members) {
        if (remains_.count(member) == 0) report_unknown(rows_.lines[i], "members", member);
      }
    }
  }

  void report_unknown(std::size_t line, const char* column, const std::string& id) {
    log_.add({.severity = Severity::error,
              .code = Errc::unknown_id,
              .file = kDecisionsFile,
              .row = line,
              .column = column,
              .found = id,
              .expected = "an id of the case"});
  }

  void warn(const Decision& decision, std::string message) {
    std::size_t line = 0;
    for (std::size_t i = 0; i < rows_.decisions.size(); ++i) {
      if (rows_.decisions[i].remains_id == decision.remains_id && rows_.decisions[i].missing_id == decision.missing_id)
        line = rows_.lines[i];
    }
    log_.add({.severity = Severity::warning,
              .code = Errc::bad_value,
              .file = kDecisionsFile,
              .row = line,
              .message = std::move(message)});
  }

  /// Remains of which two persons are accepted, and persons as whom remains are accepted twice.
  void find_contested(const std::vector<Decision>& standing) {
    std::map<std::string, std::string> person_of;
    std::map<std::string, std::string> body_of;
    for (const Decision& decision : standing) {
      if (decision.kind != DecisionKind::accept) continue;
      for (const std::string& member : decision.members) {
        const auto [first, is_new] = person_of.emplace(member, decision.missing_id);
        if (is_new || first->second == decision.missing_id) continue;
        contested_.insert(member);
        warn(decision, "remains " + member + " are accepted as " + first->second + " and as " + decision.missing_id +
                           ": neither is done until one is revoked");
      }
      const auto [first, is_new] = body_of.emplace(decision.missing_id, decision.remains_id);
      if (!is_new) {
        warn(decision, "remains " + first->second + " and " + decision.remains_id + " are both accepted as " +
                           decision.missing_id);
      }
    }
  }

  void reject(const Decision& decision) {
    for (const std::string& member : decision.members) {
      if (const auto place = remains_.find(member); place != remains_.end())
        matching::set_rejected(case_.remains[place->second], decision.missing_id);
    }
  }

  void accept(const Decision& decision) {
    const auto is_contested = [&](const std::string& member) { return contested_.count(member) > 0; };
    if (std::any_of(decision.members.begin(), decision.members.end(), is_contested)) return;
    if (decision.log10_lr && *decision.log10_lr < 0) {
      warn(decision, "remains " + decision.remains_id + " are accepted as " + decision.missing_id +
                         " with a likelihood ratio below 1");
    }
    const matching::MissingPerson& missing = case_.missing[missing_.at(decision.missing_id)];
    for (const std::string& member : decision.members) {
      const auto place = remains_.find(member);
      if (place == remains_.end()) continue;
      const Remains& remains = case_.remains[place->second];
      const Sex sex = matching::known_sex(remains);
      if (sex != Sex::unknown && missing.sex != Sex::unknown && sex != missing.sex)
        warn(decision, "remains " + member + " are accepted as " + missing.id + ", and the sexes differ");
      type(missing, remains);
      accepted_.insert(place->second);
    }
  }

  /// What the remains show is of the person from now on; of his own samples nothing is lost.
  void type(const matching::MissingPerson& missing, const Remains& remains) {
    matching::Family& family = case_.families[missing.family];
    const auto person = static_cast<std::size_t>(missing.person);
    auto& profile = family.profiles[person];
    if (profile.empty()) profile.assign(case_.panel.size(), genetics::kUntyped);
    for (genetics::LocusIndex locus = 0; locus < remains.profile.size(); ++locus) {
      const Observation all = with(case_.panel.observed(profile, locus), case_.panel.observed(remains.profile, locus));
      profile[locus] = case_.panel.dictionaries[locus].intern(all);
    }
    if (!family.amelogenin.empty() && family.amelogenin[person] == Sex::unknown)
      family.amelogenin[person] = remains.amelogenin;
    if (!remains.y.empty()) {
      family.y.resize(family.pedigree.size());
      if (family.y[person].empty()) family.y[person] = remains.y;
    }
    if (!remains.mt.ranges.empty()) {
      family.mt.resize(family.pedigree.size());
      if (family.mt[person].ranges.empty()) family.mt[person] = remains.mt;
    }
  }

  void remove_accepted() {
    if (accepted_.empty()) return;
    std::vector<std::optional<std::uint32_t>> moved;
    std::vector<Remains> kept;
    for (std::uint32_t r = 0; r < case_.remains.size(); ++r) {
      const bool stays = accepted_.count(r) == 0;
      moved.push_back(stays ? std::optional(static_cast<std::uint32_t>(kept.size())) : std::nullopt);
      if (stays) kept.push_back(std::move(case_.remains[r]));
    }
    case_.remains = std::move(kept);
    std::erase_if(case_.places.identifications, [&](const auto& pair) { return !moved[pair.remains]; });
    for (auto& pair : case_.places.identifications) pair.remains = *moved[pair.remains];
    std::erase_if(case_.joins, [&](const auto& join) { return !moved[join.first] || !moved[join.second]; });
    for (auto& join : case_.joins) {
      join.first = *moved[join.first];
      join.second = *moved[join.second];
    }
  }

  const DecisionRows& rows_;
  Case& case_;
  ProblemLog& log_;
  std::map<std::string, std::uint32_t> remains_;
  std::map<std::string, std::uint32_t> missing_;
  std::set<std::string> contested_;
  std::set<std::uint32_t> accepted_;
};

}  // namespace

void apply_decisions(const DecisionRows& rows, Case& the_case, ProblemLog& log) {
  Application(rows, the_case, log).run();
}

}  // namespace kith::intake

#include "intake/people/idle_relatives.hpp"

#include <algorithm>
#include <map>

#include "evidence/lineage/lineage.hpp"

namespace kith::intake {
namespace {

using genetics::Sex;
using matching::Family;
using matching::Role;
using pedigree::at;
using pedigree::PersonIndex;

bool has_y(const Family& family, std::size_t person) { return person < family.y.size() && !family.y[person].empty(); }
bool has_mt(const Family& family, std::size_t person) {
  return person < family.mt.size() && !family.mt[person].ranges.empty();
}
bool is_typed(const Family& family, std::size_t person) {
  return !family.profiles[person].empty() || has_y(family, person) || has_mt(family, person);
}

/// Whom the genotypes of a family's persons say something of.
class Reach {
 public:
  explicit Reach(const Family& family)
      : pedigree_(family.pedigree), children_(pedigree_.size()), leaves_trace_(pedigree_.size(), false) {
    const auto order = pedigree_.parents_first();
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
      const auto person = at(*it);
      if (!family.profiles[person].empty()) leaves_trace_[person] = true;
      for (const auto parent : {pedigree_.father(*it), pedigree_.mother(*it)}) {
        if (parent == pedigree::kNobody) continue;
        children_[at(parent)].push_back(*it);
        if (leaves_trace_[person]) leaves_trace_[at(parent)] = true;
      }
    }
  }

  /// One flag per person, the person himself included.
  [[nodiscard]] std::vector<bool> from(PersonIndex person) {
    from_child_.assign(pedigree_.size(), false);
    from_parent_.assign(pedigree_.size(), false);
    visit(person, true);
    visit(person, false);
    while (!open_.empty()) {
      const auto [next, by_child] = open_.back();
      open_.pop_back();
      leave(next, by_child);
    }
    for (std::size_t i = 0; i < from_child_.size(); ++i) from_child_[i] = from_child_[i] || from_parent_[i];
    return from_child_;
  }

 private:
  void visit(PersonIndex person, bool by_child) {
    if (person == pedigree::kNobody) return;
    auto& seen = by_child ? from_child_ : from_parent_;
    if (seen[at(person)]) return;
    seen[at(person)] = true;
    open_.emplace_back(person, by_child);
  }

  void leave(PersonIndex person, bool by_child) {
    for (const auto child : children_[at(person)]) visit(child, false);
    if (!by_child && !leaves_trace_[at(person)]) return;  // the other parent is independent of what came down
    visit(pedigree_.father(person), true);
    visit(pedigree_.mother(person), true);
  }

  const pedigree::Pedigree& pedigree_;
  std::vector<std::vector<PersonIndex>> children_;
  std::vector<bool> leaves_trace_;  ///< is typed, or somebody descended from him is
  std::vector<bool> from_child_;
  std::vector<bool> from_parent_;
  std::vector<std::pair<PersonIndex, bool>> open_;
};

/// Adds the missing person's line to `reached`.
void add_line(const Family& family, PersonIndex missing, evidence::Line line, std::vector<bool>& reached) {
  for (const auto& member : evidence::line_members(family.pedigree, missing, line)) reached[at(member.person)] = true;
}

/// Named persons who are typed and whose results bear on none of `missing`.
std::vector<std::size_t> unlinked(const Family& family, const std::vector<PersonIndex>& missing) {
  const std::size_t n = family.pedigree.size();
  std::vector<bool> by_genotype(n, false), by_y(n, false), by_mt(n, false);
  Reach reach(family);
  for (const auto person : missing) {
    const auto reached = reach.from(person);
    for (std::size_t i = 0; i < n; ++i) by_genotype[i] = by_genotype[i] || reached[i];
    add_line(family, person, evidence::Line::paternal, by_y);
    add_line(family, person, evidence::Line::maternal, by_mt);
  }
  std::vector<std::size_t> persons;
  for (std::size_t i = 0; i < family.pedigree.n_named(); ++i) {
    const bool counts = (!family.profiles[i].empty() && by_genotype[i]) || (has_y(family, i) && by_y[i]) ||
                        (has_mt(family, i) && by_mt[i]);
    if (is_typed(family, i) && !counts) persons.push_back(i);
  }
  return persons;
}

std::string list(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > kShown ? text + " and " + std::to_string(names.size() - kShown) + " more" : text;
}

void warn(ProblemLog& log, std::size_t row, std::string column, std::string message) {
  log.add({.severity = Severity::warning,
           .code = Errc::missing_value,
           .file = "relatives.csv",
           .row = row,
           .column = std::move(column),
           .message = std::move(message)});
}

/// "3 children of mum without a father"; the parent's children by the same parent or by one who has no row.
void warn_of_children(const PersonRow& parent, bool is_mother, const std::vector<const PersonRow*>& children,
                      ProblemLog& log) {
  std::vector<std::string> fatherless;
  std::size_t row = 0;
  for (const auto* child : children) {
    if (!(is_mother ? child->father : child->mother).empty()) continue;
    if (fatherless.empty()) row = child->line;
    fatherless.push_back(child->id);
  }
  if (fatherless.empty() || children.size() < 2) return;
  const std::string other = is_mother ? "father" : "mother";
  const bool single = fatherless.size() == 1;
  warn(log, row, other + "_id",
       (single ? "1 child of " : std::to_string(fatherless.size()) + " children of ") + parent.id +
           (single ? " has no " : " have no ") + other + " (" + list(fatherless) + "): " +
           (single ? "this one is taken for a half sibling of the others" : "they are taken for half siblings") +
           "; if the children of " + parent.id + " have one " + other + ", give the " + other +
           " a row and a person_id, typed or not");
}

/// The missing persons of each family, by position in its pedigree.
std::vector<std::vector<PersonIndex>> missing_by_family(const matching::Case& the_case) {
  std::vector<std::vector<PersonIndex>> missing(the_case.families.size());
  for (const auto& person : the_case.missing) missing[person.family].push_back(person.person);
  return missing;
}

bool is_x_typed(const genetics::Profile& profile, const std::vector<std::size_t>& x_linked) {
  return std::any_of(x_linked.begin(), x_linked.end(),
                     [&](std::size_t locus) { return locus < profile.size() && profile[locus] != genetics::kUntyped; });
}

}  // namespace

void warn_of_unlinked(const matching::Case& the_case, const RelativesTable& relatives, ProblemLog& log) {
  const auto missing = missing_by_family(the_case);
  std::vector<std::string> nobody_missing;
  for (std::size_t f = 0; f < the_case.families.size(); ++f) {
    const Family& family = the_case.families[f];
    const auto persons = unlinked(family, missing[f]);
    if (persons.empty()) continue;
    if (missing[f].empty()) {
      nobody_missing.push_back(family.id);
      continue;
    }
    std::vector<std::string> names, targets;
    for (const auto person : persons) names.push_back(family.pedigree.id(static_cast<PersonIndex>(person)));
    for (const auto person : missing[f]) targets.push_back(family.pedigree.id(person));
    const auto& rows = relatives.families[f].persons;
    warn(log, relatives.persons[rows[persons.front()]].line, "person_id",
         list(names) + (names.size() == 1 ? " is" : " are") + " typed and not linked to " + list(targets) +
             ": the results count for nothing; fill in father_id and mother_id so that they lead from " +
             (targets.size() == 1 ? "the" : "a") + " missing person of family " + family.id + " to " +
             (names.size() == 1 ? "this one" : "them") + " (for a spouse: a typed child of both)");
  }
  if (nobody_missing.empty()) return;
  warn(log, 0, "role",
       (nobody_missing.size() == 1 ? "family " : "families ") + list(nobody_missing) +
           (nobody_missing.size() == 1 ? " is" : " are") +
           " typed, and nobody in it is missing: its results are compared with nothing; give the missing person a row "
           "of role missing");
}

void warn_of_half_siblings(const RelativesTable& relatives, ProblemLog& log) {
  std::map<std::string_view, std::vector<const PersonRow*>> of_father, of_mother;
  for (const auto& person : relatives.persons) {
    if (!person.father.empty()) of_father[person.father].push_back(&person);
    if (!person.mother.empty()) of_mother[person.mother].push_back(&person);
  }
  for (const auto& parent : relatives.persons) {
    if (const auto found = of_mother.find(parent.id); found != of_mother.end())
      warn_of_children(parent, true, found->second, log);
    if (const auto found = of_father.find(parent.id); found != of_father.end())
      warn_of_children(parent, false, found->second, log);
  }
}

void warn_of_unknown_sex(const matching::Case& the_case, const RelativesTable& relatives, ProblemLog& log) {
  std::vector<std::size_t> x_linked;
  for (std::size_t locus = 0; locus < the_case.panel.size(); ++locus) {
    if (the_case.panel.markers[locus].kind() == genetics::MarkerKind::x_linked) x_linked.push_back(locus);
  }
  if (x_linked.empty()) return;
  for (std::size_t f = 0; f < the_case.families.size(); ++f) {
    const Family& family = the_case.families[f];
    const bool any_typed = std::any_of(family.profiles.begin(), family.profiles.end(),
                                       [&](const auto& profile) { return is_x_typed(profile, x_linked); });
    for (std::size_t i = 0; any_typed && i < family.pedigree.n_named(); ++i) {
      if (family.pedigree.sex(static_cast<PersonIndex>(i)) != Sex::unknown) continue;
      const auto& person = relatives.persons[relatives.families[f].persons[i]];
      const bool typed = is_x_typed(family.profiles[i], x_linked);
      if (!typed && family.roles[i] != Role::missing) continue;
      warn(log, person.line, "sex",
           (typed ? "no sex of " + person.id + ", typed at X-linked markers"
                  : "no sex of missing person " + person.id + ", whose family is typed at X-linked markers") +
               ": these markers do not count for " + person.id + "; write M or F");
    }
  }
}

}  // namespace kith::intake

#include "pedigree/family/pedigree.hpp"

#include <algorithm>
#include <deque>
#include <numeric>
#include <unordered_map>

#include "core/check.hpp"

namespace kith::pedigree {
namespace {

using IndexById = std::unordered_map<std::string_view, PersonIndex>;

Result<IndexById> index_ids(std::span<const PersonSpec> persons) {
  IndexById index;
  for (std::size_t i = 0; i < persons.size(); ++i) {
    if (persons[i].id.empty()) return Error{Errc::missing_value, "person " + std::to_string(i + 1) + " has no id"};
    if (!index.emplace(persons[i].id, static_cast<PersonIndex>(i)).second) {
      return Error{Errc::duplicate_id, "person " + persons[i].id + " is listed twice"};
    }
  }
  return index;
}

/// Notes that `parent` has this sex because he is somebody's father or she somebody's mother.
Result<void> agree_on_sex(std::vector<Sex>& sexes, const std::vector<std::string>& ids, PersonIndex parent, Sex sex,
                          const std::string& child) {
  auto& known = sexes[at(parent)];
  if (known == Sex::unknown) known = sex;
  if (known == sex) return {};
  return Error{Errc::parent_sex_conflict,
               "person " + ids[at(parent)] + " is the " + (sex == Sex::male ? "father" : "mother") + " of " + child +
                   ", but " + (sex == Sex::male ? "female" : "male") + " (by the table or as somebody else's parent)"};
}

/// Somebody who is his own ancestor; `placed` marks those who are not. Walking from a person who could not be placed to
/// parents who could not be placed must at last go round.
PersonIndex find_own_ancestor(const Pedigree& pedigree, const std::vector<bool>& placed) {
  auto person = static_cast<PersonIndex>(std::find(placed.begin(), placed.end(), false) - placed.begin());
  std::vector<bool> visited(placed.size(), false);
  while (!visited[at(person)]) {
    visited[at(person)] = true;
    person = placed[at(pedigree.father(person))] ? pedigree.mother(person) : pedigree.father(person);
  }
  return person;
}

/// Parents before children, otherwise in the order given; shorter than the pedigree if somebody is his own ancestor.
std::vector<PersonIndex> order_parents_first(const Pedigree& pedigree, std::vector<bool>& placed) {
  const auto n = pedigree.size();
  std::vector<std::vector<PersonIndex>> children(n);
  std::vector<int> parents_missing(n, 0);
  std::vector<PersonIndex> order;
  for (std::size_t i = 0; i < n; ++i) {
    const auto person = static_cast<PersonIndex>(i);
    if (pedigree.is_founder(person)) {
      order.push_back(person);
      continue;
    }
    parents_missing[i] = 2;
    children[at(pedigree.father(person))].push_back(person);
    children[at(pedigree.mother(person))].push_back(person);
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    placed[at(order[next])] = true;
    for (const auto child : children[at(order[next])]) {
      if (--parents_missing[at(child)] == 0) order.push_back(child);
    }
  }
  return order;
}

/// One person of each connected part stands for it: union-find, each link joins a child with a parent.
std::vector<PersonIndex> find_parts(const Pedigree& pedigree) {
  std::vector<PersonIndex> part(pedigree.size());
  std::iota(part.begin(), part.end(), 0);
  const auto root = [&](PersonIndex p) {
    while (part[at(p)] != p) p = part[at(p)] = part[at(part[at(p)])];
    return p;
  };
  for (std::size_t i = 0; i < pedigree.size(); ++i) {
    const auto child = static_cast<PersonIndex>(i);
    if (pedigree.is_founder(child)) continue;
    part[at(root(pedigree.father(child)))] = root(child);
    part[at(root(pedigree.mother(child)))] = root(child);
  }
  for (std::size_t i = 0; i < pedigree.size(); ++i) part[i] = root(static_cast<PersonIndex>(i));
  return part;
}

}  // namespace

Result<Pedigree> Pedigree::make(std::span<const PersonSpec> persons) {
  const auto index = index_ids(persons);
  if (!index) return index.error();

  Pedigree pedigree;
  pedigree.n_named_ = persons.size();
  pedigree.father_.assign(persons.size(), kNobody);
  pedigree.mother_.assign(persons.size(), kNobody);
  for (const auto& person : persons) {
    pedigree.ids_.push_back(person.id);
    pedigree.sex_.push_back(person.sex);
  }
  const auto parent_of = [&](const PersonSpec& child, bool father) -> Result<PersonIndex> {
    const auto& id = father ? child.father : child.mother;
    const auto sex = father ? Sex::male : Sex::female;
    if (id.empty()) {
      pedigree.ids_.push_back((father ? "unnamed father of " : "unnamed mother of ") + child.id);
      pedigree.father_.push_back(kNobody);
      pedigree.mother_.push_back(kNobody);
      pedigree.sex_.push_back(sex);
      return static_cast<PersonIndex>(pedigree.ids_.size() - 1);
    }
    const auto found = index.value().find(id);
    if (found == index.value().end()) {
      return Error{Errc::unknown_parent,
                   (father ? "father " : "mother ") + id + " of person " + child.id + " is not listed"};
    }
    const auto settled = agree_on_sex(pedigree.sex_, pedigree.ids_, found->second, sex, child.id);
    if (!settled) return settled.error();
    return found->second;
  };
  for (std::size_t i = 0; i < persons.size(); ++i) {
    if (persons[i].father.empty() && persons[i].mother.empty()) continue;
    const auto father = parent_of(persons[i], true);
    if (!father) return father.error();
    const auto mother = parent_of(persons[i], false);
    if (!mother) return mother.error();
    pedigree.father_[i] = father.value();
    pedigree.mother_[i] = mother.value();
  }

  std::vector<bool> placed(pedigree.size(), false);
  pedigree.order_ = order_parents_first(pedigree, placed);
  if (pedigree.order_.size() < pedigree.size()) {
    const auto person = find_own_ancestor(pedigree, placed);
    return Error{Errc::person_is_own_ancestor,
                 "person " + pedigree.id(person) + " is an ancestor of himself or herself", pedigree.id(person)};
  }
  pedigree.part_ = find_parts(pedigree);
  return pedigree;
}

void Pedigree::settle_sex(PersonIndex person, Sex sex) {
  KITH_CHECK(sex_[at(person)] == Sex::unknown);
  sex_[at(person)] = sex;
}

PersonIndex Pedigree::find(std::string_view id) const {
  const auto end = ids_.begin() + static_cast<std::ptrdiff_t>(n_named_);
  const auto found = std::find(ids_.begin(), end, id);
  return found == end ? kNobody : static_cast<PersonIndex>(found - ids_.begin());
}

std::vector<PersonIndex> Pedigree::connected_to(PersonIndex person) const {
  std::vector<PersonIndex> connected;
  for (std::size_t i = 0; i < size(); ++i) {
    if (are_connected(static_cast<PersonIndex>(i), person)) connected.push_back(static_cast<PersonIndex>(i));
  }
  return connected;
}

}  // namespace kith::pedigree

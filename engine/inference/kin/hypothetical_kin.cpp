#include "inference/kin/hypothetical_kin.hpp"

#include <algorithm>
#include <optional>

#include "core/check.hpp"

namespace kith::inference {
namespace {

using genetics::Sex;
using matching::Family;
using matching::Role;
using pedigree::PersonIndex;
using pedigree::PersonSpec;

/// Ids of the new persons: no table can have them, as cells have no line breaks at their ends.
const std::string kNew = "kin\n";

/// A family as a table would have it, to be added to.
class Draft {
 public:
  explicit Draft(const Family& family) : family_(family) {
    for (std::size_t i = 0; i < family.pedigree.size(); ++i) {
      const auto p = static_cast<PersonIndex>(i);
      specs_.push_back({.id = id(p),
                        .father = parent(family.pedigree.father(p)),
                        .mother = parent(family.pedigree.mother(p)),
                        .sex = family.pedigree.sex(p)});
    }
  }

  /// Unnamed founders have no id of their own.
  [[nodiscard]] std::string id(PersonIndex person) const {
    const std::string& name = family_.pedigree.id(person);
    return static_cast<std::size_t>(person) < family_.pedigree.n_named() ? name : "unnamed\n" + std::to_string(person);
  }
  PersonSpec& of(const std::string& id) {
    const auto found = std::find_if(specs_.begin(), specs_.end(),
                                    [&](const PersonSpec& spec) { return spec.id == id; });
    KITH_CHECK(found != specs_.end());
    return *found;
  }

  void add(Sex sex, std::string father, std::string mother, std::string id) {
    specs_.push_back({.id = std::move(id), .father = std::move(father), .mother = std::move(mother), .sex = sex});
  }
  /// A new founder. @return the id
  std::string founder(Sex sex) {
    const std::string name = "founder\n" + std::to_string(specs_.size());
    add(sex, "", "", name);
    return name;
  }
  /// Gives a founder of the family two new parents. @return the person's parents
  std::pair<std::string, std::string> parents_of(const std::string& person) {
    if (of(person).father.empty()) {
      const std::string father = founder(Sex::male), mother = founder(Sex::female);
      of(person).father = father;
      of(person).mother = mother;
    }
    return {of(person).father, of(person).mother};
  }
  /// A child of this person and somebody new.
  void add_child(const std::string& person, Sex of_parent, Sex sex, const std::string& name) {
    const bool is_father = of_parent != Sex::female;
    const std::string other = founder(is_father ? Sex::female : Sex::male);
    add(sex, is_father ? person : other, is_father ? other : person, name);
  }
  /// @return the id
  std::string add_full_sibling(const std::string& person, Sex sex, const std::string& name) {
    const auto [father, mother] = parents_of(person);
    add(sex, father, mother, name);
    return name;
  }

  [[nodiscard]] std::optional<HypotheticalKin> finish(std::string relationship, PersonIndex whose) const {
    auto pedigree = pedigree::Pedigree::make(specs_);
    if (!pedigree) return std::nullopt;
    HypotheticalKin kin{
        .relationship = std::move(relationship),
        .of_person = family_.pedigree.id(whose),
        .family = {.id = family_.id, .pedigree = std::move(pedigree).value(), .profiles = {}, .roles = {}}};
    Family& result = kin.family;
    const std::size_t n = result.pedigree.size();
    result.profiles = family_.profiles;
    result.profiles.resize(n);
    result.roles.resize(n, Role::other);
    result.amelogenin = family_.amelogenin;
    result.amelogenin.resize(n, Sex::unknown);
    if (!family_.y.empty()) result.y = family_.y, result.y.resize(n);
    if (!family_.mt.empty()) result.mt = family_.mt, result.mt.resize(n);
    kin.person = result.pedigree.find(kNew);
    return kin;
  }

 private:
  [[nodiscard]] std::string parent(PersonIndex person) const { return person == pedigree::kNobody ? "" : id(person); }

  const Family& family_;
  std::vector<PersonSpec> specs_{};
};

class Places {
 public:
  Places(const Family& family, Sex sex) : family_(family), sex_(sex) {}

  void add_close(PersonIndex person) {
    add("child", person, [&](Draft& d) { d.add_child(d.id(person), sex_of(person), sex_, kNew); });
    add("full sibling", person, [&](Draft& d) { d.add_full_sibling(d.id(person), sex_, kNew); });
    if (family_.pedigree.is_founder(person)) add_parent(person);
  }

  void add_distant(PersonIndex person) {
    add("paternal half sibling", person,
        [&](Draft& d) { d.add_child(d.parents_of(d.id(person)).first, Sex::male, sex_, kNew); });
    add("maternal half sibling", person,
        [&](Draft& d) { d.add_child(d.parents_of(d.id(person)).second, Sex::female, sex_, kNew); });
    add("nephew or niece", person, [&](Draft& d) {
      d.add_child(d.add_full_sibling(d.id(person), Sex::male, "sibling\n"), Sex::male, sex_, kNew);
    });
    add("paternal cousin", person, [&](Draft& d) { add_cousin(d, d.parents_of(d.id(person)).first); });
    add("maternal cousin", person, [&](Draft& d) { add_cousin(d, d.parents_of(d.id(person)).second); });
  }

  [[nodiscard]] std::vector<HypotheticalKin> take() { return std::move(places_); }

 private:
  [[nodiscard]] Sex sex_of(PersonIndex person) const { return family_.pedigree.sex(person); }

  void add_parent(PersonIndex person) {
    if (sex_ == Sex::unknown) return;
    add(sex_ == Sex::male ? "father" : "mother", person, [&](Draft& d) {
      const std::string other = d.founder(sex_ == Sex::male ? Sex::female : Sex::male);
      d.add(sex_, "", "", kNew);
      PersonSpec& child = d.of(d.id(person));
      child.father = sex_ == Sex::male ? kNew : other;
      child.mother = sex_ == Sex::male ? other : kNew;
    });
  }

  void add_cousin(Draft& draft, const std::string& of_parent) {
    draft.add_child(draft.add_full_sibling(of_parent, Sex::male, "sibling\n"), Sex::male, sex_, kNew);
  }

  template <class Add>
  void add(std::string relationship, PersonIndex person, const Add& change) {
    Draft draft(family_);
    change(draft);
    if (auto kin = draft.finish(std::move(relationship), person)) places_.push_back(*std::move(kin));
  }

  const Family& family_;
  Sex sex_;
  std::vector<HypotheticalKin> places_{};
};

}  // namespace

std::vector<HypotheticalKin> hypothetical_kin(const Family& family, Sex sex, const HypotheticalOptions& options) {
  Places places(family, sex);
  std::size_t n = 0;
  const auto each = [&](bool missing) {
    for (std::size_t i = 0; i < family.roles.size() && n < options.most_persons; ++i) {
      const auto person = static_cast<PersonIndex>(i);
      const bool is_missing = family.roles[i] == Role::missing;
      if (i >= family.pedigree.n_named() || is_missing != missing) continue;
      if (!missing && (i >= family.profiles.size() || family.profiles[i].empty())) continue;
      ++n;
      places.add_close(person);
      if (missing) places.add_distant(person);
    }
  };
  each(true);
  each(false);
  return places.take();
}

}  // namespace kith::inference

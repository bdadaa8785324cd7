// Families of a Familias project: who is father and who is mother, who is missing, and what was typed.
#include <algorithm>
#include <array>

#include "intake/case/cell_values.hpp"
#include "intake/familias/familias_import.hpp"

namespace kith::intake::familias {
namespace {

using genetics::Sex;
using matching::Role;

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

bool is_missing_name(const std::string& name) { return lower_case(name).starts_with("missing"); }

Sex opposite(Sex sex) { return sex == Sex::male ? Sex::female : Sex::male; }

class FamilyBuilder {
 public:
  FamilyBuilder(std::string id, std::vector<Person> persons, const Project& project, Import& import)
      : id_(std::move(id)),
        persons_(std::move(persons)),
        parents_(persons_.size(), {kNobody, kNobody}),
        project_(project),
        import_(import) {}

  void add(const std::vector<Relation>& relations, const std::string& note) {
    for (const auto& [parent, child] : relations) add_relation(parent, child);
    infer_sexes();
    name_persons();
    std::size_t n_missing = 0;
    for (std::size_t i = 0; i < persons_.size(); ++i) n_missing += add_person(i, note) ? 1U : 0U;
    if (n_missing == 0) {
      import_.notes.push_back("family " + id_ + " marks nobody as missing: it has no one to search for");
      if (!note.empty()) warn("its note is not carried over");
    }
  }

 private:
  void warn(const std::string& text) { import_.warnings.push_back("family " + id_ + ": " + text); }
  void fail(const std::string& text) { import_.errors.push_back("family " + id_ + ": " + text); }

  void add_relation(std::size_t parent, std::size_t child) {
    auto& slots = parents_[child];
    if (parent == child) return fail("person '" + persons_[child].name + "' is his or her own parent");
    if (slots[0] == parent || slots[1] == parent) return;
    auto* free = slots[0] == kNobody ? &slots[0] : slots[1] == kNobody ? &slots[1] : nullptr;
    if (free == nullptr) return fail("person '" + persons_[child].name + "' has more than two parents");
    *free = parent;
  }

  /// Whoever has children with a person of known sex is of the other. Where a couple's sexes are both unknown, the one
  /// named first is taken for the father.
  void infer_sexes() {
    for (bool changed = true; changed;) {
      changed = spread_sexes();
      if (changed) continue;
      for (const auto& [a, b] : parents_) {
        if (b == kNobody || persons_[a].sex != Sex::unknown || persons_[b].sex != Sex::unknown) continue;
        warn("the sexes of the parents '" + persons_[a].name + "' and '" + persons_[b].name +
             "' are not known; the first is taken for the father");
        persons_[a].sex = Sex::male;
        changed = true;
        break;
      }
    }
  }

  bool spread_sexes() {
    bool changed = false;
    for (const auto& [a, b] : parents_) {
      if (b == kNobody) continue;
      const bool a_known = persons_[a].sex != Sex::unknown;
      const bool b_known = persons_[b].sex != Sex::unknown;
      if (a_known == b_known) continue;
      auto& unknown = a_known ? persons_[b] : persons_[a];
      unknown.sex = opposite(a_known ? persons_[a].sex : persons_[b].sex);
      import_.notes.push_back("family " + id_ + ": '" + unknown.name + "' is " +
                              (unknown.sex == Sex::male ? "male" : "female") + ", as the other parent shows");
      changed = true;
    }
    return changed;
  }

  /// "family/name"; a name that occurs twice gets a number.
  void name_persons() {
    for (std::size_t i = 0; i < persons_.size(); ++i) {
      const auto& name = persons_[i].name.empty() ? "unnamed" : persons_[i].name;
      std::string id = id_ + "/" + name;
      for (int n = 2; std::find(ids_.begin(), ids_.end(), id) != ids_.end(); ++n) {
        id = id_ + "/" + name + " (" + std::to_string(n) + ")";
      }
      if (id != id_ + "/" + persons_[i].name) warn("a name is empty or occurs twice; the person is called " + id);
      ids_.push_back(std::move(id));
    }
  }

  /// Returns whether the person is missing.
  bool add_person(std::size_t i, const std::string& note) {
    const auto& person = persons_[i];
    DraftPerson draft{.family = id_, .id = ids_[i], .sex = person.sex};
    set_parents(i, draft);
    const bool missing = is_missing_name(person.name);
    draft.role = missing ? Role::missing : person.genotypes.empty() ? Role::other : Role::reference;
    import_.draft.persons.push_back(draft);
    add_typings(i);
    if (!missing) return false;
    DraftMissing entry{.id = ids_[i], .family = id_, .sex = person.sex};
    if (!note.empty()) entry.attributes.emplace_back("note", note);
    import_.draft.missing.push_back(std::move(entry));
    return true;
  }

  void set_parents(std::size_t child, DraftPerson& draft) {
    const auto [a, b] = parents_[child];
    if (b != kNobody && persons_[a].sex == persons_[b].sex) {
      return fail("the parents '" + persons_[a].name + "' and '" + persons_[b].name + "' of '" + persons_[child].name +
                  "' are of the same sex");
    }
    for (const auto parent : {a, b}) {
      if (parent == kNobody) continue;
      if (persons_[parent].sex == Sex::unknown) {
        warn("the sex of '" + persons_[parent].name + "', the only parent named of '" + persons_[child].name +
             "', is not known; entered in the father's column (male mutation rates), sex left open");
      }
      (persons_[parent].sex == Sex::female ? draft.mother : draft.father) = ids_[parent];
    }
  }

  void add_typings(std::size_t i) {
    const auto& person = persons_[i];
    for (const auto& genotype : person.genotypes) {
      const auto* marker = find_marker(project_, genotype.marker);
      if (marker == nullptr) {
        warn("'" + person.name + "' is typed at " + genotype.marker + ", which the database lacks; left out");
        continue;
      }
      auto typing = typing_of(genotype, *marker, ids_[i], import_);
      if (!typing) continue;
      if (person.consider_dropouts && marker->dropout > 0) {
        const double d = marker->dropout;
        typing->model = genetics::DropModel{.dropout = d, .dropout_homozygote = d * d};
      }
      import_.draft.typings.push_back(std::move(*typing));
    }
  }

  std::string id_;
  std::vector<Person> persons_;
  std::vector<std::array<std::size_t, 2>> parents_;
  std::vector<std::string> ids_;
  const Project& project_;
  Import& import_;
};

}  // namespace

void add_family(const std::string& id, std::vector<Person> persons, const std::vector<Relation>& relations,
                const Project& project, const std::string& note, Import& import) {
  FamilyBuilder(id, std::move(persons), project, import).add(relations, note);
}

}  // namespace kith::intake::familias

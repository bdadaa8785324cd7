#include "intake/familias/familias_import.hpp"

#include <algorithm>
#include <set>

namespace kith::intake::familias {
namespace {

constexpr std::string_view kReferencePedigree = "Reference pedigree";

/// `name`, or `name (2)`, ... where it is taken; `otherwise` for an empty one.
std::string unique_name(const std::string& name, const std::string& otherwise, std::set<std::string>& taken) {
  const auto& base = name.empty() ? otherwise : name;
  std::string result = base;
  for (int n = 2; !taken.insert(result).second; ++n) result = base + " (" + std::to_string(n) + ")";
  return result;
}

bool names_missing(const NamedPedigree& pedigree) {
  return std::any_of(pedigree.relations.begin(), pedigree.relations.end(), [](const auto& relation) {
    return relation.first == kMissingPerson || relation.second == kMissingPerson;
  });
}

/// Familias keeps two copies of each pedigree, "Reference pedigree" and one named after the family. Null: there is
/// none.
const NamedPedigree* choose_pedigree(const Family& family, const std::string& id, Import& import) {
  if (family.pedigrees.empty()) {
    import.warnings.push_back("family " + id + " has no pedigree: its persons are written as unrelated");
    return nullptr;
  }
  const NamedPedigree* chosen = &family.pedigrees.front();
  const auto rank = [](const NamedPedigree& p) {
    return (names_missing(p) ? 2 : 0) + (p.name != kReferencePedigree ? 1 : 0);
  };
  for (const auto& pedigree : family.pedigrees) {
    if (rank(pedigree) > rank(*chosen)) chosen = &pedigree;
  }
  const auto as_set = [](const NamedPedigree& p) {
    return std::set<std::pair<std::string, std::string>>(p.relations.begin(), p.relations.end());
  };
  for (const auto& pedigree : family.pedigrees) {
    if (&pedigree == chosen || as_set(pedigree) == as_set(*chosen)) continue;
    import.warnings.push_back("family " + id + ": pedigree '" + pedigree.name + "' differs from '" + chosen->name +
                              "', which is the one written; a case holds one pedigree of a family");
  }
  return chosen;
}

class Importer {
 public:
  explicit Importer(const Project& project) : project_(project) {}

  Import run() {
    for (const auto& marker : project_.markers)
      import_.draft.markers.push_back(to_marker(marker, project_.theta, import_));
    if (project_.markers.empty()) import_.errors.push_back("the file has no frequency database");
    project_.is_dvi ? add_dvi() : add_pedigrees();
    if (!project_.is_dvi && project_.version.find("(DVI)") != std::string::npos)
      import_.warnings.push_back("a DVI project by its version, but there is no DVI part: was the file cut?");
    say_what_is_left();
    return std::move(import_);
  }

 private:
  void add_dvi() {
    if (!project_.persons.empty()) {
      import_.warnings.push_back(count(project_.n_named, "person") +
                                 " and the pedigrees outside the DVI part (ordinary casework) are not carried over");
    }
    std::set<std::string> family_ids;
    for (const auto& family : project_.families) {
      const auto id = unique_name(family.name, "family", family_ids);
      if (id != family.name) import_.warnings.push_back("a family's name is empty or occurs twice; it is called " + id);
      add_named_family(family, id);
    }
    add_remains();
    import_.notes.push_back(count(project_.families.size(), "reference family") + " as families, " +
                            count(project_.unidentified.size(), "unidentified person") + " as remains");
    const bool any_dropout = std::any_of(project_.markers.begin(), project_.markers.end(),
                                         [](const Marker& m) { return m.dropout > 0; });
    if (any_dropout) {
      import_.warnings.push_back(
          "the database has dropout probabilities, but no one in the DVI part is marked for them: they are not carried "
          "over "
          "(column dropout of profiles.csv or markers.csv)");
    }
  }

  void add_named_family(const Family& family, const std::string& id) {
    auto persons = family.persons;
    const auto index_of = [&](const std::string& name) {
      const auto found = std::find_if(persons.begin(), persons.end(), [&](const Person& p) { return p.name == name; });
      if (found != persons.end()) return static_cast<std::size_t>(found - persons.begin());
      if (name != kMissingPerson) {
        import_.warnings.push_back("family " + id + ": '" + name +
                                   "' is in a relation only; added as an untyped person");
      }
      persons.push_back({.name = name});
      return persons.size() - 1;
    };
    std::vector<Relation> relations;
    if (const auto* pedigree = choose_pedigree(family, id, import_)) {
      for (const auto& [parent, child] : pedigree->relations) {
        const auto parent_index = index_of(parent);
        relations.emplace_back(parent_index, index_of(child));
      }
    }
    std::set<std::string> names;
    for (const auto& [parent, child] : relations) {
      for (const auto person : {parent, child}) {
        const auto same = std::count_if(persons.begin(), persons.end(),
                                        [&](const Person& p) { return p.name == persons[person].name; });
        if (same > 1 && names.insert(persons[person].name).second) {
          import_.errors.push_back("family " + id + ": '" + persons[person].name +
                                   "' names several persons, so the pedigree cannot be told");
        }
      }
    }
    add_family(id, std::move(persons), relations, project_, family.note, import_);
  }

  void add_remains() {
    std::set<std::string> taken;
    for (const auto& person : import_.draft.persons) taken.insert(person.id);
    for (const auto& person : project_.unidentified) {
      const auto id = unique_name(person.name, "PM", taken);
      if (id != person.name) {
        import_.warnings.push_back("a name of an unidentified person is empty or taken; the remains are called " + id);
      }
      import_.draft.remains.push_back({.id = id, .sex = person.sex});
      for (const auto& genotype : person.genotypes) {
        const auto* marker = find_marker(project_, genotype.marker);
        if (marker == nullptr) {
          import_.warnings.push_back("remains " + id + ": typed at " + genotype.marker +
                                     ", which the database lacks; left out");
          continue;
        }
        auto typing = typing_of(genotype, *marker, id, import_);
        if (typing) import_.draft.typings.push_back(std::move(*typing));
      }
    }
  }

  void add_pedigrees() {
    import_.notes.push_back(
        "this is no DVI project: each of its pedigrees is written as a family of its own, with all persons and the "
        "known "
        "relations; there are no remains");
    std::set<std::string> ids;
    for (const auto& pedigree : project_.pedigrees) {
      auto persons = project_.persons;
      persons.insert(persons.end(), pedigree.extras.begin(), pedigree.extras.end());
      auto relations = project_.known;
      relations.insert(relations.end(), pedigree.relations.begin(), pedigree.relations.end());
      add_family(unique_name(pedigree.name, "pedigree", ids), std::move(persons), relations, project_, {}, import_);
    }
    if (!project_.pedigrees.empty()) return;
    import_.notes.push_back(
        "the file has no pedigree; the known relations are written as the family 'known relations'");
    add_family("known relations", project_.persons, project_.known, project_, {}, import_);
  }

  void say_what_was_lost() {
    const auto& lost = import_.lost_alleles;
    if (lost.empty()) return;
    constexpr std::size_t kShown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(lost.size(), kShown); ++i) text += (i == 0 ? "" : ", ") + lost[i];
    import_.warnings.push_back("one allele beside one that is empty or not known in " + count(lost.size(), "genotype") +
                               ": " + text + (lost.size() > kShown ? ", ..." : "") +
                               "; written as partial, as Familias writes a homozygote twice");
  }

  void say_what_is_left() {
    say_what_was_lost();
    if (project_.theta > 0) import_.notes.push_back("theta of the file is written for every marker");
    if (!project_.settings.empty()) {
      std::string text;
      for (const auto& line : project_.settings) {
        if (!line.starts_with('[')) text += (text.empty() ? "" : ", ") + line;
      }
      import_.warnings.push_back("settings of Familias itself are not carried over: " + text);
    }
  }

  static std::string count(std::size_t n, const std::string& what) {
    const bool ends_in_y = what.ends_with('y');
    if (n == 1) return "1 " + what;
    return std::to_string(n) + " " + (ends_in_y ? what.substr(0, what.size() - 1) + "ies" : what + "s");
  }

  const Project& project_;
  Import import_;
};

}  // namespace

Import to_case(const Project& project) { return Importer(project).run(); }

}  // namespace kith::intake::familias

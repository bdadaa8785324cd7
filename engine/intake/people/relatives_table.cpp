#include "intake/people/relatives_table.hpp"

#include "attributes/frame/not_known.hpp"
#include "intake/case/cell_values.hpp"

namespace kith::intake {
namespace {

using genetics::Sex;
using matching::Role;

struct RelativeColumns {
  explicit RelativeColumns(TableColumns& columns)
      : family(columns.require("family_id")),
        person(columns.require("person_id")),
        father(columns.require("father_id")),
        mother(columns.require("mother_id")),
        sex(columns.require("sex")),
        role(columns.require("role")) {
    static_cast<void>(columns.find("relation"));  // a note for people
  }
  Column family, person, father, mother, sex, role;
};

bool means_nobody(std::string_view parent) {
  return parent == "0" || attributes::NotKnown::built_in().is_not_known(parent);
}

class RelativesReader {
 public:
  RelativesReader(const text::CsvTable& table, ProblemLog& log) : columns_(table, log), column_(columns_) {
    columns_.warn_unclaimed("ignored");
  }

  RelativesTable read() {
    if (!columns_.complete()) return {};
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) read_row(row);
    as_father_.resize(result_.persons.size());
    as_mother_.resize(result_.persons.size());
    for (auto& person : result_.persons) {
      check_parent(person, person.father, column_.father, Sex::male);
      check_parent(person, person.mother, column_.mother, Sex::female);
    }
    return std::move(result_);
  }

 private:
  void read_row(std::size_t row) {
    const auto family = columns_.required_text(row, column_.family, "the id of a family");
    const auto id = columns_.required_text(row, column_.person, "an id that is unique in the case");
    if (!family || !id) return;
    const auto next = static_cast<std::uint32_t>(result_.persons.size());
    if (const auto [first, is_new] = result_.person_by_id.emplace(*id, next); !is_new) {
      const auto& other = result_.persons[first->second];
      return columns_.error(Errc::duplicate_id, row, column_.person,
                            "an id that is unique in the case (row " + std::to_string(other.line) +
                                " has it too, in family " + result_.families[other.family].id + ")");
    }
    PersonRow person{.id = std::string(*id), .row = row, .line = columns_.table().line(row)};
    person.family = family_index(*family);
    person.father = columns_.text(row, column_.father);
    person.mother = columns_.text(row, column_.mother);
    const auto sex = parse_sex(columns_.text(row, column_.sex));
    if (!sex) columns_.error(Errc::bad_value, row, column_.sex, kSexExpected);
    person.sex = sex.value_or(Sex::unknown);
    const auto role = parse_role(columns_.text(row, column_.role));
    if (!role) columns_.error(Errc::bad_value, row, column_.role, "reference, missing or other");
    person.role = role.value_or(Role::other);
    result_.families[person.family].persons.push_back(next);
    result_.persons.push_back(std::move(person));
  }

  std::uint32_t family_index(std::string_view id) {
    const auto next = static_cast<std::uint32_t>(result_.families.size());
    const auto [found, is_new] = result_.family_by_id.emplace(id, next);
    if (is_new) result_.families.push_back({.id = std::string(id), .persons = {}});
    return found->second;
  }

  /// Clears `parent` where the cell means nobody or names nobody the pedigree could use.
  void check_parent(const PersonRow& child, std::string& parent, const Column& column, Sex sex) {
    if (parent.empty()) return;
    const auto found = result_.person_by_id.find(parent);
    if (found == result_.person_by_id.end()) {
      if (!means_nobody(parent)) {
        columns_.error(Errc::unknown_parent, child.row, column,
                       "a person_id of this table: every parent that is named needs a row of his or her own");
      }
      return parent.clear();
    }
    const auto& person = result_.persons[found->second];
    const auto problem = problem_of(child, person, found->second, sex);
    if (!problem.empty()) {
      columns_.error(person.family == child.family ? Errc::parent_sex_conflict : Errc::unknown_parent, child.row,
                     column, problem);
      parent.clear();
    }
  }

  std::string problem_of(const PersonRow& child, const PersonRow& parent, std::uint32_t index, Sex sex) {
    const auto in_row = [&] { return " (row " + std::to_string(parent.line) + ")"; };
    if (parent.family != child.family) {
      return "a person of the same family; this one belongs to family " + result_.families[parent.family].id + in_row();
    }
    auto& used_here = sex == Sex::male ? as_father_ : as_mother_;
    const auto& used_there = sex == Sex::male ? as_mother_ : as_father_;
    used_here[index] = true;
    const bool is_father = sex == Sex::male;
    if (parent.sex != Sex::unknown && parent.sex != sex) {
      return std::string(is_father ? "a male" : "a female") + " person; this one has sex " +
             std::string(sex_text(parent.sex)) + in_row();
    }
    if (used_there[index]) return std::string("a person who is nobody's ") + (is_father ? "mother" : "father");
    return {};
  }

  TableColumns columns_;
  RelativeColumns column_;
  RelativesTable result_;
  std::vector<bool> as_father_;
  std::vector<bool> as_mother_;
};

}  // namespace

RelativesTable read_relatives(const text::CsvTable& table, ProblemLog& log) {
  return RelativesReader(table, log).read();
}

std::vector<matching::Family> make_families(const RelativesTable& relatives, const text::CsvTable& table,
                                            ProblemLog& log) {
  std::vector<matching::Family> families;
  families.reserve(relatives.families.size());
  std::vector<pedigree::PersonSpec> specs;
  for (const auto& rows : relatives.families) {
    specs.clear();
    for (const auto index : rows.persons) {
      const auto& person = relatives.persons[index];
      specs.push_back({.id = person.id, .father = person.father, .mother = person.mother, .sex = person.sex});
    }
    auto pedigree = pedigree::Pedigree::make(specs);
    if (!pedigree) {
      const auto named = relatives.person_by_id.find(pedigree.error().where);
      const auto& culprit = relatives
                                .persons[named == relatives.person_by_id.end() ? rows.persons.front() : named->second];
      log.add({.code = pedigree.error().code,
               .file = table.file(),
               .row = culprit.line,
               .column = "person_id",
               .found = culprit.id,
               .expected = "a pedigree that can be; in family " + rows.id + ": " + pedigree.error().message});
      families.push_back({.id = rows.id, .pedigree = {}, .profiles = {}, .roles = {}});
      continue;
    }
    matching::Family family{.id = rows.id, .pedigree = std::move(pedigree).value(), .profiles = {}, .roles = {}};
    const auto n = family.pedigree.size();
    family.profiles.resize(n);
    family.roles.resize(n, Role::other);
    family.amelogenin.resize(n, Sex::unknown);
    for (std::size_t i = 0; i < rows.persons.size(); ++i) family.roles[i] = relatives.persons[rows.persons[i]].role;
    families.push_back(std::move(family));
  }
  return families;
}

}  // namespace kith::intake

#include "intake/people/subjects.hpp"

#include <algorithm>

#include "intake/case/cell_values.hpp"
#include "intake/case/date_cells.hpp"
#include "intake/forms/attribute_names.hpp"
#include "intake/forms/description_parser.hpp"
#include "intake/forms/grave_items.hpp"

namespace kith::intake {
namespace {

using genetics::Sex;
using matching::Remains;
using matching::Role;

/// The columns of a form that are no ids: all are kept, the ones nobody knows with a warning.
class AttributeColumns {
 public:
  AttributeColumns(TableColumns& columns, Form form) : columns_(columns) {
    for (std::size_t i = 0; i < columns.table().n_columns(); ++i) {
      const auto& name = columns.table().header()[i];
      if (columns.is_claimed(i) || name.empty()) continue;
      kept_.push_back({.name = name, .index = i});
      if (is_known_attribute(name, form)) columns.claim(i);
    }
    columns.warn_unclaimed("kept and not used");
  }

  [[nodiscard]] matching::Attributes read(std::size_t row) const {
    matching::Attributes attributes;
    for (const auto& column : kept_) {
      const auto text = columns_.text(row, column);
      if (text.empty()) continue;
      attributes.emplace_back(column.name,
                              text::column_key(column.name).ends_with("date") ? date_text(text) : std::string(text));
    }
    return attributes;
  }

 private:
  /// As ISO 8601 has it, where it is a date.
  static std::string date_text(std::string_view text) {
    const auto date = parse_date_span(text);
    return date ? date_span_text(date.value()) : std::string(text);
  }

  const TableColumns& columns_;
  std::vector<Column> kept_;
};

/// Ids, what has a list of its own, and what is read by its own rules: names, teeth, sex.
std::vector<std::string_view> columns_as_written() {
  static const std::vector<std::string> teeth = [] {
    std::vector<std::string> names;
    for (attributes::ToothIndex tooth = 0; tooth < attributes::kTeeth; ++tooth) {
      names.push_back("tooth_" + std::to_string(attributes::fdi_number(tooth)));
    }
    return names;
  }();
  std::vector<std::string_view> names{"missing_id", "family_id",      "remains_id",  "sex",       "event_id",
                                      "site_id",    "name",           "teeth",       "body_part", "body_side",
                                      "portion",    "dna_population", "case_number", "note"};
  names.insert(names.end(), teeth.begin(), teeth.end());
  return names;
}

Sex read_sex(TableColumns& columns, std::size_t row, const Column& column) {
  const auto& words = columns.words();
  const auto text = words.synonyms.meaning("sex", columns.text(row, column));
  const auto sex = words.not_known.is_not_known(text) ? std::optional(Sex::unknown) : parse_sex(text);
  if (!sex) columns.error(Errc::bad_value, row, column, kSexExpected);
  return sex.value_or(Sex::unknown);
}

class MissingReader {
 public:
  MissingReader(const text::CsvTable& table, RelativesTable& relatives, ProblemLog& log,
                const attributes::CaseWords& words)
      : columns_(table, log),
        id_(columns_.require("missing_id")),
        family_(columns_.require("family_id")),
        sex_(columns_.find("sex")),
        attributes_(columns_, Form::am),
        descriptions_(columns_),
        relatives_(relatives) {
    columns_.use_words(words, columns_as_written());
  }

  MissingTable read(std::vector<bool>& listed) {
    MissingTable result;
    if (!columns_.complete()) return result;
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) read_row(row, result, listed);
    return result;
  }

 private:
  void read_row(std::size_t row, MissingTable& result, std::vector<bool>& listed) {
    const auto id = columns_.required_text(row, id_, "a person_id of relatives.csv with role missing");
    if (!id) return;
    const auto found = relatives_.person_by_id.find(*id);
    if (found == relatives_.person_by_id.end()) {
      return columns_.error(Errc::unknown_id, row, id_, "a person_id of relatives.csv with role missing");
    }
    auto& person = relatives_.persons[found->second];
    const auto& family = relatives_.families[person.family].id;
    const auto where = "row " + std::to_string(person.line) + " of relatives.csv";
    if (person.role != Role::missing) {
      columns_.error(Errc::bad_value, row, id_,
                     "a person with role missing; " + where + " says " + std::string(role_text(person.role)));
    }
    if (listed[found->second]) return columns_.error(Errc::duplicate_id, row, id_, "every missing person once");
    listed[found->second] = true;
    if (const auto text = columns_.text(row, family_); !text.empty() && text != family) {
      columns_.error(Errc::unknown_id, row, family_, "'" + family + "', the family of this person in " + where);
    }
    const auto sex = read_sex(columns_, row, sex_);
    if (sex != Sex::unknown && person.sex != Sex::unknown && sex != person.sex) {
      columns_.error(Errc::bad_value, row, sex_, std::string(sex_text(person.sex)) + ", as in " + where);
    }
    if (person.sex == Sex::unknown) person.sex = sex;
    result.missing.push_back({.id = person.id,
                              .family = person.family,
                              .sex = person.sex,
                              .attributes = attributes_.read(row),
                              .description = descriptions_.read_am(row)});
    result.sex_left_open.push_back(person.sex == Sex::unknown && !columns_.text(row, sex_).empty());
  }

  TableColumns columns_;
  Column id_, family_, sex_;
  AttributeColumns attributes_;
  DescriptionParsers descriptions_;
  RelativesTable& relatives_;
};

}  // namespace

Subjects::Subjects(const RelativesTable& relatives, std::vector<Remains>& remains, bool open)
    : relatives_(relatives), remains_(remains), open_(open) {
  for (std::size_t i = 0; i < remains.size(); ++i) {
    index_.emplace(remains[i].id, static_cast<SubjectIndex>(relatives.persons.size() + i));
  }
}

SubjectIndex Subjects::find(std::string_view id) {
  const auto subject = would_be(id);
  if (subject == size()) {
    remains_.push_back({.id = std::string(id), .profile = {}});
    index_.emplace(id, subject);
  }
  return subject;
}

SubjectIndex Subjects::would_be(std::string_view id) const {
  if (const auto person = relatives_.person_by_id.find(id); person != relatives_.person_by_id.end())
    return person->second;
  if (const auto found = index_.find(id); found != index_.end()) return found->second;
  return open_ ? static_cast<SubjectIndex>(size()) : kNoSubject;
}

const std::string& Subjects::id(SubjectIndex subject) const {
  return is_person(subject) ? relatives_.persons[subject].id : remains_[subject - relatives_.persons.size()].id;
}

std::vector<Remains> read_remains(const text::CsvTable& table, const RelativesTable& relatives, ProblemLog& log,
                                  const attributes::CaseWords& words) {
  std::vector<Remains> remains;
  TableColumns columns(table, log);
  const auto id_column = columns.require("remains_id");
  const auto sex_column = columns.find("sex");
  const AttributeColumns attributes(columns, Form::pm);
  const DescriptionParsers descriptions(columns);
  columns.use_words(words, columns_as_written());
  if (!columns.complete()) return remains;
  TextMap<std::size_t> lines;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto id = columns.required_text(row, id_column, "an id that is unique in the case");
    if (!id) continue;
    if (const auto [first, is_new] = lines.emplace(*id, table.line(row)); !is_new) {
      columns.error(Errc::duplicate_id, row, id_column,
                    "every remains once (row " + std::to_string(first->second) + " has this id too)");
      continue;
    }
    if (relatives.person_by_id.contains(*id)) {
      columns.error(Errc::duplicate_id, row, id_column, "an id that no person of relatives.csv has");
      continue;
    }
    remains.push_back({.id = std::string(*id),
                       .profile = {},
                       .sex = read_sex(columns, row, sex_column),
                       .attributes = attributes.read(row),
                       .description = descriptions.read_pm(row)});
  }
  count_bodies_of_graves(remains, words.not_known);
  return remains;
}

MissingTable read_missing_persons(const text::CsvTable* table, RelativesTable& relatives, ProblemLog& log,
                                  const attributes::CaseWords& words) {
  std::vector<bool> listed(relatives.persons.size(), false);
  MissingTable result;
  if (table != nullptr) result = MissingReader(*table, relatives, log, words).read(listed);
  const bool has_table = table != nullptr &&
                         (!result.missing.empty() || (table->n_rows() == 0 && table->n_columns() > 0));
  for (std::size_t i = 0; i < relatives.persons.size(); ++i) {
    const auto& person = relatives.persons[i];
    if (person.role != Role::missing || listed[i]) continue;
    result.missing.push_back({.id = person.id, .family = person.family, .sex = person.sex});
    result.sex_left_open.push_back(false);
    if (!has_table) continue;
    log.add(
        {.severity = Severity::warning,
         .code = Errc::unknown_id,
         .file = "relatives.csv",
         .row = person.line,
         .column = "person_id",
         .found = person.id,
         .expected = "a row in missing_persons.csv for a person of role missing; searched for without a description"});
  }
  for (auto& entry : result.missing) {
    const auto& rows = relatives.families[entry.family].persons;
    const auto position = relatives.person_by_id.find(entry.id)->second;
    entry.person = static_cast<pedigree::PersonIndex>(std::lower_bound(rows.begin(), rows.end(), position) -
                                                      rows.begin());
  }
  return result;
}

}  // namespace kith::intake

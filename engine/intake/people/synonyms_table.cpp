#include "intake/people/synonyms_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "attributes/frame/cell_text.hpp"
#include "intake/case/table_columns.hpp"

namespace kith::intake {
namespace {

/// Columns whose cells are words or lists of them.
constexpr std::array<std::string_view, 17> kAttributes{
    "sex",        "sex_method",  "stature_source", "ancestry",     "hair",      "eyes",
    "handedness", "blood_group", "teeth",          "teeth_source", "fractures", "surgery",
    "implants",   "marks",       "clothing",       "effects",      "documents"};

std::string attributes_text() {
  std::string text;
  for (const auto name : kAttributes) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

/// Rows by attribute and word.
using Rows = std::map<std::pair<std::string, std::string>, std::size_t>;

class SynonymsReader {
 public:
  SynonymsReader(const text::CsvTable& table, attributes::Synonyms& synonyms, ProblemLog& log)
      : columns_(table, log),
        attribute_(columns_.require("attribute")),
        word_(columns_.require("word")),
        means_(columns_.require("means")),
        synonyms_(synonyms) {
    columns_.warn_unclaimed("not used");
  }

  void read() {
    if (!columns_.complete()) return;
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) read_row(row);
    for (const auto& [attribute_and_word, row] : rows_) check_chain(attribute_and_word.first, row);
  }

 private:
  void read_row(std::size_t row) {
    const auto attribute = columns_.required_text(row, attribute_, "a column of the descriptions");
    const auto word = columns_.required_text(row, word_, "the word that the tables of this case use");
    const auto means = columns_.required_text(row, means_, "the common word for it, or unknown, or none");
    if (!attribute || !word || !means) return;
    const auto key = text::column_key(*attribute);
    const auto is_this = [&](std::string_view name) { return text::column_key(name) == key; };
    if (std::none_of(kAttributes.begin(), kAttributes.end(), is_this)) {
      return columns_.error(Errc::bad_value, row, attribute_, "one of " + attributes_text());
    }
    if (attributes::fold_case(*word) == attributes::fold_case(*means)) {
      return columns_.error(Errc::bad_value, row, means_, "another word than '" + std::string(*word) + "' itself");
    }
    const auto [first, is_new] = rows_.emplace(std::pair(key, attributes::word_key(*word)), row);
    if (!is_new) {
      return columns_.error(Errc::duplicate_id, row, word_,
                            "every word of an attribute once (row " +
                                std::to_string(columns_.table().line(first->second)) +
                                " has it, too; capitals and accents do not count)");
    }
    static_cast<void>(synonyms_.add(key, *word, *means));
  }

  void check_chain(const std::string& attribute, std::size_t row) {
    const auto means = columns_.text(row, means_);
    const auto next = rows_.find({attribute, attributes::word_key(means)});
    if (next == rows_.end() || next->second == row) return;
    columns_.error(Errc::bad_value, row, means_,
                   "a common word; row " + std::to_string(columns_.table().line(next->second)) + " says that '" +
                       std::string(means) + "' means '" + std::string(columns_.text(next->second, means_)) +
                       "': name the last of them in both rows");
  }

  TableColumns columns_;
  Column attribute_, word_, means_;
  attributes::Synonyms& synonyms_;
  Rows rows_;
};

}  // namespace

void read_synonyms(const text::CsvTable& table, attributes::Synonyms& synonyms, ProblemLog& log) {
  SynonymsReader(table, synonyms, log).read();
}

}  // namespace kith::intake

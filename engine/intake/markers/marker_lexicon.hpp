// intake/markers/marker_lexicon.hpp — the names that are markers in a case: those of the built-in lists, of markers.csv
// and frequencies.csv, and rs numbers; and what somebody meant who wrote another one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/case/table_columns.hpp"

namespace kith::intake {

class MarkerLexicon {
 public:
  /// Adds a marker of the case's tables.
  void add(std::string_view name);

  /// By a built-in list, or as a number of dbSNP ("rs1490413").
  [[nodiscard]] static bool is_built_in(std::string_view name);
  /// By the case's tables, blanks, '_', '.' and '-' standing for one another but not for nothing: "L1_1" is not L11.
  [[nodiscard]] bool is_added_as_written(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;

  /// The known name that is spelt most like this one; empty where none is near.
  [[nodiscard]] std::string nearest(std::string_view name) const;
  /// Whether a name that is not known is a marker's by its looks: a D-number, a slip of the pen away from a known name,
  /// or a known name with more behind it ("vWA31x").
  [[nodiscard]] bool resembles(std::string_view name) const;
  /// "; the nearest name is D3S1358", or nothing.
  [[nodiscard]] std::string hint(std::string_view name) const;

 private:
  /// The longest beginning that is a known name, in the field's spelling, where the whole has a digit; empty: none.
  [[nodiscard]] std::string known_beginning(std::string_view name) const;

  struct Entry {
    std::string key;
    std::string name;
  };
  std::vector<Entry> added_;
  TextMap<bool> keys_;
  TextMap<bool> spellings_;
};

/// A Y-STR or X-STR by the nomenclature, listed or not: "DYS999", "DXS12345", "DYF387S1".
[[nodiscard]] bool is_y_or_x_number(std::string_view name);

}  // namespace kith::intake

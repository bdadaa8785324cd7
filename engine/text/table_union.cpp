#include "text/table_union.hpp"

#include <algorithm>
#include <sstream>

#include "text/csv_writer.hpp"

namespace kith::text {
namespace {

void write_rows(const CsvTable& table, const std::vector<std::string>& keys, CsvWriter& csv) {
  std::vector<std::optional<std::size_t>> columns;
  for (const auto& key : keys) columns.push_back(table.find(key));
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    for (const auto& column : columns) csv.cell(column ? table.cell(row, *column) : std::string_view());
    csv.end_row();
  }
}

}  // namespace

std::string table_union(const CsvTable& old, const CsvTable& added) {
  std::ostringstream out;
  CsvWriter csv(out);
  std::vector<std::string> keys;
  for (const auto* table : {&old, &added}) {
    for (const auto& name : table->header()) {
      auto key = column_key(name);
      if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
      csv.cell(name);
      keys.push_back(std::move(key));
    }
  }
  csv.end_row();
  write_rows(old, keys, csv);
  write_rows(added, keys, csv);
  return out.str();
}

}  // namespace kith::text

#include "intake/draft/case_template.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "genetics/markers/mutation_rates.hpp"
#include "intake/case/case_schema.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake {
namespace {

/// "0.00009": no exponent in a table for people.
std::string rate_text(double rate) {
  std::array<char, 64> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), rate, std::chars_format::fixed).ptr};
}

std::vector<const ColumnSpec*> header_of(const TableSpec& table) {
  std::vector<const ColumnSpec*> columns;
  for (const auto& column : table.columns) {
    if (column.need != Need::besides) columns.push_back(&column);
  }
  return columns;
}

void add_rate(const TableSpec& table, const genetics::PublishedRate& rate, text::CsvWriter& csv) {
  const std::string male = rate_text(rate.male);
  const std::string female = rate_text(rate.female);
  const std::array<std::pair<std::string_view, std::string_view>, 6> cells{{{"marker", rate.marker},
                                                                            {"mutation_model", "stepwise"},
                                                                            {"rate_male", male},
                                                                            {"rate_female", female},
                                                                            {"rate2", "0.000001"},
                                                                            {"range", "0.1"}}};
  for (const auto* column : header_of(table)) {
    const auto cell = std::find_if(cells.begin(), cells.end(), [&](const auto& c) { return c.first == column->name; });
    csv.cell(cell == cells.end() ? std::string_view() : cell->second);
  }
  csv.end_row();
}

TableText blank_table(const TableSpec& table) {
  TableText result{std::string(table.file), ""};
  text::CsvWriter csv(result.text);
  for (const auto* column : header_of(table)) csv.cell(column->name);
  csv.end_row();
  if (table.file != "markers.csv") return result;
  for (const auto& rate : genetics::published_rates()) add_rate(table, rate, csv);
  return result;
}

/// Rows of the example case, without the header.
std::string example_rows(const TableSpec& table) {
  const auto columns = header_of(table);
  std::size_t n_rows = 0;
  for (const auto* column : columns) n_rows = std::max(n_rows, column->examples.size());
  std::string text;
  text::CsvWriter csv(text);
  for (std::size_t row = 0; row < n_rows; ++row) {
    for (const auto* column : columns)
      csv.cell(row < column->examples.size() ? column->examples[row] : std::string_view());
    csv.end_row();
  }
  return text;
}

std::string section(const TableSpec& table) {
  std::string text = "\n## " + std::string(table.file) + "\n\nA row is " + std::string(table.row) + ".\n\n";
  text += "| column | | meaning |\n|---|---|---|\n";
  for (const auto* column : header_of(table)) {
    text += "| `" + std::string(column->name) + "` | " + (column->need == Need::required ? "needed" : "") + " | " +
            std::string(column->meaning) + " |\n";
  }
  const auto rows = example_rows(table);
  if (rows.empty()) return text;
  return text + "\n```csv\n" + rows + "```\n";
}

constexpr std::string_view kBeginning =
    "# A case\n\n"
    "A folder of CSV tables, written by `kith new`. Fill in the tables with a spreadsheet (save as 'CSV UTF-8') or "
    "let\n"
    "the laboratory's files do it:\n\n"
    "    kith import frequencies TABLE --out frequencies.csv --force\n"
    "    kith import genemapper TABLE --out profiles.csv --force\n\n"
    "Then look at what is doubtful, and match:\n\n"
    "    kith check .\n"
    "    kith match . --out results\n\n"
    "Needed are `frequencies.csv`, `relatives.csv` and `profiles.csv`; a table that stays empty says nothing, except\n"
    "`remains.csv`: where the file is there, it lists all remains. Delete what you do not need. Columns may stand in\n"
    "any order, and those that are not needed may be left out. The settings of a run are in `case.ini`; kith's\n"
    "docs/case-format.md says more of every column.\n\n"
    "The rows shown under each table, put below its header, are a small case: a mother seeks her son, and a body was\n"
    "found. Nobody in it exists.\n";

constexpr std::string_view kSources =
    "\n## Where the numbers come from\n\n"
    "`markers.csv` holds mutation rates per meiosis, by the parent's sex.\n\n"
    "- CSF1PO, D13S317, D16S539, D18S51, D19S433, D21S11, D2S1338, D3S1358, D5S818, D7S820, D8S1179, FGA, Penta D,\n"
    "  Penta E, TH01, TPOX, vWA, and SE33 of fathers: NIST STRBase, *Apparent mutation rates observed at STR loci in "
    "the\n"
    "  course of paternity testing*, compiled from the annual reports of the AABB to 2008.\n"
    "- D10S1248, D12S391, D1S1656, D22S1045, D2S441, and SE33 of mothers (STRBase: 0 in 330 meioses): no value of "
    "their\n"
    "  own; 0.002 and 0.001 are the defaults of a Norwegian laboratory's database, published with the program KLINK.\n"
    "- The model is `stepwise`: each further step ten times rarer (`range` 0.1), 0.000001 for changes by a part of a\n"
    "  repeat (`rate2`), as in that database. It needs repeat numbers: for a marker with a `Rest allele` write "
    "`equal`.\n\n"
    "These rates are what was seen, and hidden mutations add to them. Use your own laboratory's, if it has some.\n"
    "A marker that is not listed has these rates, or 0.002 and 0.001; a `mutation_model` of `none` turns mutation "
    "off.\n\n"
    "The example's frequencies of TH01 are counts over 722 chromosomes of the NIST 1036 Caucasian sample (Hill et al.\n"
    "2013, corrected by Steffen et al. 2017). Take a table of your own population.\n";

}  // namespace

std::vector<TableText> blank_case() {
  std::vector<TableText> tables;
  std::string readme(kBeginning);
  for (const auto& table : table_specs()) {
    if (!table.is_matched || table.columns.empty()) continue;
    tables.push_back(blank_table(table));
    readme += section(table);
  }
  readme += kSources;
  tables.push_back({"README.md", std::move(readme)});
  return tables;
}

}  // namespace kith::intake

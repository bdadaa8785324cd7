#include "intake/draft/case_template.hpp"

#include <algorithm>
#include <array>

#include "intake/case/case_schema.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake {
namespace {

/// Mutations per meiosis of fathers and mothers.
struct PublishedRate {
  std::string_view marker, male, female;
};

/// NIST STRBase, "Apparent mutation rates observed at STR loci in the course of paternity testing" (of the annual
/// reports of the AABB, to 2008), rounded as printed there.
constexpr std::array<PublishedRate, 17> kStrBase{{{"CSF1PO", "0.0015", "0.0003"},
                                                  {"D13S317", "0.0014", "0.0004"},
                                                  {"D16S539", "0.0011", "0.0003"},
                                                  {"D18S51", "0.0022", "0.0006"},
                                                  {"D19S433", "0.00075", "0.0005"},
                                                  {"D21S11", "0.0015", "0.0011"},
                                                  {"D2S1338", "0.001", "0.00021"},
                                                  {"D3S1358", "0.0013", "0.00015"},
                                                  {"D5S818", "0.0012", "0.00025"},
                                                  {"D7S820", "0.0012", "0.00013"},
                                                  {"D8S1179", "0.0016", "0.0002"},
                                                  {"FGA", "0.0032", "0.0005"},
                                                  {"Penta D", "0.0009", "0.0006"},
                                                  {"Penta E", "0.00135", "0.00065"},
                                                  {"TH01", "0.00009", "0.00009"},
                                                  {"TPOX", "0.00012", "0.00004"},
                                                  {"vWA", "0.0017", "0.0003"}}};

/// The default of the Norwegian laboratory's Familias database (Nordisk_v4, in the data of the program KLINK) for
/// markers without a value of their own; SE33: the father's rate is that of STRBase (330 of 51,610 meioses).
constexpr std::array<PublishedRate, 6> kDefaults{{{"D10S1248", "0.002", "0.001"},
                                                  {"D12S391", "0.002", "0.001"},
                                                  {"D1S1656", "0.002", "0.001"},
                                                  {"D22S1045", "0.002", "0.001"},
                                                  {"D2S441", "0.002", "0.001"},
                                                  {"SE33", "0.0064", "0.001"}}};

std::vector<const ColumnSpec*> header_of(const TableSpec& table) {
  std::vector<const ColumnSpec*> columns;
  for (const auto& column : table.columns) {
    if (column.need != Need::besides) columns.push_back(&column);
  }
  return columns;
}

void add_rate(const TableSpec& table, const PublishedRate& rate, text::CsvWriter& csv) {
  const std::array<std::pair<std::string_view, std::string_view>, 6> cells{{{"marker", rate.marker},
                                                                            {"mutation_model", "stepwise"},
                                                                            {"rate_male", rate.male},
                                                                            {"rate_female", rate.female},
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
  for (const auto& rate : kStrBase) add_rate(table, rate, csv);
  for (const auto& rate : kDefaults) add_rate(table, rate, csv);
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
    "A marker that is not listed has no mutation model: one mutation in a true family then excludes it (kith says "
    "so).\n\n"
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

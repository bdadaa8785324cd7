// The readers of tables: long ones and ladders.
#include <algorithm>
#include <array>

#include "genetics/markers/marker_names.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/case/header_words.hpp"
#include "intake/frequencies/frequency_sink.hpp"
#include "intake/profiles/genotype_cells.hpp"

namespace kith::intake {
namespace {

/// What the first cell of a ladder's row says the row is.
enum class LadderRow { alleles, count, ignored, unknown };

LadderRow kind_of_row(std::string_view cell) {
  static constexpr std::array statistics{"fmin", "minf", "min",   "he", "ho", "hexp", "hobs", "pic",   "pd",  "pe",
                                         "mp",   "pm",   "theta", "p",  "pi", "tpi",  "sum",  "total", "het", "hwe"};
  const auto word = lower_case(cell);
  if (word == "n" || word == "2n") return LadderRow::count;
  if (std::find(statistics.begin(), statistics.end(), word) != statistics.end()) return LadderRow::ignored;
  if (cell.find(',') != std::string_view::npos && !parse_number(cell, true)) return LadderRow::ignored;  // "X,Y"
  if (is_null_allele(cell)) return LadderRow::alleles;
  return read_listed_allele(cell, nullptr) ? LadderRow::alleles : LadderRow::unknown;
}

class LadderReader {
 public:
  LadderReader(const text::CsvTable& table, std::size_t allele, FrequencySink& sink)
      : table_(table), allele_(allele), population_(table.find("database")), count_(table.find("n")), sink_(sink) {
    for (std::size_t column = 0; column < table.n_columns(); ++column) {
      const bool is_marker = column != allele_ && column != population_ && column != count_;
      if (is_marker && !table.header()[column].empty()) markers_.push_back(column);
    }
  }

  void read() {
    if (!check_columns()) return;
    for (std::size_t row = 0; row < table_.n_rows(); ++row) read_row(row);
    for (const auto row : count_rows_) {
      for_each_cell(row, [&](auto... cell) { sink_.set_count(population(row), cell...); });
    }
    if (!count_) return;
    for (const auto row : allele_rows_) {
      for (const auto column : markers_) {
        const FrequencyPlace place{table_.line(row), table_.header()[*count_]};
        if (!table_.cell(row, column).empty())
          sink_.set_count(population(row), table_.header()[column], table_.cell(row, *count_), place);
      }
    }
  }

 private:
  /// False where a column is named after no known marker and holds no frequencies: the table may be none with markers
  /// across.
  bool check_columns() {
    std::string strange;
    for (const auto column : markers_) {
      const auto& name = table_.header()[column];
      if (!genetics::known_marker_kind(name) && !holds_frequencies(column))
        strange += (strange.empty() ? "" : ", ") + name;
    }
    if (strange.empty()) return true;
    sink_.refuse({1, ""}, Errc::unknown_column,
                 "columns not known: " + strange +
                     "; they are no markers, as they hold no frequencies. A table has either a column each for marker, "
                     "allele and frequency, or a column of alleles and one of frequencies for each marker");
    return false;
  }

  [[nodiscard]] bool holds_frequencies(std::size_t column) const {
    for (std::size_t row = 0; row < table_.n_rows(); ++row) {
      const auto cell = table_.cell(row, column);
      if (kind_of_row(table_.cell(row, allele_)) != LadderRow::alleles || genetics::is_missing_allele(cell)) continue;
      const auto number = parse_number(cell, true);
      if (!number || *number < 0 || *number > 1) return false;
    }
    return true;
  }

  void read_row(std::size_t row) {
    const auto allele = table_.cell(row, allele_);
    const FrequencyPlace place{table_.line(row), table_.header()[allele_]};
    switch (kind_of_row(allele)) {
      case LadderRow::count:
        return count_rows_.push_back(row);
      case LadderRow::ignored:
        return sink_.problem(Severity::warning, Errc::bad_allele_label, place, allele,
                             "an allele; the row is left out");
      case LadderRow::unknown:
        return sink_.problem(Severity::error, Errc::bad_allele_label, place, allele,
                             expected_allele(allele, {.decimal_comma = true},
                                             "an allele label such as 9, 9.3, <6 or Rest allele, or N"));
      case LadderRow::alleles:
        break;
    }
    if (count_) first_row_of_population(row);
    for (const auto column : markers_) {
      sink_.add(population(row), table_.header()[column], allele, table_.cell(row, column),
                {table_.line(row), table_.header()[column]});
    }
  }

  /// A column N says the same in all rows of a population: it is read once for each.
  void first_row_of_population(std::size_t row) {
    const bool is_new = std::none_of(allele_rows_.begin(), allele_rows_.end(),
                                     [&](std::size_t other) { return population(other) == population(row); });
    if (is_new) allele_rows_.push_back(row);
  }

  template <class Use>
  void for_each_cell(std::size_t row, Use use) {
    for (const auto column : markers_) {
      const auto& name = table_.header()[column];
      use(std::string_view(name), table_.cell(row, column), FrequencyPlace{table_.line(row), name});
    }
  }

  [[nodiscard]] std::string_view population(std::size_t row) const {
    return population_ ? table_.cell(row, *population_) : std::string_view();
  }

  const text::CsvTable& table_;
  std::size_t allele_;
  std::optional<std::size_t> population_;
  std::optional<std::size_t> count_;
  FrequencySink& sink_;
  std::vector<std::size_t> markers_;
  std::vector<std::size_t> count_rows_;
  std::vector<std::size_t> allele_rows_;
};

}  // namespace

std::optional<std::size_t> ladder_allele_column(const text::CsvTable& table) {
  if (const auto named = find_header(table, HeaderWord::allele)) return named;
  const bool unnamed_first = table.n_columns() > 1 && table.header().front().empty();
  return unnamed_first ? std::optional<std::size_t>(0) : std::nullopt;
}

void read_ladder(const text::CsvTable& table, FrequencySink& sink) {
  const auto allele = ladder_allele_column(table);
  if (!allele) {
    return sink.problem(Severity::error, Errc::missing_column, {1, "Allele"}, "",
                        "a column Allele and a column for each marker");
  }
  LadderReader(table, *allele, sink).read();
}

void read_long_frequencies(const text::CsvTable& table, FrequencySink& sink) {
  const auto marker = find_header(table, HeaderWord::marker);
  const auto allele = find_header(table, HeaderWord::allele);
  const auto frequency = find_header(table, HeaderWord::frequency);
  const auto chromosomes = find_header(table, HeaderWord::chromosomes);
  const auto persons = find_header(table, HeaderWord::persons);
  const auto population = find_header(table, HeaderWord::population);
  const auto require = [&](const std::optional<std::size_t>& column, std::string_view name) {
    if (!column) sink.problem(Severity::error, Errc::missing_column, {1, name}, "", "this column");
  };
  require(marker, "marker");
  require(allele, "allele");
  require(frequency, "frequency");
  if (!marker || !allele || !frequency) return;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto name = table.cell(row, *marker);
    const auto of = population ? table.cell(row, *population) : std::string_view();
    if (name.empty()) {
      sink.problem(Severity::error, Errc::missing_value, {table.line(row), table.header()[*marker]}, "",
                   "the name of a marker");
      continue;
    }
    sink.add(of, name, table.cell(row, *allele), table.cell(row, *frequency),
             {table.line(row), table.header()[*frequency]});
    if (chromosomes) {
      sink.set_chromosomes(of, name, table.cell(row, *chromosomes), {table.line(row), table.header()[*chromosomes]});
    } else if (persons) {
      sink.set_persons(of, name, table.cell(row, *persons), {table.line(row), table.header()[*persons]});
    }
  }
}

}  // namespace kith::intake

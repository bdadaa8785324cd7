#include "intake/markers/markers_table.hpp"

#include "genetics/markers/marker_names.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/markers/mutation_matrix_table.hpp"

namespace kith::intake {
namespace {

using genetics::MutationKind;
using genetics::MutationSpec;
using genetics::Sex;

/// Columns that exist once for both parents or once for each: "mutation_model", "mutation_model_male", "..._female".
struct BySex {
  BySex(TableColumns& columns, const std::string& name)
      : both(columns.find(name)), male(columns.find(name + "_male")), female(columns.find(name + "_female")) {}

  /// The column that speaks for `sex` in this row: the sex's own where it is filled.
  [[nodiscard]] const Column& of(Sex sex, const TableColumns& columns, std::size_t row) const {
    const auto& own = sex == Sex::male ? male : female;
    return columns.text(row, own).empty() ? both : own;
  }
  Column both, male, female;
};

struct MarkerColumns {
  explicit MarkerColumns(TableColumns& columns)
      : marker(columns.require("marker")),
        kind(columns.find("kind")),
        model(columns, "mutation_model"),
        matrix(columns, "mutation_matrix"),
        rate(columns, "rate"),
        rate2(columns, "rate2"),
        range(columns, "range"),
        stationary(columns, "stationary"),
        theta(columns.find("theta")),
        silent_frequency(columns.find("silent_frequency")),
        dropout(columns.find("dropout")),
        dropout_homozygote(columns.find("dropout_homozygote")),
        drop_in(columns.find("drop_in")),
        chromosomes(columns.find("chromosomes")),
        min_frequency(columns.find("min_frequency")) {}
  Column marker, kind;
  BySex model, matrix, rate, rate2, range, stationary;
  Column theta, silent_frequency, dropout, dropout_homozygote, drop_in, chromosomes, min_frequency;
};

class MarkerReader {
 public:
  MarkerReader(const text::CsvTable& table, std::filesystem::path folder, const CaseOptions& options, ProblemLog& log)
      : columns_(table, log), column_(columns_), folder_(std::move(folder)), options_(options), log_(log) {
    columns_.warn_unclaimed("ignored");
  }

  MarkerTable read() {
    if (!columns_.complete()) return {};
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) read_row(row);
    return std::move(result_);
  }

 private:
  void read_row(std::size_t row) {
    const auto name = columns_.required_text(row, column_.marker, "the name of a marker");
    if (!name) return;
    const auto [found, is_new] = result_.by_key.emplace(genetics::marker_key(*name), result_.markers.size());
    if (!is_new) {
      if (is_other_copy(row, *name, found->second)) return;
      const auto& first = result_.markers[found->second];
      columns_.error(Errc::duplicate_id, row, column_.marker,
                     "every marker once (" + first.name + " is in row " + std::to_string(first.line) + " too)");
      return;
    }
    auto settings = default_settings(options_);
    settings.name = genetics::canonical_marker(*name);
    settings.line = columns_.table().line(row);
    read_kind(settings, row);
    read_mutation(settings, Sex::male, row);
    read_mutation(settings, Sex::female, row);
    if (!columns_.text(row, column_.rate.of(Sex::male, columns_, row)).empty())
      settings.stated_rate_male = settings.mutation_male.rate;
    read_observation(settings, row);
    result_.markers.push_back(std::move(settings));
    rows_.push_back(row);
  }

  /// Whether a row repeats, for another copy (DYS385b), what the row of `listed` says of the marker.
  [[nodiscard]] bool is_other_copy(std::size_t row, std::string_view name, std::size_t listed) const {
    if (genetics::marker_copy(name) == 0) return false;
    const auto& table = columns_.table();
    for (std::size_t i = 0; i < table.n_columns(); ++i) {
      if (i != *column_.marker.index && table.cell(row, i) != table.cell(rows_[listed], i)) return false;
    }
    return true;
  }

  void read_kind(MarkerSettings& settings, std::size_t row) {
    const auto text = columns_.text(row, column_.kind);
    if (text.empty()) return;
    const auto kind = genetics::parse_marker_kind(lower_case(text));
    if (kind) {
      settings.kind = kind.value();
    } else {
      columns_.error(Errc::bad_value, row, column_.kind, "autosomal, x, y, mt or sex");
    }
  }

  void read_mutation(MarkerSettings& settings, Sex sex, std::size_t row) {
    MutationSpec& spec = sex == Sex::male ? settings.mutation_male : settings.mutation_female;
    auto& matrix = sex == Sex::male ? settings.matrix_male : settings.matrix_female;
    const auto& model = column_.model.of(sex, columns_, row);
    if (const auto text = columns_.text(row, model); !text.empty()) {
      const auto kind = genetics::parse_mutation_kind(lower_case(text));
      if (!kind) {
        const auto* expected = "none, equal, proportional, onestep, stepwise, dawid or custom";
        return once(Errc::bad_value, row, model, expected);
      }
      if (spec.kind != kind.value()) spec = {.kind = kind.value()};
      settings.mutation_stated = true;
      (sex == Sex::male ? settings.published_male : settings.published_female) = false;
    }
    const auto read = [&](const BySex& by_sex, double& value, double low, const char* expected) {
      const auto& column = by_sex.of(sex, columns_, row);
      if (const auto number = number_once(row, column, low, 1, expected)) value = *number;
      return !columns_.text(row, column).empty();
    };
    const bool has_rate = read(column_.rate, spec.rate, 0, "a probability of mutation per meiosis, from 0 to 1");
    read(column_.rate2, spec.rate2, 0, "a probability from 0 to 1");
    read(column_.range, spec.range, 0, "a ratio above 0 and up to 1");
    const auto& stationary = column_.stationary.of(sex, columns_, row);
    if (const auto text = columns_.text(row, stationary); !text.empty()) {
      const auto answer = parse_yes_no(text);
      if (!answer) return once(Errc::bad_value, row, stationary, "yes or no");
      spec.stationary = *answer;
    }
    const bool needs_rate = spec.kind != MutationKind::none && spec.kind != MutationKind::custom;
    if (needs_rate && !has_rate && spec.rate == 0) {
      const auto& column = sex == Sex::male ? column_.rate.male : column_.rate.female;
      require_rate(row, column, to_string(spec.kind));
    }
    if (spec.kind == MutationKind::custom) read_matrix(matrix, sex, row);
  }

  void require_rate(std::size_t row, const Column& column, std::string_view model) {
    const std::string needed = "a mutation rate, as the model " + std::string(model) + " needs";
    if (column.present()) return once(Errc::missing_value, row, column, needed);
    if (!reported_.emplace(column.name, true).second) return;
    log_.add({.code = Errc::missing_value,
              .file = columns_.table().file(),
              .row = columns_.table().line(row),
              .column = column.name,
              .message = "there is no such column; it holds " + needed});
  }

  void read_matrix(std::optional<LabelledMatrix>& matrix, Sex sex, std::size_t row) {
    const auto& column = column_.matrix.of(sex, columns_, row);
    const std::filesystem::path name(std::string(columns_.text(row, column)));
    if (name.empty()) return once(Errc::missing_value, row, column, "the name of the file that holds the matrix");
    if (name.has_parent_path()) return once(Errc::bad_value, row, column, "the name of a file in the case folder");
    matrix = read_mutation_matrix(folder_ / name, log_, options_.encoding);
    if (sex == Sex::male || column_.matrix.of(Sex::male, columns_, row).index != column.index) {
      result_.matrix_files.push_back(name.string());
    }
  }

  void read_observation(MarkerSettings& settings, std::size_t row) {
    const auto read = [&](const Column& column, auto& value, double low, double high, const char* expected) {
      if (const auto number = columns_.number(row, column, low, high, expected)) value = *number;
    };
    constexpr double below_one = 0.999999;
    read(column_.theta, settings.theta, 0, below_one, "a coancestry coefficient from 0 to below 1");
    read(column_.silent_frequency, settings.silent_frequency, 0, below_one, "a frequency from 0 to below 1");
    read(column_.dropout, settings.dropout, 0, below_one, "a probability from 0 to below 1");
    read(column_.dropout_homozygote, settings.dropout_homozygote, 0, below_one, "a probability from 0 to below 1");
    read(column_.drop_in, settings.drop_in, 0, below_one, "a probability from 0 to below 1");
    read(column_.min_frequency, settings.min_frequency, 1e-12, 0.5, "a frequency above 0 and up to 0.5");
    constexpr auto expected = "the number of chromosomes counted (2N), a whole number above 0";
    if (const auto count = columns_.number(row, column_.chromosomes, 1, 4e9, expected)) {
      settings.chromosomes = static_cast<std::uint32_t>(*count);
      if (*settings.chromosomes != *count) columns_.error(Errc::bad_number, row, column_.chromosomes, expected);
    }
  }

  /// A cell that speaks for both parents is read twice; what is wrong with it is said once.
  void once(Errc code, std::size_t row, const Column& column, std::string expected) {
    if (reported_.emplace(std::to_string(row) + ' ' + column.name, true).second) {
      columns_.error(code, row, column, std::move(expected));
    }
  }

  std::optional<double> number_once(std::size_t row, const Column& column, double low, double high,
                                    const char* expected) {
    const auto cell = columns_.text(row, column);
    if (cell.empty()) return std::nullopt;
    const auto number = parse_number(cell, columns_.table().delimiter() != ',');
    if (number && *number >= low && *number <= high) return number;
    once(Errc::bad_number, row, column, expected);
    return std::nullopt;
  }

  TableColumns columns_;
  MarkerColumns column_;
  std::filesystem::path folder_;
  const CaseOptions& options_;
  ProblemLog& log_;
  std::vector<std::size_t> rows_;  ///< of each marker
  MarkerTable result_;
  TextMap<bool> reported_;
};

}  // namespace

MarkerSettings default_settings(const CaseOptions& options) {
  MarkerSettings settings;
  settings.mutation_male = options.mutation_male;
  settings.mutation_female = options.mutation_female;
  settings.published_male = options.published_rates && options.mutation_male.kind == MutationKind::none;
  settings.published_female = options.published_rates && options.mutation_female.kind == MutationKind::none;
  settings.theta = options.theta;
  settings.silent_frequency = options.silent_frequency;
  settings.dropout = options.dropout;
  settings.dropout_homozygote = options.dropout_homozygote;
  settings.drop_in = options.drop_in;
  return settings;
}

MarkerTable read_markers(const text::CsvTable& table, const std::filesystem::path& folder, const CaseOptions& options,
                         ProblemLog& log) {
  return MarkerReader(table, folder, options, log).read();
}

}  // namespace kith::intake

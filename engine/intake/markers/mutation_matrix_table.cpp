#include "intake/markers/mutation_matrix_table.hpp"

#include <algorithm>

#include "genetics/markers/allele.hpp"

namespace kith::intake {

std::optional<LabelledMatrix> read_mutation_matrix(const std::filesystem::path& path, ProblemLog& log,
                                                   std::string_view encoding) {
  const auto errors_before = log.n_errors();
  const auto table = text::CsvTable::read(path, log, encoding);
  TableColumns columns(table, log, TableColumns::Origin::other_program);
  LabelledMatrix matrix{.file = table.file(), .labels = {}, .values = {}};
  for (std::size_t j = 1; j < table.n_columns(); ++j) {
    matrix.labels.push_back(genetics::canonical_allele(table.header()[j]));
  }
  const std::size_t n = matrix.labels.size();
  if (log.n_errors() == errors_before && table.n_rows() != n) {
    log.add({.code = Errc::mutation_matrix_malformed,
             .file = table.file(),
             .found = std::to_string(table.n_rows()) + " rows and " + std::to_string(n) + " columns of probabilities",
             .expected = "as many rows as columns, in the same order of alleles"});
  }
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const Column parental{.name = table.header()[0], .index = 0};
    if (row < n && genetics::canonical_allele(columns.text(row, parental)) != matrix.labels[row]) {
      columns.error(Errc::mutation_matrix_malformed, row, parental,
                    "allele " + matrix.labels[row] + ", in the order of the header");
    }
    for (std::size_t j = 1; j < table.n_columns(); ++j) {
      const Column column{.name = table.header()[j], .index = j};
      const auto probability = columns.number(row, column, 0, 1, "a probability from 0 to 1");
      if (table.cell(row, j).empty()) columns.error(Errc::missing_value, row, column, "a probability from 0 to 1");
      matrix.values.push_back(probability.value_or(0));
    }
  }
  if (log.n_errors() != errors_before) return std::nullopt;
  return matrix;
}

Result<genetics::MutationMatrix> arrange(const LabelledMatrix& matrix, const std::vector<std::string>& labels) {
  const auto n = labels.size();
  std::vector<std::size_t> position(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto found = std::find(matrix.labels.begin(), matrix.labels.end(), labels[i]);
    if (found == matrix.labels.end()) {
      return Error{Errc::mutation_matrix_malformed, matrix.file + " has no row for allele " + labels[i], matrix.file};
    }
    position[i] = static_cast<std::size_t>(found - matrix.labels.begin());
  }
  if (matrix.labels.size() != n) {
    return Error{
        Errc::mutation_matrix_malformed,
        matrix.file + " has " + std::to_string(matrix.labels.size()) + " alleles, the marker " + std::to_string(n),
        matrix.file};
  }
  std::vector<double> values;
  for (const std::size_t row : position) {
    for (const std::size_t column : position) values.push_back(matrix.values[row * n + column]);
  }
  return genetics::MutationMatrix(n, std::move(values));
}

}  // namespace kith::intake

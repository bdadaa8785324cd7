// intake/markers/markers_table.hpp — markers.csv: what is assumed of each marker beside its frequencies (kind,
// mutation, theta, silent allele, dropout). Cells left empty take the run's defaults.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "intake/case/case_reader.hpp"
#include "intake/case/table_columns.hpp"

namespace kith::intake {

/// A custom mutation matrix as its file names it: values[i * labels.size() + j] = P(labels[i] -> labels[j]).
struct LabelledMatrix {
  std::string file;
  std::vector<std::string> labels;
  std::vector<double> values;
};

struct MarkerSettings {
  std::string name;
  std::size_t line = 0;  ///< in markers.csv; 0: not listed there
  std::optional<genetics::MarkerKind> kind{};
  genetics::MutationSpec mutation_male{};
  genetics::MutationSpec mutation_female{};
  bool mutation_stated = false;  ///< its row names a model, `none` perhaps
  bool published_male = false;   ///< no model is stated: the published one, with the rates above where they are stated
  bool published_female = false;
  std::optional<double> stated_rate_male{};  ///< as the table gives it, whatever the model: Y-STRs need no model's name
  std::optional<LabelledMatrix> matrix_male{};
  std::optional<LabelledMatrix> matrix_female{};
  double theta = 0;
  double silent_frequency = 0;
  double dropout = 0;
  std::optional<double> dropout_homozygote{};
  double drop_in = 0;
  std::optional<std::uint32_t> chromosomes{};
  std::optional<double> min_frequency{};
};

/// The settings of a marker no table lists.
[[nodiscard]] MarkerSettings default_settings(const CaseOptions& options);

struct MarkerTable {
  std::vector<MarkerSettings> markers;
  TextMap<std::size_t> by_key;            ///< genetics::marker_key -> position in `markers`
  std::vector<std::string> matrix_files;  ///< read for custom models, relative to the folder

  /// Null if the table does not list the marker.
  [[nodiscard]] const MarkerSettings* find(std::string_view key) const {
    const auto found = by_key.find(key);
    return found == by_key.end() ? nullptr : &markers[found->second];
  }
};

/// Matrices of custom models are read from files in `folder`.
[[nodiscard]] MarkerTable read_markers(const text::CsvTable& table, const std::filesystem::path& folder,
                                       const CaseOptions& options, ProblemLog& log);

}  // namespace kith::intake

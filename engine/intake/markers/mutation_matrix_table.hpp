// intake/markers/mutation_matrix_table.hpp — a custom mutation matrix as a CSV file: the header names the transmitted
// alleles, the first cell of each row the parental allele. `allele,9,9.3,10` / `9,0.998,0.001,0.001` / ...
#pragma once

#include <filesystem>
#include <optional>

#include "genetics/markers/mutation.hpp"
#include "intake/markers/markers_table.hpp"

namespace kith::intake {

/// None if the file cannot be used; why is in `log`. Whether rows sum to 1 is checked when the marker is made.
[[nodiscard]] std::optional<LabelledMatrix> read_mutation_matrix(const std::filesystem::path& path, ProblemLog& log,
                                                                 std::string_view encoding = {});

/// The matrix for alleles in this order; an error names the first label it lacks. Labels beyond those are an error too.
[[nodiscard]] Result<genetics::MutationMatrix> arrange(const LabelledMatrix& matrix,
                                                       const std::vector<std::string>& labels);

}  // namespace kith::intake

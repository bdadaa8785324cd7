// intake/case/header_words.hpp — what the columns of published tables and of laboratories' exports are called in the
// languages of those who use them: English, Spanish, Portuguese, French, Italian, German, Russian, Turkish,
// Azerbaijani, Bosnian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "text/csv_table.hpp"

namespace kith::intake {

enum class HeaderWord : std::uint8_t { marker, allele, frequency, sample, persons, chromosomes, population };

/// Whether a column of this name holds that; case, marks of letters, blanks, '_', '-' and '.' do not count.
[[nodiscard]] bool is_header(std::string_view name, HeaderWord word);

/// The column that holds it: the first of the commonest word for it.
[[nodiscard]] std::optional<std::size_t> find_header(const text::CsvTable& table, HeaderWord word);

}  // namespace kith::intake

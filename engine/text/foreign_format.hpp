// text/foreign_format.hpp — what a file is that is not what its reader takes: a workbook, a PDF, another program's.
//
// One look at the first bytes, for every reader: a user who gives the wrong file is told in one sentence what it is and
// what to do with it, and not what is wrong with its first row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kith::text {

/// What a reader takes.
enum class Reads : std::uint8_t { table, frequencies, codis, familias };

struct ForeignFormat {
  std::string_view what;  ///< "an Excel workbook"
  std::string_view todo;  ///< "a CSV table: save each sheet as CSV UTF-8"
};

/// None where the bytes may be what `reads` takes, or nothing known.
[[nodiscard]] std::optional<ForeignFormat> foreign_format(std::string_view bytes, Reads reads);

/// Lines of title above the header of a genotype table, as GeneMarker's reports have them; 0: the first line is it.
[[nodiscard]] std::size_t title_lines(std::string_view text);

}  // namespace kith::text

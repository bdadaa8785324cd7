// libFuzzer on the CSV reader: any bytes give a table whose rows are as wide as its header. Built with -DKITH_FUZZ=ON
// (clang):
//   build/bin/kith_fuzz_csv -max_total_time=600
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "intake/profiles/genotype_cells.hpp"
#include "text/csv_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  kith::ProblemLog log;
  const auto table = kith::text::CsvTable::parse(text, "fuzz.csv", log);
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    for (std::size_t column = 0; column < table.n_columns(); ++column) {
      (void)kith::intake::split_genotype(table.cell(row, column));
    }
  }
  return 0;
}

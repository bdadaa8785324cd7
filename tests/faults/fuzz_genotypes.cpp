// libFuzzer on genotype tables: any bytes are refused with a reason, or make results that profiles.csv can hold. Built
// with -DKITH_FUZZ=ON (clang):  build/bin/kith_fuzz_genotypes -max_total_time=600 FOLDER_WITH_TABLES
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "io/case_writer.hpp"
#include "io/genemapper_import.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  kith::io::GenotypeImport import;
  import.add_table(text, "fuzz.txt");
  import.map_subjects(text, "fuzz.csv");
  (void)kith::io::typings_table("profiles.csv", import.typings());
  return 0;
}

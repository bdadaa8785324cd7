// libFuzzer on genotype tables: any bytes are refused with a reason, or make results that profiles.csv can hold. Built
// with -DKITH_FUZZ=ON (clang):  build/bin/kith_fuzz_genotypes -max_total_time=600 FOLDER_WITH_TABLES
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "intake/draft/case_writer.hpp"
#include "intake/genotypes/genemapper_import.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  kith::intake::GenotypeImport import;
  import.add_table(text, "fuzz.txt");
  import.map_subjects(text, "fuzz.csv");
  (void)kith::intake::typings_table("profiles.csv", import.typings());
  return 0;
}

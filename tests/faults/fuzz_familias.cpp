// libFuzzer on the Familias reader and importer: any bytes are refused with a reason, or make a draft. Built with
// -DKITH_FUZZ=ON (clang):  build/bin/kith_fuzz_familias -max_total_time=600 FOLDER_WITH_FAM_FILES
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "intake/familias/familias_import.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto project = kith::intake::familias::parse(text);
  if (project) (void)kith::intake::familias::to_case(project.value());
  return 0;
}

// tools/kith/process/input_hashes.hpp — SHA-256 of the input files, computed on threads that are idle while the case is
// prepared.
#pragma once

#include <tbb/task_group.h>

#include <filesystem>
#include <vector>

#include "text/file_hash.hpp"

namespace kith::tool {

class InputHashes {
 public:
  /// Begins to hash the files, side by side.
  explicit InputHashes(std::vector<std::filesystem::path> files);
  InputHashes(const InputHashes&) = delete;
  InputHashes& operator=(const InputHashes&) = delete;
  ~InputHashes();

  /// Of all files, in their order, once the last is done.
  [[nodiscard]] const std::vector<Result<text::FileHash>>& wait();

 private:
  std::vector<std::filesystem::path> files_;
  std::vector<Result<text::FileHash>> hashes_;
  tbb::task_group group_;
};

}  // namespace kith::tool

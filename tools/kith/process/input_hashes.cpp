#include "process/input_hashes.hpp"

#include <utility>

namespace kith::tool {

InputHashes::InputHashes(std::vector<std::filesystem::path> files)
    : files_(std::move(files)), hashes_(files_.size(), text::FileHash{}) {
  for (std::size_t i = 0; i < files_.size(); ++i) group_.run([this, i] { hashes_[i] = text::hash_file(files_[i]); });
}

InputHashes::~InputHashes() {
  group_.cancel();
  try {
    group_.wait();
  } catch (...) {  // nobody wants the hashes any more
  }
}

const std::vector<Result<text::FileHash>>& InputHashes::wait() {
  group_.wait();
  return hashes_;
}

}  // namespace kith::tool

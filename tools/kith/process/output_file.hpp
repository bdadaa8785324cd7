// tools/kith/process/output_file.hpp — the files of a result folder, written so that a signal leaves none of them
// behind, and the way a command ends that cannot go on.
#pragma once

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/error.hpp"
#include "process/interrupt.hpp"
#include "text/result_folder.hpp"

namespace kith::tool {

/// Ends the command with kBadInput.
struct Refused {
  std::string message;
};

/// The value. Throws Refused with the error's message.
template <class T>
T written(Result<T> result) {
  if (!result) throw Refused{result.error().message};
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

/// One file of the result folder. Every function throws Refused where it cannot be written.
class OutputFile {
 public:
  OutputFile(InterruptWatch& watch, const text::ResultFolder& folder, std::string_view name) {
    watch.uninterrupted([&] {
      path_ = written(folder.create(name));
      stream_.open(path_, std::ios::binary | std::ios::trunc);
    });
  }
  [[nodiscard]] std::ostream& stream() { return stream_; }
  void close() {
    stream_.close();
    if (!stream_) throw Refused{path_.string() + ": cannot be written in full"};
  }

 private:
  std::filesystem::path path_;
  std::ofstream stream_;
};

}  // namespace kith::tool

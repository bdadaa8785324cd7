// text/result_folder.hpp — a result appears whole or not at all.
//
// Files are written into a hidden folder beside the destination (`.NAME.kith-XXXXXX`, mode 0700, files 0600), which is
// renamed into place at the end. What may stand at the destination before:
//   nothing, or an empty folder          used as it is
//   a result of Kith, and `replace`      exchanged for the new one in one step, then removed
//   anything else                        refused, untouched
// A result of Kith is a folder with our run.json or bench.json and no file that Kith does not write: notes that
// somebody has put beside the tables are never deleted.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace kith::text {

/// Whether a file of a result of ours has this name.
[[nodiscard]] bool is_result_name(std::string_view name);

/// Errors: output_unwritable, with the reason in words.
[[nodiscard]] Result<void> check_destination(const std::filesystem::path& destination, bool replace);

class ResultFolder {
 public:
  /// Makes the hidden folder (and the destination's missing parents). Errors: as check_destination.
  [[nodiscard]] static Result<ResultFolder> stage(const std::filesystem::path& destination, bool replace);

  ResultFolder(ResultFolder&& other) noexcept;
  ResultFolder& operator=(ResultFolder&&) = delete;
  ResultFolder(const ResultFolder&) = delete;
  ResultFolder& operator=(const ResultFolder&) = delete;
  ~ResultFolder() { discard(); }

  /// Creates an empty file, readable by its owner only, and returns its path. @pre `name` is one of ours.
  [[nodiscard]] Result<std::filesystem::path> create(std::string_view name) const;
  /// Moves the folder into place. Errors: output_unwritable; the hidden folder is then still there.
  [[nodiscard]] Result<void> commit();
  /// Removes the hidden folder; nothing after commit().
  void discard() noexcept;

 private:
  ResultFolder(std::filesystem::path destination, std::filesystem::path staging, bool replace)
      : destination_(std::move(destination)), staging_(std::move(staging)), replace_(replace) {}

  std::filesystem::path destination_;
  std::filesystem::path staging_;  ///< empty: moved into place, or given up
  bool replace_ = false;
};

}  // namespace kith::text

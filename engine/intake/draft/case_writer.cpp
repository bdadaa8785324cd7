#include "intake/draft/case_writer.hpp"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "text/private_file.hpp"

namespace kith::intake {
namespace {

Error unwritable(const std::filesystem::path& path, const std::string& why) {
  return Error{Errc::output_unwritable, path.string() + ": " + why, path.string()};
}

/// A hidden folder beside the destination, the owner's only, that is removed again unless it was moved into place.
class StagingFolder {
 public:
  explicit StagingFolder(std::filesystem::path path) : path_(std::move(path)) {}
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;
  ~StagingFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Takes the place of `destination`, which is an empty folder or nothing.
  [[nodiscard]] std::error_code move_to(const std::filesystem::path& destination) {
    std::error_code failure;
    std::filesystem::rename(path_, destination, failure);
    if (!failure) path_.clear();
    return failure;
  }

 private:
  std::filesystem::path path_;
};

/// Why nothing can be written at `folder`; none if it is free.
std::optional<Error> check_free(const std::filesystem::path& folder) {
  std::error_code failure;
  if (folder.filename().empty()) return unwritable(folder, "is no name for a new folder");
  if (!std::filesystem::exists(folder, failure)) return std::nullopt;
  if (!std::filesystem::is_directory(folder, failure)) return unwritable(folder, "is a file, not a folder");
  if (!std::filesystem::is_empty(folder, failure) || failure) return unwritable(folder, "exists and is not empty");
  return std::nullopt;
}

}  // namespace

Result<std::vector<std::string>> write_case(const CaseDraft& draft, const std::filesystem::path& folder) {
  return write_tables(case_tables(draft), folder);
}

Result<std::vector<std::string>> write_tables(const std::vector<TableText>& tables,
                                              const std::filesystem::path& folder) {
  auto destination = std::filesystem::absolute(folder).lexically_normal();
  if (destination.filename().empty()) destination = destination.parent_path();
  if (const auto taken = check_free(destination)) return *taken;
  std::error_code failure;
  std::filesystem::create_directories(destination.parent_path(), failure);
  if (failure) return unwritable(destination.parent_path(), failure.message());
  auto pattern = (destination.parent_path() / ("." + destination.filename().string() + ".kith-XXXXXX")).string();
  if (mkdtemp(pattern.data()) == nullptr) return unwritable(destination.parent_path(), std::strerror(errno));
  StagingFolder staging(pattern);

  std::vector<std::string> names;
  for (const auto& entry : tables) {
    const auto written = text::write_private_file(staging.path() / entry.name, entry.text, false);
    if (!written) return written.error();
    names.push_back(entry.name);
  }
  failure = staging.move_to(destination);
  if (failure) return unwritable(destination, failure.message());
  return names;
}

}  // namespace kith::intake

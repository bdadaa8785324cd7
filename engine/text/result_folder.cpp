#include "text/result_folder.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/check.hpp"

namespace kith::text {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 31> kOurFiles = {
    // kith match
    "assignments.csv", "matches.csv", "by_missing_person.csv", "breakdown.csv", "lr_matrix.csv", "reuse.cbor",
    "run.json", "bodies.csv", "body_members.csv", "body_pairs.csv", "graves.csv", "family_kin.csv", "near_misses.csv",
    // kith kin
    "kin_pairs.csv", "kin_groups.csv", "kin_chance.csv", "family_links.csv", "family_groups.csv",
    // kith bench
    "strategies.csv", "comparisons.csv", "splits.csv", "decisions.csv", "calibration.csv", "misleading.csv",
    "capped.csv", "reliability.csv", "roc.csv", "reassociation.csv", "cost.csv", "report.html", "bench.json"};

Error unwritable(const fs::path& path, const std::string& reason) {
  return Error{Errc::output_unwritable, path.string() + ": " + reason};
}

std::string reason_of(int error) { return std::strerror(error); }

bool is_our_record(const fs::path& path) {
  std::ifstream file(path);
  const auto record = nlohmann::json::parse(file, nullptr, false);
  return record.is_object() && record.contains("program") && record["program"] == "kith";
}

/// Empty if the folder is a result of ours; else why it is not.
std::string why_not_ours(const fs::path& folder) {
  if (!is_our_record(folder / "run.json") && !is_our_record(folder / "bench.json"))
    return "exists and is not a result of kith (no run.json or bench.json of ours); choose another name";
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!is_result_name(name) || !entry.is_regular_file() || entry.is_symlink()) {
      return "holds '" + name + "', which kith did not write; move it away or choose another name";
    }
  }
  return "";
}

/// Removes a folder of ours file by file, and nothing else: what is not ours stays, and so does then the folder.
void remove_ours(const fs::path& folder) noexcept {
  std::error_code ignored;
  for (const std::string_view name : kOurFiles) fs::remove(folder / name, ignored);
  fs::remove(folder, ignored);
}

int rename_with(const fs::path& from, const fs::path& to, unsigned flags) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0) return 0;
  return errno;
}

/// "results/", "results" -> "results"; "." -> the folder's full name.
fs::path tidy(const fs::path& path) {
  fs::path result = fs::absolute(path).lexically_normal();
  return result.has_filename() ? result : result.parent_path();
}

}  // namespace

bool is_result_name(std::string_view name) {
  return std::find(kOurFiles.begin(), kOurFiles.end(), name) != kOurFiles.end();
}

Result<void> check_destination(const fs::path& destination, bool replace) {
  const fs::path path = tidy(destination);
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (status.type() == fs::file_type::not_found) return {};
  if (status.type() != fs::file_type::directory) return unwritable(destination, "exists and is not a folder");
  const bool empty = fs::is_empty(path, error);
  if (error) return unwritable(destination, error.message());
  if (empty) return {};
  const std::string reason = why_not_ours(path);
  if (!reason.empty()) return unwritable(destination, reason);
  if (!replace) return unwritable(destination, "holds an earlier result; --force replaces it");
  return {};
}

Result<ResultFolder> ResultFolder::stage(const fs::path& destination, bool replace) {
  const auto allowed = check_destination(destination, replace);
  if (!allowed) return allowed.error();
  const fs::path path = tidy(destination);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return unwritable(path.parent_path(), error.message());
  std::string pattern = (path.parent_path() / ("." + path.filename().string() + ".kith-XXXXXX")).string();
  if (mkdtemp(pattern.data()) == nullptr) return unwritable(path.parent_path(), reason_of(errno));  // mode 0700
  return ResultFolder(path, pattern, replace);
}

ResultFolder::ResultFolder(ResultFolder&& other) noexcept
    : destination_(std::move(other.destination_)), staging_(std::move(other.staging_)), replace_(other.replace_) {
  other.staging_.clear();
}

Result<fs::path> ResultFolder::create(std::string_view name) const {
  KITH_CHECK(is_result_name(name) && !staging_.empty());
  const fs::path path = staging_ / name;
  const int file = open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) return unwritable(path, reason_of(errno));
  close(file);
  return path;
}

Result<void> ResultFolder::commit() {
  KITH_CHECK(!staging_.empty());
  const auto allowed = check_destination(destination_, replace_);  // the world may have changed since stage()
  if (!allowed) return allowed.error();
  std::error_code ignored;
  if (fs::is_empty(destination_, ignored) && !ignored) fs::remove(destination_, ignored);

  int error = rename_with(staging_, destination_, RENAME_NOREPLACE);
  const bool occupied = error == EEXIST;
  if (occupied) error = rename_with(staging_, destination_, RENAME_EXCHANGE);
  if (error == 0) {
    if (occupied) remove_ours(staging_);
    staging_.clear();
    return {};
  }
  if (error != EINVAL && error != ENOSYS) return unwritable(destination_, reason_of(error));

  // A file system without these flags: the earlier result steps aside for a moment.
  const fs::path aside = staging_.string() + ".old";
  if (fs::exists(destination_) && rename_with(destination_, aside, 0) != 0)
    return unwritable(destination_, reason_of(errno));
  error = rename_with(staging_, destination_, 0);
  if (error != 0) return unwritable(destination_, reason_of(error));
  remove_ours(aside);
  staging_.clear();
  return {};
}

void ResultFolder::discard() noexcept {
  if (!staging_.empty()) remove_ours(staging_);
  staging_.clear();
}

}  // namespace kith::text

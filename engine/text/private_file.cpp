#include "text/private_file.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace kith::text {
namespace {

namespace fs = std::filesystem;

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<void> write_private_file(const fs::path& path, std::string_view text, bool replace) {
  const auto refuse = [&](const std::string& reason) {
    return Error{Errc::output_unwritable, path.string() + ": " + reason};
  };
  std::error_code ignored;
  const fs::file_status status = fs::symlink_status(path, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status)) return refuse("exists and is not a file");
  if (fs::exists(status) && !replace) return refuse("exists; --force replaces it");

  std::string staging = path.string() + ".kith-XXXXXX";
  const int file = mkstemp(staging.data());  // mode 0600
  if (file < 0) return refuse(std::strerror(errno));
  const bool written = write_all(file, text) && fsync(file) == 0;
  const int error = errno;
  close(file);
  if (written && rename(staging.c_str(), path.c_str()) == 0) return {};
  const std::string reason = std::strerror(written ? errno : error);
  unlink(staging.c_str());
  return refuse(reason);
}

}  // namespace kith::text

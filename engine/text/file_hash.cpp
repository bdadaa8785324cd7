#include "text/file_hash.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <vector>

namespace kith::text {

Result<FileHash> hash_file(const std::filesystem::path& path) {
  constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Errc::file_unreadable, "cannot read " + path.string()};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  FileHash result{.name = path.filename().string(), .bytes = 0, .sha256 = {}};
  std::vector<char> block(kBlockBytes);
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    const auto n = static_cast<std::size_t>(file.gcount());
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(block.data()), n);
    result.bytes += n;
  }
  if (file.bad()) return Error{Errc::file_unreadable, "cannot read " + path.string()};
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state, digest.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  result.sha256 = hex.data();
  return result;
}

}  // namespace kith::text

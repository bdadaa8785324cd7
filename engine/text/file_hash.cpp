#include "text/file_hash.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <vector>

namespace kith::text {
namespace {

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

std::string hex_of(const Digest& digest) {
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

}  // namespace

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
  Digest digest{};
  crypto_hash_sha256_final(&state, digest.data());
  result.sha256 = hex_of(digest);
  return result;
}

std::string hash_text(std::string_view text) {
  Digest digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return hex_of(digest);
}

}  // namespace kith::text

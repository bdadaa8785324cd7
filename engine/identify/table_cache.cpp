#include "identify/table_cache.hpp"

#include <sodium.h>

#include <cstring>

#include "text/file_hash.hpp"
#include "text/private_file.hpp"
#include "text/text_encoding.hpp"

namespace kith::identify {
namespace {

constexpr std::size_t kDigestBytes = 16;

std::string digest_text(std::string_view bytes) {
  std::string digest(kDigestBytes, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return digest;
}

std::string hex_of(const std::string& bytes) {
  std::string hex(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  hex.pop_back();
  return hex;
}

}  // namespace

Result<std::unique_ptr<TableCache>> TableCache::open(const std::filesystem::path& folder, double least_cost) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder)) {
    std::filesystem::create_directories(folder, error);
    if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (error) return Error{Errc::output_unwritable, folder.string() + ": " + error.message()};
  }
  const auto program = text::hash_file("/proc/self/exe");
  if (!program) return program.error();
  return std::unique_ptr<TableCache>(new TableCache(folder, program.value().sha256, least_cost));
}

std::string TableCache::name_of(std::string_view key) const {
  return hex_of(digest_text(program_ + std::string(key))) + ".table";
}

bool TableCache::load(std::string_view key, std::vector<double>& values) {
  const std::string name = name_of(key);
  const auto path = folder_ / name;
  if (!std::filesystem::exists(path)) return false;
  const auto file = text::read_file(path);
  const std::string_view bytes = file ? std::string_view(file.value()) : std::string_view();
  const std::size_t frame = name.size() + kDigestBytes;
  const bool whole = bytes.size() >= frame && (bytes.size() - frame) % sizeof(double) == 0 && bytes.starts_with(name) &&
                     digest_text(bytes.substr(0, bytes.size() - kDigestBytes)) ==
                         bytes.substr(bytes.size() - kDigestBytes);
  if (!whole) {
    ++n_damaged_;
    return false;
  }
  values.resize((bytes.size() - frame) / sizeof(double));
  if (!values.empty()) std::memcpy(values.data(), bytes.data() + name.size(), values.size() * sizeof(double));
  ++n_loaded_;
  return true;
}

void TableCache::save(std::string_view key, std::span<const double> values) {
  std::string content = name_of(key);
  const auto path = folder_ / content;
  content.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  content += digest_text(content);
  if (text::write_private_file(path, content, true)) {
    ++n_saved_;
  } else {
    ++n_unwritable_;
  }
}

}  // namespace kith::identify

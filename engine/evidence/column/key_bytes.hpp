// evidence/column/key_bytes.hpp — values as bytes one after the other, for keys that are compared or hashed within one
// program on one machine. Texts and lists carry their length, so that different lists never give equal bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace kith::evidence {

/// @pre T has no padding.
template <class T>
void append_bytes(std::string& key, const T& value) {
  static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
void append_list(std::string& key, std::span<const T> values) {
  static_assert(std::is_arithmetic_v<T>);
  append_bytes(key, std::uint64_t{values.size()});
  key.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

inline void append_text(std::string& key, std::string_view text) {
  append_bytes(key, std::uint64_t{text.size()});
  key += text;
}

}  // namespace kith::evidence

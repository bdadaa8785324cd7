// matching/scan/page_array.hpp — arrays that are read all over the place: aligned to cache lines, and on huge pages
// where the system gives them. With pages of 4 KiB a table of some MiB costs a page walk for every other line that is
// fetched.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <type_traits>

#include "core/check.hpp"

namespace kith::matching {

template <class T>
class PageArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  PageArray() = default;
  PageArray(std::size_t size, const T& value) : size_(size) {
    const std::size_t bytes = std::max<std::size_t>(1, size) * sizeof(T);
    const std::size_t alignment = bytes >= kHugePage / 8 ? kHugePage : kCacheLine;
    const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    data_.reset(static_cast<T*>(std::aligned_alloc(alignment, rounded)));
    KITH_CHECK(data_ != nullptr);
#ifdef MADV_HUGEPAGE
    // A wish: where it is not granted everything works the same, only slower.
    if (alignment == kHugePage) (void)madvise(data_.get(), rounded, MADV_HUGEPAGE);
#endif
    std::uninitialized_fill_n(data_.get(), size, value);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] T* data() const { return data_.get(); }
  [[nodiscard]] T& operator[](std::size_t i) const { return data_[i]; }
  [[nodiscard]] std::span<T> span() const { return {data_.get(), size_}; }

 private:
  static constexpr std::size_t kHugePage = std::size_t{2} << 20;
  static constexpr std::size_t kCacheLine = 64;
  struct Free {
    void operator()(T* data) const { std::free(data); }
  };

  std::size_t size_ = 0;
  std::unique_ptr<T[], Free> data_;
};

}  // namespace kith::matching

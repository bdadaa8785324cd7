// inference/pairs/ordered_text.hpp — text made in pieces by many threads and handed over in order, so that a large
// table costs every core and is the same bytes for any number of them.
//
// Memory: some pieces per thread. Threads: oneTBB, in the caller's arena.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace kith::inference {

/// Appends piece `i` to `text`; called from many threads at once.
using MakePiece = std::function<void(std::size_t i, std::string& text)>;
/// Called by one thread at a time, with piece 0, then 1 ...
using TakePiece = std::function<void(std::size_t i, std::string_view text)>;

/// Returns when all `n` pieces are taken. What either function throws is thrown.
void make_in_order(std::size_t n, const MakePiece& make, const TakePiece& take);

}  // namespace kith::inference

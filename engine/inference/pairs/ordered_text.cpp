#include "inference/pairs/ordered_text.hpp"

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <memory>

namespace kith::inference {
namespace {

struct Piece {
  std::size_t index = 0;
  std::string text{};
};

}  // namespace

void make_in_order(std::size_t n, const MakePiece& make, const TakePiece& take) {
  constexpr std::size_t kPerThread = 4;
  const auto threads = static_cast<std::size_t>(std::max(1, tbb::this_task_arena::max_concurrency()));
  std::size_t next = 0;
  const auto number = [&](tbb::flow_control& flow) {
    if (next < n) return next++;
    flow.stop();
    return n;
  };
  const auto make_one = [&](std::size_t i) {
    auto piece = std::make_shared<Piece>(Piece{.index = i});
    make(i, piece->text);
    return piece;
  };
  const auto take_one = [&](const std::shared_ptr<Piece>& piece) { take(piece->index, piece->text); };
  tbb::parallel_pipeline(
      threads * kPerThread,
      tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, number) &
          tbb::make_filter<std::size_t, std::shared_ptr<Piece>>(tbb::filter_mode::parallel, make_one) &
          tbb::make_filter<std::shared_ptr<Piece>, void>(tbb::filter_mode::serial_in_order, take_one));
}

}  // namespace kith::inference

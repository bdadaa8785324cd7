#include "matching/scan/transpose.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <string>

#include "matching/scan/page_array.hpp"
#include "support/only_target.hpp"

namespace kith::matching {
namespace {

template <class From, class To>
void check_transpose(const TransposeShape& shape, const std::vector<From>& from) {
  constexpr To kUntouched{77};
  const PageArray<To> to(shape.n_rows * shape.width, kUntouched);
  transpose(shape, from.data(), to.data());
  bool same = true;
  for (std::size_t row = 0; row < shape.n_rows; ++row) {
    for (std::size_t lane = 0; lane < shape.width; ++lane) {
      const To expected = lane < shape.n_lanes ? static_cast<To>(from[lane * shape.n_rows + row]) : kUntouched;
      same = same && to[row * shape.width + lane] == expected;
    }
  }
  CHECK(same);
}

TEST_CASE("transpose: every instruction set, whole blocks and what is left of them") {
  std::mt19937_64 random(1);
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    const testing::OnlyTarget only(target);
    CAPTURE(hwy::TargetName(target));
    for (const std::size_t width : {std::size_t{16}, std::size_t{32}, std::size_t{64}}) {
      for (const std::size_t n_lanes : {std::size_t{1}, std::size_t{7}, width - 4, width}) {
        for (const std::size_t n_rows : {std::size_t{0}, std::size_t{3}, std::size_t{8}, std::size_t{61}}) {
          const TransposeShape shape{n_lanes, n_rows, width};
          std::vector<double> scores(n_lanes * n_rows);
          for (double& score : scores) score = std::normal_distribution<double>()(random);
          if (!scores.empty()) scores[scores.size() / 2] = -std::numeric_limits<double>::infinity();
          check_transpose<double, float>(shape, scores);
          std::vector<std::uint16_t> deficits(n_lanes * n_rows);
          for (std::uint16_t& deficit : deficits) deficit = static_cast<std::uint16_t>(random());
          check_transpose<std::uint16_t, std::uint16_t>(shape, deficits);
        }
      }
    }
  }
}

}  // namespace
}  // namespace kith::matching

#include "inference/evaluation/discrimination.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace kith::inference {
namespace {

using doctest::Approx;
using Scores = std::vector<float>;

TEST_CASE("placements: the share of strangers below, equal ones by half") {
  const auto placed = placements(Scores{1, 2, -5, 9}, Scores{0, 1, 3});
  CHECK(placed[0] == Approx(0.5));  // one below, one equal
  CHECK(placed[1] == Approx(2.0 / 3));
  CHECK(placed[2] == 0);
  CHECK(placed[3] == 1);
}

TEST_CASE("share from a threshold, itself included") {
  CHECK(share_from(Scores{1, 2, 2, 3}, 2) == 0.75);
  CHECK(share_from(Scores{1, 2, 2, 3}, 2.5) == 0.25);
  CHECK(share_from(Scores{1, 2}, 5) == 0);
}

TEST_CASE("ROC: corners at the scores of true pairs, and the end") {
  const float impossible = -std::numeric_limits<float>::infinity();
  const auto points = roc_points(Scores{1, 3}, Scores{impossible, 0, 2, 4}, 10);
  REQUIRE(points.size() == 3);
  CHECK(points[0].threshold == 3);
  CHECK(points[0].true_positive_rate == 0.5);
  CHECK(points[0].false_positive_rate == 0.25);
  CHECK(points[1].true_positive_rate == 1);
  CHECK(points[1].false_positive_rate == 0.5);
  CHECK(points[2].false_positive_rate == 1);
}

TEST_CASE("ROC: thinned to as many points as asked for") {
  Scores h1;
  for (int i = 0; i < 1000; ++i) h1.push_back(static_cast<float>(i));
  const auto points = roc_points(h1, Scores{-1}, 50);
  CHECK(points.size() == 51);
  CHECK(points[49].true_positive_rate == 1);
}

}  // namespace
}  // namespace kith::inference

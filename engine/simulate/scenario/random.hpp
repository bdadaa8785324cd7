// simulate/scenario/random.hpp — random numbers that depend on (seed, stream, index) and on nothing else.
//
// A counter-based generator: number n of a stream is a function of n, so whoever works on family 17 draws the same
// numbers on any thread, and in any order of the families. Philox 4x32-10 (Salmon, Moraes, Dror & Shaw 2011,
// doi:10.1145/2063384.2063405; library Random123). The distributions are written out here because those of <random> may
// differ from one standard library to the next.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace kith::simulate {

/// What the numbers are for. Values are part of every simulated case: append only.
enum class Stream : std::uint32_t {
  frequencies = 1,
  events,
  family_shape,
  family_people,
  relatives_typed,
  genomes,
  missing_found,
  strangers,
  graves,
  samples,
  labels,
  laboratory,
  descriptions_am,
  descriptions_pm,
  written_frequencies,
  staff,
  parts,
  people,
  surnames,
};

class Random {
 public:
  Random(std::uint64_t seed, Stream stream, std::uint64_t index);

  /// In (0, 1), never 0 or 1.
  [[nodiscard]] double uniform();
  /// 0 .. n - 1. @pre n > 0
  [[nodiscard]] std::uint64_t below(std::uint64_t n);
  /// True with this probability.
  [[nodiscard]] bool chance(double probability) { return uniform() < probability; }
  /// Box & Muller 1958; two numbers of the stream each.
  [[nodiscard]] double normal(double mean, double sd);
  /// Normal, drawn again until it lies in [low, high]; after 1000 vain attempts uniform in it.
  [[nodiscard]] double normal_within(double mean, double sd, double low, double high);
  /// Marsaglia & Tsang 2000 (doi:10.1145/358407.358414), scale 1. @pre shape > 0
  [[nodiscard]] double gamma(double shape);
  /// By inversion. @pre 0 <= mean < 700
  [[nodiscard]] std::uint32_t poisson(double mean);
  /// Position in `cumulative` (ascending, last element the total) drawn in proportion to its step. @pre not empty
  [[nodiscard]] std::size_t pick(std::span<const double> cumulative);

 private:
  void refill();

  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint64_t, 2> ready_{};
  unsigned n_ready_ = 0;
};

}  // namespace kith::simulate

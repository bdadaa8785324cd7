// matching/scan/transpose.hpp — from one target after the other to one row after the other, as the scan reads a tile's
// values.
//
//   to[row * width + lane] = from[lane * n_rows + row]      for lane < n_lanes, row < n_rows
//
// In blocks that fit the registers: element by element it would cost a tenth of the scan. Compiled for several
// instruction sets; the best one of the machine is chosen at run time (Highway).
#pragma once

#include <cstddef>
#include <cstdint>

namespace kith::matching {

/// The shape of both tables; n_lanes <= width, and width is a multiple of 8.
struct TransposeShape {
  std::size_t n_lanes = 0;
  std::size_t n_rows = 0;
  std::size_t width = 0;
};

/// Converts to float. @pre `to` is aligned to 64 bytes.
void transpose(const TransposeShape& shape, const double* from, float* to);
/// @pre `to` is aligned to 64 bytes.
void transpose(const TransposeShape& shape, const std::uint16_t* from, std::uint16_t* to);

}  // namespace kith::matching

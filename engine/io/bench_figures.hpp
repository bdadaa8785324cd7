// io/bench_figures.hpp — the figures of a bench's page, as gnuplot scripts.
#pragma once

#include <vector>

#include "io/bench_report.hpp"
#include "io/gnuplot.hpp"

namespace kith::io {

[[nodiscard]] std::vector<Figure> bench_figures(const BenchReport& report);

}  // namespace kith::io

// report/bench/bench_figures.hpp — the figures of a bench's page, as gnuplot scripts.
#pragma once

#include <vector>

#include "report/bench/bench_report.hpp"
#include "report/bench/gnuplot.hpp"

namespace kith::report {

[[nodiscard]] std::vector<Chart> bench_figures(const BenchReport& report);

}  // namespace kith::report

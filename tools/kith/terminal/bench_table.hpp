// tools/kith/terminal/bench_table.hpp — what `kith bench` says on the terminal: one screen.
#pragma once

#include <ostream>

#include "report/bench/bench_report.hpp"

namespace kith::tool {

void print_bench(std::ostream& out, const report::BenchReport& report);

}  // namespace kith::tool

// tools/kith/bench_table.hpp — what `kith bench` says on the terminal: one screen.
#pragma once

#include <ostream>

#include "io/bench_report.hpp"

namespace kith::tool {

void print_bench(std::ostream& out, const io::BenchReport& report);

}  // namespace kith::tool

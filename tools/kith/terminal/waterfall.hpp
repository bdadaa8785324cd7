// tools/kith/terminal/waterfall.hpp — one pair's way from prior to posterior: each group of markers, linkage, each
// attribute with what the family reports and what was found; the runner-up beside it.
//
//   log10 posterior odds = log10 [p / (1 - p)] + sum over steps of log10 LR
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "report/pair/pair_steps.hpp"

namespace kith::tool {

struct Waterfall {
  std::string missing_id;
  std::vector<report::PairStep> steps{};
};

/// `runner_up`: none where there is no other candidate.
void print_waterfall(std::ostream& out, const Waterfall& pair, const std::optional<Waterfall>& runner_up, double prior);

}  // namespace kith::tool

// intake/decisions/apply_decisions.hpp — what standing decisions make of a case. An accepted body leaves the pool, and
// its profile types the missing person; a rejected pair stays out. Contradictions are said, and what contradicts is
// not done.
#pragma once

#include "core/problem.hpp"
#include "intake/decisions/decisions_table.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// Errors: unknown_id where an id is not the case's. Warnings: a body accepted as two persons (neither is done), a
/// person as whom two bodies are accepted, sexes that differ, a pair accepted although its log10 LR was below 0.
/// @pre the case is whole
void apply_decisions(const DecisionRows& rows, matching::Case& the_case, ProblemLog& log);

}  // namespace kith::intake

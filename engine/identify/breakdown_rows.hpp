// identify/breakdown_rows.hpp — the rows of breakdown.csv, made while the pairs are taken apart: one per column, then
// one per correction for linkage between two markers.
#pragma once

#include <ostream>
#include <span>
#include <string>

#include "inference/pairs/linkage.hpp"
#include "inference/pairs/pair_detail.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::identify {

/// The header, and what detail_pairs() appends of a pair.
void write_breakdown_header(std::ostream& out);
void write_breakdown(std::string& text, const matching::Case& the_case, const matching::EvidenceTable& evidence,
                     const matching::PairScore& pair, std::span<const matching::ColumnScore> columns, double linkage);
void write_linkage(std::string& text, const matching::Case& the_case, const matching::PairScore& pair,
                   const inference::LinkedLoci& loci, const inference::LinkageScore& score);

}  // namespace kith::identify

// report/pair/locus_rows.hpp — one pair marker by marker: everything that went into each likelihood ratio, and what
// came out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::report {

/// One DNA column; texts as an expert reads them.
struct LocusRow {
  std::string marker;
  std::string remains{};      ///< "16/17"; empty: not typed
  std::string relatives{};    ///< "P1 16/17, P2 15/16", "nobody typed"; empty for haplotypes, as the next two
  std::string frequencies{};  ///< of every allele seen: "16: 0.21, 17: 0.25"
  std::string model{};        ///< mutation, theta, silent alleles: "stepwise, father 0.0013, mother 0.0002, range 0.1"
  std::string haplotypes{};   ///< Y-STR and mtDNA: how the reference compares, in words
  double log10_lr = 0;
  bool is_compared = false;      ///< observed, and scored
  bool is_incompatible = false;  ///< cannot be without mutation, dropout or error
  std::string remark{};          ///< why it was not scored, or that it is incompatible
};

/// @pre `columns` is what explain_pair() returned for this pair, and `missing` is one of the case's.
[[nodiscard]] std::vector<LocusRow> locus_rows(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                                               const matching::MissingPerson& missing, const matching::Remains& remains,
                                               std::span<const matching::ColumnScore> columns);

}  // namespace kith::report

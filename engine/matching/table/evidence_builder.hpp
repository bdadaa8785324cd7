// matching/table/evidence_builder.hpp — from a case to the columns and codes that matching runs on.
#pragma once

#include "evidence/column/table_store.hpp"
#include "evidence/lineage/lineage_column.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::matching {

struct EvidenceOptions {
  bool dna = true;         ///< genotypes and haplotypes
  bool attributes = true;  ///< what family and anthropologist describe
  pedigree::LikelihoodOptions likelihood{};
  evidence::LineageOptions lineage{};
  double typing_error = 0;                      ///< of an allele of a direct reference
  evidence::TableStore* table_store = nullptr;  ///< for tables of costly families; outlives the table. None: null
  attributes::ParameterOverrides attribute_parameters{};  ///< win over the case's own
  /// Remains at the end that are scored, and not counted in what the population shows.
  std::size_t n_scored_only = 0;
};

/// Columns: one per marker of the panel, in its order; then Y-STR and mtDNA, where some remains have a haplotype; then
/// the attributes that both sides describe. Targets and remains are numbered as in the case. A family with several
/// missing persons gives one target each, the others untyped (or typed, where they have direct references). The case
/// outlives the table and is not changed meanwhile.
[[nodiscard]] EvidenceTable build_evidence(const Case& data, const EvidenceOptions& options = {});

}  // namespace kith::matching

#include "inference/joint/incompatible_loci.hpp"

#include <memory>
#include <numeric>

#include "matching/table/evidence_builder.hpp"

namespace kith::inference {

matching::Case with_identified(matching::Case the_case, const std::vector<Undisputed>& identified) {
  genetics::Panel& panel = the_case.panel;
  for (const Undisputed& pair : identified) {
    const auto& missing = the_case.missing[pair.missing];
    const genetics::Profile& body = the_case.remains[pair.body].profile;
    auto& own = the_case.families[missing.family].profiles[static_cast<std::size_t>(missing.person)];
    own.resize(panel.size(), genetics::kUntyped);
    for (genetics::LocusIndex locus = 0; locus < panel.size(); ++locus) {
      const auto both = genetics::joined(panel.observed(own, locus), panel.observed(body, locus));
      own[locus] = panel.dictionaries[locus].intern(both);
    }
  }
  return the_case;
}

std::vector<std::uint32_t> count_incompatible_loci(const matching::Case& the_case) {
  const std::size_t n_missing = the_case.missing.size();
  const std::size_t n_bodies = the_case.remains.size();
  std::vector<std::uint32_t> counts(n_bodies * n_missing, 0);
  const auto evidence = matching::build_evidence(the_case, {.attributes = false});
  for (std::size_t c = 0; c < evidence.columns.size(); ++c) {
    const evidence::Column& column = *evidence.columns[c];
    if (the_case.panel.find(column.name()) == genetics::kNoLocus) continue;  // a haplotype
    std::vector<std::uint32_t> rows(column.n_rows());
    std::iota(rows.begin(), rows.end(), 0U);
    const auto incompatible = std::make_unique<bool[]>(rows.size());
    for (std::size_t m = 0; m < n_missing; ++m) {
      column.find_incompatible(static_cast<evidence::TargetIndex>(m), rows, {incompatible.get(), rows.size()});
      for (std::size_t b = 0; b < n_bodies; ++b) {
        if (incompatible[evidence.codes[b * evidence.columns.size() + c]]) ++counts[b * n_missing + m];
      }
    }
  }
  return counts;
}

}  // namespace kith::inference

// matching/case/known_sex.hpp — the sex of remains as far as anything is known of it: the form, amelogenin, a Y
// haplotype, the number of alleles at X-linked markers.
#pragma once

#include "genetics/markers/panel.hpp"
#include "matching/case/case.hpp"

namespace kith::matching {

/// Y-linked markers that make a haplotype: one alone may be foreign, or a kit's test of the sex.
inline constexpr std::size_t kLeastYLoci = 2;

/// Everything that tells the sex of remains, in one finding.
[[nodiscard]] inline attributes::PmSex sex_finding(const Remains& remains) {
  return {.form = remains.sex,
          .method = remains.description.sex.method,
          .amelogenin = remains.amelogenin,
          .y_haplotype = genetics::n_typed_loci(remains.y) >= kLeastYLoci,
          .x = remains.x_copies};
}

/// DNA before what the form or anthropology says.
[[nodiscard]] inline Sex known_sex(const Remains& remains) { return sex_finding(remains).best(); }

/// What the X-linked markers of a profile show. Counted are those that show two alleles where nothing foreign is added,
/// and those that show one where nothing is lost; all others say nothing of the number of copies.
[[nodiscard]] attributes::XCopies count_x_copies(const genetics::Panel& panel, const genetics::Profile& profile);

}  // namespace kith::matching

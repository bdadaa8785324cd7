// genetics/mt_alignment.hpp — one spelling for one sequence.
//
// An indel in a run or a repeat can be written at several places (248- and 249- leave the same molecule), and so can some
// combinations (16183- 16189C 16193.1C is 16183C 16189C). Two lists of differences are therefore compared as what they
// describe (ISFG: Parson et al. 2014, doi:10.1016/j.fsigen.2014.07.010; EMPOP's SAM: Huber et al. 2018): the list is applied
// to the rCRS over each stretch that was read, and the sequence is aligned with the rCRS anew, at the least cost:
//
//   a base for another        kSubstitution; a mixture with the rCRS's base kMixture
//   an indel                  kGapOpen + kGapBase for each base
//   length of a C or T run    kRunLength for each base, in the runs whose length is not compared (303-309, 311-315,
//                             452-455, 461-463, 568-573, 956-960, 5895-5899, 8272-8276, 8281-8285, 16190-16193)
//
// and of equal costs the indel that lies furthest 3'. Up to three substitutions outside these runs are never better written as
// indels. A base that may be missing ("309.1c") moves 3' within its run or repeat, too. The origin is no end where both
// of its sides were read; what was not read is not moved into.
//
// Cost: nothing for a list of single substitutions; else about 20 ns for each position within some 40 of a difference and
// for each of about 25 offsets.
#pragma once

#include "genetics/mt_haplotype.hpp"

namespace kith::genetics {

/// Rewrites the differences; those that state the rCRS's own base, and those at 3107 (no position), go.
/// @pre normalised; insertions numbered from 1 without a gap.
void canonicalise(MtHaplotype& haplotype);

}  // namespace kith::genetics

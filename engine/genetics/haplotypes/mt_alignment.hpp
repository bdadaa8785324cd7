// genetics/haplotypes/mt_alignment.hpp — one spelling for one sequence.
//
// An indel in a run or a repeat can be written at several places (248- and 249- leave the same molecule), and so can
// some combinations (16183- 16189C 16193.1C is 16183C 16189C). Lists of differences are therefore compared as what they
// describe (ISFG: Parson et al. 2014, doi:10.1016/j.fsigen.2014.07.010; EMPOP's SAM: Huber et al. 2018): the list is
// applied to the rCRS over each stretch that was read, and the sequence is aligned with the rCRS anew at the least
// cost:
//
//   substitution    100, a mixture with the rCRS's base 10; within 303-315 but for 310: 201
//   indel           100, and 101 for each base
//   length of a run 2 for each C in 303-309, 311-315 and 16190-16193
//
// Of equal costs a place whose length is not compared is taken, then the one furthest 3'. A few indels cost less, so
// that what PhyloTree and EMPOP write stays as it is (mt_alignment.cpp names them). A base that may be missing
// ("309.1c") moves 3' within its run or repeat, too. The origin is no end where both of its sides were read; nothing is
// moved to where nothing was read.
//
// Cost: nothing for single substitutions; else about 10 ns for each position within 24 of a difference and each of some
// 21 offsets: below a millisecond for a haplotype.

#pragma once

#include "genetics/haplotypes/mt_haplotype.hpp"

namespace kith::genetics {

/// Rewrites the differences; those that state the rCRS's own base, and those at 3107 (no position), go.
/// @pre normalised; insertions numbered from 1 without a gap.
void canonicalise(MtHaplotype& haplotype);

}  // namespace kith::genetics

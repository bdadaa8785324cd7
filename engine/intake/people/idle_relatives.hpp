// intake/people/idle_relatives.hpp — relatives who say less than their families think: results that reach no missing
// person, and siblings who are taken for half siblings because a parent has no row.
//
// Who is reached follows from the pedigree and from who is typed (d-separation of genotypes, Pearl 1988; that typed
// persons in between screen others off makes a result count for less, not for nothing, and is left out here): results
// go from child to parent and from parent to child, and from one parent to the other if the child or a descendant of
// the child is typed. A Y-STR or mtDNA haplotype goes along its line only.
#pragma once

#include "core/problem.hpp"
#include "intake/people/relatives_table.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// One warning per family with typed persons whose results reach none of its missing persons, and one for all families
/// that miss nobody. `families` are the case's, of `relatives`, with their profiles.
void warn_of_unlinked(const matching::Case& the_case, const RelativesTable& relatives, ProblemLog& log);

/// One warning per parent with two children or more of whom one lacks the other parent.
void warn_of_half_siblings(const RelativesTable& relatives, ProblemLog& log);

/// Missing persons of unknown sex in families that are typed at X-linked markers, and relatives of unknown sex who are.
void warn_of_unknown_sex(const matching::Case& the_case, const RelativesTable& relatives, ProblemLog& log);

}  // namespace kith::intake

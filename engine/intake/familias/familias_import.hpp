// intake/familias/familias_import.hpp — a Familias project as a Kith case.
//
//   unidentified persons                -> remains, under their own names
//   a reference family                  -> a family; person NAME of family F gets the id "F/NAME"
//   "Missing person", "Missing male 1"  -> missing persons (any name that starts with Missing)
//   typed relatives                     -> references; everybody else: other
//   a pedigree of a non-DVI project     -> a family of its own (with the known relations), as each is a hypothesis
//
// Whatever a case cannot hold, or had to be decided, is said in `warnings`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "intake/draft/case_draft.hpp"
#include "intake/familias/familias_project.hpp"

namespace kith::intake::familias {

struct Import {
  CaseDraft draft;
  std::vector<std::string> notes;     ///< what was done
  std::vector<std::string> warnings;  ///< what was lost, changed or decided
  std::vector<std::string> errors;    ///< why the draft is of no use; empty: it is
  std::vector<std::string>
      lost_alleles{};  ///< genotypes whose second allele is empty or not known; to_case() warns of them
};

[[nodiscard]] Import to_case(const Project& project);

/// Mutation codes as Kith's models. A step model that the alleles or the frequencies do not allow becomes `equal` with
/// the
/// same rate for both sexes, as Familias' own readers do, with a warning.
[[nodiscard]] DraftMarker to_marker(const Marker& marker, double theta, Import& import);

/// Adds one family: its persons, with the relations as parent and child positions, and their genotypes.
void add_family(const std::string& id, std::vector<Person> persons, const std::vector<Relation>& relations,
                const Project& project, const std::string& note, Import& import);

/// The file's marker of this name, by spelling or alias; null if there is none.
[[nodiscard]] const Marker* find_marker(const Project& project, const std::string& name);

/// A label as Kith's tables have it. Familias allows "0", which means "nothing seen" to everybody else: it becomes "Z".
[[nodiscard]] std::string allele_label(const std::string& label);

/// A person's result; partial where one of the two alleles is empty or names none, none where both are. What can be no
/// allele is an error.
[[nodiscard]] std::optional<DraftTyping> typing_of(const Genotype& genotype, const Marker& marker,
                                                   const std::string& subject, Import& import);

}  // namespace kith::intake::familias

// inference/quality/quality_subjects.hpp — who the checks of quality.hpp go through: everybody with a profile.
#pragma once

#include <string>
#include <vector>

#include "matching/case/case.hpp"

namespace kith::inference {

/// Somebody with a profile: a person of a family, or remains.
struct Subject {
  const genetics::Profile* profile = nullptr;
  std::string id{};
  std::string family{};  ///< empty: remains
  bool missing = false;
  bool has_lineage = false;  ///< remains with a Y or mtDNA haplotype
};

/// The relatives and the missing persons with a profile, family by family, then all remains. @pre the case outlives
/// them.
[[nodiscard]] std::vector<Subject> subjects_of(const matching::Case& the_case);

/// "remains", "relative of family F1", "missing person of family F1".
[[nodiscard]] std::string role_of(const Subject& subject);

}  // namespace kith::inference

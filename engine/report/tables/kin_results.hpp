// report/tables/kin_results.hpp — kin among the dead and among families, as tables and in a few lines. docs/kin.md
// explains the columns.
#pragma once

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "identify/kin_stage.hpp"
#include "inference/kin/family_kin.hpp"
#include "inference/kin/family_links.hpp"
#include "inference/kin/find_kin.hpp"

namespace kith::report {

/// kin_pairs.csv: pairs of bodies that are probably kin, the highest LR first.
void write_kin_pairs(std::ostream& out, const matching::Case& data, const inference::Kin& kin);
/// kin_groups.csv: a row for every body that died with kin.
void write_kin_groups(std::ostream& out, const matching::Case& data, const inference::Kin& kin);
/// kin_chance.csv: pairs found and pairs of strangers expected, by relationship and LR.
void write_kin_chance(std::ostream& out, const std::vector<inference::KinChance>& chance);

/// family_links.csv: a row for every two people who tie two families.
void write_family_links(std::ostream& out, const matching::Case& data, const inference::FamilyLinks& found);
/// family_groups.csv: a row for every family of a group of tied ones.
void write_family_groups(std::ostream& out, const matching::Case& data, const inference::FamilyLinks& found);

/// family_kin.csv: bodies that are kin of a family but nobody it misses.
void write_family_kin(std::ostream& out, const matching::Case& data, const inference::FamilyKin& found);

/// What people should know, each line ended. The second case: the families' own.
[[nodiscard]] std::string describe(const matching::Case& data, const inference::Kin& kin);
[[nodiscard]] std::string describe(const matching::Case& data, const inference::FamilyLinks& found);
[[nodiscard]] std::string describe(const matching::Case& data, const inference::FamilyKin& found);

/// Of kith match: a line on kin among the bodies, one on kin of families, one on what was not done.
[[nodiscard]] std::string describe(const matching::Case& bodies, const identify::KinAnswer& kin);
/// Numbers for run.json.
[[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> kin_record(const identify::KinAnswer& kin);

/// "Z-3, Z-4 and Z-9: Z-3 and Z-4 full siblings, ...": the ties of a group of families in one sentence.
[[nodiscard]] std::string describe(const matching::Case& data, const inference::FamilyLinks& found,
                                   const inference::FamilyGroup& group);

}  // namespace kith::report

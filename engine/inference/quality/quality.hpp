// inference/quality/quality.hpp — what an analyst should look at before matching: sample mix-ups, wrong relationships,
// and data that cannot bear a match. Nothing here changes a case; everything is said, nothing is dropped.
//
// Threads: oneTBB over families and over subjects; the findings and their order do not depend on the number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/lineage/lineage_column.hpp"
#include "inference/quality/duplicates.hpp"
#include "matching/case/case.hpp"

namespace kith::inference {

enum class FindingKind : std::uint8_t {
  incompatible_relatives,  ///< the relatives' genotypes cannot come about in their pedigree without mutation
  family_not_checked,      ///< the exact check of a locus would cost too much
  duplicate_profile,       ///< two subjects with the same genotypes
  staff_profile,           ///< a subject whose genotypes are those of a member of staff
  sex_mismatch,            ///< form or pedigree against amelogenin
  locus_untyped,           ///< nobody is typed
  locus_one_side,          ///< only relatives, or only remains, are typed: the locus cannot compare anything
  locus_one_allele,        ///< everybody shows the same single allele
  no_typed_kin,            ///< a missing person without a blood relation to anybody typed
  few_loci,                ///< a subject typed at few loci
  no_profile,              ///< remains without any genotype
  lineage_conflict,        ///< two members of a paternal or maternal line whose haplotypes say that they are not
  family_ties,             ///< families tied by a donor, a mix-up of samples, or a missing person of both
};

/// "incompatible-relatives" and so on: the word in the CSV report.
[[nodiscard]] std::string_view to_string(FindingKind kind);

struct Finding {
  FindingKind kind{};
  std::string family{};             ///< empty: none
  std::string subject{};            ///< the person, remains or marker it is about; empty: the whole family
  std::string other{};              ///< the second subject of a duplicate; the member of staff
  std::vector<std::string> loci{};  ///< the markers concerned
  std::string message{};            ///< one sentence without the ids above
};

struct QualityOptions {
  std::uint32_t min_loci = 8;  ///< autosomal loci below which a typed subject is reported
  DuplicateRule duplicates{};
  double cost_limit = 2e9;  ///< per locus of a family, see pedigree::LikelihoodOptions
  bool family_ties = true;  ///< check_family_ties()
  evidence::LineageOptions lineage{};
  std::uint32_t threads = 0;  ///< 0: all cores
};

/// All checks below, in this order.
[[nodiscard]] std::vector<Finding> check_quality(const matching::Case& the_case, const QualityOptions& options = {});

/// Per family the autosomal loci at which the relatives' data have likelihood 0 with mutation switched off, and which
/// typed persons, each left out alone, resolve how many of them.
[[nodiscard]] std::vector<Finding> check_families(const matching::Case& the_case, const QualityOptions& options);
/// Over all relatives, missing persons with a sample of their own, and remains, by their autosomal genotypes.
[[nodiscard]] std::vector<Finding> check_duplicates(const matching::Case& the_case, const QualityOptions& options);
/// Everybody typed against elimination.csv, under the same rule; an allele that dropout can have taken is no
/// difference.
[[nodiscard]] std::vector<Finding> check_staff(const matching::Case& the_case, const QualityOptions& options);
[[nodiscard]] std::vector<Finding> check_sex(const matching::Case& the_case);
[[nodiscard]] std::vector<Finding> check_loci(const matching::Case& the_case);
[[nodiscard]] std::vector<Finding> check_kin(const matching::Case& the_case);
/// Per paternal and maternal line of a family every two typed members whose haplotypes differ as much as those of
/// different lines do (evidence/lineage/lineage_column.hpp), whatever the meioses between them.
[[nodiscard]] std::vector<Finding> check_lineages(const matching::Case& the_case);
/// Groups of families that kin/family_links.hpp ties, one finding each.
[[nodiscard]] std::vector<Finding> check_family_ties(const matching::Case& the_case, const QualityOptions& options);
[[nodiscard]] std::vector<Finding> check_typing(const matching::Case& the_case, const QualityOptions& options);

}  // namespace kith::inference

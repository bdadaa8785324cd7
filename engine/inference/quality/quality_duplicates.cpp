#include <algorithm>
#include <map>

#include "inference/quality/quality.hpp"
#include "inference/quality/quality_subjects.hpp"
#include "matching/case/remains_rows.hpp"

namespace kith::inference {
namespace {

using genetics::AlleleIndex;
using genetics::LocusIndex;
using genetics::Observation;
using genetics::Profile;
using matching::Case;

/// Per observation code of a locus a number that is equal for equal genotypes, however they were amplified; 0: untyped.
std::vector<std::uint32_t> genotype_numbers(const genetics::ObservationDictionary& dictionary) {
  using ProfileKey = std::pair<std::vector<genetics::AlleleIndex>, genetics::ObservationCode>;
  std::map<ProfileKey, std::uint32_t> numbers;
  std::vector<std::uint32_t> result(dictionary.size(), 0);
  for (genetics::ObservationCode code = 1; code < dictionary.size(); ++code) {
    const Observation& observation = dictionary[code];
    const bool plain = observation.replicates.size() == 1 && observation.certain_allele == genetics::kNoAllele;
    const ProfileKey key = plain ? ProfileKey(observation.replicates.front().seen, 0) : ProfileKey({}, code);
    result[code] = numbers.try_emplace(key, static_cast<std::uint32_t>(numbers.size() + 1)).first->second;
  }
  return result;
}

std::string duplicate_message(const Subject& first, const Subject& second, const Duplicate& pair) {
  std::string text = "identical at " + std::to_string(pair.identical) + " of " +
                     std::to_string(pair.identical + pair.different) + " loci (" + role_of(first) + ", " +
                     role_of(second) + "): ";
  const bool remains_1 = first.family.empty();
  const bool remains_2 = second.family.empty();
  if (remains_1 && remains_2) return text + "parts of one person, twins, or one sample under two ids";
  if (remains_1 != remains_2) {
    return text + ((remains_1 ? second : first).missing ? "direct match with the missing person's own sample"
                                                        : "mix-up, contamination, or a relative's twin");
  }
  return text + "one person entered twice, twins, or a mix-up of samples";
}

/// Whether somebody with these alleles can have given the observation, short of foreign alleles.
bool fits(const Observation& observation, const std::vector<AlleleIndex>& alleles) {
  const auto is_there = [&](AlleleIndex allele) {
    return std::find(alleles.begin(), alleles.end(), allele) != alleles.end();
  };
  const auto comes_from = [&](const genetics::Replicate& replicate) {
    if (replicate.model.is_exact()) return replicate.seen == alleles;
    return std::all_of(replicate.seen.begin(), replicate.seen.end(), is_there);
  };
  return std::all_of(observation.replicates.begin(), observation.replicates.end(), comes_from) &&
         (observation.certain_allele == genetics::kNoAllele || is_there(observation.certain_allele));
}

/// At how many of the loci typed in both the profile is that of the member of staff; none if it is not, by the rule.
std::optional<Duplicate> compare(const Case& the_case, std::span<const LocusIndex> loci, const Profile& profile,
                                 const matching::StaffProfile& member, const DuplicateRule& rule) {
  Duplicate counts;
  for (const LocusIndex locus : loci) {
    const Observation& observation = the_case.panel.observed(profile, locus);
    if (observation.is_untyped() || member.alleles[locus].empty()) continue;
    ++(fits(observation, member.alleles[locus]) ? counts.identical : counts.different);
    if (counts.different > rule.max_different) return std::nullopt;
  }
  return counts.identical >= rule.min_identical ? std::optional(counts) : std::nullopt;
}

}  // namespace

std::vector<Finding> check_duplicates(const Case& the_case, const QualityOptions& options) {
  const std::vector<Subject> subjects = subjects_of(the_case);
  const std::vector<LocusIndex> loci = matching::autosomal_loci(the_case.panel);
  std::vector<std::uint32_t> genotypes(subjects.size() * loci.size(), 0);
  for (std::size_t l = 0; l < loci.size(); ++l) {
    const std::vector<std::uint32_t> numbers = genotype_numbers(the_case.panel.dictionaries[loci[l]]);
    for (std::size_t s = 0; s < subjects.size(); ++s) {
      const Profile& profile = *subjects[s].profile;
      if (loci[l] < profile.size()) genotypes[s * loci.size() + l] = numbers[profile[loci[l]]];
    }
  }
  std::vector<Finding> findings;
  for (const Duplicate& pair : find_duplicates(genotypes, loci.size(), options.duplicates, options.threads)) {
    const Subject& first = subjects[pair.first];
    const Subject& second = subjects[pair.second];
    findings.push_back({.kind = FindingKind::duplicate_profile,
                        .family = first.family,
                        .subject = first.id,
                        .other = second.id,
                        .message = duplicate_message(first, second, pair)});
  }
  return findings;
}

std::vector<Finding> check_staff(const Case& the_case, const QualityOptions& options) {
  std::vector<Finding> findings;
  if (the_case.staff.empty()) return findings;
  const std::vector<LocusIndex> loci = matching::autosomal_loci(the_case.panel);
  for (const Subject& subject : subjects_of(the_case)) {
    for (const matching::StaffProfile& member : the_case.staff) {
      const auto counts = compare(the_case, loci, *subject.profile, member, options.duplicates);
      if (!counts) continue;
      findings.push_back({.kind = FindingKind::staff_profile,
                          .family = subject.family,
                          .subject = subject.id,
                          .other = member.id,
                          .message = "the staff profile explains " + std::to_string(counts->identical) + " of " +
                                     std::to_string(counts->identical + counts->different) + " loci (" +
                                     role_of(subject) + "): contamination, or a mix-up of samples"});
    }
  }
  return findings;
}

}  // namespace kith::inference

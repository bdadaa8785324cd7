#include "inference/quality/quality.hpp"

#include <algorithm>
#include <set>

#include "inference/quality/quality_subjects.hpp"
#include "matching/case/known_sex.hpp"
#include "matching/case/remains_rows.hpp"
#include "matching/table/lineage_evidence.hpp"

namespace kith::inference {
namespace {

using genetics::LocusIndex;
using genetics::Observation;
using genetics::Profile;
using genetics::Sex;
using matching::Case;
using matching::Family;
using matching::Remains;
using pedigree::PersonIndex;

bool is_typed(const Case& the_case, const Profile& profile, LocusIndex locus) {
  return locus < profile.size() && !the_case.panel.observed(profile, locus).is_untyped();
}

std::uint32_t n_typed(const Case& the_case, const Profile& profile) {
  const std::vector<LocusIndex> loci = matching::autosomal_loci(the_case.panel);
  return static_cast<std::uint32_t>(
      std::count_if(loci.begin(), loci.end(), [&](LocusIndex locus) { return is_typed(the_case, profile, locus); }));
}

std::set<PersonIndex> ancestors_and_self(const pedigree::Pedigree& pedigree, PersonIndex person) {
  std::set<PersonIndex> seen;
  std::vector<PersonIndex> open{person};
  while (!open.empty()) {
    const PersonIndex next = open.back();
    open.pop_back();
    if (next == pedigree::kNobody || !seen.insert(next).second) continue;
    open.push_back(pedigree.father(next));
    open.push_back(pedigree.mother(next));
  }
  return seen;
}

std::string_view sex_word(Sex sex) { return sex == Sex::male ? "male" : sex == Sex::female ? "female" : "unknown"; }

std::string sex_message(std::string_view source, Sex stated, Sex seen) {
  return std::string(source) + " says " + std::string(sex_word(stated)) + ", amelogenin says " +
         std::string(sex_word(seen));
}

bool disagree(Sex a, Sex b) { return a != Sex::unknown && b != Sex::unknown && a != b; }

/// What of the remains' sex does not go together, the form against DNA and DNA against itself.
std::vector<std::string> sex_conflicts(const attributes::PmSex& found) {
  std::vector<std::string> texts;
  if (disagree(found.form, found.amelogenin)) texts.push_back(sex_message("the form", found.form, found.amelogenin));
  if (found.form == Sex::male && found.x.two_alleles)
    texts.emplace_back("the form says male, but X-linked markers show two alleles");
  if (found.amelogenin == Sex::female && found.y_haplotype) {
    texts.emplace_back(
        "amelogenin says female, but there is a Y-STR haplotype: a man without the Y's amelogenin, or male DNA on the "
        "sample");
  }
  if (found.y_haplotype && found.x.two_alleles) {
    texts.emplace_back(
        "a Y-STR haplotype and two alleles at X-linked markers: a man with two X chromosomes (one in some 660), or a "
        "mixture");
  }
  return texts;
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// What is seen of one marker over the whole case.
struct MarkerUse {
  std::set<genetics::AlleleIndex> alleles{};
  std::size_t relatives = 0;
  std::size_t remains = 0;
};

MarkerUse marker_use(const Case& the_case, std::span<const Subject> subjects, LocusIndex locus) {
  MarkerUse use;
  for (const Subject& subject : subjects) {
    if (!is_typed(the_case, *subject.profile, locus)) continue;
    ++(subject.family.empty() ? use.remains : use.relatives);
    const Observation& observation = the_case.panel.observed(*subject.profile, locus);
    for (const auto& replicate : observation.replicates)
      use.alleles.insert(replicate.seen.begin(), replicate.seen.end());
    if (observation.certain_allele != genetics::kNoAllele) use.alleles.insert(observation.certain_allele);
  }
  return use;
}

}  // namespace

std::string_view to_string(FindingKind kind) {
  switch (kind) {
    case FindingKind::incompatible_relatives:
      return "incompatible-relatives";
    case FindingKind::family_not_checked:
      return "family-not-checked";
    case FindingKind::duplicate_profile:
      return "duplicate-profile";
    case FindingKind::staff_profile:
      return "staff-profile";
    case FindingKind::sex_mismatch:
      return "sex-mismatch";
    case FindingKind::locus_untyped:
      return "locus-untyped";
    case FindingKind::locus_one_side:
      return "locus-one-side";
    case FindingKind::locus_one_allele:
      return "locus-one-allele";
    case FindingKind::no_typed_kin:
      return "no-typed-kin";
    case FindingKind::few_loci:
      return "few-loci";
    case FindingKind::no_profile:
      return "no-profile";
    case FindingKind::lineage_conflict:
      return "lineage-conflict";
    case FindingKind::family_ties:
      return "family-ties";
  }
  return "unknown";
}

std::vector<Finding> check_sex(const Case& the_case) {
  std::vector<Finding> findings;
  for (const Family& family : the_case.families) {
    for (std::size_t p = 0; p < family.amelogenin.size(); ++p) {
      const auto person = static_cast<PersonIndex>(p);
      const Sex stated = family.pedigree.sex(person);
      if (stated != Sex::male && p < family.y.size() && genetics::n_typed_loci(family.y[p]) > 0) {
        findings.push_back({.kind = FindingKind::sex_mismatch,
                            .family = family.id,
                            .subject = family.pedigree.id(person),
                            .message = stated == Sex::female ? "the pedigree says female, but there are Y-STR alleles"
                                                             : "Y-STR alleles do not count: the pedigree does not say "
                                                               "that this person is male"});
      }
      if (!disagree(stated, family.amelogenin[p])) continue;
      findings.push_back({.kind = FindingKind::sex_mismatch,
                          .family = family.id,
                          .subject = family.pedigree.id(person),
                          .message = sex_message("the pedigree", stated, family.amelogenin[p])});
    }
  }
  for (const Remains& remains : the_case.remains) {
    if (remains.sex == Sex::female && genetics::n_typed_loci(remains.y) > 0) {
      findings.push_back({.kind = FindingKind::sex_mismatch,
                          .subject = remains.id,
                          .message = "the form says female, but there are Y-STR alleles"});
    }
    for (std::string& message : sex_conflicts(matching::sex_finding(remains))) {
      findings.push_back({.kind = FindingKind::sex_mismatch, .subject = remains.id, .message = std::move(message)});
    }
  }
  return findings;
}

std::vector<Finding> check_loci(const Case& the_case) {
  const std::vector<Subject> subjects = subjects_of(the_case);
  std::vector<Finding> findings;
  for (LocusIndex locus = 0; locus < the_case.panel.size(); ++locus) {
    const genetics::Marker& marker = the_case.panel.markers[locus];
    const MarkerUse use = marker_use(the_case, subjects, locus);
    const auto add = [&](FindingKind kind, std::string message) {
      findings.push_back(
          {.kind = kind, .subject = marker.name(), .loci = {marker.name()}, .message = std::move(message)});
    };
    if (use.relatives + use.remains == 0) {
      add(FindingKind::locus_untyped, "nobody is typed at this marker");
    } else if (use.relatives == 0 || use.remains == 0) {
      add(FindingKind::locus_one_side, use.remains == 0 ? "typed in relatives only: it compares nothing"
                                                        : "typed in remains only: it compares nothing");
    }
    if (use.alleles.size() == 1 && use.relatives + use.remains > 1) {
      add(FindingKind::locus_one_allele, "all " + std::to_string(use.relatives + use.remains) +
                                             " typed subjects show allele " + marker.alleles()[*use.alleles.begin()] +
                                             " only");
    }
  }
  return findings;
}

std::vector<Finding> check_kin(const Case& the_case) {
  std::vector<Finding> findings;
  for (const matching::MissingPerson& missing : the_case.missing) {
    const Family& family = the_case.families[missing.family];
    const std::set<PersonIndex> line = ancestors_and_self(family.pedigree, missing.person);
    bool has_kin = !matching::typed_members(family, missing.person, evidence::Line::paternal).empty() ||
                   !matching::typed_members(family, missing.person, evidence::Line::maternal).empty();
    for (std::size_t p = 0; p < family.profiles.size() && !has_kin; ++p) {
      if (n_typed(the_case, family.profiles[p]) == 0) continue;
      const std::set<PersonIndex> other = ancestors_and_self(family.pedigree, static_cast<PersonIndex>(p));
      has_kin = std::any_of(other.begin(), other.end(), [&](PersonIndex a) { return line.count(a) > 0; });
    }
    if (has_kin) continue;
    findings.push_back({.kind = FindingKind::no_typed_kin,
                        .family = family.id,
                        .subject = missing.id,
                        .message = "no blood relative is typed: DNA cannot find this person"});
  }
  return findings;
}

std::vector<Finding> check_typing(const Case& the_case, const QualityOptions& options) {
  std::vector<Finding> findings;
  const auto n_loci = static_cast<std::uint32_t>(matching::autosomal_loci(the_case.panel).size());
  for (const Subject& subject : subjects_of(the_case)) {
    const std::uint32_t typed = n_typed(the_case, *subject.profile);
    if (typed >= std::min(options.min_loci, n_loci)) continue;
    const bool nothing = typed == 0 && subject.family.empty();
    findings.push_back(
        {.kind = nothing ? FindingKind::no_profile : FindingKind::few_loci,
         .family = subject.family,
         .subject = subject.id,
         .message = nothing
                        ? std::string("these remains have no autosomal genotype: DNA ") +
                              (subject.has_lineage ? "can tell their line only" : "cannot identify them")
                        : "typed at " + std::to_string(typed) + " of " + std::to_string(n_loci) + " autosomal loci"});
  }
  return findings;
}

std::vector<Finding> check_quality(const Case& the_case, const QualityOptions& options) {
  std::vector<Finding> findings = check_families(the_case, options);
  append(findings, check_duplicates(the_case, options));
  append(findings, check_staff(the_case, options));
  append(findings, check_lineages(the_case));
  if (options.family_ties) append(findings, check_family_ties(the_case, options));
  append(findings, check_sex(the_case));
  append(findings, check_loci(the_case));
  append(findings, check_kin(the_case));
  append(findings, check_typing(the_case, options));
  return findings;
}

}  // namespace kith::inference

#include "report/pair/locus_rows.hpp"

#include <fmt/format.h>

#include <set>

#include "evidence/dna/dna_column.hpp"

namespace kith::report {
namespace {

using genetics::LocusIndex;
using genetics::Marker;
using genetics::Observation;
using genetics::Sex;
using matching::Case;
using matching::Family;
using pedigree::PersonIndex;

/// "P1 16/17, P2 15/16": the typed members of the family at a locus.
std::string relatives_text(const Case& the_case, const Family& family, LocusIndex locus) {
  std::string text;
  for (std::size_t p = 0; p < family.profiles.size(); ++p) {
    const Observation& observation = the_case.panel.observed(family.profiles[p], locus);
    if (observation.is_untyped()) continue;
    const auto person = static_cast<PersonIndex>(p);
    const Marker& marker = the_case.panel.markers[locus];
    const bool hemizygous = marker.kind() == genetics::MarkerKind::x_linked && family.pedigree.sex(person) == Sex::male;
    text += (text.empty() ? "" : ", ") + family.pedigree.id(person) + " " +
            evidence::describe(observation, marker, hemizygous);
  }
  return text.empty() ? "nobody typed" : text;
}

void add_alleles(const Observation& observation, std::set<genetics::AlleleIndex>& alleles) {
  for (const auto& replicate : observation.replicates) alleles.insert(replicate.seen.begin(), replicate.seen.end());
  if (observation.certain_allele != genetics::kNoAllele) alleles.insert(observation.certain_allele);
}

/// The population frequencies of the alleles seen in the remains and in the family.
std::string frequencies_text(const Case& the_case, const Family& family, const matching::Remains& remains,
                             LocusIndex locus) {
  std::set<genetics::AlleleIndex> alleles;
  add_alleles(the_case.panel.observed(remains.profile, locus), alleles);
  for (const genetics::Profile& profile : family.profiles)
    add_alleles(the_case.panel.observed(profile, locus), alleles);
  const Marker& marker = the_case.panel.markers[locus];
  std::string text;
  for (const genetics::AlleleIndex allele : alleles) {
    text += fmt::format("{}{}: {:.6g}", text.empty() ? "" : ", ", marker.alleles()[allele],
                        marker.frequencies()[allele]);
  }
  return text;
}

/// " range 0.1 rate2 1e-06 stationary": what a model has beside its rate.
std::string mutation_details(const genetics::MutationSpec& m) {
  std::string text;
  if (m.kind == genetics::MutationKind::stepwise || m.kind == genetics::MutationKind::dawid)
    text += fmt::format(" range {:g}", m.range);
  if (m.kind == genetics::MutationKind::stepwise && m.rate2 > 0) text += fmt::format(" rate2 {:g}", m.rate2);
  return text + (m.stationary ? " stationary" : "");
}

/// "stepwise, father 0.0013, mother 0.00015, range 0.1"
std::string mutation_text(const Marker& marker) {
  if (!marker.mutates()) return "none";
  const genetics::MutationSpec& male = marker.spec().mutation_male;
  const genetics::MutationSpec& female = marker.spec().mutation_female;
  if (male.kind == female.kind && mutation_details(male) == mutation_details(female)) {
    return fmt::format("{}, father {:g}, mother {:g},{}", genetics::to_string(male.kind), male.rate, female.rate,
                       mutation_details(male));
  }
  return fmt::format("father {} {:g}{}, mother {} {:g}{}", genetics::to_string(male.kind), male.rate,
                     mutation_details(male), genetics::to_string(female.kind), female.rate, mutation_details(female));
}

std::string remark(const matching::ColumnScore& score) {
  if (score.row == 0) return "remains not typed";
  switch (score.status) {
    case evidence::ColumnStatus::scored:
      return score.incompatible ? "INCOMPATIBLE without mutation" : "";
    case evidence::ColumnStatus::no_reference:
      return "no typed kin";
    case evidence::ColumnStatus::inconsistent_family:
      return "not scored: the relatives' genotypes are impossible";
    case evidence::ColumnStatus::too_costly:
      return "not scored: beyond --cost-limit";
  }
  return "";
}

/// What a marker of the panel is compared under.
std::string model_text(const Marker& marker) {
  std::string model = mutation_text(marker);
  if (marker.theta() > 0) model += fmt::format(", theta {:g}", marker.theta());
  if (marker.has_silent_allele()) model += fmt::format(", silent {:g}", marker.spec().silent_frequency);
  return model;
}

}  // namespace

std::vector<LocusRow> locus_rows(const Case& the_case, const matching::EvidenceTable& evidence,
                                 const matching::MissingPerson& missing, const matching::Remains& remains,
                                 std::span<const matching::ColumnScore> columns) {
  const Family& family = the_case.families[missing.family];
  const auto target = static_cast<matching::TargetIndex>(&missing - the_case.missing.data());
  std::vector<LocusRow> rows;
  for (const matching::ColumnScore& score : columns) {
    const evidence::Column& column = *evidence.columns[score.column];
    if (column.kind() != evidence::ColumnKind::dna) continue;
    LocusRow row{.marker = column.name(),
                 .remains = score.row == 0 ? "" : column.describe_row(score.row),
                 .haplotypes = column.explain(target, score.row),
                 .log10_lr = score.log10_lr,
                 .is_compared = score.row != 0 && score.status == evidence::ColumnStatus::scored,
                 .is_incompatible = score.incompatible,
                 .remark = remark(score)};
    if (const LocusIndex locus = the_case.panel.find(column.name()); locus != genetics::kNoLocus) {
      row.relatives = relatives_text(the_case, family, locus);
      row.frequencies = frequencies_text(the_case, family, remains, locus);
      row.model = model_text(the_case.panel.markers[locus]);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace kith::report

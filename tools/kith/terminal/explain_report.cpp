#include "terminal/explain_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "evidence/dna/dna_column.hpp"
#include "terminal/numbers.hpp"
#include "terminal/text_table.hpp"

namespace kith::tool {
namespace {

using genetics::LocusIndex;
using genetics::Marker;
using genetics::Observation;
using genetics::Sex;
using matching::Case;
using matching::Family;
using pedigree::PersonIndex;
using Row = TextRow;

std::string id_of(const pedigree::Pedigree& pedigree, PersonIndex person) {
  if (person == pedigree::kNobody) return "";
  return static_cast<std::size_t>(person) < pedigree.n_named() ? pedigree.id(person) : "(not named)";
}

std::string_view sex_text(Sex sex) { return sex == Sex::male ? "M" : sex == Sex::female ? "F" : "?"; }

std::string_view role_text(matching::Role role) {
  return role == matching::Role::missing ? "missing" : role == matching::Role::reference ? "reference" : "other";
}

std::size_t n_typed(const Case& the_case, const genetics::Profile& profile) {
  std::size_t n = 0;
  for (LocusIndex locus = 0; locus < the_case.panel.size(); ++locus) {
    n += the_case.panel.observed(profile, locus).is_untyped() ? 0U : 1U;
  }
  return n;
}

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

}  // namespace

void print_family(std::ostream& out, const Case& the_case, const matching::MissingPerson& missing) {
  const Family& family = the_case.families[missing.family];
  std::vector<Row> rows{{"person", "father", "mother", "sex", "role", "markers typed"}};
  for (std::size_t p = 0; p < family.pedigree.n_named(); ++p) {
    const auto person = static_cast<PersonIndex>(p);
    const std::size_t typed = p < family.profiles.size() ? n_typed(the_case, family.profiles[p]) : 0;
    rows.push_back({family.pedigree.id(person), id_of(family.pedigree, family.pedigree.father(person)),
                    id_of(family.pedigree, family.pedigree.mother(person)),
                    std::string(sex_text(family.pedigree.sex(person))),
                    person == missing.person ? "THE MISSING PERSON" : std::string(role_text(family.roles[p])),
                    typed == 0 ? "" : std::to_string(typed)});
  }
  out << "Family " << family.id << '\n';
  print_table(out, rows, {5});
}

void print_loci(std::ostream& out, const Case& the_case, const matching::EvidenceTable& evidence,
                const matching::MissingPerson& missing, const matching::Remains& remains,
                std::span<const matching::ColumnScore> columns) {
  const Family& family = the_case.families[missing.family];
  std::vector<Row> numbers{{"marker", "remains", "log10 LR", "LR", "running", "remark"}};
  std::vector<Row> inputs{{"marker", "relatives", "frequencies", "mutation"}};
  const auto target = &missing - the_case.missing.data();
  std::string haplotypes;
  double running = 0;
  for (const matching::ColumnScore& score : columns) {
    const evidence::Column& column = *evidence.columns[score.column];
    if (column.kind() != evidence::ColumnKind::dna) continue;
    const LocusIndex locus = the_case.panel.find(column.name());
    running += score.log10_lr;
    const std::string in_words = column.explain(static_cast<matching::TargetIndex>(target), score.row);
    const std::string seen = score.row == 0 ? "" : column.describe_row(score.row);
    numbers.push_back({column.name(), in_words.empty() ? seen : "(below)", log10_text(score.log10_lr),
                       lr_text(score.log10_lr), log10_text(running), remark(score)});
    if (!in_words.empty()) haplotypes += fmt::format("\n{}\n  remains: {}\n  {}\n", column.name(), seen, in_words);
    if (locus == genetics::kNoLocus) continue;
    const Marker& marker = the_case.panel.markers[locus];
    std::string model = mutation_text(marker);
    if (marker.theta() > 0) model += fmt::format(", theta {:g}", marker.theta());
    if (marker.has_silent_allele()) model += fmt::format(", silent {:g}", marker.spec().silent_frequency);
    inputs.push_back({column.name(), relatives_text(the_case, family, locus),
                      frequencies_text(the_case, family, remains, locus), model});
  }
  if (numbers.size() == 1) {
    out << "No marker is compared.\n";
    return;
  }
  out << "What went in\n";
  print_table(out, inputs, {});
  out << "\nWhat came out\n";
  print_table(out, numbers, {2, 3, 4});
  out << haplotypes;
}

}  // namespace kith::tool

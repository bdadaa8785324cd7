#include "terminal/explain_report.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "report/pair/locus_rows.hpp"
#include "terminal/numbers.hpp"
#include "terminal/text_table.hpp"

namespace kith::tool {
namespace {

using genetics::LocusIndex;
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
  std::vector<Row> numbers{{"marker", "remains", "log10 LR", "LR", "running", "remark"}};
  std::vector<Row> inputs{{"marker", "relatives", "frequencies", "mutation"}};
  std::string haplotypes;
  double running = 0;
  for (const report::LocusRow& row : report::locus_rows(the_case, evidence, missing, remains, columns)) {
    running += row.log10_lr;
    numbers.push_back({row.marker, row.haplotypes.empty() ? row.remains : "(below)", log10_text(row.log10_lr),
                       lr_text(row.log10_lr), log10_text(running), row.remark});
    if (!row.haplotypes.empty())
      haplotypes += fmt::format("\n{}\n  remains: {}\n  {}\n", row.marker, row.remains, row.haplotypes);
    if (!row.model.empty()) inputs.push_back({row.marker, row.relatives, row.frequencies, row.model});
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

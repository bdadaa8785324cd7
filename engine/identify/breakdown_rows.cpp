#include "identify/breakdown_rows.hpp"

#include <map>
#include <string_view>

#include "text/csv_writer.hpp"

namespace kith::identify {

void write_breakdown_header(std::ostream& out) {
  text::CsvWriter(out).row({"missing_id", "family_id", "remains_id", "column", "observation", "log10_lr",
                            "incompatible", "status", "in_words", "am_value", "log10_lr_without_group", "group"});
}

void write_breakdown(std::string& text, const matching::Case& the_case, const matching::EvidenceTable& evidence,
                     const matching::PairScore& pair, std::span<const matching::ColumnScore> columns, double linkage) {
  text::CsvWriter csv(text);
  std::map<std::string_view, double> of_group{{"dna", linkage}};
  double total = linkage;
  for (const matching::ColumnScore& score : columns) {
    of_group[evidence.columns[score.column]->group()] += score.log10_lr;
    total += score.log10_lr;
  }
  const matching::MissingPerson& missing = the_case.missing[pair.target];
  for (const matching::ColumnScore& score : columns) {
    const evidence::Column& column = *evidence.columns[score.column];
    csv.cell(missing.id).cell(the_case.families[missing.family].id).cell(the_case.remains[pair.remains].id);
    csv.cell(column.name()).cell(score.row == 0 ? "" : column.describe_row(score.row)).cell(score.log10_lr);
    csv.cell(score.incompatible ? "yes" : "no")
        .cell(score.row == 0 ? "not_observed" : evidence::to_string(score.status));
    csv.cell(score.row == 0 ? "" : column.explain(pair.target, score.row));
    csv.cell(column.describe_target(pair.target)).cell(total - of_group.at(column.group())).cell(column.group());
    csv.end_row();
  }
}

void write_linkage(std::string& text, const matching::Case& the_case, const matching::PairScore& pair,
                   const inference::LinkedLoci& loci, const inference::LinkageScore& score) {
  text::CsvWriter csv(text);
  const matching::MissingPerson& missing = the_case.missing[pair.target];
  csv.cell(missing.id).cell(the_case.families[missing.family].id).cell(the_case.remains[pair.remains].id);
  csv.cell(inference::describe(loci, the_case.panel)).cell("").cell(score.log10_correction);
  csv.cell("no").cell(score.too_costly ? "too_costly" : "scored");
  csv.cell("").cell("").cell("").cell("dna");
  csv.end_row();
}

}  // namespace kith::identify

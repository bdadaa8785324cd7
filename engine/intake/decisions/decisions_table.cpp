#include "intake/decisions/decisions_table.hpp"

#include "intake/case/cell_values.hpp"
#include "intake/case/table_columns.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake {
namespace {

using matching::Decision;

/// "R1;R7" as ids.
std::vector<std::string> ids_of(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    if (end > 0) ids.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return ids;
}

class DecisionsReader {
 public:
  DecisionsReader(const text::CsvTable& table, ProblemLog& log)
      : columns_(table, log),
        date_(columns_.require("date")),
        decision_(columns_.require("decision")),
        remains_(columns_.require("remains_id")),
        missing_(columns_.require("missing_id")),
        members_(columns_.find("members")),
        by_(columns_.require("by")),
        why_(columns_.require("why")),
        result_(columns_.find("result")),
        log10_lr_(columns_.find("log10_lr")) {
    columns_.warn_unclaimed("not used");
  }

  DecisionRows read() {
    if (!columns_.complete()) return {};
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) read_row(row);
    return std::move(rows_);
  }

 private:
  void read_row(std::size_t row) {
    const auto kind = matching::parse_decision(lower_case(columns_.text(row, decision_)));
    if (!kind) columns_.error(Errc::bad_value, row, decision_, std::string(matching::decision_words()));
    const auto remains = columns_.required_text(row, remains_, "a remains_id of the case");
    const auto missing = columns_.required_text(row, missing_, "a missing_id of the case");
    const auto by = columns_.required_text(row, by_, "who decided");
    const auto why = columns_.required_text(row, why_, "why");
    const auto log10_lr = columns_.number(row, log10_lr_, -1e9, 1e9, "a log10 likelihood ratio");
    if (!kind || !remains || !missing || !by || !why) return;
    Decision decision{.date = std::string(columns_.text(row, date_)),
                      .kind = *kind,
                      .remains_id = std::string(*remains),
                      .missing_id = std::string(*missing),
                      .members = ids_of(columns_.text(row, members_)),
                      .by = std::string(*by),
                      .why = std::string(*why),
                      .result = std::string(columns_.text(row, result_)),
                      .log10_lr = log10_lr};
    if (decision.members.empty()) decision.members.push_back(decision.remains_id);
    rows_.decisions.push_back(std::move(decision));
    rows_.lines.push_back(columns_.table().line(row));
  }

  TableColumns columns_;
  Column date_, decision_, remains_, missing_, members_, by_, why_, result_, log10_lr_;
  DecisionRows rows_;
};

}  // namespace

DecisionRows read_decisions(const text::CsvTable& table, ProblemLog& log) { return DecisionsReader(table, log).read(); }

std::string decisions_header() { return "date,decision,remains_id,missing_id,members,by,why,result,log10_lr\n"; }

std::string decision_row(const Decision& decision) {
  std::string row;
  std::string members;
  for (const std::string& id : decision.members) members += (members.empty() ? "" : ";") + id;
  text::CsvWriter csv(row);
  csv.cell(decision.date).cell(matching::to_string(decision.kind)).cell(decision.remains_id).cell(decision.missing_id);
  csv.cell(members).cell(decision.by).cell(decision.why).cell(decision.result);
  decision.log10_lr ? csv.cell(*decision.log10_lr) : csv.cell("");
  csv.end_row();
  return row;
}

}  // namespace kith::intake

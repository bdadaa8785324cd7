// report/tables/match_tables.hpp — the tables of a result folder; docs/command-line.md describes them column by column.
//
// Numbers are written as the shortest text that reads back as the same double, so equal results are equal bytes. Rows
// are made by all threads.
#pragma once

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inference/joint/identify_jointly.hpp"
#include "inference/pairs/ranking.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::report {

/// Who is who, decided by bodies: rows name remains of `bodies`.
struct WhoIsWho {
  const matching::Case& bodies;  ///< the case whose remains are bodies
  const inference::JointIdentification& joint;
  std::span<const std::uint32_t> body_of;  ///< per remains of the case
};

/// What the tables are made from. @pre everything outlives the writing.
struct Report {
  const matching::Case& the_case;
  const matching::EvidenceTable& evidence;
  const matching::MatchResult& result;
  std::span<const inference::Candidate> candidates;
  /// The column of a score that is no likelihood ratio is headed `score`, and there is no posterior.
  matching::ScoreKind score_kind = matching::ScoreKind::log10_lr;
  std::span<const std::string> populations{};  ///< names, by PairDetail::population; none: frequencies.csv names none
  /// The candidates have its posteriors, too; null: no joint analysis, and the tables have the posterior of each pair
  /// by itself under that name.
  const WhoIsWho* who = nullptr;
};

/// matches.csv: the candidates, best first.
void write_matches(std::ostream& out, const Report& report);

/// by_missing_person.csv: per missing person, in the case's order, his candidates, or one row that says why there is
/// none. After a joint analysis also "not found" and what is left for remains that are not listed: each person's rows
/// sum to 1, the rows of remains of one body counting once.
void write_by_missing_person(std::ostream& out, const Report& report);

/// Missing persons without a candidate for whom every marker at which a blood relative is typed was left out as too
/// costly: that they have none excludes nobody.
[[nodiscard]] std::vector<matching::TargetIndex> targets_too_costly(const Report& report);

/// lr_matrix.csv: `matrix` as lr_matrix() returns it, remains in rows, missing persons in columns.
void write_matrix(std::ostream& out, const matching::Case& the_case, std::span<const double> matrix);

}  // namespace kith::report

// report/tables/run_record.hpp — run.json: what was run on what, with which settings, what was noted, and what it cost.
// Together with the case it lets anybody repeat the run. It holds ids, never names or descriptions of persons.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "identify/scan_since.hpp"
#include "inference/joint/identify_jointly.hpp"
#include "intake/case/case_reader.hpp"
#include "matching/candidates/incremental.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"
#include "text/file_hash.hpp"

namespace kith::report {

/// Files of --table-cache.
struct TableCacheUse {
  std::string folder;
  std::uint64_t loaded = 0;
  std::uint64_t saved = 0;
  std::uint64_t damaged = 0;
  std::uint64_t unwritable = 0;
};

/// What the joint analysis assumed and how exact it was.
struct JointRecord {
  std::string prior_rule;
  const inference::JointIdentification* found = nullptr;
};

struct RunRecord {
  std::string case_folder{};
  std::vector<std::pair<std::string, std::string>> options{};  ///< every option in force: name, value as text
  std::uint32_t threads = 0;
  std::vector<text::FileHash> inputs{};
  std::vector<intake::AddedAllele> added_alleles{};
  std::vector<intake::RaisedAllele> raised_alleles{};
  std::vector<std::string> in_force{};  ///< what is assumed where the case says nothing
  std::vector<intake::SetAside> set_aside{};
  std::vector<std::string> populations{};  ///< whose allele frequencies were used
  std::vector<Problem> warnings{};
  std::size_t n_warnings_suppressed = 0;
  std::size_t n_typed_genotypes = 0;
  double prior = 0;
  std::string prior_rule{};            ///< "flat: 1 / (N + 1), N = 4010 missing persons" or "given"
  std::optional<JointRecord> joint{};  ///< none: pairs were judged by themselves
  std::vector<std::pair<std::string, std::uint64_t>> kin{};  ///< what was looked at and found of kin; empty: nothing
  std::size_t n_candidates = 0;
  std::uint64_t n_broken_down = 0;  ///< candidates that breakdown.csv takes apart
  std::optional<TableCacheUse> table_cache{};
  std::optional<identify::ReuseSummary> reuse{};              ///< none: a run without --since
  std::vector<std::pair<std::string, double>> cpu_seconds{};  ///< processor time per stage, over all threads
  std::vector<std::pair<std::string, double>> seconds{};      ///< wall clock per stage, in order
  std::uint64_t peak_memory_bytes = 0;
};

/// run.json of a command that scores no missing persons.
struct ShortRecord {
  std::string command{};
  std::string case_folder{};
  std::vector<std::pair<std::string, std::string>> options{};
  std::string prior{};  ///< in words
  std::vector<text::FileHash> inputs{};
  std::vector<std::pair<std::string, std::uint64_t>> counts{};
  std::vector<Problem> warnings{};
  std::vector<std::string> remarks{};
  std::vector<std::pair<std::string, double>> seconds{};
  std::uint64_t peak_memory_bytes = 0;
};

void write_short_record(std::ostream& out, const ShortRecord& record);

void write_run_record(std::ostream& out, const RunRecord& record, const matching::Case& the_case,
                      const matching::EvidenceTable& evidence, const matching::MatchResult& result);

}  // namespace kith::report

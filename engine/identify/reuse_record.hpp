// identify/reuse_record.hpp — reuse.cbor of a result folder: what a later `kith match --since` has to know of this run.
//
// Digests (BLAKE2b, 128 bits) say whether something is still the same:
//   run      the program (its executable), the options that bear on scores, and the columns: markers, frequencies,
//     mutation
//   target   per missing person: in every column all that his values depend on, or, where a column cannot say that
//            (Column::append_key), the values themselves, over the rows that the record lists by digests of their words
//   remains  per remains: its row in every column
// Pairs and their scores are kept as they were added up, not as they are printed. The file begins with a digest of the
// rest: one that is cut short or changed is refused. It holds ids, as matches.csv does, and no names or descriptions.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "matching/candidates/incremental.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::identify {

using Digest = std::array<std::uint8_t, 16>;

struct ReuseRecord {
  Digest run{};
  std::vector<std::string> remains_ids{};
  std::vector<std::string> target_ids{};  ///< missing persons
  std::vector<Digest> remains{};
  std::vector<Digest> targets{};
  /// Per column the digests of its rows in words, in order, where it is recognised by its values; else empty.
  std::vector<std::vector<Digest>> rows{};
  std::vector<matching::PairScore> pairs{};
  std::vector<matching::ColumnNote> notes{};
  bool cap_met = false;
};

/// The record of a run but for its result. `options`: text of all options that bear on scores.
/// Errors: unsupported_format where a run cannot be recognised: missing persons compared in parts, an executable that
/// cannot be read.
[[nodiscard]] Result<ReuseRecord> make_reuse_record(const matching::Case& the_case,
                                                    const matching::EvidenceTable& evidence, std::string_view options);

void write_reuse_record(std::ostream& out, const ReuseRecord& record);
/// Errors: file_unreadable, unsupported_format (damaged, or not ours).
[[nodiscard]] Result<ReuseRecord> read_reuse_record(const std::filesystem::path& path);

/// The earlier run in terms of this one. Error: unsupported_format, with the reason why nothing of it holds any more.
[[nodiscard]] Result<matching::EarlierMatch> compare_runs(const ReuseRecord& then, const ReuseRecord& now,
                                                          const matching::EvidenceTable& evidence);

}  // namespace kith::identify

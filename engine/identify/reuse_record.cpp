#include "identify/reuse_record.hpp"

#include <sodium.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "evidence/column/key_bytes.hpp"
#include "text/file_hash.hpp"

namespace kith::identify {
namespace {

using evidence::append_bytes;
using evidence::append_list;
using evidence::append_text;
using matching::EvidenceTable;
using matching::TargetIndex;

/// Per column the rows by which it is recognised; none: by its keys.
using RowOrder = std::vector<std::optional<std::vector<std::uint32_t>>>;

Digest digest_of(std::string_view bytes) {
  Digest digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                     nullptr, 0);
  return digest;
}

void append_digest(std::string& key, const Digest& digest) { append_list(key, std::span<const std::uint8_t>(digest)); }

Error unrecognised(std::string reason) { return Error{Errc::unsupported_format, std::move(reason)}; }

Result<Digest> run_digest(const EvidenceTable& evidence, std::string_view options) {
  const auto program = text::hash_file("/proc/self/exe");
  if (!program) return program.error();
  std::string key;
  append_text(key, program.value().sha256);
  append_text(key, options);
  for (const auto& column : evidence.columns) {
    append_text(key, column->name());
    append_bytes(key, column->append_key(key));
  }
  return digest_of(key);
}

bool has_keys(const evidence::Column& column) {
  std::string ignored;
  return column.append_key(ignored);
}

/// The rows of columns without keys, by digests of their words, which may hold what nobody else should read; rows of
/// the same words are numbered. Should other remains change these numbers, the values under them change too, which a
/// target's digest shows: nothing is then taken for the same.
std::vector<std::vector<Digest>> row_digests(const EvidenceTable& evidence) {
  std::vector<std::vector<Digest>> rows(evidence.columns.size());
  for (std::size_t c = 0; c < rows.size(); ++c) {
    const evidence::Column& column = *evidence.columns[c];
    if (has_keys(column)) continue;
    std::unordered_set<std::string> seen;
    for (std::size_t row = 0; row < column.n_rows(); ++row) {
      const std::string described = row == 0 ? std::string() : column.describe_row(row);
      std::string words = described;
      for (std::size_t again = 2; !seen.insert(words).second; ++again) words = described + " #" + std::to_string(again);
      rows[c].push_back(digest_of(words));
    }
  }
  return rows;
}

/// In the order of `rows`. Error: a row is there no more.
Result<RowOrder> order_of(const std::vector<std::vector<Digest>>& rows, const ReuseRecord& now,
                          const EvidenceTable& evidence) {
  RowOrder order(rows.size());
  for (std::size_t c = 0; c < rows.size(); ++c) {
    if (now.rows[c].empty()) continue;
    std::map<Digest, std::uint32_t> places;
    for (std::size_t row = 0; row < now.rows[c].size(); ++row) {
      places.emplace(now.rows[c][row], static_cast<std::uint32_t>(row));
    }
    order[c].emplace();
    for (const Digest& row : rows[c]) {
      const auto found = places.find(row);
      if (found == places.end())
        return unrecognised("something in column " + evidence.columns[c]->name() + " is shown by no remains any more");
      order[c]->push_back(found->second);
    }
  }
  return order;
}

std::vector<Digest> target_digests(const EvidenceTable& evidence, const RowOrder& order) {
  std::vector<Digest> digests(evidence.n_targets);
  tbb::parallel_for(std::size_t{0}, evidence.n_targets, [&](std::size_t t) {
    const auto target = static_cast<TargetIndex>(t);
    std::string key;
    std::vector<double> values;
    for (std::size_t c = 0; c < evidence.columns.size(); ++c) {
      const evidence::Column& column = *evidence.columns[c];
      if (!order[c]) {
        column.append_target_key(target, key);
        continue;
      }
      values.assign(column.n_rows(), 0);
      append_bytes(key, column.fill(target, values));
      for (const std::uint32_t row : *order[c]) append_bytes(key, values[row]);
    }
    digests[t] = digest_of(key);
  });
  return digests;
}

std::vector<Digest> remains_digests(const EvidenceTable& evidence, const std::vector<std::vector<Digest>>& rows) {
  std::vector<std::vector<Digest>> of_row(evidence.columns.size());
  for (std::size_t c = 0; c < of_row.size(); ++c) {
    for (std::size_t row = 0; row < evidence.columns[c]->n_rows(); ++row) {
      std::string key;
      if (rows[c].empty()) {
        evidence.columns[c]->append_row_key(row, key);
      } else {
        append_digest(key, rows[c][row]);
      }
      of_row[c].push_back(digest_of(key));
    }
  }
  std::vector<Digest> digests(evidence.n_remains);
  tbb::parallel_for(std::size_t{0}, evidence.n_remains, [&](std::size_t r) {
    std::string key;
    for (std::size_t c = 0; c < of_row.size(); ++c) {
      append_digest(key, of_row[c][evidence.codes[r * of_row.size() + c]]);
    }
    digests[r] = digest_of(key);
  });
  return digests;
}

/// Where each item of `then` is now; kGone where there is nobody of the same id and digest.
std::vector<std::uint32_t> places_now(const std::vector<std::string>& ids_then, const std::vector<Digest>& then,
                                      const std::vector<std::string>& ids_now, const std::vector<Digest>& now) {
  std::unordered_map<std::string_view, std::uint32_t> place_of;
  for (std::size_t i = 0; i < ids_now.size(); ++i) place_of.emplace(ids_now[i], static_cast<std::uint32_t>(i));
  std::vector<std::uint32_t> places(ids_then.size(), matching::kGone);
  for (std::size_t i = 0; i < ids_then.size(); ++i) {
    const auto found = place_of.find(ids_then[i]);
    if (found != place_of.end() && now[found->second] == then[i]) places[i] = found->second;
  }
  return places;
}

}  // namespace

Result<ReuseRecord> make_reuse_record(const matching::Case& the_case, const EvidenceTable& evidence,
                                      std::string_view options) {
  if (evidence.has_parts()) return unrecognised("missing persons are compared in parts");
  auto run = run_digest(evidence, options);
  if (!run) return run.error();
  ReuseRecord record{.run = run.value(), .rows = row_digests(evidence)};
  for (const auto& remains : the_case.remains) record.remains_ids.push_back(remains.id);
  for (const auto& missing : the_case.missing) record.target_ids.push_back(missing.id);
  auto order = order_of(record.rows, record, evidence);
  if (!order) return order.error();
  record.targets = target_digests(evidence, order.value());
  record.remains = remains_digests(evidence, record.rows);
  return record;
}

Result<matching::EarlierMatch> compare_runs(const ReuseRecord& then, const ReuseRecord& now,
                                            const EvidenceTable& evidence) {
  if (then.run != now.run) return unrecognised("the program, an option, a marker or a frequency is another one");
  if (then.rows.size() != now.rows.size()) return unrecognised("the columns are others");
  std::vector<Digest> targets = now.targets;
  if (then.rows != now.rows) {
    const auto order = order_of(then.rows, now, evidence);
    if (!order) return order.error();
    targets = target_digests(evidence, order.value());
  }
  return matching::EarlierMatch{.pairs = then.pairs,
                                .notes = then.notes,
                                .cap_met = then.cap_met,
                                .remains_now = places_now(then.remains_ids, then.remains, now.remains_ids, now.remains),
                                .targets_now = places_now(then.target_ids, then.targets, now.target_ids, targets)};
}

}  // namespace kith::identify

// reuse.cbor: a digest, then a CBOR object. Numbers of a list are its bytes on this machine: the record's run digest
// binds it to one executable.
#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "identify/reuse_record.hpp"
#include "text/text_encoding.hpp"

namespace kith::identify {
namespace {

using Json = nlohmann::json;
using Bytes = std::vector<std::uint8_t>;

Digest digest_of(const std::uint8_t* bytes, std::size_t size) {
  Digest digest{};
  crypto_generichash(digest.data(), digest.size(), bytes, size, nullptr, 0);
  return digest;
}

Json digests_to_json(const std::vector<Digest>& digests) {
  Bytes bytes;
  bytes.reserve(digests.size() * sizeof(Digest));
  for (const Digest& digest : digests) bytes.insert(bytes.end(), digest.begin(), digest.end());
  return Json::binary(std::move(bytes));
}

std::vector<Digest> digests_from_json(const Json& json) {
  const auto& bytes = json.get_binary();
  if (bytes.size() % sizeof(Digest) != 0) throw std::invalid_argument("digests");
  std::vector<Digest> digests(bytes.size() / sizeof(Digest));
  for (std::size_t i = 0; i < digests.size(); ++i) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * sizeof(Digest)), sizeof(Digest), digests[i].begin());
  }
  return digests;
}

/// One member of every pair.
template <class Value, class Items, class Member>
Json list_to_json(const Items& items, Member member) {
  Bytes bytes(items.size() * sizeof(Value));
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Value value = member(items[i]);
    std::memcpy(bytes.data() + i * sizeof(Value), &value, sizeof(Value));
  }
  return Json::binary(std::move(bytes));
}

template <class Value>
std::vector<Value> list_from_json(const Json& json, std::size_t size) {
  const auto& bytes = json.get_binary();
  if (bytes.size() != size * sizeof(Value)) throw std::invalid_argument("a list of another length");
  std::vector<Value> values(size);
  if (size > 0) std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

Json pairs_to_json(const std::vector<matching::PairScore>& pairs) {
  return {{"remains", list_to_json<std::uint32_t>(pairs, [](const auto& pair) { return pair.remains; })},
          {"targets", list_to_json<std::uint32_t>(pairs, [](const auto& pair) { return pair.target; })},
          {"scores", list_to_json<double>(pairs, [](const auto& pair) { return pair.log10_lr; })}};
}

std::vector<matching::PairScore> pairs_from_json(const Json& json, const ReuseRecord& record) {
  const std::size_t n = json.at("scores").get_binary().size() / sizeof(double);
  const auto remains = list_from_json<std::uint32_t>(json.at("remains"), n);
  const auto targets = list_from_json<std::uint32_t>(json.at("targets"), n);
  const auto scores = list_from_json<double>(json.at("scores"), n);
  std::vector<matching::PairScore> pairs(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (remains[i] >= record.remains.size() || targets[i] >= record.targets.size())
      throw std::invalid_argument("a pair of nobody");
    pairs[i] = {remains[i], targets[i], scores[i]};
  }
  return pairs;
}

Json notes_to_json(const std::vector<matching::ColumnNote>& notes) {
  return {{"targets", list_to_json<std::uint32_t>(notes, [](const auto& note) { return note.target; })},
          {"columns", list_to_json<std::uint32_t>(notes, [](const auto& note) { return note.column; })},
          {"statuses",
           list_to_json<std::uint8_t>(notes, [](const auto& note) { return static_cast<std::uint8_t>(note.status); })}};
}

std::vector<matching::ColumnNote> notes_from_json(const Json& json, const ReuseRecord& record) {
  const std::size_t n = json.at("statuses").get_binary().size();
  const auto targets = list_from_json<std::uint32_t>(json.at("targets"), n);
  const auto columns = list_from_json<std::uint32_t>(json.at("columns"), n);
  const auto statuses = list_from_json<std::uint8_t>(json.at("statuses"), n);
  std::vector<matching::ColumnNote> notes(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (targets[i] >= record.targets.size() || columns[i] >= record.rows.size())
      throw std::invalid_argument("a note of nobody");
    notes[i] = {targets[i], columns[i], static_cast<evidence::ColumnStatus>(statuses[i])};
  }
  return notes;
}

ReuseRecord record_from_json(const Json& json) {
  ReuseRecord record;
  const auto run = digests_from_json(json.at("run"));
  if (run.size() != 1) throw std::invalid_argument("run");
  record.run = run.front();
  record.remains_ids = json.at("remains_ids").get<std::vector<std::string>>();
  record.target_ids = json.at("target_ids").get<std::vector<std::string>>();
  record.remains = digests_from_json(json.at("remains"));
  record.targets = digests_from_json(json.at("targets"));
  for (const Json& column : json.at("rows")) record.rows.push_back(digests_from_json(column));
  if (record.remains.size() != record.remains_ids.size() || record.targets.size() != record.target_ids.size())
    throw std::invalid_argument("ids");
  record.pairs = pairs_from_json(json.at("pairs"), record);
  record.notes = notes_from_json(json.at("notes"), record);
  record.cap_met = json.at("cap_met").get<bool>();
  return record;
}

}  // namespace

void write_reuse_record(std::ostream& out, const ReuseRecord& record) {
  Json rows = Json::array();
  for (const auto& column : record.rows) rows.push_back(digests_to_json(column));
  const Json json{{"run", digests_to_json({record.run})},
                  {"remains_ids", record.remains_ids},
                  {"target_ids", record.target_ids},
                  {"remains", digests_to_json(record.remains)},
                  {"targets", digests_to_json(record.targets)},
                  {"rows", std::move(rows)},
                  {"pairs", pairs_to_json(record.pairs)},
                  {"notes", notes_to_json(record.notes)},
                  {"cap_met", record.cap_met}};
  const Bytes bytes = Json::to_cbor(json);
  const Digest digest = digest_of(bytes.data(), bytes.size());
  out.write(reinterpret_cast<const char*>(digest.data()), static_cast<std::streamsize>(digest.size()));
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

Result<ReuseRecord> read_reuse_record(const std::filesystem::path& path) {
  const auto text = text::read_file(path);
  if (!text) return text.error();
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.value().data());
  const std::size_t size = text.value().size();
  const Error damaged{Errc::unsupported_format, path.string() + ": is damaged, or not a record of kith"};
  Digest digest{};
  if (size < digest.size()) return damaged;
  std::copy_n(bytes, digest.size(), digest.begin());
  if (digest != digest_of(bytes + digest.size(), size - digest.size())) return damaged;
  try {
    return record_from_json(Json::from_cbor(bytes + digest.size(), bytes + size));
  } catch (const std::exception&) {  // our own format of another version
    return damaged;
  }
}

}  // namespace kith::identify

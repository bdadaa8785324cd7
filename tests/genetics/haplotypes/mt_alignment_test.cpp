// One sequence, one spelling: worked examples, and the naive twin over random haplotypes.
#include "genetics/haplotypes/mt_alignment.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "reference/naive_mtdna.hpp"
#include "support/builders.hpp"

namespace kith::genetics {
namespace {

using testing::must;
using testing::naive_sequence;

MtHaplotype read(const char* range, std::initializer_list<const char*> entries) {
  MtHaplotype result{.ranges = must(parse_mt_range(range))};
  for (const auto* text : entries) {
    for (const auto& d : must(parse_mt_difference(text))) result.differences.push_back(d);
  }
  CHECK(normalise(result).empty());
  return result;
}

std::string spelled(std::initializer_list<const char*> entries, const char* range = "16024-576") {
  auto haplotype = read(range, entries);
  canonicalise(haplotype);
  return differences_text(haplotype);
}

TEST_CASE("mtDNA spelling: an indel of a run or a repeat stands at its 3' end") {
  for (const auto* one : {"248-", "249-"}) CHECK(spelled({one}) == "249-");
  CHECK(spelled({"286-", "287-"}) == "290- 291-");
  CHECK(spelled({"286-", "291-"}) == "290- 291-");
  CHECK(spelled({"286.1A"}) == "291.1A");
  CHECK(spelled({"303.1C"}) == "309.1C");
  CHECK(spelled({"311.1C", "303.1C"}) == "309.1C 315.1C");
  for (const auto* pair : {"522-523del", "523-524del", "514-515del", "517-518del"})
    CHECK(spelled({pair}) == "523- 524-");
  CHECK(spelled({"523.1CA"}) == "524.1A 524.2C");
  CHECK(spelled({"513.1CA"}) == "524.1A 524.2C");
  CHECK(spelled({"568-"}) == "573-");
  CHECK(spelled({"8272-8280del"}, "8000-9000") == spelled({"8281-8289del"}, "8000-9000"));
  CHECK(spelled({"8281-8289del"}, "8000-9000") == "8281- 8282- 8283- 8284- 8285- 8286- 8287- 8288- 8289-");
}

TEST_CASE("mtDNA spelling: substitutions and indels that describe one sequence") {
  CHECK(spelled({"16183-", "16189C", "16193.1C"}) == "16183C 16189C");
  CHECK(spelled({"16182-", "16183-", "16189C", "16193.1C", "16193.2C"}) == "16182C 16183C 16189C");
  CHECK(spelled({"309T", "310C"}) == "309- 315.1C");
  CHECK(spelled({"310-", "309.1C"}) == "310C");
  CHECK(spelled({"263A", "263.1G", "264-"}) == spelled({"264G"}));  // a gap and an insertion for one base
}

TEST_CASE("mtDNA spelling: what laboratories agree on stays as it is") {
  CHECK(spelled({"263G", "309.1C", "309.2C", "315.1C", "16093Y", "16519C"}) ==
        "263G 309.1C 309.2C 315.1C 16093Y 16519C");
  CHECK(spelled({"309-", "315.1C"}) == "309- 315.1C");
  CHECK(spelled({"58C", "60.1T"}) == "58C 60.1T");
  CHECK(spelled({"247A", "249-"}) == "247A 249-");
  CHECK(spelled({"455.1T", "459.1C"}) == "455.1T 459.1C");
  CHECK(spelled({"16188T", "16189C"}) == "16188T 16189C");
  CHECK(spelled({"16189C", "16193-"}) == "16189C 16193-");
  CHECK(spelled({"310C", "315.1C"}) == "310C 315.1C");
  CHECK(spelled({"310.1T", "315.1C"}) == "310.1T 315.1C");
  CHECK(spelled({"961C", "960.1C"}, "900-1000") == "960.1C 961C");
  CHECK(spelled({"106-111del"}) == "106- 107- 108- 109- 110- 111-");
  CHECK(spelled({"8270T", "8281-8289del"}, "8000-9000").starts_with("8270T 8281-"));
}

TEST_CASE("mtDNA spelling: bases that may be missing, and what states the rCRS") {
  CHECK(spelled({"303.1c"}) == "309.1c");
  CHECK(spelled({"309.1c", "309.2C"}) == "309.1C 309.2c");
  CHECK(spelled({"248a"}) == "249a");
  CHECK(spelled({"515.1c", "515.2a"}) == "524.1a 524.2c");
  CHECK(spelled({"16093C", "16093T"}) == "16093Y");
  CHECK(spelled({"16093T"}) == "rCRS");
  CHECK(spelled({"3107-", "3106-"}, "3000-3200") == "3106-");
}

TEST_CASE("mtDNA spelling: the origin is no end, what was not read is one") {
  CHECK(spelled({"16569-"}) == "1-");  // G on either side
  CHECK(spelled({"16569-"}, "16024-16569") == "16569-");
  CHECK(spelled({"16569-"}, "1-16569") == "1-");
  CHECK(spelled({"286-"}, "73-289") == "289-");
  CHECK(spelled({"73G", "73.1A"}, "73-340") == "73G 73.1A");  // nothing stands before the first position
}

/// Moves one indel of a list by one place if the sequence stays the same.
bool move_one(MtHaplotype& haplotype, std::mt19937& random, std::uint16_t from, std::size_t n) {
  const auto before = naive_sequence(haplotype, from, n);
  MtHaplotype moved = haplotype;
  auto& list = moved.differences;
  const auto indel = std::find_if(list.begin(), list.end(), [&](const MtDifference& d) {
    return (d.insertion == 1 || d.bases == kGap) && random() % 3 == 0;
  });
  if (indel == list.end()) return false;
  const std::uint16_t at = indel->position;
  const bool up = random() % 2 == 0;
  const auto step = [&](std::uint16_t p) {
    return static_cast<std::uint16_t>(up ? p % kMtLength + 1 : (p + kMtLength - 2) % kMtLength + 1);
  };
  if (indel->insertion > 0) {  // all that is inserted here, rotated as the base it passes
    std::string inserted;
    for (const auto& d : list) {
      if (d.position == at && d.insertion > 0) inserted += base_letter(d.bases);
    }
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](const MtDifference& d) { return d.position == at && d.insertion > 0; }),
               list.end());
    inserted = up ? inserted.substr(1) + inserted[0] : inserted.back() + inserted.substr(0, inserted.size() - 1);
    const auto to = std::to_string(step(at));
    for (const auto& d : must(parse_mt_difference(to + "+" + inserted))) list.push_back(d);
  } else {  // the block of deleted positions it begins or ends
    std::uint16_t other = at;
    const auto is_deleted = [&](std::uint16_t p) {
      return std::any_of(list.begin(), list.end(),
                         [&](const MtDifference& d) { return d.position == p && d.bases == kGap && d.insertion == 0; });
    };
    for (std::uint16_t p = at; is_deleted(p); p = step(p)) other = p;
    std::uint16_t first = at;
    const auto back = [&](std::uint16_t p) {
      return static_cast<std::uint16_t>(up ? (p + kMtLength - 2) % kMtLength + 1 : p % kMtLength + 1);
    };
    while (is_deleted(back(first))) first = back(first);
    for (auto& d : list) {
      if (d.position == first && d.insertion == 0) d.position = step(other);
    }
  }
  if (!normalise(moved).empty() || naive_sequence(moved, from, n) != before) return false;
  const bool numbered = insertion_without_first(moved).position == 0;
  if (numbered) haplotype = moved;
  return numbered;
}

TEST_CASE("mtDNA spelling: every list of one sequence becomes the same list, of that sequence") {
  constexpr std::uint16_t kFrom = 16024;
  constexpr std::size_t kPositions = 1122;
  std::mt19937 random(13);
  const auto base = [&] { return std::string(1, "ACGT"[random() % 4]); };
  const std::vector<int> tracts{16183, 16190, 248, 286, 303, 311, 452, 514, 568, 105};
  std::size_t n_moved = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    MtHaplotype one{.ranges = must(parse_mt_range("16024-576"))};
    const auto add = [&](const std::string& entry) {
      for (const auto& d : must(parse_mt_difference(entry))) one.differences.push_back(d);
    };
    const auto any_position = [&] { return (kFrom - 1 + 20 + static_cast<int>(random() % 1080)) % kMtLength + 1; };
    for (auto n = random() % 5; n > 0; --n) add(std::to_string(any_position()) + base());
    for (auto n = 1 + random() % 3; n > 0; --n) {
      const int at = random() % 4 == 0 ? any_position()
                                       : tracts.at(random() % tracts.size()) + static_cast<int>(random() % 6);
      const auto length = static_cast<int>(1 + random() % 3);
      std::string copy;  // mostly of what stands there: a run or a repeat grows
      for (int i = 0; i < length; ++i) {
        const auto p = static_cast<std::uint16_t>((at + i) % kMtLength + 1);
        copy += random() % 8 == 0 ? base() : std::string(1, base_letter(rcrs_base(p)));
      }
      if (random() % 2 == 0) {
        add(std::to_string(at) + "+" + copy);
      } else {
        for (int i = 0; i < length; ++i) add(std::to_string((at - 1 + i) % kMtLength + 1) + "-");
      }
    }
    std::sort(one.differences.begin(), one.differences.end());  // one change of a site
    const auto same_site = [](const MtDifference& a, const MtDifference& b) {
      return a.position == b.position && a.insertion == b.insertion;
    };
    one.differences.erase(std::unique(one.differences.begin(), one.differences.end(), same_site),
                          one.differences.end());
    REQUIRE(normalise(one).empty());
    MtHaplotype other = one;
    for (int i = 0; i < 20; ++i) n_moved += move_one(other, random, kFrom, kPositions) ? 1U : 0U;
    const auto sequence = naive_sequence(one, kFrom, kPositions);
    REQUIRE(naive_sequence(other, kFrom, kPositions) == sequence);
    INFO(differences_text(one), " | ", differences_text(other));
    canonicalise(one);
    canonicalise(other);
    REQUIRE(naive_sequence(one, kFrom, kPositions) == sequence);
    REQUIRE(differences_text(one) == differences_text(other));
    MtHaplotype again = one;
    canonicalise(again);
    REQUIRE(again == one);
    REQUIRE(count_differences(one, other, one.ranges) == 0);
  }
  CHECK(n_moved > 3000);
}

}  // namespace
}  // namespace kith::genetics

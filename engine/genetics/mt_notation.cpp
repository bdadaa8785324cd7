// Differences and ranges of mtDNA as text, against the revised Cambridge reference sequence.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "genetics/mt_haplotype.hpp"

namespace kith::genetics {
namespace {

constexpr BaseSet kAnyBase = kBaseA | kBaseC | kBaseG | kBaseT;

/// rCRS 16024 .. 16569.
constexpr std::string_view kControlEnd =
    "TTCTTTCATGGGGAAGCAGATTTGGGTACCACCCAAGTATTGACTCACCCATCAACAACCGCTATGTATTTCGTACATTACTGCCAGCCACCATGAATAT"
    "TGTACGGTACCATAAATACTTGACCACCTGTAGTACATAAAAACCCAATCCACATCAAAACCCCCTCCCCATGCTTACAAGCAAGTACAGCAATCAACCC"
    "TCAACTATCACACATCAACTGCAACTCCAAAGCCACCCCTCACCCACTAGGATACCAACAAACCTACCCACCCTTAACAGTACATAGTACATAAAGCCAT"
    "TTACCGTACATAGCACATTACAGTCAAATCCCTTCTCGTCCCCATGGATGACCCCCCTCAGATAGGGGTCCCTTGACCACCATCCTCCGTGAAATCAATA"
    "TCCCGCACAAGAGTGCTACTCTCCTCGCTCCGGGCCCATAACACTTGGGGGTAGCTAAAGTGAACTGTATCCGACATCTGGTTCCTACTTCAGGGTCATA"
    "AAGCCTAAATAGCCCACACGTTCCCCTTAAATAAGACATCACGATG";
static_assert(kControlEnd.size() == kMtLength - kMtControlStart + 1);

/// rCRS 1 .. 576.
constexpr std::string_view kControlBegin =
    "GATCACAGGTCTATCACCCTATTAACCACTCACGGGAGCTCTCCATGCATTTGGTATTTTCGTCTGGGGGGTATGCACGCGATAGCATTGCGAGACGCTG"
    "GAGCCGGAGCACCCTATGTCGCAGTATCTGTCTTTGATTCCTGCCTCATCCTATTATTTATCGCACCTACGTTCAATATTACAGGCGAACATACTTACTA"
    "AAGTGTGTTAATTAATTAATGCTTGTAGGACATAATAATAACAATTGAATGTCTGCACAGCCACTTTCCACACAGACATCATAACAAAAAATTTCCACCA"
    "AACCCCCCCTCCCCCGCTTCTGGCCACAGCACTTAAACACATCTCTGCCAAACCCCAAAAACAAAGAACCCTAACACCAGCCTAACCAGATTTCAAATTT"
    "TATCTTTTGGCGGTATGCACTTTTAACAGTCACCCCCCAACTAACACATTATTTTCCCCTCCCACTCCCATACTACTAATCTCATCAATACAACCCCCGC"
    "CCATCCTACCCAGCACACACACACCGCTGCTAACCCCATACCCCGAACCAACCAAACCCCAAAGACACCCCCCACA";
static_assert(kControlBegin.size() == 576);

/// IUPAC letters in the order of their sets 1 .. 15.
constexpr std::string_view kIupac = "ACMGRSVTWYHKDBN";

std::optional<BaseSet> iupac_set(char letter) {
  const auto place = kIupac.find(static_cast<char>(std::toupper(static_cast<unsigned char>(letter))));
  if (place == std::string_view::npos) return std::nullopt;
  const auto bases = static_cast<BaseSet>(place + 1);
  return std::islower(static_cast<unsigned char>(letter)) != 0 ? static_cast<BaseSet>(bases | kGap) : bases;
}

Error bad_difference(std::string_view text) {
  return {Errc::bad_value, "'" + std::string(text) + "' is no difference from the rCRS"};
}

/// What follows the position: "G", ".1C", "+CC", "-", "del".
std::optional<std::vector<MtDifference>> parse_change(std::uint16_t position, std::string_view change) {
  std::string folded(change);
  std::transform(folded.begin(), folded.end(), folded.begin(), [](unsigned char c) { return std::tolower(c); });
  if (change == "-" || folded == "del") return std::vector<MtDifference>{{position, 0, kGap}};
  if (change.size() == 1) {
    const auto bases = iupac_set(change.front());
    if (!bases) return std::nullopt;
    if (*bases == rcrs_base(position)) return std::vector<MtDifference>{};
    return std::vector<MtDifference>{{position, 0, *bases}};
  }
  if (change.front() == '+' && change.size() > 1) {
    std::vector<MtDifference> inserted;
    for (const char letter : change.substr(1)) {
      const auto bases = iupac_set(letter);
      if (!bases) return std::nullopt;
      inserted.push_back({position, static_cast<std::uint16_t>(inserted.size() + 1), *bases});
    }
    return inserted;
  }
  if (change.front() != '.') return std::nullopt;
  std::uint16_t number = 0;
  const char* end = change.data() + change.size();
  const auto [rest, failure] = std::from_chars(change.data() + 1, end, number);
  if (failure != std::errc() || number == 0 || rest + 1 != end) return std::nullopt;
  const auto bases = iupac_set(*rest);
  if (!bases) return std::nullopt;
  return std::vector<MtDifference>{{position, number, *bases}};
}

}  // namespace

char base_letter(BaseSet bases) {
  const BaseSet without_gap = bases & kAnyBase;
  const char letter = without_gap == 0 ? '-' : kIupac[without_gap - 1U];
  const bool mixed_gap = without_gap != 0 && (bases & kGap) != 0;
  return mixed_gap ? static_cast<char>(std::tolower(static_cast<unsigned char>(letter))) : letter;
}

BaseSet rcrs_base(std::uint16_t position) {
  if (position >= 1 && position <= kControlBegin.size()) return *iupac_set(kControlBegin[position - 1U]);
  if (position >= kMtControlStart && position <= kMtLength) return *iupac_set(kControlEnd[position - kMtControlStart]);
  return 0;
}

Result<std::vector<MtDifference>> parse_mt_difference(std::string_view text) {
  std::string_view rest = text;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  std::optional<BaseSet> reference;
  if (!rest.empty() && std::isalpha(static_cast<unsigned char>(rest.front())) != 0) {
    if (std::string_view("ACGTacgt").find(rest.front()) == std::string_view::npos) return bad_difference(text);
    reference = iupac_set(static_cast<char>(std::toupper(static_cast<unsigned char>(rest.front()))));
    rest.remove_prefix(1);
  }
  std::uint16_t position = 0;
  const auto [after, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), position);
  if (failure != std::errc() || position < 1 || position > kMtLength) return bad_difference(text);
  rest.remove_prefix(static_cast<std::size_t>(after - rest.data()));
  if (rest.empty()) return bad_difference(text);
  const BaseSet known = rcrs_base(position);
  if (reference && known != 0 && *reference != known) {
    return Error{Errc::bad_value,
                 "'" + std::string(text) + "': the rCRS has " + base_letter(known) + " at " + std::to_string(position)};
  }
  auto parsed = parse_change(position, rest);
  if (!parsed || (text.starts_with('-') && (parsed->empty() || parsed->front().insertion == 0))) {
    return bad_difference(text);
  }
  return *std::move(parsed);
}

Result<std::vector<MtRange>> parse_mt_range(std::string_view text) {
  MtRange range;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, range.from);
  const bool dash = first.ec == std::errc() && first.ptr != end && *first.ptr == '-';
  const auto second = dash ? std::from_chars(first.ptr + 1, end, range.to) : first;
  const auto valid = [](std::uint16_t p) { return p >= 1 && p <= kMtLength; };
  if (!dash || second.ec != std::errc() || second.ptr != end || !valid(range.from) || !valid(range.to)) {
    return Error{Errc::bad_value, "'" + std::string(text) + "' is no range of positions such as 16024-16365"};
  }
  if (range.from <= range.to) return std::vector<MtRange>{range};
  return std::vector<MtRange>{{1, range.to}, {range.from, kMtLength}};
}

std::string to_string(const MtDifference& d) {
  const std::string position = std::to_string(d.position);
  if (d.insertion > 0) return position + "." + std::to_string(d.insertion) + base_letter(d.bases);
  return position + base_letter(d.bases);
}

std::string to_string(std::span<const MtRange> ranges) {
  std::string text;
  for (const MtRange& range : ranges) {
    text += (text.empty() ? "" : ", ") + std::to_string(range.from) + "-" + std::to_string(range.to);
  }
  return text;
}

std::string differences_text(const MtHaplotype& haplotype) {
  std::string text;
  for (const MtDifference& d : haplotype.differences) text += (text.empty() ? "" : " ") + to_string(d);
  return text.empty() ? "rCRS" : text;
}

}  // namespace kith::genetics

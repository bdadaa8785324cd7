// Differences and ranges of mtDNA as text, against the revised Cambridge reference sequence.
#include "genetics/haplotypes/mt_notation.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace kith::genetics {
namespace {

constexpr BaseSet kAnyBase = kBaseA | kBaseC | kBaseG | kBaseT;

/// IUPAC letters in the order of their sets 1 .. 15.
constexpr std::string_view kIupac = "ACMGRSVTWYHKDBN";
constexpr BaseSet kNotC = kBaseA | kBaseG | kBaseT;  // D

std::optional<BaseSet> iupac_set(char letter) {
  const auto place = kIupac.find(static_cast<char>(std::toupper(static_cast<unsigned char>(letter))));
  if (place == std::string_view::npos) return std::nullopt;
  const auto bases = static_cast<BaseSet>(place + 1);
  return std::islower(static_cast<unsigned char>(letter)) != 0 ? static_cast<BaseSet>(bases | kGap) : bases;
}

bool is_base(char letter) { return std::string_view("ACGTacgt").find(letter) != std::string_view::npos; }

std::string folded(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

/// Every dash and the minus sign as '-'.
std::string with_plain_dashes(std::string_view text) {
  std::string result(text);
  for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
    for (auto at = result.find(dash); at != std::string::npos; at = result.find(dash))
      result.replace(at, dash.size(), "-");
  }
  return result;
}

/// "16223T" for 16223.
std::string transition_at(std::uint16_t position) {
  const BaseSet base = rcrs_base(position);
  const char letter = base == kBaseA ? 'G' : base == kBaseG ? 'A' : base == kBaseC ? 'T' : 'C';
  return std::to_string(position) + letter;
}

/// Reads one entry from left to right: [m.] [base] position [- position] change.
class EntryReader {
 public:
  explicit EntryReader(std::string_view text) : text_(text), plain_(with_plain_dashes(text)), rest_(plain_) {}

  Result<MtEntry> read() {
    if (rest_.find_first_of("!@") != std::string_view::npos) {
      return refused(
          ": ! and @ mark a back mutation in the definition of a haplogroup; state the base that was read, or leave "
          "the entry out where it is the rCRS's");
    }
    if (folded(rest_).starts_with("m.")) rest_.remove_prefix(2);
    const bool leading_dash = take("-");
    const bool deletion_first = take("del");
    if (!read_position(first_)) return wrong_ ? *wrong_ : refused("");
    last_ = first_;
    if (!rest_.empty() && (rest_.front() == '-' || rest_.front() == '_') && !read_end()) {
      return wrong_ ? *wrong_ : refused("");
    }
    if (rest_.empty() && !deletion_first) return refused_without_base();
    if (deletion_first ? !(rest_.empty() && add_deletion({})) : !read_change()) return wrong_ ? *wrong_ : refused("");
    if (leading_dash && (entry_.differences.empty() || entry_.differences.front().insertion == 0)) return refused("");
    return std::move(entry_);
  }

 private:
  [[nodiscard]] Error refused(const std::string& why) const {
    return {Errc::bad_value, "'" + std::string(text_) + "' is no difference from the rCRS" + why};
  }

  [[nodiscard]] Error refused_without_base() const {
    if (last_ != first_) return refused("");
    return refused(": a base is missing; " + transition_at(first_) +
                   " is the transition that lists of bare positions mean");
  }

  /// Whatever the case.
  bool take(std::string_view word) {
    if (!folded(rest_.substr(0, word.size())).starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool disagrees(std::string_view bases, std::uint16_t from) {
    for (std::size_t i = 0; i < bases.size(); ++i) {
      const auto position = static_cast<std::uint16_t>(from + i);
      const BaseSet known = rcrs_base(position);
      const auto stated = iupac_set(static_cast<char>(std::toupper(static_cast<unsigned char>(bases[i]))));
      if (stated && (known == 0 || *stated == known)) continue;
      wrong_ = Error{Errc::bad_value, "'" + std::string(text_) + "': the rCRS has " +
                                          (known == 0 ? std::string("no base") : std::string(1, base_letter(known))) +
                                          " at " + std::to_string(position)};
      return true;
    }
    return false;
  }

  /// "263" or "A263"; the base is the rCRS's.
  bool read_position(std::uint16_t& position) {
    std::string_view base;
    if (!rest_.empty() && is_base(rest_.front())) {
      base = rest_.substr(0, 1);
      rest_.remove_prefix(1);
    }
    const auto [after, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), position);
    if (failure != std::errc() || position < 1 || position > kMtLength) return false;
    rest_.remove_prefix(static_cast<std::size_t>(after - rest_.data()));
    return !disagrees(base, position);
  }

  /// "-524" of "523-524del", "_524" of "m.523_524del"; a dash alone is a deletion and stays.
  bool read_end() {
    const std::string_view change = rest_;
    rest_.remove_prefix(1);
    if (rest_.empty()) {
      rest_ = change;
      return true;
    }
    return read_position(last_) && last_ > first_;
  }

  bool read_change() {
    if (rest_ == "-" || folded(rest_) == "d") {
      if (rest_ != "-" && last_ == first_) {
        const std::string place = std::to_string(first_);
        entry_.note = "D was read as a deletion; a mixture of A, G and T is written " + place + "A " + place + "G " +
                      place + "T";
      }
      return add_deletion({});
    }
    if (take("del")) return add_deletion(rest_);
    if (take("dup")) return add_duplication(rest_);
    if (take("ins")) return (last_ == first_ || last_ == first_ + 1) && add_insertion(1, rest_);
    if (last_ != first_) return false;
    if (take("+")) return add_insertion(1, rest_);
    if (take(".x")) return read_insertion_of_unknown_length();
    if (take(".")) return read_insertion();
    return read_bases();
  }

  bool add_deletion(std::string_view bases) {
    if (disagrees(bases, first_)) return false;
    const bool several = last_ != first_;
    if (several && !bases.empty() && bases.size() != last_ - first_ + 1U) return false;
    const auto end = several ? last_ : static_cast<std::uint16_t>(first_ + std::max<std::size_t>(bases.size(), 1) - 1);
    if (end > kMtLength) return false;
    for (std::uint32_t p = first_; p <= end; ++p) {
      entry_.differences.push_back({static_cast<std::uint16_t>(p), 0, kGap});
    }
    return true;
  }

  bool add_duplication(std::string_view bases) {
    if (disagrees(bases, first_) || (!bases.empty() && bases.size() != last_ - first_ + 1U)) return false;
    std::string copy;
    for (std::uint32_t p = first_; p <= last_; ++p) copy += base_letter(rcrs_base(static_cast<std::uint16_t>(p)));
    first_ = last_;
    return add_insertion(1, copy);
  }

  bool add_insertion(unsigned number, std::string_view letters) {
    for (const char letter : letters) {
      const auto bases = iupac_set(letter);
      if (!bases) return false;
      entry_.differences.push_back({first_, static_cast<std::uint16_t>(number++), *bases});
    }
    return !letters.empty();
  }

  /// "1C", "1CC", "C" of "315.1C" and so on.
  bool read_insertion() {
    std::uint16_t number = 1;
    const auto [after, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    if (failure == std::errc::result_out_of_range || number == 0 || number > kMtLength) return false;
    rest_.remove_prefix(static_cast<std::size_t>(after - rest_.data()));
    return add_insertion(number, rest_);
  }

  bool read_insertion_of_unknown_length() {
    if (!is_run_length(first_, 2) || rest_.size() != 1) {
      wrong_ = refused(": the number of inserted bases is needed here, as in " + std::to_string(first_) + ".1" +
                       (rest_.empty() ? "C" : std::string(rest_)));
      return false;
    }
    entry_.note = "X was read as one base inserted; beyond that the length of this run is not compared";
    return add_insertion(1, rest_);
  }

  /// "G", "Y", "C/T", "A>G".
  bool read_bases() {
    const auto arrow = rest_.find('>');
    if (arrow != std::string_view::npos) {
      if (arrow > 1 || disagrees(rest_.substr(0, arrow), first_)) return false;
      rest_.remove_prefix(arrow + 1);
    }
    BaseSet together = 0;
    for (std::size_t i = 0; i < rest_.size(); i += 2) {
      const auto bases = rest_[i] == '-' ? std::optional<BaseSet>(kGap) : iupac_set(rest_[i]);
      if (!bases || (i + 1 < rest_.size() && rest_[i + 1] != '/')) return false;
      together |= *bases;
    }
    if (together == 0 || rest_.size() % 2 == 0) return false;
    entry_.differences.push_back({first_, 0, together});
    return true;
  }

  std::string_view text_;
  std::string plain_;
  std::string_view rest_;  ///< of `plain_`
  std::uint16_t first_ = 0;
  std::uint16_t last_ = 0;
  MtEntry entry_;
  std::optional<Error> wrong_;
};

}  // namespace

char base_letter(BaseSet bases) {
  const BaseSet without_gap = bases & kAnyBase;
  const char letter = without_gap == 0 ? '-' : kIupac[without_gap - 1U];
  const bool mixed_gap = without_gap != 0 && (bases & kGap) != 0;
  return mixed_gap ? static_cast<char>(std::tolower(static_cast<unsigned char>(letter))) : letter;
}

Result<MtEntry> parse_mt_entry(std::string_view text) { return EntryReader(text).read(); }

Result<std::vector<MtDifference>> parse_mt_difference(std::string_view text) {
  auto entry = parse_mt_entry(text);
  if (!entry) return entry.error();
  return std::move(entry).value().differences;
}

Result<std::vector<MtRange>> parse_mt_range(std::string_view written) {
  if (folded(written) == "all") return std::vector<MtRange>{{1, kMtLength}};
  const std::string text = with_plain_dashes(written);
  MtRange range;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, range.from);
  const bool dash = first.ec == std::errc() && first.ptr != end && *first.ptr == '-';
  const auto second = dash ? std::from_chars(first.ptr + 1, end, range.to) : first;
  const auto valid = [](std::uint16_t p) { return p >= 1 && p <= kMtLength; };
  if (!dash || second.ec != std::errc() || second.ptr != end || !valid(range.from) || !valid(range.to)) {
    return Error{Errc::bad_value, "'" + std::string(written) + "' is no range of positions such as 16024-16365"};
  }
  if (range.from <= range.to) return std::vector<MtRange>{range};
  return std::vector<MtRange>{{1, range.to}, {range.from, kMtLength}};
}

std::string to_string(const MtDifference& d) {
  if (d.insertion == 0 && (d.bases & kAnyBase) == kNotC) {  // D would be read as a deletion
    std::string text;
    for (const BaseSet base : {kBaseA, kBaseG, kBaseT}) {
      const MtDifference one{d.position, 0, static_cast<BaseSet>(base | (d.bases & kGap))};
      text += (text.empty() ? "" : " ") + to_string(one);
    }
    return text;
  }
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

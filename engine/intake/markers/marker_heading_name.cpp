#include "intake/markers/marker_heading_name.hpp"

#include <algorithm>
#include <cctype>
#include <span>
#include <utility>

#include "core/text.hpp"
#include "genetics/markers/marker_names.hpp"
#include "intake/case/cell_values.hpp"

namespace kith::intake {
namespace {

constexpr std::string_view kSeparators = " \t_.-:#([{";
constexpr std::string_view kClosing = " \t_.-:)]}";
/// Words before a copy's number.
constexpr std::string_view kAlleleWords[] = {"alleles", "allele", "allel", "alelo", "alel", "allèle",
                                             "аллель",  "copy",   "peak",  "call",  "al",   "a"};
/// Words for a whole genotype.
constexpr std::string_view kGenotypeWords[] = {"alleles", "allele", "genotype", "genotypes", "gt", "calls", "typing"};
/// Words for what is no allele, in one column or in many.
constexpr std::string_view kOtherWords[] = {
    "height", "heights", "peak height", "size",   "sizes",   "area",     "areas", "peak area",  "rfu",   "data point",
    "dye",    "panel",   "quality",     "gq",     "flag",    "flags",    "kit",   "status",     "reads", "coverage",
    "note",   "notes",   "comment",     "remark", "remarks", "comments", "lab",   "haplogroup", "date",  "mutation"};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// Blanks and dashes that look like ASCII's, replaced by those.
std::string plain(std::string_view heading) {
  struct Twin {
    std::string_view bytes;
    char ascii;
  };
  constexpr Twin kTwins[] = {{"\xC2\xA0", ' '}, {"\xE2\x80\x91", '-'}, {"\xE2\x80\x93", '-'}, {"\xE2\x88\x92", '-'}};
  std::string text(heading);
  for (const Twin& twin : kTwins) {
    for (auto at = text.find(twin.bytes); at != std::string::npos; at = text.find(twin.bytes, at + 1)) {
      text.replace(at, twin.bytes.size(), 1, twin.ascii);
    }
  }
  return std::string(trimmed(text));
}

std::string_view stripped(std::string_view text, std::string_view front, std::string_view back) {
  const auto begin = text.find_first_not_of(front);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(back) - begin + 1);
}

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Text behind (or before) a marker's name that tells a copy.
struct CopyMark {
  std::optional<unsigned> copy{};  ///< none: the whole genotype
  bool is_position = false;
  bool is_separate = false;  ///< it cannot be part of the name
};

/// "1", "07", "b", "II".
std::optional<unsigned> copy_number(std::string_view text, bool letters) {
  if (!text.empty() && text.size() <= 2 && std::all_of(text.begin(), text.end(), is_digit)) {
    return static_cast<unsigned>(std::stoul(std::string(text)));
  }
  if (!letters) return std::nullopt;
  constexpr std::string_view roman[] = {"i", "ii", "iii", "iv"};
  constexpr std::string_view counted[] = {"first", "second", "third"};
  constexpr std::string_view ordinal[] = {"1st", "2nd", "3rd"};
  if (text.size() == 1 && text[0] >= 'a' && text[0] <= 'f') return static_cast<unsigned>(text[0] - 'a') + 1;
  const auto place = [&](std::span<const std::string_view> words) -> std::optional<unsigned> {
    const auto found = std::find(words.begin(), words.end(), text);
    if (found == words.end()) return std::nullopt;
    return static_cast<unsigned>(found - words.begin()) + 1;
  };
  if (const auto number = place(roman)) return number;
  if (const auto number = place(counted)) return number;
  return place(ordinal);
}

/// "_1", " (b)", "...12", "_A1", " Allele 2", "1" (not separate), " genotype".
std::optional<CopyMark> copy_mark(std::string_view lower) {
  if (lower.starts_with("...") && lower.size() > 3 && std::all_of(lower.begin() + 3, lower.end(), is_digit)) {
    if (lower.size() > 3 + 5) return std::nullopt;
    return CopyMark{static_cast<unsigned>(std::stoul(std::string(lower.substr(3)))), true, true};
  }
  const bool is_separate = !lower.empty() && kSeparators.find(lower.front()) != std::string_view::npos;
  const auto core = stripped(lower, kSeparators, kClosing);
  if (core.empty()) return std::nullopt;
  if (const auto number = copy_number(core, is_separate)) return CopyMark{number, false, is_separate};
  if (!is_separate && core.size() == 1 && core[0] >= 'a' && core[0] <= 'f') return CopyMark{copy_number(core, true)};
  if (is_separate && is_one_of(kGenotypeWords, core)) return CopyMark{std::nullopt, false, true};
  for (const auto word : kAlleleWords) {
    if (!core.starts_with(word) || core.size() == word.size()) continue;
    const bool is_whole_word = word.size() > 1;
    const auto number = copy_number(stripped(core.substr(word.size()), kSeparators, kClosing), is_whole_word);
    if (number) return CopyMark{number, false, is_separate || is_whole_word};
  }
  return std::nullopt;
}

/// "allele_1_TH01" -> copy 1 and where the marker begins.
std::optional<std::pair<CopyMark, std::size_t>> leading_copy_mark(std::string_view lower) {
  for (const auto word : kAlleleWords) {
    if (!lower.starts_with(word)) continue;
    auto at = word.size();
    while (word.size() > 1 && at < lower.size() && kSeparators.find(lower[at]) != std::string_view::npos) ++at;
    const auto digits = at;
    while (at < lower.size() && is_digit(lower[at])) ++at;
    const auto number = copy_number(lower.substr(digits, at - digits), false);
    const auto marker = lower.find_first_not_of(kSeparators, at);
    if (number && marker != std::string_view::npos && marker > at) {
      return std::pair(CopyMark{number, false, true}, marker);
    }
  }
  return std::nullopt;
}

/// A word for what is no allele, with or without a number: "Height", "Size 2", "Peak Area_3".
bool is_other_word(std::string_view lower) {
  lower = stripped(lower, kSeparators, " \t_.-:#)]}0123456789");
  return is_one_of(kOtherWords, lower);
}

class NameReader {
 public:
  NameReader(std::string_view heading, const MarkerLexicon& lexicon)
      : text_(plain(heading)), lower_(lower_case(text_)), lexicon_(lexicon) {}

  HeadingName read() const {
    if (is_blank_heading(text_)) return {HeadingKind::blank};
    const bool may_be_position = text_.find("...") != std::string::npos;  // "DYS385...5" is no copy 5
    if (auto name = may_be_position ? read_copy() : std::nullopt) return *name;
    if (MarkerLexicon::is_built_in(text_)) return built_in();
    if (lexicon_.is_added_as_written(text_)) return {HeadingKind::marker, text_};
    if (is_other_word(lower_)) return {HeadingKind::no_alleles};
    if (auto name = read_copy()) return *name;
    if (auto name = prefixed()) return *name;
    if (lexicon_.has(text_)) return {HeadingKind::marker, text_};
    if (auto name = with_copy(false, [&](auto stem) { return lexicon_.has(stem); })) return *name;
    if (is_y_or_x_number(text_)) return nomenclature();
    return unknown();
  }

  [[nodiscard]] std::optional<HeadingName> read_copy() const {
    return text_.empty() ? std::nullopt : with_copy(true, [&](auto stem) { return lexicon_.has(stem); });
  }

 private:
  /// "DYS385a" names a copy itself.
  [[nodiscard]] HeadingName built_in() const {
    HeadingName name{HeadingKind::marker, text_};
    if (const auto copy = genetics::marker_copy(text_); copy > 0) {
      name.marker = genetics::canonical_marker(text_);
      name.copy = static_cast<unsigned>(copy);
    }
    return name;
  }

  /// The longest beginning that `is_known` with a copy's mark behind it.
  template <class Known>
  [[nodiscard]] std::optional<HeadingName> with_copy(bool separate, Known is_known) const {
    for (std::size_t n = text_.size() - 1; n > 0; --n) {
      const std::string_view stem = std::string_view(text_).substr(0, n);
      if (kClosing.find(stem.back()) != std::string_view::npos) continue;
      const auto mark = copy_mark(std::string_view(lower_).substr(n));
      if (!mark || mark->is_separate != separate || !is_known(stem)) continue;
      return HeadingName{separate ? HeadingKind::marker : HeadingKind::glued, std::string(stem), mark->copy,
                         mark->is_position, lexicon_.has(stem)};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<HeadingName> prefixed() const {
    const auto mark = leading_copy_mark(lower_);
    if (!mark) return std::nullopt;
    auto stem = text_.substr(mark->second);
    if (!lexicon_.has(stem) && !is_y_or_x_number(stem)) return std::nullopt;
    const bool is_listed = lexicon_.has(stem);
    return HeadingName{HeadingKind::marker, std::move(stem), mark->first.copy, false, is_listed};
  }

  /// A DYS or DXS number that no list has.
  [[nodiscard]] HeadingName nomenclature() const {
    const auto is_number = [](std::string_view stem) { return is_y_or_x_number(stem); };
    if (is_two_markers(text_)) return {HeadingKind::doubtful, text_, std::nullopt, false, false};
    if (auto name = with_copy(true, is_number)) {
      if (is_two_markers(name->marker)) name->kind = HeadingKind::doubtful;
      return *name;
    }
    if (is_letter(text_.back())) {
      if (auto name = with_copy(false, is_number)) return *name;
    }
    return {HeadingKind::marker, text_, std::nullopt, false, false};
  }

  /// DYS389I and DYS389II under one name.
  static bool is_two_markers(std::string_view name) {
    const auto key = genetics::marker_key(name);
    return key == "DYS389" || (key.starts_with("DYS389") && key.find('/') != std::string::npos);
  }

  [[nodiscard]] HeadingName unknown() const {
    // A known marker, a separator and more words.
    for (std::size_t n = text_.size() - 1; n > 2; --n) {
      const std::string_view stem = std::string_view(text_).substr(0, n);
      const bool ends_here = kSeparators.find(text_[n]) != std::string_view::npos;
      const bool is_other = is_other_word(std::string_view(lower_).substr(n));
      if (!(ends_here || is_other) || kClosing.find(stem.back()) != std::string_view::npos || !lexicon_.has(stem))
        continue;
      return {is_other ? HeadingKind::no_alleles : HeadingKind::doubtful, std::string(stem)};
    }
    const auto numbered = with_copy(true, [](std::string_view stem) { return is_letter(stem.front()); });
    const auto& stem = numbered ? numbered->marker : text_;
    const auto key = lower_case(stem);
    if (is_other_word(key) || is_one_of(kAlleleWords, key)) return {};
    if (lexicon_.resembles(stem) || lexicon_.resembles(text_)) {
      return {HeadingKind::doubtful, lexicon_.resembles(stem) ? stem : text_, std::nullopt, false, false};
    }
    if (numbered && numbered->copy && is_like_a_name(stem)) {
      return {HeadingKind::numbered, stem, numbered->copy, numbered->is_position, false};
    }
    return {};
  }

  /// Markers have digits or capitals in their names: "XX1", "ABC"; words do not.
  static bool is_like_a_name(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_digit) ||
           std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::islower(c) != 0; });
  }

  std::string text_;
  std::string lower_;
  const MarkerLexicon& lexicon_;
};

}  // namespace

bool is_blank_heading(std::string_view heading) {
  if (heading.empty()) return true;
  for (const std::string_view word : {"...", "Unnamed: ", "Column", "X."}) {
    if (!heading.starts_with(word) || heading.size() == word.size()) continue;
    if (std::all_of(heading.begin() + static_cast<std::ptrdiff_t>(word.size()), heading.end(), is_digit)) return true;
  }
  return heading == "X";
}

HeadingName read_heading_name(std::string_view heading, const MarkerLexicon& lexicon) {
  return NameReader(heading, lexicon).read();
}

std::optional<HeadingName> read_copy_heading(std::string_view heading, const MarkerLexicon& lexicon) {
  return NameReader(heading, lexicon).read_copy();
}

}  // namespace kith::intake

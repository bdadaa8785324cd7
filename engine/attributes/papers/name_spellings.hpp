// attributes/papers/name_spellings.hpp — how papers print a name's letters, and what is left of a name in a script
// without vowels.
//
// ICAO Doc 9303 part 3, section 6 (8th edition): the machine-readable zone has A to Z alone. Letters lose their marks
// (Ç C, Ş S, Ğ G, Ñ N, Ł L, Đ D, İ and ı I, Ə E), or become Ä AE, Å AA, Æ AE, Ö OE, Ø OE, Ü UE or UXX, Ñ N or NXX, ß
// SS, Þ TH; Cyrillic Ё E or IO, Х KH, Ц TS, Щ SHCH, Ю IU, Я IA. What name_key.cpp's folding makes one anyway (kh and h,
// iu and u, sch and sh) needs no spelling of its own here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attributes/papers/name_key.hpp"

namespace kith::attributes {

/// The script of the first letter that belongs to one without vowels.
[[nodiscard]] NameScript script_of(std::string_view utf8);

/// The name as it is written, then as papers may print it; each once. Letters that have a spelling of their own are
/// replaced, the others stay.
[[nodiscard]] std::vector<std::string> printed_spellings(std::string_view utf8);

/// The consonants of a word in plain Latin letters, transliterated from `script`. Letters that stand for a vowel as
/// well (w, y) count at the start only, sounds that romanisations mix up are one letter, articles and endings that are
/// not written in both scripts are left out.
[[nodiscard]] std::string consonants_of(std::string_view word, NameScript script);

}  // namespace kith::attributes

// parse_sex() of intake/case/cell_values.hpp: what the people who keep the tables write, as far as it can mean one sex
// only. Not H, E, K or V: Spanish "H y M" makes M a woman, and K is a woman in Turkish (kadın), a man in Azerbaijani
// (kişi).
#include "attributes/frame/not_known.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/case/folded_word.hpp"

namespace kith::intake {
namespace {

using genetics::Sex;

/// Folded (intake/case/folded_word.hpp). 1 and 2: PED files.
constexpr std::string_view kMale =
    "m|male|man|1|masc|masculine|"                                 // English
    "masculin|homme|masculino|hombre|varon|homem|"                 // French, Spanish, Portuguese
    "maschio|maschile|uomo|mann|mannlich|maennlich|"               // Italian, German
    "м|муж|муж.|мужчина|мужскои|чоловік|чоловіча|мушки|мушкарац|"  // Russian, Ukrainian, Serbian
    "muski|musko|muskarac|mezczyzna|"                              // Bosnian, Croatian, Polish
    "erkek|kisi|արական|ذكر|მამრობითი";                             // Turkish, Azerbaijani, Armenian, Arabic, Georgian
constexpr std::string_view kFemale =
    "f|female|woman|2|fem|feminine|"
    "feminin|femme|femenino|feminino|mujer|hembra|mulher|"
    "femmina|femminile|donna|frau|weiblich|w|"
    "ж|жен|жен.|женщина|женскии|жінка|жіноча|женски|жена|"
    "z|zenski|zensko|zena|kobieta|"
    "kadin|qadin|իգական|انثى|მდედრობითი";
constexpr std::string_view kUnknown = "|u|unknown|0|-9";

}  // namespace

std::optional<Sex> parse_sex(std::string_view text) {
  if (text.empty()) return Sex::unknown;
  const auto word = folded_word(text);
  if (is_one_of(word, kMale)) return Sex::male;
  if (is_one_of(word, kFemale)) return Sex::female;
  if (is_one_of(word, kUnknown) || attributes::NotKnown::built_in().is_not_known(text)) return Sex::unknown;
  return std::nullopt;
}

}  // namespace kith::intake

// The list of not_known.hpp, as people write the words: capitals, accents, blanks and punctuation do not count.
#include <array>

#include "attributes/frame/not_known.hpp"

namespace kith::attributes {
namespace {

// clang-format off: a block of words for each language, right to left ones among them
constexpr std::array kLanguages{
    LanguageWords{
        "English",
        "unknown|unknwon|unkown|unkn|unkwn|unk|not known|not yet known|n/a|nk|nd|n/i/|n/s/|n/r/|n/e/|"
        "not recorded|not stated|not given|not available|not applicable|not determined|undetermined|"
        "indeterminate|not specified|unspecified|not examined|not assessed|not assessable|not observed|"
        "not visible|not noted|not reported|not documented|not provided|not described|not registered|"
        "not indicated|not identified|not sure|unsure|uncertain|unclear|undefined|unidentified|unrecorded|"
        "unstated|unreported|unavailable|no data|no information|no info|no record|no records|no details|"
        "no answer|no response|no knowledge|none known|none recorded|none reported|none stated|none given|nothing "
        "known|"
        "nothing recorded|nothing reported|not kn|not avail|not appl|not det|not rec|"
        "information not available|information missing|data missing|missing data|missing value|tbd|tbc|tba|"
        "to be determined|to be confirmed|don't know|do not know|does not know|cannot say|can't remember|"
        "do not remember|cannot remember|could not be determined|null|nan|blank|empty|no entry|no value|anonymous",
        "none|nil|nothing|no|none seen|none found|none observed|none noted|none visible|none present|"
        "nothing found|nothing seen|nothing present|not present|absent|nihil|no findings"},
    LanguageWords{
        "Azerbaijani",
        "bilinmir|bilinmeyir|naməlum|naməlumdur|namalum|məlum deyil|məlum deyildir|malum deyil|məlum olmayan|"
        "məlumat yoxdur|məlumat yox|məlumatı yoxdur|malumat yoxdur|qeyd olunmayıb|qeyd edilməyib|göstərilməyib|"
        "müəyyən edilməyib|müəyyən olunmayıb|müəyyənləşdirilməyib|təyin edilməyib|dəqiq deyil|yoxlanmayıb|"
        "yoxlanılmayıb|bilmirəm|bilmir|bilmirlər|məl yox|naməl|bilinm|heç nə məlum deyil|bəlli deyil",
        "yoxdur|yoxdu|yox|heç biri|heç nə|heç bir şey|olmayıb|aşkar edilməyib"},
    LanguageWords{
        "Armenian",
        "անհայտ|անհայտ է|անհայտ են|հայտնի չէ|հայտնի չեն|չգիտեմ|չգիտի|չգիտեն|չի հիշում|տվյալներ չկան|տվյալ չկա|"
        "տվյալները բացակայում են|տեղեկություն չկա|տեղեկություններ չկան|տեղեկատվություն չկա|նշված չէ|նշված չեն|"
        "չի նշված|որոշված չէ|պարզված չէ|չի պարզվել|անհ|հայտ չէ|տվ չկա|տվյալ չկան|չի հիշվում|ոչ հայտնի",
        "չկա|չկան|ոչ|ոչինչ|չունի|չուներ|չի եղել|չի հայտնաբերվել|բացակայում է|բացակայում են"},
    LanguageWords{
        "Russian",
        "неизвестно|неизвестен|неизвестна|неизвестны|неизвестный|неизвестная|неизвестное|не известно|не известны|"
        "нет данных|данных нет|данные отсутствуют|нет сведений|сведений нет|сведения отсутствуют|нет информации|"
        "информации нет|информация отсутствует|нд|н/и/|н/у/|н/о/|не установлено|не установлен|не установлена|"
        "не установлены|не определено|не определен|не определена|не определялось|не указано|не указан|не указана|"
        "не указаны|не описано|не отмечено|не записано|не осмотрено|не осматривали|не исследовано|"
        "не исследовалось|не обследовано|не выяснено|не знаю|не знает|не знают|не помню|не помнит|не помнят|"
        "затрудняюсь ответить|неясно|уточняется|без данных|неопознан|неопознанный|"
        "неизв|неизвест|не изв|неизвестн|нет св|нет инф|нет свед|без свед|б/д/|не уст|не устан|не установл|не опр|"
        "не определ|не указ|ничего не известно|ничего неизвестно|сведениями не располагаю",
        "нет|нету|отсутствует|отсутствуют|не имеется|не имелось|не имеет|не имел|не имела|не было|не обнаружено|"
        "не обнаружены|не выявлено|не найдено|ничего|никаких|никакие"},
    LanguageWords{"Ukrainian",
                  "невідомо|невідомий|невідома|немає даних|дані відсутні|даних немає|немає відомостей|не встановлено|"
                  "не вказано|не визначено|невід|невідоме|нема даних|відомості відсутні",
                  "немає|відсутні|відсутній|нічого|ні"},
    LanguageWords{"Turkish",
                  "bilinmiyor|bilinmeyen|bilinmemektedir|bilinmez|belli değil|belirsiz|belirtilmemiş|belirtilmedi|"
                  "belirlenmemiş|belirlenemedi|kaydedilmemiş|kayıt yok|bilgi yok|bilgi yoktur|bilgi bulunmamaktadır|"
                  "veri yok|tespit edilemedi|tespit edilmedi|saptanamadı|meçhul|bilmiyor|bilmiyorum|bilmiyorlar|"
                  "mevcut değil|kimliği belirsiz|bilinm|bilgi mevcut değil|bln değil|bilgisi yok|hiçbir şey bilinmiyor",
                  "yok|yoktur|hiçbiri|hiçbir şey|hiç|bulunmuyor|bulunmamaktadır|bulunamadı|bulunmadı|görülmedi|hayır"},
    LanguageWords{
        "Spanish",
        "desconocido|desconocida|desconocidos|desconocidas|se desconoce|se desconocen|lo desconoce|sin datos|"
        "sin dato|sin información|sin registro|sin determinar|sin especificar|sin identificar|s/d/|s/i/|n/c/|"
        "ns/nc|no se sabe|no sabe|no lo sabe|no sé|no saben|no recuerda|no recuerdan|no consta|no conocido|"
        "no conocida|no registrado|no registrada|no registra|no determinado|no determinada|no especificado|"
        "no especificada|no disponible|no aplica|no identificado|no identificada|no informa|no informado|"
        "no hay datos|no hay información|indeterminado|indeterminada|ignorado|ignorada|se ignora|por determinar|"
        "desc/|descon|desconoc|sin inf|sin info|sin det|sin esp|no esp|no det|no ref|no refiere|no reporta|no "
        "reportado|"
        "nada conocido|ninguno conocido|ninguna conocida",
        "ninguno|ninguna|ningunos|ningunas|nada|no tiene|no tenía|no hay|no presenta|no presentaba|ausente|"
        "ausentes"},
    LanguageWords{
        "French",
        "inconnu|inconnue|inconnus|inconnues|non connu|non connue|non connus|non connues|pas connu|pas connue|"
        "non renseigné|non renseignée|non précisé|non précisée|non déterminé|non déterminée|indéterminé|"
        "indéterminée|non disponible|non communiqué|non communiquée|non identifié|non identifiée|non indiqué|"
        "non indiquée|non noté|non spécifié|non spécifiée|non examiné|non examinée|non applicable|"
        "pas d'information|pas d'informations|aucune information|aucune donnée|aucunes données|sans information|"
        "sans données|pas de données|données manquantes|donnée manquante|ne sait pas|ne sais pas|je ne sais pas|"
        "on ne sait pas|ne savent pas|ignoré|ignorée|à déterminer|à préciser|s/o/|nsp|"
        "inc/|inconn|n/conn/|non rens|non comm|non dét|non préc|aucun connu|aucune connue|rien de connu|pas de "
        "renseignement|"
        "pas de renseignements|aucun renseignement",
        "aucun|aucune|aucuns|aucunes|néant|rien|non|pas|absente|absents|absentes|rien trouvé|pas trouvé"},
    LanguageWords{
        "Arabic",
        "غير معروف|غير معروفة|غير معلوم|غير معلومة|مجهول|مجهولة|مجهول الهوية|مجهولة الهوية|لا يوجد بيانات|"
        "لا توجد بيانات|لا يوجد معلومات|لا توجد معلومات|لا معلومات|لا بيانات|بدون بيانات|بدون معلومات|لا يعرف|"
        "لا تعرف|لا نعرف|لا أعرف|لا أعلم|لا يعلم|غير محدد|غير محددة|غير متوفر|غير متوفرة|غير متاح|غير مسجل|"
        "غير مسجلة|غير مذكور|غير مذكورة|غير مبين|لم يحدد|لم يذكر|لم يسجل|لا ينطبق|غير واضح|غير معرف|غير معرفة|غ/م/|لا "
        "علم|لا علم لنا|بلا معلومات|"
        "معلومات غير متوفرة|لا شيء معروف",
        "لا يوجد|لا توجد|لا شيء|لا|ليس لديه|ليس لديها|لم يوجد|لم يعثر|لا أحد"},
    LanguageWords{
        "Bosnian, Croatian, Serbian",
        "nepoznato|nepoznat|nepoznata|nepoznati|nepoznate|nepoznatog|nije poznato|nije poznat|nije poznata|"
        "nisu poznati|nisu poznate|nema podataka|nema podatka|bez podataka|nema informacija|nema informacije|"
        "bez informacija|nije navedeno|nije utvrđeno|nije utvrdjeno|nije određeno|nije odredjeno|neodređeno|"
        "neodredjeno|neutvrđeno|neutvrdjeno|nije zabilježeno|nije zabeleženo|nije evidentirano|nije upisano|"
        "nije pregledano|nije dostupno|nije primjenjivo|ne zna se|ne znam|ne zna|ne znaju|ne sjeća se|"
        "ne sjećam se|ne seća se|n/p/|непознато|непознат|непозната|непознати|непознате|није познато|није познат|"
        "није позната|нису познати|нема података|нема податка|без података|нема информација|није наведено|"
        "није утврђено|није одређено|неодређено|неутврђено|није забележено|није уписано|није прегледано|"
        "не зна се|не знам|не зна|не знају|не сећа се|није доступно|"
        "nepozn|nepoz|b/p/|nema pod|nema inf|nije pozn|ništa poznato|ništa nije poznato|nije zabiljezeno|непозн|непоз|"
        "б/п/|нема под|није позн|ништа није познато",
        "nema|nema ih|ništa|nikakav|nikakva|nikakvih|nikakve|nijedan|nijedna|nije imao|nije imala|nije bilo|"
        "nije nađeno|nije nadjeno|nije pronađeno|nije pronadjeno|ne|нема|нема их|ништа|никакав|никаква|никаквих|"
        "ниједан|ниједна|није имао|није имала|није било|није нађено|није пронађено|не"},
    LanguageWords{"Albanian",
                  "panjohur|e panjohur|i panjohur|të panjohura|nuk dihet|nuk ka të dhëna|pa të dhëna|pa informacion|"
                  "nuk e di",
                  "asnjë|asgjë|nuk ka"},
    LanguageWords{"Persian, Kurdish",
                  "نامشخص|نامعلوم|ناشناس|ناشناخته|نمی دانم|اطلاعی نیست|نەزانراو|نەناسراو|nenas|nayê zanîn",
                  "ندارد|هیچ|نیست|tune|tune ye"},
    LanguageWords{"Georgian",
                  "უცნობი|უცნობია|არ არის ცნობილი|ცნობილი არ არის|არ ვიცი|მონაცემები არ არის|ინფორმაცია არ არის",
                  "არა|არ აქვს|არ არის"},
    LanguageWords{"German",
                  "unbekannt|nicht bekannt|keine angabe|keine angaben|k/a/|keine daten|nicht angegeben|nicht ermittelt|"
                  "weiß nicht|unklar",
                  "kein|keine|keiner|keines|nichts|nicht vorhanden"},
    LanguageWords{
        "Norwegian, Danish, Swedish",
        "ukjent|ikke kjent|ukj|ikke opplyst|ikke oppgitt|ingen opplysninger|ingen informasjon|vet ikke|uvisst|"
        "ingen kjente|ukendt|ikke kendt|ved ikke|ingen oplysninger|okänd|okänt|ej känd|ej känt|inte känd|"
        "inte känt|vet ej|vet inte|uppgift saknas|inga uppgifter",
        "ingen|intet|ingenting|ingen funn|inget|inga fynd"},
    LanguageWords{"Dutch, Polish, Romanian",
                  "onbekend|niet bekend|geen gegevens|geen informatie|weet niet|nieznany|nieznana|nieznane|nie wiadomo|"
                  "brak danych|brak informacji|necunoscut|necunoscută|nu se știe|fără date|fără informații",
                  "geen|niets|brak|niciunul|niciuna|nimic"},
    LanguageWords{"Portuguese, Italian",
                  "desconhecido|desconhecida|sem dados|sem informação|não sabe|não informado|não consta|sconosciuto|"
                  "sconosciuta|ignoto|ignota|non noto|non nota|non si sa|nessun dato",
                  "nenhum|nenhuma|nessuno|nessuna|niente"},
};
// clang-format on

}  // namespace

std::span<const LanguageWords> languages_of_not_known() { return kLanguages; }

}  // namespace kith::attributes

// Words that say nothing, words that say "none", and what must not be taken for either; lists, parts, teeth and
// synonyms with them.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "attributes/frame/cell_text.hpp"
#include "attributes/frame/not_known.hpp"
#include "attributes/items/item_list.hpp"
#include "attributes/teeth/tooth_chart.hpp"

namespace kith::testing {
namespace {

using namespace attributes;  // NOLINT(google-build-using-namespace)

const NotKnown& words() { return NotKnown::built_in(); }

TEST_CASE("not known: words and signs in the languages of the region, in any case and form") {
  for (const auto* text : {"unknown",
                           "UNKNOWN",
                           "Unknown.",
                           " unknown ",
                           "n/a",
                           "N/A",
                           "N.A.",
                           "n. a.",
                           "NA",
                           "#N/A",
                           "n.k.",
                           "N. K.",
                           "NK",
                           "Not known",
                           "not-known",
                           "NOT_RECORDED",
                           "no data",
                           "No information",
                           "tbd",
                           "none known",
                           "None reported",
                           "неизв.",
                           "н/д",
                           "не уст.",
                           "нет св.",
                           "нема под.",
                           "ikke kjent",
                           "Ukjent",
                           "onbekend",
                           "brak danych",
                           "nieznany",
                           "nepozn.",
                           "b/p",
                           "sin inf.",
                           "desconoc.",
                           "non rens.",
                           "bilinm.",
                           "naməl.",
                           "անհ.",
                           "غ.م",
                           "-",
                           "--",
                           "—",
                           "?",
                           "???",
                           "...",
                           "…",
                           "xxx",
                           "XX",
                           "0000-00-00",
                           "#REF!",
                           "unknown (not examined)",
                           "<NA>",
                           "[unknown]",
                           "null",
                           "NaN",
                           "bilinmir",
                           "NAMƏLUM",
                           "Naməlum",
                           "məlum deyil",
                           "melum deyil",
                           "անհայտ",
                           "Անհայտ",
                           "ԱՆՀԱՅՏ",
                           "տվյալներ չկան",
                           "неизвестно",
                           "НЕИЗВЕСТНО",
                           "нет данных",
                           "Не известно",
                           "н/д",
                           "Н.Д.",
                           "не установлено",
                           "bilinmiyor",
                           "BİLİNMİYOR",
                           "BILINMIYOR",
                           "belli değil",
                           "desconocido",
                           "Sin datos",
                           "SE DESCONOCE",
                           "s/d",
                           "S.D.",
                           "sin información",
                           "inconnu",
                           "Non connu",
                           "non renseigné",
                           "NON RENSEIGNE",
                           "غير معروف",
                           "مجهول",
                           "لا يوجد بيانات",
                           "لا توجد معلومات",
                           "nepoznato",
                           "Nije poznato",
                           "NEMA PODATAKA",
                           "nije utvrđeno",
                           "непознато",
                           "Није познато",
                           "нема података",
                           "unbekannt",
                           "k.A."}) {
    CAPTURE(std::string(text));
    CHECK(words().says(text) == Says::not_known);
  }
}

TEST_CASE("not known: looked and found nothing is something else") {
  for (const auto* text : {"none", "None", "NIL", "nothing", "yoxdur", "YOXDUR", "չկա", "нет", "Нет", "отсутствует",
                           "yok", "YOK", "ninguno", "Ninguna", "aucun", "néant", "لا يوجد", "nema", "Нема"}) {
    CAPTURE(std::string(text));
    CHECK(words().says(text) == Says::none);
  }
}

TEST_CASE("not known: words of the descriptions, groups and names say something") {
  for (const auto* text : {"A",
                           "0",
                           "O",
                           "AB-",
                           "B+",
                           "+",
                           "brown",
                           "black",
                           "nd4",
                           "16",
                           "left",
                           "x",
                           "X",
                           "sd",
                           "ni",
                           "boots",
                           "femur:left",
                           "a knife",
                           "data",
                           "known",
                           "info desk tattoo",
                           "no left hand",
                           "чёрный",
                           "nadal",
                           "Unknown Pleasures T-shirt",
                           "sin",
                           "non-slip shoes"}) {
    CAPTURE(std::string(text));
    CHECK(words().says(text) == Says::something);
  }
}

TEST_CASE("not known: names are names") {
  for (const auto* name :
       {"Nil", "Na", "Nada", "NADA", "Nema Petrović", "Null", "Ali", "Xavier", "Անահիտ", "Li Na", "Ne Win"}) {
    CAPTURE(std::string(name));
    CHECK(words().name_in(name) == name);
  }
  for (const auto* nobody : {"NA",
                             "N/A",
                             "n.a.",
                             "NN",
                             "N.N.",
                             "unknown",
                             "Unknown Unknown",
                             "UNKNOWN, UNKNOWN",
                             "неизвестный",
                             "без имени",
                             "John Doe",
                             "none",
                             "?",
                             "xxx",
                             "x",
                             "-",
                             "desconocido",
                             "مجهول الهوية",
                             "nepoznata",
                             "0",
                             "null",
                             ""}) {
    CAPTURE(std::string(nobody));
    CHECK(words().name_in(nobody).empty());
  }
  CHECK(words().name_in("Unknown Petrović") == "Petrović");
  CHECK(words().name_in("Ali ???") == "Ali");
}

TEST_CASE("not known: a case adds words and takes them off") {
  NotKnown own;
  own.add("keine Ahnung");
  own.remove("NK");
  CHECK(own.says("KEINE-AHNUNG") == Says::not_known);
  CHECK(own.says("nk") == Says::something);
  own.add("нет");
  CHECK(own.says("Нет") == Says::not_known);
}

ItemList items(std::string_view cell, ItemFormat format = ItemFormat::belonging) {
  return parse_items(cell, format).value();
}

TEST_CASE("not known in lists: cells, items and parts") {
  for (const auto* cell :
       {"unknown", "n/a", "N. K.", "...", "xxx", "?", "0", "unknown; n/a", "unknown:black", "нет данных", "x"}) {
    CAPTURE(std::string(cell));
    CHECK_FALSE(items(cell).stated);
    CHECK(items(cell).items.empty());
  }
  for (const auto* cell : {"none", "нет", "yoxdur", "nema", "NIL"}) {
    CAPTURE(std::string(cell));
    CHECK(items(cell).stated);
    CHECK(items(cell).items.empty());
  }
  CHECK(items("boots:unknown:43;?") == items("boots::43"));
  CHECK(items("boots:n/a:???:-") == items("boots"));
  CHECK(items("tattoo:unknown:?:anchor", ItemFormat::mark) == items("tattoo:::anchor", ItemFormat::mark));
  CHECK(items("femur:неизвестно:plate", ItemFormat::skeletal) == items("femur::plate", ItemFormat::skeletal));
  CHECK(items("unknown:Ali", ItemFormat::document).items.size() == 1);  // of unknown kind, but with a name on it
  CHECK(items("БОТИНКИ:Чёрный") == items("ботинки:чёрный"));
  CHECK_FALSE(parse_items(";;", ItemFormat::belonging).ok());
  CHECK_FALSE(parse_items("none;boots", ItemFormat::belonging).ok());
}

TEST_CASE("lists: free text is found, items are not") {
  const auto n = [](std::string_view cell) { return free_text_in(cell, ItemFormat::belonging).size(); };
  CHECK(n("he wore a blue jacket and brown shoes") == 1);
  CHECK(n("синяя куртка и коричневые ботинки") == 1);
  CHECK(n("jacket, shoes") == 1);
  CHECK(n("jacket:blue;he wore brown shoes too;belt, keys") == 2);
  CHECK(n("jacket:it was blue with red stripes") == 1);
  for (const auto* fine :
       {"jacket:blue", "leather belt;rain coat", "none", "не было", "no information", "boots:black:43:Baltika"})
    CHECK(n(fine) == 0);
}

TEST_CASE("teeth: not known says nothing, none is asked back") {
  for (const auto* cell : {"unknown", "n/a", "-", "нет данных", ""}) {
    CAPTURE(std::string(cell));
    CHECK(parse_tooth_chart(cell).value().chart.n_known() == 0);
  }
  CHECK(parse_tooth_chart("16=?;17=n/a;18=sound").value().chart.n_known() == 1);
  for (const auto* cell : {"none", "нет", "16=none"}) {
    CAPTURE(std::string(cell));
    const auto chart = parse_tooth_chart(cell);
    REQUIRE_FALSE(chart.ok());
    CHECK(chart.error().message.find("extracted (no tooth in life), missing_pm (lost after death)") !=
          std::string::npos);
  }
}

TEST_CASE("synonyms: for cells, items, parts and states of teeth, before anything is compared") {
  CaseWords own;
  CHECK(own.synonyms.add("clothing", "Чёрный", "black"));
  CHECK(own.synonyms.add("clothing", "золотое кольцо", "ring:gold"));
  CHECK(own.synonyms.add("clothing", "не осматривали одежду", "unknown"));
  CHECK(own.synonyms.add("clothing", "голый", "none"));
  CHECK_FALSE(own.synonyms.add("clothing", "ЧЕРНЫЙ", "dark"));  // capitals and accents do not count
  CHECK(own.synonyms.add("teeth", "пломба", "filled"));
  CHECK(own.synonyms.add("teeth", "none", "rest=extracted"));
  const auto read = [&](std::string_view cell) {
    return parse_items(cell, ItemFormat::belonging, own, "clothing").value();
  };
  CHECK(read("boots:ЧЕРНЫЙ;Золотое кольцо") == items("boots:black;ring:gold"));
  CHECK_FALSE(read("не осматривали одежду").stated);
  CHECK(read("голый").stated);
  CHECK(read("голый").items.empty());
  CHECK(parse_items("boots:чёрный", ItemFormat::belonging, own, "effects").value() == items("boots:чёрный"));
  CHECK(parse_tooth_chart("16=Пломба", own).value().chart == parse_tooth_chart("16=filled").value().chart);
  CHECK(parse_tooth_chart("none", own).value().chart == parse_tooth_chart("rest=extracted").value().chart);
}

TEST_CASE("words: capitals are folded in every script") {
  CHECK(normal_word("ЧЁРНЫЙ") == normal_word("чёрный"));
  CHECK(normal_word("ԿԱՐՄԻՐ") == normal_word("կարմիր"));
  CHECK(fold_case("Straße") == "strasse");
  CHECK(fold_case("BLACK") == "black");
}

}  // namespace
}  // namespace kith::testing

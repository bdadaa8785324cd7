// Names on documents: spellings of one name have one key, published similarities, the law of the mean; implant serial numbers.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "evidence/attributes/document_model.hpp"
#include "evidence/attributes/implant_serial.hpp"
#include "evidence/attributes/item_list.hpp"
#include "evidence/attributes/tooth_chart.hpp"
#include "support/property.hpp"

namespace kith::testing {
namespace {

using namespace evidence;  // NOLINT(google-build-using-namespace)

NameKey fold(std::string_view name) {
  static const NameFolder folder;
  return folder.fold(name);
}

TEST_CASE("names: spellings of one name in Latin, Cyrillic, Azerbaijani and Armenian letters have one key") {
  const std::vector<std::vector<std::string>> same{
      {"Məmmədov", "Mammadov", "Mamedov", "Memmedov", "Мамедов", "MAMMADOVA", "Мамедова", "Məmmədli"},
      {"Cəfərov", "Jafarov", "Dzhafarov", "Djafarov", "Джафаров", "Cafarov"},
      {"Պետրոսյան", "Petrosyan", "Petrossian", "Петросян"},
      {"Խաչատրյան", "Khachatryan", "Khachatrian", "Хачатрян"},
      {"Həsənov", "Гасанов", "Hasanov", "Gasanov"},
      {"Əliyev", "Алиев", "Aliyev", "Eliyev", "Aliev"},
      {"Hüseynov", "Гусейнов", "Huseynov", "Guseinov"},
      {"Xəlilov", "Халилов", "Khalilov"},
      {"Ağayev", "Агаев", "Aghayev", "Agaev"},
      {"Quliyev", "Гулиев", "Guliyev", "Guliev"},
      {"Tofiq", "Тофик", "Tofik"},
      {"Qasım", "Gasim", "Kasim"},
      {"Çingiz", "Чингиз", "Chingiz"},
      {"Yusif", "Юсиф"},
      {"Ժորա", "Жора", "Zhora"},
      {"Rəşid Məmməd oğlu", "Рашид Мамедович", "Rashid Mammad oglu", "RASHID MAMMAD OGLY"},
      {"Nərgiz Əli qızı", "Наргиз Али кызы", "Nargiz Ali kyzy"}};
  for (const auto& spellings : same) {
    for (const auto& name : spellings) {
      CAPTURE(name);
      CHECK(fold(name) == fold(spellings[0]));
    }
  }
  CHECK(fold("Rəşid") != fold("Rəşad"));
  CHECK(fold("Petrosyan") != fold("Sargsyan"));
  CHECK(fold("Məmmədov R.") == fold("Məmmədov"));  // an initial is no name
  CHECK(fold("").empty());
  CHECK(fold("№ 12345").empty());
}

TEST_CASE("names: Jaro-Winkler as published (Winkler 1990)") {
  CHECK(jaro_winkler("MARTHA", "MARHTA") == doctest::Approx(0.961).epsilon(0.001));
  CHECK(jaro_winkler("DWAYNE", "DUANE") == doctest::Approx(0.840).epsilon(0.001));
  CHECK(jaro_winkler("DIXON", "DICKSONX") == doctest::Approx(0.813).epsilon(0.001));
  CHECK(jaro_winkler("ABC", "ABC") == 1);
  CHECK(jaro_winkler("ABC", "XYZ") == 0);
  CHECK(jaro_winkler("", "A") == 0);
}

TEST_CASE("names: words may stand in any order, and some may be missing") {
  CHECK(similarity(fold("Əliyev Rəşid"), fold("Рашид Алиев")) == 1);
  CHECK(similarity(fold("Əliyev Rəşid Məmməd oğlu"), fold("Алиев")) == 1);
  CHECK(similarity(fold("Əliyev Rəşid"), fold("Əliyev Tofiq")) < 0.85);
  CHECK(similarity(fold("Əliyev"), NameKey{}) == 0);
}

NameList names(std::vector<std::string> list) { return {std::move(list)}; }
double ratio(const DocumentModel& model, const NameList& report, const NameList& finding) {
  return std::exp(model.log_same(model.prepare_report(report), model.prepare_finding(finding)));
}

TEST_CASE("documents law: over the names of the missing the LR averages to 1 for every report") {
  std::vector<NameList> missing;
  for (const auto* name : {"Əliyev Rəşid", "Алиев Рашид", "Əliyev Rəşad", "Məmmədov Tofiq", "Mammadov Tofik",
                           "Petrosyan Vahan", "Sargsyan Anna", "Həsənov Elçin", "Гасанов Эльчин", "Quliyev Vüqar"}) {
    missing.push_back(names({name}));
  }
  const DocumentModel model(missing, missing);
  for (const auto& report : missing) {
    double mean = 0;
    for (const auto& finding : missing) mean += ratio(model, report, finding) / static_cast<double>(missing.size());
    CHECK(mean == doctest::Approx(1).epsilon(1e-9));
  }
}

TEST_CASE("documents: a name that two of four have is worth two; a name nobody else has, four") {
  const std::vector<NameList> missing{names({"Əliyev"}), names({"Алиев"}), names({"Petrosyan"}), names({"Xəlilov"})};
  const std::vector<NameList> papers{names({"Aliyev"}), names({"Петросян"}), names({"Пашаев"})};
  const DocumentModel model(missing, papers, {.near_weight = 0, .similar_weight = 0, .other_weight = 0});
  CHECK(ratio(model, missing[0], papers[0]) == doctest::Approx(2).epsilon(1e-12));
  CHECK(ratio(model, missing[2], papers[1]) == doctest::Approx(4).epsilon(1e-12));
  CHECK(ratio(model, missing[2], papers[2]) == 0);
  // one of two papers is the person's own
  const std::vector<NameList> two{names({"Aliyev", "Петросян"})};
  const DocumentModel other(missing, two, {.near_weight = 0, .similar_weight = 0, .other_weight = 0});
  CHECK(ratio(other, missing[2], two[0]) == doctest::Approx(2).epsilon(1e-12));
  CHECK(other.rule(missing[2], two[0])
            .find("Петросян and Petrosyan: the same name (patros); 1 of 4 reported names are "
                  "patros") != std::string::npos);
}

TEST_CASE("documents: a name that cannot be read says exactly nothing") {
  const std::vector<NameList> missing{names({"Əliyev"}), names({"???"})};
  const std::vector<NameList> papers{names({"12345"}), names({"Əliyev"})};
  const DocumentModel model(missing, papers);
  CHECK(model.log_same(model.prepare_report(missing[0]), model.prepare_finding(papers[0])) == 0);
  CHECK(model.log_same(model.prepare_report(missing[1]), model.prepare_finding(papers[1])) == 0);
}

TEST_CASE("implant serial numbers: cells") {
  CHECK(parse_serials("sn-12 345/a; X9").value().numbers == std::vector<std::string>{"SN12345A", "X9"});
  CHECK(parse_serials("").value().numbers.empty());
  CHECK(parse_serials("A1;a-1").value().numbers.size() == 1);
  for (const auto* bad : {"unknown", "12#4", "A1;?"}) {
    const auto result = parse_serials(bad);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().message.find("serial numbers of letters and digits") != std::string::npos);
  }
}

TEST_CASE("implant serial numbers: one mistake is one edit or two neighbours changed round") {
  CHECK(one_mistake_apart("12345", "12845"));
  CHECK(one_mistake_apart("12345", "1245"));
  CHECK(one_mistake_apart("12345", "123456"));
  CHECK(one_mistake_apart("12345", "12435"));
  CHECK(one_mistake_apart("12345", "21345"));
  CHECK_FALSE(one_mistake_apart("12345", "12345"));
  CHECK_FALSE(one_mistake_apart("12345", "21354"));
  CHECK_FALSE(one_mistake_apart("12345", "14325"));
  CHECK_FALSE(one_mistake_apart("12345", "123"));
}

TEST_CASE("implant serial numbers: the LRs by hand, and the law over all numbers") {
  const SerialModel model({.units = 1e5, .misread = 0.1, .other = 0.05});
  const SerialList recorded{{"12345"}};
  const double n = 5 * 35 + 5 + 6 * 36 + 4;
  CHECK(strings_one_mistake_away(5) == n);
  CHECK(std::exp(model.log_same(recorded, {{"12345"}})) == doctest::Approx(0.95 * 0.9 * 1e5 + 0.05).epsilon(1e-12));
  CHECK(std::exp(model.log_same(recorded, {{"12346"}})) == doctest::Approx(0.95 * 0.1 * 1e5 / n + 0.05).epsilon(1e-12));
  CHECK(std::exp(model.log_same(recorded, {{"99999"}})) == doctest::Approx(0.05).epsilon(1e-12));
  // H2: each of the M numbers is as likely; one is the recorded one, n are one mistake away, the rest other
  const double mean = (model.ratio("12345", "12345") + n * model.ratio("12345", "12346") +
                       (1e5 - 1 - n) * model.ratio("12345", "99999")) /
                      1e5;
  CHECK(mean == doctest::Approx(1).epsilon(1e-9));
}

TEST_CASE("cells law: any bytes are a value or a message, never a crash; what is read is read again the same") {
  check_law([](const std::string& bytes) {
    for (const auto format : {ItemFormat::skeletal, ItemFormat::mark, ItemFormat::belonging, ItemFormat::document}) {
      const auto items = parse_items(bytes, format);
      if (!items) RC_ASSERT(!items.error().message.empty());
    }
    const auto chart = parse_tooth_chart(bytes);
    if (chart) {
      RC_ASSERT(parse_tooth_chart(describe(chart.value().chart)).value().chart == chart.value().chart);
    } else {
      RC_ASSERT(!chart.error().message.empty());
    }
    const auto serials = parse_serials(bytes);
    if (!serials) RC_ASSERT(!serials.error().message.empty());
    for (const auto& word : fold(bytes)) RC_ASSERT(!word.empty());
    RC_ASSERT(similarity(fold(bytes), fold(bytes)) == (fold(bytes).empty() ? 0.0 : 1.0));
  });
}

TEST_CASE("names law: similarity is symmetric and lies between 0 and 1") {
  check_law([](const std::string& a, const std::string& b) {
    RC_ASSERT(jaro_winkler(a, b) >= 0 && jaro_winkler(a, b) <= 1);
    RC_ASSERT(jaro_winkler(a, a) == 1);
    RC_ASSERT(std::abs(similarity(fold(a), fold(b)) - similarity(fold(b), fold(a))) < 1e-12);
  });
}

}  // namespace
}  // namespace kith::testing

// Names on documents: spellings of one name have one key, published similarities, the law of the mean; implant serial
// numbers.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "attributes/items/implant_serial.hpp"
#include "attributes/items/item_list.hpp"
#include "attributes/papers/document_model.hpp"
#include "attributes/teeth/tooth_chart.hpp"
#include "support/property.hpp"

namespace kith::testing {
namespace {

using namespace attributes;  // NOLINT(google-build-using-namespace)

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
  CHECK(ratio(model, missing[2], papers[2]) == 1);  // nobody's name: it says nothing
  // one of two papers is the person's own
  const std::vector<NameList> two{names({"Aliyev", "Петросян"})};
  const DocumentModel other(missing, two, {.near_weight = 0, .similar_weight = 0, .other_weight = 0});
  CHECK(ratio(other, missing[2], two[0]) == doctest::Approx(2).epsilon(1e-12));
  CHECK(other.rule(missing[2], two[0])
            .find("Петросян and Petrosyan: the same name (patros); 1 of 4 reported names are "
                  "patros") != std::string::npos);
}

TEST_CASE("names: what passports print is one name with what the family writes") {
  const NameFolder folder;
  const std::vector<std::vector<const char*>> same{{"Müller", "MUELLER", "MULLER", "MUXXLER"},
                                                   {"Jürgen Größe", "JUERGEN GROESSE", "GROESSE<<JUERGEN"},
                                                   {"Çelik", "CELIK"},
                                                   {"Şahin Öztürk", "SAHIN OEZTUERK", "SAHIN OZTURK"},
                                                   {"Ağayev", "AGAYEV"},
                                                   {"Gülşən Məmmədova", "GULSEN MEMMEDOVA"},
                                                   {"Đorđević", "DJORDJEVIC", "DORDEVIC", "Ђорђевић"},
                                                   {"Šarić", "SARIC", "Шарић"},
                                                   {"Цвијетић", "CVIJETIC", "Cvijetić"},
                                                   {"Øystein Åse", "OEYSTEIN AASE"},
                                                   {"Muñoz", "MUNOZ", "MUNXXOZ"},
                                                   {"Łukasz", "LUKASZ"},
                                                   {"Þór", "THOR"},
                                                   {"Нажмиддин", "NAZHMIDDIN"},
                                                   {"Хачатрян", "KHACHATRYAN"},
                                                   {"Мария Цой", "MARIIA TSOI"},
                                                   {"Щукин", "SHCHUKIN"},
                                                   {"Фёдор", "FEDOR", "FIODOR"},
                                                   {"Շահինյան", "SHAHINYAN"},
                                                   {"محمد", "MUHAMMAD", "MOHAMMED", "Мухаммад"},
                                                   {"فاطمة", "FATIMAH", "Fatima"},
                                                   {"عبد الله", "ABDULLAH"},
                                                   {"محمود درويش", "MAHMOUD DARWISH"}};
  for (const auto& spellings : same) {
    const auto own = folder.spellings(spellings[0]);
    for (const auto* other : spellings) {
      CAPTURE(std::string(other));
      CHECK(similarity(own, folder.spellings(other)) == 1.0);
      CHECK(similarity(folder.spellings(other), own) == 1.0);
    }
  }
  // Other names stay others: no letter pair is contracted where no mark was.
  CHECK(*similarity(folder.spellings("Samuel"), folder.spellings("Samul")) < 1);
  CHECK(*similarity(folder.spellings("Müller"), folder.spellings("Möller")) < 1);
  CHECK(*similarity(folder.spellings("محمد"), folder.spellings("MEHMET")) < 1);
  CHECK(*similarity(folder.spellings("حسن"), folder.spellings("PETROV")) < 0.85);
  CHECK_FALSE(similarity(folder.spellings("علي"), folder.spellings("ALI")).has_value());  // one consonant
}

TEST_CASE("documents: in a closed list of five the owner has 5 / (1 + 4 g), whatever the alphabet of the paper") {
  // All names unlike, so f = 1/5 and u the same for all: LR = g / mean of g. g is 1 for the owner and 0.001 for each of
  // the others.
  const std::vector<std::pair<const char*, const char*>> owners{
      {"Müller", "MUELLER"},      {"Jürgen Größe", "JUERGEN GROESSE"}, {"Çelik", "CELIK"},
      {"Ağayev", "AGAYEV"},       {"Đorđević", "DJORDJEVIC"},          {"Øystein", "OEYSTEIN"},
      {"Нажмиддин", "NAZHMIDDIN"}};
  for (const auto& [reported, printed] : owners) {
    const std::string tried(reported);
    CAPTURE(tried);
    const std::vector<NameList> missing{names({reported}), names({"Ivan Petrov"}), names({"Wang Fu"}),
                                        names({"Hilda Brown"}), names({"Ali Hasan"})};
    const std::vector<NameList> papers{names({printed})};
    const DocumentModel model(missing, papers);
    const double owner = ratio(model, missing[0], papers[0]);
    double sum = owner;
    for (std::size_t i = 1; i < missing.size(); ++i) sum += ratio(model, missing[i], papers[0]);
    CHECK(sum / 5 == doctest::Approx(1).epsilon(1e-9));
    CHECK(owner > 4);
  }
  const std::vector<NameList> missing{names({"محمد"}), names({"Ivan Petrov"}), names({"Wang Fu"})};
  const std::vector<NameList> papers{names({"MUHAMMAD"})};
  CHECK(ratio(DocumentModel(missing, papers), missing[0], papers[0]) > 2);
}

TEST_CASE("documents law: over the missing the LR of any paper averages to 1, reported or not") {
  std::vector<NameList> missing;
  for (const auto* name : {"Əliyev Rəşid", "Алиев Рашид", "Əliyev Rəşad", "Məmmədov Tofiq", "محمد حسن",
                           "Petrosyan Vahan", "Petrosian Vagan", "Müller", "Mahmud Hasan", "علي"}) {
    missing.push_back(names({name}));
  }
  missing.push_back(names({"Sargsyan Anna", "Petrosyan Anna"}));  // one person, two names
  std::vector<NameList> papers = missing;
  for (const auto* name : {"MUELLER", "Nobody Knows", "ALI", "MAMEDOV", "Petrosjan", "HASAN"})
    papers.push_back(names({name}));
  const DocumentModel model(missing, papers);
  for (const auto& paper : papers) {
    CAPTURE(paper.names[0]);
    double mean = 0;
    for (const auto& report : missing) mean += ratio(model, report, paper) / static_cast<double>(missing.size());
    CHECK(mean == doctest::Approx(1).epsilon(1e-9));
  }
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
  for (const auto* nothing : {"unknown", "?", "n/a", "0", "000-000", "9999", "none", "нет данных", "XXXX", ";"}) {
    CHECK(parse_serials(nothing).value().numbers.empty());
  }
  CHECK(parse_serials("A1;?;unknown").value().numbers == std::vector<std::string>{"A1"});
  CHECK(parse_serials("A").value().numbers == std::vector<std::string>{"A"});
  CHECK(parse_serials("b;A-c").value().numbers == std::vector<std::string>{"AC", "B"});
  for (const auto* bad : {"titanium", "12#4", "A1;lost", "abc"}) {
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

TEST_CASE("implant serial numbers: no text is worth more than there are texts of its length") {
  const SerialModel model;  // units 1e6, misread 0.02, other 0.02
  const double same = 0.98 * 0.98;
  CHECK(model.texts_like("7") == 10);
  CHECK(model.texts_like("A") == 36);
  CHECK(model.texts_like("12345") == 1e5);
  CHECK(model.texts_like("SN123") == 1e6);  // 36^5 are more than the units made
  CHECK(model.ratio("7", "7") == doctest::Approx(same * 10 + 0.02).epsilon(1e-12));
  CHECK(model.ratio("A7", "A7") == doctest::Approx(same * 36 * 36 + 0.02).epsilon(1e-12));
  // One digit: each of the nine others is a mistake away; over the ten the LR averages to 1.
  CHECK((model.ratio("7", "7") + 9 * model.ratio("7", "8")) / 10 == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("implant serial numbers: what K of N persons report is worth N / K at most, and the mean stays 1") {
  const std::vector<SerialList> reports{{{"7"}}, {{"7"}}, {{"12"}}, {}};
  const SerialModel model({}, reports);
  CHECK(model.ratio("7", "7") == doctest::Approx(0.98 * 0.98 * 3 / 2 + 0.02).epsilon(1e-12));
  CHECK(model.ratio("12", "12") == doctest::Approx(0.98 * 0.98 * 100 + 0.02).epsilon(1e-12));
  CHECK(model.ratio("12", "7") == 0.02);
  // H2: with probability 2/3 the text is 7, else one of the 33 texts in use that are like 12, 32 of them a mistake away
  const double q = 1.0 / 100;
  const double used = std::floor(100 / 3.0);
  const double mean = 2.0 / 3 * model.ratio("12", "7") + q * model.ratio("12", "12") +
                      q * (used - 1) * model.ratio("12", "13") + q * (100 / 3.0 - used) * model.ratio("12", "99");
  CHECK(mean == doctest::Approx(1).epsilon(1e-12));
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

// Cells that say nothing, in every column of the descriptions; coordinates 0, 0; free text; synonyms.csv and the words
// of attributes.csv.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "intake/case_folder.hpp"

using namespace kith::testing;

namespace {

constexpr const char* kAmColumns =
    "missing_id,family_id,sex,birth_date,birth_year,age,age_error,stature_cm,stature_error_cm,stature_source,ancestry,"
    "hair,eyes,"
    "handedness,blood_group,teeth,tooth_16,teeth_source,teeth_date,fractures,surgery,implants,implant_serial,marks,"
    "clothing,effects,"
    "documents,name,event_id,last_seen_date,last_seen_place,last_seen_latitude,last_seen_longitude";
constexpr const char* kPmColumns =
    "remains_id,sex,sex_method,age,age_error,age_min,age_max,stature_cm,femur_mm,ancestry,hair,eyes,handedness,blood_"
    "group,teeth,"
    "tooth_16,fractures,surgery,implants,implant_serial,marks,clothing,effects,documents,name,site_id,grave_id,"
    "recovery_date,"
    "recovery_place,recovery_latitude,recovery_longitude,burial_from,burial_to";

/// The header, and one row with `ids` and then the word in all other columns.
std::string table_of(const std::string& columns, const std::string& ids, std::size_t n_ids, const std::string& word) {
  std::string row = ids;
  const auto n = static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ',')) + 1;
  for (std::size_t i = n_ids; i < n; ++i) row += ',' + word;
  return columns + '\n' + row + '\n';
}

kith::intake::CaseReading read_with(const std::string& word) {
  CaseFolder folder;
  folder.tables["missing_persons.csv"] = table_of(kAmColumns, "Mi,F1", 2, word);
  folder.tables["remains.csv"] = table_of(kPmColumns, "R1", 1, word);
  return folder.read();
}

TEST_CASE("not known: such a word in every column is a form that says nothing") {
  for (const auto* word : {"unknown", "n/a", "N.K.", "...", "?", "неизвестно", "нет данных", "naməlum", "անհայտ",
                           "bilinmiyor", "desconocido", "inconnu", "غير معروف", "nepoznato", "непознато"}) {
    CAPTURE(std::string(word));
    const auto reading = read_with(word);
    CAPTURE(all_problems(reading));
    REQUIRE(reading.content.has_value());
    const auto& am = reading.content->missing[0].description;
    const auto& pm = reading.content->remains[0].description;
    CHECK_FALSE(am.age.has_value());
    CHECK_FALSE(am.stature.has_value());
    CHECK_FALSE(am.blood_group.has_value());
    CHECK((am.ancestry + am.hair + am.eyes + am.handedness + pm.ancestry + pm.hair + pm.eyes + pm.handedness).empty());
    CHECK(am.teeth.chart.n_known() + pm.teeth.n_known() == 0);
    for (const auto* list : {&am.fractures, &am.surgery, &am.implants, &am.marks, &am.clothing, &am.effects,
                             &pm.fractures, &pm.surgery, &pm.implants, &pm.marks, &pm.clothing, &pm.effects}) {
      CHECK_FALSE(list->stated);
    }
    CHECK(am.implant_serials.numbers.empty());
    CHECK(pm.implant_serials.numbers.empty());
    CHECK(am.names.names.empty());
    CHECK(pm.names.names.empty());
    CHECK(am.place == kith::attributes::AmPlace{});
    CHECK(pm.place == kith::attributes::PmPlace{});
    CHECK_FALSE(pm.age.has_value());
    CHECK_FALSE(pm.stature.has_value());
    CHECK_FALSE(pm.blood_group.has_value());
    CHECK(reading.content->remains[0].sex == kith::genetics::Sex::unknown);
  }
}

TEST_CASE("not known: none is not unknown, 0 is a blood group, A a size; a listed event may be called unknown") {
  CaseFolder folder;
  folder.tables["missing_persons.csv"] =
      "missing_id,family_id,fractures,blood_group,clothing,event_id,name\nMi,F1,нет,0,shirt:blue:A,unknown,Nil\n";
  folder.tables["events.csv"] = "event_id,date_from\nunknown,1992-05-01\n";
  const auto reading = folder.read();
  CAPTURE(all_problems(reading));
  REQUIRE(reading.content.has_value());
  const auto& am = reading.content->missing[0].description;
  CHECK(am.fractures.stated);
  CHECK(am.fractures.items.empty());
  CHECK(am.blood_group->abo == kith::attributes::Abo::o);
  CHECK(kith::attributes::describe(am.clothing) == "shirt (blue, a)");
  CHECK(am.place.event == "unknown");
  CHECK(am.names.names == std::vector<std::string>{"Nil"});
}

TEST_CASE("coordinates 0, 0 are not known, with a warning, wherever they stand") {
  CaseFolder folder;
  folder.tables["missing_persons.csv"] = "missing_id,family_id,last_seen_latitude,last_seen_longitude\nMi,F1,0,0.0\n";
  folder.tables["remains.csv"] = "remains_id,recovery_latitude,recovery_longitude\nR1,0,0\nR2,0,6.7\n";
  folder.tables["events.csv"] = "event_id,latitude,longitude\nE1,0.000,0\n";
  folder.tables["sites.csv"] = "site_id,latitude,longitude\nS1,-0,0\n";
  const auto reading = folder.read();
  CAPTURE(all_problems(reading));
  REQUIRE(reading.content.has_value());
  const auto& content = *reading.content;
  CHECK_FALSE(content.missing[0].description.place.last_seen.has_value());
  CHECK_FALSE(content.remains[0].description.place.coordinates.has_value());
  CHECK(content.remains[1].description.place.coordinates.has_value());  // on the equator
  CHECK_FALSE(content.places.events[0].coordinates.has_value());
  CHECK_FALSE(content.places.sites[0].coordinates.has_value());
  CHECK(has_warning(reading, "missing_persons.csv", 2, "last_seen_latitude", "taken as not known"));
  CHECK(has_warning(reading, "remains.csv", 2, "recovery_latitude", "taken as not known"));
  CHECK(has_warning(reading, "events.csv", 2, "latitude", "taken as not known"));
  CHECK(has_warning(reading, "sites.csv", 2, "latitude", "taken as not known"));
}

TEST_CASE("lists: free text is warned about with how to write it") {
  CaseFolder folder;
  folder.tables["missing_persons.csv"] =
      "missing_id,family_id,clothing,marks\nMi,F1,he wore a blue jacket and brown shoes,\"scar, tattoo\"\n";
  const auto reading = folder.read();
  CHECK(has_warning(reading, "missing_persons.csv", 2, "clothing", "type:colour:size:maker"));
  CHECK(has_warning(reading, "missing_persons.csv", 2, "marks", "kind:site:side:motif"));
}

TEST_CASE("synonyms.csv: a commission's words become common ones in traits, lists and teeth") {
  CaseFolder folder;
  folder.tables["synonyms.csv"] =
      "attribute,word,means\nhair,чёрный,black\nBlood "
      "Group,первая,O\nclothing,кроссовки,trainers\nclothing,синий,blue\nteeth,пломба,filled\n"
      "marks,не осматривали,unknown\nfractures,цел,none\nsex,erkek,M\n";
  folder.tables["missing_persons.csv"] =
      "missing_id,family_id,hair,blood_group,clothing,teeth,tooth_17,marks,fractures,sex\n"
      "Mi,F1,ЧЁРНЫЙ,Первая,Кроссовки:синий,16=пломба,Пломба,Не осматривали,цел,erkek\n";
  const auto reading = folder.read();
  CAPTURE(all_problems(reading));
  REQUIRE(reading.content.has_value());
  const auto& am = reading.content->missing[0].description;
  CHECK(am.hair == "black");
  CHECK(am.blood_group->abo == kith::attributes::Abo::o);
  CHECK(kith::attributes::describe(am.clothing) == "trainers (blue)");
  CHECK(kith::attributes::describe(am.teeth.chart) == "16=filled;17=filled");
  CHECK_FALSE(am.marks.stated);
  CHECK(am.fractures.stated);
  CHECK(reading.content->missing[0].sex == kith::genetics::Sex::male);
  CHECK(std::count(reading.input_files.begin(), reading.input_files.end(), "synonyms.csv") == 1);
}

TEST_CASE("synonyms.csv: chains, loops, words listed twice and unknown attributes are errors with their rows") {
  CaseFolder folder;
  folder.tables["synonyms.csv"] =
      "attribute,word,means\nhair,a,b\nhair,b,c\neyes,d,e\neyes,e,d\nhair,A,x\nhare,a,b\nhair,same,Same\nhair,word,\n";
  const auto reading = folder.read();
  CHECK(has_error(reading, "synonyms.csv", 2, "means", "row 3 says that 'b' means 'c'"));
  CHECK(has_error(reading, "synonyms.csv", 4, "means", "row 5"));
  CHECK(has_error(reading, "synonyms.csv", 5, "means", "row 4"));
  CHECK(has_error(reading, "synonyms.csv", 6, "word", "once (row 2"));
  CHECK(has_error(reading, "synonyms.csv", 7, "attribute", "one of sex, "));
  CHECK(has_error(reading, "synonyms.csv", 8, "means", "another word"));
  CHECK(has_error(reading, "synonyms.csv", 9, "means", "the common word"));
}

TEST_CASE("attributes.csv: a case's own words for not known, and words taken off the list") {
  CaseFolder folder;
  folder.tables["attributes.csv"] =
      "attribute,parameter,value\nnot_known,keine Ahnung,1\nnot_known,ND,0\nnot_known,nd,1\nnot_known,perhaps,2\n";
  auto reading = folder.read();
  CHECK(has_error(reading, "attributes.csv", 4, "parameter", "every word once"));
  CHECK(has_error(reading, "attributes.csv", 5, "value", "1 (the word says nothing)"));
  folder.tables["attributes.csv"] = "attribute,parameter,value\nnot_known,keine Ahnung,1\nnot_known,ND,0\n";
  folder.tables["missing_persons.csv"] = "missing_id,family_id,hair,eyes,marks\nMi,F1,Keine Ahnung,nd,keine ahnung\n";
  reading = folder.read();
  CAPTURE(all_problems(reading));
  REQUIRE(reading.content.has_value());
  CHECK(reading.content->missing[0].description.hair.empty());
  CHECK(reading.content->missing[0].description.eyes == "nd");
  CHECK_FALSE(reading.content->missing[0].description.marks.stated);
}

}  // namespace

// All settings with their ranges, section by section.
#include <initializer_list>
#include <iterator>
#include <tuple>
#include <utility>

#include "simulate/scenario/scenario.hpp"

namespace kith::simulate {
namespace {

constexpr double kManyPersons = 5e6;

std::vector<Setting> share(std::initializer_list<std::tuple<const char*, double*, const char*>> entries) {
  std::vector<Setting> settings;
  for (const auto& [name, target, meaning] : entries) settings.push_back({name, target, 0, 1, meaning});
  return settings;
}

void append(std::vector<Setting>& all, std::vector<Setting> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<Setting> population_settings(PopulationSettings& s) {
  return {{"population.frequencies", &s.frequencies, 0, 0, "drawn, or a table of allele frequencies (CSV)"},
          {"population.divergence", &s.divergence, 0, 0.5, "Fst between the built-in frequencies and those drawn"},
          {"population.theta", &s.theta, 0, 0.5, "Fst between the written frequencies and the people of the case"},
          {"population.loci", &s.loci, 1, 1000, "markers, the first of the table"},
          {"population.mutation_factor", &s.mutation_factor, 0, 50, "multiplies all mutation rates"},
          {"population.rate2", &s.rate2, 0, 0.1, "mutation to another fraction of a repeat"},
          {"population.range", &s.range, 0.001, 0.999, "how much rarer each further step of a mutation is"},
          {"population.regions", &s.regions, 1, 1000, "regions of the country"},
          {"population.latitude", &s.latitude, -80, 80, "its middle, degrees"},
          {"population.longitude", &s.longitude, -180, 180, "its middle, degrees"},
          {"population.extent_km", &s.extent_km, 1, 3000, "its radius"}};
}

std::vector<Setting> missing_settings(MissingSettings& s) {
  return {{"missing.count", &s.count, 1, kManyPersons, "missing persons"},
          {"missing.male", &s.male, 0, 1, "share of men among them"},
          {"missing.age_mean", &s.age_mean, 0, 110, "years"},
          {"missing.age_sd", &s.age_sd, 0, 60, "years"},
          {"missing.age_min", &s.age_min, 0, 110, "years"},
          {"missing.age_max", &s.age_max, 0, 110, "years"}};
}

std::vector<Setting> family_settings(FamilySettings& s) {
  auto all = share({{"families.brothers", &s.brothers, "families that miss several of one sibship"},
                    {"families.father_and_sons", &s.father_and_sons, "families that miss a father and children of his"},
                    {"families.whole", &s.whole, "families that miss both parents and all their children"}});
  all.push_back({"families.samples", &s.samples, 0, kManyPersons, "relatives typed; 0: as many as the shares give"});
  append(all, share({{"families.unsampled", &s.unsampled, "families without a blood relative's sample"},
                     {"families.father", &s.father, "fathers who gave a sample (with families.samples: weight)"},
                     {"families.mother", &s.mother, "mothers"},
                     {"families.sibling", &s.sibling, "brothers and sisters"},
                     {"families.half_sibling", &s.half_sibling, "half brothers and sisters"},
                     {"families.child", &s.child, "children"},
                     {"families.spouse", &s.spouse, "wives and husbands"},
                     {"families.grandparent", &s.grandparent, "grandparents"},
                     {"families.uncle", &s.uncle, "uncles and aunts"},
                     {"families.cousin", &s.cousin, "cousins"}}));
  all.push_back({"families.siblings_mean", &s.siblings_mean, 0, 20, "mean number of siblings who are not missing"});
  all.push_back({"families.married", &s.married, 0, 1, "missing persons of 22 or more who had a family"});
  all.push_back({"families.children_mean", &s.children_mean, 0, 20, "mean number of their children"});
  append(all, share({{"families.remarried", &s.remarried, "mothers who have a child by another man"},
                     {"families.false_father", &s.false_father, "persons whose reported father is not the true one"},
                     {"families.unrelated", &s.unrelated, "relatives' samples that are a stranger's"}}));
  return all;
}

std::vector<Setting> event_settings(EventSettings& events, GraveSettings& graves) {
  return {{"events.count", &events.count, 1, 100'000, "events in which groups vanished"},
          {"events.from", &events.from, 0, 0, "date of the first, YYYY-MM-DD"},
          {"events.to", &events.to, 0, 0, "date of the last"},
          {"events.skew", &events.skew, 0, 5, "sizes of events fall as rank^-skew"},
          {"events.unknown", &events.unknown, 0, 1, "families whose missing vanished in no known event"},
          {"graves.primary", &graves.primary, 1, 100'000, "graves of first burial"},
          {"graves.secondary", &graves.secondary, 0, 100'000, "graves that bodies were moved to"},
          {"graves.robbed", &graves.robbed, 0, 100'000, "primary graves that bodies were moved from"},
          {"graves.robbed_share", &graves.robbed_share, 0, 1, "bodies in a robbed grave of which parts were moved"},
          {"graves.fidelity", &graves.fidelity, 0, 1, "victims who lie in a grave of their event"},
          {"graves.near_km", &graves.near_km, 0.1, 10'000,
           "of the others: distance to their grave over which they fall by e"},
          {"graves.far", &graves.far, 0, 1, "of the others: how many in a far grave to one on the spot"},
          {"graves.delay_days", &graves.delay_days, 0.1, 10'000, "of the others: mean days from death to burial"}};
}

std::vector<Setting> remains_settings(RemainsSettings& s) {
  return {{"remains.persons", &s.persons, 0, kManyPersons, "persons found"},
          {"remains.samples", &s.samples, 0, kManyPersons, "bone samples of them, one row of remains.csv each"},
          {"remains.unreported", &s.unreported, 0, 1, "persons found whom nobody reported"},
          {"remains.moved_weight", &s.moved_weight, 0.1, 100, "samples of a moved body to those of another"},
          {"remains.without_dna", &s.without_dna, 0, 1, "samples that were not typed"}};
}

std::vector<Setting> laboratory_settings(LaboratorySettings& s) {
  auto all = share({{"laboratory.share_good", &s.share_good, "samples of good quality"},
                    {"laboratory.share_fair", &s.share_fair, "samples of fair quality"},
                    {"laboratory.share_poor", &s.share_poor, "samples of poor quality; the rest is bad"}});
  const std::pair<const char*, double*> rates[] = {{"laboratory.dropout_good", &s.dropout_good},
                                                   {"laboratory.dropout_fair", &s.dropout_fair},
                                                   {"laboratory.dropout_poor", &s.dropout_poor},
                                                   {"laboratory.dropout_bad", &s.dropout_bad}};
  for (const auto& [name, target] : rates) all.push_back({name, target, 0, 0.99, "an allele lost, at 200 base pairs"});
  all.push_back({"laboratory.slope", &s.slope, 0, 10, "rise of the dropout's logit per 100 base pairs"});
  all.push_back({"laboratory.drop_in", &s.drop_in, 0, 0.5, "foreign allele, per marker of a sample that is not good"});
  all.push_back({"laboratory.partial_kit", &s.partial_kit, 0, 1, "samples typed with a smaller kit"});
  all.push_back({"laboratory.small_kit", &s.small_kit, 1, 1000, "markers of the smaller kit"});
  all.push_back({"laboratory.contamination", &s.contamination, 0, 1, "samples that show a member of the staff"});
  all.push_back({"laboratory.staff", &s.staff, 1, 10'000, "persons in the laboratory"});
  return all;
}

std::vector<Setting> people_settings(PeopleSettings& s) {
  return {
      {"people.stature_men", &s.stature_men, 50, 250, "mean stature, cm"},
      {"people.stature_women", &s.stature_women, 50, 250, "mean stature, cm"},
      {"people.stature_sd", &s.stature_sd, 0, 30, "its standard deviation, of either sex"},
      {"people.teeth_pace_sd", &s.teeth_pace_sd, 0, 3, "spread of the pace (mean 1) at which people's teeth change"}};
}

std::vector<Setting> report_settings(ReportSettings& s) {
  auto all = share({{"report.birth_date", &s.birth_date, "reports with the date of birth"},
                    {"report.birth_year", &s.birth_year, "with the year"},
                    {"report.age_only", &s.age_only, "with the age; the rest says nothing of it"},
                    {"report.stature", &s.stature, "with the stature"},
                    {"report.stature_document", &s.stature_document, "of these, by a document"},
                    {"report.blood_group", &s.blood_group, "with the blood group"},
                    {"report.blood_group_error", &s.blood_group_error, "it is another"},
                    {"report.look", &s.look, "with hair and eyes, each"},
                    {"report.look_error", &s.look_error, "the word is another"},
                    {"report.handedness", &s.handedness, "with the handedness"},
                    {"report.dental_record", &s.dental_record, "with a dentist's chart"},
                    {"report.dental_family", &s.dental_family, "with what the family knows of the teeth"},
                    {"report.chart_error", &s.chart_error, "a tooth of a chart is wrong"},
                    {"report.family_teeth_error", &s.family_teeth_error, "a tooth by the family's word is wrong"},
                    {"report.medical", &s.medical, "with fractures, implants and marks"},
                    {"report.recall_fracture", &s.recall_fracture, "a healed fracture is told"},
                    {"report.recall_implant", &s.recall_implant, "an implant is told"},
                    {"report.recall_mark", &s.recall_mark, "a mark is told"},
                    {"report.implant_serial", &s.implant_serial, "implants whose number is on record"},
                    {"report.belongings", &s.belongings, "with clothing, with effects, each"},
                    {"report.recall_garment", &s.recall_garment, "a garment is told"},
                    {"report.recall_effect", &s.recall_effect, "another thing is told"},
                    {"report.colour_error", &s.colour_error, "its colour or material is another"},
                    {"report.name", &s.name, "with the name"},
                    {"report.event", &s.event, "with the event, where there was one"},
                    {"report.date", &s.date, "with the date last seen"},
                    {"report.date_error", &s.date_error, "it is any other"},
                    {"report.place", &s.place, "with the place last seen"},
                    {"report.place_error", &s.place_error, "event, date and place are those of somebody else"}});
  const std::pair<const char*, double*> errors[] = {{"report.year_error", &s.year_error},
                                                    {"report.age_error", &s.age_error},
                                                    {"report.stature_error_document", &s.stature_error_document},
                                                    {"report.stature_error_family", &s.stature_error_family}};
  for (const auto& [name, target] : errors) all.push_back({name, target, 0, 50, "standard deviation"});
  all.push_back({"report.stature_bias_men", &s.stature_bias_men, -20, 20, "cm that the report adds"});
  all.push_back({"report.stature_bias_women", &s.stature_bias_women, -20, 20, "cm that the report adds"});
  return all;
}

std::vector<Setting> examination_settings(ExaminationSettings& s) {
  auto all = share({{"examination.whole", &s.whole, "single samples that stand for a whole skeleton"},
                    {"examination.whole_moved", &s.whole_moved, "the same where parts were moved"},
                    {"examination.sex_error_pelvis", &s.sex_error_pelvis, "wrong sex by the pelvis"},
                    {"examination.sex_error_skull", &s.sex_error_skull, "by the skull"},
                    {"examination.sex_error_long_bones", &s.sex_error_long_bones, "by long bones"},
                    {"examination.charted", &s.charted, "skulls and jaws whose teeth are charted"},
                    {"examination.chart_error", &s.chart_error, "a tooth is wrong"},
                    {"examination.tooth_lost", &s.tooth_lost, "a premolar or molar is lost after death"},
                    {"examination.tooth_lost_front", &s.tooth_lost_front, "an incisor or canine is"},
                    {"examination.detect_fracture", &s.detect_fracture, "a healed fracture is seen"},
                    {"examination.detect_implant", &s.detect_implant, "an implant is seen"},
                    {"examination.serial_error", &s.serial_error, "a character of its number is misread"},
                    {"examination.clothing", &s.clothing, "bodies with clothes and effects"},
                    {"examination.garment_kept", &s.garment_kept, "a garment is still there"},
                    {"examination.effect_kept", &s.effect_kept, "another thing is still there"},
                    {"examination.colour_error", &s.colour_error, "its colour or material is another"},
                    {"examination.papers", &s.papers, "bodies with a passport"},
                    {"examination.papers_borrowed", &s.papers_borrowed, "it is somebody else's"},
                    {"examination.identified", &s.identified, "reported persons found whose identification stands"}});
  all.push_back({"examination.age_error", &s.age_error, 0, 30, "standard error of an age estimate, years, at birth"});
  all.push_back({"examination.age_error_growth", &s.age_error_growth, 0, 2, "and more of it per year of age"});
  all.push_back({"examination.age_z", &s.age_z, 0.1, 5, "standard errors from the estimate to either end"});
  all.push_back({"examination.age_open", &s.age_open, 0, 200, "estimate from which the upper end is open"});
  all.push_back({"examination.stature_error_leg", &s.stature_error_leg, 0, 30, "cm, standard error"});
  all.push_back({"examination.stature_error_arm", &s.stature_error_arm, 0, 30, "cm, standard error"});
  return all;
}

std::vector<Setting> written_settings(WrittenSettings& s) {
  return {{"written.dropout", &s.dropout, 0, 0, "stated, or none: what the case says of dropout"},
          {"written.mutation", &s.mutation, 0, 0, "stated, or none: what it says of mutation"},
          {"written.descriptions", &s.descriptions, 0, 0, "on, or off: a case of DNA alone"},
          {"written.frequencies", &s.frequencies, 0, 0, "true, or sample: counted in written.chromosomes"},
          {"written.chromosomes", &s.chromosomes, 10, 1e6, "chromosomes counted for the written frequencies"}};
}

}  // namespace

std::vector<Setting> settings_of(Scenario& scenario) {
  std::vector<Setting> all{{"title", &scenario.title, 0, 0, "what the scenario is"}};
  append(all, population_settings(scenario.population));
  append(all, missing_settings(scenario.missing));
  append(all, family_settings(scenario.families));
  append(all, event_settings(scenario.events, scenario.graves));
  append(all, remains_settings(scenario.remains));
  append(all, laboratory_settings(scenario.laboratory));
  append(all, people_settings(scenario.people));
  append(all, report_settings(scenario.report));
  append(all, examination_settings(scenario.examination));
  append(all, written_settings(scenario.written));
  return all;
}

}  // namespace kith::simulate

// Traits and blood groups: frequencies, confusion, worked numbers, and the laws of a likelihood ratio.
#include "attributes/attribute_support.hpp"
#include "attributes/body/blood_group.hpp"
#include "attributes/body/trait.hpp"

namespace kith::testing {
namespace {

using attributes::Abo;
using attributes::AmDescription;
using attributes::BloodGroup;
using attributes::BloodGroupModel;
using attributes::PmDescription;
using HairModel = attributes::TraitModel<attributes::Hair>;
using HandednessModel = attributes::TraitModel<attributes::Handedness>;
using attributes::Rhesus;

std::vector<AmDescription> hair_reports() {
  std::vector<AmDescription> am;
  for (const char* word : {"black", "black", "black", "brown", "brown", "red", "blond"}) {
    AmDescription report;
    report.hair = word;
    am.push_back(report);
  }
  return am;
}

TEST_CASE("hair: without error the LR of a match is one over the frequency") {
  const Settings exact{{"frequency.black", 0.3}, {"frequency.brown", 0.7}, {"error", 0}, {"report_error", 0}};
  const auto model = model_of<HairModel>(exact);
  CHECK(lr(model, "black", "black") == doctest::Approx(1 / 0.3).epsilon(1e-12));
  CHECK(std::exp(model.log_same("black", "brown")) == 0);
}

TEST_CASE("hair: black found as black with .973, over a frequency of .3") {
  // .973 / .3 = 3.24 where the population's findings are those of its truth; with the errors of the others counted:
  // .973 / (.3 * .973 + .7 * .027).
  const Settings settings{{"frequency.black", 0.3}, {"frequency.brown", 0.7}, {"error", 0.027}, {"report_error", 0}};
  const auto model = model_of<HairModel>(settings);
  CHECK(lr(model, "black", "black") == doctest::Approx(0.973 / (0.3 * 0.973 + 0.7 * 0.027)).epsilon(1e-12));
}

TEST_CASE("hair: frequencies from the reports, one added of each word and of all others together") {
  const auto model = model_of<HairModel>({}, hair_reports());
  CHECK(model.table().frequency("black") == doctest::Approx(4.0 / 12));
  CHECK(model.table().frequency("red") == doctest::Approx(2.0 / 12));
  CHECK(model.table().frequency("auburn") == doctest::Approx(1.0 / 12));  // no report says so
  CHECK(lr(model, "black", "auburn") == lr(model, "black", "violet"));
  CHECK(lr(model, "black", "auburn") < 1);
}

TEST_CASE("traits: another word says nothing where nothing is left to it") {
  const auto given = model_of<HairModel>({{"frequency.black", 0.6}, {"frequency.brown", 0.4}});
  CHECK(lr(given, "black", "auburn") == 1);
  CHECK(given.rule("black", "auburn") == "auburn has no frequency: says nothing");
  CHECK(lr(model_of<HandednessModel>({}), "left", "neither") == 1);
}

TEST_CASE("hair: frequencies that leave nothing to a word are scaled, and that is said") {
  const auto model = model_of<HairModel>({{"frequency.black", 0.6}, {"frequency.brown", 0.6}}, hair_reports());
  CHECK(model.table().frequency("black") == doctest::Approx(0.6 / 1.202));
  CHECK(model.remark().find("divided by their sum 1.202") != std::string::npos);
  const auto open = model_of<HairModel>({{"frequency.black", 0.6}}, hair_reports());
  CHECK(open.table().frequency("black") == doctest::Approx(0.6).epsilon(1e-12));
  CHECK(open.table().frequency("red") ==
        doctest::Approx(0.4 / 4).epsilon(1e-12));  // brown, blond and all other words, too
}

TEST_CASE("hair: equal errors are symmetric; a confusion draws errors to its word") {
  std::vector<AmDescription> am = hair_reports();
  const auto even = model_of<HairModel>({{"frequency.black", 0.25},
                                         {"frequency.brown", 0.25},
                                         {"frequency.red", 0.25},
                                         {"frequency.blond", 0.25},
                                         {"error", 0.2},
                                         {"report_error", 0.2}});
  CHECK(lr(even, "black", "red") == doctest::Approx(lr(even, "red", "black")).epsilon(1e-12));
  const auto drawn = model_of<HairModel>({{"confusion.black.brown", 8}}, am);
  CHECK(lr(drawn, "black", "brown") > lr(drawn, "black", "red"));
}

template <class M>
void check_traits(const M& model) {
  for (const std::string& report : model.table().categories()) {
    double sum = 0;
    for (const std::string& finding : model.table().categories()) sum += expected_part(model, report, finding);
    if (model.table().frequency("another word") > 0) sum += expected_part(model, report, "another word");
    CHECK(sum == doctest::Approx(1).epsilon(1e-12));
  }
}

TEST_CASE("traits: the LR averages to 1 over the findings of somebody else") {
  check_traits(model_of<HairModel>({}, hair_reports()));
  check_traits(model_of<HairModel>({{"confusion.black.brown", 8}, {"frequency.red", 0.02}}, hair_reports()));
  check_traits(model_of<HandednessModel>({}));
}

TEST_CASE("handedness: a left hand is rare and hardly seen in bones") {
  const auto model = model_of<HandednessModel>({});
  CHECK(model.table().frequency("left") == doctest::Approx(0.106).epsilon(1e-9));
  CHECK(lr(model, "left", "left") > 1.2);
  CHECK(lr(model, "left", "left") < 4);
}

const Settings kExactBlood{{"error", 0}, {"report_error", 0}};

TEST_CASE("blood groups: Azerbaijan's frequencies give a random match of .234 and 0.71 bans on average") {
  const auto model = model_of<BloodGroupModel>(kExactBlood);
  double match = 0, bans = 0;
  for (const Abo abo : {Abo::o, Abo::a, Abo::b, Abo::ab}) {
    for (const Rhesus rhesus : {Rhesus::positive, Rhesus::negative}) {
      const BloodGroup group{abo, rhesus};
      const double p = model.frequency(group);
      match += p * p;
      bans += p * attributes::log10_lr(model, group, group);
      CHECK(lr(model, group, group) == doctest::Approx(1 / p).epsilon(1e-9));
    }
  }
  CHECK(match == doctest::Approx(0.234).epsilon(0.003));
  CHECK(bans == doctest::Approx(0.71).epsilon(0.01));
}

TEST_CASE("blood groups: an ABO group alone stands for both Rhesus groups") {
  const auto model = model_of<BloodGroupModel>(kExactBlood);
  const BloodGroup a{Abo::a, Rhesus::unknown}, a_positive{Abo::a, Rhesus::positive};
  CHECK(lr(model, a, a) == doctest::Approx(1 / model.frequency(a)).epsilon(1e-9));
  CHECK(lr(model, a, a_positive) == doctest::Approx(1 / model.frequency(a)).epsilon(1e-9));
}

TEST_CASE("blood groups: the LR averages to 1 over the findings of somebody else") {
  const auto model = model_of<BloodGroupModel>({});
  for (const BloodGroup& report : {BloodGroup{Abo::b, Rhesus::negative}, BloodGroup{Abo::o, Rhesus::unknown}}) {
    double whole = 0, abo_only = 0;
    for (const Abo abo : {Abo::o, Abo::a, Abo::b, Abo::ab}) {
      abo_only += expected_part(model, report, {abo, Rhesus::unknown});
      for (const Rhesus rhesus : {Rhesus::positive, Rhesus::negative})
        whole += expected_part(model, report, {abo, rhesus});
    }
    CHECK(whole == doctest::Approx(1).epsilon(1e-12));
    CHECK(abo_only == doctest::Approx(1).epsilon(1e-12));
  }
}

}  // namespace
}  // namespace kith::testing

// Lists of items: the cell formats, the four numbers worked by hand, sides, details, and the law of the mean.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "attributes/attribute_support.hpp"
#include "attributes/items/item_model.hpp"
#include "attributes/items/items.hpp"

namespace kith::testing {
namespace {

using namespace attributes;  // NOLINT(google-build-using-namespace)

ItemList skeletal(std::string_view cell) { return parse_items(cell, ItemFormat::skeletal).value(); }
ItemList belongings(std::string_view cell) { return parse_items(cell, ItemFormat::belonging).value(); }

std::vector<ItemReport> reported(std::vector<ItemList> lists) {
  std::vector<ItemReport> reports;
  for (auto& list : lists) reports.push_back({std::move(list)});
  return reports;
}

double ratio(const ItemModel& model, const ItemList& report, const ItemFinding& finding) {
  return std::exp(model.log_same(model.prepare_report(report), model.prepare_finding(finding)));
}

TEST_CASE("items: the cell formats") {
  const auto fractures = skeletal(" Femur : LEFT : Intramedullary_Nail ; rib ");
  REQUIRE(fractures.items.size() == 2);
  CHECK(fractures.items[0].what == "femur");
  CHECK(fractures.items[0].side == BodySide::left);
  CHECK(fractures.items[0].details[0] == "intramedullary nail");
  CHECK(fractures.items[1] == Item{.what = "rib"});
  CHECK(describe(fractures) == "left femur (intramedullary nail); rib");

  const auto marks = parse_items("tattoo:forearm:right:anchor;scar", ItemFormat::mark).value();
  CHECK(describe(marks) == "scar; right tattoo on forearm (anchor)");
  CHECK(describe(belongings("boots:black:43:Baltika;ring::::grave")) ==
        "boots (black, 43, baltika); ring in the grave");
  CHECK(parse_items("passport:Əliyev Rəşid", ItemFormat::document).value().items[0].details[0] == "Əliyev Rəşid");

  CHECK_FALSE(skeletal("").stated);
  CHECK(skeletal("none").stated);
  CHECK(describe(skeletal("None")) == "none");
  CHECK(skeletal("rib:left;femur") == skeletal("femur;rib:left"));
}

TEST_CASE("items: bad input names the item and what was expected") {
  const auto message = [](std::string_view cell, ItemFormat format) {
    const auto result = parse_items(cell, format);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == Errc::bad_value);
    return result.error().message;
  };
  CHECK(message("femur:up", ItemFormat::skeletal) == "left, right or nothing as the side, not 'up', in 'femur:up'");
  CHECK(message("a:left:b:c", ItemFormat::skeletal).find("at most 3 parts, bone:side:kind") != std::string::npos);
  CHECK(message(":left:plate", ItemFormat::skeletal).find("a first part, as in bone:side:kind") != std::string::npos);
  CHECK(message("none;rib", ItemFormat::skeletal).find("'none' alone") != std::string::npos);
  CHECK(message("ring:gold:::site", ItemFormat::belonging).find("'grave' or nothing") != std::string::npos);
  CHECK(message("passport:a:b", ItemFormat::document).find("at most 2 parts") != std::string::npos);
}

TEST_CASE("items: q .03, recall .6, detection .8 by hand: 33, 0.20, 0.41, 1.01") {
  const auto table = ItemModel::item_table(0.03, false, {.detection = 0.8, .recall = 0.6});
  const auto none = static_cast<std::size_t>(ItemSeen::none);
  const auto seen = static_cast<std::size_t>(ItemSeen::unstated);
  CHECK(table[seen][seen] == doctest::Approx(1 / 0.03).epsilon(1e-12));
  CHECK(table[seen][none] == doctest::Approx(0.2 / (1 - 0.024)).epsilon(1e-12));
  CHECK(table[none][seen] == doctest::Approx(0.4 / (1 - 0.018)).epsilon(1e-12));
  CHECK(table[none][none] == doctest::Approx((1 - 0.8 * 0.03 * 0.4 / (1 - 0.018)) / (1 - 0.024)).epsilon(1e-12));
  CHECK(table[seen][seen] == doctest::Approx(33.3).epsilon(0.01));
  CHECK(table[seen][none] == doctest::Approx(0.20).epsilon(0.03));
  CHECK(table[none][seen] == doctest::Approx(0.41).epsilon(0.01));
  CHECK(table[none][none] == doctest::Approx(1.00).epsilon(0.02));
}

TEST_CASE("items: equal recall and detection make the table symmetric; a side may be mistaken") {
  const ItemParameters equal{.detection = 0.7, .recall = 0.7, .side_error = 0.1};
  const auto table = ItemModel::item_table(0.02, true, equal);
  for (std::size_t a = 0; a < kItemSeen; ++a) {
    for (std::size_t p = 0; p < kItemSeen; ++p) CHECK(table[a][p] == doctest::Approx(table[p][a]).epsilon(1e-12));
  }
  const auto left = static_cast<std::size_t>(ItemSeen::left);
  const auto right = static_cast<std::size_t>(ItemSeen::right);
  const auto unstated = static_cast<std::size_t>(ItemSeen::unstated);
  CHECK(table[left][left] == doctest::Approx(table[right][right]).epsilon(1e-12));
  CHECK(table[left][left] > table[left][unstated]);
  CHECK(table[left][unstated] > table[left][right]);
  // two independent mistakes of 0.1 make the sides differ with probability 0.18
  CHECK(table[left][right] / table[left][left] == doctest::Approx(0.18 / 0.82).epsilon(0.1));
}

TEST_CASE("items: prevalence is the case's, smoothed by the default") {
  const auto reports = reported({skeletal("rib"), skeletal("none"), skeletal("none"), skeletal("")});
  const std::vector<ItemFinding> findings{{skeletal("rib")}, {skeletal("femur:left")}};
  const ItemModel model(reports, findings, {.prevalence = 0.02, .detection = 0.8, .recall = 0.6, .smoothing = 20});
  const double persons = 0.6 * 3 + 0.8 * 2 + 20;  // an empty cell is no person asked
  CHECK(model.prevalence("rib") == doctest::Approx((2 + 20 * 0.02) / persons).epsilon(1e-12));
  CHECK(model.prevalence("femur") == doctest::Approx((1 + 2 * 20 * 0.02) / (2 * persons)).epsilon(1e-12));
}

TEST_CASE("items: details count by their frequency, and a contradiction costs their error") {
  std::vector<ItemFinding> findings(18, {belongings("boots:black")});
  findings.push_back({belongings("boots:red")});
  findings.push_back({belongings("boots")});
  const auto reports = reported({belongings("boots:black"), belongings("boots:red"), belongings("boots")});
  const ItemModel model(reports, findings, {.detail_error = {0.25, 0.25, 0.25}});
  const double black = (19 + 5 * 19.0 / 22) / 26;  // 21 boots of known colour, one unseen colour allowed for
  CHECK(model.detail_frequency("boots", 0, "black") == doctest::Approx(black).epsilon(1e-12));
  const double presence = ratio(model, reports[2].list, findings[0]);
  CHECK(ratio(model, reports[0].list, findings[0]) == doctest::Approx(presence * (0.75 / black + 0.25)).epsilon(1e-12));
  CHECK(ratio(model, reports[1].list, findings[0]) == doctest::Approx(presence * 0.25).epsilon(1e-12));
  CHECK(ratio(model, reports[0].list, findings[19]) == doctest::Approx(presence).epsilon(1e-12));
  CHECK(ratio(model, reports[1].list, findings[18]) > 3 * ratio(model, reports[0].list, findings[0]));  // red is rare
}

TEST_CASE("items: several reported of a kind are averaged") {
  const auto reports = reported({belongings("shirt:blue;shirt:red"), belongings("shirt:blue")});
  const std::vector<ItemFinding> findings{{belongings("shirt:blue")}};
  const ItemModel model(reports, findings);
  const double blue = model.detail_frequency("shirt", 0, "blue");
  CHECK(ratio(model, reports[0].list, findings[0]) / ratio(model, reports[1].list, findings[0]) ==
        doctest::Approx((0.5 * (0.8 / blue + 0.2) + 0.5 * 0.2) / (0.8 / blue + 0.2)).epsilon(1e-12));
}

TEST_CASE("items: nothing is missing from a part of a body") {
  const auto reports = reported({skeletal("skull;femur:left")});
  const std::vector<ItemFinding> findings{
      {skeletal("femur:left"), false}, {skeletal("femur:left"), true}, {skeletal("none"), false}};
  const ItemModel model(reports, findings);
  CHECK(ratio(model, reports[0].list, findings[0]) > ratio(model, reports[0].list, findings[1]));
  CHECK(ratio(model, reports[0].list, findings[2]) == 1);
  CHECK(model.rule(reports[0].list, findings[2]).find("part of a body: says nothing") != std::string::npos);
}

TEST_CASE("items: a thing of the grave belongs to one of its bodies") {
  auto of_grave = belongings("ring:gold:::grave");
  const auto reports = reported({belongings("ring:gold"), belongings("none")});
  auto shared = of_grave;
  shared.items[0].bodies = 4;
  const std::vector<ItemFinding> findings{{belongings("ring:gold")}, {shared}, {of_grave}, {belongings("none")}};
  const ItemModel model(reports, findings);
  const double own = ratio(model, reports[0].list, findings[0]);
  const double missing = ratio(model, reports[0].list, findings[3]);
  CHECK(ratio(model, reports[0].list, findings[1]) == doctest::Approx(own / 4 + missing * 3 / 4).epsilon(1e-12));
  CHECK(ratio(model, reports[0].list, findings[2]) == doctest::Approx(missing).epsilon(1e-12));  // bodies not counted
  CHECK(model.rule(reports[0].list, findings[1]).find("one of 4 bodies of the grave") != std::string::npos);
}

/// All findings of a case with two sided bones and one bone without sides, with their probabilities under H2 by the
/// model's own definition, written out: P(seen) = sum_t pi(t) P(seen | t).
TEST_CASE("items law: over the lists of others the LR averages to 1 for every report") {
  const auto reports = reported({skeletal("femur:left;sternum"), skeletal("none"), skeletal("rib:right;femur"),
                                 skeletal("rib:left;rib:right;sternum")});
  std::vector<ItemFinding> findings;
  const std::vector<std::string> sides{"", "X:left;", "X:right;", "X:left;X:right;"};
  for (const auto& femur : sides) {
    for (const auto& rib : sides) {
      for (const std::string sternum : {"", "sternum;"}) {
        auto text = femur;
        for (auto at = text.find('X'); at != std::string::npos; at = text.find('X')) text.replace(at, 1, "femur");
        auto ribs = rib;
        for (auto at = ribs.find('X'); at != std::string::npos; at = ribs.find('X')) ribs.replace(at, 1, "rib");
        text += ribs + sternum;
        findings.push_back({skeletal(text.empty() ? "none" : text)});
      }
    }
  }
  REQUIRE(findings.size() == 32);
  const ItemParameters parameters{.prevalence = 0.1, .side_error = 0.07};
  const ItemModel model(reports, findings, parameters);
  const auto probability = [&](const ItemList& list, std::string_view what, bool sided) {
    const double q = model.prevalence(what);
    const double seen = q * parameters.detection;  // per side, and mistaken sides cancel out
    double p = 1;
    bool left = false;
    bool right = false;
    for (const auto& item : list.items) {
      if (item.what != what) continue;
      left = left || item.side != BodySide::right;
      right = right || item.side == BodySide::right;
    }
    p *= left ? seen : 1 - seen;
    if (sided) p *= right ? seen : 1 - seen;
    return p;
  };
  for (const auto& report : reports) {
    double mean = 0;
    double total = 0;
    for (const auto& finding : findings) {
      const double p = probability(finding.list, "femur", true) * probability(finding.list, "rib", true) *
                       probability(finding.list, "sternum", false);
      mean += p * ratio(model, report.list, finding);
      total += p;
    }
    CHECK(total == doctest::Approx(1).epsilon(1e-9));
    CHECK(mean == doctest::Approx(1).epsilon(1e-9));
  }
}

TEST_CASE("items: what a sex or an age commonly has says less of it, and the LR still averages to 1") {
  const Stratum woman{.sex = genetics::Sex::female};
  const Stratum man{.sex = genetics::Sex::male};
  std::vector<ItemReport> reports;
  for (int i = 0; i < 50; ++i) reports.push_back({belongings(i < 15 ? "dress" : "none"), woman});
  for (int i = 0; i < 150; ++i) reports.push_back({belongings("none"), man});
  const std::vector<ItemFinding> findings{{belongings("dress"), true, woman},
                                          {belongings("dress"), true, man},
                                          {belongings("dress"), true, {}},
                                          {belongings("none"), true, woman}};
  const ItemParameters parameters{.prevalence = 0.1, .detection = 0.5, .recall = 0.5, .smoothing = 5};
  const ItemModel model(reports, findings, parameters);
  // everybody: 15 + 3 of 200 reports and 4 findings; women: 15 + 1 of 50 and 2, smoothed by everybody
  const double all = (18 + 5 * 0.1) / (0.5 * 200 + 0.5 * 4 + 5);
  CHECK(model.prevalence("dress") == doctest::Approx(all).epsilon(1e-12));
  CHECK(model.prevalence("dress", woman) == doctest::Approx((16 + 5 * all) / (0.5 * 50 + 0.5 * 2 + 5)).epsilon(1e-12));
  CHECK(ratio(model, reports[0].list, findings[0]) < ratio(model, reports[0].list, findings[2]));
  CHECK(ratio(model, reports[0].list, findings[2]) < ratio(model, reports[0].list, findings[1]));
  const double found = 0.5 * model.prevalence("dress", woman);
  for (const std::size_t report : {std::size_t{0}, std::size_t{49}}) {
    CHECK(found * ratio(model, reports[report].list, findings[0]) +
              (1 - found) * ratio(model, reports[report].list, findings[3]) ==
          doctest::Approx(1).epsilon(1e-9));
  }
}

TEST_CASE("items: the explanation names every item with its number") {
  const auto reports = reported({skeletal("femur:left:plate;rib")});
  const std::vector<ItemFinding> findings{{skeletal("femur:left:plate;skull")}};
  const ItemModel model(reports, findings);
  const auto text = model.rule(reports[0].list, findings[0]);
  CHECK(text.find("left femur (plate): found, and reported as left femur (plate), prevalence") != std::string::npos);
  CHECK(text.find("skull: found, not reported") != std::string::npos);
  CHECK(text.find("rib: reported, not found, LR 0.2") != std::string::npos);
}

/// 60 persons of whom the first has these three lists; remains with the same.
struct OneOperation {
  std::vector<AmDescription> am{60};
  PmDescription pm{};

  OneOperation(const char* fractures, const char* surgery, const char* implants) {
    const auto list = [](const char* cell) { return parse_items(cell, ItemFormat::skeletal).value(); };
    for (AmDescription& person : am) person.fractures = person.surgery = person.implants = list("none");
    am[0].fractures = pm.fractures = list(fractures);
    am[0].surgery = pm.surgery = list(surgery);
    am[0].implants = pm.implants = list(implants);
  }
  template <class M>
  [[nodiscard]] double log10_of() const {
    const auto model = model_of<M>({}, am);
    const auto finding = M::finding(pm);
    return finding ? log10_lr(model, *M::report(am[0]), *finding) : 0;
  }
  [[nodiscard]] double sum() const {
    return log10_of<FracturesModel>() + log10_of<SurgeryModel>() + log10_of<ImplantsModel>();
  }
};

/// What kinds that nobody names add, being on neither list.
constexpr double kNeither = 0.001;

TEST_CASE("items: a plated fracture in three lists counts once, in the most telling one") {
  const OneOperation plated("femur:left:plate", "femur:left:plate", "femur:left:plate");
  CHECK(std::abs(plated.log10_of<FracturesModel>()) < kNeither);
  CHECK(std::abs(plated.log10_of<SurgeryModel>()) < kNeither);
  CHECK(plated.sum() == doctest::Approx(2.2).epsilon(0.1));  // one_operation_counted_three_times: 6.0
  const OneOperation hip("none", "hip:right:replacement", "hip:right:prosthesis");
  CHECK(std::abs(hip.log10_of<SurgeryModel>()) < kNeither);
  CHECK(hip.sum() == doctest::Approx(hip.log10_of<ImplantsModel>()).epsilon(0.05));
  const OneOperation set("radius:left", "radius:left:plate", "none");
  CHECK(std::abs(set.log10_of<FracturesModel>()) < kNeither);
  CHECK(set.log10_of<SurgeryModel>() > 1);
}

TEST_CASE("items: two events count twice, and one counts where the remains say something of it") {
  const OneOperation two("femur:right", "femur:left:plate", "femur:left:plate");
  CHECK(two.log10_of<FracturesModel>() > 1);
  OneOperation bones("femur:left", "femur:left", "femur:left");
  bones.pm.implants = {};
  CHECK(bones.log10_of<SurgeryModel>() > 1);
  bones.pm.surgery = {};
  CHECK(bones.log10_of<FracturesModel>() > 1);
  OneOperation numbered("femur:left", "femur:left", "femur:left");
  numbered.am[0].implant_serials = parse_serials("A12345").value();
  numbered.pm.implant_serials = parse_serials("A12345").value();
  CHECK(std::abs(numbered.sum()) < 2 * kNeither);  // the number tells it all
}

}  // namespace
}  // namespace kith::testing

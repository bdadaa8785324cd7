// Teeth, findings, belongings and names as columns of a case: what is not known says exactly nothing, the floor holds,
// settings reach the models, and every number has its words.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "attributes/frame/registry.hpp"
#include "attributes/items/items.hpp"
#include "attributes/papers/documents.hpp"
#include "attributes/teeth/teeth.hpp"

namespace kith::testing {
namespace {

using namespace attributes;  // NOLINT(google-build-using-namespace)

AmDescription reported() {
  AmDescription am;
  am.teeth.chart = parse_tooth_chart("16=filled;36=extracted;rest=sound").value().chart;
  am.fractures = parse_items("femur:left", ItemFormat::skeletal).value();
  am.surgery = parse_items("none", ItemFormat::skeletal).value();
  am.implants = parse_items("hip:right:prosthesis", ItemFormat::skeletal).value();
  am.implant_serials = parse_serials("AB12345").value();
  am.marks = parse_items("tattoo:forearm:right:anchor", ItemFormat::mark).value();
  am.clothing = parse_items("boots:black:43", ItemFormat::belonging).value();
  am.effects = parse_items("ring:gold", ItemFormat::belonging).value();
  am.names.names = {"Əliyev Rəşid"};
  return am;
}

PmDescription found() {
  const AmDescription am = reported();
  PmDescription pm;
  pm.teeth = am.teeth.chart;
  pm.fractures = am.fractures;
  pm.surgery = parse_items("skull", ItemFormat::skeletal).value();
  pm.implants = am.implants;
  pm.implant_serials = am.implant_serials;
  pm.marks = am.marks;
  pm.clothing = am.clothing;
  pm.effects = am.effects;
  pm.names.names = {"Алиев Рашид"};
  return pm;
}

/// A case of one person who is described, others of whom nothing is known or everything is otherwise; remains likewise.
struct Columns {
  std::vector<AmDescription> am{reported(), {}, other_report()};
  std::vector<PmDescription> pm{found(), {}};
  ParameterOverrides overrides{};
  std::vector<AttributeEvidence> all = build_attributes({.am = am, .pm = pm, .overrides = &overrides});

  static AmDescription other_report() {
    AmDescription am;
    am.teeth.chart = parse_tooth_chart("16=sound;36=crowned;rest=extracted").value().chart;
    am.fractures = parse_items("rib:right", ItemFormat::skeletal).value();
    am.names.names = {"Petrosyan Vahan"};
    am.implant_serials = parse_serials("ZZ99999").value();
    return am;
  }
  [[nodiscard]] const AttributeEvidence& operator[](std::string_view name) const {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& each) { return each.column->name() == name; });
    REQUIRE(found != all.end());
    return *found;
  }
  [[nodiscard]] double score(std::string_view name, evidence::TargetIndex target, std::size_t remains) const {
    const AttributeEvidence& evidence = (*this)[name];
    std::vector<double> rows(evidence.column->n_rows());
    evidence.column->fill(target, rows);
    return rows[evidence.codes[remains]];
  }
};

const std::vector<std::string> kNames{"teeth", "fractures", "surgery", "implants", "implant_serial",
                                      "marks", "clothing",  "effects", "documents"};

TEST_CASE("descriptive columns: what either side does not say is exactly 0") {
  const Columns columns;
  for (const auto& name : kNames) {
    CAPTURE(name);
    CHECK(columns.score(name, 0, 1) == 0);
    CHECK(columns.score(name, 1, 0) == 0);
    CHECK(columns.score(name, 1, 1) == 0);
  }
}

TEST_CASE("descriptive columns: agreement speaks for, contradiction against, never below the floor") {
  const Columns columns;
  for (const auto& name : kNames) {
    CAPTURE(name);
    const double match = columns.score(name, 0, 0);
    if (name == "surgery") {
      CHECK(match < 0);  // found, not reported
    } else {
      CHECK(match > 0);
    }
  }
  for (const auto* name : {"teeth", "fractures", "documents", "implant_serial"}) {
    CAPTURE(name);
    CHECK(columns.score(name, 2, 0) < 0);
    for (const auto& entry : attribute_registry()) {
      if (entry.name == name) CHECK(columns.score(name, 2, 0) >= std::log10(entry.weighting.floor));
    }
  }
}

TEST_CASE("descriptive columns: papers and clothes never are near-certain, a chart no more than 10^4.3") {
  const Columns columns;
  CHECK(columns.score("documents", 0, 0) <= 1.2);
  CHECK(columns.score("clothing", 0, 0) <= 1.3);
  CHECK(columns.score("teeth", 0, 0) <= 4.3);
  CHECK(columns.score("implant_serial", 0, 0) == doctest::Approx(5.978).epsilon(0.001));
}

TEST_CASE("descriptive columns: settings reach the models") {
  Columns columns;
  columns.overrides[{"implant_serial", "units"}] = 100;
  columns.overrides[{"fractures", "prevalence"}] = 0.2;
  columns.overrides[{"fractures", "smoothing"}] = 1e6;
  const auto set = build_attributes({.am = columns.am, .pm = columns.pm, .overrides = &columns.overrides});
  const Columns defaults;
  columns.all.clear();
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set[i].column->name() == "implant_serial") {
      std::vector<double> rows(set[i].column->n_rows());
      set[i].column->fill(0, rows);
      // (1 - w)(1 - e) M + w, with floor 0.01
      CHECK(rows[1] == doctest::Approx(std::log10(0.99 * (0.98 * 0.98 * 100 + 0.02) + 0.01)).epsilon(1e-12));
    }
    if (set[i].column->name() == "fractures") {
      std::vector<double> rows(set[i].column->n_rows());
      set[i].column->fill(0, rows);
      CHECK(rows[1] < defaults.score("fractures", 0, 0));
    }
  }
  CHECK(check_parameter("teeth", "rate_fill", 0.02) == std::nullopt);
  CHECK(check_parameter("teeth", "rate_drill", 0.02).has_value());
  CHECK(check_parameter("fractures", "detection", 1).has_value());  // at most 0.999
}

TEST_CASE("descriptive columns: every number has its words") {
  const Columns columns;
  CHECK(columns["teeth"].column->explain(0, 1).find("32 teeth on both sides: 32 the same") != std::string::npos);
  CHECK(columns["teeth"].column->explain(2, 1).find("the wrong way, so an error") != std::string::npos);
  CHECK(columns["fractures"].column->explain(0, 1).find("left femur: found, and reported as left femur") !=
        std::string::npos);
  CHECK(columns["surgery"].column->explain(0, 1).find("skull: found, and no report of the case names it") !=
        std::string::npos);
  CHECK(columns["marks"].column->describe_row(1) == "right tattoo on forearm (anchor)");
  CHECK(columns["documents"].column->explain(0, 1).find("Алиев Рашид and Əliyev Rəşid: the same name") !=
        std::string::npos);
  CHECK(columns["implant_serial"].column->explain(0, 1).find("AB12345 is the number recorded") != std::string::npos);
  CHECK(columns["clothing"].remark.find("kinds of item") != std::string::npos);
}

}  // namespace
}  // namespace kith::testing

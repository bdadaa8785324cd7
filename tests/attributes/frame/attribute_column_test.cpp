// An attribute as a column: row 0 and missing reports are exactly 0, floor, exponent and cap, the registry's settings.
#include "attributes/frame/attribute_column.hpp"

#include <limits>

#include "attributes/attribute_support.hpp"

namespace kith::testing {
namespace {

using attributes::AmDescription;
using attributes::AttributeEvidence;
using attributes::check_parameter;
using attributes::PmDescription;
using attributes::Sex;
using attributes::weighted;

std::vector<double> filled(const evidence::Column& column, evidence::TargetIndex target,
                           evidence::ColumnStatus status) {
  std::vector<double> rows(column.n_rows(), 99);
  CHECK(column.fill(target, rows) == status);
  return rows;
}

/// Male, female and unknown on both sides.
AttributeEvidence sex_evidence(const Settings& settings) {
  const std::vector<AmDescription> am{{.sex = Sex::male}, {}, {.sex = Sex::female}, {.sex = Sex::male}};
  const std::vector<PmDescription> pm{
      {}, {.sex = {.form = Sex::male}}, {.sex = {.form = Sex::female}}, {.sex = {.form = Sex::male}}};
  const auto overrides = overrides_of("sex", settings);
  auto all = attributes::build_attributes({.am = am, .pm = pm, .overrides = &overrides});
  REQUIRE(all.size() == 1);
  return std::move(all.front());
}

TEST_CASE("attribute column: equal findings share a row; unknown on either side is exactly 0") {
  const AttributeEvidence sex = sex_evidence({{"male_share", 0.5}, {"report_error", 0}, {"floor", 0}});
  CHECK(sex.codes == std::vector<std::uint32_t>{0, 1, 2, 1});
  CHECK(sex.column->n_rows() == 3);
  CHECK(sex.column->kind() == evidence::ColumnKind::attribute);
  const auto male = filled(*sex.column, 0, evidence::ColumnStatus::scored);
  CHECK(male[0] == 0);
  CHECK(male[1] == doctest::Approx(std::log10(0.947 / 0.5)).epsilon(1e-12));
  CHECK(filled(*sex.column, 1, evidence::ColumnStatus::no_reference) == std::vector<double>{0, 0, 0});
  CHECK(sex.column->describe_target(0) == "male");
  CHECK(sex.column->describe_target(1).empty());
  CHECK(sex.column->describe_row(2) == "female (method not stated)");
  CHECK(sex.column->explain(0, 1).find("LR 1.894") != std::string::npos);
  CHECK(sex.column->explain(1, 1).empty());
}

TEST_CASE("attribute column: floor, exponent and cap are those of attributes.csv") {
  const Settings base{{"male_share", 0.5}, {"report_error", 0}, {"floor", 0.01}, {"exponent", 0.5}, {"cap", 0.4}};
  const AttributeEvidence sex = sex_evidence(base);
  const auto male = filled(*sex.column, 0, evidence::ColumnStatus::scored);
  CHECK(male[1] == doctest::Approx(0.5 * std::log10(0.99 * 1.894 + 0.01)).epsilon(1e-12));
  CHECK(male[2] == -0.4);  // 0.5 log10(0.99 * 0.106 + 0.01) = -0.47
  CHECK(sex.column->explain(0, 2).find("capped") != std::string::npos);
}

TEST_CASE("weighted: the floor bounds what an attribute can cost, and 0 stays 0") {
  const attributes::Weighting weighting{.floor = 0.01, .exponent = 1, .cap = 100};
  CHECK(weighted(0, weighting) == 0);
  CHECK(weighted(-std::numeric_limits<double>::infinity(), weighting) == doctest::Approx(-2).epsilon(1e-12));
  CHECK(weighted(2, weighting) == doctest::Approx(std::log10(99.01)).epsilon(1e-12));
  CHECK(weighted(400, {.floor = 0.01, .exponent = 1, .cap = 1000}) == doctest::Approx(400 + std::log10(0.99)));
  CHECK(weighted(0.3, {.floor = 0}) == 0.3);
}

TEST_CASE("parameters: unknown names and forbidden values are told with what is known") {
  CHECK_FALSE(check_parameter("sex", "error", 0.1).has_value());
  CHECK_FALSE(check_parameter("group:sex", "exponent", 0.5).has_value());
  const auto attribute = check_parameter("seks", "error", 0.1);
  REQUIRE(attribute.has_value());
  CHECK(attribute->column == "attribute");
  CHECK(attribute->expected.find("sex") != std::string::npos);
  const auto parameter = check_parameter("sex", "eror", 0.1);
  REQUIRE(parameter.has_value());
  CHECK(parameter->column == "parameter");
  CHECK(parameter->expected.find("male_share, report_error, error") != std::string::npos);
  CHECK(parameter->expected.find("floor, exponent, cap") != std::string::npos);
  const auto value = check_parameter("sex", "error", 0.7);
  REQUIRE(value.has_value());
  CHECK(value->column == "value");
  CHECK(value->expected == "a number from 0 to 0.5");
  CHECK(check_parameter("group:sex", "floor", 0.1)->column == "parameter");
}

}  // namespace
}  // namespace kith::testing

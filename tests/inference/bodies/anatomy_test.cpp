// Which parts cannot be one body, by the rules of anatomy.hpp.
#include "inference/bodies/anatomy.hpp"

#include <doctest/doctest.h>

namespace kith::testing {
namespace {

using inference::ElementKind;
using inference::Part;
using inference::read_part;
using inference::Side;

bool fit(std::vector<Part> parts) { return inference::fit_together(parts); }

TEST_CASE("anatomy: two left femora are two people") {
  const Part left = read_part("femur", "left", ""), right = read_part("Femur", "R", "");
  CHECK(fit({left, right}));
  CHECK_FALSE(fit({left, left}));
  const auto conflicts = inference::conflicts_of(std::vector{left, right, left});
  REQUIRE(conflicts.size() == 2);
  CHECK(conflicts[0].text == "2 times left femur, where a body has 1");
  CHECK(conflicts[0].parts == std::vector<std::size_t>{0, 2});
  CHECK(conflicts[1].text == "3 times femur, where a body has 2");
}

TEST_CASE("anatomy: bones without a side may be left and right, three cannot") {
  const Part left = read_part("femur", "left", ""), unsided = read_part("femur", "", "");
  CHECK(fit({unsided, unsided}));
  CHECK(fit({left, unsided}));
  CHECK_FALSE(fit({left, unsided, unsided}));
  CHECK_FALSE(fit({unsided, unsided, unsided}));
}

TEST_CASE("anatomy: a pelvis without a side may be a hip bone") {
  CHECK(fit({read_part("pelvis", "", ""), read_part("os coxae", "left", "")}));
  CHECK_FALSE(fit({read_part("pelvis", "left", ""), read_part("hip bone", "left", "")}));
}

TEST_CASE("anatomy: portions of one bone") {
  const Part upper = read_part("femur", "left", "proximal"), lower = read_part("femur", "left", "distal third");
  CHECK(fit({upper, lower}));
  CHECK_FALSE(fit({upper, upper}));
  CHECK_FALSE(fit({upper, read_part("femur", "left", "proximal, shaft")}));
  CHECK_FALSE(fit({upper, read_part("femur", "left", "complete")}));
  CHECK(fit({upper, read_part("femur", "left", "fragment"), read_part("femur", "left", "fragment")}));
}

TEST_CASE("anatomy: one skull, one body, any number of ribs") {
  CHECK_FALSE(fit({read_part("skull", "", ""), read_part("cranium", "", "")}));
  CHECK(fit({read_part("skull", "", ""), read_part("mandible", "", "")}));
  CHECK_FALSE(fit({read_part("body", "", ""), read_part("whole skeleton", "", "")}));
  CHECK(fit({read_part("body", "", ""), read_part("femur", "left", "")}));
  CHECK(fit({read_part("rib", "left", ""), read_part("rib", "left", "")}));
  CHECK(fit({read_part("", "", ""), read_part("", "", "")}));
}

TEST_CASE("anatomy: the side may stand in the part") {
  const Part part = read_part("left femur", "", "");
  CHECK(part.side == Side::left);
  CHECK(part.kind == ElementKind::paired);
  CHECK(inference::describe(part) == "left femur");
}

}  // namespace
}  // namespace kith::testing

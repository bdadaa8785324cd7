// Who is on a person's paternal and maternal line, and how many meioses away.
#include "evidence/lineage/lineage.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/builders.hpp"

namespace kith::testing {
namespace {

using evidence::Line;
using genetics::Sex;

/// "C 0, F 1, GF 2": the named members of the line, in its order.
std::string line_text(const Family& family, std::string_view person, Line line) {
  const auto pedigree = pedigree_of(family);
  std::string text;
  for (const auto& member : evidence::line_members(pedigree, pedigree.find(person), line)) {
    if (static_cast<std::size_t>(member.person) >= pedigree.n_named()) continue;
    text += (text.empty() ? "" : ", ") + pedigree.id(member.person) + " " + std::to_string(member.meioses);
  }
  return text;
}

/// Grandparents, their son and daughter, and these two's children.
Family three_generations() {
  return {{"GF", "", "", Sex::male},         {"GM", "", "", Sex::female},     {"F", "GF", "GM", Sex::male},
          {"Aunt", "GF", "GM", Sex::female}, {"M", "", "", Sex::female},      {"Uncle", "", "", Sex::male},
          {"Son", "F", "M", Sex::male},      {"Girl", "F", "M", Sex::female}, {"Cousin", "Uncle", "Aunt", Sex::male}};
}

TEST_CASE("lineage: the paternal line goes from father to son only") {
  CHECK(line_text(three_generations(), "Son", Line::paternal) == "Son 0, F 1, GF 2");
  CHECK(line_text(three_generations(), "GF", Line::paternal) == "GF 0, F 1, Son 2");
  CHECK(line_text(three_generations(), "Cousin", Line::paternal) == "Cousin 0, Uncle 1");
  CHECK(line_text(three_generations(), "Girl", Line::paternal).empty());
}

TEST_CASE("lineage: the maternal line goes from mother to children of either sex, and ends at men") {
  CHECK(line_text(three_generations(), "Son", Line::maternal) == "Son 0, M 1, Girl 2");
  CHECK(line_text(three_generations(), "Cousin", Line::maternal) == "Cousin 0, Aunt 1, GM 2, F 3");
  CHECK(line_text(three_generations(), "GF", Line::maternal) == "GF 0");
}

TEST_CASE("lineage: cousins through two brothers are four meioses apart") {
  const Family family{{"GF", "", "", Sex::male},
                      {"A", "GF", "", Sex::male},
                      {"B", "GF", "", Sex::male},
                      {"SonA", "A", "", Sex::male},
                      {"SonB", "B", "", Sex::male}};
  CHECK(line_text(family, "SonA", Line::paternal) == "SonA 0, A 1, GF 2, B 3, SonB 4");
}

}  // namespace
}  // namespace kith::testing

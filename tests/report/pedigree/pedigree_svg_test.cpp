#include "report/pedigree/pedigree_svg.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "report/pedigree/drawn_links.hpp"
#include "report/pedigree/random_kin.hpp"

namespace kith {
namespace {

using genetics::Sex;
using report::Layout;
using report::PersonMark;

pugi::xml_document svg_of(const pedigree::Pedigree& family, const std::vector<PersonMark>& marks) {
  pugi::xml_document page;
  report::append_pedigree(page, family, marks);
  return page;
}

std::vector<PersonMark> marks_of(const pedigree::Pedigree& family) {
  std::vector<PersonMark> marks;
  for (std::size_t i = 0; i < family.size(); ++i) {
    const bool named = i < family.n_named();
    marks.push_back({.name = named ? family.id(static_cast<pedigree::PersonIndex>(i)) : "U" + std::to_string(i),
                     .typed = i % 3 == 0,
                     .missing = i % 5 == 0});
  }
  return marks;
}

std::vector<report::Point> corners_of(const std::string& path) {
  std::vector<report::Point> corners;
  std::istringstream in(path);
  for (char command = 0; in >> command;) {
    report::Point point;
    in >> point.x >> point.y;
    corners.push_back(point);
  }
  return corners;
}

/// Centre of the first shape of a person's group.
report::Point centre_of(pugi::xml_node group) {
  if (const auto circle = group.child("circle"))
    return {circle.attribute("cx").as_double(), circle.attribute("cy").as_double()};
  const auto square = group.child("rect");
  return {square.attribute("x").as_double() + report::kSymbolHalf,
          square.attribute("y").as_double() + report::kSymbolHalf};
}

/// The drawing as the file has it, names looked up among the marks.
Layout read_svg(pugi::xml_node svg, const std::vector<PersonMark>& marks) {
  Layout layout;
  for (const auto node : svg.children("path")) {
    if (std::string_view(node.attribute("class").value()) == "inner") continue;
    layout.strokes.push_back({.corners = corners_of(node.attribute("d").value())});
  }
  for (const auto group : svg.children("g")) {
    if (std::string_view(group.attribute("class").value()) != "person") continue;
    report::DrawnPerson person{.centre = centre_of(group)};
    for (const auto line : group.children("text")) {
      if (std::string_view(line.attribute("class").value()) == "sign") continue;
      person.again = person.again || std::string_view(line.text().get()) == "(again)";
      person.label.emplace_back(line.text().get());
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (marks[i].name == person.label.at(0)) person.person = static_cast<pedigree::PersonIndex>(i);
    }
    layout.persons.push_back(person);
  }
  return layout;
}

TEST_CASE("pedigree_svg: what stands in the file is the family, in 300 random ones") {
  testing::Rng rng(7);
  for (int i = 0; i < 300; ++i) {
    const auto family = pedigree::Pedigree::make(testing::random_kin(rng, 2 + testing::below(rng, 59)));
    REQUIRE(family);
    const auto marks = marks_of(family.value());
    const auto page = svg_of(family.value(), marks);
    std::vector<std::string> faults;
    CHECK(testing::read_links(read_svg(page.child("svg"), marks), faults) == testing::links_of(family.value()));
    CHECK(faults.empty());
  }
}

TEST_CASE(
    "pedigree_svg: typed is hatched, missing has a question mark, found is filled with a slash; a legend says so") {
  const auto family = pedigree::Pedigree::make(
      testing::Family{{"F", "", "", Sex::male}, {"M", "", "", Sex::female}, {"C", "F", "M", Sex::unknown}});
  REQUIRE(family);
  const auto page = svg_of(
      family.value(), {{.name = "F", .typed = true}, {.name = "M"}, {.name = "C", .missing = true, .found = true}});
  std::vector<pugi::xml_node> persons;
  for (const auto group : page.child("svg").children("g")) {
    if (std::string_view(group.attribute("class").value()) == "person") persons.push_back(group);
  }
  REQUIRE(persons.size() == 3);
  CHECK(std::string_view(persons[0].last_child().previous_sibling().attribute("fill").value()) == "url(#kith-hatch)");
  CHECK(persons[1].child("circle"));
  CHECK_FALSE(persons[1].child("line"));
  CHECK(persons[2].child("polygon"));
  CHECK(persons[2].child("line"));
  CHECK(std::string_view(persons[2].child("text").text().get()) == "?");
  std::set<std::string> legend;
  for (const auto group : page.child("svg").children("g")) {
    if (std::string_view(group.attribute("class").value()) != "legend") continue;
    for (const auto text : group.children("text")) legend.insert(text.text().get());
  }
  for (const char* words : {"male", "female", "sex not known", "DNA profile", "missing", "found: dead",
                            "related by blood", "drawn elsewhere, too"})
    CHECK(legend.count(words) == 1);
}

TEST_CASE("pedigree_svg: markup, right-to-left marks and emoji in names are shown and do nothing") {
  const auto family = pedigree::Pedigree::make(testing::Family{{"<script>alert(1)</script>", "", "", Sex::male}});
  REQUIRE(family);
  const auto page = svg_of(family.value(), {{.name = "<script>\xE2\x80\xAE"
                                                     "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9"}});
  std::ostringstream out;
  page.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  CHECK(out.str().find("<script") == std::string::npos);
  CHECK(out.str().find("&lt;script") != std::string::npos);
  CHECK(out.str().find("\xE2\x80\xAE") == std::string::npos);
  CHECK(out.str().find("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9") != std::string::npos);  // one emoji in one line
}

/// KITH_PEDIGREES=DIR: writes some random ones, to be looked at.
TEST_CASE("pedigree_svg: written where one asks for them") {
  const char* folder = std::getenv("KITH_PEDIGREES");
  if (folder == nullptr) return;
  testing::Rng rng(5);
  for (const std::size_t n : {7U, 12U, 20U, 30U, 45U, 60U}) {
    const auto family = pedigree::Pedigree::make(testing::random_kin(rng, n));
    REQUIRE(family);
    std::ofstream(std::string(folder) + "/" + std::to_string(n) + ".svg") << [&] {
      std::ostringstream out;
      svg_of(family.value(), marks_of(family.value())).save(out);
      return out.str();
    }();
  }
}

}  // namespace
}  // namespace kith

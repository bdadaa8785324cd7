// What is drawn is read back from the geometry and compared with the family: every couple once, every child below its
// own parents once, nothing else.
#include "report/pedigree/layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "report/pedigree/drawn_links.hpp"
#include "report/pedigree/random_kin.hpp"
#include "text/shown_text.hpp"

namespace kith {
namespace {

using genetics::Sex;
using pedigree::Pedigree;
using report::Layout;

std::vector<std::vector<std::string>> names_of(const Pedigree& family, std::size_t longest = 12) {
  std::vector<std::vector<std::string>> names;
  for (std::size_t i = 0; i < family.size(); ++i) {
    names.push_back(i < family.n_named() ? text::lines_of(family.id(static_cast<pedigree::PersonIndex>(i)), longest)
                                         : std::vector<std::string>{});
  }
  return names;
}

struct Drawn {
  Pedigree family;
  Layout layout;
  [[nodiscard]] std::size_t n_again() const {
    return static_cast<std::size_t>(
        std::count_if(layout.persons.begin(), layout.persons.end(), [](const auto& person) { return person.again; }));
  }
};

Drawn draw(const testing::Family& persons) {
  auto family = Pedigree::make(persons);
  REQUIRE(family);
  Layout layout = report::lay_out(family.value(), names_of(family.value()));
  return {std::move(family).value(), std::move(layout)};
}

/// Empty: the drawing shows the family, and nothing covers anything.
std::string fault_of(const Drawn& drawn) {
  std::vector<std::string> faults;
  const auto seen = testing::read_links(drawn.layout, faults);
  if (!faults.empty()) return faults.front();
  if (seen != testing::links_of(drawn.family)) return "other couples or children than the family's";
  const auto overlaps = testing::find_overlaps(drawn.layout);
  if (!overlaps.empty()) return overlaps.front();
  std::vector<std::size_t> times(drawn.family.size(), 0);
  for (const auto& person : drawn.layout.persons)
    times[static_cast<std::size_t>(person.person)] += person.again ? 0U : 1U;
  return std::all_of(times.begin(), times.end(), [](auto n) { return n == 1; }) ? "" : "somebody is not drawn once";
}

TEST_CASE(
    "layout: 10,000 random pedigrees up to 60 persons: every couple and every child once, no other, nothing covered") {
  testing::Rng rng(19);
  std::size_t n_again = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::size_t n_persons = 2 + testing::below(rng, 59);
    const bool wild = i % 4 == 0;
    const Drawn drawn = draw(wild ? testing::random_family(rng, n_persons) : testing::random_kin(rng, n_persons));
    const std::string fault = fault_of(drawn);
    CAPTURE(i);
    REQUIRE_MESSAGE(fault.empty(), fault);
    if (!wild) n_again += drawn.n_again() > 0 ? 1U : 0U;
  }
  MESSAGE(n_again << " of 7500 families need somebody drawn again");
  CHECK(n_again < 7500 / 4);
}

const testing::Family kCousins{
    {"G1", "", "", Sex::male},      {"G2", "", "", Sex::female},  {"A", "G1", "G2", Sex::male},
    {"B", "G1", "G2", Sex::female}, {"X", "", "", Sex::female},   {"Y", "", "", Sex::male},
    {"C", "A", "X", Sex::male},     {"D", "Y", "B", Sex::female}, {"E", "C", "D", Sex::male}};

TEST_CASE("layout: cousins who marry are one loop, a double line, nobody drawn again and no line crossing") {
  const Drawn drawn = draw(kCousins);
  CHECK(fault_of(drawn) == "");
  CHECK(drawn.n_again() == 0);
  CHECK(std::count_if(drawn.layout.strokes.begin(), drawn.layout.strokes.end(),
                      [](const auto& stroke) { return stroke.doubled; }) == 1);
  CHECK(drawn.layout.generations.size() == 4);
}

TEST_CASE("layout: partners stand level, an uncle with his niece too") {
  const Drawn drawn = draw({{"G1", "", "", Sex::male},
                            {"G2", "", "", Sex::female},
                            {"U", "G1", "G2", Sex::male},
                            {"S", "G1", "G2", Sex::female},
                            {"H", "", "", Sex::male},
                            {"N", "H", "S", Sex::female},
                            {"C", "U", "N", Sex::male}});
  CHECK(fault_of(drawn) == "");
  CHECK(drawn.n_again() == 0);
  CHECK(drawn.layout.persons[2].centre.y == drawn.layout.persons[5].centre.y);
}

TEST_CASE("layout: a father and his daughter cannot stand level: he is drawn again beside her") {
  const Drawn drawn = draw(
      {{"F", "", "", Sex::male}, {"M", "", "", Sex::female}, {"D", "F", "M", Sex::female}, {"C", "F", "D", Sex::male}});
  CHECK(fault_of(drawn) == "");
  CHECK(drawn.n_again() == 1);
}

TEST_CASE("layout: six wives of one man: two at his sides, three on lines below, and he once more for the last") {
  testing::Family persons{{"F", "", "", Sex::male}};
  for (int i = 0; i < 6; ++i) {
    const std::string wife = "W" + std::to_string(i);
    persons.push_back({wife, "", "", Sex::female});
    persons.push_back({"C" + std::to_string(i), "F", wife, Sex::male});
  }
  const Drawn drawn = draw(persons);
  CHECK(fault_of(drawn) == "");
  CHECK(drawn.n_again() == 1);
}

TEST_CASE("layout: parents stand above the middle of their children; brothers and sisters are packed") {
  const Drawn drawn = draw({{"F", "", "", Sex::male},
                            {"M", "", "", Sex::female},
                            {"A", "F", "M", Sex::male},
                            {"B", "F", "M", Sex::male},
                            {"C", "F", "M", Sex::male}});
  const auto& at = drawn.layout.persons;
  CHECK((at[0].centre.x + at[1].centre.x) / 2 == doctest::Approx(at[3].centre.x).epsilon(0.01));
  CHECK(at[3].centre.x - at[2].centre.x == at[4].centre.x - at[3].centre.x);
  CHECK(at[3].centre.x - at[2].centre.x < 2 * report::kSymbolHalf + 25);
}

}  // namespace
}  // namespace kith

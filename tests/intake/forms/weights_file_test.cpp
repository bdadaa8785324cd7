#include "intake/forms/weights_file.hpp"

#include <doctest/doctest.h>

using namespace kith::intake;
using kith::ProblemLog;

namespace {

constexpr const char* kText =
    "# learned from somewhere\n[sex]\nexponent = 0.8\nsimilarity = 10\nexclusion = yes\nm.agree = 0.97\nu.agree = "
    "0.52\nm.differ = "
    "0.03\nu.differ = 0.48\n\n[group:sex]\ncap = 2   ; of the group\n";

struct Mistake {
  const char* text;
  std::size_t row;
  const char* words;
};

constexpr Mistake kMistakes[] = {
    {"[sax]\nexponent = 1\n", 1, "sex"},
    {"[sex\nexponent = 1\n", 1, "sex"},
    {"exponent = 1\n", 1, "a line '[attribute]' before"},
    {"[sex]\nexponent\n", 2, "'name = value'"},
    {"[sex]\nexponent = much\n", 2, "a number"},
    {"[sex]\nexponent = -1\n", 2, "a number from 0"},
    {"[sex]\nexponent = 1\nexponent = 1\n", 3, "every setting once"},
    {"[sex]\nspeed = 1\n", 2, "one of"},
    {"[sex]\nsimilarity = -1\n", 2, "a weight, 0 or more"},
    {"[sex]\nm.agree = 0\n", 2, "a probability above 0"},
    {"[sex]\nm.agree = 0.9\nu.agree = 0.5\nm.differ = 0.1\n", 2, "for each of its levels and no other"},
    {"[sex]\nm.agree = 0.9\nu.agree = 0.5\nm.differ = 0.1\nu.other = 0.5\n", 2, "agree, differ"},
    {"[sex]\nm.agree = 0.9\nu.agree = 0.5\nm.differ = 0.2\nu.differ = 0.5\n", 2, "m that add up to 1"},
    {"[sex]\nm.agree = 0.9\nu.agree = 0.5\nm.differ = 0.1\nu.differ = 0.5\nr.agree = 1.5\n", 2,
     "r.LEVEL for all of them or none"},
    {"[sex]\nr.agree = 0\n", 2, "a ratio above 0"},
    {"[sex]\nterm-frequencies = perhaps\n", 2, "yes or no"},
    {"[sex]\nexclusion = 2\n", 2, "yes or no"},
    {"[sex]\ntf-floor = 0\n", 2, "a share above 0"},
    {"[group:sex]\nm.agree = 0.9\n", 2, "a group has no levels"},
};

}  // namespace

TEST_CASE("Weights are read, and written so that they are read as the same") {
  ProblemLog log;
  const auto weights = parse_weights(kText, "weights.ini", log);
  for (const auto& problem : log.problems()) INFO(kith::to_string(problem));
  CHECK_FALSE(log.has_errors());
  CHECK(weights.parameters.at({"sex", "exponent"}) == 0.8);
  CHECK(weights.parameters.at({"group:sex", "cap"}) == 2);
  CHECK(weights.similarity.at("sex") == 10);
  CHECK(weights.excluding.contains("sex"));
  REQUIRE(weights.find("sex") != nullptr);
  CHECK(weights.find("sex")->names == std::vector<std::string>{"agree", "differ"});
  CHECK(weights.find("sex")->m == std::vector<double>{0.97, 0.03});
  CHECK(weights.find("sex")->u == std::vector<double>{0.52, 0.48});

  const std::string text = weights_text(weights, {"a remark"});
  CHECK(text.starts_with("# a remark\n"));
  const auto again = parse_weights(text, "again.ini", log);
  CHECK_FALSE(log.has_errors());
  CHECK(again.parameters == weights.parameters);
  CHECK(again.similarity == weights.similarity);
  CHECK(again.excluding == weights.excluding);
  CHECK(again.find("sex")->m == weights.find("sex")->m);
}

TEST_CASE("Mistakes in weights are said with their line") {
  for (const Mistake& mistake : kMistakes) {
    ProblemLog log;
    (void)parse_weights(mistake.text, "weights.ini", log);
    CAPTURE(std::string(mistake.text));
    REQUIRE(log.has_errors());
    const auto& problem = log.problems().front();
    CHECK(problem.row == mistake.row);
    CAPTURE(problem.expected);
    CHECK(problem.expected.find(mistake.words) != std::string::npos);
  }
  ProblemLog log;
  (void)read_weights("/nowhere/weights.ini", log);
  CHECK(log.has_errors());
}

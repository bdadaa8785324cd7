#include "report/bench/gnuplot.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace kith::report {
namespace {

Chart plot_of(const std::string& script) { return {.title = "", .text = "", .script = script}; }

TEST_CASE("gnuplot: one SVG element for every figure, in their order") {
  const std::vector<Chart> figures = {plot_of("plot x title 'first'"), plot_of("plot x title 'second'")};
  const auto drawn = draw(figures);
  REQUIRE(drawn.ok());
  REQUIRE(drawn.value().size() == 2);
  for (const std::string& svg : drawn.value()) CHECK(svg.rfind("<svg", 0) == 0);
  CHECK(drawn.value()[0].find("first") != std::string::npos);
  CHECK(drawn.value()[1].find("second") != std::string::npos);
}

TEST_CASE("gnuplot: a script that fails is an error with gnuplot's own words") {
  const auto drawn = draw(std::vector<Chart>{plot_of("plot no_such_function(x)")});
  REQUIRE(!drawn.ok());
  CHECK(drawn.error().code == Errc::bad_value);
  CHECK(drawn.error().message.find("no_such_function") != std::string::npos);
}

TEST_CASE("gnuplot: where it is not installed, the error names the package") {
  const char* before = std::getenv("PATH");
  const std::string path = before == nullptr ? "" : before;
  setenv("PATH", "/nonexistent", 1);
  const auto drawn = draw(std::vector<Chart>{plot_of("plot x")});
  setenv("PATH", path.c_str(), 1);
  REQUIRE(!drawn.ok());
  CHECK(drawn.error().code == Errc::file_unreadable);
  CHECK(drawn.error().message.find("gnuplot-nox") != std::string::npos);
}

TEST_CASE("gnuplot: no text can end the string it stands in, and nothing in it reaches a shell") {
  CHECK(gnuplot_string("it's") == "'it''s'");
  CHECK(gnuplot_string("a\nb") == "'ab'");
  const auto drawn = draw(std::vector<Chart>{plot_of("plot x title " + gnuplot_string("$(touch x) `y` \" ; '"))});
  CHECK(drawn.ok());
}

}  // namespace
}  // namespace kith::report

#include "genetics/markers/marker_ranges.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "genetics/markers/allele.hpp"
#include "support/shared.hpp"

namespace kith::genetics {

TEST_CASE("marker ranges: found under every spelling; the repeat's length bounds the fraction") {
  REQUIRE(find_marker_range("THO1") != nullptr);
  CHECK(find_marker_range("THO1")->marker == "TH01");
  CHECK(find_marker_range("Y-GATA-H4")->marker == "YGATAH4");
  CHECK(find_marker_range("D99S1") == nullptr);
  CHECK(largest_fraction(find_marker_range("vwa")) == 3);
  CHECK(largest_fraction(find_marker_range("D22S1045")) == 2);
  CHECK(largest_fraction(find_marker_range("PENTA_E")) == 4);
  CHECK(largest_fraction(find_marker_range("DYS438")) == 4);
  CHECK(largest_fraction(find_marker_range("DYS448")) == 5);
  CHECK(largest_fraction(nullptr) == 5);
}

TEST_CASE("marker ranges: far outside is more than five repeats beyond what is published") {
  const auto* th01 = find_marker_range("TH01");  // 5 to 11
  CHECK(is_far_outside(th01, 93));
  CHECK(is_far_outside(th01, 16.1));
  CHECK_FALSE(is_far_outside(th01, 16));
  CHECK_FALSE(is_far_outside(th01, 3));
  CHECK(is_far_outside(find_marker_range("D21S11"), 9));
  CHECK(is_far_outside(find_marker_range("DYS19"), 150));
  CHECK(is_far_outside(find_marker_range("DXS7132"), 141));
  CHECK_FALSE(is_far_outside(find_marker_range("FGA"), 51.2));
  CHECK_FALSE(is_far_outside(nullptr, 260));
}

TEST_SUITE("shared") {
  TEST_CASE(
      "marker ranges: they hold every allele of the published tables, and its fraction; sums of squares stay below") {
    const auto folder = testing::shared("data/frequencies");
    if (!folder) return;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
      const auto file = entry.path().filename().string();
      if (!file.ends_with(".csv") || file.ends_with(".n.csv")) continue;
      std::ifstream in(entry.path());
      std::string line;
      std::getline(in, line);
      std::string marker;
      double sum = 0, squares = 0;
      const auto finish = [&] {
        const auto* range = find_marker_range(marker);
        CAPTURE(file);
        CAPTURE(marker);
        if (range != nullptr && sum > 0) CHECK(range->homozygosity >= squares / (sum * sum) - 1e-6);
      };
      while (std::getline(in, line)) {
        std::istringstream cells(line);
        std::string name, allele, frequency;
        std::getline(cells, name, ',');
        std::getline(cells, allele, ',');
        std::getline(cells, frequency, ',');
        if (name != marker) {
          finish();
          marker = name;
          sum = squares = 0;
        }
        const auto repeats = repeat_number(allele);
        const auto* range = find_marker_range(name);
        if (!repeats || range == nullptr || std::stod(frequency) == 0) continue;
        sum += std::stod(frequency);
        squares += std::stod(frequency) * std::stod(frequency);
        if (allele == "1" || allele == "99") continue;  // a bin; alleles that were lost
        CAPTURE(line);
        CHECK(*repeats >= range->lowest);
        CHECK(*repeats <= range->highest);
        const auto point = allele.find('.');
        if (point != std::string::npos) CHECK(std::stoi(allele.substr(point + 1)) <= largest_fraction(range));
      }
      finish();
    }
  }
}

}  // namespace kith::genetics

#include "genetics/markers/allele.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "support/property.hpp"

namespace kith::genetics {

TEST_CASE("canonical_allele: one spelling for each allele") {
  CHECK(canonical_allele(" 14 ") == "14");
  CHECK(canonical_allele("14.0") == "14");
  CHECK(canonical_allele("9,3") == "9.3");
  CHECK(canonical_allele("9.30") == "9.3");
  CHECK(canonical_allele("10") == "10");
  CHECK(canonical_allele("< 6") == "<6");
  CHECK(canonical_allele(">15,0") == ">15");
  CHECK(canonical_allele("06") == "6");
  CHECK(canonical_allele("009.30") == "9.3");
  CHECK(canonical_allele("<06") == "<6");
  CHECK(canonical_allele("0.5") == "0.5");
  CHECK(canonical_allele("00.5") == "0.5");
  CHECK(canonical_allele("00") == "0");
  CHECK(canonical_allele("x") == "X");
  CHECK(canonical_allele("rest allele") == "Rest allele");
  CHECK(canonical_allele("REST") == "Rest allele");
}

TEST_CASE("canonical_allele: a canonical label stays as it is") {
  testing::check_law([](std::string text) {
    const auto once = canonical_allele(text);
    RC_ASSERT(canonical_allele(once) == once);
  });
}

TEST_CASE("canonical_allele: blanks around the number of a bin, trailing text, and lone separators") {
  for (const std::string label : {"<", ">", ".", "9.", ".3", "9.3.1", "<<6", "1O", "\t", "9.3a"}) {
    CAPTURE(label);
    CHECK(canonical_allele(canonical_allele(label)) == canonical_allele(label));
  }
}

TEST_CASE("repeat_number: ladder labels only") {
  CHECK(repeat_number("9") == 9.0);
  CHECK(repeat_number("9.3") == 9.3);
  for (const auto* label : {"", "<6", ">15", "Rest allele", "X", "9.", ".3", "9.3.1", "-9", "1e3", "nan"}) {
    CAPTURE(label);
    CHECK_FALSE(repeat_number(label).has_value());
  }
}

TEST_CASE("is_missing_allele and is_allele_label") {
  for (const auto* label : {"", " ", "NA", "nn", "-", "0", "?", "null"}) CHECK(is_missing_allele(label));
  for (const auto* label : {"9", "X", "<6", "Rest allele"}) {
    CHECK_FALSE(is_missing_allele(label));
    CHECK(is_allele_label(label));
  }
  for (const auto* label : {"OL", "9x", "<", "9 3", "Rest", "9.300000000000001", "12345", "13.14", "9.32"})
    CHECK_FALSE(is_allele_label(label));
}

}  // namespace kith::genetics

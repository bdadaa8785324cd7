#include "core/error.hpp"

#include <doctest/doctest.h>

#include <memory>

namespace kith {

TEST_CASE("a result holds either a value or the reason why there is none") {
  const Result<int> value = 3;
  CHECK(value.ok());
  CHECK(value);
  CHECK(value.value() == 3);

  const Result<int> refusal = Error{Errc::bad_number, "no number"};
  CHECK_FALSE(refusal.ok());
  CHECK(refusal.error().code == Errc::bad_number);
  CHECK(refusal.error().where.empty());
}

TEST_CASE("a result's value can be moved out") {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  const auto owned = std::move(result).value();
  CHECK(*owned == 7);
}

TEST_CASE("asking for what a result does not hold is a bug, in every build") {
  const Result<int> value = 3;
  Result<int> refusal = Error{Errc::bad_number, "no number"};
  CHECK_THROWS_AS((void)value.error(), InternalError);
  CHECK_THROWS_AS((void)refusal.value(), InternalError);
  CHECK_THROWS_AS((void)std::move(refusal).value(), InternalError);
}

TEST_CASE("a failed check says what does not hold, and where") {
  try {
    KITH_CHECK(1 + 1 == 3);
    FAIL("the check did not fail");
  } catch (const InternalError& error) {
    const std::string text = error.what();
    CHECK(text.find("1 + 1 == 3") != std::string::npos);
    CHECK(text.find("error_test.cpp") != std::string::npos);
  }
}

}  // namespace kith

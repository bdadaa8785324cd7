// core/error.hpp — the numbered reasons for which Kith refuses something, and the value that carries one.
//
// Bad input and impossible models are values (Result<T>); a broken promise inside the program is KITH_CHECK.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/check.hpp"

namespace kith {

/// Append only: reports and exit statuses cite these numbers.
enum class Errc : std::uint16_t {
  // 1xx: files and tables
  file_unreadable = 100,
  malformed_row = 101,
  missing_column = 102,
  missing_value = 103,
  bad_number = 104,
  bad_value = 105,
  duplicate_id = 106,
  unknown_id = 107,
  unknown_column = 108,
  output_unwritable = 109,
  unsupported_format = 110,
  too_many_problems = 111,
  // 2xx: genetics
  unknown_marker = 200,
  frequencies_do_not_sum_to_one = 201,
  bad_frequency = 202,
  duplicate_allele = 203,
  bad_allele_label = 204,
  unknown_allele = 205,
  mutation_rate_out_of_range = 206,
  mutation_model_undefined = 207,
  mutation_matrix_malformed = 208,
  bad_parameter = 209,
  too_many_alleles = 210,
  // 3xx: pedigrees
  unknown_parent = 300,
  parent_sex_conflict = 301,
  person_is_own_ancestor = 302,
  cost_limit_exceeded = 303,
  // 4xx: options
  bad_option = 400,
};

struct Error {
  Errc code{};
  std::string message;
  std::string where{};  ///< "profiles.csv:42:allele_1" or empty
};

/// Either a value or the reason why there is none. Result<void>: done, or the reason why not.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}  // NOLINT(google-explicit-constructor): `return value;` is the use
  Result(Error error) : content_(std::move(error)) {}  // NOLINT(google-explicit-constructor): `return Error{...};` too

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(content_); }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& {
    KITH_CHECK(ok());
    return std::get<T>(content_);
  }
  [[nodiscard]] T&& value() && {
    KITH_CHECK(ok());
    return std::get<T>(std::move(content_));
  }
  [[nodiscard]] const Error& error() const {
    KITH_CHECK(!ok());
    return std::get<Error>(content_);
  }

 private:
  std::variant<T, Error> content_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor): as above

  [[nodiscard]] bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const Error& error() const {
    KITH_CHECK(!ok());
    return *error_;  // NOLINT(bugprone-unchecked-optional-access): checked
  }

 private:
  std::optional<Error> error_{};
};

}  // namespace kith

// Blocking: DNA is compared only where sex, age and place do not speak against it. A hard rule on each: one wrong
// estimate, and the right pair is never looked at. That is what the comparison with `combined`, which weighs the same
// facts, shows.
//
//   sex     differs by form or DNA                                                              -> not compared
//   age     the PM interval, kAgeMargin years wider at both ends, does not reach the AM age     -> not compared
//           (age_min, age_max, else age +- 2 age_error; AM: age, else last seen year - birth year)
//   place   recovered more than kReachKm from where last seen, both with coordinates            -> not compared
// What is not known blocks nothing.
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "attributes/place/place_tables.hpp"
#include "matching/case/attribute_text.hpp"
#include "matching/case/known_sex.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::matching {

namespace {

constexpr double kAgeMargin = 5;
constexpr double kReachKm = 100;
constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// The number a cell begins with: of a date its year.
std::optional<double> number_of(const Attributes& attributes, std::string_view name) {
  const std::string_view text = attribute_text(attributes, name);
  double value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<attributes::Coordinates> coordinates_of(const Attributes& attributes, const std::string& prefix) {
  const auto latitude = number_of(attributes, prefix + "_latitude");
  const auto longitude = number_of(attributes, prefix + "_longitude");
  if (!latitude || !longitude || (*latitude == 0 && *longitude == 0)) return std::nullopt;
  return attributes::Coordinates{*latitude, *longitude};
}

/// What remains are blocked by; equal ones share a row.
struct Found {
  Sex sex = Sex::unknown;
  double age_from = -kNoLimit;
  double age_to = kNoLimit;
  std::optional<attributes::Coordinates> place{};

  friend auto operator<=>(const Found&, const Found&) = default;
};

struct Reported {
  Sex sex = Sex::unknown;
  std::optional<double> age{};
  std::optional<attributes::Coordinates> place{};
};

Found found_of(const Remains& remains) {
  Found found{.sex = known_sex(remains)};
  const auto age = number_of(remains.attributes, "age");
  const double error = number_of(remains.attributes, "age_error").value_or(0);
  const auto from = number_of(remains.attributes, "age_min");
  const auto to = number_of(remains.attributes, "age_max");
  if (from || to) {
    found.age_from = from.value_or(-kNoLimit);
    found.age_to = to.value_or(kNoLimit);
  } else if (age) {
    found.age_from = *age - 2 * error;
    found.age_to = *age + 2 * error;
  }
  found.place = coordinates_of(remains.attributes, "recovery");
  return found;
}

Reported reported_of(const MissingPerson& missing) {
  Reported reported{.sex = missing.sex,
                    .age = number_of(missing.attributes, "age"),
                    .place = coordinates_of(missing.attributes, "last_seen")};
  auto born = number_of(missing.attributes, "birth_date");
  if (!born) born = number_of(missing.attributes, "birth_year");
  const auto vanished = number_of(missing.attributes, "last_seen_date");
  if (!reported.age && born && vanished) reported.age = *vanished - *born;
  return reported;
}

bool are_compared(const Reported& am, const Found& pm) {
  if (am.sex != Sex::unknown && pm.sex != Sex::unknown && am.sex != pm.sex) return false;
  if (am.age && (*am.age < pm.age_from - kAgeMargin || *am.age > pm.age_to + kAgeMargin)) return false;
  return !am.place || !pm.place || attributes::great_circle_km(*am.place, *pm.place) <= kReachKm;
}

/// 0 where a pair is compared, -infinity where it is not. It is a rule and no evidence: it never counts as scored.
class BlockColumn final : public evidence::Column {
 public:
  BlockColumn(std::vector<Found> rows, std::vector<Reported> targets)
      : rows_(std::move(rows)), targets_(std::move(targets)) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::size_t n_rows() const override { return rows_.size(); }
  [[nodiscard]] std::string describe_row(std::size_t) const override { return "in the same block"; }
  evidence::ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      rows[row] = are_compared(targets_[target], rows_[row]) ? 0 : kNotCompared;
    }
    return evidence::ColumnStatus::no_reference;
  }

 private:
  std::string name_ = "blocks";
  std::vector<Found> rows_;
  std::vector<Reported> targets_;
};

/// The table with one more column at its end.
void add_column(EvidenceTable& table, std::unique_ptr<evidence::Column> column, std::span<const std::uint32_t> codes) {
  const std::size_t n = table.columns.size();
  std::vector<std::uint32_t> wider;
  wider.reserve(table.n_remains * (n + 1));
  for (std::size_t r = 0; r < table.n_remains; ++r) {
    for (std::size_t c = 0; c < n; ++c) wider.push_back(table.codes[r * n + c]);
    wider.push_back(codes[r]);
  }
  table.codes = std::move(wider);
  table.columns.push_back(std::move(column));
}

class Blocked final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "blocked"; }
  [[nodiscard]] std::string_view description() const override {
    return "DNA, only where sex, age and place do not speak against the pair";
  }
  [[nodiscard]] std::string_view practice() const override {
    return "case files narrowed down by sex, age group and region before laboratory results are compared";
  }
  [[nodiscard]] bool scores_family_dna() const override { return false; }
  [[nodiscard]] EvidenceTable evidence(const Case& data, const EvidenceOptions& options) const override {
    EvidenceTable table = dna_strategy().evidence(data, options);
    std::vector<Found> rows(1);  // row 0: nothing known
    std::map<Found, std::uint32_t> row_of = {{rows.front(), 0}};
    std::vector<std::uint32_t> codes;
    for (const Remains& remains : data.remains) {
      const Found found = found_of(remains);
      const auto [place, is_new] = row_of.emplace(found, static_cast<std::uint32_t>(rows.size()));
      if (is_new) rows.push_back(found);
      codes.push_back(place->second);
    }
    std::vector<Reported> targets;
    for (const MissingPerson& missing : data.missing) targets.push_back(reported_of(missing));
    add_column(table, std::make_unique<BlockColumn>(std::move(rows), std::move(targets)), codes);
    return table;
  }
  [[nodiscard]] MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                const Progress& progress) const override {
    return tiled_strategy().run(evidence, options, progress);
  }
};

}  // namespace

const Strategy& blocked_strategy() {
  static const Blocked strategy;
  return strategy;
}

}  // namespace kith::matching

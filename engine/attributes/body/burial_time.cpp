#include "attributes/body/burial_time.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace kith::attributes {
namespace {

double day_number(const Date& day) { return static_cast<double>(day.time_since_epoch().count()); }

/// P(L + D <= t), L uniform on [first, last), D exponential.
double arrived_by(double t, double first, double last, double delay) {
  if (t <= first) return 0;
  const double seen_until = std::min(t, last);
  const double waiting = delay * (std::exp(-(t - seen_until) / delay) - std::exp(-(t - first) / delay));
  return (seen_until - first - waiting) / (last - first);
}

}  // namespace

double burial_probability(const DateRange& seen, const DateRange& window, double delay_days) {
  KITH_CHECK(seen.known() && delay_days > 0);
  const double first = day_number(seen.from ? *seen.from : *seen.to);
  const double last = day_number(seen.to ? *seen.to : *seen.from) + 1;
  const double before = window.from ? arrived_by(day_number(*window.from), first, last, delay_days) : 0;
  const double until = window.to ? arrived_by(day_number(*window.to) + 1, first, last, delay_days) : 1;
  return std::max(0.0, until - before);
}

BurialTimes::BurialTimes(const std::vector<DateRange>& seen, double delay_days, double date_error)
    : delay_days_(delay_days), date_error_(date_error) {
  std::map<DateRange, double> counts;
  double n = 0;
  for (const DateRange& range : seen) {
    if (!range.known()) continue;
    counts[range] += 1;
    n += 1;
  }
  for (const auto& [range, count] : counts) seen_.emplace_back(range, count / n);
}

double BurialTimes::mean(const DateRange& window) const {
  if (!window.known() || seen_.empty()) return 1;
  double sum = 0;
  for (const auto& [range, share] : seen_) sum += share * burial_probability(range, window, delay_days_);
  return sum;
}

double BurialTimes::probability(const DateRange& seen, const DateRange& window, double mean) const {
  if (!window.known() || seen_.empty()) return 1;
  if (!seen.known()) return mean;
  return (1 - date_error_) * burial_probability(seen, window, delay_days_) + date_error_ * mean;
}

double BurialTimes::ratio(const DateRange& seen, const DateRange& window, double mean) const {
  return mean > 0 ? probability(seen, window, mean) / mean : 1;
}

std::vector<DateRange> first_burials(const std::vector<Site>& sites, const std::vector<std::uint32_t>& set_of) {
  struct Span {
    DateRange days{};
    bool any = false;
  };
  std::map<std::uint32_t, Span> primary;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (sites[s].kind == SiteKind::secondary) continue;
    Span& span = primary[set_of[s]];
    const DateRange& own = sites[s].burial;
    const bool opens = own.from && (!span.any || span.days.from);
    const bool closes = own.to && (!span.any || span.days.to);
    span.days.from = !opens ? std::nullopt : span.any ? std::min(span.days.from, own.from) : own.from;
    span.days.to = !closes ? std::nullopt : span.any ? std::max(span.days.to, own.to) : own.to;
    span.any = true;
  }
  std::vector<DateRange> result;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (sites[s].kind != SiteKind::secondary) {
      result.push_back(sites[s].burial);
      continue;
    }
    const DateRange closed{.from = {}, .to = sites[s].burial.to};
    const auto span = primary.find(set_of[s]);
    const auto both = span == primary.end() ? closed : intersection(span->second.days, closed).value_or(closed);
    result.push_back(both);
  }
  return result;
}

std::optional<DateRange> intersection(const DateRange& a, const DateRange& b) {
  DateRange both{a.from, a.to};
  if (b.from && (!both.from || *b.from > *both.from)) both.from = b.from;
  if (b.to && (!both.to || *b.to < *both.to)) both.to = b.to;
  if (both.from && both.to && *both.from > *both.to) return std::nullopt;
  return both;
}

}  // namespace kith::attributes

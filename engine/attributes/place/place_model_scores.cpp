// What PlaceModel says of a pair once it knows the reports and the findings.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "attributes/place/place_model.hpp"
#include "core/check.hpp"

namespace kith::attributes {

double PlaceModel::mean_of(const Row& row) const {
  double mean = 0;
  if (!row.own.empty()) {  // a row without stands before it
    mean = rows_[row.plain].mean;
    for (auto link = row.own.begin(); link != row.own.end(); ++link) {
      if (link != row.own.begin() && std::prev(link)->event == link->event) continue;
      mean += event_part(link->event, row, row.own) - event_part(link->event, row, {});
    }
    return std::max(0.0, mean);
  }
  if (!row.window.known()) return site_mean_[*row.finding.site];
  for (const Report& report : reports_) mean += report.share * row_probability(report, row, {});
  return mean;
}

double PlaceModel::kernel(const Report& report, std::uint32_t site) const {
  const auto& from = report.what.last_seen;
  const auto& to = sites_[site].coordinates;
  if (!from || !to) return report.mean_kernel;
  return std::exp(-great_circle_km(*from, *to) / parameters_.beta_km);
}

double PlaceModel::in_time(const Report& report, std::uint32_t site) const {
  return times_->ratio(report.what.dates, first_burial_[site], site_mean_time_[site]);
}

double PlaceModel::count_at(std::uint32_t event, std::uint32_t site, LeftOut left_out) const {
  if (counts_[event].empty()) return 0;
  double count = counts_[event][site];
  for (const Link& link : left_out) {
    if (link.event == event) count -= spread(link.site, site);
  }
  constexpr double kRounding = 1e-9;  // what is left of a count of one less one
  return count > kRounding ? count : 0;
}

double PlaceModel::site_probability(const Report& report, std::uint32_t site, LeftOut left_out) const {
  double count = 0;
  double sum = report.counts_in_time;
  if (report.what.event) {
    const std::uint32_t event = *report.what.event;
    count = count_at(event, site, left_out);
    for (const Link& link : left_out) {
      if (link.event != event) continue;
      for (const std::uint32_t s : sets_[set_of_[link.site]]) sum -= spread(link.site, s) * in_time(report, s);
    }
  }
  sum = std::max(0.0, sum);  // rounding, too
  const double prior = base(report, site) * (parameters_.background + kernel(report, site)) / report.kernel_sum;
  const double in_all = sum + parameters_.alpha * report.prior_in_time;
  if (!(in_all > 0)) return 0;  // without date errors, last seen after every grave was closed
  return (count + parameters_.alpha * prior) * in_time(report, site) / in_all;
}

double PlaceModel::row_probability(const Report& report, const Row& row, LeftOut left_out) const {
  const double at_site = row.finding.site ? site_probability(report, *row.finding.site, left_out) : 1;
  if (!row.window.known()) return at_site;
  const double in_window = times_->probability(report.what.dates, row.window, row.window_time);
  if (!row.within_site) return at_site * in_window;
  const std::uint32_t site = *row.finding.site;
  const double whole = times_->probability(report.what.dates, first_burial_[site], site_mean_time_[site]);
  return whole > 0 ? at_site * in_window / whole : at_site;
}

double PlaceModel::event_part(std::uint32_t event, const Row& row, LeftOut left_out) const {
  double sum = 0;
  for (const std::uint32_t r : reports_of_event_[event]) {
    sum += reports_[r].share * row_probability(reports_[r], row, left_out);
  }
  return sum;
}

std::vector<PlaceModel::Link> PlaceModel::left_out(std::size_t missing, const std::vector<Link>& of_row) const {
  std::vector<Link> all;
  const std::vector<Link>& own = links_of_missing_[missing];
  std::set_union(of_row.begin(), of_row.end(), own.begin(), own.end(), std::back_inserter(all));
  return all;
}

double PlaceModel::probability(std::size_t missing, const Row& row) const {
  return row_probability(reports_[report_of_[missing]], row, left_out(missing, row.own));
}

double PlaceModel::likelihood_ratio(std::size_t missing, std::size_t row_index) const {
  if (row_index == 0 || report_of_[missing] == kNone) return 1;
  const Row& row = rows_[row_index];
  // A window that fits nobody of the case says nothing about one of them.
  return row.mean > 0 ? probability(missing, row) / row.mean : 1;
}

void PlaceModel::likelihood_ratios(std::size_t missing, std::span<double> ratios) const {
  KITH_CHECK(ratios.size() == rows_.size());
  std::fill(ratios.begin(), ratios.end(), 1.0);
  if (report_of_[missing] == kNone) return;
  const auto& event = reports_[report_of_[missing]].what.event;
  std::vector<double> probabilities(rows_.size());
  for (std::size_t r = 1; r < rows_.size(); ++r) {
    const Row& row = rows_[r];
    const auto is_of_event = [&](const Link& link) { return event && link.event == *event; };
    const bool as_plain = row.plain != r && std::none_of(row.own.begin(), row.own.end(), is_of_event);
    probabilities[r] = as_plain ? probabilities[row.plain] : probability(missing, row);
    if (row.mean > 0) ratios[r] = probabilities[r] / row.mean;
  }
}

double PlaceModel::site_probability(std::size_t missing, std::uint32_t site) const {
  KITH_CHECK(report_of_[missing] != kNone);
  return site_probability(reports_[report_of_[missing]], site, links_of_missing_[missing]);
}

std::pair<double, double> PlaceModel::counts(std::size_t missing, std::uint32_t site) const {
  if (report_of_[missing] == kNone) return {0, 0};
  const auto& event = reports_[report_of_[missing]].what.event;
  if (!event || raw_counts_[*event].empty()) return {0, 0};
  const auto& counts = raw_counts_[*event];
  double here = counts[site];
  double anywhere = std::accumulate(counts.begin(), counts.end(), 0.0);
  for (const Link& link : links_of_missing_[missing]) {
    anywhere -= 1;
    if (link.site == site) here -= 1;
  }
  return {here, anywhere};
}

double PlaceModel::linked_count(std::size_t missing, std::size_t row) const {
  const auto& site = rows_[row].finding.site;
  if (report_of_[missing] == kNone || !site) return 0;
  const auto& event = reports_[report_of_[missing]].what.event;
  return event ? count_at(*event, *site, left_out(missing, rows_[row].own)) : 0;
}

bool PlaceModel::is_closed_before(std::size_t missing, std::size_t row) const {
  if (report_of_[missing] == kNone) return false;
  const DateRange& seen = reports_[report_of_[missing]].what.dates;
  const PlaceFinding& finding = rows_[row].finding;
  const DateRange& window = finding.burial.known() || !finding.site ? finding.burial : sites_[*finding.site].burial;
  const auto earliest = seen.from ? seen.from : seen.to;
  return earliest && window.to && *window.to < *earliest;
}

std::optional<double> PlaceModel::distance_km(std::size_t missing, std::uint32_t site) const {
  if (report_of_[missing] == kNone) return std::nullopt;
  const auto& from = reports_[report_of_[missing]].what.last_seen;
  if (!from || !sites_[site].coordinates) return std::nullopt;
  return great_circle_km(*from, *sites_[site].coordinates);
}

}  // namespace kith::attributes

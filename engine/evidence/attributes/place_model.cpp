#include "evidence/attributes/place_model.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numbers>
#include <numeric>
#include <tuple>

#include "core/check.hpp"

namespace kith::evidence {
namespace {

constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

/// What the report leaves open, its event says.
void complete(PlaceReport& report, const std::vector<Event>& events) {
  if (!report.event) return;
  const Event& event = events[*report.event];
  if (!report.last_seen) report.last_seen = event.coordinates;
  if (!report.dates.known()) report.dates = event.dates;
}

}  // namespace

double great_circle_km(const Coordinates& a, const Coordinates& b) {
  constexpr double kRadiusKm = 6371.0088;
  constexpr double kRadian = std::numbers::pi / 180;
  const double across = std::sin((b.latitude - a.latitude) * kRadian / 2);
  const double along = std::sin((b.longitude - a.longitude) * kRadian / 2);
  const double h = across * across + std::cos(a.latitude * kRadian) * std::cos(b.latitude * kRadian) * along * along;
  return 2 * kRadiusKm * std::asin(std::min(1.0, std::sqrt(h)));
}

PlaceModel::PlaceModel(const PlaceTables& tables, std::vector<PlaceReport> reports,
                       const std::vector<PlaceFinding>& findings, const PlaceParameters& parameters)
    : parameters_(parameters), sites_(tables.sites) {
  KITH_CHECK(parameters.alpha > 0 && parameters.background > 0 && parameters.beta_km > 0);
  for (PlaceReport& report : reports) complete(report, tables.events);
  std::vector<DateRange> seen;
  seen.reserve(reports.size());
  for (const PlaceReport& report : reports) seen.push_back(report.dates);
  times_.emplace(seen, parameters.delay_days, parameters.date_error);
  weigh_sites(findings);
  link_sites(tables);
  first_burial_ = first_burials(sites_, set_of_);
  for (const DateRange& window : first_burial_) site_mean_time_.push_back(times_->mean(window));
  count_links(tables, reports, findings);
  reports_of_event_.resize(tables.events.size());
  collect_reports(reports);
  make_rows(findings);
}

void PlaceModel::weigh_sites(const std::vector<PlaceFinding>& findings) {
  pi_.assign(sites_.size(), parameters_.site_smoothing);
  for (const PlaceFinding& finding : findings) {
    if (finding.site) pi_[*finding.site] += parameters_.remains_weight;
  }
  const double sum = std::accumulate(pi_.begin(), pi_.end(), 0.0);
  for (double& share : pi_) share /= sum;
}

void PlaceModel::link_sites(const PlaceTables& tables) {
  set_of_.resize(sites_.size());
  std::iota(set_of_.begin(), set_of_.end(), 0U);
  for (std::uint32_t s = 0; s < sites_.size(); ++s) {
    for (const std::uint32_t other : tables.sites[s].linked_to) {
      const std::uint32_t from = set_of_[other];
      const std::uint32_t into = set_of_[s];
      std::replace(set_of_.begin(), set_of_.end(), from, into);
    }
  }
  sets_.resize(sites_.size());
  set_share_.resize(sites_.size(), 0);
  for (std::uint32_t s = 0; s < sites_.size(); ++s) {
    sets_[set_of_[s]].push_back(s);
    set_share_[set_of_[s]] += pi_[s];
  }
}

double PlaceModel::spread(std::uint32_t from, std::uint32_t site) const {
  const double stays = from == site ? 1 - parameters_.share : 0;
  if (set_of_[from] != set_of_[site]) return stays;
  return stays + parameters_.share * pi_[site] / set_share_[set_of_[site]];
}

void PlaceModel::count_identified(const Link& link, double identified) {
  if (counts_[link.event].empty()) {
    counts_[link.event].assign(sites_.size(), 0);
    raw_counts_[link.event].assign(sites_.size(), 0);
  }
  raw_counts_[link.event][link.site] += identified;
  for (const std::uint32_t site : sets_[set_of_[link.site]]) {
    counts_[link.event][site] += identified * spread(link.site, site);
  }
}

void PlaceModel::count_links(const PlaceTables& tables, const std::vector<PlaceReport>& reports,
                             const std::vector<PlaceFinding>& findings) {
  counts_.resize(tables.events.size());
  raw_counts_.resize(tables.events.size());
  links_of_missing_.resize(reports.size());
  links_of_remains_.resize(findings.size());
  for (const Identification& pair : tables.identifications) {
    const auto& event = reports[pair.missing].event;
    const auto& site = findings[pair.remains].site;
    if (!event || !site) continue;
    const Link link{*event, *site};
    links_of_missing_[pair.missing].push_back(link);
    links_of_remains_[pair.remains].push_back(link);
    count_identified(link, 1);
  }
  for (auto& links : links_of_missing_) std::sort(links.begin(), links.end());
  for (auto& links : links_of_remains_) std::sort(links.begin(), links.end());
  for (const EventSiteCount& count : tables.event_sites) {
    if (count.identified > 0) count_identified({count.event, count.site}, count.identified);
  }
}

void PlaceModel::collect_reports(const std::vector<PlaceReport>& reports) {
  using Key = std::tuple<std::optional<std::uint32_t>, std::optional<Coordinates>, DateRange>;
  std::map<Key, std::uint32_t> index;
  double n_known = 0;
  report_of_.assign(reports.size(), kNone);
  for (std::size_t m = 0; m < reports.size(); ++m) {
    if (!reports[m].known()) continue;
    const auto place = static_cast<std::uint32_t>(reports_.size());
    const auto entry = index.try_emplace({reports[m].event, reports[m].last_seen, reports[m].dates}, place);
    if (entry.second) {
      Report report;
      report.what = reports[m];
      reports_.push_back(report);
      if (reports[m].event) reports_of_event_[*reports[m].event].push_back(place);
    }
    report_of_[m] = entry.first->second;
    reports_[entry.first->second].share += 1;
    n_known += 1;
  }
  site_mean_.assign(sites_.size(), 0);
  pooled_.assign(sites_.size(), 0);
  double placed = 0;
  for (Report& report : reports_) {
    report.share /= n_known;
    report.placed = report.what.event || report.what.last_seen;
    if (!report.placed) continue;
    placed += report.share;
    sum_up(report);
  }
  if (!(placed > 0)) pooled_ = pi_;
  for (double& share : pooled_) share /= placed > 0 ? placed : 1;
  for (Report& report : reports_) {
    if (!report.placed) sum_up(report);
  }
}

void PlaceModel::sum_up(Report& report) {
  double located = 0;
  double kernels = 0;
  std::vector<double> of_site(sites_.size(), 1);
  for (std::uint32_t s = 0; s < sites_.size() && report.what.last_seen; ++s) {
    if (!sites_[s].coordinates) continue;
    of_site[s] = kernel(report, s);
    located += pi_[s];
    kernels += pi_[s] * of_site[s];
  }
  report.mean_kernel = located > 0 ? kernels / located : 1;
  const auto count = [&](std::uint32_t s) { return report.what.event ? count_at(*report.what.event, s, {}) : 0; };
  std::vector<double> time(sites_.size());
  double in_time_sum = 0, n = 0;
  for (std::uint32_t s = 0; s < sites_.size(); ++s) {
    const bool has_distance = report.what.last_seen && sites_[s].coordinates;
    of_site[s] = base(report, s) * (parameters_.background + (has_distance ? of_site[s] : report.mean_kernel));
    time[s] = in_time(report, s);
    report.kernel_sum += of_site[s];
    in_time_sum += of_site[s] * time[s];
    report.counts_in_time += count(s) * time[s];
    n += count(s);
  }
  report.prior_in_time = sites_.empty() ? 0 : in_time_sum / report.kernel_sum;
  const double sum = report.counts_in_time + parameters_.alpha * report.prior_in_time;
  for (std::uint32_t s = 0; s < sites_.size(); ++s) {
    const double smoothed = count(s) + parameters_.alpha * (of_site[s] / report.kernel_sum);
    if (sum > 0) site_mean_[s] += report.share * smoothed * time[s] / sum;
    if (report.placed) pooled_[s] += report.share * smoothed / (n + parameters_.alpha);
  }
}

std::uint32_t PlaceModel::add_row(const PlaceFinding& finding, std::vector<Link> own) {
  Row row;
  row.finding = finding;
  row.own = std::move(own);
  row.window = finding.burial;
  const bool moved = finding.site && sites_[*finding.site].kind == SiteKind::secondary;
  if (moved) row.window.from.reset();
  if (finding.site && row.window.known() && first_burial_[*finding.site].known()) {
    const auto both = intersection(row.window, first_burial_[*finding.site]);
    row.within_site = both.has_value();
    if (both) row.window = *both;
  }
  row.window_time = times_->mean(row.window);
  row.plain = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back(std::move(row));
  return rows_.back().plain;
}

void PlaceModel::make_rows(const std::vector<PlaceFinding>& findings) {
  rows_.resize(1);
  row_of_.assign(findings.size(), 0);
  std::map<std::pair<PlaceFinding, std::vector<Link>>, std::uint32_t> index;
  const auto row_for = [&](const PlaceFinding& finding, const std::vector<Link>& own) {
    const auto found = index.find({finding, own});
    return found != index.end() ? found->second : index[{finding, own}] = add_row(finding, own);
  };
  for (std::size_t r = 0; r < findings.size(); ++r) {
    if (!findings[r].site && !findings[r].burial.known()) continue;
    const std::uint32_t plain = row_for(findings[r], {});
    row_of_[r] = row_for(findings[r], links_of_remains_[r]);
    rows_[row_of_[r]].plain = plain;
  }
  for (std::size_t row = 1; row < rows_.size(); ++row) rows_[row].mean = mean_of(rows_[row]);
}

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

}  // namespace kith::evidence

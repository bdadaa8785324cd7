#include "attributes/place/place_model.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numbers>
#include <numeric>
#include <tuple>

#include "core/check.hpp"

namespace kith::attributes {
namespace {

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
                       const std::vector<PlaceFinding>& findings, const PlaceParameters& parameters,
                       std::size_t n_scored_only)
    : parameters_(parameters), sites_(tables.sites) {
  KITH_CHECK(parameters.alpha > 0 && parameters.background > 0 && parameters.beta_km > 0);
  for (PlaceReport& report : reports) complete(report, tables.events);
  std::vector<DateRange> seen;
  seen.reserve(reports.size());
  for (const PlaceReport& report : reports) seen.push_back(report.dates);
  times_.emplace(seen, parameters.delay_days, parameters.date_error);
  weigh_sites(std::span(findings).first(findings.size() - n_scored_only));
  link_sites(tables);
  first_burial_ = first_burials(sites_, set_of_);
  for (const DateRange& window : first_burial_) site_mean_time_.push_back(times_->mean(window));
  count_links(tables, reports, findings);
  reports_of_event_.resize(tables.events.size());
  collect_reports(reports);
  make_rows(findings);
}

void PlaceModel::weigh_sites(std::span<const PlaceFinding> findings) {
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

}  // namespace kith::attributes

#include "attributes/place/place_attribute.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <tuple>

#include "attributes/frame/comparison_levels.hpp"
#include "attributes/place/place_description.hpp"
#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

std::string text_of(const Date& date) {
  const std::chrono::year_month_day day(date);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

std::string text_of(const DateRange& dates) {
  if (dates.from && dates.to && *dates.from == *dates.to) return text_of(*dates.from);
  if (dates.from && dates.to) return text_of(*dates.from) + " to " + text_of(*dates.to);
  return dates.from ? "from " + text_of(*dates.from) : "until " + text_of(*dates.to);
}

std::string_view text_of(SiteKind kind) {
  switch (kind) {
    case SiteKind::primary:
      return " (primary)";
    case SiteKind::secondary:
      return " (secondary)";
    case SiteKind::surface:
      return " (surface)";
    case SiteKind::other:
      break;
  }
  return "";
}

void append(std::string& text, const std::string& part) {
  if (part.empty()) return;
  text += (text.empty() ? "" : ", ") + part;
}

PlaceParameters parameters_of(const AttributeContext& context) {
  const Parameters p(PlaceAttribute::kName, PlaceAttribute::kParameters, *context.overrides);
  return {.alpha = p["alpha"],
          .beta_km = p["beta_km"],
          .background = p["background"],
          .share = p["share"],
          .site_smoothing = p["site_smoothing"],
          .remains_weight = p["remains_weight"],
          .delay_days = p["delay_days"],
          .date_error = p["date_error"]};
}

double log10_of(double ratio) { return ratio > 0 ? std::log10(ratio) : -std::numeric_limits<double>::infinity(); }

/// The case's places, the model of them, and one missing person for each distinct report.
class PlaceTable {
 public:
  PlaceTable(PlaceCase places, const PlaceParameters& parameters)
      : places_(std::move(places)),
        model_(places_.tables, places_.reports, places_.findings, parameters, places_.n_scored_only),
        remains_weight_(parameters.remains_weight) {
    std::vector<std::uint32_t> identified(places_.reports.size(), kNoReport);
    for (const Identification& pair : places_.tables.identifications) identified[pair.missing] = pair.missing;
    std::map<std::tuple<PlaceReport, std::uint32_t>, std::uint32_t> index;
    for (std::uint32_t m = 0; m < places_.reports.size(); ++m) {
      if (!places_.reports[m].known()) {
        report_of_.push_back(kNoReport);
        continue;
      }
      const auto next = static_cast<std::uint32_t>(missing_of_report_.size());
      const auto entry = index.try_emplace({places_.reports[m], identified[m]}, next);
      if (entry.second) missing_of_report_.push_back(m);
      report_of_.push_back(entry.first->second);
    }
  }

  [[nodiscard]] const PlaceModel& model() const { return model_; }
  [[nodiscard]] const std::vector<std::uint32_t>& report_of() const { return report_of_; }
  [[nodiscard]] std::size_t n_reports() const { return missing_of_report_.size(); }

  [[nodiscard]] double log10_lr(std::uint32_t report, std::size_t row) const {
    return log10_of(model_.likelihood_ratio(missing_of_report_[report], row));
  }
  void log10_lrs(std::uint32_t report, std::span<double> rows) const {
    model_.likelihood_ratios(missing_of_report_[report], rows);
    for (double& row : rows) row = log10_of(row);
  }
  /// "P(site) from 812 reports of a place or a time; 120 identifications in the case, 85 outside it; 30 sites, all
  /// alike"
  [[nodiscard]] std::string remark() const {
    const auto n_known = std::count_if(places_.reports.begin(), places_.reports.end(),
                                       [](const PlaceReport& report) { return report.known(); });
    std::uint64_t outside = 0;
    for (const EventSiteCount& count : places_.tables.event_sites) outside += count.identified;
    return "P(site) from " + std::to_string(n_known) + " reports of a place or a time; " +
           std::to_string(places_.tables.identifications.size()) + " identifications in the case, " +
           std::to_string(outside) + " outside it; " + std::to_string(places_.tables.sites.size()) + " sites" +
           (remains_weight_ > 0 ? ", weighed by the remains found there" : ", all alike beforehand");
  }
  [[nodiscard]] std::string report_text(std::uint32_t report) const {
    const PlaceReport& what = places_.reports[missing_of_report_[report]];
    std::string text;
    if (what.event) append(text, "event " + places_.tables.events[*what.event].id);
    if (what.dates.known()) append(text, "last seen " + text_of(what.dates));
    if (what.last_seen)
      append(text, "at " + number_word(what.last_seen->latitude, 3) + " " + number_word(what.last_seen->longitude, 3));
    return text;
  }
  [[nodiscard]] std::string finding_text(std::size_t row) const {
    const PlaceFinding& finding = model_.finding(row);
    std::string text;
    if (finding.site) {
      const Site& site = places_.tables.sites[*finding.site];
      append(text, site.id + std::string(text_of(site.kind)));
      if (!finding.burial.known() && site.burial.known()) append(text, "buried " + text_of(site.burial));
    }
    if (finding.burial.known()) append(text, "buried " + text_of(finding.burial));
    return text;
  }
  /// kPlaceLevels; 0 where neither identifications nor distance nor time compare.
  [[nodiscard]] std::uint8_t level(std::uint32_t report, std::size_t row) const {
    constexpr double kNearKm = 25;
    const std::uint32_t missing = missing_of_report_[report];
    const auto& site = model_.finding(row).site;
    if (model_.is_closed_before(missing, row)) return 4;
    if (!site) return 0;
    if (model_.linked_count(missing, row) > 0) return 1;
    const auto km = model_.distance_km(missing, *site);
    if (km) return *km <= kNearKm ? 2 : 3;
    return model_.counts(missing, *site).second > 0 ? 3 : 0;
  }
  [[nodiscard]] std::string rule(std::uint32_t report, std::size_t row) const {
    const std::uint32_t missing = missing_of_report_[report];
    const PlaceFinding& finding = model_.finding(row);
    if (!finding.site) return "burial window against the day last seen";
    const auto [here, anywhere] = model_.counts(missing, *finding.site);
    std::string text;
    if (anywhere > 0)
      append(text, number_word(here, 3) + " of " + number_word(anywhere, 3) + " identified of the event lie there");
    if (const auto km = model_.distance_km(missing, *finding.site)) append(text, number_word(*km, 3) + " km away");
    append(text, "P(site | report) " + number_word(model_.site_probability(missing, *finding.site), 3));
    return text;
  }

 private:
  PlaceCase places_;
  PlaceModel model_;
  double remains_weight_;
  std::vector<std::uint32_t> report_of_;
  std::vector<std::uint32_t> missing_of_report_;
};

}  // namespace

std::optional<AttributeEvidence> build_place(const AttributeContext& context, const Weighting& weighting) {
  if (context.places == nullptr) return std::nullopt;
  std::vector<const AmPlace*> am;
  std::vector<const PmPlace*> pm;
  for (const AmDescription& description : context.am) am.push_back(&description.place);
  for (const PmDescription& description : context.pm) pm.push_back(&description.place);
  const PlaceParameters parameters = parameters_of(context);
  PlaceCase places = resolve_places(*context.places, am, pm, parameters.delay_days);
  places.n_scored_only = context.n_scored_only;
  const auto table = std::make_shared<PlaceTable>(std::move(places), parameters);
  if (table->n_reports() == 0 || table->model().n_rows() < 2) return std::nullopt;

  AttributeParts parts{.name = std::string(PlaceAttribute::kName),
                       .group = std::string(PlaceAttribute::kGroup),
                       .n_rows = table->model().n_rows(),
                       .n_reports = table->n_reports(),
                       .report_of = table->report_of(),
                       .weighting = weighting};
  parts.fill = [table](std::uint32_t report, std::span<double> rows) { table->log10_lrs(report, rows); };
  parts.log10_lr = [table](std::uint32_t report, std::size_t row) { return table->log10_lr(report, row); };
  parts.finding_text = [table](std::size_t row) { return table->finding_text(row); };
  parts.report_text = [table](std::uint32_t report) { return table->report_text(report); };
  parts.rule_text = [table](std::uint32_t report, std::size_t row) { return table->rule(report, row); };
  parts.levels = kPlaceLevels;
  parts.level = [table](std::uint32_t report, std::size_t row) { return table->level(report, row); };
  parts.all_levels = [table](std::uint32_t report, std::span<std::uint8_t> rows) {
    for (std::size_t row = 1; row < rows.size(); ++row) rows[row] = table->level(report, row);
  };
  apply_learned(parts, context.weights);
  AttributeEvidence evidence;
  evidence.remark = std::string(PlaceAttribute::kName) + ": " + table->remark();
  for (std::size_t r = 0; r < context.pm.size(); ++r) evidence.codes.push_back(table->model().row_of(r));
  evidence.column = std::make_unique<AttributeColumn>(std::move(parts));
  return evidence;
}

}  // namespace kith::attributes

// attributes/place/place_model.hpp — the likelihood ratio of where and when remains were buried, given where and when a
// person vanished.
//
// H1: the remains are this missing person. H2: they are another of the case's missing persons, drawn at random.
//
//   P(s | a) prop. to  (n_es + alpha q_s(a)) T_s(a)      site s, report a of event e
//   q_s(a)   prop. to  pi_s (w0 + exp(-d(a, s) / beta))
//   LR = P(s, w | a) / P(s, w),                 P(s, w) = mean of P(s, w | a) over the case's reports
//
//   n_es   accepted identifications of people of event e at site s. The part `share` of each count is spread over the
//     sites
//          linked with s in proportion to pi; the rest stays at s. Nothing is evidence for itself: the identification
//            of these
//          remains does not count, and in P(s, w | a) that of this missing person does not either. (Where both have one
//            of
//          the same event and site it is taken for one and the same.)
//   pi_s   all sites alike; or in proportion to `site_smoothing` + `remains_weight` times the remains found at s
//          Of a report with neither event nor coordinates pi is instead the mean of (n_es + alpha q_s) / (n_e + alpha)
//            over the
//          reports that have one: such a person may be of any event.
//   d      great-circle distance from where the person (else the event) was last seen to the site; exp() of a pair
//     without
//          coordinates is the mean over the sites that have them
//   T_s(a) F'(W_s) / Fbar(W_s), the burial times of the site's window (attributes/body/burial_time.hpp); of a secondary
//          grave that of the primary ones it was filled from, since the dead were buried there first
//   w      a burial window of the remains themselves: P(w | s, a) = F'(w and W_s) / F'(W_s); of remains from a
//     secondary grave
//          its end alone counts
//
// The LR averages to 1 over the sites of H2 for every report, by construction. A firm link between event and site gains
// at most 1 / (share of the reports that lead there): log10 29 = 1.46 for one of 29 equal events.
// That the report is another person's (Budowle et al. 2011: priors from burial sites fail where the witness is wrong)
// is the floor of the attribute: with chance e the person is any of the missing, LR' = (1 - e) LR + e.
//
// The smoothed count is the posterior mean under a Dirichlet prior alpha q. Cost: reports x (sites + distinct windows
// of remains) at construction, sites + findings of his event for a missing person. Reentrant afterwards.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "attributes/body/burial_time.hpp"
#include "attributes/place/place_tables.hpp"

namespace kith::attributes {

struct PlaceParameters {
  double alpha = 2;             ///< identifications the prior weighs as much as
  double beta_km = 25;          ///< distance over which the kernel falls by e
  double background = 0.05;     ///< w0: the kernel far away
  double share = 0.5;           ///< part of a count that speaks for the whole linked set
  double site_smoothing = 0.5;  ///< remains added to every site
  double remains_weight = 0;    ///< what a set of remains at a site adds to that
  double delay_days = 30;       ///< mean time from last seen to burial
  double date_error = 0.02;     ///< chance that the report of the time is wrong
};

/// AM: what a report says; everything may be missing.
struct PlaceReport {
  std::optional<std::uint32_t> event{};
  std::optional<Coordinates> last_seen{};
  DateRange dates{};

  [[nodiscard]] bool known() const { return event || last_seen || dates.known(); }
  friend auto operator<=>(const PlaceReport&, const PlaceReport&) = default;
};

/// PM: what the recovery says.
struct PlaceFinding {
  std::optional<std::uint32_t> site{};
  DateRange burial{};  ///< of these remains; not known: that of the site

  friend auto operator<=>(const PlaceFinding&, const PlaceFinding&) = default;
};

class PlaceModel {
 public:
  /// `reports`: one per missing person; `findings`: one per remains. An event's coordinates and dates stand in where
  /// its reports have none.
  /// @pre positions in the tables are valid; parameters are in their ranges (background > 0, alpha > 0, beta_km > 0,
  /// delay_days > 0).
  PlaceModel(const PlaceTables& tables, std::vector<PlaceReport> reports, const std::vector<PlaceFinding>& findings,
             const PlaceParameters& parameters, std::size_t n_scored_only = 0);

  /// Row of a set of remains: 0 without a finding; identified remains share one with those of the same event and
  /// finding.
  [[nodiscard]] std::uint32_t row_of(std::size_t remains) const { return row_of_[remains]; }
  [[nodiscard]] std::size_t n_rows() const { return rows_.size(); }
  [[nodiscard]] const PlaceFinding& finding(std::size_t row) const { return rows_[row].finding; }

  /// Likelihood ratio; 1 where one side knows nothing. 0 only where `date_error` is 0.
  [[nodiscard]] double likelihood_ratio(std::size_t missing, std::size_t row) const;
  /// The same of every row. @pre ratios.size() == n_rows().
  void likelihood_ratios(std::size_t missing, std::span<double> ratios) const;
  /// P(s | a) of the formula, all identifications counted but this person's own.
  [[nodiscard]] double site_probability(std::size_t missing, std::uint32_t site) const;
  /// Identifications of the person's event that speak for the row's site, those of linked sites in part; without his
  /// own and that of the row's remains. 0 where the row has no site.
  [[nodiscard]] double linked_count(std::size_t missing, std::size_t row) const;
  /// The burial window closed before the person was last seen; of a stretch of days, before the first of them.
  [[nodiscard]] bool is_closed_before(std::size_t missing, std::size_t row) const;
  /// Accepted identifications of the person's event at the site, in and outside the case, but his own; and at any site.
  [[nodiscard]] std::pair<double, double> counts(std::size_t missing, std::uint32_t site) const;
  /// From where the person or his event was last seen to the site; none where either has no coordinates.
  [[nodiscard]] std::optional<double> distance_km(std::size_t missing, std::uint32_t site) const;

 private:
  /// One accepted identification, as the event and the site it links.
  struct Link {
    std::uint32_t event = 0;
    std::uint32_t site = 0;

    friend auto operator<=>(const Link&, const Link&) = default;
  };
  /// A distinct report with its share of the case and the sums of its normalisation.
  struct Report {
    PlaceReport what;
    double share = 0;
    double mean_kernel = 0;     ///< exp(-d / beta) of a site without coordinates
    bool placed = true;         ///< it has an event or coordinates
    double kernel_sum = 0;      ///< sum of pi_s (w0 + exp(-d / beta))
    double counts_in_time = 0;  ///< sum of n_es T_s
    double prior_in_time = 0;   ///< sum of q_s T_s
  };
  struct Row {
    PlaceFinding finding{};
    std::vector<Link> own{};  ///< the identifications of these remains, ascending
    std::uint32_t plain = 0;  ///< the row of the same finding without an identification
    DateRange window{};       ///< of these remains, within the site's window where that is possible
    double window_time = 1;   ///< Fbar of it
    bool within_site = false;
    double mean = 0;  ///< P(s, w) without `own`
  };
  /// Identifications that do not count.
  using LeftOut = std::span<const Link>;

  void link_sites(const PlaceTables& tables);
  void weigh_sites(std::span<const PlaceFinding> findings);
  void count_links(const PlaceTables& tables, const std::vector<PlaceReport>& reports,
                   const std::vector<PlaceFinding>& findings);
  void count_identified(const Link& link, double identified);
  void collect_reports(const std::vector<PlaceReport>& reports);
  /// The sums of a report, and its part in the means over reports.
  void sum_up(Report& report);
  /// What the kernel multiplies: pi, or the mean over the reports that are placed.
  [[nodiscard]] double base(const Report& report, std::uint32_t site) const {
    return report.placed ? pi_[site] : pooled_[site];
  }
  void make_rows(const std::vector<PlaceFinding>& findings);
  std::uint32_t add_row(const PlaceFinding& finding, std::vector<Link> own);
  [[nodiscard]] double mean_of(const Row& row) const;

  [[nodiscard]] double kernel(const Report& report, std::uint32_t site) const;
  [[nodiscard]] double in_time(const Report& report, std::uint32_t site) const;
  /// What one identification at `from` adds to the count of `site`.
  [[nodiscard]] double spread(std::uint32_t from, std::uint32_t site) const;
  /// Identifications of the event that speak for the site, those of linked sites in part.
  [[nodiscard]] double count_at(std::uint32_t event, std::uint32_t site, LeftOut left_out) const;
  [[nodiscard]] double site_probability(const Report& report, std::uint32_t site, LeftOut left_out) const;
  [[nodiscard]] double row_probability(const Report& report, const Row& row, LeftOut left_out) const;
  /// Sum over the reports of an event, by share.
  [[nodiscard]] double event_part(std::uint32_t event, const Row& row, LeftOut left_out) const;
  /// The row's own identifications and those of this person, one of each that both have.
  [[nodiscard]] std::vector<Link> left_out(std::size_t missing, const std::vector<Link>& of_row) const;
  [[nodiscard]] double probability(std::size_t missing, const Row& row) const;

  PlaceParameters parameters_;
  std::vector<Site> sites_;
  std::vector<std::uint32_t> set_of_;             ///< linked set of each site
  std::vector<std::vector<std::uint32_t>> sets_;  ///< sites of each set
  std::vector<double> set_share_;                 ///< sum of pi in each set
  std::vector<double> pi_;
  std::vector<double> pooled_;           ///< mean over the reports that are placed; pi without any
  std::vector<DateRange> first_burial_;  ///< W_s of each site
  std::vector<double> site_mean_time_;   ///< Fbar of W_s
  std::vector<double> site_mean_;        ///< P(s), all identifications counted
  std::vector<Report> reports_;
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> report_of_;  ///< per missing person; kNone: nothing known
  std::vector<std::vector<std::uint32_t>> reports_of_event_;
  std::optional<BurialTimes> times_;
  std::vector<std::vector<Link>> links_of_missing_;
  std::vector<std::vector<Link>> links_of_remains_;
  std::vector<std::vector<double>> counts_;      ///< per event and site, links spread; empty: none
  std::vector<std::vector<double>> raw_counts_;  ///< per event and site, as identified
  std::vector<Row> rows_;
  std::vector<std::uint32_t> row_of_;
};

}  // namespace kith::attributes

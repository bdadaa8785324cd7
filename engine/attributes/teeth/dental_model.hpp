// attributes/teeth/dental_model.hpp — the chart of a missing person against the teeth of remains, as one column.
//
// Tooth i, AM state a, PM state p, age group g of the remains (teeth are weighed given the age):
//   P(p | a) = d pi(p) + (1 - d) [ (1 - c) E(a, p) + c pi(p) ]        LR_i = P(p | a) / pi(p)
//   E  development from the chart to death, and the loss of bridges (tooth_development.hpp)
//   pi states of tooth i among the missing at death, by age group: the case's AM charts, smoothed by what the rates of
//      development make of that age
//   c, d  probability that chart or examination say nothing true of the tooth: a wrong entry is then as common as the
//      state itself. c is larger for what a family remembers.
// Unknown on either side (lost after death, not examined, not charted): LR_i = 1.
//
// Teeth of a group (incisors and canine, premolars, molars of a quadrant) may be numbered one off, with probability s
// each way; the end that has no neighbour is then unknown:
//   LR_group = (1 - 2 s) prod_i LR_i(a_i, p_i) + s prod_i LR_i(a_(i-1), p_i) + s prod_i LR_i(a_(i+1), p_i)
//
// Teeth of one mouth are alike: who has one filling has several, and many have none. Persons are therefore of three
// classes k of proneness with shares w_k, all rates of development multiplied by z_k (lognormal with standard deviation
// `spread` of the logarithm); pi, E and LR are those of the class:
//   LR = sum_k P(k | a) prod_groups LR_group,k prod_i pi_k(p_i) / sum_k w_k prod_i pi_k(p_i)
// Two more classes have lost all teeth by death, or all of the upper jaw (the lower is then as the middle class): their
// shares e by age are those of published surveys, counted for `edentulous_charts` charts beside the case's own. Between
// chart and death a mouth becomes one of the first with a small probability.
//
// Eruption is age, and age is given: of remains under 20 a tooth that is unerupted on either side says nothing, and the
// others are compared given that they are through (pi(p | erupted)); so are those of remains of unknown age. Two
// children of seven do not share 20 unerupted teeth by chance.
//
// For every AM chart it averages to 1 over the PM charts of others (with the same teeth through, where eruption says
// nothing). No tooth known on both sides: exactly 1.
//
// What likeness remains makes a common pattern look rare. An LR is therefore no larger than
// (N + 1) / n where n of N other missing persons charted at all these teeth have this very pattern (n > 0); and the
// attribute's cap holds for patterns never seen. This only ever lowers an LR.
//
// Cost: per report some 45,000 multiplications; per finding 36 and a logarithm. A column for each tooth would cost the
// scan 32 additions a pair, and could express neither shifts, nor patterns, nor one floor for a mixed-up chart.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "attributes/teeth/tooth_chart.hpp"
#include "attributes/teeth/tooth_development.hpp"

namespace kith::attributes {

enum class ChartSource : std::uint8_t { record, family };

struct DentalReport {
  ToothChart chart{};
  ChartSource source = ChartSource::record;
  double years = -1;  ///< from the chart to the last sign of life; negative: not stated
  friend auto operator<=>(const DentalReport&, const DentalReport&) = default;
};

struct DentalFinding {
  ToothChart chart{};
  AgeGroup age = AgeGroup::unknown;  ///< as estimated from the remains
  friend auto operator<=>(const DentalFinding&, const DentalFinding&) = default;
};

struct DentalParameters {
  ToothRates rates{};
  double record_error = 0.03;
  double family_error = 0.15;
  double remains_error = 0.02;
  double shift = 0.01;    ///< per group and direction
  double spread = 1.5;    ///< of the logarithm of proneness; 0: all persons alike
  double years = 2;       ///< from the chart to death, where the report does not say
  double smoothing = 10;  ///< charts that the expected states count for
  double edentulism = 1;  ///< factor of the published shares of persons without (upper) teeth; 0: no such persons
  double edentulous_charts = 50;  ///< charts that the published shares count for
  bool cap_common = true;         ///< the limit by patterns seen among the missing
};

/// A chart of the missing, for the population.
struct ChartedPerson {
  DentalReport report{};
  AgeGroup age = AgeGroup::unknown;
};

inline constexpr std::size_t kToothGroups = 12;
inline constexpr std::size_t kProneness = 5;
inline constexpr std::size_t kEdentulous = 3, kUpperLost = 4;
/// One number for each class of proneness: least, middle, most; all teeth lost; all upper teeth lost.
using ByProneness = std::array<double, kProneness>;

class DentalModel {
 public:
  /// `findings`: those that will be scored, so that what they share is computed once. Others may be asked about, too.
  DentalModel(std::span<const ChartedPerson> missing, std::span<const DentalFinding> findings,
              const DentalParameters& parameters = {});

  /// A finding, ready for any number of reports.
  struct Row {
    const DentalFinding* finding = nullptr;           ///< must live on
    std::array<std::uint32_t, kToothGroups> place{};  ///< of the pattern in Expectation::ratio
    double log_population = 0;
    ByProneness share{};      ///< P(finding | class) / P(finding)
    std::uint32_t known = 0;  ///< teeth, as bits
    std::size_t charted = 0;  ///< missing persons charted at all teeth of the finding
    std::size_t same = 0;     ///< of these, with the same pattern
  };
  /// A report, ready for any number of findings.
  struct Expectation {
    const DentalReport* report = nullptr;             ///< must live on
    std::uint32_t known = 0;                          ///< teeth, as bits
    std::array<ByProneness, kAgeGroups> proneness{};  ///< P(class | chart) by age
    std::vector<ByProneness> ratio;                   ///< LR of each listed pattern; [0] is 1: the group was not seen
    /// LR_i [class][tooth][neighbour: -1, 0, +1][age][PM state].
    std::array<std::array<std::array<std::array<ToothStates, kAgeGroups>, 3>, kTeeth>, kProneness> tooth{};
  };
  [[nodiscard]] Row prepare_finding(const DentalFinding& finding) const;
  [[nodiscard]] Expectation prepare_report(const DentalReport& report) const;

  /// ln P(finding | report, same person).
  [[nodiscard]] double log_same(const Expectation& report, const Row& finding) const;
  /// ln P(finding | somebody else of the missing).
  [[nodiscard]] double log_population(const DentalFinding& finding) const;

  [[nodiscard]] std::string describe_report(const DentalReport& report) const;
  [[nodiscard]] std::string describe_finding(const DentalFinding& finding) const;
  /// "12 teeth on both sides: 9 the same, 2 developed (16 sound -> filled), 1 the wrong way (36 extracted -> sound)"
  [[nodiscard]] std::string rule(const DentalReport& report, const DentalFinding& finding) const;
  [[nodiscard]] std::string remark() const;

  /// pi of a tooth, over all classes.
  [[nodiscard]] ToothStates population(ToothIndex tooth, AgeGroup age) const;
  /// w, among those with teeth.
  [[nodiscard]] const ByProneness& proneness() const { return weight_; }
  /// e of those without any teeth.
  [[nodiscard]] double edentulous(AgeGroup age) const { return lost_[0][static_cast<std::size_t>(age)]; }
  /// Whether a tooth has come through says nothing beyond the age.
  [[nodiscard]] static constexpr bool eruption_is_age(AgeGroup age) {
    return is_growing(age) || age == AgeGroup::unknown;
  }
  /// LR of one tooth for persons of the middle class. @pre both states are known.
  [[nodiscard]] double tooth_ratio(ToothIndex tooth, ToothState am, ToothState pm, AgeGroup age,
                                   const DentalReport& report) const;

 private:
  using Transitions = std::array<ToothTransition, kTeeth>;
  /// The teeth of one group in one finding: group, age and up to three states.
  using Pattern = std::uint32_t;
  /// A chart as three bit planes: equality on some teeth is a handful of operations.
  struct Planes {
    std::array<std::uint32_t, 3> bits{};
    std::uint32_t known = 0;
  };

  using Population = std::array<std::array<ToothStates, kAgeGroups>, kTeeth>;

  void estimate_states(std::span<const ChartedPerson> missing);
  void add_edentulous_states();
  /// States given that the tooth is through, where eruption is age; an unerupted one then has probability 1.
  void leave_eruption_to_age();
  void estimate_proneness(std::span<const ChartedPerson> missing);
  /// P(class) in a population of that age.
  [[nodiscard]] ByProneness weights(std::size_t age) const;
  /// P(class | chart of a living person of that age).
  [[nodiscard]] ByProneness proneness_of(const ToothChart& chart, AgeGroup age) const;
  /// ln P(finding | class), with ln w.
  [[nodiscard]] ByProneness log_by_class(const DentalFinding& finding) const;
  void list_patterns(std::span<const DentalFinding> findings);
  [[nodiscard]] static Planes planes(const ToothChart& chart);
  [[nodiscard]] static Pattern pattern(std::size_t group, const DentalFinding& finding);
  [[nodiscard]] ByProneness group_ratio(const Expectation& report, std::size_t group,
                                        const DentalFinding& finding) const;
  [[nodiscard]] double ratio(const ToothTransition& transition, ToothState am, ToothState pm, const ToothStates& others,
                             ChartSource source) const;
  using ClassTransitions = std::array<Transitions, kProneness>;
  [[nodiscard]] ClassTransitions transitions(double years) const;
  [[nodiscard]] ClassTransitions make_transitions(double years) const;
  [[nodiscard]] ToothRates rates(std::size_t proneness) const;
  [[nodiscard]] double years(const DentalReport& report) const;

  DentalParameters parameters_;
  ByProneness factor_{};  ///< z
  ByProneness weight_{};  ///< w
  using ByAgeGroup = std::array<double, kAgeGroups>;
  std::array<ByAgeGroup, 2> lost_{};                 ///< e: all teeth, all upper teeth
  std::array<Population, kProneness> living_{};      ///< states when charted
  std::array<Population, kProneness> population_{};  ///< states found after death
  std::map<double, ClassTransitions> transitions_;   ///< by years, of all reports
  std::map<Pattern, std::uint32_t> place_;           ///< listed patterns
  std::vector<DentalFinding> example_;               ///< by place: a finding that shows the pattern
  std::vector<std::size_t> group_of_;                ///< by place
  std::vector<Planes> charts_;                       ///< of the missing
  bool all_counted_ = true;                          ///< charts_ holds all of them
  std::size_t n_charts_ = 0;
};

}  // namespace kith::attributes

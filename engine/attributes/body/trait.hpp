// attributes/body/trait.hpp — traits that are one of some words: ancestry, hair, eyes, handedness.
//
//   P(p | t) = 1 - error                     p = t
//              error * w(t, p) / sum w(t, .)  else; w = confusion.t.p, 1 where not given: all errors alike
//   P(a | t): the same with report_error and w = 1
//   pi(t):    (n_t + c_t) / (n + sum c) over the reports, c_t = 1 unless the trait has counts of its own; or
//     frequency.t
//   LR = sum_t P(p | t) P(t | a) / sum_t P(p | t) pi(t)
// Categories are the words that the reports use, those the parameters name, and all other words together as one more,
// with c = 1: so no number depends on what was found, and new remains do not change the scores of old ones. Frequencies
// that are given hold for their words, the rest of 1 is shared by the others; given ones that leave nothing to a word
// of the reports are scaled so that it has 0.001, and the run's record says so. Where nothing is left to other words,
// or the trait knows all its words beforehand (handedness), another word says nothing.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/model.hpp"

namespace kith::attributes {

/// A category and how many reports of it are added to the case's own.
struct PriorCount {
  std::string_view word;
  double count;
};

/// What all traits share. Matrices are K x K, row: truth.
class TraitTable {
 public:
  /// `reports`: a word for each report that says one. The words of `prior`, if there are any, are all that there are.
  TraitTable(const std::vector<std::string>& reports, std::span<const PriorCount> prior, const Parameters& parameters);

  /// Position of a word; that behind the categories for all other words.
  [[nodiscard]] std::size_t find(const std::string& word) const;
  [[nodiscard]] double log_same(const std::string& report, const std::string& finding) const;
  [[nodiscard]] double log_population(const std::string& finding) const;
  [[nodiscard]] std::string rule(const std::string& report, const std::string& finding) const;
  [[nodiscard]] std::string remark() const;
  /// pi; that of all other words together for a word that is no category. 0 where other words say nothing.
  [[nodiscard]] double frequency(const std::string& word) const;
  /// The words told apart.
  [[nodiscard]] const std::vector<std::string>& categories() const { return categories_; }

 private:
  void set_frequencies(const std::vector<std::string>& reports, std::span<const PriorCount> prior,
                       const Parameters& parameters);
  void set_confusion(const Parameters& parameters);
  /// A word that is no category, where others have no frequency.
  [[nodiscard]] bool says_nothing(const std::string& word) const { return find(word) >= frequency_.size(); }

  std::vector<std::string> categories_;  ///< sorted
  std::vector<double> frequency_;        ///< of the categories, then of all other words unless they say nothing
  std::vector<double> found_;            ///< P(p | t)
  std::vector<double> reported_;         ///< P(a | t)
  double error_ = 0, report_error_ = 0;
  std::string remark_;
};

/// A trait: T has kName, kGroup, kWeighting, kParameters (error, report_error, frequency.*, confusion.*) and the
/// members of the descriptions.
template <class T>
class TraitModel {
 public:
  static constexpr std::string_view kName = T::kName;
  static constexpr std::string_view kGroup = T::kGroup;
  static constexpr Weighting kWeighting = T::kWeighting;
  static constexpr std::array<ParameterSpec, 4> kParameters = T::kParameters;
  using Report = std::string;
  using Finding = std::string;

  TraitModel(const AttributeContext& context, const Parameters& parameters)
      : table_(reports_of(context), T::kPrior, parameters) {}

  static std::optional<Report> report(const AmDescription& am) { return known(am.*T::kAm); }
  static std::optional<Finding> finding(const PmDescription& pm) { return known(pm.*T::kPm); }
  [[nodiscard]] double log_same(const Report& a, const Finding& p) const { return table_.log_same(a, p); }
  [[nodiscard]] double log_population(const Finding& p) const { return table_.log_population(p); }
  [[nodiscard]] std::string describe_report(const Report& a) const { return a; }
  [[nodiscard]] std::string describe_finding(const Finding& p) const { return p; }
  [[nodiscard]] std::string rule(const Report& a, const Finding& p) const { return table_.rule(a, p); }
  [[nodiscard]] std::string remark() const { return table_.remark(); }
  [[nodiscard]] const TraitTable& table() const { return table_; }

 private:
  static std::optional<std::string> known(const std::string& word) {
    return word.empty() ? std::nullopt : std::optional(word);
  }
  static std::vector<std::string> reports_of(const AttributeContext& context) {
    std::vector<std::string> words;
    for (const AmDescription& am : context.am) {
      if (!(am.*T::kAm).empty()) words.push_back(am.*T::kAm);
    }
    return words;
  }

  TraitTable table_;
};

/// The parameters of a trait with its two errors.
constexpr std::array<ParameterSpec, 4> trait_parameters(double error, double report_error) {
  return {{{"error", error, 0, 0.9},
           {"report_error", report_error, 0, 0.9},
           {"frequency.*", std::nullopt, 0.0001, 1},
           {"confusion.*", std::nullopt, 0.0001, 1000}}};
}

struct Ancestry {
  static constexpr std::string_view kName = "ancestry", kGroup = "ancestry";
  static constexpr Weighting kWeighting{.floor = 0.02};
  static constexpr auto kParameters = trait_parameters(0.15, 0.02);
  static constexpr std::array<PriorCount, 0> kPrior{};
  static constexpr auto kAm = &AmDescription::ancestry;
  static constexpr auto kPm = &PmDescription::ancestry;
};
struct Hair {
  static constexpr std::string_view kName = "hair", kGroup = "look";
  static constexpr Weighting kWeighting{.floor = 0.02, .exponent = 0.7};
  static constexpr auto kParameters = trait_parameters(0.2, 0.1);
  static constexpr std::array<PriorCount, 0> kPrior{};
  static constexpr auto kAm = &AmDescription::hair;
  static constexpr auto kPm = &PmDescription::hair;
};
struct Eyes {
  static constexpr std::string_view kName = "eyes", kGroup = "look";
  static constexpr Weighting kWeighting{.floor = 0.02, .exponent = 0.7};
  static constexpr auto kParameters = trait_parameters(0.2, 0.1);
  static constexpr std::array<PriorCount, 0> kPrior{};
  static constexpr auto kAm = &AmDescription::eyes;
  static constexpr auto kPm = &PmDescription::eyes;
};
struct Handedness {
  static constexpr std::string_view kName = "handedness", kGroup = "handedness";
  static constexpr Weighting kWeighting{.floor = 0.01};
  static constexpr auto kParameters = trait_parameters(0.35, 0.02);
  static constexpr std::array<PriorCount, 3> kPrior{{{"right", 17.6}, {"left", 2.12}, {"both", 0.28}}};
  static constexpr auto kAm = &AmDescription::handedness;
  static constexpr auto kPm = &PmDescription::handedness;
};

}  // namespace kith::attributes

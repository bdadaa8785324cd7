// attributes/frame/model.hpp — what an attribute's model has to offer, and how it becomes a column.
//
// A latent truth t (sex, age at death, state of a tooth) is reported as a (AM) and found as p (PM):
//   LR = sum_t P(p | t) P(t | a)  /  sum_t P(p | t) pi(t),        P(t | a) proportional to P(a | t) pi(t)
// with pi the distribution of t among the case's missing persons. For every a the LR averages to 1 over the findings of
// somebody else: sum_p P(p) LR(a, p) = 1. Attributes that depend on each other form a chain, sex; age; stature given
// sex and age; ...: then P(p | ...) stands for the probability of the finding given the findings before it in the
// chain, and Finding holds those too.
//
// A model M:
//   kName, kGroup            "stature", "body"; string_views
//   kParameters              std::array of ParameterSpec: its own parameters
//   kWeighting               Weighting: defaults of floor, exponent, cap
//   Report, Finding          what it compares; ordered by <=>
//   M(context, parameters)   estimates pi from context.am, or takes it from the parameters
//   static report(am)        optional<Report>: none where the family says nothing
//   static finding(pm)       optional<Finding>: none where nothing was found
//   log_same(a, p)           natural log of P(p | a, same person); -infinity where impossible
//   log_population(p)        natural log of P(p | somebody else); always finite
//   describe_report(a), describe_finding(p), rule(a, p)     words
//   remark()                 optional: words for the run's record, such as the pi that was estimated
//   prepare_report(a), prepare_finding(p)   optional: what log_same takes instead, computed once per report and run
#pragma once

#include <cmath>
#include <concepts>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "attributes/frame/attribute_column.hpp"
#include "attributes/frame/comparison.hpp"
#include "attributes/frame/description.hpp"
#include "attributes/frame/parameters.hpp"
#include "core/check.hpp"

namespace kith::attributes {

/// What models are made from. Spans outlive the making, not the model.
struct AttributeContext {
  std::span<const AmDescription> am;  ///< of every target, in order: the population of the missing
  std::span<const PmDescription> pm;  ///< of the remains to score, in order
  std::size_t n_scored_only = 0;      ///< remains at the end that are scored, but not counted in the population
  const ParameterOverrides* overrides = nullptr;
  const PlaceTables* places = nullptr;  ///< none: place and time are not compared
  const Weights* weights = nullptr;     ///< learned levels; none: the models' own ratios

  [[nodiscard]] std::span<const PmDescription> counted_pm() const { return pm.first(pm.size() - n_scored_only); }
};

/// An attribute of a case, ready for the scan.
struct AttributeEvidence {
  std::unique_ptr<evidence::Column> column;
  std::vector<std::uint32_t> codes;  ///< per remains its row
  std::string remark{};              ///< empty: none
};

template <class M>
concept AttributeModel = requires(const AmDescription& am, const PmDescription& pm, const M& model,
                                  const typename M::Report& a, const typename M::Finding& p) {
  { M::report(am) } -> std::same_as<std::optional<typename M::Report>>;
  { M::finding(pm) } -> std::same_as<std::optional<typename M::Finding>>;
  { model.log_population(p) } -> std::same_as<double>;
  { model.describe_report(a) } -> std::same_as<std::string>;
  { model.describe_finding(p) } -> std::same_as<std::string>;
  { model.rule(a, p) } -> std::same_as<std::string>;
};

/// What log_same() takes: the report itself, or what the model makes of it.
template <class M>
[[nodiscard]] auto prepared_report(const M& model, const typename M::Report& report) {
  if constexpr (requires { model.prepare_report(report); }) {
    return model.prepare_report(report);
  } else {
    return report;
  }
}
template <class M>
[[nodiscard]] auto prepared_finding(const M& model, const typename M::Finding& finding) {
  if constexpr (requires { model.prepare_finding(finding); }) {
    return model.prepare_finding(finding);
  } else {
    return finding;
  }
}

/// log10 LR of a report and a finding, without floor, exponent and cap.
template <AttributeModel M>
[[nodiscard]] double log10_lr(const M& model, const typename M::Report& report, const typename M::Finding& finding) {
  const double same = model.log_same(prepared_report(model, report), prepared_finding(model, finding));
  return (same - model.log_population(finding)) * std::numbers::log10e;
}

/// The distinct values in order of first appearance, and the number of each.
template <class Value>
class Dictionary {
 public:
  std::uint32_t add(const Value& value) {
    const auto [place, is_new] = index_.try_emplace(value, static_cast<std::uint32_t>(values_.size()));
    if (is_new) values_.push_back(value);
    return place->second;
  }
  [[nodiscard]] const std::vector<Value>& values() const { return values_; }

 private:
  std::vector<Value> values_;
  std::map<Value, std::uint32_t> index_;
};

/// A model and what it compares in one case.
template <AttributeModel M>
struct ModelTable {
  using PreparedFinding = decltype(prepared_finding(std::declval<const M&>(), std::declval<typename M::Finding>()));

  M model;
  std::vector<typename M::Report> reports{};
  std::vector<typename M::Finding> findings{};  ///< finding of row r: findings[r - 1]
  std::vector<PreparedFinding> prepared{};
  std::vector<double> log_population{};

  void prepare() {
    for (const auto& finding : findings) {
      prepared.push_back(prepared_finding(model, finding));
      log_population.push_back(model.log_population(finding));
      KITH_CHECK(std::isfinite(log_population.back()));
    }
  }
  void fill(std::uint32_t report, std::span<double> rows) const {
    const auto a = prepared_report(model, reports[report]);
    for (std::size_t row = 1; row < rows.size(); ++row) {
      rows[row] = (model.log_same(a, prepared[row - 1]) - log_population[row - 1]) * std::numbers::log10e;
    }
  }
};

/// None where no report or no finding says anything.
template <AttributeModel M>
[[nodiscard]] std::optional<AttributeEvidence> build_attribute(const AttributeContext& context,
                                                               const Weighting& weighting) {
  auto table = std::make_shared<ModelTable<M>>(
      ModelTable<M>{M(context, Parameters(M::kName, M::kParameters, *context.overrides))});
  AttributeParts parts{.name = std::string(M::kName), .group = std::string(M::kGroup), .weighting = weighting};
  Dictionary<typename M::Report> reports;
  for (const AmDescription& am : context.am) {
    const auto report = M::report(am);
    parts.report_of.push_back(report ? reports.add(*report) : kNoReport);
  }
  AttributeEvidence evidence;
  Dictionary<typename M::Finding> findings;
  for (const PmDescription& pm : context.pm) {
    const auto finding = M::finding(pm);
    evidence.codes.push_back(finding ? findings.add(*finding) + 1 : 0);
  }
  if (reports.values().empty() || findings.values().empty()) return std::nullopt;
  table->reports = reports.values();
  table->findings = findings.values();
  table->prepare();
  parts.n_reports = table->reports.size();
  parts.n_rows = table->findings.size() + 1;
  parts.fill = [table](std::uint32_t report, std::span<double> rows) { table->fill(report, rows); };
  parts.log10_lr = [table](std::uint32_t report, std::size_t row) {
    return log10_lr(table->model, table->reports[report], table->findings[row - 1]);
  };
  parts.finding_text = [table](std::size_t row) { return table->model.describe_finding(table->findings[row - 1]); };
  parts.report_text = [table](std::uint32_t report) { return table->model.describe_report(table->reports[report]); };
  parts.rule_text = [table](std::uint32_t report, std::size_t row) {
    return table->model.rule(table->reports[report], table->findings[row - 1]);
  };
  add_comparison<M>(parts, table);
  apply_learned(parts, context.weights);
  if constexpr (requires { table->model.remark(); }) {
    evidence.remark = std::string(M::kName) + ": " + table->model.remark();
  }
  evidence.column = std::make_unique<AttributeColumn>(std::move(parts));
  return evidence;
}

}  // namespace kith::attributes

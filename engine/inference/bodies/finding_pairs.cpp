#include "inference/bodies/finding_pairs.hpp"

#include <tbb/parallel_for.h>

#include <cmath>
#include <iterator>
#include <numbers>

#include "attributes/body/age.hpp"
#include "attributes/body/sex.hpp"
#include "attributes/body/stature.hpp"
#include "matching/table/attribute_evidence.hpp"

namespace kith::inference {
namespace {

using attributes::PmDescription;

/// More distinct findings than this are not tabulated: 8 bytes a pair.
constexpr std::size_t kMostRows = 4000;

/// The distinct findings of a model and each sample's row.
template <class M>
std::vector<typename M::Finding> list_findings(std::span<const PmDescription> pm, FindingPairs& pairs) {
  attributes::Dictionary<typename M::Finding> findings;
  for (const PmDescription& description : pm) {
    const auto finding = M::finding(description);
    pairs.codes.push_back(finding ? findings.add(*finding) + 1 : 0);
  }
  pairs.name = std::string(M::kName);
  pairs.n_rows = findings.values().size() + 1;
  return findings.values();
}

/// One attribute; a table without rows where nobody says anything, or too many distinct things.
template <class M>
FindingPairs compare_examinations(const attributes::AttributeContext& context) {
  FindingPairs pairs;
  const auto findings = list_findings<M>(context.pm, pairs);
  if (findings.size() + 1 > kMostRows) {
    pairs.n_rows = 1;
    return pairs;
  }
  const M model(context, attributes::Parameters(M::kName, M::kParameters, *context.overrides));
  using Prepared = decltype(attributes::prepared_finding(model, findings.front()));
  std::vector<Prepared> prepared;
  std::vector<double> population;
  for (const auto& finding : findings) {
    prepared.push_back(attributes::prepared_finding(model, finding));
    population.push_back(model.log_population(finding));
  }
  pairs.same = symmetric_table(pairs.n_rows, [&](std::uint32_t a, std::uint32_t b) {
    if (std::isinf(population[a - 1]) || std::isinf(population[b - 1])) return 0.0;  // nothing explains such a finding
    const double both = model.log_both(prepared[a - 1], prepared[b - 1]);
    return attributes::weighted((both - population[a - 1] - population[b - 1]) * std::numbers::log10e, M::kWeighting);
  });
  return pairs;
}

}  // namespace

std::vector<double> symmetric_table(std::size_t n_rows,
                                    const std::function<double(std::uint32_t, std::uint32_t)>& value) {
  std::vector<double> table(n_rows * n_rows, 0.0);
  tbb::parallel_for(std::size_t{1}, n_rows, [&](std::size_t a) {
    for (std::size_t b = a; b < n_rows; ++b) {
      table[a * n_rows + b] = value(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b));
    }
  });
  for (std::size_t a = 1; a < n_rows; ++a) {
    for (std::size_t b = a + 1; b < n_rows; ++b) table[b * n_rows + a] = table[a * n_rows + b];
  }
  return table;
}

std::vector<FindingPairs> pair_examinations(const matching::Case& data, std::span<const RemainsIndex> samples) {
  std::vector<attributes::AmDescription> am;
  std::vector<PmDescription> pm;
  for (const auto& missing : data.missing) am.push_back(matching::complete_description(missing));
  for (const RemainsIndex r : samples) pm.push_back(matching::complete_description(data.remains[r]));
  const attributes::AttributeContext context{.am = am, .pm = pm, .overrides = &data.attribute_parameters};
  std::vector<FindingPairs> result;
  std::vector<FindingPairs> all;
  all.push_back(compare_examinations<attributes::SexModel>(context));
  all.push_back(compare_examinations<attributes::AgeModel>(context));
  all.push_back(compare_examinations<attributes::StatureModel>(context));
  for (FindingPairs& pairs : all) {
    if (pairs.n_rows > 1) result.push_back(std::move(pairs));
  }
  return result;
}

std::vector<FindingPairs> pair_findings(const matching::Case& data, std::span<const RemainsIndex> samples,
                                        const evidence::LineageOptions& lineage, std::vector<std::string>& remarks) {
  auto result = pair_examinations(data, samples);
  auto lines = pair_lines(data, samples, lineage, remarks);
  result.insert(result.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
  return result;
}

}  // namespace kith::inference

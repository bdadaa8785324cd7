// Y-STR and mtDNA haplotypes in all pairs of samples.
#include <array>
#include <cmath>
#include <map>

#include "inference/bodies/finding_pairs.hpp"
#include "matching/table/lineage_evidence.hpp"

namespace kith::inference {
namespace {

using evidence::LineageOptions;
using evidence::LineReference;
using genetics::MtHaplotype;
using genetics::YHaplotype;

constexpr std::size_t kMostHaplotypes = 4000;
/// From one full sibling to the other, by their father (Y-STR) or mother (mtDNA).
constexpr unsigned kSiblingMeioses = 2;

bool is_untyped(const YHaplotype& haplotype) { return genetics::n_typed_loci(haplotype) == 0; }
bool is_untyped(const MtHaplotype& haplotype) { return haplotype.ranges.empty(); }

template <class Haplotype>
std::vector<Haplotype> list_haplotypes(const matching::Case& data, std::span<const RemainsIndex> samples,
                                       Haplotype matching::Remains::*of_remains, LinePairs& pairs) {
  std::vector<Haplotype> rows(1);
  std::map<Haplotype, std::uint32_t> index;
  for (const RemainsIndex r : samples) {
    const Haplotype& haplotype = data.remains[r].*of_remains;
    if (is_untyped(haplotype)) {
      pairs.codes.push_back(0);
      continue;
    }
    const auto [row, is_new] = index.try_emplace(haplotype, static_cast<std::uint32_t>(rows.size()));
    if (is_new) rows.push_back(haplotype);
    pairs.codes.push_back(row->second);
  }
  pairs.n_rows = rows.size();
  return rows;
}

/// Every row as the reference, so many meioses away.
template <class Haplotype>
std::vector<LineReference<Haplotype>> references(const std::vector<Haplotype>& rows, unsigned meioses) {
  std::vector<LineReference<Haplotype>> result(1);
  for (std::size_t row = 1; row < rows.size(); ++row) {
    result.push_back({.haplotype = &rows[row], .meioses = meioses, .person = {}});
  }
  return result;
}

/// The mean of the LRs with either as the reference, log10.
std::vector<double> both_ways(const evidence::Column& column) {
  const std::size_t n = column.n_rows();
  std::vector<double> one_way(n * n, 0.0);
  for (std::size_t row = 1; row < n; ++row) {
    column.fill(static_cast<evidence::TargetIndex>(row), std::span(one_way).subspan(row * n, n));
  }
  return symmetric_table(n, [&](std::uint32_t a, std::uint32_t b) {
    const double x = one_way[a * n + b], y = one_way[b * n + a];
    const double larger = std::max(x, y);
    return larger + std::log10(0.5 * (std::pow(10.0, x - larger) + std::pow(10.0, y - larger)));
  });
}

/// `make(rows, references)`: the column of the system.
template <class Haplotype, class Make>
void add_system(std::string name, const matching::Case& data, std::span<const RemainsIndex> samples,
                Haplotype matching::Remains::*of_remains, const Make& make, std::span<const unsigned> meioses,
                std::vector<LinePairs>& result, std::vector<std::string>& remarks) {
  LinePairs pairs{.name = std::move(name)};
  const auto rows = list_haplotypes(data, samples, of_remains, pairs);
  if (rows.size() < 2) return;
  if (rows.size() > kMostHaplotypes) {
    remarks.push_back(pairs.name + " is not compared between samples: " + std::to_string(rows.size() - 1) +
                      " distinct haplotypes, more than " + std::to_string(kMostHaplotypes));
    return;
  }
  for (const unsigned apart : meioses) pairs.log10_lr.push_back(both_ways(*make(rows, references(rows, apart))));
  result.push_back(std::move(pairs));
}

}  // namespace

std::vector<LinePairs> compare_lines(const matching::Case& data, std::span<const RemainsIndex> samples,
                                     const LineageOptions& lineage, std::span<const unsigned> meioses,
                                     std::vector<std::string>& remarks) {
  std::vector<LinePairs> result;
  add_system(
      "Y-STR", data, samples, &matching::Remains::y,
      [&](const std::vector<YHaplotype>& rows, std::vector<LineReference<YHaplotype>> lines) {
        return std::make_unique<evidence::YColumn>(data.y_markers, rows, std::move(lines), matching::population_y(data),
                                                   lineage, data.haplotypes.y_counts);
      },
      meioses, result, remarks);
  add_system(
      "mtDNA", data, samples, &matching::Remains::mt,
      [&](const std::vector<MtHaplotype>& rows, std::vector<LineReference<MtHaplotype>> lines) {
        return std::make_unique<evidence::MtColumn>(rows, std::move(lines), matching::population_mt(data), lineage,
                                                    data.haplotypes.mt_counts);
      },
      meioses, result, remarks);
  return result;
}

std::vector<FindingPairs> pair_lines(const matching::Case& data, std::span<const RemainsIndex> samples,
                                     const LineageOptions& lineage, std::vector<std::string>& remarks) {
  constexpr std::array kMeioses{0U, kSiblingMeioses};
  std::vector<FindingPairs> result;
  for (LinePairs& line : compare_lines(data, samples, lineage, kMeioses, remarks)) {
    result.push_back({.name = std::move(line.name),
                      .codes = std::move(line.codes),
                      .n_rows = line.n_rows,
                      .same = std::move(line.log10_lr[0]),
                      .sibling = std::move(line.log10_lr[1])});
  }
  return result;
}

}  // namespace kith::inference

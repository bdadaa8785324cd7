#include "evidence/lineage/line_alleles.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "core/check.hpp"

namespace kith::evidence {
namespace {

using genetics::alleles_at;
using genetics::YAllele;

constexpr int kRepeat = 10;  // a whole repeat in YAllele units

/// sum_y T(x, y) message(y), T one meiosis.
std::vector<double> through_meiosis(const std::vector<double>& message, const std::vector<double>& change) {
  const auto n = static_cast<std::ptrdiff_t>(message.size());
  const auto middle = static_cast<std::ptrdiff_t>(change.size() / 2);
  std::vector<double> result(message.size(), 0.0);
  for (std::ptrdiff_t x = 0; x < n; ++x) {
    for (std::ptrdiff_t y = std::max<std::ptrdiff_t>(0, x - middle); y <= std::min(n - 1, x + middle); ++y) {
      result[static_cast<std::size_t>(x)] += change[static_cast<std::size_t>(y - x + middle)] *
                                             message[static_cast<std::size_t>(y)];
    }
  }
  return result;
}

std::span<const YAllele> seen_of(const LineAlleles::Node& node, std::size_t locus) {
  return node.haplotype == nullptr ? std::span<const YAllele>() : alleles_at(*node.haplotype, locus);
}

bool is_whole(std::span<const YAllele> alleles) { return alleles.size() == 1 && alleles[0] % kRepeat == 0; }

}  // namespace

LineAlleles::LineAlleles(std::span<const genetics::YMarker> markers, std::vector<Node> line,
                         std::span<const genetics::YTransmission> transmissions, double two_steps)
    : line_(std::move(line)), transmissions_(transmissions), depth_(line_.size(), 0) {
  KITH_CHECK(!line_.empty());
  for (std::size_t v = 1; v < line_.size(); ++v) {
    KITH_CHECK(line_[v].neighbour < v);
    depth_[v] = depth_[line_[v].neighbour] + 1;
  }
  for (std::size_t locus = 0; locus < markers.size(); ++locus) {
    steps_.push_back(markers[locus].copies == 1 ? peel(locus, markers[locus].mutation_rate, two_steps) : Steps{});
  }
}

LineAlleles::Steps LineAlleles::peel(std::size_t locus, double rate, double two_steps) const {
  int low = std::numeric_limits<int>::max(), high = 0;
  for (const Node& node : line_) {
    const auto seen = seen_of(node, locus);
    if (seen.empty()) continue;
    if (!is_whole(seen)) return {};
    low = std::min(low, seen[0] / kRepeat);
    high = std::max(high, seen[0] / kRepeat);
  }
  if (high == 0) return {};
  const auto change = genetics::step_distribution(rate, 1, two_steps);
  const unsigned deepest = *std::max_element(depth_.begin(), depth_.end());
  const int reach = static_cast<int>(change.size() / 2) * 2 * static_cast<int>(deepest);
  Steps steps{.lowest = low - reach};
  const std::size_t n = static_cast<std::size_t>(high - low) + 2 * static_cast<std::size_t>(reach) + 1;
  std::vector<std::vector<double>> messages(line_.size(), std::vector<double>(n, 1.0));
  for (std::size_t v = line_.size(); v-- > 0;) {
    if (const auto seen = seen_of(line_[v], locus); !seen.empty()) {
      const auto place = static_cast<std::size_t>(seen[0] / kRepeat - steps.lowest);
      const double here = messages[v][place];
      std::fill(messages[v].begin(), messages[v].end(), 0.0);
      messages[v][place] = here;
    }
    if (v == 0) break;
    const auto passed = through_meiosis(messages[v], change);
    auto& into = messages[line_[v].neighbour];
    for (std::size_t x = 0; x < n; ++x) into[x] *= passed[x];
  }
  const double total = std::accumulate(messages[0].begin(), messages[0].end(), 0.0);
  if (!(total > 0)) return {};
  for (double& share : messages[0]) share /= total;
  steps.share = std::move(messages[0]);
  return steps;
}

double LineAlleles::by_nearest(std::size_t locus, std::span<const YAllele> seen) const {
  unsigned nearest = std::numeric_limits<unsigned>::max();
  for (std::size_t v = 0; v < line_.size(); ++v) {
    if (!seen_of(line_[v], locus).empty()) nearest = std::min(nearest, depth_[v]);
  }
  double sum = 0;
  std::size_t n = 0;
  for (std::size_t v = 0; v < line_.size(); ++v) {
    const auto reference = seen_of(line_[v], locus);
    if (reference.empty() || depth_[v] != nearest) continue;
    sum += transmissions_[nearest].probability(locus, seen, reference);
    ++n;
  }
  KITH_CHECK(n > 0);
  return sum / static_cast<double>(n);
}

double LineAlleles::probability(std::size_t locus, std::span<const YAllele> seen) const {
  const Steps& steps = steps_[locus];
  if (steps.share.empty() || !is_whole(seen)) return by_nearest(locus, seen);
  const int place = seen[0] / kRepeat - steps.lowest;
  const bool inside = place >= 0 && place < static_cast<int>(steps.share.size());
  return std::max(inside ? steps.share[static_cast<std::size_t>(place)] : 0.0, genetics::kBeyondModel);
}

}  // namespace kith::evidence

#include "genetics/haplotypes/mt_haplotype.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "genetics/haplotypes/mt_notation.hpp"
#include "genetics/markers/marker_names.hpp"

namespace kith::genetics {
namespace {

constexpr std::uint16_t kPlaceholder = 3107;
constexpr MtRange kHv1{16024, 16365};
constexpr MtRange kHv2{73, 340};

bool is_in(const MtRange& range, std::uint16_t position) { return range.from <= position && position <= range.to; }

bool is_in(std::span<const MtRange> ranges, std::uint16_t position) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const MtRange& r) { return is_in(r, position); });
}

/// Ascending by site.
bool site_before(const MtDifference& a, const MtDifference& b) {
  return a.position != b.position ? a.position < b.position : a.insertion < b.insertion;
}

constexpr std::array<MtRange, 3> kOneEvent{{{105, 111}, {514, 524}, {8281, 8290}}};
constexpr std::array<MtRange, 9> kLengthHotspots{{{16189, 16194},
                                                  {302, 316},
                                                  {455, 455},
                                                  {463, 463},
                                                  {573, 573},
                                                  {960, 960},
                                                  {5899, 5899},
                                                  {8276, 8276},
                                                  {8285, 8285}}};
constexpr std::size_t kNoEvent = kOneEvent.size();

/// The stretch that counts as one event, for a length difference at this site.
std::size_t event_of(std::uint16_t position, bool is_insertion) {
  if (is_insertion && position == 8285) return kNoEvent;  // its homopolymer, not the 9-base deletion
  for (std::size_t e = 0; e < kOneEvent.size(); ++e) {
    if (is_in(kOneEvent[e], position)) return e;
  }
  return kNoEvent;
}

std::string state_text(BaseSet bases) { return bases == 0 ? "rCRS" : std::string(1, base_letter(bases)); }

}  // namespace

bool is_run_length(std::uint16_t position, std::uint16_t insertion) {
  if (position == 315 && insertion == 1) return false;
  return is_in(kLengthHotspots, position);
}

std::vector<MtRange> standard_mt_range(std::string_view marker) {
  const std::string name = canonical_marker(marker);
  if (name == "HV1") return {kHv1};
  if (name == "HV2") return {kHv2};
  if (name == "HV3") return {{438, 574}};
  if (name == "CR") return {{1, 576}, {kMtControlStart, kMtLength}};
  if (name == "HV1/HV2") return {kHv2, kHv1};
  if (name == "mtGenome") return {{1, kMtLength}};
  return {};
}

std::vector<MtDifference> normalise(MtHaplotype& haplotype) {
  auto& ranges = haplotype.ranges;
  std::sort(ranges.begin(), ranges.end());
  std::vector<MtRange> merged;
  for (const MtRange& range : ranges) {
    if (!merged.empty() && range.from <= merged.back().to + 1) {
      merged.back().to = std::max(merged.back().to, range.to);
    } else {
      merged.push_back(range);
    }
  }
  ranges = std::move(merged);
  auto& differences = haplotype.differences;
  std::sort(differences.begin(), differences.end());
  std::vector<MtDifference> one_per_site;
  for (const MtDifference& d : differences) {
    const bool again = !one_per_site.empty() && !site_before(one_per_site.back(), d);
    again ? void(one_per_site.back().bases |= d.bases) : one_per_site.push_back(d);
  }
  differences = std::move(one_per_site);
  const auto inside = std::stable_partition(differences.begin(), differences.end(),
                                            [&](const MtDifference& d) { return is_in(ranges, d.position); });
  std::vector<MtDifference> outside(inside, differences.end());
  differences.erase(inside, differences.end());
  return outside;
}

MtDifference insertion_without_first(const MtHaplotype& haplotype) {
  const MtDifference* before = nullptr;
  for (const MtDifference& d : haplotype.differences) {
    const bool follows = before != nullptr && before->position == d.position && before->insertion + 1 >= d.insertion;
    if (d.insertion > 1 && !follows) return d;
    before = &d;
  }
  return {};
}

MtHaplotype merge(const MtHaplotype& a, const MtHaplotype& b) {
  MtHaplotype result;
  result.ranges = a.ranges;
  result.ranges.insert(result.ranges.end(), b.ranges.begin(), b.ranges.end());
  const auto add = [&](const MtHaplotype& from, const MtHaplotype& other) {
    for (MtDifference d : from.differences) {
      const auto same = std::lower_bound(other.differences.begin(), other.differences.end(), d, site_before);
      const bool listed = same != other.differences.end() && !site_before(d, *same);
      if (listed) {
        d.bases |= same->bases;
      } else if (is_in(other.ranges, d.position)) {
        d.bases |= d.insertion > 0 ? kGap : rcrs_base(d.position);
      }
      result.differences.push_back(d);
    }
  };
  add(a, b);
  add(b, a);
  (void)normalise(result);
  return result;
}

std::vector<MtRange> common_ranges(std::span<const MtRange> a, std::span<const MtRange> b) {
  std::vector<MtRange> common;
  for (const MtRange& x : a) {
    for (const MtRange& y : b) {
      const MtRange both{std::max(x.from, y.from), std::min(x.to, y.to)};
      if (both.from <= both.to) common.push_back(both);
    }
  }
  return common;
}

bool covers(std::span<const MtRange> outer, std::span<const MtRange> inner) {
  return std::all_of(inner.begin(), inner.end(), [&](const MtRange& i) {
    return std::any_of(outer.begin(), outer.end(), [&](const MtRange& o) { return o.from <= i.from && i.to <= o.to; });
  });
}

std::size_t n_positions(std::span<const MtRange> ranges) {
  std::size_t n = 0;
  for (const MtRange& range : ranges) n += range.to - range.from + 1U;
  return n;
}

unsigned count_differences(const MtHaplotype& a, const MtHaplotype& b, std::span<const MtRange> ranges,
                           std::vector<std::string>* sites) {
  unsigned count = 0;
  std::array<bool, kOneEvent.size()> event_seen{};
  const auto compare = [&](const MtDifference& site, BaseSet first, BaseSet second) {
    if (first == second || !is_in(ranges, site.position) || site.position == kPlaceholder) return;
    if (site.insertion > 0) {
      if (first == 0) first = kGap;
      if (second == 0) second = kGap;
    } else {
      if (first == 0) first = rcrs_base(site.position);
      if (second == 0) second = rcrs_base(site.position);
    }
    const auto is_mixture = [](BaseSet s) { return (s & (s - 1U)) != 0; };
    if ((first & second) != 0 || (first == 0 && is_mixture(second)) || (second == 0 && is_mixture(first))) return;
    if (first == kGap || second == kGap) {
      const std::size_t event = event_of(site.position, site.insertion > 0);
      if (event != kNoEvent) {
        if (event_seen[event]) return;
        event_seen[event] = true;
      } else if (is_run_length(site.position, site.insertion)) {
        return;
      }
    }
    ++count;
    if (sites == nullptr) return;
    const std::string place = std::to_string(site.position) +
                              (site.insertion > 0 ? "." + std::to_string(site.insertion) : std::string());
    sites->push_back(place + " " + state_text(first) + "/" + state_text(second));
  };
  auto i = a.differences.begin();
  auto j = b.differences.begin();
  while (i != a.differences.end() || j != b.differences.end()) {
    const bool only_a = j == b.differences.end() || (i != a.differences.end() && site_before(*i, *j));
    const bool only_b = i == a.differences.end() || (j != b.differences.end() && site_before(*j, *i));
    compare(only_b ? *j : *i, only_b ? BaseSet{0} : i->bases, only_a ? BaseSet{0} : j->bases);
    if (!only_b) ++i;
    if (!only_a) ++j;
  }
  return count;
}

std::array<double, kMtClasses> mt_class_probabilities(std::span<const MtRange> ranges, unsigned meioses) {
  const std::array<MtRange, 2> hypervariable{kHv2, kHv1};
  const auto n_hypervariable = static_cast<double>(n_positions(common_ranges(ranges, hypervariable)));
  const double per_meiosis = n_hypervariable * kMtRateHypervariable +
                             (static_cast<double>(n_positions(ranges)) - n_hypervariable) * kMtRateElsewhere;
  const double lambda = meioses * per_meiosis + kMtSameLine;
  const double none = std::exp(-lambda);
  const double one = lambda * none;
  return {none, one, 1 - none - one};
}

}  // namespace kith::genetics

#include "genetics/haplotypes/y_haplotype.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

#include "core/check.hpp"
#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"

namespace kith::genetics {
namespace {

constexpr std::string_view kDys389i = "DYS389I";
constexpr std::string_view kDys389ii = "DYS389II";
constexpr std::string_view kDys389Difference = "DYS389II-I";
constexpr int kRepeat = 10;  // a whole repeat in YAllele units
constexpr std::size_t kMaxCopies = 6;

struct KnownRate {
  double mutations;
  double meioses;
};

/// YHRD, release of 2018/19: mutations and meioses (of copies, for DYS385 and DYF387S1).
const std::unordered_map<std::string_view, KnownRate>& known_rates() {
  static const std::unordered_map<std::string_view, KnownRate> table{
      {"DYS438", {4, 10673}},  {"DYS392", {8, 15418}},   {"DYS393", {15, 14264}},   {"DYS437", {13, 10652}},
      {"DYS385", {32, 26171}}, {"DYS643", {3, 2220}},    {"DYS448", {11, 7229}},    {"DYS390", {33, 15612}},
      {"DYS19", {36, 16090}},  {"DYS391", {38, 15486}},  {"DYS389I", {42, 14339}},  {"YGATAH4", {25, 8260}},
      {"DYS533", {8, 2177}},   {"DYS549", {8, 2131}},    {"DYS389II", {59, 14310}}, {"DYS456", {31, 7229}},
      {"DYS635", {35, 8076}},  {"DYS481", {11, 2191}},   {"DYS439", {58, 10647}},   {"DYS460", {10, 1717}},
      {"DYS458", {46, 7228}},  {"DYF387S1", {14, 1804}}, {"DYS449", {19, 1617}},    {"DYS627", {21, 1766}},
      {"DYS570", {25, 1873}},  {"DYS576", {32, 2174}},   {"DYS518", {28, 1556}}};
  return table;
}

/// P(the pairing) is counted once for every order of equal alleles.
double orders_of_equal(std::span<const YAllele> alleles) {
  double orders = 1;
  std::size_t run = 1;
  for (std::size_t i = 1; i < alleles.size(); ++i) {
    run = alleles[i] == alleles[i - 1] ? run + 1 : 1;
    orders *= static_cast<double>(run);
  }
  return orders;
}

std::size_t place_of(std::span<const YMarker> markers, std::string_view name) {
  for (std::size_t i = 0; i < markers.size(); ++i) {
    if (markers[i].name == name) return i;
  }
  return markers.size();
}

}  // namespace

std::optional<YAllele> parse_y_allele(std::string_view label) {
  const std::string canonical = canonical_allele(label);
  const auto repeats = repeat_number(canonical);
  if (!repeats || *repeats <= 0 || *repeats > 999 || !is_allele_label(canonical)) return std::nullopt;
  return static_cast<YAllele>(std::lround(*repeats * kRepeat));
}

std::string y_allele_text(YAllele allele) {
  const std::string whole = std::to_string(allele / kRepeat);
  return allele % kRepeat == 0 ? whole : whole + "." + std::to_string(allele % kRepeat);
}

YMarker y_marker(std::string_view name) {
  YMarker marker{.name = canonical_marker(name)};
  const bool is_difference = marker.name == kDys389Difference;
  const auto known = known_rates().find(is_difference ? kDys389ii : std::string_view(marker.name));
  marker.mutation_rate = known == known_rates().end() ? kRateElsewhere
                                                      : known->second.mutations / known->second.meioses;
  marker.copies = n_marker_copies(marker.name);
  return marker;
}

std::size_t find_or_add(std::vector<YMarker>& markers, std::string_view name) {
  auto marker = y_marker(name);
  const std::size_t place = place_of(markers, marker.name);
  if (place == markers.size()) markers.push_back(std::move(marker));
  return place;
}

std::size_t n_typed_loci(const YHaplotype& haplotype) {
  return static_cast<std::size_t>(
      std::count_if(haplotype.begin(), haplotype.end(), [](const auto& locus) { return !locus.empty(); }));
}

void subtract_dys389i(std::vector<YMarker>& markers, YHaplotype& haplotype) {
  const std::size_t first = place_of(markers, kDys389i);
  const std::size_t second = place_of(markers, kDys389ii);
  if (alleles_at(haplotype, first).size() != 1 || alleles_at(haplotype, second).size() != 1) return;
  const int difference = haplotype[second].front() - haplotype[first].front();
  if (difference <= 0) return;
  std::size_t place = place_of(markers, kDys389Difference);
  if (place == markers.size()) {
    markers.push_back({std::string(kDys389Difference), markers[second].mutation_rate});
  }
  haplotype.resize(std::max(haplotype.size(), markers.size()));
  haplotype[place] = {static_cast<YAllele>(difference)};
  haplotype[second].clear();
}

void add_dys389i(std::vector<YMarker>& markers, YHaplotype& haplotype) {
  const std::size_t first = place_of(markers, kDys389i);
  const std::size_t place = place_of(markers, kDys389Difference);
  if (alleles_at(haplotype, first).size() != 1 || alleles_at(haplotype, place).size() != 1) return;
  const std::size_t second = find_or_add(markers, kDys389ii);
  haplotype.resize(std::max(haplotype.size(), markers.size()));
  haplotype[second] = {static_cast<YAllele>(haplotype[place].front() + haplotype[first].front())};
  haplotype[place].clear();
}

std::vector<double> step_distribution(double rate, unsigned meioses, double two_steps) {
  const double one = rate * (1 - two_steps) / 2;
  const double two = rate * two_steps / 2;
  const std::vector<double> change = two > 0 ? std::vector<double>{two, one, 1 - rate, one, two}
                                             : std::vector<double>{one, 1 - rate, one};
  std::vector<double> p{1.0};
  for (unsigned m = 0; m < meioses; ++m) {
    std::vector<double> next(p.size() + change.size() - 1, 0.0);
    for (std::size_t k = 0; k < p.size(); ++k) {
      for (std::size_t j = 0; j < change.size(); ++j) next[k + j] += p[k] * change[j];
    }
    p = std::move(next);
  }
  return p;
}

YTransmission::YTransmission(std::span<const YMarker> markers, unsigned meioses, double two_steps) : meioses_(meioses) {
  for (const YMarker& marker : markers) steps_.push_back(step_distribution(marker.mutation_rate, meioses, two_steps));
}

double YTransmission::change(std::size_t locus, int tenths) const {
  if (tenths % kRepeat != 0) return 0;
  const auto& p = steps_[locus];
  const int place = tenths / kRepeat + static_cast<int>(p.size() / 2);
  return place < 0 || place >= static_cast<int>(p.size()) ? 0 : p[static_cast<std::size_t>(place)];
}

double YTransmission::permanent(std::size_t locus, std::span<const YAllele> seen, std::span<const YAllele> reference,
                                std::vector<bool>& taken, std::size_t i) const {
  if (i == reference.size()) return 1;
  double sum = 0;
  for (std::size_t j = 0; j < seen.size(); ++j) {
    if (taken[j]) continue;
    const double p = change(locus, seen[j] - reference[i]);
    if (p == 0) continue;
    taken[j] = true;
    sum += p * permanent(locus, seen, reference, taken, i + 1);
    taken[j] = false;
  }
  return sum;
}

double YTransmission::probability(std::size_t locus, std::span<const YAllele> seen,
                                  std::span<const YAllele> reference) const {
  KITH_CHECK(locus < steps_.size());
  double p = 0;
  if (seen.size() == reference.size() && seen.size() <= kMaxCopies) {
    if (seen.size() == 1) {
      p = change(locus, seen[0] - reference[0]);
    } else {
      std::vector<bool> taken(seen.size(), false);
      p = permanent(locus, seen, reference, taken, 0) / orders_of_equal(seen);
    }
  } else if (std::equal(seen.begin(), seen.end(), reference.begin(), reference.end())) {
    p = 1;  // more copies than are worth pairing, all equal
  }
  return std::max(p, kBeyondModel);
}

YDistance distance(const YHaplotype& a, const YHaplotype& b) {
  YDistance result;
  for (std::size_t locus = 0; locus < std::min(a.size(), b.size()); ++locus) {
    if (a[locus].empty() || b[locus].empty()) continue;
    ++result.compared;
    if (a[locus] == b[locus]) continue;
    result.loci.push_back(locus);
    bool is_steps = a[locus].size() == b[locus].size();
    int tenths = 0;
    for (std::size_t i = 0; is_steps && i < a[locus].size(); ++i) {
      const int change = std::abs(a[locus][i] - b[locus][i]);
      is_steps = change % kRepeat == 0;
      tenths += change;
    }
    if (is_steps) {
      result.steps += static_cast<unsigned>(tenths / kRepeat);
    } else {
      ++result.other;
    }
  }
  return result;
}

}  // namespace kith::genetics

#include "genetics/markers/mutation_rates.hpp"

#include <algorithm>
#include <array>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"

namespace kith::genetics {
namespace {

constexpr std::array<PublishedRate, 23> kRates{{
    {"CSF1PO", 0.0015, 0.0003, true},  {"D13S317", 0.0014, 0.0004, true},   {"D16S539", 0.0011, 0.0003, true},
    {"D18S51", 0.0022, 0.0006, true},  {"D19S433", 0.00075, 0.0005, true},  {"D21S11", 0.0015, 0.0011, true},
    {"D2S1338", 0.001, 0.00021, true}, {"D3S1358", 0.0013, 0.00015, true},  {"D5S818", 0.0012, 0.00025, true},
    {"D7S820", 0.0012, 0.00013, true}, {"D8S1179", 0.0016, 0.0002, true},   {"FGA", 0.0032, 0.0005, true},
    {"Penta D", 0.0009, 0.0006, true}, {"Penta E", 0.00135, 0.00065, true}, {"TH01", 0.00009, 0.00009, true},
    {"TPOX", 0.00012, 0.00004, true},  {"vWA", 0.0017, 0.0003, true},       {"D10S1248", 0.002, 0.001, false},
    {"D12S391", 0.002, 0.001, false},  {"D1S1656", 0.002, 0.001, false},    {"D22S1045", 0.002, 0.001, false},
    {"D2S441", 0.002, 0.001, false},   {"SE33", 0.0064, 0.001, true},
}};

constexpr double kRateOfX = 18.0 / 20625;
constexpr PublishedRate kBase{"", 1.8e-8, 0.6e-8, false};

}  // namespace

std::span<const PublishedRate> published_rates() { return kRates; }

PublishedRate published_rate(std::string_view marker, MarkerKind kind) {
  const std::string key = marker_key(marker);
  const auto* const found = std::find_if(kRates.begin(), kRates.end(),
                                         [&](const PublishedRate& rate) { return marker_key(rate.marker) == key; });
  if (found != kRates.end()) return *found;
  if (kind == MarkerKind::x_linked) return {"", kRateOfX, kRateOfX, false};
  return {"", 0.002, 0.001, false};
}

MutationSpec published_mutation(std::string_view marker, MarkerKind kind, std::span<const std::string> labels,
                                Sex parent) {
  const auto n_repeats = std::count_if(labels.begin(), labels.end(),
                                       [](const std::string& label) { return repeat_number(label).has_value(); });
  const PublishedRate rate = n_repeats == 0 ? kBase : published_rate(marker, kind);
  const double of_parent = parent == Sex::female ? rate.female : rate.male;
  if (n_repeats != static_cast<std::ptrdiff_t>(labels.size())) return {.kind = MutationKind::equal, .rate = of_parent};
  return {.kind = MutationKind::stepwise, .rate = of_parent, .rate2 = kPublishedRate2, .range = 0.1};
}

}  // namespace kith::genetics

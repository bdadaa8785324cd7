#include "genetics/markers/marker_ranges.hpp"

#include <array>
#include <string>
#include <unordered_map>

#include "genetics/markers/marker_names.hpp"

namespace kith::genetics {
namespace {

constexpr std::array kAutosomal{
    MarkerRange{"CSF1PO", 4, 7, 16, 0.30},         MarkerRange{"D10S1248", 4, 8, 19, 0.26},
    MarkerRange{"D10S1435", 4, 7, 17, 0.28},       MarkerRange{"D10S2325", 5, 6, 21, 0.15},
    MarkerRange{"D11S2368", 4, 14, 26, 0.21},      MarkerRange{"D12S391", 4, 14, 28, 0.17},
    MarkerRange{"D13S317", 4, 7, 15, 0.31},        MarkerRange{"D13S325", 4, 14.3, 26.3, 0.21},
    MarkerRange{"D14S1434", 4, 9, 18, 0.31},       MarkerRange{"D15S659", 4, 8, 20, 0.17},
    MarkerRange{"D16S539", 4, 5, 15, 0.27},        MarkerRange{"D17S1301", 4, 7, 15, 0.38},
    MarkerRange{"D18S1364", 4, 11, 21, 0.21},      MarkerRange{"D18S51", 4, 9, 28, 0.17},
    MarkerRange{"D19S253", 4, 6, 15, 0.24},        MarkerRange{"D19S433", 4, 6, 18.2, 0.24},
    MarkerRange{"D1S1656", 4, 7, 20.3, 0.16},      MarkerRange{"D20S482", 4, 9, 18, 0.32},
    MarkerRange{"D21S11", 4, 24, 39, 0.19},        MarkerRange{"D21S2055", 4, 16.1, 40, 0.13},
    MarkerRange{"D22S1045", 3, 8, 20, 0.33},       MarkerRange{"D2S1338", 4, 8, 28, 0.16},
    MarkerRange{"D2S1360", 4, 19, 32, 0.24},       MarkerRange{"D2S441", 4, 8, 17, 0.30},
    MarkerRange{"D3S1358", 4, 9, 21, 0.29},        MarkerRange{"D3S1744", 4, 11, 23, 0.19},
    MarkerRange{"D3S3045", 4, 9, 16, 0.18},        MarkerRange{"D4S2366", 4, 7, 15, 0.24},
    MarkerRange{"D5S2500", 4, 8, 18, 0.19},        MarkerRange{"D5S2800", 4, 13, 24, 0.31},
    MarkerRange{"D5S818", 4, 7, 17, 0.32},         MarkerRange{"D6S1043", 4, 8, 26, 0.18},
    MarkerRange{"D6S474", 4, 13, 20, 0.24},        MarkerRange{"D6S477", 4, 9, 18, 0.18},
    MarkerRange{"D7S1517", 4, 15, 28, 0.15},       MarkerRange{"D7S3048", 4, 15, 27, 0.13},
    MarkerRange{"D7S820", 4, 6, 15, 0.25},         MarkerRange{"D8S1132", 4, 10.1, 26, 0.16},
    MarkerRange{"D8S1179", 4, 8, 18, 0.22},        MarkerRange{"D9S1122", 4, 8, 16, 0.31},
    MarkerRange{"D22GATA198B05", 4, 14, 24, 0.16}, MarkerRange{"F13A01", 4, 3.2, 17, 0.36},
    MarkerRange{"F13B", 4, 6, 11, 0.58},           MarkerRange{"FESFPS", 4, 5, 14, 0.32},
    MarkerRange{"FGA", 4, 16, 51.2, 0.16},         MarkerRange{"LPL", 4, 7, 15, 0.48},
    MarkerRange{"Penta C", 5, 5, 16, 0.26},        MarkerRange{"Penta D", 5, 2.2, 18, 0.21},
    MarkerRange{"Penta E", 5, 5, 25, 0.11},        MarkerRange{"SE33", 4, 4.2, 47, 0.08},
    MarkerRange{"TH01", 4, 5, 11, 0.31},           MarkerRange{"TPOX", 4, 5, 14, 0.40},
    MarkerRange{"vWA", 4, 10, 24, 0.24},
};

constexpr std::array kYLinked{
    MarkerRange{"DYS19", 4, 9, 19},     MarkerRange{"DYS385", 4, 6, 28},    MarkerRange{"DYS388", 3, 8, 20},
    MarkerRange{"DYS389I", 4, 9, 17},   MarkerRange{"DYS389II", 4, 24, 35}, MarkerRange{"DYS390", 4, 17, 29},
    MarkerRange{"DYS391", 4, 5, 16},    MarkerRange{"DYS392", 3, 4, 20},    MarkerRange{"DYS393", 4, 7, 18},
    MarkerRange{"DYS426", 3, 7, 15},    MarkerRange{"DYS437", 4, 10, 18},   MarkerRange{"DYS438", 5, 6, 16},
    MarkerRange{"DYS439", 4, 6, 17},    MarkerRange{"DYS444", 4, 8, 19},    MarkerRange{"DYS447", 5, 15, 36},
    MarkerRange{"DYS448", 6, 14, 24},   MarkerRange{"DYS449", 4, 22, 40},   MarkerRange{"DYS456", 4, 10, 24},
    MarkerRange{"DYS458", 4, 10, 24},   MarkerRange{"DYS460", 4, 7, 14},    MarkerRange{"DYS481", 3, 17, 32},
    MarkerRange{"DYS518", 4, 32, 49},   MarkerRange{"DYS533", 4, 7, 17},    MarkerRange{"DYS549", 4, 7, 17},
    MarkerRange{"DYS570", 4, 10, 26},   MarkerRange{"DYS576", 4, 10, 25},   MarkerRange{"DYS627", 4, 11, 27},
    MarkerRange{"DYS635", 4, 15, 30},   MarkerRange{"DYS643", 5, 6, 17},    MarkerRange{"YGATAH4", 4, 8, 17},
    MarkerRange{"DYF387S1", 4, 30, 44},
};

/// From recall, as are DYS388, DYS426, DYS444 and DYS447 above.
constexpr std::array kXLinked{
    MarkerRange{"DXS10074", 4, 4, 21},    MarkerRange{"DXS10079", 4, 14, 25},     MarkerRange{"DXS10101", 4, 24, 38},
    MarkerRange{"DXS10103", 4, 15, 21},   MarkerRange{"DXS10134", 4, 28, 48.3},   MarkerRange{"DXS10135", 4, 13, 39.2},
    MarkerRange{"DXS10146", 4, 24, 47.2}, MarkerRange{"DXS10148", 4, 13.3, 39.1}, MarkerRange{"DXS7132", 4, 10, 20},
    MarkerRange{"DXS7423", 4, 8, 19},     MarkerRange{"DXS8378", 4, 7, 15},       MarkerRange{"HPRTB", 4, 6, 19},
};

}  // namespace

const MarkerRange* find_marker_range(std::string_view marker) {
  static const auto index = [] {
    std::unordered_map<std::string, const MarkerRange*> map;
    for (const MarkerRange& range : kAutosomal) map.emplace(marker_key(range.marker), &range);
    for (const MarkerRange& range : kYLinked) map.emplace(marker_key(range.marker), &range);
    for (const MarkerRange& range : kXLinked) map.emplace(marker_key(range.marker), &range);
    return map;
  }();
  const auto found = index.find(marker_key(marker));
  return found == index.end() ? nullptr : found->second;
}

bool is_far_outside(const MarkerRange* range, double repeats) {
  return range != nullptr && (repeats < range->lowest - kFarOutside || repeats > range->highest + kFarOutside);
}

int largest_fraction(const MarkerRange* range) { return range == nullptr ? 5 : range->repeat - 1; }

}  // namespace kith::genetics

// genetics/markers/panel.hpp — the markers of a run in their fixed order, and the dictionaries of what was observed at
// each.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "genetics/markers/observation.hpp"

namespace kith::genetics {

/// Position of a marker in a Panel.
using LocusIndex = std::uint32_t;
inline constexpr LocusIndex kNoLocus = static_cast<LocusIndex>(-1);

/// Code of an observation in a locus's dictionary; 0 is the untyped observation in every dictionary.
using ObservationCode = std::uint32_t;
inline constexpr ObservationCode kUntyped = 0;

/// The distinct observations of one marker, in order of first appearance.
class ObservationDictionary {
 public:
  ObservationDictionary() { (void)intern(Observation::untyped()); }

  [[nodiscard]] ObservationCode intern(const Observation& observation);
  [[nodiscard]] const Observation& operator[](ObservationCode code) const { return entries_[code]; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  std::vector<Observation> entries_;
  std::unordered_map<Observation, ObservationCode, ObservationHash> codes_;
};

/// One code per locus of the panel; shorter profiles are untyped at the loci they lack.
using Profile = std::vector<ObservationCode>;

/// At some locus at least.
[[nodiscard]] inline bool is_typed(const Profile& profile) {
  return std::any_of(profile.begin(), profile.end(), [](ObservationCode code) { return code != kUntyped; });
}

struct Panel {
  std::vector<Marker> markers;
  std::vector<ObservationDictionary> dictionaries;  ///< one per marker

  [[nodiscard]] std::size_t size() const { return markers.size(); }
  /// The observation of `profile` at `locus`.
  [[nodiscard]] const Observation& observed(const Profile& profile, LocusIndex locus) const {
    return dictionaries[locus][locus < profile.size() ? profile[locus] : kUntyped];
  }
  /// The marker with this name or an alias of it; kNoLocus if the panel has none.
  [[nodiscard]] LocusIndex find(std::string_view name) const;
};

}  // namespace kith::genetics

#include "genetics/markers/panel.hpp"

#include <string>

#include "genetics/markers/marker_names.hpp"

namespace kith::genetics {

ObservationCode ObservationDictionary::intern(const Observation& observation) {
  const auto [entry, is_new] = codes_.try_emplace(observation, static_cast<ObservationCode>(entries_.size()));
  if (is_new) entries_.push_back(observation);
  return entry->second;
}

LocusIndex Panel::find(std::string_view name) const {
  for (std::size_t i = 0; i < markers.size(); ++i) {
    if (markers[i].name() == name) return static_cast<LocusIndex>(i);
  }
  const std::string key = marker_key(name);
  for (std::size_t i = 0; i < markers.size(); ++i) {
    if (marker_key(markers[i].name()) == key) return static_cast<LocusIndex>(i);
  }
  return kNoLocus;
}

}  // namespace kith::genetics

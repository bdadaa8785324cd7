// attributes/place/place_description.hpp — place and time as the two forms say them, with ids as text, and how they
// become positions in the case's tables of events and sites.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "attributes/place/place_model.hpp"
#include "attributes/place/place_tables.hpp"

namespace kith::attributes {

/// A case's places by position: what PlaceModel takes.
struct PlaceCase {
  PlaceTables tables;
  std::vector<PlaceReport> reports{};    ///< one per missing person
  std::vector<PlaceFinding> findings{};  ///< one per remains
  std::size_t n_scored_only = 0;         ///< of these, at the end: no part of what the population shows
};

/// Events and sites that no table lists are added as they come: an event by its id; a site by its id, else by the name
/// of the place, else by its coordinates, with the first coordinates said of it. The day of recovery closes the burial
/// window where nothing closes it earlier and where it is early enough to matter: not more than 20 mean delays after
/// the last day anybody was last seen.
[[nodiscard]] PlaceCase resolve_places(const PlaceTables& tables, std::span<const AmPlace* const> am,
                                       std::span<const PmPlace* const> pm, double delay_days);

}  // namespace kith::attributes

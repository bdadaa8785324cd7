#include "intake/forms/grave_items.hpp"

#include <map>
#include <string>

#include "text/csv_table.hpp"

namespace kith::intake {
namespace {

/// "grave G1" or "site S1"; empty: neither is known.
std::string place_of(const matching::Remains& remains, std::string_view key, const attributes::NotKnown& words) {
  for (const auto& [column, text] : remains.attributes) {
    if (text::column_key(column) != key) continue;
    return words.says(text) == attributes::Says::something ? std::string(key) + ' ' + text : std::string();
  }
  return {};
}

}  // namespace

void count_bodies_of_graves(std::vector<matching::Remains>& remains, const attributes::NotKnown& words) {
  std::map<std::string, std::uint32_t> bodies;
  for (const auto& each : remains) {
    for (const auto* key : {"graveid", "siteid"}) {
      if (auto place = place_of(each, key, words); !place.empty()) ++bodies[std::move(place)];
    }
  }
  for (auto& each : remains) {
    auto place = place_of(each, "graveid", words);
    if (place.empty()) place = place_of(each, "siteid", words);
    for (auto* list : {&each.description.clothing, &each.description.effects}) {
      for (auto& item : list->items) {
        if (item.of_grave) item.bodies = place.empty() ? 0 : bodies.at(place);
      }
    }
  }
}

}  // namespace kith::intake

#include "matching/case/remains_rows.hpp"

#include "matching/case/known_sex.hpp"

namespace kith::matching {

RemainsRows remains_rows(const Case& data, genetics::LocusIndex locus) {
  const auto& dictionary = data.panel.dictionaries[locus];
  const bool x_linked = data.panel.markers[locus].kind() == genetics::MarkerKind::x_linked;
  constexpr auto kUnseen = static_cast<std::uint32_t>(-1);
  constexpr std::size_t kSexes = 3;
  std::vector<std::uint32_t> row_of(dictionary.size() * kSexes, kUnseen);
  RemainsRows result;
  result.rows.resize(1);
  result.codes.assign(data.remains.size(), 0);
  for (std::size_t r = 0; r < data.remains.size(); ++r) {
    const Remains& remains = data.remains[r];
    const genetics::ObservationCode code = locus < remains.profile.size() ? remains.profile[locus] : genetics::kUntyped;
    if (code == genetics::kUntyped) continue;
    const Sex known = known_sex(remains);
    const Sex sex = x_linked ? known : Sex::unknown;
    std::uint32_t& row = row_of[code * kSexes + static_cast<std::size_t>(sex)];
    if (row == kUnseen) {
      row = static_cast<std::uint32_t>(result.rows.size());
      result.rows.push_back({dictionary[code], sex});
    }
    result.codes[r] = row;
  }
  return result;
}

std::vector<genetics::LocusIndex> autosomal_loci(const genetics::Panel& panel) {
  std::vector<genetics::LocusIndex> loci;
  for (genetics::LocusIndex locus = 0; locus < panel.size(); ++locus) {
    if (panel.markers[locus].kind() == genetics::MarkerKind::autosomal) loci.push_back(locus);
  }
  return loci;
}

}  // namespace kith::matching

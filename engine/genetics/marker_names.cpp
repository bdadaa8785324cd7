#include "genetics/marker_names.hpp"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <vector>

#include "core/text.hpp"

namespace kith::genetics {
namespace {

struct KnownMarker {
  std::string_view canonical;
  MarkerKind kind;
  std::vector<std::string_view> folded;  ///< its names, folded; the first is the key
};

/// Markers whose spelling varies or whose name does not tell their kind. D<chromosome>S<number> names, DYS..., DYF... and
/// DXS... follow the nomenclature and need no entry unless they have another name.
const std::vector<KnownMarker>& known_markers() {
  using enum MarkerKind;
  static const std::vector<KnownMarker> table{
      {"vWA", autosomal, {"VWA", "VWF", "VWA31", "VWA31A", "HUMVWA"}},
      {"TH01", autosomal, {"TH01", "THO1", "TC11", "HUMTH01"}},
      {"TPOX", autosomal, {"TPOX", "TP0X", "HUMTPOX"}},
      {"FGA", autosomal, {"FGA", "FIBRA", "HUMFIBRA"}},
      {"CSF1PO", autosomal, {"CSF1PO", "CSF", "CSF1P0", "HUMCSF1PO"}},
      {"SE33", autosomal, {"SE33", "ACTBP2"}},
      {"Penta D", autosomal, {"PENTAD"}},
      {"Penta E", autosomal, {"PENTAE"}},
      {"AMEL", sex_test, {"AMEL", "AMELOGENIN", "AM", "AMELX"}},
      {"Yindel", sex_test, {"YINDEL"}},
      {"DYS385", y_linked, {"DYS385", "DYS385A/B", "DYS385AB"}},
      {"DYS389I", y_linked, {"DYS389I"}},
      {"DYS389II", y_linked, {"DYS389II"}},
      {"DYS389II-I", y_linked, {"DYS389III", "DYS389B"}},  // DYS389II minus DYS389I
      {"DYS19", y_linked, {"DYS19", "DYS394"}},
      {"DYS635", y_linked, {"DYS635", "YGATAC4"}},
      {"YGATAH4", y_linked, {"YGATAH4", "GATAH4", "GATAH41", "YGATAH41"}},
      {"DYF387S1", y_linked, {"DYF387S1", "DYF387S1A/B", "DYF387S1AB"}},
      {"HPRTB", x_linked, {"HPRTB"}},
      {"GATA172D05", x_linked, {"GATA172D05"}},
      {"GATA31E08", x_linked, {"GATA31E08"}},
      {"mtDNA", mitochondrial, {"MTDNA", "MT", "MITO", "MITOCHONDRIALDNA"}},
      {"mtGenome", mitochondrial, {"MTGENOME", "MITOGENOME", "MTDNAGENOME", "WHOLEMTDNA", "WHOLEMTGENOME"}},
      {"HV1", mitochondrial, {"HV1", "HVI", "HVS1", "HVSI", "HVR1", "HVRI"}},
      {"HV2", mitochondrial, {"HV2", "HVII", "HVS2", "HVSII", "HVR2", "HVRII"}},
      {"HV3", mitochondrial, {"HV3", "HVIII", "HVS3", "HVSIII", "HVR3", "HVRIII"}},
      {"HV1/HV2",
       mitochondrial,
       {"HV1/HV2", "HVI/HVII", "HVS1/HVS2", "HVSI/HVSII", "HVR1/HVR2", "HVRI/HVRII", "HV1/2", "HVI/II", "HVS1/2",
        "HVSI/II", "HVR1/2", "HVRI/II", "HV1+HV2", "HVI+HVII", "HVS1+HVS2", "HVSI+HVSII", "HVR1+HVR2", "HVRI+HVRII"}},
      {"CR",
       mitochondrial,
       {"CR", "CONTROLREGION", "MTCR", "MTDNACR", "MTCONTROLREGION", "MTDNACONTROLREGION", "DLOOP"}},
      {"mtDNA_RANGE", mitochondrial, {"MTDNARANGE", "MTRANGE"}},
      {"mtGenome_RANGE", mitochondrial, {"MTGENOMERANGE", "MITOGENOMERANGE"}},
      {"HV1_RANGE", mitochondrial, {"HV1RANGE", "HVIRANGE", "HVS1RANGE", "HVSIRANGE", "HVR1RANGE", "HVRIRANGE"}},
      {"HV2_RANGE", mitochondrial, {"HV2RANGE", "HVIIRANGE", "HVS2RANGE", "HVSIIRANGE", "HVR2RANGE", "HVRIIRANGE"}},
      {"HV3_RANGE", mitochondrial, {"HV3RANGE", "HVIIIRANGE", "HVS3RANGE", "HVSIIIRANGE", "HVR3RANGE", "HVRIIIRANGE"}},
      {"CR_RANGE", mitochondrial, {"CRRANGE", "CONTROLREGIONRANGE", "DLOOPRANGE"}},
  };
  return table;
}

std::string fold(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-') continue;
    result += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return result;
}

const KnownMarker* find_known(const std::string& folded) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const KnownMarker*> map;
    for (const auto& marker : known_markers()) {
      for (const auto name : marker.folded) map.emplace(name, &marker);
    }
    return map;
  }();
  const auto found = index.find(folded);
  return found == index.end() ? nullptr : found->second;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// D3S1358 and the like: D, the number of an autosome, S, a serial number.
bool is_autosomal_d_number(std::string_view folded) {
  const auto s = folded.find('S');
  if (!folded.starts_with('D') || s == std::string_view::npos || s > 3) return false;
  const auto chromosome = folded.substr(1, s - 1);
  if (!all_digits(chromosome) || !all_digits(folded.substr(s + 1))) return false;
  const int number = std::stoi(std::string(chromosome));
  return number >= 1 && number <= 22;
}

/// Kind of a name that follows the nomenclature of D-numbers.
std::optional<MarkerKind> kind_by_nomenclature(std::string_view folded) {
  if (folded.starts_with("DYS") || folded.starts_with("DYF")) return MarkerKind::y_linked;
  if (folded.starts_with("DXS")) return MarkerKind::x_linked;
  if (is_autosomal_d_number(folded)) return MarkerKind::autosomal;
  return std::nullopt;
}

}  // namespace

std::string marker_key(std::string_view name) {
  const std::string folded = fold(name);
  const auto* known = find_known(folded);
  return known == nullptr ? folded : std::string(known->folded.front());
}

std::string canonical_marker(std::string_view name) {
  const std::string folded = fold(name);
  if (const auto* known = find_known(folded)) return std::string(known->canonical);
  return kind_by_nomenclature(folded) ? folded : std::string(trimmed(name));
}

std::optional<MarkerKind> known_marker_kind(std::string_view name) {
  const std::string folded = fold(name);
  if (const auto* known = find_known(folded)) return known->kind;
  return kind_by_nomenclature(folded);
}

std::string_view x_cluster(std::string_view name) {
  struct Member {
    std::string_view marker, cluster;
  };
  constexpr Member kMembers[] = {{"DXS10148", "LG1"}, {"DXS10135", "LG1"}, {"DXS8378", "LG1"},  {"DXS7132", "LG2"},
                                 {"DXS10079", "LG2"}, {"DXS10074", "LG2"}, {"DXS10103", "LG3"}, {"HPRTB", "LG3"},
                                 {"DXS10101", "LG3"}, {"DXS10146", "LG4"}, {"DXS10134", "LG4"}, {"DXS7423", "LG4"}};
  const std::string key = marker_key(name);
  for (const Member& member : kMembers) {
    if (key == member.marker) return member.cluster;
  }
  return {};
}

}  // namespace kith::genetics

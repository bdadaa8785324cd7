#include "genetics/markers/marker_names.hpp"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "genetics/markers/marker_list.hpp"

namespace kith::genetics {
namespace {

struct KnownMarker {
  std::string_view canonical;
  MarkerKind kind;
  std::vector<std::string_view> folded;  ///< its names, folded; the first is the key
  std::size_t copies = 1;
};

/// Markers whose spelling varies or whose name does not tell their kind. D<chromosome>S<number> names, DYS..., DYF...
/// and DXS... follow the nomenclature and need no entry unless they have another name.
std::vector<KnownMarker> nuclear_markers() {
  using enum MarkerKind;
  return {
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
      {"DYS385", y_linked, {"DYS385"}, 2},
      {"DYS389I", y_linked, {"DYS389I", "DYS3891", "DYS389CD"}},
      {"DYS389II", y_linked, {"DYS389II", "DYS3892"}},
      {"DYS389II-I", y_linked, {"DYS389III", "DYS389B", "DYS389AB"}},  // DYS389II minus DYS389I
      {"DYS19", y_linked, {"DYS19", "DYS394"}},
      {"DYS635", y_linked, {"DYS635", "YGATAC4"}},
      {"YGATAH4", y_linked, {"YGATAH4", "GATAH4", "GATAH41", "YGATAH41"}},
      {"YGATAA10", y_linked, {"YGATAA10", "GATAA10"}},
      {"GGAAT1B07", y_linked, {"GGAAT1B07", "YGGAAT1B07"}},
      {"DYR88", y_linked, {"DYR88"}},
      {"DYF387S1", y_linked, {"DYF387S1"}, 2},
      {"DYF371", y_linked, {"DYF371", "DYF371X"}, 4},
      {"DYF395S1", y_linked, {"DYF395S1"}, 2},
      {"DYF397", y_linked, {"DYF397"}, 4},
      {"DYF399S1", y_linked, {"DYF399S1", "DYF399X"}, 3},
      {"DYF401S1", y_linked, {"DYF401S1"}, 2},
      {"DYF404S1", y_linked, {"DYF404S1"}, 2},
      {"DYF411S1", y_linked, {"DYF411S1"}, 2},
      {"DYF1000", y_linked, {"DYF1000"}, 3},
      {"DYF1001", y_linked, {"DYF1001"}, 3},
      {"DYF1002", y_linked, {"DYF1002"}, 4},
      {"DYS413", y_linked, {"DYS413", "YCAIII"}, 2},
      {"DYS459", y_linked, {"DYS459"}, 2},
      {"DYS464", y_linked, {"DYS464"}, 4},
      {"DYS527", y_linked, {"DYS527"}, 2},
      {"DYS528", y_linked, {"DYS528"}, 2},
      {"DYS724", y_linked, {"DYS724", "CDY"}, 2},
      {"YCAI", y_linked, {"YCAI"}, 2},
      {"YCAII", y_linked, {"YCAII"}, 2},
      {"HPRTB", x_linked, {"HPRTB", "HUMHPRTB"}},
      {"HUMARA", x_linked, {"HUMARA", "ARA"}},
      {"GATA165B12", x_linked, {"GATA165B12"}},
      {"GATA172D05", x_linked, {"GATA172D05"}},
      {"GATA31E08", x_linked, {"GATA31E08"}},
  };
}

/// Regions of the mtDNA, and the ranges of them that were read.
std::vector<KnownMarker> mitochondrial_regions() {
  using enum MarkerKind;
  return {
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
}

const std::vector<KnownMarker>& known_markers() {
  static const std::vector<KnownMarker> table = [] {
    auto markers = nuclear_markers();
    for (auto& region : mitochondrial_regions()) markers.push_back(std::move(region));
    return markers;
  }();
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

/// A name resolved: the marker, none where no table knows it, and which copy (0: no single one).
struct Found {
  const KnownMarker* marker = nullptr;
  std::size_t copy = 0;
};

/// "A", "1", "I" -> 1; "A/B", "ABCD", "1/2", "I/II" -> 0, all of them; none for text that tells no copies apart.
std::optional<std::size_t> copy_named(std::string_view text, const KnownMarker& marker) {
  constexpr std::size_t kMoreThanUsual = 3;  // DYS464 has had seven copies
  const std::size_t most = marker.copies + kMoreThanUsual;
  std::string marks;
  for (const char c : text) {
    if (c != '/' && c != '+' && c != '&' && c != ',') marks += c;
  }
  const bool may_be_roman = std::isdigit(static_cast<unsigned char>(marker.folded.front().back())) != 0;
  if (may_be_roman && marks.find_first_not_of('I') == std::string::npos && !marks.empty()) {
    return text == "I/II" ? 0 : marks.size();
  }
  if (marks.empty() || (marks.front() != 'A' && marks.size() > 1 && marks == text)) return std::nullopt;
  const char first = std::isdigit(static_cast<unsigned char>(marks.front())) != 0 ? '1' : 'A';
  const auto place = [&](char c) { return static_cast<std::size_t>(c - first) + 1; };
  for (const char c : marks) {
    if (c < first || place(c) > most) return std::nullopt;
  }
  if (marks.size() == 1) return place(marks.front());
  if (marks.size() == 2 && place(marks[0]) == 1 && place(marks[1]) == marker.copies) return 0;  // "A-D"
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (place(marks[i]) != i + 1) return std::nullopt;
  }
  return 0;
}

Found find_known(const std::string& folded) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const KnownMarker*> map;
    for (const auto& marker : known_markers()) {
      for (const auto name : marker.folded) map.emplace(name, &marker);
    }
    return map;
  }();
  if (const auto found = index.find(folded); found != index.end()) return {found->second};
  constexpr std::size_t kLongestMark = 7;  // "A/B/C/D"
  for (std::size_t n = 1; n <= kLongestMark && n + 3 <= folded.size(); ++n) {
    const std::string_view name = std::string_view(folded).substr(0, folded.size() - n);
    const auto found = index.find(name);
    if (found == index.end() || found->second->copies == 1) continue;
    if (const auto copy = copy_named(std::string_view(folded).substr(name.size()), *found->second)) {
      return {found->second, *copy};
    }
  }
  return {};
}

/// Names of the lists that need no entry above, folded, with the field's spelling where it is another.
const std::unordered_map<std::string, std::string_view>& plain_markers() {
  static const auto table = [] {
    std::unordered_map<std::string, std::string_view> names;
    for (const auto list : {listed_autosomal_markers(), listed_y_markers(), listed_x_markers()}) {
      for (const auto name : list) names.emplace(fold(name), name);
    }
    return names;
  }();
  return table;
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
  std::string folded = fold(name);
  const auto* known = find_known(folded).marker;
  return known == nullptr ? folded : std::string(known->folded.front());
}

std::size_t marker_copy(std::string_view name) { return find_known(fold(name)).copy; }

std::size_t n_marker_copies(std::string_view name) {
  const auto* known = find_known(fold(name)).marker;
  return known == nullptr ? 1 : known->copies;
}

bool is_listed_marker(std::string_view name) {
  const std::string folded = fold(name);
  return plain_markers().contains(folded) || find_known(folded).marker != nullptr;
}

const std::vector<std::string_view>& listed_markers() {
  static const auto names = [] {
    std::vector<std::string_view> all;
    for (const auto& marker : known_markers()) all.push_back(marker.canonical);
    for (const auto list : {listed_autosomal_markers(), listed_y_markers(), listed_x_markers()}) {
      all.insert(all.end(), list.begin(), list.end());
    }
    return all;
  }();
  return names;
}

std::string canonical_marker(std::string_view name) {
  const std::string folded = fold(name);
  if (const auto* known = find_known(folded).marker) return std::string(known->canonical);
  if (const auto listed = plain_markers().find(folded); listed != plain_markers().end()) {
    return std::string(listed->second);
  }
  return kind_by_nomenclature(folded) ? folded : std::string(trimmed(name));
}

std::optional<MarkerKind> known_marker_kind(std::string_view name) {
  const std::string folded = fold(name);
  if (const auto* known = find_known(folded).marker) return known->kind;
  if (const auto kind = kind_by_nomenclature(folded)) return kind;
  return plain_markers().contains(folded) ? std::optional(MarkerKind::autosomal) : std::nullopt;
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

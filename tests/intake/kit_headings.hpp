// intake/kit_headings.hpp — kits as tables: their markers, what two persons show there, and the forms in which programs
// head the columns of a wide table.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace kith::testing {

struct KitMarker {
  std::string name;
  std::vector<std::string> father;   ///< alleles
  std::vector<std::string> remains;  ///< alleles
};

struct Kit {
  std::string name;
  std::vector<KitMarker> markers;
};

inline Kit make_kit(const std::string& name, const std::vector<std::string>& autosomal,
                    const std::vector<std::string>& x_linked, const std::vector<std::string>& y_linked) {
  Kit kit{name, {}};
  int n = 0;
  const auto number = [](int value) { return std::to_string(value); };
  for (const auto& marker : autosomal) {
    const int a = 8 + n++ % 5;
    kit.markers.push_back({marker, {number(a), number(a + 2)}, {number(a), n % 3 == 0 ? number(a) : number(a + 1)}});
  }
  for (const auto& marker : x_linked) {
    const int a = 9 + n++ % 4;
    kit.markers.push_back({marker, {number(a)}, {number(a + 1)}});
  }
  for (const auto& marker : y_linked) {
    const int a = 10 + n++ % 6;
    if (marker == "DYS385" || marker == "DYF387S1") {
      kit.markers.push_back({marker, {number(a), number(a + 3)}, {number(a + 1), number(a + 3)}});
    } else if (marker == "DYS389II") {
      kit.markers.push_back({marker, {"29"}, {"30"}});
    } else {
      kit.markers.push_back({marker, {number(a)}, {number(a)}});
    }
  }
  if (!autosomal.empty()) kit.markers.push_back({"AMEL", {"X", "Y"}, {"X", "Y"}});
  return kit;
}

inline std::vector<Kit> kits() {
  const std::vector<std::string> codis{"D3S1358", "vWA",    "D16S539",  "CSF1PO",  "TPOX",    "D8S1179",  "D21S11",
                                       "D18S51",  "D2S441", "D19S433",  "TH01",    "FGA",     "D22S1045", "D5S818",
                                       "D13S317", "D7S820", "D10S1248", "D1S1656", "D12S391", "D2S1338",  "SE33"};
  auto fusion = codis;
  fusion.insert(fusion.end(), {"Penta D", "Penta E"});
  return {make_kit("GlobalFiler", codis, {}, {"DYS391"}),
          make_kit("PowerPlex Fusion 6C", fusion, {}, {"DYS391", "DYS570", "DYS576"}),
          make_kit("Yfiler Plus", {}, {},
                   {"DYS576", "DYS389I", "DYS635", "DYS389II", "DYS627", "DYS460",   "DYS458", "DYS19",  "YGATAH4",
                    "DYS448", "DYS391",  "DYS456", "DYS390",   "DYS438", "DYS392",   "DYS518", "DYS570", "DYS437",
                    "DYS385", "DYS449",  "DYS393", "DYS439",   "DYS481", "DYF387S1", "DYS533"}),
          make_kit("Argus X-12", {},
                   {"DXS7132", "DXS7423", "DXS8378", "DXS10074", "DXS10079", "DXS10101", "DXS10103", "DXS10134",
                    "DXS10135", "DXS10146", "DXS10148", "HPRTB"},
                   {})};
}

/// How the column of a marker's copy (from 0) is headed, in which place of the header (from 1).
struct HeadingForm {
  std::string name;
  std::function<std::string(const std::string& marker, int copy, std::size_t place)> heading;
  bool in_blocks = false;        ///< a marker's columns stand side by side
  bool holds_genotypes = false;  ///< one column with cells such as 9/9.3
};

inline HeadingForm suffix_form(const std::string& first, const std::string& second) {
  return {first,
          [=](const std::string& marker, int copy, std::size_t) { return marker + (copy == 0 ? first : second); }};
}

inline std::vector<HeadingForm> heading_forms() {
  std::vector<HeadingForm> forms;
  for (const auto& [first, second] : std::vector<std::pair<std::string, std::string>>{{"_1", "_2"},
                                                                                      {"-1", "-2"},
                                                                                      {" 1", " 2"},
                                                                                      {".1", ".2"},
                                                                                      {"(1)", "(2)"},
                                                                                      {" (1)", " (2)"},
                                                                                      {"[1]", "[2]"},
                                                                                      {"_A1", "_A2"},
                                                                                      {" Allele 1", " Allele 2"},
                                                                                      {"_Allele1", "_Allele2"},
                                                                                      {" allele_1", " allele_2"},
                                                                                      {" a", " b"},
                                                                                      {"_a", "_b"},
                                                                                      {"-A", "-B"},
                                                                                      {" (a)", " (b)"},
                                                                                      {"", ".1"},
                                                                                      {"", "_1"},
                                                                                      {"", "_2"},
                                                                                      {"", ""},
                                                                                      {"_01", "_02"},
                                                                                      {"#1", "#2"},
                                                                                      {" Allele#1", " Allele#2"},
                                                                                      {"_0", "_1"},
                                                                                      {"_I", "_II"},
                                                                                      {"\xC2\xA0"
                                                                                       "1",
                                                                                       "\xC2\xA0"
                                                                                       "2"}}) {
    forms.push_back(suffix_form(first, second));
  }
  const auto glued = [](const std::string& marker, int copy, std::size_t) { return marker + (copy == 0 ? "a" : "b"); };
  forms.push_back({"TH01a, TH01b", glued});
  forms.push_back({"TH01, nothing",
                   [](const std::string& marker, int copy, std::size_t) { return copy == 0 ? marker : std::string(); },
                   true});
  const auto prefix = [](const std::string& marker, int copy, std::size_t) {
    return "allele_" + std::to_string(copy + 1) + "_" + marker;
  };
  forms.push_back({"allele_1_TH01", prefix});
  forms.push_back({"A1.TH01", [](const std::string& marker, int copy, std::size_t) {
                     return "A" + std::to_string(copy + 1) + "." + marker;
                   }});
  forms.push_back({"TH01...5", [](const std::string& marker, int, std::size_t place) {
                     return marker + "..." + std::to_string(place);
                   }});
  forms.push_back({"TH01 with 9/9.3", [](const std::string& marker, int, std::size_t) { return marker; }, true, true});
  return forms;
}

}  // namespace kith::testing

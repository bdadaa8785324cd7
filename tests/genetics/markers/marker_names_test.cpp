#include "genetics/markers/marker_names.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace kith::genetics {

TEST_CASE("marker names: the spellings of one marker have one key and one canonical name") {
  const std::vector<std::pair<const char*, std::vector<const char*>>> markers{
      {"vWA", {"VWA", "vwa", "vWF", "vWA31", " vWA "}},
      {"TH01", {"THO1", "th01", "TC11", "HUMTH01"}},
      {"TPOX", {"TP0X"}},
      {"FGA", {"FIBRA", "HUMFIBRA"}},
      {"CSF1PO", {"CSF", "CSF1P0"}},
      {"SE33", {"SE 33", "ACTBP2"}},
      {"Penta D", {"PENTA_D", "PentaD", "PENTA D", "Penta.D", "penta-d"}},
      {"Penta E", {"PENTA_E", "PentaE"}},
      {"AMEL", {"Amelogenin", "AM", "AMELX"}},
      {"DYS385", {"DYS385a/b", "DYS385 a/b", "DYS385ab"}},
      {"DYS389I", {"DYS389 I", "DYS389-I", "DYS389.1", "DYS389-1"}},
      {"DYS389II", {"DYS389 II", "DYS389-II", "DYS389.2", "DYS389_2"}},
      {"DYS389II-I", {"DYS389B", "DYS389 II-I"}},
      {"DYS413", {"YCAIII"}},
      {"DYS724", {"CDY", "CDYa", "CDY a/b"}},
      {"DYS464", {"DYS464a", "DYS464abcd", "DYS464 a-d", "DYS464d", "DYS464.3"}},
      {"YGATAH4", {"Y-GATA-H4", "GATA H4", "GATA H4.1", "Y_GATA_H4"}},
      {"DYF387S1", {"DYF387S1a/b"}},
      {"DYS635", {"Y-GATA-C4"}},
      {"DYS19", {"DYS394"}},
      {"Yindel", {"Y indel", "Y-Indel"}},
      {"D3S1358", {"d3s1358", "D3 S1358"}},
  };
  for (const auto& [canonical, spellings] : markers) {
    CHECK(canonical_marker(canonical) == canonical);
    for (const auto* spelling : spellings) {
      CAPTURE(spelling);
      CHECK(marker_key(spelling) == marker_key(canonical));
      CHECK(canonical_marker(spelling) == canonical);
    }
  }
}

TEST_CASE("marker names: different markers have different keys") {
  CHECK(marker_key("Penta D") != marker_key("Penta E"));
  CHECK(marker_key("DYS389I") != marker_key("DYS389II"));
  CHECK(marker_key("DYS389.1") != marker_key("DYS389.2"));
  CHECK(marker_key("DYF403S1a") != marker_key("DYF403S1b"));
  CHECK(marker_key("YCAII") != marker_key("YCAIII"));
  CHECK(marker_key("DYS3859") != marker_key("DYS385"));
  CHECK(marker_key("D3S1358") != marker_key("D3S135"));
}

TEST_CASE("marker names: which copy of several a name means") {
  for (const auto* name : {"DYS385a", "DYS385 A", "DYS385-1", "DYS385.1", "DYS385I", "DYF387S1a", "YCAII a"}) {
    CAPTURE(name);
    CHECK(marker_copy(name) == 1);
    CHECK(n_marker_copies(name) == 2);
  }
  for (const auto* name : {"DYS385b", "DYS385II", "DYF387S1.2", "YCAIIb", "CDYb"}) CHECK(marker_copy(name) == 2);
  CHECK(marker_copy("DYS464d") == 4);
  for (const auto* name :
       {"DYS385", "DYS385a/b", "DYS385 ab", "DYS385I/II", "DYS385 1/2", "DYS389I", "TH01", "DYS389B"}) {
    CAPTURE(name);
    CHECK(marker_copy(name) == 0);
  }
  CHECK(n_marker_copies("DYF399S1") == 3);
  CHECK(n_marker_copies("DYS464") == 4);
  CHECK(n_marker_copies("DYS19") == 1);
}

TEST_CASE("marker names: the lists have the kits' markers and no slip of the pen") {
  for (const auto* name :
       {"D1S1656",  "SE33",    "Penta E", "Yindel",   "DYS391",        "DYS570",  "DYF387S1", "YGATAH4",
        "DXS10148", "HPRTB",   "D6S1043", "D21S2055", "D22GATA198B05", "DYS643",  "D4S2408",  "FESFPS",
        "DYF404S1", "DYS459a", "DYS527b", "D5S2800",  "D2S1360",       "DXS6809", "AMEL",     "mtDNA"}) {
    CAPTURE(name);
    CHECK(is_listed_marker(name));
    CHECK(canonical_marker(canonical_marker(name)) == canonical_marker(name));
  }
  for (const auto* name : {"D3S1538", "D3S13581", "DYS339", "DYS191", "DXS1010", "TH02", "", "D3"}) {
    CAPTURE(name);
    CHECK_FALSE(is_listed_marker(name));
  }
  for (const auto name : listed_markers()) {
    CAPTURE(std::string(name));
    CHECK(is_listed_marker(name));
    CHECK(canonical_marker(name) == name);
    CHECK(known_marker_kind(name).has_value());
  }
}

TEST_CASE("marker names: an unknown name is kept as it is written, trimmed") {
  CHECK(canonical_marker("  rs123 (a) ") == "rs123 (a)");
  CHECK(marker_key("my-locus 1") == "MYLOCUS1");
}

TEST_CASE("marker names: the kind of a known marker") {
  for (const auto* name :
       {"vWA", "TH01", "TPOX", "FGA", "CSF1PO", "SE33", "Penta D", "D3S1358", "D22S1045", "D6S1043"}) {
    CAPTURE(name);
    CHECK(known_marker_kind(name) == MarkerKind::autosomal);
  }
  for (const auto* name : {"DYS19", "DYS389 I", "DYF387S1", "Y-GATA-H4"}) {
    CHECK(known_marker_kind(name) == MarkerKind::y_linked);
  }
  for (const auto* name : {"DXS7132", "HPRTB"}) CHECK(known_marker_kind(name) == MarkerKind::x_linked);
  for (const auto* name : {"Amelogenin", "Y indel"}) CHECK(known_marker_kind(name) == MarkerKind::sex_test);
  for (const auto* name : {"L1", "D23S1", "DS5", "D0S1", "D3S", "rs123", ""}) {
    CAPTURE(name);
    CHECK_FALSE(known_marker_kind(name).has_value());
  }
}

}  // namespace kith::genetics

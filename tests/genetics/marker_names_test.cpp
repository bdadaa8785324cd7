#include "genetics/marker_names.hpp"

#include <doctest/doctest.h>

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
      {"DYS389I", {"DYS389 I", "DYS389-I"}},
      {"DYS389II", {"DYS389 II", "DYS389-II"}},
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
  CHECK(marker_key("DYS385a") != marker_key("DYS385b"));
  CHECK(marker_key("D3S1358") != marker_key("D3S135"));
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

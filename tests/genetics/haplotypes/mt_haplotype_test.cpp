// mtDNA notation, ranges and the rules of comparison, one worked example each.
#include "genetics/haplotypes/mt_haplotype.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>

#include "genetics/haplotypes/mt_notation.hpp"
#include "support/builders.hpp"

namespace kith::genetics {
namespace {

using testing::must;

MtHaplotype haplotype(std::initializer_list<const char*> ranges, std::initializer_list<const char*> differences) {
  MtHaplotype result;
  for (const auto* text : ranges) {
    for (const auto& range : must(parse_mt_range(text))) result.ranges.push_back(range);
  }
  for (const auto* text : differences) {
    for (const auto& d : must(parse_mt_difference(text))) result.differences.push_back(d);
  }
  CHECK(normalise(result).empty());
  return result;
}

unsigned apart(std::initializer_list<const char*> a, std::initializer_list<const char*> b) {
  const MtHaplotype first = haplotype({"16024-576", "577-16023"}, a);
  const MtHaplotype second = haplotype({"1-16569"}, b);
  const unsigned n = count_differences(first, second, common_ranges(first.ranges, second.ranges));
  CHECK(n == count_differences(second, first, first.ranges));
  return n;
}

std::string parsed(const char* text) {
  std::string result;
  const auto differences = parse_mt_difference(text);
  if (!differences) return "refused";
  for (const auto& d : differences.value()) result += (result.empty() ? "" : " ") + to_string(d);
  return result;
}

TEST_CASE("mtDNA: the rCRS at well-known positions") {
  const auto base = [](int position) { return "?AC?G???T"[rcrs_base(static_cast<std::uint16_t>(position))]; };
  CHECK(std::string{base(73), base(263), base(309), base(310), base(315)} == "AACTC");
  CHECK(std::string{base(146), base(150), base(152), base(195), base(489)} == "TCTTT");
  CHECK(std::string{base(514), base(523), base(524), base(573)} == "CACC");
  CHECK(std::string{base(16069), base(16126), base(16189), base(16223), base(16311), base(16519)} == "CTTCTT");
  CHECK(rcrs_base(3107) == 0);
  CHECK(std::string{base(750), base(1438), base(4769), base(8860), base(15326), base(2706), base(7028), base(14766)} ==
        "AAAAAACC");  // A750G, A1438G, A4769G, A8860G, A15326G, A2706G, C7028T, C14766T
  std::array<int, 9> counts{};
  for (std::uint16_t p = 1; p <= kMtLength; ++p) ++counts[rcrs_base(p)];
  CHECK(counts[kBaseA] + counts[kBaseC] + counts[kBaseG] + counts[kBaseT] == kMtLength - 1);
  CHECK(rcrs_base(0) + rcrs_base(kMtLength + 1) == 0);
}

TEST_CASE("mtDNA: every notation of a difference") {
  CHECK(parsed("73G") == "73G");
  CHECK(parsed("A73G") == "73G");
  CHECK(parsed("315.1C") == "315.1C");
  CHECK(parsed("-315.1C") == "315.1C");
  CHECK(parsed("315+C") == "315.1C");
  CHECK(parsed("309+CC") == "309.1C 309.2C");
  for (const auto* deletion : {"249-", "A249-", "249del", "249DEL"}) CHECK(parsed(deletion) == "249-");
  CHECK(parsed("152c") == "152c");
  CHECK(parsed("16093Y") == "16093Y");
  CHECK(parsed("73A") == "73A");  // the rCRS itself, which may be part of a mixture
  for (const auto* deletion : {"249D", "249d", "A249d", "249delA", "del249", "del A249", "m.249del", "249\u2212"}) {
    CHECK_MESSAGE(parsed(deletion) == (deletion == std::string("del A249") ? "refused" : "249-"), deletion);
  }
  for (const auto* range : {"523-524d", "523-524del", "523-524DEL", "523-524D", "A523-C524del", "523\u2013524del",
                            "m.523_524del", "523_524delAC", "523delAC", "del523-524", "523-524-"}) {
    CHECK_MESSAGE(parsed(range) == "523- 524-", range);
  }
  for (const auto* one : {"315.C", "315insC", "m.315_316insC", "315-316insC", "m.315dup", "315dupC"}) {
    CHECK_MESSAGE(parsed(one) == "315.1C", one);
  }
  for (const auto* two : {"315.1CC", "315.CC", "315insCC", "-315.1CC"})
    CHECK_MESSAGE(parsed(two) == "315.1C 315.2C", two);
  CHECK(parsed("524.1AC") == "524.1A 524.2C");
  CHECK(parsed("m.523_524dup") == "524.1A 524.2C");
  CHECK(parsed("309.2CC") == "309.2C 309.3C");
  for (const auto* y : {"16093C/T", "T16093C/T", "16093T/C", "16093Y", "T16093Y"})
    CHECK_MESSAGE(parsed(y) == "16093Y", y);
  for (const auto* g : {"263A>G", "m.263A>G", "A263G", "263>G", "a263G"}) CHECK_MESSAGE(parsed(g) == "263G", g);
  for (const auto* text : {"T16046C", "G16047DEL", "399.1A", "60.1TT", "368.1AGAA"}) {
    CHECK_MESSAGE(parsed(text) != "refused", text);  // GENis, Phylotree 17
  }
  for (const auto* wrong :
       {"",       "G",        "73",     "0A",      "16570A", "C73G",       "A8860C/",  "73X",          "315.1",
        "315.0C", "315.",     "-73G",   "73GG",    "73 G",   "524-523del", "523_524A", "523-525delAC", "249delC",
        "m.",     "del",      "16129!", "152C!",   "@152",   "A8861G",     "263T>G",   "16569delGG",   "573_580insC",
        "249-x",  "16224.XC", "65536G", "1.99999C"}) {
    CHECK_MESSAGE(parsed(wrong) == "refused", wrong);
  }
}

TEST_CASE("mtDNA: doubtful notations are read one way and said, or refused with how to write them") {
  const auto note = [](const char* text) { return must(parse_mt_entry(text)).note; };
  CHECK(note("249D").find("a mixture of A, G and T is written 249A 249G 249T") != std::string::npos);
  CHECK(note("8281d").find("deletion") != std::string::npos);
  for (const auto* run : {"573.XC", "960.XC", "309.XC", "315.XC", "16193.xC"})
    CHECK(note(run).find("one base inserted") != std::string::npos);
  for (const auto* plain : {"249-", "249del", "16093Y", "152c", "315.1C"}) CHECK(note(plain).empty());
  const auto why = [](const char* text) { return parse_mt_entry(text).error().message; };
  CHECK(why("16223").find("16223T is the transition") != std::string::npos);  // rCRS C
  CHECK(why("73").find("73G is the transition") != std::string::npos);        // rCRS A
  CHECK(why("152C!").find("back mutation") != std::string::npos);
  CHECK(why("44.XC").find("44.1C") != std::string::npos);
  CHECK(why("A8861G").find("the rCRS has ") != std::string::npos);
  // a mixture that D would stand for is written so that it is read again
  MtHaplotype mixture{{{16024, 16365}}, {{16093, 0, kBaseA | kBaseG | kBaseT}}};
  CHECK(differences_text(mixture) == "16093A 16093G 16093T");
  CHECK(apart({"16093A", "16093G", "16093T"}, {"16093G"}) == 0);
}

TEST_CASE("mtDNA: names of regions") {
  for (const auto* name : {"HV1", "HVR1", "HVR-I", "HVRI", "HVS-I", "HV-1", "hvr 1", "HVS1"}) {
    CHECK_MESSAGE(to_string(standard_mt_range(name)) == "16024-16365", name);
  }
  for (const auto* name : {"HV2", "HVR2", "HVR-II", "HVRII", "HVS-II"}) {
    CHECK_MESSAGE(to_string(standard_mt_range(name)) == "73-340", name);
  }
  for (const auto* name : {"CR", "D-loop", "control region", "Control-Region", "mtDNA CR"}) {
    CHECK_MESSAGE(to_string(standard_mt_range(name)) == "1-576, 16024-16569", name);
  }
  CHECK(to_string(standard_mt_range("HVR1/HVR2")) == "73-340, 16024-16365");
  CHECK(to_string(standard_mt_range("mtgenome")) == "1-16569");
  CHECK(to_string(must(parse_mt_range("ALL"))) == "1-16569");
}

TEST_CASE("mtDNA: ranges, also round the origin") {
  CHECK(to_string(must(parse_mt_range("16024-576"))) == "1-576, 16024-16569");
  CHECK(n_positions(must(parse_mt_range("16024-576"))) == 1122);
  CHECK(to_string(standard_mt_range("HVS-I")) == "16024-16365");
  CHECK(to_string(standard_mt_range("HV2")) == "73-340");
  CHECK(standard_mt_range("mtDNA").empty());
  for (const auto* wrong : {"16024", "16024-", "0-5", "5-16570", "a-b", "5-6-7"}) CHECK_FALSE(parse_mt_range(wrong));
  MtHaplotype h{{{100, 200}, {50, 99}, {150, 300}}, {{263, 0, kBaseG}, {16126, 0, kBaseC}}};
  const auto outside = normalise(h);
  CHECK(to_string(h.ranges) == "50-300");
  REQUIRE(outside.size() == 1);
  CHECK(outside[0].position == 16126);
}

TEST_CASE("mtDNA: only common ranges are compared") {
  const auto hv1 = haplotype({"16024-16365"}, {"16126C", "16223T"});
  const auto both = haplotype({"16050-16365", "73-340"}, {"16126C", "73G", "263G"});
  std::vector<std::string> sites;
  const auto common = common_ranges(hv1.ranges, both.ranges);
  CHECK(to_string(common) == "16050-16365");
  CHECK(count_differences(hv1, both, common, &sites) == 1);
  CHECK(sites == std::vector<std::string>{"16223 T/C"});
  CHECK(covers(both.ranges, common));
  CHECK_FALSE(covers(hv1.ranges, both.ranges));
}

TEST_CASE("mtDNA: heteroplasmy is compatible with each of its parts") {
  CHECK(apart({"16093Y"}, {}) == 0);  // T in the rCRS
  CHECK(apart({"16093Y"}, {"16093C"}) == 0);
  CHECK(apart({"16093Y"}, {"16093R"}) == 1);
  CHECK(apart({"152c"}, {"152C"}) == 0);
  CHECK(apart({"152c"}, {"152-"}) == 0);
  CHECK(apart({"8860R"}, {}) == 0);  // A in the rCRS
  CHECK(apart({"8860Y"}, {}) == 1);
  CHECK(apart({"8860G"}, {}) == 1);
  CHECK(apart({"3107-"}, {}) == 0);  // the placeholder
}

TEST_CASE("mtDNA: length at homopolymers says nothing, 315.1C does") {
  CHECK(apart({"309.1C", "309.2C"}, {"309.1C"}) == 0);
  CHECK(apart({"315.1C", "309.1C"}, {"315.1C"}) == 0);
  CHECK(apart({"315.1C"}, {}) == 1);
  CHECK(apart({"16193.1C"}, {}) == 0);
  CHECK(apart({"573.1C", "573.2C", "455.1T", "463.1C", "960.1C", "5899.1C", "8276.1C", "8285.1C"}, {}) == 0);
  CHECK(apart({"16189C", "16193.1C"}, {"16189C"}) == 0);
  CHECK(apart({"16189C"}, {}) == 1);  // a substitution, wherever it is
  CHECK(apart({"310C"}, {}) == 1);
}

TEST_CASE("mtDNA: repeats and known deletions are one event") {
  CHECK(apart({"523-", "524-"}, {}) == 1);
  CHECK(apart({"523-", "524-"}, {"524.1A", "524.2C"}) == 1);
  CHECK(apart({"524.1A", "524.2C", "524.3A", "524.4C"}, {}) == 1);
  CHECK(apart({"106-", "107-", "108-", "109-", "110-", "111-"}, {}) == 1);
  CHECK(apart({"8281-", "8282-", "8283-", "8284-", "8285-", "8286-", "8287-", "8288-", "8289-"}, {}) == 1);
  CHECK(apart({"249-"}, {}) == 1);
  CHECK(apart({"290-", "291-"}, {}) == 2);
}

TEST_CASE("mtDNA: two readings of one person") {
  const auto hv1 = haplotype({"16024-16365"}, {"16093Y", "16126C"});
  const auto hv12 = haplotype({"16050-16365", "73-340"}, {"16126C", "263G"});
  const auto merged = merge(hv1, hv12);
  CHECK(to_string(merged.ranges) == "73-340, 16024-16365");
  CHECK(differences_text(merged) == "263G 16093Y 16126C");
  CHECK(differences_text(haplotype({"1-100"}, {})) == "rCRS");
  CHECK(insertion_without_first(haplotype({"1-500"}, {"309.2C", "315.1C"})).insertion == 2);
  CHECK(insertion_without_first(haplotype({"1-500"}, {"309+CCC"})).position == 0);
}

TEST_CASE("mtDNA: classes of differences over m meioses") {
  const auto control = must(parse_mt_range("16024-576"));
  // 610 hypervariable and 512 other positions
  const double per_meiosis = 3.0 / 705 * (1 + 512.0 / 6100);
  for (const unsigned m : {0U, 1U, 5U}) {
    const double lambda = m * per_meiosis + 0.001;
    const auto p = mt_class_probabilities(control, m);
    CHECK(p[0] == doctest::Approx(std::exp(-lambda)).epsilon(1e-12));
    CHECK(p[1] == doctest::Approx(lambda * std::exp(-lambda)).epsilon(1e-12));
    CHECK(p[2] == doctest::Approx(1 - (1 + lambda) * std::exp(-lambda)).epsilon(1e-8));
    CHECK(p[2] > 0);
  }
}

}  // namespace
}  // namespace kith::genetics

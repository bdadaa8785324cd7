#include "inference/quality/quality.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/builders.hpp"

namespace kith::testing {
namespace {

using genetics::Sex;
using inference::Finding;
using inference::FindingKind;
using inference::QualityOptions;

constexpr std::size_t kLoci = 12;

/// Twelve markers M0 .. M11 with five alleles each and stepwise mutation.
class CaseBuilder {
 public:
  CaseBuilder() {
    for (std::size_t l = 0; l < kLoci; ++l) {
      auto spec = marker_spec({0.1, 0.2, 0.3, 0.25, 0.15});
      spec.name = "M" + std::to_string(l);
      spec.mutation_male = {.kind = genetics::MutationKind::stepwise, .rate = 0.002};
      spec.mutation_female = spec.mutation_male;
      the_case.panel.markers.push_back(must(genetics::Marker::make(std::move(spec))));
    }
    the_case.panel.dictionaries.resize(kLoci);
  }

  /// A family in which `missing` is missed.
  matching::Family& family(const Family& persons, std::string_view missing) {
    auto pedigree = pedigree_of(persons);
    const auto n = pedigree.size();
    const auto person = pedigree.find(missing);
    const std::string id = "F" + std::to_string(the_case.families.size() + 1);
    the_case.missing.push_back({.id = std::string(missing),
                                .family = static_cast<std::uint32_t>(the_case.families.size()),
                                .person = person,
                                .sex = pedigree.sex(person)});
    matching::Family family{.id = id, .pedigree = std::move(pedigree), .profiles = {}, .roles = {}};
    family.profiles.resize(n);
    family.roles.assign(n, matching::Role::other);
    family.amelogenin.assign(n, Sex::unknown);
    the_case.families.push_back(std::move(family));
    return the_case.families.back();
  }

  /// The same genotype at the first `n_loci` markers.
  genetics::Profile profile(genetics::AlleleIndex a, genetics::AlleleIndex b, std::size_t n_loci = kLoci) {
    genetics::Profile codes(kLoci, genetics::kUntyped);
    for (std::size_t l = 0; l < n_loci; ++l) codes[l] = the_case.panel.dictionaries[l].intern(g(a, b));
    return codes;
  }

  static genetics::Profile& of(matching::Family& family, std::string_view id) {
    return family.profiles[static_cast<std::size_t>(family.pedigree.find(id))];
  }

  matching::Case the_case{};
};

}  // namespace

TEST_CASE("quality: relatives that do not fit, and who resolves it") {
  // Father 0/0, mother 1/1; the first child 0/1 fits, the second 2/2 needs a mutation from each parent at every marker.
  CaseBuilder builder;
  auto& family = builder.family(siblings(3), "C3");
  CaseBuilder::of(family, "F") = builder.profile(0, 0);
  CaseBuilder::of(family, "M") = builder.profile(1, 1);
  CaseBuilder::of(family, "C1") = builder.profile(0, 1);
  CHECK(inference::check_families(builder.the_case, {}).empty());
  CaseBuilder::of(family, "C2") = builder.profile(2, 2, 5);
  for (const std::uint32_t threads : {1U, 2U}) {
    const auto findings = inference::check_families(builder.the_case, {.threads = threads});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == FindingKind::incompatible_relatives);
    CHECK(findings[0].family == "F1");
    CHECK(findings[0].loci == std::vector<std::string>{"M0", "M1", "M2", "M3", "M4"});
    CHECK(findings[0].message ==
          "the relatives do not fit their pedigree without mutation at 5 loci; leaving out C2 resolves 5 of 5");
  }
}

TEST_CASE("quality: what costs too much is said") {
  CaseBuilder builder;
  auto& family = builder.family(siblings(3), "C3");
  CaseBuilder::of(family, "C1") = builder.profile(0, 1);
  CaseBuilder::of(family, "C2") = builder.profile(1, 2);
  const auto findings = inference::check_families(builder.the_case, {.cost_limit = 0.5});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == FindingKind::family_not_checked);
  CHECK(findings[0].loci.size() == kLoci);
}

TEST_CASE("quality: duplicates between relatives and remains, not within typing differences") {
  CaseBuilder builder;
  auto& family = builder.family(trio(), "C");
  CaseBuilder::of(family, "F") = builder.profile(0, 1);
  builder.the_case.remains.push_back({.id = "R1", .profile = builder.profile(0, 1, 10)});
  builder.the_case.remains.push_back({.id = "R2", .profile = builder.profile(0, 1, 9)});
  const auto findings = inference::check_duplicates(builder.the_case, {});
  REQUIRE(findings.size() == 1);  // R2 has nine loci in common, fewer than ten
  CHECK(findings[0].family == "F1");
  CHECK(findings[0].subject == "F");
  CHECK(findings[0].other == "R1");
  CHECK(findings[0].message.find("identical at 10 of 10 loci") == 0);
}

TEST_CASE("quality: who shows the profile of a member of staff, dropout allowed for") {
  CaseBuilder builder;
  builder.the_case.staff = {{"W1", std::vector<std::vector<genetics::AlleleIndex>>(kLoci, {0, 1})},
                            {"W2", std::vector<std::vector<genetics::AlleleIndex>>(kLoci, {2, genetics::kNoAllele})}};
  builder.the_case.staff[0].alleles[11].clear();
  auto& family = builder.family(trio(), "C");
  CaseBuilder::of(family, "F") = builder.profile(0, 1);
  CaseBuilder::of(family, "M") = builder.profile(0, 1, 9);  // too few loci to tell
  const auto seen = [&](std::vector<genetics::AlleleIndex> alleles, double dropout) {
    genetics::Profile codes;
    for (auto& dictionary : builder.the_case.panel.dictionaries) {
      codes.push_back(dictionary.intern({.replicates = {{.seen = alleles, .model = {.dropout = dropout}}}}));
    }
    return codes;
  };
  builder.the_case.remains.push_back({.id = "R1", .profile = seen({1}, 0.1)});
  builder.the_case.remains.push_back({.id = "R2", .profile = seen({1}, 0)});  // homozygous: nobody of the staff
  builder.the_case.remains.push_back({.id = "R3", .profile = seen({1, 2}, 0.1)});
  builder.the_case.remains.push_back({.id = "R4", .profile = builder.profile(2, 3)});
  const auto findings = inference::check_staff(builder.the_case, {});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].family == "F1");
  CHECK(findings[0].subject == "F");
  CHECK(findings[1].subject == "R1");
  CHECK(findings[1].other == "W1");
  CHECK(findings[1].message ==
        "the staff profile explains 11 of 11 loci (remains): contamination, or a mix-up of samples");
}

TEST_CASE("quality: amelogenin against pedigree and form") {
  CaseBuilder builder;
  auto& family = builder.family(trio(), "C");
  family.amelogenin[static_cast<std::size_t>(family.pedigree.find("F"))] = Sex::female;
  family.amelogenin[static_cast<std::size_t>(family.pedigree.find("M"))] = Sex::female;
  builder.the_case.remains.push_back({.id = "R1", .profile = {}, .sex = Sex::female, .amelogenin = Sex::male});
  builder.the_case.remains.push_back({.id = "R2", .profile = {}, .sex = Sex::unknown, .amelogenin = Sex::male});
  const auto findings = inference::check_sex(builder.the_case);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].subject == "F");
  CHECK(findings[1].subject == "R1");
  CHECK(findings[1].message == "the form says female, amelogenin says male");
}

TEST_CASE("quality: what DNA says of the sex of remains, against the form and against itself") {
  CaseBuilder builder;
  const genetics::YHaplotype y{{150}, {110, 140}};
  const attributes::XCopies two{.two_alleles = true, .alike = 20};
  builder.the_case.remains.push_back({.id = "R1", .profile = {}, .sex = Sex::male, .x_copies = two});
  builder.the_case.remains.push_back({.id = "R2", .profile = {}, .amelogenin = Sex::female, .y = y});
  builder.the_case.remains.push_back({.id = "R3", .profile = {}, .x_copies = two, .y = y});
  builder.the_case.remains.push_back({.id = "R4", .profile = {}, .amelogenin = Sex::male, .y = y});
  builder.the_case.remains.push_back({.id = "R5", .profile = {}, .sex = Sex::female, .x_copies = two});
  const auto findings = inference::check_sex(builder.the_case);
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].message == "the form says male, but X-linked markers show two alleles");
  CHECK(findings[1].subject == "R2");
  CHECK(findings[1].message.find("amelogenin says female, but there is a Y-STR haplotype") == 0);
  CHECK(findings[2].subject == "R3");
  CHECK(findings[2].message.find("two X chromosomes") != std::string::npos);
}

TEST_CASE("quality: markers that compare nothing") {
  CaseBuilder builder;
  auto& family = builder.family(trio(), "C");
  CaseBuilder::of(family, "F") = builder.profile(0, 0, 3);
  builder.the_case.remains.push_back({.id = "R1", .profile = builder.profile(0, 0, 2)});
  const auto findings = inference::check_loci(builder.the_case);
  const auto count = [&](FindingKind kind) {
    return std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.kind == kind; });
  };
  CHECK(count(FindingKind::locus_one_allele) == 2);  // M0 and M1: both show allele 10 only
  CHECK(count(FindingKind::locus_one_side) == 1);    // M2: the father only
  CHECK(count(FindingKind::locus_untyped) == 9);
}

TEST_CASE("quality: kin is shared ancestry, not marriage") {
  CaseBuilder builder;
  // The wife's brother is typed, and she; the missing husband has no typed blood relative until a child is typed.
  const Family persons{{"GF", "", "", Sex::male},         {"GM", "", "", Sex::female},
                       {"Wife", "GF", "GM", Sex::female}, {"Brother", "GF", "GM", Sex::male},
                       {"Husband", "", "", Sex::male},    {"Child", "Husband", "Wife", Sex::male}};
  auto& family = builder.family(persons, "Husband");
  CaseBuilder::of(family, "Wife") = builder.profile(0, 1);
  CaseBuilder::of(family, "Brother") = builder.profile(0, 1);
  REQUIRE(inference::check_kin(builder.the_case).size() == 1);
  CHECK(inference::check_kin(builder.the_case)[0].subject == "Husband");
  CaseBuilder::of(builder.the_case.families[0], "Child") = builder.profile(1, 1);
  CHECK(inference::check_kin(builder.the_case).empty());
}

TEST_CASE("quality: few loci, and none") {
  CaseBuilder builder;
  auto& family = builder.family(trio(), "C");
  CaseBuilder::of(family, "F") = builder.profile(0, 1, 8);
  CaseBuilder::of(family, "M") = builder.profile(0, 1, 7);
  builder.the_case.remains.push_back({.id = "R1", .profile = builder.profile(0, 0, 0)});
  const auto findings = inference::check_typing(builder.the_case, {.min_loci = 8});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].subject == "M");
  CHECK(findings[0].message == "typed at 7 of 12 autosomal loci");
  CHECK(findings[1].kind == FindingKind::no_profile);
}

TEST_CASE("quality: two references of one paternal line with different Y haplotypes") {
  CaseBuilder builder;
  const Family persons{
      {"GF", "", "", Sex::male}, {"A", "GF", "", Sex::male}, {"B", "GF", "", Sex::male}, {"C", "A", "", Sex::male}};
  auto& family = builder.family(persons, "C");
  builder.the_case.y_markers = {genetics::y_marker("DYS19"), genetics::y_marker("DYS390")};
  family.y.resize(family.pedigree.size());
  const auto y_of = [&](std::string_view id) -> genetics::YHaplotype& {
    return builder.the_case.families[0].y[static_cast<std::size_t>(family.pedigree.find(id))];
  };
  y_of("GF") = {{150}, {240}};
  y_of("A") = {{160}, {240}};
  y_of("B") = {{150}, {230}};
  CHECK(inference::check_lineages(builder.the_case).empty());  // two steps between A and B
  y_of("B") = {{140}, {230}};
  const auto findings = inference::check_lineages(builder.the_case);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == FindingKind::lineage_conflict);
  CHECK(findings[0].family == "F1");
  CHECK(findings[0].subject == "A");
  CHECK(findings[0].other == "B");
  CHECK(findings[0].loci == std::vector<std::string>{"DYS19", "DYS390"});
  CHECK(findings[0].message ==
        "one paternal line by the pedigree, but their Y haplotypes are 3 steps apart (2 meioses between them)");
  CHECK(inference::check_kin(builder.the_case).empty());  // a typed line is typed kin
}

TEST_CASE("quality: Y-STR alleles of a woman, and of somebody whose sex nobody stated") {
  CaseBuilder builder;
  auto& family = builder.family(siblings(1), "C1");
  builder.the_case.y_markers = {genetics::y_marker("DYS19")};
  family.y.resize(family.pedigree.size());
  family.amelogenin.resize(family.pedigree.size());
  family.y[static_cast<std::size_t>(family.pedigree.find("M"))] = {{150}};
  family.y[static_cast<std::size_t>(family.pedigree.find("F"))] = {{150}};
  const auto findings = inference::check_sex(builder.the_case);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].subject == "M");
  CHECK(findings[0].message == "the pedigree says female, but there are Y-STR alleles");
}

TEST_CASE("quality: two references of one maternal line with different mtDNA") {
  CaseBuilder builder;
  auto& family = builder.family(siblings(2), "C2");
  const auto mt = [](std::initializer_list<const char*> differences) {
    genetics::MtHaplotype result{.ranges = genetics::standard_mt_range("HV1")};
    for (const auto* text : differences) {
      for (const auto& d : must(genetics::parse_mt_difference(text))) result.differences.push_back(d);
    }
    return result;
  };
  family.mt.resize(family.pedigree.size());
  const auto place = [&](std::string_view id) { return static_cast<std::size_t>(family.pedigree.find(id)); };
  family.mt[place("M")] = mt({"16126C"});
  family.mt[place("C1")] = mt({"16126C", "16311C"});
  family.mt[place("F")] = mt({"16223T", "16278T"});  // another line
  CHECK(inference::check_lineages(builder.the_case).empty());
  family.mt[place("C1")] = mt({"16311C"});
  const auto findings = inference::check_lineages(builder.the_case);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].loci.size() == 2);
  CHECK(findings[0].message.find("mtDNA has 2 differences (1 meioses between them)") != std::string::npos);
}

TEST_CASE("quality: every kind of finding has its word") {
  for (int kind = 0; kind <= static_cast<int>(FindingKind::family_ties); ++kind) {
    CHECK(inference::to_string(static_cast<FindingKind>(kind)) != "unknown");
  }
}

}  // namespace kith::testing

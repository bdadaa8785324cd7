#include "support/builders.hpp"

#include <algorithm>
#include <iterator>

namespace kith::testing {
namespace {

constexpr auto kMale = genetics::Sex::male;
constexpr auto kFemale = genetics::Sex::female;

Family with(Family family, Family more) {
  std::move(more.begin(), more.end(), std::back_inserter(family));
  return family;
}

}  // namespace

genetics::MarkerSpec marker_spec(std::vector<double> frequencies) {
  genetics::MarkerSpec spec{.name = "L1"};
  for (std::size_t i = 0; i < frequencies.size(); ++i) spec.alleles.push_back(std::to_string(10 + i));
  spec.frequencies = std::move(frequencies);
  return spec;
}

genetics::Marker marker(std::vector<double> frequencies) {
  return must(genetics::Marker::make(marker_spec(std::move(frequencies))));
}

pedigree::Pedigree pedigree_of(const Family& family) { return must(pedigree::Pedigree::make(family)); }

Family trio() { return {{"F", "", "", kMale}, {"M", "", "", kFemale}, {"C", "F", "M", kFemale}}; }

Family siblings(int n) {
  Family family{{"F", "", "", kMale}, {"M", "", "", kFemale}};
  for (int i = 1; i <= n; ++i) family.push_back({"C" + std::to_string(i), "F", "M", i % 2 == 1 ? kMale : kFemale});
  return family;
}

Family half_siblings() {
  return {{"F", "", "", kMale},
          {"M1", "", "", kFemale},
          {"M2", "", "", kFemale},
          {"C1", "F", "M1", kMale},
          {"C2", "F", "M2", kFemale}};
}

Family first_cousins() {
  return {{"GF", "", "", kMale},   {"GM", "", "", kFemale}, {"S1", "GF", "GM", kMale}, {"S2", "GF", "GM", kFemale},
          {"W1", "", "", kFemale}, {"W2", "", "", kMale},   {"C1", "S1", "W1", kMale}, {"C2", "W2", "S2", kFemale}};
}

Family double_first_cousins() {
  return {{"GF1", "", "", kMale},        {"GM1", "", "", kFemale},      {"GF2", "", "", kMale},
          {"GM2", "", "", kFemale},      {"B1", "GF1", "GM1", kMale},   {"B2", "GF1", "GM1", kMale},
          {"S1", "GF2", "GM2", kFemale}, {"S2", "GF2", "GM2", kFemale}, {"C1", "B1", "S1", kMale},
          {"C2", "B2", "S2", kFemale}};
}

Family sibling_incest() {
  return {{"F", "", "", kMale},
          {"M", "", "", kFemale},
          {"B", "F", "M", kMale},
          {"S", "F", "M", kFemale},
          {"C", "B", "S", kFemale}};
}

Family parent_child_incest() {
  return {{"F", "", "", kMale}, {"M", "", "", kFemale}, {"D", "F", "M", kFemale}, {"C", "F", "D", kMale}};
}

Family cousin_marriage() { return with(first_cousins(), {{"X", "C1", "C2", kFemale}}); }

Typing::Typing(const pedigree::Pedigree& pedigree,
               std::initializer_list<std::pair<std::string_view, genetics::Observation>> typed)
    : Typing(pedigree) {
  for (const auto& [id, observation] : typed) set(id, observation);
}

Typing& Typing::set(std::string_view id, genetics::Observation observation) {
  const auto person = pedigree_->find(id);
  REQUIRE_MESSAGE(person != pedigree::kNobody, "nobody is called " << std::string(id));
  return set(person, std::move(observation));
}

Typing& Typing::set(pedigree::PersonIndex person, genetics::Observation observation) {
  observations_[static_cast<std::size_t>(person)] = std::move(observation);
  return *this;
}

std::vector<const genetics::Observation*> Typing::pointers() const {
  std::vector<const genetics::Observation*> result;
  for (const auto& observation : observations_) result.push_back(observation.is_untyped() ? nullptr : &observation);
  return result;
}

}  // namespace kith::testing

// A paternity likelihood ratio at one marker: is the alleged father, 9/9, the father of a child 9/10 whose mother is
// 10/10? The child's 9 comes from his father: certain if it is this man, of probability p = 0.05 if it is anybody. LR =
// 1 / p = 20.
#include <cmath>
#include <cstdio>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/likelihood.hpp"

using kith::genetics::Marker;
using kith::genetics::Observation;
using kith::genetics::Sex;
using kith::pedigree::Pedigree;
using kith::pedigree::PersonSpec;

int main() {
  const Marker marker = Marker::make({.name = "TH01", .alleles = {"9", "10"}, .frequencies = {0.05, 0.95}}).value();
  const auto nine = marker.find("9"), ten = marker.find("10");
  const Observation father = Observation::genotype(nine, nine);
  const Observation mother = Observation::genotype(ten, ten);
  const Observation child = Observation::genotype(nine, ten);

  // Once as the family under test, once with the man beside it; observations stand in the order of the persons.
  const std::vector<PersonSpec> trio = {
      {"man", "", "", Sex::male}, {"mother", "", "", Sex::female}, {"child", "man", "mother", Sex::unknown}};
  const std::vector<PersonSpec> apart = {
      {"man", "", "", Sex::male}, {"mother", "", "", Sex::female}, {"child", "", "mother", Sex::unknown}};
  const std::vector<const Observation*> seen_in_trio = {&father, &mother, &child};
  const std::vector<const Observation*> seen_apart = {&father, &mother, &child,
                                                      nullptr};  // the unnamed father: untyped

  kith::pedigree::Workspace workspace;  // scratch memory, one per thread
  const auto related = log_likelihood(marker, Pedigree::make(trio).value(), seen_in_trio, workspace);
  const auto unrelated = log_likelihood(marker, Pedigree::make(apart).value(), seen_apart, workspace);
  std::printf("LR = %.6g\n", std::exp(related.value() - unrelated.value()));
}

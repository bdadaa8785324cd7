#include "reference/naive_likelihood.hpp"

#include <algorithm>

namespace kith::reference {
namespace {

using genetics::AlleleIndex;
using genetics::Marker;
using genetics::MarkerKind;
using genetics::Sex;
using pedigree::Pedigree;
using pedigree::PersonIndex;

class Enumeration {
 public:
  Enumeration(const Marker& marker, const Pedigree& pedigree, ObservationPointers observed,
              const AssignmentVisitor& visit)
      : marker_(marker),
        pedigree_(pedigree),
        observed_(observed),
        visit_(visit),
        alleles_(pedigree.size()),
        drawn_(marker.n_alleles(), 0) {}

  void run() { assign(0, 1); }

 private:
  /// Gives alleles to the persons from position `next` of the parents-first order on.
  void assign(std::size_t next, double probability) {
    if (probability == 0) return;
    if (next == pedigree_.size()) {
      visit_(alleles_, probability);
      return;
    }
    const auto person = pedigree_.parents_first()[next];
    const bool founder = pedigree_.is_founder(person);
    const auto n = static_cast<AlleleIndex>(marker_.n_alleles());
    for (AlleleIndex maternal = 0; maternal < n; ++maternal) {
      const double p = founder ? draw(maternal) : transmitted(pedigree_.mother(person), maternal);
      if (is_hemizygous(person)) {
        continue_with(next, person, {maternal, maternal}, probability * p);
      } else {
        for (AlleleIndex paternal = 0; paternal < n; ++paternal) {
          const double q = founder ? draw(paternal) : transmitted(pedigree_.father(person), paternal);
          continue_with(next, person, {paternal, maternal}, probability * p * q);
          if (founder) put_back(paternal);
        }
      }
      if (founder) put_back(maternal);
    }
  }

  void continue_with(std::size_t next, PersonIndex person, Alleles alleles, double probability) {
    alleles_[static_cast<std::size_t>(person)] = alleles;
    const auto* observation = observed_[static_cast<std::size_t>(person)];
    const double seen = observation == nullptr ? 1
                                               : genetics::probability(*observation, alleles.paternal, alleles.maternal,
                                                                       marker_, is_hemizygous(person));
    assign(next + 1, probability * seen);
  }

  [[nodiscard]] bool is_hemizygous(PersonIndex person) const {
    return marker_.kind() == MarkerKind::x_linked && pedigree_.sex(person) == Sex::male;
  }

  /// Balding & Nichols: the probability that the next founder allele is `allele`; notes that it was drawn.
  double draw(AlleleIndex allele) {
    const double theta = marker_.theta();
    const double same = drawn_[allele]++;
    const double before = n_drawn_++;
    return (same * theta + (1 - theta) * marker_.frequencies()[allele]) / (1 + (before - 1) * theta);
  }

  void put_back(AlleleIndex allele) {
    --drawn_[allele];
    --n_drawn_;
  }

  /// P(the child receives `allele` from `parent`).
  [[nodiscard]] double transmitted(PersonIndex parent, AlleleIndex allele) const {
    const auto [paternal, maternal] = alleles_[static_cast<std::size_t>(parent)];
    const auto* matrix = marker_.mutation(pedigree_.sex(parent));
    const auto becomes = [&](AlleleIndex from) {
      if (matrix == nullptr) return from == allele ? 1.0 : 0.0;
      return (*matrix)(from, allele);
    };
    return (becomes(paternal) + becomes(maternal)) / 2;
  }

  const Marker& marker_;
  const Pedigree& pedigree_;
  ObservationPointers observed_;
  const AssignmentVisitor& visit_;
  std::vector<Alleles> alleles_;
  std::vector<int> drawn_;
  int n_drawn_ = 0;
};

}  // namespace

void for_each_assignment(const Marker& marker, const Pedigree& pedigree, ObservationPointers observed,
                         const AssignmentVisitor& visit) {
  Enumeration(marker, pedigree, observed, visit).run();
}

double likelihood(const Marker& marker, const Pedigree& pedigree, ObservationPointers observed) {
  long double sum = 0;  // of up to millions of terms
  for_each_assignment(marker, pedigree, observed, [&](std::span<const Alleles>, double p) { sum += p; });
  return static_cast<double>(sum);
}

std::vector<double> genotype_joint(const Marker& marker, const Pedigree& pedigree, ObservationPointers observed,
                                   PersonIndex target) {
  const auto n = marker.n_alleles();
  std::vector<long double> joint(n * n, 0);
  for_each_assignment(marker, pedigree, observed, [&](std::span<const Alleles> alleles, double p) {
    const auto [x, y] = alleles[static_cast<std::size_t>(target)];
    joint[x * n + y] += p;
    if (x != y) joint[y * n + x] += p;
  });
  return {joint.begin(), joint.end()};
}

}  // namespace kith::reference

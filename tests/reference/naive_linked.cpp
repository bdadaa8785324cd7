#include "reference/naive_linked.hpp"

#include <cstdint>

namespace kith::reference {
namespace {

using genetics::AlleleIndex;
using pedigree::Pedigree;
using pedigree::PersonIndex;

/// Bit 2 k: which of his father's alleles the k-th child gets; bit 2 k + 1: which of his mother's.
using ChoicePattern = std::uint32_t;

class LocusGivenChoices {
 public:
  LocusGivenChoices(const NaiveLocus& locus, const Pedigree& pedigree)
      : locus_(locus), pedigree_(pedigree), alleles_(pedigree.size()), number_(pedigree.size(), 0) {
    for (const PersonIndex person : pedigree.parents_first()) {
      if (!pedigree.is_founder(person)) number_[static_cast<std::size_t>(person)] = n_children_++;
    }
  }

  [[nodiscard]] std::uint32_t n_choices() const { return 2 * n_children_; }

  double likelihood(ChoicePattern pattern) {
    pattern_ = pattern;
    return sum_from(0, 1);
  }

 private:
  double sum_from(std::size_t next, double probability) {
    if (probability == 0 || next == pedigree_.size()) return probability;
    const PersonIndex person = pedigree_.parents_first()[next];
    const auto n = static_cast<AlleleIndex>(locus_.marker.n_alleles());
    double sum = 0;
    for (AlleleIndex paternal = 0; paternal < n; ++paternal) {
      for (AlleleIndex maternal = 0; maternal < n; ++maternal) {
        const auto* observation = locus_.observed[static_cast<std::size_t>(person)];
        double p = probability * allele(person, pedigree_.father(person), 0, paternal) *
                   allele(person, pedigree_.mother(person), 1, maternal);
        if (p == 0) continue;
        if (observation != nullptr) {
          p *= genetics::probability(*observation, paternal, maternal, locus_.marker, false);
        }
        alleles_[static_cast<std::size_t>(person)] = {paternal, maternal};
        sum += sum_from(next + 1, p);
      }
    }
    return sum;
  }

  /// P(`person` has `own` from this parent | the parent's alleles and the choice).
  [[nodiscard]] double allele(PersonIndex person, PersonIndex parent, std::uint32_t which, AlleleIndex own) const {
    if (pedigree_.is_founder(person)) return locus_.marker.frequencies()[own];
    const Alleles& two = alleles_[static_cast<std::size_t>(parent)];
    const bool second = (pattern_ >> (2 * number_[static_cast<std::size_t>(person)] + which) & 1U) != 0;
    const AlleleIndex sent = second ? two.maternal : two.paternal;
    const auto* mutation = locus_.marker.mutation(which == 0 ? genetics::Sex::male : genetics::Sex::female);
    if (mutation == nullptr) return sent == own ? 1 : 0;
    return (*mutation)(sent, own);
  }

  const NaiveLocus& locus_;
  const Pedigree& pedigree_;
  std::vector<Alleles> alleles_;
  std::vector<std::uint32_t> number_;
  std::uint32_t n_children_ = 0;
  ChoicePattern pattern_ = 0;
};

}  // namespace

double linked_likelihood(const NaiveLocus& first, const NaiveLocus& second, double recombination,
                         const Pedigree& pedigree) {
  LocusGivenChoices at_first(first, pedigree);
  LocusGivenChoices at_second(second, pedigree);
  const std::uint32_t n_choices = at_first.n_choices();
  std::vector<double> of_second;
  for (ChoicePattern w = 0; w < ChoicePattern{1} << n_choices; ++w) of_second.push_back(at_second.likelihood(w));
  double sum = 0;
  for (ChoicePattern v = 0; v < of_second.size(); ++v) {
    const double of_first = at_first.likelihood(v);
    if (of_first == 0) continue;
    for (ChoicePattern w = 0; w < of_second.size(); ++w) {
      double p = of_first * of_second[w];
      for (std::uint32_t k = 0; k < n_choices; ++k)
        p *= ((v ^ w) >> k & 1U) != 0 ? recombination / 2 : (1 - recombination) / 2;
      sum += p;
    }
  }
  return sum;
}

}  // namespace kith::reference

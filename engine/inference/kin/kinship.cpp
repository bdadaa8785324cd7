#include "inference/kin/kinship.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "inference/bodies/allele_draws.hpp"

namespace kith::inference {
namespace {

using Eigen::Index;
using genetics::Marker;
using genetics::Sex;

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

Eigen::Map<const Vector> frequencies_of(const Marker& marker) {
  return {marker.frequencies().data(), static_cast<Index>(marker.n_alleles())};
}

Matrix square(const GenotypeLikelihood& a, Index n) {
  Matrix result(n, n);
  for (Index y = 0; y < n; ++y) {
    for (Index x = 0; x <= y; ++x) result(x, y) = result(y, x) = a.genotype[place_of(x, y)];
  }
  return result;
}

void add_sums(ParentalAlleles& a, const Marker& marker) {
  const auto p = frequencies_of(marker);
  a.paternal = a.alleles * p;
  a.maternal = a.alleles.transpose() * p;
  a.both = a.alleles.diagonal();
  a.total = p.dot(a.paternal);
  a.twin = p.dot(a.both);
}

Matrix square(const genetics::MutationMatrix& matrix) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Index>(matrix.n_alleles());
  return Eigen::Map<const RowMajor>(matrix.values().data(), n, n);
}

/// Which of a child's two alleles is meant.
enum class Side : std::uint8_t { paternal, maternal };

const Vector& of_side(const ParentalAlleles& a, Side side) { return side == Side::paternal ? a.paternal : a.maternal; }

double weighted(const Vector& p, const Vector& a, const Vector& b) { return (p.array() * a.array() * b.array()).sum(); }

/// Sums over the alleles of two people.
class PairedAlleles {
 public:
  PairedAlleles(const ParentalAlleles& a, const ParentalAlleles& b, const Marker& marker)
      : a_(a), b_(b), p_(frequencies_of(marker)), draws_{marker.theta()} {}

  /// Their alleles on these sides are one, the other two are drawn.
  [[nodiscard]] double one_shared(Side of_a, Side of_b) const {
    const double f = draws_.one();
    double sum = f * f * f * share(of_a, of_b);
    if (draws_.theta > 0) {
      sum += draws_.two() * f * (both_a(of_b) + both_b(of_a) + (of_a == of_b ? parallel() : crossed()));
      sum += draws_.three() * all();
    }
    return sum / draws_.norm(3);
  }

  /// Father's with father's and mother's with mother's.
  [[nodiscard]] double both_shared() const {
    double sum = draws_.one() * draws_.one() * parallel();
    if (draws_.theta > 0) sum += draws_.two() * all();
    return sum / draws_.norm(2);
  }

  [[nodiscard]] double none_shared() const {
    const double f = draws_.one(), two = draws_.two();
    double sum = f * f * f * f * a_.total * b_.total;
    if (draws_.theta > 0) {
      const double shares = share(Side::paternal, Side::paternal) + share(Side::paternal, Side::maternal) +
                            share(Side::maternal, Side::paternal) + share(Side::maternal, Side::maternal);
      sum += two * f * f * (a_.twin * b_.total + a_.total * b_.twin + shares);
      sum += two * two * (a_.twin * b_.twin + parallel() + crossed());
      sum += draws_.three() * f *
             (both_a(Side::paternal) + both_a(Side::maternal) + both_b(Side::paternal) + both_b(Side::maternal));
      sum += draws_.four() * all();
    }
    return sum / draws_.norm(4);
  }

 private:
  [[nodiscard]] double share(Side of_a, Side of_b) const { return weighted(p_, of_side(a_, of_a), of_side(b_, of_b)); }
  [[nodiscard]] double both_a(Side of_b) const { return weighted(p_, a_.both, of_side(b_, of_b)); }
  [[nodiscard]] double both_b(Side of_a) const { return weighted(p_, of_side(a_, of_a), b_.both); }
  [[nodiscard]] double all() const { return weighted(p_, a_.both, b_.both); }
  [[nodiscard]] double parallel() const { return p_.dot(a_.alleles.cwiseProduct(b_.alleles) * p_); }
  [[nodiscard]] double crossed() const { return p_.dot(a_.alleles.cwiseProduct(b_.alleles.transpose()) * p_); }

  const ParentalAlleles& a_;
  const ParentalAlleles& b_;
  Vector p_;
  AlleleDraws draws_;
};

double& value_of(LinkValues& values, Link link) { return values[static_cast<std::size_t>(link)]; }

/// A parent's two alleles are alike: which of them was passed on makes no difference.
void add_parents(const KinLikelihood& a, const KinLikelihood& b, const Marker& marker, LinkValues& values) {
  const PairedAlleles a_parent(a.founder, b.child, marker), b_parent(a.child, b.founder, marker);
  value_of(values, Link::father_child) = a_parent.one_shared(Side::paternal, Side::paternal);
  value_of(values, Link::mother_child) = a_parent.one_shared(Side::paternal, Side::maternal);
  value_of(values, Link::child_father) = b_parent.one_shared(Side::paternal, Side::paternal);
  value_of(values, Link::child_mother) = b_parent.one_shared(Side::maternal, Side::paternal);
}

double probability_male(Sex sex) {
  if (sex == Sex::unknown) return 0.5;
  return sex == Sex::male ? 1 : 0;
}

}  // namespace

std::string_view to_string(Kinship kinship) {
  switch (kinship) {
    case Kinship::same_person:
      return "same person";
    case Kinship::parent_child:
      return "parent and child";
    case Kinship::full_siblings:
      return "full siblings";
    case Kinship::second_degree:
      break;
  }
  return "second degree";
}

KinLikelihood kin_likelihood(const GenotypeLikelihood& a, const Marker& marker) {
  KITH_CHECK(marker.kind() == genetics::MarkerKind::autosomal);
  KinLikelihood result;
  result.founder.alleles = square(a, static_cast<Index>(marker.n_alleles()));
  result.child.alleles = result.founder.alleles;
  if (const auto* father = marker.mutation(Sex::male)) result.child.alleles = square(*father) * result.child.alleles;
  if (const auto* mother = marker.mutation(Sex::female))
    result.child.alleles = result.child.alleles * square(*mother).transpose();
  add_sums(result.founder, marker);
  add_sums(result.child, marker);
  return result;
}

LinkProbability link_probability(const KinLikelihood& a, const KinLikelihood& b, const Marker& marker) {
  LinkProbability result;
  result.unrelated = PairedAlleles(a.founder, b.founder, marker).none_shared();
  add_parents(a, b, marker, result.of_link);
  const PairedAlleles children(a.child, b.child, marker);
  const double by_father = children.one_shared(Side::paternal, Side::paternal);
  const double by_mother = children.one_shared(Side::maternal, Side::maternal);
  const double none = children.none_shared();
  value_of(result.of_link, Link::siblings) = 0.25 * (children.both_shared() + by_father + by_mother + none);
  value_of(result.of_link, Link::half_paternal) = 0.5 * (by_father + none);
  value_of(result.of_link, Link::half_maternal) = 0.5 * (by_mother + none);
  return result;
}

LinkValues link_weights(Kinship kinship, Sex first, Sex second) {
  LinkValues weights{};
  if (kinship == Kinship::parent_child) {
    const double first_is_man = probability_male(first), second_is_man = probability_male(second);
    value_of(weights, Link::father_child) = 0.5 * first_is_man;
    value_of(weights, Link::mother_child) = 0.5 * (1 - first_is_man);
    value_of(weights, Link::child_father) = 0.5 * second_is_man;
    value_of(weights, Link::child_mother) = 0.5 * (1 - second_is_man);
  }
  if (kinship == Kinship::full_siblings) value_of(weights, Link::siblings) = 1;
  if (kinship == Kinship::second_degree) {
    value_of(weights, Link::half_paternal) = value_of(weights, Link::half_maternal) = 0.5;
  }
  return weights;
}

double log10_mean(const LinkValues& weights, const LinkValues& values) {
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < kLinks; ++k) {
    if (weights[k] > 0) most = std::max(most, values[k]);
  }
  if (std::isinf(most)) return most;
  double sum = 0;
  for (std::size_t k = 0; k < kLinks; ++k) {
    if (weights[k] > 0) sum += weights[k] * std::pow(10.0, values[k] - most);
  }
  return most + std::log10(sum);
}

}  // namespace kith::inference

#include "pedigree/locus/founder_moments.hpp"

#include <cmath>
#include <numeric>

namespace kith::pedigree {
namespace {

/// Terms larger than exp(kRescaleAt) times the present scale move the scale.
constexpr double kRescaleAt = 100;

}  // namespace

void add_scaled(std::span<const double> values, double total, double log_factor, TargetJoint& joint) {
  if (joint.total == 0) joint.log_scale = log_factor;
  if (log_factor > joint.log_scale + kRescaleAt) {
    const double shrink = std::exp(joint.log_scale - log_factor);
    for (double& value : joint.joint) value *= shrink;
    joint.total *= shrink;
    joint.log_scale = log_factor;
  }
  const double factor = std::exp(log_factor - joint.log_scale);
  for (std::size_t i = 0; i < values.size(); ++i) joint.joint[i] += factor * values[i];
  joint.total += factor * total;
}

FounderMoments::FounderMoments(std::size_t n_classes) : n_(n_classes) {
  start_term();
  sum_.joint = term_;
}

void FounderMoments::add_alone(std::size_t allele_class, double size, double value) {
  first(allele_class) += size * value;
  square(allele_class) += size * size * value;
}

void FounderMoments::add_total(double value, double log_factor) {
  start_term();
  term_[0] = value;
  add_scaled(term_, value, log_factor, sum_);
}

void FounderMoments::add_single(std::span<const double> table, const Block& block, double log_factor) {
  start_term();
  for (std::size_t s = 0; s < table.size(); ++s) {
    term_[0] += table[s];
    add_alone(block.classes[s], block.size, table[s]);
  }
  add_scaled(term_, term_[0], log_factor, sum_);
}

void FounderMoments::add_pair(std::span<const double> table, const Block& one, const Block& other, Take take,
                              double log_factor) {
  start_term();
  const double sizes = one.size * other.size;
  double total = 0;
  for (std::size_t i = 0; i < one.classes.size(); ++i) {
    for (std::size_t j = 0; j < other.classes.size(); ++j) {
      const double value = table[i * other.classes.size() + j];
      total += value;
      product(one.classes[i], other.classes[j]) += sizes * value;
      product(other.classes[j], one.classes[i]) += sizes * value;
      if (take.first_alone) add_alone(one.classes[i], one.size, value);
      if (take.second_alone) add_alone(other.classes[j], other.size, value);
    }
  }
  if (take.total) term_[0] = total;
  add_scaled(term_, total, log_factor, sum_);
}

void FounderMoments::unrelated(const genetics::Marker& marker, const AlleleClasses& classes,
                               const FounderAlleles& founders, bool one_allele, TargetJoint& joint) const {
  const double theta = marker.theta();
  const std::size_t n = marker.n_alleles();
  std::vector<double> known(classes.n_classes, 0.0);
  for (const auto allele : founders.known) known[allele] += 1;
  const double drawn = static_cast<double>(founders.known.size()) +
                       std::accumulate(founders.unknown.begin(), founders.unknown.end(), 0.0);
  // Single alleles of a class that joins several: each has its share of what the class's blocks are (nobody shows
  // them).
  std::vector<double> share(n);
  std::vector<double> base(n);
  for (std::size_t a = 0; a < n; ++a) {
    const std::size_t c = classes.class_of[a];
    share[a] = marker.frequencies()[a] / classes.frequencies[c];
    base[a] = (share[a] == 1 ? known[c] * theta : 0) + (1 - theta) * marker.frequencies()[a];
  }
  const double total = sum_.joint[0];
  const auto s1 = [&](std::size_t a) { return share[a] * sum_.joint[1 + classes.class_of[a]]; };
  const auto s2 = [&](std::size_t a, std::size_t b) {
    const std::size_t ca = classes.class_of[a];
    const std::size_t cb = classes.class_of[b];
    return share[a] * share[b] * sum_.joint[1 + 2 * n_ + ca * n_ + cb] +
           (a == b ? share[a] * sum_.joint[1 + n_ + ca] : 0);
  };
  joint.n_alleles = n;
  joint.joint.assign(n * n, 0.0);
  joint.log_scale = sum_.log_scale;
  joint.total = 0;
  const double scale = one_allele ? 1 / (1 + (drawn - 1) * theta)
                                  : 1 / ((1 + (drawn - 1) * theta) * (1 + drawn * theta));
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a; b < n; ++b) {
      if (one_allele && a != b) continue;
      double value = base[a] * total + theta * s1(a);  // one allele
      if (!one_allele) {
        value = base[a] * base[b] * total + theta * (base[b] * s1(a) + base[a] * s1(b)) + theta * theta * s2(a, b);
        if (a == b) value += theta * (base[a] * total + theta * s1(a));
        if (a != b) value *= 2;
      }
      joint.joint[a * n + b] = joint.joint[b * n + a] = scale * value;
      joint.total += scale * value;
    }
  }
}

}  // namespace kith::pedigree

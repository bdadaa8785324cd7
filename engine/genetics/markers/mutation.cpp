#include "genetics/markers/mutation.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "core/number_word.hpp"
#include "genetics/markers/allele.hpp"
#include "genetics/markers/stationary.hpp"

namespace kith::genetics {
namespace {

/// What the models compute with; a MutationMatrix holds the same numbers in the same order.
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Rows of a custom matrix are accepted as they are (never rescaled), so they must sum to 1 as printed to 9 digits.
constexpr double kRowSumTolerance = 1e-9;

constexpr std::array<std::pair<MutationKind, std::string_view>, 7> kModelNames{{
    {MutationKind::none, "none"},
    {MutationKind::equal, "equal"},
    {MutationKind::proportional, "proportional"},
    {MutationKind::one_step, "onestep"},
    {MutationKind::stepwise, "stepwise"},
    {MutationKind::dawid, "dawid"},
    {MutationKind::custom, "custom"},
}};

Matrix identity(Eigen::Index n) { return Matrix::Identity(n, n); }

/// Sets every diagonal element to what its row leaves over.
void complete_diagonal(Matrix& matrix) {
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    matrix(i, i) = 0;
    matrix(i, i) = 1 - matrix.row(i).sum();
  }
}

/// The repeat number split where steppers need it: whole repeats, and the extra bases as text ("9.3" -> 9, "3").
struct Repeats {
  double whole = 0;
  std::string fraction{};
};

Result<std::vector<Repeats>> repeats_of(std::span<const std::string> labels, std::string_view model) {
  std::vector<Repeats> result;
  result.reserve(labels.size());
  for (const auto& label : labels) {
    const auto value = repeat_number(label);
    if (!value) {
      return Error{Errc::bad_allele_label, "allele '" + label + "' is no repeat number, which mutation model '" +
                                               std::string(model) + "' needs"};
    }
    const auto point = label.find('.');
    result.push_back({std::floor(*value), point == std::string::npos ? std::string() : label.substr(point + 1)});
  }
  return result;
}

Result<Matrix> equal_matrix(const MutationSpec& spec, Eigen::Index n) {
  if (n == 1) return identity(1);
  Matrix matrix = Matrix::Constant(n, n, spec.rate / static_cast<double>(n - 1));
  matrix.diagonal().setConstant(1 - spec.rate);
  return matrix;
}

/// `visible`: what a silent allele, which never mutates, leaves of the frequencies. R is the rate over all of them.
Result<Matrix> proportional_matrix(const MutationSpec& spec, const Eigen::RowVectorXd& p, double visible) {
  if (p.size() == 1) return identity(1);
  const double heterozygosity = visible * (p.array() * (1 - p.array())).sum();
  const double a = spec.rate / heterozygosity;
  if (a * (1 - p.minCoeff()) > 1) {
    return Error{Errc::mutation_rate_out_of_range,
                 "mutation rate " + number_word(spec.rate, 6) +
                     " is too large for model 'proportional'; the largest admissible is " +
                     number_word(heterozygosity / (1 - p.minCoeff()), 6)};
  }
  Matrix matrix = (a * p).replicate(p.size(), 1);
  matrix.diagonal() = (1 - a + a * p.array()).matrix();
  return matrix;
}

Result<Matrix> one_step_matrix(const MutationSpec& spec, std::span<const std::string> labels) {
  const auto repeats = repeats_of(labels, to_string(spec.kind));
  if (!repeats) return repeats.error();
  const auto& x = repeats.value();
  Matrix matrix = identity(static_cast<Eigen::Index>(x.size()));
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto one_away = [&](const Repeats& other) {
      return other.fraction == x[i].fraction && std::abs(other.whole - x[i].whole) == 1;
    };
    const auto n_neighbours = std::count_if(x.begin(), x.end(), one_away);
    if (n_neighbours == 0) continue;
    const auto row = static_cast<Eigen::Index>(i);
    for (std::size_t j = 0; j < x.size(); ++j) {
      if (one_away(x[j])) matrix(row, static_cast<Eigen::Index>(j)) = spec.rate / static_cast<double>(n_neighbours);
    }
    matrix(row, row) = 1 - spec.rate;
  }
  return matrix;
}

/// Weights r^|x_i - x_j| of the other alleles of the group, over their sum; taken relative to the largest, so that a
/// group of distant alleles does not underflow.
void spread_in_group(Matrix& matrix, Eigen::Index row, const std::vector<Repeats>& x,
                     const std::vector<std::size_t>& group, const MutationSpec& spec) {
  const auto distance = [&](std::size_t j) { return std::abs(x[j].whole - x[static_cast<std::size_t>(row)].whole); };
  double reference = distance(group.front());
  for (const auto j : group) {
    reference = spec.range <= 1 ? std::min(reference, distance(j)) : std::max(reference, distance(j));
  }
  double total = 0;
  for (const auto j : group) total += std::pow(spec.range, distance(j) - reference);
  for (const auto j : group) {
    matrix(row, static_cast<Eigen::Index>(j)) = spec.rate * std::pow(spec.range, distance(j) - reference) / total;
  }
}

Result<Matrix> stepwise_matrix(const MutationSpec& spec, std::span<const std::string> labels) {
  const auto repeats = repeats_of(labels, to_string(spec.kind));
  if (!repeats) return repeats.error();
  const auto& x = repeats.value();
  if (spec.rate + spec.rate2 > 1) {
    return Error{Errc::mutation_rate_out_of_range,
                 "mutation rates " + number_word(spec.rate, 6) + " and " + number_word(spec.rate2, 6) +
                     " sum to more than 1; the largest admissible rate is " + number_word(1 - spec.rate2, 6)};
  }
  Matrix matrix = identity(static_cast<Eigen::Index>(x.size()));
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::vector<std::size_t> group;
    std::vector<std::size_t> others;
    for (std::size_t j = 0; j < x.size(); ++j) {
      if (j != i) (x[j].fraction == x[i].fraction ? group : others).push_back(j);
    }
    const auto row = static_cast<Eigen::Index>(i);
    matrix(row, row) = 1 - (group.empty() ? 0 : spec.rate) - (others.empty() ? 0 : spec.rate2);
    if (!group.empty()) spread_in_group(matrix, row, x, group, spec);
    for (const auto j : others) {
      matrix(row, static_cast<Eigen::Index>(j)) = spec.rate2 / static_cast<double>(others.size());
    }
  }
  return matrix;
}

/// Rank of every allele by its number of repeats, which must be whole.
Result<std::vector<double>> ranks_of(std::span<const std::string> labels) {
  const auto repeats = repeats_of(labels, "dawid");
  if (!repeats) return repeats.error();
  const auto& x = repeats.value();
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!x[i].fraction.empty()) {
      return Error{Errc::bad_allele_label,
                   "allele '" + labels[i] + "' is no whole number, which mutation model 'dawid' needs"};
    }
  }
  std::vector<double> ranks(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    ranks[i] = static_cast<double>(
        std::count_if(x.begin(), x.end(), [&](const Repeats& other) { return other.whole < x[i].whole; }));
  }
  return ranks;
}

/// p_i M_ij = R w_ij with w_ij = r^|i - j| over its sum over all i != j; that sum is 2 r (n - a) / (1 - r) in the
/// paper's notation, and summing it term by term stays exact for r near 1.
Result<Matrix> dawid_matrix(const MutationSpec& spec, std::span<const std::string> labels,
                            const Eigen::RowVectorXd& p) {
  const auto ranked = ranks_of(labels);
  if (!ranked) return ranked.error();
  const auto& rank = ranked.value();
  const auto n = p.size();
  if (n == 1) return identity(1);
  Matrix weight(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      // One power of r, which numerator and denominator share, is left out: r may be tiny.
      const double steps = std::abs(rank[static_cast<std::size_t>(i)] - rank[static_cast<std::size_t>(j)]);
      weight(i, j) = i == j ? 0 : std::pow(spec.range, steps - 1);
    }
  }
  const double total = weight.sum();
  double largest_rate = 1;
  for (Eigen::Index i = 0; i < n; ++i) largest_rate = std::min(largest_rate, p(i) * total / weight.row(i).sum());
  if (spec.rate > largest_rate) {
    return Error{Errc::mutation_rate_out_of_range,
                 "mutation rate " + number_word(spec.rate, 6) +
                     " is too large for model 'dawid' at these frequencies; the largest "
                     "admissible is " +
                     number_word(largest_rate, 6)};
  }
  Matrix matrix = (weight.array().colwise() * (spec.rate / (total * p.transpose().array()))).matrix();
  complete_diagonal(matrix);
  matrix.diagonal() = matrix.diagonal().cwiseMax(0.0);  // at exactly the largest rate rounding may leave -1e-17
  return matrix;
}

Result<Matrix> custom_matrix(const MutationSpec& spec, Eigen::Index n) {
  const auto given = static_cast<Eigen::Index>(spec.matrix.n_alleles());
  if (given != n) {
    return Error{Errc::mutation_matrix_malformed, "custom mutation matrix is " + std::to_string(given) + " x " +
                                                      std::to_string(given) + ", but there are " + std::to_string(n) +
                                                      " alleles"};
  }
  const Matrix matrix = Eigen::Map<const Matrix>(spec.matrix.values().data(), n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      if (!(matrix(i, j) >= 0 && matrix(i, j) <= 1)) {
        return Error{Errc::mutation_matrix_malformed, "custom mutation matrix has " + number_word(matrix(i, j), 6) +
                                                          " in row " + std::to_string(i + 1) + ", column " +
                                                          std::to_string(j + 1) + ", which is no probability"};
      }
    }
    if (std::abs(matrix.row(i).sum() - 1) > kRowSumTolerance) {
      return Error{Errc::mutation_matrix_malformed, "row " + std::to_string(i + 1) +
                                                        " of the custom mutation matrix sums to " +
                                                        std::to_string(matrix.row(i).sum()) + ", not to 1"};
    }
  }
  return matrix;
}

std::optional<Error> check_parameters(const MutationSpec& spec) {
  for (const double rate : {spec.rate, spec.rate2}) {
    if (!(rate >= 0 && rate <= 1)) {
      return Error{Errc::mutation_rate_out_of_range, "mutation rate " + number_word(rate, 6) +
                                                         " is not between 0 and 1 (the largest admissible rate is 1)"};
    }
  }
  const bool uses_range = spec.kind == MutationKind::stepwise || spec.kind == MutationKind::dawid;
  if (uses_range && !(spec.range > 0 && std::isfinite(spec.range))) {
    return Error{Errc::bad_parameter, "mutation range " + number_word(spec.range, 6) + " is not a positive number"};
  }
  return std::nullopt;
}

Result<Matrix> model_matrix(const MutationSpec& spec, std::span<const std::string> labels, const Eigen::RowVectorXd& p,
                            double visible) {
  switch (spec.kind) {
    case MutationKind::none:
      return identity(p.size());
    case MutationKind::equal:
      return equal_matrix(spec, p.size());
    case MutationKind::proportional:
      return proportional_matrix(spec, p, visible);
    case MutationKind::one_step:
      return one_step_matrix(spec, labels);
    case MutationKind::stepwise:
      return stepwise_matrix(spec, labels);
    case MutationKind::dawid:
      return dawid_matrix(spec, labels, p);
    case MutationKind::custom:
      return custom_matrix(spec, p.size());
  }
  KITH_CHECK(false);
  return identity(p.size());
}

}  // namespace

Result<MutationKind> parse_mutation_kind(std::string_view name) {
  for (const auto& [kind, text] : kModelNames) {
    if (text == name) return kind;
  }
  return Error{Errc::bad_value, "'" + std::string(name) +
                                    "' is no mutation model; known are none, equal, proportional, onestep, stepwise, "
                                    "dawid and custom"};
}

std::string_view to_string(MutationKind kind) {
  for (const auto& [value, text] : kModelNames) {
    if (value == kind) return text;
  }
  KITH_CHECK(false);
  return {};
}

Result<MutationMatrix> mutation_matrix(const MutationSpec& spec, std::span<const std::string> labels,
                                       std::span<const double> frequencies) {
  KITH_CHECK(labels.size() == frequencies.size() && !labels.empty());
  if (const auto error = check_parameters(spec)) return *error;
  // Where a silent allele takes the rest, the models work on the frequencies among the visible alleles.
  Eigen::RowVectorXd p = Eigen::Map<const Eigen::RowVectorXd>(frequencies.data(),
                                                              static_cast<Eigen::Index>(labels.size()));
  const double visible = p.sum();
  p /= visible;
  const auto model = model_matrix(spec, labels, p, visible);
  if (!model) return model.error();
  const std::span values(model.value().data(), static_cast<std::size_t>(model.value().size()));
  MutationMatrix matrix(labels.size(), {values.begin(), values.end()});
  if (!spec.stationary) return matrix;
  return make_stationary(matrix, {p.data(), labels.size()}, labels);
}

}  // namespace kith::genetics

#include "genetics/markers/stationary.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <optional>
#include <vector>

namespace kith::genetics {
namespace {

using Group = std::vector<std::size_t>;

/// 1 - the probability of staying, as the sum of the row, whose last digits depend on the order of its additions, gives
/// it.
double leaving_rate(const MutationMatrix& matrix, std::size_t i) {
  const auto row = matrix.row(i);
  return Eigen::Map<const Eigen::RowVectorXd>(row.data(), static_cast<Eigen::Index>(row.size())).sum() - matrix(i, i);
}

/// Alleles joined by any mutation, in either direction; each group ascending.
std::vector<Group> connected_groups(const MutationMatrix& matrix) {
  const auto n = matrix.n_alleles();
  std::vector<bool> taken(n, false);
  std::vector<Group> groups;
  for (std::size_t start = 0; start < n; ++start) {
    if (taken[start]) continue;
    Group group{start};
    taken[start] = true;
    for (std::size_t next = 0; next < group.size(); ++next) {
      for (std::size_t j = 0; j < n; ++j) {
        const bool joined = matrix(group[next], j) > 0 || matrix(j, group[next]) > 0;
        if (!joined || taken[j]) continue;
        taken[j] = true;
        group.push_back(j);
      }
    }
    std::sort(group.begin(), group.end());
    groups.push_back(std::move(group));
  }
  return groups;
}

/// Stationary distribution of the chain within `group` by state reduction (Grassmann, Taksar & Heyman 1985,
/// doi:10.1287/opre.33.5.1107), which subtracts nothing and so keeps full accuracy for rates as small as 1e-8.
/// None if the chain can leave some allele for good.
std::optional<Eigen::RowVectorXd> stationary_distribution(const MutationMatrix& matrix, const Group& group) {
  const auto n = static_cast<Eigen::Index>(group.size());
  Eigen::MatrixXd chain(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      chain(i, j) = matrix(group[static_cast<std::size_t>(i)], group[static_cast<std::size_t>(j)]);
    }
  }
  for (Eigen::Index k = n - 1; k > 0; --k) {
    const double leaving = chain.row(k).head(k).sum();
    if (!(leaving > 0)) return std::nullopt;
    chain.col(k).head(k) /= leaving;
    chain.topLeftCorner(k, k) += chain.col(k).head(k) * chain.row(k).head(k);
  }
  Eigen::RowVectorXd v(n);
  v(0) = 1;
  for (Eigen::Index k = 1; k < n; ++k) v(k) = v.head(k).dot(chain.col(k).head(k));
  if (!(v.minCoeff() > 0)) return std::nullopt;
  return v / v.sum();
}

}  // namespace

Result<MutationMatrix> make_stationary(const MutationMatrix& matrix, std::span<const double> p,
                                       std::span<const std::string> labels) {
  MutationMatrix result = matrix;
  for (const auto& group : connected_groups(matrix)) {
    if (group.size() == 1) continue;
    const auto v = stationary_distribution(matrix, group);
    if (!v) {
      return Error{Errc::mutation_model_undefined,
                   "the mutation matrix has no stationary transform: mutations out of allele '" +
                       labels[group.front()] + "' or its neighbours never lead back"};
    }
    double rate_at_p = 0;
    double rate_at_v = 0;
    for (std::size_t k = 0; k < group.size(); ++k) {
      const double leaving = leaving_rate(matrix, group[k]);
      rate_at_p += p[group[k]] * leaving;
      rate_at_v += (*v)(static_cast<Eigen::Index>(k)) * leaving;
    }
    for (std::size_t k = 0; k < group.size(); ++k) {
      const auto i = group[k];
      const double scale = rate_at_p * (*v)(static_cast<Eigen::Index>(k)) / (rate_at_v * p[i]);
      const double leaving = scale * leaving_rate(matrix, i);
      if (leaving > 1) {
        return Error{Errc::mutation_model_undefined, "the stationary transform is undefined: allele '" + labels[i] +
                                                         "' would mutate with probability " + std::to_string(leaving) +
                                                         "; the rates must be divided by at least that"};
      }
      for (std::size_t j = 0; j < matrix.n_alleles(); ++j) result(i, j) *= scale;
      result(i, i) = 1 - leaving;
    }
  }
  return result;
}

}  // namespace kith::genetics

#include "genetics/markers/single_alleles.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace kith::genetics {

double probability_of_singles(std::span<const double> homozygosity, std::size_t n_single) {
  if (n_single > homozygosity.size()) return 0;
  std::vector<double> p{1.0};  // p[k]: k singles among the markers so far
  for (const double h : homozygosity) {
    p.push_back(0);
    for (std::size_t k = p.size() - 1; k > 0; --k) p[k] = p[k] * (1 - h) + p[k - 1] * h;
    p[0] *= 1 - h;
  }
  return std::accumulate(p.begin() + static_cast<std::ptrdiff_t>(n_single), p.end(), 0.0);
}

bool is_too_many_singles(double probability, std::size_t n_samples) {
  const auto n = static_cast<double>(std::max<std::size_t>(n_samples, 1));
  return probability < std::min(kImprobable, kAnyOfMany / n);
}

}  // namespace kith::genetics

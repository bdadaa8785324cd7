#include "pedigree/locus/lumping.hpp"

#include <algorithm>

namespace kith::pedigree {
namespace {

using genetics::AlleleIndex;
using genetics::MutationMatrix;

/// Every joined allele reaches each kept allele with the same probability; then the row sums into the class agree too.
bool is_lumpable(const MutationMatrix* matrix, std::span<const AlleleIndex> joined, std::span<const AlleleIndex> kept) {
  if (matrix == nullptr) return true;
  for (const AlleleIndex to : kept) {
    for (const AlleleIndex from : joined) {
      if ((*matrix)(from, to) != (*matrix)(joined.front(), to)) return false;
    }
  }
  return true;
}

void reduce(const MutationMatrix* matrix, const AlleleClasses& classes, std::vector<double>& reduced) {
  reduced.clear();
  if (matrix == nullptr) return;
  const std::size_t n = classes.n_classes;
  reduced.assign(n * n, 0.0);
  std::vector<char> done(n, 0);
  for (std::size_t from = 0; from < classes.class_of.size(); ++from) {
    const std::size_t row = classes.class_of[from];
    if (done[row] != 0) continue;  // the other members of a class have the same row
    done[row] = 1;
    for (std::size_t to = 0; to < classes.class_of.size(); ++to) {
      reduced[row * n + classes.class_of[to]] += (*matrix)(from, to);
    }
  }
}

}  // namespace

void classify_alleles(const genetics::Marker& marker, std::span<const char> shown, bool allowed,
                      AlleleClasses& classes) {
  const std::size_t n = marker.n_alleles();
  std::vector<AlleleIndex> joined;
  std::vector<AlleleIndex> kept;
  for (std::size_t a = 0; a < n; ++a) {
    const bool silent = marker.has_silent_allele() && a + 1 == n;
    (shown[a] != 0 || silent ? kept : joined).push_back(static_cast<AlleleIndex>(a));
  }
  using genetics::Sex;
  classes.lumped = allowed && joined.size() > 1 && is_lumpable(marker.mutation(Sex::male), joined, kept) &&
                   is_lumpable(marker.mutation(Sex::female), joined, kept);
  classes.class_of.resize(n);
  for (std::size_t a = 0; a < n; ++a) classes.class_of[a] = static_cast<AlleleIndex>(a);
  if (classes.lumped) {
    for (std::size_t k = 0; k < kept.size(); ++k) classes.class_of[kept[k]] = static_cast<AlleleIndex>(k);
    for (const AlleleIndex a : joined) classes.class_of[a] = static_cast<AlleleIndex>(kept.size());
  }
  classes.n_classes = classes.lumped ? kept.size() + 1 : n;
  classes.frequencies.assign(classes.n_classes, 0.0);
  for (std::size_t a = 0; a < n; ++a) classes.frequencies[classes.class_of[a]] += marker.frequencies()[a];
  if (classes.lumped) {
    reduce(marker.mutation(Sex::male), classes, classes.male);
    reduce(marker.mutation(Sex::female), classes, classes.female);
    return;
  }
  const auto copy = [](const MutationMatrix* matrix, std::vector<double>& out) {
    matrix == nullptr ? out.clear() : out.assign(matrix->values().begin(), matrix->values().end());
  };
  copy(marker.mutation(Sex::male), classes.male);
  copy(marker.mutation(Sex::female), classes.female);
}

}  // namespace kith::pedigree

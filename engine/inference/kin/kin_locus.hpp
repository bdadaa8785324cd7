// inference/kin/kin_locus.hpp — one autosomal marker in all pairs of people, for every link of kinship.hpp: what was
// seen takes few distinct forms, so that the pairs of these are computed once.
//
// Observations whose likelihoods are equal up to their scale are one row: 12/14 seen once and seen twice, with or
// without dropout, say alike that the genotype is 12/14. Beyond kMostExactRows of these (bodies of several samples,
// each with its own dropout) the scan takes likelihoods together that are alike in nine steps from 0 to 1
// (`n_scan_rows`); what it keeps is computed exactly.
//
// For the scan a kinship has one table: log10 of the mean of its links at this marker. Its sum over markers is not the
// mean over whole profiles that is reported, but differs from it by what mutation tells the links apart.
//
// Cost: n_scan_rows^2 / 2 pairs for the tables. Threads: tables in parallel; reading: reentrant.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "inference/bodies/locus_pairs.hpp"
#include "inference/kin/kinship.hpp"

namespace kith::inference {

/// Kinships that have tables here: all but `same_person`, which is that of locus_pairs.hpp.
inline constexpr std::array kKin{Kinship::parent_child, Kinship::full_siblings, Kinship::second_degree};

inline constexpr std::size_t kMostExactRows = 1500;

/// Number per kin table, in the order of kKin. @pre not same_person
[[nodiscard]] inline std::size_t kin_number(Kinship kinship) { return static_cast<std::size_t>(kinship) - 1; }

class KinLocus {
 public:
  /// Of the same people. `pairs` outlives it. @pre the marker is autosomal.
  explicit KinLocus(const LocusPairs& pairs);

  [[nodiscard]] const LocusPairs& pairs() const { return *pairs_; }
  [[nodiscard]] const genetics::Marker& marker() const { return pairs_->marker(); }
  /// Rows of the scan's tables. Row 0: not typed.
  [[nodiscard]] std::size_t n_scan_rows() const { return likelihoods_.size(); }
  /// Per person the row.
  [[nodiscard]] const std::vector<std::uint32_t>& scan_codes() const { return scan_codes_; }
  [[nodiscard]] bool is_typed(std::uint32_t person) const { return pairs_->codes()[person] != 0; }
  /// False: the scan's values are rough.
  [[nodiscard]] bool is_exact() const { return is_exact_; }

  /// log10 P(a, b | link) / P(a, b | unrelated) of two people, exactly; 0 where either is not typed, -infinity where
  /// impossible.
  [[nodiscard]] LinkValues links(std::uint32_t a, std::uint32_t b) const;
  /// log10 of the mean of the kinship's links, of a row of the scan with every row.
  void fill(Kinship kinship, std::uint32_t row, std::span<double> values) const;

  /// Computes all pairs of rows, where they fit into memory.
  void tabulate();
  void forget_tables();
  [[nodiscard]] bool is_tabulated() const { return !tables_.front().empty(); }

 private:
  [[nodiscard]] std::array<float, kKin.size()> kinships(std::uint32_t a, std::uint32_t b) const;

  using RowKey = std::vector<double> (*)(const GenotypeLikelihood&);
  /// Likelihoods of one key are one row of the scan, with the first of them. False: there are more than `most`.
  [[nodiscard]] bool number_rows(RowKey key, std::size_t most);
  [[nodiscard]] LinkValues links_of(const KinLikelihood& a, const KinLikelihood& b) const;

  const LocusPairs* pairs_;
  bool is_exact_ = true;
  std::vector<KinLikelihood> likelihoods_{};  ///< per row of the scan
  std::vector<std::uint32_t> scan_codes_{};
  std::array<std::vector<float>, kKin.size()> tables_{};  ///< n_scan_rows x n_scan_rows each; empty: not tabulated
};

}  // namespace kith::inference

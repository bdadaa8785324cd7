// intake/vectors/verify.hpp — recomputes a file of reference likelihoods and says where Kith and the file differ.
//
// Of every case: the mutation matrices, built from the parameters, against those of the file (where it gives them); and
// the natural-log likelihood of each locus under each pedigree. What the engine refuses (Errc::bad_parameter: a
// combination that is not supported; cost_limit_exceeded) or what the format does not define is counted as unsupported,
// never as a pass. Threads: cases in parallel; the report does not depend on how many.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "intake/vectors/kinship_vectors.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::intake {

struct VerifyOptions {
  double tolerance = 1e-10;  ///< of the log-likelihood, relative: see relative_error()
  pedigree::LikelihoodOptions likelihood{};
};

struct VerifyCounts {
  std::size_t cases = 0;
  std::size_t agreeing = 0;
  std::size_t unsupported = 0;  ///< some of the case could not be computed, and nothing that could disagrees
  double largest_error = 0;     ///< of all likelihoods computed; infinite where one is impossible and the other is not

  [[nodiscard]] std::size_t disagreeing() const { return cases - agreeing - unsupported; }
};

/// One thing that differs or could not be computed. `pedigree` is empty where it concerns a locus under every pedigree.
struct VerifyFinding {
  std::string case_id;
  std::string pedigree;
  std::string locus;
  std::string text;  ///< "expected -4.62915, got -4.62675" or the engine's reason
};

struct VerifyReport {
  VerifyCounts total{};
  std::map<std::string, VerifyCounts> tags{};
  std::vector<VerifyFinding> disagreements{};
  std::vector<VerifyFinding> unsupported{};
};

/// |found - expected| / |expected|; equal infinities: 0. A logarithm near 0 (a probability near 1) has lost its leading
/// digits to rounding, so |expected| counts as at least 0.01: at the default tolerance that is 1e-12 of the
/// probability.
[[nodiscard]] double relative_error(double found, double expected);

[[nodiscard]] VerifyReport verify(const KinshipVectors& vectors, const VerifyOptions& options = {});

}  // namespace kith::intake

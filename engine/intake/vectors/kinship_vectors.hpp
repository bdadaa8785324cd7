// intake/vectors/kinship_vectors.hpp — files of reference likelihoods ("kinship-vectors/1", JSON): loci, pedigrees,
// genotypes and the natural-log likelihood of each locus under each pedigree, as other programs computed them.
//
// The reader is strict about structure (a missing list, a likelihood too few: an error that names the place, such as
// cases[3].markers[0].freqs) and liberal about spelling: alleles are numbers or strings, an absent rate is 0, an absent
// or null mutation is none, null parents and genotypes are unknown. It judges no values; that is verify's.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/mutation.hpp"
#include "pedigree/family/pedigree.hpp"

namespace kith::intake {

struct VectorMutation {
  std::string model = "none";  ///< lower case, without '-', '_' and blanks
  double rate_male = 0;
  double rate_female = 0;
  double rate2 = 0;
  double range = 0.1;
  bool stationary = false;
};

struct VectorMarker {
  std::string name;
  std::string chromosome = "autosomal";
  std::vector<std::string> alleles{};  ///< canonical labels
  std::vector<double> frequencies{};
  VectorMutation mutation{};
  genetics::MutationMatrix matrix_male{};    ///< empty: not given
  genetics::MutationMatrix matrix_female{};  ///< empty: not given
  double theta = 0;
  double silent_frequency = 0;
  bool has_drops = false;  ///< the file speaks of dropout or drop-in, which the format does not define
};

struct VectorPedigree {
  std::string name;
  std::vector<pedigree::PersonSpec> members{};
  std::vector<double> log_likelihood{};  ///< one per locus, natural; -infinity: impossible
};

/// What is known of one person at one locus: two labels (an empty one: nothing is known of that allele), or one at an X
/// locus.
using VectorGenotype = std::vector<std::string>;

struct VectorCase {
  std::string id;
  std::vector<std::string> tags{};
  std::vector<VectorMarker> markers{};
  std::vector<VectorPedigree> pedigrees{};
  std::map<std::string, std::map<std::string, VectorGenotype>> genotypes{};  ///< person -> locus -> genotype
};

struct KinshipVectors {
  std::string source;
  std::vector<VectorCase> cases{};
};

[[nodiscard]] Result<KinshipVectors> read_kinship_vectors(std::istream& in);
[[nodiscard]] Result<KinshipVectors> read_kinship_vectors(const std::string& path);

}  // namespace kith::intake

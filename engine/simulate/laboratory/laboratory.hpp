// simulate/laboratory/laboratory.hpp — what the laboratory sees of a bone sample: alleles lost and gained.
//
// An allele copy drops out with a probability that rises with the length of the marker's amplicons, by quality class of
// the sample (Tvedebrink, Eriksen, Mogensen & Morling 2009, doi:10.1016/j.fsigen.2009.02.002, have a logistic law in
// the amount of DNA; here the class stands for that):
//   P = logistic( logit(P at 200 bp) + slope (length - 200) / 100 ), rounded to 4 decimals, so that what is written is
//     exact.
// A homozygote is lost with P^2. One foreign allele is seen with probability `drop_in`, drawn from the population.
// These are the engine's own models (genetics/markers/observation.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "simulate/people/genomes.hpp"
#include "simulate/people/simulated_panel.hpp"
#include "simulate/scenario/scenario.hpp"

namespace kith::simulate {

enum class Quality : std::uint8_t { good, fair, poor, bad };

/// Rates by quality class and locus.
class DropRates {
 public:
  DropRates(const Loci& loci, const LaboratorySettings& settings);
  [[nodiscard]] double dropout(Quality quality, std::size_t locus) const {
    return dropout_[static_cast<std::size_t>(quality)][locus];
  }
  [[nodiscard]] double drop_in(Quality quality) const { return quality == Quality::good ? 0 : drop_in_; }

 private:
  std::array<std::vector<double>, 4> dropout_;
  double drop_in_;
};

/// One sample's results.
struct LabProfile {
  Quality quality = Quality::good;
  bool is_contaminated = false;
  std::vector<std::vector<genetics::AlleleIndex>> seen;  ///< by locus, ascending, distinct; empty: nothing
};

/// The fresh sample of a relative: everything is seen.
[[nodiscard]] LabProfile fresh_profile(const Genome& genome, std::size_t n_loci);

/// `staff`: genomes of the people who may contaminate it.
[[nodiscard]] LabProfile bone_profile(const Genome& genome, const Loci& loci, const DropRates& rates,
                                      const LaboratorySettings& settings, const std::vector<Genome>& staff,
                                      Random& random);

}  // namespace kith::simulate

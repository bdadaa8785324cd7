#include "identify/costly_families.hpp"

#include <fmt/format.h>

#include <cmath>

#include "pedigree/elimination/elimination_plan.hpp"
#include "pedigree/locus/founder_partitions.hpp"

namespace kith::identify {
namespace {

std::string reason(const pedigree::CostForecast& forecast, double cost_limit) {
  if (forecast.has_too_many_founder_alleles()) {
    return fmt::format(
        "theta is above 0 and {} alleles of its founders are not known; at most {} can be summed over, whatever "
        "--cost-limit is. Theta 0 or fewer untyped founders would help",
        forecast.n_unknown_founder_alleles, pedigree::kMaxUnknownFounderAlleles);
  }
  if (std::isinf(forecast.multiplications)) {
    return fmt::format("a table of more than {} numbers would be needed, whatever --cost-limit is",
                       static_cast<std::uint64_t>(pedigree::kMaxTableEntries));
  }
  return fmt::format("predicted at least {:.3g} multiplications, the limit is {:.3g}", forecast.multiplications,
                     cost_limit);
}

}  // namespace

std::string describe(const matching::CostNote& note, const matching::Case& the_case,
                     const matching::EvidenceTable& evidence, double cost_limit) {
  const matching::MissingPerson& missing = the_case.missing[note.target];
  return fmt::format("family {}, missing person {}, marker {} left out: {}", the_case.families[missing.family].id,
                     missing.id, evidence.columns[note.column]->name(), reason(note.forecast, cost_limit));
}

}  // namespace kith::identify

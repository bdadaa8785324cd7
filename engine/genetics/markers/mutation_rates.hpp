// genetics/markers/mutation_rates.hpp — published mutation rates of STR markers by the parent's sex, and the model that
// stands where a case states none.
//
// Sources: NIST STRBase, "Apparent mutation rates observed at STR loci in the course of paternity testing" (annual
// reports of the AABB to 2008); the default of the Norwegian laboratory's Familias database (Nordisk_v4, published with
// the program KLINK) for markers without a value of their own: 0.002 of fathers, 0.001 of mothers; X-linked markers: 18
// mutations in 20,625 meioses (Diegoli, Linacre, Schanfield & Coble 2014), not told apart by sex; sequence variants
// (SNPs, microhaplotypes): 1.2e-8 per base and meiosis, three quarters of them the father's (Kong and others 2012).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "genetics/markers/marker.hpp"
#include "genetics/markers/mutation.hpp"

namespace kith::genetics {

/// Mutations per meiosis.
struct PublishedRate {
  std::string_view marker{};
  double male = 0;
  double female = 0;
  bool own = false;  ///< counted for this marker; false: a default of its kind
};

/// The markers with a row of their own in the template of markers.csv, in its order.
[[nodiscard]] std::span<const PublishedRate> published_rates();
/// By name or alias; for others the default of the kind.
[[nodiscard]] PublishedRate published_rate(std::string_view marker, MarkerKind kind);

/// Changes that are no whole number of repeats, as in the Norwegian database.
inline constexpr double kPublishedRate2 = 1e-6;

/// The model where none is stated: stepwise (range 0.1, rate2 1e-6) with the published rate; `equal` with it where some
/// allele is no repeat number (`Rest allele`); `equal` with the rate of a base where none is one.
[[nodiscard]] MutationSpec published_mutation(std::string_view marker, MarkerKind kind,
                                              std::span<const std::string> labels, Sex parent);

}  // namespace kith::genetics

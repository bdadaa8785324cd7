#include "intake/vectors/verify.hpp"

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "pedigree/elimination/workspace.hpp"

namespace kith::intake {
namespace {

using genetics::Marker;
using genetics::MarkerKind;
using genetics::MarkerSpec;
using genetics::MutationKind;
using genetics::MutationMatrix;
using genetics::MutationSpec;
using genetics::Observation;
using pedigree::Pedigree;
using pedigree::Sex;
using pedigree::Workspace;

/// Matrices are written with 15 digits; the stationary transform, which other programs get from a linear system, costs
/// some.
constexpr double kMatrixTolerance = 1e-11;

struct CaseOutcome {
  std::vector<VerifyFinding> disagreements;
  std::vector<VerifyFinding> unsupported;
  double largest_error = 0;
};

/// What the engine, or the format, has no answer for; anything else it refuses contradicts the file.
bool is_unsupported(Errc code) {
  return code == Errc::bad_parameter || code == Errc::bad_frequency || code == Errc::cost_limit_exceeded ||
         code == Errc::unsupported_format;
}

Result<MutationKind> kind_of(const std::string& model) {
  if (model == "random") return MutationKind::custom;  // pedmut's name for a matrix without a model
  if (model == "trivial") return MutationKind::none;   // pedmut's name for the identity
  auto kind = genetics::parse_mutation_kind(model);
  if (!kind) return Error{Errc::unsupported_format, kind.error().message};
  return kind;
}

/// The visible alleles' part of a matrix that also holds the silent allele's identity row and column.
MutationMatrix visible_part(const MutationMatrix& matrix, const VectorMarker& marker) {
  const auto n = marker.alleles.size();
  const bool has_silent_row = marker.silent_frequency > 0 && matrix.n_alleles() == n + 1 && matrix(n, n) == 1;
  if (!has_silent_row) return matrix;
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = matrix.row(i).first(n);
    values.insert(values.end(), row.begin(), row.end());
  }
  return {n, std::move(values)};
}

MutationSpec mutation_of(const VectorMarker& marker, MutationKind kind, double rate, const MutationMatrix& given) {
  MutationSpec spec{.kind = kind,
                    .rate = rate,
                    .rate2 = marker.mutation.rate2,
                    .range = marker.mutation.range,
                    .stationary = marker.mutation.stationary};
  if (kind != MutationKind::custom) return spec;
  if (given.empty()) return {};  // a custom model without this sex's matrix: this sex does not mutate
  spec.matrix = visible_part(given, marker);
  return spec;
}

Result<Marker> marker_of(const VectorMarker& vector_marker) {
  MarkerSpec spec{.name = vector_marker.name,
                  .alleles = vector_marker.alleles,
                  .frequencies = vector_marker.frequencies,
                  .silent_frequency = vector_marker.silent_frequency,
                  .theta = vector_marker.theta};
  if (vector_marker.has_drops)
    return Error{Errc::unsupported_format, "dropout and drop-in are not defined in this format"};
  if (vector_marker.chromosome == "x" || vector_marker.chromosome == "xlinked") {
    spec.kind = MarkerKind::x_linked;
  } else if (vector_marker.chromosome != "autosomal") {
    return Error{Errc::unsupported_format, "chromosome '" + vector_marker.chromosome + "' is not supported"};
  }
  const auto& mutation = vector_marker.mutation;
  const auto kind = kind_of(mutation.model);
  if (!kind) return kind.error();
  const bool has_matrix = !vector_marker.matrix_male.empty() || !vector_marker.matrix_female.empty();
  if (kind.value() == MutationKind::custom && !has_matrix && (mutation.rate_male != 0 || mutation.rate_female != 0)) {
    return Error{Errc::unsupported_format, "model '" + mutation.model + "' comes without a matrix"};
  }
  spec.mutation_male = mutation_of(vector_marker, kind.value(), mutation.rate_male, vector_marker.matrix_male);
  spec.mutation_female = mutation_of(vector_marker, kind.value(), mutation.rate_female, vector_marker.matrix_female);
  return Marker::make(std::move(spec));
}

/// What is wrong with our matrix in the light of the file's; none if they agree or the file gives none.
std::optional<std::string> compare_matrices(const Marker& marker, Sex sex, const MutationMatrix& given) {
  if (given.empty()) return std::nullopt;
  const auto all = marker.n_alleles();
  const auto visible = marker.n_visible();
  const auto identity = MutationMatrix::identity(all);
  const auto* matrix = marker.mutation(sex);
  const MutationMatrix& own = matrix == nullptr ? identity : *matrix;
  const auto* whose = sex == Sex::male ? "male" : "female";
  const auto n = given.n_alleles();
  if (n != all && n != visible) {
    return fmt::format("the {} mutation matrix is {} x {} for {} alleles", whose, n, n, visible);
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (std::abs(own(i, j) - given(i, j)) <= kMatrixTolerance) continue;
      return fmt::format("{} mutation matrix, row {}, column {}: expected {:.15g}, got {:.15g}", whose, i + 1, j + 1,
                         given(i, j), own(i, j));
    }
  }
  return std::nullopt;
}

Result<Observation> observation_of(const VectorGenotype& genotype, const Marker& marker, Sex sex) {
  std::vector<genetics::AlleleIndex> known;
  for (const auto& label : genotype) {
    if (label.empty()) continue;
    known.push_back(marker.find(label));
    if (known.back() == genetics::kNoAllele) {
      return Error{Errc::unknown_allele, "allele '" + label + "' is not among the marker's alleles"};
    }
  }
  if (known.empty()) return Observation::untyped();
  const bool hemizygous = marker.kind() == MarkerKind::x_linked && sex == Sex::male;
  if (known.size() == 2) return Observation::genotype(known.front(), known.back());
  return hemizygous ? Observation::genotype(known.front(), known.front()) : Observation::partial(known.front());
}

/// One case at a time: finds what differs.
class CaseVerifier {
 public:
  CaseVerifier(const VectorCase& vector_case, const VerifyOptions& options, Workspace& workspace)
      : case_(vector_case), options_(options), workspace_(workspace) {}

  CaseOutcome run() {
    std::vector<std::optional<Pedigree>> pedigrees;
    for (const auto& given : case_.pedigrees) {
      auto made = Pedigree::make(given.members);
      if (!made) refuse(made.error(), given.name, "");
      pedigrees.push_back(made ? std::optional(std::move(made).value()) : std::nullopt);
    }
    for (std::size_t locus = 0; locus < case_.markers.size(); ++locus) {
      const auto marker = marker_of(case_.markers[locus]);
      if (!marker) {
        refuse(marker.error(), "", case_.markers[locus].name);
        continue;
      }
      check_matrices(marker.value(), case_.markers[locus]);
      for (std::size_t i = 0; i < pedigrees.size(); ++i) {
        if (pedigrees[i]) check_likelihood(marker.value(), locus, *pedigrees[i], case_.pedigrees[i]);
      }
    }
    return std::move(outcome_);
  }

 private:
  void refuse(const Error& error, const std::string& pedigree, const std::string& locus) {
    auto& list = is_unsupported(error.code) ? outcome_.unsupported : outcome_.disagreements;
    list.push_back({case_.id, pedigree, locus, error.message});
  }

  void check_matrices(const Marker& marker, const VectorMarker& given) {
    for (const auto& [sex, matrix] :
         {std::pair{Sex::male, &given.matrix_male}, std::pair{Sex::female, &given.matrix_female}}) {
      if (auto difference = compare_matrices(marker, sex, *matrix)) {
        outcome_.disagreements.push_back({case_.id, "", given.name, std::move(*difference)});
      }
    }
  }

  /// The typed persons of the pedigree at this locus; those who are not in this pedigree do not enter.
  Result<std::vector<Observation>> observations(const Marker& marker, const Pedigree& pedigree) const {
    std::vector<Observation> observed(pedigree.size());
    for (const auto& [person, profile] : case_.genotypes) {
      const auto index = pedigree.find(person);
      const auto genotype = profile.find(marker.name());
      if (index == pedigree::kNobody || genotype == profile.end()) continue;
      auto observation = observation_of(genotype->second, marker, pedigree.sex(index));
      if (!observation) return Error{observation.error().code, "person " + person + ": " + observation.error().message};
      observed[static_cast<std::size_t>(index)] = std::move(observation).value();
    }
    return observed;
  }

  void check_likelihood(const Marker& marker, std::size_t locus, const Pedigree& pedigree,
                        const VectorPedigree& given) {
    const auto observed = observations(marker, pedigree);
    if (!observed) return refuse(observed.error(), given.name, marker.name());
    std::vector<const Observation*> pointers;
    for (const auto& one : observed.value()) pointers.push_back(one.is_untyped() ? nullptr : &one);
    const auto found = pedigree::log_likelihood(marker, pedigree, pointers, workspace_, options_.likelihood);
    if (!found) return refuse(found.error(), given.name, marker.name());
    const double expected = given.log_likelihood[locus];
    const double error = relative_error(found.value(), expected);
    outcome_.largest_error = std::max(outcome_.largest_error, error);
    if (error <= options_.tolerance) return;
    outcome_.disagreements.push_back(
        {case_.id, given.name, marker.name(), fmt::format("expected {:.15g}, got {:.15g}", expected, found.value())});
  }

  const VectorCase& case_;
  const VerifyOptions& options_;
  Workspace& workspace_;
  CaseOutcome outcome_;
};

void count(VerifyCounts& counts, const CaseOutcome& outcome) {
  ++counts.cases;
  counts.largest_error = std::max(counts.largest_error, outcome.largest_error);
  if (!outcome.disagreements.empty()) return;
  ++(outcome.unsupported.empty() ? counts.agreeing : counts.unsupported);
}

}  // namespace

double relative_error(double found, double expected) {
  constexpr double kSmallestLogarithm = 0.01;
  if (found == expected) return 0;
  const double error = std::abs(found - expected) / std::max(std::abs(expected), kSmallestLogarithm);
  // One impossible, the other not; or a NaN, which is never right.
  return std::isfinite(error) && std::isfinite(expected) ? error : std::numeric_limits<double>::infinity();
}

VerifyReport verify(const KinshipVectors& vectors, const VerifyOptions& options) {
  std::vector<CaseOutcome> outcomes(vectors.cases.size());
  tbb::enumerable_thread_specific<Workspace> workspaces;
  tbb::parallel_for(std::size_t{0}, outcomes.size(), [&](std::size_t i) {
    outcomes[i] = CaseVerifier(vectors.cases[i], options, workspaces.local()).run();
  });
  VerifyReport report;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    auto& outcome = outcomes[i];
    count(report.total, outcome);
    for (const auto& tag : vectors.cases[i].tags) count(report.tags[tag], outcome);
    std::move(outcome.disagreements.begin(), outcome.disagreements.end(), std::back_inserter(report.disagreements));
    std::move(outcome.unsupported.begin(), outcome.unsupported.end(), std::back_inserter(report.unsupported));
  }
  return report;
}

}  // namespace kith::intake

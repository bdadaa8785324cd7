// Everything that a value of a DNA column depends on, as bytes.
#include "evidence/column/key_bytes.hpp"
#include "evidence/dna/dna_column.hpp"

namespace kith::evidence {
namespace {

void append_matrix(std::string& key, const genetics::MutationMatrix* matrix) {
  append_list(key, matrix == nullptr ? std::span<const double>() : matrix->values());
}

void append_observation(std::string& key, const genetics::Observation* observation) {
  if (observation == nullptr) return append_bytes(key, std::uint64_t{0});  // as one without replicates
  append_bytes(key, std::uint64_t{observation->replicates.size()});
  for (const genetics::Replicate& replicate : observation->replicates) {
    append_list(key, std::span<const genetics::AlleleIndex>(replicate.seen));
    append_bytes(key, replicate.model.dropout);
    append_bytes(key, replicate.model.dropout_homozygote);
    append_bytes(key, replicate.model.drop_in);
  }
  append_bytes(key, observation->certain_allele);
}

}  // namespace

bool DnaColumn::append_key(std::string& key) const {
  append_text(key, "dna");
  append_text(key, marker_.name());
  append_bytes(key, marker_.kind());
  for (const std::string& label : marker_.alleles()) append_text(key, label);
  append_list(key, marker_.frequencies());
  append_bytes(key, marker_.has_silent_allele());
  append_bytes(key, marker_.theta());
  append_matrix(key, marker_.mutation(genetics::Sex::male));
  append_matrix(key, marker_.mutation(genetics::Sex::female));
  append_bytes(key, options_.lump_alleles);
  append_bytes(key, options_.cost_limit);
  append_bytes(key, typing_error_);
  return true;
}

void DnaColumn::append_target_key(TargetIndex target, std::string& key) const {
  const TargetFamily& family = targets_[target];
  append_bytes(key, std::uint64_t{family.pedigree->size()});
  append_bytes(key, family.person);
  for (std::size_t i = 0; i < family.pedigree->size(); ++i) {
    const auto person = static_cast<pedigree::PersonIndex>(i);
    append_bytes(key, family.pedigree->father(person));
    append_bytes(key, family.pedigree->mother(person));
    append_bytes(key, family.pedigree->sex(person));
    append_observation(key, family.observations[i]);
  }
}

void DnaColumn::append_row_key(std::size_t row, std::string& key) const {
  append_observation(key, &pm_[row].observation);
  append_bytes(key, pm_[row].sex);
}

}  // namespace kith::evidence

// What is scored: the DNA alone, the descriptions alone, or both. The scan is the default's.
#include "matching/strategies/strategy.hpp"

namespace kith::matching {

namespace {

/// The tiled scan of evidence that the strategy chooses itself.
class TiledScan : public Strategy {
 public:
  [[nodiscard]] MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                const Progress& progress) const final {
    return tiled_strategy().run(evidence, options, progress);
  }
};

class Dna final : public TiledScan {
 public:
  [[nodiscard]] std::string_view name() const override { return "dna"; }
  [[nodiscard]] std::string_view description() const override { return "DNA alone, by the family's whole pedigree"; }
  [[nodiscard]] std::string_view practice() const override {
    return "DNA-led identification by joint pedigree likelihood ratios";
  }
  [[nodiscard]] EvidenceTable evidence(const Case& data, const EvidenceOptions& options) const override {
    EvidenceOptions chosen = options;
    chosen.dna = true;
    chosen.attributes = false;
    return build_evidence(data, chosen);
  }
};

class DescriptionsOnly final : public TiledScan {
 public:
  [[nodiscard]] std::string_view name() const override { return "attributes"; }
  [[nodiscard]] std::string_view description() const override { return "descriptions alone, as likelihood ratios"; }
  [[nodiscard]] std::string_view practice() const override {
    return "missing persons without DNA of relatives: search by description, weighted by rarity and error";
  }
  [[nodiscard]] bool scores_family_dna() const override { return false; }
  [[nodiscard]] EvidenceTable evidence(const Case& data, const EvidenceOptions& options) const override {
    EvidenceOptions chosen = options;
    chosen.dna = false;
    chosen.attributes = true;
    return build_evidence(data, chosen);
  }
};

class Combined final : public TiledScan {
 public:
  [[nodiscard]] std::string_view name() const override { return "combined"; }
  [[nodiscard]] std::string_view description() const override { return "DNA and descriptions, multiplied"; }
  [[nodiscard]] std::string_view practice() const override {
    return "all evidence as one likelihood ratio, instead of DNA first and the file read afterwards";
  }
  [[nodiscard]] EvidenceTable evidence(const Case& data, const EvidenceOptions& options) const override {
    EvidenceOptions chosen = options;
    chosen.dna = chosen.attributes = true;
    return build_evidence(data, chosen);
  }
};

}  // namespace

const Strategy& dna_strategy() {
  static const Dna strategy;
  return strategy;
}

const Strategy& attributes_strategy() {
  static const DescriptionsOnly strategy;
  return strategy;
}

const Strategy& combined_strategy() {
  static const Combined strategy;
  return strategy;
}

}  // namespace kith::matching

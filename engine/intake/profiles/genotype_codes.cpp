#include "intake/profiles/genotype_codes.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_map>

namespace kith::intake {
namespace {

using genetics::AlleleIndex;
using genetics::Observation;
using genetics::ObservationCode;
using genetics::Profile;

/// Observations of one locus, with a short way for genotypes: they need no Observation to be looked up.
struct LocusCodes {
  ObservationCode genotype(AlleleIndex a, AlleleIndex b) {
    const auto key = (std::uint32_t{std::min(a, b)} << 16) | std::max(a, b);
    const auto [found, is_new] = genotypes.emplace(key, genetics::kUntyped);
    if (is_new) found->second = dictionary.intern(Observation::genotype(a, b));
    return found->second;
  }

  genetics::ObservationDictionary dictionary;
  std::unordered_map<std::uint32_t, ObservationCode> genotypes;
  std::vector<ObservationCode> in_panel;  ///< per code, the panel's
};

/// The genotypes of one part of the subjects.
class PartCoder {
 public:
  PartCoder(const MergedProfiles& part, const GenotypeSource& source, const GenotypePlaces& places,
            const genetics::Panel& panel)
      : part_(part), source_(source), places_(places), panel_(panel), loci_(panel.size()) {
    for (const auto& typing : part_.typings) set(typing);
  }

  /// Puts what was observed at a locus into the panel's dictionary.
  void add_to(genetics::ObservationDictionary& dictionary, std::size_t locus) {
    LocusCodes& codes = loci_[locus];
    for (ObservationCode code = 0; code < codes.dictionary.size(); ++code) {
      codes.in_panel.push_back(dictionary.intern(codes.dictionary[code]));
    }
  }

  /// @pre add_to() was called for every locus.
  void renumber() const {
    for (std::size_t i = 0; i < part_.typings.size(); ++i) {
      const SubjectIndex subject = part_.typings[i].subject;
      if (i > 0 && part_.typings[i - 1].subject == subject) continue;
      Profile& profile = places_.profile(subject);
      for (std::size_t locus = 0; locus < profile.size(); ++locus)
        profile[locus] = loci_[locus].in_panel[profile[locus]];
    }
  }

  CodedGenotypes take() { return std::move(result_); }

 private:
  void set(const MergedTyping& typing) {
    if (is_two_x_alleles(typing)) return;
    Profile& profile = places_.profile(typing.subject);
    if (profile.empty()) profile.resize(panel_.size(), genetics::kUntyped);
    auto& codes = loci_[typing.locus];
    const auto& allele = source_.allele_of_label[typing.locus];
    if (typing.soft == 0) {
      profile[typing.locus] = codes.genotype(allele[typing.first], allele[typing.second]);
      ++result_.n_typed;
      return;
    }
    auto observation = part_.soft[typing.soft - 1];
    if (observation.certain_allele != genetics::kNoAllele)
      observation.certain_allele = allele[observation.certain_allele];
    for (auto& replicate : observation.replicates) {
      for (auto& label : replicate.seen) label = allele[label];
      std::sort(replicate.seen.begin(), replicate.seen.end());
    }
    if (genetics::compatible_genotypes(observation, panel_.markers[typing.locus]).empty()) {
      const auto& id = source_.subjects.id(typing.subject);
      return set_aside(typing,
                       {.found = "results of " + id + " that no genotype can give together",
                        .expected = "results that one person can have; the marker counts as untyped for " + id},
                       "row " + std::to_string(typing.line) + " and further ones",
                       "no genotype can give these results together");
    }
    profile[typing.locus] = codes.dictionary.intern(observation);
    ++result_.n_typed;
  }

  /// Whether a man shows two alleles of his one X chromosome: a mixture, a mix-up or a duplication; set aside.
  bool is_two_x_alleles(const MergedTyping& typing) {
    if (!source_.directory.is_x_linked(typing.locus) || places_.sex(typing.subject) != genetics::Sex::male)
      return false;
    bool two = typing.soft == 0 && typing.first != typing.second;
    if (typing.soft != 0) {
      for (const auto& replicate : part_.soft[typing.soft - 1].replicates) {
        two = two || (replicate.seen.size() > 1 && replicate.model.drop_in == 0);
      }
    }
    if (!two) return false;
    const auto& id = source_.subjects.id(typing.subject);
    set_aside(typing,
              {.found = "two alleles of a male, " + id,
               .expected = "one X-linked allele; the marker counts as untyped for " + id},
              "two alleles in row " + std::to_string(typing.line), "a male has one X-linked allele");
    return true;
  }

  /// `problem` lacks what the typing tells.
  void set_aside(const MergedTyping& typing, Problem problem, std::string found, std::string reason) {
    const auto& marker = source_.directory.name(typing.locus);
    problem.severity = Severity::warning;
    problem.code = Errc::bad_value;
    problem.file = source_.file;
    problem.row = typing.line;
    problem.column = marker;
    result_.problems.add(std::move(problem));
    result_.set_aside.push_back({.subject = source_.subjects.id(typing.subject),
                                 .marker = marker,
                                 .found = std::move(found),
                                 .reason = std::move(reason)});
  }

  const MergedProfiles& part_;
  const GenotypeSource& source_;
  const GenotypePlaces& places_;
  const genetics::Panel& panel_;
  std::vector<LocusCodes> loci_;
  CodedGenotypes result_;
};

}  // namespace

CodedGenotypes code_genotypes(const std::vector<MergedProfiles>& parts, const GenotypeSource& source,
                              const GenotypePlaces& places, genetics::Panel& panel) {
  std::vector<std::optional<PartCoder>> coders(parts.size());
  tbb::parallel_for(std::size_t{0}, parts.size(),
                    [&](std::size_t i) { coders[i].emplace(parts[i], source, places, panel); });
  tbb::parallel_for(std::size_t{0}, panel.size(), [&](std::size_t locus) {
    for (auto& coder : coders) coder->add_to(panel.dictionaries[locus], locus);
  });
  std::vector<CodedGenotypes> coded(parts.size());
  tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t i) {
    coders[i]->renumber();
    coded[i] = coders[i]->take();
    coders[i].reset();
  });
  CodedGenotypes all;
  for (CodedGenotypes& part : coded) {
    all.problems.append(std::move(part.problems));
    std::move(part.set_aside.begin(), part.set_aside.end(), std::back_inserter(all.set_aside));
    all.n_typed += part.n_typed;
  }
  return all;
}

}  // namespace kith::intake

#include "intake/draft/case_draft.hpp"

#include <span>
#include <utility>

namespace kith::intake {
namespace {

using genetics::Observation;
using genetics::Sex;

DraftMarker draft_of(const genetics::Marker& marker) {
  DraftMarker draft{.spec = marker.spec()};
  const auto frequencies = marker.frequencies();
  draft.spec.frequencies.assign(frequencies.begin(),
                                frequencies.begin() + static_cast<std::ptrdiff_t>(marker.n_visible()));
  return draft;
}

struct MarkerAlleles {
  std::string marker;
  std::vector<std::string> alleles;
};

/// DYS389II as laboratories state it, not less DYS389I.
std::vector<MarkerAlleles> rows_of(genetics::YHaplotype haplotype, std::vector<genetics::YMarker> markers) {
  genetics::add_dys389i(markers, haplotype);
  std::vector<MarkerAlleles> rows;
  for (std::size_t locus = 0; locus < haplotype.size(); ++locus) {
    if (haplotype[locus].empty()) continue;
    rows.push_back({markers[locus].name, {}});
    for (const auto allele : haplotype[locus]) rows.back().alleles.push_back(genetics::y_allele_text(allele));
  }
  return rows;
}

/// One cell with the ranges and all differences.
std::vector<MarkerAlleles> rows_of(const genetics::MtHaplotype& haplotype) {
  if (haplotype.ranges.empty()) return {};
  std::string cell;
  for (const auto& range : haplotype.ranges) cell += genetics::to_string(std::span(&range, 1)) + " ";
  return {{"mtDNA", {cell + genetics::differences_text(haplotype)}}};
}

class TypingWriter {
 public:
  TypingWriter(const genetics::Panel& panel, std::vector<DraftTyping>& typings) : panel_(panel), typings_(typings) {}

  void add(const std::string& subject, const std::string& sample, std::vector<MarkerAlleles> rows) {
    for (auto& row : rows) {
      typings_.push_back(
          {.sample = sample, .subject = subject, .marker = std::move(row.marker), .alleles = std::move(row.alleles)});
    }
  }

  void add(const std::string& subject, const std::string& sample, const genetics::Profile& profile, Sex amelogenin) {
    for (genetics::LocusIndex locus = 0; locus < panel_.size(); ++locus) {
      const auto& observed = panel_.observed(profile, locus);
      if (!observed.is_untyped()) add(subject, sample, panel_.markers[locus], observed);
    }
    if (amelogenin == Sex::unknown) return;
    typings_.push_back({.sample = sample,
                        .subject = subject,
                        .marker = "Amelogenin",
                        .alleles = {"X", amelogenin == Sex::male ? "Y" : "X"}});
  }

 private:
  void add(const std::string& subject, const std::string& sample, const genetics::Marker& marker,
           const Observation& observed) {
    const auto typing = [&](std::vector<std::string> alleles) {
      return DraftTyping{.sample = sample, .subject = subject, .marker = marker.name(), .alleles = std::move(alleles)};
    };
    const std::size_t n_rows = observed.replicates.size() + (observed.certain_allele != genetics::kNoAllele ? 1 : 0);
    for (std::size_t i = 0; i < observed.replicates.size(); ++i) {
      const auto& replicate = observed.replicates[i];
      std::vector<std::string> alleles;
      for (const auto allele : replicate.seen) alleles.push_back(marker.alleles()[allele]);
      if (alleles.size() == 1) alleles.push_back(alleles.front());
      auto row = typing(std::move(alleles));
      row.model = replicate.model;
      if (n_rows > 1) row.replicate = std::to_string(i + 1);
      typings_.push_back(std::move(row));
    }
    if (observed.certain_allele == genetics::kNoAllele) return;
    auto row = typing({marker.alleles()[observed.certain_allele]});
    row.partial = true;
    row.model = genetics::DropModel{};
    if (n_rows > 1) row.replicate = std::to_string(n_rows);
    typings_.push_back(std::move(row));
  }

  const genetics::Panel& panel_;
  std::vector<DraftTyping>& typings_;
};

void add_lineages(const matching::Case& content, CaseDraft& draft) {
  for (const auto& marker : content.y_markers) draft.y_rates.push_back({marker.name, marker.mutation_rate});
  const auto add = [&](const std::string& id, std::vector<MarkerAlleles> rows) {
    for (auto& row : rows) draft.haplotypes.push_back({id, std::move(row.marker), std::move(row.alleles)});
  };
  for (std::size_t i = 0; i < content.haplotypes.y.size(); ++i) {
    add("Y" + std::to_string(i + 1), rows_of(content.haplotypes.y[i], content.y_markers));
  }
  for (std::size_t i = 0; i < content.haplotypes.mt.size(); ++i) {
    add("mt" + std::to_string(i + 1), rows_of(content.haplotypes.mt[i]));
  }
}

}  // namespace

CaseDraft draft_of(const matching::Case& content) {
  CaseDraft draft;
  add_lineages(content, draft);
  draft.places = content.places;
  for (const auto& marker : content.panel.markers) draft.markers.push_back(draft_of(marker));
  TypingWriter typings(content.panel, draft.typings);
  for (const auto& family : content.families) {
    const auto& pedigree = family.pedigree;
    const auto n_named = static_cast<pedigree::PersonIndex>(pedigree.n_named());
    const auto id_of = [&](pedigree::PersonIndex p) { return p >= 0 && p < n_named ? pedigree.id(p) : std::string(); };
    for (pedigree::PersonIndex p = 0; p < n_named; ++p) {
      const auto i = static_cast<std::size_t>(p);
      draft.persons.push_back({.family = family.id,
                               .id = pedigree.id(p),
                               .father = id_of(pedigree.father(p)),
                               .mother = id_of(pedigree.mother(p)),
                               .sex = pedigree.sex(p),
                               .role = family.roles[i]});
      const auto amelogenin = i < family.amelogenin.size() ? family.amelogenin[i] : Sex::unknown;
      typings.add(pedigree.id(p), pedigree.id(p), family.profiles[i], amelogenin);
      if (i < family.y.size()) typings.add(pedigree.id(p), pedigree.id(p), rows_of(family.y[i], content.y_markers));
      if (i < family.mt.size()) typings.add(pedigree.id(p), pedigree.id(p), rows_of(family.mt[i]));
    }
  }
  for (const auto& missing : content.missing) {
    const auto& family = content.families[missing.family];
    draft.missing.push_back({.id = family.pedigree.id(missing.person),
                             .family = family.id,
                             .sex = missing.sex,
                             .attributes = missing.attributes});
  }
  for (const auto& remains : content.remains) {
    draft.remains.push_back({.id = remains.id, .sex = remains.sex, .attributes = remains.attributes});
    const auto& sample = remains.samples.empty() ? remains.id : remains.samples.front();
    typings.add(remains.id, sample, remains.profile, remains.amelogenin);
    typings.add(remains.id, sample, rows_of(remains.y, content.y_markers));
    typings.add(remains.id, sample, rows_of(remains.mt));
  }
  return draft;
}

}  // namespace kith::intake

#include "intake/case/settings_in_force.hpp"

#include <algorithm>

namespace kith::intake {
namespace {

using genetics::Marker;
using genetics::MutationKind;

std::string join(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() <= kShown ? text : text + " and " + std::to_string(names.size() - kShown) + " more";
}

/// "published rates by marker and sex for 23 markers (stepwise ...); as stated for vWA; none for D3S1358".
std::string mutation_text(const CaseParts& parts) {
  std::vector<std::string> published, stated, none;
  for (std::size_t locus = 0; locus < parts.content.panel.size(); ++locus) {
    const Marker& marker = parts.content.panel.markers[locus];
    const MarkerSettings& settings = *parts.settings[locus];
    const bool any = marker.spec().mutation_male.kind != MutationKind::none ||
                     marker.spec().mutation_female.kind != MutationKind::none;
    if (settings.published_male || settings.published_female) {
      published.push_back(marker.name());
    } else {
      (any ? stated : none).push_back(marker.name());
    }
  }
  std::string text;
  const auto add = [&](const std::vector<std::string>& names, const std::string& what) {
    if (!names.empty()) text += (text.empty() ? "" : "; ") + what + join(names);
  };
  add(published, "published rates by marker and sex (stepwise, 1e-6 for part repeats) for ");
  add(stated, "as stated for ");
  add(none, "none for ");
  return "Mutation: " + text + ".";
}

std::string raised_text(const std::vector<RaisedAllele>& raised) {
  std::vector<std::string> names;
  for (const auto& allele : raised) names.push_back(allele.marker + " " + allele.allele);
  return "Minimum frequency: " + std::to_string(raised.size()) +
         (raised.size() == 1 ? " listed allele was" : " listed alleles were") +
         " raised to it and the others scaled down, so that the sum stays 1: " + join(names) + ".";
}

bool has_dropout(const CaseParts& parts) {
  return std::any_of(parts.settings.begin(), parts.settings.end(), [](const auto* s) { return s->dropout > 0; });
}

}  // namespace

std::vector<std::string> settings_in_force(const CaseParts& parts) {
  std::vector<std::string> sentences;
  const std::size_t n = parts.content.panel.size();
  if (n == 0 || n != parts.directory->n_loci()) return sentences;  // a marker was refused: there will be no case
  sentences.push_back(mutation_text(parts));
  if (!parts.result.raised_alleles.empty()) sentences.push_back(raised_text(parts.result.raised_alleles));
  if (!has_dropout(parts)) sentences.emplace_back("Dropout: none is assumed where the tables state none.");
  return sentences;
}

}  // namespace kith::intake

// Markers of a Familias database: frequencies, silent alleles, and the mutation codes 0 to 4.
#include <algorithm>
#include <cmath>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "genetics/markers/marker_ranges.hpp"
#include "intake/familias/familias_import.hpp"
#include "intake/profiles/genotype_cells.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake::familias {
namespace {

using genetics::MutationKind;
using genetics::MutationSpec;

constexpr std::string_view kAlleleZero = "Z";

MutationSpec to_mutation(const Mutation& mutation) {
  MutationSpec spec{.rate = mutation.rate, .range = mutation.range};
  switch (mutation.model) {
    case 0:
      spec.kind = MutationKind::equal;
      break;
    case 1:
      spec.kind = MutationKind::proportional;
      break;
    case 2:
      spec.kind = MutationKind::stepwise;
      break;
    case 3:
      spec.kind = MutationKind::stepwise;
      spec.rate2 = mutation.rate2;
      spec.stationary = true;
      break;
    default:
      spec.kind = MutationKind::stepwise;
      spec.rate2 = mutation.rate2;
  }
  if (spec.kind != MutationKind::stepwise) spec.range = MutationSpec{}.range;
  if (spec.rate == 0 && spec.rate2 == 0) spec = MutationSpec{};
  return spec;
}

/// Familias steps between labels with one decimal at most.
bool has_step_labels(const std::vector<std::string>& alleles) {
  return std::all_of(alleles.begin(), alleles.end(), [](const std::string& label) {
    const auto number = genetics::repeat_number(label);
    const auto point = label.find('.');
    return number && *number >= 1 && (point == std::string::npos || label.size() - point == 2);
  });
}

bool has_microvariants(const std::vector<std::string>& alleles) {
  return std::any_of(alleles.begin(), alleles.end(),
                     [](const std::string& a) { return a.find('.') != std::string::npos; });
}

/// Why the model cannot be had; empty if it can.
std::string problem_of(const MutationSpec& spec, const genetics::MarkerSpec& marker) {
  if (spec.kind == MutationKind::none) return {};
  if (spec.kind == MutationKind::stepwise && !has_step_labels(marker.alleles)) {
    return "an allele is no repeat number with at most one decimal";
  }
  const auto matrix = genetics::mutation_matrix(spec, marker.alleles, marker.frequencies);
  return matrix ? std::string() : matrix.error().message;
}

void set_mutation(genetics::MarkerSpec& spec, const Marker& marker, Import& import) {
  spec.mutation_female = to_mutation(marker.female);
  spec.mutation_male = to_mutation(marker.male);
  const bool steps = spec.mutation_female.kind == MutationKind::stepwise ||
                     spec.mutation_male.kind == MutationKind::stepwise;
  auto problem = problem_of(spec.mutation_female, spec);
  if (problem.empty()) problem = problem_of(spec.mutation_male, spec);
  if (!problem.empty() && !steps) {
    import.errors.push_back("marker " + marker.name + ": the mutation model is not possible: " + problem);
    return;
  }
  if (!problem.empty()) {
    spec.mutation_female = {.kind = MutationKind::equal, .rate = marker.female.rate};
    spec.mutation_male = {.kind = MutationKind::equal, .rate = marker.male.rate};
    import.warnings.push_back("marker " + marker.name + ": the step model is not possible (" + problem +
                              "); mutation model equal with the same rates (female " +
                              text::number_text(marker.female.rate) + ", male " + text::number_text(marker.male.rate) +
                              ") took its place");
    return;
  }
  const bool plain_steps = steps && (marker.female.model == 2 || marker.male.model == 2);
  if (plain_steps && has_microvariants(spec.alleles)) {
    import.warnings.push_back(
        "marker " + marker.name +
        ": the stepwise model without rate2 has no mutation between whole and partial repeats (9 and 9.3)");
  }
}

void set_alleles(genetics::MarkerSpec& spec, const Marker& marker, Import& import) {
  const auto* range = genetics::find_marker_range(marker.name);
  for (std::size_t i = 0; i < marker.alleles.size(); ++i) {
    const auto label = allele_label(marker.alleles[i]);
    if (label != kAlleleZero && !read_listed_allele(marker.alleles[i], range)) {
      import.errors.push_back(
          "marker " + marker.name + ": found allele '" + marker.alleles[i] + "'; expected " +
          expected_allele(marker.alleles[i], {true, range},
                          "a repeat number such as 9 or 9.3, <6, >15, a single letter or Rest allele"));
      continue;
    }
    if (label != genetics::canonical_allele(marker.alleles[i])) {
      import.warnings.push_back("marker " + marker.name + ": allele '" + marker.alleles[i] + "' is called " + label +
                                ", as 0 stands for nothing seen");
    }
    if (!(marker.frequencies[i] > 0 && marker.frequencies[i] <= 1)) {
      import.warnings.push_back("marker " + marker.name + ": allele " + label + " with frequency " +
                                text::number_text(marker.frequencies[i]) + " is left out");
      continue;
    }
    spec.alleles.push_back(label);
    spec.frequencies.push_back(marker.frequencies[i]);
  }
}

}  // namespace

std::string allele_label(const std::string& label) {
  auto canonical = genetics::canonical_allele(label);
  return canonical == "0" ? std::string(kAlleleZero) : canonical;
}

std::optional<DraftTyping> typing_of(const Genotype& genotype, const Marker& marker, const std::string& subject,
                                     Import& import) {
  const auto* range = genetics::find_marker_range(marker.name);
  const AlleleRule rule{.decimal_comma = true, .range = range};
  DraftTyping typing{.sample = subject, .subject = subject, .marker = marker.name, .alleles = {}};
  for (const auto& text : {genotype.first, genotype.second}) {
    const auto label = allele_label(text);
    const bool is_listed = std::any_of(marker.alleles.begin(), marker.alleles.end(),
                                       [&](const std::string& listed) { return allele_label(listed) == label; });
    const auto cell = read_allele_cell(text, rule);
    if (is_listed || cell.content == CellContent::allele) {
      typing.alleles.push_back(label);
    } else if (cell.content == CellContent::two_alleles || cell.content == CellContent::unreadable) {
      import.errors.push_back("'" + subject + "' at " + genotype.marker + ": found allele '" + text + "'; expected " +
                              expected_allele(text, rule));
    }
  }
  if (typing.alleles.empty()) return std::nullopt;
  typing.partial = typing.alleles.size() == 1;  // Familias writes a homozygote twice
  if (typing.partial) import.lost_alleles.push_back(subject + " " + marker.name + " " + typing.alleles.front());
  return typing;
}

const Marker* find_marker(const Project& project, const std::string& name) {
  const auto same_name = [&](const Marker& m) { return m.name == name; };
  auto found = std::find_if(project.markers.begin(), project.markers.end(), same_name);
  if (found == project.markers.end()) {
    const auto key = genetics::marker_key(name);
    found = std::find_if(project.markers.begin(), project.markers.end(),
                         [&](const Marker& m) { return genetics::marker_key(m.name) == key; });
  }
  return found == project.markers.end() ? nullptr : &*found;
}

DraftMarker to_marker(const Marker& marker, double theta, Import& import) {
  DraftMarker draft;
  auto& spec = draft.spec;
  spec.name = genetics::canonical_marker(marker.name);
  spec.kind = genetics::known_marker_kind(marker.name).value_or(genetics::MarkerKind::autosomal);
  if (spec.kind != genetics::MarkerKind::autosomal) {
    import.warnings.push_back("marker " + marker.name + " is not autosomal; it is written as kind " +
                              std::string(genetics::to_string(spec.kind)));
  }
  spec.theta = theta;
  set_alleles(spec, marker, import);
  if (marker.silent_frequency) {
    spec.silent_frequency = *marker.silent_frequency;
    import.warnings.push_back("marker " + marker.name + " has a silent allele (frequency " +
                              text::number_text(*marker.silent_frequency) +
                              "): check how it was read, no such file was seen before");
  }
  if (marker.database_size >= 1 && marker.database_size < 4e9) {
    spec.chromosomes = static_cast<std::uint32_t>(std::lround(marker.database_size));
  }
  if (marker.minor_allele_frequency > 0 && marker.minor_allele_frequency <= 0.5) {
    draft.min_frequency = marker.minor_allele_frequency;
  }
  set_mutation(spec, marker, import);
  return draft;
}

}  // namespace kith::intake::familias

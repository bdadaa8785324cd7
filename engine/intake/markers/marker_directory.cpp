#include "intake/markers/marker_directory.hpp"

#include <algorithm>
#include <cctype>

#include "genetics/markers/marker_names.hpp"
#include "intake/profiles/genotype_cells.hpp"

namespace kith::intake {

using genetics::MarkerKind;

namespace {

bool is_letter(const std::string& label) {
  return label.size() == 1 && std::isalpha(static_cast<unsigned char>(label.front())) != 0;
}

}  // namespace

AlleleLabels::AlleleLabels(std::vector<std::string> listed, const genetics::MarkerRange* range)
    : labels_(std::move(listed)), n_listed_(labels_.size()), range_(range) {
  for (std::size_t i = 0; i < labels_.size(); ++i) canonical_.emplace(labels_[i], static_cast<LabelIndex>(i));
}

LabelIndex AlleleLabels::find_or_add(std::string_view text, bool decimal_comma) {
  auto& as_written = as_written_[decimal_comma ? 1 : 0];
  const auto known = as_written.find(text);
  if (known != as_written.end()) return known->second;
  const auto index = resolve(text, decimal_comma);
  if (index != kNoLabel) as_written.emplace(text, index);
  return index;
}

LabelIndex AlleleLabels::resolve(std::string_view text, bool decimal_comma) {
  const auto cell = read_allele_cell(text, {decimal_comma, range_});
  switch (cell.content) {
    case CellContent::nothing:
    case CellContent::not_seen:
      return kNothingSeen;
    case CellContent::unusable:
      return kOffLadder;
    case CellContent::two_alleles:
      return kTwoAlleles;
    case CellContent::allele:
      return cell.flagged ? kNoLabel : add(cell.label);
    case CellContent::wildcard: {
      const auto label = genetics::canonical_allele(text);
      if (canonical_.contains(label)) return canonical_.find(label)->second;
      const auto repeats = genetics::repeat_number(label);  // 99: an allele where alleles are counted in base pairs
      if (!repeats) return kNoLabel;
      return genetics::is_far_outside(range_, *repeats) ? kOffLadder : add(label);
    }
    case CellContent::either:
    case CellContent::unreadable:
      break;
  }
  return kNoLabel;
}

LabelIndex AlleleLabels::add(const std::string& label) {
  if (const auto found = canonical_.find(label); found != canonical_.end()) return found->second;
  // A letter is no allele of a marker that lists numbers only: laboratories write F where the second allele failed.
  const auto listed_end = labels_.begin() + static_cast<std::ptrdiff_t>(n_listed_);
  if (is_letter(label) && std::none_of(labels_.begin(), listed_end, is_letter)) return kNoLabel;
  if (labels_.size() >= genetics::Marker::kMaxAlleles) return kNoLabel;
  const auto index = static_cast<LabelIndex>(labels_.size());
  canonical_.emplace(label, index);
  labels_.push_back(label);
  return index;
}

MarkerDirectory::MarkerDirectory(const FrequencyTables& frequencies, const MarkerTable& markers)
    : frequencies_(frequencies), markers_(markers), amelogenin_({"X", "Y"}) {
  for (std::size_t i = 0; i < frequencies.markers.size(); ++i) {
    const auto& entry = frequencies.markers[i];
    const auto key = genetics::marker_key(entry.name);
    const auto kind = kind_of(key, entry.name);
    if (kind != MarkerKind::autosomal && kind != MarkerKind::x_linked) continue;
    locus_by_key_.emplace(key, static_cast<std::uint16_t>(scored_.size()));
    scored_.push_back(i);
    x_linked_.push_back(kind == MarkerKind::x_linked);
    labels_.emplace_back(entry.alleles, genetics::find_marker_range(entry.name));
  }
}

MarkerKind MarkerDirectory::kind_of(std::string_view key, std::string_view name) const {
  const auto* settings = markers_.find(key);
  if (settings != nullptr && settings->kind) return *settings->kind;
  return genetics::known_marker_kind(name).value_or(MarkerKind::autosomal);
}

MarkerRef MarkerDirectory::find(std::string_view name) {
  const auto known = as_written_.find(name);
  if (known != as_written_.end()) return known->second;
  const auto ref = resolve(name);
  as_written_.emplace(name, ref);
  return ref;
}

MarkerRef MarkerDirectory::resolve(std::string_view name) const {
  const auto key = genetics::marker_key(name);
  if (const auto locus = locus_by_key_.find(key); locus != locus_by_key_.end()) {
    return {MarkerUse::scored, locus->second};
  }
  static const auto amelogenin_key = genetics::marker_key("Amelogenin");
  const auto kind = kind_of(key, name);
  if (kind == MarkerKind::autosomal) return {MarkerUse::unknown, 0};
  const bool is_listed = !is_y_or_x_number(name) || MarkerLexicon::is_built_in(name) || markers_.find(key) != nullptr ||
                         frequencies_.by_key.contains(key);
  if (kind == MarkerKind::y_linked) return {MarkerUse::y_haplotype, 0, is_listed};
  if (kind == MarkerKind::mitochondrial) return {MarkerUse::mt_haplotype, 0};
  if (kind == MarkerKind::sex_test && key == amelogenin_key) return {MarkerUse::amelogenin, kAmelogeninLocus};
  return {MarkerUse::unscored, 0, is_listed};
}

MarkerLexicon MarkerDirectory::lexicon() const {
  MarkerLexicon lexicon;
  for (const auto& marker : frequencies_.markers) lexicon.add(marker.name);
  for (const auto& marker : markers_.markers) lexicon.add(marker.name);
  return lexicon;
}

const std::string& MarkerDirectory::name(std::uint16_t locus) const {
  static const std::string amelogenin = "Amelogenin";
  return locus == kAmelogeninLocus ? amelogenin : frequencies_.markers[scored_[locus]].name;
}

}  // namespace kith::intake

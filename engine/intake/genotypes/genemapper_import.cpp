#include "intake/genotypes/genemapper_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "genetics/haplotypes/y_haplotype.hpp"
#include "genetics/markers/marker_names.hpp"
#include "genetics/markers/marker_ranges.hpp"
#include "genetics/markers/single_alleles.hpp"
#include "intake/genotypes/mtdna_import.hpp"
#include "text/encoding.hpp"
#include "text/foreign_format.hpp"
#include "text/text_encoding.hpp"

namespace kith::intake {
namespace {

using genetics::MarkerKind;

std::string joined(const std::vector<std::string>& alleles) {
  std::string text;
  for (const auto& allele : alleles) text += (text.empty() ? "" : ", ") + allele;
  return text;
}

bool same_alleles(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

bool is_single(const GenotypeCells& genotype) {
  return genotype.kind == MarkerKind::autosomal && genotype.alleles.size() == 1;
}

/// "13" beside "0" or "-", where there are two alleles to see.
bool other_is_not_known(const GenotypeCells& genotype) {
  const bool one_copy = genotype.kind == MarkerKind::mitochondrial ||
                        (genotype.kind == MarkerKind::y_linked && genetics::y_marker(genotype.marker).copies == 1);
  return genotype.other_not_seen && genotype.alleles.size() == 1 && !genotype.repeated && !one_copy;
}

/// How many genotypes, and three of them.
std::string examples_of(const std::vector<const GenotypeCells*>& genotypes) {
  constexpr std::size_t kShown = 3;
  std::string text = std::to_string(genotypes.size()) + (genotypes.size() == 1 ? " genotype: " : " genotypes: ");
  for (std::size_t i = 0; i < std::min(genotypes.size(), kShown); ++i) {
    const auto& genotype = *genotypes[i];
    text += (i == 0 ? "" : ", ") + genotype.sample + " " + genotype.marker + " " + genotype.alleles.front();
  }
  return text + (genotypes.size() > kShown ? ", ..." : "");
}

}  // namespace

void GenotypeImport::add_table(std::string_view bytes, const std::string& file) {
  const auto table = parse(bytes, file);
  if (table.n_columns() == 0) return;
  if (is_genis_mtdna(table)) return add_mtdna(bytes, file);
  auto content = read_genotypes(table, problems_);
  for (const auto& [type, n_rows] : content.left_out) left_out_[type] += n_rows;
  const bool in_full = mark_partial(content.genotypes, file);
  for (auto& genotype : content.genotypes) {
    samples_.emplace(genotype.sample, Place{file, genotype.line, content.sample_column});
    const Place place{file, genotype.line, genotype.column};
    add(std::move(genotype), place, !in_full);
  }
}

void GenotypeImport::add_mtdna(std::string_view bytes, const std::string& file) {
  for (auto& sample : import_mtdna(bytes, file, false, problems_).samples) {
    const Place place{file, 0, "Sample Name"};
    samples_.emplace(sample.id, place);
    add({.sample = std::move(sample.id),
         .marker = "mtDNA",
         .kind = MarkerKind::mitochondrial,
         .alleles = {std::move(sample.cell)}},
        place, false);
  }
}

text::CsvTable GenotypeImport::parse(std::string_view bytes, const std::string& file) {
  if (const auto foreign = text::foreign_format(bytes, text::Reads::table)) {
    report(Severity::error, Errc::unsupported_format, {file, 0, ""}, std::string(foreign->what),
           std::string(foreign->todo));
    return {};
  }
  const auto decoded = text::decode_foreign(bytes);
  if (!decoded) {
    report(Severity::error, decoded.error().code, {file, 0, ""}, decoded.error().message,
           "text in UTF-8, UTF-16 or Windows-1252");
    return {};
  }
  const auto& [text, encoding] = decoded.value();
  if (encoding == "Windows-1252") {
    const auto likely = text::likeliest_encoding(bytes);
    problems_.add({.severity = Severity::warning,
                   .code = Errc::unsupported_format,
                   .file = file,
                   .message = "this is not UTF-8; it was read as Windows-1252, " +
                              (likely.empty() || likely == "windows-1252"
                                   ? "which garbles names in other alphabets"
                                   : "but by its letters it may be " + text::likely_encodings(bytes) +
                                         ": run again with --encoding " + likely)});
  }
  if (const auto n_titles = text::title_lines(text); n_titles > 0) {
    report(Severity::error, Errc::unsupported_format, {file, 1, ""},
           std::to_string(n_titles) + (n_titles == 1 ? " line" : " lines") + " of title above the header",
           "the header in the first line: delete what stands above it (GeneMarker's reports begin so)");
    return {};
  }
  return text::CsvTable::parse(text, file, problems_);
}

bool GenotypeImport::mark_partial(std::vector<GenotypeCells>& genotypes, const std::string& file) {
  const auto in_full = std::find_if(genotypes.begin(), genotypes.end(), [](const GenotypeCells& genotype) {
    return is_single(genotype) && genotype.repeated;
  });
  std::vector<const GenotypeCells*> alone;
  std::vector<const GenotypeCells*> beside_sign;
  for (auto& genotype : genotypes) {
    const bool suspicious = in_full != genotypes.end() && is_single(genotype) && !genotype.repeated &&
                            !genotype.incomplete && !other_is_not_known(genotype);
    if (genotype.incomplete && !is_single(genotype)) genotype.alleles.clear();
    if (other_is_not_known(genotype)) beside_sign.push_back(&genotype);
    if (suspicious) alone.push_back(&genotype);
    genotype.incomplete = genotype.incomplete || suspicious || other_is_not_known(genotype);
  }
  const auto place_of = [&](const GenotypeCells& genotype) { return Place{file, genotype.line, genotype.column}; };
  if (!beside_sign.empty()) {
    report(Severity::warning, Errc::missing_value, place_of(*beside_sign.front()),
           "one allele beside a sign that names none in " + examples_of(beside_sign),
           "two alleles (a homozygote's twice); the second one counts as not known (partial)");
  }
  if (!alone.empty()) {
    report(Severity::warning, Errc::missing_value, place_of(*alone.front()), "one allele in " + examples_of(alone),
           "two alleles, as row " + std::to_string(in_full->line) +
               " writes a homozygote; the second one counts as not seen (partial)");
  }
  return in_full != genotypes.end();
}

void GenotypeImport::add(GenotypeCells genotype, const Place& place, bool written_once) {
  if (genotype.alleles.empty()) return;
  const auto key = std::pair(genotype.sample, genetics::marker_key(genotype.marker));
  const auto [found, is_new] = typing_at_.emplace(key, typings_.size());
  const bool adds_up = genotype.kind == MarkerKind::mitochondrial;  // a range, and differences, in several rows
  if (is_new || adds_up) {
    typings_.push_back({.sample = genotype.sample,
                        .subject = genotype.sample,
                        .marker = std::move(genotype.marker),
                        .alleles = std::move(genotype.alleles),
                        .partial = genotype.incomplete});
    places_.push_back(place);
    written_once_.push_back(written_once);
    return;
  }
  const auto& typing = typings_[found->second];
  if (same_alleles(typing.alleles, genotype.alleles) && typing.partial == genotype.incomplete) return;
  const auto& above = places_[found->second];
  const auto text = [](const std::vector<std::string>& alleles, bool partial) {
    return joined(alleles) + (partial ? " (partial)" : "");
  };
  report(Severity::error, Errc::duplicate_id, place, text(genotype.alleles, genotype.incomplete),
         text(typing.alleles, typing.partial) + " as in " + above.file + ":" + std::to_string(above.line) +
             ": one result of sample " + typing.sample + " at " + typing.marker);
}

void GenotypeImport::map_subjects(std::string_view bytes, const std::string& file) {
  const auto table = parse(bytes, file);
  if (table.n_columns() == 0) return;
  TableColumns columns(table, problems_, TableColumns::Origin::other_program);
  const auto sample_column = columns.require("sample_id");
  const auto subject_column = columns.require("subject_id");
  if (!columns.complete()) return;
  TextMap<std::string> subject_of;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto sample = columns.required_text(row, sample_column, "the name of a sample");
    const auto subject = columns.required_text(row, subject_column, "a person_id or a remains_id");
    if (!sample || !subject) continue;
    const auto [found, is_new] = subject_of.emplace(*sample, *subject);
    if (!is_new && found->second != *subject) {
      columns.error(Errc::duplicate_id, row, subject_column,
                    found->second + ", to whom sample " + found->first + " belongs above");
    }
  }
  for (const auto& [sample, place] : samples_) {
    if (subject_of.contains(sample)) continue;
    report(Severity::error, Errc::unknown_id, place, sample, "a sample_id of " + file);
  }
  for (auto& typing : typings_) {
    if (const auto found = subject_of.find(typing.sample); found != subject_of.end()) typing.subject = found->second;
  }
}

void GenotypeImport::mark_samples_partial(const std::vector<std::string>& samples) {
  for (const auto& sample : samples) {
    if (!samples_.contains(sample))
      report(Severity::error, Errc::unknown_id, {"--partial", 0, ""}, sample, "a sample of the tables, or auto");
    for (auto& typing : typings_) typing.partial = typing.partial || typing.sample == sample;
  }
}

void GenotypeImport::mark_improbable_samples_partial() {
  struct Singles {
    std::vector<double> homozygosity{};
    std::size_t n = 0;
  };
  std::map<std::string, Singles> of_samples;
  for (std::size_t i = 0; i < typings_.size(); ++i) {
    const auto& typing = typings_[i];
    const auto kind = genetics::known_marker_kind(typing.marker).value_or(MarkerKind::autosomal);
    if (!written_once_[i] || typing.partial || kind != MarkerKind::autosomal || typing.alleles.size() > 2) continue;
    const auto* range = genetics::find_marker_range(typing.marker);
    auto& singles = of_samples[typing.sample];
    singles.homozygosity.push_back(range == nullptr ? genetics::kUsualHomozygosity : range->homozygosity);
    singles.n += typing.alleles.size() == 1 ? 1U : 0U;
  }
  for (const auto& [sample, singles] : of_samples) {
    const double p = genetics::probability_of_singles(singles.homozygosity, singles.n);
    if (!genetics::is_too_many_singles(p, of_samples.size())) continue;
    const double mean = std::accumulate(singles.homozygosity.begin(), singles.homozygosity.end(), 0.0);
    mark_samples_partial({sample});
    report(Severity::warning, Errc::missing_value, samples_.at(sample),
           fmt::format("one allele alone at {} of {} autosomal markers of sample {}", singles.n,
                       singles.homozygosity.size(), sample),
           fmt::format("about {:.1f} homozygotes (so many or more: probability {:.1g}); the sample is marked partial",
                       mean, p));
  }
}

void GenotypeImport::report(Severity severity, Errc code, const Place& place, std::string found, std::string expected) {
  problems_.add({.severity = severity,
                 .code = code,
                 .file = place.file,
                 .row = place.line,
                 .column = place.column,
                 .found = std::move(found),
                 .expected = std::move(expected)});
}

}  // namespace kith::intake

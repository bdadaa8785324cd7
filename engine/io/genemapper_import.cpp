#include "io/genemapper_import.hpp"

#include <algorithm>

#include "genetics/marker_names.hpp"
#include "io/mtdna_import.hpp"
#include "io/text_encoding.hpp"

namespace kith::io {
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

}  // namespace

void GenotypeImport::add_table(std::string_view bytes, const std::string& file) {
  const auto table = parse(bytes, file);
  if (table.n_columns() == 0) return;
  if (is_genis_mtdna(table)) return add_mtdna(bytes, file);
  auto content = read_genotypes(table, problems_);
  for (const auto& [type, n_rows] : content.left_out) left_out_[type] += n_rows;
  mark_partial(content.genotypes, file);
  for (auto& genotype : content.genotypes) {
    samples_.emplace(genotype.sample, Place{file, genotype.line, content.sample_column});
    const Place place{file, genotype.line, genotype.column};
    add(std::move(genotype), place);
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
        place);
  }
}

CsvTable GenotypeImport::parse(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_foreign(bytes);
  if (!decoded) {
    report(Severity::error, decoded.error().code, {file, 0, ""}, decoded.error().message,
           "text in UTF-8, UTF-16 or Windows-1252");
    return {};
  }
  const auto& [text, encoding] = decoded.value();
  if (encoding == "Windows-1252") {
    report(Severity::warning, Errc::unsupported_format, {file, 0, ""}, "bytes that are not UTF-8",
           "UTF-8; it was read as Windows-1252, which garbles names in other alphabets");
  }
  return CsvTable::parse(text, file, problems_);
}

void GenotypeImport::mark_partial(std::vector<GenotypeCells>& genotypes, const std::string& file) {
  const auto in_full = std::find_if(genotypes.begin(), genotypes.end(), [](const GenotypeCells& genotype) {
    return is_single(genotype) && genotype.repeated;
  });
  std::size_t n_suspicious = 0;
  std::string examples;
  Place first;
  for (auto& genotype : genotypes) {
    const bool suspicious = in_full != genotypes.end() && is_single(genotype) && !genotype.repeated &&
                            !genotype.incomplete;
    if (genotype.incomplete && !is_single(genotype)) genotype.alleles.clear();
    if (!suspicious) continue;
    genotype.incomplete = true;
    if (++n_suspicious > 3) continue;
    examples += (examples.empty() ? "" : ", ") + genotype.sample + " " + genotype.marker + " " +
                genotype.alleles.front();
    if (n_suspicious == 1) first = {file, genotype.line, genotype.column};
  }
  if (n_suspicious == 0) return;
  report(Severity::warning, Errc::missing_value, first,
         "one allele in " + std::to_string(n_suspicious) + (n_suspicious == 1 ? " genotype: " : " genotypes: ") +
             examples + (n_suspicious > 3 ? ", ..." : ""),
         "two alleles, as row " + std::to_string(in_full->line) +
             " writes a homozygote; the second one counts as not seen (partial)");
}

void GenotypeImport::add(GenotypeCells genotype, const Place& place) {
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
  TableColumns columns(table, problems_);
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

void GenotypeImport::report(Severity severity, Errc code, const Place& place, std::string found, std::string expected) {
  problems_.add({.severity = severity,
                 .code = code,
                 .file = place.file,
                 .row = place.line,
                 .column = place.column,
                 .found = std::move(found),
                 .expected = std::move(expected)});
}

}  // namespace kith::io

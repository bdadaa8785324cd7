#include "io/case_reader.hpp"

#include <tbb/parallel_invoke.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "genetics/marker_names.hpp"
#include "io/amelogenin.hpp"
#include "io/attributes_table.hpp"
#include "io/frequencies_table.hpp"
#include "io/genotype_codes.hpp"
#include "io/haplotype_counts_table.hpp"
#include "io/haplotypes_table.hpp"
#include "io/idle_relatives.hpp"
#include "io/joins_table.hpp"
#include "io/lineage_profiles.hpp"
#include "io/lost_alleles.hpp"
#include "io/marker_builder.hpp"
#include "io/marker_directory.hpp"
#include "io/markers_table.hpp"
#include "io/place_tables.hpp"
#include "io/populations.hpp"
#include "io/profile_merge.hpp"
#include "io/profile_rows.hpp"
#include "io/relatives_table.hpp"
#include "io/staff_table.hpp"
#include "io/subjects.hpp"
#include "io/synonyms_table.hpp"
#include "io/unread_files.hpp"
#include "io/weights_file.hpp"

namespace kith::io {
namespace {

using genetics::AlleleIndex;
using genetics::MarkerKind;
using genetics::Sex;

/// A table with a header and no rows. One that could not be read has no columns.
bool is_empty(const CsvTable& table) { return table.n_columns() > 0 && table.n_rows() == 0; }

class CaseReader {
 public:
  CaseReader(std::filesystem::path folder, const CaseOptions& options, const matching::Progress& progress,
             const ReadingPieces& pieces)
      : folder_(std::move(folder)), options_(options), progress_(progress), pieces_(pieces) {}

  CaseReading read() {
    if (!std::filesystem::is_directory(folder_)) {
      result_.problems.add(
          {.code = Errc::file_unreadable,
           .file = folder_.string(),
           .message = "there is no such folder; a case folder holds frequencies.csv, relatives.csv and profiles.csv"});
      return std::move(result_);
    }
    unread_ = find_unread_files(folder_);
    has_dna_ = exists("frequencies.csv") || exists("markers.csv") || exists("profiles.csv");
    if (cannot_begin()) return std::move(result_);
    if (!has_dna_) {
      log().add({.severity = Severity::warning,
                 .code = Errc::missing_value,
                 .file = "profiles.csv",
                 .message = "the case has no profiles.csv, frequencies.csv or markers.csv: there is no DNA, and it is "
                            "read with descriptions alone"});
    }
    // The largest table is parsed beside the others: only what its cells mean depends on them.
    tbb::parallel_invoke([this] { read_people(); }, [this] { parse_profiles(); });
    report(0.4);
    read_genotypes();
    finish_missing();
    if (const auto table = open("identifications.csv", false))
      case_.places.identifications = read_identifications(*table, case_.missing, case_.remains, log());
    if (const auto table = open("joins.csv", false))
      case_.joins = read_joins(*table, case_.remains, case_.places.identifications, log());
    result_.input_files.insert(result_.input_files.end(), markers_.matrix_files.begin(), markers_.matrix_files.end());
    warn_of_tables_left_out();
    report_unread_files(unread_, result_.input_files, options_.ignore_unread, log());
    for (auto& added : result_.added_alleles) added.population = result_.population;
    if (!log().has_errors()) result_.content = std::move(case_);
    return std::move(result_);
  }

 private:
  ProblemLog& log() { return result_.problems; }

  [[nodiscard]] bool exists(const char* name) const { return std::filesystem::exists(folder_ / name); }

  /// Nothing to read yet, or a table that others refer to is missing: what would follow from that is not said.
  bool cannot_begin() {
    if (is_blank_case(folder_)) {
      log().add({.code = Errc::missing_value,
                 .file = folder_.string(),
                 .found = "tables without a row",
                 .expected = "a case; nothing is in it yet (the README.md of kith new shows a row of each table)"});
      return true;
    }
    std::vector<std::string> lacking;
    for (const char* name : {"relatives.csv", "frequencies.csv", "profiles.csv"}) {
      const bool is_needed = has_dna_ || std::string_view(name) == "relatives.csv";
      if (is_needed && !exists(name)) lacking.emplace_back(name);
    }
    if (lacking.empty()) return false;
    report_unread_files(unread_, {}, options_.ignore_unread, log());
    for (const auto& name : lacking) lists_file(name, true);
    return true;
  }

  /// A table that only another one makes sense of.
  void warn_of_tables_left_out() {
    if (log().has_errors()) return;
    for (const auto& table : table_specs()) {
      const std::string name(table.file);
      const auto& read = result_.input_files;
      if (!table.is_matched || table.columns.empty() || std::find(read.begin(), read.end(), name) != read.end() ||
          !std::filesystem::exists(folder_ / name))
        continue;
      log().add({.severity = Severity::warning,
                 .code = Errc::file_unreadable,
                 .file = name,
                 .found = "a table that was not read",
                 .expected = "profiles.csv beside it; without one it has no use"});
    }
  }

  /// Whether the file is there; that it is not is an error where it is `required`.
  bool lists_file(const std::string& name, bool required) {
    if (std::filesystem::exists(folder_ / name)) {
      result_.input_files.push_back(name);
      return true;
    }
    const bool is_misnamed = std::any_of(unread_.begin(), unread_.end(), [&](const UnreadFile& file) {
      return file.intended == name && file.is_near && !options_.ignore_unread;  // an error of its own
    });
    if (required && !is_misnamed) {
      log().add({.code = Errc::file_unreadable,
                 .file = name,
                 .message = "there is no such file; a case needs this file in the case folder"});
    }
    return false;
  }

  std::optional<CsvTable> open(const std::string& name, bool required) {
    return lists_file(name, required) ? std::optional(CsvTable::read(folder_ / name, log(), options_.encoding))
                                      : std::nullopt;
  }

  /// All that profiles.csv refers to.
  void read_people() {
    read_markers_and_frequencies();
    const auto relatives_table = open("relatives.csv", true);
    if (relatives_table) relatives_ = read_relatives(*relatives_table, log());
    read_subjects();
    if (relatives_table) case_.families = make_families(relatives_, *relatives_table, log());
    if (!log().has_errors()) warn_of_half_siblings(relatives_, log());
    assign_populations(frequencies_, case_.missing, log());
  }

  void parse_profiles() {
    if (exists("profiles.csv"))
      profiles_ = CsvTable::read_pieces(folder_ / "profiles.csv", profiles_log_, pieces_.bytes, options_.encoding);
  }

  void read_markers_and_frequencies() {
    if (const auto table = open("frequencies.csv", has_dna_)) frequencies_ = read_frequencies(*table, options_, log());
    const auto table = open("markers.csv", false);
    if (table) markers_ = read_markers(*table, folder_, options_, log());
    result_.population = frequencies_.population;
    result_.populations = frequencies_.populations;
    directory_.emplace(frequencies_, markers_);
    defaults_ = default_settings(options_);
    for (std::size_t locus = 0; locus < directory_->n_loci(); ++locus) {
      const auto* listed = markers_.find(genetics::marker_key(directory_->name(static_cast<std::uint16_t>(locus))));
      settings_.push_back(listed != nullptr ? listed : &defaults_);
    }
    const auto* amelogenin = markers_.find(genetics::marker_key("Amelogenin"));
    settings_.push_back(amelogenin != nullptr ? amelogenin : &defaults_);
    warn_of_missing_models(table.has_value());
    warn_of_missing_frequencies();
  }

  void warn_of_missing_models(bool has_table) {
    if (has_table && markers_.markers.empty() && log().has_errors()) return;
    const bool run_has_model = options_.mutation_male.kind != genetics::MutationKind::none ||
                               options_.mutation_female.kind != genetics::MutationKind::none;
    if (run_has_model) return;
    std::string names;
    for (std::size_t locus = 0; locus < directory_->n_loci(); ++locus) {
      if (settings_[locus] != &defaults_) continue;
      names += (names.empty() ? "" : ", ") + directory_->name(static_cast<std::uint16_t>(locus));
    }
    if (names.empty()) return;
    log().add({.severity = Severity::warning,
               .code = Errc::missing_value,
               .file = "markers.csv",
               .column = "mutation_model",
               .message = std::string(has_table ? "rows are missing" : "there is no such file") +
                          ": no mutation model is given and none is on for " + names +
                          "; one mutation in a true family then excludes it"});
  }

  void warn_of_missing_frequencies() {
    if (frequencies_.markers.empty() && log().has_errors()) return;
    std::string names;
    std::size_t n = 0, first_line = 0;
    for (const auto& marker : markers_.markers) {
      const auto kind = marker.kind ? *marker.kind
                                    : genetics::known_marker_kind(marker.name).value_or(MarkerKind::autosomal);
      if ((kind != MarkerKind::autosomal && kind != MarkerKind::x_linked) ||
          frequencies_.by_key.contains(genetics::marker_key(marker.name)))
        continue;
      if (n++ == 0) first_line = marker.line;
      names += (names.empty() ? "" : ", ") + marker.name;
    }
    if (n == 0) return;
    log().add({.severity = Severity::warning,
               .code = Errc::unknown_marker,
               .file = "markers.csv",
               .row = first_line,
               .column = "marker",
               .found = names,
               .expected = n == 1 ? "a marker of frequencies.csv; this one cannot be used"
                                  : "markers of frequencies.csv; these cannot be used"});
  }

  void read_subjects() {
    const auto missing = open("missing_persons.csv", false);
    const auto remains = open("remains.csv", false);
    evidence::CaseWords words;
    if (const auto table = open("attributes.csv", false)) {
      case_.attribute_parameters = read_attributes_table(*table, words.not_known, log());
    }
    if (const auto table = open("synonyms.csv", false)) read_synonyms(*table, words.synonyms, log());
    const auto relatives_known = !relatives_.persons.empty();
    auto read = read_missing_persons(missing && relatives_known ? &*missing : nullptr, relatives_, log(), words);
    case_.missing = std::move(read.missing);
    sex_left_open_ = std::move(read.sex_left_open);
    if (remains) case_.remains = read_remains(*remains, relatives_, log(), words);
    // Where a table of persons or remains could not be read, its ids are not known, and that was said once.
    const bool lost = log().has_errors() &&
                      (!relatives_known || (remains && case_.remains.empty() && !is_empty(*remains)));
    subjects_.emplace(relatives_, case_.remains, !remains || lost);
    read_places(missing, remains, words);
    if (options_.weights.empty()) return;
    result_.input_files.push_back(options_.weights.string());
    case_.weights = read_weights(folder_ / options_.weights, log());
  }

  void read_places(const std::optional<CsvTable>& missing, const std::optional<CsvTable>& remains,
                   const evidence::CaseWords& words) {
    const auto events = open("events.csv", false);
    const auto sites = open("sites.csv", false);
    if (events) case_.places.events = read_events(*events, log(), words);
    if (sites) case_.places.sites = read_sites(*sites, log(), words);
    const bool lost_events = events && case_.places.events.empty() && !is_empty(*events);
    const bool lost_sites = sites && case_.places.sites.empty() && !is_empty(*sites);
    if (const auto counts = open("event_sites.csv", false)) {
      read_event_sites(*counts, events.has_value() && !lost_events, sites.has_value() && !lost_sites, case_.places,
                       log());
    }
    const auto listed_events = positions_by_id(case_.places.events), listed_sites = positions_by_id(case_.places.sites);
    if (events && missing && !lost_events)
      check_ids(*missing, "event_id", listed_events, "events.csv", words.not_known, log());
    if (sites && remains && !lost_sites)
      check_ids(*remains, "site_id", listed_sites, "sites.csv", words.not_known, log());
    // An id such as `unknown` is one where its table lists it, and says nothing elsewhere.
    const auto clear = [&](std::string& id, const TextMap<std::uint32_t>& listed) {
      if (!listed.contains(id) && words.not_known.says(id) != evidence::Says::something) id.clear();
    };
    for (auto& each : case_.missing) clear(each.description.place.event, listed_events);
    for (auto& each : case_.remains) clear(each.description.place.site, listed_sites);
  }

  void report(double fraction) const {
    if (progress_) progress_(fraction);
  }

  void read_genotypes() {
    if (!lists_file("profiles.csv", has_dna_) || profiles_.empty()) return;
    log().append(std::move(profiles_log_));
    const std::string file = profiles_[0].file();
    const auto rows = read_profiles(profiles_, *directory_, settings_, options_.partial_dropout, *subjects_, log());
    profiles_.clear();
    report(0.6);
    auto merged = merge_profiles(rows, *directory_, *subjects_, file, log(), pieces_.samples);
    report(0.8);
    for (auto& part : merged) set_aside(std::move(part.set_aside));
    build_panel(merged, rows, file);
    warn_of_single_alleles(rows, homozygosities(), file, log());
    read_haplotypes_of(rows, file);
    if (const auto staff = open("elimination.csv", false)) {
      case_.staff = read_staff(*staff, *directory_, settings_, allele_of_label_, log());
    }
    if (log().has_errors()) return;  // there will be no case to put genotypes into
    for (const auto& part : merged) {
      for (const auto& typing : part.amelogenin) set_amelogenin(typing, part, file);
    }
    set_genotypes(merged, file);
    warn_of_x_clusters();
    warn_of_unknown_sex(case_, relatives_, log());
    warn_of_unlinked(case_, relatives_, log());
    report(1);
    for (std::size_t sample = 0; sample < rows.samples.size(); ++sample) {
      const auto subject = rows.sample_subjects[sample];
      if (!subjects_->is_person(subject)) remains_of(subject).samples.push_back(rows.samples[sample]);
    }
    warn_of_untyped_references();
  }

  /// Y and mtDNA rows of profiles.csv, and the database.
  void read_haplotypes_of(const ProfileRows& rows, const std::string& file) {
    const LineageSource source{file, [&](std::uint32_t subject) { return subjects_->id(subject); },
                               [&](const LineageRow& row) { return "sample " + rows.samples[row.sample]; }, log(),
                               result_.set_aside};
    auto lineages = read_lineages(rows.lineages, markers_, case_.y_markers, source);
    if (const auto table = open("haplotypes.csv", false)) {
      case_.haplotypes = read_haplotypes(*table, *directory_, markers_, case_.y_markers, result_.set_aside, log());
    }
    if (const auto table = open("haplotype_counts.csv", false)) {
      read_haplotype_counts(*table, *subjects_, lineages, case_.haplotypes, log());
    }
    if (log().has_errors()) return;
    for (auto& [subject, haplotype] : lineages.y) {
      if (subjects_->is_person(subject)) {
        const auto [family, person] = person_of(subject);
        case_.families[family].y.resize(case_.families[family].pedigree.size());
        case_.families[family].y[person] = std::move(haplotype);
      } else {
        remains_of(subject).y = std::move(haplotype);
      }
    }
    for (auto& [subject, haplotype] : lineages.mt) {
      if (subjects_->is_person(subject)) {
        const auto [family, person] = person_of(subject);
        case_.families[family].mt.resize(case_.families[family].pedigree.size());
        case_.families[family].mt[person] = std::move(haplotype);
      } else {
        remains_of(subject).mt = std::move(haplotype);
      }
    }
  }

  [[nodiscard]] bool has_haplotype(SubjectIndex subject) const {
    const auto [f, person] = person_of(subject);
    const auto& family = case_.families[f];
    return (person < family.y.size() && !family.y[person].empty()) ||
           (person < family.mt.size() && !family.mt[person].ranges.empty());
  }

  [[nodiscard]] Sex sex_of(SubjectIndex subject) {
    if (subjects_->is_person(subject)) {
      const auto [family, person] = person_of(subject);
      return case_.families[family].pedigree.sex(static_cast<pedigree::PersonIndex>(person));
    }
    const auto& remains = remains_of(subject);
    return remains.amelogenin != Sex::unknown ? remains.amelogenin : remains.sex;
  }

  /// Markers with the alleles that are listed or that some kept observation has.
  void build_panel(const std::vector<MergedProfiles>& merged, const ProfileRows& rows, const std::string& file) {
    std::vector<std::vector<bool>> used(directory_->n_loci());
    for (std::size_t locus = 0; locus < used.size(); ++locus) used[locus].resize(labels(locus).size());
    for (const auto& part : merged) mark_used(part, used);
    const auto seen = odd_alleles(rows, file);
    for (std::size_t locus = 0; locus < used.size(); ++locus) {
      const AddedAlleles added{result_.added_alleles, options_.min_frequency, std::move(used[locus]), seen[locus]};
      auto built = build_marker(frequencies_.markers[directory_->frequency_entry(locus)], *settings_[locus],
                                directory_->labels(static_cast<std::uint16_t>(locus)), added, log());
      allele_of_label_.push_back(std::move(built.index_of_label));
      if (built.marker) case_.panel.markers.push_back(std::move(*built.marker));
    }
    case_.panel.dictionaries.resize(case_.panel.markers.size());
  }

  /// Where the alleles stand that no table lists; those that one lists, far outside the published range, are warned of.
  std::vector<std::vector<std::string>> odd_alleles(const ProfileRows& rows, const std::string& file) {
    std::vector<std::vector<bool>> odd(directory_->n_loci());
    for (std::size_t locus = 0; locus < odd.size(); ++locus) {
      const auto& alleles = directory_->labels(static_cast<std::uint16_t>(locus));
      for (std::size_t label = 0; label < alleles.labels().size(); ++label) {
        odd[locus].push_back(label >= alleles.n_listed() ||
                             !far_outside_text(alleles.range(), alleles.labels()[label]).empty());
      }
    }
    const auto seen = find_alleles(rows, odd);
    std::vector<std::vector<std::string>> places(odd.size());
    for (std::size_t locus = 0; locus < odd.size(); ++locus) {
      const auto& alleles = directory_->labels(static_cast<std::uint16_t>(locus));
      for (std::size_t label = 0; label < odd[locus].size(); ++label) {
        places[locus].push_back(seen_text(seen[locus][label], rows, file));
        if (label >= alleles.n_listed() || seen[locus][label].times == 0) continue;
        const auto& text = alleles.labels()[label];
        log().add({.severity = Severity::warning,
                   .code = Errc::unknown_allele,
                   .file = file,
                   .row = seen[locus][label].line,
                   .column = directory_->name(static_cast<std::uint16_t>(locus)),
                   .found = "allele " + text + " (" + places[locus].back() + ")",
                   .expected = "an allele in its range; this one is " + far_outside_text(alleles.range(), text)});
      }
    }
    return places;
  }

  /// Expected share of homozygotes, per locus; none at X-linked ones.
  [[nodiscard]] std::vector<std::optional<double>> homozygosities() const {
    std::vector<std::optional<double>> result(directory_->n_loci());
    for (std::size_t locus = 0; locus < result.size(); ++locus) {
      if (directory_->is_x_linked(static_cast<std::uint16_t>(locus))) continue;
      double sum = 0;
      double squares = 0;
      for (const double p : frequencies_.markers[directory_->frequency_entry(locus)].frequencies) {
        sum += p;
        squares += p * p;
      }
      const double theta = settings_[locus]->theta;
      if (sum > 0) result[locus] = theta + (1 - theta) * squares / (sum * sum);
    }
    return result;
  }

  static void mark_used(const MergedProfiles& part, std::vector<std::vector<bool>>& used) {
    for (const auto& typing : part.typings) {
      auto& of_locus = used[typing.locus];
      for_each_label(typing, part, [&](LabelIndex label) { of_locus[label] = true; });
    }
  }

  [[nodiscard]] const std::vector<std::string>& labels(std::size_t locus) {
    return directory_->labels(static_cast<std::uint16_t>(locus)).labels();
  }

  void set_genotypes(const std::vector<MergedProfiles>& merged, const std::string& file) {
    const GenotypePlaces places{
        .profile = [&](SubjectIndex subject) -> genetics::Profile& { return profile_of(subject); },
        .sex = [&](SubjectIndex subject) { return sex_of(subject); }};
    auto coded = code_genotypes(merged, {*directory_, *subjects_, allele_of_label_, file}, places, case_.panel);
    log().append(std::move(coded.problems));
    set_aside(std::move(coded.set_aside));
    result_.n_typed_genotypes += coded.n_typed;
  }

  void set_aside(std::vector<SetAside> more) {
    std::move(more.begin(), more.end(), std::back_inserter(result_.set_aside));
  }

  void set_amelogenin(const MergedTyping& typing, const MergedProfiles& part, const std::string& file) {
    const auto& names = directory_->labels(kAmelogeninLocus).labels();
    const std::optional<Sex> shown = sex_shown(typing, part, names);
    const Sex sex = shown.value_or(Sex::unknown);
    if (!shown) {
      std::string found;
      for_each_label(typing, part, [&](LabelIndex label) { found += (found.empty() ? "" : "/") + names[label]; });
      log().add({.severity = Severity::warning,
                 .code = Errc::bad_value,
                 .file = file,
                 .row = typing.line,
                 .column = "Amelogenin",
                 .found = found,
                 .expected = "X/X or X/Y; the sex by DNA of " + subjects_->id(typing.subject) + " stays unknown"});
    }
    if (subjects_->is_person(typing.subject)) {
      const auto [family, person] = person_of(typing.subject);
      case_.families[family].amelogenin[person] = sex;
      pedigree::Pedigree& pedigree = case_.families[family].pedigree;
      const auto index = static_cast<pedigree::PersonIndex>(person);
      if (pedigree.sex(index) == Sex::unknown) pedigree.settle_sex(index, sex);
    } else {
      remains_of(typing.subject).amelogenin = sex;
    }
  }

  [[nodiscard]] std::pair<std::size_t, std::size_t> person_of(SubjectIndex subject) const {
    const auto family = relatives_.persons[subject].family;
    const auto& rows = relatives_.families[family].persons;
    return {family, static_cast<std::size_t>(std::lower_bound(rows.begin(), rows.end(), subject) - rows.begin())};
  }

  matching::Remains& remains_of(SubjectIndex subject) { return case_.remains[subject - subjects_->n_persons()]; }

  genetics::Profile& profile_of(SubjectIndex subject) {
    if (!subjects_->is_person(subject)) return remains_of(subject).profile;
    const auto [family, person] = person_of(subject);
    return case_.families[family].profiles[person];
  }

  void warn_of_untyped_references() {
    for (std::size_t i = 0; i < relatives_.persons.size(); ++i) {
      const auto& person = relatives_.persons[i];
      const auto subject = static_cast<SubjectIndex>(i);
      if (person.role != matching::Role::reference || !profile_of(subject).empty() || has_haplotype(subject)) continue;
      log().add({.severity = Severity::warning,
                 .code = Errc::missing_value,
                 .file = "relatives.csv",
                 .row = person.line,
                 .column = "role",
                 .found = "reference " + person.id + " without a genotype",
                 .expected = "rows for a reference in profiles.csv"});
    }
  }

  /// Where the product over X-linked markers is none of independent factors.
  void warn_of_x_clusters() {
    std::map<std::string_view, std::string> clusters;
    for (const auto& marker : case_.panel.markers) {
      if (marker.kind() != MarkerKind::x_linked) continue;
      if (const auto cluster = genetics::x_cluster(marker.name()); !cluster.empty()) {
        auto& names = clusters[cluster];
        names += (names.empty() ? "" : ", ") + marker.name();
      }
    }
    for (const auto& [cluster, names] : clusters) {
      if (names.find(',') == std::string::npos) continue;
      log().add(
          {.severity = Severity::warning,
           .code = Errc::bad_value,
           .file = "frequencies.csv",
           .column = "marker",
           .found = names + ", which are inherited together",
           .expected = "one marker of each X-chromosomal cluster; these are multiplied as if they were independent"});
    }
  }

  /// The pedigree may know a sex the tables do not give: a father is male. "U" in missing_persons.csv leaves it open.
  void finish_missing() {
    if (log().has_errors()) return;
    for (std::size_t i = 0; i < case_.missing.size(); ++i) {
      auto& missing = case_.missing[i];
      if (missing.sex == Sex::unknown && !sex_left_open_[i])
        missing.sex = case_.families[missing.family].pedigree.sex(missing.person);
    }
  }

  bool has_dna_ = true;
  std::vector<UnreadFile> unread_;
  std::filesystem::path folder_;
  const CaseOptions& options_;
  const matching::Progress& progress_;
  const ReadingPieces& pieces_;
  CaseReading result_;
  matching::Case case_;
  FrequencyTables frequencies_;
  MarkerTable markers_;
  MarkerSettings defaults_;
  std::vector<const MarkerSettings*> settings_;  ///< one per scored locus, then amelogenin's
  std::optional<MarkerDirectory> directory_;
  RelativesTable relatives_;
  std::vector<bool> sex_left_open_;  ///< one per missing person
  std::optional<Subjects> subjects_;
  std::vector<std::vector<AlleleIndex>> allele_of_label_;  ///< per locus, LabelIndex -> allele
  std::vector<CsvTable> profiles_;                         ///< pieces of profiles.csv
  ProblemLog profiles_log_;                                ///< of their parsing
};

}  // namespace

CaseReading read_case(const std::filesystem::path& folder, const CaseOptions& options,
                      const matching::Progress& progress, const ReadingPieces& pieces) {
  return CaseReader(folder, options, progress, pieces).read();
}

}  // namespace kith::io

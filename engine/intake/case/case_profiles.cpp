#include "intake/case/case_profiles.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "genetics/markers/marker_names.hpp"
#include "intake/case/case_haplotypes.hpp"
#include "intake/case/settings_in_force.hpp"
#include "intake/markers/marker_builder.hpp"
#include "intake/people/idle_relatives.hpp"
#include "intake/people/staff_table.hpp"
#include "intake/profiles/amelogenin.hpp"
#include "intake/profiles/genotype_codes.hpp"
#include "intake/profiles/lost_alleles.hpp"
#include "intake/profiles/profile_merge.hpp"
#include "intake/profiles/profile_rows.hpp"
#include "matching/case/known_sex.hpp"

namespace kith::intake {
namespace {

using genetics::MarkerKind;
using genetics::Sex;

class ProfileReader {
 public:
  ProfileReader(std::size_t n_samples, const matching::Progress& report, CaseFiles& files, CaseParts& parts)
      : n_samples_(n_samples), report_(report), files_(files), parts_(parts) {}

  void read(std::vector<text::CsvTable> pieces) {
    const std::string file = pieces[0].file();
    const auto rows = read_profiles(pieces, *parts_.directory, parts_.settings, files_.options().partial_dropout,
                                    *parts_.subjects, log());
    pieces.clear();
    report(0.6);
    auto merged = merge_profiles(rows, *parts_.directory, *parts_.subjects, file, log(), n_samples_);
    report(0.8);
    for (auto& part : merged) set_aside(std::move(part.set_aside));
    build_panel(merged, rows, file);
    warn_of_single_alleles(rows, homozygosities(), file, log());
    read_case_haplotypes(rows, file, files_, parts_);
    if (const auto staff = files_.open("elimination.csv", false)) {
      parts_.content.staff = read_staff(*staff, *parts_.directory, parts_.settings, parts_.allele_of_label, log());
    }
    if (log().has_errors()) return;  // there will be no case to put genotypes into
    for (const auto& part : merged) {
      for (const auto& typing : part.amelogenin) set_amelogenin(typing, part, file);
    }
    set_genotypes(merged, file);
    for (auto& remains : parts_.content.remains)
      remains.x_copies = matching::count_x_copies(parts_.content.panel, remains.profile);
    warn_of_x_clusters();
    warn_of_unknown_sex(parts_.content, parts_.relatives, log());
    warn_of_unlinked(parts_.content, parts_.relatives, log());
    report(1);
    for (std::size_t sample = 0; sample < rows.samples.size(); ++sample) {
      const auto subject = rows.sample_subjects[sample];
      if (!parts_.subjects->is_person(subject)) parts_.remains_of(subject).samples.push_back(rows.samples[sample]);
    }
    warn_of_untyped_references();
  }

 private:
  [[nodiscard]] ProblemLog& log() { return parts_.log(); }

  void report(double fraction) const {
    if (report_) report_(fraction);
  }

  /// Markers with the alleles that are listed or that some kept observation has.
  void build_panel(const std::vector<MergedProfiles>& merged, const ProfileRows& rows, const std::string& file) {
    std::vector<std::vector<bool>> used(parts_.directory->n_loci());
    for (std::size_t locus = 0; locus < used.size(); ++locus) used[locus].resize(labels(locus).size());
    for (const auto& part : merged) mark_used(part, used);
    const auto seen = odd_alleles(rows, file);
    for (std::size_t locus = 0; locus < used.size(); ++locus) {
      const AddedAlleles added{parts_.result.added_alleles,    parts_.result.raised_alleles,
                               files_.options().min_frequency, files_.options().minimum_for_all,
                               std::move(used[locus]),         seen[locus]};
      auto built = build_marker(parts_.frequencies.markers[parts_.directory->frequency_entry(locus)],
                                *parts_.settings[locus], parts_.directory->labels(static_cast<std::uint16_t>(locus)),
                                added, log());
      parts_.allele_of_label.push_back(std::move(built.index_of_label));
      if (built.marker) parts_.content.panel.markers.push_back(std::move(*built.marker));
    }
    parts_.content.panel.dictionaries.resize(parts_.content.panel.markers.size());
    parts_.result.in_force = settings_in_force(parts_);
  }

  /// Where the alleles stand that no table lists; those that one lists, far outside the published range, are warned of.
  std::vector<std::vector<std::string>> odd_alleles(const ProfileRows& rows, const std::string& file) {
    std::vector<std::vector<bool>> odd(parts_.directory->n_loci());
    for (std::size_t locus = 0; locus < odd.size(); ++locus) {
      const auto& alleles = parts_.directory->labels(static_cast<std::uint16_t>(locus));
      for (std::size_t label = 0; label < alleles.labels().size(); ++label) {
        odd[locus].push_back(label >= alleles.n_listed() ||
                             !far_outside_text(alleles.range(), alleles.labels()[label]).empty());
      }
    }
    const auto seen = find_alleles(rows, odd);
    std::vector<std::vector<std::string>> places(odd.size());
    for (std::size_t locus = 0; locus < odd.size(); ++locus) {
      const auto& alleles = parts_.directory->labels(static_cast<std::uint16_t>(locus));
      for (std::size_t label = 0; label < odd[locus].size(); ++label) {
        places[locus].push_back(seen_text(seen[locus][label], rows, file));
        if (label >= alleles.n_listed() || seen[locus][label].times == 0) continue;
        const auto& text = alleles.labels()[label];
        log().add({.severity = Severity::warning,
                   .code = Errc::unknown_allele,
                   .file = file,
                   .row = seen[locus][label].line,
                   .column = parts_.directory->name(static_cast<std::uint16_t>(locus)),
                   .message = "allele " + text + " (" + places[locus].back() + ") is " +
                              far_outside_text(alleles.range(), text)});
      }
    }
    return places;
  }

  /// Expected share of homozygotes, per locus; none at X-linked ones.
  [[nodiscard]] std::vector<std::optional<double>> homozygosities() const {
    std::vector<std::optional<double>> result(parts_.directory->n_loci());
    for (std::size_t locus = 0; locus < result.size(); ++locus) {
      if (parts_.directory->is_x_linked(static_cast<std::uint16_t>(locus))) continue;
      double sum = 0;
      double squares = 0;
      for (const double p : parts_.frequencies.markers[parts_.directory->frequency_entry(locus)].frequencies) {
        sum += p;
        squares += p * p;
      }
      const double theta = parts_.settings[locus]->theta;
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
    return parts_.directory->labels(static_cast<std::uint16_t>(locus)).labels();
  }

  void set_genotypes(const std::vector<MergedProfiles>& merged, const std::string& file) {
    const GenotypePlaces places{
        .profile = [&](SubjectIndex subject) -> genetics::Profile& { return parts_.profile_of(subject); },
        .sex = [&](SubjectIndex subject) { return parts_.sex_of(subject); }};
    auto coded = code_genotypes(merged, {*parts_.directory, *parts_.subjects, parts_.allele_of_label, file}, places,
                                parts_.content.panel);
    log().append(std::move(coded.problems));
    set_aside(std::move(coded.set_aside));
    parts_.result.n_typed_genotypes += coded.n_typed;
  }

  void set_aside(std::vector<SetAside> more) {
    std::move(more.begin(), more.end(), std::back_inserter(parts_.result.set_aside));
  }

  void set_amelogenin(const MergedTyping& typing, const MergedProfiles& part, const std::string& file) {
    const auto& names = parts_.directory->labels(kAmelogeninLocus).labels();
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
                 .message = "'" + found + "' is neither X/X nor X/Y; the sex by DNA of " +
                            parts_.subjects->id(typing.subject) + " stays unknown"});
    }
    if (parts_.subjects->is_person(typing.subject)) {
      const auto [family, person] = parts_.person_of(typing.subject);
      parts_.content.families[family].amelogenin[person] = sex;
      pedigree::Pedigree& pedigree = parts_.content.families[family].pedigree;
      const auto index = static_cast<pedigree::PersonIndex>(person);
      if (pedigree.sex(index) == Sex::unknown) pedigree.settle_sex(index, sex);
    } else {
      parts_.remains_of(typing.subject).amelogenin = sex;
    }
  }

  void warn_of_untyped_references() {
    for (std::size_t i = 0; i < parts_.relatives.persons.size(); ++i) {
      const auto& person = parts_.relatives.persons[i];
      const auto subject = static_cast<SubjectIndex>(i);
      if (person.role != matching::Role::reference || !parts_.profile_of(subject).empty() ||
          parts_.has_haplotype(subject))
        continue;
      log().add(
          {.severity = Severity::warning,
           .code = Errc::missing_value,
           .file = "relatives.csv",
           .row = person.line,
           .column = "role",
           .message = "reference " + person.id + " has no genotype: profiles.csv has no usable row of this person"});
    }
  }

  /// Where the product over X-linked markers is none of independent factors.
  void warn_of_x_clusters() {
    std::map<std::string_view, std::string> clusters;
    for (const auto& marker : parts_.content.panel.markers) {
      if (marker.kind() != MarkerKind::x_linked) continue;
      if (const auto cluster = genetics::x_cluster(marker.name()); !cluster.empty()) {
        auto& names = clusters[cluster];
        names += (names.empty() ? "" : ", ") + marker.name();
      }
    }
    for (const auto& [cluster, names] : clusters) {
      if (names.find(',') == std::string::npos) continue;
      log().add({.severity = Severity::warning,
                 .code = Errc::bad_value,
                 .file = "frequencies.csv",
                 .column = "marker",
                 .message = names +
                            " are inherited together, as one X-chromosomal cluster, but are multiplied as if they were "
                            "independent: leave one of them in, to be safe"});
    }
  }

  std::size_t n_samples_;
  const matching::Progress& report_;
  CaseFiles& files_;
  CaseParts& parts_;
};

}  // namespace

void read_case_profiles(std::vector<text::CsvTable> pieces, std::size_t n_samples, const matching::Progress& report,
                        CaseFiles& files, CaseParts& parts) {
  ProfileReader(n_samples, report, files, parts).read(std::move(pieces));
}

}  // namespace kith::intake

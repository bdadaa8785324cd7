#include "io/profile_rows.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "genetics/marker_names.hpp"
#include "io/cell_values.hpp"
#include "io/profile_layout.hpp"

namespace kith::io {
namespace {

using genetics::DropModel;

struct SampleColumns {
  explicit SampleColumns(TableColumns& columns)
      : sample(columns.require("sample_id")),
        subject(columns.require("subject_id")),
        replicate(columns.find("replicate")),
        partial(columns.find("partial")),
        dropout(columns.find("dropout")),
        dropout_homozygote(columns.find("dropout_homozygote")),
        drop_in(columns.find("drop_in")) {}

  [[nodiscard]] bool any_drop() const { return dropout.present() || dropout_homozygote.present() || drop_in.present(); }
  Column sample, subject, replicate, partial, dropout, dropout_homozygote, drop_in;
};

/// What a row says of the sample, whatever the marker.
struct RowHead {
  bool usable = false;
  SubjectIndex subject = 0;
  SampleIndex sample = 0;
  std::uint16_t replicate = 0;
  bool partial = false;
  std::optional<double> dropout{};
  std::optional<double> dropout_homozygote{};
  std::optional<double> drop_in{};
};

/// Interns strings; rows of one sample usually follow one another, so the last one is tried first.
class Names {
 public:
  std::uint32_t intern(std::string_view name, std::vector<std::string>& names) {
    if (last_ < names.size() && names[last_] == name) return last_;
    auto found = index_.find(name);
    if (found == index_.end()) {
      found = index_.emplace(name, static_cast<std::uint32_t>(names.size())).first;
      names.emplace_back(name);
    }
    return last_ = found->second;
  }

 private:
  TextMap<std::uint32_t> index_;
  std::uint32_t last_ = 0;
};

class ProfileReader {
 public:
  ProfileReader(const CsvTable& table, MarkerDirectory& directory, const std::vector<const MarkerSettings*>& settings,
                std::optional<double> partial_dropout, Subjects& subjects, ProblemLog& log)
      : columns_(table, log),
        column_(columns_),
        directory_(directory),
        settings_(settings),
        partial_dropout_(partial_dropout),
        subjects_(subjects),
        log_(log) {}

  ProfileRows read() {
    const auto marker = columns_.find("marker");
    if (marker.present()) {
      read_long(marker);
    } else {
      read_wide();
    }
    return std::move(result_);
  }

 private:
  void read_long(const Column& marker) {
    std::vector<Column> alleles{columns_.require("allele_1"), columns_.require("allele_2")};
    for (int k = 3;; ++k) {
      auto column = columns_.find("allele_" + std::to_string(k));
      if (!column.present()) break;
      alleles.push_back(std::move(column));
    }
    columns_.warn_unclaimed("ignored");
    if (!columns_.complete()) return;
    result_.typings.reserve(columns_.table().n_rows());
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) {
      const auto head = read_head(row);
      const auto name = columns_.required_text(row, marker, "the name of a marker");
      if (!head.usable || !name) continue;
      const auto ref = marker_at(row, marker, *name);
      if (!ref) continue;
      if (is_lineage(*ref)) {
        auto& lineage = add_lineage(row, head, *ref, *name);
        for (const auto& column : alleles) lineage.cells.emplace_back(columns_.text(row, column));
        continue;
      }
      labels_.clear();
      bool ok = true;
      for (const auto& column : alleles) ok = add_label(row, column, columns_.text(row, column), *ref) && ok;
      if (ok) add_typing(row, head, *ref);
    }
  }

  void read_wide() {
    const auto pairs = find_marker_columns(columns_, directory_);
    columns_.warn_unclaimed("ignored");
    if (pairs.empty()) {
      log_.add(
          {.code = Errc::missing_column,
           .file = columns_.table().file(),
           .row = 1,
           .column = "marker",
           .expected = "a column named marker (one row a marker) or columns named after markers (one row a sample)"});
    }
    if (!columns_.complete()) return;
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) {
      const auto head = read_head(row);
      if (!head.usable) continue;
      for (const auto& pair : pairs) read_pair(row, head, pair);
    }
  }

  void read_pair(std::size_t row, const RowHead& head, const MarkerColumnPair& pair) {
    labels_.clear();
    bool ok = true;
    const auto cell = columns_.text(row, pair.first);
    if (cell.empty() && columns_.text(row, pair.second).empty()) return;
    const auto ref = marker_at(row, pair.first, pair.marker);
    if (!ref) return;
    if (is_lineage(*ref)) {
      auto& lineage = add_lineage(row, head, *ref, pair.marker);
      lineage.cells = {std::string(cell), std::string(columns_.text(row, pair.second))};
      lineage.whole_cell = !pair.second.present();
      return;
    }
    if (pair.second.present()) {
      ok = add_label(row, pair.first, cell, *ref);
      ok = add_label(row, pair.second, columns_.text(row, pair.second), *ref) && ok;
    } else {
      const auto labels = split_genotype(cell);
      if (!labels) {
        return columns_.error(Errc::bad_value, row, pair.first,
                              "two alleles as 9/9.3, or a decimal point in an allele");
      }
      for (const auto label : *labels) ok = add_label(row, pair.first, label, *ref) && ok;
    }
    if (ok) add_typing(row, head, *ref);
  }

  RowHead read_head(std::size_t row) {
    RowHead head;
    const auto sample = columns_.required_text(row, column_.sample, "the id of the sample");
    const auto subject = columns_.required_text(row, column_.subject, "a person_id or a remains_id");
    if (!sample || !subject) return head;
    head.subject = subject_at(row, *subject);
    if (head.subject == kNoSubject) return head;
    head.sample = sample_names_.intern(*sample, result_.samples);
    if (head.sample == result_.sample_subjects.size()) {
      result_.sample_subjects.push_back(head.subject);
    } else if (const auto owner = result_.sample_subjects[head.sample]; owner != head.subject) {
      columns_.error(Errc::duplicate_id, row, column_.sample,
                     "a sample of one subject only; above it belongs to " + subjects_.id(owner));
      return head;
    }
    head.usable = true;
    if (column_.replicate.present()) {
      head.replicate = static_cast<std::uint16_t>(
          replicate_names_.intern(columns_.text(row, column_.replicate), result_.replicates));
    }
    if (const auto text = columns_.text(row, column_.partial); !text.empty()) {
      const auto answer = parse_yes_no(text);
      if (!answer) columns_.error(Errc::bad_value, row, column_.partial, "yes or no");
      head.partial = answer.value_or(false);
    }
    if (column_.any_drop()) read_drop(row, head);
    return head;
  }

  void read_drop(std::size_t row, RowHead& head) {
    constexpr double below_one = 0.999999;
    constexpr auto expected = "a probability from 0 to below 1";
    head.dropout = columns_.number(row, column_.dropout, 0, below_one, expected);
    head.dropout_homozygote = columns_.number(row, column_.dropout_homozygote, 0, below_one, expected);
    head.drop_in = columns_.number(row, column_.drop_in, 0, below_one, expected);
  }

  SubjectIndex subject_at(std::size_t row, std::string_view id) {
    if (id == last_subject_id_) return last_subject_;
    const auto subject = subjects_.find(id);
    if (subject == kNoSubject) {
      columns_.error(Errc::unknown_id, row, column_.subject,
                     "a person_id of relatives.csv or a remains_id of remains.csv");
      return kNoSubject;
    }
    last_subject_id_ = id;
    return last_subject_ = subject;
  }

  /// None for markers whose genotypes go no further; each of those is told of once.
  std::optional<MarkerRef> marker_at(std::size_t row, const Column& column, std::string_view name) {
    const auto ref = directory_.find(name);
    if (ref.use == MarkerUse::scored || ref.use == MarkerUse::amelogenin || is_lineage(ref)) return ref;
    if (told_.emplace(name).second) {
      const bool unknown = ref.use == MarkerUse::unknown;
      log_.add({.severity = unknown ? Severity::error : Severity::warning,
                .code = Errc::unknown_marker,
                .file = columns_.table().file(),
                .row = columns_.table().line(row),
                .column = column.name,
                .found = std::string(name),
                .expected = unknown ? "a marker of frequencies.csv"
                                    : "a marker of frequencies.csv, a Y-STR or mtDNA; this one is typed, not scored"});
    }
    return std::nullopt;
  }

  static bool is_lineage(MarkerRef ref) {
    return ref.use == MarkerUse::y_haplotype || ref.use == MarkerUse::mt_haplotype;
  }

  LineageRow& add_lineage(std::size_t row, const RowHead& head, MarkerRef ref, std::string_view marker) {
    result_.lineages.push_back({.owner = head.subject,
                                .sample = head.sample,
                                .line = columns_.table().line(row),
                                .mitochondrial = ref.use == MarkerUse::mt_haplotype,
                                .partial = head.partial,
                                .marker = genetics::canonical_marker(marker)});
    return result_.lineages.back();
  }

  bool add_label(std::size_t row, const Column& column, std::string_view text, MarkerRef ref) {
    if (text.empty()) return true;
    const auto label = directory_.labels(ref.locus).find_or_add(text);
    if (label == kNothingSeen) return true;
    if (label == kOffLadder) {
      columns_.report(
          Severity::warning, Errc::unknown_allele, row, column,
          "an allele of " + directory_.name(ref.locus) + "; off-ladder: the marker counts as untyped in this sample");
      return false;
    }
    if (label == kNoLabel) {
      columns_.error(Errc::bad_allele_label, row, column, "an allele label such as 9 or 9.3, or nothing");
      return false;
    }
    labels_.push_back(label);
    return true;
  }

  /// Of what add_label() collected.
  void add_typing(std::size_t row, const RowHead& head, MarkerRef ref) {
    if (labels_.empty()) return;
    std::sort(labels_.begin(), labels_.end());
    labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
    Typing typing{.subject = head.subject,
                  .sample = head.sample,
                  .line = static_cast<std::uint32_t>(columns_.table().line(row)),
                  .locus = ref.locus,
                  .first = labels_.front(),
                  .second = labels_.back(),
                  .replicate = head.replicate,
                  .model = model_of(head, ref),
                  .partial = head.partial};
    if (labels_.size() > 2) {
      result_.many.push_back(labels_);
      typing.many = static_cast<std::uint32_t>(result_.many.size());
    }
    result_.typings.push_back(typing);
  }

  /// The row's own numbers go before the marker's, and those before the run's rate for partial samples. A marker's (and
  /// the run's) hold for remains and for partial samples: a relative's fresh sample loses nothing.
  std::uint32_t model_of(const RowHead& head, MarkerRef ref) {
    if (ref.use != MarkerUse::scored) return 0;
    static const MarkerSettings nothing_lost;
    const bool may_lose = head.partial || !subjects_.is_person(head.subject);
    const auto& marker = may_lose ? *settings_[ref.locus] : nothing_lost;
    DropModel model;
    model.dropout = head.dropout.value_or(marker.dropout);
    const auto both_lost = head.dropout ? head.dropout_homozygote : marker.dropout_homozygote;
    model.dropout_homozygote = head.dropout_homozygote.value_or(both_lost.value_or(model.dropout * model.dropout));
    model.drop_in = head.drop_in.value_or(marker.drop_in);
    const bool one_seen_without_rate = head.partial && labels_.size() == 1 && !head.dropout && marker.dropout == 0;
    if (one_seen_without_rate && partial_dropout_) {
      model.dropout = *partial_dropout_;
      model.dropout_homozygote = head.dropout_homozygote.value_or(model.dropout * model.dropout);
    }
    const bool nothing_known_of_other = head.partial && labels_.size() == 1 && model.dropout == 0;
    if (model.is_exact() || nothing_known_of_other) return 0;
    const std::array key{model.dropout, model.dropout_homozygote, model.drop_in};
    const auto [found, is_new] = models_.emplace(key, static_cast<std::uint32_t>(result_.models.size()));
    if (is_new) result_.models.push_back(model);
    return found->second;
  }

  TableColumns columns_;
  SampleColumns column_;
  MarkerDirectory& directory_;
  const std::vector<const MarkerSettings*>& settings_;
  std::optional<double> partial_dropout_;
  Subjects& subjects_;
  ProblemLog& log_;
  ProfileRows result_;
  Names sample_names_;
  Names replicate_names_;
  std::map<std::array<double, 3>, std::uint32_t> models_;
  std::set<std::string, std::less<>> told_;
  std::string_view last_subject_id_{};
  SubjectIndex last_subject_ = kNoSubject;
  std::vector<LabelIndex> labels_;
};

}  // namespace

ProfileRows read_profiles(const CsvTable& table, MarkerDirectory& directory,
                          const std::vector<const MarkerSettings*>& settings, std::optional<double> partial_dropout,
                          Subjects& subjects, ProblemLog& log) {
  return ProfileReader(table, directory, settings, partial_dropout, subjects, log).read();
}

}  // namespace kith::io

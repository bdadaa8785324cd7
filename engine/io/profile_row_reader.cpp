#include "io/profile_row_reader.hpp"

#include <algorithm>

#include "genetics/marker_names.hpp"
#include "io/cell_values.hpp"

namespace kith::io {
namespace {

bool is_lineage(MarkerRef ref) { return ref.use == MarkerUse::y_haplotype || ref.use == MarkerUse::mt_haplotype; }

}  // namespace

std::uint32_t Names::intern(std::string_view name) {
  if (last_ < names_.size() && names_[last_] == name) return last_;
  auto found = index_.find(name);
  if (found == index_.end()) {
    found = index_.emplace(name, static_cast<std::uint32_t>(names_.size())).first;
    names_.emplace_back(name);
  }
  return last_ = found->second;
}

SampleIndex SampleRegister::add(std::string_view sample, SubjectIndex subject) {
  const SampleIndex index = samples.intern(sample);
  if (index == subjects.size()) subjects.push_back(subject);
  return index;
}

SampleColumns::SampleColumns(TableColumns& columns)
    : sample(columns.require("sample_id")),
      subject(columns.require("subject_id")),
      replicate(columns.find("replicate")),
      partial(columns.find("partial")),
      dropout(columns.find("dropout")),
      dropout_homozygote(columns.find("dropout_homozygote")),
      drop_in(columns.find("drop_in")) {}

ProfileRowReader::ProfileRowReader(const CsvTable& table, RowReading& reading)
    : reading_(reading), columns_(table, reading.log), column_(columns_), marker_(columns_.find("marker")) {
  if (!marker_.present()) {
    pairs_ = find_marker_columns(columns_, reading_.directory);
    return;
  }
  alleles_ = {columns_.require("allele_1"), columns_.require("allele_2")};
  for (int k = 3;; ++k) {
    auto column = columns_.find("allele_" + std::to_string(k));
    if (!column.present()) break;
    alleles_.push_back(std::move(column));
  }
}

bool ProfileRowReader::check_header() {
  columns_.warn_unclaimed("ignored");
  if (columns_.complete() && !marker_.present() && pairs_.empty()) {
    reading_.log.add(
        {.code = Errc::missing_column,
         .file = columns_.table().file(),
         .row = 1,
         .column = "marker",
         .expected = "a column named marker (one row a marker) or columns named after markers (one row a sample)"});
  }
  return columns_.complete();
}

RowRun ProfileRowReader::read_run(std::size_t row) {
  const auto n_problems = reading_.log.n_errors() + reading_.log.n_warnings();
  RowRun run{.first_row = row,
             .last_row = row,
             .first_typing = reading_.store.typings.size(),
             .first_lineage = reading_.lineages.size()};
  new_label_ = false;
  do {
    const auto head = read_head(run.last_row);
    if (marker_.present()) {
      read_long(run.last_row, head);
    } else if (head.usable) {
      for (const auto& pair : pairs_) read_pair(run.last_row, head, pair);
    }
    if (head.usable) run.head = head;
    ++run.last_row;
  } while (run.last_row < columns_.table().n_rows() && same_sample(run.last_row, row));
  run.last_typing = reading_.store.typings.size();
  run.last_lineage = reading_.lineages.size();
  run.is_odd = new_label_ || reading_.log.n_errors() + reading_.log.n_warnings() > n_problems;
  return run;
}

bool ProfileRowReader::same_sample(std::size_t row, std::size_t other) const {
  const auto same = [&](const Column& column) { return columns_.text(row, column) == columns_.text(other, column); };
  return same(column_.sample) && same(column_.subject) && same(column_.replicate);
}

RowHead ProfileRowReader::read_head(std::size_t row) {
  RowHead head;
  const auto sample = columns_.required_text(row, column_.sample, "the id of the sample");
  const auto subject = columns_.required_text(row, column_.subject, "a person_id or a remains_id");
  if (!sample || !subject) return head;
  head.subject = subject_at(row, *subject);
  if (head.subject == kNoSubject || !take_sample(row, *sample, head)) return head;
  head.usable = true;
  if (const auto text = columns_.text(row, column_.partial); !text.empty()) {
    const auto answer = parse_yes_no(text);
    if (!answer) columns_.error(Errc::bad_value, row, column_.partial, "yes or no");
    head.partial = answer.value_or(false);
  }
  if (column_.any_drop()) read_drop(row, head);
  return head;
}

/// False where the sample is another subject's.
bool ProfileRowReader::take_sample(std::size_t row, std::string_view sample, RowHead& head) {
  if (reading_.samples == nullptr) return true;
  head.sample = reading_.samples->add(sample, head.subject);
  if (const auto owner = reading_.samples->subjects[head.sample]; owner != head.subject) {
    columns_.error(Errc::duplicate_id, row, column_.sample,
                   "a sample of one subject only; above it belongs to " + reading_.subjects.id(owner));
    return false;
  }
  if (column_.replicate.present()) {
    const auto replicate = reading_.samples->replicates.intern(columns_.text(row, column_.replicate));
    head.replicate = static_cast<std::uint16_t>(replicate);
  }
  return true;
}

void ProfileRowReader::read_drop(std::size_t row, RowHead& head) {
  constexpr double below_one = 0.999999;
  constexpr auto expected = "a probability from 0 to below 1";
  head.dropout = columns_.number(row, column_.dropout, 0, below_one, expected);
  head.dropout_homozygote = columns_.number(row, column_.dropout_homozygote, 0, below_one, expected);
  head.drop_in = columns_.number(row, column_.drop_in, 0, below_one, expected);
}

SubjectIndex ProfileRowReader::subject_at(std::size_t row, std::string_view id) {
  if (id == last_subject_id_) return last_subject_;
  const auto subject = reading_.samples == nullptr ? reading_.subjects.would_be(id) : reading_.subjects.find(id);
  if (subject == kNoSubject) {
    columns_.error(Errc::unknown_id, row, column_.subject,
                   "a person_id of relatives.csv or a remains_id of remains.csv");
    return kNoSubject;
  }
  last_subject_id_ = id;
  return last_subject_ = subject;
}

void ProfileRowReader::read_long(std::size_t row, const RowHead& head) {
  const auto name = columns_.required_text(row, marker_, "the name of a marker");
  if (!head.usable || !name) return;
  const auto ref = marker_at(row, marker_, *name);
  if (!ref) return;
  if (is_lineage(*ref)) {
    auto& lineage = add_lineage(row, head, *ref, *name);
    for (const auto& column : alleles_) lineage.cells.emplace_back(columns_.text(row, column));
    return;
  }
  labels_.clear();
  bool ok = true;
  for (const auto& column : alleles_) ok = add_label(row, column, columns_.text(row, column), *ref) && ok;
  if (ok) add_typing(row, head, *ref);
}

void ProfileRowReader::read_pair(std::size_t row, const RowHead& head, const MarkerColumnPair& pair) {
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
      return columns_.error(Errc::bad_value, row, pair.first, "two alleles as 9/9.3, or a decimal point in an allele");
    }
    for (const auto label : *labels) ok = add_label(row, pair.first, label, *ref) && ok;
  }
  if (ok) add_typing(row, head, *ref);
}

/// None for markers whose genotypes go no further; each of those is told of once.
std::optional<MarkerRef> ProfileRowReader::marker_at(std::size_t row, const Column& column, std::string_view name) {
  const auto ref = reading_.directory.find(name);
  if (ref.use == MarkerUse::scored || ref.use == MarkerUse::amelogenin || is_lineage(ref)) return ref;
  if (reading_.told.emplace(name).second) {
    const bool unknown = ref.use == MarkerUse::unknown;
    reading_.log.add(
        {.severity = unknown ? Severity::error : Severity::warning,
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

LineageRow& ProfileRowReader::add_lineage(std::size_t row, const RowHead& head, MarkerRef ref,
                                          std::string_view marker) {
  reading_.lineages.push_back({.owner = head.subject,
                               .sample = head.sample,
                               .line = columns_.table().line(row),
                               .mitochondrial = ref.use == MarkerUse::mt_haplotype,
                               .partial = head.partial,
                               .marker = genetics::canonical_marker(marker)});
  return reading_.lineages.back();
}

bool ProfileRowReader::add_label(std::size_t row, const Column& column, std::string_view text, MarkerRef ref) {
  if (text.empty()) return true;
  auto& labels = reading_.directory.labels(ref.locus);
  const auto label = labels.find_or_add(text);
  if (label == kNothingSeen) return true;
  if (label == kOffLadder) {
    columns_.report(Severity::warning, Errc::unknown_allele, row, column,
                    "an allele of " + reading_.directory.name(ref.locus) +
                        "; off-ladder: the marker counts as untyped in this sample");
    return false;
  }
  if (label == kNoLabel) {
    columns_.error(Errc::bad_allele_label, row, column, "an allele label such as 9 or 9.3, or nothing");
    return false;
  }
  new_label_ = new_label_ || label >= labels.n_listed();
  labels_.push_back(label);
  return true;
}

/// Of what add_label() collected.
void ProfileRowReader::add_typing(std::size_t row, const RowHead& head, MarkerRef ref) {
  if (labels_.empty()) return;
  std::sort(labels_.begin(), labels_.end());
  labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
  Typing typing{.line = static_cast<std::uint32_t>(columns_.table().line(row)),
                .locus = ref.locus,
                .first = labels_.front(),
                .second = labels_.back(),
                .partial = head.partial,
                .model = model_of(head, ref)};
  if (labels_.size() > 2) {
    reading_.store.many.push_back(labels_);
    typing.many = static_cast<std::uint32_t>(reading_.store.many.size());
  }
  reading_.store.typings.push_back(typing);
}

/// The row's own numbers go before the marker's, and those before the run's rate for partial samples. A marker's (and
/// the run's) hold for remains and for partial samples: a relative's fresh sample loses nothing.
std::uint32_t ProfileRowReader::model_of(const RowHead& head, MarkerRef ref) {
  if (ref.use != MarkerUse::scored && ref.use != MarkerUse::amelogenin) return 0;
  static const MarkerSettings nothing_lost;
  const bool may_lose = head.partial || !reading_.subjects.is_person(head.subject);
  const auto& settings = ref.use == MarkerUse::scored ? reading_.settings[ref.locus] : reading_.settings.back();
  const auto& marker = may_lose ? *settings : nothing_lost;
  genetics::DropModel model;
  model.dropout = head.dropout.value_or(marker.dropout);
  const auto both_lost = head.dropout ? head.dropout_homozygote : marker.dropout_homozygote;
  model.dropout_homozygote = head.dropout_homozygote.value_or(both_lost.value_or(model.dropout * model.dropout));
  model.drop_in = head.drop_in.value_or(marker.drop_in);
  const bool one_seen_without_rate = head.partial && labels_.size() == 1 && !head.dropout && marker.dropout == 0;
  if (one_seen_without_rate && reading_.partial_dropout) {
    model.dropout = *reading_.partial_dropout;
    model.dropout_homozygote = head.dropout_homozygote.value_or(model.dropout * model.dropout);
  }
  const bool nothing_known_of_other = head.partial && labels_.size() == 1 && model.dropout == 0;
  if (model.is_exact() || nothing_known_of_other) return 0;
  const std::array key{model.dropout, model.dropout_homozygote, model.drop_in};
  const auto [found, is_new] = reading_.models.emplace(key, static_cast<std::uint32_t>(reading_.store.models.size()));
  if (is_new) reading_.store.models.push_back(model);
  return found->second;
}

}  // namespace kith::io

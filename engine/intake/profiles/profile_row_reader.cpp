#include "intake/profiles/profile_row_reader.hpp"

#include <algorithm>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/profiles/genotype_cells.hpp"

namespace kith::intake {
namespace {

/// "9/9", "17, 17": the only way to write a homozygote in full in one cell.
bool repeats_one_label(std::string_view cell) {
  const auto end = cell.find_first_of("/|;-, ");
  if (end == std::string_view::npos || !cell.ends_with(cell.substr(0, end))) return false;
  const auto parts = split_genotype(cell);
  return parts && parts->size() == 2 && parts->front() == parts->back() && !genetics::is_missing_allele(parts->front());
}

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

ProfileRowReader::ProfileRowReader(const text::CsvTable& table, RowReading& reading)
    : reading_(reading),
      columns_(table, reading.log),
      column_(columns_),
      marker_(columns_.find("marker")),
      decimal_comma_(table.delimiter() != ',') {
  if (!marker_.present()) {
    if (reading_.headings != nullptr) headings_ = *reading_.headings;
    return;
  }
  alleles_ = {columns_.require("allele_1")};
  for (int k = 2;; ++k) {
    auto column = columns_.find("allele_" + std::to_string(k));
    if (!column.present()) break;
    alleles_.push_back(std::move(column));
  }
}

/// A long table may do without a second column of alleles, but not where a column that nobody knows may be it.
void ProfileRowReader::require_second_allele(std::span<const text::CsvTable> pieces) {
  if (alleles_.size() > 1) return;
  constexpr double kNoRepeats = 100;  // heights and sizes are larger
  const auto is_repeat = [&](std::string_view cell) {
    const auto allele = read_allele_cell(cell, {decimal_comma_, nullptr});
    const auto repeats = allele.content == CellContent::allele ? genetics::repeat_number(allele.label) : std::nullopt;
    return repeats && *repeats < kNoRepeats;
  };
  const auto holds_alleles = [&](std::size_t column) {
    return std::any_of(pieces.begin(), pieces.end(), [&](const text::CsvTable& piece) {
      for (std::size_t row = 0; row < piece.n_rows(); ++row) {
        if (is_repeat(piece.cell(row, column))) return true;
      }
      return false;
    });
  };
  for (std::size_t column = 0; column < columns_.table().n_columns(); ++column) {
    if (columns_.is_claimed(column) || !holds_alleles(column)) continue;
    alleles_.push_back(columns_.require("allele_2"));
    return;
  }
}

bool ProfileRowReader::check_header(std::span<const text::CsvTable> pieces) {
  const auto n_errors = reading_.log.n_errors();
  if (marker_.present()) require_second_allele(pieces);
  if (!marker_.present()) {
    auto& directory = reading_.directory;
    headings_ = find_marker_headings(columns_, pieces, directory.lexicon(), directory.unlisted_told(), reading_.log);
  }
  if (marker_.present() || !headings_.empty()) columns_.warn_unclaimed("ignored");
  if (columns_.complete() && !marker_.present() && headings_.empty() && reading_.log.n_errors() == n_errors) {
    reading_.log.add({.code = Errc::missing_column,
                      .file = columns_.table().file(),
                      .row = 1,
                      .column = "marker",
                      .message = "the header names no marker: it needs a column named marker (one row a marker) or "
                                 "columns named after "
                                 "markers (one row a sample)"});
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
      for (const auto& heading : headings_) read_heading(run.last_row, head, heading);
    }
    if (head.usable) run.head = head;
    ++run.last_row;
  } while (run.last_row < columns_.table().n_rows() && same_sample(run.last_row, row));
  run.last_typing = reading_.store.typings.size();
  run.last_lineage = reading_.lineages.size();
  run.is_odd = new_label_ || reading_.log.n_errors() + reading_.log.n_warnings() > n_problems;
  return run;
}

bool ProfileRowReader::is_homozygote_in_full(std::size_t row) {
  const auto is_same = [&](std::string_view first, std::string_view second) {
    return !first.empty() && first == second && !genetics::is_missing_allele(first);
  };
  const auto is_autosomal = [&](std::string_view name) {
    const auto ref = reading_.directory.find(name);
    return ref.use == MarkerUse::scored && !reading_.directory.is_x_linked(ref.locus);
  };
  if (marker_.present()) {
    return alleles_.size() > 1 && is_same(columns_.text(row, alleles_[0]), columns_.text(row, alleles_[1])) &&
           is_autosomal(columns_.text(row, marker_));
  }
  return std::any_of(headings_.begin(), headings_.end(), [&](const MarkerHeading& heading) {
    const auto cell = columns_.text(row, heading.copies.front());
    const bool same = heading.holds_genotypes() ? repeats_one_label(cell)
                                                : is_same(cell, columns_.text(row, heading.copies[1]));
    return same && is_autosomal(heading.marker);
  });
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
    head.states_loss = true;
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
  head.states_loss = head.states_loss || head.dropout || head.dropout_homozygote;
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
  start_cells();
  bool ok = true;
  for (const auto& column : alleles_) ok = add_label(row, column, columns_.text(row, column), *ref) && ok;
  if (ok) finish_cells(row, head, *ref);
}

void ProfileRowReader::read_heading(std::size_t row, const RowHead& head, const MarkerHeading& heading) {
  const auto& copies = heading.copies;
  const auto is_empty = [&](const Column& column) { return columns_.text(row, column).empty(); };
  if (std::all_of(copies.begin(), copies.end(), is_empty)) return;
  const auto ref = marker_at(row, copies.front(), heading.marker);
  if (!ref) return;
  if (is_lineage(*ref)) {
    auto& lineage = add_lineage(row, head, *ref, heading.marker);
    for (const auto& column : copies) lineage.cells.emplace_back(columns_.text(row, column));
    lineage.whole_cell = heading.holds_genotypes();
    return;
  }
  start_cells();
  bool ok = true;
  if (heading.holds_genotypes()) {
    const auto& column = copies.front();
    const auto labels = split_genotype(columns_.text(row, column), reading_.directory.labels(ref->locus).range());
    if (!labels) {
      return columns_.error(Errc::bad_value, row, column, "two alleles as 9/9.3, or a decimal point in an allele");
    }
    for (const auto label : *labels) ok = add_label(row, column, label, *ref) && ok;
  } else {
    for (const auto& column : copies) ok = add_label(row, column, columns_.text(row, column), *ref) && ok;
  }
  if (ok) finish_cells(row, head, *ref);
}

/// None for markers whose genotypes go no further; each of those is told of once.
std::optional<MarkerRef> ProfileRowReader::marker_at(std::size_t row, const Column& column, std::string_view name) {
  const auto ref = reading_.directory.find(name);
  if (!ref.is_listed) tell_unlisted(row, column, name);
  if (ref.use == MarkerUse::scored || ref.use == MarkerUse::amelogenin || is_lineage(ref)) return ref;
  const bool unknown = ref.use == MarkerUse::unknown;
  // Without a table of frequencies no marker is known: that was said where the table was read.
  const bool lists_none = unknown && reading_.directory.n_loci() == 0;
  const bool follows = lists_none && reading_.log.has_errors();
  if (ref.is_listed && !follows && reading_.told.emplace(lists_none ? "" : name).second) {
    reading_.log.add(
        {.severity = unknown ? Severity::error : Severity::warning,
         .code = Errc::unknown_marker,
         .file = columns_.table().file(),
         .row = columns_.table().line(row),
         .column = column.name,
         .found = std::string(name),
         .expected = lists_none ? "a marker of frequencies.csv, which lists none"
                     : unknown  ? "a marker of frequencies.csv" +
                                     (MarkerLexicon::is_built_in(name) ? "" : reading_.directory.lexicon().hint(name))
                               : "a marker of frequencies.csv, a Y-STR or mtDNA; this one is typed, not scored"});
  }
  return std::nullopt;
}

void ProfileRowReader::tell_unlisted(std::size_t row, const Column& column, std::string_view name) {
  if (!reading_.directory.unlisted_told().insert(genetics::marker_key(name)).second) return;
  reading_.log.add({.severity = Severity::warning,
                    .code = Errc::unknown_marker,
                    .file = columns_.table().file(),
                    .row = columns_.table().line(row),
                    .column = column.name,
                    .found = std::string(name),
                    .expected = unlisted_marker(name, reading_.directory.lexicon())});
}

LineageRow& ProfileRowReader::add_lineage(std::size_t row, const RowHead& head, MarkerRef ref,
                                          std::string_view marker) {
  reading_.lineages.push_back({.owner = head.subject,
                               .sample = head.sample,
                               .line = columns_.table().line(row),
                               .mitochondrial = ref.use == MarkerUse::mt_haplotype,
                               .partial = head.partial,
                               .decimal_comma = decimal_comma_,
                               .copy = genetics::marker_copy(marker),
                               .marker = genetics::canonical_marker(marker)});
  return reading_.lineages.back();
}

void ProfileRowReader::start_cells() {
  labels_.clear();
  cells_ = {};
}

bool ProfileRowReader::add_label(std::size_t row, const Column& column, std::string_view text, MarkerRef ref) {
  if (text.empty()) return true;
  auto& labels = reading_.directory.labels(ref.locus);
  const auto label = labels.find_or_add(text, decimal_comma_);
  if (label >= kTwoAlleles) return add_other(row, column, text, ref, label);
  new_label_ = new_label_ || label >= labels.n_listed();
  labels_.push_back(label);
  ++cells_.n_alleles;
  return true;
}

/// A cell, or a part of one, that is not one allele.
bool ProfileRowReader::add_other(std::size_t row, const Column& column, std::string_view text, MarkerRef ref,
                                 LabelIndex label) {
  switch (label) {
    case kNothingSeen:
      ++cells_.n_not_seen;
      return true;
    case kOffLadder:
      ++cells_.n_unusable;
      cells_.unusable = &column;
      cells_.off_ladder = cells_.off_ladder || text != "?";
      return true;
    case kTwoAlleles:
      ++cells_.n_genotypes;
      cells_.two_alleles = &column;
      return true;
    default:
      columns_.error(Errc::bad_allele_label, row, column,
                     expected_allele(text, {decimal_comma_, reading_.directory.labels(ref.locus).range()}));
      return false;
  }
}

/// Two alleles in one cell are a genotype where it is the only one of the row that holds any.
bool ProfileRowReader::split_cell(std::size_t row, MarkerRef ref) {
  const Column& column = *cells_.two_alleles;
  const auto text = columns_.text(row, column);
  const auto* range = reading_.directory.labels(ref.locus).range();
  const auto parts = split_genotype(text, range);
  if (cells_.n_genotypes > 1 || cells_.n_alleles > 0 || !parts || parts->size() < 2) {
    columns_.error(Errc::bad_allele_label, row, column, expected_allele(text, {decimal_comma_, range}));
    return false;
  }
  bool ok = true;
  for (const auto part : *parts) ok = add_label(row, column, part, ref) && ok;
  return ok;
}

/// Beside one allele a result that names none leaves the other open (true); else the marker counts as untyped.
bool ProfileRowReader::weigh_unusable(std::size_t row, MarkerRef ref) {
  const bool one = !labels_.empty() && std::all_of(labels_.begin(), labels_.end(),
                                                   [&](LabelIndex label) { return label == labels_.front(); });
  if (!cells_.off_ladder && (one || labels_.empty())) return one;
  const std::string what = cells_.off_ladder ? "off-ladder" : "not known";
  columns_.report(Severity::warning, Errc::unknown_allele, row, *cells_.unusable,
                  "an allele of " + reading_.directory.name(ref.locus) + "; " + what +
                      (one ? ": it is not used, and the one beside it counts as partial"
                           : ": the marker counts as untyped in this sample"));
  return one;
}

/// Whether one allele alone, in a table that writes homozygotes in full, is one of two of which the other was lost: not
/// where the row says what was lost, nor where the run's or the marker's dropout weighs it anyway.
bool ProfileRowReader::loses_alone(const RowHead& head, MarkerRef ref) const {
  if (!reading_.homozygotes_in_full || cells_.n_alleles != 1 || head.states_loss || ref.use != MarkerUse::scored ||
      reading_.directory.is_x_linked(ref.locus)) {
    return false;
  }
  return reading_.subjects.is_person(head.subject) || reading_.settings[ref.locus]->dropout == 0;
}

/// Of what add_label() collected.
void ProfileRowReader::finish_cells(std::size_t row, const RowHead& head, MarkerRef ref) {
  if (cells_.n_genotypes > 0 && !split_cell(row, ref)) return;
  if (cells_.n_unusable > 0 && !weigh_unusable(row, ref)) return;
  const bool sign = cells_.n_unusable > 0 || (cells_.n_not_seen > 0 && cells_.n_alleles == 1);
  if (!sign && !loses_alone(head, ref)) return add_typing(row, head, ref, LostAllele::no);
  RowHead partial = head;
  partial.partial = true;
  const bool is_said = head.partial || cells_.off_ladder;  // in the row, or in a warning of its own
  add_typing(row, partial, ref, is_said ? LostAllele::no : sign ? LostAllele::sign : LostAllele::alone);
}

void ProfileRowReader::add_typing(std::size_t row, const RowHead& head, MarkerRef ref, LostAllele lost) {
  if (labels_.empty()) return;
  std::sort(labels_.begin(), labels_.end());
  labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
  Typing typing{.line = static_cast<std::uint32_t>(columns_.table().line(row)),
                .locus = ref.locus,
                .first = labels_.front(),
                .second = labels_.back(),
                .partial = head.partial,
                .lost = lost,
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

}  // namespace kith::intake

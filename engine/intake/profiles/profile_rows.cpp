#include "intake/profiles/profile_rows.hpp"

#include <tbb/parallel_for.h>

#include <atomic>
#include <memory>

#include "intake/profiles/lost_alleles.hpp"
#include "intake/profiles/profile_row_reader.hpp"

namespace kith::intake {
namespace {

/// A piece of the table, read without knowing what comes before it. Of a marker that goes no further only the first run
/// that names it is odd: read again, that run tells of it.
class Piece {
 public:
  Piece(const text::CsvTable& table, const MarkerDirectory& directory, const RowReading& whole)
      : table_(table),
        directory_(directory),
        reading_{.directory = directory_,
                 .settings = whole.settings,
                 .partial_dropout = whole.partial_dropout,
                 .subjects = whole.subjects,
                 .log = log_,
                 .headings = whole.headings},
        reader_(table, reading_) {}

  /// Sets `found` where a row writes a homozygote in full; gives up as soon as another piece has.
  void look_for_homozygotes(std::atomic<bool>& found) {
    for (std::size_t row = 0; row < table_.n_rows() && !found; ++row) {
      if (reader_.is_homozygote_in_full(row)) found = true;
    }
  }

  void read(bool homozygotes_in_full) {
    reading_.homozygotes_in_full = homozygotes_in_full;
    reading_.store.typings.reserve(table_.n_rows());
    for (std::size_t row = 0; row < table_.n_rows(); row = runs.back().last_row) {
      log_ = {};  // whoever reads an odd run again says what is wrong
      runs.push_back(reader_.read_run(row));
      if (!runs.back().is_odd) continue;
      reading_.store.typings.resize(runs.back().first_typing);
      reading_.lineages.resize(runs.back().first_lineage);
    }
  }

  std::vector<RowRun> runs;
  TypingStore& store() { return reading_.store; }
  std::vector<LineageRow>& lineages() { return reading_.lineages; }

 private:
  const text::CsvTable& table_;
  MarkerDirectory directory_;
  ProblemLog log_;
  RowReading reading_;
  ProfileRowReader reader_;
};

/// Takes runs in the table's order.
class ProfileReader {
 public:
  explicit ProfileReader(RowReading reading) : reading_(std::move(reading)), n_known_(reading_.subjects.size()) {
    reading_.samples = &samples_;
  }

  ProfileRows read(std::span<const text::CsvTable> tables) {
    ProfileRowReader first(tables[0], reading_);
    if (!first.check_header(tables)) return {};
    headings_ = first.headings();
    reading_.headings = &headings_;
    std::vector<std::unique_ptr<Piece>> pieces(tables.size());
    std::atomic<bool> in_full = false;
    tbb::parallel_for(std::size_t{0}, tables.size(), [&](std::size_t i) {
      pieces[i] = std::make_unique<Piece>(tables[i], reading_.directory, reading_);
      pieces[i]->look_for_homozygotes(in_full);
    });
    rows_.homozygotes_in_full = reading_.homozygotes_in_full = in_full;
    if (tables.size() > 1) {
      tbb::parallel_for(std::size_t{0}, tables.size(), [&](std::size_t i) { pieces[i]->read(in_full); });
    } else {
      pieces[0].reset();
    }
    rows_.stores.resize(1);  // the first is that of reading_
    for (std::size_t i = 0; i < tables.size(); ++i) {
      ProfileRowReader reader(tables[i], reading_);
      if (pieces[i]) {
        for (RowRun& run : pieces[i]->runs) take(run, reader, *pieces[i]);
        rows_.stores.push_back(std::move(pieces[i]->store()));
        pieces[i].reset();
      } else {
        for (std::size_t row = 0; row < tables[i].n_rows();) row = read_run(reader, row);
      }
    }
    rows_.stores[0] = std::move(reading_.store);
    rows_.lineages = std::move(reading_.lineages);
    rows_.samples = std::move(samples_.samples.all());
    rows_.sample_subjects = std::move(samples_.subjects);
    warn_of_lost_alleles(rows_, reading_.directory, tables[0].file(), reading_.log);
    return std::move(rows_);
  }

 private:
  /// After an error all is read from first to last: nobody needs the result, and what a refused run does not tell of, a
  /// later one has to.
  void take(RowRun& run, ProfileRowReader& reader, Piece& piece) {
    if (run.is_odd || reading_.log.has_errors() || !give_numbers(run, reader)) {
      read_run(reader, run.first_row);
      return;
    }
    for (std::size_t i = run.first_lineage; i < run.last_lineage; ++i) {
      reading_.lineages.push_back(std::move(piece.lineages()[i]));
      reading_.lineages.back().owner = run.head.subject;
      reading_.lineages.back().sample = run.head.sample;
    }
    add(run, rows_.stores.size());
  }

  /// False where the sample is another subject's.
  bool give_numbers(RowRun& run, ProfileRowReader& reader) {
    RowHead& head = run.head;
    if (head.subject >= n_known_) head.subject = reading_.subjects.find(reader.subject(run));
    head.sample = samples_.add(reader.sample(run), head.subject);
    if (samples_.subjects[head.sample] != head.subject) return false;
    head.replicate = static_cast<std::uint16_t>(samples_.replicates.intern(reader.replicate(run)));
    return true;
  }

  /// Returns the row behind the run.
  std::size_t read_run(ProfileRowReader& reader, std::size_t row) {
    const RowRun run = reader.read_run(row);
    add(run, 0);
    return run.last_row;
  }

  void add(const RowRun& run, std::size_t store) {
    if (run.last_typing == run.first_typing) return;
    rows_.runs.push_back({.subject = run.head.subject,
                          .sample = run.head.sample,
                          .replicate = run.head.replicate,
                          .store = static_cast<std::uint32_t>(store),
                          .first = run.first_typing,
                          .last = run.last_typing});
  }

  SampleRegister samples_;
  std::vector<MarkerHeading> headings_;
  RowReading reading_;
  std::size_t n_known_;  ///< subjects known before
  ProfileRows rows_;
};

}  // namespace

ProfileRows read_profiles(std::span<const text::CsvTable> pieces, MarkerDirectory& directory,
                          const std::vector<const MarkerSettings*>& settings, std::optional<double> partial_dropout,
                          Subjects& subjects, ProblemLog& log) {
  return ProfileReader({.directory = directory,
                        .settings = settings,
                        .partial_dropout = partial_dropout,
                        .subjects = subjects,
                        .log = log})
      .read(pieces);
}

}  // namespace kith::intake

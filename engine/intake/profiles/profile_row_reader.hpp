// intake/profiles/profile_row_reader.hpp — rows of profiles.csv, one after the other.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/markers/marker_headings.hpp"
#include "intake/profiles/profile_rows.hpp"

namespace kith::intake {

/// Numbers texts in order of appearance; those of one sample usually follow one another, so the last is tried first.
class Names {
 public:
  std::uint32_t intern(std::string_view name);
  [[nodiscard]] std::vector<std::string>& all() { return names_; }

 private:
  std::vector<std::string> names_;
  TextMap<std::uint32_t> index_;
  std::uint32_t last_ = 0;
};

/// Whose the samples of a table are.
struct SampleRegister {
  Names samples{};
  std::vector<SubjectIndex> subjects{};  ///< one per sample
  Names replicates{};

  /// The sample's number. It stays with the subject under whom it came first.
  SampleIndex add(std::string_view sample, SubjectIndex subject);
};

/// What rows are read with, and what has been read.
struct RowReading {
  MarkerDirectory& directory;
  const std::vector<const MarkerSettings*>& settings;
  std::optional<double> partial_dropout;
  Subjects& subjects;
  ProblemLog& log;
  /// Null: the rows are those of a piece that others come before. Then `subjects` stays as it is, samples and
  /// replicates have no numbers yet, and RowRun::is_odd says what can only be read when all before it is.
  SampleRegister* samples = nullptr;
  /// The marker columns of a wide table, once its header is read.
  const std::vector<MarkerHeading>* headings = nullptr;

  TypingStore store{};
  std::vector<LineageRow> lineages{};
  std::map<std::array<double, 3>, std::uint32_t> models{};  ///< positions in store.models
  std::set<std::string, std::less<>> told{};                ///< markers that go no further
  bool homozygotes_in_full = false;                         ///< of the whole table: ProfileRows::homozygotes_in_full
};

/// What a row says of the sample, whatever the marker.
struct RowHead {
  bool usable = false;
  SubjectIndex subject = 0;
  SampleIndex sample = 0;
  std::uint16_t replicate = 0;
  bool partial = false;
  bool states_loss = false;  ///< it has a value in `partial`, `dropout` or `dropout_homozygote`
  std::optional<double> dropout{};
  std::optional<double> dropout_homozygote{};
  std::optional<double> drop_in{};
};

/// What the cells of one row and marker hold beside the labels.
struct MarkerCells {
  std::size_t n_alleles = 0;            ///< cells, or parts of one
  std::size_t n_not_seen = 0;           ///< "-", "0", "NA"
  std::size_t n_unusable = 0;           ///< "OL", "?"
  const Column* unusable = nullptr;     ///< the last of those
  bool off_ladder = false;              ///< one says more than "?"
  const Column* two_alleles = nullptr;  ///< the last with a whole genotype
  std::size_t n_genotypes = 0;
};

/// Consecutive rows with the same sample, subject and replicate, and what they added to a RowReading.
struct RowRun {
  std::size_t first_row = 0, last_row = 0;  ///< [first, last), as the next two
  std::size_t first_typing = 0, last_typing = 0;
  std::size_t first_lineage = 0, last_lineage = 0;
  RowHead head{};  ///< of the last usable row
  bool is_odd = false;
};

struct SampleColumns {
  explicit SampleColumns(TableColumns& columns);
  [[nodiscard]] bool any_drop() const { return dropout.present() || dropout_homozygote.present() || drop_in.present(); }
  Column sample, subject, replicate, partial, dropout, dropout_homozygote, drop_in;
};

class ProfileRowReader {
 public:
  /// Finds the columns; a missing one is a problem. @pre `table` and `reading` outlive this.
  ProfileRowReader(const text::CsvTable& table, RowReading& reading);

  /// Finds the marker columns of a wide table, which comes in `pieces`, and says whether rows can be read. What is
  /// wrong with the header becomes a problem.
  bool check_header(std::span<const text::CsvTable> pieces);
  [[nodiscard]] const std::vector<MarkerHeading>& headings() const { return headings_; }
  /// The run that begins with `row`.
  RowRun read_run(std::size_t row);
  /// Whether the row has the same allele twice at a scored autosomal marker.
  [[nodiscard]] bool is_homozygote_in_full(std::size_t row);

  [[nodiscard]] std::string_view sample(const RowRun& run) const {
    return columns_.text(run.first_row, column_.sample);
  }
  [[nodiscard]] std::string_view subject(const RowRun& run) const {
    return columns_.text(run.first_row, column_.subject);
  }
  [[nodiscard]] std::string_view replicate(const RowRun& run) const {
    return columns_.text(run.first_row, column_.replicate);
  }

 private:
  void require_second_allele(std::span<const text::CsvTable> pieces);
  [[nodiscard]] bool same_sample(std::size_t row, std::size_t other) const;
  RowHead read_head(std::size_t row);
  bool take_sample(std::size_t row, std::string_view sample, RowHead& head);
  void read_drop(std::size_t row, RowHead& head);
  SubjectIndex subject_at(std::size_t row, std::string_view id);
  void read_long(std::size_t row, const RowHead& head);
  void read_heading(std::size_t row, const RowHead& head, const MarkerHeading& heading);
  std::optional<MarkerRef> marker_at(std::size_t row, const Column& column, std::string_view name);
  void tell_unlisted(std::size_t row, const Column& column, std::string_view name);
  LineageRow& add_lineage(std::size_t row, const RowHead& head, MarkerRef ref, std::string_view marker);
  void start_cells();
  bool add_label(std::size_t row, const Column& column, std::string_view text, MarkerRef ref);
  bool add_other(std::size_t row, const Column& column, std::string_view text, MarkerRef ref, LabelIndex label);
  bool split_cell(std::size_t row, MarkerRef ref);
  bool weigh_unusable(std::size_t row, MarkerRef ref);
  [[nodiscard]] bool loses_alone(const RowHead& head, MarkerRef ref) const;
  void finish_cells(std::size_t row, const RowHead& head, MarkerRef ref);
  void add_typing(std::size_t row, const RowHead& head, MarkerRef ref, LostAllele lost);
  std::uint32_t model_of(const RowHead& head, MarkerRef ref);

  RowReading& reading_;
  TableColumns columns_;
  SampleColumns column_;
  Column marker_;                        ///< present: a long table
  std::vector<Column> alleles_;          ///< of a long table
  std::vector<MarkerHeading> headings_;  ///< of a wide one
  std::string_view last_subject_id_{};
  SubjectIndex last_subject_ = kNoSubject;
  bool decimal_comma_;
  std::vector<LabelIndex> labels_;
  MarkerCells cells_;
  bool new_label_ = false;  ///< a label was met that the marker's table does not list
};

}  // namespace kith::intake

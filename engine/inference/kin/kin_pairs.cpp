#include "inference/kin/kin_pairs.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <tuple>

#include "evidence/dna/dna_column.hpp"
#include "matching/case/known_sex.hpp"

namespace kith::inference {
namespace {

using evidence::ColumnStatus;
using evidence::TargetIndex;

/// Tables of LinePairs::log10_lr.
constexpr std::array kMeioses{1U, 2U};
/// What a scan by sums of means may be below the mean of whole profiles.
constexpr double kMargin = 0.5;
/// Beside it where likelihoods were taken together.
constexpr double kRoughMargin = 0.5;
/// Distinct results of a marker from which the same person is not looked for on its own: siblings' LR is high as well.
constexpr std::size_t kMostRowsForSame = 6000;

double margin_of(const KinPairs& people) {
  const bool exact = std::all_of(people.loci().begin(), people.loci().end(),
                                 [](const auto& l) { return l.is_exact(); });
  return kMargin + (exact ? 0 : kRoughMargin);
}

bool is_scanned_for_same(const KinPairs& people) {
  return std::all_of(people.loci().begin(), people.loci().end(),
                     [](const auto& locus) { return locus.pairs().n_rows() <= kMostRowsForSame; });
}

class KinColumn final : public evidence::Column {
 public:
  KinColumn(const KinLocus& locus, Kinship kinship, std::vector<std::uint32_t> targets)
      : locus_(locus), kinship_(kinship), targets_(std::move(targets)) {}
  [[nodiscard]] const std::string& name() const override { return locus_.marker().name(); }
  [[nodiscard]] std::size_t n_rows() const override { return locus_.n_scan_rows(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return std::to_string(row); }
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    locus_.fill(kinship_, targets_[target], rows);
    return targets_[target] == 0 ? ColumnStatus::no_reference : ColumnStatus::scored;
  }

 private:
  const KinLocus& locus_;
  Kinship kinship_;
  std::vector<std::uint32_t> targets_;  ///< rows
};

/// A line as far as it speaks for kin.
class LineColumn final : public evidence::Column {
 public:
  LineColumn(const LinePairs& line, std::size_t of_meioses, std::vector<std::uint32_t> targets)
      : line_(line), of_meioses_(of_meioses), targets_(std::move(targets)) {}
  [[nodiscard]] const std::string& name() const override { return line_.name; }
  [[nodiscard]] std::size_t n_rows() const override { return line_.n_rows; }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return std::to_string(row); }
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    const std::size_t first = std::size_t{targets_[target]} * line_.n_rows;
    for (std::size_t row = 0; row < rows.size(); ++row)
      rows[row] = std::max(0.0, line_.log10_lr[of_meioses_][first + row]);
    return targets_[target] == 0 ? ColumnStatus::no_reference : ColumnStatus::scored;
  }

 private:
  const LinePairs& line_;
  std::size_t of_meioses_;
  std::vector<std::uint32_t> targets_;  ///< rows
};

std::vector<std::uint32_t> codes_at(const std::vector<std::uint32_t>& codes, std::span<const SampleIndex> people) {
  std::vector<std::uint32_t> result;
  for (const SampleIndex person : people) result.push_back(codes[person]);
  return result;
}

bool goes_through_fathers(Link link) {
  return link == Link::father_child || link == Link::child_father || link == Link::siblings ||
         link == Link::half_paternal;
}

bool goes_through_mothers(Link link) {
  return link == Link::mother_child || link == Link::child_mother || link == Link::siblings ||
         link == Link::half_maternal;
}

bool is_parental(Link link) { return link < Link::siblings; }

}  // namespace

KinPairs::KinPairs(const matching::Case& data, std::vector<RemainsIndex> people, const SamplePairOptions& options)
    : samples_(data, std::move(people), options) {
  for (const LocusPairs& locus : samples_.loci()) {
    if (locus.marker().kind() == genetics::MarkerKind::autosomal) loci_.emplace_back(locus);
  }
  std::vector<RemainsIndex> in_order;
  for (SampleIndex i = 0; i < samples_.n_samples(); ++i) in_order.push_back(samples_.remains(i));
  lines_ = compare_lines(data, in_order, options.lineage, kMeioses, remarks_);
}

double KinPairs::of_lines(Link link, SampleIndex a, SampleIndex b) const {
  const std::size_t of_meioses = is_parental(link) ? 0 : 1;
  double sum = 0;
  for (const LinePairs& line : lines_) {
    const bool is_shared = line.name == "mtDNA" ? goes_through_mothers(link) : goes_through_fathers(link);
    if (is_shared) sum += line.lr(of_meioses, a, b);
  }
  return sum;
}

KinLr KinPairs::lr(SampleIndex a, SampleIndex b) const {
  KinLr result;
  LinkValues autosomal{}, all{};
  for (const KinLocus& locus : loci_) {
    if (!locus.is_typed(a) || !locus.is_typed(b)) continue;
    ++result.n_loci;
    const LinkValues values = locus.links(a, b);
    for (std::size_t k = 0; k < kLinks; ++k) autosomal[k] += values[k];
  }
  for (std::size_t k = 0; k < kLinks; ++k) all[k] = autosomal[k] + of_lines(static_cast<Link>(k), a, b);
  const auto sex_of = [&](SampleIndex person) { return matching::known_sex(data().remains[remains(person)]); };
  for (const Kinship kinship : kKin) {
    const LinkValues weights = link_weights(kinship, sex_of(a), sex_of(b));
    result.autosomal[kin_number(kinship)] = log10_mean(weights, autosomal);
    result.all[static_cast<std::size_t>(kinship)] = log10_mean(weights, all);
  }
  result.all[static_cast<std::size_t>(Kinship::same_person)] = samples_.lr(a, b).same;
  return result;
}

void KinPairs::tabulate() {
  for (KinLocus& locus : loci_) locus.tabulate();
}

void KinPairs::forget_tables() {
  for (KinLocus& locus : loci_) locus.forget_tables();
}

matching::EvidenceTable KinPairs::evidence(Kinship kinship) const {
  std::vector<SampleIndex> all(n_people());
  std::iota(all.begin(), all.end(), 0U);
  return evidence(kinship, all, all);
}

matching::EvidenceTable KinPairs::evidence(Kinship kinship, std::span<const SampleIndex> targets,
                                           std::span<const SampleIndex> others) const {
  matching::EvidenceTable table;
  table.n_targets = targets.size();
  table.n_remains = others.size();
  std::vector<matching::CodedColumn> columns;
  for (const KinLocus& locus : loci_) {
    columns.push_back({std::make_unique<KinColumn>(locus, kinship, codes_at(locus.scan_codes(), targets)),
                       codes_at(locus.scan_codes(), others)});
  }
  const std::size_t of_meioses = kinship == Kinship::parent_child ? 0 : 1;
  for (const LinePairs& line : lines_) {
    columns.push_back(
        {std::make_unique<LineColumn>(line, of_meioses, codes_at(line.codes, targets)), codes_at(line.codes, others)});
  }
  matching::set_columns(table, std::move(columns));
  return table;
}

ScannedKin scan_kin(KinPairs& people, const KinScanLimits& limits, const matching::Progress& progress) {
  ScannedKin result;
  std::vector<SamplePair> found;
  const double margin = margin_of(people);
  for (std::size_t k = 0; k < kKinships; ++k) {
    if (std::isinf(limits.threshold[k])) continue;
    const auto kinship = static_cast<Kinship>(k);
    const bool is_same = kinship == Kinship::same_person;
    if (is_same && !is_scanned_for_same(people)) continue;
    const ScanLimits of_one{.threshold = limits.threshold[k] - (is_same ? 0 : margin),
                            .max_pairs = limits.max_pairs,
                            .threads = limits.threads};
    const matching::Progress part = [&](double done) {
      if (progress) progress((static_cast<double>(k) + done) / kKinships);
    };
    ScannedPairs scanned = scan_symmetric(is_same ? people.samples().evidence() : people.evidence(kinship), of_one,
                                          part);
    result.cap_met = result.cap_met || scanned.cap_met;
    found.insert(found.end(), scanned.pairs.begin(), scanned.pairs.end());
  }
  const auto key = [](const SamplePair& pair) { return std::tie(pair.first, pair.second); };
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  found.erase(std::unique(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
              found.end());
  result.pairs.resize(found.size());
  tbb::task_arena arena(limits.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(limits.threads));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t i) {
      result.pairs[i] = {found[i].first, found[i].second, people.lr(found[i].first, found[i].second)};
    });
  });
  const auto is_below = [&](const PeoplePair& pair) {
    for (std::size_t k = 0; k < kKinships; ++k) {
      if (pair.lr.all[k] >= limits.threshold[k]) return false;
    }
    return true;
  };
  result.pairs.erase(std::remove_if(result.pairs.begin(), result.pairs.end(), is_below), result.pairs.end());
  return result;
}

}  // namespace kith::inference

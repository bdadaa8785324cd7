#include "genetics/haplotypes/mt_alignment.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "core/check.hpp"
#include "genetics/haplotypes/mt_notation.hpp"

namespace kith::genetics {
namespace {

using Cost = int;
constexpr Cost kSubstitution = 100, kMixture = 10, kGapOpen = 100, kGapBase = 101, kRunLength = 2;
constexpr Cost kAgainstRun = 10;   ///< added where another base is inserted into a run
constexpr Cost kKnownIndel = 100;  ///< of a base
constexpr Cost kNineBases = -15;   ///< added for each base of the nine-base deletion
constexpr Cost kNotCompared = -1;  ///< added where a length is not compared, so that equal costs choose that place
constexpr Cost kImpossible = std::numeric_limits<Cost>::max() / 2;

/// An equal stretch this long keeps what lies on either side of it apart; indels add their own length.
constexpr std::size_t kReach = 24;
/// How far an alignment may leave the offsets of the one that was written.
constexpr std::ptrdiff_t kSpareOffsets = 10;

bool is_within(std::uint16_t position, std::uint16_t from, std::uint16_t to) {
  return from <= position && position <= to;
}

/// The two C runs around 310T, which tells them apart.
bool is_beside_310(std::uint16_t position) { return is_within(position, 303, 315) && position != 310; }

/// Whether this base more or less changes the length of a C run only.
bool is_length_of_run(std::uint16_t position, BaseSet base) {
  return base == kBaseC && (is_beside_310(position) || is_within(position, 16190, 16193));
}

/// Indels that occur beside substitutions; both are written (58C 60.1T, 247A 249-, 455.1T 459.1C).
bool is_known_insertion(std::uint16_t position, BaseSet base) {
  return ((position == 60 || position == 455) && base == kBaseT) || (position == 459 && base == kBaseC);
}

/// Where costs are others than elsewhere.
bool is_special(std::uint16_t position) {
  return is_beside_310(position) || is_within(position, 16190, 16193) || position == 60 || position == 249 ||
         position == 455 || position == 459 || is_within(position, 8281, 8289);
}

Cost insertion_cost(std::uint16_t position, BaseSet bases, bool opens) {
  if (is_length_of_run(position, bases)) return kRunLength;
  if (is_known_insertion(position, bases)) return kKnownIndel;
  const bool in_run = is_beside_310(position);
  return kGapBase + (opens || in_run ? kGapOpen : 0) + (in_run ? kAgainstRun : 0) +
         (position == 8289 ? kNineBases : 0) + (is_run_length(position, 2) ? kNotCompared : 0);
}

Cost deletion_cost(std::uint16_t position, bool opens) {
  if (is_length_of_run(position, rcrs_base(position))) return kRunLength;
  if (position == 249) return kKnownIndel;
  return kGapBase + (opens || position == 310 ? kGapOpen : 0) + (is_within(position, 8281, 8289) ? kNineBases : 0) +
         (is_run_length(position, 0) ? kNotCompared : 0);
}

Cost substitution_cost(std::uint16_t position, BaseSet bases) {
  const BaseSet reference = rcrs_base(position);
  if (bases == reference) return 0;
  if ((bases & reference) != 0) return kMixture;
  return is_beside_310(position) ? kGapOpen + kGapBase : kSubstitution;
}

/// A base as it was read: `bases` without kGap.
struct Symbol {
  BaseSet bases = 0;
  bool may_be_missing = false;
};

using Differences = std::vector<MtDifference>;

/// What was read without a break: its positions in order, round the origin where both sides were read.
std::vector<std::vector<std::uint16_t>> stretches(const std::vector<MtRange>& ranges) {
  constexpr std::uint16_t kPlaceholder = 3107;
  std::vector<std::vector<std::uint16_t>> result;
  for (const MtRange& range : ranges) {
    auto& stretch = result.emplace_back();
    for (std::uint32_t p = range.from; p <= range.to; ++p) {
      if (p != kPlaceholder) stretch.push_back(static_cast<std::uint16_t>(p));
    }
  }
  if (ranges.empty() || ranges.front().from != 1 || ranges.back().to != kMtLength) return result;
  auto& first = result.front();
  if (result.size() > 1) {
    result.back().insert(result.back().end(), first.begin(), first.end());
    result.erase(result.begin());
  } else {  // the whole circle: cut where the rCRS has no base
    std::rotate(first.begin(), std::find(first.begin(), first.end(), kPlaceholder + 1), first.end());
  }
  return result;
}

/// A base that may be missing, or several of them, as far 3' as the sequence stays the same.
void move_missing(std::vector<Symbol>& read) {
  for (std::size_t i = read.size(); i-- > 0;) {
    const bool starts = read[i].may_be_missing && (i == 0 || !read[i - 1].may_be_missing);
    if (!starts) continue;
    std::size_t from = i;
    std::size_t to = i;  // one past the block
    while (to < read.size() && read[to].may_be_missing) ++to;
    while (to < read.size() && !read[to].may_be_missing && read[to].bases == read[from].bases) {
      read[from++].may_be_missing = false;
      read[to++].may_be_missing = true;
      while (to < read.size() && read[to].may_be_missing) ++to;
    }
  }
}

/// The cheapest alignment of what was read with a piece of the rCRS, within a band of offsets.
class Alignment {
 public:
  Alignment(const std::vector<std::uint16_t>& positions, const std::vector<Symbol>& read, std::ptrdiff_t low,
            std::ptrdiff_t high)
      : positions_(positions), read_(read), low_(low), width_(static_cast<std::size_t>(high - low + 1)) {
    cells_.assign((positions.size() + 1) * width_, {kImpossible, kImpossible, kImpossible});
    (*cell(0, 0))[kPaired] = 0;
    for (std::size_t i = 0; i <= positions.size(); ++i) {
      const auto begin = std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(i) + low);
      const auto end = std::min(static_cast<std::ptrdiff_t>(read.size()), static_cast<std::ptrdiff_t>(i) + high);
      for (auto j = begin; j <= end; ++j) fill(i, static_cast<std::size_t>(j));
    }
  }

  /// Appends the differences of the alignment, last first.
  void trace(Differences& found) const {
    std::size_t i = positions_.size();
    std::size_t j = read_.size();
    const auto* end = cell(i, j);
    KITH_CHECK(end != nullptr);
    auto state = cheapest(*end);
    while (i > 0 || j > 0) {
      const Cost here = (*cell(i, j))[state];
      const State next = before(i, j, state, here);
      if (state == kPaired) {
        --i, --j;
        const BaseSet bases = with_gap(read_[j]);
        if (bases != rcrs_base(positions_[i])) found.push_back({positions_[i], 0, bases});
      } else if (state == kDeleted) {
        found.push_back({positions_[--i], 0, kGap});
      } else {
        found.push_back({positions_[i - 1], 0, with_gap(read_[--j])});
        found.back().insertion = 1;
        for (auto k = found.rbegin() + 1; k != found.rend() && k->position == found.back().position; ++k) {
          if (k->insertion > 0) ++k->insertion;
        }
      }
      state = next;
    }
  }

 private:
  /// In the order in which equal costs are taken, from the 3' end on.
  enum State : std::uint8_t { kDeleted, kInserted, kPaired };
  using Cell = std::array<Cost, 3>;

  static BaseSet with_gap(const Symbol& symbol) {
    return static_cast<BaseSet>(symbol.bases | (symbol.may_be_missing ? kGap : 0));
  }

  static State cheapest(const Cell& costs) {
    return static_cast<State>(std::min_element(costs.begin(), costs.end()) - costs.begin());
  }

  [[nodiscard]] const Cell* cell(std::size_t i, std::size_t j) const {
    const auto offset = static_cast<std::ptrdiff_t>(j) - static_cast<std::ptrdiff_t>(i) - low_;
    if (offset < 0 || offset >= static_cast<std::ptrdiff_t>(width_)) return nullptr;
    return &cells_[i * width_ + static_cast<std::size_t>(offset)];
  }
  Cell* cell(std::size_t i, std::size_t j) { return const_cast<Cell*>(std::as_const(*this).cell(i, j)); }

  /// Cost of the step in `state` that ends at (i, j), after one in `previous`.
  [[nodiscard]] Cost step(std::size_t i, std::size_t j, State state, State previous) const {
    const std::uint16_t position = positions_[i - 1];
    if (state == kPaired) return substitution_cost(position, read_[j - 1].bases);
    if (state == kDeleted) return deletion_cost(position, previous != kDeleted);
    return insertion_cost(position, read_[j - 1].bases, previous != kInserted);
  }

  /// The cell a step in `state` comes from; null where there is none.
  [[nodiscard]] const Cell* source(std::size_t i, std::size_t j, State state) const {
    if (i == 0 || (j == 0 && state != kDeleted)) return nullptr;  // nothing is inserted before the first position
    if (state == kPaired) return cell(i - 1, j - 1);
    return state == kDeleted ? cell(i - 1, j) : cell(i, j - 1);
  }

  void fill(std::size_t i, std::size_t j) {
    Cell& here = *cell(i, j);
    for (const State state : {kDeleted, kInserted, kPaired}) {
      const Cell* from = source(i, j, state);
      if (from == nullptr) continue;
      const Cost same = (*from)[state];
      const Cost other = std::min((*from)[(state + 1U) % 3U], (*from)[(state + 2U) % 3U]);
      if (std::min(same, other) >= kImpossible) continue;
      const State another = state == kPaired ? kDeleted : kPaired;
      here[state] = std::min(here[state],
                             std::min(same + step(i, j, state, state), other + step(i, j, state, another)));
    }
  }

  [[nodiscard]] State before(std::size_t i, std::size_t j, State state, Cost cost) const {
    const Cell* from = source(i, j, state);
    KITH_CHECK(from != nullptr);
    for (const State previous : {kDeleted, kInserted, kPaired}) {
      if ((*from)[previous] < kImpossible && (*from)[previous] + step(i, j, state, previous) == cost) return previous;
    }
    KITH_CHECK(false);
    return kPaired;
  }

  const std::vector<std::uint16_t>& positions_;
  const std::vector<Symbol>& read_;
  std::ptrdiff_t low_;
  std::size_t width_;
  std::vector<Cell> cells_;  ///< [number of positions][offset - low]
};

/// Differences of one stretch, in its order, with their places in it.
struct Placed {
  std::size_t place = 0;
  MtDifference difference{};
};

/// Differences so near each other that they are aligned together.
class Cluster {
 public:
  Cluster(const std::vector<std::uint16_t>& stretch, std::span<const Placed> differences, std::size_t reach)
      : differences_(differences) {
    const std::size_t first = differences.front().place;
    from_ = first > reach ? first - reach : 0;
    const std::size_t to = std::min(stretch.size(), differences.back().place + reach + 1);
    positions_.assign(stretch.begin() + static_cast<std::ptrdiff_t>(from_),
                      stretch.begin() + static_cast<std::ptrdiff_t>(to));
  }

  void align(Differences& result) {
    if (is_plain()) {
      for (const Placed& d : differences_) result.push_back(d.difference);
      return;
    }
    apply();
    move_missing(read_);
    Alignment(positions_, read_, low_ - kSpareOffsets, high_ + kSpareOffsets).trace(result);
  }

 private:
  /// Few substitutions cannot be written in another way that costs less.
  [[nodiscard]] bool is_plain() const {
    const bool substitutions = std::all_of(differences_.begin(), differences_.end(), [](const Placed& d) {
      return d.difference.insertion == 0 && (d.difference.bases & kGap) == 0;
    });
    if (!substitutions || differences_.size() > 3) return false;
    return differences_.size() == 1 || std::none_of(positions_.begin(), positions_.end(), is_special);
  }

  void apply() {
    auto next = differences_.begin();
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      BaseSet here = rcrs_base(positions_[i]);
      for (; next != differences_.end() && next->place == from_ + i; ++next) {
        if (next->difference.insertion > 0) {
          if (here != 0) read(here);
          here = 0;
          read(next->difference.bases);
        } else {
          here = next->difference.bases;
        }
      }
      if (here != 0) read(here);
      const auto offset = static_cast<std::ptrdiff_t>(read_.size()) - static_cast<std::ptrdiff_t>(i + 1);
      low_ = std::min(low_, offset);
      high_ = std::max(high_, offset);
    }
  }

  void read(BaseSet bases) {
    if (bases == kGap) return;
    read_.push_back({static_cast<BaseSet>(bases & ~kGap), (bases & kGap) != 0});
  }

  std::span<const Placed> differences_;
  std::size_t from_ = 0;
  std::vector<std::uint16_t> positions_;
  std::vector<Symbol> read_;
  std::ptrdiff_t low_ = 0;
  std::ptrdiff_t high_ = 0;
};

/// Where the stretch has each difference that lies in it.
std::vector<Placed> place(const std::vector<std::uint16_t>& stretch, const Differences& differences) {
  std::vector<Placed> placed;
  const auto origin = std::is_sorted_until(stretch.begin(), stretch.end());
  for (const MtDifference& d : differences) {
    const auto begin = d.position >= stretch.front() ? stretch.begin() : origin;
    const auto end = d.position >= stretch.front() ? origin : stretch.end();
    const auto found = std::lower_bound(begin, end, d.position);
    if (found == end || *found != d.position) continue;
    placed.push_back({static_cast<std::size_t>(found - stretch.begin()), d});
  }
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.place < b.place; });
  return placed;
}

void align(const std::vector<std::uint16_t>& stretch, const Differences& differences, Differences& result) {
  const std::vector<Placed> placed = place(stretch, differences);
  const auto is_indel = [](const Placed& d) { return d.difference.insertion > 0 || (d.difference.bases & kGap) != 0; };
  const std::size_t reach = kReach + static_cast<std::size_t>(std::count_if(placed.begin(), placed.end(), is_indel));
  for (std::size_t begin = 0; begin < placed.size();) {
    std::size_t end = begin + 1;
    while (end < placed.size() && placed[end].place - placed[end - 1].place <= 2 * reach) ++end;
    Cluster(stretch, std::span(placed).subspan(begin, end - begin), reach).align(result);
    begin = end;
  }
}

}  // namespace

void canonicalise(MtHaplotype& haplotype) {
  auto& differences = haplotype.differences;
  const auto says_nothing = [](const MtDifference& d) {
    const BaseSet reference = rcrs_base(d.position);
    return reference == 0 || d.bases == (d.insertion > 0 ? kGap : reference);
  };
  differences.erase(std::remove_if(differences.begin(), differences.end(), says_nothing), differences.end());
  if (differences.empty()) return;
  Differences result;
  for (const auto& stretch : stretches(haplotype.ranges)) {
    if (!stretch.empty()) align(stretch, differences, result);
  }
  std::sort(result.begin(), result.end());
  differences = std::move(result);
}

}  // namespace kith::genetics

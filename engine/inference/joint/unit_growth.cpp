#include "inference/joint/unit_growth.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/check.hpp"
#include "evidence/dna/dna_column.hpp"
#include "evidence/lineage/lineage_column.hpp"
#include "inference/joint/kin_reports.hpp"
#include "inference/joint/lineage_kin.hpp"
#include "matching/case/typed_relatives.hpp"

namespace kith::inference {
namespace {

/// Up to so many bodies are scored one by one: what they show is remembered.
constexpr std::size_t kFew = 2;
/// Other orders of the bodies of assignments, of a unit at most.
constexpr std::size_t kMostPermutations = 5'000;
/// Assignments of at least this part of the best are looked at without each of their bodies, so many of a unit at most.
constexpr double kPartsFrom = 1e-6;
constexpr std::size_t kMostParts = 100;

/// Persons who cannot be told apart are taken as one class from so many on; fewer are told apart one by one.
constexpr std::size_t kWideClass = 6;

/// Which line a column is of; none: it is no haplotype.
std::optional<evidence::Line> line_of(const evidence::Column& column) {
  if (dynamic_cast<const evidence::YColumn*>(&column) != nullptr) return evidence::Line::paternal;
  if (dynamic_cast<const evidence::MtColumn*>(&column) != nullptr) return evidence::Line::maternal;
  return std::nullopt;
}

/// What other evidence says of every body in one place: haplotypes, descriptions, and the corrections of kept pairs.
class Beside {
 public:
  Beside(const matching::Case& the_case, const matching::EvidenceTable& evidence, const KinReports& reports,
         MissingIndex missing, std::span<const PairLr> pairs, SexRule sex, const DoubtfulJoins& joins) {
    log_lr_.assign(the_case.remains.size(), 0.0);
    const std::size_t n_columns = evidence.columns.size();
    std::vector<double> rows;
    for (std::size_t c = 0; c < n_columns; ++c) {
      if (dynamic_cast<const evidence::DnaColumn*>(evidence.columns[c].get()) != nullptr) continue;
      rows.assign(evidence.columns[c]->n_rows(), 0.0);
      reports.fill(c, missing, rows);
      const auto line = line_of(*evidence.columns[c]);
      if (line) lines_[static_cast<std::size_t>(*line)].resize(log_lr_.size());
      for (std::size_t b = 0; b < log_lr_.size(); ++b) {
        const auto row = evidence.codes[b * n_columns + c];
        log_lr_[b] += rows[row];
        if (line) lines_[static_cast<std::size_t>(*line)][b] = {row != 0, rows[row] * std::numbers::ln10};
      }
    }
    for (BodyIndex b = 0; b < log_lr_.size(); ++b) {
      log_lr_[b] *= std::numbers::ln10;
      if (!may_be(the_case.remains[b], the_case.missing[missing], sex)) log_lr_[b] = kImpossible;
    }
    for (std::size_t j = 0; j < joins.all().size(); ++j) {
      const DoubtfulJoin& join = joins.all()[j];
      const bool may_be_here = std::binary_search(join.missing.begin(), join.missing.end(), missing);
      log_lr_[joins.position(j)] += may_be_here ? join.log_lr_same : kImpossible;
    }
    for (const PairLr& pair : pairs) log_lr_[pair.body] = pair.log_beside;
    for (BodyIndex b = 0; b < log_lr_.size(); ++b) {
      if (log_lr_[b] > kImpossible) bodies_.push_back(b);
    }
  }

  [[nodiscard]] double of(BodyIndex body) const { return log_lr_[body]; }
  /// Whether both say the same of every body.
  friend bool operator==(const Beside& a, const Beside& b) { return a.log_lr_ == b.log_lr_ && a.lines_ == b.lines_; }
  [[nodiscard]] bool is_typed(evidence::Line line, BodyIndex body) const {
    const auto& of_line = lines_[static_cast<std::size_t>(line)];
    return !of_line.empty() && of_line[body].first;
  }
  /// Of `of()`, the haplotype of this line.
  [[nodiscard]] double of_line(evidence::Line line, BodyIndex body) const {
    const auto& of_line = lines_[static_cast<std::size_t>(line)];
    return of_line.empty() ? 0 : of_line[body].second;
  }
  /// Who can be there at all.
  [[nodiscard]] const std::vector<BodyIndex>& bodies() const { return bodies_; }

 private:
  std::vector<double> log_lr_{};
  std::array<std::vector<std::pair<bool, double>>, 2> lines_{};  ///< per line and body: typed, and its ln LR
  std::vector<BodyIndex> bodies_{};
};

/// Assignments of one unit, found from the best to the worst.
class Growth {
 public:
  Growth(const matching::Case& the_case, const matching::EvidenceTable& evidence, const KinReports& reports,
         std::vector<std::span<const PairLr>> pairs, LineageKin& kin, const CaseTerms& terms,
         const GrowthOptions& options, const DoubtfulJoins& joins, UnitTable& table)
      : case_(the_case),
        evidence_(evidence),
        reports_(reports),
        pairs_(std::move(pairs)),
        kin_(kin),
        terms_(terms),
        options_(options),
        joins_(joins),
        table_(table),
        lineages_(the_case, table.unit) {}

  void run() {
    const std::size_t n_places = table_.unit.missing.size();
    beside_.resize(n_places);
    if (n_places == 1) {
      start();
      return finish();
    }
    if (options_.least_odds == 0 && is_too_many()) {
      table_.too_wide = true;
      rows_.resize(1);
      rows_.front().bodies.assign(n_places, kNoBody);
      return finish();
    }
    find_classes();
    FamilyLikelihood likelihood(case_, table_.unit, References::used, options_.likelihood);
    likelihood.use(terms_);
    do {
      start();
    } while (!extend_all(likelihood) || !add_parts(likelihood) || !add_permutations(likelihood));
    table_.inconsistent = likelihood.inconsistent();
    table_.too_costly = likelihood.too_costly();
    finish();
    add_pairs(likelihood);
  }

 private:
  struct Row {
    std::vector<BodyIndex> bodies{};
    double log_lr = 0;
    double log_markers = 0;  ///< of the markers alone
    double log_joins = 0;    ///< prior odds of the joins it makes
    std::size_t n_placed = 0;
  };

  void find_classes() {
    if (options_.least_odds == 0 || pairs_.size() < kWideClass) return;
    std::vector<std::uint32_t> class_of(pairs_.size());
    bool any = false;
    for (std::uint32_t place = 0; place < class_of.size(); ++place) {
      class_of[place] = place;
      for (std::uint32_t first = 0; first < place; ++first) {
        if (class_of[first] != first || !are_alike(first, place)) continue;
        class_of[place] = first;
        break;
      }
    }
    for (const std::uint32_t first : std::set<std::uint32_t>(class_of.begin(), class_of.end())) {
      if (std::count(class_of.begin(), class_of.end(), first) >= static_cast<std::ptrdiff_t>(kWideClass)) {
        any = true;
        continue;
      }
      for (std::uint32_t place = first; place < class_of.size(); ++place) {
        if (class_of[place] == first) class_of[place] = place;
      }
    }
    if (any) table_.class_of = std::move(class_of);
  }

  /// Children of the same parents, of one sex, without children or a sample of their own, of whom all evidence says the same.
  [[nodiscard]] bool are_alike(std::size_t a, std::size_t b) {
    const matching::Family& family = case_.families[table_.unit.family];
    const auto& pedigree = family.pedigree;
    const auto p = case_.missing[table_.unit.missing[a]].person, q = case_.missing[table_.unit.missing[b]].person;
    if (pedigree.father(p) == pedigree::kNobody || pedigree.father(p) != pedigree.father(q) ||
        pedigree.mother(p) != pedigree.mother(q) || pedigree.sex(p) != pedigree.sex(q)) {
      return false;
    }
    for (std::size_t i = 0; i < pedigree.size(); ++i) {
      const auto child = static_cast<pedigree::PersonIndex>(i);
      for (const auto person : {p, q}) {
        if (pedigree.father(child) == person || pedigree.mother(child) == person) return false;
      }
    }
    for (const auto person : {p, q}) {
      if (matching::is_typed(family, person)) return false;
    }
    const auto same = [](const PairLr& x, const PairLr& y) {
      return x.body == y.body && x.log_lr == y.log_lr && x.log_beside == y.log_beside;
    };
    if (!std::equal(pairs_[a].begin(), pairs_[a].end(), pairs_[b].begin(), pairs_[b].end(), same)) return false;
    look_beside(a);
    look_beside(b);
    return *beside_[a] == *beside_[b];
  }

  /// Bodies of a class in its first places, ascending; how many assignments that stands for, ln.
  double put_in_order(std::vector<BodyIndex>& bodies) const {
    double log_ways = 0;
    if (table_.class_of.empty()) return log_ways;
    for (std::size_t first = 0; first < bodies.size(); ++first) {
      if (table_.class_of[first] != first) continue;
      const auto places = table_.alike(first);
      if (places.size() < 2) continue;
      std::vector<BodyIndex> here;
      for (const std::size_t place : places) here.push_back(bodies[place]);
      std::sort(here.begin(), here.end());  // kNoBody is the last
      for (std::size_t i = 0; i < places.size(); ++i) {
        bodies[places[i]] = here[i];
        if (here[i] != kNoBody) log_ways += std::log(static_cast<double>(places.size() - i));
      }
    }
    return log_ways;
  }

  /// Of a class only the first free place is looked at.
  [[nodiscard]] bool is_looked_at(std::span<const BodyIndex> bodies, std::size_t place) const {
    if (table_.class_of.empty()) return true;
    for (std::size_t p = table_.class_of[place]; p < place; ++p) {
      if (table_.are_alike(p, place) && bodies[p] == kNoBody) return false;
    }
    return true;
  }

  /// More assignments than the limit, by the pairs alone.
  [[nodiscard]] bool is_too_many() const {
    std::size_t n = 0;
    std::vector<BodyIndex> chosen(pairs_.size(), kNoBody);
    count(0, chosen, n);
    return n > options_.limits.assignments;
  }

  void count(std::size_t place, std::vector<BodyIndex>& chosen, std::size_t& n) const {
    if (n > options_.limits.assignments) return;
    if (place == pairs_.size()) {
      ++n;
      return;
    }
    count(place + 1, chosen, n);
    for (const PairLr& pair : pairs_[place]) {
      if (is_used(chosen, pair.body)) continue;
      chosen[place] = pair.body;
      count(place + 1, chosen, n);
      chosen[place] = kNoBody;
    }
  }

  /// Whether the body, or one of the join, is in the assignment.
  [[nodiscard]] bool is_used(std::span<const BodyIndex> bodies, BodyIndex body) const {
    if (joins_.empty()) return std::find(bodies.begin(), bodies.end(), body) != bodies.end();
    return std::any_of(bodies.begin(), bodies.end(), [&](BodyIndex other) { return joins_.overlap(other, body); });
  }

  void start() {
    rows_.clear();
    row_of_.clear();
    open_.clear();
    table_.n_scans = 0;
    table_.n_not_scanned = 0;
    table_.share_not_scanned = 0;
    Row nobody;
    nobody.bodies.assign(table_.unit.missing.size(), kNoBody);
    row_of_.emplace(assignment_key(nobody.bodies), 0);
    rows_.push_back(nobody);
    for (std::size_t place = 0; place < pairs_.size(); ++place) {
      if (!is_looked_at(nobody.bodies, place)) continue;
      for (const PairLr& pair : pairs_[place]) {
        Row row = nobody;
        row.bodies[place] = pair.body;
        row.log_lr = pair.log_lr;
        row.log_markers = pair.log_lr - pair.log_beside;
        row.n_placed = 1;
        add(std::move(row));
      }
    }
  }

  [[nodiscard]] double log_weight(const Row& row) const {
    return row.log_lr + row.log_joins + options_.log_odds * static_cast<double>(row.n_placed);
  }

  void add(Row row) {
    row.log_joins = joins_.log_prior_odds(row.bodies) + put_in_order(row.bodies);
    const auto [place, is_new] = row_of_.emplace(assignment_key(row.bodies), rows_.size());
    if (!is_new) return;
    best_ = std::max(best_, log_weight(row));
    open_.emplace(-log_weight(row), place->first);
    rows_.push_back(std::move(row));
  }

  /// False: a marker proved too costly.
  bool extend_all(FamilyLikelihood& likelihood) {
    if (options_.least_odds == 0) return extend_everything(likelihood);
    while (!open_.empty()) {
      const auto [minus_weight, name] = *open_.begin();
      const bool counts = -minus_weight >=
                          std::max(std::log(options_.scan_from), best_ + std::log(options_.scan_share));
      if (!counts || rows_.size() > options_.limits.assignments) break;
      if (table_.n_scans == options_.most_scans || is_spent(likelihood)) {
        leave_open();
        break;
      }
      open_.erase(open_.begin());
      const Row row = rows_[row_of_.at(name)];
      if (row.n_placed == row.bodies.size()) continue;
      ++table_.n_scans;
      for (std::size_t place = 0; place < row.bodies.size(); ++place) {
        if (row.bodies[place] != kNoBody || !is_looked_at(row.bodies, place)) continue;
        if (!extend(likelihood, row, place)) return false;
      }
    }
    table_.too_wide = rows_.size() > options_.limits.assignments;
    return true;
  }

  /// The most probable assignments without one of their bodies: how sure a body is shows there, and growth from the strongest body
  /// on need not have passed it. False: a marker proved too costly.
  bool add_parts(FamilyLikelihood& likelihood) {
    if (options_.least_odds == 0 || table_.too_wide) return true;
    std::vector<std::pair<double, std::size_t>> best;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].n_placed > 2 && log_weight(rows_[i]) >= best_ + std::log(kPartsFrom))
        best.emplace_back(-log_weight(rows_[i]), i);
    }
    std::sort(best.begin(), best.end());
    if (best.size() > kMostParts) best.resize(kMostParts);
    if (best.empty()) return true;
    for (std::size_t place = 0; place < beside_.size(); ++place) look_beside(place);
    for (const auto& [minus_weight, i] : best) {
      for (std::size_t place = 0; place < beside_.size(); ++place) {
        auto part = rows_[i].bodies;
        if (std::exchange(part[place], kNoBody) == kNoBody) continue;
        (void)put_in_order(part);
        if (row_of_.count(assignment_key(part)) > 0) continue;
        if (is_spent(likelihood)) return true;
        if (!add_whole(likelihood, part)) return false;
      }
    }
    return true;
  }

  /// The bodies of every assignment that matters in the other orders of its places: what limits leave out must not
  /// decide between brothers.
  bool add_permutations(FamilyLikelihood& likelihood) {
    if (is_complete() || table_.too_wide || !table_.class_of.empty()) return true;
    std::map<std::vector<BodyIndex>, double> weights;
    for (const Row& row : rows_) {
      if (row.n_placed < 2 || log_weight(row) < best_ + std::log(options_.scan_share)) continue;
      auto bodies = row.bodies;
      std::sort(bodies.begin(), bodies.end());
      double& weight = weights.emplace(std::move(bodies), kImpossible).first->second;
      weight = std::max(weight, log_weight(row));
    }
    if (weights.empty()) return true;
    std::vector<std::pair<double, std::vector<BodyIndex>>> sets;  // the most probable first
    for (const auto& [bodies, weight] : weights) sets.emplace_back(-weight, bodies);
    std::sort(sets.begin(), sets.end());
    for (std::size_t place = 0; place < beside_.size(); ++place) look_beside(place);
    std::size_t n = 0;
    for (auto& [minus_weight, bodies] : sets) {
      do {
        if (row_of_.count(assignment_key(bodies)) > 0) continue;
        if (++n > kMostPermutations || is_spent(likelihood)) return true;
        if (!add_whole(likelihood, bodies)) return false;
      } while (std::next_permutation(bodies.begin(), bodies.end()));
    }
    return true;
  }

  /// An assignment from nothing. False: a marker proved too costly.
  bool add_whole(FamilyLikelihood& likelihood, const std::vector<BodyIndex>& bodies) {
    double beside = 0;
    for (std::size_t place = 0; place < bodies.size(); ++place) {
      if (bodies[place] == kNoBody) continue;
      beside += beside_[place]->of(bodies[place]);
      if (lineages_.empty()) continue;
      for (const evidence::Line line : {evidence::Line::paternal, evidence::Line::maternal})
        beside -= beside_[place]->of_line(line, bodies[place]);
    }
    if (beside == kImpossible) return true;
    const auto markers = likelihood.log_lr(bodies);
    if (!markers) return false;
    if (*markers == kImpossible) return true;
    Row row{.bodies = bodies, .log_lr = 0, .log_markers = *markers, .n_placed = 0};
    row.n_placed = bodies.size() - static_cast<std::size_t>(std::count(bodies.begin(), bodies.end(), kNoBody));
    row.log_lr = *markers + beside + (lineages_.empty() ? 0 : log_lines(bodies));
    add(std::move(row));
    return true;
  }

  /// The limit is met: says how many would have been next, and what those that follow from them would weigh of all, were a body
  /// more as probable as it is alone.
  void leave_open() {
    const double least = std::max(std::log(options_.scan_from), best_ + std::log(options_.scan_share));
    std::vector<double> one_more;
    for (const auto& pairs : pairs_) {
      double sum = 0;
      for (const PairLr& pair : pairs)
        sum += std::exp(pair.log_lr + joins_.log_prior_odds(pair.body) + options_.log_odds);
      one_more.push_back(sum);
    }
    double total = 0;
    for (const Row& row : rows_) total += std::exp(log_weight(row) - best_);
    for (const auto& [minus_weight, name] : open_) {
      const Row& row = rows_[row_of_.at(name)];
      if (-minus_weight < least || row.n_placed == row.bodies.size()) continue;
      double follow = 0;
      for (std::size_t place = 0; place < row.bodies.size(); ++place) {
        if (row.bodies[place] == kNoBody) follow += one_more[place];
      }
      ++table_.n_not_scanned;
      table_.share_not_scanned += std::min(1.0, follow) * std::exp(-minus_weight - best_) / total;
    }
  }

  /// Every assignment that counts was extended in every place: no order and no part of one is missing.
  [[nodiscard]] bool is_complete() const { return options_.least_odds == 0 || options_.scan_from == 0; }

  [[nodiscard]] bool is_spent(const FamilyLikelihood& likelihood) const {
    return likelihood.n_eliminations() > options_.most_scan_eliminations;
  }

  /// Every assignment once: places in ascending order.
  bool extend_everything(FamilyLikelihood& likelihood) {
    for (std::size_t i = 1; i < rows_.size(); ++i) {
      if (likelihood.n_eliminations() > options_.most_eliminations) {
        table_.too_wide = true;
        return true;
      }
      const Row row = rows_[i];
      for (std::size_t place = row.bodies.size(); place-- > 0 && row.bodies[place] == kNoBody;) {
        ++table_.n_scans;
        if (!extend(likelihood, row, place)) return false;
      }
    }
    return true;
  }

  /// All places where a line joins them.
  void look_beside(std::size_t place) {
    for (std::size_t p = 0; p < beside_.size(); ++p) {
      if (beside_[p] || (p != place && lineages_.empty())) continue;
      beside_[p].emplace(case_, evidence_, reports_, table_.unit.missing[p], pairs_[p], options_.sex, joins_);
    }
  }

  /// ln LR of the haplotypes of all bodies together.
  [[nodiscard]] double log_lines(std::span<const BodyIndex> bodies) const {
    const auto alone = [&](evidence::Line line, BodyIndex body, std::size_t place) {
      return beside_[place]->of_line(line, body);
    };
    const auto is_typed = [&](evidence::Line line, BodyIndex body) { return beside_.front()->is_typed(line, body); };
    return lineages_.log_lr(bodies, kin_, alone, is_typed);
  }

  /// What all but the markers add for one body more.
  [[nodiscard]] double log_beside(const Row& longer, std::size_t place, double lines_before) const {
    const BodyIndex body = longer.bodies[place];
    const Beside& beside = *beside_[place];
    double sum = beside.of(body);
    if (lineages_.empty()) return sum;
    bool typed = false;
    for (const evidence::Line line : {evidence::Line::paternal, evidence::Line::maternal}) {
      sum -= beside.of_line(line, body);
      typed = typed || beside.is_typed(line, body);
    }
    return typed ? sum + log_lines(longer.bodies) - lines_before : sum;
  }

  /// Who may be added in this place. What is impossible alone is so with others, too.
  [[nodiscard]] std::vector<BodyIndex> list_candidates(const Row& row, std::size_t place) const {
    std::vector<BodyIndex> candidates;
    const auto add_free = [&](BodyIndex body) {
      if (!is_used(row.bodies, body)) candidates.push_back(body);
    };
    if (options_.least_odds == 0) {
      for (const PairLr& pair : pairs_[place]) add_free(pair.body);
    } else {
      for (const BodyIndex body : beside_[place]->bodies()) add_free(body);
    }
    return candidates;
  }

  /// ln LR of the markers with each of them. Few are cheaper one by one: what they show is remembered.
  [[nodiscard]] static std::optional<std::vector<double>> score(FamilyLikelihood& likelihood, const Row& row,
                                                                std::size_t place,
                                                                std::span<const BodyIndex> candidates) {
    if (candidates.size() > kFew)
      return likelihood.log_lr_with_one_more(row.bodies, row.log_markers, place, candidates);
    std::vector<double> log_lr;
    auto bodies = row.bodies;
    for (const BodyIndex body : candidates) {
      bodies[place] = body;
      const auto found = likelihood.log_lr(bodies);
      if (!found) return std::nullopt;
      log_lr.push_back(*found);
    }
    return log_lr;
  }

  /// ln of how many places this one stands for.
  [[nodiscard]] double log_free_places(const Row& row, std::size_t place) const {
    if (table_.class_of.empty()) return 0;
    double n = 0;
    for (const std::size_t p : table_.alike(place)) n += row.bodies[p] == kNoBody ? 1 : 0;
    return std::log(n);
  }

  bool extend(FamilyLikelihood& likelihood, const Row& row, std::size_t place) {
    look_beside(place);
    const auto candidates = list_candidates(row, place);
    const auto found = score(likelihood, row, place, candidates);
    if (!found) return false;
    const double least = options_.least_odds == 0 ? kImpossible
                                                  : row.log_lr + std::log(options_.least_odds) - options_.log_odds;
    const double lines_before = lineages_.empty() ? 0 : log_lines(row.bodies);
    double left_out = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if ((*found)[i] == kImpossible) continue;
      Row longer = row;
      longer.bodies[place] = candidates[i];
      longer.log_markers = (*found)[i];
      longer.log_lr = row.log_lr + (longer.log_markers - row.log_markers) + log_beside(longer, place, lines_before);
      longer.log_joins = row.log_joins + joins_.log_prior_odds(candidates[i]) + log_free_places(row, place);
      longer.n_placed = row.n_placed + 1;
      if (longer.log_lr + longer.log_joins - row.log_joins >= least) {
        add(std::move(longer));
      } else if (!joins_.is_join(candidates[i])) {
        left_out += std::exp(longer.log_lr - row.log_lr);
      }
    }
    if (options_.least_odds == 0) return true;
    for (const std::size_t p : table_.alike(place)) {
      if (row.bodies[p] == kNoBody) rest_[assignment_key(row.bodies)].emplace_back(p, left_out);
    }
    return true;
  }

  /// Bodies that stand in an assignment with others, or in a join, but not alone, have pairs, too.
  void add_pairs(FamilyLikelihood& likelihood) {
    const std::size_t n_places = table_.unit.missing.size();
    std::set<std::pair<BodyIndex, std::uint32_t>> wanted;
    std::vector<BodyIndex> parts;
    for (std::size_t i = 0; i < table_.bodies.size(); ++i) {
      parts.assign(1, table_.bodies[i]);
      if (joins_.is_join(parts.front())) joins_.add_parts(table_.bodies[i], parts);
      const auto place = static_cast<std::uint32_t>(i % n_places);
      for (const BodyIndex body : parts) {
        if (body == kNoBody || table_.pair(body, place) > kImpossible) continue;
        for (const std::size_t p : table_.alike(place)) wanted.emplace(body, static_cast<std::uint32_t>(p));
      }
    }
    for (const auto& [body, place] : wanted) {
      std::vector<BodyIndex> alone(n_places, kNoBody);
      alone[place] = body;
      look_beside(place);
      const auto markers = likelihood.log_lr(alone);
      if (markers && *markers > kImpossible) table_.pairs.push_back({body, place, *markers + beside_[place]->of(body)});
    }
    sort_pairs();
  }

  void sort_pairs() {
    std::sort(table_.pairs.begin(), table_.pairs.end(), [](const PlacedBody& a, const PlacedBody& b) {
      return std::pair(a.body, a.place) < std::pair(b.body, b.place);
    });
  }

  void finish() {
    const std::size_t n_places = table_.unit.missing.size();
    table_.bodies.clear();
    table_.log_lr.clear();
    table_.log_joins.clear();
    table_.pairs.clear();
    if (table_.too_wide) rows_.resize(1);
    const bool any_join = std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.log_joins != 0; });
    for (const Row& row : rows_) {
      const auto rest = rest_.find(assignment_key(row.bodies));
      if (rest != rest_.end()) {
        table_.rest_given.resize(rows_.size() * n_places, -1.0);
        for (const auto& [place, sum] : rest->second) table_.rest_given[table_.log_lr.size() * n_places + place] = sum;
      }
      table_.bodies.insert(table_.bodies.end(), row.bodies.begin(), row.bodies.end());
      table_.log_lr.push_back(row.log_lr);
      if (any_join) table_.log_joins.push_back(row.log_joins);
    }
    for (std::uint32_t place = 0; place < n_places; ++place) {
      for (const PairLr& pair : pairs_[place]) table_.pairs.push_back({pair.body, place, pair.log_lr});
    }
    sort_pairs();
  }

  const matching::Case& case_;
  const matching::EvidenceTable& evidence_;
  const KinReports& reports_;
  std::vector<std::span<const PairLr>> pairs_;  ///< per place
  LineageKin& kin_;
  const CaseTerms& terms_;
  const GrowthOptions& options_;
  const DoubtfulJoins& joins_;
  UnitTable& table_;
  UnitLineages lineages_;
  std::vector<std::optional<Beside>> beside_{};  ///< per place, once it is asked for
  std::vector<Row> rows_{};
  std::unordered_map<std::u32string, std::size_t> row_of_{};
  std::set<std::pair<double, std::u32string>> open_{};  ///< by weight, the highest first
  std::map<std::u32string, std::vector<std::pair<std::size_t, double>>>
      rest_{};  ///< per row the sum left out, by place
  double best_ = 0;
};

}  // namespace

std::vector<UnitTable> grow_unit_tables(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                                        const PairScan& scan, const GrowthOptions& options,
                                        const DoubtfulJoins& joins) {
  const auto units = find_family_units(the_case);
  std::vector<std::size_t> first(the_case.missing.size() + 1, scan.pairs.size());
  for (std::size_t i = scan.pairs.size(); i-- > 0;) first[scan.pairs[i].missing] = i;
  for (std::size_t m = the_case.missing.size(); m-- > 0;) {
    if (first[m] == scan.pairs.size() || scan.pairs[first[m]].missing != m) first[m] = first[m + 1];
  }
  std::vector<UnitTable> tables(units.size());
  LineageKin kin(the_case, options.lineage);
  const CaseTerms terms(the_case);
  const KinReports reports(the_case, evidence);
  tbb::parallel_for(std::size_t{0}, units.size(), [&](std::size_t u) {
    tables[u].unit = units[u];
    std::vector<std::span<const PairLr>> pairs;
    for (const auto m : units[u].missing) {
      pairs.push_back(std::span(scan.pairs).subspan(first[m], first[m + 1] - first[m]));
    }
    Growth(the_case, evidence, reports, std::move(pairs), kin, terms, options, joins, tables[u]).run();
  });
  return tables;
}

}  // namespace kith::inference

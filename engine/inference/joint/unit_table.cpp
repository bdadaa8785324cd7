#include "inference/joint/unit_table.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace kith::inference {
namespace {

/// Walks through the assignments of one unit, place by place.
class Walk {
 public:
  Walk(const matching::Case& the_case, const PairTerms& terms, const UnitOptions& options, FamilyLikelihood& likelihood,
       UnitTable& table)
      : case_(the_case), terms_(terms), options_(options), likelihood_(likelihood), table_(table) {}

  /// False: a marker proved too costly, and it has to be done again without it.
  bool run() {
    table_.bodies.clear();
    table_.log_lr.clear();
    chosen_.assign(table_.unit.missing.size(), kNoBody);
    table_.too_wide = false;
    if (!score_pairs()) return false;
    list_candidates();
    std::size_t n = 0;
    count(0, n);
    table_.too_wide = n > options_.limits.assignments;
    add(0);
    return table_.too_wide || extend(0, 0);
  }

 private:
  bool score_pairs() {
    const std::size_t n_places = table_.unit.missing.size();
    table_.pairs.clear();
    for (BodyIndex body = 0; body < case_.remains.size(); ++body) {
      for (std::size_t place = 0; place < n_places; ++place) {
        const auto missing = table_.unit.missing[place];
        if (!may_be(case_.remains[body], case_.missing[missing], options_.sex)) continue;
        chosen_[place] = body;
        const auto lr = likelihood_.log_lr(chosen_);
        chosen_[place] = kNoBody;
        if (!lr) return false;
        const double sum = *lr + terms_.of(case_, body, missing);
        if (sum > kImpossible) table_.pairs.push_back({body, static_cast<std::uint32_t>(place), sum});
      }
    }
    return true;
  }

  void list_candidates() {
    candidates_.assign(table_.unit.missing.size(), {});
    for (const PlacedBody& pair : table_.pairs) candidates_[pair.place].push_back(pair.body);
  }

  [[nodiscard]] bool is_chosen(BodyIndex body) const {
    return std::find(chosen_.begin(), chosen_.end(), body) != chosen_.end();
  }

  /// How many there are at most, counted up to the limit.
  void count(std::size_t place, std::size_t& n) {
    if (n > options_.limits.assignments) return;
    if (place == candidates_.size()) {
      ++n;
      return;
    }
    count(place + 1, n);
    for (const BodyIndex body : candidates_[place]) {
      if (is_chosen(body)) continue;
      chosen_[place] = body;
      count(place + 1, n);
      chosen_[place] = kNoBody;
    }
  }

  void add(double log_lr) {
    table_.bodies.insert(table_.bodies.end(), chosen_.begin(), chosen_.end());
    table_.log_lr.push_back(log_lr);
  }

  /// Adds every assignment that puts one body more into `first` or a later place, and those that follow from it.
  bool extend(std::size_t first, double terms) {
    for (std::size_t place = first; place < candidates_.size(); ++place) {
      for (const BodyIndex body : candidates_[place]) {
        if (is_chosen(body)) continue;
        chosen_[place] = body;
        const auto lr = likelihood_.log_lr(chosen_);
        if (!lr) return false;
        const double with = terms + terms_.of(case_, body, table_.unit.missing[place]);
        if (*lr > kImpossible) {
          add(*lr + with);
          if (!extend(place + 1, with)) return false;
        }
        chosen_[place] = kNoBody;
      }
    }
    return true;
  }

  const matching::Case& case_;
  const PairTerms& terms_;
  const UnitOptions& options_;
  FamilyLikelihood& likelihood_;
  UnitTable& table_;
  std::vector<BodyIndex> chosen_{};
  std::vector<std::vector<BodyIndex>> candidates_{};  ///< per place
};

}  // namespace

std::u32string assignment_key(std::span<const BodyIndex> bodies) {
  std::u32string text;
  for (const BodyIndex body : bodies) text += static_cast<char32_t>(body);
  return text;
}

std::vector<std::size_t> UnitTable::alike(std::size_t place) const {
  std::vector<std::size_t> places;
  for (std::size_t p = 0; p < unit.missing.size(); ++p) {
    if (are_alike(p, place)) places.push_back(p);
  }
  return places;
}

double UnitTable::pair(BodyIndex body, std::size_t place) const {
  const auto found = std::lower_bound(
      pairs.begin(), pairs.end(), std::pair(body, place),
      [](const auto& a, const auto& b) { return std::pair(a.body, std::size_t{a.place}) < b; });
  const bool is_here = found != pairs.end() && found->body == body && found->place == place;
  return is_here ? found->log_lr : kImpossible;
}

UnitTable make_unit_table(const matching::Case& the_case, const FamilyUnit& unit, const PairTerms& terms,
                          const UnitOptions& options) {
  UnitTable table;
  table.unit = unit;
  FamilyLikelihood likelihood(the_case, unit, References::used, options.likelihood);
  Walk walk(the_case, terms, options, likelihood, table);
  while (!walk.run()) {
  }
  table.inconsistent = likelihood.inconsistent();
  table.too_costly = likelihood.too_costly();
  return table;
}

std::vector<UnitTable> make_unit_tables(const matching::Case& the_case, const PairTerms& terms,
                                        const UnitOptions& options) {
  const auto units = find_family_units(the_case);
  std::vector<UnitTable> tables(units.size());
  tbb::parallel_for(std::size_t{0}, units.size(),
                    [&](std::size_t u) { tables[u] = make_unit_table(the_case, units[u], terms, options); });
  return tables;
}

}  // namespace kith::inference

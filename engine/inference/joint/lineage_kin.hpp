// inference/joint/lineage_kin.hpp — Y-STR and mtDNA of several bodies of one family: an assigned body counts as a typed
// member of its line, so that two bodies placed in one male line must agree with each other and not only with the
// reference.
//
// A line's typed members (relatives, and bodies in their places) are joined one after the other, always the body with
// the fewest meioses to somebody who is already joined (the relatives are, from the start; where nobody is, the first
// place begins):
//
//   LR = product over joined bodies of  mean over the nearest joined members k of P(h | h_k, meioses) / P(h)
//
// with the columns of evidence/lineage/lineage_column.hpp for both probabilities. A mean of distributions is one, so
// that the LR averages to 1 over strangers. For one body it is the column's LR (whose reference is the nearest typed
// relative). Of a star it is the exact value to leading order: with a brother of haplotype h and two bodies of another,
// h', one step away, placed as further brothers, mu * (mu + 1 - 2 mu) / 2 = mu / 2: their father had h', and one son
// has not.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "evidence/lineage/lineage.hpp"
#include "evidence/lineage/lineage_column.hpp"
#include "inference/joint/family_unit.hpp"
#include "matching/candidates/match.hpp"

namespace kith::inference {

/// What two bodies of one line say of each other. Safe to ask from several threads.
class LineageKin {
 public:
  /// The case outlives the object.
  LineageKin(const matching::Case& the_case, const evidence::LineageOptions& options)
      : case_(the_case), options_(options) {}

  /// ln LR of the body's haplotype, given that of a member of its line so many meioses away; 0 where either has none.
  [[nodiscard]] double log_lr(evidence::Line line, BodyIndex body, BodyIndex kin, unsigned meioses);

 private:
  struct Table {
    std::unique_ptr<evidence::Column> column{};  ///< null: nobody has a haplotype
    std::vector<std::uint32_t> codes{};
    std::map<std::uint32_t, std::vector<double>> log10_lr{};  ///< by row of the kin
  };

  const matching::Case& case_;
  evidence::LineageOptions options_;
  std::mutex mutex_{};
  std::map<std::pair<evidence::Line, unsigned>, Table> tables_{};
};

/// The lines of one unit's missing persons.
class UnitLineages {
 public:
  UnitLineages(const matching::Case& the_case, const FamilyUnit& unit);

  /// No two places are of one line: bodies say nothing of each other.
  [[nodiscard]] bool empty() const { return !any_kin_; }
  /// ln LR of the haplotypes of all bodies together. `alone(line, body, place)`: that of a body as its reference has
  /// it; `is_typed(line, body)`.
  template <class Alone, class IsTyped>
  [[nodiscard]] double log_lr(std::span<const BodyIndex> bodies, LineageKin& kin, Alone alone, IsTyped is_typed) const;

 private:
  static constexpr unsigned kNotKin = static_cast<unsigned>(-1);
  struct OneLine {
    evidence::Line line{};
    std::vector<unsigned> to_reference{};           ///< per place, meioses; kNotKin: nobody is typed
    std::vector<std::vector<unsigned>> to_place{};  ///< per place and place
  };

  std::vector<OneLine> lines_{};
  bool any_kin_ = false;
};

template <class Alone, class IsTyped>
double UnitLineages::log_lr(std::span<const BodyIndex> bodies, LineageKin& kin, Alone alone, IsTyped is_typed) const {
  double sum = 0;
  for (const OneLine& each : lines_) {
    std::vector<bool> is_joined(bodies.size(), false);
    std::vector<bool> waits(bodies.size(), false);
    for (std::size_t p = 0; p < bodies.size(); ++p) waits[p] = bodies[p] != kNoBody && is_typed(each.line, bodies[p]);
    for (;;) {
      std::size_t next = bodies.size();
      unsigned fewest = kNotKin;
      for (std::size_t p = 0; p < bodies.size(); ++p) {
        if (!waits[p]) continue;
        unsigned nearest = each.to_reference[p];
        for (std::size_t q = 0; q < bodies.size(); ++q) {
          if (is_joined[q]) nearest = std::min(nearest, each.to_place[p][q]);
        }
        if (nearest >= fewest) continue;
        fewest = nearest;
        next = p;
      }
      if (next == bodies.size()) {  // of a line without a reference the first is joined to nobody
        const auto first = std::find(waits.begin(), waits.end(), true);
        if (first == waits.end()) break;
        next = static_cast<std::size_t>(first - waits.begin());
      } else {
        double mean = 0;
        double n = 0;
        const auto add = [&](double log_lr) { mean += (std::exp(log_lr) - mean) / ++n; };
        if (each.to_reference[next] == fewest) add(alone(each.line, bodies[next], next));
        for (std::size_t q = 0; q < bodies.size(); ++q) {
          if (is_joined[q] && each.to_place[next][q] == fewest)
            add(kin.log_lr(each.line, bodies[next], bodies[q], fewest));
        }
        sum += std::log(mean);
      }
      waits[next] = false;
      is_joined[next] = true;
    }
  }
  return sum;
}

}  // namespace kith::inference

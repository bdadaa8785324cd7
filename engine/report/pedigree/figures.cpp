#include "report/pedigree/figures.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/check.hpp"
#include "matching/case/typed_relatives.hpp"
#include "report/pedigree/generations.hpp"

namespace kith::report {
namespace {

using pedigree::Pedigree;
using pedigree::PersonIndex;

/// Two persons and their children, before anybody is drawn.
struct Parents {
  PersonIndex father;
  PersonIndex mother;
  std::vector<PersonIndex> children{};
};

/// Those with most children first, so that they come to stand side by side.
std::vector<Parents> find_parents(const Pedigree& family, std::span<const PersonIndex> part) {
  std::map<std::pair<PersonIndex, PersonIndex>, std::vector<PersonIndex>> children;
  for (const PersonIndex person : part) {
    if (!family.is_founder(person)) children[{family.father(person), family.mother(person)}].push_back(person);
  }
  std::vector<Parents> couples;
  for (auto& [pair, of_pair] : children) couples.push_back({pair.first, pair.second, std::move(of_pair)});
  std::stable_sort(couples.begin(), couples.end(),
                   [](const auto& a, const auto& b) { return a.children.size() > b.children.size(); });
  return couples;
}

/// Deals out places: every figure has two sides, and room for kMostRouted lines.
class Drawing {
 public:
  Drawing(const Pedigree& family, std::span<const PersonIndex> part) : family_(family), levels_(family, part) {
    for (const PersonIndex person : part) first_[person] = add(person, false, levels_.group_of(person));
  }

  void add_couple(const Parents& parents) {
    const bool level = levels_.put_level(parents.father, parents.mother);
    const auto home = level ? levels_.group_of(parents.father) : levels_.lower_group(parents.father, parents.mother);
    DrawnCouple couple{.father = figure_in(parents.father, home), .mother = figure_in(parents.mother, home)};
    for (const PersonIndex child : parents.children) couple.children.push_back(first_.at(child));
    couple.related = matching::are_blood_relatives(family_, parents.father, parents.mother);
    join(couple, home);
    made_.couples.push_back(std::move(couple));
  }

  Figures finish() {
    const auto generation = levels_.generations();
    for (std::size_t i = 0; i < made_.figures.size(); ++i) {
      made_.figures[i].generation = generation.at(levels_.name(places_[i].group));
      made_.n_generations = std::max(made_.n_generations, made_.figures[i].generation + 1);
    }
    return std::move(made_);
  }

 private:
  struct Place {
    std::uint32_t group = 0;  ///< a person of the group that stands level
    std::uint32_t n_beside = 0;
    std::uint32_t n_routed = 0;
    std::uint32_t chain = 0;  ///< the first figure of those that stand side by side
  };

  FigureIndex add(PersonIndex person, bool again, std::uint32_t group) {
    const auto figure = static_cast<FigureIndex>(made_.figures.size());
    made_.figures.push_back({.person = person, .again = again});
    places_.push_back({.group = group, .chain = figure});
    return figure;
  }

  [[nodiscard]] bool has_room(FigureIndex figure) const {
    return places_[figure].n_beside < 2 || places_[figure].n_routed < kMostRouted;
  }

  /// A figure of the person that stands in this group and has room; drawn again where there is none.
  FigureIndex figure_in(PersonIndex person, std::uint32_t group) {
    for (FigureIndex figure = 0; figure < made_.figures.size(); ++figure) {
      if (made_.figures[figure].person == person && levels_.name(places_[figure].group) == levels_.name(group) &&
          has_room(figure))
        return figure;
    }
    return add(person, true, group);
  }

  /// Side by side where both have a free side and no ring would close, or else by a line below.
  void join(DrawnCouple& couple, std::uint32_t home) {
    if (can_stand_beside(couple)) return stand_beside(couple);
    if (places_[couple.father].n_routed >= kMostRouted)
      couple.father = add(made_.figures[couple.father].person, true, home);
    if (places_[couple.mother].n_routed >= kMostRouted)
      couple.mother = add(made_.figures[couple.mother].person, true, home);
    if (can_stand_beside(couple)) return stand_beside(couple);
    ++places_[couple.father].n_routed;
    ++places_[couple.mother].n_routed;
  }

  [[nodiscard]] bool can_stand_beside(const DrawnCouple& couple) const {
    const Place& father = places_[couple.father];
    const Place& mother = places_[couple.mother];
    return father.n_beside < 2 && mother.n_beside < 2 && father.chain != mother.chain;
  }

  void stand_beside(DrawnCouple& couple) {
    couple.beside = true;
    ++places_[couple.father].n_beside;
    ++places_[couple.mother].n_beside;
    const auto from = places_[couple.mother].chain;
    const auto to = places_[couple.father].chain;
    for (Place& place : places_) {
      if (place.chain == from) place.chain = to;
    }
  }

  const Pedigree& family_;
  Levels levels_;
  Figures made_;
  std::vector<Place> places_;
  std::map<PersonIndex, FigureIndex> first_;
};

}  // namespace

Figures find_figures(const Pedigree& family, std::span<const PersonIndex> part) {
  Drawing drawing(family, part);
  for (const Parents& parents : find_parents(family, part)) drawing.add_couple(parents);
  return drawing.finish();
}

}  // namespace kith::report

#include "simulate/people/family.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

#include "core/check.hpp"
#include "simulate/scenario/random.hpp"

namespace kith::simulate {
namespace {

using genetics::Sex;

enum class Pattern : std::uint8_t { one, brothers, father_and_sons, whole };

/// Who of a family is missing, and how many of the sibship.
struct Shape {
  Pattern pattern = Pattern::one;
  std::uint32_t children = 1;  ///< missing persons of the sibship

  [[nodiscard]] std::uint32_t n_missing() const {
    const auto parents = pattern == Pattern::whole ? 2U : pattern == Pattern::father_and_sons ? 1U : 0U;
    return parents + children;
  }
};

Shape draw_shape(const FamilySettings& s, Random& random) {
  const double u = random.uniform();
  const auto several = [&](std::uint32_t least) { return least + std::min(3U, random.poisson(0.35)); };
  if (u < s.brothers) return {Pattern::brothers, several(2)};
  if (u < s.brothers + s.father_and_sons) return {Pattern::father_and_sons, several(1)};
  if (u < s.brothers + s.father_and_sons + s.whole) return {Pattern::whole, several(1)};
  return {};
}

/// Shapes of families until all missing persons are in one; the last is cut to fit.
std::vector<Shape> draw_shapes(const Scenario& s, std::uint64_t seed) {
  std::vector<Shape> shapes;
  std::int64_t left = s.missing.count;
  while (left > 0) {
    Random random(seed, Stream::family_shape, shapes.size());
    auto shape = draw_shape(s.families, random);
    if (shape.n_missing() > left) shape = {};
    left -= shape.n_missing();
    shapes.push_back(shape);
  }
  return shapes;
}

/// Draws one family person by person. All birth years follow from that of its first missing child.
class FamilyBuilder {
 public:
  FamilyBuilder(const Scenario& scenario, const Shape& shape, int year, Random& random, Family& family)
      : s_(scenario), shape_(shape), year_(year), random_(random), members_(family.members) {}

  void build() {
    const auto& m = s_.missing;
    constexpr int kFatherOlderBy = 38;                                // at most, see below
    const double oldest = shape_.pattern == Pattern::father_and_sons  // the father is missing, too
                              ? std::max(m.age_min, m.age_max - kFatherOlderBy)
                              : m.age_max;
    const double age = shape_.pattern == Pattern::whole
                           ? 1 + 16 * random_.uniform()  // the children of a young family
                           : random_.normal_within(m.age_mean, m.age_sd, m.age_min, oldest);
    const int birth = year_ - static_cast<int>(age);
    const int parents_birth = birth - 20 - static_cast<int>(random_.below(15));
    const auto father_side = add_parent(Kin::father, Sex::male, parents_birth - 3);
    const auto mother_side = add_parent(Kin::mother, Sex::female, parents_birth);
    add_sibship(father_side.person, mother_side.person, birth, parents_birth + 16);
    for (const auto& side : {father_side, mother_side}) add_uncles(side, parents_birth);
    add_half_sibling(mother_side.person, birth);
    const auto n = members_.size();
    for (std::size_t i = 0; i < n; ++i) add_descendants(static_cast<std::int32_t>(i));
  }

 private:
  struct Side {
    std::int32_t grandfather = kNobody;
    std::int32_t grandmother = kNobody;
    std::int32_t person = kNobody;
  };

  std::int32_t add(Kin kin, Sex sex, int birth, std::int32_t father = kNobody, std::int32_t mother = kNobody) {
    members_.push_back({.kin = kin, .sex = sex, .father = father, .mother = mother, .birth_year = birth});
    return static_cast<std::int32_t>(members_.size() - 1);
  }

  Sex any_sex() { return random_.chance(0.5) ? Sex::male : Sex::female; }
  Sex sex_of_missing() { return random_.chance(s_.missing.male) ? Sex::male : Sex::female; }

  Side add_parent(Kin kin, Sex sex, int birth) {
    Side side;
    side.grandfather = add(Kin::grandparent, Sex::male, birth - 28);
    side.grandmother = add(Kin::grandparent, Sex::female, birth - 25);
    side.person = add(kin, sex, birth, side.grandfather, side.grandmother);
    members_.back().is_missing = shape_.pattern == Pattern::whole ||
                                 (shape_.pattern == Pattern::father_and_sons && kin == Kin::father);
    return side;
  }

  void add_sibship(std::int32_t father, std::int32_t mother, int birth, int earliest) {
    for (std::uint32_t i = 0; i < shape_.children; ++i) {
      const int own = i == 0 ? birth : birth - 6 + static_cast<int>(random_.below(13));
      add(Kin::missing, sex_of_missing(), std::clamp(own, earliest, year_), father, mother);
      members_.back().is_missing = true;
    }
    if (shape_.pattern == Pattern::whole) return;
    const auto n_others = std::min(12U, random_.poisson(s_.families.siblings_mean));
    for (std::uint32_t i = 0; i < n_others; ++i) {
      const int own = birth - 9 + static_cast<int>(random_.below(19));
      add(Kin::sibling, any_sex(), std::max(own, earliest), father, mother);
    }
  }

  void add_uncles(const Side& side, int birth) {
    const auto n = std::min(4U, random_.poisson(1.6));
    for (std::uint32_t i = 0; i < n; ++i) {
      const auto sex = any_sex();
      const auto uncle = add(Kin::uncle, sex, birth - 8 + static_cast<int>(random_.below(17)), side.grandfather,
                             side.grandmother);
      if (!random_.chance(0.6)) continue;
      const auto partner = add(Kin::other, sex == Sex::male ? Sex::female : Sex::male, birth);
      add(Kin::cousin, any_sex(), birth + 24, sex == Sex::male ? uncle : partner, sex == Sex::male ? partner : uncle);
    }
  }

  void add_half_sibling(std::int32_t mother, int birth) {
    if (!random_.chance(s_.families.remarried)) return;
    const auto partner = add(Kin::other, Sex::male, birth - 27);
    add(Kin::half_sibling, any_sex(), birth - 2, partner, mother);
  }

  /// Spouse and children of a missing person of the sibship who was old enough.
  void add_descendants(std::int32_t person) {
    const auto self = members_[static_cast<std::size_t>(person)];
    if (self.kin != Kin::missing) return;
    const int age = year_ - self.birth_year;
    if (age < 22 || !random_.chance(s_.families.married)) return;
    const bool is_male = self.sex == Sex::male;
    const auto spouse = add(Kin::spouse, is_male ? Sex::female : Sex::male, self.birth_year);
    const auto n = std::min({8U, random_.poisson(s_.families.children_mean), static_cast<unsigned>(age - 20)});
    for (std::uint32_t i = 0; i < n; ++i) {
      const int birth = year_ - static_cast<int>(random_.below(static_cast<std::uint64_t>(age - 20) + 1));
      add(Kin::child, any_sex(), birth, is_male ? person : spouse, is_male ? spouse : person);
    }
  }

  const Scenario& s_;
  Shape shape_;
  int year_;
  Random& random_;
  std::vector<Member>& members_;
};

double weight_of(Kin kin, const FamilySettings& s) {
  switch (kin) {
    case Kin::father:
      return s.father;
    case Kin::mother:
      return s.mother;
    case Kin::sibling:
      return s.sibling;
    case Kin::half_sibling:
      return s.half_sibling;
    case Kin::child:
      return s.child;
    case Kin::spouse:
      return s.spouse;
    case Kin::grandparent:
      return s.grandparent;
    case Kin::uncle:
      return s.uncle;
    case Kin::cousin:
      return s.cousin;
    case Kin::missing:
    case Kin::other:
      break;
  }
  return 0;
}

/// A relative who may give a sample. With `rank` in ascending order, the first n are a weighted draw without
/// replacement (Efraimidis & Spirakis 2006, doi:10.1016/j.ipl.2005.11.003).
struct Candidate {
  double rank = 0;
  std::uint32_t family = 0;
  std::uint32_t member = 0;
  bool is_typed = false;

  friend bool operator<(const Candidate& a, const Candidate& b) {
    return std::tie(a.rank, a.family, a.member) < std::tie(b.rank, b.family, b.member);
  }
};

std::vector<Candidate> candidates_of(const Family& family, std::uint32_t position, const FamilySettings& s,
                                     std::uint64_t seed) {
  Random random(seed, Stream::relatives_typed, position);
  const bool is_unsampled = random.chance(s.unsampled);
  std::vector<Candidate> candidates;
  std::size_t best = 0;
  double best_rank = std::numeric_limits<double>::infinity();
  for (std::uint32_t i = 0; i < family.members.size(); ++i) {
    const auto& member = family.members[i];
    const double weight = weight_of(member.kin, s);
    const double u = random.uniform();
    if (member.is_missing || weight <= 0) continue;
    if (is_unsampled && member.kin != Kin::spouse) continue;
    candidates.push_back({-std::log(u) / weight, position, i, u < weight});
    if (member.kin != Kin::spouse && candidates.back().rank < best_rank) {
      best_rank = candidates.back().rank;
      best = candidates.size() - 1;
    }
  }
  if (best_rank < std::numeric_limits<double>::infinity()) {  // somebody of the blood always comes
    candidates[best].rank = 0;
    candidates[best].is_typed = true;
  }
  return candidates;
}

void choose_typed(std::vector<Family>& families, const FamilySettings& s, std::uint64_t seed) {
  std::vector<std::vector<Candidate>> by_family(families.size());
  tbb::parallel_for(std::size_t{0}, families.size(), [&](std::size_t f) {
    by_family[f] = candidates_of(families[f], static_cast<std::uint32_t>(f), s, seed);
  });
  std::vector<Candidate> all;
  for (const auto& some : by_family) all.insert(all.end(), some.begin(), some.end());
  if (s.samples > 0) {
    std::sort(all.begin(), all.end());
    const auto n = static_cast<std::size_t>(s.samples);
    for (std::size_t i = 0; i < all.size(); ++i) all[i].is_typed = i < n;
  }
  for (const auto& candidate : all) families[candidate.family].members[candidate.member].is_typed = candidate.is_typed;
}

/// Drops, again and again, untyped people who connect nobody: no kept child, or no parents and one kept child.
void prune(Family& family) {
  auto& members = family.members;
  std::vector<char> kept(members.size(), 1);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = members.size(); i-- > 0;) {
      if (kept[i] == 0 || members[i].is_typed || members[i].is_missing) continue;
      const auto self = static_cast<std::int32_t>(i);
      const auto n_children = std::count_if(members.begin(), members.end(), [&](const Member& m) {
        return kept[static_cast<std::size_t>(&m - members.data())] != 0 && (m.father == self || m.mother == self);
      });
      const bool is_founder = members[i].father == kNobody && members[i].mother == kNobody;
      if (n_children > 1 || (n_children == 1 && !is_founder)) continue;
      kept[i] = 0;
      changed = true;
      for (auto& member : members) {
        if (member.father == self) member.father = kNobody;
        if (member.mother == self) member.mother = kNobody;
      }
    }
  }
  std::vector<std::int32_t> position(members.size(), kNobody);
  std::vector<Member> left;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (kept[i] == 0) continue;
    position[i] = static_cast<std::int32_t>(left.size());
    left.push_back(members[i]);
  }
  const auto moved = [&](std::int32_t old) {
    return old == kNobody ? kNobody : position[static_cast<std::size_t>(old)];
  };
  for (auto& member : left) {
    member.father = moved(member.father);
    member.mother = moved(member.mother);
  }
  members = std::move(left);
}

void add_errors(Family& family, const FamilySettings& s, Random& random) {
  for (auto& member : family.members) {
    if (random.chance(s.unrelated) && member.is_typed) member.truth = Truth::unrelated;
    if (random.chance(s.false_father) && member.father != kNobody && member.truth == Truth::reported) {
      member.truth = Truth::other_father;
    }
  }
}

void place(Family& family, const Places& places, double unknown, Random& random) {
  const auto event = static_cast<std::uint32_t>(random.pick(places.event_weights));
  family.event = random.chance(unknown) ? kNoEvent : event;
  family.region = random.chance(0.85) && family.event != kNoEvent
                      ? places.events[event].region
                      : static_cast<std::uint32_t>(random.below(places.regions.size()));
  family.vanished = draw_day(family.event, places, random);
}

}  // namespace

std::vector<Family> make_families(const Scenario& scenario, const Places& places, std::uint64_t seed) {
  KITH_CHECK(!places.events.empty());
  const auto shapes = draw_shapes(scenario, seed);
  std::vector<Family> families(shapes.size());
  tbb::parallel_for(std::size_t{0}, shapes.size(), [&](std::size_t f) {
    Random random(seed, Stream::family_people, f);
    place(families[f], places, scenario.events.unknown, random);
    FamilyBuilder(scenario, shapes[f], year_of(families[f].vanished), random, families[f]).build();
  });
  choose_typed(families, scenario.families, seed);
  constexpr std::uint64_t kErrorsFrom = 1'000'000'000;
  tbb::parallel_for(std::size_t{0}, families.size(), [&](std::size_t f) {
    prune(families[f]);
    Random random(seed, Stream::family_people, kErrorsFrom + f);
    add_errors(families[f], scenario.families, random);
  });
  return families;
}

}  // namespace kith::simulate

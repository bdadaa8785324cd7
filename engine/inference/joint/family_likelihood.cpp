#include "inference/joint/family_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/check.hpp"
#include "matching/case/known_sex.hpp"

namespace kith::inference {
namespace {

using genetics::LocusIndex;
using genetics::Marker;
using genetics::Observation;
using genetics::Sex;
using pedigree::at;
using pedigree::PersonIndex;

bool is_x_linked(const Marker& marker) { return marker.kind() == genetics::MarkerKind::x_linked; }

/// The same persons in the same places, and at the end a founder of the sex of each of `like`.
pedigree::Pedigree add_strangers(const pedigree::Pedigree& pedigree, std::span<const PersonIndex> like) {
  const auto name = [](PersonIndex person) { return person == pedigree::kNobody ? "" : std::to_string(person); };
  std::vector<pedigree::PersonSpec> persons;
  for (std::size_t i = 0; i < pedigree.size(); ++i) {
    const auto person = static_cast<PersonIndex>(i);
    persons.push_back(
        {name(person), name(pedigree.father(person)), name(pedigree.mother(person)), pedigree.sex(person)});
  }
  for (const PersonIndex person : like) {
    persons.push_back({"stranger " + name(person), "", "", pedigree.sex(person)});
  }
  auto made = pedigree::Pedigree::make(persons);
  KITH_CHECK(made.ok());
  return std::move(made).value();
}

}  // namespace

bool may_be(const matching::Remains& remains, const matching::MissingPerson& missing, SexRule rule) {
  if (rule == SexRule::soft) return true;
  const Sex sex = matching::known_sex(remains);
  return sex == Sex::unknown || missing.sex == Sex::unknown || sex == missing.sex;
}

FamilyLikelihood::FamilyLikelihood(const matching::Case& the_case, FamilyUnit unit, References references,
                                   const pedigree::LikelihoodOptions& options)
    : case_(the_case), unit_(std::move(unit)), options_(options) {
  const auto& markers = the_case.panel.markers;
  if (std::any_of(markers.begin(), markers.end(), [](const Marker& marker) { return marker.theta() > 0; })) {
    std::vector<PersonIndex> persons;
    for (std::size_t place = 0; place < unit_.missing.size(); ++place) persons.push_back(person(place));
    with_strangers_ = add_strangers(pedigree(), persons);
  }
  for (LocusIndex locus = 0; locus < markers.size(); ++locus) {
    if (!add_locus(locus, references)) too_costly_.push_back(locus);
  }
}

/// False: too costly.
bool FamilyLikelihood::add_locus(LocusIndex index, References references) {
  const matching::Family& family = case_.families[unit_.family];
  const Marker& marker = case_.panel.markers[index];
  Locus locus{.index = index};
  locus.observed.resize(pedigree().size(), nullptr);
  locus.has_typed_kin.resize(unit_.missing.size(), false);
  if (references == References::used) {
    for (std::size_t i = 0; i < family.profiles.size(); ++i) {
      const auto who = static_cast<PersonIndex>(i);
      const bool of_unit = marker.theta() > 0 || pedigree().are_connected(who, person(0));
      const bool usable = !is_x_linked(marker) || pedigree().sex(who) != Sex::unknown;
      const Observation& observation = case_.panel.observed(family.profiles[i], index);
      if (of_unit && usable && !observation.is_untyped()) locus.observed[i] = &observation;
    }
  }
  for (std::size_t place = 0; place < unit_.missing.size(); ++place) {
    for (std::size_t i = 0; i < locus.observed.size(); ++i) {
      const bool kin = pedigree().are_connected(static_cast<PersonIndex>(i), person(place));
      if (kin && locus.observed[i] != nullptr) locus.has_typed_kin[place] = true;
    }
  }
  const auto base = pedigree::log_likelihood(marker, pedigree(), locus.observed, workspace_, options_);
  ++n_eliminations_;
  if (!base) return false;
  locus.log_base = base.value();
  if (locus.log_base == kImpossible) {
    inconsistent_.push_back(index);
  } else {
    loci_.push_back(std::move(locus));
  }
  return true;
}

bool FamilyLikelihood::is_hemizygous(LocusIndex locus, std::size_t place) const {
  return is_x_linked(case_.panel.markers[locus]) && pedigree().sex(person(place)) == Sex::male;
}

/// Whether a body that is typed at the marker says anything in this place: the rules for X-linked markers.
bool FamilyLikelihood::counts(LocusIndex locus, BodyIndex body, std::size_t place) const {
  const Marker& marker = case_.panel.markers[locus];
  if (!is_x_linked(marker)) return true;
  const Sex of_place = pedigree().sex(person(place));
  if (of_place == Sex::unknown) return false;
  const Sex of_body = matching::known_sex(case_.remains[body]);
  if (of_body != Sex::unknown && of_body != of_place) return false;
  if (of_place != Sex::male) return true;
  return log_population(case_.panel.observed(case_.remains[body].profile, locus), marker, true) > kImpossible;
}

std::optional<double> FamilyLikelihood::log_lr(std::span<const BodyIndex> bodies) {
  KITH_CHECK(bodies.size() == unit_.missing.size());
  double sum = 0;
  Codes codes(bodies.size(), U'\0');
  for (Locus& locus : loci_) {
    bool typed = false;
    for (std::size_t place = 0; place < bodies.size(); ++place) {
      codes[place] = code_at(locus.index, bodies[place], place);
      typed = typed || codes[place] != U'\0';
    }
    if (!typed) continue;
    auto known = locus.log_ratio.find(codes);
    if (known == locus.log_ratio.end()) {
      const auto found = find_log_ratio(locus, codes);
      if (!found) return leave_out(locus.index);
      known = locus.log_ratio.emplace(codes, found.value()).first;
    }
    sum += known->second;
    if (sum == kImpossible) return sum;
  }
  return sum;
}

std::vector<std::pair<LocusIndex, double>> FamilyLikelihood::log_lr_by_locus(std::span<const BodyIndex> bodies) {
  std::vector<std::pair<LocusIndex, double>> by_locus;
  for (Locus& locus : loci_) {
    Codes codes;
    for (std::size_t place = 0; place < bodies.size(); ++place)
      codes.push_back(code_at(locus.index, bodies[place], place));
    if (codes.find_first_not_of(U'\0') == Codes::npos) continue;
    if (const auto found = find_log_ratio(locus, codes)) by_locus.emplace_back(locus.index, found.value());
  }
  return by_locus;
}

/// 0: the body says nothing at this marker in this place.
char32_t FamilyLikelihood::code_at(LocusIndex locus, BodyIndex body, std::size_t place) const {
  if (body == kNoBody) return U'\0';
  const auto& profile = case_.remains[body].profile;
  const auto code = locus < profile.size() ? profile[locus] : genetics::kUntyped;
  if (code == genetics::kUntyped || !counts(locus, body, place)) return U'\0';
  return static_cast<char32_t>(code);
}

std::nullopt_t FamilyLikelihood::leave_out(LocusIndex index) {
  too_costly_.push_back(index);
  std::erase_if(loci_, [index](const Locus& each) { return each.index == index; });
  return std::nullopt;
}

/// What one marker adds for a body more in one place, by the code of its observation: the conditional likelihood ratio
///   P(observation | relatives, bodies) / P(observation)
class FamilyLikelihood::OneMore {
 public:
  /// False: too costly.
  bool prepare(FamilyLikelihood& family, const Locus& locus, const Codes& codes, std::size_t place) {
    marker_ = &family.case_.panel.markers[locus.index];
    dictionary_ = &family.case_.panel.dictionaries[locus.index];
    hemizygous_ = family.is_hemizygous(locus.index, place);
    terms_ = family.terms_;
    locus_ = locus.index;
    const bool alone = std::all_of(codes.begin(), codes.end(), [](char32_t code) { return code == U'\0'; });
    says_nothing_ = alone && !locus.has_typed_kin[place];
    known_.clear();
    if (says_nothing_) return true;
    std::vector<const Observation*> observed = locus.observed;
    std::vector<Observation> own(codes.size());
    family.put_in_place(locus, codes, observed, own);
    own_ = observed[at(family.person(place))];
    ++family.n_eliminations_;
    if (!pedigree::target_joint(*marker_, family.pedigree(), observed, family.person(place), family.workspace_, joint_,
                                family.options_)) {
      return false;
    }
    log_total_ = log_sum(joint_, own_);
    // A single body without typed kin counts as 1 where it is alone; beside another its own likelihood counts, too.
    const auto n_typed = codes.size() - static_cast<std::size_t>(std::count(codes.begin(), codes.end(), U'\0'));
    const auto only = codes.find_first_not_of(U'\0');
    correction_ = 0;
    if (n_typed == 1 && !locus.has_typed_kin[only]) {
      const auto of_only = family.find_log_ratio(locus, codes, false);
      if (!of_only) return false;
      correction_ = of_only.value();
    }
    if (marker_->theta() == 0) return true;
    observed = locus.observed;
    for (const char32_t code : codes) observed.push_back(code == U'\0' ? nullptr : &(*dictionary_)[code]);
    const auto stranger = static_cast<PersonIndex>(locus.observed.size() + place);
    ++family.n_eliminations_;
    return pedigree::target_joint(*marker_, *family.with_strangers_, observed, stranger, family.workspace_, unrelated_,
                                  family.options_)
        .ok();
  }

  double log_ratio(char32_t code) {
    if (says_nothing_) return 0;
    const auto [place, is_new] = known_.emplace(code, 0.0);
    if (is_new) place->second = find(code);
    return place->second;
  }

 private:
  double find(char32_t code) const {
    const Observation& body = (*dictionary_)[code];
    const ObservationTerms* const terms = terms_ == nullptr ? nullptr : terms_->find(locus_, code, hemizygous_);
    double related = correction_ - log_total_;
    if (own_ == nullptr) {
      related += terms != nullptr ? log_sum(joint_, terms->genotypes) : log_sum(joint_, &body);
    } else {
      const Observation both = genetics::joined(*own_, body);
      related += log_sum(joint_, &both);
    }
    if (related == kImpossible) return related;
    if (marker_->theta() > 0) return related - (log_sum(unrelated_, &body) - std::log(unrelated_.total));
    return related - (terms != nullptr ? terms->log_population : log_population(body, *marker_, hemizygous_));
  }

  /// ln of sum_g P(observation | g) joint(g), without the scale.
  double log_sum(const pedigree::TargetJoint& joint, const Observation* observation) const {
    if (observation == nullptr) return std::log(joint.total);
    return log_sum(joint, genetics::compatible_genotypes(*observation, *marker_, hemizygous_));
  }
  static double log_sum(const pedigree::TargetJoint& joint, std::span<const genetics::WeightedGenotype> genotypes) {
    double sum = 0;
    for (const auto& genotype : genotypes)
      sum += genotype.weight * joint.joint[genotype.x * joint.n_alleles + genotype.y];
    return std::log(sum);
  }

  const Marker* marker_ = nullptr;
  const genetics::ObservationDictionary* dictionary_ = nullptr;
  const CaseTerms* terms_ = nullptr;
  LocusIndex locus_ = 0;
  bool hemizygous_ = false;
  bool says_nothing_ = false;
  const Observation* own_ = nullptr;
  pedigree::TargetJoint joint_{};
  pedigree::TargetJoint unrelated_{};
  double log_total_ = 0;
  double correction_ = 0;
  std::unordered_map<char32_t, double> known_{};
};

std::optional<std::vector<double>> FamilyLikelihood::log_lr_with_one_more(std::span<const BodyIndex> bodies,
                                                                          double log_lr, std::size_t place,
                                                                          std::span<const BodyIndex> candidates) {
  KITH_CHECK(bodies.size() == unit_.missing.size() && bodies[place] == kNoBody);
  std::vector<double> sums(candidates.size(), log_lr);
  Codes codes(bodies.size(), U'\0');
  OneMore one_more;
  for (const Locus& locus : loci_) {
    for (std::size_t p = 0; p < bodies.size(); ++p) codes[p] = code_at(locus.index, bodies[p], p);
    if (!one_more.prepare(*this, locus, codes, place)) return leave_out(locus.index);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (sums[i] == kImpossible) continue;
      const char32_t code = code_at(locus.index, candidates[i], place);
      if (code != U'\0') sums[i] += one_more.log_ratio(code);
    }
  }
  return sums;
}

/// Types the places: `own` keeps what an earlier sample and the body show together.
void FamilyLikelihood::put_in_place(const Locus& locus, const Codes& codes, std::vector<const Observation*>& observed,
                                    std::vector<Observation>& own) const {
  for (std::size_t place = 0; place < codes.size(); ++place) {
    if (codes[place] == U'\0') continue;
    const Observation& body = case_.panel.dictionaries[locus.index][codes[place]];
    const Observation*& here = observed[at(person(place))];
    if (here != nullptr) own[place] = genetics::joined(*here, body);
    here = here != nullptr ? &own[place] : &body;
  }
}

Result<double> FamilyLikelihood::find_log_ratio(const Locus& locus, const Codes& codes, bool by_rule) {
  const Marker& marker = case_.panel.markers[locus.index];
  const auto n_typed = codes.size() - static_cast<std::size_t>(std::count(codes.begin(), codes.end(), U'\0'));
  std::vector<const Observation*> observed = locus.observed;
  std::vector<Observation> own(codes.size());
  double log_populations = 0;
  for (std::size_t place = 0; place < codes.size(); ++place) {
    if (codes[place] == U'\0') continue;
    if (by_rule && n_typed == 1 && !locus.has_typed_kin[place]) return 0.0;
    const Observation& body = case_.panel.dictionaries[locus.index][codes[place]];
    if (marker.theta() == 0) log_populations += log_population(body, marker, is_hemizygous(locus.index, place));
  }
  put_in_place(locus, codes, observed, own);
  ++n_eliminations_;
  const auto together = pedigree::log_likelihood(marker, pedigree(), observed, workspace_, options_);
  if (!together || together.value() == kImpossible) return together;
  if (marker.theta() == 0) return together.value() - locus.log_base - log_populations;
  const auto apart = log_unrelated(locus, codes);
  if (!apart) return apart;
  return together.value() - apart.value();
}

/// ln P(relatives' data, the bodies as strangers), theta > 0.
Result<double> FamilyLikelihood::log_unrelated(const Locus& locus, const Codes& codes) {
  std::vector<const Observation*> observed = locus.observed;
  for (const char32_t code : codes) {
    observed.push_back(code == U'\0' ? nullptr : &case_.panel.dictionaries[locus.index][code]);
  }
  ++n_eliminations_;
  return pedigree::log_likelihood(case_.panel.markers[locus.index], *with_strangers_, observed, workspace_, options_);
}

}  // namespace kith::inference

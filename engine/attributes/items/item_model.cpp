#include "attributes/items/item_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.hpp"

namespace kith::attributes {
namespace {

/// Truths of a kind of item: none, left, right, both.
constexpr std::size_t kTruths = 4;
using Truths = std::array<double, kTruths>;

constexpr double kMostPrevalent = 0.95;
/// Items of a kind that the frequency of a detail over all kinds counts for.
constexpr double kDetailSmoothing = 5;
/// A word of a detail that no report uses.
constexpr std::uint32_t kUnnamedWord = std::numeric_limits<std::uint32_t>::max();

Truths prior(double q, bool sided) {
  if (!sided) return {1 - q, q, 0, 0};
  return {(1 - q) * (1 - q), q * (1 - q), q * (1 - q), q * q};
}

/// P(seen | truth) where an item is seen with probability d and its side mistaken with probability e. Whether a side is
/// stated does not depend on the truth, so its probability is left out.
double likelihood(ItemSeen seen, std::size_t truth, double d, double e, bool sided) {
  const double left = truth == 1 ? d : truth == 3 ? d * (1 - d) : 0;  // that alone is seen
  const double right = truth == 2 ? d : truth == 3 ? d * (1 - d) : 0;
  const double both = truth == 3 ? d * d : 0;
  const double mistaken = sided ? e : 0;
  switch (seen) {
    case ItemSeen::none:
      return 1 - left - right - both;
    case ItemSeen::left:
      return (1 - mistaken) * left + mistaken * right;
    case ItemSeen::right:
      return (1 - mistaken) * right + mistaken * left;
    case ItemSeen::both:
      return both;
    case ItemSeen::unstated:
      break;
  }
  return left + right + both;
}

ItemSeen with(ItemSeen seen, BodySide side) {
  if (side == BodySide::unstated) return seen == ItemSeen::none ? ItemSeen::unstated : seen;
  const ItemSeen one = side == BodySide::left ? ItemSeen::left : ItemSeen::right;
  if (seen == ItemSeen::none || seen == ItemSeen::unstated || seen == one) return one;
  return ItemSeen::both;
}

}  // namespace

ItemModel::Table ItemModel::item_table(double prevalence, bool sided, const ItemParameters& parameters) {
  const Truths pi = prior(prevalence, sided);
  Table table{};
  for (std::size_t a = 0; a < kItemSeen; ++a) {
    for (std::size_t p = 0; p < kItemSeen; ++p) {
      double together = 0;
      double reported = 0;
      double found = 0;
      for (std::size_t t = 0; t < kTruths; ++t) {
        const double of_report = likelihood(static_cast<ItemSeen>(a), t, parameters.recall, parameters.side_error,
                                            sided);
        const double of_finding = likelihood(static_cast<ItemSeen>(p), t, parameters.detection, parameters.side_error,
                                             sided);
        together += pi[t] * of_report * of_finding;
        reported += pi[t] * of_report;
        found += pi[t] * of_finding;
      }
      table[a][p] = reported > 0 && found > 0 ? together / (reported * found) : 1;
    }
  }
  return table;
}

std::size_t ItemModel::number_of(const Stratum& stratum) {
  return static_cast<std::size_t>(stratum.sex) * kAgeGroups + static_cast<std::size_t>(stratum.age);
}

ItemModel::ItemModel(std::span<const ItemReport> reports, std::span<const ItemFinding> findings,
                     const ItemParameters& parameters)
    : parameters_(parameters) {
  for (const ItemReport& report : reports) {
    if (!report.list.stated) continue;
    learn_words(report.list, 1);
  }
  const double weight = parameters_.remains_weight;
  if (weight == 0) {
    unnamed_ = kinds_.size();
    kinds_.push_back({.what = "(no report names it)"});
  }
  for (const ItemFinding& finding : findings) {
    if (finding.list.stated && weight > 0) learn_words(finding.list, weight);
  }
  // Whether a kind has sides is known only now.
  for (const ItemReport& report : reports) {
    if (report.list.stated) count(report.list, report.stratum, 1, n_reports_);
  }
  for (const ItemFinding& finding : findings) {
    if (finding.list.stated && weight > 0) count(finding.list, finding.stratum, weight, n_findings_);
  }
  estimate_prevalence();
  estimate_details();
}

void ItemModel::estimate_prevalence() {
  for (KindOfItem& kind : kinds_) {
    const double sides = kind.sided ? 2 : 1;
    const double k = parameters_.smoothing;
    for (std::size_t stratum = 0; stratum < kStrata; ++stratum) {  // everybody first: the others are smoothed by it
      const double persons = parameters_.recall * n_reports_[stratum] + parameters_.detection * n_findings_[stratum] +
                             k;
      const double before = stratum == 0 ? parameters_.prevalence : kind.prevalence[0];
      kind.prevalence[stratum] = std::min((kind.n[stratum] + sides * k * before) / (sides * persons), kMostPrevalent);
      kind.table[stratum] = item_table(kind.prevalence[stratum], kind.sided, parameters_);
      for (std::size_t a = 0; a < kItemSeen; ++a) {
        kind.log_not_found[stratum][a] = std::log(kind.table[stratum][a][static_cast<std::size_t>(ItemSeen::none)]);
      }
    }
  }
}

void ItemModel::learn_words(const ItemList& list, double weight) {
  for (const Item& item : list.items) {
    const auto [place, is_new] = index_.try_emplace(item.what, kinds_.size());
    if (is_new) kinds_.push_back({.what = item.what});
    KindOfItem& kind = kinds_[place->second];
    kind.sided = kind.sided || item.side != BodySide::unstated;
    for (std::size_t d = 0; d < kItemDetails; ++d) {
      if (item.details[d].empty()) continue;
      const auto next = static_cast<std::uint32_t>(words_[d].size() + 1);
      const std::uint32_t number = words_[d].try_emplace(item.details[d], next).first->second;
      word_count_[d][number] += weight;
      kind.frequency[d][number] += weight;
    }
  }
}

/// Items that one person has several of count once per side. A person of known sex counts with his sex and with
/// everybody.
void ItemModel::count(const ItemList& list, const Stratum& stratum, double weight,
                      std::array<double, kStrata>& persons) {
  const auto kinds = kinds_of(list);
  for (std::size_t mask = 0; mask < 4; ++mask) {
    const bool by_sex = (mask & 1U) != 0;
    const bool by_age = (mask & 2U) != 0;
    if ((by_sex && stratum.sex == genetics::Sex::unknown) || (by_age && stratum.age == AgeGroup::unknown)) continue;
    const std::size_t place = number_of(
        {.sex = by_sex ? stratum.sex : genetics::Sex::unknown, .age = by_age ? stratum.age : AgeGroup::unknown});
    persons[place] += weight;
    for (const Kind& kind : kinds) kinds_[kind.index].n[place] += weight * (kind.seen == ItemSeen::both ? 2 : 1);
  }
}

/// Counts become frequencies: within the kind, smoothed by those over all kinds, where one unseen word is allowed for.
void ItemModel::estimate_details() {
  for (std::size_t d = 0; d < kItemDetails; ++d) {
    double total = 1;
    for (const auto& word_and_count : word_count_[d]) total += word_and_count.second;
    for (KindOfItem& kind : kinds_) {
      double n = kDetailSmoothing;
      for (const auto& word_and_count : kind.frequency[d]) n += word_and_count.second;
      std::map<std::uint32_t, double> frequency;
      for (const auto& [number, overall] : word_count_[d]) {
        const auto mine = kind.frequency[d].find(number);
        const double count = mine == kind.frequency[d].end() ? 0 : mine->second;
        frequency[number] = (count + kDetailSmoothing * overall / total) / n;
      }
      kind.frequency[d] = std::move(frequency);
    }
  }
}

std::uint32_t ItemModel::word(std::size_t detail, std::string_view text) const {
  if (text.empty()) return 0;
  const auto found = words_[detail].find(text);
  if (found != words_[detail].end()) return found->second;
  KITH_CHECK(unnamed_.has_value());  // the model was made from all reports and findings of the case
  return kUnnamedWord;
}

std::size_t ItemModel::place_of(const std::string& what) const {
  const auto place = index_.find(what);
  if (place != index_.end()) return place->second;
  KITH_CHECK(unnamed_.has_value());  // as above
  return *unnamed_;
}

std::vector<ItemModel::Kind> ItemModel::kinds_of(const ItemList& list) const {
  std::vector<Kind> kinds;
  for (const Item& item : list.items) {
    const std::size_t place = place_of(item.what);
    auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.index == place; });
    const std::uint32_t bodies = item.of_grave ? item.bodies : 1;
    if (kind == kinds.end()) {
      kinds.push_back({.index = place, .bodies = bodies});
      kind = kinds.end() - 1;
    } else if (kind->bodies != 1 && (bodies == 1 || kind->bodies == 0)) {
      *kind = {.index = place, .bodies = bodies};  // what is on the body goes before what is in the grave
    } else if (bodies != kind->bodies) {
      continue;
    }
    kind->elsewhere |= item.elsewhere;
    kind->seen = kinds_[place].sided ? with(kind->seen, item.side) : ItemSeen::unstated;
    std::array<std::uint32_t, kItemDetails> details{};
    for (std::size_t d = 0; d < kItemDetails; ++d) details[d] = word(d, item.details[d]);
    kind->details.push_back(details);
  }
  return kinds;
}

ItemModel::Expectation ItemModel::prepare_report(const ItemList& report) const {
  Expectation result;
  result.kinds.resize(kinds_.size());
  for (std::size_t i = 0; i < kinds_.size(); ++i) result.kinds[i].index = i;
  for (Kind& kind : kinds_of(report)) {
    if (kind.elsewhere != 0) result.elsewhere.push_back(kind.index);
    result.kinds[kind.index] = std::move(kind);
  }
  for (std::size_t stratum = 0; stratum < kStrata; ++stratum) {
    for (const Kind& kind : result.kinds) {
      result.log_nothing_found[stratum] += kinds_[kind.index]
                                               .log_not_found[stratum][static_cast<std::size_t>(kind.seen)];
    }
  }
  return result;
}

ItemModel::Row ItemModel::prepare_finding(const ItemFinding& finding) const {
  return {.kinds = kinds_of(finding.list),
          .whole = finding.whole,
          .stratum = number_of(finding.stratum),
          .stated = finding.stated};
}

double ItemModel::log_same(const Expectation& report, const Row& finding) const {
  double sum = finding.whole ? report.log_nothing_found[finding.stratum] : 0;
  const auto counts_elsewhere = [&](const Kind& kind) { return (kind.elsewhere & finding.stated) != 0; };
  for (const std::size_t index : report.elsewhere) {
    const Kind& kind = report.kinds[index];
    if (!finding.whole || !counts_elsewhere(kind)) continue;
    sum -= kinds_[index].log_not_found[finding.stratum][static_cast<std::size_t>(kind.seen)];
  }
  for (const Kind& found : finding.kinds) {
    const Kind& reported = report.kinds[found.index];
    if (counts_elsewhere(reported)) continue;
    const auto& missed = kinds_[found.index].table[finding.stratum][static_cast<std::size_t>(reported.seen)];
    const double not_found = finding.whole ? missed[static_cast<std::size_t>(ItemSeen::none)] : 1;
    double ratio = not_found;
    if (found.bodies > 0) {
      const double share = 1.0 / found.bodies;
      ratio = share * kind_ratio(reported, found, finding.stratum) + (1 - share) * not_found;
    }
    sum += std::log(ratio / not_found);
  }
  return sum;
}

double ItemModel::kind_ratio(const Kind& reported, const Kind& found, std::size_t stratum) const {
  const double presence = kinds_[found.index].table[stratum][static_cast<std::size_t>(reported.seen)]
                                                   [static_cast<std::size_t>(found.seen)];
  return reported.seen == ItemSeen::none ? presence : presence * detail_ratio(reported, found);
}

double ItemModel::detail_ratio(const Kind& reported, const Kind& found) const {
  double product = 1;
  for (const auto& seen : found.details) {
    double sum = 0;
    for (const auto& said : reported.details) {
      double ratio = 1;
      for (std::size_t d = 0; d < kItemDetails; ++d) {
        if (seen[d] == 0 || said[d] == 0) continue;
        const double error = parameters_.detail_error[d];
        const double agreement = seen[d] == said[d] ? 1 / kinds_[found.index].frequency[d].at(seen[d]) : 0;
        ratio *= (1 - error) * agreement + error;
      }
      sum += ratio;
    }
    product *= sum / static_cast<double>(reported.details.size());
  }
  return product;
}

double ItemModel::prevalence(std::string_view what, const Stratum& stratum) const {
  const auto place = index_.find(what);
  KITH_CHECK(place != index_.end());
  return kinds_[place->second].prevalence[number_of(stratum)];
}

double ItemModel::detail_frequency(std::string_view what, std::size_t detail, std::string_view text) const {
  const auto place = index_.find(what);
  KITH_CHECK(place != index_.end());
  return kinds_[place->second].frequency[detail].at(word(detail, text));
}

}  // namespace kith::attributes

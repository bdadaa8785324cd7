// What the item model says in words.
#include <cstdio>

#include "attributes/items/item_model.hpp"
#include "core/number_word.hpp"

namespace kith::attributes {
namespace {}  // namespace

std::string ItemModel::items_of(const ItemList& list, std::size_t kind) const {
  ItemList of_kind;
  for (const Item& item : list.items) {
    if (place_of(item.what) == kind) of_kind.items.push_back(item);
  }
  return describe(of_kind);
}

std::string ItemModel::describe_finding(const ItemFinding& finding) {
  return describe(finding.list) + (finding.whole ? "" : ", on part of a body");
}

std::string ItemModel::rule(const ItemList& report, const ItemFinding& finding) const {
  const Expectation expectation = prepare_report(report);
  const Row row = prepare_finding(finding);
  std::string text;
  const auto add = [&text](const std::string& sentence) { text += (text.empty() ? "" : "; ") + sentence; };
  for (const Kind& found : row.kinds) {
    const KindOfItem& kind = kinds_[found.index];
    const Kind& reported = expectation.kinds[found.index];
    std::string sentence = items_of(finding.list, found.index);
    if ((reported.elsewhere & row.stated) != 0) {
      add(sentence + ": counts once, in the list that tells more of it");
      continue;
    }
    if (reported.seen == ItemSeen::none) {
      sentence += found.index == unnamed_ ? ": found, and no report of the case names it" : ": found, not reported";
    } else {
      sentence += ": found, and reported as " + items_of(report, found.index);
    }
    sentence += ", prevalence " + number_word(kind.prevalence[row.stratum], 3);
    if (found.bodies != 1) {
      sentence += found.bodies == 0 ? ", in a grave with an unknown number of bodies: says nothing"
                                    : ", one of " + std::to_string(found.bodies) + " bodies of the grave";
    }
    add(sentence + ", LR " + number_word(kind_ratio(reported, found, row.stratum), 3));
  }
  for (const Kind& reported : expectation.kinds) {
    bool seen = reported.seen == ItemSeen::none;
    for (const Kind& found : row.kinds) seen = seen || found.index == reported.index;
    if (seen || (reported.elsewhere & row.stated) != 0) continue;
    const KindOfItem& kind = kinds_[reported.index];
    const std::string sentence = items_of(report, reported.index) + ": reported, not found, ";
    add(sentence + (finding.whole
                        ? "LR " + number_word(kind.table[row.stratum][static_cast<std::size_t>(reported.seen)][0], 3)
                        : "part of a body: says nothing"));
  }
  return text.empty() ? "nothing reported, nothing found" : text;
}

std::string ItemModel::remark() const {
  const std::size_t n = kinds_.size() - (unnamed_ ? 1U : 0U);
  return std::to_string(n) + " kinds of item, prevalence from " + number_word(n_reports_[0], 3) + " reports and " +
         (unnamed_ ? "no remains" : number_word(n_findings_[0], 3) + " lists of remains");
}

}  // namespace kith::attributes

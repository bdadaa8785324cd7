// attributes/items/item_model.hpp — a list of reported items against a list of found ones: fractures, surgery,
// implants, marks, clothing, effects.
//
// One item by itself, with prevalence q among the missing, recall r of the family and detection s in the remains,
// nobody inventing items:
//   reported and found      1 / q
//   reported, not found     (1 - s) / (1 - q s)
//   found, not reported     (1 - r) / (1 - q r)
//   neither                 1 + q (...), nearly 1
// Each side of the body has such an item of its own. The truth of a kind of item is t = none, left, right or both; both
// have probability q^2. Where one is seen, its side is mistaken with probability e, or not stated:
//   LR = sum_t P(p | t) P(t | a) / sum_t P(p | t) pi(t)
// A kind whose side nobody in the case states is one item without sides, and the four numbers above are exact.
//
// Details (motif; colour, size, maker; kind of operation), with frequency f(m) among items of the kind and confusion c:
//   LR = (1 - c) [m reported = m found] / f(m) + c
// averaged over the reported items of the kind where there are several; 1 where a side says nothing.
//
// q and f are those of the case, smoothed: q = (n_AM + w n_PM + k q0) / (r N_AM + w s N_PM + k). A common thing, or one
// that the event's uniforms make common, says little by itself. Items are weighed given the sex and age of the remains:
// q of a kind is that of persons of this sex and age, (n + k q) / (r N_AM + w s N_PM + k) with their counts, so that a
// dress does not count for the sex again, nor an old man's fractures for his age.
//
// w, the weight of remains, is 1 where the examination sees what families do not tell (clothes, healed ribs): q from
// reports alone would be too small, and the LR too large. It is 0 where the reports suffice: then no number depends on
// the remains, and new ones do not change the scores of old ones. Kinds that no report names are then one kind
// together, and sides count where a report states one.
//
// The list's LR is the product over all kinds of the case, neither-side ones included: for every report it averages to
// 1 over the lists of others. A part of a body shows what is on it; what is not found on it says nothing.
//
// A kind that a more telling list of the report names, too, says nothing here where the remains state that list
// (one_event.hpp).
//
// A thing of a grave belongs to one of its n bodies: LR / n + (1 - 1 / n) LR(not found).
//
// Cost: per report one look-up per kind of the case, per finding one per item.
#pragma once

#include <array>
#include <compare>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/body/age_group.hpp"
#include "attributes/items/item_list.hpp"
#include "genetics/markers/marker.hpp"

namespace kith::attributes {

/// Whom prevalences are told apart by; what is not known stands for everybody.
struct Stratum {
  genetics::Sex sex = genetics::Sex::unknown;
  AgeGroup age = AgeGroup::unknown;
  friend auto operator<=>(const Stratum&, const Stratum&) = default;
};

struct ItemFinding {
  ItemList list{};
  bool whole = true;        ///< false: only part of the body is there, so that nothing can be missing
  Stratum stratum{};        ///< as estimated from the remains
  std::uint8_t stated = 0;  ///< the lists that the remains state, as bits (one_event.hpp)
  friend auto operator<=>(const ItemFinding&, const ItemFinding&) = default;
};

struct ItemParameters {
  double prevalence = 0.02;  ///< q0, of an item on one side
  double detection = 0.8;    ///< s
  double recall = 0.6;       ///< r
  double side_error = 0.05;  ///< e
  std::array<double, kItemDetails> detail_error{0.2, 0.2, 0.2};
  double smoothing = 20;      ///< persons that q0 counts for
  double remains_weight = 1;  ///< w: reports that the list of one set of remains counts for
};

/// What one list says of one kind of item.
enum class ItemSeen : std::uint8_t { none, left, right, both, unstated };
inline constexpr std::size_t kItemSeen = 5;

/// A report and whom it describes, for the population.
struct ItemReport {
  ItemList list{};
  Stratum stratum{};
};

class ItemModel {
 public:
  ItemModel(std::span<const ItemReport> reports, std::span<const ItemFinding> findings,
            const ItemParameters& parameters = {});

  static constexpr std::size_t kStrata = 3 * kAgeGroups;
  /// Number of a stratum; 0: everybody.
  [[nodiscard]] static std::size_t number_of(const Stratum& stratum);

  /// LR by (reported, found).
  using Table = std::array<std::array<double, kItemSeen>, kItemSeen>;
  /// The LRs of a kind of item with this prevalence per side.
  [[nodiscard]] static Table item_table(double prevalence, bool sided, const ItemParameters& parameters);

  /// Items of one kind in a list.
  struct Kind {
    std::size_t index = 0;  ///< in the case's dictionary
    ItemSeen seen = ItemSeen::none;
    std::vector<std::array<std::uint32_t, kItemDetails>> details{};  ///< per item; 0: not stated
    std::uint32_t bodies = 1;                                        ///< that may own the items; 0: they say nothing
    std::uint8_t elsewhere = 0;                                      ///< lists that tell more of one of the items
  };
  struct Expectation {
    std::vector<Kind> kinds{};                        ///< by dictionary index, all of them
    std::array<double, kStrata> log_nothing_found{};  ///< by stratum: ln LR of finding none of the items
    std::vector<std::size_t> elsewhere{};             ///< kinds that another list tells more of
  };
  struct Row {
    std::vector<Kind> kinds{};
    bool whole = true;
    std::size_t stratum = 0;
    std::uint8_t stated = 0;
  };
  [[nodiscard]] Expectation prepare_report(const ItemList& report) const;
  [[nodiscard]] Row prepare_finding(const ItemFinding& finding) const;

  /// ln LR: the probability of the finding in the population is the unit here.
  [[nodiscard]] double log_same(const Expectation& report, const Row& finding) const;
  [[nodiscard]] static double log_population(const ItemFinding& /*finding*/) { return 0; }

  [[nodiscard]] static std::string describe_report(const ItemList& report) { return describe(report); }
  [[nodiscard]] static std::string describe_finding(const ItemFinding& finding);
  /// "left femur (plate): reported and found, prevalence 0.012, LR 41; ..."
  [[nodiscard]] std::string rule(const ItemList& report, const ItemFinding& finding) const;
  [[nodiscard]] std::string remark() const;

  /// Prevalence of a kind on one side. @pre the case has it.
  [[nodiscard]] double prevalence(std::string_view what, const Stratum& stratum = {}) const;
  /// Frequency of a detail among the items of a kind that state it. @pre the case has both.
  [[nodiscard]] double detail_frequency(std::string_view what, std::size_t detail, std::string_view word) const;

 private:
  struct KindOfItem {
    std::string what;
    bool sided = false;
    std::array<double, kStrata> n{};  ///< items on both forms; a person counts in every stratum he belongs to
    std::array<double, kStrata> prevalence{};
    std::array<Table, kStrata> table{};
    std::array<std::array<double, kItemSeen>, kStrata> log_not_found{};     ///< ln of the table's column `none`
    std::array<std::map<std::uint32_t, double>, kItemDetails> frequency{};  ///< of each detail's words
  };
  using Words = std::map<std::string, std::uint32_t, std::less<>>;

  void learn_words(const ItemList& list, double weight);
  void count(const ItemList& list, const Stratum& stratum, double weight, std::array<double, kStrata>& persons);
  void estimate_prevalence();
  void estimate_details();
  [[nodiscard]] std::vector<Kind> kinds_of(const ItemList& list) const;
  /// Of a kind: its place; that of all kinds which no report names where there is one.
  [[nodiscard]] std::size_t place_of(const std::string& what) const;
  [[nodiscard]] std::uint32_t word(std::size_t detail, std::string_view text) const;
  /// The items of a list that are of the kind, in words.
  [[nodiscard]] std::string items_of(const ItemList& list, std::size_t kind) const;
  [[nodiscard]] double kind_ratio(const Kind& reported, const Kind& found, std::size_t stratum) const;
  [[nodiscard]] double detail_ratio(const Kind& reported, const Kind& found) const;

  ItemParameters parameters_;
  std::vector<KindOfItem> kinds_;
  std::map<std::string, std::size_t, std::less<>> index_;
  std::optional<std::size_t> unnamed_{};  ///< the kind of all that no report names
  std::array<Words, kItemDetails> words_{};
  std::array<std::map<std::uint32_t, double>, kItemDetails> word_count_{};
  std::array<double, kStrata> n_reports_{};   ///< persons whose list is stated
  std::array<double, kStrata> n_findings_{};  ///< weighed
};

}  // namespace kith::attributes

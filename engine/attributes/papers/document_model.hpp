// attributes/papers/document_model.hpp — the name on papers found with remains against the name of a missing person.
//
// Names are compared by their spellings (name_key.hpp): g is 1 for one name, and less the less alike two are. f(n) is
// the share of the missing who report name n (a person with several names counts in parts). If the paper is the
// person's own, the name reported and the name on it are distributed as
//   P(a, p) = f(a) f(p) g(a, p) u(a) u(p),      u(a) sum_n f(n) g(a, n) u(n) = 1
// so that either side shows the names that there are, f. Hence, for a paper p of whatever spelling,
//   LR = P(p | a) / sum_n f(n) P(p | n) = g(a, p) u(a) / D(p),      D(p) = sum_n f(n) g(n, p) u(n)
// and D(p) = 1 / u(p) where p is reported. Two laws: over the papers of the missing the LR of a report averages to 1;
// over the missing, so does the LR of a paper. By the second a name that nobody reported (whose probability f does not
// tell) cannot count against everybody: it cancels, and the paper speaks for those whose names are most like it. A name
// unlike all of them says next to nothing. A name that many of the missing have, or nearly have, says little: with g 0
// for all others it is worth 1 / f. Pairs of names that cannot be compared have LR 1; sums and shares are then those of
// the pairs that can.
//
// Several names found with one body: one of them is its own, the LR is their average; several names reported (a maiden
// name, a nickname): likewise.
//
// Papers are borrowed, picked up and mixed in graves: with probability e, the attribute's floor, the paper is somebody
// else's. No paper is worth more than (1 - e) / e, the attribute's cap, and it never is near-certain alone.
//
// Cost: u of up to 300 names, evenly spaced in alphabetical order, is solved once (of more names these stand for all
// others); then 300 comparisons per finding and per report that is none of these, and one for each of their pairs.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attributes/papers/name_key.hpp"

namespace kith::attributes {

/// Names as they are written, sorted, each once.
struct NameList {
  std::vector<std::string> names{};
  friend auto operator<=>(const NameList&, const NameList&) = default;
};

/// g by similarity; equal keys: 1.
struct DocumentParameters {
  double near_weight = 0.3;      ///< from 0.92
  double similar_weight = 0.03;  ///< from 0.85
  double other_weight = 0.001;
};

class DocumentModel {
 public:
  struct Reported {
    NameSpellings name{};
    double scale = 1;  ///< u
  };
  struct Found {
    NameSpellings name{};
    double population = 0;  ///< D; 0: nobody of the missing can have it, or it cannot be compared: says nothing
  };
  using Expectation = std::vector<Reported>;
  using Papers = std::vector<Found>;

  /// All reports and findings of the case.
  DocumentModel(std::span<const NameList> reports, std::span<const NameList> findings,
                const DocumentParameters& parameters = {});
  DocumentModel(DocumentModel&&) = default;
  DocumentModel(const DocumentModel&) = delete;  // the sample points into the names
  DocumentModel& operator=(DocumentModel&&) = default;
  DocumentModel& operator=(const DocumentModel&) = delete;
  ~DocumentModel() = default;

  [[nodiscard]] Expectation prepare_report(const NameList& report) const;
  [[nodiscard]] Papers prepare_finding(const NameList& finding) const;
  /// ln LR: the probability of the finding in the population is the unit here. 0 where no name can be read.
  [[nodiscard]] double log_same(const Expectation& report, const Papers& finding) const;
  [[nodiscard]] static double log_population(const NameList& /*finding*/) { return 0; }

  [[nodiscard]] static std::string describe_report(const NameList& report);
  [[nodiscard]] static std::string describe_finding(const NameList& finding) { return describe_report(finding); }
  /// "Мамедов and Məmmədov: the same name (mamad), as 3 of 120 missing persons have"
  [[nodiscard]] std::string rule(const NameList& report, const NameList& finding) const;
  [[nodiscard]] std::string remark() const;

  /// g; none where the two cannot be compared.
  [[nodiscard]] std::optional<double> weight(const NameSpellings& a, const NameSpellings& b) const;
  /// Of the two names that are most alike; none where no name can be compared.
  [[nodiscard]] std::optional<double> best_similarity(const NameList& report, const NameList& finding) const;

  /// Similarities from which names are near, and similar.
  static constexpr double kNear = 0.92, kSimilar = 0.85;

 private:
  /// A name that missing persons have, in all spellings that they report.
  struct Reports {
    NameSpellings name{};
    double n = 0;      ///< names reported
    double share = 0;  ///< f
    bool in_sample = false;
    double scale = 1;  ///< u, of those in the sample
  };
  /// Over the names but one that can be compared: the sum of f g u, and of f.
  struct Others {
    double sum = 0;
    double share = 0;
  };

  void learn(const NameFolder& folder, const NameList& list);
  void count(const NameList& report);
  void solve();
  /// `own`: the name that the sums leave out; null: none.
  [[nodiscard]] Others others(const NameSpellings& name, const Reports* own) const;
  /// u of a name of this share.
  [[nodiscard]] static double scale_of(double share, const Others& others);
  /// Of a name as written: with the spellings of all who report it.
  [[nodiscard]] const NameSpellings& spellings(const std::string& name) const;
  [[nodiscard]] const Reports* reports_of(const NameSpellings& name) const;
  [[nodiscard]] double population(const NameSpellings& name) const;
  [[nodiscard]] double ratio(const Reported& reported, const Found& found) const;
  /// Of one pair of names.
  [[nodiscard]] std::string rule(const std::string& reported, const std::string& found) const;

  DocumentParameters parameters_;
  std::map<std::string, NameSpellings> spellings_;               ///< of every name of the case, as written
  std::map<std::pair<NameScript, NameKey>, Reports> reports_{};  ///< by script and key
  std::vector<Reports*> sample_;
  double sample_share_ = 0;
  double n_ = 0;        ///< names of missing persons
  double persons_ = 0;  ///< who have a name that can be read
};

}  // namespace kith::attributes

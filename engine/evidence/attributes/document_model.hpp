// evidence/attributes/document_model.hpp — the name on papers found with remains against the name of a missing person.
//
// Names are compared by their keys (name_key.hpp). If the paper is the person's own, a name n is on it with probability
// proportional to f(n) g(similarity), f the names among the missing, g 1 for the same key and less the less alike:
//   LR = g(similarity of the paper's name and a) / E(a),      E(a) = sum_n f(n) g(similarity of n and a)
// So a name that many of the missing have, or nearly have, says little, and the LR averages to 1 over the names of others.
// Several names found with one body: one of them is its own, the LR is their average; several names reported (a maiden name,
// a nickname): likewise.
//
// Papers are borrowed, picked up and mixed in graves: with probability e, the attribute's floor, the paper is somebody else's. No
// paper is worth more than (1 - e) / e, the attribute's cap, and it never is near-certain alone.
//
// Cost: per report up to 200 names are compared to estimate E, then one comparison per finding.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evidence/attributes/name_key.hpp"

namespace kith::evidence {

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
  using Keys = std::vector<NameKey>;
  struct Expectation {
    Keys keys{};
    std::vector<double> mean_weight{};  ///< E of each
  };

  /// All reports and findings of the case.
  DocumentModel(std::span<const NameList> reports, std::span<const NameList> findings,
                const DocumentParameters& parameters = {});

  [[nodiscard]] Expectation prepare_report(const NameList& report) const;
  [[nodiscard]] Keys prepare_finding(const NameList& finding) const;
  /// ln LR: the probability of the finding in the population is the unit here. 0 where no name can be read.
  [[nodiscard]] double log_same(const Expectation& report, const Keys& finding) const;
  [[nodiscard]] static double log_population(const NameList& /*finding*/) { return 0; }

  [[nodiscard]] static std::string describe_report(const NameList& report);
  [[nodiscard]] static std::string describe_finding(const NameList& finding) { return describe_report(finding); }
  /// "Мамедов and Məmmədov: the same name (mamad), as 3 of 120 missing persons have"
  [[nodiscard]] std::string rule(const NameList& report, const NameList& finding) const;
  [[nodiscard]] std::string remark() const;

  /// g.
  [[nodiscard]] double weight(const NameKey& a, const NameKey& b) const;
  /// E: the mean of g over the names of the missing.
  [[nodiscard]] double mean_weight(const NameKey& name) const;
  /// Of the two names that are most alike; none where no name can be read.
  [[nodiscard]] std::optional<double> best_similarity(const NameList& report, const NameList& finding) const;

  /// Similarities from which names are near, and similar.
  static constexpr double kNear = 0.92, kSimilar = 0.85;

 private:
  void learn(const NameFolder& folder, const NameList& list);
  [[nodiscard]] const NameKey& key(const std::string& name) const;

  DocumentParameters parameters_;
  std::map<std::string, NameKey> keys_;             ///< of every name of the case, as written
  std::map<NameKey, double> n_of_key_;              ///< missing persons of that key
  std::vector<std::pair<NameKey, double>> sample_;  ///< some of them
  double n_ = 0;                                    ///< names of missing persons
};

}  // namespace kith::evidence

#include "evidence/attributes/trait.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "evidence/attributes/words.hpp"

namespace kith::evidence {
namespace {

constexpr double kLeastFrequency = 0.001;

double mixture(std::span<const double> weights, std::span<const double> matrix, std::size_t seen) {
  const std::size_t n = weights.size();
  double sum = 0;
  for (std::size_t t = 0; t < n; ++t) sum += weights[t] * matrix[t * n + seen];
  return sum;
}

/// Row: truth; 1 - error on the diagonal, the rest by weights.
std::vector<double> confusion(const std::vector<double>& weight, std::size_t n, double error) {
  std::vector<double> matrix(n * n, 1);
  if (n == 1) return matrix;
  for (std::size_t t = 0; t < n; ++t) {
    double others = 0;
    for (std::size_t p = 0; p < n; ++p) others += p == t ? 0 : weight[t * n + p];
    for (std::size_t p = 0; p < n; ++p) matrix[t * n + p] = p == t ? 1 - error : error * weight[t * n + p] / others;
  }
  return matrix;
}

}  // namespace

TraitTable::TraitTable(const std::vector<std::string>& reports, const std::vector<std::string>& words,
                       std::span<const PriorCount> prior, const Parameters& parameters)
    : error_(parameters["error"]), report_error_(parameters["report_error"]) {
  std::set<std::string> all(words.begin(), words.end());
  for (const auto& [word, value] : parameters.words("frequency")) all.insert(word);
  for (const PriorCount& entry : prior) all.emplace(entry.word);
  categories_.assign(all.begin(), all.end());
  set_frequencies(reports, prior, parameters);
  set_confusion(parameters);
}

std::size_t TraitTable::find(const std::string& word) const {
  const auto found = std::lower_bound(categories_.begin(), categories_.end(), word);
  KITH_CHECK(found != categories_.end() && *found == word);
  return static_cast<std::size_t>(found - categories_.begin());
}

void TraitTable::set_frequencies(const std::vector<std::string>& reports, std::span<const PriorCount> prior,
                                 const Parameters& parameters) {
  const auto given = parameters.words("frequency");
  const std::size_t n = categories_.size();
  frequency_.assign(n, 1.0);
  for (const PriorCount& entry : prior) frequency_[find(std::string(entry.word))] = entry.count;
  if (given.empty()) {
    for (const std::string& word : reports) frequency_[find(word)] += 1;
    remark_ = "frequencies of " + std::to_string(n) + " words from " + std::to_string(reports.size()) +
              " reports and " +
              number_word(std::accumulate(frequency_.begin(), frequency_.end(), 0.0) -
                          static_cast<double>(reports.size())) +
              " added ones";
  } else {
    double sum = 0;
    for (const auto& [word, value] : given) sum += frequency_[find(word)] = value;
    const auto n_others = static_cast<double>(n - given.size());
    const double share = n_others == 0 ? 0 : std::max(kLeastFrequency, (1 - sum) / n_others);
    for (std::size_t t = 0; t < n; ++t) {
      if (!given.contains(categories_[t])) frequency_[t] = share;
    }
    remark_ = "frequencies given for " + std::to_string(given.size()) + " of " + std::to_string(n) + " words";
    const double total = sum + share * n_others;
    if (std::abs(total - 1) > 1e-9) remark_ += "; they were divided by their sum " + number_word(total);
  }
  const double total = std::accumulate(frequency_.begin(), frequency_.end(), 0.0);
  for (double& frequency : frequency_) frequency /= total;
}

void TraitTable::set_confusion(const Parameters& parameters) {
  const std::size_t n = categories_.size();
  std::vector<double> alike(n * n, 1);
  reported_ = confusion(alike, n, report_error_);
  for (const auto& [words, weight] : parameters.words("confusion")) {
    for (std::size_t t = 0; t < n; ++t) {
      for (std::size_t p = 0; p < n; ++p) {
        if (categories_[t] + "." + categories_[p] == words) alike[t * n + p] = weight;
      }
    }
  }
  found_ = confusion(alike, n, error_);
}

double TraitTable::log_same(const std::string& report, const std::string& finding) const {
  const std::size_t n = categories_.size(), a = find(report);
  std::vector<double> given(n);
  double sum = 0;
  for (std::size_t t = 0; t < n; ++t) sum += given[t] = reported_[t * n + a] * frequency_[t];
  return std::log(mixture(given, found_, find(finding)) / sum);
}

double TraitTable::log_population(const std::string& finding) const {
  return std::log(mixture(frequency_, found_, find(finding)));
}

std::string TraitTable::rule(const std::string& report, const std::string& finding) const {
  std::string text = report == finding ? "same" : "different";
  text += ": frequency of " + finding + " " + number_word(frequency_[find(finding)]);
  if (report != finding) text += " and of " + report + " " + number_word(frequency_[find(report)]);
  return text + "; finding wrong " + number_word(error_) + "; report wrong " + number_word(report_error_);
}

std::string TraitTable::remark() const { return remark_; }

}  // namespace kith::evidence

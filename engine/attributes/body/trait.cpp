#include "attributes/body/trait.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "core/number_word.hpp"

namespace kith::attributes {
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

TraitTable::TraitTable(const std::vector<std::string>& reports, std::span<const PriorCount> prior,
                       const Parameters& parameters)
    : error_(parameters["error"]), report_error_(parameters["report_error"]) {
  std::set<std::string> all(reports.begin(), reports.end());
  for (const auto& [word, value] : parameters.words("frequency")) all.insert(word);
  for (const auto& [words, weight] : parameters.words("confusion")) {
    const auto dot = words.find('.');
    if (dot == std::string::npos) continue;
    all.insert(words.substr(0, dot));
    all.insert(words.substr(dot + 1));
  }
  for (const PriorCount& entry : prior) all.emplace(entry.word);
  categories_.assign(all.begin(), all.end());
  set_frequencies(reports, prior, parameters);
  set_confusion(parameters);
}

std::size_t TraitTable::find(const std::string& word) const {
  const auto found = std::lower_bound(categories_.begin(), categories_.end(), word);
  const bool is_category = found != categories_.end() && *found == word;
  return is_category ? static_cast<std::size_t>(found - categories_.begin()) : categories_.size();
}

double TraitTable::frequency(const std::string& word) const { return says_nothing(word) ? 0 : frequency_[find(word)]; }

void TraitTable::set_frequencies(const std::vector<std::string>& reports, std::span<const PriorCount> prior,
                                 const Parameters& parameters) {
  const auto given = parameters.words("frequency");
  const std::size_t n = categories_.size();
  double given_sum = 0;
  for (const auto& [word, value] : given) given_sum += value;
  constexpr double kRounding = 1e-9;
  const bool others = prior.empty() && given_sum < 1 - kRounding;
  frequency_.assign(others ? n + 1 : n, 1.0);
  const std::string n_words = std::to_string(n) + " words" + (others ? " and of all others together" : "");
  for (const PriorCount& entry : prior) frequency_[find(std::string(entry.word))] = entry.count;
  if (given.empty()) {
    const double added = std::accumulate(frequency_.begin(), frequency_.end(), 0.0);
    for (const std::string& word : reports) frequency_[find(word)] += 1;
    remark_ = "frequencies of " + n_words + " from " + std::to_string(reports.size()) + " reports and " +
              number_word(added) + " added ones";
  } else {
    const auto n_others = static_cast<double>(frequency_.size() - given.size());
    const double share = n_others == 0 ? 0 : std::max(kLeastFrequency, (1 - given_sum) / n_others);
    frequency_.assign(frequency_.size(), share);
    for (const auto& [word, value] : given) frequency_[find(word)] = value;
    remark_ = "frequencies given for " + std::to_string(given.size()) + " of " + n_words;
    const double total = given_sum + share * n_others;
    if (std::abs(total - 1) > kRounding) remark_ += "; they were divided by their sum " + number_word(total);
  }
  const double total = std::accumulate(frequency_.begin(), frequency_.end(), 0.0);
  for (double& frequency : frequency_) frequency /= total;
}

void TraitTable::set_confusion(const Parameters& parameters) {
  const std::size_t n = frequency_.size();
  std::vector<double> alike(n * n, 1);
  reported_ = confusion(alike, n, report_error_);
  for (const auto& [words, weight] : parameters.words("confusion")) {
    for (std::size_t t = 0; t < categories_.size(); ++t) {
      for (std::size_t p = 0; p < categories_.size(); ++p) {
        if (categories_[t] + "." + categories_[p] == words) alike[t * n + p] = weight;
      }
    }
  }
  found_ = confusion(alike, n, error_);
}

double TraitTable::log_same(const std::string& report, const std::string& finding) const {
  if (says_nothing(report) || says_nothing(finding)) return log_population(finding);
  const std::size_t n = frequency_.size(), a = find(report);
  std::vector<double> given(n);
  double sum = 0;
  for (std::size_t t = 0; t < n; ++t) sum += given[t] = reported_[t * n + a] * frequency_[t];
  return std::log(mixture(given, found_, find(finding)) / sum);
}

double TraitTable::log_population(const std::string& finding) const {
  return says_nothing(finding) ? 0 : std::log(mixture(frequency_, found_, find(finding)));
}

std::string TraitTable::rule(const std::string& report, const std::string& finding) const {
  if (says_nothing(finding)) return finding + " has no frequency: says nothing";
  const auto frequency_text = [this](const std::string& word) {
    const std::size_t place = find(word);
    return (place < categories_.size() ? word : "words that no report uses") + " " + number_word(frequency_[place]);
  };
  std::string text = report == finding ? "same" : "different";
  text += ": frequency of " + frequency_text(finding);
  if (report != finding) text += " and of " + frequency_text(report);
  return text + "; finding wrong " + number_word(error_) + "; report wrong " + number_word(report_error_);
}

std::string TraitTable::remark() const { return remark_; }

}  // namespace kith::attributes

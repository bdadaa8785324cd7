#include "evidence/attributes/document_model.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/check.hpp"

namespace kith::evidence {
namespace {

/// Names of the missing that E is estimated from; of more, evenly spaced ones in alphabetical order.
constexpr std::size_t kSample = 200;

std::string joined(const NameKey& key) {
  std::string text;
  for (const auto& word : key) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

}  // namespace

DocumentModel::DocumentModel(std::span<const NameList> reports, std::span<const NameList> findings,
                             const DocumentParameters& parameters)
    : parameters_(parameters) {
  const NameFolder folder;
  for (const NameList& report : reports) {
    learn(folder, report);
    for (const auto& name : report.names) {
      if (key(name).empty()) continue;
      n_of_key_[key(name)] += 1;
      n_ += 1;
    }
  }
  for (const NameList& finding : findings) learn(folder, finding);
  const std::size_t step = n_of_key_.size() / kSample + 1;
  std::size_t i = 0;
  for (const auto& key_and_count : n_of_key_) {
    if (i++ % step == 0) sample_.emplace_back(key_and_count.first, key_and_count.second);
  }
}

void DocumentModel::learn(const NameFolder& folder, const NameList& list) {
  for (const auto& name : list.names) {
    const auto [place, is_new] = keys_.try_emplace(name);
    if (is_new) place->second = folder.fold(name);
  }
}

const NameKey& DocumentModel::key(const std::string& name) const {
  const auto found = keys_.find(name);
  KITH_CHECK(found != keys_.end());  // the model was made from all reports and findings of the case
  return found->second;
}

double DocumentModel::weight(const NameKey& a, const NameKey& b) const {
  const double alike = similarity(a, b);
  if (alike >= 1) return 1;
  if (alike >= kNear) return parameters_.near_weight;
  return alike >= kSimilar ? parameters_.similar_weight : parameters_.other_weight;
}

double DocumentModel::mean_weight(const NameKey& name) const {
  const auto found = n_of_key_.find(name);
  const double own = found == n_of_key_.end() ? 1 : found->second;  // a name nobody has counts as one more
  const double n = found == n_of_key_.end() ? n_ + 1 : n_;
  double sum = 0;
  double others = 0;
  for (const auto& [other, count] : sample_) {
    if (other == name) continue;
    sum += count * weight(name, other);
    others += count;
  }
  return others == 0 ? 1 : own / n + (1 - own / n) * sum / others;
}

std::optional<double> DocumentModel::best_similarity(const NameList& report, const NameList& finding) const {
  std::optional<double> best;
  for (const auto& reported : report.names) {
    for (const auto& found : finding.names) {
      if (key(reported).empty() || key(found).empty()) continue;
      best = std::max(best.value_or(0), similarity(key(reported), key(found)));
    }
  }
  return best;
}

DocumentModel::Expectation DocumentModel::prepare_report(const NameList& report) const {
  Expectation result;
  for (const auto& name : report.names) {
    const NameKey& folded = key(name);
    if (folded.empty()) continue;
    result.keys.push_back(folded);
    result.mean_weight.push_back(mean_weight(folded));
  }
  return result;
}

DocumentModel::Keys DocumentModel::prepare_finding(const NameList& finding) const {
  Keys result;
  for (const auto& name : finding.names) {
    if (!key(name).empty()) result.push_back(key(name));
  }
  return result;
}

double DocumentModel::log_same(const Expectation& report, const Keys& finding) const {
  if (report.keys.empty() || finding.empty()) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < report.keys.size(); ++i) {
    for (const NameKey& found : finding) sum += weight(report.keys[i], found) / report.mean_weight[i];
  }
  return std::log(sum / static_cast<double>(report.keys.size() * finding.size()));
}

std::string DocumentModel::describe_report(const NameList& report) {
  std::string text;
  for (const auto& name : report.names) text += (text.empty() ? "" : "; ") + name;
  return text;
}

std::string DocumentModel::rule(const NameList& report, const NameList& finding) const {
  std::string text;
  for (const auto& reported : report.names) {
    for (const auto& found : finding.names) {
      const NameKey& a = key(reported);
      const NameKey& p = key(found);
      if (!text.empty()) text += "; ";
      text.append(found).append(" and ").append(reported).append(": ");
      if (a.empty() || p.empty()) {
        text += "no letters that can be read";
        continue;
      }
      const double alike = similarity(a, p);
      const auto have = n_of_key_.find(a);
      text += (alike >= 1 ? "the same name (" : "similarity " + number(alike) + " (") + joined(p) +
              (alike >= 1 ? "" : ", " + joined(a)) + "); " + number(have == n_of_key_.end() ? 0 : have->second) +
              " of " + number(n_) + " reported names are " + joined(a);
    }
  }
  return text;
}

std::string DocumentModel::remark() const {
  return number(n_) + " names of missing persons, " + std::to_string(n_of_key_.size()) + " different ones when folded";
}

}  // namespace kith::evidence

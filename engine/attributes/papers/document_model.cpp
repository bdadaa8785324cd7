#include "attributes/papers/document_model.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/check.hpp"
#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

/// Names of the missing that the sums run over; of more, evenly spaced ones in alphabetical order.
constexpr std::size_t kSample = 300;
/// Sweeps until u is settled: each halves the error, so that far fewer are needed.
constexpr int kSweeps = 1000;
constexpr double kSettled = 1e-14;

std::string joined(const NameKey& key) {
  std::string text;
  for (const auto& word : key) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

DocumentModel::DocumentModel(std::span<const NameList> reports, std::span<const NameList> findings,
                             const DocumentParameters& parameters)
    : parameters_(parameters) {
  const NameFolder folder;
  for (const NameList& report : reports) {
    learn(folder, report);
    count(report);
  }
  for (const NameList& finding : findings) learn(folder, finding);
  const std::size_t step = reports_.size() / kSample + 1;
  std::size_t i = 0;
  for (auto& [key, entry] : reports_) {
    entry.share /= persons_;
    entry.in_sample = i++ % step == 0;
    if (!entry.in_sample) continue;
    sample_.push_back(&entry);
    sample_share_ += entry.share;
  }
  solve();
}

void DocumentModel::learn(const NameFolder& folder, const NameList& list) {
  for (const auto& name : list.names) {
    const auto [place, is_new] = spellings_.try_emplace(name);
    if (is_new) place->second = folder.spellings(name);
  }
}

void DocumentModel::count(const NameList& report) {
  const auto is_readable = [this](const std::string& name) { return spellings_.at(name).readable(); };
  const auto n = std::count_if(report.names.begin(), report.names.end(), is_readable);
  if (n == 0) return;
  persons_ += 1;
  for (const auto& name : report.names) {
    const NameSpellings& spelled = spellings_.at(name);
    if (!spelled.readable()) continue;
    Reports& entry = reports_[{spelled.script, spelled.keys[0]}];
    if (!entry.name.readable()) entry.name = spelled;
    auto& known = entry.name.keys;
    for (const NameKey& key : spelled.keys) {
      if (std::find(known.begin(), known.end(), key) == known.end()) known.push_back(key);
    }
    entry.n += 1;
    entry.share += 1 / static_cast<double>(n);
    n_ += 1;
  }
}

/// u (f u + B) = F for all names by turns, each step half way on the logarithmic scale: a symmetric matrix with a
/// positive diagonal can be scaled so.
void DocumentModel::solve() {
  const std::size_t n = sample_.size();
  std::vector<double> alike(n * n, 0);
  std::vector<Others> sums(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double rest = sample_share_ - sample_[i]->share;
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j) continue;
      const auto g = weight(sample_[i]->name, sample_[j]->name);
      if (!g) continue;
      const double share = (1 - sample_[i]->share) * sample_[j]->share / rest;
      alike[i * n + j] = *g * share;
      sums[i].share += share;
    }
  }
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sums[i].sum = 0;
      for (std::size_t j = 0; j < n; ++j) sums[i].sum += alike[i * n + j] * sample_[j]->scale;
      const double step = std::sqrt(scale_of(sample_[i]->share, sums[i]) / sample_[i]->scale);
      sample_[i]->scale *= step;
      largest = std::max(largest, std::abs(std::log(step)));
    }
    if (largest < kSettled) break;
  }
}

/// The positive root of f u^2 + B u = F.
double DocumentModel::scale_of(double share, const Others& others) {
  const double all = share + others.share;
  return 2 * all / (others.sum + std::sqrt(others.sum * others.sum + 4 * share * all));
}

DocumentModel::Others DocumentModel::others(const NameSpellings& name, const Reports* own) const {
  const double rest = sample_share_ - (own != nullptr && own->in_sample ? own->share : 0);
  const double all = own == nullptr ? 1 : 1 - own->share;
  Others result;
  for (const Reports* entry : sample_) {
    if (entry == own) continue;
    const auto g = weight(name, entry->name);
    if (!g) continue;
    const double share = all * entry->share / rest;
    result.sum += share * *g * entry->scale;
    result.share += share;
  }
  return result;
}

const DocumentModel::Reports* DocumentModel::reports_of(const NameSpellings& name) const {
  if (!name.readable()) return nullptr;
  const auto found = reports_.find({name.script, name.keys[0]});
  return found == reports_.end() ? nullptr : &found->second;
}

const NameSpellings& DocumentModel::spellings(const std::string& name) const {
  const auto found = spellings_.find(name);
  KITH_CHECK(found != spellings_.end());  // the model was made from all reports and findings of the case
  const Reports* reports = reports_of(found->second);
  return reports == nullptr ? found->second : reports->name;
}

std::optional<double> DocumentModel::weight(const NameSpellings& a, const NameSpellings& b) const {
  const auto alike = similarity(a, b);
  if (!alike || *alike >= 1) return alike;
  if (*alike >= kNear) return parameters_.near_weight;
  // Consonants that differ say less than letters that do: how each script heard the name is not known.
  const bool by_letters = a.script == b.script;
  return *alike >= kSimilar || !by_letters ? parameters_.similar_weight : parameters_.other_weight;
}

double DocumentModel::population(const NameSpellings& name) const {
  const Reports* own = reports_of(name);
  if (own != nullptr && own->in_sample) return 1 / own->scale;
  const Others sums = others(name, own);
  if (own != nullptr) return 1 / scale_of(own->share, sums);
  return sums.share > 0 ? sums.sum / sums.share : 0;
}

double DocumentModel::ratio(const Reported& reported, const Found& found) const {
  const auto g = weight(reported.name, found.name);
  return g && found.population > 0 ? *g * reported.scale / found.population : 1;
}

std::optional<double> DocumentModel::best_similarity(const NameList& report, const NameList& finding) const {
  std::optional<double> best;
  for (const auto& reported : report.names) {
    for (const auto& found : finding.names) {
      const auto alike = similarity(spellings(reported), spellings(found));
      if (alike) best = std::max(best.value_or(0), *alike);
    }
  }
  return best;
}

DocumentModel::Expectation DocumentModel::prepare_report(const NameList& report) const {
  Expectation result;
  for (const auto& name : report.names) {
    const Reports* own = reports_of(spellings(name));
    if (own == nullptr) continue;
    const double scale = own->in_sample ? own->scale : scale_of(own->share, others(own->name, own));
    result.push_back({own->name, scale});
  }
  return result;
}

DocumentModel::Papers DocumentModel::prepare_finding(const NameList& finding) const {
  Papers result;
  for (const auto& name : finding.names) {
    const NameSpellings& spelled = spellings(name);
    if (spelled.readable()) result.push_back({spelled, population(spelled)});
  }
  return result;
}

double DocumentModel::log_same(const Expectation& report, const Papers& finding) const {
  if (report.empty() || finding.empty()) return 0;
  double sum = 0;
  for (const Reported& reported : report) {
    for (const Found& found : finding) sum += ratio(reported, found);
  }
  return std::log(sum / static_cast<double>(report.size() * finding.size()));
}

std::string DocumentModel::describe_report(const NameList& report) {
  std::string text;
  for (const auto& name : report.names) text += (text.empty() ? "" : "; ") + name;
  return text;
}

std::string DocumentModel::rule(const std::string& reported, const std::string& found) const {
  const NameSpellings& a = spellings(reported);
  const NameSpellings& p = spellings(found);
  std::string text = found + " and " + reported + ": ";
  if (!a.readable() || !p.readable()) return text + "no letters that can be read";
  const auto alike = similarity(a, p);
  if (!alike) return text + "too few consonants to compare two scripts by, says nothing";
  const bool by_letters = a.script == p.script;
  const std::string of_report = joined(by_letters ? a.keys[0] : a.consonants);
  text += by_letters ? "" : "by consonants, ";
  if (*alike >= 1) {
    text += "the same name (" + of_report;
  } else {
    text += "similarity " + number_word(*alike, 3) + " (" + joined(by_letters ? p.keys[0] : p.consonants) + ", " +
            of_report;
  }
  const Reports* own = reports_of(a);
  text += "); " + number_word(own == nullptr ? 0 : own->n, 3) + " of " + number_word(n_, 3) + " reported names are " +
          joined(a.keys[0]);
  if (reports_of(p) == nullptr) text += ", none is " + joined(p.keys[0]);
  return text;
}

std::string DocumentModel::rule(const NameList& report, const NameList& finding) const {
  std::string text;
  for (const auto& reported : report.names) {
    for (const auto& found : finding.names) text += (text.empty() ? "" : "; ") + rule(reported, found);
  }
  return text;
}

std::string DocumentModel::remark() const {
  return number_word(n_, 3) + " names of missing persons, " + std::to_string(reports_.size()) +
         " different ones when folded";
}

}  // namespace kith::attributes

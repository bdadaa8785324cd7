#include "intake/profiles/profile_merge.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>

namespace kith::intake {
namespace {

using genetics::Observation;
using genetics::Replicate;

bool replicate_before(const Replicate& a, const Replicate& b) {
  const auto key = [](const Replicate& r) {
    return std::tie(r.seen, r.model.dropout, r.model.dropout_homozygote, r.model.drop_in);
  };
  return key(a) < key(b);
}

/// A typing and where it comes from.
struct Seen : Typing {
  SubjectIndex subject = 0;
  SampleIndex sample = 0;
  std::uint16_t replicate = 0;
  const TypingStore* store = nullptr;
};

class Merger {
 public:
  Merger(const ProfileRows& rows, MarkerDirectory& directory, const Subjects& subjects, std::string file,
         ProblemLog& log)
      : rows_(rows), directory_(directory), subjects_(subjects), file_(std::move(file)), log_(log) {}

  /// @pre `runs` are all those of one subject, in the table's order: positions in ProfileRows::runs.
  void merge_subject(std::span<const std::uint32_t> runs) {
    seen_.clear();
    for (const std::uint32_t i : runs) {
      const TypingRun& run = rows_.runs[i];
      const TypingStore& store = rows_.stores[run.store];
      for (std::size_t k = run.first; k < run.last; ++k) {
        seen_.push_back({store.typings[k], run.subject, run.sample, run.replicate, &store});
      }
    }
    const auto before = [](const Seen& a, const Seen& b) { return a.locus < b.locus; };
    if (!std::is_sorted(seen_.begin(), seen_.end(), before)) std::stable_sort(seen_.begin(), seen_.end(), before);
    for (auto first = seen_.begin(); first != seen_.end();) {
      const auto last = std::find_if(first, seen_.end(), [&](const Seen& t) { return t.locus != first->locus; });
      merge({&*first, static_cast<std::size_t>(last - first)});
      first = last;
    }
  }

  MergedProfiles take() { return std::move(result_); }

 private:
  /// @pre `group` holds the typings of one subject and locus, at least one.
  void merge(std::span<const Seen> group) {
    if (group.size() == 1 && is_plain(group.front()))
      return keep_genotype(group.front(), group.front().first, group.front().second);
    kept_.clear();
    for (const auto& typing : group) {
      if (!repeats_earlier(typing)) kept_.push_back(&typing);
    }
    for (const auto* typing : kept_) {
      if (typing->many != 0 && !may_have_many(*typing)) return quarantine_many(*typing);
    }
    const bool any_soft = std::any_of(kept_.begin(), kept_.end(), [](const Seen* t) { return t->model != 0; });
    any_soft ? merge_replicates() : merge_exact();
  }

  [[nodiscard]] static bool is_single(const Seen& t) { return t.first == t.second; }
  /// One allele of a partial sample, where dropout has no probability: the other allele is not known.
  [[nodiscard]] static bool is_partial(const Seen& t) { return t.partial && is_single(t) && t.model == 0; }
  [[nodiscard]] static bool is_plain(const Seen& t) { return t.many == 0 && t.model == 0 && !is_partial(t); }

  [[nodiscard]] bool may_have_many(const Seen& t) const {
    return !subjects_.is_person(t.subject) && t.store->models[t.model].drop_in > 0;
  }

  [[nodiscard]] std::vector<LabelIndex> alleles(const Seen& t) const {
    if (t.many != 0) return t.store->many[t.many - 1];
    return is_single(t) ? std::vector{t.first} : std::vector{t.first, t.second};
  }

  [[nodiscard]] std::string genotype_text(const Seen& t) const {
    std::string text;
    for (const auto allele : alleles(t)) {
      text += (text.empty() ? "" : "/") + directory_.labels(t.locus).labels()[allele];
    }
    return text;
  }

  [[nodiscard]] std::string result_text(const Seen& t) const {
    return genotype_text(t) + " in sample " + rows_.samples[t.sample];
  }

  /// Whether an earlier typing of the same sample and replicate says the same; a different one is an error.
  bool repeats_earlier(const Seen& typing) {
    for (const auto* earlier : kept_) {
      if (earlier->sample != typing.sample || earlier->replicate != typing.replicate) continue;
      const auto row = std::to_string(earlier->line);
      if (alleles(*earlier) == alleles(typing)) {
        report(Severity::warning, Errc::malformed_row, typing,
               "one row for sample and marker; the same result is in row " + row + " and counts once");
      } else {
        report(
            Severity::error, Errc::malformed_row, typing,
            "the result of row " + row + " (" + genotype_text(*earlier) + "), which is of the same sample and marker");
      }
      return true;
    }
    return false;
  }

  void quarantine_many(const Seen& typing) {
    report(Severity::warning, Errc::bad_value, typing,
           "at most two alleles; the marker counts as untyped for " + subjects_.id(typing.subject));
    set_aside(typing, "more than two alleles");
  }

  void quarantine_conflict(const Seen& typing, const Seen& other) {
    report(Severity::warning, Errc::bad_value, typing,
           "a result that agrees with " + genotype_text(other) + " of sample " + rows_.samples[other.sample] +
               " (row " + std::to_string(other.line) + "); the marker counts as untyped for " +
               subjects_.id(typing.subject));
    set_aside(typing, "another result of sample " + rows_.samples[other.sample] + " (" + genotype_text(other) + ")");
  }

  void set_aside(const Seen& typing, std::string reason) {
    result_.set_aside.push_back({.subject = subjects_.id(typing.subject),
                                 .marker = directory_.name(typing.locus),
                                 .found = result_text(typing),
                                 .reason = std::move(reason)});
  }

  /// No dropout, no drop-in: full genotypes must be equal, single alleles of partial samples must be in them.
  void merge_exact() {
    const Seen* full = nullptr;
    for (const auto* typing : kept_) {
      if (is_partial(*typing)) continue;
      if (full == nullptr) full = typing;
      if (typing->first != full->first || typing->second != full->second) return quarantine_conflict(*typing, *full);
    }
    const Seen* one = full;
    const Seen* two = nullptr;
    for (const auto* typing : kept_) {
      if (!is_partial(*typing)) continue;
      if (full != nullptr) {
        if (typing->first != full->first && typing->first != full->second) return quarantine_conflict(*typing, *full);
      } else if (one == nullptr || typing->first == one->first) {
        one = one == nullptr ? typing : one;
      } else if (two == nullptr || typing->first == two->first) {
        two = typing;
      } else {
        return quarantine_conflict(*typing, *one);
      }
    }
    if (full != nullptr) return keep_genotype(*full, full->first, full->second);
    if (two != nullptr) return keep_genotype(*one, std::min(one->first, two->first), std::max(one->first, two->first));
    keep_soft(*one, Observation::partial(one->first));
  }

  /// Some results are subject to dropout or drop-in: the likelihood weighs them all.
  void merge_replicates() {
    Observation observation;
    for (const auto* typing : kept_) {
      observation = genetics::joined(
          observation, is_partial(*typing)
                           ? Observation::partial(typing->first)
                           : Observation{.replicates = {{alleles(*typing), typing->store->models[typing->model]}}});
    }
    // The order of replicates means nothing; a fixed one lets equal observations be one dictionary entry.
    std::sort(observation.replicates.begin(), observation.replicates.end(), replicate_before);
    keep_soft(*kept_.front(), std::move(observation));
  }

  void keep_genotype(const Seen& typing, LabelIndex first, LabelIndex second) {
    keep({.subject = typing.subject, .locus = typing.locus, .first = first, .second = second, .line = typing.line});
  }

  void keep_soft(const Seen& typing, Observation observation) {
    result_.soft.push_back(std::move(observation));
    keep({.subject = typing.subject,
          .locus = typing.locus,
          .soft = static_cast<std::uint32_t>(result_.soft.size()),
          .line = typing.line});
  }

  void keep(const MergedTyping& typing) {
    (typing.locus == kAmelogeninLocus ? result_.amelogenin : result_.typings).push_back(typing);
  }

  void report(Severity severity, Errc code, const Seen& typing, std::string expected) {
    log_.add({.severity = severity,
              .code = code,
              .file = file_,
              .row = typing.line,
              .column = directory_.name(typing.locus),
              .found = result_text(typing),
              .expected = std::move(expected)});
  }

  const ProfileRows& rows_;
  MarkerDirectory& directory_;
  const Subjects& subjects_;
  std::string file_;
  ProblemLog& log_;
  MergedProfiles result_;
  std::vector<Seen> seen_;
  std::vector<const Seen*> kept_;
};

}  // namespace

std::vector<MergedProfiles> merge_profiles(const ProfileRows& rows, MarkerDirectory& directory,
                                           const Subjects& subjects, const std::string& file, ProblemLog& log,
                                           std::size_t n_runs) {
  std::vector<std::uint32_t> order(rows.runs.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto subject = [&](std::size_t i) { return rows.runs[order[i]].subject; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return rows.runs[a].subject < rows.runs[b].subject; });
  const auto next_subject = [&](std::size_t i) {  // from position i on, the first whose subject is not the one before's
    while (i > 0 && i < order.size() && subject(i) == subject(i - 1)) ++i;
    return i;
  };
  std::vector<MergedProfiles> parts((order.size() + n_runs - 1) / n_runs);
  std::vector<ProblemLog> logs(parts.size());
  tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t part) {
    Merger merger(rows, directory, subjects, file, logs[part]);
    const std::size_t end = std::min((part + 1) * n_runs, order.size());  // of those whose first run is here
    for (std::size_t first = next_subject(part * n_runs); first < end;) {
      const std::size_t last = next_subject(first + 1);
      merger.merge_subject({&order[first], last - first});
      first = last;
    }
    parts[part] = merger.take();
  });
  for (ProblemLog& of_part : logs) log.append(std::move(of_part));
  return parts;
}

}  // namespace kith::intake

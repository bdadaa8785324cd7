#include "intake/profiles/lost_alleles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_ranges.hpp"
#include "genetics/markers/single_alleles.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake {
namespace {

/// Calls `use(run, store, typing)` in the table's order.
template <class Use>
void for_each_typing(const ProfileRows& rows, Use use) {
  for (const TypingRun& run : rows.runs) {
    const TypingStore& store = rows.stores[run.store];
    for (std::size_t i = run.first; i < run.last; ++i) use(run, store, store.typings[i]);
  }
}

/// Genotypes of one kind: how many, and the first three.
struct Examples {
  std::size_t n = 0;
  std::uint32_t line = 0;
  std::string text{};

  void add(std::uint32_t at, const std::string& example) {
    constexpr std::size_t kShown = 3;
    if (n == 0) line = at;
    if (n++ < kShown) text += (text.empty() ? "" : ", ") + example;
    if (n == kShown + 1) text += ", ...";
  }
};

std::string genotypes(std::size_t n) { return n == 1 ? "1 genotype" : fmt::format("{} genotypes", n); }

/// One amplification of one sample.
struct Amplification {
  std::uint32_t line = 0;
  std::vector<double> homozygosity{};
  std::size_t n_single = 0;
};

std::string rounded(double number) { return fmt::format("{:.1f}", number); }

}  // namespace

void warn_of_lost_alleles(const ProfileRows& rows, MarkerDirectory& directory, const std::string& file,
                          ProblemLog& log) {
  std::array<Examples, 3> found;
  for_each_typing(rows, [&](const TypingRun& run, const TypingStore&, const Typing& typing) {
    if (typing.lost == LostAllele::no) return;
    found[static_cast<std::size_t>(typing.lost)].add(
        typing.line, rows.samples[run.sample] + " " + directory.name(typing.locus) + " " +
                         directory.labels(typing.locus).labels()[typing.first]);
  });
  const auto warn = [&](LostAllele why, const std::string& what, const std::string& done) {
    const Examples& examples = found[static_cast<std::size_t>(why)];
    if (examples.n == 0) return;
    log.add({.severity = Severity::warning,
             .code = Errc::missing_value,
             .file = file,
             .row = examples.line,
             .message = what + " in " + genotypes(examples.n) + " (" + examples.text + "): " + done});
  };
  warn(LostAllele::sign, "one allele beside a sign that names none",
       "the second one counts as not known (partial); write a homozygote's allele twice");
  warn(
      LostAllele::alone, "one allele alone",
      "this table writes homozygotes twice elsewhere (17, 17), so the second one counts as not known (partial), except "
      "in rows that state partial or dropout");
}

void warn_of_single_alleles(const ProfileRows& rows, const std::vector<std::optional<double>>& homozygosity,
                            const std::string& file, ProblemLog& log) {
  if (rows.homozygotes_in_full) return;
  std::map<std::pair<SampleIndex, std::uint16_t>, Amplification> amplifications;
  for_each_typing(rows, [&](const TypingRun& run, const TypingStore& store, const Typing& typing) {
    const bool counts = typing.locus < homozygosity.size() && homozygosity[typing.locus] && !typing.partial &&
                        typing.many == 0 && store.models[typing.model].dropout == 0;
    if (!counts) return;
    auto& amplification = amplifications[{run.sample, run.replicate}];
    if (amplification.line == 0) amplification.line = typing.line;
    amplification.homozygosity.push_back(*homozygosity[typing.locus]);
    amplification.n_single += typing.first == typing.second ? 1U : 0U;
  });
  for (const auto& [key, amplification] : amplifications) {
    const auto& h = amplification.homozygosity;
    const double mean = std::accumulate(h.begin(), h.end(), 0.0);
    if (static_cast<double>(amplification.n_single) <= mean) continue;
    const double p = genetics::probability_of_singles(h, amplification.n_single);
    if (!genetics::is_too_many_singles(p, amplifications.size())) continue;
    log.add({.severity = Severity::warning,
             .code = Errc::missing_value,
             .file = file,
             .row = amplification.line,
             .column = "partial",
             .message = fmt::format("one allele alone at {} of {} autosomal markers of sample {}; by the markers' "
                                    "frequencies about {} homozygotes are expected (so many or more: probability "
                                    "{:.1g}); were alleles lost? mark it partial?",
                                    amplification.n_single, h.size(), rows.samples[key.first], rounded(mean), p)});
  }
}

std::vector<std::vector<AlleleSeen>> find_alleles(const ProfileRows& rows,
                                                  const std::vector<std::vector<bool>>& wanted) {
  std::vector<std::vector<AlleleSeen>> seen;
  for (const auto& of_locus : wanted) seen.emplace_back(of_locus.size());
  const bool any = std::any_of(wanted.begin(), wanted.end(), [](const auto& labels) {
    return std::find(labels.begin(), labels.end(), true) != labels.end();
  });
  if (!any) return seen;
  for_each_typing(rows, [&](const TypingRun& run, const TypingStore& store, const Typing& typing) {
    if (typing.locus >= wanted.size()) return;
    const auto take = [&](LabelIndex label) {
      if (!wanted[typing.locus][label]) return;
      AlleleSeen& at = seen[typing.locus][label];
      if (at.times++ == 0) {
        at.line = typing.line;
        at.sample = run.sample;
      }
    };
    if (typing.many != 0) {
      for (const LabelIndex label : store.many[typing.many - 1]) take(label);
      return;
    }
    take(typing.first);
    if (typing.second != typing.first) take(typing.second);
  });
  return seen;
}

std::string seen_text(const AlleleSeen& seen, const ProfileRows& rows, const std::string& file) {
  if (seen.times == 0) return {};
  const std::string more = seen.times > 1 ? fmt::format(", and {} more", seen.times - 1) : "";
  return fmt::format("row {} of {}, sample {}{}", seen.line, file, rows.samples[seen.sample], more);
}

std::string far_outside_text(const genetics::MarkerRange* range, std::string_view label) {
  const auto repeats = genetics::repeat_number(label);
  if (!repeats || !genetics::is_far_outside(range, *repeats)) return {};
  std::string text = fmt::format("far outside the published range of {} ({} to {})", range->marker,
                                 text::number_text(range->lowest), text::number_text(range->highest));
  const double tenth = *repeats / 10;
  const bool lost_point = label.find('.') == std::string_view::npos && tenth >= range->lowest &&
                          tenth <= range->highest;
  if (lost_point) text += ": is it " + text::number_text(tenth) + "?";
  return text;
}

}  // namespace kith::intake

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "commands/commands.hpp"
#include "commands/load_case.hpp"
#include "inference/learning/learning.hpp"
#include "intake/forms/weights_file.hpp"
#include "matching/table/evidence_builder.hpp"
#include "options/settings.hpp"
#include "process/thread_limit.hpp"
#include "text/private_file.hpp"

namespace kith::tool {
namespace {

using inference::AttributeLearning;
using inference::Learning;
using inference::LearningMethod;

std::string how(const Learning& learning, const inference::LearnOptions& options) {
  const std::string pairs = learning.n_used == learning.n_pairs
                                ? fmt::format("{} pairs", learning.n_pairs)
                                : fmt::format("{} of {} pairs", learning.n_used, learning.n_pairs);
  if (options.method == LearningMethod::decided) {
    return fmt::format("m from {} pairs with DNA log10 LR of {:g} or more, u from {}", learning.n_decided,
                       options.decided, pairs);
  }
  const inference::Mixture& mixture = learning.mixture;
  return fmt::format(
      "{} by expectation-maximisation, {}; {} steps, {}; lambda {:.3g}, {:.1f} matches expected", pairs,
      options.method == LearningMethod::with_dna ? "with the DNA as other evidence" : "descriptions alone",
      mixture.trace.size(), mixture.converged ? "converged" : "NOT converged", mixture.lambda,
      mixture.expected_matches);
}

void print_trace(std::ostream& out, const inference::Mixture& mixture) {
  out << "\nConvergence\n  step        lambda  log-likelihood  largest change of m\n";
  const std::size_t n = mixture.trace.size();
  for (std::size_t i = 0; i < n; ++i) {
    const bool is_shown = i < 5 || i + 1 == n || (i + 1) % 25 == 0;
    if (!is_shown) continue;
    const inference::LearningStep& step = mixture.trace[i];
    out << fmt::format("  {:>4}  {:>12.6g}  {:>14.4f}  {:>19.3g}\n", i + 1, step.lambda, step.log_likelihood,
                       step.largest_change);
  }
}

void print_levels(std::ostream& out, const Learning& learning) {
  out << "\nAttribute         level                  pairs  decided         m         u   log10 m/u  model's  "
         "correction\n";
  for (const AttributeLearning& attribute : learning.attributes) {
    for (std::size_t k = 0; k < attribute.levels.size(); ++k) {
      const double m = attribute.learned.m[k];
      const double u = attribute.learned.u[k];
      out << fmt::format("{:<16}  {:<17} {:>10} {:>8} {:>9.4f} {:>9.4f} {:>11.2f}", k == 0 ? attribute.name : "",
                         attribute.levels[k], attribute.pairs[k], attribute.decided_pairs[k], m, u, std::log10(m / u));
      if (!attribute.mean_ratio.empty()) {
        const double of_model = std::log10(attribute.mean_ratio[k]);
        out << fmt::format(" {:>8.2f} {:>11.2f}", of_model, std::log10(m / u) - of_model);
      }
      out << '\n';
    }
  }
}

std::vector<std::string> doubts(const Learning& learning, const inference::LearnOptions& options) {
  std::vector<std::string> all;
  constexpr std::uint64_t kFew = 30;
  if (options.method == LearningMethod::decided && learning.n_decided < kFew) {
    all.push_back(fmt::format("m rests on {} decided pairs only: a share has a standard error of up to {:.2f}",
                              learning.n_decided,
                              0.5 / std::sqrt(std::max(1.0, static_cast<double>(learning.n_decided)))));
  }
  if (options.method != LearningMethod::decided) {
    if (!learning.mixture.converged) all.emplace_back("not converged: more --steps, or a --lambda nearer to the truth");
    if (learning.mixture.expected_matches < kFew) {
      all.push_back(
          fmt::format("few matches are expected ({:.1f}): m is hardly known", learning.mixture.expected_matches));
    }
  }
  if (options.method == LearningMethod::unlabelled) {
    all.emplace_back(
        "nothing says that the group found is that of the matches: compare with --method em-dna or decided");
  }
  for (const AttributeLearning& attribute : learning.attributes) {
    const auto& [m, u] = attribute.learned;
    if (attribute.matches < inference::kLeastMatches) {
      all.push_back(fmt::format("{}: {:.1f} matches compare it, fewer than {:g}: left to its model", attribute.name,
                                attribute.matches, inference::kLeastMatches));
    } else if (m.front() < u.front()) {
      all.push_back(attribute.name + ": agreement speaks against a match; do not use these weights unexplained");
    }
  }
  return all;
}

int refuse(std::ostream& err, const std::string& reason) {
  err << "kith learn: " << reason << '\n';
  return kBadInput;
}

}  // namespace

int run_learn(Arguments arguments, std::ostream& out, std::ostream& err) {
  Settings settings;
  if (const auto status = parse_command(Command::learn, arguments, settings, out, err)) return *status;
  if (!settings.force && std::filesystem::exists(settings.out))
    return refuse(err, settings.out + " exists; --force replaces it");
  settings.weights.clear();  // what was learned before says nothing of what is there to learn
  const ThreadLimit limit(settings.threads);
  const auto reading = load_case(settings, err);
  if (!reading) return kBadInput;
  const matching::Case& the_case = *reading->content;
  if (the_case.missing.empty() || the_case.remains.empty())
    return refuse(err, "the case has no pair of a missing person and remains");
  const inference::LearnOptions options = settings.learn_options();
  matching::EvidenceOptions evidence_options = settings.evidence_options();
  evidence_options.attributes = true;
  evidence_options.dna = options.method != LearningMethod::unlabelled;
  const auto evidence = matching::build_evidence(the_case, evidence_options);
  const Learning learning = inference::learn(evidence, options);
  if (learning.attributes.empty()) return refuse(err, "no attribute is described on both sides");
  if (options.method == LearningMethod::decided && learning.n_decided == 0)
    return refuse(err, fmt::format("no pair has a DNA log10 LR of {:g} or more", options.decided));

  const std::string summary = how(learning, options);
  std::vector<std::string> remarks{"kith learn " + settings.case_folder, "learned from " + summary};
  for (const std::string& doubt : doubts(learning, options)) remarks.push_back("doubtful: " + doubt);
  const auto saved = text::write_private_file(
      settings.out, intake::weights_text(inference::weights_of(learning), remarks), settings.force);
  if (!saved) return refuse(err, saved.error().message);
  if (settings.quiet) return kDone;
  out << "Learned from " << summary << ".\n";
  if (!learning.mixture.trace.empty()) print_trace(out, learning.mixture);
  print_levels(out, learning);
  for (const std::string& doubt : doubts(learning, options)) out << "\nDoubtful: " << doubt << '\n';
  out << "\nWeights: " << settings.out << '\n';
  return kDone;
}

}  // namespace kith::tool

#include "populations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "io/results.hpp"

namespace kith::tool {
namespace {

PopulationIndex index_of(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    names.push_back(name);
    return static_cast<PopulationIndex>(names.size() - 1);
  }
  return static_cast<PopulationIndex>(found - names.begin());
}

/// Lists for every missing person whose frequencies count for him.
void assign(const Settings& settings, const io::CaseReading& first, Populations& populations) {
  if (!first.population.empty()) populations.names.push_back(first.population);
  for (const matching::MissingPerson& missing : first.content->missing) {
    auto& list = populations.of_target.emplace_back();
    if (!missing.population.empty()) {
      list.push_back(index_of(populations.names, missing.population));
    } else if (settings.population == kAllPopulations && !first.populations.empty()) {
      for (const std::string& name : first.populations) list.push_back(index_of(populations.names, name));
    } else {
      list.push_back(0);
    }
    std::sort(list.begin(), list.end());
  }
}

/// What is said under this population and was not said under the first.
void print_new_problems(const io::CaseReading& reading, const std::set<std::string>& said, std::ostream& err) {
  for (const Problem& problem : reading.problems.problems()) {
    const std::string text = to_string(problem);
    if (said.count(text) > 0) continue;
    err << (problem.severity == Severity::error ? "error: " : "warning: ") << "population " << reading.population
        << ": " << text << '\n';
  }
}

/// The first marker somebody is typed at under `a` that `b` lacks; empty: none.
std::string missing_marker(const genetics::Panel& a, const genetics::Panel& b) {
  for (genetics::LocusIndex locus = 0; locus < a.size(); ++locus) {
    const bool anybody_typed = a.dictionaries[locus].size() > 1;
    if (anybody_typed && b.find(a.markers[locus].name()) == genetics::kNoLocus) return a.markers[locus].name();
  }
  return {};
}

}  // namespace

std::optional<Populations> load_populations(const Settings& settings, const io::CaseReading& first, std::ostream& err) {
  Populations populations;
  assign(settings, first, populations);
  std::set<std::string> said;
  for (const Problem& problem : first.problems.problems()) said.insert(to_string(problem));
  for (std::size_t p = 1; p < populations.names.size(); ++p) {
    io::CaseOptions options = settings.case_options();
    options.population = populations.names[p];
    populations.others.push_back(io::read_case(settings.case_folder, options));
    const io::CaseReading& reading = populations.others.back();
    print_new_problems(reading, said, err);
    if (!reading.content) {
      err << fmt::format("kith: {} cannot be read under population {}; nothing was written\n", settings.case_folder,
                         populations.names[p]);
      return std::nullopt;
    }
    const genetics::Panel& ours = first.content->panel;
    const genetics::Panel& theirs = reading.content->panel;
    const std::string lacking = missing_marker(ours, theirs);
    if (!lacking.empty() || !missing_marker(theirs, ours).empty()) {
      err << fmt::format("kith: populations {} and {} do not both have {}: they are compared over the same markers\n",
                         first.population, reading.population,
                         lacking.empty() ? missing_marker(theirs, ours) : lacking);
      return std::nullopt;
    }
  }
  return populations;
}

PopulationEvidence::PopulationEvidence(const Settings& settings, const matching::Strategy& strategy,
                                       const matching::Case& first, const matching::EvidenceTable& evidence,
                                       const Populations& populations)
    : settings_(settings), populations_(populations) {
  others_.reserve(populations.others.size());
  views_.push_back({&first, &evidence});
  for (const io::CaseReading& reading : populations.others) {
    others_.push_back(strategy.evidence(*reading.content, settings.evidence_options()));
    views_.push_back({&*reading.content, &others_.back()});
  }
  if (settings.linkage != "on") return;
  for (auto& view : views_) view.linked = inference::find_linked_loci(view.the_case->panel);
}

matching::MatchResult PopulationEvidence::match(const matching::Progress& progress) const {
  matching::PopulationTables tables{{}, populations_.of_target};
  for (const auto& view : views_) tables.tables.push_back(view.evidence);
  matching::PopulationMatch match = matching::match_populations(tables, settings_.match_options(), progress);
  if (!match.uneven.empty()) {
    const matching::ColumnNote& note = match.uneven.front();
    throw BadPopulations{fmt::format(
        "{} counts for missing person {} under some populations and not under others ({}): raise --cost-limit, or pick "
        "a population",
        views_.front().evidence->columns[note.column]->name(), views_.front().the_case->missing[note.target].id,
        io::to_string(note.status))};
  }
  return std::move(match.result);
}

ExplainedPairs PopulationEvidence::explain(matching::MatchResult& result, std::ostream* breakdown) const {
  const std::uint32_t threads = settings_.match_options().threads;
  auto dealt = inference::lowest_populations(views_, populations_.of_target, result.pairs, threads,
                                             {.cost_limit = settings_.cost_limit});
  ExplainedPairs all;
  result.pairs.clear();
  for (std::size_t p = 0; p < dealt.size(); ++p) {
    const inference::PopulationView& view = views_[p];
    matching::MatchResult here;
    here.pairs = std::move(dealt[p].pairs);
    const Linkage linkage{.loci = view.linked, .scores = std::move(dealt[p].linkage)};
    ExplainedPairs explained;
    if (breakdown != nullptr) {
      explained = explain_pairs(*view.the_case, *view.evidence, here, linkage, settings_, *breakdown, {});
    } else {
      explained.details = inference::detail_pairs(*view.evidence, here.pairs, threads);
      inference::apply_linkage(linkage.scores, here, explained.details);
    }
    for (auto& detail : explained.details) detail.population = static_cast<PopulationIndex>(p);
    result.pairs.insert(result.pairs.end(), here.pairs.begin(), here.pairs.end());
    all.details.insert(all.details.end(), explained.details.begin(), explained.details.end());
    all.n_broken_down += explained.n_broken_down;
  }
  inference::apply_linkage({}, result, all.details);  // puts both into the order of the scores
  return all;
}

std::vector<double> PopulationEvidence::matrix() const {
  const std::size_t n = populations_.of_target.size();
  std::vector<double> lowest;
  for (std::size_t p = 0; p < views_.size(); ++p) {
    const auto under_this = inference::lr_matrix(*views_[p].evidence, settings_.match_options().threads);
    if (lowest.empty()) lowest.assign(under_this.size(), std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < lowest.size(); ++i) {
      const auto& counted = populations_.of_target[i % n];
      const bool counts = std::binary_search(counted.begin(), counted.end(), static_cast<PopulationIndex>(p));
      if (counts) lowest[i] = std::min(lowest[i], under_this[i]);
    }
  }
  return lowest;
}

double PopulationEvidence::total(matching::PairScore pair, PopulationIndex population) const {
  const inference::PopulationView& here = views_[population];
  pair.log10_lr = 0;
  for (const auto& score : matching::explain_pair(*here.evidence, pair.remains, pair.target))
    pair.log10_lr += score.log10_lr;
  double total = pair.log10_lr;
  const auto dna = inference::dna_scores(*here.evidence, {&pair, 1}, settings_.match_options().threads);
  for (const auto& score : inference::score_linkage(*here.the_case, here.linked, dna, settings_.match_options().threads,
                                                    {.cost_limit = settings_.cost_limit})) {
    total += score.log10_correction;
  }
  return total;
}

}  // namespace kith::tool

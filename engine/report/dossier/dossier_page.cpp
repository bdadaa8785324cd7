#include "report/dossier/dossier_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/dossier/dossier_words.hpp"
#include "report/dossier/html.hpp"
#include "report/dossier/page_style.hpp"
#include "report/pair/number_text.hpp"
#include "text/file_hash.hpp"

namespace kith::report {
namespace {

using pugi::xml_node;

class Page {
 public:
  explicit Page(const Dossier& dossier) : dossier_(dossier) {}

  std::string make() {
    add_head();
    body_ = append(page_.child("html"), "body");
    add_subject();
    add_conclusion();
    add_hypotheses();
    add_weight();
    add_assumptions();
    add_pedigree();
    add_samples();
    add_loci();
    add_descriptions();
    add_steps();
    add_competitors();
    add_sentences(words::kAgainst, dossier_.against, words::kNothingAgainst);
    add_sentences(words::kNotCompared, dossier_.not_compared, words::kEverythingCompared);
    add_record();
    return page_text(page_);
  }

 private:
  void say(std::string_view text, std::vector<std::string> values = {}) {
    append_sentence(body_, "p", {text, std::move(values)});
  }
  void section(std::string_view title) { append(body_, "h2", title); }
  [[nodiscard]] const std::string& who() const { return dossier_.missing_id; }
  [[nodiscard]] const std::string& remains() const { return dossier_.body_id; }

  void add_head() {
    page_.append_child(pugi::node_doctype).set_value("html");
    xml_node html = append(page_.root(), "html");
    set_attribute(html, "lang", "en");
    xml_node head = append(html, "head");
    set_attribute(append(head, "meta"), "charset", "utf-8");
    xml_node policy = append(head, "meta");
    set_attribute(policy, "http-equiv", "Content-Security-Policy");
    set_attribute(policy, "content", "default-src 'none'; style-src 'unsafe-inline'");
    append(head, "title", words::kTitle);
    append(head, "style", kPageStyle);
  }

  void add_subject() {
    append(body_, "h1", words::kTitle);
    say(words::kSubject, {remains(), who(), dossier_.family_id});
    set_attribute(append(body_, "p", words::kStanding), "class", "standing");
  }

  void add_conclusion() {
    const auto& said = dossier_.conclusion;
    section(words::kConclusion);
    say(words::kProposed, {std::string(words::kCodes[static_cast<std::size_t>(said.code)]),
                           said.verdict.empty() ? std::string(words::kNothingConcluded) : said.verdict});
    if (!said.symmetric_with.empty()) say(words::kSymmetric, {who(), said.symmetric_with});
    append(body_, "h3", words::kDecision);
    xml_node boxes = append(body_, "p");
    set_attribute(boxes, "class", "boxes");
    for (const std::string_view code : words::kCodes) append(boxes, "span", code);
    append(boxes, "span", words::kMoreWork);
    set_attribute(append(body_, "div", words::kReasons), "class", "reasons");
    xml_node signatures = append(body_, "div");
    set_attribute(signatures, "class", "signatures");
    for (const std::string_view place : words::kSigned) {
      xml_node box = append(signatures, "div");
      append(box, "strong", place);
      for (const std::string_view field : words::kSignedFields) append(box, "p", field);
    }
  }

  void add_hypotheses() {
    section(words::kHypotheses);
    say(words::kFirstHypothesis, {remains(), who(), dossier_.family_id});
    say(words::kSecondHypothesis, {remains(), dossier_.family_id});
  }

  void add_weight() {
    const auto& figures = dossier_.figures;
    const double lr = dossier_.log10_lr();
    section(words::kWeight);
    if (std::isinf(lr)) {
      say(words::kImpossible, {who()});
    } else if (std::abs(lr) < 5e-5) {
      say(words::kNeither, {who()});
    } else {
      say(lr > 0 ? words::kForFirst : words::kForSecond, {lr_text(std::abs(lr)), who()});
    }
    say(words::kParts,
        {log10_text(dossier_.log10_dna), log10_text(dossier_.log10_attributes), log10_text(lr), lr_text(lr)});
    if (std::isinf(figures.log10_glr)) {
      say(figures.log10_glr > 0 ? words::kGlrOnly : words::kGlrNone, {who()});
    } else {
      say(words::kGlr, {who(), lr_text(figures.log10_glr), log10_text(figures.log10_glr)});
    }
    say(words::kLr0, {log10_text(figures.log10_lr0)});
    say(words::kPosterior,
        {who(), posterior_text(figures.posterior), fmt::format("{:.2g}", figures.error), dossier_.family_id,
         posterior_text(figures.posterior_family), posterior_text(dossier_.nobody)});
    say(words::kMeaning);
  }

  void add_assumptions() {
    constexpr std::string_view kShown[] = {"theta", "linkage", "attributes"};
    constexpr std::string_view kShownIfStated[] = {"mutation-model", "rate-male",       "rate-female",
                                                   "range",          "dropout",         "dropout-homozygote",
                                                   "drop-in",        "silent-frequency"};
    const auto& assumed = dossier_.assumptions;
    section(words::kAssumptions);
    std::vector<Cells> rows;
    const auto add = [&](std::string_view name, std::string value) {
      rows.push_back({std::string(name), std::move(value)});
    };
    add(words::kPopulation, assumed.population.empty() ? std::string(words::kPopulationNotNamed) : assumed.population);
    add(words::kNumberMissing, std::to_string(assumed.n_missing));
    add(words::kNumberRemains, std::to_string(assumed.n_remains));
    add(words::kPriorRule, assumed.prior_rule);
    add(words::kPriorOdds, fmt::format("{:.6g}", assumed.prior_odds));
    for (const auto& [name, value] : dossier_.run.options) {
      const auto is_in = [&name = name](const auto& names) {
        return std::find(std::begin(names), std::end(names), name) != std::end(names);
      };
      if (is_in(kShown) || (is_in(kShownIfStated) && value != "0" && value != "none")) add("--" + name, value);
    }
    append_table(body_, {}, rows);
    for (const std::string& sentence : dossier_.run.in_force) say("{}", {sentence});
    say(words::kPerMarker);
    for (const std::string& remark : assumed.remarks) say("{}", {remark});
  }

  void add_pedigree() {
    section(words::kPedigree);
    append_pedigree(body_, *dossier_.family, dossier_.marks);
  }

  void add_samples() {
    section(words::kSamples);
    std::vector<Cells> rows;
    for (const DossierMember& member : dossier_.members) rows.push_back({member.id, list_text(member.samples)});
    append_table(body_, words::kSamplesHead, rows);
    if (dossier_.members.size() == 1) say(words::kOneMember);
    if (dossier_.weakest) add_weakest(*dossier_.weakest);
    if (!dossier_.agreement.empty()) append_table(body_, words::kAgreementHead, agreement_rows(), {2, 3});
  }

  void add_weakest(const inference::BodyPair& pair) {
    say(words::kWeakest,
        {dossier_.member_ids.at(pair.first), dossier_.member_ids.at(pair.second), log10_text(pair.log10_lr_unrelated),
         log10_text(pair.log10_lr_sibling), posterior_text(pair.posterior)});
  }

  [[nodiscard]] std::vector<Cells> agreement_rows() const {
    std::vector<Cells> rows;
    for (const inference::ConsensusLocus& locus : dossier_.agreement) {
      std::vector<std::string> seen;
      for (const auto& source : locus.sources)
        seen.push_back(dossier_.member_ids.at(source.remains) + " " + source.seen);
      rows.push_back({locus.marker, locus.is_set_aside ? std::string(words::kSetAside) : locus.genotype,
                      locus.is_set_aside ? "" : posterior_text(locus.probability), list_text(seen)});
    }
    return rows;
  }

  void add_loci() {
    section(words::kLoci);
    std::vector<Cells> rows;
    double running = 0;
    for (const LocusRow& row : dossier_.loci) {
      running += row.log10_lr;
      const std::string remark = row.remark + (row.remark.empty() || row.haplotypes.empty() ? "" : "; ") +
                                 row.haplotypes;
      rows.push_back({row.marker, row.remains, row.relatives, row.frequencies, row.model,
                      row.is_compared ? log10_text(row.log10_lr) : "", row.is_compared ? lr_text(row.log10_lr) : "",
                      row.is_compared ? log10_text(running) : "", remark});
    }
    append_table(body_, words::kLociHead, rows, {5, 8});
    for (const auto& [loci, correction] : dossier_.linkage) say(words::kLinked, {loci, signed_text(correction)});
  }

  void add_descriptions() {
    section(words::kDescriptions);
    std::vector<Cells> rows;
    for (const PairStep& step : dossier_.steps) {
      if (!step.group.empty())
        rows.push_back({step.name, step.report, step.found, signed_text(step.log10_lr), step.rule});
    }
    if (rows.empty()) return say(words::kNoDescriptions);
    append_table(body_, words::kDescriptionsHead, rows, {3, 4});
  }

  /// The prior odds of the joint analysis, then every step.
  void add_steps() {
    section(words::kFromPrior);
    double odds = std::log10(dossier_.assumptions.prior_odds);
    std::vector<Cells> rows{{std::string(words::kStepPrior), "", log10_text(odds)}};
    for (const PairStep& step : dossier_.steps) {
      odds += step.log10_lr;
      rows.push_back({step.name, signed_text(step.log10_lr), log10_text(odds)});
    }
    rows.push_back({std::string(words::kStepJoint), "",
                    fmt::format(words::kStepPosterior, posterior_text(dossier_.figures.posterior))});
    append_table(body_, words::kStepsHead, rows, {1, 3});
  }

  void add_competitors() {
    section(words::kCompetitors);
    std::vector<Cells> rows;
    for (const DossierCompetitor& other : dossier_.competitors) {
      rows.push_back({other.missing_id, other.family_id, posterior_text(other.posterior), log10_text(other.log10_lr),
                      log10_text(other.log10_glr), other.verdict});
    }
    append_table(body_, words::kCompetitorsHead, rows, {2, 5});
    if (dossier_.competitors.size() < 2) return say(words::kNoCompetitor);
    append_sentence(body_, "h3",
                    {words::kDifferences, {dossier_.competitors[0].missing_id, dossier_.competitors[1].missing_id}});
    add_differences();
    if (!dossier_.would_help.empty()) say(words::kWouldHelp, {list_text(dossier_.would_help)});
  }

  void add_differences() {
    if (dossier_.differences.empty()) return say(words::kNoDifference);
    std::vector<Cells> rows;
    for (const identify::Difference& each : dossier_.differences) {
      rows.push_back(
          {each.column, log10_text(each.first), log10_text(each.second), signed_text(each.first - each.second)});
    }
    append_table(body_, words::kDifferencesHead, rows, {1, 4});
  }

  void add_sentences(std::string_view title, const std::vector<Sentence>& sentences, std::string_view none) {
    section(title);
    if (sentences.empty()) return say(none);
    xml_node list = append(body_, "ul");
    for (const Sentence& sentence : sentences) append_sentence(list, "li", sentence);
  }

  void add_record() {
    const RunSettings& run = dossier_.run;
    section(words::kRecord);
    say(words::kRun, {run.version, run.finished, run.case_folder});
    std::vector<Cells> inputs;
    for (const text::FileHash& input : run.inputs) inputs.push_back({input.name, input.sha256});
    set_attribute(append_table(body_, words::kInputsHead, inputs), "class", "hash");
    std::vector<Cells> options;
    for (const auto& [name, value] : run.options) options.push_back({"--" + name, value});
    append_table(body_, words::kOptionsHead, options);
    say(words::kAudit);
  }

  const Dossier& dossier_;
  pugi::xml_document page_;
  xml_node body_;
};

/// Letters, digits, '-' and '_' as they are, everything else as %XX.
std::string safe_name(std::string_view id) {
  std::string name;
  for (const char c : id) {
    const bool is_safe = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                         c == '_';
    name += is_safe ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return name;
}

}  // namespace

std::string dossier_page(const Dossier& dossier) { return Page(dossier).make(); }

std::string dossier_file_name(const Dossier& dossier) {
  constexpr std::size_t kLongest = 180;
  const std::string name = safe_name(dossier.body_id) + "." + safe_name(dossier.missing_id);
  if (name.size() <= kLongest) return name + ".html";
  return name.substr(0, kLongest - 65) + "." + text::hash_text(name) + ".html";
}

}  // namespace kith::report

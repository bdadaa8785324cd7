#include "report/tables/body_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "matching/case/attribute_text.hpp"
#include "text/csv_writer.hpp"

namespace kith::report {
namespace {

using inference::Bodies;
using inference::Body;
using inference::BodyPair;
using inference::LeftOut;
using inference::LeftOutWhy;

std::string joined_text(std::span<const std::string> texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

std::string text_of(const LeftOut& left_out) {
  std::string text(inference::to_string(left_out.why));
  if (left_out.why == LeftOutWhy::shows_staff) text += ": " + left_out.whom;
  if (left_out.why == LeftOutWhy::contaminated_run) text += fmt::format(": {} as {}", left_out.n_alike, left_out.whom);
  return text;
}

void pair_cells(text::CsvWriter& csv, const matching::Case& data, const BodyPair& pair) {
  csv.cell(data.remains[pair.first].id).cell(data.remains[pair.second].id);
  csv.cell(pair.log10_lr_unrelated).cell(pair.log10_lr_sibling);
}

std::size_t count(const Bodies& bodies, LeftOutWhy why) {
  return static_cast<std::size_t>(std::count_if(bodies.left_out.begin(), bodies.left_out.end(),
                                                [why](const LeftOut& left_out) { return left_out.why == why; }));
}

}  // namespace

std::string consensus_text(const matching::Case& data, const Body& body) {
  std::string text;
  for (const auto& locus : inference::consensus_of(data, body)) {
    text += (text.empty() ? "" : "; ") + locus.marker + " " + (locus.is_set_aside ? "set aside" : locus.genotype) +
            " (";
    for (std::size_t i = 0; i < locus.sources.size(); ++i) {
      text += (i == 0 ? "" : ", ") + data.remains[locus.sources[i].remains].id + " " + locus.sources[i].seen;
    }
    text += ")";
  }
  return text;
}

void write_bodies(std::ostream& out, const matching::Case& data, const Bodies& bodies,
                  std::span<const inference::MergeNote> notes) {
  std::map<std::uint32_t, std::vector<std::string>> conflicts;
  for (std::uint32_t b = 0; b < bodies.bodies.size(); ++b) {
    if (!bodies.bodies[b].conflicts.empty()) conflicts[b] = bodies.bodies[b].conflicts;
  }
  for (const auto& note : notes) conflicts[note.body].push_back(note.text);
  text::CsvWriter csv(out);
  csv.row({"body_id", "remains", "posterior", "stated", "weakest_remains_id_1", "weakest_remains_id_2",
           "log10_lr_unrelated", "log10_lr_sibling", "conflicts", "consensus"});
  for (std::uint32_t b = 0; b < bodies.bodies.size(); ++b) {
    const Body& body = bodies.bodies[b];
    csv.cell(bodies.id(data, b)).count(body.members.size()).cell(body.posterior).cell(body.is_stated ? "yes" : "no");
    if (body.weakest) {
      pair_cells(csv, data, *body.weakest);
    } else {
      csv.cell("").cell("").cell("").cell("");
    }
    const auto found = conflicts.find(b);
    csv.cell(found == conflicts.end() ? "" : joined_text(found->second));
    csv.cell(body.members.size() > 1 ? consensus_text(data, body) : "");
    csv.end_row();
  }
}

void write_body_members(std::ostream& out, const matching::Case& data, const Bodies& bodies) {
  std::map<matching::RemainsIndex, const LeftOut*> left_out;
  for (const LeftOut& each : bodies.left_out) left_out.emplace(each.remains, &each);
  text::CsvWriter csv(out);
  csv.row({"remains_id", "body_id", "body_part", "body_side", "portion", "not_compared"});
  for (matching::RemainsIndex r = 0; r < data.remains.size(); ++r) {
    const matching::Remains& remains = data.remains[r];
    csv.cell(remains.id).cell(bodies.id(data, bodies.body_of[r]));
    for (const std::string_view column : {"body_part", "body_side", "portion"})
      csv.cell(matching::attribute_text(remains.attributes, column));
    const auto found = left_out.find(r);
    csv.cell(found == left_out.end() ? "" : text_of(*found->second));
    csv.end_row();
  }
}

void write_body_pairs(std::ostream& out, const matching::Case& data, const Bodies& bodies) {
  text::CsvWriter csv(out);
  csv.row({"body_id_1", "body_id_2", "posterior", "posterior_sibling", "remains_id_1", "remains_id_2",
           "log10_lr_unrelated", "log10_lr_sibling", "reason"});
  for (const auto& open : bodies.open) {
    csv.cell(bodies.id(data, open.first)).cell(bodies.id(data, open.second));
    csv.cell(open.pair.posterior).cell(open.sibling);
    pair_cells(csv, data, open.pair);
    csv.cell(open.reason);
    csv.end_row();
  }
}

void write_graves(std::ostream& out, std::span<const inference::GraveCount> graves) {
  text::CsvWriter csv(out);
  csv.row({"grave", "remains", "bodies", "least_by_dna", "least_by_anatomy", "least_by_element", "element", "left",
           "right", "unsided", "pairs", "least_by_pairs", "lincoln", "most_likely"});
  const auto grave_cells = [&](const inference::GraveCount& grave) {
    csv.cell(grave.grave).count(grave.n_remains).count(grave.n_bodies).count(grave.least_by_dna);
    csv.count(grave.least_by_anatomy).cell(grave.by_element);
  };
  for (const auto& grave : graves) {
    if (grave.elements.empty()) {
      grave_cells(grave);
      for (int i = 0; i < 8; ++i) csv.cell("");
      csv.end_row();
    }
    for (const auto& element : grave.elements) {
      grave_cells(grave);
      csv.cell(element.element).count(element.left).count(element.right).count(element.unsided).count(element.pairs);
      csv.count(inference::at_least(element));
      element.pairs > 0 ? csv.cell(inference::lincoln_index(element)) : csv.cell("");
      csv.count(inference::most_likely_number(element));
      csv.end_row();
    }
  }
}

std::string describe(const matching::Case& data, const Bodies& bodies) {
  std::size_t joined = 0, conflicts = 0, several = 0;
  for (const Body& body : bodies.bodies) {
    if (body.members.size() > 1) ++several, joined += body.members.size();
    conflicts += body.conflicts.empty() ? 0U : 1U;
  }
  std::string text = fmt::format("Bodies: {} remains are {} bodies; {} of them are parts of {} {}", data.remains.size(),
                                 bodies.bodies.size(), joined, several, several == 1 ? "body" : "bodies");
  if (!bodies.prior.rule.empty()) {
    text += fmt::format(" (prior: {}; {:g} of two people are siblings)", bodies.prior.rule, bodies.prior.siblings);
  }
  text += fmt::format(".\n{} pairs of bodies may be one and stay apart (body_pairs.csv){}.\n",
                      bodies.open.size() + bodies.n_open_left_out,
                      conflicts > 0 ? fmt::format("; {} bodies have conflicts (bodies.csv)", conflicts) : "");
  const std::size_t staff = count(bodies, LeftOutWhy::shows_staff), run = count(bodies, LeftOutWhy::contaminated_run);
  if (staff + run > 0) {
    text += fmt::format(
        "Not joined: {} remains that show staff, {} of runs in which too many show one profile "
        "(body_members.csv).\n",
        staff, run);
  }
  if (bodies.cap_met) {
    text += fmt::format("Only the {} best pairs of samples were looked at, as more than that may be one person.\n",
                        bodies.n_kept);
  }
  for (const std::string& remark : bodies.remarks) text += remark + ".\n";
  return text;
}

}  // namespace kith::report

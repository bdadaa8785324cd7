// report/tables/body_results.hpp — what was found of bodies, as tables. docs/bodies.md explains the columns.
#pragma once

#include <ostream>
#include <span>
#include <string>

#include "inference/bodies/find_bodies.hpp"
#include "inference/bodies/grave_counts.hpp"
#include "inference/bodies/merge_bodies.hpp"

namespace kith::report {

/// bodies.csv: a row for every body. `notes`: what merging found, by body.
void write_bodies(std::ostream& out, const matching::Case& data, const inference::Bodies& bodies,
                  std::span<const inference::MergeNote> notes);

/// body_members.csv: a row for every set of remains, with its body.
void write_body_members(std::ostream& out, const matching::Case& data, const inference::Bodies& bodies);

/// body_pairs.csv: bodies that may be one and stay apart, the most probable first.
void write_body_pairs(std::ostream& out, const matching::Case& data, const inference::Bodies& bodies);

/// graves.csv: a row for every grave and paired element charted in it.
void write_graves(std::ostream& out, std::span<const inference::GraveCount> graves);

/// "TH01 6/9.3 (B-1 6/9.3; B-2 6); ...": the consensus, and behind it whose result shows what.
[[nodiscard]] std::string consensus_text(const matching::Case& data, const inference::Body& body);

/// What people should know in three lines: bodies found, what is open, who took no part.
[[nodiscard]] std::string describe(const matching::Case& data, const inference::Bodies& bodies);

}  // namespace kith::report

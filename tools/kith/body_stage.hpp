// tools/kith/body_stage.hpp — the stage of a match that makes bodies of remains, and the tables it leaves.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "inference/bodies/find_bodies.hpp"
#include "inference/bodies/merge_bodies.hpp"
#include "settings.hpp"

namespace kith::tool {

class FoundBodies {
 public:
  /// Shows its progress on `err`.
  [[nodiscard]] static FoundBodies find(const matching::Case& data, const Settings& settings, std::ostream& err);

  /// The case whose remains are bodies; once.
  [[nodiscard]] matching::Case take_merged() { return std::move(merged_.content); }
  /// bodies.csv, body_members.csv, body_pairs.csv and graves.csv.
  [[nodiscard]] std::vector<std::pair<std::string, std::function<void(std::ostream&)>>> tables() const;
  /// Some lines for the terminal.
  [[nodiscard]] std::string description() const;

 private:
  FoundBodies() = default;

  std::unique_ptr<matching::Case> remains_;  ///< the case before its remains became bodies
  inference::Bodies bodies_;
  inference::MergedCase merged_;
};

}  // namespace kith::tool

#include "body_stage.hpp"

#include "io/body_results.hpp"
#include "progress.hpp"

namespace kith::tool {

FoundBodies FoundBodies::find(const matching::Case& data, const Settings& settings, std::ostream& err) {
  FoundBodies found;
  found.remains_ = std::make_unique<matching::Case>(data);
  ProgressLine line(err, "bodies", settings.quiet);
  found.bodies_ = inference::find_bodies(data, settings.body_options(), line.callback());
  found.merged_ = inference::merge_bodies(data, found.bodies_);
  return found;
}

std::vector<std::pair<std::string, std::function<void(std::ostream&)>>> FoundBodies::tables() const {
  return {{"bodies.csv", [this](std::ostream& out) { io::write_bodies(out, *remains_, bodies_, merged_.notes); }},
          {"body_members.csv", [this](std::ostream& out) { io::write_body_members(out, *remains_, bodies_); }},
          {"body_pairs.csv", [this](std::ostream& out) { io::write_body_pairs(out, *remains_, bodies_); }},
          {"graves.csv",
           [this](std::ostream& out) { io::write_graves(out, inference::count_graves(*remains_, bodies_)); }}};
}

std::string FoundBodies::description() const { return io::describe(*remains_, bodies_); }

}  // namespace kith::tool

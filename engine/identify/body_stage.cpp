#include "identify/body_stage.hpp"

#include <numeric>

namespace kith::identify {

BodyAnswer make_bodies(const matching::Case& the_case, bool several_populations, const Options& options,
                       const Listener& listener) {
  BodyAnswer answer;
  answer.body_of.resize(the_case.remains.size());
  std::iota(answer.body_of.begin(), answer.body_of.end(), 0U);
  if (several_populations || options.bodies.mode == inference::BodyMode::off) return answer;
  answer.bodies = inference::find_bodies(the_case, options.bodies, listener.start("looking for remains of one body"));
  if (answer.bodies.bodies.size() == the_case.remains.size()) return answer;
  answer.merged = std::make_unique<inference::MergedCase>(inference::merge_bodies(the_case, answer.bodies));
  answer.body_of = answer.bodies.body_of;
  return answer;
}

}  // namespace kith::identify

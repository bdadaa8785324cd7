#include "matching/attribute_evidence.hpp"

namespace kith::matching {

evidence::AmDescription complete_description(const MissingPerson& missing) {
  evidence::AmDescription description = missing.description;
  description.sex = missing.sex;
  return description;
}

evidence::PmDescription complete_description(const Remains& remains) {
  evidence::PmDescription description = remains.description;
  description.sex.form = remains.sex;
  description.sex.amelogenin = remains.amelogenin;
  return description;
}

std::vector<evidence::AttributeEvidence> build_attribute_evidence(const Case& data,
                                                                  const evidence::ParameterOverrides& overrides,
                                                                  std::size_t n_scored_only) {
  std::vector<evidence::AmDescription> am;
  std::vector<evidence::PmDescription> pm;
  for (const MissingPerson& missing : data.missing) am.push_back(complete_description(missing));
  for (const Remains& remains : data.remains) pm.push_back(complete_description(remains));
  evidence::ParameterOverrides all = overrides;
  all.insert(data.weights.parameters.begin(), data.weights.parameters.end());  // what is there already wins
  all.insert(data.attribute_parameters.begin(), data.attribute_parameters.end());
  return evidence::build_attributes({.am = am,
                                     .pm = pm,
                                     .n_scored_only = n_scored_only,
                                     .overrides = &all,
                                     .places = &data.places,
                                     .weights = &data.weights});
}

}  // namespace kith::matching

#include "matching/table/attribute_evidence.hpp"

#include "matching/case/known_sex.hpp"

namespace kith::matching {

attributes::AmDescription complete_description(const MissingPerson& missing) {
  attributes::AmDescription description = missing.description;
  description.sex = missing.sex;
  return description;
}

attributes::PmDescription complete_description(const Remains& remains) {
  attributes::PmDescription description = remains.description;
  description.sex = sex_finding(remains);
  return description;
}

std::vector<attributes::AttributeEvidence> build_attribute_evidence(const Case& data,
                                                                    const attributes::ParameterOverrides& overrides,
                                                                    std::size_t n_scored_only) {
  std::vector<attributes::AmDescription> am;
  std::vector<attributes::PmDescription> pm;
  for (const MissingPerson& missing : data.missing) am.push_back(complete_description(missing));
  for (const Remains& remains : data.remains) pm.push_back(complete_description(remains));
  attributes::ParameterOverrides all = overrides;
  all.insert(data.weights.parameters.begin(), data.weights.parameters.end());  // what is there already wins
  all.insert(data.attribute_parameters.begin(), data.attribute_parameters.end());
  return attributes::build_attributes({.am = am,
                                       .pm = pm,
                                       .n_scored_only = n_scored_only,
                                       .overrides = &all,
                                       .places = &data.places,
                                       .weights = &data.weights});
}

}  // namespace kith::matching

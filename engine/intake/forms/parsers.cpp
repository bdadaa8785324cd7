#include "intake/forms/parsers.hpp"

#include <array>
#include <cassert>

#include "intake/forms/attribute_names.hpp"

namespace kith::intake {
namespace {

using MakeParser = std::unique_ptr<DescriptionParser> (*)(TableColumns&);

constexpr std::array kParsers{
    MakeParser(make_sex_parser),   MakeParser(make_age_parser),   MakeParser(make_stature_parser),
    MakeParser(make_trait_parser), MakeParser(make_teeth_parser), MakeParser(make_items_parser),
    MakeParser(make_place_parser),
};

}  // namespace

Column DescriptionParser::find(std::string_view name) {
  assert(is_known_attribute(name, Form::am) || is_known_attribute(name, Form::pm));
  return columns_.is_listed(name) ? columns_.find(name) : Column{.name = std::string(name)};
}

DescriptionParsers::DescriptionParsers(TableColumns& columns) {
  for (const MakeParser make : kParsers) parsers_.push_back(make(columns));
}

attributes::AmDescription DescriptionParsers::read_am(std::size_t row) const {
  attributes::AmDescription am;
  for (const auto& parser : parsers_) parser->read(row, am);
  return am;
}

attributes::PmDescription DescriptionParsers::read_pm(std::size_t row) const {
  attributes::PmDescription pm;
  for (const auto& parser : parsers_) parser->read(row, pm);
  return pm;
}

}  // namespace kith::intake

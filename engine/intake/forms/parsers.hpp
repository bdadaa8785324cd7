// intake/forms/parsers.hpp — the parsers of the description columns, one per attribute.
#pragma once

#include <memory>

#include "intake/forms/description_parser.hpp"

namespace kith::intake {

[[nodiscard]] std::unique_ptr<DescriptionParser> make_place_parser(TableColumns& columns);
[[nodiscard]] std::unique_ptr<DescriptionParser> make_sex_parser(TableColumns& columns);
/// The chart of teeth and the age groups.
[[nodiscard]] std::unique_ptr<DescriptionParser> make_teeth_parser(TableColumns& columns);
/// Fractures, surgery, implants, marks, clothing, effects, names on documents.
[[nodiscard]] std::unique_ptr<DescriptionParser> make_items_parser(TableColumns& columns);
[[nodiscard]] std::unique_ptr<DescriptionParser> make_age_parser(TableColumns& columns);
[[nodiscard]] std::unique_ptr<DescriptionParser> make_stature_parser(TableColumns& columns);
/// ancestry, hair, eyes, handedness, blood group
[[nodiscard]] std::unique_ptr<DescriptionParser> make_trait_parser(TableColumns& columns);

}  // namespace kith::intake

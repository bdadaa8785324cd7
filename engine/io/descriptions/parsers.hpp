// io/descriptions/parsers.hpp — the parsers of the description columns, one per attribute.
#pragma once

#include <memory>

#include "io/descriptions/description_parser.hpp"

namespace kith::io {

[[nodiscard]] std::unique_ptr<DescriptionParser> make_sex_parser(TableColumns& columns);

}  // namespace kith::io

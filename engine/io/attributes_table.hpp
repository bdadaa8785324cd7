// io/attributes_table.hpp — attributes.csv: numbers of the attribute models that differ from their defaults.
//
//   attribute,parameter,value       age,error,2.5       hair,frequency.brown,0.4       group:look,exponent,0.7
#pragma once

#include "evidence/attributes/parameters.hpp"
#include "io/csv_table.hpp"

namespace kith::io {

/// Unknown attributes and parameters, and values beyond their limits, are errors that say what is known.
[[nodiscard]] evidence::ParameterOverrides read_attributes_table(const CsvTable& table, ProblemLog& log);

}  // namespace kith::io

// intake/forms/attributes_table.hpp — attributes.csv: numbers of the attribute models that differ from their defaults.
//
//   attribute,parameter,value       age,error,2.5       hair,frequency.brown,0.4       group:look,exponent,0.7
//   not_known,keine Ahnung,1        a word that says nothing (not_known.hpp); 0: it says something in this case
#pragma once

#include "attributes/frame/not_known.hpp"
#include "attributes/frame/parameters.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// `words`: gets and loses the words of the rows `not_known`.
/// Unknown attributes and parameters, and values beyond their limits, are errors that say what is known.
[[nodiscard]] attributes::ParameterOverrides read_attributes_table(const text::CsvTable& table,
                                                                   attributes::NotKnown& words, ProblemLog& log);

}  // namespace kith::intake

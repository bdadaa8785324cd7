// io/attributes_table.hpp — attributes.csv: numbers of the attribute models that differ from their defaults.
//
//   attribute,parameter,value       age,error,2.5       hair,frequency.brown,0.4       group:look,exponent,0.7
//   not_known,keine Ahnung,1        a word that says nothing (not_known.hpp); 0: it says something in this case
#pragma once

#include "evidence/attributes/not_known.hpp"
#include "evidence/attributes/parameters.hpp"
#include "io/csv_table.hpp"

namespace kith::io {

/// `words`: gets and loses the words of the rows `not_known`.
/// Unknown attributes and parameters, and values beyond their limits, are errors that say what is known.
[[nodiscard]] evidence::ParameterOverrides read_attributes_table(const CsvTable& table, evidence::NotKnown& words,
                                                                 ProblemLog& log);

}  // namespace kith::io

// intake/people/synonyms_table.hpp — synonyms.csv: a commission's own words for the descriptions, and the common words
// that they mean.
//
//     attribute,word,means
//     hair,чёрный,black
//     clothing,кроссовки,trainers
//     marks,не осматривали,unknown
//
// A word that stands for another is no meaning itself: chains and loops are errors, and so is a word that an attribute
// has twice.
#pragma once

#include "attributes/frame/synonyms.hpp"
#include "core/problem.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// Adds the table's words to `synonyms`. Attributes are named by column_key().
void read_synonyms(const text::CsvTable& table, attributes::Synonyms& synonyms, ProblemLog& log);

}  // namespace kith::intake

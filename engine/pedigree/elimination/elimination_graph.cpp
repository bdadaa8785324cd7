#include "pedigree/elimination/elimination_graph.hpp"

#include <cmath>

#include "core/check.hpp"

namespace kith::pedigree {

void GraphShape::append_signature(std::vector<std::uint32_t>& key) const {
  key.push_back(static_cast<std::uint32_t>(domain.size()));
  key.insert(key.end(), domain.begin(), domain.end());
  for (const Table& table : tables) {  // a lone first word below 2^16 is a table of one variable
    if (table.n_variables == 1) {
      key.push_back(table.variables[0]);
    } else {
      key.push_back((table.variables[0] + 1U) << 16 | table.variables[1]);
      if (table.n_variables == 3) key.push_back(0xffff0000U | table.variables[2]);
    }
  }
  key.push_back(0xffffffffU);
  for (const Selection& selection : selections) {
    key.push_back(std::uint32_t{selection.slot[0]} << 16 | selection.slot[1]);
    key.push_back(selection.gamete);
  }
  key.push_back(0xffffffffU);
  key.insert(key.end(), free.begin(), free.end());
  if (late.empty()) return;
  key.push_back(0xffffffffU);
  key.insert(key.end(), late.begin(), late.end());
}

void EliminationGraph::clear() {
  shape.domain.clear();
  shape.tables.clear();
  shape.selections.clear();
  shape.free.clear();
  shape.late.clear();
  table_offset.clear();
  values.clear();
  map_offset.clear();
  maps.clear();
  constant = 1;
  log_constant = 0;
}

VariableIndex EliminationGraph::add_variable(std::size_t domain_size) {
  KITH_CHECK(domain_size > 0 && shape.domain.size() < 0xfffe);
  shape.domain.push_back(static_cast<std::uint32_t>(domain_size));
  return static_cast<VariableIndex>(shape.domain.size() - 1);
}

double* EliminationGraph::add_table(std::initializer_list<VariableIndex> variables) {
  GraphShape::Table table;
  KITH_CHECK(variables.size() >= 1 && variables.size() <= table.variables.size());
  std::size_t size = 1;
  for (const VariableIndex v : variables) {
    table.variables[table.n_variables++] = v;
    size *= shape.domain[v];
  }
  shape.tables.push_back(table);
  table_offset.push_back(static_cast<std::uint32_t>(values.size()));
  values.resize(values.size() + size);
  return values.data() + table_offset.back();
}

void EliminationGraph::multiply_constant(double factor) {
  constant *= factor;
  if (constant == 0 || constant > 1e-100) return;
  log_constant += std::log(constant);
  constant = 1;
}

}  // namespace kith::pedigree

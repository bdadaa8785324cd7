#include "pedigree/elimination_graph.hpp"

#include <cmath>

#include "core/check.hpp"

namespace kith::pedigree {

void GraphShape::append_signature(std::vector<std::uint32_t>& key) const {
  key.push_back(static_cast<std::uint32_t>(domain.size()));
  key.insert(key.end(), domain.begin(), domain.end());
  for (const Table& table : tables) {
    key.push_back(table.n_variables == 1 ? table.variables[0] : (table.variables[0] + 1U) << 16 | table.variables[1]);
  }
  key.push_back(0xffffffffU);
  for (const Selection& selection : selections) {
    key.push_back(std::uint32_t{selection.slot[0]} << 16 | selection.slot[1]);
    key.push_back(selection.gamete);
  }
  key.push_back(0xffffffffU);
  key.insert(key.end(), free.begin(), free.end());
}

void EliminationGraph::clear() {
  shape.domain.clear();
  shape.tables.clear();
  shape.selections.clear();
  shape.free.clear();
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

double* EliminationGraph::add_table(VariableIndex v) {
  shape.tables.push_back({1, {v, 0}});
  table_offset.push_back(static_cast<std::uint32_t>(values.size()));
  values.resize(values.size() + shape.domain[v]);
  return values.data() + table_offset.back();
}

double* EliminationGraph::add_table(VariableIndex v, VariableIndex w) {
  shape.tables.push_back({2, {v, w}});
  table_offset.push_back(static_cast<std::uint32_t>(values.size()));
  values.resize(values.size() + std::size_t{shape.domain[v]} * shape.domain[w]);
  return values.data() + table_offset.back();
}

void EliminationGraph::multiply_constant(double factor) {
  constant *= factor;
  if (constant == 0 || constant > 1e-100) return;
  log_constant += std::log(constant);
  constant = 1;
}

}  // namespace kith::pedigree

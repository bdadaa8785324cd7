// What children receive, as tables and selections of the graph of locus_graph.hpp.
#include <algorithm>

#include "core/check.hpp"
#include "pedigree/locus/locus_graph.hpp"

namespace kith::pedigree {

void LocusGraphBuilder::possible_gametes(PersonIndex parent, const double* mutation,
                                         std::vector<char>& possible) const {
  const PersonState& state = state_of(parent);
  if (mutation != nullptr || state.kind == Kind::population) {
    possible.assign(input_->classes.n_classes, 1);
    return;
  }
  possible.assign(input_->classes.n_classes, 0);
  for (const AlleleIndex a : state.paternal.alleles) possible[a] = 1;
  for (const AlleleIndex a : state.maternal.alleles) possible[a] = 1;
}

void LocusGraphBuilder::add_meiosis(PersonIndex parent_index, const Side& child, bool child_is_split,
                                    const double* mutation) {
  const PersonState& parent = state_of(parent_index);
  KITH_CHECK(parent.kind != Kind::absent);
  if (parent.kind == Kind::population || parent.kind == Kind::certain || parent.one_genotype) {
    add_certain_parent(parent, child, mutation);
  } else if (child.variable == kNoVariable) {
    add_certain_child(parent, child.alleles.front(), mutation);
  } else if (parent.kind == Kind::hemizygous) {
    double* table = graph_->add_table(static_cast<VariableIndex>(parent.maternal.variable),
                                      static_cast<VariableIndex>(child.variable));
    for (const AlleleIndex from : parent.maternal.alleles) {
      for (const AlleleIndex to : child.alleles) *table++ = change(from, to, mutation);
    }
  } else if (parent.kind == Kind::joint && child.alleles.size() <= 2) {
    double* table = graph_->add_table(static_cast<VariableIndex>(parent.maternal.variable),
                                      static_cast<VariableIndex>(child.variable));
    for (std::size_t s = 0; s < parent.maternal.alleles.size(); ++s) {
      for (const AlleleIndex to : child.alleles) {
        *table++ = 0.5 * change(parent.paternal.alleles[s], to, mutation) +
                   0.5 * change(parent.maternal.alleles[s], to, mutation);
      }
    }
  } else {
    add_selection(parent, child, mutation, child_is_split && mutation == nullptr);
  }
}

/// The gamete's distribution does not depend on any variable.
void LocusGraphBuilder::add_certain_parent(const PersonState& parent, const Side& child, const double* mutation) {
  const auto probability = [&](AlleleIndex to) {
    if (parent.kind != Kind::population) {
      return 0.5 * change(parent.paternal.alleles.front(), to, mutation) +
             0.5 * change(parent.maternal.alleles.front(), to, mutation);
    }
    const std::vector<double>& p = input_->classes.frequencies;
    if (mutation == nullptr) return p[to];
    double sum = 0;
    for (std::size_t from = 0; from < p.size(); ++from) sum += p[from] * mutation[from * p.size() + to];
    return sum;
  };
  if (child.variable == kNoVariable) {
    graph_->multiply_constant(probability(child.alleles.front()));
    return;
  }
  double* table = graph_->add_table(static_cast<VariableIndex>(child.variable));
  for (const AlleleIndex to : child.alleles) *table++ = probability(to);
}

void LocusGraphBuilder::add_certain_child(const PersonState& parent, AlleleIndex to, const double* mutation) {
  const auto maternal = static_cast<VariableIndex>(parent.maternal.variable);
  if (parent.kind == Kind::hemizygous) {
    double* table = graph_->add_table(maternal);
    for (const AlleleIndex from : parent.maternal.alleles) *table++ = change(from, to, mutation);
  } else if (parent.kind == Kind::joint) {
    double* table = graph_->add_table(maternal);
    for (std::size_t s = 0; s < parent.maternal.alleles.size(); ++s) {
      *table++ = 0.5 * change(parent.paternal.alleles[s], to, mutation) +
                 0.5 * change(parent.maternal.alleles[s], to, mutation);
    }
  } else {
    double* table = graph_->add_table(static_cast<VariableIndex>(parent.paternal.variable), maternal);
    for (const AlleleIndex a : parent.paternal.alleles) {
      for (const AlleleIndex b : parent.maternal.alleles) {
        *table++ = 0.5 * change(a, to, mutation) + 0.5 * change(b, to, mutation);
      }
    }
  }
}

/// Mendel's law as a selection. Without mutation an untyped child's own allele is the gamete; else the gamete is a
/// variable of its own, with the table gamete -> child's allele.
void LocusGraphBuilder::add_selection(const PersonState& parent, const Side& child, const double* mutation,
                                      bool gamete_is_child) {
  place_.assign(input_->classes.n_classes, -1);
  auto gamete = static_cast<VariableIndex>(child.variable);
  if (gamete_is_child) {
    for (std::size_t s = 0; s < child.alleles.size(); ++s) place_[child.alleles[s]] = static_cast<std::int32_t>(s);
  } else {
    std::vector<AlleleIndex> sent;
    for (const Side* side : {&parent.paternal, &parent.maternal}) {
      for (const AlleleIndex a : side->alleles) {
        if (place_[a] >= 0) continue;
        if (mutation == nullptr && std::find(child.alleles.begin(), child.alleles.end(), a) == child.alleles.end())
          continue;
        place_[a] = static_cast<std::int32_t>(sent.size());
        sent.push_back(a);
      }
    }
    if (sent.empty()) {
      graph_->constant = 0;
      return;
    }
    gamete = graph_->add_variable(sent.size());
    double* table = graph_->add_table(gamete, static_cast<VariableIndex>(child.variable));
    for (const AlleleIndex from : sent) {
      for (const AlleleIndex to : child.alleles) *table++ = change(from, to, mutation);
    }
  }
  GraphShape::Selection selection{.gamete = gamete};
  std::array<std::uint32_t, 2> offsets{};
  const std::array sides{&parent.paternal, &parent.maternal};
  for (std::size_t k = 0; k < 2; ++k) {
    selection.slot[k] = static_cast<VariableIndex>(sides[k]->variable);
    offsets[k] = static_cast<std::uint32_t>(graph_->maps.size());
    for (const AlleleIndex a : sides[k]->alleles) graph_->maps.push_back(place_[a]);
  }
  graph_->shape.selections.push_back(selection);
  graph_->map_offset.push_back(offsets);
}

}  // namespace kith::pedigree

#include "intake/draft/case_tables.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include "intake/case/cell_values.hpp"
#include "intake/draft/place_writer.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake {
namespace {

using genetics::MutationKind;
using genetics::MutationSpec;
using matching::Attributes;

template <class Fill>
TableText table(std::string name, Fill fill) {
  std::ostringstream out;
  text::CsvWriter csv(out);
  fill(csv);
  return {std::move(name), out.str()};
}

std::string optional_text(std::optional<double> number) { return number ? text::number_text(*number) : std::string(); }

/// A number that says nothing where it is zero.
std::string unless_zero(double number) { return number == 0 ? std::string() : text::number_text(number); }

TableText frequencies_table(const CaseDraft& draft) {
  return table("frequencies.csv", [&](text::CsvWriter& csv) {
    csv.row({"marker", "allele", "frequency", "chromosomes"});
    for (const auto& marker : draft.markers) {
      const auto& spec = marker.spec;
      const auto chromosomes = spec.chromosomes ? std::to_string(*spec.chromosomes) : std::string();
      for (std::size_t i = 0; i < spec.alleles.size(); ++i) {
        csv.row({spec.name, spec.alleles[i], text::number_text(spec.frequencies[i]), chromosomes});
      }
    }
  });
}

std::string matrix_name(const DraftMarker& marker, std::string_view sex) {
  std::string name = "mutation_" + marker.spec.name + "_" + std::string(sex) + ".csv";
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == ' ' || c == '\0'; }, '_');
  return name;
}

void add_matrix(const DraftMarker& marker, const MutationSpec& mutation, std::string_view sex,
                std::vector<TableText>& tables) {
  if (mutation.kind != MutationKind::custom) return;
  const auto& labels = marker.spec.alleles;
  tables.push_back(table(matrix_name(marker, sex), [&](text::CsvWriter& csv) {
    csv.cell("allele");
    for (const auto& label : labels) csv.cell(label);
    csv.end_row();
    for (std::size_t i = 0; i < labels.size(); ++i) {
      csv.cell(labels[i]);
      for (std::size_t j = 0; j < labels.size(); ++j) csv.cell(mutation.matrix(i, j));
      csv.end_row();
    }
  }));
}

/// Whether one set of mutation columns can speak for both parents (the rates are given by sex anyway).
bool same_model(const MutationSpec& a, const MutationSpec& b) {
  return a.kind == b.kind && a.kind != MutationKind::custom && a.rate2 == b.rate2 && a.range == b.range &&
         a.stationary == b.stationary;
}

class MarkersTable {
 public:
  explicit MarkersTable(const CaseDraft& draft) : draft_(draft) {
    by_sex_ = !std::all_of(draft.markers.begin(), draft.markers.end(), [](const DraftMarker& m) {
      return same_model(m.spec.mutation_male, m.spec.mutation_female);
    });
  }

  void write(text::CsvWriter& csv) const {
    csv.cell("marker").cell("kind");
    for_each_column("mutation_model", csv);
    csv.cell("rate_male").cell("rate_female");
    for (const auto* name : {"rate2", "range", "stationary"}) for_each_column(name, csv);
    if (by_sex_) for_each_column("mutation_matrix", csv);
    for (const auto* name :
         {"theta", "silent_frequency", "dropout", "dropout_homozygote", "drop_in", "min_frequency"}) {
      csv.cell(name);
    }
    csv.end_row();
    for (const auto& marker : draft_.markers) write_row(marker, csv);
    for (const auto& marker : draft_.y_rates) write_row(marker, csv);
  }

 private:
  void for_each_column(const std::string& name, text::CsvWriter& csv) const {
    if (by_sex_) {
      csv.cell(name + "_male").cell(name + "_female");
    } else {
      csv.cell(name);
    }
  }

  /// A Y-STR has a kind and a rate.
  void write_row(const DraftYRate& marker, text::CsvWriter& csv) const {
    const std::size_t per_setting = by_sex_ ? 2 : 1;
    const auto blanks = [&](std::size_t n) {
      while (n-- > 0) csv.cell("");
    };
    csv.cell(marker.marker).cell(genetics::to_string(genetics::MarkerKind::y_linked));
    blanks(per_setting);
    csv.cell(marker.rate);
    blanks(1 + 3 * per_setting + (by_sex_ ? 2 : 0) + 6);
    csv.end_row();
  }

  void write_row(const DraftMarker& marker, text::CsvWriter& csv) const {
    const auto& spec = marker.spec;
    const auto both = [&](auto text_of) {
      csv.cell(text_of(spec.mutation_male));
      if (by_sex_) csv.cell(text_of(spec.mutation_female));
    };
    const auto rate = [](const MutationSpec& m) {
      return m.kind == MutationKind::none ? std::string() : text::number_text(m.rate);
    };
    csv.cell(spec.name).cell(genetics::to_string(spec.kind));
    both([](const MutationSpec& m) { return std::string(genetics::to_string(m.kind)); });
    csv.cell(rate(spec.mutation_male)).cell(rate(spec.mutation_female));
    both([](const MutationSpec& m) {
      return m.kind == MutationKind::stepwise ? text::number_text(m.rate2) : std::string();
    });
    both([](const MutationSpec& m) {
      return m.kind == MutationKind::stepwise || m.kind == MutationKind::dawid ? text::number_text(m.range)
                                                                               : std::string();
    });
    both([](const MutationSpec& m) { return std::string(m.stationary ? "yes" : ""); });
    if (by_sex_) {
      csv.cell(spec.mutation_male.kind == MutationKind::custom ? matrix_name(marker, "male") : "");
      csv.cell(spec.mutation_female.kind == MutationKind::custom ? matrix_name(marker, "female") : "");
    }
    csv.cell(unless_zero(spec.theta)).cell(unless_zero(spec.silent_frequency)).cell(unless_zero(spec.dropout));
    csv.cell(optional_text(spec.dropout_homozygote))
        .cell(unless_zero(spec.drop_in))
        .cell(optional_text(marker.min_frequency));
    csv.end_row();
  }

  const CaseDraft& draft_;
  bool by_sex_ = false;
};

TableText relatives_table(const CaseDraft& draft) {
  return table("relatives.csv", [&](text::CsvWriter& csv) {
    const bool related = std::any_of(draft.persons.begin(), draft.persons.end(),
                                     [](const DraftPerson& person) { return !person.relation.empty(); });
    for (const auto* name : {"family_id", "person_id", "father_id", "mother_id", "sex", "role"}) csv.cell(name);
    if (related) csv.cell("relation");
    csv.end_row();
    for (const auto& person : draft.persons) {
      csv.cell(person.family).cell(person.id).cell(person.father).cell(person.mother);
      csv.cell(sex_text(person.sex)).cell(role_text(person.role));
      if (related) csv.cell(person.relation);
      csv.end_row();
    }
  });
}

/// Every attribute some entry has, in order of first appearance.
template <class Entries>
std::vector<std::string> attribute_names(const Entries& entries) {
  std::vector<std::string> names;
  for (const auto& entry : entries) {
    for (const auto& [name, text] : entry.attributes) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

void write_attributes(const Attributes& attributes, const std::vector<std::string>& names, text::CsvWriter& csv) {
  for (const auto& name : names) {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const auto& a) { return a.first == name; });
    csv.cell(found == attributes.end() ? std::string_view() : std::string_view(found->second));
  }
  csv.end_row();
}

TableText missing_table(const CaseDraft& draft) {
  return table("missing_persons.csv", [&](text::CsvWriter& csv) {
    const auto names = attribute_names(draft.missing);
    csv.cell("missing_id").cell("family_id").cell("sex");
    csv.row(names);
    for (const auto& missing : draft.missing) {
      csv.cell(missing.id).cell(missing.family).cell(sex_text(missing.sex));
      write_attributes(missing.attributes, names, csv);
    }
  });
}

TableText remains_table(const CaseDraft& draft) {
  return table("remains.csv", [&](text::CsvWriter& csv) {
    const auto names = attribute_names(draft.remains);
    csv.cell("remains_id").cell("sex");
    csv.row(names);
    for (const auto& remains : draft.remains) {
      csv.cell(remains.id).cell(sex_text(remains.sex));
      write_attributes(remains.attributes, names, csv);
    }
  });
}

TableText profiles_table(const std::vector<DraftMarker>& markers, const std::vector<DraftTyping>& typings) {
  std::size_t n_alleles = 2;
  bool any_replicate = false;
  bool any_partial = false;
  bool any_model = false;
  for (const auto& typing : typings) {
    n_alleles = std::max(n_alleles, typing.alleles.size());
    any_replicate = any_replicate || !typing.replicate.empty();
    any_partial = any_partial || typing.partial;
    any_model = any_model || (typing.model && !typing.model->is_exact());
  }
  for (const auto& marker : markers) {
    any_model = any_model || marker.spec.dropout > 0 || marker.spec.drop_in > 0 ||
                marker.spec.dropout_homozygote.value_or(0) > 0;
  }
  return table("profiles.csv", [&](text::CsvWriter& csv) {
    csv.cell("sample_id").cell("subject_id").cell("marker");
    for (std::size_t k = 1; k <= n_alleles; ++k) csv.cell("allele_" + std::to_string(k));
    if (any_replicate) csv.cell("replicate");
    if (any_partial) csv.cell("partial");
    if (any_model) csv.cell("dropout").cell("dropout_homozygote").cell("drop_in");
    csv.end_row();
    for (const auto& typing : typings) {
      csv.cell(typing.sample).cell(typing.subject).cell(typing.marker);
      for (std::size_t k = 0; k < n_alleles; ++k)
        csv.cell(k < typing.alleles.size() ? std::string_view(typing.alleles[k]) : "");
      if (any_replicate) csv.cell(typing.replicate);
      if (any_partial) csv.cell(typing.partial ? "yes" : "");
      if (any_model) {
        const auto& model = typing.model;
        csv.cell(model ? text::number_text(model->dropout) : "")
            .cell(model ? text::number_text(model->dropout_homozygote) : "");
        csv.cell(model ? text::number_text(model->drop_in) : "");
      }
      csv.end_row();
    }
  });
}

TableText haplotypes_table(const std::vector<DraftHaplotype>& haplotypes) {
  std::size_t n_alleles = 1;
  for (const auto& row : haplotypes) n_alleles = std::max(n_alleles, row.alleles.size());
  return table("haplotypes.csv", [&](text::CsvWriter& csv) {
    csv.cell("haplotype_id").cell("marker");
    for (std::size_t k = 1; k <= n_alleles; ++k) csv.cell("allele_" + std::to_string(k));
    csv.end_row();
    for (const auto& row : haplotypes) {
      csv.cell(row.id).cell(row.marker);
      for (std::size_t k = 0; k < n_alleles; ++k)
        csv.cell(k < row.alleles.size() ? std::string_view(row.alleles[k]) : "");
      csv.end_row();
    }
  });
}

}  // namespace

std::vector<TableText> case_tables(const CaseDraft& draft) {
  std::vector<TableText> tables{relatives_table(draft), missing_table(draft), remains_table(draft),
                                profiles_table(draft.markers, draft.typings)};
  for (auto& place_table : place_tables(draft)) tables.push_back(std::move(place_table));
  if (!draft.haplotypes.empty()) tables.push_back(haplotypes_table(draft.haplotypes));
  if (draft.markers.empty()) return tables;
  tables.push_back(frequencies_table(draft));
  tables.push_back(table("markers.csv", [&](text::CsvWriter& csv) { MarkersTable(draft).write(csv); }));
  for (const auto& marker : draft.markers) {
    add_matrix(marker, marker.spec.mutation_male, "male", tables);
    add_matrix(marker, marker.spec.mutation_female, "female", tables);
  }
  return tables;
}

TableText typings_table(std::string name, const std::vector<DraftTyping>& typings) {
  auto result = profiles_table({}, typings);
  result.name = std::move(name);
  return result;
}

}  // namespace kith::intake

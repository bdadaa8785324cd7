// intake/familias/familias_project.hpp — what a Familias project file (.fam) says, before Kith makes a case of it.
//
// A file has two parts. Part A (always there): persons with genotypes as indices, relations and pedigrees by index,
// and the
// frequency database with mutation models. The DVI part (where the project is a DVI one): unidentified persons, and
// reference
// families with persons, genotypes as labels and pedigrees by name. Index spaces are resolved here; nothing is judged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/marker.hpp"

namespace kith::intake::familias {

struct Genotype {
  std::string marker;  ///< as spelt in the file
  std::string first;   ///< allele labels; both the same for a homozygote
  std::string second;
};

struct Person {
  std::string name;
  genetics::Sex sex = genetics::Sex::unknown;
  bool consider_dropouts = false;
  std::vector<Genotype> genotypes{};
};

/// parent, child: positions in the list of persons the relation belongs to.
using Relation = std::pair<std::size_t, std::size_t>;

/// Part A: `extras` are unnamed persons that exist in this pedigree only; they follow the project's persons.
struct Pedigree {
  std::string name;
  std::vector<Person> extras{};
  std::vector<Relation> relations{};
};

/// parent, child, by name. "Missing person" may occur here without being in the list of persons.
struct NamedPedigree {
  std::string name;
  std::vector<std::pair<std::string, std::string>> relations{};
};

struct Family {
  std::string name;
  std::string note{};
  std::vector<Person> persons{};
  std::vector<NamedPedigree> pedigrees{};
};

/// Mutation model codes as the file has them: 0 equal, 1 proportional, 2 stepwise, 3 stepwise stationary, 4 stepwise
/// with rate2.
struct Mutation {
  int model = 0;
  double rate = 0;
  double range = 0;
  double rate2 = 0;
};

struct Marker {
  std::string name;
  Mutation female{};
  Mutation male{};
  std::optional<double> silent_frequency{};
  double database_size = 0;  ///< chromosomes (2N); 0: not given
  double dropout = 0;        ///< of persons with `consider_dropouts`
  double minor_allele_frequency = 0;
  std::vector<std::string> alleles{};
  std::vector<double> frequencies{};
};

struct Project {
  std::string version;
  std::string comment{};
  std::string database_name{};
  double theta = 0;
  std::vector<Marker> markers{};
  std::vector<Person> persons{};      ///< part A, the extras of the known relations last
  std::size_t n_named = 0;            ///< persons before those extras
  std::vector<Relation> known{};      ///< hold in every pedigree of part A
  std::vector<Pedigree> pedigrees{};  ///< part A
  bool is_dvi = false;
  std::vector<Person> unidentified{};
  std::vector<Family> families{};
  std::vector<std::string> settings{};  ///< lines of the closing blocks ([Prior], [Advanced]), as they are
};

inline constexpr std::string_view kMissingPerson = "Missing person";

/// Reads the text of a file; what is not UTF-8 is taken for `code_page`.
/// Errors: the first thing that does not fit the format, with its line: positional files cannot be read past that.
[[nodiscard]] Result<Project> parse(std::string_view bytes, const char* code_page = "CP1252");

}  // namespace kith::intake::familias

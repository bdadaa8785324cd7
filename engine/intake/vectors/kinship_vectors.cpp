#include "intake/vectors/kinship_vectors.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "genetics/markers/allele.hpp"
#include "intake/profiles/genotype_cells.hpp"

namespace kith::intake {
namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "kinship-vectors/1";

/// A value of the file and the way to it, for messages.
struct Node {
  const json* value = nullptr;  ///< null: absent
  std::string path;

  [[nodiscard]] bool is_given() const { return value != nullptr && !value->is_null(); }
};

/// Reads values; keeps the first thing that is wrong and goes on with defaults, so that callers need not look each
/// time.
class Reader {
 public:
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  void fail(const Node& node, const std::string& expected) {
    if (error_) return;
    const std::string found = node.value == nullptr ? "nothing" : shortened(node.value->dump(-1, ' ', true));
    error_ = Error{node.value == nullptr ? Errc::missing_value : Errc::bad_value,
                   node.path + ": found " + found + "; expected " + expected};
  }

  [[nodiscard]] Node member(const Node& node, const char* key) {
    Node child{nullptr, node.path.empty() ? key : node.path + "." + key};
    if (node.value == nullptr || !node.value->is_object()) {
      fail(node, "an object");
      return child;
    }
    const auto found = node.value->find(key);
    if (found != node.value->end()) child.value = &*found;
    return child;
  }

  /// The elements of a list. An absent list is an error, unless `may_be_absent`.
  [[nodiscard]] std::vector<Node> elements(const Node& node, bool may_be_absent = false) {
    std::vector<Node> result;
    if (may_be_absent && !node.is_given()) return result;
    if (node.value == nullptr || !node.value->is_array()) {
      fail(node, "a list");
      return result;
    }
    for (const auto& element : *node.value) {
      result.push_back({&element, node.path + "[" + std::to_string(result.size()) + "]"});
    }
    return result;
  }

  /// The named members of an object. An empty list stands for an object without members (R writes it so).
  [[nodiscard]] std::vector<std::pair<std::string, Node>> members(const Node& node) {
    std::vector<std::pair<std::string, Node>> result;
    if (!node.is_given() || (node.value->is_array() && node.value->empty())) return result;
    if (!node.value->is_object()) {
      fail(node, "an object");
      return result;
    }
    for (const auto& [key, value] : node.value->items()) result.emplace_back(key, Node{&value, node.path + "." + key});
    return result;
  }

  /// Text; a number is taken as its shortest spelling (9 or 9.3). Absent or null: empty.
  [[nodiscard]] std::string text(const Node& node) {
    if (!node.is_given()) return {};
    if (node.value->is_string()) return node.value->get<std::string>();
    if (node.value->is_number()) return node.value->dump();
    fail(node, "text");
    return {};
  }

  [[nodiscard]] std::string required_text(const Node& node) {
    auto result = text(node);
    if (result.empty()) fail(node, "text");
    return result;
  }

  /// Absent or null: `otherwise`.
  [[nodiscard]] double number_or(const Node& node, double otherwise) {
    return node.is_given() ? required_number(node) : otherwise;
  }

  [[nodiscard]] double required_number(const Node& node) {
    if (node.value != nullptr && node.value->is_number()) return node.value->get<double>();
    fail(node, "a number");
    return 0;
  }

 private:
  static std::string shortened(std::string text) {
    constexpr std::size_t kLongest = 60;
    if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
    return text;
  }

  std::optional<Error> error_;
};

/// "One-step" -> "onestep".
std::string folded(const std::string& name) {
  std::string result;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return result;
}

/// In the one spelling; two alleles in one text are refused, other texts go through.
std::string read_allele(Reader& reader, const Node& node, const std::string& text) {
  const AlleleRule rule{.decimal_comma = true};
  auto label = genetics::canonical_allele(text);
  const bool has_part = label.find('.') != std::string::npos && genetics::repeat_number(label);
  if (read_allele_cell(text, rule).content == CellContent::two_alleles ||
      (has_part && !genetics::is_allele_label(label)))
    reader.fail(node, expected_allele(text, rule));
  return label;
}

genetics::MutationMatrix read_matrix(Reader& reader, const Node& node) {
  const auto rows = reader.elements(node, true);
  std::vector<double> values;
  for (const Node& node_of_row : rows) {
    const auto row = reader.elements(node_of_row);
    if (row.size() != rows.size()) {
      reader.fail(node_of_row, "a row of " + std::to_string(rows.size()) + " probabilities");
      return {};
    }
    for (const Node& cell : row) values.push_back(reader.required_number(cell));
  }
  return {rows.size(), std::move(values)};
}

VectorMutation read_mutation(Reader& reader, const Node& node, bool has_matrices) {
  VectorMutation mutation;
  // Matrices without a model speak for themselves.
  if (has_matrices) mutation.model = "custom";
  if (!node.is_given()) return mutation;
  if (node.value->is_string()) {
    mutation.model = folded(reader.text(node));
    return mutation;
  }
  const auto model = reader.member(node, "model");
  if (model.is_given()) mutation.model = folded(reader.required_text(model));
  const double both = reader.number_or(reader.member(node, "rate"), 0);
  mutation.rate_male = reader.number_or(reader.member(node, "rate_male"), both);
  mutation.rate_female = reader.number_or(reader.member(node, "rate_female"), both);
  mutation.rate2 = reader.number_or(reader.member(node, "rate2"), mutation.rate2);
  mutation.range = reader.number_or(reader.member(node, "range"), mutation.range);
  const auto stationary = reader.member(node, "stationary");
  if (stationary.is_given()) {
    if (!stationary.value->is_boolean()) reader.fail(stationary, "true or false");
    mutation.stationary = stationary.value->is_boolean() && stationary.value->get<bool>();
  }
  return mutation;
}

VectorMarker read_marker(Reader& reader, const Node& node) {
  VectorMarker marker;
  marker.name = reader.required_text(reader.member(node, "name"));
  if (const auto chromosome = reader.member(node, "chrom"); chromosome.is_given()) {
    marker.chromosome = folded(reader.required_text(chromosome));
  }
  for (const auto& allele : reader.elements(reader.member(node, "alleles"))) {
    marker.alleles.push_back(read_allele(reader, allele, reader.required_text(allele)));
  }
  for (const auto& frequency : reader.elements(reader.member(node, "freqs"))) {
    marker.frequencies.push_back(reader.required_number(frequency));
  }
  if (marker.alleles.empty() || marker.alleles.size() != marker.frequencies.size()) {
    reader.fail(reader.member(node, "freqs"),
                "one number for each of " + std::to_string(marker.alleles.size()) + " alleles");
  }
  marker.matrix_male = read_matrix(reader, reader.member(node, "mutation_matrix_male"));
  marker.matrix_female = read_matrix(reader, reader.member(node, "mutation_matrix_female"));
  const bool has_matrices = !marker.matrix_male.empty() || !marker.matrix_female.empty();
  marker.mutation = read_mutation(reader, reader.member(node, "mutation"), has_matrices);
  marker.theta = reader.number_or(reader.member(node, "theta"), 0);
  marker.silent_frequency = reader.number_or(reader.member(node, "silent_freq"), 0);
  for (const auto* key : {"dropout", "drop_in", "dropin"}) {
    if (reader.number_or(reader.member(node, key), 0) != 0) marker.has_drops = true;
  }
  return marker;
}

pedigree::Sex read_sex(Reader& reader, const Node& node) {
  const auto text = folded(reader.text(node));
  if (text == "m" || text == "male" || text == "1") return pedigree::Sex::male;
  if (text == "f" || text == "female" || text == "2") return pedigree::Sex::female;
  if (!text.empty() && text != "0" && text != "unknown") reader.fail(node, "M or F");
  return pedigree::Sex::unknown;
}

/// A list with one value per locus; a bare value where there is one locus.
std::vector<double> read_log_likelihoods(Reader& reader, const Node& node, std::size_t n_loci) {
  std::vector<Node> values{node};
  if (node.value == nullptr || node.value->is_array() || n_loci != 1) values = reader.elements(node);
  if (values.size() != n_loci) reader.fail(node, "one log-likelihood for each of " + std::to_string(n_loci) + " loci");
  std::vector<double> result;
  for (const auto& value : values) {
    result.push_back(reader.number_or(value, -std::numeric_limits<double>::infinity()));
  }
  return result;
}

VectorPedigree read_pedigree(Reader& reader, const Node& node, const Node& log_likelihoods, std::size_t n_loci) {
  VectorPedigree pedigree;
  pedigree.name = reader.required_text(reader.member(node, "name"));
  for (const auto& member : reader.elements(reader.member(node, "members"))) {
    pedigree.members.push_back({.id = reader.required_text(reader.member(member, "id")),
                                .father = reader.text(reader.member(member, "father")),
                                .mother = reader.text(reader.member(member, "mother")),
                                .sex = read_sex(reader, reader.member(member, "sex"))});
  }
  if (log_likelihoods.is_given()) {
    pedigree.log_likelihood = read_log_likelihoods(reader, reader.member(log_likelihoods, pedigree.name.c_str()),
                                                   n_loci);
  }
  return pedigree;
}

/// Empty: nothing is known.
VectorGenotype read_genotype(Reader& reader, const Node& node) {
  VectorGenotype genotype;
  for (const auto& allele : reader.elements(node, true)) {
    auto label = reader.text(allele);
    genotype.push_back(label.empty() ? label : read_allele(reader, allele, label));
  }
  if (genotype.size() > 2) reader.fail(node, "two alleles");
  const bool is_unknown = std::all_of(genotype.begin(), genotype.end(),
                                      [](const auto& label) { return label.empty(); });
  return is_unknown ? VectorGenotype{} : genotype;
}

/// A name used in the genotypes that nothing else knows is a slip of the file, not an untyped person.
void check_names(Reader& reader, const VectorCase& vector_case, const Node& genotypes) {
  std::set<std::string> persons;
  for (const auto& pedigree : vector_case.pedigrees) {
    for (const auto& member : pedigree.members) persons.insert(member.id);
  }
  std::set<std::string> loci;
  for (const auto& marker : vector_case.markers) loci.insert(marker.name);
  for (const auto& [person, profile] : vector_case.genotypes) {
    if (!persons.contains(person)) reader.fail(genotypes, "persons of the pedigrees, which '" + person + "' is not");
    for (const auto& [locus, genotype] : profile) {
      if (!loci.contains(locus)) reader.fail(genotypes, "loci of the case, which '" + locus + "' is not");
    }
  }
}

VectorCase read_case(Reader& reader, const Node& node) {
  VectorCase result;
  result.id = reader.required_text(reader.member(node, "id"));
  for (const auto& tag : reader.elements(reader.member(node, "tags"), true)) result.tags.push_back(reader.text(tag));
  for (const auto& marker : reader.elements(reader.member(node, "markers"))) {
    result.markers.push_back(read_marker(reader, marker));
  }
  const auto log_likelihoods = reader.member(node, "loglik");
  if (!log_likelihoods.is_given()) reader.fail(log_likelihoods, "the log-likelihoods of every pedigree");
  for (const auto& pedigree : reader.elements(reader.member(node, "pedigrees"))) {
    result.pedigrees.push_back(read_pedigree(reader, pedigree, log_likelihoods, result.markers.size()));
  }
  const auto genotypes = reader.member(node, "genotypes");
  for (const auto& [person, profile] : reader.members(genotypes)) {
    for (const auto& [locus, genotype] : reader.members(profile)) {
      result.genotypes[person][locus] = read_genotype(reader, genotype);
    }
  }
  check_names(reader, result, genotypes);
  return result;
}

}  // namespace

Result<KinshipVectors> read_kinship_vectors(std::istream& in) {
  json content;
  try {
    content = json::parse(in);
  } catch (const json::exception& problem) {
    return Error{Errc::unsupported_format, std::string("this is no JSON: ") + problem.what()};
  } catch (const std::ios_base::failure&) {  // libstdc++ throws where the disk does, or for a folder
    return Error{Errc::file_unreadable, "cannot be read"};
  }
  Reader reader;
  const Node root{&content, ""};
  const auto format = reader.member(root, "format");
  if (!content.is_object() || reader.text(format) != kFormat) {
    return Error{Errc::unsupported_format,
                 "this is no file of reference likelihoods: \"format\" is not \"" + std::string(kFormat) + "\""};
  }
  KinshipVectors vectors;
  if (const auto source = reader.member(root, "source"); source.is_given() && source.value->is_string()) {
    vectors.source = reader.text(source);
  }
  for (const auto& element : reader.elements(reader.member(root, "cases"))) {
    vectors.cases.push_back(read_case(reader, element));
    if (reader.error()) return *reader.error();
  }
  if (reader.error()) return *reader.error();
  return vectors;
}

Result<KinshipVectors> read_kinship_vectors(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Errc::file_unreadable, "cannot be read", path};
  auto vectors = read_kinship_vectors(file);
  if (!vectors) return Error{vectors.error().code, vectors.error().message, path};
  return vectors;
}

}  // namespace kith::intake

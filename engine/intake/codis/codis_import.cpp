#include "intake/codis/codis_import.hpp"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "core/text.hpp"
#include "genetics/haplotypes/mt_haplotype.hpp"
#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "genetics/markers/marker_ranges.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/profiles/genotype_cells.hpp"
#include "text/encoding.hpp"
#include "text/foreign_format.hpp"
#include "text/text_encoding.hpp"

namespace kith::intake {
namespace {

using genetics::Sex;
using matching::Role;

enum class Category { remains, missing, father, mother, child, spouse, kin, elimination, unknown };

Category category_of(std::string_view text) {
  static const std::map<std::string, Category, std::less<>> known{{"unidentified person", Category::remains},
                                                                  {"deceased", Category::remains},
                                                                  {"unidentified human", Category::remains},
                                                                  {"unidentified human remains", Category::remains},
                                                                  {"unidentified human (remains)", Category::remains},
                                                                  {"missing person", Category::missing},
                                                                  {"deduced missing person", Category::missing},
                                                                  {"biological father", Category::father},
                                                                  {"alleged father", Category::father},
                                                                  {"biological mother", Category::mother},
                                                                  {"alleged mother", Category::mother},
                                                                  {"biological child", Category::child},
                                                                  {"biological sibling", Category::kin},
                                                                  {"maternal relative", Category::kin},
                                                                  {"paternal relative", Category::kin},
                                                                  {"relative of missing person", Category::kin},
                                                                  {"missing person relative", Category::kin},
                                                                  {"spouse", Category::spouse},
                                                                  {"staff", Category::elimination},
                                                                  {"elimination, known", Category::elimination}};
  const auto found = known.find(lower_case(text));
  return found == known.end() ? Category::unknown : found->second;
}

/// mtDNA, by convention of laboratories: HV1 with differences from the rCRS, HV1_RANGE with the first and last
/// position.
bool is_sequence_entry(std::string_view written) {
  const bool is_position = !written.empty() && written.find_first_not_of("0123456789") == std::string_view::npos;
  return is_position || genetics::parse_mt_range(written) || genetics::parse_mt_difference(written);
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name(node.name());
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& node) { return local_name(node) == name; });
}

std::string text_of(const pugi::xml_node& parent, std::string_view name) {
  return std::string(trimmed(child(parent, name).child_value()));
}

/// "TP0X" with a zero is in the official list of names.
std::string marker_name(const std::string& text) { return genetics::canonical_marker(text == "TP0X" ? "TPOX" : text); }

class CodisReader {
 public:
  CodisReader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  CodisImport read() {
    if (text_.find("<!DOCTYPE") != std::string_view::npos) {
      problem(Severity::error, Errc::unsupported_format, 0, "", "<!DOCTYPE", "XML without a document type");
      return std::move(result_);
    }
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text_.data(), text_.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
      problem(Severity::error, Errc::malformed_row, line_at(parsed.offset), "", parsed.description(),
              "well-formed XML");
      return std::move(result_);
    }
    const auto root = document.document_element();
    if (local_name(root) != "CODISImportFile") {
      problem(Severity::error, Errc::unsupported_format, 1, "", std::string(local_name(root)),
              "the element CODISImportFile of CMF 3.2 or 3.3");
      return std::move(result_);
    }
    check_version(root);
    homozygotes_in_full_ = writes_homozygotes_in_full(root);
    for (const auto& specimen : root.children()) {
      if (local_name(specimen) == "SPECIMEN") read_specimen(specimen);
    }
    link_families();
    say_what_was_lost();
    return std::move(result_);
  }

 private:
  struct Specimen {
    std::string id;
    std::string case_id;
    Category category = Category::unknown;
    std::string relation;
    bool partial = false;
    bool states_partial = false;
    std::size_t line = 0;
    Sex sex = Sex::unknown;  ///< by amelogenin
    std::vector<DraftTyping> typings{};
  };

  void check_version(const pugi::xml_node& root) {
    const auto version = text_of(root, "HEADERVERSION");
    if (version == "3.2" || version == "3.3") return;
    problem(Severity::warning, Errc::unsupported_format, line_at(root.offset_debug()), "HEADERVERSION", version,
            "3.2 or 3.3; read as 3.2");
  }

  void read_specimen(const pugi::xml_node& node) {
    Specimen specimen;
    specimen.line = line_at(node.offset_debug());
    specimen.id = text_of(node, "SPECIMENID");
    specimen.case_id = trimmed(node.attribute("CASEID").as_string());
    specimen.relation = text_of(node, "SPECIMENCATEGORY");
    specimen.category = category_of(specimen.relation);
    if (specimen.id.empty())
      return problem(Severity::error, Errc::missing_value, specimen.line, "SPECIMENID", "", "the id of the specimen");
    if (!ids_.insert(specimen.id).second) {
      return problem(Severity::error, Errc::duplicate_id, specimen.line, "SPECIMENID", specimen.id,
                     "every specimen once in the file");
    }
    if (specimen.category == Category::unknown) {
      return problem(
          Severity::warning, Errc::bad_value, specimen.line, "SPECIMENCATEGORY", specimen.relation,
          "a category of missing persons, their relatives, remains or staff; specimen " + specimen.id + " is left out");
    }
    const std::string partial(trimmed(node.attribute("PARTIAL").as_string()));
    const auto answer = partial.empty() ? std::optional(false) : parse_yes_no(partial);
    if (!answer) problem(Severity::error, Errc::bad_value, specimen.line, "PARTIAL", partial, "true or false");
    specimen.partial = answer.value_or(false);
    specimen.states_partial = !partial.empty();
    read_loci(node, specimen);
    place(std::move(specimen));
  }

  void read_loci(const pugi::xml_node& node, Specimen& specimen) {
    std::set<std::string> seen;
    for (const auto& locus : node.children()) {
      if (local_name(locus) != "LOCUS") continue;
      const auto line = line_at(locus.offset_debug());
      const auto written = text_of(locus, "LOCUSNAME");
      if (written.empty()) {
        problem(Severity::error, Errc::missing_value, line, "LOCUSNAME", "", "the name of a locus");
        continue;
      }
      DraftTyping typing{.sample = specimen.id, .subject = {}, .marker = marker_name(written), .alleles = {}};
      typing.partial = specimen.partial;
      if (!seen.insert(genetics::marker_key(typing.marker)).second) {
        problem(Severity::error, Errc::duplicate_id, line, "LOCUSNAME", written, "every locus once in a specimen");
        continue;
      }
      const auto others = read_alleles(locus, typing);
      if (typing.alleles.empty()) continue;
      if (!settle_lost(others, specimen, line, typing)) continue;
      if (genetics::marker_key(typing.marker) == genetics::marker_key("Amelogenin"))
        specimen.sex = sex_of(typing, typing.partial);
      specimen.typings.push_back(std::move(typing));
    }
  }

  /// What stands in the elements of a locus beside distinct alleles.
  struct Others {
    std::size_t n_alleles = 0;  ///< elements with an allele
    bool not_seen = false;      ///< an empty element, 0, -
    bool unusable = false;      ///< OL, ?
  };

  static bool is_autosomal(const std::string& marker) {
    return genetics::known_marker_kind(marker).value_or(genetics::MarkerKind::autosomal) ==
           genetics::MarkerKind::autosomal;
  }

  /// Whether some autosomal locus has the same allele in two elements.
  static bool writes_homozygotes_in_full(const pugi::xml_node& root) {
    for (const auto& specimen : root.children()) {
      for (const auto& locus : specimen.children()) {
        if (local_name(locus) != "LOCUS" || !is_autosomal(marker_name(text_of(locus, "LOCUSNAME")))) continue;
        std::set<std::string> seen;
        for (const auto& allele : locus.children()) {
          if (local_name(allele) != "ALLELE") continue;
          const auto written = text_of(allele, "ALLELEVALUE");
          if (!genetics::is_missing_allele(written) && !seen.insert(written).second) return true;
        }
      }
    }
    return false;
  }

  Others read_alleles(const pugi::xml_node& locus, DraftTyping& typing) {
    const bool mitochondrial = genetics::known_marker_kind(typing.marker) == genetics::MarkerKind::mitochondrial;
    const AlleleRule rule{.decimal_comma = true, .range = genetics::find_marker_range(typing.marker)};
    Others others;
    for (const auto& allele : locus.children()) {
      if (local_name(allele) != "ALLELE") continue;
      const auto written = text_of(allele, "ALLELEVALUE");
      if (mitochondrial) {
        if (genetics::is_missing_allele(written)) continue;
        if (!is_sequence_entry(written)) {
          problem(Severity::error, Errc::bad_allele_label, line_at(allele.offset_debug()), typing.marker, written,
                  "a difference from the rCRS such as 16126C or 309.1C, a position, or a range");
        }
        typing.alleles.push_back(written);
        continue;
      }
      const auto cell = read_allele_cell(written, rule);
      switch (cell.flagged ? CellContent::unreadable : cell.content) {
        case CellContent::nothing:
        case CellContent::not_seen:
          others.not_seen = true;
          break;
        case CellContent::unusable:
        case CellContent::wildcard:
          others.unusable = true;
          break;
        case CellContent::allele:
          ++others.n_alleles;
          if (std::find(typing.alleles.begin(), typing.alleles.end(), cell.label) == typing.alleles.end())
            typing.alleles.push_back(cell.label);
          break;
        default:
          problem(Severity::error, Errc::bad_allele_label, line_at(allele.offset_debug()), typing.marker, written,
                  expected_allele(written, rule, "an allele such as 9, 9.3, <6 or >15"));
      }
    }
    return others;
  }

  /// Whether an allele was lost beside the one that is there; false where the locus cannot be used.
  bool settle_lost(const Others& others, const Specimen& specimen, std::size_t line, DraftTyping& typing) {
    const bool mitochondrial = genetics::known_marker_kind(typing.marker) == genetics::MarkerKind::mitochondrial;
    if (mitochondrial) return true;
    if (others.unusable && typing.alleles.size() > 1) {
      problem(Severity::warning, Errc::unknown_allele, line, typing.marker, "a result that names no allele beside two",
              "two alleles at most of specimen " + specimen.id + "; the locus is left out");
      return false;
    }
    const bool alone = homozygotes_in_full_ && others.n_alleles == 1 && !specimen.states_partial &&
                       is_autosomal(typing.marker);
    const bool sign = others.n_alleles == 1 && (others.not_seen || others.unusable);
    if (typing.partial || (!alone && !sign)) return true;
    typing.partial = true;
    auto& lost = sign ? beside_sign_ : alone_;
    if (lost.empty()) (sign ? line_of_sign_ : line_of_alone_) = line;
    lost.push_back(specimen.id + " " + typing.marker + " " + typing.alleles.front());
    return true;
  }

  void say_what_was_lost() {
    const auto warn = [&](std::size_t line, const std::vector<std::string>& genotypes, const std::string& what,
                          std::string expected) {
      if (genotypes.empty()) return;
      constexpr std::size_t kShown = 3;
      std::string text;
      for (std::size_t i = 0; i < std::min(genotypes.size(), kShown); ++i) text += (i == 0 ? "" : ", ") + genotypes[i];
      problem(Severity::warning, Errc::missing_value, line, "ALLELE",
              what + " in " + std::to_string(genotypes.size()) + (genotypes.size() == 1 ? " locus: " : " loci: ") +
                  text + (genotypes.size() > kShown ? ", ..." : ""),
              std::move(expected));
    };
    warn(line_of_sign_, beside_sign_, "one allele beside one that is empty or not known",
         "two alleles, or one element of a homozygote; written as partial");
    warn(line_of_alone_, alone_, "one allele alone",
         "two alleles, as this file writes homozygotes elsewhere; written as partial (PARTIAL=\"false\" says "
         "otherwise)");
  }

  /// X alone is a woman, unless a Y may have been lost.
  static Sex sex_of(const DraftTyping& typing, bool partial) {
    const bool has_y = std::find(typing.alleles.begin(), typing.alleles.end(), "Y") != typing.alleles.end();
    if (has_y) return Sex::male;
    return partial || typing.alleles != std::vector<std::string>{"X"} ? Sex::unknown : Sex::female;
  }

  void place(Specimen specimen) {
    auto& draft = result_.draft;
    if (specimen.category == Category::elimination) {
      for (auto& typing : specimen.typings) {
        typing.subject = specimen.id;
        result_.elimination.push_back(std::move(typing));
      }
      return;
    }
    if (specimen.category != Category::remains) return families_[family_of(specimen)].push_back(std::move(specimen));
    draft.remains.push_back({.id = specimen.id, .sex = Sex::unknown});
    if (!specimen.case_id.empty()) draft.remains.back().attributes.emplace_back("case_number", specimen.case_id);
    const auto subject = specimen.id;
    add_typings(specimen, subject);
  }

  [[nodiscard]] static std::string family_of(const Specimen& specimen) {
    return specimen.case_id.empty() ? specimen.id : specimen.case_id;
  }

  void add_typings(Specimen& specimen, const std::string& subject) {
    for (auto& typing : specimen.typings) {
      typing.subject = subject;
      result_.draft.typings.push_back(std::move(typing));
    }
  }

  void add_person(DraftPerson person, const std::string& relation) {
    person.relation = relation;
    result_.draft.persons.push_back(std::move(person));
  }

  void link_families() {
    for (auto& [id, members] : families_) link_family(id, members);
  }

  /// One missing person a family, whose id is the specimen's where he or she is typed, else FAMILY-missing.
  void link_family(const std::string& id, std::vector<Specimen>& members) {
    const auto of = [&](Category category) -> Specimen* {
      const auto found = std::find_if(members.begin(), members.end(),
                                      [&](const Specimen& s) { return s.category == category; });
      return found == members.end() ? nullptr : &*found;
    };
    const auto* direct = of(Category::missing);
    const auto* father = of(Category::father);
    const auto* mother = of(Category::mother);
    const auto missing = direct != nullptr ? id + "/" + direct->id : id + "/missing";
    const auto sex = direct != nullptr ? direct->sex : Sex::unknown;
    const auto name = [&](const Specimen* s) { return s == nullptr ? std::string() : id + "/" + s->id; };
    add_person({.family = id,
                .id = missing,
                .father = name(father),
                .mother = name(mother),
                .sex = sex,
                .role = Role::missing},
               direct != nullptr ? direct->relation : "missing");
    result_.draft.missing.push_back({.id = missing, .family = id, .sex = sex});
    for (auto& member : members) {
      if (member.category == Category::missing) {
        add_typings(member, missing);  // further specimens of the missing person are samples of the same one
        continue;
      }
      DraftPerson person{.family = id, .id = id + "/" + member.id, .sex = member.sex, .role = Role::reference};
      if (&member == father) person.sex = Sex::male;
      if (&member == mother) person.sex = Sex::female;
      link_child(member, missing, sex, of(Category::spouse), person);
      if (!is_linked(member, father, mother, person)) ask(id, member);
      const auto subject = person.id;
      add_person(std::move(person), member.relation);
      add_typings(member, subject);
    }
  }

  /// A child is the missing person's where his or her sex is known; a spouse is its other parent only if somebody says
  /// so.
  static void link_child(const Specimen& member, const std::string& missing, Sex sex, const Specimen* spouse,
                         DraftPerson& person) {
    if (member.category != Category::child) return;
    const bool missing_is_mother = sex == Sex::female || (spouse != nullptr && spouse->sex == Sex::male);
    const bool missing_is_father = sex == Sex::male || (spouse != nullptr && spouse->sex == Sex::female);
    if (missing_is_father == missing_is_mother) return;
    (missing_is_father ? person.father : person.mother) = missing;
  }

  static bool is_linked(const Specimen& member, const Specimen* father, const Specimen* mother,
                        const DraftPerson& person) {
    return &member == father || &member == mother || !person.father.empty() || !person.mother.empty();
  }

  void ask(const std::string& family, const Specimen& member) {
    const auto& id = member.id;
    std::string how = "rows for the persons between, and father_id or mother_id";
    if (member.category == Category::spouse) how = "father_id or mother_id of the children they have together";
    if (member.category == Category::child) how = "whether the missing person is the father or the mother";
    if (member.category == Category::father || member.category == Category::mother)
      how = "whose parent this is; the family has another of the same relation";
    result_.to_fill_in.push_back("family " + family + ": " + family + "/" + id + " (" + member.relation +
                                 ") is not linked to the missing person; relatives.csv needs " + how);
  }

  void problem(Severity severity, Errc code, std::size_t line, std::string column, std::string found,
               std::string expected) {
    result_.problems.add({.severity = severity,
                          .code = code,
                          .file = file_,
                          .row = line,
                          .column = std::move(column),
                          .found = std::move(found),
                          .expected = std::move(expected)});
  }

  /// Line of a byte; nodes come in the order of the text, so counting goes on where it stopped.
  std::size_t line_at(std::ptrdiff_t offset) {
    const auto target = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(offset, 0, std::ssize(text_)));
    if (target < counted_to_) {
      counted_to_ = 0;
      line_ = 1;
    }
    const auto from = text_.begin() + static_cast<std::ptrdiff_t>(counted_to_);
    line_ += static_cast<std::size_t>(std::count(from, text_.begin() + static_cast<std::ptrdiff_t>(target), '\n'));
    counted_to_ = target;
    return line_;
  }

  std::string_view text_;
  std::string file_;
  CodisImport result_;
  std::set<std::string> ids_;
  std::map<std::string, std::vector<Specimen>> families_;
  bool homozygotes_in_full_ = false;
  std::vector<std::string> beside_sign_;  ///< genotypes whose second allele is not known
  std::vector<std::string> alone_;        ///< likewise, as the file writes homozygotes in full
  std::size_t line_of_sign_ = 0;
  std::size_t line_of_alone_ = 0;
  std::size_t counted_to_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

CodisImport import_codis(std::string_view text, const std::string& file) {
  text = text::without_byte_order_mark(text);
  CodisImport result;
  if (const auto foreign = text::foreign_format(text, text::Reads::codis)) {
    result.problems.add({.code = Errc::unsupported_format,
                         .file = file,
                         .found = std::string(foreign->what),
                         .expected = std::string(foreign->todo)});
    return result;
  }
  if (!text::first_bad_byte(text)) return CodisReader(text, file).read();
  result.problems.add(text::not_utf8(text, *text::first_bad_byte(text), file));
  return result;
}

}  // namespace kith::intake

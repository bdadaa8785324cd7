// intake/familias_text.hpp — Familias projects for tests, written here line by line after the format's description.
#pragma once

#include <string>
#include <vector>

namespace kith::testing {

inline std::string marker_text(
    const std::string& name, int model, const std::vector<std::pair<std::string, std::string>>& alleles,
    const std::string& extra = "DatabaseSize = 400 , Dropout probability = 0 , Minor allele frequency = 0") {
  const auto n = std::to_string(alleles.size());
  const auto code = std::to_string(model);
  // Rates, models, ranges and second rates: the female one first.
  std::string text = '"' + name + "\"\n0.0005\n0.002\n" + code + '\n' + code + '\n' + n +
                     "\n0.1\n0.2\n1e-006\n2e-006\n#FALSE#\n0\n";
  text += n + "\t(" + extra + " )\n";
  for (const auto& [label, frequency] : alleles) text += '"' + label + "\"\n" + frequency + '\n';
  return text;
}

inline std::string database_text(const std::string& markers, int n_markers, const std::string& theta = "0") {
  return "#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: " + theta + " )\n" + std::to_string(n_markers) +
         "\n#TRUE#\n\"Test database\"\n" + markers;
}

inline const std::string kTwoMarkers = marker_text("TH01", 4, {{"6", "0.25"}, {"9", "0.25"}, {"9.3", "0.5"}}) +
                                       marker_text("VWA", 0, {{"16", "0.4"}, {"17", "0.6"}});

inline std::string dna_text(const std::string& brackets_open, const std::string& brackets_close,
                            const std::vector<std::string>& lines) {
  std::string text = brackets_open + "DNA data" + brackets_close + "\nnSystems= " + std::to_string(lines.size() / 3) +
                     '\n';
  for (std::size_t i = 0; i + 2 < lines.size(); i += 3) {
    text += "SystemName= " + lines[i] + "\nAllele1= " + lines[i + 1] + "\nAllele2= " + lines[i + 2] + '\n';
  }
  return text;
}

inline std::string victim_text(int number, const std::string& name, const std::string& gender,
                               const std::vector<std::string>& dna) {
  return "[[[Person " + std::to_string(number) + " ]]]\nName= " + name + "\nGender= " + gender + '\n' +
         dna_text("[[[[", "]]]]", dna);
}

inline std::string relative_text(int number, const std::string& name, const std::string& gender,
                                 const std::vector<std::string>& dna) {
  return "[[[[[Person " + std::to_string(number) + "]]]]]\nName= " + name + "\nGender= " + gender + '\n' +
         dna_text("[[[[[[", "]]]]]]", dna);
}

inline std::string pedigree_text(int number, const std::string& name,
                                 const std::vector<std::string>& parents_and_children) {
  std::string text = "[[[[[Pedigree " + std::to_string(number) + "]]]]]\nName= " + name +
                     "\nnRelations= " + std::to_string(parents_and_children.size() / 2) + '\n';
  for (std::size_t i = 0; i + 1 < parents_and_children.size(); i += 2) {
    text += "Parent= " + parents_and_children[i] + "\nChild= " + parents_and_children[i + 1] + '\n';
  }
  return text;
}

inline std::string family_text(int number, const std::string& name, const std::vector<std::string>& persons,
                               const std::vector<std::string>& pedigrees) {
  std::string text = "[[[Family " + std::to_string(number) + " ]]]\nName= " + name +
                     "\n[[[[Persons]]]]\nnPersons= " + std::to_string(persons.size()) + '\n';
  for (const auto& person : persons) text += person;
  text += "[[[[Pedigrees]]]]\nnPedigrees= " + std::to_string(pedigrees.size()) + '\n';
  for (const auto& pedigree : pedigrees) text += pedigree;
  return text;
}

inline std::string head_text(const std::string& version) {
  return "\"Output from Familias, version 3.3.1\"\n\"DO NOT EDIT!\"\n" + version + "\n\"\"\n";
}

inline std::string dvi_project(const std::vector<std::string>& victims, const std::vector<std::string>& families,
                               const std::string& database = database_text(kTwoMarkers, 2)) {
  std::string text = head_text("3.3.1 (DVI)") + "0\n\"Known relations\"\n0\n0\n0\n0\n" + database +
                     "\n[DVI]\n[[Unidentified persons]]\nnPersons= " + std::to_string(victims.size()) + '\n';
  for (const auto& victim : victims) text += victim;
  text += "[[Notes]]\nnFamilies= " + std::to_string(families.size()) + '\n';
  for (std::size_t i = 0; i < families.size(); ++i) text += i == 0 ? "seen in [June] = once\n" : "\n";
  text += "[[Reference Families]]\nnFamilies= " + std::to_string(families.size()) + '\n';
  for (const auto& family : families) text += family;
  return text +
         "[Prior]\nUseList= Yes\nSize= 2\n[Advanced]\n[[Direct/Identity]]\nDropin= 0\n[[DVI]]\nQuickSearch= Enabled\n";
}

/// A wife with a daughter; her husband and a second daughter are missing. Both copies of the pedigree are there.
inline std::string small_dvi_project() {
  const std::vector<std::string> relations{"Missing person", "Daughter",         "Wife", "Daughter",
                                           "Missing person", "Missing female 1", "Wife", "Missing female 1"};
  return dvi_project(
      {victim_text(1, "PM-01", "Male", {"TH01", "9", "9.3", "VWA", "16", "16"}),
       victim_text(2, "PM [2] = x", "", {"VWA", "17", "16"})},
      {family_text(1, "FAM-1",
                   {relative_text(1, "Wife", "Female", {"TH01", "6", "9"}),
                    relative_text(2, "Daughter", "Female", {"TH01", "9", "9.3", "VWA", "16", "17"}),
                    relative_text(3, "Missing female 1", "Female", {})},
                   {pedigree_text(1, "Reference pedigree", relations), pedigree_text(2, "FAM-1", relations)})});
}

inline std::string person_text(const std::string& name, const std::string& year, bool male,
                               const std::vector<int>& genotypes) {
  std::string text = '"' + name + "\"\n#FALSE#\n" + year + "\n#FALSE#\n" + (male ? "#TRUE#" : "#FALSE#") + '\n' +
                     std::to_string(genotypes.size() / 3) + '\n';
  for (const int number : genotypes) text += std::to_string(number) + '\n';
  return text;
}

/// A paternity case with two pedigrees, one of which has extra persons; alleles are indices, the marker's comes last.
inline std::string small_paternity_project() {
  return head_text("3.3.1") + "3\n" + person_text("Mum", "-1", false, {0, 2, 0, 0, 1, 1}) +
         person_text("Kid", "1990", true, {2, 2, 0}) + person_text("Man", "-1 (Consider dropouts)", true, {1, 1, 0}) +
         "\"Known relations\"\n0\n0\n1\n0\n1\n"
         "2\n0\n\"Man is father\"\n0\n0\n1\n2\n1\n"
         "1\n\"Uncle\"\n1\n2\n5\n3\n2\n4\n2\n3\n5\n4\n5\n5\n1\n" +
         database_text(marker_text("TH01", 1, {{"6", "0.25"}, {"9", "0.25"}, {"9.3", "0.5"}},
                                   "DatabaseSize = 400 , Dropout probability = 0.05 , Minor allele frequency = 0.001") +
                           marker_text("VWA", 0, {{"16", "0.4"}, {"17", "0.6"}}),
                       2, "0.02") +
         "[Advanced]\n[[DVI]]\nQuickSearch= Enabled\n";
}

}  // namespace kith::testing

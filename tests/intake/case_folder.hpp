// intake/case_folder.hpp — a small valid case on disk for tests: change a table, read, look for a problem.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "intake/case/case_reader.hpp"

namespace kith::testing {

/// A folder that is gone at the end of the test.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "kith-test-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Two markers, one family (father, mother, missing son) and one set of remains. Every table can be replaced or left
/// out.
struct CaseFolder {
  std::map<std::string, std::string> tables{
      {"frequencies.csv", "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\nvWA,16,0.4\nvWA,17,0.6\n"},
      {"markers.csv",
       "marker,mutation_model,rate_male,rate_female,range\nTH01,equal,0.001,0.0005,\nvWA,stepwise,0.002,0.001,0.1\n"},
      {"relatives.csv",
       "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,reference\nF1,Mo,,,F,reference\nF1,Mi,Fa,Mo,M,"
       "missing\n"},
      {"missing_persons.csv", "missing_id,family_id,sex,age\nMi,F1,M,34\n"},
      {"remains.csv", "remains_id,sex\nR1,M\n"},
      {"profiles.csv",
       "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,6,9.3\nS1,Fa,vWA,16,17\nS2,Mo,TH01,7,7\nS3,R1,TH01,6,"
       "7\nS3,R1,vWA,17,17\n"}};

  void write_to(const std::filesystem::path& folder) const {
    for (const auto& [name, text] : tables) std::ofstream(folder / name, std::ios::binary) << text;
  }

  [[nodiscard]] intake::CaseReading read(const intake::CaseOptions& options = {}) const {
    const TempFolder folder;
    write_to(folder.path());
    return intake::read_case(folder.path(), options);
  }
};

inline std::string all_problems(const intake::CaseReading& reading) {
  std::string text;
  for (const auto& problem : reading.problems.problems()) {
    text += (problem.severity == Severity::error ? "error: " : "warning: ") + to_string(problem) + '\n';
  }
  return text;
}

/// One problem of this severity, file, row and column whose expectation holds `words`.
inline bool has_problem(const intake::CaseReading& reading, Severity severity, std::string_view file, std::size_t row,
                        std::string_view column, std::string_view words = "") {
  for (const auto& p : reading.problems.problems()) {
    const bool fits = p.severity == severity && p.file == file && p.row == row && p.column == column;
    if (fits && to_string(p).find(words) != std::string::npos) return true;
  }
  return false;
}

inline bool has_error(const intake::CaseReading& reading, std::string_view file, std::size_t row,
                      std::string_view column, std::string_view words = "") {
  return has_problem(reading, Severity::error, file, row, column, words);
}

inline bool has_warning(const intake::CaseReading& reading, std::string_view file, std::size_t row,
                        std::string_view column, std::string_view words = "") {
  return has_problem(reading, Severity::warning, file, row, column, words);
}

/// "6/7", "9.3" for one allele, "" for untyped; of an exact observation.
inline std::string genotype_text(const genetics::Panel& panel, const genetics::Profile& profile,
                                 std::string_view marker) {
  const auto locus = panel.find(marker);
  REQUIRE(locus != genetics::kNoLocus);
  const auto& observed = panel.observed(profile, locus);
  if (observed.is_untyped()) return "";
  if (observed.replicates.empty()) return panel.markers[locus].alleles()[observed.certain_allele] + "/?";
  std::string text;
  for (const auto allele : observed.replicates.front().seen) {
    text += (text.empty() ? "" : "/") + panel.markers[locus].alleles()[allele];
  }
  return text;
}

}  // namespace kith::testing

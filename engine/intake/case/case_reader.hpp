// intake/case/case_reader.hpp — a case folder in, a matching::Case out.
//
// The tables (docs/case-format.md says what each column means):
//   frequencies.csv                      population frequencies of the alleles
//   markers.csv              optional    kind of marker, mutation model, theta, dropout ...
//   relatives.csv                        families: who is whose child, who is missing
//   missing_persons.csv      optional    the missing and their descriptions (else everybody of role `missing`)
//   remains.csv              optional    the remains and their descriptions (else every other subject of profiles.csv)
//   attributes.csv           optional    numbers of the attribute models that differ from their defaults
//   profiles.csv                         who was typed with what result, long or wide
//   events.csv, sites.csv    optional    where and when people vanished; where and when the dead were buried
//   identifications.csv      optional    pairs of the case that were accepted already
//   event_sites.csv          optional    accepted identifications that left the case, counted
//   haplotypes.csv           optional    Y-STR and mtDNA haplotypes of the population
//   haplotype_counts.csv     optional    how often a database outside shows haplotypes of the case
//
// All tables are read whatever is wrong with one of them, and every problem is kept with file, row and column. A Case
// comes out only where there was no error; nothing is then repaired in silence: what was set aside or added is a
// warning.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/problem.hpp"
#include "genetics/markers/mutation.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// What holds where the tables are silent.
struct CaseOptions {
  std::string encoding{};  ///< of tables that are not UTF-8 (text/encoding.hpp); empty: such tables are refused
  std::optional<std::string> population{};  ///< which rows of frequencies.csv, where they name several populations
  bool any_population = false;              ///< where they do and none is chosen, the first is taken
  double min_frequency = 0.001;  ///< of an allele no table lists, where the number of chromosomes is not known
  genetics::MutationSpec mutation_male{};  ///< of markers whose model markers.csv does not give
  genetics::MutationSpec mutation_female{};
  /// Where neither a table nor the two above state a model, mutation has published rates
  /// (genetics/markers/mutation_rates.hpp); false: such markers do not mutate.
  bool published_rates = false;
  bool minimum_for_all = false;  ///< the minimum frequency holds for listed alleles that somebody shows, too
  double theta = 0;
  double silent_frequency = 0;
  double dropout = 0;  ///< of remains, and of whatever sample is marked partial; so are the next two
  std::optional<double> dropout_homozygote{};
  double drop_in = 0;
  /// Of a partial sample where neither its row nor its marker has a rate: a single allele may be a heterozygote that
  /// lost one with this probability. None: the allele is there, and nothing is known of the other.
  std::optional<double> partial_dropout{};
  bool ignore_unread = false;       ///< tables under a near name (missing_person.csv) are warned about, not refused
  std::filesystem::path weights{};  ///< weights.ini, from the case folder on; empty: none
};

/// An allele that was observed but is in no table, and what was done about it.
struct AddedAllele {
  std::string marker;
  std::string allele;
  double frequency = 0;
  std::string rule;          ///< "5/2N (2N = 400)", "markers.csv min_frequency" or "the run's min_frequency"
  std::string population{};  ///< empty: frequencies.csv names none
};

/// A listed allele that somebody shows, below the minimum frequency, and what it counts with.
struct RaisedAllele {
  std::string marker;
  std::string allele;
  double listed = 0;
  double frequency = 0;
  std::string rule;  ///< as of AddedAllele
};

/// Results of one subject at one marker that are not used.
struct SetAside {
  std::string subject;
  std::string marker;
  std::string found;   ///< "12/13/14 in sample S7"
  std::string reason;  ///< "more than two alleles"
};

struct CaseReading {
  std::optional<matching::Case> content{};  ///< none if there was an error
  ProblemLog problems{};
  std::vector<AddedAllele> added_alleles{};
  std::vector<RaisedAllele> raised_alleles{};
  std::vector<std::string> in_force{};     ///< what is assumed where the case says nothing, in sentences
  std::vector<SetAside> set_aside{};       ///< every one; `problems` keeps a limited number of warnings
  std::string population{};                ///< whose frequencies were read; empty: the table names none
  std::vector<std::string> populations{};  ///< all that frequencies.csv names, in its order
  std::vector<std::string> input_files{};  ///< names of the files read, relative to the folder
  std::size_t n_typed_genotypes = 0;       ///< genotypes kept (subject and scored locus)
};

/// What is read side by side. No result depends on it.
struct ReadingPieces {
  std::size_t bytes = std::size_t{1} << 21;  ///< of profiles.csv
  std::size_t samples = 4096;                ///< whose results are merged
};

[[nodiscard]] CaseReading read_case(const std::filesystem::path& folder, const CaseOptions& options = {},
                                    const matching::Progress& progress = {}, const ReadingPieces& pieces = {});

}  // namespace kith::intake

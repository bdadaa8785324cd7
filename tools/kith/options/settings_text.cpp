// The words around the options of every command of settings_options.hpp.
#include "options/settings_options.hpp"

namespace kith::tool {
namespace {

constexpr CommandText kMatchText{"kith match CASE --out DIR [options]",
                                 "Scores every missing person of the case folder CASE against all remains by the exact "
                                 "likelihood ratio of the family's\n"
                                 "pedigree and writes ranked match hypotheses into the folder DIR: matches.csv, "
                                 "by_missing_person.csv, breakdown.csv\n"
                                 "and run.json. An interrupted run leaves nothing behind. Settings may also stand in "
                                 "CASE/case.ini under the same names\n"
                                 "(top = 20); the command line wins.",
                                 "Example:\n"
                                 "  kith match datasets/demo --out results/demo --top 5 --threads 2\n\n"
                                 "Exit codes: 0 done; 2 bad input or usage, nothing written; 3 a bug in kith.\n"};

constexpr CommandText kCheckText{
    "kith check CASE [options]",
    "Quality control of the case folder CASE before matching: relatives that do not fit their pedigree, duplicate "
    "profiles,\n"
    "sex mismatches, markers that compare nothing, missing persons without typed kin, profiles with few loci.\n"
    "Settings may also stand in CASE/case.ini under the same names; the command line wins.",
    "Example:\n"
    "  kith check datasets/demo --out findings.csv\n\n"
    "Exit codes: 0 nothing found; 1 findings; 2 bad input or usage; 3 a bug in kith.\n"};

constexpr CommandText kExplainText{
    "kith explain CASE|RESULT --remains ID [--missing ID] [options]",
    "Without --missing: who comes into question for the remains, which assignments compete, what tells the first from "
    "the\nsecond, and what would settle it. With --missing: one comparison marker by marker, with the genotypes, "
    "allele\n"
    "frequencies and mutation model behind every number, so that a reviewer can recompute it by hand; then the total, "
    "the\nposterior, and the next best explanations.\n"
    "RESULT is a result of kith match: its case and its options hold, and no input may have changed since.\n"
    "Settings may also stand in CASE/case.ini under the same names; the command line wins.",
    "Examples:\n"
    "  kith explain datasets/demo --remains R06\n"
    "  kith explain datasets/demo --missing M01 --remains R01\n\n"
    "Exit codes: 0 done; 2 bad input or usage; 3 a bug in kith.\n"};

constexpr CommandText kDossierText{
    "kith dossier RESULT --remains ID | --family ID | --from P --out DIR [options]",
    "Writes for each identification a file for the identification board into the folder DIR: one HTML page without "
    "script and\nwithout anything from elsewhere, to be printed on A4, with hypotheses, weight, pedigree, loci, "
    "descriptions, competitors,\nevidence against, what was not compared, and room for a decision and two "
    "signatures.\n"
    "RESULT is a result of kith match: its case and its options hold, and no input may have changed since.",
    "Example:\n"
    "  kith dossier results/demo --from 0.99 --out results/dossiers\n\n"
    "Exit codes: 0 done; 2 bad input or usage, nothing written; 3 a bug in kith.\n"};

constexpr CommandText kBenchText{
    "kith bench SCENARIO|CASE --out DIR [--strategies A,B,C] [options]",
    "Runs matching strategies on a case whose truth is known and measures them side by side: recall by rank, "
    "precision, ROC, "
    "the\ncost and calibration of likelihood ratios, chance hits, time and memory. CASE is a case folder with "
    "truth.csv "
    "(remains_id,\nmissing_id); SCENARIO is one of `kith simulate list`, made anew for every seed. Writes tables "
    "(CSV), "
    "bench.json and report.html.\nSettings may also stand in CASE/case.ini under the same names; the command line "
    "wins.",
    "Example:\n"
    "  kith bench karabakh --out results/bench --strategies combined,dna,pairwise,ibs --repeat 3 --seed 1\n\n"
    "Exit codes: 0 done; 2 bad input or usage, nothing written; 3 a bug in kith.\n"};

constexpr CommandText kLearnText{
    "kith learn CASE --out FILE [options]",
    "Learns what agreement and difference of each attribute are worth in the case folder CASE, prints it, and writes "
    "it to "
    "FILE\n"
    "for kith match --weights FILE. Methods and formulas: docs/methods.md.\n"
    "Settings on how tables are read may also stand in CASE/case.ini; the command line wins.",
    "Example:\n"
    "  kith learn datasets/demo --out weights.ini --method decided --decided 6\n\n"
    "Exit codes: 0 done; 2 bad input or usage, nothing written; 3 a bug in kith.\n"};

constexpr CommandText kKinText{
    "kith kin CASE [--among remains|families] [--out DIR] [options]",
    "Who is kin of whom, by DNA alone. Among remains: every pair of bodies against one person, parent and child, full\n"
    "siblings, second degree and unrelated; families that died together; what chance would give. Among families: "
    "donors\n"
    "in two families, swapped samples, one missing person reported twice. Explained in docs/kin.md.\n"
    "Settings may also stand in CASE/case.ini under the same names; the command line wins.",
    "Examples:\n"
    "  kith kin datasets/demo --out results/kin\n"
    "  kith kin datasets/demo --among families\n\n"
    "Exit codes: 0 done; 2 bad input or usage, nothing written; 3 a bug in kith.\n"};

}  // namespace

const CommandText& text_of(Command command) {
  switch (command) {
    case Command::match:
      return kMatchText;
    case Command::check:
      return kCheckText;
    case Command::bench:
      return kBenchText;
    case Command::learn:
      return kLearnText;
    case Command::kin:
      return kKinText;
    case Command::dossier:
      return kDossierText;
    case Command::explain:
      break;
  }
  return kExplainText;
}

}  // namespace kith::tool

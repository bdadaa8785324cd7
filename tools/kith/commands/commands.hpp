// tools/kith/commands/commands.hpp — the subcommands of the program `kith`, one function and one file each.
//
// Each takes the words after its own name, writes its result to `out` and everything else (problems, progress, notes)
// to `err`, and returns the exit status. `--help` of every command is complete. Only main() catches what is thrown:
// an exception that reaches it is a bug of ours and becomes exit status 3.
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace kith::tool {

/// What the program tells the shell.
enum ExitStatus : int {
  kDone = 0,           ///< the work is done and nothing is wrong
  kNegative = 1,       ///< the work is done and found something: `verify` disagrees, `check` has findings
  kBadInput = 2,       ///< bad usage, or an input with errors; nothing was written
  kInternalError = 3,  ///< a bug in Kith
};

using Arguments = std::span<const std::string>;

/// Writes an empty case folder.
int run_new(Arguments arguments, std::ostream& out, std::ostream& err);
/// Ranks every missing person of a case against all remains and writes a result folder.
int run_match(Arguments arguments, std::ostream& out, std::ostream& err);
/// Quality control of a case: what an analyst should look at before matching.
int run_check(Arguments arguments, std::ostream& out, std::ostream& err);
/// One pair, locus by locus, as a reviewer recomputes it by hand.
int run_explain(Arguments arguments, std::ostream& out, std::ostream& err);
/// Files for the identification board, from a result of `kith match`.
int run_dossier(Arguments arguments, std::ostream& out, std::ostream& err);
/// Appends a board's decision to the case.
int run_decide(Arguments arguments, std::ostream& out, std::ostream& err);
/// Learns what agreement in each attribute is worth, from the case itself.
int run_learn(Arguments arguments, std::ostream& out, std::ostream& err);
/// Who is kin of whom among the dead, and which families are tied.
int run_kin(Arguments arguments, std::ostream& out, std::ostream& err);
/// Recomputes a file of reference likelihoods.
int run_verify(Arguments arguments, std::ostream& out, std::ostream& err);
/// Compares matching strategies on a case whose truth is known, or on a scenario's worlds.
int run_bench(Arguments arguments, std::ostream& out, std::ostream& err);
/// Turns a foreign file into a case folder.
int run_import(Arguments arguments, std::ostream& out, std::ostream& err);
/// Writes the case folder of an invented disaster, with its truth.
int run_simulate(Arguments arguments, std::ostream& out, std::ostream& err);

/// The whole program: finds the command and runs it. `arguments` without the program's name.
int run_kith(Arguments arguments, std::ostream& out, std::ostream& err);

}  // namespace kith::tool

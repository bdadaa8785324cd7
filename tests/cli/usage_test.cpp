#include <doctest/doctest.h>

#include "cli/run_kith.hpp"

using namespace kith::testing;

TEST_CASE("kith alone says how it is used, on stderr, with status 2") {
  const Run run = run_kith({});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(contains(run.err, "Usage: kith COMMAND"));
}

TEST_CASE("kith --version names program and version") {
  const Run run = run_kith({"--version"});
  CHECK(run.status == 0);
  CHECK(run.out.rfind("kith ", 0) == 0);
}

TEST_CASE("every command has complete help, by --help and by kith help") {
  for (const std::string command : {"match", "check", "explain", "verify", "import"}) {
    CAPTURE(command);
    const Run help = run_kith({command, "--help"});
    CHECK(help.status == 0);
    CHECK(help.err.empty());
    CHECK(contains(help.out, "kith " + command));
    CHECK(contains(help.out, "--help"));
    CHECK(contains(help.out, "Ex"));  // an example, exit codes
    CHECK(run_kith({"help", command}).out == help.out);
    CHECK(contains(run_kith({"help"}).out, command));
  }
}

TEST_CASE("kith match --help lists each option with its default") {
  const Run help = run_kith({"match", "--help"});
  for (const std::string option :
       {"--top K (=10)", "--threshold X (=4)", "--prior P (=flat)", "--strategy NAME (=tiled)", "--threads N (=0)",
        "--cost-limit N (=2e9)", "--min-frequency P (=0.001)", "--out DIR", "--matrix", "--force", "--quiet"}) {
    CAPTURE(option);
    CHECK(contains(help.out, option));
  }
}

TEST_CASE("a mistyped command or option gets a suggestion and status 2") {
  const Run command = run_kith({"mtach"});
  CHECK(command.status == 2);
  CHECK(contains(command.err, "did you mean match"));
  const Run help = run_kith({"help", "chekc"});
  CHECK(help.status == 2);
  CHECK(contains(help.err, "did you mean check"));
  const Run option = run_kith({"match", demo_case(), "--thread", "2"});
  CHECK(option.status == 2);
  CHECK(contains(option.err, "--thread"));
  CHECK(contains(option.err, "did you mean --threads"));
}

TEST_CASE("what is missing or impossible on the command line is said, with status 2") {
  const Scratch scratch;
  const std::string out = scratch / "out";
  const auto refused = [&](std::vector<std::string> words, std::string_view reason) {
    CAPTURE(reason);
    const Run run = run_kith(words);
    CHECK(run.status == 2);
    CHECK(contains(run.err, reason));
    CHECK(scratch.names().empty());
  };
  refused({"match", "--out", out}, "case folder is missing");
  refused({"match", demo_case()}, "--out DIR is missing");
  refused({"match", "no-such-folder", "--out", out}, "no-such-folder");
  refused({"match", demo_case(), "other", "--out", out}, "more than one case folder");
  refused({"match", demo_case(), "--out", out, "--top", "1"}, "--top: found '1'");
  refused({"match", demo_case(), "--out", out, "--top", "-3"}, "--top: found '-3'");
  refused({"match", demo_case(), "--out", out, "--top", "many"}, "many");
  refused({"match", demo_case(), "--out", out, "--prior", "1"}, "--prior: found '1'");
  refused({"match", demo_case(), "--out", out, "--prior", "nan"}, "--prior: found 'nan'");
  refused({"match", demo_case(), "--out", out, "--threshold", "inf"}, "--threshold");
  refused({"match", demo_case(), "--out", out, "--max-above", "-1"}, "--max-above");
  refused({"match", demo_case(), "--out", out, "--strategy", "magic"}, "tiled, screened, exhaustive,");
  refused({"match", demo_case(), "--out", out, "--mutation-model", "magic"}, "stepwise");
  refused({"match", demo_case(), "--out", out, "--theta", "1.5"}, "--theta: found '1.5'");
  refused({"explain", demo_case(), "--missing", "M01"}, "--remains ID is missing");
}

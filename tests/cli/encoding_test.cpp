// --encoding of every command that reads tables: refused with the option to give, read with it, and with case.ini.
#include <doctest/doctest.h>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

/// The demo with a form of the missing whose places are in windows-1251: "Агдам".
void write_cyrillic_case(const Scratch& scratch) {
  copy_demo(scratch / "case");
  spoil(scratch.path() / "case/missing_persons.csv", "M01,F01,M", "M01,F01,\xCC");  // М, the Cyrillic one
}

}  // namespace

TEST_CASE("encoding: match, check, explain and learn name the option, and take it") {
  const Scratch scratch;
  write_cyrillic_case(scratch);
  const std::vector<std::vector<std::string>> commands = {
      {"match", scratch / "case", "--out", scratch / "out"},
      {"check", scratch / "case"},
      {"explain", scratch / "case", "--missing", "M01", "--remains", "R01"},
      {"learn", scratch / "case", "--out", scratch / "weights.ini", "--method", "decided", "--decided", "6"}};
  for (auto words : commands) {
    CAPTURE(words[0]);
    const Run refused = run_kith(words);
    CHECK(refused.status == 2);
    CHECK(contains(refused.err, "this is not UTF-8"));
    CHECK(contains(refused.err, "--encoding windows-1251"));
    words.insert(words.end(), {"--encoding", "windows-1251"});
    const Run read = run_kith(words);
    INFO(read.err);
    CHECK(read.status <= 1);
    CHECK_FALSE(contains(read.err, "UTF-8"));
    words.back() = "klingon";
    const Run unknown = run_kith(words);
    CHECK(unknown.status == 2);
    CHECK(contains(unknown.err, "--encoding: found 'klingon'"));
  }
  write_text(scratch / "case/case.ini", "encoding = cp1251\n");
  CHECK(run_kith({"check", scratch / "case"}).status <= 1);
  write_text(scratch / "case/case.ini", "encoding = klingon\n");
  CHECK(contains(run_kith({"check", scratch / "case"}).err, "case.ini:1: encoding: found 'klingon'"));
}

TEST_CASE("encoding: the importers take it") {
  const Scratch scratch;
  // "Маркер;Аллель;Частота" in windows-1251
  write_text(scratch / "frequencies.txt",
             "\xCC\xE0\xF0\xEA\xE5\xF0;\xC0\xEB\xEB\xE5\xEB\xFC;\xD7\xE0\xF1\xF2\xEE\xF2\xE0\n"
             "TH01;6;0,25\nTH01;7;0,25\nTH01;9,3;0,5\n");
  const std::vector<std::string> frequencies{"import", "frequencies", scratch / "frequencies.txt", "--out",
                                             scratch / "frequencies.csv"};
  const Run refused = run_kith(frequencies);
  CHECK(refused.status == 2);
  CHECK(contains(refused.err, "it may be windows-1251 (Cyrillic): run with --encoding windows-1251"));
  auto words = frequencies;
  words.insert(words.end(), {"--encoding", "1251"});
  CHECK(run_kith(words).status == 0);
  CHECK(read_text(scratch / "frequencies.csv") == "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n");

  // "Образец" and a sample "Али"
  write_text(
      scratch / "genotypes.txt",
      "\xCE\xE1\xF0\xE0\xE7\xE5\xF6\t\xCC\xE0\xF0\xEA\xE5\xF0\t\xC0\xEB\xEB\xE5\xEB\xFC 1\t\xC0\xEB\xEB\xE5\xEB\xFC "
      "2\n\xC0\xEB\xE8\tTH01\t6\t7\n");
  const Run genotypes = run_kith({"import", "genemapper", scratch / "genotypes.txt", "--out", scratch / "profiles.csv",
                                  "--encoding", "windows-1251"});
  INFO(genotypes.err);
  CHECK(genotypes.status == 0);
  CHECK(read_text(scratch / "profiles.csv") == "sample_id,subject_id,marker,allele_1,allele_2\nАли,Али,TH01,6,7\n");
  for (const std::string format : {"frequencies", "genemapper", "familias", "codis"}) {
    CAPTURE(format);
    const Run unknown = run_kith(
        {"import", format, scratch / "genotypes.txt", "--out", scratch / "out", "--encoding", "klingon"});
    CHECK(unknown.status == 2);
    CHECK(contains(unknown.err, "'klingon' is no encoding Kith knows; it knows UTF-8, windows-1250"));
  }
}

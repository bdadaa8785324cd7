// Genotype tables in the layouts laboratories export. All samples and genotypes are invented.
#include "intake/genotypes/genemapper_import.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "intake/draft/case_writer.hpp"
#include "intake/profiles/genotype_cells.hpp"
#include "support/shared.hpp"
#include "text/text_encoding.hpp"

using namespace kith::intake;
using namespace kith::text;
using kith::Severity;

namespace {

GenotypeImport import(const std::string& text) {
  GenotypeImport result;
  result.add_table(text, "t.txt");
  return result;
}

/// The rows of profiles.csv without the header.
std::string rows(const GenotypeImport& result) {
  const auto text = typings_table("profiles.csv", result.typings()).text;
  return text.substr(text.find('\n') + 1);
}

std::string problems(const GenotypeImport& result, Severity severity) {
  std::string text;
  for (const auto& problem : result.problems().problems()) {
    if (problem.severity == severity) text += to_string(problem) + '\n';
  }
  return text;
}
std::string errors(const GenotypeImport& result) { return problems(result, Severity::error); }
std::string warnings(const GenotypeImport& result) { return problems(result, Severity::warning); }

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::size_t n_lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// ASCII as UTF-16, low byte first, with its mark.
std::string utf16(const std::string& ascii) {
  std::string bytes = "\xFF\xFE";
  for (const char c : ascii) bytes += {c, '\0'};
  return bytes;
}

const std::string kLong = "Sample Name\tMarker\tAllele 1\tAllele 2\n";

}  // namespace

TEST_CASE("genemapper: every layout says the same") {
  for (const std::string text : {
           // GeneMapper: tabs, many columns, a delimiter at every line's end, alleles in no order
           "Status\tSample File\tSample Name\tSample ID\tSample Type\tPanel\tMarker\tDye\tAllele 1\tAllele 2\tAllele "
           "3\t"
           "Size 1\tHeight 1\tGQ\t\n"
           "ok\ta.fsa\tB-17\t\tSample\tNGM\tTHO1\tY\t9.3\t\t\t180.5\t812\t1.0\t\n"
           "ok\ta.fsa\tB-17\t\tSample\tNGM\tvWA\tB\t14\t17\t\t150.1\t640\t1.0\t\n",
           // eDNA: the sample in UD1, heights between the alleles
           "UD1,UD2,UD3,Panel,Marker,Dye,Allele 1,Height 1,Allele 2,Height 2\n"
           "B-17,case,item,NGM,TH01,Y,9.3,812,,\nB-17,case,item,NGM,VWA,B,14,640,17,600\n",
           // LRmix, EuroForMix: heights behind the alleles, quotes
           "\"SampleName\",\"Marker\",\"Allele1\",\"Allele2\",\"Height1\",\"Height2\"\n"
           "\"B-17\",\"TH01\",\"9.3\",,812,\n\"B-17\",\"VWA\",\"14\",\"17\",640,600\n",
           // the same with semicolons and decimal commas
           "SampleName;Marker;Allele1;Allele2\nB-17;TH01;9,3;\nB-17;VWA;14;17\n",
           // GENis
           "Sample Name\tUD1\tMarker\tUD2\tSpecimen Category\tAllele 1\tAllele 2\tAllele 3\n"
           "B-17\tuser\tTH01\tkit\tRNN\t9.3\t\t\nB-17\tuser\tvWA\tkit\tRNN\t14\t17\t\n",
           // one row a sample: lists of alleles, with heights and without
           "Sample File\tSample Name\tTH01\tHeight\tvWA\tHeight\t\na.fsa\tB-17\t9.3, , , \t812, , \t14, 17, , \t640, "
           "600, \t\n",
           "Sample File\tSample Name\tTH01\tvWA\t\na.fsa\tB-17\t9,3, , , \t14, 17, , \t\n",
           // two columns a locus, headed in four ways
           "Sample,TH01_1,TH01_2,vWA_1,vWA_2\nB-17,9.3,,14,17\n",
           "sample_id;TH01;TH01.1;vWA;vWA.1\nB-17;9,3;;14;17\n",
           "ID,TH01,,vWA,\nB-17,9.3,,14,17\n",
           "Specimen\tTH01\tTH01\tvWA\tvWA\nB-17\t9.3\t\t14\t17\n",
           // one cell a genotype
           "Sample,TH01,vWA\nB-17,9.3,14/17\n",
           "Sample\tTH01\tvWA\nB-17\t9.3\t14-17\n",
           "Sample,TH01,vWA\nB-17,9.3,14 17\n",
           "Sample,TH01,vWA\nB-17,9.3,\"14,17\"\n",
       }) {
    CAPTURE(text);
    const auto result = import(text);
    CHECK(problems(result, Severity::error) + problems(result, Severity::warning) == "");
    CHECK(rows(result) == "B-17,B-17,TH01,9.3,\nB-17,B-17,vWA,14,17\n");
    CHECK(rows(import(utf16(text))) == rows(result));
    CHECK(rows(import("\xEF\xBB\xBF" + text)) == rows(result));
  }
}

TEST_CASE(
    "genemapper: rows that end early have nothing at their end; Spanish, French, German, Russian and Turkish "
    "headings") {
  for (const std::string text :
       {"SampleName,Marker,Allele1,Allele2,Allele3,Allele4\nhD,D10S1248,,,\nhD,vWA,16,19\nhD,D16S539,8,11,12,13\nhD,"
        "D2S1338,22,22\n",
        "Muestra;Marcador;Alelo 1;Alelo 2;Alelo 3;Alelo "
        "4\nhD;D10S1248\nhD;vWA;16;19\nhD;D16S539;8;11;12;13\nhD;D2S1338;22;22"
        "\n",
        "Échantillon\tMarqueur\tAllèle 1\tAllèle 2\tAllèle 3\tAllèle "
        "4\nhD\tvWA\t16\t19\nhD\tD16S539\t8\t11\t12\t13\nhD\t"
        "D2S1338\t22\t22\n",
        "Probe;Marker;Allel 1;Allel 2;Allel 3;Allel 4\nhD;vWA;16;19\nhD;D16S539;8;11;12;13\nhD;D2S1338;22;22\n",
        "Образец;Маркер;Аллель 1;Аллель 2;Аллель 3;Аллель 4\nhD;vWA;16;19\nhD;D16S539;8;11;12;13\nhD;D2S1338;22;22\n",
        "Örnek;Lokus;Alel 1;Alel 2;Alel 3;Alel 4\nhD;vWA;16;19\nhD;D16S539;8;11;12;13\nhD;D2S1338;22;22\n"}) {
    CAPTURE(text);
    const auto result = import(text);
    CHECK(errors(result) == "");
    CHECK(contains(warnings(result), "fewer than the 6 cells of the header"));
    CHECK(rows(result) == "hD,hD,vWA,16,19,,\nhD,hD,D16S539,8,11,12,13\nhD,hD,D2S1338,22,,,\n");
  }
}

TEST_CASE("genemapper: text that is no UTF-8 is Windows-1252, and that is said; what is neither is refused") {
  const auto western = import(kLong + "Mu\xF1oz\tTH01\t6\t7\n");
  CHECK(rows(western) == "Mu\xC3\xB1oz,Mu\xC3\xB1oz,TH01,6,7\n");
  CHECK(contains(warnings(western), "t.txt: this is not UTF-8; it was read as Windows-1252"));
  CHECK(contains(errors(import(kLong + "Mu\x81oz\tTH01\t6\t7\n")), "not Windows-1252, number 40"));
  CHECK(contains(errors(import(std::string("PX\3\4\0\0", 6))), "binary data"));
  CHECK(contains(errors(import("\xFF\xFE"
                               "a")),
                 "a byte that is not UTF-16, number 3"));
}

TEST_CASE("genemapper: ladders and controls are left out and counted; an unknown type is told of once") {
  const auto result = import(
      "Sample Name\tSample Type\tMarker\tAllele 1\tAllele 2\nL\tAllelic Ladder\tTH01\t4\t5\nL\tAllelic "
      "Ladder\tvWA\tx\t5\n"
      "N\tNegative Control\tTH01\t\t\nS\tSample\tTH01\t6\t7\nT\t\tTH01\t6\t8\nP\tPrimer Peak\tTH01\t6\t7\n"
      "P\tPrimer Peak\tvWA\t6\t7\n");
  CHECK(rows(result) == "S,S,TH01,6,7\nT,T,TH01,6,8\n");
  CHECK(result.n_samples() == 2);
  CHECK(result.left_out() ==
        std::map<std::string, std::size_t>{{"Allelic Ladder", 2}, {"Negative Control", 1}, {"Primer Peak", 2}});
  CHECK(errors(result) == "");
  CHECK(n_lines(warnings(result)) == 1);
  CHECK(contains(warnings(result), "t.txt:7: column Sample Type: found 'Primer Peak'"));
}

TEST_CASE("genemapper: alleles and markers in the spelling Kith compares") {
  const auto result = import(kLong + "S\tthO1\t9.30\t06\nS\tACTBP2\t14.0\t<4\nS\tPENTA_D\tNA\t0\nS\tvWA\t-\t\n");
  CHECK(rows(result) == "S,S,TH01,9.3,6\nS,S,SE33,14,<4\n");
  CHECK(result.n_samples() == 1);
}

TEST_CASE("genemapper: what names no allele is not used, and each is said") {
  SUBCASE("beside one autosomal allele: partial") {
    for (const std::string word : {"OL", "ol?", "INC", "NR", "F", "99", "?", "*", "12<", "12.X"}) {
      CAPTURE(word);
      const auto result = import(kLong + "S\tFGA\t" + word + "\t24\n");
      CHECK(rows(result) == "S,S,FGA,24,,yes\n");
      CHECK(n_lines(warnings(result)) == 1);
      CHECK(contains(warnings(result), "t.txt:2: column Allele 1: found '" + word + "'"));
    }
  }
  SUBCASE("beside two, alone, or at a marker that is not autosomal: nothing") {
    const auto result = import(
        "Sample Name\tMarker\tAllele 1\tAllele 2\tAllele 3\nS\tFGA\t21\tOL\t24\nS\tvWA\tOL\t\t\nS\tAMEL\tX\tOL\t\n"
        "S\tDYS385\t11\tOL\t\nS\tDXS10101\t20\tOL\t\nS\tTH01\t6\t7\t\n");
    CHECK(rows(result) == "S,S,TH01,6,7\n");
    CHECK(result.problems().n_warnings() == 5);  // of one kind: three are shown
    CHECK(n_lines(warnings(result)) == 3);
  }
  SUBCASE("in a list") {
    const auto result = import("Sample File\tSample Name\tFGA\na\tS\tOL, 17, , \n");
    CHECK(rows(result) == "S,S,FGA,17,,yes\n");
    CHECK(contains(warnings(result), "t.txt:2: column FGA: found 'OL, 17, ,'"));
  }
}

TEST_CASE("genemapper: a flag behind an allele is dropped, and that is said") {
  const auto result = import(kLong + "S\tTH01\t6*\t9.3 ?\n");
  CHECK(rows(result) == "S,S,TH01,6,9.3\n");
  CHECK(contains(warnings(result), "t.txt:2: column Allele 1: found '6*'"));
  CHECK(contains(warnings(result), "t.txt:2: column Allele 2: found '9.3 ?'"));
}

TEST_CASE("genemapper: one allele is a homozygote, but partial where the file writes homozygotes in full") {
  CHECK(rows(import(kLong + "S\tTH01\t6\t\nS\tvWA\t16\t17\n")) == "S,S,TH01,6,\nS,S,vWA,16,17\n");

  const std::string in_full = kLong + "S\tTH01\t6\t\nS\tvWA\t16\t16\nT\tvWA\t\t17\nT\tFGA\t20\t\nT\tTH01\t9\t\n";
  const auto result = import(in_full);
  CHECK(rows(result) == "S,S,TH01,6,,yes\nS,S,vWA,16,,\nT,T,vWA,17,,yes\nT,T,FGA,20,,yes\nT,T,TH01,9,,yes\n");
  CHECK(n_lines(warnings(result)) == 1);
  CHECK(contains(warnings(result),
                 "t.txt:2: column Allele 1: found 'one allele in 4 genotypes: S TH01 6, T vWA 17, "
                 "T FGA 20, ...'; expected two alleles, as row 3 writes"));

  SUBCASE("a marker with one copy proves nothing and loses nothing") {
    const std::string sexes = "S\tAMEL\tX\tX\nS\tDYS19\t14\t14\nS\tDXS8378\t11\t11\nT\tAMEL\tX\t\nT\tDYS19\t13\t\n";
    CHECK(rows(import(kLong + sexes + "S\tTH01\t6\t\n")) ==
          "S,S,AMEL,X,\nS,S,DYS19,14,\nS,S,DXS8378,11,\nT,T,AMEL,X,\nT,T,DYS19,13,\nS,S,TH01,6,\n");
    CHECK(contains(rows(import(in_full + "T\tAMEL\tX\t\nT\tDYS19\t13\t\n")), "T,T,AMEL,X,,\nT,T,DYS19,13,,\n"));
  }
  SUBCASE("each file has its own convention") {
    GenotypeImport both;
    both.add_table(in_full, "full.txt");
    both.add_table(kLong + "U\tTH01\t6\t\n", "once.txt");
    CHECK(contains(rows(both), "U,U,TH01,6,,\n"));
  }
}

TEST_CASE("genemapper: more than two alleles are kept, in columns of their own") {
  const auto result = import("Sample Name\tMarker\tAllele 1\tAllele 2\tAllele 3\tAllele 4\nS\tTH01\t6\t7\t8\t9\n");
  CHECK(typings_table("", result.typings()).text ==
        "sample_id,subject_id,marker,allele_1,allele_2,allele_3,allele_4\nS,S,TH01,6,7,8,9\n");
}

TEST_CASE("genemapper: markers that tell nobody apart are left out, each with one warning, whatever they hold") {
  for (const auto& result :
       {import(kLong + "S\tQS1\tQ!\t\nT\tQS1\tQ!\t\nS\tY indel\t2\t\nS\tTH01\t6\t7\nS\tDYS19\t14\t\nS\tDXS8378\t11\t\n"
                       "S\tAMEL\tX\tY\n"),
        import("Sample\tQS1\tYindel_1\tYindel_2\tTH01\tDYS19\tDXS8378\tAMEL\nS\tQ!\t2\t\t6/7\t14\t11\tX Y\n")}) {
    CHECK(errors(result) == "");
    CHECK(n_lines(warnings(result)) == 2);
    CHECK(contains(warnings(result), "found 'QS1'"));
    CHECK(contains(warnings(result), "indel'"));
    CHECK(rows(result) == "S,S,TH01,6,7\nS,S,DYS19,14,\nS,S,DXS8378,11,\nS,S,AMEL,X,Y\n");
  }
}

TEST_CASE("genemapper: mtDNA goes through as it is, rows of a sample add up") {
  const auto result = import(kLong + "S\tHV1\t16126C\t16294T\nS\tHV1\t16024-16365\t\n");
  CHECK(rows(result) == "S,S,HV1,16126C,16294T\nS,S,HV1,16024-16365,\n");
}

TEST_CASE("genemapper: the copies of one marker, in rows or columns of their own, are one genotype") {
  const std::string both = "S,S,DYS385,11,14\nS,S,DYF387S1,35,\n";
  CHECK(rows(import(kLong + "S\tDYS385a\t11\t\nS\tDYF387S1a\t35\t\nS\tDYS385b\t14\t14\nS\tDYF387S1b\t35\t\n")) == both);
  // Markers stand in the order of their first copies.
  CHECK(rows(import("Sample,DYS385b,DYF387S1.1,DYS385a,DYF387S1.2\nS,14,35,11,35\n")) ==
        "S,S,DYF387S1,35,\nS,S,DYS385,11,14\n");
  CHECK(rows(import("Sample,DYS464a,DYS464b,DYS464c,DYS464d\nS,15,15,17,17\n")) == "S,S,DYS464,15,15,17,17\n");
  CHECK(rows(import("Sample,DYS389.1,DYS389.2\nS,13,29\n")) == "S,S,DYS389I,13,\nS,S,DYS389II,29,\n");
  const auto alone = import(kLong + "S\tDYS385a\t11\t\nS\tDYS19\t14\t\n");
  CHECK(rows(alone) == "S,S,DYS19,14,\n");
  CHECK(contains(warnings(alone), "t.txt:2: column Allele 1: found '11'; expected the other copy of DYS385"));
}

TEST_CASE("genemapper: names that no list has") {
  const auto slips = import("Sample,D3S1538_1,D3S1538_2,TH01_1\nS,15,16,6\n");
  CHECK(contains(errors(slips), "t.txt:1: column D3S1538_1: found 'D3S1538_1'"));
  CHECK(contains(errors(slips), "the nearest name is D3S1358"));
  CHECK(contains(errors(slips), "column TH01_1: found 'TH01_1'; expected a column for the other copy"));
  const auto y = import(kLong + "S\tDYS339\t14\t\nT\tDYS339\t13\t\n");
  CHECK(rows(y) == "S,S,DYS339,14,\nT,T,DYS339,13,\n");
  CHECK(n_lines(warnings(y)) == 1);
  CHECK(contains(warnings(y), "the nearest name is DYS393"));
}

TEST_CASE("genemapper: equal results of a sample are one, different ones name both rows") {
  GenotypeImport result;
  result.add_table(kLong + "S\tTH01\t6\t7\nS\tTHO1\t7\t6\nS\tvWA\t\t\n", "a.txt");
  result.add_table(kLong + "S\tTH01\t6\t7\nS\tvWA\t16\t17\n", "b.txt");
  CHECK(rows(result) == "S,S,TH01,6,7\nS,S,vWA,16,17\n");
  CHECK(errors(result) == "");
  result.add_table(kLong + "S\tFGA\t20\t\nS\tTH01\t6\t8\nS\tvWA\tOL\t16\n", "c.txt");
  CHECK(contains(errors(result),
                 "c.txt:3: column Allele 1: found '6, 8'; expected 6, 7 as in a.txt:2: one result of "
                 "sample S at TH01"));
  CHECK(contains(errors(result), "c.txt:4: column Allele 1: found '16 (partial)'; expected 16, 17 as in b.txt:3"));
  result.add_table(kLong + "S\tFGA\tOL\t20\n", "d.txt");
  CHECK(contains(errors(result), "d.txt:2: column Allele 1: found '20 (partial)'; expected 20 as in c.txt:2"));
  CHECK(result.problems().n_errors() == 3);

  const auto in_a_row = import("Sample,TH01,vWA,THO1\nS,6/7,16/17,6/9\n");
  CHECK(contains(errors(in_a_row), "t.txt:2: column THO1: found '6, 9'; expected 6, 7 as in t.txt:2"));
}

TEST_CASE("genemapper: a table says whose samples they are") {
  auto result = import(kLong + "S\tTH01\t6\t7\nT\tTH01\t6\t8\nV\tTH01\t\t\n");
  SUBCASE("all of them") {
    result.map_subjects("subject_id;Sample ID\nB-19;V\nB-17;S\nB-17;T\nB-18;U\nB-17;S\n", "map.csv");
    CHECK(errors(result) == "");
    CHECK(rows(result) == "S,B-17,TH01,6,7\nT,B-17,TH01,6,8\n");
  }
  SUBCASE("not all, or one twice, or nothing") {
    result.map_subjects("sample_id,subject_id\nS,B-17\nS,B-18\nU,\n", "map.csv");
    CHECK(contains(errors(result),
                   "map.csv:3: column subject_id: found 'B-18'; expected B-17, to whom sample S belongs"));
    CHECK(contains(errors(result), "map.csv:4: column subject_id: found nothing"));
    CHECK(contains(errors(result), "t.txt:3: column Sample Name: found 'T'; expected a sample_id of map.csv"));
    CHECK(contains(errors(result), "t.txt:4: column Sample Name: found 'V'"));  // without a result, too
    CHECK(result.problems().n_errors() == 4);
  }
  SUBCASE("without its columns") {
    result.map_subjects("sample,person\nS,B-17\n", "map.csv");
    CHECK(contains(errors(result), "map.csv:1: the header lacks columns named sample_id and subject_id"));
    CHECK(result.problems().n_errors() == 1);  // one header, one message
  }
}

TEST_CASE("genemapper: what cannot be read names file, row and column") {
  const auto refused = [](const std::string& text, std::string_view reason) {
    CAPTURE(text);
    const auto result = import(text);
    CHECK(contains(errors(result), reason));
    CHECK(result.problems().n_errors() == 1);
  };
  refused(kLong + "S\tTH01\t6\t9x\n", "t.txt:2: column Allele 2: found '9x'; expected an allele such as 9 or 9.3");
  refused(kLong + "S\tTH01\t11,12\t\n", "t.txt:2: column Allele 1: found '11,12'");
  refused(kLong + "S\tTH01\t9.3000001\t\n", "t.txt:2: column Allele 1: found '9.3000001'");
  refused(kLong + "\tTH01\t6\t7\n", "t.txt:2: column Sample Name: found nothing");
  refused(kLong + "S\t\t6\t7\n", "t.txt:2: column Marker: found nothing");
  refused(kLong + "S\n", "t.txt:2: column Marker: found nothing");
  refused(kLong + "S\tTH01\t6\t7\t8\n", "t.txt:2: 5 cells, but the header names 4 columns");
  refused("Sample,Marker,Allele 1\nS,TH01,\"9,3\"\n", "t.txt:2: column Allele 1: found '9,3'");
  refused("Sample,TH01\nS,\"9,3\"\n", "t.txt:2: column TH01: found '9,3'; expected two alleles as 9/9.3");
  refused("Sample\tTH01\nS\t11,12, , \n", "t.txt:2: column TH01: found '11,12, ,'");
  refused("Sample,TH01_1,TH01_2\n,6,7\n", "t.txt:2: column Sample: found nothing");
  refused("Marker\tAllele 1\nTH01\t6\n", "t.txt:1: column Sample Name: found nothing");
  refused("Sample\tMarker\tAllele\nS\tTH01\t6\n", "t.txt:1: column Allele 1: found nothing");
  refused("Sample\tSex\nS\tM\n", "t.txt:1: column Marker: found nothing");
  refused("Sample\tMarker\tAllele 1\tAllele1\nS\tTH01\t6\t7\n",
          "t.txt:1: column Allele 1: found 'Allele1'; expected one");
  refused("", "t.txt: the file is empty; it needs a header row");
}

TEST_CASE("genemapper: a column of a wide table that is no marker is named") {
  const auto result = import("Sample,Sex,TH01,Marker X\nS,M,6/7,1\n");
  CHECK(rows(result) == "S,S,TH01,6,7\n");
  CHECK(contains(warnings(result), "t.txt:1: column Sex: found 'Sex'"));
  CHECK(contains(warnings(result), "t.txt:1: column Marker X"));
}

TEST_CASE("cells that list alleles: a comma and a blank separate, a comma alone is a decimal sign beside them") {
  using Items = std::vector<std::string_view>;
  CHECK(*split_allele_list("11, 12, ,") == Items{"11", "12", "", ""});
  CHECK(*split_allele_list("9,3, 10") == Items{"9,3", "10"});
  CHECK(*split_allele_list("9,3,") == Items{"9,3", ""});
  CHECK(*split_allele_list("9/9,3") == Items{"9", "9,3"});
  CHECK(*split_allele_list("11, -") == Items{"11", "-"});
  CHECK_FALSE(split_allele_list("9,3"));
}

TEST_CASE("genemapper: an allele beside 0 or - is partial, a sign of padding beside two says nothing") {
  for (const std::string sign : {"0", "-", "NA", "NULL"}) {
    CAPTURE(sign);
    CHECK(rows(import(kLong + "S\tTH01\t6\t" + sign + "\n")) == "S,S,TH01,6,,yes\n");
    CHECK(rows(import(kLong + "S\tDYS385\t11\t" + sign + "\nS\tDYS19\t14\t" + sign + "\n")) ==
          "S,S,DYS385,11,,yes\nS,S,DYS19,14,,\n");
    CHECK(contains(warnings(import(kLong + "S\tTH01\t6\t" + sign + "\n")), "names none in 1 genotype: S TH01 6"));
    CHECK(rows(import("Sample\tTH01\nS\t6/" + sign + "\n")) == "S,S,TH01,6,,yes\n");
    CHECK(rows(import("Sample\tMarker\tAllele 1\tAllele 2\tAllele 3\nS\tTH01\t6\t7\t" + sign + "\n")) ==
          "S,S,TH01,6,7\n");
  }
}

TEST_CASE("genemapper: two alleles in one cell of the long layout are refused in so many words") {
  for (const auto* cell : {"11,12", "11/12", "11.12", "11-12"}) {
    CAPTURE(cell);
    const auto result = import(kLong + "S\tTH01\t" + cell + "\t\n");
    CHECK(contains(errors(result), "two alleles in one cell"));
  }
  CHECK(contains(errors(import(kLong + "S\tTH01\t9.4\t7\n")), "repeat of 4 bases"));
  CHECK(rows(import(kLong + "S\tPenta E\t15.4\t7\n")) == "S,S,Penta E,15.4,7\n");
}

TEST_CASE("genemapper: samples are marked partial by name, or where so many single alleles are improbable") {
  std::string text = kLong;
  // Ten markers with a homozygosity of 0.31 at most (marker_ranges.hpp): all single has a probability below 0.31^10 =
  // 8e-6.
  for (const auto* marker :
       {"D3S1358", "vWA", "D16S539", "D8S1179", "D21S11", "D18S51", "FGA", "TH01", "D19S433", "D2S1338"}) {
    text += std::string("S\t") + marker + (std::string(marker) == "D21S11" ? "\t29\t\n" : "\t16\t\n");
    text += std::string("T\t") + marker + (std::string(marker) == "D21S11" ? "\t29\t30\n" : "\t16\t17\n");
  }
  auto result = import(text);
  SUBCASE("not asked for") { CHECK_FALSE(contains(rows(result), "yes")); }
  SUBCASE("auto") {
    result.mark_improbable_samples_partial();
    CHECK(contains(rows(result), "S,S,D3S1358,16,,yes\n"));
    CHECK(contains(rows(result), "T,T,D3S1358,16,17,\n"));
    CHECK(contains(warnings(result), "one allele alone at 10 of 10 autosomal markers of sample S"));
  }
  SUBCASE("by name") {
    result.mark_samples_partial({"T"});
    CHECK(contains(rows(result), "T,T,D3S1358,16,17,yes\n"));
    CHECK(contains(rows(result), "S,S,D3S1358,16,,\n"));
    CHECK(errors(result) == "");
    result.mark_samples_partial({"U"});
    CHECK(contains(errors(result), "found 'U'; expected a sample of the tables"));
  }
}

TEST_CASE("genemapper: GeneMarker heads its alleles Allele#1") {
  for (const std::string text : {"Sample Name\tMarker\tAllele#1\tAllele#2\nS\tTH01\t6\t9.3\nS\tvWA\t16\t17\n",
                                 "Sample\tMarker\tAllele #1\tAllele #2\nS\tTH01\t6\t9.3\nS\tvWA\t16\t17\n",
                                 "Sample\tTH01#1\tTH01#2\tvWA#1\tvWA#2\nS\t6\t9.3\t16\t17\n"}) {
    CAPTURE(text);
    const auto result = import(text);
    CHECK(errors(result) == "");
    CHECK(rows(result) == rows(import(kLong + "S\tTH01\t6\t9.3\nS\tvWA\t16\t17\n")));
  }
}

TEST_CASE("genemapper: a table of another program may be called as a case's is, and so may the list of its samples") {
  for (const char* name : {"profiles.csv", "remains.csv", "frequencies.csv"}) {
    CAPTURE(name);
    GenotypeImport result;
    result.add_table("Sample Name\tSample Type\tMarker\tAllele#1\tAllele#2\nS\tSample\tTH01\t6\t9.3\n", name);
    result.map_subjects("sample_id,subject_id\nS,R1\n", name);
    CHECK(errors(result) == "");
    CHECK(contains(rows(result), "S,R1,TH01,6,9.3"));
  }
}

TEST_SUITE_BEGIN("shared");

TEST_CASE("genemapper: rows of LRmix Studio and R that end early are read") {
  const auto folder = kith::testing::shared("field/10_short_rows_refused");
  if (!folder) return;
  const std::pair<const char*, const char*> tables[] = {
      {"short.csv", "hD,hD,vWA,16,19,,\nhD,hD,D16S539,8,11,12,13\nhD,hD,D2S1338,22,,,\n"},
      {"short.txt", "R1,R1,TH01,6,7\nR1,R1,FGA,19,20\n"}};
  for (const auto& table : tables) {
    CAPTURE(table.first);
    const auto result = import(read_file(*folder / table.first).value());
    CHECK(errors(result) == "");
    CHECK(n_lines(warnings(result)) == 1);
    CHECK(rows(result) == table.second);
  }
}

TEST_SUITE_END();

// profiles.csv in pieces, side by side: the case and the problems are those of reading it from first to last.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>

#include "intake/case_folder.hpp"

using namespace kith::testing;
using kith::genetics::Observation;

namespace {

std::string observation_text(const Observation& observation) {
  std::string text = std::to_string(observation.certain_allele);
  for (const auto& replicate : observation.replicates) {
    text += fmt::format(" {}({} {} {})", fmt::join(replicate.seen, "/"), replicate.model.dropout,
                        replicate.model.dropout_homozygote, replicate.model.drop_in);
  }
  return text;
}

std::string lineages_text(const kith::genetics::YHaplotype& y, const kith::genetics::MtHaplotype& mt) {
  std::string text = fmt::format(" mt {} {}", mt.ranges.size(), mt.differences.size());
  for (const auto& locus : y) text += fmt::format(" {}", fmt::join(locus, "-"));
  return text;
}

/// Whatever a reading makes of the tables, numbers of observations and the order of problems included.
std::string everything_of(const kith::intake::CaseReading& reading) {
  std::string all = all_problems(reading) + fmt::format("suppressed {}\n", reading.problems.n_suppressed());
  for (const auto& a : reading.set_aside) all += a.subject + ' ' + a.marker + ' ' + a.found + ' ' + a.reason + '\n';
  for (const auto& a : reading.added_alleles) all += fmt::format("{} {} {}\n", a.marker, a.allele, a.frequency);
  all += fmt::format("typed {}\n", reading.n_typed_genotypes);
  if (!reading.content) return all;
  const auto& the_case = *reading.content;
  for (std::size_t locus = 0; locus < the_case.panel.size(); ++locus) {
    all += fmt::format("{}: {}\n", the_case.panel.markers[locus].name(),
                       fmt::join(the_case.panel.markers[locus].alleles(), " "));
    const auto& dictionary = the_case.panel.dictionaries[locus];
    for (std::uint32_t code = 0; code < dictionary.size(); ++code) all += observation_text(dictionary[code]) + '\n';
  }
  for (const auto& family : the_case.families) {
    for (std::size_t i = 0; i < family.profiles.size(); ++i) {
      all += fmt::format("{} {}: {} sex {}", family.id, i, fmt::join(family.profiles[i], " "),
                         static_cast<int>(family.amelogenin[i]));
      if (!family.y.empty()) all += lineages_text(family.y[i], {});
      if (!family.mt.empty()) all += lineages_text({}, family.mt[i]);
      all += '\n';
    }
  }
  for (const auto& remains : the_case.remains) {
    all += fmt::format("{}: {} sex {} samples {}", remains.id, fmt::join(remains.profile, " "),
                       static_cast<int>(remains.amelogenin), fmt::join(remains.samples, " "));
    all += lineages_text(remains.y, remains.mt) + '\n';
  }
  return all;
}

/// A case of ten families and thirty remains; the more `trouble`, the more of profiles.csv is out of the ordinary, and
/// from 2 on also wrong.
class RandomCase {
 public:
  RandomCase(std::uint64_t seed, int trouble) : random_(seed), trouble_(trouble) {
    folder.tables["frequencies.csv"] += "DXS10103,18,0.5\nDXS10103,19,0.5\n";
    folder.tables.erase("missing_persons.csv");
    auto& relatives = folder.tables["relatives.csv"];
    auto& remains = folder.tables["remains.csv"];
    relatives = "family_id,person_id,father_id,mother_id,sex,role\n";
    remains = "remains_id,sex\n";
    for (int f = 0; f < 10; ++f) {
      relatives += fmt::format("F{0},Fa{0},,,M,reference\nF{0},Mo{0},,,F,reference\nF{0},Mi{0},Fa{0},Mo{0},M,missing\n",
                               f);
    }
    for (int r = 0; r < 30; ++r) remains += fmt::format("R{},{}\n", r, r % 2 == 0 ? "M" : "F");
    if (one_in(3)) folder.tables.erase("remains.csv");
    folder.tables["profiles.csv"] = one_in(3) ? wide() : long_table();
  }

  CaseFolder folder;

 private:
  bool one_in(unsigned n) { return random_() % n == 0; }
  bool odd(int trouble, unsigned n) { return trouble_ >= trouble && one_in(n); }
  std::string any(const std::vector<std::string>& of) { return of[random_() % of.size()]; }

  std::string subject() {
    if (odd(2, 60)) return any({"", "Nobody"});
    return any({"Fa", "Mo", "R", "R", "R"}) + std::to_string(random_() % 10);
  }

  /// Mostly the same whenever it is asked for.
  std::string allele(const std::string& who, const std::string& marker, int which) {
    if (odd(1, 30)) return new_allele(marker);
    auto& known = alleles_[fmt::format("{} {} {}", who, marker, which)];
    if (known.empty()) known = new_allele(marker);
    return known;
  }

  std::string new_allele(const std::string& marker) {
    if (odd(1, 30)) return any({"OL", "33.1", "34", "35", "36.2", "-", ""});
    if (odd(2, 100)) return any({"?x", "9y"});
    if (marker == "TH01") return any({"6", "7", "9.3"});
    if (marker == "vWA") return any({"16", "17"});
    if (marker == "Amelogenin") return any({"X", "X", "Y"});
    if (marker == "DXS10103") return any({"18", "18", "18", "19"});
    return any({"10", "11", "12"});
  }

  std::string sample_id(int number) { return fmt::format("S{}", odd(2, 40) ? 1 : number); }

  std::string long_table() {
    std::string text = "sample_id,subject_id,marker,allele_1,allele_2,allele_3,replicate,partial,dropout,drop_in\n";
    for (int sample = 0; sample < 60; ++sample) {
      const std::string who = subject();
      const std::string id = sample_id(sample);
      const std::string replicate = odd(1, 3) ? any({"a", "b"}) : "";
      for (const std::string marker : {"TH01", "vWA", "Amelogenin", "DXS10103", "DYS391", "Yindel"}) {
        if (odd(1, 8)) continue;
        const std::string name = odd(2, 200) ? any({"", "XX9"}) : marker;
        text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", odd(2, 200) ? "" : id, who, name, allele(who, marker, 1),
                            allele(who, marker, 2), odd(1, 30) ? new_allele(marker) : "", replicate,
                            odd(2, 100) ? "perhaps"
                            : odd(1, 5) ? "yes"
                                        : "",
                            odd(1, 10)   ? "0.1"
                            : odd(2, 99) ? "7"
                                         : "",
                            odd(1, 20) ? "0.05" : "");
      }
    }
    return text;
  }

  std::string wide() {
    std::string text = "sample_id,subject_id,TH01_1,TH01_2,vWA,Amelogenin,DYS391,Yindel,note\n";
    for (int sample = 0; sample < 60; ++sample) {
      const std::string who = subject();
      text += sample_id(sample) + ',' + who + ',' + allele(who, "TH01", 1) + ',' + allele(who, "TH01", 2);
      for (const std::string marker : {"vWA", "Amelogenin", "DYS391"}) {
        text += ',' + allele(who, marker, 1) + (marker == "DYS391" ? "" : '/' + allele(who, marker, 2));
      }
      text += odd(1, 5) ? ",2,\n" : ",,\n";
    }
    return text;
  }

  std::mt19937_64 random_;
  int trouble_;
  std::map<std::string, std::string> alleles_;
};

}  // namespace

TEST_CASE("profiles in pieces of any size give the case and the problems of one reading") {
  std::size_t n_cases = 0;
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    const RandomCase random(seed, static_cast<int>(seed % 3));
    CAPTURE(seed);
    const TempFolder temp;
    random.folder.write_to(temp.path());
    const auto whole = kith::intake::read_case(temp.path(), {}, {}, {.bytes = 1U << 30, .samples = 1U << 30});
    n_cases += whole.content ? 1U : 0U;
    const std::string expected = everything_of(whole);
    for (const std::size_t bytes : {40U, 333U, 2500U}) {
      CAPTURE(bytes);
      CHECK(everything_of(kith::intake::read_case(temp.path(), {}, {}, {.bytes = bytes, .samples = bytes / 40})) ==
            expected);
    }
  }
  CHECK(n_cases >= 60);  // not all of them are faulty
}

TEST_CASE("profiles in pieces: who is typed first is numbered first, whatever the order of the rows") {
  CaseFolder folder;
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2\nS3,R1,TH01,7,33\nS3,R1,TH01,7,33\nS2,Mo,TH01,6,6\nS1,Fa,TH01,34,"
      "6\n";
  const TempFolder temp;
  folder.write_to(temp.path());
  const auto reading = kith::intake::read_case(temp.path(), {}, {}, {.bytes = 1, .samples = 1});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& the_case = *reading.content;
  CHECK(the_case.families[0].profiles[0][0] == 1);  // the father's row in relatives.csv is the first
  CHECK(the_case.families[0].profiles[1][0] == 2);
  CHECK(the_case.remains[0].profile[0] == 3);
  CHECK(genotype_text(the_case.panel, the_case.families[0].profiles[0], "TH01") == "6/34");
  CHECK(genotype_text(the_case.panel, the_case.remains[0].profile, "TH01") == "7/33");
  CHECK(has_warning(reading, "profiles.csv", 3, "TH01", "the same result is in row 2"));
}

TEST_CASE("profiles in pieces: an unscored marker is told of at the first row that counts") {
  CaseFolder folder;
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,TH01_1,TH01_2,Yindel\nS1,Fa,6,6,\nS1,Mo,7,7,2\nS2,R1,6,6,2\nS3,R1,6,6,2\n";
  const TempFolder temp;
  folder.write_to(temp.path());
  const auto reading = kith::intake::read_case(temp.path(), {}, {},
                                               {.bytes = 50, .samples = 1});  // two rows and the rest
  INFO(all_problems(reading));
  CHECK(has_error(reading, "profiles.csv", 3, "sample_id", "belongs to Fa"));
  CHECK(has_warning(reading, "profiles.csv", 4, "Yindel", "typed, not scored"));
  CHECK(reading.problems.n_errors() == 1);
  CHECK(reading.problems.n_warnings() == 1);
}

// A case folder of national size, for tools/bench-national:   kith_national_case FOLDER MISSING RELATIVES REMAINS
// [SEED]
//
// Plain on purpose: 23 independent loci with bell-shaped frequencies, gene dropping without linkage, one missing person
// per family with some typed parents, siblings, children and a spouse; most remains are of the missing, a quarter of
// them typed at some loci only. Genotypes mutate in one step as often as case.ini says. A seed gives the same bytes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::array<const char*, 23> kMarkers{"D1S1656", "D2S441",  "D2S1338", "TPOX",    "D3S1358", "FGA",
                                               "D5S818",  "CSF1PO",  "SE33",    "D7S820",  "D8S1179", "D10S1248",
                                               "TH01",    "vWA",     "D12S391", "D13S317", "Penta E", "D16S539",
                                               "D18S51",  "D19S433", "D21S11",  "Penta D", "D22S1045"};
constexpr double kRateMale = 0.002;
constexpr double kRateFemale = 0.0007;

using Genotype = std::array<std::uint8_t, 2>;  ///< positions among the marker's alleles: paternal, maternal
using Genome = std::array<Genotype, kMarkers.size()>;

struct Counts {
  std::uint64_t missing = 0, relatives = 0, remains = 0;
};

/// Whole repeats from `first` on; 10 to 20 of them, a bell with some weight in its tails.
struct Ladder {
  int first = 0;
  std::vector<double> frequencies;
};

Ladder ladder_of(std::size_t locus) {
  const std::size_t n = 10 + (locus * 7) % 11;
  Ladder ladder{.first = 6 + static_cast<int>(locus % 5), .frequencies = {}};
  const double middle = 0.45 * static_cast<double>(n);
  const double width = 0.16 * static_cast<double>(n);
  double sum = 0;
  for (std::size_t a = 0; a < n; ++a) {
    const double distance = (static_cast<double>(a) - middle) / width;
    ladder.frequencies.push_back(std::exp(-distance * distance / 2) + 0.004);
    sum += ladder.frequencies.back();
  }
  for (double& frequency : ladder.frequencies) frequency /= sum;
  return ladder;
}

class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed) {
    for (std::size_t locus = 0; locus < kMarkers.size(); ++locus) {
      ladders_.push_back(ladder_of(locus));
      draws_.emplace_back(ladders_.back().frequencies.begin(), ladders_.back().frequencies.end());
    }
  }

  [[nodiscard]] const std::vector<Ladder>& ladders() const { return ladders_; }
  std::mt19937_64& random() { return random_; }
  bool chance(double p) { return std::uniform_real_distribution<double>()(random_) < p; }

  Genome founder() {
    Genome genome{};
    for (std::size_t locus = 0; locus < genome.size(); ++locus) {
      for (auto& allele : genome[locus]) allele = static_cast<std::uint8_t>(draws_[locus](random_));
    }
    return genome;
  }

  Genome child(const Genome& father, const Genome& mother) {
    Genome genome{};
    for (std::size_t locus = 0; locus < genome.size(); ++locus) {
      genome[locus] = {gamete(father[locus], locus, kRateMale), gamete(mother[locus], locus, kRateFemale)};
    }
    return genome;
  }

 private:
  std::uint8_t gamete(const Genotype& parent, std::size_t locus, double rate) {
    const std::uint64_t bits = random_();
    const std::uint8_t allele = parent[bits & 1];
    if (!chance(rate)) return allele;
    const bool up = (bits & 2) != 0;
    const bool at_end = up ? allele + 1U == ladders_[locus].frequencies.size() : allele == 0;
    if (at_end) return allele;
    return static_cast<std::uint8_t>(up ? allele + 1 : allele - 1);
  }

  std::mt19937_64 random_;
  std::vector<Ladder> ladders_;
  std::vector<std::discrete_distribution<int>> draws_;
};

/// A text file written in one piece.
class Table {
 public:
  Table(const std::filesystem::path& folder, const char* name, const char* header) : path_(folder / name) {
    text_ = std::string(header) + '\n';
  }
  template <class... T>
  void row(std::string_view format, const T&... values) {
    fmt::vformat_to(std::back_inserter(text_), format, fmt::make_format_args(values...));
    text_ += '\n';
  }
  bool write() const { return static_cast<bool>(std::ofstream(path_, std::ios::binary) << text_); }

 private:
  std::filesystem::path path_;
  std::string text_;
};

class Writer {
 public:
  Writer(const std::filesystem::path& folder, const Counts& counts, std::uint64_t seed)
      : counts_(counts),
        world_(seed),
        frequencies_(folder, "frequencies.csv", "marker,allele,frequency"),
        relatives_(folder, "relatives.csv", "family_id,person_id,father_id,mother_id,sex,role"),
        missing_(folder, "missing_persons.csv", "missing_id,family_id,sex"),
        remains_(folder, "remains.csv", "remains_id,sex"),
        truth_(folder, "truth.csv", "remains_id,missing_id"),
        profiles_(folder, "profiles.csv", "sample_id,subject_id,marker,allele_1,allele_2"),
        settings_(folder, "case.ini", "# made by kith_national_case") {}

  bool write() {
    settings_.row("mutation-model = stepwise\nrate-male = {}\nrate-female = {}", kRateMale, kRateFemale);
    for (std::size_t locus = 0; locus < kMarkers.size(); ++locus) write_frequencies(locus);
    for (std::uint64_t i = 0; i < counts_.missing; ++i) add_family(i, typed_relatives_of(i));
    for (std::uint64_t i = 0; i < counts_.remains; ++i) add_remains(i);
    bool ok = true;
    for (const Table* table : {&frequencies_, &relatives_, &missing_, &remains_, &truth_, &profiles_, &settings_}) {
      ok = table->write() && ok;
    }
    return ok;
  }

 private:
  void write_frequencies(std::size_t locus) {
    const Ladder& ladder = world_.ladders()[locus];
    for (std::size_t a = 0; a < ladder.frequencies.size(); ++a) {
      frequencies_.row("{},{},{}", kMarkers[locus], ladder.first + static_cast<int>(a), ladder.frequencies[a]);
    }
  }

  /// The counts add up to counts_.relatives; every tenth pair of families gives one to the other.
  [[nodiscard]] std::uint64_t typed_relatives_of(std::uint64_t i) const {
    const auto even = [&](std::uint64_t k) { return k * counts_.relatives / counts_.missing; };
    std::uint64_t n = even(i + 1) - even(i);
    const bool gives = i % 10 == 0 && i + 1 < counts_.missing && n > 1;
    const bool takes = i % 10 == 1 && even(i) - even(i - 1) > 1;
    if (gives) --n;
    if (takes) ++n;
    return n;
  }

  void add_profile(const std::string& subject, const Genome& genome, std::size_t n_loci = kMarkers.size()) {
    for (std::size_t locus = 0; locus < n_loci; ++locus) {
      const auto [a, b] = genome[order_[locus]];
      const int first = world_.ladders()[order_[locus]].first;
      profiles_.row("{}-S,{},{},{},{}", subject, subject, kMarkers[order_[locus]], first + std::min(a, b),
                    first + std::max(a, b));
    }
  }

  struct Person {
    const char* name;
    bool male;
    const char* father;
    const char* mother;
    Genome genome;
    bool typed = false;
  };

  /// Father, mother, two siblings, the missing, a spouse, two children: those who are typed, and who links them.
  void add_family(std::uint64_t number, std::uint64_t n_typed) {
    const bool male = world_.chance(0.7);
    const Genome father = world_.founder(), mother = world_.founder(), spouse = world_.founder();
    const Genome missing = world_.child(father, mother);
    const Genome& his = male ? missing : spouse;
    const Genome& hers = male ? spouse : missing;
    const char* child_father = male ? "M" : "W";
    const char* child_mother = male ? "W" : "M";
    std::array<Person, 7> persons{{{"P", true, "", "", father},
                                   {"Q", false, "", "", mother},
                                   {"B", world_.chance(0.5), "P", "Q", world_.child(father, mother)},
                                   {"C", world_.chance(0.5), "P", "Q", world_.child(father, mother)},
                                   {"W", !male, "", "", spouse},
                                   {"K", world_.chance(0.5), child_father, child_mother, world_.child(his, hers)},
                                   {"L", world_.chance(0.5), child_father, child_mother, world_.child(his, hers)}}};
    constexpr std::array<std::size_t, 7> kParentsFirst{0, 1, 2, 5, 3, 4, 6}, kChildrenFirst{5, 4, 6, 2, 1, 0, 3},
        kSiblingsFirst{2, 1, 3, 0, 5, 4, 6};
    const double kind = std::uniform_real_distribution<double>()(world_.random());
    const auto& order = kind < 0.5 ? kParentsFirst : kind < 0.75 ? kChildrenFirst : kSiblingsFirst;
    const std::size_t first = kind < 0.5 && world_.chance(0.3) ? 1U : 0U;  // a mother alone
    for (std::size_t i = 0; i < n_typed; ++i) persons[order[(first + i) % order.size()]].typed = true;
    write_family(fmt::format("F{:05}", number + 1), persons, male);
    genomes_.push_back(missing);
    males_.push_back(male);
  }

  void write_family(const std::string& family, std::array<Person, 7>& persons, bool male) {
    const bool parents = persons[0].typed || persons[1].typed || persons[2].typed || persons[3].typed;
    const bool couple = persons[4].typed || persons[5].typed || persons[6].typed;
    const auto id = [&](const char* name) { return *name == 0 ? std::string() : family + '-' + name; };
    for (std::size_t i = 0; i < persons.size(); ++i) {
      const Person& person = persons[i];
      const bool listed = person.typed || (i < 2 && parents) || (i == 4 && couple);
      if (!listed) continue;
      relatives_.row("{},{},{},{},{},{}", family, id(person.name), id(person.father), id(person.mother),
                     person.male ? "M" : "F", person.typed ? "reference" : "other");
      if (person.typed) add_profile(id(person.name), person.genome);
    }
    relatives_.row("{},{},{},{},{},missing", family, id("M"), parents ? id("P") : "", parents ? id("Q") : "",
                   male ? "M" : "F");
    missing_.row("{},{},{}", id("M"), family, male ? "M" : "F");
  }

  /// 85 % are somebody who is missed, some of them in several parts.
  void add_remains(std::uint64_t number) {
    const std::string id = fmt::format("R{:05}", number + 1);
    const bool known = world_.chance(0.85);
    const std::uint64_t who = std::uniform_int_distribution<std::uint64_t>(0, counts_.missing - 1)(world_.random());
    const bool partial = world_.chance(0.25);
    std::size_t n_loci = kMarkers.size();
    if (partial) {
      n_loci = std::uniform_int_distribution<std::size_t>(8, kMarkers.size() - 1)(world_.random());
      std::shuffle(order_.begin(), order_.end(), world_.random());
    }
    remains_.row("{},{}", id, known ? (males_[who] ? "M" : "F") : "U");
    truth_.row("{},{}", id, known ? fmt::format("F{:05}-M", who + 1) : "");
    add_profile(id, known ? genomes_[who] : world_.founder(), n_loci);
    if (partial) order_ = in_order();
  }

  static std::array<std::size_t, kMarkers.size()> in_order() {
    std::array<std::size_t, kMarkers.size()> order{};
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    return order;
  }

  Counts counts_;
  World world_;
  Table frequencies_, relatives_, missing_, remains_, truth_, profiles_, settings_;
  std::array<std::size_t, kMarkers.size()> order_ = in_order();
  std::vector<Genome> genomes_;  ///< of the missing
  std::vector<bool> males_;
};

bool read_count(const char* text, std::uint64_t& number) {
  const std::string_view all(text);
  const auto read = std::from_chars(all.data(), all.data() + all.size(), number);
  return read.ec == std::errc() && read.ptr == all.data() + all.size();
}

}  // namespace

int main(int argc, char** argv) {
  Counts counts;
  std::uint64_t seed = 1;
  const bool usable = (argc == 5 || argc == 6) && read_count(argv[2], counts.missing) &&
                      read_count(argv[3], counts.relatives) && read_count(argv[4], counts.remains) &&
                      (argc == 5 || read_count(argv[5], seed)) && counts.missing > 0 &&
                      counts.relatives >= counts.missing && counts.relatives <= 6 * counts.missing;
  if (!usable) {
    std::fputs("kith_national_case FOLDER MISSING RELATIVES REMAINS [SEED]: 1 to 6 relatives a missing person\n",
               stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  return Writer(folder, counts, seed).write() ? 0 : 2;
}

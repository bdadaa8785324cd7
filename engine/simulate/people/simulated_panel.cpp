#include "simulate/people/simulated_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <sstream>
#include <string_view>

#include "inference/pairs/linkage.hpp"
#include "intake/frequencies/frequency_import.hpp"
#include "simulate/scenario/random.hpp"
#include "text/text_encoding.hpp"

namespace kith::simulate {
namespace {

using genetics::MarkerSpec;

struct KnownLocus {
  std::string_view name;
  double length;  ///< base pairs, roughly the middle of the range in common kits of 23 markers
  double rate_male;
  double rate_female;
  std::string_view counts;  ///< allele:count in 722 chromosomes
};

constexpr std::array<KnownLocus, 23> kKnown{{
    {"D3S1358", 120, 0.0013, 0.00015, "11:1 13:1 14:77 15:197 16:172 17:152 18:109 19:12 20:1"},
    {"TH01", 200, 0.00009, 0.00009, "5:1 6:170 7:140 8:69 9:86 9.3:249 10:6 11:1"},
    {"D21S11", 210, 0.0015, 0.0011,
     "25.2:1 27:16 28:115 29:146 29.2:2 30:204 30.2:21 31:52 31.2:71 32:4 32.2:65 33:1 33.2:19 34.2:3 35:1 36:1"},
    {"D18S51", 305, 0.0022, 0.0006,
     "10:6 11:7 12:82 13:89 14:97 14.2:1 15:123 16:106 16.2:1 17:100 18:56 19:29 20:13 21:7 22:5"},
    {"D5S818", 160, 0.0012, 0.00025, "7:2 8:4 9:30 10:40 11:257 12:280 13:103 14:5 15:1"},
    {"D13S317", 225, 0.0014, 0.0004, "8:87 9:56 10:34 11:235 12:194 13:84 14:31 15:1"},
    {"D7S820", 280, 0.0012, 0.00013, "7:20 8:104 8.1:1 9:121 10:185 11:148 12:115 13:25 14:3"},
    {"D16S539", 250, 0.0011, 0.0003, "8:13 9:77 10:41 11:227 12:227 13:118 14:19"},
    {"CSF1PO", 305, 0.0015, 0.0003, "8:4 9:10 10:159 11:223 12:260 13:59 14:7"},
    {"vWA", 180, 0.0017, 0.0003, "12:1 13:1 14:67 15:76 16:145 17:205 18:146 19:75 20:5 21:1"},
    {"D8S1179", 145, 0.0016, 0.0002, "8:10 9:4 10:74 11:55 12:121 13:238 14:120 15:75 16:24 17:1"},
    {"TPOX", 360, 0.00012, 0.00004, "5:1 6:1 8:379 9:92 10:36 11:182 12:30 13:1"},
    {"FGA", 290, 0.0032, 0.0005,
     "18:18 19:36 20:89 21:129 21.2:4 22:148 22.2:9 23:110 23.2:2 24:97 24.2:1 25:57 26:19 27:3"},
    {"D2S1338", 310, 0.0010, 0.00021, "15:1 16:27 17:134 18:53 19:87 20:113 21:27 22:25 23:76 24:83 25:74 26:22"},
    {"D19S433", 145, 0.00075, 0.0005,
     "10:1 11:4 12:51 12.2:1 13:184 13.2:5 14:261 14.2:17 15:113 15.2:26 16:41 16.2:11 17:5 17.2:1 18.2:1"},
    {"Penta D", 410, 0.0009, 0.0006, "2.2:3 6:3 7:3 8:15 9:160 10:83 11:91 12:168 13:142 14:44 15:7 16:2 17:1"},
    {"Penta E", 420, 0.00135, 0.00065,
     "5:55 7:122 8:10 9:9 10:62 11:63 12:144 13:62 14:45 15:31 15.4:1 16:37 17:35 18:24 19:11 20:7 21:2 22:1 24:1"},
    {"D1S1656", 190, 0.002, 0.001,
     "10:2 11:56 12:84 13:48 14:57 14.3:2 15:108 15.3:42 16:98 16.3:44 17:34 17.3:96 18:4 18.3:36 19.3:11"},
    {"D2S441", 90, 0.002, 0.001, "9:1 9.1:1 10:152 11:248 11.3:44 12:34 12.3:3 13:21 14:174 15:43 16:1"},
    {"D10S1248", 105, 0.002, 0.001, "11:1 12:23 13:222 14:215 15:142 16:96 17:20 18:1 19:2"},
    {"D12S391", 240, 0.002, 0.001,
     "15:23 16:16 17:92 17.3:15 18:124 18.3:18 19:90 19.3:3 20:80 21:93 22:69 23:50 24:34 25:12 26:2 27:1"},
    {"D22S1045", 105, 0.002, 0.001, "11:101 12:9 13:5 14:41 15:232 16:276 17:54 18:4"},
    {"SE33", 370, 0.0064, 0.001,
     "11:1 12:5 13:12 14:18 14.2:2 15:29 16:29 16.2:1 17:45 17.3:1 18:52 18.3:1 19:52 19.2:3 20:42 20.2:7 21:18 "
     "21.2:17 "
     "22:10 22.2:27 23:2 23.2:26 24:1 24.2:16 25.2:30 26.2:30 27.2:68 28.2:55 28.3:1 29.2:40 30.2:41 31:2 31.2:17 32:1 "
     "32.2:9 33:1 33.2:3 34:6 34.2:1"},
}};

/// Alleles and their frequencies as far as they are known; rates and length by the marker's name.
struct Table {
  std::string name;
  std::vector<std::string> alleles;
  std::vector<double> frequencies;
};

Table table_of(const KnownLocus& known) {
  Table table{std::string(known.name), {}, {}};
  std::istringstream words{std::string(known.counts)};
  for (std::string word; words >> word;) {
    const auto colon = word.find(':');
    table.alleles.push_back(word.substr(0, colon));
    table.frequencies.push_back(std::stod(word.substr(colon + 1)) / 722);
  }
  return table;
}

Result<std::vector<Table>> tables_of_file(const std::string& file) {
  const auto text = text::read_file(file);
  if (!text) return Error{text.error().code, file + ": " + text.error().message, file};
  intake::FrequencyImport import;
  const intake::FrequencyImportOptions options;
  intake::add_frequencies(text.value(), file, options, import);
  intake::finish_frequencies(options, import);
  for (const auto& problem : import.problems.problems()) {
    if (problem.severity == Severity::error) return Error{problem.code, to_string(problem), file};
  }
  std::vector<Table> tables;
  for (auto& marker : import.markers) {
    if (marker.population != import.markers.front().population) {
      return Error{Errc::bad_option, "population.frequencies: " + file + " holds several populations; expected one"};
    }
    tables.push_back({marker.name, std::move(marker.alleles), std::move(marker.frequencies)});
  }
  if (tables.empty()) return Error{Errc::bad_option, "population.frequencies: " + file + " holds no frequencies"};
  return tables;
}

/// One draw from the Dirichlet distribution with mean `p` and coancestry `fst`; `p` itself for 0.
std::vector<double> relatives_of(const std::vector<double>& p, double fst, Random& random) {
  if (fst == 0) return p;
  std::vector<double> drawn;
  drawn.reserve(p.size());
  for (const double frequency : p) drawn.push_back(random.gamma(frequency * (1 - fst) / fst));
  const double total = std::accumulate(drawn.begin(), drawn.end(), 0.0);
  for (double& frequency : drawn) frequency /= total;
  return drawn;
}

/// Whole multiples of 1/100,000, 10 of them at least, so that the table prints exactly and no allele is lost.
std::vector<double> rounded(std::vector<double> frequencies) {
  constexpr std::int64_t kTotal = 100'000;
  std::vector<std::int64_t> parts;
  for (const double frequency : frequencies) {
    parts.push_back(std::max<std::int64_t>(10, std::llround(frequency * static_cast<double>(kTotal))));
  }
  const auto total = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  *std::max_element(parts.begin(), parts.end()) += kTotal - total;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    frequencies[i] = static_cast<double>(parts[i]) / static_cast<double>(kTotal);
  }
  return frequencies;
}

std::vector<double> cumulative(std::span<const double> weights) {
  std::vector<double> sums(weights.size());
  std::partial_sum(weights.begin(), weights.end(), sums.begin());
  return sums;
}

std::vector<double> cumulative_rows(const genetics::MutationMatrix* matrix) {
  std::vector<double> rows;
  if (matrix == nullptr) return rows;
  for (std::size_t i = 0; i < matrix->n_alleles(); ++i) {
    double sum = 0;
    for (const double probability : matrix->row(i)) rows.push_back(sum += probability);
  }
  return rows;
}

const KnownLocus* find_known(std::string_view name) {
  const auto* found = std::find_if(kKnown.begin(), kKnown.end(), [&](const KnownLocus& k) { return k.name == name; });
  return found == kKnown.end() ? nullptr : found;
}

MarkerSpec spec_of(const Table& table, const PopulationSettings& settings) {
  const auto* known = find_known(table.name);
  MarkerSpec spec;
  spec.name = table.name;
  spec.alleles = table.alleles;
  spec.frequencies = table.frequencies;
  spec.theta = settings.theta;
  const auto mutation = [&](double rate) {
    return genetics::MutationSpec{.kind = genetics::MutationKind::stepwise,
                                  .rate = rate * settings.mutation_factor,
                                  .rate2 = settings.rate2,
                                  .range = settings.range};
  };
  spec.mutation_male = mutation(known != nullptr ? known->rate_male : 0.002);
  spec.mutation_female = mutation(known != nullptr ? known->rate_female : 0.001);
  return spec;
}

/// The engine's linked pairs, whatever it makes of theta: nature knows no such option.
void add_linkage(Loci& loci) {
  genetics::Panel panel;
  for (const auto& locus : loci) {
    auto spec = locus.marker.spec();
    spec.theta = 0;
    panel.markers.push_back(genetics::Marker::make(std::move(spec)).value());
  }
  panel.dictionaries.resize(panel.markers.size());
  for (const auto& pair : inference::find_linked_loci(panel)) {
    auto& later = loci[std::max(pair.first, pair.second)];
    later.linked_to = std::min(pair.first, pair.second);
    later.recombination = pair.recombination;
  }
}

/// Frequencies counted in a sample of the population; alleles that nobody in it carries are not in the table.
void count_in_sample(MarkerSpec& spec, const Locus& locus, std::int64_t chromosomes, Random& random) {
  std::vector<std::int64_t> counts(spec.alleles.size());
  for (std::int64_t i = 0; i < chromosomes; ++i) ++counts[random.pick(locus.population)];
  std::vector<std::string> alleles;
  spec.frequencies.clear();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    alleles.push_back(spec.alleles[i]);
    spec.frequencies.push_back(static_cast<double>(counts[i]) / static_cast<double>(chromosomes));
  }
  spec.alleles = std::move(alleles);
  spec.chromosomes = static_cast<std::uint32_t>(chromosomes);
}

}  // namespace

Result<Loci> make_loci(const PopulationSettings& settings, std::uint64_t seed) {
  std::vector<Table> tables;
  const bool is_drawn = settings.frequencies == "drawn";
  if (is_drawn) {
    for (const auto& known : kKnown) tables.push_back(table_of(known));
  } else {
    auto read = tables_of_file(settings.frequencies);
    if (!read) return read.error();
    tables = std::move(read).value();
  }
  if (static_cast<std::int64_t>(tables.size()) < settings.loci) {
    return Error{Errc::bad_option, "population.loci: found " + std::to_string(settings.loci) + "; expected at most " +
                                       std::to_string(tables.size())};
  }
  tables.resize(static_cast<std::size_t>(settings.loci));
  Loci loci;
  for (std::size_t l = 0; l < tables.size(); ++l) {
    auto& table = tables[l];
    Random random(seed, Stream::frequencies, l);
    if (is_drawn) table.frequencies = rounded(relatives_of(table.frequencies, settings.divergence, random));
    auto marker = genetics::Marker::make(spec_of(table, settings));
    if (!marker) return marker.error();
    const auto* known = find_known(table.name);
    Locus locus{.marker = std::move(marker).value(), .length = known != nullptr ? known->length : 250};
    const std::vector<double> frequencies(locus.marker.frequencies().begin(), locus.marker.frequencies().end());
    locus.population = cumulative(frequencies);
    locus.founders = cumulative(relatives_of(frequencies, settings.theta, random));
    locus.mutation_male = cumulative_rows(locus.marker.mutation(genetics::Sex::male));
    locus.mutation_female = cumulative_rows(locus.marker.mutation(genetics::Sex::female));
    loci.push_back(std::move(locus));
  }
  add_linkage(loci);
  return loci;
}

std::vector<MarkerSpec> written_markers(const Loci& loci, const WrittenSettings& settings, std::uint64_t seed) {
  std::vector<MarkerSpec> specs;
  for (std::size_t l = 0; l < loci.size(); ++l) {
    auto spec = loci[l].marker.spec();
    if (settings.mutation == "none") spec.mutation_male = spec.mutation_female = {};
    Random random(seed, Stream::written_frequencies, l);
    if (settings.frequencies == "sample") count_in_sample(spec, loci[l], settings.chromosomes, random);
    specs.push_back(std::move(spec));
  }
  return specs;
}

}  // namespace kith::simulate

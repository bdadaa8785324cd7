#include "intake/case/header_words.hpp"

#include <algorithm>

#include "intake/case/folded_word.hpp"

namespace kith::intake {
namespace {

/// Folded words, the commonest first.
std::string_view words_of(HeaderWord word) {
  switch (word) {
    case HeaderWord::marker:
      return "marker|locus|system|marcador|marqueur|marcatore|sistema|systeme|genlocus|маркер|локус|lokus|belirtec";
    case HeaderWord::allele:
      return "allele|alleles|alelo|allel|allelename|alelos|allelo|alleli|аллель|аллели|alel|allellar";
    case HeaderWord::frequency:
      return "frequency|freq|frecuencia|frequencia|frequence|frequenza|haufigkeit|haeufigkeit|frequenz|frec|частота|"
             "frekans|siklik|tezlik|frekvencija|ucestalost";
    case HeaderWord::sample:
      return "muestra|nombredemuestra|nombredelamuestra|amostra|nomedaamostra|echantillon|campione|nomecampione|probe|"
             "probenname|probenid|образец|проба|имяобразца|numune|numuneadi|ornek|ornekadi|numuna|uzorak";
    case HeaderWord::persons:
      return "individuals|persons|individuos|personas|pessoas|individus|personnes|individui|persone|individuen|"
             "personen|индивиды|лица|bireyler|kisiler|osobe";
    case HeaderWord::chromosomes:
      return "chromosomes|chromosomes2n|2n|cromosomas|cromossomos|cromosomi|chromosomen|хромосомы|kromozom|hromosomi";
    case HeaderWord::population:
      break;
  }
  return "population|pop|database|poblacion|populacao|popolazione|bevolkerung|популяция|populasyon|populacija";
}

std::string key_of(std::string_view name) { return folded_word(text::column_key(name)); }

}  // namespace

bool is_header(std::string_view name, HeaderWord word) { return is_one_of(key_of(name), words_of(word)); }

std::optional<std::size_t> find_header(const text::CsvTable& table, HeaderWord word) {
  std::string_view words = words_of(word);
  while (!words.empty()) {
    const auto end = std::min(words.find('|'), words.size());
    const auto& header = table.header();
    const auto found = std::find_if(header.begin(), header.end(),
                                    [&](const auto& name) { return key_of(name) == words.substr(0, end); });
    if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return std::nullopt;
}

}  // namespace kith::intake

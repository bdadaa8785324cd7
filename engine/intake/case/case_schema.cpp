#include "intake/case/case_schema.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "intake/forms/attribute_names.hpp"
#include "text/csv_table.hpp"
#include "text/near_names.hpp"

namespace kith::intake {
namespace {

using enum Need;

/// TH01 of the NIST 1036 Caucasian sample, as counts over 722 chromosomes (Hill et al. 2013, Steffen et al. 2017).
TableSpec frequencies() {
  const auto all = [](std::string_view text) { return std::vector<std::string_view>(8, text); };
  return {"frequencies.csv",
          "an allele of a marker and its population frequency",
          "frequency freq freqs allelefrequencies allelefrequency allelefreq allelefreqs populationfrequencies",
          {{"marker", required, "name of the marker or an alias", "locus system markername loci name", all("TH01")},
           {"allele",
            required,
            "each allele of a marker once",
            "alleles allel repeat label",
            {"5", "6", "7", "8", "9", "9.3", "10", "11"}},
           {"frequency",
            required,
            "share of the population's chromosomes, 0 to 1; those of a marker sum to 1",
            "freq probability p proportion allelefrequency",
            {"0.001385042", "0.235457064", "0.193905817", "0.095567867", "0.119113573", "0.344875346", "0.008310249",
             "0.001385042"}},
           {"chromosomes", optional, "chromosomes counted for this marker: twice the persons",
            "2n n count samplesize nchromosomes chromosomes2n", all("722")},
           {"population", optional, "where the table holds several: which one the row belongs to",
            "pop group ethnicity origin"}}};
}

void add_by_sex(std::vector<ColumnSpec>& columns, std::string_view male, std::string_view female) {
  columns.push_back({male, besides, "as without the ending, for fathers"});
  columns.push_back({female, besides, "as without the ending, for mothers"});
}

TableSpec markers() {
  TableSpec table{
      "markers.csv",
      "a marker: its kind, mutation model, theta, dropout",
      "loci locus panel mutation mutations mutationrates mutationmodel mutationmodels rates",
      {{"marker", required, "each marker once", "locus system markername loci name"},
       {"kind", optional, "autosomal, x, y, mt or sex; empty: what is known by name", "type markertype"},
       {"mutation_model", optional, "none, equal, proportional, onestep, stepwise, dawid or custom",
        "model mutation mutationtype"},
       {"rate_male", optional, "mutation rate of fathers, per meiosis",
        "malerate mutationratemale paternalrate ratepaternal ratefather"},
       {"rate_female", optional, "mutation rate of mothers, per meiosis",
        "femalerate mutationratefemale maternalrate ratematernal ratemother"},
       {"rate2", optional, "stepwise: rate of changes by a part of a repeat", "mutationrate2"},
       {"range", optional, "stepwise, dawid: how much rarer each further step is", "mutationrange"},
       {"stationary", optional, "yes or no: keep the frequencies as they are over generations"},
       {"mutation_matrix", optional, "custom: a CSV file in the case folder", "matrix"},
       {"theta", optional, "coancestry coefficient, 0 to below 1", "fst kinship coancestry"},
       {"silent_frequency", optional, "frequency of an allele that is never seen",
        "silent nullfrequency silentallele silentallelefrequency"},
       {"dropout", optional, "chance that one allele of a heterozygote is not seen", "dropoutrate"},
       {"dropout_homozygote", optional, "chance that neither copy of a homozygote is seen; empty: dropout squared"},
       {"drop_in", optional, "chance that one foreign allele is seen", "dropinrate"},
       {"chromosomes", optional, "as in frequencies.csv; overrides it", "2n n count samplesize chromosomes2n"},
       {"min_frequency", optional, "frequency of alleles the table does not list",
        "minimumfrequency minfreq minimumallelefrequency"},
       {"rate", besides, "of fathers and mothers alike", "mutationrate"}}};
  add_by_sex(table.columns, "mutation_model_male", "mutation_model_female");
  add_by_sex(table.columns, "mutation_matrix_male", "mutation_matrix_female");
  add_by_sex(table.columns, "rate2_male", "rate2_female");
  add_by_sex(table.columns, "range_male", "range_female");
  add_by_sex(table.columns, "stationary_male", "stationary_female");
  return table;
}

TableSpec relatives() {
  return {"relatives.csv",
          "a member of a family, typed or not, missing or not",
          "family families relations relationship relationships pedigree pedigrees kin familymembers",
          {{"family_id",
            required,
            "rows of one family need not stand together",
            "famid family fam pedigree fid",
            {"F1", "F1", "F1"}},
           {"person_id",
            required,
            "unique in the whole case",
            "person individualid individual personid iid member memberid relativeid id name",
            {"F1-father", "F1-mother", "F1-son"}},
           {"father_id",
            required,
            "a person_id of the same family; empty: not known",
            "father dad pat paternalid patid sire fid",
            {"", "", "F1-father"}},
           {"mother_id",
            required,
            "a person_id of the same family; empty: not known",
            "mother mum mom mat maternalid matid dam mid",
            {"", "", "F1-mother"}},
           {"sex", required, "M, F or U", "gender", {"M", "F", "M"}},
           {"role",
            required,
            "reference: typed relative; missing: the person searched for; other: anybody else",
            "status type",
            {"other", "reference", "missing"}},
           {"relation", optional, "a note for people; only the links to father and mother count",
            "relationship kinship relationtomissing"}}};
}

TableSpec with_attributes(TableSpec table, Form form) {
  for (const auto& attribute : known_attributes()) {
    if (attribute.form != Form::both && attribute.form != form) continue;
    const auto example = form == Form::am ? attribute.am_example : attribute.pm_example;
    table.columns.push_back({attribute.name, optional, attribute.meaning, attribute.also, {example}});
  }
  return table;
}

TableSpec missing_persons() {
  return with_attributes({"missing_persons.csv",
                          "a missing person and the description the family gave",
                          "missing missings missingperson missingpeople mp am antemortem",
                          {{"missing_id",
                            required,
                            "a person_id of role missing",
                            "missing missingperson missingpersonid personid mpid id",
                            {"F1-son"}},
                           {"family_id", required, "that person's family", "famid family fam fid", {"F1"}},
                           {"sex", optional, "M, F or U; must not contradict relatives.csv", "gender", {"M"}}}},
                         Form::am);
}

TableSpec remains() {
  return with_attributes(
      {"remains.csv",
       "a set of remains and what was found on it",
       "remain bodies body unidentified unidentifiedremains humanremains bones skeletons pm postmortem",
       {{"remains_id", required, "a body or a body part; no person's id", "remains bodyid body boneid pmid id", {"R1"}},
        {"sex", optional, "by anthropology or the form, not by DNA", "gender", {"M"}}}},
      Form::pm);
}

/// In the long layout; in the wide one columns headed by markers stand for the three about marker and alleles.
TableSpec profiles(std::string_view file, std::string_view row, std::string_view also, bool is_staff) {
  const auto cells = [&](std::string_view staff, std::string_view mother, std::string_view found,
                         std::string_view found_too) {
    return is_staff ? std::vector{staff} : std::vector{mother, found, found_too};
  };
  return {file,
          row,
          also,
          {{"sample_id", required, "the sample; it belongs to one subject", "sample samplename specimenid specimen",
            cells("S1-swab", "F1-mother-swab", "R1-femur", "R1-femur")},
           {"subject_id", required, is_staff ? "the member of staff" : "a person_id or a remains_id",
            "subject person personid individual individualid owner donor id", cells("S1", "F1-mother", "R1", "R1")},
           {"marker", optional, "one row a marker; or columns headed by markers, and one row a sample",
            "locus system markername", cells("TH01", "TH01", "TH01", "DYS19")},
           {"allele_1", optional, "an allele; one alone: only that one was seen", "allele alleles genotype",
            cells("7", "6", "6", "14")},
           {"allele_2", optional, "the other one; allele_3 and so on may follow", "", cells("8", "9.3", "7", "")},
           {"partial", optional, "yes: a single allele may be a heterozygote that lost the other"},
           {"dropout", optional, "as in markers.csv, for this sample", "dropoutrate"},
           {"dropout_homozygote", optional, "as in markers.csv, for this sample"},
           {"drop_in", optional, "as in markers.csv, for this sample", "dropinrate"},
           {"replicate", optional, "tells amplifications of one sample apart", "rep replica run"}}};
}

TableSpec haplotypes() {
  return {"haplotypes.csv",
          "a marker of a Y-STR or mtDNA haplotype of the population",
          "haplotype yhaplotypes mthaplotypes ydatabase mtdatabase haplotypedatabase",
          {{"haplotype_id", required, "the rows of one id are one haplotype", "haplotype id sample sampleid", {"H1"}},
           {"system", optional, "Y or mt, for markers that are not known by name", "type kind"},
           {"marker", required, "as in profiles.csv", "locus markername", {"DYS19"}},
           {"allele_1", required, "allele, difference from the rCRS or range", "allele alleles", {"14"}},
           {"allele_2", optional, "as allele_1; allele_3 and so on may follow"}}};
}

TableSpec haplotype_counts() {
  return {"haplotype_counts.csv",
          "what a database said when asked for a haplotype",
          "haplotypecount counts",
          {{"subject_id",
            required,
            "the person or the remains whose haplotype was asked for",
            "subject person remains",
            {"R1"}},
           {"system", optional, "Y or mt", "type kind", {"Y"}},
           {"database", required, "YHRD, EMPOP or another, with its release", "source", {"a database, release 1"}},
           {"matches", required, "haplotypes of the database that are equal", "n", {"12"}},
           {"size", required, "haplotypes that were compared", "N total", {"3000"}},
           {"range", optional, "mtDNA: the positions that were asked for"},
           {"date", optional, "of the answer", "", {"2024-05"}}}};
}

TableSpec synonyms() {
  return {"synonyms.csv",
          "a word of the commission and the word it stands for",
          "synonym words vocabulary",
          {{"attribute", required, "the column of a description", "column", {"hair"}},
           {"word", required, "the commission's own", "", {"qara"}},
           {"means", required, "the common word for it", "meaning", {"black"}}}};
}

TableSpec events() {
  return {"events.csv",
          "an event in which people vanished",
          "event incidents incident disappearances",
          {{"event_id", required, "unique in the table", "event incidentid id", {"E1"}},
           {"name", optional, "for people", "eventname title", {"Lower Valley"}},
           {"date_from", optional, "first day, YYYY-MM-DD", "from start startdate date", {"1992-07-11"}},
           {"date_to", optional, "last day", "to until end enddate", {"1992-07-12"}},
           {"place", optional, "for people", "location"},
           {"latitude", optional, "degrees north, WGS 84", "lat"},
           {"longitude", optional, "degrees east, WGS 84", "lon lng long"}}};
}

TableSpec sites() {
  return {"sites.csv",
          "a grave, or another place where remains were recovered",
          "site graves grave gravesites gravesite recoverysites places locations",
          {{"site_id", required, "unique in the table", "site graveid grave id", {"S1"}},
           {"name", optional, "for people", "sitename", {"Mill field"}},
           {"kind", optional, "primary, secondary, surface or other", "type sitetype", {"primary"}},
           {"linked_to", optional, "site_ids of graves with parts of the same bodies, separated by ;", "linked links"},
           {"latitude", optional, "degrees north, WGS 84", "lat"},
           {"longitude", optional, "degrees east, WGS 84", "lon lng long"},
           {"burial_from", optional, "bodies were put there not before", "from"},
           {"burial_to", optional, "and not after", "to until"}}};
}

std::vector<TableSpec> all_tables() {
  return {frequencies(),
          markers(),
          relatives(),
          missing_persons(),
          remains(),
          profiles("profiles.csv", "a result of the laboratory",
                   "profile genotypes genotype dna dnaprofiles samples typings typing str strprofiles", false),
          profiles("elimination.csv", "a result of somebody who handled samples",
                   "eliminations staff staffprofiles eliminationprofiles eliminationdatabase", true),
          {"attributes.csv",
           "a number of an attribute model that differs from its default",
           "attribute parameters parameter attributeparameters",
           {{"attribute", required, "an attribute, or group:NAME", "attributename", {"sex"}},
            {"parameter", required, "one of its parameters, each once", "param parametername", {"male_share"}},
            {"value", required, "a number", "number val", {"0.95"}}}},
          haplotypes(),
          haplotype_counts(),
          synonyms(),
          events(),
          sites(),
          {"identifications.csv",
           "a missing person and remains that were accepted as theirs",
           "identification identified matchesaccepted reassociations",
           {{"missing_id", required, "a missing person of the case", "missing personid missingpersonid", {"F1-son"}},
            {"remains_id", required, "remains of the case, once", "remains bodyid", {"R1"}}}},
          {"joins.csv",
           "what was decided of two sets of remains: one body, or not",
           "join joints reassociation reassociated mergers bodyjoins",
           {{"remains_id_1", required, "remains of the case", "remains1 firstremains remainsid first"},
            {"remains_id_2", required, "other remains of the case", "remains2 secondremains second"},
            {"statement", required, "same or different", "join decision verdict conclusion"},
            {"by", optional, "who decided", "analyst person author"},
            {"why", optional, "for people", "reason because note"},
            {"date", optional, "of the decision, YYYY-MM-DD", "day decided"}}},
          {"decisions.csv",
           "what a board decided of remains and a missing person; written by kith decide, never changed",
           "decision decided boarddecisions",
           {{"date", required, "when, UTC", "decidedon day time", {"2026-05-03T09:12:44Z"}},
            {"decision", required, "accept, reject, premature, more-work or revoke", "verdict", {"premature"}},
            {"remains_id", required, "remains of the case", "remains bodyid", {"R1"}},
            {"missing_id", required, "a missing person of the case", "missing personid missingpersonid", {"F1-son"}},
            {"members", optional, "all remains of the body at that moment, separated by ;", "remainsids"},
            {"by", required, "who decided", "analyst person author", {"A. Board"}},
            {"why", required, "for people", "reason because note", {"a second sample is on its way"}},
            {"result", optional, "the result that was decided on"},
            {"log10_lr", optional, "of the pair in that result"}}},
          {"event_sites.csv",
           "accepted identifications that left the case, counted by event and site",
           "eventsite eventssites siteevents",
           {{"event_id", required, "an event", "event", {"E1"}},
            {"site_id", required, "a site", "site", {"S1"}},
            {"identified", required, "a whole number", "count n number identifications", {"12"}}}},
          {"truth.csv",
           "whose remains they are, where somebody knows; read by kith bench only",
           "",
           {{"remains_id", required, "every set of remains once", "remains bodyid"},
            {"missing_id", required, "whose they are; empty: nobody reported", "missing personid"},
            {"individual_id", optional, "which remains are one person's", "individual"}},
           false}};
}

bool is_in(const ColumnSpec& column, std::span<const std::string> header) {
  return std::any_of(header.begin(), header.end(),
                     [&](const std::string& name) { return text::column_key(name) == text::column_key(column.name); });
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Drops one of the `endings`, in parentheses or not; false where the word has none of them.
bool drop_ending(std::string& word, std::span<const std::string_view> endings) {
  for (const auto ending : endings) {
    if (word.size() <= ending.size() || !word.ends_with(ending)) continue;
    word.resize(word.size() - ending.size());
    return true;
  }
  return false;
}

}  // namespace

std::span<const TableSpec> table_specs() {
  static const std::vector<TableSpec> tables = all_tables();
  return tables;
}

const TableSpec* find_table_spec(std::string_view file) {
  const auto tables = table_specs();
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableSpec& t) { return t.file == file; });
  return found == tables.end() ? nullptr : &*found;
}

bool has_column(const TableSpec& table, std::string_view heading) {
  const auto key = text::column_key(heading);
  if (table.file == "missing_persons.csv" && is_known_attribute(heading, Form::am)) return true;
  if (table.file == "remains.csv" && is_known_attribute(heading, Form::pm)) return true;
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnSpec& column) {
    const bool is_numbered = column.name == "allele_1" && key.starts_with("allele") && all_digits(key.substr(6));
    return is_numbered || text::column_key(column.name) == key;
  });
}

std::string_view intended_column(const TableSpec& table, std::string_view heading,
                                 std::span<const std::string> header) {
  const auto key = text::column_key(heading);
  std::string_view nearest;
  std::size_t least = 0;
  for (const auto& column : table.columns) {
    if (is_in(column, header)) continue;
    if (text::lists_word(column.also, key)) return column.name;
    const auto name = text::column_key(column.name);
    if (!text::is_misspelling(key, name)) continue;
    const auto distance = text::spelling_distance(key, name);
    if (!nearest.empty() && distance >= least) continue;
    nearest = column.name;
    least = distance;
  }
  return nearest;
}

std::string_view heading_for(const TableSpec& table, const ColumnSpec& column, std::span<const std::string> header) {
  std::string_view nearest;
  std::size_t best = std::string_view::npos;
  for (const auto& heading : header) {
    const auto key = text::column_key(heading);
    if (key.empty() || has_column(table, heading)) continue;
    // Of two headings that other programs use for the column the one named first in its list.
    const auto place = (' ' + std::string(column.also) + ' ').find(' ' + key + ' ');
    const auto rank = place != std::string::npos                                 ? place
                      : text::is_misspelling(key, text::column_key(column.name)) ? column.also.size() + 1
                                                                                 : std::string_view::npos;
    if (rank >= best) continue;
    best = rank;
    nearest = heading;
  }
  return nearest;
}

const TableSpec* table_with_column(const TableSpec& own, std::string_view heading) {
  for (const auto& table : table_specs()) {
    if (&table != &own && table.is_matched && has_column(table, heading)) return &table;
  }
  return nullptr;
}

const TableSpec* better_fitting_table(const TableSpec* own, std::span<const std::string> header) {
  const auto n_known = [&](const TableSpec& table) {
    return std::count_if(header.begin(), header.end(),
                         [&](const std::string& name) { return has_column(table, name); });
  };
  const auto is_complete = [&](const TableSpec& table) {
    return !table.columns.empty() &&
           std::all_of(table.columns.begin(), table.columns.end(),
                       [&](const ColumnSpec& column) { return column.need != required || is_in(column, header); });
  };
  const TableSpec* best = nullptr;
  auto most = own == nullptr ? 0 : n_known(*own);
  for (const auto& table : table_specs()) {
    if (&table == own || !table.is_matched || !is_complete(table) || n_known(table) <= most) continue;
    best = &table;
    most = n_known(table);
  }
  return best;
}

std::string file_key(std::string_view name) {
  std::string key;
  for (const char c : name) {
    if (c != ' ' && c != '_' && c != '-') key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  constexpr std::array<std::string_view, 13> kEndings{".csv", ".tsv", ".tab", ".txt",  ".xlsx", ".xls", ".xlsm",
                                                      ".ods", ".ini", ".cfg", ".conf", ".dat",  ".gz"};
  while (drop_ending(key, kEndings)) {
  }
  std::erase(key, '.');
  constexpr std::array<std::string_view, 2> kCopies{"copy", "kopie"};
  const auto last_letter = key.find_last_not_of("0123456789()[]");
  if (last_letter != std::string::npos) key.resize(last_letter + 1);
  drop_ending(key, kCopies);
  return key;
}

}  // namespace kith::intake

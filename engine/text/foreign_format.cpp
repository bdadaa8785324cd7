#include "text/foreign_format.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "text/text_encoding.hpp"

namespace kith::text {
namespace {

constexpr std::string_view kSaveSheet = "a CSV table: save each sheet as 'CSV UTF-8' and give that";
constexpr std::string_view
    kNoText = "the laboratory's results as a table (CSV), exported by the program that shows them";

struct Signature {
  std::string_view bytes;
  ForeignFormat format;
};

/// Formats by their first bytes.
const Signature kSignatures[] = {
    {"\xD0\xCF\x11\xE0", {"an old Excel workbook or Word document (.xls, .doc)", kSaveSheet}},
    {"%PDF", {"a PDF", "a table: a PDF holds a page's look, not its cells; ask for the table it was made of as CSV"}},
    {"{\\rtf",
     {"a rich text document (.rtf)", "plain text: copy the table into a spreadsheet and save it as CSV UTF-8"}},
    {"\x1F\x8B", {"a gzip archive", "the file in it: unpack it first"}},
    {"7z\xBC\xAF", {"a 7-Zip archive", "the file in it: unpack it first"}},
    {"Rar!", {"a RAR archive", "the file in it: unpack it first"}},
    {"SQLite format 3", {"an SQLite database", "its tables, each exported as CSV"}},
    {"ABIF",
     {"an electropherogram (.fsa, .hid)", "the genotypes called from it: export the genotypes table (GeneMapper)"}},
    {"\x6C\x1B\x01", {"a PLINK .bed file", "genotypes as a table; Kith reads no PLINK files"}},
    {"\xFF\xD8\xFF", {"a JPEG picture", kNoText}},
    {"\x89PNG", {"a PNG picture", kNoText}}};

constexpr ForeignFormat kWorkbook{"an Excel workbook (.xlsx)", kSaveSheet};
constexpr ForeignFormat kSpreadsheet{"a LibreOffice document (.ods, .odt)", kSaveSheet};
constexpr ForeignFormat kDocument{"a Word document (.docx)",
                                  "a table: copy it into a spreadsheet and save it as CSV UTF-8"};
constexpr ForeignFormat kZip{"a ZIP archive", "the files in it: unpack it first"};
constexpr ForeignFormat kGedcom{
    "a GEDCOM family tree",
    "relatives.csv: one row a person, with person_id, father_id, mother_id (parents by birth only), sex and role; Kith "
    "does not read GEDCOM, as it does not tell who is missing and who gave a sample"};
constexpr ForeignFormat kPlinkFamily{
    "a PLINK family file (six columns: family, person, father, mother, sex, phenotype)",
    "relatives.csv: copy its first five columns under family_id,person_id,father_id,mother_id,sex and add role "
    "(reference, missing or other); Kith does not import PLINK files"};
constexpr ForeignFormat kPed{
    "a PED file (family, person, father, mother, sex, phenotype, genotypes)",
    "its first five columns as relatives.csv (family_id,person_id,father_id,mother_id,sex, with a column role) and its "
    "genotypes as profiles.csv; Kith does not import PED files"};
constexpr ForeignFormat kFamilias{"a Familias project", "kith import familias FILE --out CASE for this file"};
constexpr ForeignFormat kCodis{"a CODIS file (CMF)", "kith import codis FILE --out CASE for this file"};
constexpr ForeignFormat kStrider{"an XML table of allele frequencies (STRidER)",
                                 "kith import frequencies FILE --out frequencies.csv for this file"};
constexpr ForeignFormat kWebPage{
    "a web page (HTML)",
    "a CSV table: open it in a spreadsheet and save it as 'CSV UTF-8' (some programs call web pages .xls)"};
constexpr ForeignFormat kJson{"JSON", "a table (CSV)"};

ForeignFormat archive(std::string_view bytes) {
  // The names of the files in an archive stand before each of them and again at the end.
  const auto holds = [&](std::string_view name) { return bytes.find(name) != std::string_view::npos; };
  if (holds("xl/workbook") || holds("xl/worksheets")) return kWorkbook;
  if (holds("application/vnd.oasis.opendocument")) return kSpreadsheet;
  return holds("word/document") ? kDocument : kZip;
}

/// The text behind blanks and a byte order mark, in lower case: as much as formats tell themselves by.
std::string beginning(std::string_view text) {
  text = without_byte_order_mark(text);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  std::string result(text.substr(0, 4096));
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

/// Words of the first line; none where it has commas or semicolons, as a table has.
std::size_t n_words(std::string_view line, std::array<std::string_view, 6>& first) {
  std::size_t n = 0;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    if (line.empty()) return n;
    const auto end = std::min(line.find_first_of(" \t\r"), line.size());
    if (n < first.size()) first[n] = line.substr(0, end);
    ++n;
    line.remove_prefix(end);
  }
}

bool is_code(std::string_view word, std::string_view codes) {
  return word == "-9" || (word.size() == 1 && codes.find(word) != std::string_view::npos);
}

/// Rows of family, person, father, mother, sex as 0, 1 or 2, phenotype; then genotypes.
std::optional<ForeignFormat> plink(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  std::array<std::string_view, 6> words;
  const auto n = n_words(line, words);
  if (n < 6 || line.find_first_of(",;\"") != std::string_view::npos) return std::nullopt;
  const auto& [family, person, father, mother, sex, phenotype] = words;
  if (!is_code(sex, "012") || (n == 6 && !is_code(phenotype, "012"))) return std::nullopt;
  const bool is_founder = father == "0" || mother == "0";
  if (n > 6 && !(is_founder && is_code(phenotype, "012"))) return std::nullopt;
  return n == 6 ? kPlinkFamily : kPed;
}

std::optional<ForeignFormat> markup(std::string_view text) {
  const auto holds = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  if (holds("codisimportfile") || holds("<specimen") || holds(":specimen")) return kCodis;
  if (holds("<frequencies")) return kStrider;
  if (holds("<html") || holds("<table") || holds("<!doctype html")) return kWebPage;
  return ForeignFormat{"an XML file", "a table (CSV)"};
}

std::optional<ForeignFormat> text_format(std::string_view text) {
  if (text.starts_with("\"output from familias") || text.starts_with("output from familias")) return kFamilias;
  if (text.starts_with("0 head")) return kGedcom;
  if (text.starts_with('<')) return markup(text);
  if (text.starts_with('{') || text.starts_with("[{")) return kJson;
  return plink(text);
}

}  // namespace

std::size_t title_lines(std::string_view text) {
  constexpr std::size_t kMost = 30;
  const std::string start = beginning(text);
  std::string_view rest(start);
  for (std::size_t line = 0; line < kMost && !rest.empty(); ++line) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto words = rest.substr(0, end);
    const auto holds = [&](std::string_view word) { return words.find(word) != std::string_view::npos; };
    const bool has_cells = words.find_first_of("\t,;") != std::string_view::npos;
    if (has_cells && holds("sample") && (holds("marker") || holds("locus") || holds("allele"))) return line;
    if (line == 0 && has_cells && (holds("sample") || holds("marker") || holds("locus"))) return 0;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return 0;
}

std::optional<ForeignFormat> foreign_format(std::string_view bytes, Reads reads) {
  for (const auto& [signature, format] : kSignatures) {
    if (bytes.starts_with(signature)) return format;
  }
  if (bytes.starts_with("PK\x03\x04")) return archive(bytes);
  const auto format = text_format(beginning(bytes));
  const auto is = [&](const ForeignFormat& known) { return format && format->what == known.what; };
  if (reads == Reads::familias && is(kFamilias)) return std::nullopt;
  if (reads == Reads::codis && (is(kCodis) || (format && format->what == "an XML file"))) return std::nullopt;
  if (reads == Reads::frequencies && (is(kStrider) || (format && format->what == "an XML file"))) return std::nullopt;
  return format;
}

}  // namespace kith::text

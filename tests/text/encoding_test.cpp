// Text in national code pages: decoded by name, and told from its letters where nobody names it. The bytes of a test
// are made by the C library's iconv, the decoding is ICU's.
#include "text/encoding.hpp"

#include <doctest/doctest.h>
#include <iconv.h>

#include <fstream>

#include "intake/case_folder.hpp"

using namespace kith::testing;
using kith::text::Encoding;

namespace {

/// `utf8` in `code_page`.
std::string bytes_of(std::string utf8, const char* code_page) {
  const auto converter = iconv_open(code_page, "UTF-8");
  REQUIRE(reinterpret_cast<std::intptr_t>(converter) != -1);
  std::string bytes(utf8.size(), '\0');
  char* in = utf8.data();
  char* out = bytes.data();
  std::size_t n_in = utf8.size(), n_out = bytes.size();
  REQUIRE(iconv(converter, &in, &n_in, &out, &n_out) == 0);
  iconv_close(converter);
  bytes.resize(bytes.size() - n_out);
  return bytes;
}

struct Sample {
  const char* code_page;
  const char* region;
  const char* names;
};

/// Names of each region, as its tables have them.
constexpr Sample kSamples[] = {{"windows-1251", "Cyrillic", "Мамедов Али, Гусейнова Лейла, Щербакова Юлия"},
                               {"windows-1251", "Cyrillic", "Ђорђевић Љиљана"},
                               {"KOI8-R", "Cyrillic", "Мамедов Али, Гусейнова Лейла, Щербакова Юлия"},
                               {"ISO-8859-5", "Cyrillic", "Мамедов Али, Гусейнова Лейла, Щербакова Юлия"},
                               {"windows-1253", "Greek", "Παπαδόπουλος Γιώργος, Νικολάου Ελένη, Χριστοδούλου"},
                               {"ISO-8859-7", "Greek", "Παπαδόπουλος Γιώργος, Νικολάου Ελένη, Χριστοδούλου"},
                               {"windows-1255", "Hebrew", "כהן יוסף, לוי שרה, מזרחי דוד"},
                               {"windows-1254", "Turkish", "Öztürk Ayşe, Yıldırım Çağlar, Güneş İsmail"},
                               {"windows-1250", "Central European", "Hodžić Đulsa, Suljić Šaćir, Mujčinović"},
                               {"ISO-8859-2", "Central European", "Hodžić Đulsa, Suljić Šaćir, Mujčinović"},
                               {"windows-1252", "Western European", "Muñoz Pérez, González Ibáñez, Peña"},
                               {"windows-1252", "Western European", "Lefèvre François, Bérénice Noël"}};

}  // namespace

TEST_CASE("encoding: every code page of the region, under the names people give it") {
  struct Name {
    const char* given;
    const char* iconv;
    const char* text;
  };
  for (const Name& page : {Name{"windows-1250", "CP1250", "čćđšžŽ"}, Name{"CP1251", "CP1251", "Мамедов Ё №"},
                           Name{"1252", "CP1252", "Müñ€"}, Name{"Windows 1254", "CP1254", "ığüşöçİĞ"},
                           Name{"iso-8859-1", "ISO-8859-1", "Müñ"}, Name{"latin2", "ISO-8859-2", "čćđšž"},
                           Name{"8859-5", "ISO-8859-5", "Мамедов"}, Name{"ISO8859-9", "ISO-8859-9", "ığüşöçİĞ"},
                           Name{"ISO-8859-15", "ISO-8859-15", "œ€"}, Name{"koi8-r", "KOI8-R", "Мамедов"},
                           Name{"cp866", "CP866", "Мамедов"}}) {
    CAPTURE(page.given);
    const auto encoding = Encoding::find(page.given);
    REQUIRE(encoding.ok());
    const auto decoded = encoding.value().to_utf8("id,name\n1," + bytes_of(page.text, page.iconv) + "\n");
    REQUIRE(decoded.ok());
    CHECK(decoded.value() == std::string("id,name\n1,") + page.text + "\n");
  }
  CHECK(Encoding::find("cp1251").value().name() == "windows-1251");
  CHECK(Encoding::find("latin5").value().name() == "ISO-8859-9");
  CHECK(Encoding::find("utf8").value().name() == "UTF-8");
}

TEST_CASE("encoding: names that are none, and pages that are no ASCII, are refused with those that can be given") {
  for (const char* name : {"", "klingon", "windows-125", "1259", "UTF-7", "IBM037", "Shift_JIS", "UTF-16"}) {
    CAPTURE(name);
    const auto encoding = Encoding::find(name);
    REQUIRE_FALSE(encoding.ok());
    CHECK(encoding.error().code == kith::Errc::bad_option);
    CHECK(encoding.error().message.find("windows-1251") != std::string::npos);
  }
}

TEST_CASE("encoding: UTF-8 stays as it is whatever is named; a byte that is no character is named with its line") {
  const auto encoding = Encoding::find("windows-1251");
  REQUIRE(encoding.ok());
  CHECK(encoding.value().to_utf8("a,Мамедов\n").value() == "a,Мамедов\n");
  const auto wrong = encoding.value().to_utf8("a\nb\xE0\n\x98\n");
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().message.find("0x98 in line 3") != std::string::npos);
}

TEST_CASE("encoding: what a text is likely written in, told by its letters") {
  for (const Sample& sample : kSamples) {
    CAPTURE(std::string(sample.code_page));
    CAPTURE(std::string(sample.names));
    const std::string table = "missing_id,family_id,sex,name\nM1,F1,M,\"" + bytes_of(sample.names, sample.code_page) +
                              "\"\n";
    CHECK(kith::text::likely_encodings(table).find(sample.region) != std::string::npos);
    // The first suggestion gives the names back; of Hebrew, whose bytes are Cyrillic words too, one of those named.
    if (std::string(sample.region) == "Hebrew") continue;
    const auto likeliest = Encoding::find(kith::text::likeliest_encoding(table));
    REQUIRE(likeliest.ok());
    CHECK(likeliest.value().to_utf8(table).value().find(sample.names) != std::string::npos);
  }
}

TEST_CASE("encoding: a case in a national code page is refused with the option to give, and read with it") {
  CaseFolder folder;
  const std::string form = "missing_id,family_id,sex,hair\nMi,F1,М,русый\n";
  folder.tables["missing_persons.csv"] = bytes_of(form, "CP1251");
  const auto refused = folder.read();
  INFO(all_problems(refused));
  CHECK_FALSE(refused.content);
  CHECK(refused.problems.n_errors() == 1);
  CHECK(has_error(refused, "missing_persons.csv", 2, "",
                  "may be windows-1251 (Cyrillic) or windows-1253 (Greek), whichever language it is in: run with "
                  "--encoding windows-1251"));
  const auto reading = folder.read({.encoding = "windows-1251"});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.content->missing[0].attributes == kith::matching::Attributes{{"hair", "русый"}});
  CHECK_FALSE(folder.read({.encoding = "klingon"}).content);
}

#include "text/shown_text.hpp"

#include <doctest/doctest.h>

namespace kith::text {
namespace {

TEST_CASE("shown_text: what turns or hides text becomes visible, letters stay") {
  CHECK(shown_text("a\xE2\x80\xAE"
                   "b") == "a[U+202E]b");
  CHECK(shown_text(std::string("a\0b\x1B", 4)) == "a[U+0000]b[U+001B]");
  CHECK(shown_text("\xFF") == "\xEF\xBF\xBD");
  CHECK(shown_text("<b>\xD7\xA9\xD7\x9C\xF0\x9F\x98\x80") == "<b>\xD7\xA9\xD7\x9C\xF0\x9F\x98\x80");
}

TEST_CASE("shown_text: lines break between what a reader takes for characters") {
  CHECK(lines_of("abcdef", 4) == std::vector<std::string>{"abcd", "ef"});
  CHECK(lines_of("", 4) == std::vector<std::string>{""});
  // e with a combining acute, twice: two characters, not four
  CHECK(lines_of("e\xCC\x81"
                 "e\xCC\x81"
                 "x",
                 2) == std::vector<std::string>{"e\xCC\x81"
                                                "e\xCC\x81",
                                                "x"});
}

TEST_CASE("shown_text: widths are bounds in Latin letters") {
  CHECK(width_of("abc") == 3);
  CHECK(width_of("\xE6\x97\xA5") == 2);
  CHECK(width_of("\xD7\xA9") == 1.5);
}

}  // namespace
}  // namespace kith::text

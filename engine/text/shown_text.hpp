// text/shown_text.hpp — text of others as a page may show it: whatever it holds, it is seen and does nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::text {

/// Control characters and marks that would turn the direction of what follows become visible, "[U+202E]"; bytes that
/// are no UTF-8 become U+FFFD. Letters of every script, emoji and markup stay as they are: escaping is the writer's.
[[nodiscard]] std::string shown_text(std::string_view text);

/// Broken into lines of at most `most` characters as a reader counts them (Unicode's grapheme clusters), so that no
/// emoji or accent is torn apart. At least one line, which may be empty.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text, std::size_t most);

/// A bound on the width in a monospaced font, in widths of a Latin letter: East Asian wide characters and emoji count
/// two, others that are not ASCII one and a half.
[[nodiscard]] double width_of(std::string_view text);

}  // namespace kith::text

#include "text/csv_writer.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace kith::text {

namespace {

constexpr std::size_t kNumberLength = 32;

/// Characters that quote the cell they are in.
constexpr bool is_special(char c) { return c == ',' || c == ';' || c == '\t' || c == '"' || c == '\r' || c == '\n'; }

}  // namespace

std::string number_text(double number) {
  std::array<char, kNumberLength> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), written.ptr};
}

CsvWriter& CsvWriter::cell(std::string_view text) {
  if (!at_row_start_) text_ += ',';
  at_row_start_ = false;
  const bool padded = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!padded && std::none_of(text.begin(), text.end(), is_special)) {
    text_ += text;
    return *this;
  }
  const std::size_t begin = text_.size();
  text_.resize(begin + csv_write(nullptr, 0, text.data(), text.size()));
  csv_write(text_.data() + begin, text_.size() - begin, text.data(), text.size());
  return *this;
}

CsvWriter& CsvWriter::cell(double number) {
  std::array<char, kNumberLength> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
  return cell(std::string_view(text.data(), written.ptr));
}

CsvWriter& CsvWriter::count(std::uint64_t number) {
  std::array<char, kNumberLength> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
  return cell(std::string_view(text.data(), written.ptr));
}

void CsvWriter::end_row() {
  text_ += '\n';
  at_row_start_ = true;
  if (out_ == nullptr) return;
  out_->write(row_.data(), static_cast<std::streamsize>(row_.size()));
  row_.clear();
}

void CsvWriter::row(std::span<const std::string> cells) {
  for (const auto& text : cells) cell(text);
  end_row();
}

void CsvWriter::row(std::initializer_list<std::string_view> cells) {
  for (const auto text : cells) cell(text);
  end_row();
}

}  // namespace kith::text

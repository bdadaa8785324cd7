#include "io/csv_writer.hpp"

#include <csv.h>

#include <array>
#include <charconv>

namespace kith::io {

std::string number_text(double number) {
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), written.ptr};
}

CsvWriter& CsvWriter::cell(std::string_view text) {
  if (!at_row_start_) out_ << ',';
  at_row_start_ = false;
  const bool padded = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  const bool plain = !padded && text.find_first_of(",;\t\"\r\n") == std::string_view::npos;
  if (plain) {
    out_ << text;
    return *this;
  }
  quoted_.resize(csv_write(nullptr, 0, text.data(), text.size()));
  csv_write(quoted_.data(), quoted_.size(), text.data(), text.size());
  out_ << quoted_;
  return *this;
}

CsvWriter& CsvWriter::cell(double number) { return cell(number_text(number)); }

void CsvWriter::end_row() {
  out_ << '\n';
  at_row_start_ = true;
}

void CsvWriter::row(std::span<const std::string> cells) {
  for (const auto& text : cells) cell(text);
  end_row();
}

void CsvWriter::row(std::initializer_list<std::string_view> cells) {
  for (const auto text : cells) cell(text);
  end_row();
}

}  // namespace kith::io

#include "matching/scan/scan.hpp"

#include <algorithm>
#include <limits>

#include "core/check.hpp"

namespace kith::matching {

namespace {

std::size_t padded(std::size_t n_remains) { return (n_remains + kScanGroup - 1) / kScanGroup * kScanGroup; }

template <class Code>
void copy_rows(std::span<const Code> all, std::size_t n_columns, std::span<const RemainsIndex> remains,
               std::span<Code> copies) {
  KITH_CHECK(remains.size() * n_columns <= copies.size());
  for (std::size_t i = 0; i < remains.size(); ++i) {
    std::copy_n(all.data() + remains[i] * n_columns, n_columns, copies.data() + i * n_columns);
  }
}

template <class Code>
PageArray<Code> table_rows(const EvidenceTable& evidence, std::span<const std::size_t> first_row,
                           std::size_t n_padded) {
  const std::size_t n_columns = evidence.columns.size();
  PageArray<Code> rows(n_padded * n_columns, Code{0});  // the padding reads row 0: any row will do
  for (std::size_t i = 0; i < evidence.codes.size(); ++i) {
    const std::size_t column = i % n_columns;
    const std::size_t row = first_row[column] + evidence.codes[i];
    KITH_CHECK(row < first_row[column + 1]);
    rows[i] = static_cast<Code>(row);
  }
  return rows;
}

}  // namespace

ScanCodes::ScanCodes(const ScanCodes& all, std::size_t n_most) : first_row_(all.first_row_) {
  const std::size_t n_codes = padded(n_most) * n_columns();
  if (all.narrow()) {
    narrow_ = PageArray<std::uint16_t>(n_codes, 0);
  } else {
    wide_ = PageArray<std::uint32_t>(n_codes, 0);
  }
}

void ScanCodes::take(const ScanCodes& all, std::span<const RemainsIndex> remains) {
  n_remains_ = remains.size();
  n_padded_ = padded(n_remains_);
  if (all.narrow()) {
    copy_rows(all.narrow_codes(), n_columns(), remains, narrow_.span());
  } else {
    copy_rows(all.wide_codes(), n_columns(), remains, wide_.span());
  }
}

ScanCodes::ScanCodes(const EvidenceTable& evidence) : n_remains_(evidence.n_remains) {
  KITH_CHECK(evidence.codes.size() == evidence.n_remains * evidence.columns.size());
  KITH_CHECK(n_remains_ <= std::numeric_limits<RemainsIndex>::max() - kScanGroup);
  n_padded_ = padded(n_remains_);
  first_row_.push_back(0);
  for (const auto& column : evidence.columns) first_row_.push_back(first_row_.back() + column->n_rows());
  KITH_CHECK(n_rows() <= std::numeric_limits<std::uint32_t>::max());
  if (n_rows() <= std::size_t{std::numeric_limits<std::uint16_t>::max()} + 1) {
    narrow_ = table_rows<std::uint16_t>(evidence, first_row_, n_padded_);
  } else {
    wide_ = table_rows<std::uint32_t>(evidence, first_row_, n_padded_);
  }
}

}  // namespace kith::matching

#include "matching/scan.hpp"

#include <limits>

#include "core/check.hpp"

namespace kith::matching {

namespace {

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

ScanCodes::ScanCodes(const EvidenceTable& evidence) : n_remains_(evidence.n_remains) {
  KITH_CHECK(evidence.codes.size() == evidence.n_remains * evidence.columns.size());
  KITH_CHECK(n_remains_ <= std::numeric_limits<RemainsIndex>::max() - kScanGroup);
  n_padded_ = (n_remains_ + kScanGroup - 1) / kScanGroup * kScanGroup;
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

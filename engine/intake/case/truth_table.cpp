#include "intake/case/truth_table.hpp"

#include "intake/case/table_columns.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

namespace {

template <class Items>
TextMap<std::uint32_t> numbers_of(const Items& items) {
  TextMap<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < items.size(); ++i) numbers.emplace(items[i].id, i);
  return numbers;
}

}  // namespace

std::vector<std::optional<matching::TargetIndex>> read_truth(const std::filesystem::path& case_folder,
                                                             const matching::Case& data, ProblemLog& log,
                                                             std::string_view encoding) {
  constexpr const char* kName = "truth.csv";
  std::vector<std::optional<matching::TargetIndex>> truth(data.remains.size());
  if (!std::filesystem::exists(case_folder / kName)) {
    log.add({.code = Errc::file_unreadable,
             .file = kName,
             .message = "the case folder lacks this file, which says who is who (remains_id, missing_id)"});
    return truth;
  }
  const text::CsvTable table = text::CsvTable::read(case_folder / kName, log, encoding);
  TableColumns columns(table, log);
  const Column remains = columns.require("remains_id");
  const Column missing = columns.require("missing_id");
  static_cast<void>(columns.find("individual_id"));
  columns.warn_unclaimed("not used");
  if (!columns.complete()) return truth;
  const auto remains_numbers = numbers_of(data.remains);
  const auto missing_numbers = numbers_of(data.missing);
  std::vector<bool> listed(data.remains.size(), false);
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto id = columns.required_text(row, remains, "a remains_id of the case");
    if (!id) continue;
    const auto found = remains_numbers.find(*id);
    if (found == remains_numbers.end()) {
      columns.error(Errc::unknown_id, row, remains, "a remains_id of the case");
      continue;
    }
    if (listed[found->second]) columns.error(Errc::duplicate_id, row, remains, "every set of remains once");
    listed[found->second] = true;
    const std::string_view owner = columns.text(row, missing);
    if (owner.empty()) continue;
    const auto person = missing_numbers.find(owner);
    if (person == missing_numbers.end()) {
      columns.error(Errc::unknown_id, row, missing, "a missing_id of the case, or nothing: nobody reported");
    } else {
      truth[found->second] = person->second;
    }
  }
  for (std::size_t r = 0; r < listed.size(); ++r) {
    if (listed[r]) continue;
    log.add({.code = Errc::missing_value,
             .file = kName,
             .column = "remains_id",
             .found = "no row for " + data.remains[r].id,
             .expected = "a row for every set of remains"});
  }
  return truth;
}

std::vector<std::optional<std::uint32_t>> read_individuals(const std::filesystem::path& case_folder,
                                                           const matching::Case& data, std::string_view encoding) {
  std::vector<std::optional<std::uint32_t>> individuals(data.remains.size());
  ProblemLog ignored;
  if (!std::filesystem::exists(case_folder / "truth.csv")) return individuals;
  const text::CsvTable table = text::CsvTable::read(case_folder / "truth.csv", ignored, encoding);
  TableColumns columns(table, ignored);
  const Column remains = columns.require("remains_id");
  const Column missing = columns.require("missing_id");
  const Column individual = columns.find("individual_id");
  if (!columns.complete()) return individuals;
  const auto numbers = numbers_of(data.remains);
  TextMap<std::uint32_t> seen;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto found = numbers.find(columns.text(row, remains));
    if (found == numbers.end()) continue;
    const std::string_view id = columns.text(row, individual), owner = columns.text(row, missing);
    if (id.empty() && owner.empty()) continue;
    // An individual and a missing person of one name are two things.
    const std::string key = id.empty() ? "missing " + std::string(owner) : "individual " + std::string(id);
    individuals[found->second] = seen.emplace(key, static_cast<std::uint32_t>(seen.size())).first->second;
  }
  return individuals;
}

}  // namespace kith::intake

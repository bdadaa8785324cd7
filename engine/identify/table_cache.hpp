// identify/table_cache.hpp — `--table-cache DIR`: what took long to compute for costly families, a file for each of
// them and marker, named after the digest of all that it depends on, the program included. Files can be deleted at any
// time; a damaged one is not used, and is replaced.
//
// A file holds its name again, the values as they are in memory, and a digest of all that (BLAKE2b, 128 bits).
// It is readable by its owner only. Nothing removes files of earlier programs: delete the folder now and then.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "evidence/column/table_store.hpp"

namespace kith::identify {

class TableCache final : public evidence::TableStore {
 public:
  /// Some milliseconds of filling, as writing a file to disk takes; reading and checking one takes 0.03.
  static constexpr double kLeastCost = 1e7;

  /// Makes the folder, mode 0700, where there is none. Errors: output_unwritable, file_unreadable (the executable).
  [[nodiscard]] static Result<std::unique_ptr<TableCache>> open(const std::filesystem::path& folder,
                                                                double least_cost = kLeastCost);

  [[nodiscard]] double least_cost() const override { return least_cost_; }
  bool load(std::string_view key, std::vector<double>& values) override;
  /// A file that cannot be written is counted, and the run goes on.
  void save(std::string_view key, std::span<const double> values) override;

  [[nodiscard]] std::uint64_t n_loaded() const { return n_loaded_; }
  [[nodiscard]] std::uint64_t n_saved() const { return n_saved_; }
  [[nodiscard]] std::uint64_t n_damaged() const { return n_damaged_; }
  [[nodiscard]] std::uint64_t n_unwritable() const { return n_unwritable_; }

 private:
  TableCache(std::filesystem::path folder, std::string program, double least_cost)
      : folder_(std::move(folder)), program_(std::move(program)), least_cost_(least_cost) {}

  [[nodiscard]] std::string name_of(std::string_view key) const;

  std::filesystem::path folder_;
  std::string program_;  ///< digest of the executable
  double least_cost_;
  std::atomic<std::uint64_t> n_loaded_ = 0, n_saved_ = 0, n_damaged_ = 0, n_unwritable_ = 0;
};

}  // namespace kith::identify

// --table-cache: a column filled from the cache is the column filled without; a file that is not whole is not used.
#include "identify/table_cache.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "evidence/dna/dna_column.hpp"
#include "intake/case_folder.hpp"
#include "support/builders.hpp"

namespace kith::testing {
namespace {

namespace fs = std::filesystem;

struct FilledRows {
  evidence::ColumnStatus status{};
  std::vector<double> rows;
};

/// A family of eight typed through two untyped parents, by a column that asks `store` first.
FilledRows fill_family(evidence::TableStore* store, double theta) {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  spec.theta = theta;
  spec.mutation_male = spec.mutation_female = {.kind = genetics::MutationKind::equal, .rate = 0.01};
  const auto marker = must(genetics::Marker::make(spec));
  const auto pedigree = pedigree_of(siblings(6));
  const Typing typing(pedigree, {{"C2", g(0, 1)}, {"C3", g(1, 1)}});
  const evidence::DnaColumn column(marker, {{}, {g(0, 1)}, {g(1, 2)}, {g(2, 2)}},
                                   {{&pedigree, pedigree.find("C1"), typing.pointers()}}, {}, store);
  FilledRows filled{{}, std::vector<double>(column.n_rows())};
  filled.status = column.fill(0, filled.rows);
  return filled;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  return {fs::directory_iterator(folder), fs::directory_iterator()};
}

}  // namespace

TEST_CASE("table cache: the second filling is read, and is the first to the last bit") {
  const TempFolder folder;
  for (const double theta : {0.0, 0.02}) {
    CAPTURE(theta);
    const fs::path place = folder.path() / ("cache" + std::to_string(theta > 0 ? 1 : 0));
    auto cache = must(identify::TableCache::open(place, 0));
    const auto expected = fill_family(nullptr, theta);
    CHECK(fill_family(cache.get(), theta).rows == expected.rows);
    CHECK(cache->n_saved() == 1);
    const auto again = fill_family(cache.get(), theta);
    CHECK(again.rows == expected.rows);
    CHECK(again.status == expected.status);
    CHECK(cache->n_loaded() == 1);
    CHECK(cache->n_saved() == 1);
    struct stat status {};
    const auto files = files_in(place);
    REQUIRE(files.size() == 1);
    REQUIRE(stat(files[0].c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
  }
}

TEST_CASE("table cache: a damaged, cut or foreign file is counted, not used, and replaced") {
  const TempFolder folder;
  const fs::path place = folder.path() / "cache";
  auto cache = must(identify::TableCache::open(place, 0));
  const auto expected = fill_family(cache.get(), 0);
  const auto files = files_in(place);
  REQUIRE(files.size() == 1);
  std::ifstream in(files[0], std::ios::binary);
  const std::string whole(std::istreambuf_iterator<char>(in), {});
  std::string flipped = whole;
  flipped[whole.size() / 2] = static_cast<char>(flipped[whole.size() / 2] ^ 4);
  std::uint64_t n_damaged = 0;
  for (const std::string& bytes : {flipped, whole.substr(0, whole.size() - 9), std::string(), whole + "x"}) {
    std::ofstream(files[0], std::ios::binary | std::ios::trunc) << bytes;
    CHECK(fill_family(cache.get(), 0).rows == expected.rows);
    CHECK(cache->n_damaged() == ++n_damaged);
    CHECK(cache->n_loaded() == 0);
  }
  CHECK(fill_family(cache.get(), 0).rows == expected.rows);
  CHECK(cache->n_loaded() == 1);
}

TEST_CASE("table cache: another family, marker or theta is another file; cheap families are not kept") {
  const TempFolder folder;
  auto cache = must(identify::TableCache::open(folder.path() / "cache", 0));
  (void)fill_family(cache.get(), 0);
  (void)fill_family(cache.get(), 0.01);
  CHECK(cache->n_saved() == 2);
  auto costly_only = must(identify::TableCache::open(folder.path() / "none"));
  (void)fill_family(costly_only.get(), 0);
  CHECK(costly_only->n_saved() == 0);
  std::ofstream(folder.path() / "file") << "x";
  CHECK_FALSE(identify::TableCache::open(folder.path() / "file" / "below").ok());
}

}  // namespace kith::testing

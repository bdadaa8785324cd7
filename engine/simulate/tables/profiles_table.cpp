#include "simulate/tables/profiles_table.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "simulate/people/names.hpp"
#include "text/csv_writer.hpp"

namespace kith::simulate {
namespace {

using genetics::Sex;
using intake::TableText;

/// Cells that do not depend on the row, quoted where they must be.
std::string cell_text(std::string_view text) {
  std::string result;
  text::CsvWriter(result).cell(text);
  return result;
}

class ProfilesTable {
 public:
  explicit ProfilesTable(const World& world)
      : world_(world),
        states_drops_(world.scenario.written.dropout == "stated"),
        rates_(world.loci, world.scenario.laboratory) {
    for (const auto& locus : world.loci) {
      names_.push_back(cell_text(locus.marker.name()));
      auto& labels = labels_.emplace_back();
      for (const auto& label : locus.marker.alleles()) labels.push_back(cell_text(label));
    }
    for (const auto& profile : world.profiles) {
      for (const auto& seen : profile.seen) n_alleles_ = std::max(n_alleles_, seen.size());
    }
  }

  [[nodiscard]] TableText text() const {
    std::string all = "sample_id,subject_id,marker";
    for (std::size_t k = 1; k <= n_alleles_; ++k) all += fmt::format(",allele_{}", k);
    if (states_drops_) all += ",dropout,drop_in";
    all += '\n';
    const auto& families = world_.families;
    append_chunks(
        families.size(), [&](std::size_t f, std::string& out) { add_family(f, out); }, all);
    append_chunks(
        world_.profiles.size(), [&](std::size_t i, std::string& out) { add_bone(i, out); }, all);
    return {"profiles.csv", std::move(all)};
  }

 private:
  template <class Add>
  static void append_chunks(std::size_t n, Add add, std::string& all) {
    constexpr std::size_t kChunk = 256;
    std::vector<std::string> chunks((n + kChunk - 1) / kChunk);
    tbb::parallel_for(std::size_t{0}, chunks.size(), [&](std::size_t c) {
      for (auto i = c * kChunk; i < std::min(n, (c + 1) * kChunk); ++i) add(i, chunks[c]);
    });
    std::size_t size = all.size();
    for (const auto& chunk : chunks) size += chunk.size();
    all.reserve(size);
    for (const auto& chunk : chunks) all += chunk;
  }

  void add_rows(const std::string& subject, const LabProfile& profile, bool is_bone, std::string& out) const {
    for (std::size_t l = 0; l < profile.seen.size(); ++l) {
      const auto& seen = profile.seen[l];
      if (seen.empty()) continue;
      out += fmt::format("{0}-S1,{0},{1}", subject, names_[l]);
      for (std::size_t k = 0; k < n_alleles_; ++k) {
        const auto shown = k < seen.size() ? k : k == 1 ? 0 : n_alleles_;  // a homozygote: the allele twice
        out += ',';
        if (shown < seen.size() && (!is_bone || k < seen.size() || !states_drops_)) out += labels_[l][seen[shown]];
      }
      if (states_drops_) add_rates(profile, l, is_bone, out);
      out += '\n';
    }
  }

  void add_rates(const LabProfile& profile, std::size_t locus, bool is_bone, std::string& out) const {
    const auto drop_in = rates_.drop_in(profile.quality);
    out += is_bone ? fmt::format(",{},{}", text::number_text(rates_.dropout(profile.quality, locus)),
                                 text::number_text(drop_in))
                   : ",,";
  }

  static void add_sex(const std::string& subject, Sex sex, std::size_t n_empty, std::string& out) {
    out += fmt::format("{0}-S1,{0},Amelogenin,X,{1}{2}\n", subject, sex == Sex::male ? 'Y' : 'X',
                       std::string(n_empty, ','));
  }

  [[nodiscard]] std::size_t n_empty() const { return n_alleles_ - 2 + (states_drops_ ? 2 : 0); }

  void add_family(std::size_t f, std::string& out) const {
    const auto& family = world_.families[f];
    for (std::size_t m = 0; m < family.members.size(); ++m) {
      if (!family.members[m].is_typed) continue;
      const auto id = relative_id(f, m);
      add_rows(id, fresh_profile(world_.genomes[f][m], world_.loci.size()), false, out);
      add_sex(id, family.members[m].sex, n_empty(), out);
    }
  }

  void add_bone(std::size_t i, std::string& out) const {
    const auto& profile = world_.profiles[i];
    const auto id = remains_id(i);
    add_rows(id, profile, true, out);
    const bool is_enough = profile.quality == Quality::good || profile.quality == Quality::fair;
    const auto& sample = world_.recovery.samples[i];
    if (is_enough && sample.is_typed && !profile.is_contaminated) {
      add_sex(id, world_.recovery.found[sample.found].sex, n_empty(), out);
    }
  }

  const World& world_;
  bool states_drops_;
  DropRates rates_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> labels_;
  std::size_t n_alleles_ = 2;
};

}  // namespace

TableText profiles_table(const World& world) { return ProfilesTable(world).text(); }

TableText elimination_table(const World& world) {
  TableText table{"elimination.csv", {}};
  text::CsvWriter csv(table.text);
  csv.row({"sample_id", "subject_id", "marker", "allele_1", "allele_2"});
  for (std::size_t i = 0; i < world.staff.size(); ++i) {
    const auto id = fmt::format("W{:03}", i + 1);
    for (std::size_t l = 0; l < world.loci.size(); ++l) {
      const auto& marker = world.loci[l].marker;
      const auto label = [&](std::size_t copy) { return marker.alleles()[world.staff[i][2 * l + copy]]; };
      csv.row({id + "-S1", id, marker.name(), label(0), label(1)});
    }
  }
  return table;
}

}  // namespace kith::simulate

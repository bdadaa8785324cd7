#include "simulate/tables/world_tables.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <map>
#include <utility>

#include "simulate/laboratory/examination.hpp"
#include "simulate/laboratory/family_report.hpp"
#include "simulate/people/names.hpp"
#include "simulate/places/world_places.hpp"
#include "simulate/tables/profiles_table.hpp"
#include "text/csv_writer.hpp"

namespace kith::simulate {
namespace {

using intake::TableText;

template <class Fill>
TableText table(std::string name, Fill fill) {
  TableText result{std::move(name), {}};
  text::CsvWriter csv(result.text);
  fill(csv);
  return result;
}

class CaseTables {
 public:
  explicit CaseTables(const World& world) : world_(world) {
    for (std::size_t i = 0; i < world.missing.size(); ++i) {
      const auto& at = world.missing[i];
      missing_number_.emplace(std::pair(at.family, at.member), i);
    }
  }

  [[nodiscard]] intake::CaseDraft draft() const {
    intake::CaseDraft draft;
    for (auto& spec : written_markers(world_.loci, world_.scenario.written, world_.seed)) {
      draft.markers.push_back({std::move(spec)});
    }
    for (std::uint32_t f = 0; f < world_.families.size(); ++f) add_family(f, draft);
    for (std::size_t i = 0; i < world_.missing.size(); ++i) {
      const auto& at = world_.missing[i];
      const auto& family = world_.families[at.family];
      draft.missing.push_back({missing_id(i), family_id(at.family), family.members[at.member].sex});
    }
    for (std::size_t i = 0; i < world_.recovery.samples.size(); ++i) draft.remains.push_back({remains_id(i)});
    if (world_.scenario.written.descriptions == "on") describe(draft);
    return draft;
  }

  [[nodiscard]] TableText truth() const {
    return table("truth.csv", [&](text::CsvWriter& csv) {
      csv.row({"remains_id", "missing_id", "individual_id"});
      for (std::size_t i = 0; i < world_.recovery.samples.size(); ++i) {
        const auto found = world_.recovery.samples[i].found;
        const auto& person = world_.recovery.found[found];
        const auto who = person.is_reported ? missing_id(person.person) : std::string();
        csv.row({remains_id(i), who, individual_id(found)});
      }
    });
  }

  [[nodiscard]] TableText wrong_relatives() const {
    return table("wrong_relatives.csv", [&](text::CsvWriter& csv) {
      csv.row({"person_id", "truth"});
      for (std::uint32_t f = 0; f < world_.families.size(); ++f) {
        const auto& members = world_.families[f].members;
        for (std::uint32_t m = 0; m < members.size(); ++m) {
          if (members[m].truth == Truth::reported) continue;
          csv.row({person_id(f, m), members[m].truth == Truth::unrelated ? "unrelated" : "another father"});
        }
      }
    });
  }

 private:
  [[nodiscard]] std::string person_id(std::uint32_t family, std::int32_t member) const {
    if (member == kNobody) return {};
    return person_id(family, static_cast<std::uint32_t>(member));
  }
  [[nodiscard]] std::string person_id(std::uint32_t family, std::uint32_t member) const {
    const auto found = missing_number_.find({family, member});
    return found == missing_number_.end() ? relative_id(family, member) : missing_id(found->second);
  }

  void add_family(std::uint32_t f, intake::CaseDraft& draft) const {
    const auto& members = world_.families[f].members;
    for (std::uint32_t m = 0; m < members.size(); ++m) {
      const auto& member = members[m];
      const auto role = member.is_missing ? matching::Role::missing
                        : member.is_typed ? matching::Role::reference
                                          : matching::Role::other;
      draft.persons.push_back({.family = family_id(f),
                               .id = person_id(f, m),
                               .father = person_id(f, member.father),
                               .mother = person_id(f, member.mother),
                               .sex = member.sex,
                               .role = role,
                               .relation = std::string(to_string(member.kin))});
    }
  }

  void describe(intake::CaseDraft& draft) const {
    tbb::parallel_for(std::size_t{0}, draft.missing.size(), [&](std::size_t i) {
      Random random(world_.seed, Stream::descriptions_am, i);
      draft.missing[i].attributes = report_of(world_.people[i], world_.scenario, world_.places, random);
    });
    const auto& recovery = world_.recovery;
    tbb::parallel_for(std::size_t{0}, draft.remains.size(), [&](std::size_t i) {
      const auto& sample = recovery.samples[i];
      Random random(world_.seed, Stream::descriptions_pm, i);
      const auto& neighbour = recovery.found[random.below(recovery.found.size())];
      const auto part = part_of(sample, world_.scenario.examination, world_.seed);
      auto finding = finding_of(person_found(world_, recovery.found[sample.found]), person_found(world_, neighbour),
                                part, world_.places.sites[sample.site], world_.scenario, random);
      draft.remains[i].sex = finding.sex;
      draft.remains[i].attributes = std::move(finding.cells);
    });
  }

  const World& world_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> missing_number_;
};

}  // namespace

std::vector<TableText> world_tables(const World& world) {
  const CaseTables content(world);
  auto tables = intake::case_tables(content.draft());
  const auto profiles = std::find_if(tables.begin(), tables.end(),
                                     [](const TableText& entry) { return entry.name == "profiles.csv"; });
  *profiles = profiles_table(world);
  tables.push_back(content.truth());
  if (world.scenario.written.descriptions == "on") add_place_tables(world, tables);
  if (world.scenario.laboratory.contamination > 0) tables.push_back(elimination_table(world));
  auto wrong = content.wrong_relatives();
  if (std::count(wrong.text.begin(), wrong.text.end(), '\n') > 1) tables.push_back(std::move(wrong));
  tables.push_back(
      {"scenario.ini", fmt::format("# kith simulate ... --seed {}\n{}", world.seed, to_ini(world.scenario))});
  return tables;
}

}  // namespace kith::simulate

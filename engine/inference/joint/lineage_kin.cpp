#include "inference/joint/lineage_kin.hpp"

#include <numbers>

#include "matching/table/lineage_evidence.hpp"

namespace kith::inference {

double LineageKin::log_lr(evidence::Line line, BodyIndex body, BodyIndex kin, unsigned meioses) {
  const std::scoped_lock lock(mutex_);
  const auto [place, is_new] = tables_.try_emplace({line, meioses});
  Table& table = place->second;
  if (is_new) table.column = matching::build_kin_column(case_, line, meioses, options_, table.codes);
  if (table.column == nullptr || table.codes[body] == 0 || table.codes[kin] == 0) return 0;
  auto& rows = table.log10_lr[table.codes[kin]];
  if (rows.empty()) {
    rows.assign(table.column->n_rows(), 0.0);
    table.column->fill(table.codes[kin], rows);
  }
  return rows[table.codes[body]] * std::numbers::ln10;
}

UnitLineages::UnitLineages(const matching::Case& the_case, const FamilyUnit& unit) {
  const matching::Family& family = the_case.families[unit.family];
  for (const evidence::Line line : {evidence::Line::paternal, evidence::Line::maternal}) {
    OneLine& here = lines_.emplace_back();
    here.line = line;
    for (const auto m : unit.missing) {
      const auto person = the_case.missing[m].person;
      const auto typed = matching::typed_members(family, person, line);
      here.to_reference.push_back(typed.empty() ? kNotKin : typed.front().meioses);
      auto& to_place = here.to_place.emplace_back();
      const auto members = evidence::line_members(family.pedigree, person, line);
      for (const auto other : unit.missing) {
        const auto found = std::find_if(members.begin(), members.end(), [&](const evidence::LineMember& member) {
          return member.person == the_case.missing[other].person;
        });
        to_place.push_back(other == m || found == members.end() ? kNotKin : found->meioses);
        any_kin_ = any_kin_ || to_place.back() != kNotKin;
      }
    }
  }
}

}  // namespace kith::inference

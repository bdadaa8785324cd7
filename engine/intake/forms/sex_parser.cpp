// sex_method: how the sex of remains was estimated. The sex itself is read with the id (intake/people/subjects.hpp).
#include <array>
#include <utility>

#include "intake/case/cell_values.hpp"
#include "intake/forms/parsers.hpp"

namespace kith::intake {
namespace {

using attributes::SexMethod;

constexpr std::array<std::pair<std::string_view, SexMethod>, 6> kMethods{{{"pelvis", SexMethod::pelvis},
                                                                          {"skull", SexMethod::skull},
                                                                          {"cranium", SexMethod::skull},
                                                                          {"long bones", SexMethod::long_bones},
                                                                          {"long_bones", SexMethod::long_bones},
                                                                          {"unknown", SexMethod::unstated}}};

class SexParser final : public DescriptionParser {
 public:
  explicit SexParser(TableColumns& table) : DescriptionParser(table), method_(find("sex_method")) {}

  void read(std::size_t /*row*/, attributes::AmDescription& /*am*/) override {}

  void read(std::size_t row, attributes::PmDescription& pm) override {
    const auto word = lower_case(text(row, method_));
    if (word.empty()) return;
    for (const auto& [name, method] : kMethods) {
      if (word != name) continue;
      pm.sex.method = method;
      return;
    }
    columns().report(Severity::warning, Errc::bad_value, row, method_,
                     "pelvis, skull, long bones or nothing; taken as a method that is not stated");
  }

 private:
  Column method_;
};

}  // namespace

std::unique_ptr<DescriptionParser> make_sex_parser(TableColumns& columns) {
  return std::make_unique<SexParser>(columns);
}

}  // namespace kith::intake

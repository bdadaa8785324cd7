// stature_cm, stature_error_cm, stature_source; of remains also the maximum lengths of long bones.
#include <array>
#include <utility>

#include "intake/case/cell_values.hpp"
#include "intake/forms/parsers.hpp"

namespace kith::intake {
namespace {

using attributes::PmStature;
using attributes::StatureSource;

constexpr double kShortest = 30, kTallest = 250;
constexpr std::array<std::pair<std::string_view, StatureSource>, 9> kSources{{{"measured", StatureSource::measured},
                                                                              {"medical", StatureSource::measured},
                                                                              {"military", StatureSource::measured},
                                                                              {"document", StatureSource::document},
                                                                              {"licence", StatureSource::document},
                                                                              {"passport", StatureSource::document},
                                                                              {"relative", StatureSource::relative},
                                                                              {"family", StatureSource::relative},
                                                                              {"unknown", StatureSource::unstated}}};

/// A bone and the lengths an adult's or a child's can have, mm.
struct Bone {
  const char* column;
  double PmStature::*length;
  double least, largest;
};
constexpr std::array<Bone, 5> kBones{{{"femur_mm", &PmStature::femur_mm, 50, 650},
                                      {"tibia_mm", &PmStature::tibia_mm, 50, 550},
                                      {"humerus_mm", &PmStature::humerus_mm, 50, 480},
                                      {"radius_mm", &PmStature::radius_mm, 30, 400},
                                      {"ulna_mm", &PmStature::ulna_mm, 30, 420}}};

class StatureParser final : public DescriptionParser {
 public:
  explicit StatureParser(TableColumns& table)
      : DescriptionParser(table),
        stature_(find("stature_cm")),
        error_(find("stature_error_cm")),
        source_(find("stature_source")) {
    for (const Bone& bone : kBones) bones_.push_back(find(bone.column));
  }

  void read(std::size_t row, attributes::AmDescription& am) override {
    const auto stature = height(row);
    const auto error = columns().number(row, error_, 0.5, 30, "centimetres, 0.5 to 30 (standard error)");
    const StatureSource source = source_of(row);
    if (stature) am.stature = attributes::AmStature{.cm = *stature, .error_cm = error, .source = source};
  }

  void read(std::size_t row, attributes::PmDescription& pm) override {
    PmStature found;
    found.cm = height(row).value_or(0);
    found.error_cm = columns().number(row, error_, 0.5, 30, "centimetres, 0.5 to 30 (standard error)");
    bool any = found.cm > 0;
    for (std::size_t i = 0; i < kBones.size(); ++i) {
      const Bone& bone = kBones[i];
      const auto length = columns().number(row, bones_[i], bone.least, bone.largest,
                                           "millimetres, " + std::to_string(static_cast<int>(bone.least)) + " to " +
                                               std::to_string(static_cast<int>(bone.largest)));
      found.*bone.length = length.value_or(0);
      any = any || length.has_value();
    }
    if (any) pm.stature = found;
  }

 private:
  std::optional<double> height(std::size_t row) {
    return columns().number(row, stature_, kShortest, kTallest, "centimetres, 30 to 250");
  }

  StatureSource source_of(std::size_t row) {
    const auto word = lower_case(text(row, source_));
    if (word.empty()) return StatureSource::unstated;
    for (const auto& [name, source] : kSources) {
      if (word == name) return source;
    }
    columns().report(Severity::warning, Errc::bad_value, row, source_,
                     "measured, document, relative or nothing; taken as a source that is not stated");
    return StatureSource::unstated;
  }

  Column stature_, error_, source_;
  std::vector<Column> bones_;
};

}  // namespace

std::unique_ptr<DescriptionParser> make_stature_parser(TableColumns& columns) {
  return std::make_unique<StatureParser>(columns);
}

}  // namespace kith::intake

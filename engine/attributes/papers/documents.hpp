// attributes/papers/documents.hpp — names on documents (document_model.hpp) and serial numbers of implants
// (implant_serial.hpp) as attributes of a case.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "attributes/frame/model.hpp"
#include "attributes/items/implant_serial.hpp"
#include "attributes/papers/document_model.hpp"

namespace kith::attributes {

class DocumentsModel : public DocumentModel {
 public:
  static constexpr std::string_view kName = "documents";
  static constexpr std::string_view kGroup = "belongings";
  /// Somebody else's paper with probability .06; so none is worth more than .94 / .06, or 1.2.
  static constexpr Weighting kWeighting{.floor = 0.06, .cap = 1.2};
  static constexpr DocumentParameters kDefaults{};
  static constexpr std::array<ParameterSpec, 3> kParameters{{
      {"weight_near", kDefaults.near_weight, 0, 1},
      {"weight_similar", kDefaults.similar_weight, 0, 1},
      {"weight_other", kDefaults.other_weight, 0, 1},
  }};
  using Report = NameList;
  using Finding = NameList;

  DocumentsModel(const AttributeContext& context, const Parameters& parameters);

  static std::optional<Report> report(const AmDescription& am);
  static std::optional<Finding> finding(const PmDescription& pm);
};

class ImplantSerialModel : public SerialModel {
 public:
  static constexpr std::string_view kName = "implant_serial";
  static constexpr std::string_view kGroup = "medical";
  static constexpr Weighting kWeighting{.floor = 0.01, .cap = 6};
  static constexpr SerialParameters kDefaults{};
  static constexpr std::array<ParameterSpec, 3> kParameters{{
      {"units", kDefaults.units, 1, 1e9},
      {"misread", kDefaults.misread, 0, 0.5},
      {"other", kDefaults.other, 0.0001, 0.5},
  }};
  using Report = SerialList;
  using Finding = SerialList;

  ImplantSerialModel(const AttributeContext& context, const Parameters& parameters);

  static std::optional<Report> report(const AmDescription& am);
  static std::optional<Finding> finding(const PmDescription& pm);
};

}  // namespace kith::attributes

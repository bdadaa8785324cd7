// attributes/frame/description.hpp — what the two forms say, attribute by attribute: the family's report of a missing
// person (AM) and what was found of remains (PM). intake/forms reads them from tables; the attribute models compare
// them.
//
// One struct per attribute and side. A member that says nothing is empty (std::nullopt, or the struct's `unknown`).
// Structs are compared member by member: equal reports and equal findings share their numbers.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "attributes/items/implant_serial.hpp"
#include "attributes/items/item_list.hpp"
#include "attributes/papers/document_model.hpp"
#include "attributes/place/place_tables.hpp"
#include "attributes/teeth/dental_model.hpp"
#include "genetics/markers/marker.hpp"

namespace kith::attributes {

using genetics::Sex;

/// How the sex of remains was estimated from bones or body.
enum class SexMethod : std::uint8_t { unstated, pelvis, skull, long_bones };

/// What X-linked markers show of the number of X chromosomes.
struct XCopies {
  bool two_alleles = false;  ///< some marker shows two
  /// -10 log10 of the probability that a woman shows two alleles at none of the markers typed, rounded, at least 1; 0:
  /// none typed.
  std::uint16_t alike = 0;
  friend auto operator<=>(const XCopies&, const XCopies&) = default;
};

struct PmSex {
  Sex form = Sex::unknown;  ///< as the form or anthropology says
  SexMethod method = SexMethod::unstated;
  Sex amelogenin = Sex::unknown;
  bool y_haplotype = false;  ///< two or more Y-linked markers show alleles
  XCopies x{};

  /// The sex that most of amelogenin, a Y haplotype and two alleles of X-linked markers show; unknown where they
  /// balance.
  [[nodiscard]] Sex by_dna() const {
    const int male = (amelogenin == Sex::male ? 1 : 0) + (y_haplotype ? 1 : 0);
    const int female = (amelogenin == Sex::female ? 1 : 0) + (x.two_alleles ? 1 : 0);
    return male > female ? Sex::male : female > male ? Sex::female : Sex::unknown;
  }
  /// DNA before the form.
  [[nodiscard]] Sex best() const { return by_dna() != Sex::unknown ? by_dna() : form; }
  /// Whether anything, taken alone, shows the other sex than this one. @pre `sex` is known.
  [[nodiscard]] bool contradicts(Sex sex) const {
    const auto other = [&](Sex seen) { return seen != Sex::unknown && seen != sex; };
    return other(form) || other(amelogenin) || (y_haplotype && sex == Sex::female) ||
           (x.two_alleles && sex == Sex::male);
  }
  friend auto operator<=>(const PmSex&, const PmSex&) = default;
};

/// How a family knows an age.
enum class AgeSource : std::uint8_t { stated, birth_date, birth_year };

struct AmAge {
  double years = 0;               ///< at disappearance
  std::optional<double> error{};  ///< standard error, years; none: by the source
  AgeSource source = AgeSource::stated;
  friend auto operator<=>(const AmAge&, const AmAge&) = default;
};

enum class AgeFinding : std::uint8_t { estimate, interval, at_least, at_most };

struct PmAge {
  AgeFinding kind = AgeFinding::estimate;
  double low = 0;  ///< years; of an estimate both are the estimate, of an open end one is 0
  double high = 0;
  std::optional<double> error{};  ///< of an estimate: standard error, years
  friend auto operator<=>(const PmAge&, const PmAge&) = default;
};

/// Who says how tall somebody was.
enum class StatureSource : std::uint8_t { unstated, measured, document, relative };

struct AmStature {
  double cm = 0;
  std::optional<double> error_cm{};  ///< standard error; none: by the source
  StatureSource source = StatureSource::unstated;
  friend auto operator<=>(const AmStature&, const AmStature&) = default;
};

/// A stature, or maximum lengths of long bones; 0: not found.
struct PmStature {
  double cm = 0;
  std::optional<double> error_cm{};
  double femur_mm = 0, tibia_mm = 0, humerus_mm = 0, radius_mm = 0, ulna_mm = 0;
  friend auto operator<=>(const PmStature&, const PmStature&) = default;
};

enum class Abo : std::uint8_t { o, a, b, ab };
enum class Rhesus : std::uint8_t { unknown, positive, negative };

struct BloodGroup {
  Abo abo = Abo::o;
  Rhesus rhesus = Rhesus::unknown;
  friend auto operator<=>(const BloodGroup&, const BloodGroup&) = default;
};

/// What a family reports. To add an attribute: add a member, a parser (intake/forms) and a model (registry.cpp).
struct AmDescription {
  Sex sex = Sex::unknown;
  AgeGroup age_group = AgeGroup::unknown;
  DentalReport teeth{};
  ItemList fractures{}, surgery{}, implants{}, marks{}, clothing{}, effects{};
  SerialList implant_serials{};
  NameList names{};  ///< of the person: on the form, on documents
  AmPlace place{};
  std::optional<AmAge> age{};
  std::optional<AmStature> stature{};
  std::string ancestry{}, hair{}, eyes{}, handedness{};  ///< words in small letters; empty: nothing said
  std::optional<BloodGroup> blood_group{};
};

/// What was found of remains.
struct PmDescription {
  PmSex sex{};
  AgeGroup age_group = AgeGroup::unknown;  ///< of the estimated age
  ToothChart teeth{};
  ItemList fractures{}, surgery{}, implants{}, marks{}, clothing{}, effects{};
  bool whole_body = true;  ///< false: the remains are a part of a body
  SerialList implant_serials{};
  NameList names{};  ///< on documents found with the remains
  PmPlace place{};
  std::optional<PmAge> age{};
  std::optional<PmStature> stature{};
  std::string ancestry{}, hair{}, eyes{}, handedness{};
  std::optional<BloodGroup> blood_group{};
};

}  // namespace kith::attributes

// ancestry, hair, eyes: any word, capitals and spelling variants of a few do not count. handedness, blood_group: codes.
#include <array>
#include <utility>

#include "attributes/frame/cell_text.hpp"
#include "intake/forms/parsers.hpp"

namespace kith::intake {
namespace {

using attributes::Abo;
using attributes::BloodGroup;
using attributes::Rhesus;

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSpellings{{{"blonde", "blond"},
                                                                                   {"gray", "grey"},
                                                                                   {"fair", "blond"},
                                                                                   {"brunette", "brown"},
                                                                                   {"ginger", "red"},
                                                                                   {"hazel brown", "hazel"}}};

/// In small letters; spelling variants as one.
std::string common_word(std::string_view cell) {
  std::string word = attributes::fold_case(cell);
  for (const auto& [variant, word_meant] : kSpellings) {
    if (word == variant) return std::string(word_meant);
  }
  return word;
}

std::optional<BloodGroup> parse_blood_group(std::string word) {
  constexpr std::array<std::pair<std::string_view, Abo>, 5> kAbo{
      {{"ab", Abo::ab}, {"a", Abo::a}, {"b", Abo::b}, {"o", Abo::o}, {"0", Abo::o}}};
  BloodGroup group;
  for (const auto& [ending, rhesus] : {std::pair{std::string_view("+"), Rhesus::positive},
                                       {std::string_view("-"), Rhesus::negative},
                                       {std::string_view(" rh+"), Rhesus::positive},
                                       {std::string_view(" rh-"), Rhesus::negative}}) {
    if (!word.ends_with(ending)) continue;
    group.rhesus = rhesus;
    if (ending.size() == 1 && word.ends_with(std::string(" rh") + std::string(ending))) continue;
    word.resize(word.size() - ending.size());
    break;
  }
  for (const auto& [name, abo] : kAbo) {
    if (word != name) continue;
    group.abo = abo;
    return group;
  }
  return std::nullopt;
}

class TraitParser final : public DescriptionParser {
 public:
  explicit TraitParser(TableColumns& table)
      : DescriptionParser(table),
        ancestry_(find("ancestry")),
        hair_(find("hair")),
        eyes_(find("eyes")),
        handedness_(find("handedness")),
        blood_group_(find("blood_group")) {}

  void read(std::size_t row, attributes::AmDescription& am) override { read_both(row, am); }
  void read(std::size_t row, attributes::PmDescription& pm) override { read_both(row, pm); }

 private:
  template <class Description>
  void read_both(std::size_t row, Description& description) {
    description.ancestry = word_of(row, ancestry_);
    description.hair = word_of(row, hair_);
    description.eyes = word_of(row, eyes_);
    description.handedness = handedness(row);
    description.blood_group = blood_group(row);
  }

  /// "" for nothing and for words that say nothing.
  std::string word_of(std::size_t row, const Column& column) {
    const auto cell = text(row, column);
    return columns().words().not_known.is_no_word(cell) ? "" : common_word(cell);
  }

  std::string handedness(std::size_t row) {
    std::string word = word_of(row, handedness_);
    if (word == "r" || word == "right-handed") word = "right";
    if (word == "l" || word == "left-handed") word = "left";
    if (word.empty() || word == "right" || word == "left" || word == "both") return word;
    columns().error(Errc::bad_value, row, handedness_, "right, left, both or nothing");
    return "";
  }

  std::optional<BloodGroup> blood_group(std::size_t row) {
    const std::string word = attributes::fold_case(text(row, blood_group_));
    if (word.empty() || word == "u") return std::nullopt;  // 0 is a group
    const auto group = parse_blood_group(word);
    if (!group) {
      columns().error(Errc::bad_value, row, blood_group_,
                      "O, A, B or AB, with + or - where Rhesus is known, or nothing");
    }
    return group;
  }

  Column ancestry_, hair_, eyes_, handedness_, blood_group_;
};

}  // namespace

std::unique_ptr<DescriptionParser> make_trait_parser(TableColumns& columns) {
  return std::make_unique<TraitParser>(columns);
}

}  // namespace kith::intake

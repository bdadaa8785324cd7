#include "inference/bodies/anatomy.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "attributes/frame/cell_text.hpp"
#include "matching/case/attribute_text.hpp"

namespace kith::inference {
namespace {

struct Word {
  std::string_view word;
  std::string_view element;
  ElementKind kind;
};

constexpr ElementKind kPaired = ElementKind::paired, kSingle = ElementKind::single, kBody = ElementKind::body;

/// Words as normal_word() makes them.
constexpr std::array kWords{Word{"femur", "femur", kPaired},
                            Word{"tibia", "tibia", kPaired},
                            Word{"fibula", "fibula", kPaired},
                            Word{"humerus", "humerus", kPaired},
                            Word{"radius", "radius", kPaired},
                            Word{"ulna", "ulna", kPaired},
                            Word{"clavicle", "clavicle", kPaired},
                            Word{"clavicula", "clavicle", kPaired},
                            Word{"scapula", "scapula", kPaired},
                            Word{"patella", "patella", kPaired},
                            Word{"calcaneus", "calcaneus", kPaired},
                            Word{"talus", "talus", kPaired},
                            Word{"pelvis", "pelvis", kPaired},
                            Word{"os coxae", "pelvis", kPaired},
                            Word{"hip bone", "pelvis", kPaired},
                            Word{"coxa", "pelvis", kPaired},
                            Word{"innominate", "pelvis", kPaired},
                            Word{"hand", "hand", kPaired},
                            Word{"foot", "foot", kPaired},
                            Word{"arm", "arm", kPaired},
                            Word{"leg", "leg", kPaired},
                            Word{"temporal", "temporal", kPaired},
                            Word{"temporal bone", "temporal", kPaired},
                            Word{"skull", "skull", kSingle},
                            Word{"cranium", "skull", kSingle},
                            Word{"head", "skull", kSingle},
                            Word{"mandible", "mandible", kSingle},
                            Word{"mandibula", "mandible", kSingle},
                            Word{"lower jaw", "mandible", kSingle},
                            Word{"sternum", "sternum", kSingle},
                            Word{"sacrum", "sacrum", kSingle},
                            Word{"hyoid", "hyoid", kSingle},
                            Word{"atlas", "atlas", kSingle},
                            Word{"axis", "axis", kSingle},
                            Word{"torso", "torso", kSingle},
                            Word{"trunk", "torso", kSingle},
                            Word{"body", "body", kBody},
                            Word{"whole", "body", kBody},
                            Word{"whole body", "body", kBody},
                            Word{"complete", "body", kBody},
                            Word{"complete body", "body", kBody},
                            Word{"skeleton", "body", kBody},
                            Word{"whole skeleton", "body", kBody},
                            Word{"complete skeleton", "body", kBody}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kPortionWords{{{"prox", "proximal"},
                                                                                      {"proximal third", "proximal"},
                                                                                      {"middle", "shaft"},
                                                                                      {"middle third", "shaft"},
                                                                                      {"diaphysis", "shaft"},
                                                                                      {"midshaft", "shaft"},
                                                                                      {"dist", "distal"},
                                                                                      {"distal third", "distal"}}};

bool says_complete(std::string_view word) { return word == "complete" || word == "whole" || word == "all"; }
bool says_unknown(std::string_view word) { return word == "fragment" || word == "part" || word == "partial"; }

/// The words of a cell, between commas, semicolons, slashes and plus signs.
std::vector<std::string> words_of(std::string_view cell) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (auto normal = attributes::normal_word(word); !normal.empty()) words.push_back(std::move(normal));
    word.clear();
  };
  for (const char c : cell) {
    if (c == ',' || c == ';' || c == '/' || c == '+') {
      end_word();
    } else {
      word += c;
    }
  }
  end_word();
  return words;
}

void read_portions(std::string_view cell, Part& part) {
  const auto words = words_of(cell);
  if (words.empty() || std::any_of(words.begin(), words.end(), says_complete)) return;
  part.is_complete = false;
  for (const std::string& word : words) {
    if (says_unknown(word)) continue;
    const auto* known = std::find_if(kPortionWords.begin(), kPortionWords.end(),
                                     [&](const auto& entry) { return entry.first == word; });
    part.portions.emplace_back(known == kPortionWords.end() ? std::string_view(word) : known->second);
  }
  std::sort(part.portions.begin(), part.portions.end());
  part.portions.erase(std::unique(part.portions.begin(), part.portions.end()), part.portions.end());
}

Side read_side(std::string_view cell) {
  const auto word = attributes::normal_word(cell);
  if (word == "left" || word == "l" || word == "sin" || word == "sinister") return Side::left;
  if (word == "right" || word == "r" || word == "dex" || word == "dexter") return Side::right;
  return Side::unknown;
}

/// The parts of one element that show a portion, with those limits; appended to `conflicts` where they are too many.
void check_element(std::span<const Part> parts, std::span<const std::size_t> of_element,
                   std::vector<Conflict>& conflicts) {
  std::set<std::string> words;
  for (const std::size_t i : of_element) words.insert(parts[i].portions.begin(), parts[i].portions.end());
  if (words.empty()) words.insert("");
  const auto check = [&](const std::string& word, std::string_view what, std::size_t most, const auto& counts) {
    Conflict conflict;
    for (const std::size_t i : of_element) {
      if ((parts[i].is_complete || parts[i].has_portion(word)) && counts(parts[i])) conflict.parts.push_back(i);
    }
    if (conflict.parts.size() <= most) return;
    conflict.text = std::to_string(conflict.parts.size()) + " times " + std::string(what) +
                    parts[of_element.front()].element + (word.empty() ? "" : " (" + word + ")") +
                    ", where a body has " + std::to_string(most);
    conflicts.push_back(std::move(conflict));
  };
  for (const std::string& word : words) {
    if (parts[of_element.front()].kind == ElementKind::paired) {
      check(word, "left ", 1, [](const Part& p) { return p.side == Side::left; });
      check(word, "right ", 1, [](const Part& p) { return p.side == Side::right; });
      check(word, "", 2, [](const Part&) { return true; });
    } else {
      check(word, "", 1, [](const Part&) { return true; });
    }
  }
}

}  // namespace

bool Part::has_portion(std::string_view word) const {
  return std::find(portions.begin(), portions.end(), word) != portions.end();
}

Part read_part(std::string_view body_part, std::string_view body_side, std::string_view portion) {
  Part part;
  std::string word = attributes::normal_word(body_part);
  part.side = read_side(body_side);
  const auto take_side = [&](std::string_view prefix, Side side) {
    if (!word.starts_with(prefix)) return;
    word = word.substr(prefix.size());
    if (part.side == Side::unknown) part.side = side;
  };
  take_side("left ", Side::left);
  take_side("right ", Side::right);
  const auto* known = std::find_if(kWords.begin(), kWords.end(), [&](const Word& entry) { return entry.word == word; });
  part.element = known == kWords.end() ? word : std::string(known->element);
  part.kind = known == kWords.end() ? ElementKind::other : known->kind;
  read_portions(portion, part);
  return part;
}

Part part_of(const matching::Remains& remains) {
  return read_part(matching::attribute_text(remains.attributes, "body_part"),
                   matching::attribute_text(remains.attributes, "body_side"),
                   matching::attribute_text(remains.attributes, "portion"));
}

std::string describe(const Part& part) {
  std::string text = part.side == Side::left ? "left " : part.side == Side::right ? "right " : "";
  text += part.element.empty() ? "part" : part.element;
  for (const std::string& portion : part.portions) text += ", " + portion;
  return text;
}

std::vector<Conflict> conflicts_of(std::span<const Part> parts) {
  std::map<std::string, std::vector<std::size_t>> elements;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind != ElementKind::other) elements[parts[i].element].push_back(i);
  }
  std::vector<Conflict> conflicts;
  for (const auto& [element, of_element] : elements) {
    if (of_element.size() > 1) check_element(parts, of_element, conflicts);
  }
  return conflicts;
}

bool fit_together(std::span<const Part> parts) { return conflicts_of(parts).empty(); }

}  // namespace kith::inference

// fractures, surgery, implants, implant_serial, marks, clothing, effects; documents and name. body_part: what of a body
// the remains are. Things tied to a grave: grave_items.hpp.
#include <algorithm>
#include <array>

#include "attributes/frame/cell_text.hpp"
#include "attributes/items/implant_serial.hpp"
#include "attributes/items/item_list.hpp"
#include "intake/forms/parsers.hpp"

namespace kith::intake {
namespace {

using attributes::ItemFormat;
using attributes::ItemList;

struct ListColumn {
  std::string_view name;
  ItemFormat format;
  ItemList attributes::AmDescription::*reported;
  ItemList attributes::PmDescription::*found;
};

using Am = attributes::AmDescription;
using Pm = attributes::PmDescription;
constexpr std::array<ListColumn, 6> kLists{{
    {"fractures", ItemFormat::skeletal, &Am::fractures, &Pm::fractures},
    {"surgery", ItemFormat::skeletal, &Am::surgery, &Pm::surgery},
    {"implants", ItemFormat::skeletal, &Am::implants, &Pm::implants},
    {"marks", ItemFormat::mark, &Am::marks, &Pm::marks},
    {"clothing", ItemFormat::belonging, &Am::clothing, &Pm::clothing},
    {"effects", ItemFormat::belonging, &Am::effects, &Pm::effects},
}};

class ItemsParser final : public DescriptionParser {
 public:
  explicit ItemsParser(TableColumns& table)
      : DescriptionParser(table),
        serials_(find("implant_serial")),
        documents_(find("documents")),
        name_(find("name")),
        body_part_(find("body_part")),
        grave_(find("grave_id")),
        site_(find("site_id")) {
    for (std::size_t i = 0; i < kLists.size(); ++i) lists_[i] = find(kLists[i].name);
  }

  void read(std::size_t row, Am& am) override {
    for (std::size_t i = 0; i < kLists.size(); ++i) {
      am.*kLists[i].reported = read_list(row, lists_[i], kLists[i].format);
      for (const auto& item : (am.*kLists[i].reported).items) {
        if (item.of_grave) columns().error(Errc::bad_value, row, lists_[i], "no 'grave' in a report of the living");
      }
    }
    am.implant_serials = read_serials(row);
    am.names = read_names(row);
  }

  void read(std::size_t row, Pm& pm) override {
    for (std::size_t i = 0; i < kLists.size(); ++i) {
      pm.*kLists[i].found = read_list(row, lists_[i], kLists[i].format);
      const bool somewhere = !text(row, grave_).empty() || !text(row, site_).empty();
      for (const auto& item : (pm.*kLists[i].found).items) {
        if (!item.of_grave || somewhere) continue;
        columns().report(Severity::warning, Errc::missing_value, row, lists_[i],
                         "a grave_id or site_id in this row for what is tied to a grave; it says nothing as it is");
      }
    }
    pm.implant_serials = read_serials(row);
    pm.names = read_names(row);
    constexpr std::array<std::string_view, 7> kWhole{"",         "whole",          "whole body",       "body",
                                                     "complete", "whole skeleton", "complete skeleton"};
    const auto part = attributes::normal_word(text(row, body_part_));
    pm.whole_body = std::find(kWhole.begin(), kWhole.end(), part) != kWhole.end();
  }

 private:
  ItemList read_list(std::size_t row, const Column& column, ItemFormat format) {
    const auto cell = text(row, column);
    auto list = attributes::parse_items(cell, format, columns().words(), column.name);
    if (!list) {
      columns().error(list.error().code, row, column, list.error().message);
      return {};
    }
    const auto sentences = attributes::free_text_in(cell, format, columns().words(), column.name);
    if (!sentences.empty()) {
      columns().report(Severity::warning, Errc::bad_value, row, column,
                       std::string(attributes::format_text(format)) + ", with ';' between items; '" + sentences[0] +
                           "' is taken for one item, with which only the very same words agree: write it in parts");
    }
    return std::move(list).value();
  }

  attributes::SerialList read_serials(std::size_t row) {
    auto list = attributes::parse_serials(text(row, serials_), columns().words().not_known);
    if (list) return std::move(list).value();
    columns().error(list.error().code, row, serials_, list.error().message);
    return {};
  }

  /// The name on the form, and those on documents.
  attributes::NameList read_names(std::size_t row) {
    attributes::NameList list;
    const auto& words = columns().words().not_known;
    list.names.push_back(words.name_in(text(row, name_)));
    for (const auto& document : read_list(row, documents_, ItemFormat::document).items) {
      list.names.push_back(words.name_in(document.details[0]));
    }
    list.names.erase(std::remove(list.names.begin(), list.names.end(), std::string()), list.names.end());
    std::sort(list.names.begin(), list.names.end());
    list.names.erase(std::unique(list.names.begin(), list.names.end()), list.names.end());
    return list;
  }

  std::array<Column, kLists.size()> lists_;
  Column serials_, documents_, name_, body_part_, grave_, site_;
};

}  // namespace

std::unique_ptr<DescriptionParser> make_items_parser(TableColumns& columns) {
  return std::make_unique<ItemsParser>(columns);
}

}  // namespace kith::intake

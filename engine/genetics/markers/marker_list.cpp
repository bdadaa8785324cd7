#include "genetics/markers/marker_list.hpp"

namespace kith::genetics {

std::span<const std::string_view> listed_autosomal_markers() {
  static constexpr std::string_view names[] = {
      "APOAI1",   "CD4",      "D1GATA113",     "D1S80",    "D1S518",   "D1S533",   "D1S549",   "D1S1162",  "D1S1171",
      "D1S1627",  "D1S1656",  "D1S1677",       "D2S410",   "D2S436",   "D2S441",   "D2S1242",  "D2S1338",  "D2S1360",
      "D2S1772",  "D2S1776",  "D3S1358",       "D3S1545",  "D3S1744",  "D3S1766",  "D3S3045",  "D3S3053",  "D3S4529",
      "D4S2364",  "D4S2366",  "D4S2404",       "D4S2408",  "D4S2639",  "D5S815",   "D5S818",   "D5S2500",  "D5S2800",
      "D6S366",   "D6S391",   "D6S474",        "D6S477",   "D6S502",   "D6S965",   "D6S1017",  "D6S1043",  "D7S809",
      "D7S820",   "D7S1517",  "D7S2846",       "D7S3048",  "D7S8277",  "D8S306",   "D8S344",   "D8S347",   "D8S639",
      "D8S1110",  "D8S1115",  "D8S1132",       "D8S1179",  "D9S304",   "D9S925",   "D9S1118",  "D9S1122",  "D9S2157",
      "D10S1248", "D10S1435", "D10S2325",      "D10S2327", "D11S488",  "D11S554",  "D11S1304", "D11S1985", "D11S2368",
      "D11S2371", "D11S4463", "D12ATA63",      "D12S67",   "D12S375",  "D12S391",  "D12S1064", "D12S1090", "D12S1301",
      "D13S305",  "D13S308",  "D13S317",       "D13S325",  "D13S631",  "D13S796",  "D14S118",  "D14S608",  "D14S1426",
      "D14S1434", "D15S233",  "D15S659",       "D15S822",  "D16S537",  "D16S539",  "D16S543",  "D16S753",  "D17S906",
      "D17S974",  "D17S976",  "D17S1290",      "D17S1294", "D17S1301", "D18S51",   "D18S391",  "D18S499",  "D18S535",
      "D18S536",  "D18S853",  "D18S865",       "D18S957",  "D18S978",  "D18S1270", "D18S1364", "D18S1376", "D19S247",
      "D19S253",  "D19S400",  "D19S433",       "D20S161",  "D20S470",  "D20S480",  "D20S482",  "D20S1082", "D21S11",
      "D21S1270", "D21S1409", "D21S1411",      "D21S1412", "D21S1414", "D21S1432", "D21S1435", "D21S1436", "D21S1437",
      "D21S1446", "D21S2055", "D22GATA198B05", "D22S534",  "D22S683",  "D22S685",  "D22S689",  "D22S1045", "F13A01",
      "F13B",     "FESFPS",   "LPL",           "Penta C"};
  return names;
}

std::span<const std::string_view> listed_y_markers() {
  static constexpr std::string_view names[] = {
      "DYF393S1", "DYF403S1a", "DYF403S1b", "DYF406S1", "DYF409S1", "DYS388",  "DYS390",  "DYS391",  "DYS392", "DYS393",
      "DYS425",   "DYS426",    "DYS434",    "DYS435",   "DYS436",   "DYS437",  "DYS438",  "DYS439",  "DYS441", "DYS442",
      "DYS443",   "DYS444",    "DYS445",    "DYS446",   "DYS447",   "DYS448",  "DYS449",  "DYS450",  "DYS452", "DYS453",
      "DYS454",   "DYS455",    "DYS456",    "DYS458",   "DYS460",   "DYS461",  "DYS462",  "DYS463",  "DYS472", "DYS476",
      "DYS480",   "DYS481",    "DYS484",    "DYS485",   "DYS487",   "DYS488",  "DYS490",  "DYS491",  "DYS492", "DYS493",
      "DYS494",   "DYS495",    "DYS497",    "DYS502",   "DYS504",   "DYS505",  "DYS508",  "DYS510",  "DYS511", "DYS513",
      "DYS518",   "DYS520",    "DYS521",    "DYS522",   "DYS525",   "DYS526a", "DYS526b", "DYS530",  "DYS531", "DYS532",
      "DYS533",   "DYS534",    "DYS537",    "DYS538",   "DYS540",   "DYS541",  "DYS543",  "DYS544",  "DYS546", "DYS547",
      "DYS549",   "DYS550",    "DYS551",    "DYS552",   "DYS554",   "DYS556",  "DYS557",  "DYS561",  "DYS565", "DYS567",
      "DYS568",   "DYS569",    "DYS570",    "DYS571",   "DYS572",   "DYS573",  "DYS575",  "DYS576",  "DYS577", "DYS578",
      "DYS579",   "DYS580",    "DYS581",    "DYS583",   "DYS585",   "DYS587",  "DYS588",  "DYS589",  "DYS590", "DYS593",
      "DYS594",   "DYS596",    "DYS607",    "DYS612",   "DYS614",   "DYS616",  "DYS617",  "DYS618",  "DYS620", "DYS622",
      "DYS624",   "DYS626",    "DYS627",    "DYS629",   "DYS630",   "DYS631",  "DYS632",  "DYS636",  "DYS637", "DYS638",
      "DYS640",   "DYS641",    "DYS643",    "DYS645",   "DYS650",   "DYS703",  "DYS707",  "DYS708",  "DYS709", "DYS710",
      "DYS711",   "DYS712",    "DYS713",    "DYS714",   "DYS715",   "DYS716",  "DYS717",  "DYS720",  "DYS721", "DYS722",
      "DYS723",   "DYS725",    "DYS726",    "DYS1003",  "DYS1005",  "DYS1007", "DYS1010", "DYS1012", "DYS1013"};
  return names;
}

std::span<const std::string_view> listed_x_markers() {
  static constexpr std::string_view names[] = {
      "DXS101",   "DXS981",   "DXS6789",  "DXS6793",  "DXS6795",  "DXS6797",  "DXS6799",  "DXS6800",  "DXS6801",
      "DXS6803",  "DXS6804",  "DXS6806",  "DXS6807",  "DXS6808",  "DXS6809",  "DXS6810",  "DXS6854",  "DXS7107",
      "DXS7130",  "DXS7132",  "DXS7133",  "DXS7423",  "DXS7424",  "DXS8377",  "DXS8378",  "DXS8380",  "DXS9895",
      "DXS9896",  "DXS9898",  "DXS9902",  "DXS9905",  "DXS9907",  "DXS9908",  "DXS10011", "DXS10066", "DXS10067",
      "DXS10068", "DXS10069", "DXS10074", "DXS10075", "DXS10076", "DXS10077", "DXS10078", "DXS10079", "DXS10091",
      "DXS10101", "DXS10103", "DXS10129", "DXS10130", "DXS10131", "DXS10132", "DXS10134", "DXS10135", "DXS10146",
      "DXS10147", "DXS10148", "DXS10159", "DXS10160", "DXS10161", "DXS10162", "DXS10163", "DXS10164", "DXS10165"};
  return names;
}

}  // namespace kith::genetics

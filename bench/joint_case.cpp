// The joint analysis of a case folder, timed from finished pair tables:   kith_joint_case FOLDER [PRIOR_ODDS]
// [exact|together]
//
// Prior odds: a number; 0: 1 / missing persons; "flat". With truth.csv beside the case, what is right at a posterior of
// .9995.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "inference/joint/identify_jointly.hpp"
#include "intake/case/case_reader.hpp"
#include "matching/table/evidence_builder.hpp"

namespace {

using namespace kith;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Truth {
  std::string missing{};
};

/// remains_id,missing_id,individual_id
std::map<std::string, Truth> read_truth(const std::filesystem::path& file) {
  std::map<std::string, Truth> truth;
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) {
    const auto comma = line.find(',');
    if (comma == std::string::npos) continue;
    const auto rest = line.substr(comma + 1);
    Truth& known = truth[line.substr(0, comma)];
    known.missing = rest.substr(0, rest.find_first_of(",\r"));
  }
  return truth;
}

void print_truth(const matching::Case& data, const inference::JointIdentification& found,
                 const std::map<std::string, Truth>& truth) {
  constexpr double kDecided = 0.9995;
  std::size_t right = 0;
  std::size_t wrong = 0;
  std::size_t family = 0;
  std::size_t findable = 0;
  std::set<std::string> missing_ids;
  for (const auto& missing : data.missing) missing_ids.insert(missing.id);
  for (const auto& remains : data.remains) {
    const auto known = truth.find(remains.id);
    if (known != truth.end() && missing_ids.count(known->second.missing) == 1) ++findable;
  }
  std::set<std::uint32_t> counted;
  for (const auto& row : found.rows) {
    if (row.missing >= data.missing.size()) continue;
    const auto known = truth.find(data.remains[row.body].id);
    const bool is_right = known != truth.end() && known->second.missing == data.missing[row.missing].id;
    if (row.posterior >= kDecided) ++(is_right ? right : wrong);
    if (row.posterior >= kDecided && !is_right) {
      fmt::print("  wrong: {} = {} ({} is {}), posterior {:.8f}, log10 LR {:.2f}, GLR {:.2f}\n",
                 data.remains[row.body].id, data.missing[row.missing].id, data.remains[row.body].id,
                 known == truth.end() ? "?" : known->second.missing, row.posterior, row.log10_lr, row.log10_glr);
    }
    if (row.posterior_family >= kDecided && counted.insert(row.body).second) ++family;
  }
  fmt::print("  at {}: {} right, {} wrong, of {} remains of missing persons; family decided: {}\n", kDecided, right,
             wrong, findable, family);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "kith_joint_case FOLDER [PRIOR_ODDS|flat] [exact|together]\n");
    return 2;
  }
  auto reading = intake::read_case(argv[1]);
  if (!reading.content) {
    fmt::print(stderr, "{}: cannot be read\n", argv[1]);
    return 1;
  }
  const matching::Case data = std::move(reading.content).value();
  const auto truth = read_truth(std::filesystem::path(argv[1]) / "truth.csv");
  const auto evidence = matching::build_evidence(data);
  const std::string_view odds = argc > 2 ? argv[2] : "0";
  inference::IdentifyOptions options;
  const double w = odds == "0" ? 1.0 / static_cast<double>(data.missing.size()) : std::strtod(argv[2], nullptr);
  if (odds != "flat") options.prior = inference::AssignmentPrior::odds(w).value();
  if (argc > 3 && std::string_view(argv[3]) == "together") options.exact_pairs = 0;

  auto start = std::chrono::steady_clock::now();
  matching::MatchOptions match;
  match.threshold = std::log10(options.weak_odds) - (odds == "flat" ? 0 : std::log10(w));
  const auto pairs = matching::match(evidence, match);
  const double seconds_match = seconds_since(start);
  start = std::chrono::steady_clock::now();
  const auto found = inference::identify_jointly(data, evidence, pairs.pairs, {}, options);
  const double seconds = seconds_since(start);
  if (!found) {
    fmt::print(stderr, "{}\n", found.error().message);
    return 1;
  }
  fmt::print("{}: {} missing, {} remains, match {:.3f} s ({} pairs), joint {:.3f} s\n", argv[1], data.missing.size(),
             data.remains.size(), seconds_match, pairs.pairs.size(), seconds);
  const auto& summary = found.value().summary;
  fmt::print("  scan {:.3f}, families {:.3f}, posterior {:.3f}, conclusions {:.3f} s\n", summary.seconds_scan,
             summary.seconds_families, summary.seconds_posterior, summary.seconds_conclusions);
  for (const auto& remark : found.value().remarks) fmt::print("  {}\n", remark);
  print_truth(data, found.value(), truth);
  return 0;
}

// tools/kith/options/settings.hpp — everything a run can be told, and the three places it is told in: the command line,
// the `case.ini` of the case folder, and the defaults below. The command line wins over case.ini, case.ini over the
// defaults.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/commands.hpp"
#include "identify/options.hpp"
#include "inference/bodies/find_bodies.hpp"
#include "inference/kin/family_links.hpp"
#include "inference/kin/find_kin.hpp"
#include "inference/learning/learning.hpp"
#include "intake/case/case_reader.hpp"
#include "matching/candidates/match.hpp"
#include "matching/table/evidence_builder.hpp"

namespace kith::tool {

/// The value of `--population` that stands for every population of frequencies.csv.
inline constexpr std::string_view kAllPopulations = "all";

/// As typed; checked() turns the numbers into what the engine takes. Counts are signed so that "-1" is seen as such.
struct Settings {
  std::string case_folder{};  ///< set before parse_command(): stands in place of the one on the command line

  // how the tables are read
  std::string encoding{};
  std::string population{};
  double min_frequency = 0.001;
  std::optional<std::string> minimum_for{};     ///< none: all; with `--defaults exact` unlisted
  std::optional<std::string> mutation_model{};  ///< none: published rates; with `--defaults exact` no mutation
  double rate_male = 0;
  double rate_female = 0;
  double rate2 = 0;
  double range = 0.1;
  double theta = 0;
  double silent_frequency = 0;
  double dropout = 0;
  std::optional<double> dropout_homozygote{};
  double drop_in = 0;
  std::string partial_dropout = "unknown";
  std::string defaults = "published";
  std::optional<double> typing_error{};  ///< none: kTypingError; with `--defaults exact` 0
  bool ignore_unread = false;

  // matching
  std::int64_t top = 10;
  double threshold = 4;
  std::int64_t max_above = 5'000'000;
  std::string prior = "flat";
  std::string strategy = "tiled";
  std::string haplotype_frequency = "counting";
  double haplotype_theta = 0;
  std::optional<double> line_error{};  ///< none: kLineError; with `--defaults exact` 0
  double cost_limit = 2e9;
  std::string linkage = "on";
  std::string attributes = "on";
  std::string weights{};
  std::optional<double> male_share{};       ///< none: from the reports
  std::optional<double> attribute_floor{};  ///< none: each attribute's own
  bool matrix = false;
  std::int64_t breakdown_limit = 100'000;
  std::string bodies = "auto";
  std::string individuals = "estimated";
  std::string kin = "on";

  // kin
  std::string among = "remains";
  std::optional<double> kin_per_person{};  ///< none: estimated from the pairs
  double kin_list_from = 0.5;
  double kin_group_from = 0.99;

  // who is who
  std::string joint = "on";
  std::string assignment_prior = "odds";
  std::optional<double> prior_odds{};  ///< none: 1 / N
  std::optional<std::int64_t> others{};
  std::string sex_rule = "soft";
  std::int64_t joint_seed = 1;
  double match_glr = 4;
  double probable_glr = 3;
  std::int64_t max_incompatible = 2;

  // quality control
  std::int64_t min_loci = 8;
  std::int64_t duplicate_loci = 10;
  std::int64_t duplicate_differences = 1;

  // learning
  std::string method = "em-dna";
  std::string learned_score = "model";
  double decided = 8;
  double lambda = 0;  ///< 0: from the numbers of missing persons and remains
  std::int64_t steps = 500;
  std::int64_t pairs = 5'000'000;

  // the run
  std::int64_t threads = 0;
  bool quiet = false;

  // bench
  std::string strategies{};
  std::vector<std::string> overrides{};
  std::int64_t seed = 1;
  std::int64_t repeat = 1;
  std::int64_t resamples = 1000;
  double posterior_threshold = 0.9995;

  // this command only
  std::string out{};
  bool force = false;
  std::string since{};
  std::string table_cache{};
  std::string missing_id{};
  std::string remains_id{};
  std::string family_id{};
  std::optional<double> from{};  ///< posterior
  std::string of_case{};         ///< where the case of a result is now

  /// Names of the options that the command line gave; filled by parse_command(), as is the next.
  std::vector<std::string> on_command_line{};
  /// Every setting of the command that is in force, as text, by name.
  std::vector<std::pair<std::string, std::string>> in_force{};

  /// `--defaults exact`: nothing is taken from elsewhere where nothing is stated.
  [[nodiscard]] bool is_exact() const { return defaults == "exact"; }
  [[nodiscard]] intake::CaseOptions case_options() const;
  [[nodiscard]] matching::MatchOptions match_options() const;
  [[nodiscard]] matching::EvidenceOptions evidence_options() const;
  [[nodiscard]] identify::Options identify_options() const;
  [[nodiscard]] identify::JointChoice joint_choice() const;
  [[nodiscard]] inference::BodyOptions body_options() const;
  [[nodiscard]] inference::KinOptions kin_options() const;
  [[nodiscard]] inference::FamilyLinkOptions family_link_options() const;
  [[nodiscard]] inference::LearnOptions learn_options() const;
};

enum class Command { match, check, explain, dossier, bench, learn, kin };

/// Reads the command line and the case folder's case.ini. Returns the exit status where the command ends here: after
/// `--help` (kDone), or bad usage (kBadInput, the reason is on `err`).
[[nodiscard]] std::optional<int> parse_command(Command command, Arguments arguments, Settings& settings,
                                               std::ostream& out, std::ostream& err);

}  // namespace kith::tool

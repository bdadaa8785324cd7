#include <charconv>
#include <cmath>

#include "genetics/haplotypes/haplotype_frequency.hpp"
#include "genetics/markers/mutation.hpp"
#include "inference/learning/learning.hpp"
#include "matching/strategies/strategy.hpp"
#include "options/settings_options.hpp"
#include "text/encoding.hpp"

namespace kith::tool {
namespace {

using Wrong = std::pair<std::string, std::string>;

bool is_probability(double p) { return p >= 0 && p < 1; }

bool is_prior(const std::string& text) {
  if (text == "flat") return true;
  double p = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), p);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && p > 0 && p < 1;
}

bool is_partial_dropout(const std::string& text) {
  if (text == "unknown") return true;
  double p = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), p);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && is_probability(p);
}

bool is_count_of_people(const std::string& text) {
  if (text == "estimated") return true;
  double n = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), n);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && n >= 2 && n <= 1e9;
}

/// Of the options on how the tables are read.
std::optional<Wrong> wrong_table_value(const Settings& s) {
  if (!(s.min_frequency > 0 && s.min_frequency <= 0.5)) {
    return Wrong("min-frequency", "a frequency above 0, at most 0.5");
  }
  if (s.minimum_for && *s.minimum_for != "all" && *s.minimum_for != "unlisted")
    return Wrong("minimum-for", "all or unlisted");
  const auto model = genetics::parse_mutation_kind(s.mutation_model.value_or("none"));
  if (!model || model.value() == genetics::MutationKind::custom) {
    return Wrong("mutation-model", "none, equal, proportional, onestep, stepwise or dawid");
  }
  if (!s.encoding.empty() && !text::Encoding::find(s.encoding)) {
    return Wrong("encoding", "an encoding such as windows-1250, windows-1251, windows-1254, ISO-8859-2 or UTF-8");
  }
  if (!is_partial_dropout(s.partial_dropout)) {
    return Wrong("partial-dropout", "'unknown' or a probability, 0 or more and below 1");
  }
  const std::pair<const char*, double> probabilities[] = {{"rate-male", s.rate_male},
                                                          {"rate-female", s.rate_female},
                                                          {"rate2", s.rate2},
                                                          {"theta", s.theta},
                                                          {"haplotype-theta", s.haplotype_theta},
                                                          {"typing-error", s.typing_error.value_or(0)},
                                                          {"line-error", s.line_error.value_or(0)},
                                                          {"dropout", s.dropout},
                                                          {"drop-in", s.drop_in},
                                                          {"silent-frequency", s.silent_frequency},
                                                          {"dropout-homozygote", s.dropout_homozygote.value_or(0)}};
  for (const auto& [name, p] : probabilities) {
    if (!is_probability(p)) return Wrong(name, "a probability, 0 or more and below 1");
  }
  if (!(s.range > 0 && s.range < 1)) return Wrong("range", "a number above 0 and below 1");
  return std::nullopt;
}

/// Of the options on kin.
std::optional<Wrong> wrong_kin_value(const Settings& s) {
  if (s.among != "remains" && s.among != "families") return Wrong("among", "remains or families");
  if (s.kin_per_person && !(*s.kin_per_person > 0 && *s.kin_per_person <= 1000))
    return Wrong("kin-per-person", "a number above 0, at most 1000");
  for (const auto& [name, p] :
       {std::pair("kin-list-from", s.kin_list_from), std::pair("kin-group-from", s.kin_group_from)}) {
    if (!(p > 0 && p < 1)) return Wrong(name, "a probability above 0 and below 1");
  }
  if (s.kin != "on" && s.kin != "off") return Wrong("kin", "on or off");
  return std::nullopt;
}

}  // namespace

/// Of the options of the joint analysis.
std::optional<Wrong> wrong_joint_value(const Settings& s) {
  if (s.joint != "on" && s.joint != "off") return Wrong("joint", "on or off");
  const auto kind = prior_kind(s.assignment_prior);
  if (!kind) return Wrong("assignment-prior", "odds, flat or closed");
  if (s.prior_odds && !(*s.prior_odds > 0 && std::isfinite(*s.prior_odds)))
    return Wrong("prior-odds", "a number above 0");
  if (s.prior_odds && kind != inference::PriorKind::odds)
    return Wrong("prior-odds", "no prior odds beside --assignment-prior " + s.assignment_prior);
  if (s.others && !(*s.others >= 0 && *s.others <= 1'000'000'000)) return Wrong("others", "a whole number, 0 or more");
  if (s.others && kind != inference::PriorKind::closed)
    return Wrong("others", "--assignment-prior closed beside it: only a complete list has others");
  if (kind == inference::PriorKind::closed && !s.others)
    return Wrong("assignment-prior", "--others U beside it: how many of the dead nobody has reported");
  if (s.sex_rule != "soft" && s.sex_rule != "hard") return Wrong("sex", "soft or hard");
  if (!std::isfinite(s.probable_glr)) return Wrong("probable-glr", "a number");
  if (!(std::isfinite(s.match_glr) && s.match_glr >= s.probable_glr))
    return Wrong("match-glr", "a number, at least that of --probable-glr");
  if (s.max_incompatible < 0 || s.max_incompatible > 1000)
    return Wrong("max-incompatible", "a whole number from 0 to 1000");
  if (s.joint_seed < 0) return Wrong("joint-seed", "a whole number, 0 or more");
  return std::nullopt;
}

std::optional<Wrong> wrong_value(const Settings& s) {
  constexpr std::int64_t kMaxCount = 1'000'000'000;
  const auto count = [&](std::int64_t n, std::int64_t least) { return n >= least && n <= kMaxCount; };
  if (!count(s.repeat, 1) || s.repeat > 1000) return Wrong("repeat", "a whole number from 1 to 1000");
  if (!count(s.resamples, 0) || s.resamples > 100'000) return Wrong("resamples", "a whole number from 0 to 100000");
  if (!count(s.seed, 0)) return Wrong("seed", "a whole number, 0 or more");
  if (!(s.posterior_threshold > 0 && s.posterior_threshold < 1)) {
    return Wrong("posterior-threshold", "a probability above 0 and below 1");
  }
  if (!count(s.top, 2)) return Wrong("top", "a whole number, 2 or more (the runner-up is part of every result)");
  if (!std::isfinite(s.threshold)) return Wrong("threshold", "a number");
  if (!count(s.max_above, 0)) return Wrong("max-above", "a whole number, 0 or more");
  if (!is_prior(s.prior)) return Wrong("prior", "'flat' or a probability above 0 and below 1");
  if (s.bodies != "auto" && s.bodies != "given" && s.bodies != "off") return Wrong("bodies", "auto, given or off");
  if (!is_count_of_people(s.individuals)) return Wrong("individuals", "'estimated' or a number of 2 or more");
  if (s.linkage != "on" && s.linkage != "off") return Wrong("linkage", "on or off");
  if (!genetics::parse_frequency_estimator(s.haplotype_frequency)) {
    return Wrong("haplotype-frequency", "counting, plus-one, kappa or discrete-laplace");
  }
  if (!inference::parse_learning_method(s.method)) return Wrong("method", "em-dna, em or decided");
  if (s.learned_score != "model" && s.learned_score != "levels") return Wrong("score", "model or levels");
  if (!std::isfinite(s.decided)) return Wrong("decided", "a number");
  if (!is_probability(s.lambda)) return Wrong("lambda", "a probability above 0 and below 1, or 0");
  if (!count(s.steps, 1)) return Wrong("steps", "a whole number, 1 or more");
  if (!count(s.pairs, 1)) return Wrong("pairs", "a whole number, 1 or more");
  if (s.attributes != "on" && s.attributes != "off") return Wrong("attributes", "on or off");
  if (s.male_share && !(*s.male_share >= 0.001 && *s.male_share <= 0.999)) {
    return Wrong("male-share", "a share from 0.001 to 0.999");
  }
  if (s.attribute_floor && !(*s.attribute_floor >= 0 && *s.attribute_floor <= 0.5)) {
    return Wrong("attribute-floor", "a probability from 0 to 0.5");
  }
  if (!matching::find_strategy(s.strategy)) return Wrong("strategy", strategy_names());
  if (!(s.cost_limit > 0)) return Wrong("cost-limit", "a number above 0");
  if (!count(s.breakdown_limit, 0)) return Wrong("breakdown-limit", "a whole number, 0 or more");
  if (!count(s.threads, 0) || s.threads > 4096) return Wrong("threads", "a whole number from 0 to 4096");
  if (!count(s.min_loci, 0)) return Wrong("min-loci", "a whole number, 0 or more");
  if (!count(s.duplicate_loci, 1)) return Wrong("duplicate-loci", "a whole number, 1 or more");
  if (!count(s.duplicate_differences, 0)) return Wrong("duplicate-differences", "a whole number, 0 or more");
  if (s.defaults != "published" && s.defaults != "exact") return Wrong("defaults", "published or exact");
  if (const auto wrong = wrong_joint_value(s)) return wrong;
  if (const auto wrong = wrong_kin_value(s)) return wrong;
  return wrong_table_value(s);
}

}  // namespace kith::tool

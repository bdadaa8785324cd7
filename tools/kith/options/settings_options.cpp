#include "options/settings_options.hpp"

#include "genetics/markers/mutation.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;
using po::value;

constexpr unsigned kLineLength = 118;
constexpr unsigned kTextLength = 84;  ///< at least this much of a line is for the explanation

template <class T>
auto* number(T& target, const char* name) {
  return value<T>(&target)->default_value(target)->value_name(name);
}

/// Decimal fractions as a person writes them, not as binary ones print.
auto* number(double& target, const char* name, const char* as_text) {
  return value<double>(&target)->default_value(target, as_text)->value_name(name);
}

std::string strategy_help() {
  std::string text = "how pairs are scored and candidates kept:";
  for (const matching::Strategy* strategy : matching::strategies()) {
    text += "\n  " + std::string(strategy->name()) + ": " + std::string(strategy->description());
  }
  return text;
}

po::options_description table_options(Settings& s) {
  po::options_description group("How the tables are read (markers.csv says it per marker and wins)", kLineLength,
                                kTextLength);
  auto add = group.add_options();
  add("encoding", value(&s.encoding)->value_name("NAME"),
      "of tables that are not UTF-8: windows-1250, windows-1251, windows-1252, windows-1254, ISO-8859-1, -2, -5, -9, "
      "-15, "
      "KOI8-R ...; tables in UTF-8 are read beside them");
  add("population", value(&s.population)->value_name("NAME"),
      "rows of frequencies.csv to use, where it has a column population; all: the most conservative (lowest) "
      "likelihood "
      "ratio over its populations is reported for each pair. A missing person's dna_population goes before it");
  add("min-frequency", number(s.min_frequency, "P", "0.001"),
      "frequency of an observed allele that no table lists, where the number of chromosomes counted (2N) is not known; "
      "where it is, 5/2N");
  add("minimum-for",
      value<std::string>()->value_name("NAME")->notifier([&s](const std::string& w) { s.minimum_for = w; }),
      "which alleles have that frequency at least: all that somebody shows (default), or only those that no table "
      "lists");
  add("mutation-model",
      value<std::string>()->value_name("MODEL")->notifier([&s](const std::string& model) { s.mutation_model = model; }),
      "none, equal, proportional, onestep, stepwise or dawid (default: stepwise with published rates by marker and "
      "sex, "
      "docs/methods.md)");
  add("rate-male", number(s.rate_male, "R", "0"), "mutations per paternal meiosis");
  add("rate-female", number(s.rate_female, "R", "0"), "mutations per maternal meiosis");
  add("rate2", number(s.rate2, "R", "0"), "stepwise: mutations per meiosis that change by no whole number of repeats");
  add("range", number(s.range, "R", "0.1"), "stepwise, dawid: probability of n + 1 steps over that of n");
  add("theta", number(s.theta, "F", "0"), "coancestry (Fst), a fraction");
  add("silent-frequency", number(s.silent_frequency, "P", "0"), "frequency of an allele that is never seen");
  add("dropout", number(s.dropout, "P", "0"),
      "of remains and of samples marked partial: probability that a heterozygote's allele is not seen");
  add("dropout-homozygote", value<double>()->value_name("P")->notifier([&s](double p) { s.dropout_homozygote = p; }),
      "probability that a homozygote is not seen (default: dropout squared)");
  add("drop-in", number(s.drop_in, "P", "0"), "of the same samples: probability that one foreign allele is seen");
  add("partial-dropout", number(s.partial_dropout, "P"),
      "dropout of samples marked partial that have no rate of their own or of their marker; unknown: a single allele "
      "is there, and of the other nothing is assumed");
  add("defaults", number(s.defaults, "NAME"),
      "what holds where nothing is stated: published: mutation at published rates, the minimum frequency for all "
      "alleles "
      "that somebody shows, typing errors of direct references, errors of pedigrees in paternal lines; exact: none of "
      "these, no rate taken from elsewhere, and the minimum frequency for unlisted alleles only");
  add("typing-error", value<double>()->value_name("P")->notifier([&s](double p) { s.typing_error = p; }),
      "probability that an allele of a direct reference was typed wrongly (default: 0.001)");
  add("ignore-unread", po::bool_switch(&s.ignore_unread),
      "go on although a file has nearly the name of a table (missing_person.csv), with a warning; without it that is "
      "an "
      "error");
  return group;
}

void add_linkage(po::options_description& group, Settings& s) {
  group.add_options()("linkage", number(s.linkage, "on|off"),
                      "correct reported pairs for linked markers (vWA - D12S391, D5S818 - CSF1PO)");
}

void add_bodies(po::options_description& group, Settings& s) {
  auto add = group.add_options();
  add("bodies", number(s.bodies, "auto|given|off"),
      "whether remains that are one person's count as one body: auto, by DNA, anatomy and what joins.csv and "
      "identifications.csv state; given, by these two alone; off, never");
  add("individuals", number(s.individuals, "N"),
      "how many people the remains are of, for the prior of two remains to be one person; estimated: from the pairs");
}

void add_kin(po::options_description& group, Settings& s) {
  group.add_options()(
      "kin", number(s.kin, "on|off"),
      "look for kin where it costs little: among the bodies (kin_groups.csv), and bodies that are close to a "
      "family but nobody it misses (family_kin.csv)");
}

void add_haplotypes(po::options_description& group, Settings& s) {
  auto add = group.add_options();
  add("haplotype-frequency", number(s.haplotype_frequency, "NAME"),
      "how probable a Y-STR or mtDNA haplotype is in the population: counting (upper 95 % bound), plus-one, kappa, "
      "discrete-laplace (Y-STR)");
  add("haplotype-theta", number(s.haplotype_theta, "P", "0"),
      "probability that two unrelated persons share a paternal or maternal line");
  add("line-error", value<double>()->value_name("P")->notifier([&s](double p) { s.line_error = p; }),
      "probability per meiosis that a father is not the one of the pedigree, which bounds what a paternal line can say "
      "against a pair (default: 0.01)");
}

void add_attributes(po::options_description& group, Settings& s) {
  auto add = group.add_options();
  add("attributes", number(s.attributes, "on|off"),
      "weigh what the two forms say (sex, age, stature ...) beside the DNA; their numbers: attributes.csv of the case");
  add("weights", value(&s.weights)->value_name("FILE"),
      "numbers of the attributes that win over attributes.csv, and levels that kith learn has weighed (weights.ini)");
  add("male-share", value<double>()->value_name("P")->notifier([&s](double p) { s.male_share = p; }),
      "share of males among the missing (default: from the reports)");
  add("attribute-floor", value<double>()->value_name("P")->notifier([&s](double p) { s.attribute_floor = p; }),
      "chance that what a form says of an attribute is grossly wrong, for all attributes (default: each its own)");
}

po::options_description match_options(Settings& s) {
  po::options_description group("Matching", kLineLength, kTextLength);
  auto add = group.add_options();
  add("top", number(s.top, "K"), "candidates kept for each remains and for each missing person, 2 or more");
  add("threshold", number(s.threshold, "X", "4"), "log10 likelihood ratio from which every pair is kept besides");
  add("max-above", number(s.max_above, "N"),
      "pairs kept for the threshold at most, the best first; what is left out is said");
  add("prior", number(s.prior, "P"),
      "probability, before the evidence, that given remains are a given missing person; flat: 1 / (N + 1) for N "
      "missing "
      "persons");
  add("strategy", number(s.strategy, "NAME"), strategy_help().c_str());
  add_bodies(group, s);
  add_kin(group, s);
  add_linkage(group, s);
  add_haplotypes(group, s);
  add_attributes(group, s);
  return group;
}

po::options_description kin_options(Settings& s) {
  po::options_description group("Kin (docs/kin.md)", kLineLength, kTextLength);
  auto add = group.add_options();
  add("kin-per-person", value<double>()->value_name("X")->notifier([&s](double x) { s.kin_per_person = x; }),
      "how many of the others, on average, are parent or child of one of those compared; as many are full siblings, "
      "twice "
      "as many of the second degree (default: estimated from the pairs)");
  add("kin-list-from", number(s.kin_list_from, "P", "0.5"), "probability of being kin from which a pair is listed");
  add("kin-group-from", number(s.kin_group_from, "P", "0.99"),
      "probability of being close kin from which two are of one group");
  return group;
}

/// What is compared beside autosomal markers.
po::options_description kin_evidence_options(Settings& s) {
  po::options_description group("What is compared", kLineLength, kTextLength);
  add_bodies(group, s);
  add_haplotypes(group, s);
  add_attributes(group, s);
  return group;
}

po::options_description joint_options(Settings& s) {
  po::options_description group("Who is who (docs/identification.md)", kLineLength, kTextLength);
  auto add = group.add_options();
  add("joint", number(s.joint, "on|off"),
      "decide all remains and all missing persons together, so that nobody is found twice and no remains are two "
      "persons; off: the posterior of each pair by itself");
  add("assignment-prior", number(s.assignment_prior, "NAME"),
      "what is believed of an assignment before the evidence: odds (each assigned pair has prior odds W), flat (every "
      "assignment alike, as dvir), closed (the list is complete: N missing persons and U others)");
  add("prior-odds", value<double>()->value_name("W")->notifier([&s](double w) { s.prior_odds = w; }),
      "of odds: prior odds of each assigned pair (default: 1 / N for N missing persons)");
  add("others", value<std::int64_t>()->value_name("U")->notifier([&s](std::int64_t u) { s.others = u; }),
      "of closed: how many of the dead nobody has reported");
  add("sex", number(s.sex_rule, "soft|hard"),
      "pairs whose sexes are known and differ: hard: never assigned; soft: left to the evidence");
  add("match-glr", number(s.match_glr, "X", "4"),
      "log10 GLR, and log10 LR of the undisputed, from which a match is concluded (10,000 as in dvir)");
  add("probable-glr", number(s.probable_glr, "X", "3"), "log10 GLR from which an identification is probable");
  add("max-incompatible", number(s.max_incompatible, "N"),
      "incompatible markers above which a pair with an LR below 1 is excluded");
  add("joint-seed", number(s.joint_seed, "N"), "of the sampler, where a block is too wide to be summed");
  return group;
}

po::options_description table_output_options(Settings& s) {
  po::options_description group("Tables", kLineLength, kTextLength);
  auto add = group.add_options();
  add("breakdown-limit", number(s.breakdown_limit, "N"),
      "pairs, the best first, that breakdown.csv takes apart marker by marker; what is left out is said");
  add("matrix", po::bool_switch(&s.matrix),
      "also write lr_matrix.csv: the log10 likelihood ratio of every pair (up to a million pairs)");
  return group;
}

po::options_description bench_options(Settings& s) {
  po::options_description group("Bench", kLineLength, kTextLength);
  auto add = group.add_options();
  add("strategies", value(&s.strategies)->value_name("A,B,C"),
      "which to compare, in this order; all: every one there is (default: those that model a practice)");
  add("repeat", number(s.repeat, "R"), "worlds of a scenario, with the seeds N, N + 1, ...; they are pooled");
  add("seed", number(s.seed, "N"), "of the first world, and of the bootstrap");
  add("set", value(&s.overrides)->value_name("NAME=VALUE"),
      "sets a number of the scenario, as in kith simulate; may be given several times");
  add("resamples", number(s.resamples, "N"), "bootstrap resamples of families");
  add("posterior-threshold", number(s.posterior_threshold, "P", "0.9995"),
      "posterior from which a pair counts as decided; --threshold is the log10 LR from which it does. Posteriors are "
      "under the share of true pairs as prior, unless --prior gives another");
  return group;
}

po::options_description explain_options(Settings& s) {
  po::options_description group("The pair", kLineLength, kTextLength);
  auto add = group.add_options();
  add("missing", value(&s.missing_id)->value_name("ID"),
      "the missing person; without one, all who come into question for the remains");
  add("remains", value(&s.remains_id)->value_name("ID"), "the remains (required)");
  add("case", value(&s.of_case)->value_name("DIR"),
      "where the case of a result is now, if not where it was when kith match read it");
  return group;
}

po::options_description dossier_options(Settings& s) {
  po::options_description group("The dossiers", kLineLength, kTextLength);
  auto add = group.add_options();
  add("remains", value(&s.remains_id)->value_name("ID"), "of these remains and their most probable missing person");
  add("family", value(&s.family_id)->value_name("ID"),
      "of each missing person of this family and his most probable remains");
  add("from", value<double>()->value_name("P")->notifier([&s](double p) { s.from = p; }),
      "of every pair whose posterior is P or more");
  add("case", value(&s.of_case)->value_name("DIR"),
      "where the case of the result is now, if not where it was when kith match read it");
  add("threads", number(s.threads, "N"), "threads at work; 0: one per core. Results do not depend on it");
  add("quiet", po::bool_switch(&s.quiet), "no progress; warnings and errors are still said");
  return group;
}

po::options_description quality_options(Settings& s) {
  po::options_description group("Quality control", kLineLength, kTextLength);
  auto add = group.add_options();
  add("min-loci", number(s.min_loci, "N"), "report whoever is typed at fewer autosomal loci");
  add("duplicate-loci", number(s.duplicate_loci, "N"),
      "report two profiles that are identical at this many loci or more ...");
  add("duplicate-differences", number(s.duplicate_differences, "N"), "... and differ at no more than this many");
  return group;
}

po::options_description learning_options(Settings& s) {
  po::options_description group("Learning", kLineLength, kTextLength);
  auto add = group.add_options();
  add("method", number(s.method, "NAME"),
      "em-dna: expectation-maximisation, pairs weighed by their DNA too; em: descriptions alone; decided: by counting, "
      "of "
      "pairs that DNA has decided");
  add("score", number(s.learned_score, "NAME"),
      "model: what is learned corrects the models' ratios; levels: log10 m/u of the level alone");
  add("decided", number(s.decided, "X", "8"), "log10 likelihood ratio of the DNA from which a pair counts as decided");
  add("lambda", number(s.lambda, "P", "0"),
      "share of true pairs to start from; 0: half of the missing persons or of the remains, whichever are fewer");
  add("steps", number(s.steps, "N"), "steps of expectation-maximisation at most");
  add("pairs", number(s.pairs, "N"), "pairs looked at; of more, one in k, always the same ones");
  return group;
}

po::options_description run_options(Settings& s) {
  po::options_description group("The run", kLineLength, kTextLength);
  auto add = group.add_options();
  add("cost-limit", number(s.cost_limit, "N", "2e9"),
      "multiplications one marker of one family may take; beyond it the marker is left out and reported");
  add("threads", number(s.threads, "N"), "threads at work; 0: one per core. Results do not depend on it");
  add("quiet", po::bool_switch(&s.quiet), "no progress and no table; warnings and errors are still said");
  return group;
}

po::options_description out_options(Command command, Settings& s) {
  po::options_description group("Output", kLineLength, kTextLength);
  auto add = group.add_options();
  if (command == Command::match || command == Command::bench) {
    add("out", value(&s.out)->value_name("DIR"),
        "folder for the results (required); it must not exist, be empty, or hold an earlier result");
    add("force", po::bool_switch(&s.force), "replace an earlier result of kith in DIR; nothing else is ever replaced");
  } else if (command == Command::kin) {
    add("among", number(s.among, "remains|families"), "who is compared: all bodies, or all families");
    add("out", value(&s.out)->value_name("DIR"),
        "folder for the tables; it must not exist, be empty, or hold an earlier result. Without it the terminal has "
        "the "
        "summary alone");
    add("force", po::bool_switch(&s.force), "replace an earlier result of kith in DIR; nothing else is ever replaced");
  } else if (command == Command::learn) {
    add("out", value(&s.out)->value_name("FILE"), "file for the weights (required)");
    add("force", po::bool_switch(&s.force), "replace FILE if it exists");
  } else if (command == Command::check) {
    add("out", value(&s.out)->value_name("FILE"), "also write the findings as a CSV table");
    add("force", po::bool_switch(&s.force), "replace FILE if it exists");
  }
  if (command == Command::dossier) {
    add("out", value(&s.out)->value_name("DIR"), "folder for the files (required)");
    add("force", po::bool_switch(&s.force), "replace dossiers of the same pairs in DIR; nothing else is ever replaced");
  }
  if (command == Command::match) {
    add("since", value(&s.since)->value_name("DIR"),
        "an earlier result of this case: only what is new or changed is scored, with the result of a full run");
    add("table-cache", value(&s.table_cache)->value_name("DIR"),
        "folder that keeps what took long to compute for large families, for later runs; safe to delete");
  }
  add("help,h", "this text");
  return group;
}

}  // namespace

std::optional<inference::PriorKind> prior_kind(std::string_view word) {
  if (word == "odds") return inference::PriorKind::odds;
  if (word == "flat") return inference::PriorKind::flat;
  if (word == "closed") return inference::PriorKind::closed;
  return std::nullopt;
}

std::string strategy_names() {
  const auto& all = matching::strategies();
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) text += i + 1 == all.size() ? " or " : ", ";
    text += all[i]->name();
  }
  return text;
}

po::options_description visible_options(Command command, Settings& settings) {
  po::options_description all(kLineLength, kTextLength);
  all.add(out_options(command, settings));
  if (command == Command::dossier) return all.add(dossier_options(settings));
  if (command == Command::bench) all.add(bench_options(settings));
  if (command == Command::explain) all.add(explain_options(settings));
  if (command == Command::match || command == Command::bench || command == Command::explain)
    all.add(match_options(settings)).add(joint_options(settings));
  if (command == Command::match || command == Command::bench) all.add(table_output_options(settings));
  if (command == Command::kin) all.add(kin_options(settings)).add(kin_evidence_options(settings));
  if (command == Command::check) all.add(quality_options(settings));
  if (command == Command::learn) all.add(learning_options(settings));
  all.add(run_options(settings)).add(table_options(settings));
  return all;
}

po::options_description case_ini_options(Settings& settings) {
  po::options_description all(kLineLength, kTextLength);
  all.add(match_options(settings))
      .add(joint_options(settings))
      .add(kin_options(settings))
      .add(table_output_options(settings))
      .add(quality_options(settings))
      .add(run_options(settings))
      .add(table_options(settings));
  return all;
}

}  // namespace kith::tool

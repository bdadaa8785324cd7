#!/usr/bin/env python3
"""Writes the demonstration case datasets/demo from datasets/demo/frequencies.csv. All persons are invented.

  datasets/make_demo.py        rewrites the tables beside frequencies.csv; the same bytes every time

Founders draw their alleles from the frequencies; a child receives one allele of each parent, and one meiosis in a few
hundred changes it by one repeat. Everything else is in the tables below.
"""

import csv
import pathlib
import random

SEED = 20_240_830
DEMO = pathlib.Path(__file__).parent / "demo"

# Mutations per meiosis, father and mother: parentage testing (AABB) as collected by NIST STRBase; the last two numbers
# are the usual default where no value of the marker's own is at hand.
DEFAULT_RATE = (0.002, 0.001)
RATES = {
    "TPOX": (0.00012, 0.00004), "D2S1338": (0.0010, 0.00021), "D3S1358": (0.0013, 0.00015), "FGA": (0.0032, 0.0005),
    "D5S818": (0.0012, 0.00025), "CSF1PO": (0.0015, 0.0003), "SE33": (0.0064, 0.001), "D7S820": (0.0012, 0.00013),
    "D8S1179": (0.0016, 0.0002), "TH01": (0.00009, 0.00009), "vWA": (0.0017, 0.0003), "D13S317": (0.0014, 0.0004),
    "Penta E": (0.00135, 0.00065), "D16S539": (0.0011, 0.0003), "D18S51": (0.0022, 0.0006),
    "D19S433": (0.00075, 0.0005), "D21S11": (0.0015, 0.0011), "Penta D": (0.0009, 0.0006)}

# family: persons as "id sex father mother role"; "-" is not known. T after the role: typed.
FAMILIES = {
    "F01": ["F01-1 M - - reference T", "F01-2 F - - reference T", "M01 M F01-1 F01-2 missing"],
    "F02": ["F02-1 M - - other", "F02-2 F - - reference T", "F02-3 M F02-1 F02-2 reference T",
            "F02-4 F F02-1 F02-2 reference T", "M02 M F02-1 F02-2 missing"],
    "F03": ["F03-1 F - - reference T", "M03 M - - missing", "F03-2 M M03 F03-1 reference T",
            "F03-3 F M03 F03-1 reference T"],
    "F04": ["F04-1 M - - other", "F04-2 F - - reference T", "F04-3 F F04-1 F04-2 reference T",
            "M04A M F04-1 F04-2 missing", "M04B M F04-1 F04-2 missing"],
    "F05": ["F05-1 M - - reference T", "F05-2 F - - other", "M05 M F05-1 F05-2 missing"],
    "F06": ["F06-1 M - - other", "F06-2 F - - other", "F06-3 F F06-1 F06-2 reference T",
            "F06-4 M F06-1 F06-2 reference T", "F06-5 M F06-1 F06-2 reference T", "M06 F F06-1 F06-2 missing"],
    "F07": ["F07-1 F - - other", "F07-2 M - - other", "F07-3 M - - other", "F07-4 F F07-2 F07-1 reference T",
            "M07 M F07-3 F07-1 missing", "F07-5 F - - other", "F07-6 M M07 F07-5 reference T"],
    "F08": ["F08-1 M - - other", "F08-2 F - - reference T", "F08-3 M F08-1 F08-2 other",
            "F08-4 M F08-1 F08-2 reference T", "F08-5 F - - reference T", "M08 M F08-3 F08-5 missing"],
    "F09": ["F09-1 F - - reference T", "M09 M - - missing", "F09-2 F M09 F09-1 reference T"],
    "F10": ["F10-1 M - - reference T", "F10-2 F - - other", "F10-3 M F10-1 F10-2 other", "F10-4 F F10-1 F10-2 other",
            "F10-5 F - - other", "F10-6 M - - other", "F10-7 M F10-3 F10-5 reference T",
            "F10-8 F F10-6 F10-4 reference T", "M10 M F10-7 F10-8 missing"],
    "F11": ["F11-1 M - - other", "F11-2 F - - other", "F11-3 M F11-1 F11-2 reference T", "M11 M F11-1 F11-2 missing"],
    "F12": ["F12-1 M - - reference T", "F12-2 F - - reference T", "F12-3 F F12-1 F12-2 reference T",
            "M12 M F12-1 F12-2 missing"],
    "F13": ["F13-1 F - - reference T", "M13 M - - missing"],
}
# In truth the daughter of family F12 has another father; nobody told the commission.
TRUE_FATHER = {"F12-3": "a man outside the family"}

# remains: (who they are or None, sex by anthropology, loci kept of 23, body part)
REMAINS = {
    "R01": ("M01", "M", 23, "femur"), "R02": ("M03", "M", 23, "femur"), "R03": (None, "M", 23, "tibia"),
    "R04": ("M08", "M", 23, "molar"), "R05": ("M02", "M", 12, "rib"), "R06": ("M04A", "M", 23, "femur"),
    "R07": (None, "M", 23, "femur"), "R08": ("M06", "F", 23, "petrous bone"), "R09": ("M07", "M", 21, "molar"),
    "R10": ("M03", "unknown", 15, "ulna"), "R11": ("M10", "M", 23, "femur"), "R12": (None, "F", 23, "tibia"),
    "R13": ("M12", "M", 20, "femur"), "R14": (None, "unknown", 6, "metacarpal"),
}

MISSING = {  # birth year, stature, last seen (place, date)
    "M01": (1968, 178, "Lower Valley", "1992-07-11"), "M02": (1971, 172, "Mill Bridge", "1993-02-27"),
    "M03": (1959, 181, "Lower Valley", "1992-07-11"), "M04A": (1966, 175, "Upper Valley", "1992-07-12"),
    "M04B": (1969, 177, "Upper Valley", "1992-07-12"), "M05": (1974, "", "Mill Bridge", "1993-02-27"),
    "M06": (1963, 165, "Upper Valley", "1992-07-12"), "M07": (1955, 170, "Old Quarry", "1993-09-04"),
    "M08": (1970, 183, "Mill Bridge", "1993-02-27"), "M09": (1948, 174, "Old Quarry", "1993-09-04"),
    "M10": (1972, 169, "Lower Valley", "1992-07-11"), "M11": (1961, 180, "Old Quarry", ""),
    "M12": (1967, 176, "Mill Bridge", "1993-02-27"), "M13": (1950, "", "Upper Valley", "1992-07-12"),
}


def read_frequencies():
    table = {}
    with open(DEMO / "frequencies.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            alleles, weights = table.setdefault(row["marker"], ([], []))
            alleles.append(row["allele"])
            weights.append(float(row["frequency"]))
    return table


def mutate(allele, rate, alleles, rng):
    """One repeat more or fewer, where the table knows such an allele."""
    if rng.random() >= rate:
        return allele
    steps = [f"{float(allele) + step:.1f}".removesuffix(".0") for step in (-1, 1)]
    return rng.choice([label for label in steps if label in alleles] or [allele])


def genotypes_of(frequencies, rng):
    """person -> marker -> (allele, allele), parents before children."""
    persons = {}

    def founder():
        return {marker: tuple(rng.choices(*table, k=2)) for marker, table in frequencies.items()}

    def child(father, mother):
        result = {}
        for marker, (alleles, _) in frequencies.items():
            rate_male, rate_female = RATES.get(marker, DEFAULT_RATE)
            result[marker] = (mutate(rng.choice(father[marker]), rate_male, alleles, rng),
                              mutate(rng.choice(mother[marker]), rate_female, alleles, rng))
        return result

    for family in FAMILIES.values():
        for text in family:
            name, _, father, mother, *_ = text.split()
            if father == "-":
                persons[name] = founder()
                continue
            true_father = founder() if name in TRUE_FATHER else persons[father]
            persons[name] = child(true_father, persons[mother])
    for name, (who, *_) in REMAINS.items():
        persons[name] = founder() if who is None else persons[who]
    return persons


def write(name, header, rows):
    with open(DEMO / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def profile_rows(subject, genotypes, markers):
    for marker in markers:
        a, b = sorted(genotypes[marker], key=float)
        yield [f"{subject}-S1", subject, marker, a, b]


def amelogenin(subject, sex):
    return [f"{subject}-S1", subject, "Amelogenin", "X", "Y" if sex == "M" else "X"]


def write_people(frequencies, persons):
    relatives, profiles = [], []
    for family, members in FAMILIES.items():
        for text in members:
            name, sex, father, mother, role, *typed = text.split()
            parents = [parent if parent != "-" else "" for parent in (father, mother)]
            relatives.append([family, name, *parents, sex, role])
            if typed:
                profiles.extend(profile_rows(name, persons[name], frequencies))
                profiles.append(amelogenin(name, sex))
    write("relatives.csv", ["family_id", "person_id", "father_id", "mother_id", "sex", "role"], relatives)
    return profiles


def write_remains(frequencies, persons, profiles, rng):
    remains, truth = [], []
    sex_of = {text.split()[0]: text.split()[1] for members in FAMILIES.values() for text in members}
    for name, (who, sex, n_loci, part) in REMAINS.items():
        kept = set(rng.sample(list(frequencies), n_loci))
        profiles.extend(profile_rows(name, persons[name], [marker for marker in frequencies if marker in kept]))
        if n_loci > 12:
            profiles.append(amelogenin(name, sex_of.get(who, sex)))
        remains.append([name, sex, part])
        truth.append([name, who or ""])
    write("remains.csv", ["remains_id", "sex", "body_part"], remains)
    write("truth.csv", ["remains_id", "missing_id"], truth)


def main():
    rng = random.Random(SEED)
    frequencies = read_frequencies()
    persons = genotypes_of(frequencies, rng)
    profiles = write_people(frequencies, persons)
    write_remains(frequencies, persons, profiles, rng)
    write("profiles.csv", ["sample_id", "subject_id", "marker", "allele_1", "allele_2"], profiles)
    write("markers.csv", ["marker", "kind", "mutation_model", "rate_male", "rate_female", "rate2", "range"],
          [[marker, "autosomal", "stepwise", *RATES.get(marker, DEFAULT_RATE), 1e-06, 0.1] for marker in frequencies])
    family_of = {text.split()[0]: family for family, members in FAMILIES.items() for text in members}
    sex_of = {text.split()[0]: text.split()[1] for members in FAMILIES.values() for text in members}
    write("missing_persons.csv",
          ["missing_id", "family_id", "sex", "birth_year", "stature_cm", "last_seen_place", "last_seen_date"],
          [[name, family_of[name], sex_of[name], year, stature, place, date]
           for name, (year, stature, place, date) in MISSING.items()])


if __name__ == "__main__":
    main()

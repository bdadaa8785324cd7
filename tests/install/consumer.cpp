// What a program outside this repository does: find the package, include the installed headers, link, call something.
#include <cstdio>

#include "core/version.hpp"
#include "genetics/markers/allele.hpp"

int main() { std::printf("kith %s: %s\n", kith::kVersion, kith::genetics::canonical_allele("9,30").c_str()); }

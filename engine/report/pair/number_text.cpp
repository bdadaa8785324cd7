#include "report/pair/number_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace kith::report {

std::string lr_text(double log10_lr) {
  if (std::isinf(log10_lr)) return "0";
  if (std::abs(log10_lr) < 300) return fmt::format("{:.4g}", std::pow(10.0, log10_lr));
  const double exponent = std::floor(log10_lr);
  return fmt::format("{:.3f}e{:+.0f}", std::pow(10.0, log10_lr - exponent), exponent);
}

std::string log10_text(double log10_lr) { return fmt::format("{:.4f}", std::abs(log10_lr) < 0.00005 ? 0.0 : log10_lr); }

std::string signed_text(double log10_lr) { return (log10_lr >= 0 ? "+" : "") + log10_text(log10_lr); }

std::string posterior_text(double posterior) {
  if (posterior > 0.999999) return "> 0.999999";
  if (posterior < 0.000001) return "< 0.000001";
  return fmt::format("{:.6f}", posterior);
}

std::string list_text(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

}  // namespace kith::report

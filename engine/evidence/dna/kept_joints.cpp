#include "evidence/dna/kept_joints.hpp"

#include <utility>

#include "core/check.hpp"

namespace kith::evidence {
namespace {

void pack_half(const pedigree::TargetJoint& joint, std::vector<double>& values) {
  const std::size_t n = joint.n_alleles;
  for (std::size_t x = 0; x < n; ++x) {
    const auto row = joint.joint.begin() + static_cast<std::ptrdiff_t>(x * n);
    values.insert(values.end(), row + static_cast<std::ptrdiff_t>(x), row + static_cast<std::ptrdiff_t>(n));
  }
  values.push_back(joint.total);
  values.push_back(joint.log_scale);
}

/// Returns where the values go on.
const double* unpack_half(const double* values, std::size_t n, pedigree::TargetJoint& joint) {
  joint.n_alleles = n;
  joint.joint.resize(n * n);
  for (std::size_t x = 0; x < n; ++x) {
    for (std::size_t y = x; y < n; ++y) joint.joint[x * n + y] = joint.joint[y * n + x] = *values++;
  }
  joint.total = *values++;
  joint.log_scale = *values++;
  return values;
}

}  // namespace

bool KeptJoints::load(TargetIndex target, std::size_t n_alleles, pedigree::TargetJoint& joint,
                      pedigree::TargetJoint* unrelated) const {
  const double* values = nullptr;
  {
    const std::lock_guard lock(mutex_);
    const auto found = values_.find(target);
    if (found == values_.end()) return false;
    values = found->second.data();
  }
  values = unpack_half(values, n_alleles, joint);
  if (unrelated != nullptr) unpack_half(values, n_alleles, *unrelated);
  return true;
}

void KeptJoints::keep(TargetIndex target, const pedigree::TargetJoint& joint, const pedigree::TargetJoint* unrelated) {
  const std::size_t n = joint.n_alleles;
  const std::size_t size = (n * (n + 1) / 2 + 2) * (unrelated != nullptr ? 2 : 1);
  {
    const std::lock_guard lock(mutex_);
    if (bytes_ + size * sizeof(double) > kMostKeptBytes) return;
  }
  std::vector<double> values;
  values.reserve(size);
  pack_half(joint, values);
  if (unrelated != nullptr) pack_half(*unrelated, values);
  KITH_CHECK(values.size() == size);
  const std::lock_guard lock(mutex_);
  if (values_.try_emplace(target, std::move(values)).second) bytes_ += size * sizeof(double);
}

void KeptJoints::mark_too_costly(TargetIndex target) {
  const std::lock_guard lock(mutex_);
  too_costly_.insert(target);
}

bool KeptJoints::is_too_costly(TargetIndex target) const {
  const std::lock_guard lock(mutex_);
  return too_costly_.count(target) > 0;
}

}  // namespace kith::evidence

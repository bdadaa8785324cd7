// support/property.hpp — laws checked with rapidcheck inside a doctest case, on the same inputs in every run
// (rapidcheck's own seed is the time; RC_PARAMS does not reach these).
#pragma once

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>
#include <utility>

namespace kith::testing {

/// `law` takes generated arguments and uses RC_ASSERT. The smallest counterexample is reported.
template <class Law>
void check_law(Law&& law, int n_examples = 200) {
  rc::detail::TestParams parameters;
  parameters.seed = 20'240'501;
  parameters.maxSuccess = n_examples;
  const auto result = rc::detail::checkTestable(std::forward<Law>(law), rc::detail::TestMetadata{}, parameters);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  CHECK_MESSAGE(result.template is<rc::detail::SuccessResult>(), text.str());
}

}  // namespace kith::testing

// intake/markers/marker_builder.hpp — frequencies, settings and the alleles that were seen, made into valid markers.
//
// An allele seen in a profile that no table lists gets the stated minimum frequency f (markers.csv min_frequency, else
// 5/2N where the number of chromosomes is known, else the run's min_frequency); with s the silent frequency and A the
// sum of the added ones, the listed frequencies are scaled to sum to 1 - s - A. Alleles are ordered by repeat number.
// Listed alleles that somebody shows are raised to f likewise, where that is wanted (NRC II 1996, 5/2N): the others,
// shown or not, are scaled down, so that the sum stays; none is raised where the raised ones would take half of it.
// A marker without a stated mutation model has the published one, where that is wanted.
// The marker's kind (autosomal, X-linked) is that of markers.csv, else what is known of its name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "intake/case/case_reader.hpp"
#include "intake/markers/frequencies_table.hpp"
#include "intake/markers/marker_directory.hpp"
#include "intake/markers/markers_table.hpp"

namespace kith::intake {

struct BuiltMarker {
  std::optional<genetics::Marker> marker{};  ///< none: refused, see the log
  std::vector<genetics::AlleleIndex>
      index_of_label;  ///< LabelIndex -> allele of the marker; kNoAllele for unused labels
};

struct AddedAlleles {
  std::vector<AddedAllele>& record;
  std::vector<RaisedAllele>& raised;
  double min_frequency = 0;         ///< where the marker's tables say nothing
  bool minimum_for_all = false;     ///< listed alleles that are used are raised to the minimum
  std::vector<bool> used{};         ///< one per label of the marker: it is in some observation that is kept
  std::vector<std::string> seen{};  ///< one per label: "row 12 of profiles.csv, sample S1"; may be empty
};

[[nodiscard]] BuiltMarker build_marker(const MarkerFrequencies& frequencies, const MarkerSettings& settings,
                                       const AlleleLabels& labels, const AddedAlleles& added, ProblemLog& log);

}  // namespace kith::intake

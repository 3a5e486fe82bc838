// SPDX-License-Identifier: GPL-3.0-or-later
// Medians of repeated measurements.
#pragma once

#include <functional>
#include <vector>

namespace demarche::bench {

/// Seconds that `work` takes.
double seconds_of(const std::function<void()>& work);
/// The processor's seconds that it takes: what else the machine does matters less to them.
double processor_seconds_of(const std::function<void()>& work);

struct Spread {
    double least = 0;
    double median = 0;
    double most = 0;
};

/// Of at least one value.
Spread spread_of(std::vector<double> values);

} // namespace demarche::bench

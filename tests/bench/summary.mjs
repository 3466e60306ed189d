/** From samples to medians, spreads and ratios. */

const OURS = "ours";

/**
 * Instead of the samples of each timing {median, p10, p90} in ms and, for a peer, `oursOverThis`: ours ÷ it, round by round; of
 * what was timed `apart`, by the medians alone.
 */
export function summarise(timings) {
  return timings.map(({ task, runtime, samples, apart }) => {
    const ours = timings.find((timing) => timing.task === task && timing.runtime === OURS).samples;
    return { task, runtime, ms: spread(samples), rounds: samples.length, ...(runtime !== OURS && { oursOverThis: (apart ? ratioOfMedians : ratioByRounds)(ours, samples) }) };
  });
}

const ratioByRounds = (ours, theirs) => spread(theirs.map((ms, round) => ours[round] / ms));
const ratioOfMedians = (ours, theirs) => ({ median: rounded(spread(ours).median / spread(theirs).median) });

export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.ceil(place);
    return rounded(sorted[below] + (place - below) * (sorted[above] - sorted[below]));
  };
  return { median: at(0.5), p10: at(0.1), p90: at(0.9) };
}

const rounded = (value) => Number(value.toPrecision(4));

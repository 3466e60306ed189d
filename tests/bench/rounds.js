/** Times calls in interleaved rounds, so that a busy machine slows all of them alike. */

/**
 * `calls`: functions. Gives milliseconds a call: for each function one number a round.
 * In a turn a function runs as often as fits into `turnMs`, at least once: caches are warm as in an attack's loop.
 * There are as many rounds as fit into `seconds`, within `rounds`: [least, most].
 */
export async function timeRounds(calls, { seconds, rounds: [least, most], warmUpMs, turnMs }) {
  const turns = [];
  for (const call of calls) {
    const fastest = await warmUp(call, warmUpMs);
    const repeats = Math.max(1, Math.round(turnMs / fastest));
    turns.push({ call, repeats, turn: repeats * fastest, samples: [] });
  }
  const fitting = Math.floor((1000 * seconds) / turns.reduce((sum, { turn }) => sum + turn, 0));
  for (let round = 0; round < Math.min(most, Math.max(least, fitting)); round++) {
    // There and back, so that nobody always runs in the wake of the same neighbour.
    const order = round % 2 ? turns.toReversed() : turns;
    for (const { call, repeats, samples } of order) {
      const start = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) await call();
      samples.push((performance.now() - start) / repeats);
    }
  }
  return turns.map(({ samples }) => samples);
}

/** Runs until the browser has compiled the hot code with its optimising compiler; gives the quickest call. */
async function warmUp(call, warmUpMs) {
  let fastest = Infinity;
  const end = performance.now() + warmUpMs;
  do {
    const start = performance.now();
    await call();
    fastest = Math.min(fastest, performance.now() - start);
  } while (performance.now() < end);
  return fastest;
}

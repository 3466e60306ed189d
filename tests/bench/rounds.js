/** Times calls in interleaved rounds, so that a busy machine slows all of them alike. */

/**
 * `calls`: functions. Gives milliseconds a call: for each function one number a round.
 * In a turn a function runs as often as fits into `turnMs`, at least once: caches are warm as in an attack's loop.
 */
export async function timeRounds(calls, { rounds, warmUpMs, turnMs }) {
  const turns = [];
  for (const call of calls) turns.push({ call, repeats: await warmUp(call, warmUpMs, turnMs), samples: [] });
  for (let round = 0; round < rounds; round++) {
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

/** Runs until the browser has compiled the hot code with its optimising compiler; gives calls a turn. */
async function warmUp(call, warmUpMs, turnMs) {
  let fastest = Infinity;
  const end = performance.now() + warmUpMs;
  while (performance.now() < end) {
    const start = performance.now();
    await call();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return Math.max(1, Math.round(turnMs / fastest));
}

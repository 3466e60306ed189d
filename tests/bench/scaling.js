/** Do more workers finish more attacks? The same runs by one worker and by as many as there are cores, from one queue. */

/** Gives {cores, runs, one, all}: milliseconds for all runs, a number a round. */
export async function measureScaling({ runs, rounds }) {
  const cores = navigator.hardwareConcurrency;
  const workers = await Promise.all(Array.from({ length: cores }, startWorker));
  const [first] = workers;
  const queues = { one: [first], all: workers };
  const samples = { one: [], all: [] };
  for (const busy of Object.values(queues)) await work(busy, 2 * busy.length); // warm
  for (let round = 0; round < rounds; round++)
    for (const [name, busy] of Object.entries(queues)) {
      const start = performance.now();
      await work(busy, runs);
      samples[name].push(performance.now() - start);
    }
  for (const worker of workers) worker.terminate();
  return { cores, runs, ...samples };
}

/** Whoever is done takes the next. */
async function work(workers, runs) {
  let next = 0;
  await Promise.all(
    workers.map(async (worker) => {
      while (next < runs) await answer(worker, next++);
    }),
  );
}

async function startWorker() {
  const worker = new Worker("/worker.js", { type: "module" });
  await answer(worker, undefined);
  return worker;
}

/** Posts and waits; the worker answers each message once. */
function answer(worker, message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => reject(new Error(`a worker failed: ${event.message}`));
    worker.postMessage(message);
  });
}

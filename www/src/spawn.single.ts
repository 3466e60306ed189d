/** Starts one worker of the engine, in the page that is a single file: it has no address to fetch a script from. */
import EngineWorker from "./engine/worker.ts?worker&inline";
import { vouchForAll } from "./trusted.ts";

vouchForAll();

export const spawn = (): Worker => new EngineWorker();

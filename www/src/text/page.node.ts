/** All that the page's HTML says, by the names that its comments ask for. */
import { facts } from "./facts.node.ts";
import { prose } from "./en/prose.ts";

export const page = (): Record<string, string> => prose(facts());

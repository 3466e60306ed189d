/** What the core says of files and settings that it refuses, and of nets that it takes: its own words. */
export const core = (sentence: string): string => sentence;

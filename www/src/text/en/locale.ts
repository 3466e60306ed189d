/** How this language writes numbers. */
export const LOCALE = "en-GB";

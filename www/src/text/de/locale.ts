/** How German writes numbers. */
export const LOCALE = "de-DE";

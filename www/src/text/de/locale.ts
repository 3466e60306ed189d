/** How German writes numbers. */
export const LOCALE = "de-DE";
export const DECIMAL_SIGN = ",";
export const THOUSANDS_SIGN = ".";

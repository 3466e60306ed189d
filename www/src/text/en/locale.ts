/** How this language writes numbers. */
export const LOCALE = "en-GB";
export const DECIMAL_SIGN = ".";
export const THOUSANDS_SIGN = ",";

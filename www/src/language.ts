/** Sends readers to the page in their language, where it has one and they did not choose this page themselves. */

/** The first of the reader's languages in which there is a page; undefined: this one will do. */
export function better(wanted: readonly string[], here: string, twins: readonly string[]): string | undefined {
  const first = wanted.map((language) => language.slice(0, 2).toLowerCase()).find((language) => language === here || twins.includes(language));
  return first === here ? undefined : first;
}

/** Only from the page at the root: whoever was given the address of another meant that one. */
export function goToOwnLanguage(): void {
  if (new URLSearchParams(location.search).has("lang") || document.documentElement.lang !== "en") return;
  const twins = [...document.querySelectorAll<HTMLAnchorElement>(".languages a")];
  const language = better(navigator.languages, "en", twins.map(({ hreflang }) => hreflang));
  const twin = twins.find(({ hreflang }) => hreflang === language);
  if (twin) location.replace(twin.href + location.hash);
}

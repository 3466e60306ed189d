/**
 * Stands first in every page and writes down what its console is told: WebDriver has no way to ask for that, and WebKit tells no
 * log of what happens in a driven page.
 */
export const LISTENER = `<script>(${listen.toString()})()</script>`;

function listen(): void {
  const complaints: string[] = [];
  (window as unknown as { complaints: string[] }).complaints = complaints;
  for (const level of ["error", "warn"] as const) {
    const tell = console[level];
    console[level] = (...words: unknown[]) => {
      complaints.push(`${level}: ${words.join(" ")}`);
      tell.apply(console, words);
    };
  }
  addEventListener(
    "error",
    (event) => {
      if (event instanceof ErrorEvent) return complaints.push(`page error: ${event.message}`);
      const target = event.target as Element;
      // Events of ours may have the same name; and Firefox says it of a preload that it has no use for, of a module that it has already.
      if (event instanceof CustomEvent || target.matches("[rel=modulepreload]")) return;
      complaints.push(`did not arrive: ${target.outerHTML}`);
    },
    true,
  );
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(`nobody caught: ${reason}`));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => complaints.push(`against the policy: ${violatedDirective} ${blockedURI}`), true);
}

import type { Series } from "./line-plot.ts";

const LEGEND = 28;

/** A drawn chart as a file that stands alone: its colours as they are now, and a legend. */
export function svgOf(drawing: Element, named: Series[], title: string): string {
  const style = getComputedStyle(drawing);
  const resolved = (text: string) => text.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim().replaceAll('"', "'"));
  const [width, height] = ["width", "height"].map((name) => Number(drawing.getAttribute(name)));
  const copy = drawing.cloneNode(true) as Element;
  copy.removeAttribute("aria-hidden");
  copy.setAttribute("y", String(LEGEND));
  let left = 48;
  const legend = named.map(({ name, colour, dash }) => {
    const entry = `<path d="M${left} 14h28" stroke="${colour}" stroke-width="3" stroke-dasharray="${dash || "none"}"/><text x="${left + 34}" y="19">${escape(name)}</text>`;
    left += 54 + name.length * 8;
    return entry;
  });
  return resolved(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height! + LEGEND}" viewBox="0 0 ${width} ${height! + LEGEND}" color="var(--ink)" fill="var(--ink)" font-family="var(--sans)" font-size="14">` +
      `<title>${escape(title)}</title><rect width="100%" height="100%" fill="var(--paper)"/>${legend.join("")}${new XMLSerializer().serializeToString(copy)}</svg>\n`,
  );
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

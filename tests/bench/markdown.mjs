/** Numbers and tables as text. */

export const inDigits = (value) => (value === 0 || value >= 99.95 ? value.toFixed(0) : value.toPrecision(3));

/** Rows of cells, the first of them the heading, as a padded Markdown table; all but the first `texts` columns are numbers. */
export function table(rows, texts = 1) {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const pad = (row) => row.map((cell, column) => (column < texts ? cell.padEnd(widths[column]) : cell.padStart(widths[column])));
  const rule = widths.map((width, column) => (column < texts ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  const [heading, ...body] = rows;
  return [line(pad(heading)), line(rule), ...body.map((row) => line(pad(row)))].join("\n");
}

/** One figure in somebody else's page, and the page that says how. */
export const embed = {
  waiting: "The figure comes when it is in sight …",
  failed: "The figure did not load.",
  credit: "Everything runs in your browser.",
  page: "Easily Fooled, the whole page",
  figures: {
    "fool-one": "Fool one",
    certain: "Certain about nothing",
    "straight-line": "A straight line to wrong",
    "without-keys": "Without the keys",
    reuse: "Reuse",
    blur: "Blur it",
    "ask-several": "Ask several",
    cost: "What every member more costs",
    lab: "The Lab",
  },
  copy: "Copy",
  copied: "Copied.",
  byHand: "Select the text and copy it.",
  unread: "This is no link of “Copy link”: the figure begins as on the page.",
  title: (figure: string) => `Easily Fooled: ${figure}`,
};

export function embedProse() {
  return {
    "embed-title": "Easily Fooled in your own page",
    "embed-head": `
      <h1>In your own page</h1>
      <p class="dek">Any figure of <a href="index.html">Easily Fooled</a> can stand in a blog post: one line, or a frame. It comes when it is in sight,
      it computes in the reader’s browser, and it talks to no one but the server that its files lie on.</p>`,
    "embed-form": `
      <form class="wanted">
        <label>Figure <select name="figure"></select></label>
        <label>Colours
          <select name="theme">
            <option value="auto">the reader’s choice</option>
            <option value="light">light</option>
            <option value="dark">dark</option>
          </select>
        </label>
        <label class="link">Begin where a link leads (optional)
          <input name="link" type="text" autocomplete="off" spellcheck="false" placeholder="from “Copy link” below a figure" />
        </label>
        <p id="said" class="said" role="status"></p>
      </form>`,
    "embed-preview": `<h2>What it looks like</h2>`,
    "embed-element": `
      <h2>As an element</h2>
      <p>Two lines of HTML. Several on one page share one engine. It fills its column, follows the reader’s light or dark (or the
      <code>theme</code> that you give it), and takes every colour of the page from custom properties: <code>--paper</code>, <code>--ink</code>,
      <code>--blue</code>, <code>--orange</code> and so on; its parts
      (<code>::part(stage)</code>, <code>pictures</code>, <code>verdict</code>, <code>action</code>) take any style. It fires <code>ready</code>, <code>progress</code>, <code>result</code> and
      <code>error</code>. Where it comes from another host, that host must allow it (<code>Access-Control-Allow-Origin</code>; GitHub Pages does).</p>`,
    "embed-frame": `
      <h2>As a frame</h2>
      <p>Where no scripts are allowed, or to keep it apart. The few lines of script make the frame as high as what is in it; without them
      it scrolls.</p>`,
    "embed-host": `
      <h2>From a host of your own</h2>
      <p>Copy the folder of the built site anywhere: a subfolder of your site, GitHub Pages, a stick. All its addresses are relative, and no server
      logic is needed. Or take the <a href="easily-fooled.html" download>one file with everything in it</a>, which opens from disk.</p>`,
  };
}

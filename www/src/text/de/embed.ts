/** One figure in somebody else's page, and the page that says how. */
import type { embed as English } from "../en/embed.ts";

export const embed: typeof English = {
  waiting: "Das Experiment kommt, sobald es in Sicht ist …",
  failed: "Das Experiment ließ sich nicht laden.",
  credit: "Alles läuft in deinem Browser.",
  page: "Easily Fooled, die ganze Seite",
  figures: {
    "fool-one": "Eins hereinlegen",
    certain: "Sicher, wo nichts ist",
    "straight-line": "Geradewegs ins Falsche",
    "without-keys": "Ohne Schlüssel",
    reuse: "Wiederverwenden",
    blur: "Weichzeichnen",
    "ask-several": "Mehrere fragen",
    cost: "Was jedes weitere Mitglied kostet",
    lab: "Das Labor",
  },
  copy: "Kopieren",
  copied: "Kopiert.",
  byHand: "Der Text ist markiert: Kopier ihn selbst.",
  unread: "Das ist kein Link von „Link kopieren“: Das Experiment beginnt wie auf der Seite.",
  title: (figure: string) => `Easily Fooled: ${figure}`,
};

export function embedProse() {
  return {
    "embed-title": "Easily Fooled auf deiner eigenen Seite",
    "embed-head": `
      <h1>Auf deiner eigenen Seite</h1>
      <p class="dek">Jedes Experiment von <a href="index.html">Easily Fooled</a> kann in einem Blogbeitrag stehen: als Element oder als Rahmen. Es kommt,
      sobald es in Sicht ist, es rechnet im Browser deiner Leser, und es spricht mit niemandem außer dem Server, auf dem seine Dateien liegen.</p>`,
    "embed-form": `
      <form class="wanted">
        <label>Experiment <select name="figure"></select></label>
        <label>Farben
          <select name="theme">
            <option value="auto">wie deine Leser es mögen</option>
            <option value="light">hell</option>
            <option value="dark">dunkel</option>
          </select>
        </label>
        <label class="link">Anfangen, wo ein Link hinführt (freiwillig)
          <input name="link" type="text" autocomplete="off" spellcheck="false" placeholder="von „Link kopieren“ unter einem Experiment" />
        </label>
        <p id="said" class="said" role="status"></p>
      </form>`,
    "embed-preview": `<h2>So sieht es aus</h2>`,
    "embed-element": `
      <h2>Als Element</h2>
      <p>Zwei Zeilen HTML. Mehrere auf einer Seite teilen sich ein Rechenwerk. Das Experiment füllt seine Spalte, richtet sich nach dem hellen oder dunklen
      Design deiner Leser (oder nach dem <code>theme</code>, das du ihm gibst) und nimmt jede Farbe der Seite aus Custom Properties: <code>--paper</code>,
      <code>--ink</code>, <code>--blue</code>, <code>--orange</code> und so weiter; seine Teile
      (<code>::part(stage)</code>, <code>pictures</code>, <code>verdict</code>, <code>action</code>) nehmen jeden Stil an. Es meldet <code>ready</code>, <code>progress</code>,
      <code>result</code> und <code>error</code>. Kommt es von einem anderen Host, muss der das erlauben (<code>Access-Control-Allow-Origin</code>; GitHub
      Pages tut das).</p>`,
    "embed-frame": `
      <h2>Als Rahmen</h2>
      <p>Wo keine Skripte erlaubt sind, oder damit es für sich bleibt. Die paar Zeilen Skript machen den Rahmen so hoch wie das, was darin ist; ohne sie
      hat er einen Rollbalken.</p>`,
    "embed-host": `
      <h2>Vom eigenen Host</h2>
      <p>Kopier den Ordner der fertigen Seite, wohin du willst: in einen Unterordner deiner Seite, zu GitHub Pages, auf einen Stick. Alle Adressen darin
      sind relativ, und der Server muss nichts weiter können. Oder nimm die <a href="easily-fooled.html" download>eine Datei, in der alles steckt</a>; die
      lässt sich direkt von der Festplatte öffnen.</p>`,
  };
}

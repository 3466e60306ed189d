import { test } from "./engine.ts";

const LINEAR = /Linear/;
const OUTCOME = /Target reached|Changed|Unchanged|No decision/;

test("fool one", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-fool-one");
  await tab.press(/Tiny net/, "ef-fool-one", "ef-nets", "label");
  await tab.press(/^Make it a ship/, "ef-fool-one", "button");
  await tab.finds(/Target reached\. The network now says ship.*A second, independent runtime agrees/, "ef-fool-one", ".verdict");
});

test("certain about nothing", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-certain");
  await tab.press(LINEAR, "ef-certain", "ef-nets", "label");
  await tab.press(/^Fill all ten/, "ef-certain", "button.main");
  await tab.finds(/(All ten filled|reached 99\.99).*runtime agrees/, "ef-certain", ".verdict");
});

test("on a straight line", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-straight-line");
  await tab.press(LINEAR, "ef-straight-line", "ef-nets", "label");
  await tab.finds(/This network never bends/, "ef-straight-line", ".verdict");
  await tab.press(/^Draw the map here/, "ef-straight-line", "button");
  await tab.says(/Drawn here/, "ef-straight-line");
});

test("without keys", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-without-keys");
  await tab.press(LINEAR, "ef-without-keys", "ef-nets", "label");
  await tab.press(/^Let all three begin/, "ef-without-keys", "button");
  await tab.finds(/(Fooled|Nobody got there).*of computing, all together/, "ef-without-keys", ".verdict");
});

test("used again", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-reuse");
  await tab.press(/^Try it on \d+ pictures/, "ef-reuse", "button.main");
  await tab.says(/[1-9]\d* of \d+ done/, "ef-reuse", ".verdict");
  await tab.press(/^Stop, keep what is done/, "ef-reuse", "button");
  await tab.says(/Stopped after \d+ of \d+/, "ef-reuse", ".verdict");
});

test("seen through a filter", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-blur");
  await tab.press(LINEAR, "ef-blur", "ef-nets", "label");
  await tab.press(/^JPEG/, "ef-blur", "ef-filter", "option");
  await tab.finds(/A second runtime (agrees|says)/, "ef-blur", ".scene .verdict");
  await tab.press(/^Measure it on \d+ pictures/, "ef-blur", "button.measure");
  await tab.finds(/\d+ pictures, moved by at most 8\/255.*of computing/, "ef-blur", ".numbers .verdict");
});

test("ask several", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-ask-several");
  await tab.press(/^2/, "ef-ask-several", "ef-choice", "label");
  await tab.press(/^Fool the vote/, "ef-ask-several", "button");
  await tab.finds(/members (was|were) fooled/, "ef-ask-several", ".verdict");
});

test("what one more costs", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-cost");
  await tab.press(/^Try it here, on \d+ pictures/, "ef-cost", "button");
  await tab.says(/[1-9]\d* of \d+ done/, "ef-cost", ".verdict");
  await tab.press(/^Stop, keep what is done/, "ef-cost", "button");
  await tab.says(/Stopped after \d+ of \d+/, "ef-cost", ".verdict");
});

test("a verdict of the scorecard, repeated", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("#verdict-weights");
  await tab.press(/^Repeat on this machine/, "#verdict-weights", "ef-repeat", "button");
  await tab.says(/[1-9]\d* of 39 done/, "#verdict-weights", "ef-repeat");
  await tab.press(/^Stop/, "#verdict-weights", "ef-repeat", "button");
  await tab.says(/Stopped after \d+ of 39/, "#verdict-weights", "ef-repeat");
});

test("the Lab", async ({ tab, site }) => {
  await tab.open(site.address);
  await tab.figure("ef-lab");
  await tab.press(LINEAR, "ef-lab", "ef-nets", "label");
  await tab.press(/FGSM/, "ef-lab", "select.method option[value=fgsm]");
  await tab.press(/^FGSM: /, "ef-lab", "button.main");
  await tab.finds(OUTCOME, "ef-lab", ".verdict");
});

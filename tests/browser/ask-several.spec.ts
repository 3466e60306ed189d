import { councils, expect, figure, test, titleOf, verdict } from "./site";

const DONE = /Target reached|Changed|Unchanged|No decision/;

test("each plan of the attacker, each way to vote", async ({ page, site }) => {
  test.slow();
  await page.goto(site.address);
  const several = await figure(page, "ef-ask-several");
  await expect(several.locator("ef-face")).toHaveCount(3);
  await several.getByRole("radio", { name: /^automobile/ }).first().check({ force: true });
  await expect(verdict(several)).toContainText("Before any attack");
  for (const rule of ["mean confidence", "all or nobody", "majority"]) {
    await several.getByRole("radio", { name: rule }).check();
    await expect(verdict(several)).toContainText(/Before any attack/);
    for (const plan of ["one only", "one after another", "all at once"]) {
      await several.getByRole("radio", { name: plan }).check();
      await several.getByRole("button", { name: "Fool the vote" }).click();
      await expect(verdict(several), `${rule}, ${plan}`).toContainText(DONE);
      await expect(verdict(several)).toContainText(/members (was|were) fooled/);
    }
  }
  await expect(page.locator("#status")).toContainText(/fooled/);
});

test("only one member is attacked when only one is meant", async ({ page, site }) => {
  await page.goto(site.address);
  const several = await figure(page, "ef-ask-several");
  await several.getByRole("radio", { name: "one only" }).check();
  await several.locator(".which").getByRole("radio").nth(1).check();
  await several.getByRole("button", { name: "One step" }).click();
  await expect(verdict(several)).toContainText("Paused after step 1");
  const attacked = several.locator("ef-face").filter({ hasText: "under attack" });
  await expect(attacked).toHaveCount(1);
  await expect(several.locator("ef-face").nth(1)).toContainText("under attack");
});

test("how many vote can be chosen, and the figure follows", async ({ page, site }) => {
  await page.goto(site.address);
  const several = await figure(page, "ef-ask-several");
  await several.getByRole("radio", { name: "one only" }).check();
  await several.locator(".which").getByRole("radio").nth(2).check();
  await several.getByRole("radio", { name: "2", exact: true }).check();
  await expect(verdict(several)).toContainText(/Before any attack/);
  await expect(several.locator("ef-face")).toHaveCount(2);
  await expect(several.locator("ef-chart .legend li")).toHaveCount(2);
  await expect(several.locator(".cost")).toContainText(/Two nets, .*B together\. Set up in \d/);
  // The third is gone; somebody who is there is attacked in its place.
  await expect(several.locator(".which").getByRole("radio").nth(1)).toBeChecked();
  await several.getByRole("button", { name: "Fool the vote" }).click();
  await expect(verdict(several)).toContainText(DONE);
  await several.getByRole("button", { name: "Reset this figure" }).click();
  await expect(several.locator("ef-face")).toHaveCount(3);
  await expect(several.getByRole("radio", { name: "3", exact: true })).toBeChecked();
});

test("every council can vote, with all its members", async ({ page, site }) => {
  test.skip(councils.length === 0, "the zoo has one council only");
  test.slow();
  await page.goto(site.address);
  const several = await figure(page, "ef-ask-several");
  for (const { title, members } of councils) {
    await several.locator(".councils").getByRole("radio", { name: new RegExp(`^${title}`) }).check();
    // By way of fewer: the council and size that the figure begins with show what was prepared.
    for (const size of [2, members.length]) await several.getByRole("radio", { name: String(size), exact: true }).check();
    await expect(verdict(several), title).toContainText(/Before any attack/);
    await expect(several.locator("ef-face .name")).toHaveText(members.map(titleOf));
    await several.getByRole("button", { name: "Fool the vote" }).click();
    await expect(verdict(several), title).toContainText(/members (was|were) fooled/);
  }
});

test("the chart has every member, by name, shape and numbers", async ({ page, site }) => {
  await page.goto(site.address);
  const several = await figure(page, "ef-ask-several");
  const chart = several.locator("ef-chart");
  await expect(chart.locator("svg[class^=plot] path[aria-label], svg[class^=plot] g[aria-label=line] path")).not.toHaveCount(0);
  await expect(chart.locator(".legend li")).toHaveCount(3);
  await expect(chart.getByRole("img")).toHaveAttribute("aria-label", /from .* to .* in \d+ steps/);
  await chart.getByText("The same in numbers").click();
  await expect(chart.getByRole("row")).not.toHaveCount(1);
});

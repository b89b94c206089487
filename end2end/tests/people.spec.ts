import { accessible } from "../support/axe.ts";
import { DRAFT, follow, open, signIn, staffAt, staffSignIn, write } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import { WARD, actsForTheo } from "../support/wards.ts";

const LIMITS = "Not everything is shown to representatives";
const PEDIATRICS = { ...DRAFT, team: "Maple Valley Pediatrics" };
const PLACES = ["", "/messages", "/activity"].concat(
  ["", "/vaccines", "/allergies", "/medicines", "/results"].map((part) => `/record${part}`),
);

const switcher = (page: Page) => page.locator("details.switcher");
const tab = (page: Page) => page.locator("header a.chart");

test("who has one chart, the own one, finds it there and has nobody to change to", async ({ page, portal }) => {
  await signIn(page, portal);
  await expect(switcher(page)).toHaveCount(0);
  await tab(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your chart");
  expect(new URL(page.url()).pathname).toBe("/people");
  const people = page.getByRole("list", { name: "People", exact: true }).locator("> li");
  await expect(people).toHaveCount(1);
  await expect(people).toContainText("Nothing new");
  await people.getByRole("heading", { level: 2 }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${portal.signIns.patient.name}`);
});

test("R-8.12 what the staff did in a chart is told with name and role, in plain words", async ({ page, visitor, portal }) => {
  const patient = await signIn(page, portal);
  await page.getByRole("link", { name: /Who looked and acted/ }).click();
  await expect(page.getByText("Nobody yet")).toBeVisible();
  const nurse = await visitor();
  await staffSignIn(nurse, portal);
  await nurse.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
  await nurse.getByLabel("Your answer").fill("Sí, por favor venga en ayunas.");
  await nurse.getByRole("button", { name: "Send answer" }).click();
  await nurse.locator(".bubble.own").waitFor();
  await open(page, `${patient}/activity`);
  const acts = page.getByRole("list", { name: "Who looked and acted" }).locator("> li");
  const answered = acts.filter({ hasText: "Answered a message" });
  await expect(answered).toHaveCount(1);
  await expect(answered).toContainText("Nadia Castellanos, RN · Our staff: Nurse");
  await expect(answered.locator("time")).toHaveText(/\d{4} at \d/);
  // What the patient did is not in it, and the tab says nobody's name.
  await expect(acts.filter({ hasText: portal.signIns.patient.name })).toHaveCount(0);
  await expect(page).toHaveTitle(/^Who looked and acted – /);
});

test("R-4.5 every page of another's chart says what is left out, and none of one's own", async ({ page, visitor, portal }) => {
  const patient = await signIn(page, portal);
  const theo = await actsForTheo(page, patient, await visitor(), portal);
  for (const place of PLACES) {
    await open(page, `${theo}${place}`);
    await expect(page.getByText(LIMITS), place).toHaveCount(1);
    await expect(page.getByText(/Theo.* We always say so, whether or not/), place).toHaveCount(1);
    await open(page, `${patient}${place}`);
    await expect(page.getByRole("heading", { level: 1 }), place).toBeVisible();
    await expect(page.getByText(LIMITS), place).toHaveCount(0);
  }
});

test("changing to another person keeps the page, changes name, colour and places, and is told", async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signIn(page, portal);
  const theo = await actsForTheo(page, patient, await visitor(), portal);
  await open(page, `${patient}/record/vaccines`);
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  const colour = await page.locator(".frame").getAttribute("class");
  await expect(tab(page)).toHaveText(new RegExp(portal.signIns.patient.name));
  await switcher(page).locator("summary").click();
  const choices = switcher(page).getByRole("listitem");
  await expect(choices).toHaveText([/you$/, /2 years old$/, "All people"]);
  await expect(choices.first().getByRole("link")).toHaveAttribute("aria-current", "true");
  await choices.filter({ hasText: WARD.name }).getByRole("link").click();
  await expect(tab(page)).toHaveText(new RegExp(WARD.name));
  expect(new URL(page.url()).pathname).toBe(`${theo}/record/vaccines`);
  await expect(page.getByText(`From the record of ${WARD.name}`)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Now in the chart of" })).toHaveText(
    `Now in the chart of ${WARD.name}`,
  );
  await expect(switcher(page).getByRole("list")).toBeHidden();
  expect(await page.locator(".frame").getAttribute("class")).not.toBe(colour);
  const main = page.getByRole("navigation", { name: "Main" });
  await expect(main.getByRole("link", { name: "Messages" })).toHaveAttribute("href", `${theo}/messages`);
  // Who acts for a child is the office's to say.
  await expect(main.getByRole("link", { name: "Sharing" })).toHaveCount(0);
  await follow(page, `${theo}/messages/new`);
  await expect(page.getByText(`For ${WARD.name} (2)`)).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
  expect(await page.title()).not.toContain(WARD.given);
});

test("R-12.2 the switcher is worked with the keyboard alone", async ({ page, visitor, portal }, info) => {
  test.skip(info.project.name === "phone", "a phone has no keys");
  const patient = await signIn(page, portal);
  const theo = await actsForTheo(page, patient, await visitor(), portal);
  await open(page, patient);
  const summary = switcher(page).locator("summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(switcher(page).getByRole("list")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(switcher(page).getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(switcher(page).getByRole("list")).toBeHidden();
  await expect(summary).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Chart of ${WARD.name}`);
  expect(new URL(page.url()).pathname).toBe(theo);
});

test("what is written in another's chart says for whom and by whom, and what is new stands with the person", async ({
  page,
  visitor,
  portal,
}) => {
  const desk = await visitor();
  const patient = await signIn(page, portal);
  const theo = await actsForTheo(page, patient, desk, portal);
  await open(page, `${theo}/messages/new`);
  await expect(page.getByText(`For ${WARD.name} (2)`)).toBeVisible();
  await page.getByLabel("This is not an emergency").check();
  await write(page, PEDIATRICS);
  await page.getByRole("button", { name: "Send for Theo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(PEDIATRICS.subject);
  const said = page.getByRole("listitem").filter({ hasText: PEDIATRICS.body.split("\n")[0] ?? "" });
  await expect(said).toContainText(portal.signIns.patient.name);
  await expect(said).toContainText("Representative");
  await open(page, `${patient}/messages`);
  await expect(page.getByText(PEDIATRICS.subject)).toHaveCount(0);
  // Of a child everything is shown, the own steps, too.
  await open(page, `${theo}/activity`);
  const acts = page.getByRole("list", { name: "Who looked and acted" }).locator("> li");
  await expect(acts.filter({ hasText: "Started a conversation" })).toContainText(`${portal.signIns.patient.name} · Representative`);

  const nurse = await visitor();
  await staffAt(nurse, portal, "k.lindqvist", /\/desk$/);
  await nurse.getByRole("link").filter({ hasText: PEDIATRICS.subject }).click();
  await nurse.getByLabel("Your answer").fill("Yes, on Thursday.");
  await nurse.getByRole("button", { name: "Send answer" }).click();
  await nurse.locator(".bubble.own").waitFor();
  await open(page, "/people");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The people you look after");
  const people = page.getByRole("list", { name: "People", exact: true }).locator("> li");
  await expect(people).toHaveCount(2);
  await expect(people.first()).toContainText(portal.signIns.patient.name);
  await expect(people.first()).toContainText("Nothing new");
  await expect(people.last()).toContainText("1 conversation with something new");
  await people.last().getByRole("list", { name: `New for ${WARD.name}` }).getByRole("link").click();
  await expect(page.getByText("Yes, on Thursday.")).toBeVisible();
  expect(new URL(page.url()).pathname.startsWith(`${theo}/messages/`)).toBe(true);
});

test("R-12.1 R-12.2 the people, the switcher and another's chart are accessible, and fit 320 pixels", async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signIn(page, portal);
  const theo = await actsForTheo(page, patient, await visitor(), portal);
  for (const path of ["/people", theo, `${theo}/record`, `${theo}/messages/new`]) {
    await open(page, path);
    await switcher(page).locator("summary").click();
    await expect(switcher(page).getByRole("list")).toBeVisible();
    await accessible(page, path);
    const before = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ width: 320, height: 640 });
    const over = await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - document.documentElement.clientWidth);
    expect.soft(over, path).toBeLessThanOrEqual(0);
    await page.setViewportSize(before);
  }
});

test("who acts for somebody no longer finds that chart closed, like one that is not there", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  const patient = await signIn(page, portal);
  const theo = await actsForTheo(page, patient, await visitor(), portal);
  await open(page, "/people");
  const ward = page.getByRole("list", { name: "People", exact: true }).locator("> li").filter({ hasText: WARD.name });
  await ward.getByText(`Act for ${WARD.name} no longer`).click();
  await ward.getByLabel("Yes, I want this").check();
  await ward.getByRole("button", { name: "Act for this person no longer" }).click();
  await expect(ward).toHaveCount(0);
  watch.expectFailure(/^\/p\//);
  expect((await page.goto(`${theo}/record`))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We could not find this page");
  await expect(switcher(page)).toHaveCount(0);
});

test("without JavaScript another person is chosen by links", async ({ page, visitor, portal, browser, address, watch }) => {
  const patient = await signIn(page, portal);
  const theo = await actsForTheo(page, patient, await visitor(), portal);
  const context = await browser.newContext({ javaScriptEnabled: false, proxy: address.proxy, baseURL: portal.url });
  await context.addCookies(await page.context().cookies());
  const plain = await context.newPage();
  await plain.goto(`${patient}/record/vaccines`);
  await switcher(plain).locator("summary").click();
  await switcher(plain).getByRole("link").filter({ hasText: WARD.name }).click();
  await plain.waitForURL(`**${theo}/record/vaccines`);
  await expect(tab(plain)).toHaveText(new RegExp(WARD.name));
  await switcher(plain).locator("summary").click();
  await switcher(plain).getByRole("link", { name: "All people" }).click();
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText("The people you look after");
  await context.close();
  watch.take(/was preloaded using link preload but not used/);
});

import { askForVisit } from "../support/asks.ts";
import { JUDGED, accessible } from "../support/axe.ts";
import {
  GONE,
  MAYA,
  THEO,
  acts,
  begins,
  cards,
  chartOf,
  main,
  newestResult,
  status,
  switcher,
  tab,
  unfold,
} from "../support/family.ts";
import { DRAFT, follow, open, queueSignIn, signIn, signInAs, signedIn, staffSignIn, write } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import { actsForTheo } from "../support/wards.ts";

const LIMITS = "Not everything is shown to representatives";
const PEDIATRICS = { ...DRAFT, team: "Maple Valley Pediatrics" };
const PLACES = ["", "/messages", "/messages/new", "/messages/search", "/activity"]
  .concat(["", "/new", "/new/appointment"].map((part) => `/requests${part}`))
  .concat(["", "/vaccines", "/allergies", "/medicines", "/results"].map((part) => `/record${part}`));

/** The same, with a conversation, a request and a result of a chart that may be opened. */
async function placesIn(page: Page, p: string): Promise<string[]> {
  await open(page, p);
  const thread = await begins(page, p, "The next visit");
  const ask = await askForVisit(page, p);
  const { id: result } = await newestResult(page, p);
  return [...PLACES, `/messages/${thread}`, `/requests/${ask}`, `/record/results/${result}`];
}

/** Writes to the child's team, in the child's chart. */
async function writeForTheo(page: Page, theo: string): Promise<void> {
  await open(page, `${theo}/messages/new`);
  await expect(page.getByText(`For ${THEO} (2)`)).toBeVisible();
  await page.getByLabel("This is not an emergency").check();
  await write(page, PEDIATRICS);
  await page.getByRole("button", { name: "Send for Theo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(PEDIATRICS.subject);
}

test("who has one chart, the own one, finds it there and has nobody to change to", async ({ page, portal }) => {
  await signIn(page, portal);
  await expect(switcher(page)).toHaveCount(0);
  await tab(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your chart");
  expect(new URL(page.url()).pathname).toBe("/people");
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toContainText("Nothing new");
  await cards(page).getByRole("heading", { level: 2 }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${portal.signIns.patient.name}`);
});

test("R-8.12 what the staff did in a chart is told with name and role, in plain words", async ({ page, visitor, portal }) => {
  const patient = await signIn(page, portal);
  await page.getByRole("link", { name: /Who looked and acted/ }).click();
  // The desk has put a grant in force, and says so; nobody has answered anything yet.
  await expect(acts(page).filter({ hasText: "Our staff: " }).first()).toBeVisible();
  await expect(acts(page).filter({ hasText: "Answered a message" })).toHaveCount(0);
  const nurse = await visitor();
  await staffSignIn(nurse, portal);
  await nurse.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
  await nurse.getByLabel("Your answer").fill("Sí, por favor venga en ayunas.");
  await nurse.getByRole("button", { name: "Send answer" }).click();
  await nurse.locator(".bubble.own").waitFor();
  await open(page, `${patient}/activity`);
  const answered = acts(page).filter({ hasText: "Answered a message" });
  await expect(answered).toHaveCount(1);
  await expect(answered).toContainText("Nadia Castellanos, RN · Our staff: Nurse");
  await expect(answered.locator("time")).toHaveText(/\d{4} at \d/);
  // What the patient did is not in it, and the tab says nobody's name.
  await expect(acts(page).filter({ hasText: portal.signIns.patient.name })).toHaveCount(0);
  await expect(page).toHaveTitle(/^Who looked and acted – /);
});

test("R-4.5 every page of another's chart says what is left out", async ({ page, portal }) => {
  await signInAs(page, portal.signIns.representative);
  const theo = await chartOf(page, THEO);
  for (const place of await placesIn(page, theo)) {
    await open(page, `${theo}${place}`);
    await expect(page.getByText(LIMITS), place).toHaveCount(1);
    await expect(page.getByText(/Theo.* We always say so, whether or not/), place).toHaveCount(1);
  }
});

test("R-4.5 nothing is left out of one's own chart, and no page says so", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  for (const place of await placesIn(page, patient)) {
    await open(page, `${patient}${place}`);
    await expect(page.getByRole("heading", { level: 1 }), place).toBeVisible();
    await expect(page.getByText(LIMITS), place).toHaveCount(0);
  }
});

test("changing to another person keeps the page, changes name, colour and places, and is told", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const theo = await actsForTheo(await visitor(), portal);
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/record/vaccines`);
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  const colour = (await page.locator(".frame").getAttribute("class")) ?? "";
  await expect(tab(page)).toHaveText(new RegExp(portal.signIns.patient.name));
  await switcher(page).locator("summary").click();
  const choices = switcher(page).getByRole("listitem");
  await expect(choices).toHaveText([/you$/, /2 years old$/, "All people"]);
  await expect(choices.first().getByRole("link")).toHaveAttribute("aria-current", "true");
  await choices.filter({ hasText: THEO }).getByRole("link").click();
  await expect(tab(page)).toHaveText(new RegExp(THEO));
  expect(new URL(page.url()).pathname).toBe(`${theo}/record/vaccines`);
  await expect(page.getByText(`From the record of ${THEO}`)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Now in the chart of" })).toHaveText(`Now in the chart of ${THEO}`);
  await expect(switcher(page).getByRole("list")).toBeHidden();
  await expect(page.locator(".frame")).not.toHaveAttribute("class", colour);
  await expect(main(page).getByRole("link", { name: "Messages" })).toHaveAttribute("href", `${theo}/messages`);
  // Who acts for a child is the office's to say.
  await expect(main(page).getByRole("link", { name: "Sharing" })).toHaveCount(0);
  await follow(page, `${theo}/messages/new`);
  await expect(page.getByText(`For ${THEO} (2)`)).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
  expect(await page.title()).not.toContain("Theo");
});

test("R-12.2 the switcher is worked with the keyboard alone", async ({ page, visitor, portal }) => {
  const theo = await actsForTheo(await visitor(), portal);
  await signIn(page, portal);
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
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Chart of ${THEO}`);
  expect(new URL(page.url()).pathname).toBe(theo);
});

test("what is written in another's chart says for whom and by whom", { tag: "@phone" }, async ({ page, visitor, portal }) => {
  const theo = await actsForTheo(await visitor(), portal);
  const patient = await signedIn(page, portal);
  const { name } = portal.signIns.patient;
  await writeForTheo(page, theo);
  const said = page.getByRole("listitem").filter({ hasText: PEDIATRICS.body.split("\n")[0] ?? "" });
  await expect(said).toContainText(name);
  await expect(said).toContainText("Representative");
  // It is in the child's chart alone.
  await open(page, `${patient}/messages`);
  await expect(page.getByRole("link").filter({ hasText: "Mi próxima cita" })).toBeVisible();
  await expect(page.getByText(PEDIATRICS.subject)).toHaveCount(0);
  // Of a child everything is shown, the own steps, too.
  await open(page, `${theo}/activity`);
  await expect(acts(page).filter({ hasText: "Started a conversation" })).toContainText(`${name} · Representative`);
});

test("what is new stands with the person whom it is about", { tag: "@phone" }, async ({ page, visitor, portal }) => {
  await signInAs(page, portal.signIns.representative);
  const theo = await chartOf(page, THEO);
  await writeForTheo(page, theo);
  await open(page, "/people");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The people you look after");
  await expect(cards(page)).toHaveCount(2);
  const his = cards(page).filter({ hasText: THEO });
  await expect(his).toContainText("Nothing new");
  const nurse = await visitor();
  await queueSignIn(nurse, portal, "k.lindqvist");
  await nurse.getByRole("link").filter({ hasText: PEDIATRICS.subject }).click();
  await nurse.getByLabel("Your answer").fill("Yes, on Thursday.");
  await nurse.getByRole("button", { name: "Send answer" }).click();
  // The page was open all the time.
  await expect(his).toContainText("1 conversation with something new");
  await expect(cards(page).filter({ hasText: MAYA })).toContainText("Nothing new");
  await his.getByRole("list", { name: `New for ${THEO}` }).getByRole("link").click();
  await expect(page.getByText("Yes, on Thursday.")).toBeVisible();
  expect(new URL(page.url()).pathname.startsWith(`${theo}/messages/`)).toBe(true);
});

for (const lang of ["en", "es"] as const) {
  test(`R-12.1 the people, the switcher and another's chart, ${lang}`, JUDGED[lang], async ({ page, portal }) => {
    await signInAs(page, portal.signIns.representative, lang);
    const theo = await chartOf(page, THEO);
    for (const [name, path] of [
      ["people", "/people"],
      ["home", theo],
      ["record", `${theo}/record`],
      ["compose", `${theo}/messages/new`],
    ] as const) {
      await open(page, path);
      await switcher(page).locator("summary").click();
      await expect(switcher(page).getByRole("list")).toBeVisible();
      await accessible(page, `${name}, with the switcher open`, "header.top");
    }
    await open(page, "/people");
    for (const part of await page.locator("main details summary").all()) await part.click();
    await accessible(page, "the people, all parts open");
  });
}

test("who acts for somebody no longer finds that chart closed, like one that is not there", async ({ page, portal, watch }) => {
  // An open page asks anew when it may have changed, and is refused.
  watch.expectFailure(/^\/(p|api)\//);
  await signInAs(page, portal.signIns.representative);
  const theo = await chartOf(page, THEO);
  expect(await status(page, `${theo}/record`)).toBe(200);
  await open(page, "/people");
  const ward = cards(page).filter({ hasText: THEO });
  const part = await unfold(page, `Act for ${THEO} no longer`, "Yes, I want this");
  await part.getByRole("button", { name: "Act for this person no longer" }).click();
  await expect(ward).toHaveCount(0);
  await expect(cards(page)).toHaveCount(1);
  const nobodys = "/p/00000000-0000-7000-8000-000000000000";
  for (const path of [`${theo}/record`, `${nobodys}/record`]) {
    expect(await status(page, path), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(GONE);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  /** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
  test.afterEach(({ watch }) => {
    watch.take(/was preloaded using link preload but not used/);
  });

  test("another person is chosen by links", async ({ page, visitor, portal }) => {
    const theo = await actsForTheo(await visitor({ javaScriptEnabled: true }), portal);
    await page.goto("/?lang=en");
    await page.getByLabel("Username").fill(portal.signIns.patient.username);
    await page.getByLabel("Password").fill(portal.signIns.patient.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await main(page).getByRole("link", { name: "Record" }).click();
    await page.getByRole("navigation", { name: "Parts of the record" }).getByRole("link", { name: "Vaccines" }).click();
    await switcher(page).locator("summary").click();
    await switcher(page).getByRole("link").filter({ hasText: THEO }).click();
    await page.waitForURL(`**${theo}/record/vaccines`);
    await expect(tab(page)).toHaveText(new RegExp(THEO));
    await switcher(page).locator("summary").click();
    await switcher(page).getByRole("link", { name: "All people" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("The people you look after");
  });
});

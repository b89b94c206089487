import { readFileSync } from "node:fs";
import { accessible } from "../support/axe.ts";
import { enroll } from "../support/enrollment.ts";
import {
  type Day,
  ELENA,
  ELENA_SIGNS_IN,
  JOSE,
  MAYA,
  THEO,
  bornOn,
  box,
  cards,
  chartOf,
  noon,
  openGrant,
} from "../support/family.ts";
import { tabTo } from "../support/keys.ts";
import { PAGES, at } from "../support/pages.ts";
import { DRAFT, chart, open, ready, send, signIn, signInAs, staffAt, write } from "../support/people.ts";
import { openPortal } from "../support/portal.ts";
import { type Locator, type Page, expect, test } from "../support/test.ts";

const FATHER = "Daniel Shaw";
const GONE = "We could not find this page";
const PEDIATRICS = { ...DRAFT, team: "Maple Valley Pediatrics" };

/** The page for each row of the access matrix that has one. */
const PAGE_OF: Record<string, string> = {
  demographics: "record",
  immunizations: "vaccines",
  allergies: "allergies",
  medications: "medicines",
  results: "results",
  messages: "inbox",
  access_log: "activity",
  representatives: "sharing",
};

/** A column of the access matrix, as the privacy officer reads it: what each row opens. */
function column(head: string): Map<string, string> {
  const table = readFileSync(new URL("../../server/access/tests/who_sees_what.txt", import.meta.url), "utf8").split("\n");
  const top = table.findIndex((line) => line.includes("self, adult"));
  const cells = (line: string) => line.trim().split(/ {2,}/);
  const place = cells(table[top] ?? "").indexOf(head) + 1;
  return new Map(table.slice(top + 1, top + 20).map((line) => [cells(line)[0] ?? "", cells(line)[place] ?? ""]));
}

const main = (page: Page): Locator => page.getByRole("navigation", { name: "Main" });

/** Presses a thing that can be done with a grant: it opens first, and says what it means. */
async function does(page: Page, deed: string, sure?: string): Promise<void> {
  const part = page.locator("main details").filter({ has: page.locator("summary", { hasText: deed }) });
  if (!(await part.getAttribute("open").then((is) => is !== null))) await part.locator("summary").click();
  if (sure !== undefined) await part.getByLabel(sure).check();
  await part.locator("form button").click();
}

/** The status with which a page answers. */
async function status(page: Page, path: string): Promise<number | undefined> {
  return (await page.goto(path))?.status();
}

test("R-4.1 each column of the access matrix opens the pages that its table says, and no other", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  test.setTimeout(180_000);
  watch.expectFailure(/^\/p\//);
  const rows = PAGES.filter(({ path }) => path.startsWith("{p}/") && !/\{[trg]\}|\/new$/.test(path)).map(({ name }) => name);
  expect(rows.toSorted(), "a page of a chart without a row").toEqual(Object.values(PAGE_OF).toSorted());
  const [maya, daniel, elena] = [await visitor(), await visitor(), await visitor()];
  const joses = await signIn(page, portal);
  await signInAs(maya, portal.signIns.teen);
  const mayas = chart(maya);
  await signInAs(daniel, portal.signIns.representative);
  const theos = await chartOf(daniel, THEO);
  await enroll(elena, visitor, portal);
  for (const [head, who, chartPath] of [
    ["self, adult", page, joses],
    ["of a child", daniel, theos],
    ["self, teen", maya, mayas],
    ["of a teen", daniel, mayas],
    // Her father has given her all that there is to give.
    ["of an adult", elena, joses],
  ] as const) {
    const cells = column(head);
    for (const [row, name] of Object.entries(PAGE_OF)) {
      const one = PAGES.find((listed) => listed.name === name);
      if (one === undefined) throw new Error(`no page is called ${name}`);
      const cell = cells.get(row);
      expect(cell, `${head}: ${row} is in the table`).toBeTruthy();
      const opens = cell !== "-" && cell !== "the office";
      expect.soft(await status(who, at(one, chartPath)), `${head}: ${name}`).toBe(opens ? 200 : 404);
      const heading = who.getByRole("heading", { level: 1 });
      if (opens) await expect.soft(heading, `${head}: ${name}`).not.toHaveText(GONE);
      else await expect.soft(heading, `${head}: ${name}`).toHaveText(GONE);
    }
  }
});

test("R-1.5 who acts for others and has no record here is at home with them", async ({ page, portal }) => {
  await signInAs(page, portal.signIns.representative);
  expect(new URL(page.url()).pathname).toBe("/people");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The people you look after");
  await expect(cards(page)).toHaveCount(2);
  await expect(cards(page).filter({ hasText: THEO })).toContainText("2 years old");
  await expect(cards(page).filter({ hasText: MAYA })).toContainText("15 years old");
  await expect(main(page).getByRole("link")).toHaveText(["People", "Account"]);
  await open(page, "/");
  expect(new URL(page.url()).pathname).toBe("/people");
});

test("R-1.5 whom a form names finds everybody in the account from its first moment", async ({ page, visitor, portal }) => {
  await enroll(page, visitor, portal);
  await open(page, "/people");
  await expect(cards(page)).toHaveCount(4);
  await expect(cards(page).first()).toContainText(ELENA);
  for (const name of [THEO, MAYA, JOSE]) await expect(cards(page).filter({ hasText: name })).toHaveCount(1);
});

test("R-6.12 what a teen writes is hers until she shows it", async ({ page, visitor, portal, watch }) => {
  // An open page asks anew when it may have changed, and is refused.
  watch.expectFailure(/^\/(p|api)\//);
  await signInAs(page, portal.signIns.teen);
  const mayas = chart(page);
  const thread = await send(page, mayas, PEDIATRICS);
  await expect(page.getByText("Only you and your care team.")).toBeVisible();
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  const line = daniel.getByRole("link").filter({ hasText: PEDIATRICS.subject });
  await open(daniel, `${mayas}/messages`);
  await expect(line).toHaveCount(0);
  expect(await status(daniel, thread)).toBe(404);

  await page.getByRole("button", { name: "Show it to those who act for me" }).click();
  await expect(page.getByText("You, your care team, and whoever may read your messages for you.")).toBeVisible();
  await open(daniel, `${mayas}/messages`);
  await line.click();
  await expect(daniel.getByRole("heading", { level: 1 })).toHaveText(PEDIATRICS.subject);
  // Whether it is shown is hers to say.
  await expect(daniel.getByText("Who sees this conversation")).toHaveCount(0);

  await page.getByRole("button", { name: "Keep it for myself" }).click();
  await expect(page.getByText("Only you and your care team.")).toBeVisible();
  await open(daniel, `${mayas}/messages`);
  await expect(line).toHaveCount(0);
  expect(await status(daniel, thread)).toBe(404);
});

test("R-4.2 a teen narrows what a parent sees, and names nobody", async ({ page, visitor, portal, watch }) => {
  // An open page asks anew when it may have changed, and is refused.
  watch.expectFailure(/^\/(p|api)\//);
  await signInAs(page, portal.signIns.teen);
  const mayas = chart(page);
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  expect(await status(daniel, `${mayas}/record/allergies`)).toBe(200);
  await main(page).getByRole("link", { name: "Sharing" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who can act for you");
  await expect(page.getByRole("link", { name: "Name somebody" })).toHaveCount(0);
  await openGrant(page, mayas, FATHER);
  await box(page, "See: Allergies").uncheck();
  await page.getByRole("button", { name: "Save what is shared" }).click();
  await expect(page.locator("#done")).toContainText("What is shared is saved.");
  expect(await status(daniel, `${mayas}/record/allergies`)).toBe(404);
  expect(await status(daniel, `${mayas}/record/vaccines`)).toBe(200);
  // For the other parent nothing has changed.
  await openGrant(page, mayas, ELENA);
  await expect(box(page, "See: Allergies")).toBeChecked();
});

test("R-3.7 who is set aside finds the chart closed at once, also in an open tab", async ({ page, visitor, portal, watch }, info) => {
  // The open page asks anew, and is refused.
  watch.expectFailure(/^\/(p|api)\//);
  await signInAs(page, portal.signIns.teen);
  const mayas = chart(page);
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  await open(daniel, `${mayas}/messages`);
  await expect(main(daniel).getByRole("link", { name: "Messages" })).toBeVisible();

  await openGrant(page, mayas, FATHER);
  const pressed = Date.now();
  await does(page, "Set aside now");
  await main(daniel).getByRole("link", { name: "People" }).waitFor();
  const took = Date.now() - pressed;
  info.annotations.push({ type: "closed in the open tab", description: `${took} ms` });
  // Opening the part that says what it means is in it.
  expect(took).toBeLessThan(2_000);
  await expect(page.locator("#done")).toContainText("This person is set aside.");
  await expect(main(daniel).getByRole("link", { name: "Messages" })).toHaveCount(0);
  expect(await status(daniel, `${mayas}/messages`)).toBe(404);
  await open(daniel, "/people");
  await expect(cards(daniel)).toHaveCount(1);
  await expect(cards(daniel)).toContainText(THEO);

  await does(page, "Take up again");
  await expect(page.locator("#done")).toContainText("It is taken up again.");
  expect(await status(daniel, `${mayas}/messages`)).toBe(200);
});

test("a daughter does for her father what he has given her, until he takes it back", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  test.setTimeout(120_000);
  watch.expectFailure(/^\/(p|api)\//);
  const elena = await visitor();
  await enroll(elena, visitor, portal);
  const joses = await signIn(page, portal);
  await open(elena, `${joses}/messages/new`);
  await expect(elena.getByText(`For ${JOSE} (71)`)).toBeVisible();
  await elena.getByLabel("This is not an emergency").check();
  await write(elena);
  await elena.getByRole("button", { name: /^Send for José/ }).click();
  await expect(elena.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);

  await open(page, `${joses}/messages`);
  await page.getByRole("link").filter({ hasText: DRAFT.subject }).click();
  const said = page.getByRole("listitem").filter({ hasText: "I leave on Friday." });
  await expect(said).toContainText(ELENA);
  await expect(said).toContainText("Representative");
  await open(page, `${joses}/activity`);
  const acts = page.getByRole("list", { name: "Who looked and acted" }).locator("> li");
  await expect(acts.filter({ hasText: "Started a conversation" })).toContainText(`${ELENA} · Representative`);

  // Less, at once.
  await openGrant(page, joses, ELENA);
  await page.getByRole("link", { name: "Nothing", exact: true }).click();
  await box(page, "See: Vaccines").check();
  await page.getByRole("button", { name: "Save what is shared" }).click();
  await expect(page.locator("#done")).toContainText("What is shared is saved.");
  expect(await status(elena, `${joses}/messages`)).toBe(404);
  expect(await status(elena, `${joses}/record/vaccines`)).toBe(200);
  await ready(elena);
  await expect(main(elena).getByRole("link")).toHaveText(["Home", "Record", "Account"]);

  // More again: he has signed in just now, and proves nothing anew.
  await openGrant(page, joses, ELENA);
  await page.getByRole("link", { name: "Everything that can be shared" }).click();
  await page.getByRole("button", { name: "Save what is shared" }).click();
  await expect(page.locator("#done")).toContainText("What is shared is saved.");
  expect(await status(elena, `${joses}/messages`)).toBe(200);

  await does(page, "End for good", "Yes, end it for good");
  await expect(page.locator("#done")).toContainText("It is ended.");
  await expect(page.getByRole("list").filter({ hasText: "Put in force" })).toContainText("Ended");
  expect(await status(elena, joses)).toBe(404);
  await open(elena, "/people");
  await expect(cards(elena)).toHaveCount(3);
});

test("R-3.5 the desk sees with a record who acts, and what has happened", async ({ page, portal }) => {
  await staffAt(page, portal, "g.ferreira", /\/desk\/patients$/);
  await page.locator("#name").fill("Rivera-Shaw, Theo");
  await page.locator("main form button.button").first().click();
  await page.locator("main a").filter({ hasText: "Theo" }).click();
  const acting = page.getByRole("list", { name: "Representatives" }).getByRole("link");
  await expect(acting.filter({ hasText: ELENA })).toHaveCount(1);
  await acting.filter({ hasText: FATHER }).click();
  await page.waitForURL(/\/desk\/grants\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText(FATHER);
  await expect(page.locator("main")).toContainText(THEO);
  await expect(page.locator("main")).toContainText("Put in force");
  await accessible(page, "a grant at the desk");
});

test("R-12.2 switches are set with the keyboard alone", async ({ page, portal }, info) => {
  test.skip(info.project.name === "phone", "a phone has no keys");
  const patient = await signIn(page, portal);
  await openGrant(page, patient, ELENA);
  await expect(box(page, "See: Allergies")).toBeChecked();
  // The box of the fourth row, "see".
  await tabTo(page, { id: "switch-9" });
  await page.keyboard.press("Space");
  await tabTo(page, { text: "Save what is shared" });
  await page.keyboard.press("Enter");
  await expect(page.locator("#done")).toBeFocused();
  await expect(page.locator("#done")).toContainText("What is shared is saved.");
  await expect(box(page, "See: Allergies")).not.toBeChecked();
});

test("R-12.1 R-12.5 sharing reads in Spanish, and fits 320 pixels", async ({ page, portal }) => {
  const patient = await signIn(page, portal, "es");
  await page.getByRole("navigation").getByRole("link", { name: "Compartir" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quién puede actuar por usted");
  await page.locator("main a").filter({ hasText: ELENA }).click();
  await page.waitForURL(/\/sharing\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Lo que esta persona puede ver y hacer")).toBeVisible();
  await accessible(page, "a grant in Spanish");
  for (const path of [`${patient}/sharing`, new URL(page.url()).pathname]) {
    await open(page, path);
    await page.setViewportSize({ width: 320, height: 640 });
    const over = await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - document.documentElement.clientWidth);
    expect.soft(over, path).toBeLessThanOrEqual(0);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  /** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
  test.afterEach(({ watch }) => {
    watch.take(/was preloaded using link preload but not used/);
  });

  test("switches are boxes of a plain form", async ({ page, portal }) => {
    await page.goto("/?lang=en");
    await page.getByLabel("Username").fill(portal.signIns.patient.username);
    await page.getByLabel("Password").fill(portal.signIns.patient.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await main(page).getByRole("link", { name: "Sharing" }).click();
    await page.locator("main a").filter({ hasText: ELENA }).click();
    await box(page, "See: Allergies").uncheck();
    await page.getByRole("button", { name: "Save what is shared" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(ELENA);
    await main(page).getByRole("link", { name: "Sharing" }).click();
    await page.locator("main a").filter({ hasText: ELENA }).click();
    await expect(box(page, "See: Allergies")).not.toBeChecked();
    await expect(box(page, "See: Vaccines")).toBeChecked();
    // What was chosen stands in no address.
    expect(new URL(page.url()).search).toBe("");
  });
});

const moving = test.extend({
  portal: async ({}, use) => {
    const portal = await openPortal(undefined, true);
    await use(portal);
    await portal.stop();
  },
});

moving.describe("while years pass", () => {
  // What passes here does not depend on the size of the screen.
  moving.skip(({ isMobile }) => isMobile, "runs once");

  moving("R-3.8 R-3.9 R-3.10 R-3.12 a mother of two, and her father: what birthdays and a consent's end close", async ({
    page,
    visitor,
    portal,
    watch,
  }) => {
    moving.setTimeout(240_000);
    watch.expectFailure(/^\/p\//);
    await enroll(page, visitor, portal);
    await open(page, "/people");
    await expect(cards(page)).toHaveCount(4);
    const [mayas, theos, joses] = [await chartOf(page, MAYA), await chartOf(page, THEO), await chartOf(page, JOSE)];
    const [maya, theo] = [await bornOn(page, mayas), await bornOn(page, theos)];
    const begun = new Date();
    const grown = (born: Day, years: number, days = 0): number => noon({ ...born, year: born.year + years, day: born.day + days });
    const later = (months: number, days = 0): number =>
      noon({ year: begun.getFullYear(), month: begun.getMonth() + 1 + months, day: begun.getDate() + days });
    const comes = async (moment: number): Promise<void> => {
      // Nothing of hers is open while the time passes.
      await page.goto("/practices");
      portal.ahead((moment - Date.now()) / 1000);
      await signInAs(page, ELENA_SIGNS_IN);
      await open(page, "/people");
    };

    // A consent lasts for 18 months, and before its end it is said.
    await comes(later(17));
    await expect(cards(page).filter({ hasText: JOSE })).toContainText(`you can no longer act for ${JOSE} here`);
    expect(await status(page, `${joses}/messages`)).toBe(200);
    await comes(later(18, 2));
    await expect(cards(page)).toHaveCount(3);
    expect(await status(page, `${joses}/messages`)).toBe(404);

    // At 18 a daughter decides alone, and before that it is said exactly what changes.
    await comes(grown(maya, 18, -20));
    const coming = cards(page).filter({ hasText: MAYA });
    await expect(coming).toContainText(`${MAYA} turns 18.`);
    await expect(coming).toContainText("From then on nothing is open.");
    await coming.getByText("See what changes").click();
    await expect(coming.getByRole("table")).toContainText("Vaccines");
    await comes(grown(maya, 18, -1));
    expect(await status(page, `${mayas}/record`)).toBe(200);
    await comes(grown(maya, 18));
    await expect(cards(page)).toHaveCount(2);
    expect(await status(page, `${mayas}/record`)).toBe(404);

    // At 13 a son has a say: of everything a part stays.
    await comes(grown(theo, 13, -1));
    expect(await status(page, `${theos}/record/results`)).toBe(200);
    await comes(grown(theo, 13));
    await expect(cards(page)).toHaveCount(2);
    expect(await status(page, `${theos}/record/results`)).toBe(404);
    expect(await status(page, `${theos}/record/vaccines`)).toBe(200);
    await comes(grown(theo, 18));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your chart");
    await expect(cards(page)).toHaveCount(1);
    expect(await status(page, `${theos}/record/vaccines`)).toBe(404);
  });
});

import type { Locator } from "@playwright/test";
import { main } from "../support/family.ts";
import { PAGES, SUGAR, at } from "../support/pages.ts";
import { chart, open, ready, signIn, signInAs, signedIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

const PARTS = PAGES.filter(({ path }) => path.startsWith("{p}/record") && !path.includes("{r}"));
const RESULT = /\/record\/results\/[0-9a-f-]{36}$/;

/** The lines of a list of the record. */
function lines(page: Page, list: string): Locator {
  return page.getByRole("list", { name: list, exact: true }).locator("> li");
}

/** What the record says of something: the text beside its name. */
function fact(within: Locator | Page, name: string): Locator {
  return within.locator(`dt:text-is("${name}") + dd`);
}

/** Opens the newest result of this name by its line in the list. */
async function openResult(page: Page, patient: string, name = SUGAR): Promise<void> {
  await open(page, `${patient}/record/results`);
  await lines(page, "Test results").getByRole("link", { name, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

test("R-8.1 results are there as soon as they are final, the newest first, with number and unit", { tag: "@phone" }, async ({
  page,
  portal,
}) => {
  const patient = await signIn(page, portal);
  await main(page).getByRole("link", { name: "Record" }).click();
  await page.getByRole("navigation", { name: "Parts of the record" }).getByRole("link", { name: "Test results" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Test results");
  expect(new URL(page.url()).pathname).toBe(`${patient}/record/results`);
  const rows = lines(page, "Test results");
  await expect(rows).toHaveCount(20);
  const sugar = rows.filter({ hasText: SUGAR }).first();
  await expect(sugar.locator(".measured")).toHaveText(/^\d(\.\d)? %$/);
  // It is of the newest visit.
  const newest = await fact(rows.first(), "Sample taken").innerText();
  await expect(fact(sugar, "Sample taken")).toHaveText(newest);
});

test("R-8.7 a result says everything that a report of a laboratory has", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await openResult(page, patient);
  await expect(page.locator("main .measured")).toHaveText(/^\d(\.\d)? %$/);
  await expect(fact(page, "Patient")).toHaveText(portal.signIns.patient.name);
  await expect(fact(page, "Medical record number")).toHaveText("MV-100004");
  await expect(fact(page, "Usual range")).toHaveText("4 to 5.6 %");
  await expect(fact(page, "Sample taken")).toHaveText(/\d{4} at \d/);
  await expect(fact(page, "Reported")).toHaveText(/\d{4} at \d/);
  await expect(fact(page, "Ordered at")).toContainText("Maple Valley Family Medicine, ");
  await expect(fact(page, "Part of")).toHaveText(SUGAR);
  // Neither the tab nor the address tells what was tested.
  await expect(page).toHaveTitle(/^Test results – /);
  expect(page.url()).toMatch(RESULT);
  // From here to the care team.
  await page.getByRole("link", { name: "Ask your care team" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New message");
});

test("R-8.8 a mark of the laboratory is words, on the list and on the page", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/record/results`);
  const rows = lines(page, "Test results");
  for (const row of await rows.all()) {
    await expect(row.locator(".tag")).toHaveText(/^(As usual|Above the usual range|Below the usual range)$/);
  }
  await expect(rows.filter({ hasText: SUGAR }).first().locator(".tag")).toHaveText("Above the usual range");
  await openResult(page, patient);
  await expect(page.locator("main .tag")).toHaveText("Above the usual range");
});

test("R-8.9 what the record does not say is said not to be noted", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await openResult(page, patient);
  await expect(fact(page, "Note")).toHaveText("None noted");
  for (const part of PARTS) {
    await open(page, at(part, { p: patient }));
    const said = await page.locator("main dd").allInnerTexts();
    expect(said.length, part.name).toBeGreaterThan(0);
    for (const one of said) expect(one.trim(), part.name).not.toBe("");
  }
});

test("R-8.10 every page of the record says that it is not the whole, and the first what it is from", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  for (const part of PARTS) {
    await open(page, at(part, { p: patient }));
    await expect(page.locator("main").getByText(/not the whole medical record/).first(), part.name).toBeVisible();
  }
  await openResult(page, patient);
  await expect(page.locator("main").getByText(/not the whole medical record/)).toBeVisible();
  await open(page, `${patient}/record`);
  const from = page.getByRole("region", { name: "Practices that this record is from" }).getByRole("listitem");
  await expect(from).toHaveText(["Eastbrook Cardiology", "Maple Valley Family Medicine"]);
});

test("the record of a patient has something on each of its pages", { tag: "@phone" }, async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/record`);
  await expect(fact(page, "Name")).toHaveText(portal.signIns.patient.name);
  await expect(fact(page, "Birth date")).toHaveText(/^\w+ \d+, \d{4} \(71 years old\)$/);
  await expect(fact(page, "Language")).toHaveText("Spanish");
  await expect(page).toHaveTitle(/^Record – /);
  const parts = page.getByRole("navigation", { name: "Parts of the record" });
  for (const [link, list, what] of [
    ["Vaccines", "Vaccines", /./],
    ["Allergies", "Allergies", /Penicillin/],
    ["Medicines", "Medicines", /Metformin/],
  ] as const) {
    await parts.getByRole("link", { name: link }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(link);
    await expect(parts.getByRole("link", { name: link })).toHaveAttribute("aria-current", "page");
    const line = lines(page, list).filter({ hasText: what }).first();
    await expect(line.getByRole("heading", { level: 2 })).toBeVisible();
    await expect(fact(line, "Where")).toHaveText(/Family Medicine|Cardiology/);
    await expect(page).toHaveTitle(new RegExp(`^${link} – `));
  }
  await expect(lines(page, "Medicines").filter({ hasText: "Clopidogrel" }).locator(".tag")).toHaveText("Stopped");
});

test("back from a result shows what had been shown, at the line that was left", { tag: "@phone" }, async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/record/results`);
  const rows = lines(page, "Test results");
  await expect(rows).toHaveCount(20);
  await page.getByRole("link", { name: "Show older entries" }).click();
  await expect(rows).toHaveCount(40);
  await expect(page.getByRole("status").filter({ hasText: "20 older entries" })).toHaveText(
    "20 older entries are now at the end of the list",
  );
  const left = rows.nth(33).getByRole("link");
  const name = await left.innerText();
  await left.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.goBack();
  await expect(rows).toHaveCount(40);
  await expect(rows.nth(33).getByRole("link")).toBeFocused();
  await expect(rows.nth(33).getByRole("link")).toBeInViewport();
});

test("a list that has come to its end says so where the focus is", async ({ page, portal }) => {
  // The teen has some pages of them; her grandfather has nine years of them, which would take half a minute.
  await signInAs(page, portal.signIns.teen);
  await open(page, `${chart(page)}/record/results`);
  const rows = lines(page, "Test results");
  const more = page.getByRole("link", { name: "Show older entries" });
  await expect(rows).toHaveCount(20);
  await expect(more).toBeVisible();
  while ((await more.count()) > 0) {
    const shown = await rows.count();
    await more.press("Enter");
    await expect.poll(() => rows.count()).toBeGreaterThan(shown);
  }
  await expect(page.locator("#record-end")).toBeFocused();
  await expect(page.locator("#record-end")).toHaveText("You have reached the end. There are no older entries.");
});

test("a result of somebody else is not there, and looks like none", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/p\//);
  const patient = await signedIn(page, portal);
  const nothing = "00000000-0000-7000-8000-000000000000";
  for (const path of [`${patient}/record/results/${nothing}`, `${patient}/record/results/nonsense`, `/p/${nothing}/record`]) {
    const reply = await page.goto(path);
    expect(reply?.status(), path).toBe(404);
    await ready(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("We could not find this page");
  }
});

test("a page of the record is printed without what belongs to the screen", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/record/medicines`);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await page.getByRole("button", { name: "Print this page" }).click();
  await expect(page.locator("body[data-printed]")).toHaveCount(1);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(`From the record of ${portal.signIns.patient.name}`)).toBeVisible();
  await expect(lines(page, "Medicines").first()).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Parts of the record" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Print this page" })).toBeHidden();
  await expect(page.getByText(/not the whole medical record/)).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  /** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
  test.afterEach(({ watch }) => {
    watch.take(/was preloaded using link preload but not used/);
  });

  test("the record is read page by page", async ({ page, portal }) => {
    await page.goto("/?lang=en");
    await page.getByLabel("Username").fill(portal.signIns.patient.username);
    await page.getByLabel("Password").fill(portal.signIns.patient.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await main(page).getByRole("link", { name: "Record" }).click();
    await page.getByRole("navigation", { name: "Parts of the record" }).getByRole("link", { name: "Test results" }).click();
    const rows = lines(page, "Test results");
    await expect(rows).toHaveCount(20);
    const newest = await rows.first().getByRole("link").getAttribute("href");
    await page.getByRole("link", { name: "Show older entries" }).click();
    await expect(page.getByRole("link", { name: "Go to the newest entries" })).toBeVisible();
    await expect(rows).toHaveCount(20);
    await expect(page.locator(`main a[href="${newest}"]`)).toHaveCount(0);
    await rows.first().getByRole("link").click();
    await page.waitForURL(RESULT);
    await expect(page.locator("main .measured")).toBeVisible();
    await page.getByRole("link", { name: "Back to the test results" }).click();
    await expect(page.locator(`main a[href="${newest}"]`)).toHaveCount(1);
    // Only the browser program prints; without it there is no button that does nothing.
    await expect(page.getByRole("button", { name: "Print this page" })).toHaveCount(0);
  });
});

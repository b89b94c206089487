import { type Locator, type Page, expect } from "@playwright/test";
import { askForVisit } from "./asks.ts";
import { canary } from "./canaries.ts";
import type { Day } from "./days.ts";
import { NEW_PASSWORD, NEW_USERNAME } from "./enrollment.ts";
import type { Places } from "./pages.ts";
import { call, open } from "./people.ts";

/** The demo's family, by the names in their records. */
export const THEO = canary("Theo Rivera-Shaw");
export const MAYA = canary("Maya Lucía Rivera-Shaw");
export const JOSE = canary("José Luis Rivera");
export const ELENA = canary("Elena Marisol Rivera-Shaw");

/** The numbers of three of their records. */
export const JOSES_NUMBER = "MV-100004";
export const THEOS_NUMBER = "MV-100003";
export const MAYAS_NUMBER = "MV-100002";

/** What the accounts of the father and of the teen are written to at. */
export const FATHERS_EMAIL = canary("daniel.shaw@example.org");
export const MAYAS_EMAIL = canary("maya.rs@example.com");

/** What a page says that is not there, or not for this visitor: the two are one. */
export const GONE = "We could not find this page";

/** Elena's account, once she has enrolled: from its first moment she acts for Theo, for Maya and for her father José. */
export const ELENA_SIGNS_IN = { username: NEW_USERNAME, password: NEW_PASSWORD };

/** A record as a desk finds it. */
export interface Found {
  patient: string;
  /** Year, month, day. */
  born: string;
}

/** The record of a number, for the desk that is signed in; by its door, from whatever page is open. */
export async function recordOf(desk: Page, mrn: string): Promise<Found> {
  const { records } = await call<{ records: Found[] }>(desk, "/api/front/find", { mrn });
  const [found] = records;
  if (found === undefined) throw new Error(`the desk finds no ${mrn}`);
  return found;
}

/**
 * Where the pages are that the demo's first patient has of something: his conversation, a request, a result of this name, and
 * the grant of his daughter. By their doors, from whatever page is open; the request is made if there is none.
 */
export async function placesOf(page: Page, p: string, result: string): Promise<Required<Places>> {
  const patient = p.slice("/p/".length);
  const inbox = await call<{ page: { rows: { thread: string }[] } }>(page, "/api/messages/inbox", { patient });
  const results = await call<{ rows: { id: string; name: string }[] }>(page, "/api/record/results", { patient });
  const grants = await call<{ rows: { grant: string }[] }>(page, "/api/representatives/list", { patient });
  const asks = await call<{ page: { rows: { ask: string; kind: string }[] } }>(page, "/api/asks/list", { patient });
  const a = asks.page.rows.find(({ kind }) => kind === "appointment")?.ask ?? (await askForVisit(page, p));
  const t = inbox.page.rows[0]?.thread;
  const r = results.rows.find(({ name }) => name === result)?.id;
  const g = grants.rows[0]?.grant;
  if (t === undefined || r === undefined || g === undefined) throw new Error("the first patient's chart has changed");
  return { p, t, a, r, g };
}

/** A grant on a record, of the first patient's daughter unless it is said whose; for a front desk that is signed in. */
export async function grantAtDesk(desk: Page, mrn = JOSES_NUMBER, name: string = ELENA): Promise<string> {
  const { patient } = await recordOf(desk, mrn);
  const { rows } = await call<{ rows: { grant: string; name: string }[] }>(desk, "/api/front/grants", { patient });
  const found = rows.find((row) => row.name === name);
  if (found === undefined) throw new Error(`${name} acts for nobody at ${mrn}`);
  return found.grant;
}

/**
 * Begins a conversation in a chart, with the first of its care teams; returns where it is. By its doors, from whatever page
 * is open.
 */
export async function begins(page: Page, p: string, subject: string): Promise<string> {
  const patient = p.slice("/p/".length);
  const { teams, intent } = await call<{ teams: { practice: string }[]; intent: string }>(page, "/api/messages/compose-options", { patient });
  const words = { subject, body: "May we come a little later?", acknowledged: "true" };
  const draft = { patient, practice: teams[0]?.practice ?? "", topic: "appointment", ...words, intent };
  return (await call<{ thread: string }>(page, "/api/messages/start", draft)).thread;
}

/** The newest result of a chart, by its door. */
export async function newestResult(page: Page, p: string): Promise<{ id: string; name: string }> {
  const { rows } = await call<{ rows: { id: string; name: string }[] }>(page, "/api/record/results", { patient: p.slice("/p/".length) });
  const [newest] = rows;
  if (newest === undefined) throw new Error("this chart has no results");
  return newest;
}

/** The navigation of a page. */
export function main(page: Page): Locator {
  return page.getByRole("navigation", { name: "Main" });
}

/** Follows the way to who acts for one: from one's account, because a phone has room for five places. */
export async function toSharing(page: Page): Promise<void> {
  await main(page).getByRole("link", { name: "Account" }).click();
  const more = page.getByRole("navigation", { name: "More about your chart" });
  await more.getByRole("link", { name: "Sharing" }).click();
}

/** The quick way to another person's chart. */
export function switcher(page: Page): Locator {
  return page.locator("details.switcher");
}

/** The cards of the people whose charts somebody may open. In both languages, as are those below it. */
export function cards(page: Page): Locator {
  return page.locator("main ul.people > li");
}

/** The names on the page of the people by which their charts are opened. */
export function charts(page: Page): Locator {
  return cards(page).getByRole("heading", { level: 2 }).getByRole("link");
}

/** The tab in the top bar that says whose chart is open. */
export function tab(page: Page): Locator {
  return page.locator("header a.chart");
}

/** What others have looked at and done in a chart, line by line. */
export function acts(page: Page): Locator {
  return page.getByRole("list", { name: "Who looked and acted" }).locator("> li");
}

/** The address of somebody's chart, from the page of the people. */
export async function chartOf(page: Page, name: string): Promise<string> {
  await open(page, "/people");
  const link = cards(page).filter({ hasText: name }).getByRole("heading", { level: 2 }).getByRole("link");
  const href = await link.getAttribute("href");
  if (href === null) throw new Error(`${name} has no chart here`);
  return href;
}

/** The status with which a page answers. */
export async function status(page: Page, path: string): Promise<number | undefined> {
  // An open page that finds its chart changed loads itself anew, and may do so at this very moment.
  for (let tries = 0; tries < 5; tries += 1) {
    const answer = await page.goto(path).catch((error: Error) => {
      if (!/interrupted by another navigation|ERR_ABORTED/.test(error.message)) throw error;
    });
    if (answer) return answer.status();
    // What has interrupted must come to its end first: asked again at once, each try is interrupted by the one before.
    await page.waitForTimeout(100 * 2 ** tries);
    await page.waitForLoadState();
  }
  return undefined;
}

/** When somebody was born, as her record says it. */
export async function bornOn(page: Page, chart: string): Promise<Day> {
  await open(page, `${chart}/record`);
  const said = (await page.locator('dt:text-is("Birth date") + dd').innerText()).replace(/ \(.*/, "");
  const day = new Date(canary(said));
  return { year: day.getFullYear(), month: day.getMonth() + 1, day: day.getDate() };
}

/** The page of one who may act for the signed-in patient, from her list. */
export async function openGrant(page: Page, patient: string, name: string): Promise<void> {
  await open(page, `${patient}/sharing`);
  const list = page.getByRole("list", { name: "People who can act for you, or who could" });
  await list.getByRole("link").filter({ hasText: name }).click();
  await page.waitForURL(/\/sharing\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** A box of the switches. */
export function box(page: Page, label: string): Locator {
  return page.getByRole("checkbox", { name: label, exact: true });
}

/** Opens who can act for the patient of a conversation at the desk, and the first way to set one aside; in both languages. */
export async function unfoldActing(desk: Page): Promise<void> {
  const summary = desk.locator("summary", { hasText: /Who can act for|Quién puede actuar por/ });
  const acting = desk.locator("main details").filter({ has: summary });
  await acting.locator("summary").first().click();
  await acting.locator("li summary").first().click();
}

/** A part of a page that is folded away, by its words; it is opened, and its box ticked. */
export async function unfold(page: Page, words: string, sure?: string): Promise<Locator> {
  const part = page.locator("main details").filter({ has: page.locator("summary", { hasText: words }) });
  if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
  if (sure !== undefined) await part.getByLabel(sure).check();
  return part;
}

import { type Locator, type Page, expect } from "@playwright/test";
import { canary } from "./canaries.ts";
import { DRAFT, type Lang, call, open, staffIn } from "./people.ts";
import type { Portal } from "./portal.ts";

/** What the demo's first patient wants to be seen for. */
export const REASON = canary("My left knee has been stiff since summer.");

/** The office that the tests ask. */
export const OFFICE = DRAFT.team;

/** A day as date fields take it. */
export interface Parts {
  month: string;
  day: string;
  year: string;
}

/** A day from today on: the clinic's today, by which its forms judge. The demo's clinic is in Massachusetts. */
export function inDays(days: number): Parts {
  const there = new Date(Date.now() + days * 24 * 3_600_000).toLocaleDateString("en-US", { timeZone: "America/New_York" });
  const [month = "", day = "", year = ""] = there.split("/");
  return { month, day, year };
}

/** Types a day into the three fields whose ids begin with this. */
export async function typeDay(page: Page, id: string, { month, day, year }: Parts): Promise<void> {
  await page.locator(`#${id}-month`).fill(month);
  await page.locator(`#${id}-day`).fill(day);
  await page.locator(`#${id}-year`).fill(year);
}

/** A day as the three fields send it that begin with this. */
export function days(field: string, ahead: number): Record<string, string> {
  const { month, day, year } = inDays(ahead);
  return { [`${field}_month`]: month, [`${field}_day`]: day, [`${field}_year`]: year };
}

/** What can be asked for. */
export type Kind = "appointment" | "renewal" | "referral";

interface Options {
  offices: { pool: string; practice: string }[];
  drugs: { drug: string; renewable: unknown }[];
}

/**
 * Asks for something by the door of its form, from whatever page is open; what it needs besides is filled in. Returns the
 * request's id. Who is no patient of the office that the tests ask asks another.
 */
export async function asks(page: Page, p: string, kind: Kind, fields: Record<string, string>): Promise<string> {
  const patient = p.slice("/p/".length);
  const { offices, drugs } = await call<Options>(page, "/api/asks/options", { patient, kind });
  const office = offices.find(({ practice }) => practice === OFFICE) ?? offices[0];
  if (office === undefined) throw new Error("no office takes requests of this patient");
  const drug = drugs.find(({ renewable }) => renewable === "yes")?.drug ?? "";
  const needs: Record<Kind, Record<string, string>> = {
    appointment: { visit: "in_person", acknowledged: "on", ...days("window1", 14) },
    renewal: { "drugs[0]": drug },
    referral: { late: "on", ...days("visit", 60) },
  };
  const form = { patient, pool: office.pool, ...needs[kind], ...fields, intent: crypto.randomUUID() };
  return (await call<{ ask: string }>(page, `/api/asks/${kind}`, form)).ask;
}

/** Asks for a routine appointment by the door of its form; returns the request's id. */
export async function askForVisit(page: Page, p: string, reason: string = REASON): Promise<string> {
  return asks(page, p, "appointment", { reason, window1_part: "morning" });
}

/** The office does something with a request that it has opened, by the door of its form. */
export async function moves(desk: Page, ask: string, what: string, fields: Record<string, string>): Promise<void> {
  const { view } = await call<{ view: { version: number } }>(desk, "/api/asks/desk-open", { ask });
  const form = { ask, version: String(view.version), intent: crypto.randomUUID(), ...fields };
  await call<unknown>(desk, `/api/asks/desk-${what}`, form);
}

/** Fills the form for an appointment, but for the box about emergencies. In English. */
export async function fillVisit(page: Page, reason: string = REASON): Promise<void> {
  await page.getByRole("radio", { name: new RegExp(`^${OFFICE}`) }).check();
  await page.locator("#reason").fill(reason);
  await typeDay(page, "window1", inDays(14));
}

/** Opens the form for one kind of request. */
export async function openForm(page: Page, p: string, kind: Kind): Promise<void> {
  await open(page, `${p}/requests/new/${kind}`);
  await page.locator("main form .actions button").waitFor();
}

/** The desk of requests for somebody of the staff; a nurse of the office, unless it is said who. */
export async function asksDesk(desk: Page, portal: Portal, username = "n.castellanos", lang: Lang = "en"): Promise<void> {
  await staffIn(desk, portal, username, lang);
  await open(desk, "/desk/asks");
}

/** The rows of the desk's queue. */
export function queue(desk: Page): Locator {
  return desk.locator("main ul.queue").getByRole("link");
}

/** Opens the first request of a patient in the queue. */
export async function openFirst(desk: Page, name: string): Promise<void> {
  await queue(desk).filter({ hasText: name }).first().click();
  await expect(desk.locator("#desk-heading")).toBeFocused();
}

/** Opens a step of the desk that is folded away. */
export async function step(desk: Page, words: string): Promise<Locator> {
  const part = desk.locator("#desk-moves details").filter({ has: desk.locator("summary", { hasText: words }) });
  if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
  return part;
}

/** A browser at a computer: there queue and request stand side by side. */
export const AT_A_DESK = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };

/** Loads the page of a request. */
export async function openAsk(page: Page, p: string, ask: string): Promise<void> {
  await open(page, `${p}/requests/${ask}`);
}

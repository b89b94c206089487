import { type Page, expect } from "@playwright/test";
import { EMPTY } from "./address.ts";
import { canary } from "./canaries.ts";
import type { Account, Portal } from "./portal.ts";
import { totp } from "./totp.ts";

export type Lang = "en" | "es";

/** The page is alive: presses are heard. */
export async function ready(page: Page): Promise<void> {
  await page.locator("body[data-ready]").waitFor({ state: "attached" });
}

/** Loads a page and waits until it is alive. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

/** Goes to an address as a press on a link does: without loading the document anew. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement("a");
    link.href = href;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}

/** Chooses a language as the switch does. An account's own language counts only where nothing was chosen. */
export async function speak(page: Page, lang: Lang): Promise<void> {
  await page.goto(`/?lang=${lang}`);
}

/** The address of the signed-in patient's own pages: /p/<id>. */
export function chart(page: Page): string {
  const [path] = new URL(page.url()).pathname.match(/^\/p\/[0-9a-f-]{36}/) ?? [];
  if (path === undefined) throw new Error(`${page.url()} is no page of a patient`);
  return path;
}

/**
 * Chooses a language and signs in by the doors behind the forms, from an empty page: the server hears what the forms send,
 * the browser keeps what it answers, and no page is drawn for it. Returns where signing in leads.
 */
async function enter(page: Page, door: string, fields: Record<string, string>, lang: Lang): Promise<string> {
  await page.goto(EMPTY);
  const { status, text } = await page.evaluate(
    async ({ door, fields, lang }) => {
      await fetch(`/?lang=${lang}`);
      const reply = await fetch(door, { method: "POST", body: new URLSearchParams(fields) });
      return { status: reply.status, text: await reply.text() };
    },
    { door, fields, lang },
  );
  const to = /"to":"([^"]+)"/.exec(text)?.[1];
  if (status !== 200 || to === undefined) throw new Error(`${door} answered ${status}: ${text}`);
  return to;
}

/** Sends what a page would send to the door of one of its server functions; returns what that answers. */
export async function call<Answer>(page: Page, path: string, fields: Record<string, string>): Promise<Answer> {
  const { status, text } = await page.evaluate(
    async ({ path, fields }) => {
      const reply = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
      return { status: reply.status, text: await reply.text() };
    },
    { path, fields },
  );
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
  return JSON.parse(text) as Answer;
}

/** Signs the demo's patient in, and opens no page yet; returns the address of the chart. */
export async function signedIn(page: Page, { signIns }: Portal, lang: Lang = "en"): Promise<string> {
  const { username, password } = signIns.patient;
  return enter(page, "/api/accounts/sign-in", { username, password }, lang);
}

/** Signs somebody in and opens the first page: the own chart, or, without one, the people. */
export async function signInAs(page: Page, { username, password }: Omit<Account, "name">, lang: Lang = "en"): Promise<void> {
  await open(page, await enter(page, "/api/accounts/sign-in", { username, password }, lang));
}

/** Signs the demo's patient in and opens her first page; returns the address of the chart. */
export async function signIn(page: Page, portal: Portal, lang: Lang = "en"): Promise<string> {
  await signInAs(page, portal.signIns.patient, lang);
  return chart(page);
}

/** Fills in the form of the front page, which is open, and sends it. */
export async function fillSignIn(page: Page, { username, password }: Omit<Account, "name">): Promise<void> {
  await ready(page);
  await page.locator("#username").fill(username);
  await page.locator("#password").fill(password);
  await page.locator("main form button.button").click();
}

/** The same by the form of the front page, for tests of it. */
export async function signInByForm(page: Page, { signIns }: Portal, lang: Lang = "en"): Promise<string> {
  await speak(page, lang);
  await fillSignIn(page, signIns.patient);
  await page.waitForURL(/\/p\/|\/people$/);
  await ready(page);
  return chart(page);
}

/** One of the demo's staff. */
export function colleague({ signIns }: Portal, username = "n.castellanos"): Portal["signIns"]["staff"][number] {
  const staff = signIns.staff.find((one) => one.username === username);
  if (staff === undefined) throw new Error(`the demo has no ${username}`);
  return staff;
}

/** Signs one of the staff in, and opens no page yet; returns the address of her desk. */
export async function staffIn(page: Page, portal: Portal, username: string, lang: Lang = "en"): Promise<string> {
  const { password, secret } = colleague(portal, username);
  return enter(page, "/api/accounts/staff-sign-in", { username, password, code: totp(secret, portal.now()) }, lang);
}

/** Signs one of the staff in, and opens her desk. */
export async function staffAt(page: Page, portal: Portal, username: string, at: RegExp, lang: Lang = "en"): Promise<void> {
  await open(page, await staffIn(page, portal, username, lang));
  await page.waitForURL(at);
}

/** The same by the form of the staff's entrance, for tests of it; a nurse, unless it is said who. */
export async function staffByForm(page: Page, portal: Portal, username = "n.castellanos", at = /\/desk\/queue$/): Promise<void> {
  const one = colleague(portal, username);
  await page.goto("/staff?lang=en");
  await ready(page);
  await page.locator("#username").fill(one.username);
  await page.locator("#password").fill(one.password);
  await page.locator("#code").fill(totp(one.secret));
  await page.locator("main form button.button").click();
  await page.waitForURL(at);
  await ready(page);
}

/** Signs a nurse in, and opens the messages of her teams: all of them, in an order that no test has to know. */
export async function staffSignIn(page: Page, portal: Portal, lang: Lang = "en"): Promise<void> {
  await staffIn(page, portal, "n.castellanos", lang);
  await open(page, "/desk");
}

/** Signs one of a team in, and opens the queue, which is her home. */
export async function queueSignIn(page: Page, portal: Portal, username = "n.castellanos", lang: Lang = "en"): Promise<void> {
  await staffAt(page, portal, username, /\/desk\/queue$/, lang);
}

/** The form of the answer in the conversation that is open at the desk: there are others beside it. */
export const ANSWER_FORM = "main form:has(#desk-answer)";

/** The conversation's words, as a patient would write them. */
export interface Draft {
  team: string;
  topic: string;
  subject: string;
  body: string;
}

export const DRAFT: Draft = {
  team: "Maple Valley Family Medicine",
  topic: "Medicine",
  subject: canary("Refill before my trip"),
  body: `I leave on Friday.\n\n${canary("Can I pick up the tablets on Thursday?")}`,
};

/** Fills the form of a new message, but for the box about emergencies. */
export async function write(page: Page, draft: Draft = DRAFT): Promise<void> {
  await page.getByRole("radio", { name: draft.team }).check();
  await page.getByRole("radio", { name: draft.topic, exact: true }).check();
  await page.getByLabel("Subject").fill(draft.subject);
  await page.getByLabel("Your message").fill(draft.body);
}

/** Starts a conversation by the form; returns its address. */
export async function send(page: Page, patient: string, draft: Draft = DRAFT): Promise<string> {
  await open(page, `${patient}/messages/new`);
  await page.getByLabel("This is not an emergency").check();
  await write(page, draft);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("heading", { level: 1, name: draft.subject })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** The newest code that the demo "sent", read where the demo shows it. */
export async function newestCode({ url }: Portal): Promise<string> {
  const html = await (await fetch(`${url}/demo/outbox`)).text();
  const newest = /<li\b[^>]*\bclass="card\b.*?<\/li>/s.exec(html)?.[0];
  // Written in two groups, as people read it out.
  const code = newest?.match(/\d{4}\s\d{4}/)?.[0].replace(/\s/, "");
  if (code === undefined) throw new Error(`no code in the newest message: ${newest}`);
  return canary(code);
}

/** The id of the conversation that the demo begins with, as the patient finds it. */
export async function firstThread(page: Page, patient: string): Promise<string> {
  await open(page, `${patient}/messages`);
  const href = await page.getByRole("link").filter({ hasText: "Mi próxima cita" }).getAttribute("href");
  return href?.split("/").at(-1) ?? "";
}

import type { BrowserContext } from "@playwright/test";
import { AT_A_DESK } from "../support/asks.ts";
import { JUDGED, accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { closeOpen } from "../support/messages.ts";
import {
  DRAFT,
  type Draft,
  colleague,
  firstThread,
  follow,
  open,
  ready,
  send,
  signedIn,
  staffSignIn,
  write,
} from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import { totp } from "../support/totp.ts";

const KEEP = "/api/messages/keep-draft";
const DESK_KEEP = "/api/desk/keep-draft";
const REPLY = canary("And if the pharmacy is closed by then");
const ANSWER = canary("Yes, but only with breakfast");
const SUBJECT = "Mi próxima cita";
const KEPT = "We kept what you had begun to write.";

/** Does something, and waits until the server has kept just these words. */
async function kept(page: Page, path: string, body: string, act: () => Promise<void>): Promise<void> {
  const arrived = page.waitForResponse((reply) => {
    const sent = new URLSearchParams(reply.request().postData() ?? "");
    return new URL(reply.url()).pathname === path && sent.get("draft[body]") === body;
  });
  await act();
  expect((await arrived).status()).toBe(200);
}

/** The session ends on the server while the page is left alone; the page, whose clock runs ahead, leaves by itself. */
async function timeOut(page: Page, context: BrowserContext): Promise<void> {
  const elsewhere = await context.newPage();
  await elsewhere.goto("/practices");
  const status = await elsewhere.evaluate(async () => (await fetch("/api/accounts/sign-out", { method: "POST" })).status);
  expect(status).toBe(200);
  await elsewhere.close();
  await page.clock.fastForward("13:05");
  await page.waitForURL((url) => url.searchParams.get("ended") === "idle");
  await ready(page);
  await expect(page.getByText("You were signed out because you had not used the page")).toBeVisible();
}

/** The form of a new message has these words in it, and says where they come from. */
async function isThere(page: Page, { team, topic, subject, body }: Draft = DRAFT): Promise<void> {
  await expect(page.getByText(KEPT)).toBeVisible();
  await expect(page.getByRole("radio", { name: team })).toBeChecked();
  await expect(page.getByRole("radio", { name: topic, exact: true })).toBeChecked();
  await expect(page.getByLabel("Subject")).toHaveValue(subject);
  await expect(page.getByLabel("Your message")).toHaveValue(body);
  // Acknowledged with every message anew.
  await expect(page.getByLabel("This is not an emergency")).not.toBeChecked();
}

/** The form of a new message is as nobody has touched it. */
async function isEmpty(page: Page): Promise<void> {
  await expect(page.locator("#compose-subject")).toHaveValue("");
  await expect(page.locator("#compose-body")).toHaveValue("");
  await expect(page.locator("input[name=topic]:checked")).toHaveCount(0);
  await expect(page.getByText(KEPT)).toHaveCount(0);
}

test("R-5.6 a half-written message is there again after the session's end, and on another device", { tag: "@phone" }, async ({
  page,
  context,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/accounts\//);
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await isEmpty(page);
  await kept(page, KEEP, DRAFT.body, () => write(page));
  // Nothing of it stays on the device.
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, document.cookie]);
  });
  for (const words of [DRAFT.subject, "on Thursday"]) expect(stored).not.toContain(words);

  await timeOut(page, context);
  const left = new URL(page.url());
  expect([left.pathname, left.searchParams.get("next")]).toEqual(["/", `${patient}/messages/new`]);
  await expect(page.locator("html")).not.toContainText(DRAFT.subject);
  await page.locator("#username").fill(portal.signIns.patient.username);
  await page.locator("#password").fill(portal.signIns.patient.password);
  await page.locator("main form button.button").click();
  await page.waitForURL((url) => url.pathname === `${patient}/messages/new`);
  await ready(page);
  await isThere(page);

  // Begun on a phone, perhaps, and gone on with at a computer.
  const other = await visitor(AT_A_DESK);
  await signedIn(other, portal);
  await open(other, `${patient}/messages/new`);
  await isThere(other);
  const more = { ...DRAFT, body: `${DRAFT.body}\nOr on Friday morning?` };
  await kept(other, KEEP, more.body, () => other.getByLabel("Your message").fill(more.body));
  await open(page, `${patient}/messages/new`);
  await isThere(page, more);
});

test("R-5.6 what was sent is no draft any more, on no device", { tag: "@phone" }, async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await kept(page, KEEP, DRAFT.body, () => write(page));
  const other = await visitor();
  await signedIn(other, portal);
  await open(other, `${patient}/messages/new`);
  await isThere(other);
  await other.getByLabel("This is not an emergency").check();
  await other.getByRole("button", { name: "Send message" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  for (const browser of [other, page]) {
    await open(browser, `${patient}/messages/new`);
    await isEmpty(browser);
  }
  // Sent before anybody has paused, and gone back to at once.
  await send(page, patient, { ...DRAFT, subject: canary("A second one") });
  await page.getByRole("link", { name: "Back to messages" }).click();
  await page.getByRole("link", { name: "New message" }).click();
  await isEmpty(page);
  await open(page, `${patient}/messages`);
  await expect(page.getByRole("list", { name: "Messages" }).getByRole("link").filter({ hasText: DRAFT.subject })).toHaveCount(1);
});

test("R-5.6 what is discarded stays discarded", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await kept(page, KEEP, DRAFT.body, () => write(page));
  await page.reload();
  await ready(page);
  await isThere(page);
  await accessible(page, "a new message, half-written");
  await kept(page, KEEP, "", () => page.getByRole("button", { name: "Discard it" }).click());
  await isEmpty(page);
  await expect(page.getByLabel("Subject")).toBeFocused();
  await page.reload();
  await ready(page);
  await isEmpty(page);
});

test("R-6.7 who only looks at the form of a follow-up leaves what she had begun as it was", async ({ page, visitor, portal }) => {
  await page.clock.install();
  const patient = await signedIn(page, portal);
  const thread = await send(page, patient);
  const nurse = await visitor(AT_A_DESK);
  await staffSignIn(nurse, portal);
  await nurse.getByRole("list", { name: "Queue" }).getByRole("link").filter({ hasText: DRAFT.subject }).click();
  await closeOpen(nurse);
  const body = canary("Something else altogether");
  await open(page, `${patient}/messages/new`);
  await kept(page, KEEP, body, async () => {
    await write(page, { ...DRAFT, body });
    await page.clock.runFor(4_000);
  });
  let asked = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === KEEP) asked += 1;
  });
  await open(page, `${patient}/messages/new?follows=${thread.split("/").at(-1)}`);
  await expect(page.getByText(`This goes on from “${DRAFT.subject}”`)).toBeVisible();
  await expect(page.getByLabel("Your message")).toHaveValue(body);
  // Two looks at what stands there, and more.
  await page.clock.runFor(6_000);
  await page.waitForTimeout(500);
  expect(asked).toBe(0);
});

test("R-5.6 a half-written reply waits where it was begun, until it is sent", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  const thread = `${patient}/messages/${await firstThread(page, patient)}`;
  const reply = page.getByLabel("Your reply");
  await open(page, thread);
  await reply.fill("And if");
  // Left before anybody could call it a pause.
  await kept(page, KEEP, "And if", () => page.getByRole("link", { name: "Back to messages" }).click());
  await page.getByRole("link").filter({ hasText: SUBJECT }).click();
  await expect(reply).toHaveValue("And if");
  const told = page.getByText("Kept as a draft in your account.");
  await expect(told).toBeVisible();
  await reply.fill(" ");
  await expect(told).toHaveCount(0);
  await reply.fill(REPLY);
  await kept(page, KEEP, REPLY, () => page.getByRole("button", { name: "Sign out" }).click());
  await page.waitForURL((url) => url.pathname === "/");
  await signedIn(page, portal);
  await open(page, thread);
  await expect(reply).toHaveValue(REPLY);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: REPLY })).toHaveCount(1);
  await expect(reply).toHaveValue("");
  await expect(told).toHaveCount(0);
  await open(page, thread);
  await expect(reply).toHaveValue("");
  await expect(page.getByRole("listitem").filter({ hasText: REPLY })).toHaveCount(1);
});

test("R-5.6 what is written in a second tab after the first one has sent is a message of its own, and kept", async ({
  page,
  context,
  portal,
  watch,
}) => {
  // The page hears so that its draft was sent.
  watch.expectFailure(/^\/api\/messages\/keep-draft$/);
  const [FIRST, NEXT] = [canary("And may I take them in the evening"), canary("And may I take them with milk")];
  const patient = await signedIn(page, portal);
  const thread = `${patient}/messages/${await firstThread(page, patient)}`;
  await open(page, thread);
  await kept(page, KEEP, FIRST, () => page.getByLabel("Your reply").fill(FIRST));
  const other = await context.newPage();
  await open(other, thread);
  const reply = other.getByLabel("Your reply");
  await expect(reply).toHaveValue(FIRST);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: FIRST })).toHaveCount(1);
  await expect(page.getByLabel("Your reply")).toHaveValue("");

  const arrived = other.waitForResponse((answer) => {
    const sent = new URLSearchParams(answer.request().postData() ?? "");
    return new URL(answer.url()).pathname === KEEP && sent.get("draft[body]") === NEXT && answer.ok();
  });
  await reply.fill(NEXT);
  await arrived;
  await other.reload();
  await ready(other);
  await expect(reply).toHaveValue(NEXT);
  await other.getByRole("button", { name: "Send message" }).click();
  await expect(other.getByRole("listitem").filter({ hasText: NEXT })).toHaveCount(1);
  await expect(other.getByRole("listitem").filter({ hasText: FIRST })).toHaveCount(1);
  await expect(reply).toHaveValue("");
});

test("R-5.6 R-11.5 a half-written answer survives a lock and the session's end", async ({ page, context, portal, watch }) => {
  watch.expectFailure(/^\/api\/accounts\//);
  const nurse = colleague(portal);
  const answer = page.getByLabel("Your answer");
  await page.clock.install();
  await staffSignIn(page, portal);
  await page.getByRole("link").filter({ hasText: SUBJECT }).click();
  await expect(page.getByRole("heading", { level: 2, name: SUBJECT })).toBeVisible();
  const there = new URL(page.url()).pathname;
  await answer.fill("Yes, but");
  // At once: the lock waits for it.
  await kept(page, DESK_KEEP, "Yes, but", () => page.getByRole("button", { name: "Lock", exact: true }).click());
  await page.waitForURL((url) => url.pathname === "/staff/locked");
  await ready(page);
  await page.locator("#password").fill(nurse.password);
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.waitForURL((url) => url.pathname === there);
  await ready(page);
  await expect(answer).toHaveValue("Yes, but");

  await kept(page, DESK_KEEP, ANSWER, () => answer.fill(ANSWER));
  await timeOut(page, context);
  const left = new URL(page.url());
  expect([left.pathname, left.searchParams.get("next")]).toEqual(["/staff", there]);
  await expect(page.locator("html")).not.toContainText(SUBJECT);
  await page.locator("#username").fill(nurse.username);
  await page.locator("#password").fill(nurse.password);
  // The code that opened the door is used up; the next one is good already.
  await page.locator("#code").fill(totp(nurse.secret, Date.now() + 30_000));
  await page.locator("main form button.button").click();
  await page.waitForURL((url) => url.pathname === there);
  await ready(page);
  await expect(answer).toHaveValue(ANSWER);
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: ANSWER })).toHaveCount(1);
  await expect(answer).toHaveValue("");
  // Drawn anew from what the page came with, which had the draft in it.
  const drawn = page.locator("#desk-answer");
  await drawn.evaluate((field) => void Object.assign(field, { drawnBefore: true }));
  await follow(page, `${there}?show=all`);
  await expect.poll(() => drawn.evaluate((field) => "drawnBefore" in field)).toBe(false);
  await expect(answer).toHaveValue("");
  await page.reload();
  await ready(page);
  await expect(page.getByRole("listitem").filter({ hasText: ANSWER })).toHaveCount(1);
  await expect(answer).toHaveValue("");
});

test("R-5.6 a half-written message speaks Spanish", JUDGED.es, async ({ page, portal }) => {
  const words = canary("Me voy el viernes, y antes de eso");
  const patient = await signedIn(page, portal, "es");
  await open(page, `${patient}/messages/new`);
  await page.locator("#compose-topic-2").check();
  await kept(page, KEEP, words, () => page.getByLabel("Su mensaje").fill(words));
  await page.reload();
  await ready(page);
  await expect(page.getByText("Guardamos lo que había empezado a escribir.")).toBeVisible();
  await expect(page.locator("#compose-topic-2")).toBeChecked();
  await expect(page.getByLabel("Su mensaje")).toHaveValue(words);
  await accessible(page, "a new message, half-written, Spanish");
  await kept(page, KEEP, "", () => page.getByRole("button", { name: "Descartarlo" }).click());
  await expect(page.getByLabel("Su mensaje")).toHaveValue("");
  await expect(page.getByText("Guardamos lo que había empezado a escribir.")).toHaveCount(0);
});

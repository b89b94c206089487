import { JUDGED, accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { colleague, open, ready, staffAt, staffByForm, staffSignIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import { totp } from "../support/totp.ts";

const SUBJECT = "Mi próxima cita";
const WRONG = canary("not the right password");

const lock = (page: Page, name = "Lock") => page.getByRole("button", { name, exact: true });
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** The page of a locked session, which shows nothing of the desk; `next` is the page to come back to. */
async function isLocked(page: Page, next: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === "/staff/locked" && url.searchParams.get("next") === next);
  await expect(heading(page)).toHaveText("Locked");
  await expect(page.locator("html")).not.toContainText(SUBJECT);
}

async function unlock(page: Page, password: string): Promise<void> {
  await page.locator("#password").fill(password);
  await page.getByRole("button", { name: "Unlock" }).click();
}

/** Opens the demo's conversation at the desk; its address. */
async function conversation(page: Page): Promise<string> {
  await page.getByRole("link").filter({ hasText: SUBJECT }).click();
  await expect(page.getByRole("heading", { level: 2, name: SUBJECT })).toBeVisible();
  return new URL(page.url()).pathname;
}

test("R-11.5 a press locks the desk, and the password leads back to the same page", { tag: "@phone" }, async ({
  page,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/accounts\/unlock$/);
  const nurse = colleague(portal);
  await staffByForm(page, portal);
  const there = await conversation(page);
  await lock(page).click();
  await isLocked(page, there);
  await ready(page);
  await expect(page.getByText(`${nurse.name} has locked this workstation.`)).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(0);

  // Nothing typed: said before anything is sent.
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText("Enter your password");
  await unlock(page, WRONG);
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert")).toHaveText("This password is not right.");
  await unlock(page, nurse.password);
  await page.waitForURL((url) => url.pathname === there);
  await ready(page);
  await expect(page.getByRole("heading", { level: 2, name: SUBJECT })).toBeVisible();
  await expect(page.locator("#desk-answer")).toBeVisible();
});

test("R-11.5 Ctrl, Alt and L lock the desk from a field, too, and a letter of AltGr does not", async ({
  page,
  portal,
  watch,
}) => {
  // What was typed a moment before may come to be kept when nothing is kept any more.
  watch.expectFailure(/^\/api\/desk\/keep-draft$/);
  await staffSignIn(page, portal);
  const there = await conversation(page);
  const locks: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/accounts/lock")) locks.push(request.url());
  });
  await page.locator("#desk-answer").click();
  await page.keyboard.type("Sí");
  // A Polish keyboard writes a letter with AltGr and L, and its browser says Ctrl and Alt.
  const taken = await page.evaluate(() => {
    const keys = { code: "KeyL", key: "ł", ctrlKey: true, altKey: true, modifierAltGraph: true };
    const press = new KeyboardEvent("keydown", { ...keys, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(press);
    return press.defaultPrevented;
  });
  expect(taken).toBe(false);
  for (const keys of ["Control+KeyL", "Alt+KeyL"]) {
    await page.locator("#desk-answer").focus();
    await page.keyboard.press(keys);
  }
  await expect(page.locator("#desk-answer")).toHaveValue(/^Sí/);
  expect(locks).toEqual([]);
  await page.locator("#desk-answer").focus();
  await page.keyboard.press("Control+Alt+KeyL");
  await isLocked(page, there);
  expect(locks).toHaveLength(1);
});

test("R-11.5 a lock is one in every tab, and the way back shows no desk", async ({ page, context, portal }) => {
  const { password } = colleague(portal);
  await staffSignIn(page, portal);
  const second = await context.newPage();
  await open(second, "/desk");
  const row = second.getByRole("link").filter({ hasText: SUBJECT });
  await expect(row).toBeVisible();
  const there = await conversation(page);
  await lock(page).click();
  await isLocked(page, there);
  await isLocked(second, "/desk");
  for (let back = 0; back < 2; back += 1) {
    await page.goBack();
    await page.waitForLoadState();
    await expect(heading(page)).toHaveText("Locked");
    await expect(page.locator("html")).not.toContainText(SUBJECT);
  }
  // Opened in one tab it is open; the other one goes on by the same form.
  await ready(second);
  await unlock(second, password);
  await second.waitForURL((url) => url.pathname === "/desk");
  await expect(row).toBeVisible();
  await open(page, there);
  await expect(page.getByRole("heading", { level: 2, name: SUBJECT })).toBeVisible();
});

test("R-11.5 who is somebody else ends the session, or signs in", async ({ page, context, portal }) => {
  await staffSignIn(page, portal);
  await lock(page).click();
  await isLocked(page, "/desk");
  await ready(page);
  await page.getByRole("button", { name: "End this session" }).click();
  await page.waitForURL((url) => url.pathname === "/staff");
  expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain("__Host-sid");
  await open(page, "/staff/locked");
  await expect(heading(page)).toHaveText("Staff sign-in");

  await staffAt(page, portal, "g.ferreira", /\/desk\/patients$/);
  await lock(page).click();
  await isLocked(page, "/desk/patients");
  // The entrance is open beside a locked session.
  await staffByForm(page, portal, "k.lindqvist");
  await expect(heading(page)).toHaveText("Queue");
});

test("R-11.5 where the session is over, lock and password lead to the entrance", async ({ page, context, portal, watch }) => {
  watch.expectFailure(/^\/api\/accounts\/(lock|unlock)$/);
  const elsewhere = await context.newPage();
  // Another tab ends it, and this one hears nothing of it.
  const end = async () => {
    await elsewhere.goto("/practices");
    const status = await elsewhere.evaluate(async () => (await fetch("/api/accounts/sign-out", { method: "POST" })).status);
    expect(status).toBe(200);
  };
  await staffSignIn(page, portal);
  await end();
  await lock(page).click();
  await page.waitForURL((url) => url.pathname === "/staff");

  await staffAt(page, portal, "b.tran", /\/desk\/queue$/);
  await lock(page).click();
  await isLocked(page, "/desk/queue");
  await ready(page);
  await end();
  await unlock(page, colleague(portal, "b.tran").password);
  await expect(page.getByRole("alert")).toBeFocused();
  await page.getByRole("alert").getByRole("link").click();
  await page.waitForURL((url) => url.pathname === "/staff");
});

test("R-11.5 who presses while the portal is out of reach is told that nothing may be locked", async ({
  page,
  portal,
  address,
  watch,
}) => {
  watch.expectFailure(/^\/api\/accounts\/lock$/);
  await staffSignIn(page, portal);
  address.loseReplyOf("/api/accounts/lock");
  await lock(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "We could not reach the portal." })).toBeVisible();
  await lock(page).click();
  await isLocked(page, "/desk");
});

test("R-11.5 locking works before any program has loaded", async ({ visitor, portal, watch }) => {
  const nurse = colleague(portal);
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto("/staff?lang=en");
  await page.locator("#username").fill(nurse.username);
  await page.locator("#password").fill(nurse.password);
  await page.locator("#code").fill(totp(nurse.secret));
  await page.locator("main form button.button").click();
  await expect(heading(page)).toHaveText("Queue");
  const there = await conversation(page);
  await lock(page).click();
  await isLocked(page, there);
  await page.goto("/desk");
  await isLocked(page, "/desk");
  await page.goto(there);
  await unlock(page, WRONG);
  await expect(page.getByRole("alert")).toContainText("This password is not right.");
  expect(decodeURIComponent(page.url())).not.toContain(WRONG);
  await unlock(page, nurse.password);
  await expect(page.getByRole("heading", { level: 2, name: SUBJECT })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(there);
  await lock(page).click();
  await page.getByRole("button", { name: "End this session" }).click();
  await expect(heading(page)).toHaveText("Staff sign-in");
  await page.goto("/desk");
  await expect(heading(page)).toHaveText("Staff sign-in");
  // Fetched ahead for a program that does not run.
  watch.take(/was preloaded using link preload but not used/);
});

/** What sticks out of the page to the right. */
async function tooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) > document.documentElement.clientWidth);
}

test("R-12.1 the page of a locked session, and with an error", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/api\/accounts\/unlock$/);
  await staffSignIn(page, portal);
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await tooWide(page), `the desk at ${width} px`).toBe(false);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await lock(page).click();
  await isLocked(page, "/desk");
  await ready(page);
  await accessible(page, "locked");
  await unlock(page, WRONG);
  await expect(page.getByRole("alert")).toBeFocused();
  await accessible(page, "locked, with an error");
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await tooWide(page), `locked at ${width} px`).toBe(false);
  }
});

test("R-12.1 the page of a locked session speaks Spanish", JUDGED.es, async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/api\/accounts\/unlock$/);
  const nurse = colleague(portal);
  await staffSignIn(page, portal, "es");
  const there = await conversation(page);
  await lock(page, "Bloquear").click();
  await page.waitForURL((url) => url.pathname === "/staff/locked");
  await ready(page);
  await expect(heading(page)).toHaveText("Bloqueado");
  await expect(page.getByText(`${nurse.name} bloqueó este equipo.`)).toBeVisible();
  await page.locator("#password").fill(WRONG);
  await page.getByRole("button", { name: "Desbloquear" }).click();
  await expect(page.getByRole("alert")).toHaveText("Esta contraseña no es correcta.");
  await accessible(page, "locked, Spanish");
  await expect(page.getByRole("button", { name: "Cerrar esta sesión" })).toBeVisible();
  await page.locator("#password").fill(nurse.password);
  await page.getByRole("button", { name: "Desbloquear" }).click();
  await page.waitForURL((url) => url.pathname === there);
});

import { open, ready, signIn, signedIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

/** The page's clock runs ahead of the server's, so the server is made to say what it would say by then. */
async function serverSays(page: Page, warnIn: number, idleIn: number): Promise<void> {
  await page.route("**/api/accounts/session", (route) =>
    route.fulfill({ json: { warn_in: warnIn, idle_in: idleIn, absolute_in: 40_000 } }),
  );
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "You will be signed out in 2 minutes" });

test("R-5.6 a session warns two minutes before it ends, and one press keeps it", async ({ page, portal }) => {
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await page.getByLabel("Your message").fill("Half a sentence");
  const stays: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/accounts/stay")) stays.push(request.url());
  });

  await page.clock.fastForward("12:30");
  await expect(dialog(page)).toBeHidden();
  await serverSays(page, 0, 120);
  await page.clock.fastForward("00:35");
  await expect(dialog(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Stay signed in" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  expect(stays).toHaveLength(1);
  await expect(page.getByLabel("Your message")).toHaveValue("Half a sentence");
});

test("the warning keeps the focus until it is answered, and then gives it back", async ({ page, portal }) => {
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await page.getByLabel("Your message").focus();
  await serverSays(page, 0, 120);
  await page.clock.fastForward("13:05");
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).locator(":focus")).toHaveCount(1);
  for (const key of ["Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await page.keyboard.press(key);
    await expect(dialog(page).locator(":focus"), `after ${key}`).toHaveCount(1);
  }
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByLabel("Your message")).toBeFocused();
});

test("R-5.6 Escape keeps the session too, and asks no second time at once", async ({ page, portal }) => {
  await page.clock.install();
  await signIn(page, portal);
  await serverSays(page, 0, 120);
  await page.clock.fastForward("13:05");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await page.clock.fastForward("05:00");
  await expect(dialog(page)).toBeHidden();
});

test("R-5.6 another tab that is used keeps this one from warning", async ({ page, portal }) => {
  await page.clock.install();
  await signIn(page, portal);
  // The real server: its session is seconds old, as if another tab had just been used.
  await page.clock.fastForward("13:05");
  await page.clock.fastForward("00:10");
  await expect(dialog(page)).toBeHidden();
});

test("R-5.6 a page whose session has ended leaves by itself", async ({ page, context, portal, watch }) => {
  watch.expectFailure(/^\/api\/accounts\//);
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages`);
  await expect(page.getByRole("link").filter({ hasText: "Mi próxima cita" })).toBeVisible();
  await serverSays(page, 0, 120);
  await page.clock.fastForward("13:05");
  await expect(dialog(page)).toBeVisible();

  // The session ends on the server; the page hears nothing of it.
  const elsewhere = await context.newPage();
  await elsewhere.goto("/support");
  const status = await elsewhere.evaluate(async () => (await fetch("/api/accounts/sign-out", { method: "POST" })).status);
  expect(status).toBe(200);
  await page.unroute("**/api/accounts/session");
  await page.clock.fastForward("02:05");
  await page.waitForURL("**/?ended=idle&next=**");
  await ready(page);
  await expect(page.getByText("You were signed out because you had not used the page")).toBeVisible();
  await expect(page.locator("html")).not.toContainText("Mi próxima cita");
});

test("R-5.6 the other tabs leave with it, each to come back to its own page", async ({ page, context, portal, watch }) => {
  watch.expectFailure(/^\/api\/accounts\//);
  await page.clock.install();
  const patient = await signIn(page, portal);
  const second = await context.newPage();
  await open(second, `${patient}/messages`);
  await expect(second.getByRole("link").filter({ hasText: "Mi próxima cita" })).toBeVisible();
  const elsewhere = await context.newPage();
  await elsewhere.goto("/support");
  expect(await elsewhere.evaluate(async () => (await fetch("/api/accounts/sign-out", { method: "POST" })).status)).toBe(200);
  // Only one of them asks; the other one hears of it.
  await second.route("**/api/accounts/session", (route) => route.abort());
  await page.clock.fastForward("13:05");
  for (const [tab, next] of [[page, patient], [second, `${patient}/messages`]] as const) {
    await tab.waitForURL((url) => url.pathname === "/" && url.searchParams.get("ended") === "idle");
    expect(new URL(tab.url()).searchParams.get("next")).toBe(next);
    await expect(tab.locator("html")).not.toContainText("Mi próxima cita");
  }
});

test("R-5.6 offline, the page still leaves when the session's time is over", async ({ page, portal, watch }) => {
  watch.expectFailure(/./);
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages`);
  await page.route("**/api/accounts/session", (route) => route.abort("internetdisconnected"));
  await page.clock.fastForward("14:30");
  await expect(page.getByRole("link").filter({ hasText: "Mi próxima cita" })).toBeVisible();
  // It goes to the first page; what is shown there is the server's matter, or the offline page's.
  const leaves = page.waitForRequest((request) => request.isNavigationRequest());
  await page.clock.fastForward("00:40");
  await leaves;
});

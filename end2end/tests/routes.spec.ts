import { adminDesk, supportDesk } from "../support/desks.ts";
import { grantAtDesk, placesOf } from "../support/family.ts";
import { PAGES, PATIENTS, type PageOf, type Places, SUGAR, type Who, at, routesOfTheApp } from "../support/pages.ts";
import { follow, open, signIn, signedIn, speak, staffAt, staffSignIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import type { Portal } from "../support/portal.ts";

async function become(who: Who, page: Page, portal: Portal): Promise<Places> {
  if (who === "patient") return placesOf(page, await signedIn(page, portal), SUGAR);
  if (who === "front") {
    await staffAt(page, portal, "g.ferreira", /\/desk\/patients$/);
    return { g: await grantAtDesk(page) };
  }
  if (who === "nurse") await staffSignIn(page, portal);
  else if (who === "support") await supportDesk(page, portal);
  else if (who === "admin") await adminDesk(page, portal);
  else if (who === "enrollment") await staffAt(page, portal, "o.petrov", /\/desk\/requests$/);
  else await speak(page, "en");
  return {};
}

test("every route of the app is in the list of these tests", () => {
  expect(PAGES).toHaveLength(routesOfTheApp());
});

/** A page, and its address for who opens it. */
interface Addressed {
  one: PageOf;
  path: string;
}

async function loadWhole(page: Page, pages: Addressed[]): Promise<void> {
  for (const { one, path } of pages) {
    await test.step(one.name, async () => {
      const reply = await page.goto(path);
      expect(reply?.status()).toBe(200);
      // There before any program runs.
      expect(await reply?.text()).toContain("<h1");
      await page.locator("body[data-ready]").waitFor({ state: "attached" });
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(one.title.en);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    });
  }
}

async function openByPress(page: Page, pages: Addressed[]): Promise<void> {
  // Once from each other kind of page: forwards and backwards through the list.
  const order = [...pages, ...pages.toReversed()];
  await open(page, order[0]?.path ?? "/");
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  for (const { one, path } of order) {
    await test.step(one.name, async () => {
      await follow(page, path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(one.title.en);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      expect(new URL(page.url()).pathname).toBe(path);
    });
  }
  if (pages.length > 1) {
    await page.goBack();
    await page.goForward();
  }
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
}

/** Who it is signs in; then pages that are for such people, with their addresses. */
async function pagesFor(who: Who, page: Page, portal: Portal, some?: PageOf[]): Promise<Addressed[]> {
  const places = await become(who, page, portal);
  return (some ?? PAGES.filter((one) => one.who === who)).map((one) => ({ one, path: at(one, places) }));
}

// Those for anybody are many.
test("every page for anybody loads whole, and comes alive", async ({ page, portal }) => {
  await loadWhole(page, await pagesFor("anybody", page, portal));
});

test("every page for anybody opens by a press, without loading anew", async ({ page, portal }) => {
  await openByPress(page, await pagesFor("anybody", page, portal));
});

for (const [about, some] of PATIENTS) {
  test(`every page for a patient, ${about}, loads whole, and opens by a press without loading anew`, async ({ page, portal }) => {
    const pages = await pagesFor("patient", page, portal, some);
    await loadWhole(page, pages);
    await openByPress(page, pages);
  });
}

for (const who of ["nurse", "front", "enrollment", "support", "admin"] as const) {
  test(`every page for ${who} loads whole, and opens by a press without loading anew`, async ({ page, portal }) => {
    const pages = await pagesFor(who, page, portal);
    await loadWhole(page, pages);
    await openByPress(page, pages);
  });
}

test("a conversation at the desk has an address of its own", async ({ page, portal, watch }) => {
  // What is no id is not there, and its page says so with the status.
  watch.expectFailure(/^\/desk\/nonsense$/);
  await staffSignIn(page, portal);
  await page.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Mi próxima cita" })).toBeVisible();
  await open(page, new URL(page.url()).pathname);
  await expect(page.getByRole("heading", { level: 2, name: "Mi próxima cita" })).toBeVisible();
  await follow(page, "/desk/nonsense");
  await expect(page.getByText("We could not find this conversation")).toBeVisible();
  await open(page, "/desk/nonsense");
  await expect(page.getByText("We could not find this conversation")).toBeVisible();
});

test("an address that leads nowhere says so, with the status that says so", async ({ page, watch }) => {
  watch.expectFailure(/^\/(no-such-page|p|desk|enroll)/);
  for (const path of ["/no-such-page", "/enroll/no-such-step", "/desk-of-nobody/at/all"]) {
    const reply = await page.goto(path);
    expect(reply?.status(), path).toBe(404);
    await page.locator("body[data-ready]").waitFor({ state: "attached" });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("We could not find this page");
  }
  await open(page, "/");
  await follow(page, "/no-such-page");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We could not find this page");
  await page.getByRole("link", { name: "Go to the first page" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});

test("a piece of code that does not come is no dead end", async ({ visitor, portal, watch }) => {
  // A service worker asks for pieces where the test cannot hold them back.
  const page = await visitor({ serviceWorkers: "block" });
  await signIn(page, portal);
  await page.route(/\/pkg\/split_visitor_/, (route) => route.abort());
  const failed = watch.provokes(/^(?:page|console) error: .*(?:Failed to fetch|ERR_FAILED|lazy\.rs|unreachable)|^console warning: Service Worker/);
  await page.getByRole("contentinfo").getByRole("link", { name: "Technical Support" }).click();
  // Loaded whole from the server; its forms work without the program.
  await page.waitForURL("**/support");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Technical Support");
  await expect(page.getByLabel("What happened?")).toBeVisible();
  await expect.poll(failed).toBeGreaterThan(0);
});

test("a conversation that is not there has the status that says so", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/(p|desk)\//);
  const none = "01900000-0000-7000-8000-000000000009";
  const patient = await signedIn(page, portal);
  expect((await page.goto(`${patient}/messages/${none}`))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We could not find this page");
  // Somebody else's chart answers like one that does not exist.
  expect((await page.goto(`/p/${none}/messages`))?.status()).toBe(404);
  // Nor does an address without an id look like a page.
  for (const path of [`${patient}/messages/old`, "/p/old/messages"]) expect((await page.goto(path))?.status(), path).toBe(404);
  const nurse = await visitor();
  await staffSignIn(nurse, portal);
  expect((await nurse.goto("/desk/old"))?.status()).toBe(404);
  expect((await nurse.goto(`/desk/${none}`))?.status()).toBe(404);
  await expect(nurse.getByText("We could not find this conversation")).toBeVisible();
});

test("pages that are not for somebody lead to her own", async ({ page, visitor, portal }) => {
  const guest = await visitor();
  await open(guest, "/desk");
  expect(new URL(guest.url()).pathname).toBe("/staff");
  const patient = await signedIn(page, portal);
  await open(page, "/desk");
  expect(new URL(page.url()).pathname).toBe(patient);
  await open(page, "/");
  expect(new URL(page.url()).pathname).toBe(patient);
  const nurse = await visitor();
  await staffSignIn(nurse, portal);
  await open(nurse, `${patient}/messages`);
  expect(new URL(nurse.url()).pathname).toBe("/desk/queue");
});

test("from a patient's pages to those for everybody: what listened there hears no more", async ({ page, portal }) => {
  await signIn(page, portal);
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  for (const searched of ["zzz", "yyy"]) {
    await page.getByRole("link", { name: "Practices and phone numbers" }).click();
    // A press and a key: the frame that has gone heard both.
    await page.getByLabel("Find a practice").click();
    await page.keyboard.type(searched);
    await expect(page.getByText("No practice has these words")).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Hello, /);
  }
  await page.getByRole("link", { name: "Write a message" }).click();
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
});

test("between the messages and the account, back and forth: each frame hears only while open", { tag: "@phone" }, async ({
  page,
  portal,
}) => {
  await signIn(page, portal);
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  await page.getByRole("link", { name: "Practices and phone numbers" }).click();
  await page.getByLabel("Find a practice").click();
  await page.keyboard.type("zzz");
  await expect(page.getByText("No practice has these words")).toBeVisible();
  await page.goBack();
  const main = page.getByRole("navigation", { name: "Main" });
  for (const [name, title] of [
    ["Account", "Your account"],
    ["Messages", "Messages"],
    ["Account", "Your account"],
    ["Messages", "Messages"],
  ] as const) {
    await main.getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  }
  await page.getByRole("link", { name: "New message" }).click();
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
});

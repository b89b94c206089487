import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DRAFT, open, ready, send, signIn, signedIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

/** Every address in every cache of the site. */
async function cached(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      found.push(...(await cache.keys()).map((request) => new URL(request.url).pathname));
    }
    return found.sort();
  });
}

/** Everything the browser keeps of the site, as one text. */
async function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), document.cookie];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        found.push(request.url, await (await cache.match(request))?.text());
      }
    }
    return JSON.stringify(found);
  });
}

async function worker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // The first page came before the worker; the next one passes through it.
  await page.reload();
  await ready(page);
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

test("the portal can be installed", async ({ playwright, portal, address, watch }) => {
  // A browser's private windows install nothing, and every context of a test is one; so this test has a profile.
  const profile = mkdtempSync(join(tmpdir(), "linden-profile-"));
  const { launchOptions } = test.info().project.use;
  const context = await playwright.chromium.launchPersistentContext(profile, { ...launchOptions, proxy: address.proxy });
  try {
    await watch.over(context);
    const page = await context.newPage();
    await open(page, portal.url);
    await worker(page);
    const cdp = await context.newCDPSession(page);
    const manifest = await cdp.send("Page.getAppManifest");
    expect(manifest.errors).toEqual([]);
    expect(manifest.url).toBe(`${portal.url}/manifest.webmanifest`);
    const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
    expect(installabilityErrors).toEqual([]);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

test("the worker keeps build files and the offline page, and nothing of a visit", async ({ page, portal }) => {
  const patient = await signIn(page, portal);
  await worker(page);
  const thread = await send(page, patient);
  await open(page, `${patient}/messages`);
  await open(page, thread);

  const addresses = await cached(page);
  expect(addresses.filter((path) => !path.startsWith("/pkg/"))).toEqual(["/favicon.svg", "/offline.css", "/offline.html"]);
  expect(addresses.some((path) => path.endsWith(".wasm"))).toBe(true);
  const during = await kept(page);
  for (const secret of [DRAFT.subject, "the tablets on Thursday", portal.signIns.patient.name, "Mi próxima cita"]) {
    expect(during).not.toContain(secret);
  }

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await ready(page);
  const after = await kept(page);
  for (const secret of [DRAFT.subject, "the tablets on Thursday", portal.signIns.patient.name, patient]) {
    expect(after).not.toContain(secret);
  }
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test("without the portal, an address shows the offline page, never an old page", async ({ page, portal, watch }) => {
  const patient = await signIn(page, portal);
  await worker(page);
  await open(page, `${patient}/messages`);
  await expect(page.getByRole("link").filter({ hasText: "Mi próxima cita" })).toBeVisible();
  watch.expectFailure(/./);
  await portal.stop();
  for (const path of [`${patient}/messages`, patient, "/"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are offline");
    await expect(page.getByText("No hay conexión")).toBeVisible();
    await expect(page.locator("html")).not.toContainText("Mi próxima cita");
  }
  // It is drawn with its own style.
  expect(await page.evaluate(() => document.styleSheets.length)).toBe(1);
});

test("an open page says that it is offline, and nothing typed is lost", async ({ page, portal, watch }) => {
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await page.getByLabel("This is not an emergency").check();
  await page.getByRole("radio").first().check();
  await page.getByRole("radio", { name: "General question" }).check();
  await page.getByLabel("Subject").fill(DRAFT.subject);
  await page.getByLabel("Your message").fill(DRAFT.body);
  watch.expectFailure(/./);
  await portal.stop();
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByText("Your message may not have been sent")).toBeVisible();
  await expect(page.getByLabel("Your message")).toHaveValue(DRAFT.body);
});

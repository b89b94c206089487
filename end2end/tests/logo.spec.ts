import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMother } from "../support/desks.ts";
import { open, signedIn, staffAt } from "../support/people.ts";
import { openPortal } from "../support/portal.ts";
import { type Page, expect, test as base } from "../support/test.ts";

const NAME = "Maple Valley Health Center of the Northern Hills";
// Broader than there is room for, so that it has to give way to the name.
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="50"><style>rect{fill:#7a1f3d}</style>' +
  '<rect width="400" height="50"/></svg>';

const test = base.extend({
  portal: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "linden-logo-"));
    const file = join(folder, "logo.svg");
    writeFileSync(file, LOGO);
    const portal = await openPortal(`[clinic]\nname = ${JSON.stringify(NAME)}\nlogo = ${JSON.stringify(file)}\n`);
    // Served for real, and without carriers: letters wait, and that is said once at the start.
    await use({ ...portal, complaints: () => portal.complaints().filter((line) => !/letters? waits?\b/.test(line)) });
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  },
});

/** The logo is there, and the browser has drawn it. Returns its address. */
async function drawn(page: Page, where: string): Promise<string> {
  const logo = page.locator(`${where} img.logo`);
  await expect(logo).toBeVisible();
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  return (await logo.getAttribute("src")) ?? "";
}

test("the clinic's logo stands beside its name, and on a letter", { tag: "@phone" }, async ({ page, visitor, portal }) => {
  await open(page, "/");
  const address = await drawn(page, ".brand");
  await expect(page.locator(".brand")).toHaveText(NAME);
  await page.setViewportSize({ width: 320, height: 640 });
  await expect(page.locator(".brand > span")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);

  expect(address).toMatch(/^\/logo-[0-9a-f]{16}\.svg$/);
  const { status, headers } = await fetch(new URL(address, portal.url));
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("image/svg+xml");
  expect(headers.get("cache-control")).toContain("immutable");
  expect(headers.get("content-security-policy")).toContain("sandbox");

  await open(page, await signedIn(page, portal));
  await drawn(page, ".brand");

  const desk = await visitor();
  await staffAt(desk, portal, "g.ferreira", /\/desk\/patients$/);
  await drawn(desk, ".brand");
  await findMother(desk, portal);
  await desk.getByRole("radio", { name: /^Letter/ }).check();
  await desk.getByRole("button", { name: "Make the invitation" }).click();
  await drawn(desk, ".letter");
  await desk.emulateMedia({ media: "print" });
  await drawn(desk, ".letter");
});

import { accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { chart, open, ready, speak } from "../support/people.ts";
import { addPasskey, giveAuthenticator } from "../support/passkeys.ts";
import { type Portal, openPortal } from "../support/portal.ts";
import { type Page, expect, test as base } from "../support/test.ts";
import { totp } from "../support/totp.ts";

const test = base.extend({
  portal: async ({}, use) => {
    const portal = await openPortal("[clinic]\nname = \"Maple Valley Health\"\nsecond_factor = true\n");
    // Served for real, and without carriers: letters wait, and that is said once at the start.
    await use({ ...portal, complaints: () => portal.complaints().filter((line) => !/letters? waits?\b/.test(line)) });
    await portal.stop();
  },
});

const NEEDED = "One more step before your chart opens";

/** Signs in; where she is led. */
async function enter(page: Page, { signIns }: Portal): Promise<string> {
  await speak(page, "en");
  await ready(page);
  await page.locator("#username").fill(signIns.patient.username);
  await page.locator("#password").fill(signIns.patient.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/");
  await ready(page);
  return new URL(page.url()).pathname;
}

test("R-5.5 who has no second factor sets up an app, and then the chart opens", async ({ page, portal }) => {
  expect(await enter(page, portal)).toBe("/account");
  await expect(page.getByText(NEEDED)).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Messages/ })).toHaveCount(0);
  await accessible(page, "account, a second factor is needed");
  await open(page, "/");
  expect(new URL(page.url()).pathname).toBe("/account");

  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const secret = canary((await page.locator("p .code").innerText()).replaceAll(" ", ""));
  await page.getByLabel("Code from your authenticator app").fill(totp(secret));
  await page.getByRole("button", { name: "Switch it on" }).click();
  await expect(page.getByText("Put these recovery codes away now")).toBeVisible();
  await page.getByRole("button", { name: "I have put them away" }).click();
  await expect(page.getByText("Your second step is set up")).toBeVisible();
  await expect(page.getByText(NEEDED)).toHaveCount(0);
  // The last one stays.
  const app = page.getByRole("region", { name: "Second step: authenticator app" });
  await expect(app.getByText("so the last one stays")).toBeVisible();
  await expect(app.getByText("Switch the second step off")).toHaveCount(0);
  await accessible(page, "account, the second factor is set up");
  await page.getByRole("link", { name: "Go to your chart" }).click();
  await page.waitForURL(/\/p\//);
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Hello, /);
  await open(page, `${chart(page)}/messages`);
  await expect(page.getByText("Mi próxima cita")).toBeVisible();
});

test("R-5.5 a passkey opens the chart, too, and stays while it is the only one", async ({ page, portal }) => {
  await giveAuthenticator(page);
  expect(await enter(page, portal)).toBe("/account");
  await addPasskey(page);
  await expect(page.getByText("Your second step is set up")).toBeVisible();
  const passkeys = page.getByRole("region", { name: "Passkeys" });
  await passkeys.getByText("Rename or remove").click();
  await expect(passkeys.getByText("so the last one stays")).toBeVisible();
  await expect(passkeys.getByRole("button", { name: "Remove this passkey" })).toHaveCount(0);
  await page.getByRole("link", { name: "Go to your chart" }).click();
  await page.waitForURL(/\/p\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Hello, /);
});

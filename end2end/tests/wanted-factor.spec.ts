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
const BY_PASSKEY = "/sign-in/code/passkey";
const SIGN_IN = "Sign in with a passkey";
const IMPOSSIBLE = "Your passkey cannot be used here";

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

/** From the account's page, when a factor was set up: on to the chart, and out. */
async function leave(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Go to your chart" }).click();
  await page.waitForURL(/\/p\//);
  await ready(page);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/");
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
  await expect(page.getByRole("link").filter({ hasText: "Mi próxima cita" })).toBeVisible();
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

test("R-5.5 where a passkey is the only one, the right password opens nothing and leads to it", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/accounts\/passkey-sign-in$/);
  const phone = await giveAuthenticator(page);
  expect(await enter(page, portal)).toBe("/account");
  await addPasskey(page);
  await expect(page.getByText("Your password alone does not open your account")).toBeVisible();
  await page.getByText("Make new recovery codes").click();
  await page.getByRole("button", { name: "Make ten new codes" }).click();
  const code = canary(await page.locator("#codes li").first().innerText());
  await page.getByRole("button", { name: "I have put them away" }).click();
  await leave(page);

  await test.step("the password", async () => {
    expect(await enter(page, portal)).toBe(BY_PASSKEY);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in with your passkey");
    await expect(page.getByRole("button", { name: SIGN_IN })).toBeVisible();
    await expect(page.getByText(IMPOSSIBLE)).toBeHidden();
    await accessible(page, "the passkey is asked for");
    await open(page, "/account");
    expect(new URL(page.url()).pathname).toBe("/");
    // The page stays the same one in the other language.
    await open(page, `${BY_PASSKEY}?lang=es`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inicie sesión con su llave de acceso");
    await open(page, `${BY_PASSKEY}?lang=en`);
  });

  await test.step("the passkey", async () => {
    await phone.verifies(false);
    await page.getByRole("button", { name: SIGN_IN }).click();
    await expect(page.getByText("That did not work. Try once more, or use another device")).toBeVisible();
    await phone.verifies(true);
    await page.getByRole("button", { name: SIGN_IN }).click();
    await page.waitForURL(/\/p\//);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Hello, /);
  });

  await test.step("without JavaScript", async () => {
    const plain = await visitor({ javaScriptEnabled: false });
    await plain.goto("/?lang=en");
    await plain.getByLabel("Username").fill(portal.signIns.patient.username);
    await plain.getByLabel("Password").fill(portal.signIns.patient.password);
    await plain.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(plain.getByRole("heading", { level: 1 })).toHaveText("Sign in with your passkey");
    expect(new URL(plain.url()).pathname).toBe(BY_PASSKEY);
    await expect(plain.getByText(IMPOSSIBLE)).toBeVisible();
    await expect(plain.getByRole("button", { name: SIGN_IN })).toBeHidden();
    await expect(plain.getByRole("main").getByRole("link", { name: "Technical Support" })).toBeVisible();
    await plain.getByLabel("Recovery code").fill("aaaa-bbbb-cccc-dddd");
    await plain.getByRole("button", { name: "Sign in with the code" }).click();
    await expect(plain.getByRole("alert")).toContainText("This recovery code is not right");
    await plain.getByLabel("Recovery code").fill(code);
    await plain.getByRole("button", { name: "Sign in with the code" }).click();
    await expect(plain.getByRole("heading", { level: 1 })).toHaveText(/^Hello, /);
    // Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so.
    watch.take(/was preloaded using link preload but not used/);
  });
});

test("R-5.5 where a browser has no passkeys the page says so", async ({ page, portal }) => {
  await giveAuthenticator(page);
  await enter(page, portal);
  await addPasskey(page);
  await leave(page);
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "PublicKeyCredential"));
  expect(await enter(page, portal)).toBe(BY_PASSKEY);
  await expect(page.getByText(IMPOSSIBLE)).toBeVisible();
  await expect(page.getByRole("button", { name: SIGN_IN })).toBeHidden();
  await expect(page.getByLabel("Recovery code")).toBeVisible();
});

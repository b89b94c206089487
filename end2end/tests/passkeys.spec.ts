import { enroll } from "../support/enrollment.ts";
import { open, ready, signedIn } from "../support/people.ts";
import { ADD, addPasskey, giveAuthenticator } from "../support/passkeys.ts";
import { accessible } from "../support/axe.ts";
import { type Page, expect, test } from "../support/test.ts";

const SIGN_IN = "Sign in with a passkey";

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await ready(page);
}

test("R-5.5 a passkey is added, signs in without a username, and is removed", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/api\/accounts\/passkey-sign-in$/);
  const phone = await giveAuthenticator(page);
  const patient = await signedIn(page, portal);
  await open(page, "/account");
  await addPasskey(page);
  expect(await phone.held()).toBe(1);
  await accessible(page, "account with a passkey");
  const passkeys = page.getByRole("region", { name: "Passkeys" });
  await passkeys.getByText("Rename or remove").click();
  await passkeys.getByLabel("Name of this passkey").fill("My phone");
  await passkeys.getByRole("button", { name: "Save the name" }).click();
  await expect(passkeys.getByText("My phone", { exact: true })).toBeVisible();

  await signOut(page);
  await accessible(page, "sign-in with a passkey");
  await page.getByRole("button", { name: SIGN_IN }).click();
  await page.waitForURL((url) => url.pathname === patient);
  await ready(page);
  await open(page, "/account");
  await expect(passkeys.getByText("Last used")).toBeVisible();

  await passkeys.getByText("Rename or remove").click();
  await passkeys.getByRole("button", { name: "Remove this passkey" }).click();
  await expect(passkeys.getByText("My phone", { exact: true })).toBeHidden();
  await signOut(page);
  // The device still has its half: it opens nothing.
  expect(await phone.held()).toBe(1);
  await page.getByRole("button", { name: SIGN_IN }).click();
  await expect(page.getByText("That did not work.")).toBeVisible();
  await expect(page.getByRole("button", { name: SIGN_IN })).toHaveText(SIGN_IN);
  await page.goto("/demo/outbox");
  await expect(page.getByText("Se quitó una llave de acceso")).toBeVisible();
});

test("who presses cancel stays on the page and can sign in as before", async ({ page, portal }) => {
  const phone = await giveAuthenticator(page);
  await signedIn(page, portal);
  await open(page, "/account");
  await addPasskey(page);
  await page.getByRole("button", { name: ADD }).click();
  await expect(page.getByText("This device has a passkey for your account already.")).toBeVisible();
  await signOut(page);
  await phone.verifies(false);
  await page.getByRole("button", { name: SIGN_IN }).click();
  await expect(page.getByText("That did not work.")).toBeVisible();
  await phone.verifies(true);
  await page.getByRole("button", { name: SIGN_IN }).click();
  await page.waitForURL(/\/p\//);
});

test("an address that needs a session is gone on to after signing in with a passkey", async ({ page, portal }) => {
  await giveAuthenticator(page);
  const patient = await signedIn(page, portal);
  await open(page, "/account");
  await addPasskey(page);
  await signOut(page);
  await open(page, `${patient}/messages/new`);
  await page.getByRole("button", { name: SIGN_IN }).click();
  await page.waitForURL((url) => url.pathname === `${patient}/messages/new`);
});

test("R-5.9 with a passkey the security answer is not enough", async ({ page, visitor, portal }) => {
  const username = await enroll(page, portal);
  await giveAuthenticator(page);
  await open(page, "/account");
  await addPasskey(page);
  const other = await visitor();
  await open(other, "/forgot");
  await other.getByLabel("Username").fill(username);
  await other.getByRole("button", { name: "Send the link" }).click();
  await expect(other.getByText("If this account exists, a link is on its way")).toBeVisible();
  await other.goto("/demo/outbox");
  const link = await other.locator("main li.card").first().getByRole("link").first().getAttribute("href");
  await open(other, "/");
  await open(other, link ?? "");
  await expect(other.getByText("You have a passkey")).toBeVisible();
  await expect(other.locator("#answer")).toBeHidden();
});

test("where a browser has no passkeys nothing is said of them on the front page", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "PublicKeyCredential"));
  await open(page, "/");
  await expect(page.getByRole("button", { name: SIGN_IN })).toBeHidden();
  await expect(page.getByLabel("Username")).toBeVisible();
});

test("nothing on the front page jumps when the passkey button comes", { tag: "@phone" }, async ({ page }) => {
  await page.goto("/");
  const before = await page.getByLabel("Username").boundingBox();
  await ready(page);
  await expect(page.getByRole("button", { name: SIGN_IN })).toBeVisible();
  expect(await page.getByLabel("Username").boundingBox()).toEqual(before);
});

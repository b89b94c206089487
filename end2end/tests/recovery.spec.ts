import { enroll } from "../support/enrollment.ts";
import { accessible } from "../support/axe.ts";
import { newestCode, open, ready, signIn, signedIn } from "../support/people.ts";
import { addPasskey, giveAuthenticator } from "../support/passkeys.ts";
import { totp } from "../support/totp.ts";
import { expect, test } from "../support/test.ts";

const ANOTHER = "eleven quiet herons at noon";

test("R-5.9 a mailed link and the security answer make a new password", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/api\/accounts\//);
  const username = await enroll(page, portal);
  const other = await visitor();
  await open(other, "/");
  await other.getByRole("link", { name: "Forgot Password?" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Forgot your password?");
  await other.getByLabel("Username").fill(username);
  await other.getByRole("button", { name: "Send the link" }).click();
  await expect(other.getByText("If this account exists, a link is on its way")).toBeVisible();
  await other.goto("/demo/outbox");
  const link = await other.locator("main li.card").first().getByRole("link").first().getAttribute("href");
  expect(link).toMatch(/^\/recover#/);
  await open(other, "/");
  await open(other, link ?? "");
  expect(other.url()).not.toContain("#");
  await other.getByLabel("Which teacher do you remember best?").fill("somebody else");
  await other.locator("#password").fill(ANOTHER);
  await other.getByRole("button", { name: "Save the new password" }).click();
  await expect(other.locator("#answer-error")).toBeVisible();
  await other.getByLabel("Which teacher do you remember best?").fill("MS. LINDGREN");
  await other.locator("#password").fill(ANOTHER);
  await other.getByRole("button", { name: "Save the new password" }).click();
  await expect(other.getByText("Your new password is saved.")).toBeVisible();
  await other.getByRole("link", { name: "Sign in" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await other.getByLabel("Username").fill(username);
  await other.locator("#password").fill(ANOTHER);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.waitForURL(/\/p\//);
});

test("asking for a name that does not exist looks the same", async ({ page }) => {
  await open(page, "/forgot");
  await page.getByLabel("Username").fill("nobody.of.that.name");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("If this account exists, a link is on its way")).toBeVisible();
  await page.getByRole("link", { name: "I do not remember my username either" }).click();
  await page.getByLabel("Your e-mail address").fill("nobody@example.org");
  await page.getByRole("button", { name: "Send my username" }).click();
  await expect(page.getByText("If this contact belongs to an account")).toBeVisible();
});

test("an authenticator app makes signing in a matter of two steps", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/api\/(accounts|security)\//);
  const { username, password } = portal.signIns.patient;
  await signIn(page, portal);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const secret = (await page.locator("p .code").innerText()).replaceAll(" ", "");
  await page.getByLabel("Code from your authenticator app").fill(totp(secret));
  await page.getByRole("button", { name: "Switch it on" }).click();
  await expect(page.getByText("Put these recovery codes away now")).toBeVisible();
  const codes = await page.locator(".codes li").allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: "I have put them away" }).click();
  await expect(page.getByText("You have 10 recovery codes left.")).toBeVisible();

  const phone = await visitor();
  await open(phone, "/?lang=en");
  await phone.getByLabel("Username").fill(username);
  await phone.locator("#password").fill(password);
  await phone.getByRole("button", { name: "Sign in", exact: true }).click();
  await phone.waitForURL(/\/sign-in\/code$/);
  await ready(phone);
  await phone.getByLabel("Code from your authenticator app").fill("000000");
  await phone.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(phone.locator("#code-error")).toBeVisible();
  await phone.getByLabel("Code from your authenticator app").fill(codes[0] ?? "");
  await phone.getByLabel("Do not ask on this device for 30 days").check();
  await phone.getByRole("button", { name: "Sign in", exact: true }).click();
  await phone.waitForURL(/\/p\//);
  await ready(phone);
  await giveAuthenticator(phone);
  await open(phone, "/account");
  await addPasskey(phone);

  // The other device is in the list, and can be signed out.
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByRole("button", { name: "Sign out everywhere else" })).toBeHidden();
  await phone.reload();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  // Remembered: the password alone will do there.
  await phone.getByLabel("Username").fill(username);
  await phone.locator("#password").fill(password);
  await phone.getByRole("button", { name: "Sign in", exact: true }).click();
  // Back where the session ended.
  await phone.waitForURL(/\/account$/);
  await ready(phone);
  // But it proves nothing before a change, and the passkey does.
  await expect(phone.getByRole("heading", { name: "Confirm that it is you" })).toBeVisible();
  await accessible(phone, "account, nothing proven");
  await phone.getByRole("button", { name: "Confirm with a passkey" }).click();
  await expect(phone.getByRole("heading", { name: "Confirm that it is you" })).toBeHidden();
  await expect(phone.getByText("Confirm above that it is you")).toHaveCount(0);
});

test("R-5.11 a contact is added by a code", { tag: "@phone" }, async ({ page, portal }) => {
  await signedIn(page, portal);
  await open(page, "/account");
  await page.getByText("Add an e-mail address or a phone number").click();
  await page.getByLabel("Your e-mail address").fill("elena.second@example.org");
  await page.getByRole("button", { name: "Send a code to it" }).click();
  await expect(page.getByText("We have sent a code.")).toBeVisible();
  await page.getByLabel("Check code").fill(await newestCode(portal));
  await page.getByRole("button", { name: "Add this contact" }).click();
  await expect(page.getByText("elena.second@example.org", { exact: true })).toBeVisible();
});

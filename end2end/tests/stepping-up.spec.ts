import { accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { adminDesk } from "../support/desks.ts";
import { colleague } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";
import { totp } from "../support/totp.ts";

/**
 * Makes the browser hear, while `aged` is set, that nothing was proven of late: ten minutes are too long for a test, and the
 * server's clock is its own. What is sent to the server, and what it answers to it, is as ever.
 */
async function canAge(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const real = globalThis.fetch;
    globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      const reply = await real(input, init);
      if (!("aged" in globalThis) || !reply.ok || !reply.url.endsWith("/api/colleagues/list")) return reply;
      const list = (await reply.json()) as object;
      return new Response(JSON.stringify({ ...list, proven_for: 0 }), { headers: reply.headers });
    };
  });
}

test("R-11.1 an administrator confirms that it is her before she invites a colleague", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/api\/security\/prove$/);
  const admin = colleague(portal, "r.novak");
  await canAge(page);
  await adminDesk(page, portal);
  const invite = page.getByRole("button", { name: "Invite", exact: true });
  await expect(invite).toBeVisible();
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Holidays" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Holidays");
  await page.evaluate(() => Object.assign(globalThis, { aged: true }));
  await main.getByRole("link", { name: "Staff" }).click();
  await expect(page.getByRole("heading", { name: "Confirm that it is you" })).toBeVisible();
  await expect(invite).toHaveCount(0);
  await accessible(page, "the staff's desk, nothing proven");

  // The code that opened the door is used up; the next one is good already.
  const confirm = async (password: string, code: string) => {
    await page.locator("#prove-password").fill(password);
    await page.locator("#prove-code").fill(code);
    await page.getByRole("button", { name: "Confirm", exact: true }).click();
  };
  await confirm(canary("not the right password"), totp(admin.secret, Date.now() + 30_000));
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert")).toContainText("This is not right.");
  await page.evaluate(() => Reflect.deleteProperty(globalThis, "aged"));
  await confirm(admin.password, totp(admin.secret, Date.now() + 30_000));
  await expect(invite).toBeVisible();
  await expect(page.getByRole("heading", { name: "Confirm that it is you" })).toHaveCount(0);
  await page.getByLabel("Name as patients see it").fill(canary("Nora Ortiz-Lindner"));
  await page.getByLabel("Username").fill(canary("nora.ortiz"));
  await page.locator("#role").selectOption("support");
  await page.getByLabel("This person works here in this role").check();
  await invite.click();
  await expect(page.locator("#done")).toBeFocused();
  await expect(page.locator("#done code")).toBeVisible();
});

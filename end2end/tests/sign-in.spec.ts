import { chart, colleague, open, ready, signInByForm, signedIn, staffByForm } from "../support/people.ts";
import { totp } from "../support/totp.ts";
import { expect, test } from "../support/test.ts";

test("wrong passwords and unknown names are told in the same words, and the name stays", async ({
  page,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/accounts\/sign-in$/);
  const said: string[] = [];
  for (const username of [portal.signIns.patient.username, "nobody.here"]) {
    await open(page, "/");
    await page.getByLabel("Username").fill(username);
    await page.locator("#password").fill("not the right password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(page.getByLabel("Username")).toHaveValue(username);
    said.push(await page.getByRole("alert").innerText());
  }
  expect(said[0]).toBe("This username and password do not match. Check both, then try again.");
  expect(said[1]).toBe(said[0]);
});

test("empty fields are called by their names before anything is sent", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const alert = page.getByRole("alert");
  await expect(alert.getByRole("link")).toHaveText(["Enter your username", "Enter your password"]);
  await expect(page.getByLabel("Username")).toHaveAccessibleDescription("Enter your username");
});

test("the password can be shown and hidden", async ({ page }) => {
  await open(page, "/");
  await page.locator("#password").fill("for my eyes only");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.locator("#password")).toHaveAttribute("type", "text");
  await expect(page.locator("#password")).toHaveValue("for my eyes only");
  await page.getByRole("button", { name: "Hide" }).click();
  await expect(page.locator("#password")).toHaveAttribute("type", "password");
});

test("a patient signs in and out, and the back button shows nothing afterwards", { tag: "@phone" }, async ({
  page,
  context,
  portal,
}) => {
  const { name } = portal.signIns.patient;
  await signInByForm(page, portal);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${name}`);
  await page.getByRole("link", { name: "Messages", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Messages");
  await expect(page.getByRole("link").filter({ hasText: "Mi próxima cita" })).toBeVisible();

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/\?ended=signed-out$|\/$/);
  await ready(page);
  expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain("__Host-sid");
  for (let back = 0; back < 3; back += 1) {
    await page.goBack();
    await page.waitForLoadState();
    await expect(page.getByLabel("Username")).toBeVisible();
    await expect(page.locator("html")).not.toContainText("Mi próxima cita");
    await expect(page.locator("main")).not.toContainText(name);
  }
});

test("R-5.8 the session's secret is where no script can read it", async ({ page, context, portal }) => {
  await signInByForm(page, portal);
  const session = (await context.cookies()).find((cookie) => cookie.name === "__Host-sid");
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax", path: "/" });
  const readable = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]));
  expect(readable).not.toContain(session?.value ?? "?");
  expect(readable).not.toContain("sid");
});

test("an address that needs a session is gone on to after signing in", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  const other = await visitor();
  await open(other, `${patient}/messages/new`);
  expect(new URL(other.url()).pathname).toBe("/");
  await other.getByLabel("Username").fill(portal.signIns.patient.username);
  await other.locator("#password").fill(portal.signIns.patient.password);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.waitForURL((url) => url.pathname === `${patient}/messages/new`);
  await ready(other);
  expect(chart(other)).toBe(patient);
});

test("nobody is sent to another site after signing in", async ({ page, portal }) => {
  await open(page, "/?lang=en");
  for (const next of ["https://evil.example/", "//evil.example/", "/\\evil.example"]) {
    await open(page, `/?next=${encodeURIComponent(next)}`);
    await page.getByLabel("Username").fill(portal.signIns.patient.username);
    await page.locator("#password").fill(portal.signIns.patient.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/p\//);
    await ready(page);
    expect(new URL(page.url()).origin).toBe(portal.url);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await ready(page);
  }
});

test("signing out in one tab closes the other", async ({ page, context, portal }) => {
  const patient = await signInByForm(page, portal);
  const second = await context.newPage();
  await open(second, `${patient}/messages`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await second.waitForURL(/ended=signed-out/);
  await ready(second);
  await expect(second.getByText("You have signed out.")).toBeVisible();
});

test("R-11.5 staff need the authenticator's code, and a patient's password opens no desk", async ({
  page,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/api\/accounts\/(staff-)?sign-in$/);
  const nurse = colleague(portal);
  const enter = async (username: string, password: string, code: string) => {
    await open(page, "/staff");
    await page.getByLabel("Username").fill(username);
    await page.locator("#password").fill(password);
    await page.getByLabel("Code from your authenticator app").fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  const right = totp(nurse.secret);
  await enter(nurse.username, nurse.password, right === "000000" ? "111111" : "000000");
  await expect(page.getByRole("alert")).toContainText("These do not match.");
  await enter(portal.signIns.patient.username, portal.signIns.patient.password, right);
  await expect(page.getByRole("alert")).toContainText("These do not match.");
  await staffByForm(page, portal);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Queue");

  // The other way round: staff do not get in by the patients' door.
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/" || url.pathname === "/staff");
  await open(page, "/");
  await page.getByLabel("Username").fill(nurse.username);
  await page.locator("#password").fill(nurse.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("do not match");
});

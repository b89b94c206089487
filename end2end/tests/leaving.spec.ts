import type { BrowserContext } from "@playwright/test";
import { open, signIn, signInAs, staffSignIn } from "../support/people.ts";
import { expect, test } from "../support/test.ts";
import type { Watch } from "../support/watch.ts";

/** Where the demo leads who leaves quickly. */
const ELSEWHERE = "https://www.weather.gov/";

/** The page elsewhere, without a network. */
async function elsewhere(context: BrowserContext): Promise<void> {
  await context.route(`${ELSEWHERE}**`, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Sunny</h1>" }));
}

/** The one request to a stranger that a person may ask for, by this press. */
function asked(watch: Watch): void {
  expect(watch.take(/^a request to a stranger: https:\/\/www\.weather\.gov$/).length).toBeGreaterThan(0);
}

test("R-5.8 who leaves quickly is elsewhere, and neither back nor another tab shows anything", { tag: "@phone" }, async ({
  page,
  context,
  portal,
  watch,
}) => {
  await elsewhere(context);
  const patient = await signIn(page, portal);
  const other = await context.newPage();
  await open(other, `${patient}/messages`);
  await open(page, `${patient}/record/medicines`);
  await expect(page.getByText("Metformin").first()).toBeVisible();
  await page.getByRole("button", { name: "Leave quickly", exact: true }).click();
  await page.waitForURL(ELSEWHERE);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sunny");
  await other.waitForURL(ELSEWHERE);
  expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain("__Host-sid");

  // The page that was left has no address any more; those before it lead to the entrance.
  for (let back = 0; back < 2; back += 1) {
    await page.goBack();
    await expect(page.getByLabel("Username")).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/");
    await expect(page.locator("html")).not.toContainText(/Metformin|José/);
  }
  await page.goto(`${patient}/record`);
  await expect(page.getByLabel("Username")).toBeVisible();
  asked(watch);
});

test("R-5.8 a representative leaves so too, in Spanish; the desks have no such button", async ({
  page,
  context,
  visitor,
  portal,
  watch,
}) => {
  await elsewhere(context);
  await signInAs(page, portal.signIns.representative, "es");
  await page.getByRole("button", { name: "Salir rápido", exact: true }).click();
  await page.waitForURL(ELSEWHERE);
  await page.goBack();
  await expect(page.getByLabel("Nombre de usuario")).toBeVisible();
  asked(watch);

  const desk = await visitor();
  await staffSignIn(desk, portal);
  await expect(desk.getByRole("button", { name: "Lock", exact: true })).toBeVisible();
  await expect(desk.getByRole("button", { name: "Leave quickly" })).toHaveCount(0);
});

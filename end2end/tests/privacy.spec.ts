import type { Locator } from "@playwright/test";
import { accessible } from "../support/axe.ts";
import { GONE, JOSE, MAYA, chartOf, newestResult } from "../support/family.ts";
import { enrolled } from "../support/joining.ts";
import { call, chart, open, ready, signIn, signInAs } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

/** The lines of a list of the record. */
function lines(page: Page, list: string): Locator {
  return page.getByRole("list", { name: list, exact: true }).locator("> li");
}

/** What a person may say about a line of her own record. */
function button(line: Locator | Page, name: string): Locator {
  return line.getByRole("button", { name, exact: true });
}

test("R-3.15 what a teen keeps private leaves her father's open list at once, and comes back", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  const mayas = await chartOf(daniel, MAYA);
  await open(daniel, `${mayas}/record/vaccines`);
  const his = lines(daniel, "Vaccines").filter({ hasText: "Tdap" });
  await expect(his).not.toHaveCount(0);
  const there = await his.count();
  await expect(daniel.getByRole("button", { name: /private/ })).toHaveCount(0);

  await signInAs(page, portal.signIns.teen);
  expect(chart(page)).toBe(mayas);
  await open(page, `${mayas}/record/vaccines`);
  const tdap = lines(page, "Vaccines").filter({ hasText: "Tdap" }).first();
  await button(tdap, "Keep private").click();
  await expect(tdap.locator(".tag").filter({ hasText: "Private" })).toBeVisible();
  await expect(tdap).toContainText("Only you and your care team see this.");
  await expect(button(tdap, "Stop keeping private")).toBeFocused();
  await expect(button(tdap, "Stop keeping private")).toHaveAccessibleDescription(/Tdap/);
  await expect(his).toHaveCount(there - 1);
  await accessible(page, "a list with something private");

  await page.reload();
  await ready(page);
  await button(tdap, "Stop keeping private").click();
  await expect(button(tdap, "Keep private")).toBeVisible();
  await expect(tdap.locator(".tag").filter({ hasText: "Private" })).toHaveCount(0);
  await expect(tdap).toContainText("This is not private any more.");
  await expect(his).toHaveCount(there);
});

test("R-3.15 an adult keeps the result that his daughter has open, and it is like one that never was", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  // Her page asks anew, and is refused.
  watch.expectFailure(/^\/(p|api)\//);
  const elena = await visitor();
  await enrolled(elena, portal);
  const joses = await chartOf(elena, JOSE);
  const jose = await signIn(page, portal);
  const { id, name } = await newestResult(page, jose);
  await open(elena, `${joses}/record/results/${id}`);
  await expect(elena.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(elena.getByRole("button", { name: /private/ })).toHaveCount(0);

  await open(page, `${jose}/record/results/${id}`);
  await button(page, "Keep private").click();
  await expect(page.locator("main")).toContainText("Nobody who acts for you does.");
  await expect(elena.getByRole("heading", { level: 1 })).toHaveText(GONE);
  await accessible(page, "a result that is private");
  // Nothing that she is sent says so, and her press would not count.
  const patient = joses.slice("/p/".length);
  const { rows } = await call<{ rows: { id: string; private: unknown }[] }>(elena, "/api/record/results", { patient });
  expect(rows.every((row) => row.id !== id && row.private === null)).toBe(true);
  const press = call<unknown>(elena, "/api/record/private", { patient, item: id, private: "false" });
  await expect(press).rejects.toThrow(/answered 404/);

  await button(page, "Stop keeping private").click();
  await expect(button(page, "Keep private")).toBeVisible();
  await open(elena, `${joses}/record/results/${id}`);
  await expect(elena.getByRole("heading", { level: 1 })).toHaveText(name);
});

test("R-3.15 back from a result that is private now, the list says so at the line that was left", async ({ page, portal }) => {
  const jose = await signIn(page, portal);
  await open(page, `${jose}/record/results`);
  const line = lines(page, "Test results").first();
  const link = line.getByRole("link");
  const name = await link.innerText();
  await link.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await button(page, "Keep private").click();
  await expect(button(page, "Stop keeping private")).toBeVisible();
  const anew = page.waitForResponse("**/api/record/results");
  await page.goBack();
  await expect(line.locator(".tag").filter({ hasText: "Private" })).toBeVisible();
  await anew;
  await expect(link).toBeFocused();
});

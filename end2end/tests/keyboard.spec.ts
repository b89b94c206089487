import { tabTo } from "../support/keys.ts";
import { ready, open, send, signIn, signedIn, staffSignIn, DRAFT } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test("R-12.2 sign in, write and send with the keyboard alone", async ({ page, portal }) => {
  await open(page, "/?lang=en");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await tabTo(page, { id: "username" });
  await page.keyboard.type(portal.signIns.patient.username);
  await tabTo(page, { id: "password" });
  await page.keyboard.type(portal.signIns.patient.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/p\//);
  await ready(page);

  await tabTo(page, { text: "Write a message" });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New message");
  // The heading stands while the form is fetched; what comes pushes the footer, and a focus there, out of sight.
  await expect(page.locator("#compose-acknowledged")).toBeVisible();
  await tabTo(page, { id: "compose-acknowledged" });
  await page.keyboard.press("Space");
  await tabTo(page, { id: "compose-practice-1" });
  await page.keyboard.press("Space");
  await tabTo(page, { id: "compose-topic-1" });
  await page.keyboard.press("ArrowDown");
  await tabTo(page, { id: "compose-subject" });
  await page.keyboard.type(DRAFT.subject);
  await tabTo(page, { id: "compose-body" });
  await page.keyboard.type("May I come a little later?");
  await tabTo(page, { text: "Send message" });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  await expect(page.getByText("May I come a little later?")).toBeVisible();
  await expect(page.getByText("Topic: Appointment")).toBeVisible();

  await tabTo(page, { id: "reply-body" });
  await page.keyboard.type("At ten?");
  await tabTo(page, { text: "Send message" });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "At ten?" })).toHaveCount(1);
  await tabTo(page, { text: "Sign out" });
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/");
});

test("after following a link, the next Tab is in the new page's content", async ({ page, portal }) => {
  await signIn(page, portal);
  await page.getByRole("link", { name: "Write a message" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New message");
  // The heading stands before the form has come, and until then there is nothing in it to reach.
  await expect(page.getByLabel("Your message")).toBeVisible();
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");
  const inMain = await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement));
  expect(inMain).toBe(true);
});

test("the desk is worked with j, k, Enter, r and Escape", async ({ page, visitor, portal }) => {
  const patient = await visitor();
  await send(patient, await signedIn(patient, portal));
  await staffSignIn(page, portal);
  const rows = page.getByRole("list", { name: "Queue" }).getByRole("link");
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.last()).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: DRAFT.subject })).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.getByLabel("Your answer")).toBeFocused();
  // In a text, letters are letters.
  await page.keyboard.type("jrk?");
  await expect(page.getByLabel("Your answer")).toHaveValue("jrk?");
  await page.keyboard.press("Escape");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Mi próxima cita" })).toBeFocused();
  await expect(page.getByLabel("Your answer")).toHaveValue("");
  // The half-written answer waits where it was begun.
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Your answer")).toHaveValue("jrk?");

  await page.keyboard.press("?");
  const list = page.getByText("Next in the queue");
  await expect(list).toBeVisible();
  await page.keyboard.press("?");
  await expect(list).toBeHidden();
  await page.keyboard.press("?");
  await page.getByLabel("Use single-letter keys").uncheck();
  await page.keyboard.press("j");
  await expect(rows.first()).not.toBeFocused();
  await expect(rows.last()).not.toBeFocused();
});

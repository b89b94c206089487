import { type Locator, type Page, expect } from "@playwright/test";
import { open } from "./people.ts";

/** A conversation's line in the patient's list, by its subject; with what can be done with it. */
export function line(page: Page, subject: string): Locator {
  return page.locator("main ul.rows > li").filter({ hasText: subject });
}

/** Moves a conversation of the list, by the words of its button. */
export async function move(page: Page, subject: string, button: string): Promise<void> {
  const moves = line(page, subject).locator(".row-moves");
  if ((await moves.getAttribute("open")) === null) await moves.locator("summary").click();
  await moves.getByRole("button", { name: button }).click();
}

/** Looks for something by the form of a page, and waits until it is said what was found. In both languages. */
export async function search(page: Page, path: string, words: string): Promise<void> {
  await open(page, path);
  await page.locator("#words").fill(words);
  await page.locator("main [role=search] button.button").click();
  await expect(page.locator("#found")).toBeFocused();
}

/** The messages that were found. */
export function found(page: Page): Locator {
  return page.locator("#found a.row");
}

/** A part of the conversation that is open at the desk, by the `id` that its fields begin with; it is unfolded. In both languages. */
async function folded(desk: Page, field: string): Promise<Locator> {
  const part = desk.locator("main details").filter({ has: desk.locator(field) });
  if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
  return part;
}

/** Closes the conversation that is open at the desk. */
export async function closeOpen(desk: Page): Promise<void> {
  const part = await folded(desk, "form[action$='/desk/close']");
  await part.locator("form button").click();
  await expect(part).toHaveCount(0);
}

/** Takes no more messages of who wrote last in the conversation that is open at the desk. */
export async function blockWriter(desk: Page, reason = "too_many"): Promise<void> {
  const part = await folded(desk, "#block-sure");
  await part.locator("#block-reason-1").selectOption(reason);
  await part.locator("#block-sure").check();
  await part.locator("form button").click();
  await expect(desk.locator("#blocks")).toBeFocused();
}

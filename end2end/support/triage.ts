import { type Locator, type Page, expect } from "@playwright/test";

/** The rows of the queue, each a link. */
export function rows(desk: Page): Locator {
  return desk.locator("main ul.queue").getByRole("link");
}

/** The row about something, by its words. */
export function row(desk: Page, words: string): Locator {
  return rows(desk).filter({ hasText: words });
}

/** Opens what a row is about. In both languages. */
export async function openRow(desk: Page, words: string): Promise<void> {
  await row(desk, words).click();
  await expect(desk.locator("#desk-heading")).toBeFocused();
}

/** Goes down the queue with the keys to the row about something, by its words; from the first row, where none had the focus. */
export async function keyTo(desk: Page, words: string): Promise<void> {
  const here = desk.locator("main ul.queue a:focus");
  for (let left = await rows(desk).count(); left > 0; left -= 1) {
    await desk.keyboard.press("j");
    if ((await here.innerText()).includes(words)) return;
  }
  throw new Error(`no row below says ${words}`);
}

/** Gives what is open to a colleague, by the beginning of the name; or back to all, by nothing. */
export async function giveTo(desk: Page, name: string): Promise<void> {
  const list = desk.locator("#assign-to");
  const value = name === "" ? "" : await list.locator("option").filter({ hasText: name }).getAttribute("value");
  await list.selectOption(value ?? "");
  await desk.locator("form.give button").click();
  await expect(desk.locator("#beside")).toBeFocused();
}

/** Writes a note for colleagues about what is open. */
export async function note(desk: Page, words: string): Promise<void> {
  await desk.locator("#note-words").fill(words);
  await desk.locator("form:has(#note-words) button").click();
  await expect(desk.locator("#beside")).toBeFocused();
}

import { type Page, expect } from "@playwright/test";

/** An element by its id, or by its words. */
type Wanted = { id: string } | { text: string | RegExp };

function isWanted(wanted: Wanted, here: { id: string; text: string }): boolean {
  if ("id" in wanted) return here.id === wanted.id;
  return typeof wanted.text === "string" ? here.text === wanted.text : wanted.text.test(here.text);
}

/** Presses Tab until the element with this id (or these words) has the focus; every stop on the way must be seen. */
export async function tabTo(page: Page, wanted: Wanted, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key);
    const here = await page.evaluate(() => {
      const on = document.activeElement;
      if (!(on instanceof HTMLElement) || on === document.body) return undefined;
      const style = getComputedStyle(on);
      const box = on.getBoundingClientRect();
      // A radio or box may show its focus on the card around it.
      const around = on.closest("label");
      const ring = (element: Element | null) => element !== null && getComputedStyle(element).outlineStyle !== "none";
      const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return {
        id: on.id,
        text: on.innerText.trim(),
        what: on.outerHTML.slice(0, 120),
        ring: ring(on) || ring(around) || style.boxShadow !== "none",
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: middle !== null && !on.contains(middle) && !middle.contains(on) && !around?.contains(middle),
      };
    });
    if (here === undefined) continue;
    expect.soft(here.ring, `no focus to be seen: ${here.what}`).toBe(true);
    expect.soft(here.inView, `the focus is out of sight: ${here.what}`).toBe(true);
    expect.soft(here.covered, `the focus is covered: ${here.what}`).toBe(false);
    if (isWanted(wanted, here)) return;
  }
  throw new Error(`Tab never comes to ${"id" in wanted ? wanted.id : String(wanted.text)}`);
}

/** Goes to a link or a button by its words, and presses it. */
export async function pressAt(page: Page, text: string | RegExp): Promise<void> {
  await tabTo(page, { text });
  await page.keyboard.press("Enter");
}

/** Goes to a box, or to the first of several answers of which none is chosen yet, and chooses it. */
export async function tickAt(page: Page, id: string): Promise<void> {
  await tabTo(page, { id });
  await page.keyboard.press("Space");
}

/** Goes to a field, and types. In a list of answers, the one that begins so is chosen by it. */
export async function typeAt(page: Page, id: string, text: string): Promise<void> {
  await tabTo(page, { id });
  await page.keyboard.type(text);
}

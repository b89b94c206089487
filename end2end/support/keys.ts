import { type Page, expect } from "@playwright/test";

/** Presses Tab until the element with this id (or these words) has the focus; every stop on the way must be seen. */
export async function tabTo(page: Page, wanted: { id: string } | { text: string }, key = "Tab"): Promise<void> {
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
    if ("id" in wanted ? here.id === wanted.id : here.text === wanted.text) return;
  }
  throw new Error(`Tab never comes to ${JSON.stringify(wanted)}`);
}

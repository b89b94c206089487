import axe from "axe-core";
import { type Page, expect } from "@playwright/test";
import type { Lang } from "./people.ts";

interface Only {
  type: "tag" | "rule";
  values: string[];
}

const RULES: Only = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** Dark pages have the same elements; only what depends on colours can differ. */
const COLOURS: Only = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/**
 * Which size a language is judged at: English on the desktop, Spanish on the phone, whose longer words stand on the
 * narrower screen. No rule needs both languages at both sizes.
 */
export const JUDGED: Record<Lang, { tag: string[] }> = { en: { tag: [] }, es: { tag: ["@phone-only"] } };

/** What these rules find on the page as it is now. In the page itself: no page of ours has frames. */
async function violations(page: Page, runOnly: Only, within: string): Promise<string[]> {
  return page.evaluate(async ({ runOnly, within }) => {
    const { run } = (globalThis as unknown as { axe: { run: typeof axe.run } }).axe;
    // Of what passes, only that it does.
    const { violations } = await run(within, { runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary?.replaceAll("\n", " ") ?? ""}`),
    );
  }, { runOnly, within });
}

/** Unfolds whatever is folded away, so that it is judged, too. */
export async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const part of document.querySelectorAll<HTMLDetailsElement>("main details")) part.open = true;
  });
}

/**
 * No rule finds anything on the page as it is now, light and dark. Where something lies over the page, as long as it is
 * open, only what is `within` can be judged: what it covers cannot be pressed, and need not be.
 */
export async function accessible(page: Page, name: string, within = "html"): Promise<void> {
  // Once a document: it is a megabyte.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  // Colours change with a transition; half-way they are no colours of the design.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect.soft(await violations(page, RULES, within), `${name}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect.soft(await violations(page, COLOURS, within), `${name}, dark`).toEqual([]);
}

import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Dark pages have the same elements; only what depends on colours can differ. */
const COLOURS = ["color-contrast", "link-in-text-block"];

async function violations(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary?.replaceAll("\n", " ") ?? ""}`),
  );
}

/** No rule finds anything on the page as it is now, light and dark. */
export async function accessible(page: Page, name: string): Promise<void> {
  // Colours change with a transition; half-way they are no colours of the design.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect.soft(await violations(new AxeBuilder({ page }).withTags(RULES)), `${name}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect.soft(await violations(new AxeBuilder({ page }).withRules(COLOURS)), `${name}, dark`).toEqual([]);
}

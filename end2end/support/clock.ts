import { type Page, expect } from "@playwright/test";
import { EMPTY } from "./address.ts";
import { open, signInAs } from "./people.ts";
import type { Account, Portal } from "./portal.ts";

/** Time goes on to a moment, while nothing of hers is open; then somebody signs in, and opens the page of her people. */
export async function comes(page: Page, portal: Portal, moment: number, who: Omit<Account, "name">): Promise<void> {
  await page.goto(EMPTY);
  portal.ahead((moment - Date.now()) / 1000);
  await signInAs(page, who);
  await open(page, "/people");
}

/**
 * Time goes on to a moment, and the portal does at once what it does every hour: letters that are due by then go out, and what
 * has ended is written down. No page may be open that hears.
 */
export async function hourComes(portal: Portal, moment: number, pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.goto(EMPTY);
  portal.ahead((moment - Date.now()) / 1000);
  await portal.restart();
}

/** Those of the demo's letters that went to an address and say something; on the page that shows them, once there are so many. */
export async function letters(page: Page, to: string, words: string, count: number): Promise<void> {
  await expect(async () => {
    await open(page, "/demo/outbox");
    await expect(page.locator("main li.card").filter({ hasText: to }).filter({ hasText: words })).toHaveCount(count, { timeout: 500 });
  }).toPass({ timeout: 8_000 });
}

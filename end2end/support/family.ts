import { type Locator, type Page, expect } from "@playwright/test";
import { canary } from "./canaries.ts";
import { NEW_PASSWORD, NEW_USERNAME } from "./enrollment.ts";
import { open } from "./people.ts";

/** The demo's family, by the names in their records. */
export const THEO = canary("Theo Rivera-Shaw");
export const MAYA = canary("Maya Lucía Rivera-Shaw");
export const JOSE = canary("José Luis Rivera");
export const ELENA = canary("Elena Marisol Rivera-Shaw");

/** Elena's account, once she has enrolled: from its first moment she acts for Theo, for Maya and for her father José. */
export const ELENA_SIGNS_IN = { username: NEW_USERNAME, password: NEW_PASSWORD };

/** The cards of the people whose charts somebody may open. */
export function cards(page: Page): Locator {
  return page.getByRole("list", { name: "People", exact: true }).locator("> li");
}

/** The address of somebody's chart, from the page of the people. */
export async function chartOf(page: Page, name: string): Promise<string> {
  await open(page, "/people");
  const link = cards(page).filter({ hasText: name }).getByRole("heading", { level: 2 }).getByRole("link");
  const href = await link.getAttribute("href");
  if (href === null) throw new Error(`${name} has no chart here`);
  return href;
}

/** A day of the calendar. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

/** When somebody was born, as her record says it. */
export async function bornOn(page: Page, chart: string): Promise<Day> {
  await open(page, `${chart}/record`);
  const said = (await page.locator('dt:text-is("Birth date") + dd').innerText()).replace(/ \(.*/, "");
  canary(said);
  const day = new Date(said);
  return { year: day.getFullYear(), month: day.getMonth() + 1, day: day.getDate() };
}

/** Noon of a day at the clinic, or an hour after it, in milliseconds: far from every midnight. */
export function noon({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day, 17);
}

/** The page of one who may act for the signed-in patient, from her list. */
export async function openGrant(page: Page, patient: string, name: string): Promise<void> {
  await open(page, `${patient}/sharing`);
  const list = page.getByRole("list", { name: "People who can act for you, or who could" });
  await list.getByRole("link").filter({ hasText: name }).click();
  await page.waitForURL(/\/sharing\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** A box of the switches. */
export function box(page: Page, label: string): Locator {
  return page.getByRole("checkbox", { name: label, exact: true });
}

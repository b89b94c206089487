import { type Page, expect } from "@playwright/test";
import { canary } from "./canaries.ts";
import { type Found, JOSES_NUMBER, recordOf } from "./family.ts";
import { type Lang, call, open, staffIn } from "./people.ts";
import type { Portal } from "./portal.ts";

/** Somebody who is to act for a patient, and is known to nobody yet. */
export const FRIEND = {
  given: canary("Irene Belén"),
  family: canary("Azcona"),
  name: canary("Irene Belén Azcona"),
  born: ["3", "9", "1984"],
  email: canary("irene.azcona@example.org"),
} as const;

/** A day as a desk types it, so many days ago. From two on it is past everywhere. */
export function daysAgo(days: number): string {
  const day = new Date(Date.now() - days * 24 * 3_600_000);
  return `${day.getMonth() + 1}/${day.getDate()}/${day.getFullYear()}`;
}

/** The birth date of a record as a desk types it. */
export function typedBirth({ born }: Found): string {
  const [year, month, day] = born.split("-").map(Number);
  return canary(`${month}/${day}/${year}`);
}

/** Begins a form at somebody's record, for the desk that is signed in; by its door, from whatever page is open. */
export async function beginForm(desk: Page, patient: string): Promise<string> {
  return call<string>(desk, "/api/forms/begin", { patient, intent: crypto.randomUUID() });
}

/** The front desk opens a form that it has just begun at the record of the demo's first patient. */
export async function newForm(desk: Page, portal: Portal, lang: Lang = "en"): Promise<void> {
  await staffIn(desk, portal, "g.ferreira", lang);
  const { patient } = await recordOf(desk, JOSES_NUMBER);
  await open(desk, `/desk/forms/${await beginForm(desk, patient)}`);
}

/** Types in the first step of a form who is to act, and is known to nobody yet. */
export async function typeFriend(desk: Page): Promise<void> {
  await desk.locator("#given").fill(FRIEND.given);
  await desk.locator("#family").fill(FRIEND.family);
  await desk.locator("#born-month").fill(FRIEND.born.join("/"));
  await desk.locator("#email").fill(FRIEND.email);
}

/** Sends the step that is open. */
export async function goOn(desk: Page): Promise<void> {
  await desk.locator(".wizard .actions button").click();
}

/** One signature of a form, on paper. */
export async function onPaper(desk: Page, id: string): Promise<void> {
  await desk.locator(`#${id}-way-3`).check();
  await desk.locator(`#${id}-day`).fill(daysAgo(2));
}

/**
 * The steps of the desk's form by which somebody is to act for an adult who consents, in their order: what is there once a
 * step is open, and what is typed in it. In both languages.
 */
const FORM_STEPS: { name: string; there: string; fill(desk: Page): Promise<void> }[] = [
  {
    name: "the person",
    there: "#given",
    fill: typeFriend,
  },
  { name: "the patients", there: "#patients", fill: async () => {} },
  {
    name: "the grounds",
    there: "#basis-1",
    fill: async (desk) => {
      await desk.locator("#basis-1").selectOption("consent");
    },
  },
  {
    name: "the papers",
    there: "#identity",
    fill: async (desk) => {
      await desk.locator("#identity-2").check();
      await desk.locator("#filed").fill("Binder 4, page 12");
    },
  },
  { name: "the switches", there: "#rights", fill: async (desk) => desk.locator("#switch-0").check() },
  {
    name: "the signatures",
    there: "#signed",
    fill: async (desk) => {
      await onPaper(desk, "signed");
      await onPaper(desk, "signed-1");
    },
  },
  { name: "the check", there: "#sure", fill: async (desk) => desk.locator("#sure").check() },
];

/** Walks through a form that was begun until it is in force; `at` is called at each step, and at the end. */
export async function walkForm(desk: Page, at: (step: string) => Promise<void>): Promise<void> {
  for (const { name, there, fill } of FORM_STEPS) {
    await expect(desk.locator(there)).toBeVisible();
    await at(name);
    await fill(desk);
    await goOn(desk);
  }
  await expect(desk.locator("#code-title")).toBeVisible();
  await at("it is in force");
}

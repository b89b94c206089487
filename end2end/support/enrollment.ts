import { type Page, expect } from "@playwright/test";
import type { Portal } from "./portal.ts";
import { canary } from "./canaries.ts";
import { newestCode, open, ready } from "./people.ts";

export const NEW_USERNAME = canary("elena.rivers");
export const NEW_PASSWORD = canary("purple kettle over the bridge");
export const NEW_EMAIL = canary("elena.private@example.org");

/** Presses the button that sends a step. */
export async function go(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The step with this heading is open. */
export async function atStep(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
}

export async function typeBirth(page: Page, born: string): Promise<void> {
  const [year = "", month = "", day = ""] = born.split("-");
  await page.getByLabel("Month").fill(month);
  await page.getByLabel("Day").fill(day);
  await page.getByLabel("Year").fill(year);
}

export async function typeDetails(page: Page, person: Portal["signIns"]["to_enroll"]): Promise<void> {
  await page.getByLabel("First name").fill(person.given);
  await page.getByLabel("Last name").fill(person.family);
  await page.getByLabel("Sex in your medical record").selectOption(person.sex);
  await page.getByLabel("ZIP code of your home").fill(person.zip);
}

/** The steps in their order; each does what its step asks and leaves the next one open. */
export const STEPS: { title: string; answer(page: Page, portal: Portal): Promise<void> }[] = [
  {
    title: "Enroll in the patient portal",
    answer: async (page, { signIns }) => {
      await page.getByLabel("Yes, I am the patient").check();
      await typeBirth(page, signIns.to_enroll.born);
      await go(page);
    },
  },
  {
    title: "Your details",
    answer: async (page, { signIns }) => {
      await typeDetails(page, signIns.to_enroll);
      await go(page);
    },
  },
  {
    title: "Enter the code",
    answer: async (page, portal) => {
      await page.getByLabel("Check code").fill(await newestCode(portal));
      await go(page);
    },
  },
  {
    title: "How can we reach you?",
    answer: async (page) => {
      await page.getByLabel("Your e-mail address").fill(NEW_EMAIL);
      await go(page);
    },
  },
  {
    title: "Check that we can reach you",
    answer: async (page, portal) => {
      await page.getByLabel("Check code").fill(await newestCode(portal));
      await go(page);
    },
  },
  {
    title: "Choose a username and password",
    answer: async (page) => {
      await page.getByLabel("Username").fill(NEW_USERNAME);
      await page.locator("#password").fill(NEW_PASSWORD);
      await go(page);
    },
  },
  {
    title: "Choose a security question",
    answer: async (page) => {
      await page.getByLabel("Question").selectOption("teacher");
      await page.getByLabel("Your answer").fill(canary("Ms. Lindgren"));
      await go(page);
    },
  },
  {
    title: "Agree to our terms and conditions",
    answer: async (page) => {
      await page.getByLabel("I agree to the terms and conditions").check();
      await page.getByRole("button", { name: "Agree and finish" }).click();
    },
  },
];

/** Walks the whole wizard; the page is signed in then. Returns the username. */
export async function enroll(page: Page, portal: Portal): Promise<string> {
  await open(page, "/enroll");
  for (const { title, answer } of STEPS) {
    await atStep(page, title);
    await answer(page, portal);
  }
  await page.waitForURL(/\/p\/[0-9a-f-]{36}$/);
  await ready(page);
  return NEW_USERNAME;
}

import { readFileSync, readdirSync } from "node:fs";
import { type Page, expect } from "@playwright/test";
import type { Lang } from "./people.ts";

/** Every sentence of a language, as its files have it; of what counts, each form. */
function sentences(lang: Lang): string[] {
  const folder = new URL(`../../app/words/locales/${lang}/`, import.meta.url);
  const lines = readdirSync(folder).flatMap((file) => readFileSync(new URL(file, folder), "utf8").split("\n"));
  return lines.flatMap((line) => {
    const said = /^[a-z][\w-]* = (.+)$/.exec(line)?.[1] ?? /^\s+\*?\[\w+\] (.+)$/.exec(line)?.[1];
    return said === undefined || said.endsWith("->") ? [] : [said];
  });
}

const GAP = /\{[^}]*\}/;
const SPANISH = new Set(sentences("es"));
const ENGLISH = sentences("en").filter((said) => !SPANISH.has(said));
const WHOLE = new Set(ENGLISH.filter((said) => !GAP.test(said)));
/** With gaps for names and numbers; those of hardly a word could be anything. */
const GAPPED = ENGLISH.map((said) => said.split(GAP))
  .filter((parts) => parts.length > 1 && parts.join("").replace(/[^A-Za-z]/g, "").length >= 10)
  .map((parts) => new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`, "s"));

function isEnglish(said: string): boolean {
  // Some lines are made of several sentences.
  return [said, ...said.split(/ · |, |: /)].some((one) => WHOLE.has(one)) || GAPPED.some((form) => form.test(said));
}

/** What of the portal's own English words is on a page, to be seen or to be heard; what says that it is English may be it. */
export async function english(page: Page): Promise<string[]> {
  const said = await page.evaluate(() => {
    const found = new Set([document.title]);
    const other = "script, style, template, body [lang=en]";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest(other) === null) found.add((node as Text).data.trim());
    }
    for (const name of ["aria-label", "alt", "title", "placeholder"]) {
      for (const one of document.querySelectorAll(`body [${name}]`)) {
        if (one.closest(other) === null) found.add((one.getAttribute(name) ?? "").trim());
      }
    }
    return [...found];
  });
  return said.filter(isEnglish);
}

/** A page that is to speak Spanish has no word of ours in English, folded away or not. */
export async function inSpanish(page: Page, where: string): Promise<void> {
  expect(await page.locator("html").getAttribute("lang"), where).toBe("es");
  expect.soft(await english(page), `English in ${where}`).toEqual([]);
}

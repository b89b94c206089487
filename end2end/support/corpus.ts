import { type Page, expect } from "@playwright/test";
import { canary } from "./canaries.ts";
import { follow, open } from "./people.ts";
import type { Watch } from "./watch.ts";

/** A text that is more than text wherever somebody writes it into a page as it is. */
interface Bait {
  readonly number: number;
  readonly text: string;
  /** A page in which it runs. */
  raw(text: string): string;
}

const inText = (text: string): string => `<p>${text}</p>`;

/**
 * Each tries to set `window.__pwned` to its number, so that it can be told which one got through; whatever element comes of
 * it has the attribute `pwned`, also where the content policy keeps its script from running.
 */
export const BAITS: readonly Bait[] = [
  { number: 1, text: "<script pwned>window.__pwned=1</script>", raw: inText },
  { number: 2, text: `"><img pwned src=data:, onerror=window.__pwned=2>`, raw: (text) => `<input value="${text}">` },
  { number: 3, text: "' pwned onerror='window.__pwned=3", raw: (text) => `<img src=data:, alt='${text}'>` },
  { number: 4, text: "</textarea><svg pwned onload=window.__pwned=4>", raw: (text) => `<textarea>${text}</textarea>` },
  {
    number: 5,
    text: "</title><img pwned src=data:, onerror=window.__pwned=5>",
    raw: (text) => `<title>${text}</title>`,
  },
  // What a page is made alive with is JSON in a script.
  {
    number: 6,
    text: "</script><script pwned>window.__pwned=6</script>",
    raw: (text) => `<script type="application/json">{"subject":"${text}"}</script>`,
  },
  { number: 7, text: "javascript:window.__pwned=7", raw: (text) => `<a href="${text}">Read more</a>` },
  { number: 8, text: "<details pwned open ontoggle=alert(window.__pwned=8)>", raw: inText },
  {
    number: 9,
    text: "{{constructor.constructor('window.__pwned=9')()}}${window.__pwned=9}",
    raw: (text) => `<script>\`${text}\`</script>`,
  },
  // Harmless, unless somebody decodes it once more than it was encoded.
  {
    number: 10,
    text: "&lt;img pwned src=data:, onerror=window.__pwned=10&#62;",
    raw: (text) => inText(text.replace("&lt;", "<").replace("&#62;", ">")),
  },
  // Harmless, unless somebody takes it for UTF-7.
  {
    number: 11,
    text: "+ADw-script pwned+AD4-window.__pwned=11+ADw-/script+AD4-",
    raw: (text) => inText(text.replaceAll("+ADw-", "<").replaceAll("+AD4-", ">")),
  },
  // Behind letters that turn the others round, and that nobody sees.
  {
    number: 12,
    text: "\u202E\u2066<img pwned src=data:, onerror=window.__pwned=12>\u200B\uFEFF.",
    raw: inText,
  },
  // These end a line of a script, and of no text.
  { number: 13, text: "x\u2028window.__pwned=13\u2029//", raw: (text) => `<script>// ${text}</script>` },
  {
    number: 14,
    text: "--><img pwned src=data:, onerror=window.__pwned=14><!--",
    raw: (text) => `<!-- ${text} -->`,
  },
  {
    number: 15,
    text: "]]><img pwned src=data:, onerror=window.__pwned=15>",
    raw: (text) => `<svg><![CDATA[${text}]]></svg>`,
  },
];

/** Deeper than any page, and too long for all but a message. */
export const NESTED: Bait = {
  number: 16,
  text: `${"<b pwned>".repeat(200)}<img pwned src=data:, onerror=window.__pwned=16>`,
  raw: inText,
};

// Of each of them this is left whatever encodes it: in an address, and in the JSON of the log.
canary("__pwned");

/** Names of files, as they are sent and as they are kept: what no desk's computer takes is left out, or is a hyphen. */
export const FILES = [
  { typed: "'><img pwned src=x onerror=window.__pwned=21>.png", shown: "'--img pwned src=x onerror=window.__pwned=21-.png" },
  { typed: "' pwned onerror='window.__pwned=22' x='.txt", shown: "' pwned onerror='window.__pwned=22' x='.txt" },
  {
    typed: "&lt;img pwned src=x onerror=window.__pwned=23&gt;.txt",
    shown: "&lt;img pwned src=x onerror=window.__pwned=23&gt;.txt",
  },
  {
    typed: "{{constructor.constructor('window.__pwned=24')()}}.txt",
    shown: "{{constructor.constructor('window.__pwned=24')()}}.txt",
  },
  { typed: "\u202Etxt.\u200Bwindow.__pwned=25\u2028x.txt", shown: "txt.window.__pwned=25 x.txt" },
] as const;

/** As the server counts. */
const length = (text: string): number => [...text].length;

/**
 * All of them from one on, as far as there is room, each on a line of its own; the first line says which field it is, so that
 * one is not taken for another.
 */
export function words(field: string, most = 1_000, from = 0): string {
  return BAITS.slice(from).reduce((said, { text }) => (length(`${said}\n${text}`) <= most ? `${said}\n${text}` : said), field);
}

/** As the server keeps what has one line: what parts words is one space. */
export function oneLine(text: string): string {
  return text.replace(/[ \t\n\u2028\u2029]+/g, " ").trim();
}

/** As many texts in one as it holds; what none holds is left out. */
export function packed(texts: readonly string[], most: number, between: string): string[] {
  const all: string[] = [];
  for (const text of texts.filter((text) => length(text) <= most)) {
    const more = `${all.at(-1) ?? text}${between}${text}`;
    if (all.length > 0 && length(more) <= most) all[all.length - 1] = more;
    else all.push(text);
  }
  return all;
}

/** All of them that one line holds, in as few lines as hold them. */
export function lines(most: number): string[] {
  return packed(BAITS.map(({ text }) => oneLine(text)), most, " ");
}

/** What must be found in a page, character for character. */
export interface Look {
  /** What is read there. */
  texts?: readonly string[];
  /** What fields hold, each exactly. */
  values?: readonly string[];
  /** What pictures and buttons are called for who does not see them. */
  names?: readonly string[];
}

/** What of it is not there. Parts that are folded away are unfolded first; what nobody can see does not count. */
async function missing(page: Page, { texts = [], values = [], names = [] }: Look): Promise<string[]> {
  return page.evaluate(
    ({ texts, values, names }) => {
      for (const part of document.querySelectorAll<HTMLDetailsElement>("main details")) part.open = true;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let read = "";
      let place: Element | null = null;
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const around = node.parentElement;
        // A script's JSON and a field's first value are not what is read.
        if (around === null || around.closest("script, style, template, textarea, select") !== null) continue;
        if (!around.checkVisibility({ checkVisibilityCSS: true })) continue;
        const block = around.closest("p, li, dt, dd, h1, h2, h3, h4, label, legend, summary, div");
        if (block !== place) read += "\n";
        place = block;
        read += (node as Text).data;
      }
      const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("main input, main textarea");
      const typed = [...fields].map((field) => field.value);
      const named = [...document.querySelectorAll("main [alt], main [aria-label]")];
      const called = named.flatMap((one) => [one.getAttribute("alt") ?? "", one.getAttribute("aria-label") ?? ""]);
      return [
        ...texts.filter((text) => !read.includes(text)),
        ...values.filter((text) => !typed.includes(text)),
        ...names.filter((text) => !called.some((name) => name.includes(text))),
      ];
    },
    { texts, values, names },
  );
}

/** What was made of texts in a page, and what ran: nothing, in a page of ours. */
export async function made(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const addresses = ["href", "xlink:href", "src", "action", "formaction", "data", "poster"];
    for (const one of document.querySelectorAll("*")) {
      const tag = one.localName;
      if (tag.includes("pwned") || one.matches("iframe, frame, object, embed, base, meta[http-equiv]")) found.push(`<${tag}>`);
      // The policy's own word for a script that came from us.
      if (tag === "script" && (one as HTMLScriptElement).nonce === "") found.push("<script> without a nonce");
      for (const { name, value } of one.attributes) {
        if (/^on|pwned|^srcdoc$/.test(name)) found.push(`<${tag} ${name}>`);
        // As a browser reads it: what parts words is left out.
        const to = value.replace(/[\t\n\r]/g, "");
        const leads = addresses.includes(name) && /^[\u0000-\u0020]*(javascript|vbscript|data:text)/i.test(to);
        if (leads) found.push(`<${tag} ${name}="${value}">`);
      }
    }
    const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
    for (let node = comments.nextNode(); node !== null; node = comments.nextNode()) {
      if ((node as Comment).data.includes("pwned")) found.push("<!-- -->");
    }
    const ran = (globalThis as unknown as { __pwned?: unknown }).__pwned;
    if (ran !== undefined) found.push(`number ${String(ran)} ran`);
    return found;
  });
}

/** Somebody who looks at pages, and at each in all the ways in which it comes. */
export interface Reader {
  /** From the server without the program, loaded with it, and by a press on a link. */
  at(path: string, look: Look): Promise<void>;
  /** What is open. */
  here(what: string, look: Look): Promise<void>;
}

/** Looks with somebody's browser; `elsewhere` is a page of the same kind, from where the others are gone to. */
export async function reader(page: Page, watch: Watch, elsewhere: string): Promise<Reader> {
  // The same browser with the same cookies: who is signed in once need not be so again, and a code opens a door once.
  const bare = await page.context().newPage();
  const devtools = await page.context().newCDPSession(bare);
  // As a context without JavaScript has it.
  await devtools.send("Emulation.setScriptExecutionDisabled", { value: true });
  // Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so.
  watch.provokes(/was preloaded using link preload but not used/);
  const dialogs: string[] = [];
  for (const one of [page, bare]) {
    one.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  }

  const isText = async (one: Page, look: Look, where: string): Promise<void> => {
    await expect.poll(() => missing(one, look), { message: `${where}: not there as it was written` }).toEqual([]);
    expect(await made(one), `${where}: more than text`).toEqual([]);
    expect(dialogs, `${where}: dialogs`).toEqual([]);
  };

  return {
    at: async (path, look) => {
      const all = [look.texts, look.values, look.names].flatMap((some) => some ?? []);
      expect(all, `${path}: something is looked for`).not.toEqual([]);
      expect((await bare.goto(path))?.status(), path).toBe(200);
      await isText(bare, look, `${path}, from the server`);
      await open(page, path);
      await isText(page, look, `${path}, alive`);
      // What is found after the press was not there before it.
      await page.evaluate(() => void Object.assign(globalThis, { sameDocument: true }));
      await follow(page, elsewhere);
      await expect.poll(() => missing(page, look), { message: `${path}: left` }).toEqual(all);
      await follow(page, path);
      await isText(page, look, `${path}, by a press`);
      expect(await page.evaluate(() => "sameDocument" in globalThis), `${path}: in one document`).toBe(true);
    },
    here: (what, look) => isText(page, look, what),
  };
}

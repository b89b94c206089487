import type { BrowserContext, Locator } from "@playwright/test";
import { EMPTY, type Address } from "../support/address.ts";
import { askForVisit, fillVisit, openForm } from "../support/asks.ts";
import { canary } from "../support/canaries.ts";
import { THEO, charts } from "../support/family.ts";
import { add, lines, picture, sent } from "../support/files.ts";
import { DRAFT, call, fillSignIn, firstThread, open, signInAs, signedIn, staffIn, write } from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { type Page, expect, test } from "../support/test.ts";

/**
 * What a patient sends is there once: histories of one patient at one browser, invented from a seed, with the notions of
 * server/care/tests/exactly_once. There 2,000 histories are compared with all tables; here she does what her page tells her, and
 * what is there in the end is compared with what she was told.
 */
const SEEDS = [1, 2, 3, 4, 5] as const;

/** Longer than a session lives without its person, in seconds. */
const IDLE = 20 * 60;

type Kind = "message" | "reply" | "request";

/** What happens when something is sent. */
type Fate =
  | "nothing"
  | "the request is lost"
  | "the reply is lost"
  | "pressed twice"
  | "two tabs"
  | "the server begins anew"
  | "the session has run out"
  | "somebody else has signed in";

/** What she does who was not told that it was sent: her page offers the first two. */
type Way = "tries again" | "comes back to it" | "gives up";

interface Step {
  kind: Kind;
  fate: Fate;
  way: Way;
  /** What happens when it is sent once more. */
  again: Fate;
}

/** Chance that is the same every time (mulberry32). */
class Dice {
  constructor(private state: number) {}

  below(most: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let z = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) % most;
  }

  one<T>(of: readonly [T, ...T[]]): T {
    return of[this.below(of.length)] ?? of[0];
  }

  shuffled<T>(of: readonly T[]): T[] {
    const rest = [...of];
    return of.flatMap(() => rest.splice(this.below(rest.length), 1));
  }
}

const FATES: readonly Fate[] = [
  "nothing", "the request is lost", "the reply is lost", "pressed twice",
  "two tabs", "the server begins anew", "the session has run out", "somebody else has signed in",
];
const AGAIN: readonly Fate[] = [
  "nothing", "nothing", "nothing", "nothing",
  "the request is lost", "the reply is lost", "the server begins anew", "the session has run out",
];

/** Each history has all that can happen, in an order and upon things of its own. */
function invent(seed: number): Step[] {
  const dice = new Dice(seed);
  const again = dice.shuffled(AGAIN);
  return dice.shuffled(FATES).map((fate, n) => {
    const kind = dice.one<Kind>(["message", "reply", "request"]);
    const way = dice.one<Way>(["tries again", "tries again", "comes back to it", "gives up"]);
    return { kind, fate, way, again: again[n] ?? "nothing" };
  });
}

/** A thing that somebody writes and sends: where, and how it shows. */
interface Writing {
  kind: Kind;
  /** The subject of a new message, which is its page's title, too. */
  subject: string;
  /** Nothing else has these words in it. */
  text: string;
  /** The door of its form. */
  door: string;
  /** Opens its form, with what lies there half-written. */
  open(page: Page): Promise<void>;
  /** Writes it. */
  fill(page: Page): Promise<void>;
  /** Says again what is said anew with everything. */
  acknowledge(page: Page): Promise<void>;
  /** The field with its words. */
  field(page: Page): Locator;
  /** The button that sends it. */
  button(page: Page): Locator;
  /** Whether the page says that it was sent. */
  isTold(page: Page): Promise<boolean>;
  /** The words that the server has of it half-written. */
  draft(page: Page): Promise<string>;
  /** Away from the form, as by a press on a link. */
  leave(page: Page): Promise<void>;
}

interface Rows {
  page: { rows: { thread: string }[]; next: unknown };
}

interface Conversation {
  messages: { rows: { body: string }[] };
  draft: { body: string } | null;
}

/** The patient of the history, and what she uses. */
class Patient {
  /** Where her chart is, and the conversation that she replies in. */
  private p = "";
  private thread = "";
  /** What she has written, and whether she was told that it was sent. */
  readonly written: { kind: Kind; subject: string; text: string; told: boolean }[] = [];
  /** What lies half-written where she has given up. */
  readonly drafts = new Map<Kind, Writing>();
  /** How far the server's clock is ahead, in seconds. */
  private lead = 0;

  constructor(
    private readonly seed: number,
    private readonly page: Page,
    private readonly context: BrowserContext,
    private readonly address: Address,
    private readonly portal: Portal,
  ) {}

  /** She comes to her computer, whose tabs keep what is typed when their clock says so. */
  async comes(): Promise<void> {
    const { page } = this;
    await this.context.clock.install();
    this.p = await signedIn(page, this.portal);
    this.thread = await firstThread(page, this.p);
    // Where sending leads she has been before: a browser that has a page's code needs no server for it.
    await open(page, `${this.p}/messages/${this.thread}`);
    const { ask } = (await this.asks()).at(0) ?? { ask: await askForVisit(page, this.p) };
    await open(page, `${this.p}/requests/${ask}`);
  }

  private get id(): string {
    return this.p.slice("/p/".length);
  }

  /** Something new that she writes. */
  private writing(kind: Kind): Writing {
    const n = this.written.length + 1;
    const subject = canary(`Subject ${n} of history ${this.seed}.`);
    const text = canary(`What I ask in step ${n} of history ${this.seed}.`);
    const { p, id, thread } = this;
    const field = (page: Page) => page.locator({ message: "#compose-body", reply: "#reply-body", request: "#reason" }[kind]);
    const common = {
      kind,
      subject,
      text,
      field,
      button: (page: Page) => page.locator("main form").filter({ has: field(page) }).locator(".actions button"),
    };
    const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true }).isVisible();
    switch (kind) {
      case "message":
        return {
          ...common,
          door: "/api/messages/start",
          open: (page) => open(page, `${p}/messages/new`),
          fill: (page) => write(page, { ...DRAFT, subject, body: text }),
          acknowledge: (page) => page.getByLabel("This is not an emergency").check(),
          isTold: (page) => title(page, subject),
          draft: async (page) => {
            const { draft } = await call<Pick<Conversation, "draft">>(page, "/api/messages/compose-options", { patient: id });
            return draft?.body ?? "";
          },
          leave: (page) => page.getByRole("link", { name: "Back to messages" }).click(),
        };
      case "reply":
        return {
          ...common,
          door: "/api/messages/reply",
          open: (page) => open(page, `${p}/messages/${thread}`),
          fill: (page) => field(page).fill(text),
          acknowledge: async () => {},
          // The field is empty for the next one, and what was in it stands above.
          isTold: async (page) => {
            const said = await page.getByRole("listitem").filter({ hasText: text }).count();
            return said > 0 && (await field(page).inputValue()) === "";
          },
          draft: async (page) => (await this.conversation(page, thread)).draft?.body ?? "",
          leave: (page) => page.getByRole("link", { name: "Back to messages" }).click(),
        };
      case "request":
        return {
          ...common,
          door: "/api/asks/appointment",
          open: (page) => openForm(page, p, "appointment"),
          fill: (page) => fillVisit(page, text),
          acknowledge: (page) => page.getByLabel("This can wait for a few days").check(),
          isTold: (page) => title(page, "Appointment"),
          draft: async (page) => {
            const { draft } = await call<{ draft: Record<string, string> | null }>(page, "/api/asks/options", {
              patient: id,
              kind: "appointment",
            });
            return draft?.["reason"] ?? "";
          },
          leave: (page) => open(page, `${p}/requests`),
        };
    }
  }

  private conversation(page: Page, thread: string): Promise<Conversation> {
    return call<Conversation>(page, "/api/messages/thread", { patient: this.id, thread });
  }

  private async asks(): Promise<{ ask: string; kind: string }[]> {
    const list = await call<{ page: { rows: { ask: string; kind: string }[]; next: unknown } }>(this.page, "/api/asks/list", {
      patient: this.id,
    });
    expect(list.page.next, "all requests are on one page").toBeNull();
    return list.page.rows;
  }

  /** What of this history is in her chart, by the doors of its pages. */
  async there(): Promise<string[]> {
    const { page, id: patient } = this;
    const { rows, next } = (await call<Rows>(page, "/api/messages/inbox", { patient })).page;
    expect(next, "all conversations are on one page").toBeNull();
    const all: string[] = [];
    for (const { thread } of rows) all.push(...(await this.conversation(page, thread)).messages.rows.map(({ body }) => body));
    for (const { ask, kind } of await this.asks()) {
      if (kind !== "appointment") continue;
      const { form } = await call<{ form: unknown }>(page, "/api/asks/open", { patient, ask });
      all.push(JSON.stringify(form));
    }
    return this.ours(all);
  }

  /** The same at the desk of a nurse who answers both. */
  async atTheDesk(nurse: Page): Promise<string[]> {
    const { rows, next } = (await call<Rows>(nurse, "/api/desk/inbox", { filter: "all" })).page;
    expect(next, "the desk has all conversations on one page").toBeNull();
    const all: string[] = [];
    for (const { thread } of rows) {
      all.push(...(await call<Conversation>(nurse, "/api/desk/thread", { thread })).messages.rows.map(({ body }) => body));
    }
    const asks = await call<{ page: { rows: { ask: string }[] } }>(nurse, "/api/asks/desk-list", { filter: "due" });
    for (const { ask } of asks.page.rows) {
      all.push(JSON.stringify((await call<{ view: { form: unknown } }>(nurse, "/api/asks/desk-open", { ask })).view.form));
    }
    return this.ours(all);
  }

  /** Each text of this history as often as it is in others. */
  private ours(all: readonly string[]): string[] {
    return this.written.flatMap(({ text }) => all.filter((one) => one.includes(text)).map(() => text)).sort();
  }

  /** Waits until the server has what is written, as it has for whoever pauses. */
  private async pauses(writing: Writing): Promise<void> {
    await expect(async () => {
      await this.page.clock.runFor(2_000);
      expect(await writing.draft(this.page), "what is half-written is kept").toBe(writing.text);
    }).toPass();
  }

  /** Whether her page says that it was sent, or offers to send it again: once it says the one or the other. */
  private async isTold(page: Page, writing: Writing): Promise<boolean> {
    const again = writing.button(page).filter({ hasText: "Try again" });
    // Instead of the page that sending leads to, while the server is away.
    const away = page.getByRole("heading", { level: 1, name: /^(?:We could not load this page|You are offline)$/ });
    const anew = page.locator("main").filter({ has: away }).getByText("Try again", { exact: true });
    // Above what has come before: it was sent, and shows only when the conversation comes anew.
    const stale = page.getByRole("status").getByRole("button", { name: "Try again", exact: true });
    let told: boolean | undefined;
    const look = async (): Promise<boolean | undefined> => {
      if (await writing.isTold(page)) return (told = true);
      if ((await again.count()) > 0) return (told = false);
      if ((await anew.count()) > 0) await anew.click();
      // It may have come anew by itself meanwhile.
      else if ((await stale.count()) > 0) await stale.click({ timeout: 500 }).catch(() => {});
      return undefined;
    };
    await expect.poll(look, { message: "the page says how it went", timeout: 20_000, intervals: [50, 100, 200] }).toBeDefined();
    return told === true;
  }

  /** Signs in where the page leads to, in a tab of its own, and comes back. */
  private async signsInBeside(): Promise<void> {
    const way = this.page.getByRole("link", { name: "Sign in (opens in a new tab). Then come back here and try again." });
    const [entrance] = await Promise.all([this.context.waitForEvent("page"), way.first().click()]);
    await fillSignIn(entrance, this.portal.signIns.patient);
    await entrance.waitForURL(/\/p\/[0-9a-f-]{36}$/);
    await entrance.close();
  }

  /** Presses the button that sends it, and this happens; whether she is told that it was sent. */
  private async sends(writing: Writing, fate: Fate): Promise<boolean> {
    const { page, portal } = this;
    const button = writing.button(page);
    switch (fate) {
      case "nothing":
        await button.click();
        return this.isTold(page, writing);
      case "the request is lost":
        await page.route(`**${writing.door}`, (route) => route.abort("connectionreset"), { times: 1 });
        await button.click();
        return this.isTold(page, writing);
      case "the reply is lost":
        this.address.loseReplyOf(writing.door);
        await button.click();
        return this.isTold(page, writing);
      case "pressed twice":
        await button.dblclick();
        return this.isTold(page, writing);
      case "two tabs":
        return this.sendsFromTwo(writing);
      case "the server begins anew":
        // It may end before it has the request, or when it has done it.
        await Promise.all([button.click(), portal.restart()]);
        return this.isTold(page, writing);
      case "the session has run out": {
        this.lead += IDLE;
        portal.ahead(this.lead);
        await button.click();
        const told = await this.isTold(page, writing);
        expect(told, "nothing is sent without a session").toBe(false);
        await this.signsInBeside();
        return told;
      }
      case "somebody else has signed in": {
        const beside = await this.context.newPage();
        await signInAs(beside, portal.signIns.representative);
        // Nothing of hers stands where he writes.
        const theo = await charts(beside).filter({ hasText: THEO }).getAttribute("href");
        await open(beside, `${theo}/messages/new`);
        await expect(beside.locator("#compose-body")).toHaveValue("");
        const refused = page.waitForResponse((reply) => new URL(reply.url()).pathname === writing.door);
        await button.click();
        expect((await refused).status(), "nothing of hers is sent in his name").toBe(404);
        const told = await this.isTold(page, writing);
        await signedIn(beside, portal);
        await beside.close();
        return told;
      }
    }
  }

  /** Opens what is half-written in another tab, too, and sends it from both. */
  private async sendsFromTwo(writing: Writing): Promise<boolean> {
    const other = await this.context.newPage();
    await writing.open(other);
    await expect(writing.field(other)).toHaveValue(writing.text);
    await writing.acknowledge(other);
    await Promise.all([this.page, other].map((tab) => writing.button(tab).click()));
    const told = await Promise.all([this.page, other].map((tab) => this.isTold(tab, writing)));
    await other.close();
    expect(told, "both tabs say that it was sent").toEqual([true, true]);
    return true;
  }

  /** Writes something and sends it; does what her page tells her until she is told that it was sent, or gives up. */
  async lives({ kind, fate, way, again }: Step): Promise<void> {
    const { page } = this;
    const writing = this.writing(kind);
    const entry = { kind, subject: writing.subject, text: writing.text, told: false };
    this.written.push(entry);
    await writing.open(page);
    await writing.fill(page);
    await writing.acknowledge(page);
    // Whoever goes elsewhere has paused.
    if (way !== "tries again" || fate === "two tabs") await this.pauses(writing);
    // What lay there is written over.
    this.drafts.delete(kind);
    entry.told = await this.sends(writing, fate);
    if (!entry.told && way === "gives up") return this.givesUp(writing);
    // Twice at most: once more without anything.
    for (const next of [again, "nothing"] as const) {
      if (entry.told) return;
      if (way === "comes back to it") {
        await page.goto(EMPTY);
        await writing.open(page);
        if ((await writing.field(page).inputValue()) !== writing.text) {
          // It is no draft any more: she finds it where it went.
          expect(await this.there(), "what is no draft any more was sent").toContain(writing.text);
          entry.told = true;
          return;
        }
        await writing.acknowledge(page);
      }
      entry.told = await this.sends(writing, next);
    }
    expect(entry.told, "with nothing in its way it is sent").toBe(true);
  }

  /** Leaves it: then it was sent, or it lies there half-written; never both, and never neither. */
  private async givesUp(writing: Writing): Promise<void> {
    const { page } = this;
    await writing.leave(page);
    await expect.poll(async () => {
      const arrived = (await this.there()).filter((text) => text === writing.text).length;
      const draft = (await writing.draft(page)) === writing.text;
      if (draft) this.drafts.set(writing.kind, writing);
      return arrived + Number(draft);
    }).toBe(1);
  }

  /** Begins something, and never sends it. */
  async begins(kind: Kind): Promise<void> {
    const writing = this.writing(kind);
    this.written.push({ kind, subject: writing.subject, text: writing.text, told: false });
    await writing.open(this.page);
    await writing.fill(this.page);
    await this.pauses(writing);
    this.drafts.set(kind, writing);
  }

  /** What is there in the end, in her chart and at the desk, beside what she was told. */
  async counts(nurse: Page): Promise<void> {
    const { page, p, written } = this;
    const there = await this.there();
    // Nothing of what she was not told of is there twice, and nothing of what lies half-written is there at all.
    const drafts = [...this.drafts.values()].map(({ text }) => text);
    const untold = written.filter(({ text, told }) => !told && !drafts.includes(text) && there.includes(text));
    const once = written.filter(({ told }) => told).concat(untold);
    expect(there, "in her chart").toEqual(once.map(({ text }) => text).sort());
    await staffIn(nurse, this.portal, "n.castellanos");
    expect(await this.atTheDesk(nurse), "at the desk").toEqual(there);

    await open(page, `${p}/messages`);
    await open(nurse, "/desk");
    for (const { subject } of written.filter(({ kind }) => kind === "message")) {
      const count = once.some((one) => one.subject === subject) ? 1 : 0;
      for (const [who, name] of [[page, "Messages"], [nurse, "Queue"]] as const) {
        await expect(who.getByRole("list", { name }).getByRole("link").filter({ hasText: subject })).toHaveCount(count);
      }
    }
    // What was never sent is there to be gone on with, and what was sent is not.
    for (const kind of ["message", "reply", "request"] as const) {
      const writing = this.writing(kind);
      await writing.open(page);
      await expect(writing.field(page), `half-written: a ${kind}`).toHaveValue(this.drafts.get(kind)?.text ?? "");
    }
  }
}

test.describe("with sessions that run out", () => {
  test.use({ clinic: { moving: true } });

  for (const seed of SEEDS) {
    test(`R-5.6 R-7.1 what a patient sends is there once, whatever happens: history ${seed}`, async ({
      page,
      context,
      visitor,
      address,
      portal,
      watch,
    }) => {
      // What is refused, and, while the server is away, whatever a page asks for: a browser says so, and that is no fault.
      watch.expectFailure(/^\/(?:api\/(?:accounts|messages|asks)\/|live$)/);
      watch.provokes(/^console error: Failed to load resource: net::ERR_/);
      const patient = new Patient(seed, page, context, address, portal);
      const lived: Step[] = [];
      try {
        await patient.comes();
        for (const step of invent(seed)) {
          lived.push(step);
          await patient.lives(step);
        }
        for (const kind of ["message", "reply", "request"] as const) if (!patient.drafts.has(kind)) await patient.begins(kind);
        await patient.counts(await visitor());
      } catch (error) {
        const told = lived.map(({ kind, fate, way, again }, n) => `${n + 1}. a ${kind}: ${fate}; ${way}, then ${again}`);
        console.log([`history ${seed}, as far as it was lived:`, ...told].join("\n    "));
        throw error;
      }
    });
  }
});

test("R-5.6 R-6.6 a half-written message and its file are gone on with on another device, and sent from there", async ({
  page,
  visitor,
  portal,
}) => {
  const RASH = picture("rash at breakfast.png");
  await page.clock.install();
  const patient = await signedIn(page, portal);
  await open(page, `${patient}/messages/new`);
  await write(page);
  await add(page, RASH);
  await expect(async () => {
    await page.clock.runFor(2_000);
    const options = await call<{ draft: { body: string } | null }>(page, "/api/messages/compose-options", {
      patient: patient.slice("/p/".length),
    });
    expect(options.draft?.body).toBe(DRAFT.body);
  }).toPass();

  const other = await visitor();
  await signedIn(other, portal);
  await open(other, `${patient}/messages/new`);
  await expect(other.getByLabel("Subject")).toHaveValue(DRAFT.subject);
  await expect(other.getByLabel("Your message")).toHaveValue(DRAFT.body);
  await expect(lines(other)).toHaveCount(1);
  await expect(lines(other)).toContainText(RASH.name);
  // Nothing is typed here but that it is no emergency.
  await other.getByLabel("This is not an emergency").check();
  await other.getByRole("button", { name: "Send message" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  await expect(sent(other)).toHaveCount(1);

  // The first device goes on without loading anything anew.
  await page.getByRole("link", { name: "Back to messages" }).click();
  const row = page.getByRole("list", { name: "Messages" }).getByRole("link").filter({ hasText: DRAFT.subject });
  await expect(row).toHaveCount(1);
  await page.getByRole("link", { name: "New message" }).click();
  await expect(page.getByLabel("Your message")).toHaveValue("");
  await expect(page.getByLabel("Subject")).toHaveValue("");
  await expect(lines(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Back to messages" }).click();
  await row.click();
  await expect(page.getByText(DRAFT.body)).toHaveCount(1);
  await expect(sent(page)).toContainText([RASH.name]);
});

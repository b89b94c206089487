import { AT_A_DESK, asks, days, moves } from "../support/asks.ts";
import { BAITS, FILES, NESTED, lines, made, oneLine, packed, reader, words } from "../support/corpus.ts";
import { grantAtDesk } from "../support/family.ts";
import { picture, put } from "../support/files.ts";
import { move } from "../support/messages.ts";
import { DRAFT, call, open, signedIn, staffIn } from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { type Page, expect, test } from "../support/test.ts";
import { note } from "../support/triage.ts";
import { VARIANTS } from "../support/variants.ts";

// What goes in goes in by the doors of the forms: all of it, in every field, in a few seconds. What is looked at are pages.

const [PICTURE, QUOTED, ENCODED, BRACED, TURNED] = FILES;

/** A page of a chart that shows nothing of what is written here. */
const elsewhereOf = (p: string): string => `${p}/record/vaccines`;

/** The same for who answers inboxes. */
const ELSEWHERE_AT_DESK = "/desk/cover";

const intent = (): string => crypto.randomUUID();

const idOf = (p: string): string => p.slice("/p/".length);

function the<One>(one: One | undefined): One {
  if (one === undefined) throw new Error("there is none");
  return one;
}

/** Puts a picture where somebody writes; returns its id. */
async function putPicture(page: Page, fields: Record<string, string>, name: string): Promise<string> {
  const bytes = [...picture(name).buffer];
  const answer = await page.evaluate(
    async ({ fields, name, bytes }) => {
      const form = new FormData();
      for (const [field, said] of Object.entries(fields)) form.append(field, said);
      form.append("file", new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      return (await fetch("/upload", { method: "POST", body: form })).text();
    },
    { fields, name, bytes },
  );
  return (JSON.parse(answer) as { file: string }).file;
}

/** What a form sends that lists these files. */
function listing(...files: string[]): Record<string, string> {
  return Object.fromEntries([["lists", "1"], ...files.map((file, n) => [`files[${n}]`, file])]);
}

interface Begun {
  thread: string;
  subject: string;
}

/** What each of their first messages says. */
const MESSAGE = `${words("message")}\n${NESTED.text}`;

/** Begins a conversation with each subject: until every text was in one, unless it is said what they are. */
async function begin(page: Page, p: string, subjects = lines(120), body = MESSAGE): Promise<Begun[]> {
  const patient = idOf(p);
  const { teams } = await call<{ teams: { practice: string; name: string }[] }>(page, "/api/messages/compose-options", {
    patient,
  });
  const { practice } = the(teams.find(({ name }) => name === DRAFT.team));
  const all: Begun[] = [];
  for (const subject of subjects) {
    const draft = { patient, practice, topic: "general", subject, body, acknowledged: "on", intent: intent() };
    const { thread } = await call<{ thread: string }>(page, "/api/messages/start", draft);
    all.push({ thread, subject });
  }
  return all;
}

/** What is looked for finds their first messages; of these a line is shown, with the words marked in it. */
const FOUND = oneLine(words("message", 60));
const [, WANTED] = BAITS.map(({ text }) => text);

/** The patient's side does something with a request. */
async function says(page: Page, p: string, ask: string, what: string, fields: Record<string, string>): Promise<void> {
  await call<unknown>(page, `/api/asks/${what}`, { patient: idOf(p), ask, intent: intent(), ...fields });
}

/** The office proposes one time, at a place. */
async function proposes(desk: Page, ask: string, place: string): Promise<void> {
  const time = { time1_clock: "14:30", time1_minutes: "30", time1_way: "in_person", time1_place: place };
  await moves(desk, ask, "propose", { ...days("time1", 1), ...time });
}

/** Fields of one line have room for two or so: no two that are on one page have the same. */
const [ONE = "", TWO = "", THREE = "", FOUR = ""] = lines(120);
const PLACE = `room ${THREE}`;
const OTHER_PLACE = `room ${FOUR}`;
/** And labels for one. */
const [LABEL = "", OTHER_LABEL = "", ...MORE_LABELS] = lines(60);
const LANGUAGE = `language ${LABEL}`;
const NUMBER = `number ${OTHER_LABEL}`;

const RENEWAL = { pharmacy_name: ONE, pharmacy_line: TWO, note: words("renewal note") };
const REFERRAL = { specialist: ONE, plan: TWO, reason: words("referral reason"), note: words("referral note") };
const VISIT = { reason: words("visit reason"), interpreter: LANGUAGE, access: words("access", 500) };

/** An appointment for which the office has asked, was answered, has proposed times, and was told that none suits. */
async function talkedAbout(patient: Page, p: string, nurse: Page): Promise<string> {
  const ask = await asks(patient, p, "appointment", { reason: "A check-up." });
  await moves(nurse, ask, "need", { words: words("question") });
  await says(patient, p, ask, "comment", { words: words("answer") });
  await proposes(nurse, ask, PLACE);
  await says(patient, p, ask, "again", { ...days("window1", 20), words: words("none suits") });
  await proposes(nurse, ask, OTHER_PLACE);
  return ask;
}

/** A referral that is authorized, and of which something was said. */
async function authorized(patient: Page, p: string, nurse: Page): Promise<string> {
  const ask = await asks(patient, p, "referral", REFERRAL);
  await moves(nurse, ask, "approve", { number: NUMBER, visits: "2", ...days("from", 2), ...days("to", 90) });
  await moves(nurse, ask, "comment", { words: words("said by the office") });
  return ask;
}

/** Medicines that a clinician declines. */
async function refused(patient: Page, p: string, clinician: Page): Promise<string> {
  const ask = await asks(patient, p, "renewal", RENEWAL);
  const why = { "outcome[0]": "declined", "why[0]": "other", "words[0]": words("why not") };
  await moves(clinician, ask, "approve-drugs", why);
  return ask;
}

/** Signs one of the staff in, in a browser of her own. */
async function desk(
  visitor: (options: typeof AT_A_DESK) => Promise<Page>,
  portal: Portal,
  username: string,
): Promise<Page> {
  const page = await visitor(AT_A_DESK);
  await staffIn(page, portal, username);
  return page;
}

test("text is text: each of these runs where it is more than that, and these tests would see it", async ({ browser }) => {
  // A page of nobody's: ours have a policy.
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("dialog", (dialog) => void dialog.dismiss());
  for (const { number, text, raw } of [...BAITS, NESTED]) {
    await page.goto("about:blank");
    expect(await made(page)).toEqual([]);
    await page.setContent(raw(text));
    await page.evaluate(() => document.querySelector("a")?.click());
    await expect.poll(() => made(page), { message: text }).toContain(`number ${number} ran`);
    // Also where no script may run.
    expect((await made(page)).length, text).toBeGreaterThan(1);
  }
  for (const { text } of BAITS) expect(words("the longest name of a field")).toContain(text);
  for (const { text } of BAITS) expect(lines(120).join("\n")).toContain(oneLine(text));
  await context.close();
});

/** All three hundred, in as few messages as hold them. */
const BODIES = packed(VARIANTS.map(({ text }) => text), 5_000, "\n");
/** Some of them, as many as one page of a list has room for beside the demo's own conversation. */
const SUBJECTS = packed(VARIANTS.filter((_, n) => n % 16 === 0).map(({ text }) => oneLine(text)), 120, " ");

test("text is text: three hundred others are more than that where somebody takes them for more", async ({ browser }) => {
  // Where no script may run: what is made of them is to be seen, and nothing of it need happen.
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  expect(VARIANTS.length).toBeGreaterThan(300);
  expect(new Set(VARIANTS.map(({ text }) => text)).size).toBe(VARIANTS.length);
  for (const { text, raw } of VARIANTS) {
    await page.evaluate((html) => {
      document.documentElement.innerHTML = html;
    }, raw);
    expect(await made(page), text).not.toEqual([]);
    expect(BODIES.some((body) => body.includes(text)), text).toBe(true);
  }
  expect(SUBJECTS.length).toBeLessThan(20);
  await context.close();
});

test("text is text: three hundred others, in messages, subjects and what is half-written", async ({ page, visitor, portal, watch }) => {
  const p = await signedIn(page, portal);
  const patient = idOf(p);
  const [first = "", ...others] = BODIES;
  const all = await begin(page, p, SUBJECTS, first);
  const { thread, subject } = the(all[0]);
  for (const body of others) await call<unknown>(page, "/api/messages/reply", { patient, thread, body, intent: intent() });
  // Nobody sends as much at once, but it is kept.
  const [half, rest] = [BODIES.slice(0, 3).join("\n"), BODIES.slice(3).join("\n")];
  await call<unknown>(page, "/api/messages/keep-draft", { patient, thread, "draft[body]": half, intent: intent() });
  const begun = { "draft[topic]": "general", "draft[subject]": the(SUBJECTS.at(-1)), "draft[body]": rest };
  await call<unknown>(page, "/api/messages/keep-draft", { patient, ...begun, intent: intent() });
  const nurse = await desk(visitor, portal, "n.castellanos");
  await call<unknown>(nurse, "/api/desk/keep-draft", { thread, "draft[body]": rest, intent: intent() });

  const reads = await reader(page, watch, elsewhereOf(p));
  await reads.at(`${p}/messages`, { texts: SUBJECTS });
  await reads.at(`${p}/messages/${thread}`, { texts: [subject, ...BODIES], values: [half] });
  await reads.at(`${p}/messages/new`, { values: [the(SUBJECTS.at(-1)), rest] });
  const atDesk = await reader(nurse, watch, ELSEWHERE_AT_DESK);
  await atDesk.at("/desk/queue", { texts: SUBJECTS });
  await atDesk.at(`/desk/queue/${thread}`, { texts: [subject, ...BODIES], values: [rest] });
});

test("text is text: messages, as a patient reads, writes and looks for them", async ({ page, visitor, portal, watch }) => {
  const p = await signedIn(page, portal);
  const patient = idOf(p);
  const all = await begin(page, p);
  const [first, second, third] = [the(all[0]), the(all[1]), the(all[2])];
  const { thread } = first;
  const hers = listing(
    await putPicture(page, { patient, thread }, PICTURE.typed),
    await put(page, { patient, thread }, ENCODED.typed, "Page one."),
  );
  await call<unknown>(page, "/api/messages/reply", { patient, thread, body: words("reply"), ...hers, intent: intent() });
  const nurse = await desk(visitor, portal, "n.castellanos");
  const theirs = listing(await put(nurse, { thread }, QUOTED.typed, "Page two."));
  await call<unknown>(nurse, "/api/desk/reply", { thread, body: words("answer"), ...theirs, intent: intent() });
  await call<unknown>(nurse, "/api/desk/thread", { thread: second.thread });
  await call<unknown>(nurse, "/api/desk/close", { thread: second.thread });
  // Half-written, with files that lie there.
  await put(page, { patient, thread }, BRACED.typed, "Page three.");
  const half = { "draft[body]": words("half a reply") };
  await call<unknown>(page, "/api/messages/keep-draft", { patient, thread, ...half, intent: intent() });
  await put(page, { patient }, TURNED.typed, "Page four.");
  const begun = { "draft[topic]": "general", "draft[subject]": FOUR, "draft[body]": words("half a message") };
  await call<unknown>(page, "/api/messages/keep-draft", { patient, ...begun, intent: intent() });

  const reads = await reader(page, watch, elsewhereOf(p));
  // First of all, while it is unread.
  await reads.at(p, { texts: [first.subject] });
  await reads.at(`${p}/messages`, { texts: all.map(({ subject }) => subject) });
  await reads.at(`${p}/messages/${thread}`, {
    texts: [
      ...[first.subject, MESSAGE, words("reply"), words("answer")],
      ...[PICTURE, ENCODED, QUOTED, BRACED].map(({ shown }) => shown),
    ],
    values: [words("half a reply")],
    names: [`Picture: ${PICTURE.shown}`, `Remove ${BRACED.shown}`],
  });
  const compose = { values: [FOUR, words("half a message")], names: [`Remove ${TURNED.shown}`] };
  await reads.at(`${p}/messages/new`, { ...compose, texts: [TURNED.shown] });
  await reads.at(`${p}/messages/new?follows=${second.thread}`, { ...compose, texts: [`“${second.subject}”`] });
  const wanted = the(WANTED);
  await call<unknown>(page, "/api/messages/search", { patient, words: wanted });
  await reads.at(`${p}/messages/search`, { texts: [`“${wanted}”`, first.subject, FOUND], values: [wanted] });
  const nothing = `zzz ${wanted}`;
  await call<unknown>(page, "/api/messages/search", { patient, words: nothing });
  await reads.at(`${p}/messages/search`, { texts: [`No message has “${nothing}”`], values: [nothing] });

  // What the program draws by itself, when something was done.
  await open(page, `${p}/messages`);
  await move(page, third.subject, "Move to archive");
  await reads.here("a list with something put away", { texts: [`“${third.subject}” is in the archive`] });
  await open(page, `${p}/messages/${thread}`);
  await page.getByLabel("Your reply").fill(words("typed"));
  await page.getByRole("button", { name: "Send message" }).click();
  await reads.here("a conversation with a new reply", { texts: [words("typed"), BRACED.shown] });
});

test("text is text: messages at the desk, with notes and texts to answer with", async ({ page, visitor, portal, watch }) => {
  const writer = await visitor();
  const all = await begin(writer, await signedIn(writer, portal));
  const [first, second, ...others] = all;
  const { thread: item, subject } = the(first);
  const answered = the(second);
  await staffIn(page, portal, "n.castellanos");
  const { pool, me } = await call<{ pool: string; me: string }>(page, "/api/triage/item", { item });
  await call<unknown>(page, "/api/triage/note", { item, words: words("note"), intent: intent() });
  await call<unknown>(page, "/api/triage/assign", { item, to: me, words: words("taken") });
  // Braces are for gaps: a text with others is refused.
  const text = words("text to answer with").split("\n").filter((line) => !/[{}]/.test(line)).join("\n");
  const names = lines(60);
  for (const name of names) {
    const template = { pool, name, lang: "en", body: name === LABEL ? text : "Thank you.", intent: intent() };
    await call<unknown>(page, "/api/triage/keep-template", template);
  }
  const leaflet = listing(await put(page, { thread: answered.thread }, QUOTED.typed, "Page one."));
  const answer = { thread: answered.thread, body: words("answer"), ...leaflet, intent: intent() };
  await call<unknown>(page, "/api/desk/reply", answer);
  await put(page, { thread: item }, BRACED.typed, "Page two.");
  const half = { thread: item, "draft[body]": words("half an answer"), intent: intent() };
  await call<unknown>(page, "/api/desk/keep-draft", half);

  const reads = await reader(page, watch, ELSEWHERE_AT_DESK);
  const subjects = [subject, ...others.map((other) => other.subject)];
  await reads.at("/desk/queue", { texts: subjects });
  await reads.at(`/desk/queue/${item}`, {
    texts: [subject, MESSAGE, words("note"), words("taken"), ...names, text, BRACED.shown],
    values: [words("half an answer")],
    names: [`Remove ${BRACED.shown}`],
  });
  await reads.at("/desk", { texts: subjects });
  await reads.at(`/desk/${answered.thread}`, { texts: [answered.subject, MESSAGE, words("answer"), QUOTED.shown] });
  await reads.at("/desk/templates", { texts: [...names, text], values: [...names, text] });
  const wanted = the(WANTED);
  await call<unknown>(page, "/api/desk/search", { words: wanted });
  await reads.at("/desk/search", { texts: [`“${wanted}”`, subject, FOUND], values: [wanted] });

  await open(page, `/desk/queue/${item}`);
  await note(page, words("typed"));
  await reads.here("a new note", { texts: [words("typed")] });
});

test("text is text: requests, as they are written and sent", async ({ page, portal, watch }) => {
  const p = await signedIn(page, portal);
  const patient = idOf(p);
  // As many as every text needs to have been the name of a specialist: the list names them.
  const specialists = lines(120);
  for (const specialist of specialists.slice(1)) await asks(page, p, "referral", { ...REFERRAL, specialist });
  const referral = await asks(page, p, "referral", REFERRAL);
  const file = await put(page, { patient, ask: "appointment" }, QUOTED.typed, "Page one.");
  const visit = await asks(page, p, "appointment", { ...VISIT, ...listing(file) });
  await says(page, p, visit, "comment", { words: words("comment") });
  const renewal = await asks(page, p, "renewal", RENEWAL);
  // Half-written: a form without the program keeps what is in it with each file that is added.
  const halves = {
    appointment: { reason: words("half a reason"), interpreter: OTHER_LABEL, access: words("half of access", 500, 8) },
    renewal: { pharmacy_name: THREE, pharmacy_line: FOUR, note: words("half a note") },
    referral: { specialist: THREE, plan: FOUR, reason: words("half a reason"), note: words("half a note") },
  };
  for (const [ask, half] of Object.entries(halves)) {
    await put(page, { patient, ask, intent: intent(), ...half }, BRACED.typed, `Page one of a new ${ask}.`);
  }

  const reads = await reader(page, watch, elsewhereOf(p));
  await reads.at(`${p}/requests`, { texts: specialists });
  // Nobody has opened them: each is there once to be read, and once to be changed.
  const sent = { [visit]: VISIT, [renewal]: RENEWAL, [referral]: REFERRAL };
  const besides = { [visit]: [words("comment"), QUOTED.shown] };
  for (const [ask, form] of Object.entries(sent)) {
    const values = Object.values(form);
    await reads.at(`${p}/requests/${ask}`, { texts: [...values, ...(besides[ask] ?? [])], values });
  }
  for (const [ask, half] of Object.entries(halves)) {
    const [values, names] = [Object.values(half), [`Remove ${BRACED.shown}`]];
    await reads.at(`${p}/requests/new/${ask}`, { texts: [BRACED.shown], values, names });
  }
});

test("text is text: what an office does with requests, as the patient reads it", async ({ page, visitor, portal, watch }) => {
  const p = await signedIn(page, portal);
  const nurse = await desk(visitor, portal, "n.castellanos");
  const clinician = await desk(visitor, portal, "m.achterberg");
  const agreed = await asks(page, p, "appointment", { reason: "A check-up." });
  await proposes(nurse, agreed, PLACE);
  const { times } = await call<{ times: { time: string }[] }>(page, "/api/asks/open", { patient: idOf(p), ask: agreed });
  await says(page, p, agreed, "choose", { time: the(times[0]).time });
  const asked = await asks(page, p, "appointment", { reason: "A check-up." });
  await moves(nurse, asked, "need", { words: words("question") });
  const declined = await asks(page, p, "appointment", { reason: "A check-up." });
  await moves(nurse, declined, "decline", { reason: "other", words: words("declined") });
  const done = await asks(page, p, "appointment", { reason: "A check-up." });
  await moves(nurse, done, "approve", {});
  await moves(nurse, done, "done", { words: words("done") });
  const talked = await talkedAbout(page, p, nurse);
  const referral = await authorized(page, p, nurse);
  const renewal = await refused(page, p, clinician);

  const reads = await reader(page, watch, elsewhereOf(p));
  // The next visit, and where.
  await reads.at(p, { texts: [PLACE] });
  const shown: [ask: string, texts: string[]][] = [
    [agreed, [PLACE]],
    [asked, [words("question")]],
    [declined, [words("declined")]],
    [done, [words("done")]],
    [talked, [words("question"), words("answer"), words("none suits"), OTHER_PLACE]],
    [referral, [...Object.values(REFERRAL), NUMBER, words("said by the office")]],
    [renewal, [...Object.values(RENEWAL), words("why not")]],
  ];
  for (const [ask, texts] of shown) await reads.at(`${p}/requests/${ask}`, { texts });
});

test("text is text: requests at the desk", async ({ page, visitor, portal, watch }) => {
  const patient = await visitor();
  const p = await signedIn(patient, portal);
  await staffIn(page, portal, "n.castellanos");
  const clinician = await desk(visitor, portal, "m.achterberg");
  const file = await put(patient, { patient: idOf(p), ask: "appointment" }, QUOTED.typed, "Page one.");
  const visit = await asks(patient, p, "appointment", { ...VISIT, ...listing(file) });
  const talked = await talkedAbout(patient, p, page);
  const referral = await authorized(patient, p, page);
  const renewal = await refused(patient, p, clinician);

  const reads = await reader(page, watch, ELSEWHERE_AT_DESK);
  await reads.at(`/desk/queue/${visit}`, { texts: [...Object.values(VISIT), QUOTED.shown] });
  await reads.at(`/desk/asks/${talked}`, { texts: [words("question"), words("answer"), words("none suits")] });
  await reads.at(`/desk/asks/${referral}`, { texts: [...Object.values(REFERRAL), NUMBER, words("said by the office")] });
  await reads.at(`/desk/asks/${renewal}`, { texts: [...Object.values(RENEWAL), words("why not")] });
});

test("text is text: tickets, who is set aside, holidays and terms", async ({ page, visitor, portal, watch }) => {
  const person = await visitor();
  const p = await signedIn(person, portal);
  const ticket = { known: "true", category: "page", text: words("what happened"), intent: intent() };
  await call<unknown>(person, "/api/support/write", ticket);
  const support = await desk(visitor, portal, "d.ashby");
  const queue = await call<{ page: { rows: { ticket: string }[] } }>(support, "/api/support/queue", {});
  const at = the(queue.page.rows[0]).ticket;
  await call<unknown>(support, "/api/support/note", { ticket: at, note: words("a call") });
  const atSupport = await reader(support, watch, "/desk/support");
  await atSupport.at(`/desk/support/${at}`, { texts: [words("what happened"), words("a call")] });

  const front = await desk(visitor, portal, "g.ferreira");
  const grant = await grantAtDesk(front);
  const why = { grant, reason: "other", words: words("set aside"), sure: "on" };
  await call<unknown>(front, "/api/front/suspend-grant", why);
  const atFront = await reader(front, watch, "/desk/patients");
  await atFront.at(`/desk/grants/${grant}`, { texts: [words("set aside")] });
  const atHome = await reader(person, watch, elsewhereOf(p));
  await atHome.at(`${p}/sharing/${grant}`, { texts: [words("set aside")] });
  // No page of the chart is open when the terms change.
  await open(person, "/practices");

  await staffIn(page, portal, "r.novak");
  const year = new Date().getFullYear() + 1;
  const holidays = [LABEL, OTHER_LABEL, ...MORE_LABELS].slice(0, 4);
  for (const [n, name] of holidays.entries()) {
    // Never a legal holiday, and on the first page of those that are coming.
    await call<unknown>(page, "/api/holidays/add", { day: `1/${3 + n}/${year}`, name, intent: intent() });
  }
  const { newest } = await call<{ newest: [number, number] }>(page, "/api/agreements/list", {});
  const version = await call<string>(page, "/api/agreements/put", {
    kind: "terms",
    version: "2027-01",
    summary_en: words("in short"),
    // A line of a text is no paragraph.
    text_en: words("at length").replaceAll("\n", "\n\n"),
    summary_es: "El portal también envía cartas.",
    text_es: "Estos son los términos nuevos.",
    newest_terms: String(newest[0]),
    newest_privacy: String(newest[1]),
    intent: intent(),
    sure: "on",
  });
  const terms = [words("in short"), words("at length")].map((part) => part.split("\n").map(oneLine).join("\n"));
  const atAdmin = await reader(page, watch, "/desk/admin/pools");
  await atAdmin.at("/desk/admin/holidays", { texts: holidays });
  await atAdmin.at(`/desk/admin/terms/${version}`, { texts: terms });
  // They stand before the chart, and everybody reads them.
  const before = await reader(person, watch, "/account");
  await before.at("/terms/again", { texts: terms });
  const anybody = await reader(await visitor(), watch, "/practices");
  await anybody.at("/terms", { texts: terms });
});

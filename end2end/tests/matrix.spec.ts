import { readFileSync } from "node:fs";
import { askForVisit } from "../support/asks.ts";
import {
  GONE,
  JOSE,
  JOSES_NUMBER,
  MAYA,
  MAYAS_NUMBER,
  THEO,
  THEOS_NUMBER,
  acts,
  begins,
  chartOf,
  grantAtDesk,
  newestResult,
  recordOf,
  status,
} from "../support/family.ts";
import { enrolled } from "../support/joining.ts";
import { PAGES, type Places, at } from "../support/pages.ts";
import { call, chart, firstThread, open, signInAs, signedIn, staffIn } from "../support/people.ts";
import type { Account, Portal } from "../support/portal.ts";
import { type Page, expect, test } from "../support/test.ts";
import { father, putInForce, ward } from "../support/wards.ts";

/** The page for each row of the access matrix that has one; the three kinds of requests have one list. */
const PAGE_OF: Record<string, string> = {
  demographics: "record",
  immunizations: "vaccines",
  allergies: "allergies",
  medications: "medicines",
  results: "results",
  messages: "inbox",
  ask_appointment: "asks",
  access_log: "activity",
  representatives: "sharing",
};

/** The pages below those, and the row of each. */
const BELOW: Record<string, string> = {
  thread: "messages",
  compose: "messages",
  search: "messages",
  "ask-new": "ask_appointment",
  "ask-form": "ask_appointment",
  ask: "ask_appointment",
  result: "results",
  grant: "representatives",
  share: "representatives",
};

/** Somebody in a column of the access matrix. */
interface Column {
  head: string;
  /** Signs in; the address of the chart. */
  become(page: Page, portal: Portal): Promise<string>;
  /** Who can tell where things are in the chart, if it is somebody else: signs in. */
  knows?(other: Page, portal: Portal): Promise<unknown>;
  /** The record's number. */
  mrn: string;
  /** Pages that are closed though the row is open. */
  but?: readonly string[];
}

const teen = async (page: Page, { signIns }: Portal): Promise<string> => {
  await signInAs(page, signIns.teen);
  return chart(page);
};

const COLUMNS: Column[] = [
  { head: "self, adult", become: signedIn, mrn: JOSES_NUMBER },
  { head: "of a child", become: (page, { signIns }) => actingFor(page, signIns.representative, THEO), mrn: THEOS_NUMBER },
  // She narrows and ends; a new representative of hers is the office's.
  { head: "self, teen", become: teen, mrn: MAYAS_NUMBER, but: ["share"] },
  {
    head: "of a teen",
    become: (page, { signIns }) => actingFor(page, signIns.representative, MAYA),
    knows: teen,
    mrn: MAYAS_NUMBER,
  },
  {
    // Her father has given her all that there is to give.
    head: "of an adult",
    become: async (page, portal) => {
      await enrolled(page, portal);
      return chartOf(page, JOSE);
    },
    knows: signedIn,
    mrn: JOSES_NUMBER,
  },
];

/** Signs somebody in; the address of the chart of a person whom she acts for. */
async function actingFor(page: Page, who: Account, name: string): Promise<string> {
  await signInAs(page, who);
  return chartOf(page, name);
}

/** A column of the access matrix, as the privacy officer reads it: what each row opens. */
function column(head: string): Map<string, string> {
  const table = readFileSync(new URL("../../server/access/tests/who_sees_what.txt", import.meta.url), "utf8").split("\n");
  const top = table.findIndex((line) => line.includes("self, adult"));
  const cells = (line: string) => line.trim().split(/ {2,}/);
  const place = cells(table[top] ?? "").indexOf(head) + 1;
  return new Map(table.slice(top + 1, top + 20).map((line) => [cells(line)[0] ?? "", cells(line)[place] ?? ""]));
}

/** Whether a cell opens its pages. */
function opens(cell: string | undefined): boolean {
  if (!cell) throw new Error("this row is not in the table");
  return cell !== "-" && cell !== "the office";
}

/** A teen shows a conversation to those who act for her, by its door. */
async function shows(page: Page, p: string, thread: string): Promise<void> {
  await call<unknown>(page, "/api/messages/private", { patient: p.slice("/p/".length), thread, private: "false" });
}

/**
 * A conversation that everybody may see who may see conversations, a result and a grant, as their owner finds them; and a request
 * that the visitor has made, because some see no other.
 */
async function placesIn(
  [page, owner, desk]: [page: Page, owner: Page, desk: Page],
  p: string,
  { signIns }: Portal,
  { mrn }: Column,
): Promise<Required<Places>> {
  const old = mrn === JOSES_NUMBER;
  const t = old ? await firstThread(owner, p) : await begins(owner, p, "The next visit");
  // What a teen begins is hers alone until she says otherwise.
  if (mrn === MAYAS_NUMBER) await shows(owner, p, t);
  const { id: r } = await newestResult(owner, p);
  const g = await grantAtDesk(desk, mrn, old ? undefined : signIns.representative.name);
  return { p, t, a: await askForVisit(page, p), r, g };
}

/** Each of these pages is open, or looks like one that is not there. */
async function answers(page: Page, places: Places, expected: readonly [name: string, isOpen: boolean][]): Promise<void> {
  for (const [name, isOpen] of expected) {
    const one = PAGES.find((listed) => listed.name === name);
    if (one === undefined) throw new Error(`no page is called ${name}`);
    expect.soft(await status(page, at(one, places)), name).toBe(isOpen ? 200 : 404);
    const heading = page.getByRole("heading", { level: 1 });
    if (isOpen) await expect.soft(heading, name).not.toHaveText(GONE);
    else await expect.soft(heading, name).toHaveText(GONE);
  }
}

test("R-4.1 every page of a chart has a row of the access matrix", () => {
  const pages = PAGES.filter(({ path }) => path.startsWith("{p}/")).map(({ name }) => name);
  expect(pages.toSorted()).toEqual([...Object.values(PAGE_OF), ...Object.keys(BELOW)].toSorted());
});

for (const one of COLUMNS) {
  test(`R-4.1 the access matrix, "${one.head}": its pages open, and no other`, async ({ page, visitor, portal, watch }) => {
    watch.expectFailure(/^\/p\//);
    const p = await one.become(page, portal);
    const owner = one.knows === undefined ? page : await visitor();
    await one.knows?.(owner, portal);
    const desk = await visitor();
    await staffIn(desk, portal, "g.ferreira");
    const places = await placesIn([page, owner, desk], p, portal, one);
    const cells = column(one.head);
    const all = [...Object.entries(PAGE_OF).map(([row, name]): [string, string] => [name, row]), ...Object.entries(BELOW)];
    await answers(page, places, all.map(([name, row]) => [name, opens(cells.get(row)) && !one.but?.includes(name)]));
  });
}

test('R-4.1 the access matrix, "of an adult": what is not granted is closed, with all that is below it', async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/p\//);
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  const jose = await ward(desk, JOSES_NUMBER, "consent", { signs: true, rights: ["allergies.read", "messages.read"] });
  await putInForce(desk, father(portal), [jose]);
  const owner = await visitor();
  const p = await signedIn(owner, portal);
  const { id: r } = await newestResult(owner, p);
  const places = { p, t: await firstThread(owner, p), a: await askForVisit(owner, p), r };
  await signInAs(page, portal.signIns.representative);
  // To read conversations is not to begin one.
  const granted = ["allergies", "inbox", "thread"];
  const cells = column("of an adult");
  const asked = Object.entries(PAGE_OF).filter(([row]) => cells.get(row) === "if granted").map(([, name]) => name);
  expect(asked).toHaveLength(7);
  const below = ["thread", "compose", "ask-new", "ask-form", "ask", "result"];
  await answers(page, places, [...asked, ...below].map((name) => [name, granted.includes(name)]));
});

test("R-4.1 R-4.2 of a teen's vaccines a parent sees all but those that are hers to show", async ({ page, visitor, portal }) => {
  const mayas = await teen(page, portal);
  const vaccines = (of: Page) => of.getByRole("list", { name: "Vaccines", exact: true }).locator("> li");
  await open(page, `${mayas}/record/vaccines`);
  await expect(vaccines(page).filter({ hasText: "HPV" })).not.toHaveCount(0);
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  await open(daniel, `${mayas}/record/vaccines`);
  await expect(vaccines(daniel).filter({ hasText: "Tdap" })).not.toHaveCount(0);
  await expect(vaccines(daniel).filter({ hasText: "HPV" })).toHaveCount(0);
  await expect(daniel.locator("html")).not.toContainText("HPV");
});

test("R-4.1 R-6.12 of a teen's conversations a parent sees those that she shows", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/p\//);
  const mayas = await teen(page, portal);
  const kept = await begins(page, mayas, "Only for the doctor");
  const shown = await begins(page, mayas, "The sports form");
  await shows(page, mayas, shown);
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  await open(daniel, `${mayas}/messages`);
  await expect(daniel.getByRole("link").filter({ hasText: "The sports form" })).toHaveCount(1);
  await expect(daniel.locator("html")).not.toContainText("Only for the doctor");
  expect(await status(daniel, `${mayas}/messages/${shown}`)).toBe(200);
  expect(await status(daniel, `${mayas}/messages/${kept}`)).toBe(404);
});

test("R-4.1 of who has looked at a teen's chart a parent sees his own steps, and she sees all", async ({ page, visitor, portal }) => {
  const { name } = portal.signIns.representative;
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  const { patient } = await recordOf(desk, MAYAS_NUMBER);
  await call<unknown>(desk, "/api/front/record", { patient });
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  await open(daniel, `/p/${patient}/record/vaccines`);
  await open(daniel, `/p/${patient}/activity`);
  await expect(acts(daniel).filter({ hasText: "Looked at: Vaccines" })).not.toHaveCount(0);
  await expect(acts(daniel).filter({ hasNotText: `${name} · Representative` })).toHaveCount(0);
  const mayas = await teen(page, portal);
  await open(page, `${mayas}/activity`);
  await expect(acts(page).filter({ hasText: `${name} · Representative` })).not.toHaveCount(0);
  await expect(acts(page).filter({ hasText: "Gloria Ferreira · Our staff" })).not.toHaveCount(0);
});

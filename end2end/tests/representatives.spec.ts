import { onlyTicket, supportDesk } from "../support/desks.ts";
import { enroll } from "../support/enrollment.ts";
import {
  ELENA,
  JOSE,
  MAYA,
  THEO,
  box,
  cards,
  chartOf,
  main,
  openGrant,
  status,
  toSharing,
  unfold,
} from "../support/family.ts";
import { enrolled } from "../support/joining.ts";
import { tabTo } from "../support/keys.ts";
import { DRAFT, chart, open, ready, send, signIn, signInAs, signedIn, staffAt, write } from "../support/people.ts";
import type { Account } from "../support/portal.ts";
import { type Page, expect, test } from "../support/test.ts";

const PEDIATRICS = { ...DRAFT, team: "Maple Valley Pediatrics" };

/** Signs somebody in; the address of the chart of a person whom she acts for. */
async function actingFor(page: Page, who: Account, name: string): Promise<string> {
  await signInAs(page, who);
  return chartOf(page, name);
}

test("R-1.5 who acts for others and has no record here is at home with them", { tag: "@phone" }, async ({ page, portal }) => {
  await signInAs(page, portal.signIns.representative);
  expect(new URL(page.url()).pathname).toBe("/people");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The people you look after");
  await expect(page.getByRole("list", { name: "People", exact: true }).locator("> li")).toHaveCount(2);
  await expect(cards(page).filter({ hasText: THEO })).toContainText("2 years old");
  await expect(cards(page).filter({ hasText: MAYA })).toContainText("15 years old");
  await expect(main(page).getByRole("link")).toHaveText(["People", "Account"]);
  await open(page, "/");
  expect(new URL(page.url()).pathname).toBe("/people");
  await cards(page).filter({ hasText: THEO }).getByRole("heading", { level: 2 }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Chart of ${THEO}`);
  await expect(main(page).getByRole("link")).toHaveText(["Home", "Messages", "Requests", "Record", "Account"]);
});

test("R-1.5 whom a form names finds everybody in the account from its first moment", async ({ page, portal }) => {
  await enroll(page, portal);
  await open(page, "/people");
  await expect(cards(page)).toHaveCount(4);
  await expect(cards(page).first()).toContainText(ELENA);
  for (const name of [THEO, MAYA, JOSE]) await expect(cards(page).filter({ hasText: name })).toHaveCount(1);
});

test("R-6.12 what a teen writes is hers until she shows it", async ({ page, visitor, portal, watch }) => {
  // An open page asks anew when it may have changed, and is refused.
  watch.expectFailure(/^\/(p|api)\//);
  await signInAs(page, portal.signIns.teen);
  const mayas = chart(page);
  const thread = await send(page, mayas, PEDIATRICS);
  await expect(page.getByText("Only you and your care team.")).toBeVisible();
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  const line = daniel.getByRole("link").filter({ hasText: PEDIATRICS.subject });
  await open(daniel, `${mayas}/messages`);
  await expect(daniel.getByRole("heading", { level: 1 })).toHaveText("Messages");
  await expect(line).toHaveCount(0);
  expect(await status(daniel, thread)).toBe(404);

  await page.getByRole("button", { name: "Show it to those who act for me" }).click();
  await expect(page.getByText("You, your care team, and whoever may read your messages for you.")).toBeVisible();
  await open(daniel, `${mayas}/messages`);
  await line.click();
  await expect(daniel.getByRole("heading", { level: 1 })).toHaveText(PEDIATRICS.subject);
  // Whether it is shown is hers to say.
  await expect(daniel.getByText("Who sees this conversation")).toHaveCount(0);

  await page.getByRole("button", { name: "Keep it for myself" }).click();
  await expect(page.getByText("Only you and your care team.")).toBeVisible();
  await open(daniel, `${mayas}/messages`);
  await expect(daniel.getByRole("heading", { level: 1 })).toHaveText("Messages");
  await expect(line).toHaveCount(0);
  expect(await status(daniel, thread)).toBe(404);
});

test("R-4.2 a teen narrows what a parent sees, and names nobody", { tag: "@phone" }, async ({ page, visitor, portal, watch }) => {
  // An open page asks anew when it may have changed, and is refused.
  watch.expectFailure(/^\/(p|api)\//);
  const father = portal.signIns.representative;
  await signInAs(page, portal.signIns.teen);
  const mayas = chart(page);
  const daniel = await visitor();
  await signInAs(daniel, father);
  expect(await status(daniel, `${mayas}/record/allergies`)).toBe(200);
  await toSharing(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who can act for you");
  await expect(page.getByRole("list", { name: "People who can act for you, or who could" }).getByRole("link")).toHaveCount(2);
  await expect(page.getByRole("link", { name: "Name somebody" })).toHaveCount(0);
  await openGrant(page, mayas, father.name);
  await box(page, "See: Allergies").uncheck();
  await page.getByRole("button", { name: "Save what is shared" }).click();
  await expect(page.locator("#done")).toContainText("What is shared is saved.");
  expect(await status(daniel, `${mayas}/record/allergies`)).toBe(404);
  expect(await status(daniel, `${mayas}/record/vaccines`)).toBe(200);
  // For the other parent nothing has changed.
  await openGrant(page, mayas, ELENA);
  await expect(box(page, "See: Allergies")).toBeChecked();
});

test("R-3.7 who is set aside finds the chart closed at once, also in an open tab", async ({
  page,
  visitor,
  portal,
  watch,
}, info) => {
  // The open page asks anew, and is refused.
  watch.expectFailure(/^\/(p|api)\//);
  const father = portal.signIns.representative;
  await signInAs(page, portal.signIns.teen);
  const mayas = chart(page);
  const daniel = await visitor();
  await signInAs(daniel, father);
  await open(daniel, `${mayas}/messages`);
  await expect(main(daniel).getByRole("link", { name: "Messages" })).toBeVisible();

  await openGrant(page, mayas, father.name);
  const aside = await unfold(page, "Set aside now");
  const pressed = Date.now();
  await aside.locator("form button").click();
  await main(daniel).getByRole("link", { name: "People" }).waitFor();
  const took = Date.now() - pressed;
  info.annotations.push({ type: "closed in the open tab", description: `${took} ms` });
  expect(took).toBeLessThan(2_000);
  await expect(page.locator("#done")).toContainText("This person is set aside.");
  await expect(main(daniel).getByRole("link", { name: "Messages" })).toHaveCount(0);
  expect(await status(daniel, `${mayas}/messages`)).toBe(404);
  await open(daniel, "/people");
  await expect(cards(daniel)).toHaveCount(1);
  await expect(cards(daniel)).toContainText(THEO);

  const again = await unfold(page, "Take up again");
  await again.locator("form button").click();
  await expect(page.locator("#done")).toContainText("It is taken up again.");
  expect(await status(daniel, `${mayas}/messages`)).toBe(200);
});

test("a daughter writes for her father, and he sees that she has", { tag: "@phone" }, async ({ page, visitor, portal }) => {
  await enrolled(page, portal);
  const joses = await chartOf(page, JOSE);
  await open(page, `${joses}/messages/new`);
  await expect(page.getByText(`For ${JOSE} (71)`)).toBeVisible();
  await page.getByLabel("This is not an emergency").check();
  await write(page);
  await page.getByRole("button", { name: /^Send for José/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);

  const jose = await visitor();
  expect(await signedIn(jose, portal)).toBe(joses);
  await open(jose, `${joses}/messages`);
  await jose.getByRole("link").filter({ hasText: DRAFT.subject }).click();
  const said = jose.getByRole("listitem").filter({ hasText: "I leave on Friday." });
  await expect(said).toContainText(ELENA);
  await expect(said).toContainText("Representative");
  await open(jose, `${joses}/activity`);
  const acts = jose.getByRole("list", { name: "Who looked and acted" }).locator("> li");
  const started = acts.filter({ hasText: "Started a conversation" });
  await expect(started).toContainText(`${ELENA} · Representative`);
  // From there to what she may do.
  await started.getByRole("link", { name: "See what this person may do" }).click();
  await expect(jose.getByRole("heading", { level: 1 })).toHaveText(ELENA);
});

test("R-3.7 what a father gives his daughter counts from the next page on", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/(p|api)\//);
  const elena = await visitor();
  await enrolled(elena, portal);
  const joses = await signedIn(page, portal);
  expect(await status(elena, `${joses}/messages`)).toBe(200);

  // Less, at once.
  await openGrant(page, joses, ELENA);
  await page.getByRole("link", { name: "Nothing", exact: true }).click();
  await box(page, "See: Vaccines").check();
  await page.getByRole("button", { name: "Save what is shared" }).click();
  await expect(page.locator("#done")).toContainText("What is shared is saved.");
  expect(await status(elena, `${joses}/messages`)).toBe(404);
  expect(await status(elena, `${joses}/record/vaccines`)).toBe(200);
  await ready(elena);
  await expect(main(elena).getByRole("link")).toHaveText(["Home", "Record", "Account"]);

  // More again: he has signed in just now, and proves nothing anew.
  await openGrant(page, joses, ELENA);
  await page.getByRole("link", { name: "Everything that can be shared" }).click();
  await page.getByRole("button", { name: "Save what is shared" }).click();
  await expect(page.locator("#done")).toContainText("What is shared is saved.");
  expect(await status(elena, `${joses}/messages`)).toBe(200);
});

test("R-3.7 what a father ends is over for his daughter, and its history stays", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/(p|api)\//);
  const elena = await visitor();
  await enrolled(elena, portal);
  const joses = await signedIn(page, portal);
  expect(await status(elena, joses)).toBe(200);
  await openGrant(page, joses, ELENA);
  const end = await unfold(page, "End for good", "Yes, end it for good");
  await end.locator("form button").click();
  await expect(page.locator("#done")).toContainText("It is ended.");
  await expect(page.getByRole("list").filter({ hasText: "Put in force" })).toContainText("Ended");
  expect(await status(elena, joses)).toBe(404);
  await open(elena, "/people");
  await expect(cards(elena)).toHaveCount(3);
});

test("R-3.5 the desk sees with a record who acts, and what has happened", async ({ page, portal }) => {
  const father = portal.signIns.representative.name;
  await staffAt(page, portal, "g.ferreira", /\/desk\/patients$/);
  await page.locator("#name").fill("Rivera-Shaw, Theo");
  await page.locator("main form button.button").first().click();
  await page.locator("main a").filter({ hasText: "Theo" }).click();
  const acting = page.getByRole("list", { name: "Representatives" }).getByRole("link");
  await expect(acting.filter({ hasText: ELENA })).toHaveCount(1);
  await acting.filter({ hasText: father }).click();
  await page.waitForURL(/\/desk\/grants\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(father);
  await expect(page.getByRole("definition").filter({ hasText: THEO })).toBeVisible();
  await expect(page.getByText("Put in force", { exact: true })).toBeVisible();
  expect(await page.title()).not.toContain("Shaw");
});

test("R-3.7 R-5.13 Technical Support sets aside by whom an account is misused", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/p\//);
  const theo = await actingFor(page, portal.signIns.representative, THEO);
  await open(page, "/support");
  await page.getByRole("radio", { name: "A page does not work" }).check();
  await page.getByLabel("What happened?").fill("Somebody else knows my password.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("We have your request")).toBeVisible();

  const desk = await visitor();
  await supportDesk(desk, portal);
  await onlyTicket(desk).click();
  await expect(desk.getByRole("heading", { level: 3, name: "Who acts for whom by this account" })).toBeVisible();
  const line = desk.locator("main li").filter({ hasText: `${portal.signIns.representative.name} for ${THEO}` });
  await expect(line).toContainText("Can act");
  await line.locator("summary", { hasText: "Set aside now" }).click();
  await line.getByLabel("Why?").selectOption("misuse");
  await line.getByLabel("Yes, do it").check();
  await line.getByRole("button", { name: "Set aside now" }).click();
  await expect(desk.locator("#done")).toContainText("This person is set aside.");
  await expect(line).toContainText(" · Set aside");
  expect(await status(page, theo)).toBe(404);
  await open(page, "/people");
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toContainText(MAYA);
});

test("R-12.2 switches are set with the keyboard alone", async ({ page, portal }) => {
  const patient = await signedIn(page, portal);
  await openGrant(page, patient, ELENA);
  await expect(box(page, "See: Allergies")).toBeChecked();
  // The box of the fourth row, "see".
  await tabTo(page, { id: "switch-9" });
  await page.keyboard.press("Space");
  await tabTo(page, { text: "Save what is shared" });
  await page.keyboard.press("Enter");
  await expect(page.locator("#done")).toBeFocused();
  await expect(page.locator("#done")).toContainText("What is shared is saved.");
  await expect(box(page, "See: Allergies")).not.toBeChecked();
});

test("R-12.5 sharing reads in Spanish", async ({ page, portal }) => {
  await signIn(page, portal, "es");
  await page.getByRole("navigation").getByRole("link", { name: "Cuenta" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Compartir" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quién puede actuar por usted");
  await page.locator("main a").filter({ hasText: ELENA }).click();
  await expect(page.getByText("Lo que esta persona puede ver y hacer")).toBeVisible();
  await expect(box(page, "Ver: Alergias")).toBeChecked();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  /** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
  test.afterEach(({ watch }) => {
    watch.take(/was preloaded using link preload but not used/);
  });

  test("switches are boxes of a plain form", async ({ page, portal }) => {
    await page.goto("/?lang=en");
    await page.getByLabel("Username").fill(portal.signIns.patient.username);
    await page.getByLabel("Password").fill(portal.signIns.patient.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await toSharing(page);
    await page.locator("main a").filter({ hasText: ELENA }).click();
    await box(page, "See: Allergies").uncheck();
    await page.getByRole("button", { name: "Save what is shared" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(ELENA);
    await toSharing(page);
    await page.locator("main a").filter({ hasText: ELENA }).click();
    await expect(box(page, "See: Allergies")).not.toBeChecked();
    await expect(box(page, "See: Vaccines")).toBeChecked();
    // What was chosen stands in no address.
    expect(new URL(page.url()).search).toBe("");
  });
});

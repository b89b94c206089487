import { writeFileSync } from "node:fs";
import { AT_A_DESK, fillVisit, openForm } from "../support/asks.ts";
import { JUDGED, accessible } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { JOSES_NUMBER, MAYA, chartOf } from "../support/family.ts";
import {
  type Chosen,
  add,
  downloaded,
  field,
  fileStatus,
  heic,
  isShown,
  lines,
  pdf,
  picture,
  program,
  put,
  sent,
  text,
  tooBig,
} from "../support/files.ts";
import { holdAnswers } from "../support/held.ts";
import {
  ANSWER_FORM,
  DRAFT,
  call,
  chart,
  firstThread,
  open,
  ready,
  signInAs,
  signedIn,
  staffIn,
  staffSignIn,
  write,
} from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { type Page, expect, test } from "../support/test.ts";
import { father, putInForce, ward } from "../support/wards.ts";

const RASH = picture("rash on my arm.png");
const DIARY = text("blood sugar.csv", canary("2026-11-23;104 before breakfast"));
const LEAFLET = pdf("after the visit.pdf");
const FIRST = "Mi próxima cita";
const KIND = "We take photos (JPEG, PNG, GIF, WebP), PDF documents and plain text.";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Opens the form of a new message with everything in it but files. */
async function begun(page: Page, patient: string): Promise<void> {
  await open(page, `${patient}/messages/new`);
  await page.getByLabel("This is not an emergency").check();
  await write(page);
}

/** Opens the conversation of the demo at a nurse's desk. */
async function atDesk(nurse: Page, portal: Portal, subject = FIRST): Promise<void> {
  await staffSignIn(nurse, portal);
  await nurse.getByRole("list", { name: "Queue" }).getByRole("link").filter({ hasText: subject }).click();
  await expect(nurse.getByRole("heading", { level: 2, name: subject })).toBeVisible();
}

test("R-6.4 R-6.5 a picture and a text go with a new message, and the care team sees both", { tag: "@phone" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  await begun(page, patient);
  await expect(field(page).getByLabel("Photos and files (optional)")).toHaveAttribute("multiple", "");
  await expect(button(page, "Add file")).toHaveCount(0);
  await add(page, RASH, DIARY);
  await expect(lines(page)).toHaveCount(2);
  await expect(field(page).getByRole("status")).toHaveText("blood sugar.csv.txt is added");
  await accessible(page, "a new message with files");
  await button(page, "Send message").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  await expect(sent(page)).toHaveCount(2);
  await expect(page.getByRole("img", { name: "Picture: rash on my arm.png" })).toBeVisible();
  await isShown(sent(page).first());
  await expect(sent(page).last()).toContainText("Text · 1 KB");
  expect(await downloaded(page, sent(page).last())).toEqual({ name: "blood sugar.csv.txt", bytes: DIARY.buffer });
  await accessible(page, "a conversation with files");
  // Nothing waits for the next one.
  await expect(lines(page)).toHaveCount(0);
  await open(page, `${patient}/messages/new`);
  await expect(lines(page)).toHaveCount(0);

  const nurse = await visitor(AT_A_DESK);
  await atDesk(nurse, portal, DRAFT.subject);
  await isShown(sent(nurse).first());
  expect((await downloaded(nurse, sent(nurse).last())).bytes).toEqual(DIARY.buffer);
});

test("R-6.4 R-6.5 what is not taken says why beside its name, and nothing is sent without it unseen", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/upload$/);
  const patient = await signedIn(page, portal);
  await begun(page, patient);
  const input = field(page).locator("input[type=file]");
  const line = (name: string) => lines(page).filter({ hasText: name });
  for (const [file, why] of [
    [program("holiday.jpg"), KIND],
    [heic("IMG_0042.HEIC"), "choose “Most Compatible” under Settings, Camera, Formats"],
    [tooBig("everything.txt"), "This file is larger than 10 MB."],
    [text("empty.txt", ""), "There is nothing in this file."],
  ] satisfies [Chosen, string][]) {
    await input.setInputFiles(file);
    await expect(line(file.name).getByRole("alert")).toContainText(why);
  }
  await accessible(page, "a new message with files that are not taken");
  await button(page, "Send message").click();
  await expect(field(page)).toContainText("A file could not be added.");
  await expect(input).toBeFocused();
  await expect(page.getByLabel("Your message")).toHaveValue(DRAFT.body);
  for (const name of ["holiday.jpg", "IMG_0042.HEIC", "everything.txt", "empty.txt"]) {
    await button(page, `Remove ${name}`).click();
    await expect(line(name)).toHaveCount(0);
  }
  // By what is in it, not by its name.
  await add(page, { ...picture("rash"), name: "rash.exe", mimeType: "application/x-msdownload" });
  await expect(lines(page)).toContainText(["rash.exe.png"]);
  await input.setInputFiles({ ...picture("rash"), name: "again.png" });
  await expect(line("again.png").getByRole("alert")).toContainText("This file is there already");
  await button(page, "Remove again.png").click();
  await add(page, text("1.txt", "1"), text("2.txt", "2"), text("3.txt", "3"));
  await input.setInputFiles(text("4.txt", "4"));
  await expect(line("4.txt").getByRole("alert")).toContainText("There can be four files.");
  await button(page, "Remove 4.txt").click();
  await button(page, "Remove 2.txt").click();
  await expect(line("2.txt")).toHaveCount(0);
  await expect(input).toBeFocused();
  await button(page, "Send message").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  await expect(sent(page)).toContainText(["rash.exe.png", "1.txt", "3.txt"]);
});

test("R-6.4 a message waits for its files, and one that was lost on the way is tried again", async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/upload$/);
  const patient = await signedIn(page, portal);
  const thread = await firstThread(page, patient);
  await open(page, `${patient}/messages/${thread}`);
  let go: () => void = () => {};
  const held = new Promise<void>((free) => (go = free));
  await page.route("**/upload", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel("Your reply").fill("Here it is.");
  await field(page).locator("input[type=file]").setInputFiles([RASH, DIARY]);
  await expect(page.getByRole("progressbar", { name: `Adding ${RASH.name}` })).toBeVisible();
  await expect(lines(page).filter({ hasText: DIARY.name })).toContainText("Waiting for the one before it");
  await accessible(page, "files on their way");
  await button(page, "Send message").click();
  await expect(field(page)).toContainText("Wait until all files are added, then send");
  go();
  await expect(lines(page).locator("button[name=remove]")).toHaveCount(2);
  await page.unroute("**/upload");
  await page.route("**/upload", (route) => route.abort("connectionreset"));
  await field(page).locator("input[type=file]").setInputFiles(LEAFLET);
  const lost = lines(page).filter({ hasText: LEAFLET.name });
  await expect(lost.getByRole("alert")).toBeVisible();
  await page.unroute("**/upload");
  await button(page, `Try to add ${LEAFLET.name} again`).click();
  await expect(lost.locator("button[name=remove]")).toBeVisible();
  await button(page, "Send message").click();
  await expect(sent(page)).toHaveCount(3);
  await expect(lines(page)).toHaveCount(0);
  await expect(page.getByLabel("Your reply")).toHaveValue("");
});

test("R-6.6 files lie with a half-written message on every device, and go once", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/api\/files\/remove$/);
  const patient = await signedIn(page, portal);
  // What was begun is one message on both once it is kept: opened before that, the other page begins one of its own.
  const kept = page.waitForResponse((reply) => {
    const said = new URLSearchParams(reply.request().postData() ?? "");
    return new URL(reply.url()).pathname === "/api/messages/keep-draft" && said.get("draft[body]") === DRAFT.body;
  });
  await begun(page, patient);
  expect((await kept).status()).toBe(200);
  await add(page, RASH);
  const other = await visitor();
  await signedIn(other, portal);
  await open(other, `${patient}/messages/new`);
  await expect(lines(other)).toContainText([RASH.name]);
  await add(other, DIARY);
  await page.reload();
  await ready(page);
  await expect(lines(page)).toHaveCount(2);
  await button(page, `Remove ${RASH.name}`).click();
  await expect(lines(page)).toHaveCount(1);
  // The other page does not know yet: there it is gone, too.
  await button(other, `Remove ${RASH.name}`).click();
  await expect(lines(other)).toHaveCount(1);
  await other.getByLabel("This is not an emergency").check();
  await write(other);
  await button(other, "Send message").click();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  await expect(sent(other)).toHaveCount(1);
  await open(page, `${patient}/messages/new`);
  await expect(lines(page)).toHaveCount(0);
  await expect(page.locator("#compose-body")).toHaveValue("");
});

test("R-6.4 what another page has put there does not go along unseen, and waits for the next message", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  await begun(page, patient);
  const other = await visitor();
  await signedIn(other, portal);
  await open(other, `${patient}/messages/new`);
  await add(other, DIARY);
  await add(page, RASH);
  await button(page, "Send message").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
  await expect(sent(page)).toHaveCount(1);
  await isShown(sent(page));
  await open(page, `${patient}/messages/new`);
  await expect(lines(page)).toHaveCount(1);
  await button(page, `Remove ${DIARY.name}.txt`).click();
  await expect(lines(page)).toHaveCount(0);
});

test("R-6.4 what went along is not listed again by a conversation that was on its way already", async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal);
  const thread = await firstThread(page, patient);
  await open(page, `${patient}/messages/${thread}`);
  await page.getByLabel("Your reply").fill("Here it is.");
  await add(page, RASH);
  const nurse = await visitor(AT_A_DESK);
  await atDesk(nurse, portal);
  // Each is read from the server at once, and arrives when it is let go.
  const news = await holdAnswers(page, "/api/messages/thread");
  await nurse.locator("#desk-answer").fill("Please send a picture.");
  await nurse.locator(`${ANSWER_FORM} button.button`).click();
  await news.atLeast(1);
  await button(page, "Send message").click();
  await expect(page.getByLabel("Your reply")).toHaveValue("");
  await expect(lines(page)).toHaveCount(0);
  await news.arrives(0);
  await news.atLeast(2);
  await expect(lines(page)).toHaveCount(0);
  await news.arrives(1);
  await expect(page.getByText("Please send a picture.")).toBeVisible();
  await expect(sent(page)).toHaveCount(1);
  await expect(lines(page)).toHaveCount(0);
});

test("R-6.4 the care team answers with a document, and a request takes files", async ({ page, visitor, portal }) => {
  const patient = await signedIn(page, portal);
  const thread = await firstThread(page, patient);
  const nurse = await visitor(AT_A_DESK);
  await atDesk(nurse, portal);
  await nurse.locator("#desk-answer").fill("Please read this.");
  await add(nurse, LEAFLET);
  await accessible(nurse, "an answer with a file");
  await nurse.locator(`${ANSWER_FORM} button.button`).click();
  await expect(sent(nurse)).toHaveCount(1);
  await open(page, `${patient}/messages/${thread}`);
  await expect(sent(page)).toContainText("PDF · 1 KB");
  expect(await downloaded(page, sent(page))).toEqual({ name: LEAFLET.name, bytes: LEAFLET.buffer });

  await openForm(page, patient, "appointment");
  await fillVisit(page);
  await add(page, RASH);
  await page.getByLabel("This can wait for a few days").check();
  await page.locator("main form .actions button").click();
  await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/);
  await isShown(sent(page));
  for (const kind of ["appointment", "renewal", "referral"] as const) {
    await openForm(page, patient, kind);
    await expect(field(page)).toHaveCount(1);
    await expect(lines(page)).toHaveCount(0);
  }
});

test("R-6.12 R-3.7 a file is there for whoever may open what it went with, and for nobody else", async ({ page, visitor, portal, watch }) => {
  watch.expectFailure(/^\/file\//);
  await signInAs(page, portal.signIns.teen);
  const mayas = chart(page);
  const patient = mayas.slice("/p/".length);
  const id = await put(page, { patient }, "only for the doctor.txt", canary("Nobody else reads this."));
  expect(await fileStatus(page, id), "it is sent with nothing yet").toBe(404);
  const { teams, intent } = await call<{ teams: { practice: string }[]; intent: string }>(
    page,
    "/api/messages/compose-options",
    { patient },
  );
  const { thread } = await call<{ thread: string }>(page, "/api/messages/start", {
    patient,
    practice: teams[0]?.practice ?? "",
    topic: "appointment",
    subject: "For you alone",
    body: "Please see the file.",
    acknowledged: "true",
    intent,
    "files[0]": id,
  });
  expect(await fileStatus(page, id)).toBe(200);
  const daniel = await visitor();
  await signInAs(daniel, portal.signIns.representative);
  await open(daniel, await chartOf(daniel, MAYA));
  expect(await fileStatus(daniel, id)).toBe(404);
  await call<unknown>(page, "/api/messages/private", { patient, thread, private: "false" });
  expect(await fileStatus(daniel, id)).toBe(200);
  const stranger = await visitor();
  await signedIn(stranger, portal);
  await open(stranger, "/people");
  expect(await fileStatus(stranger, id)).toBe(404);
});

test("R-6.4 who may write for somebody and not upload finds no place for files", async ({ page, visitor, portal }) => {
  const desk = await visitor();
  await staffIn(desk, portal, "g.ferreira");
  const rights = ["messages.read", "messages.act"];
  const jose = await ward(desk, JOSES_NUMBER, "consent", { signs: true, rights });
  await putInForce(desk, father(portal), [jose]);
  const owner = await visitor();
  const p = await signedIn(owner, portal);
  const thread = await firstThread(owner, p);
  await signInAs(page, portal.signIns.representative);
  for (const path of [`${p}/messages/new`, `${p}/messages/${thread}`]) {
    await open(page, path);
    await expect(page.locator("main textarea")).toBeVisible();
    await expect(field(page)).toHaveCount(0);
  }
});

test("R-6.4 files speak Spanish", JUDGED.es, async ({ page, portal, watch }) => {
  watch.expectFailure(/^\/upload$/);
  const patient = await signedIn(page, portal, "es");
  const thread = await firstThread(page, patient);
  await open(page, `${patient}/messages/${thread}`);
  await expect(field(page).getByLabel("Fotos y archivos (opcional)")).toBeVisible();
  await add(page, RASH);
  await expect(field(page).getByRole("status")).toHaveText(`Se agregó ${RASH.name}`);
  await field(page).locator("input[type=file]").setInputFiles(program("foto.jpg"));
  await expect(lines(page).filter({ hasText: "foto.jpg" })).toContainText("Aceptamos fotos (JPEG, PNG, GIF, WebP)");
  await accessible(page, "a reply with files, Spanish");
  await button(page, "Quitar foto.jpg").click();
  await page.locator("#reply-body").fill("Así se ve hoy.");
  await page.locator("main .composer .actions button").click();
  await expect(page.getByRole("img", { name: `Imagen: ${RASH.name}` })).toBeVisible();
  await accessible(page, "a conversation with files, Spanish");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  /** Without our code what a page has fetched ahead for it is not used, and after some seconds the browser says so. */
  test.afterEach(({ watch }) => {
    watch.take(/was preloaded using link preload but not used/);
  });

  /** On the disk: a page without a program cannot be handed a file that is only in memory. */
  const chosen = ({ name, buffer }: Chosen): string => {
    const path = test.info().outputPath(name);
    writeFileSync(path, buffer);
    return path;
  };

  /** Chooses a file and sends it to its place, as a plain form does. */
  const adds = async (page: Page, file: Chosen): Promise<void> => {
    await field(page).locator("input[type=file]").setInputFiles(chosen(file));
    await button(page, "Add file").click();
  };

  const enter = async (page: Page, { signIns }: Portal): Promise<string> => {
    await page.goto("/?lang=en");
    await page.getByLabel("Username").fill(signIns.patient.username);
    await page.getByLabel("Password").fill(signIns.patient.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${signIns.patient.name}`);
    return chart(page);
  };

  test("R-6.4 R-6.6 files are added, removed and sent, and nothing typed is lost", { tag: "@phone" }, async ({ page, portal }) => {
    const patient = await enter(page, portal);
    await page.goto(`${patient}/messages/new`);
    await write(page);
    await adds(page, RASH);
    await expect(lines(page)).toContainText([RASH.name]);
    await expect(page.getByLabel("Subject")).toHaveValue(DRAFT.subject);
    await expect(page.getByLabel("Your message")).toHaveValue(DRAFT.body);
    await adds(page, program("holiday.jpg"));
    await expect(field(page)).toContainText(KIND);
    expect(new URL(page.url()).search).toBe("?file=kind");
    await adds(page, DIARY);
    await expect(lines(page)).toHaveCount(2);
    await page.getByLabel("Your message").fill("Only the diary, after all.");
    await button(page, `Remove ${RASH.name}`).click();
    await expect(lines(page)).toHaveCount(1);
    await expect(page.getByLabel("Your message")).toHaveValue("Only the diary, after all.");
    await page.getByLabel("This is not an emergency").check();
    await button(page, "Send message").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(DRAFT.subject);
    await expect(sent(page)).toContainText(["blood sugar.csv.txt"]);

    // A reply in the same way.
    await page.getByLabel("Your reply").fill("And the picture.");
    await adds(page, RASH);
    await expect(page.getByLabel("Your reply")).toHaveValue("And the picture.");
    await button(page, "Send message").click();
    await expect(sent(page)).toHaveCount(2);
    await expect(sent(page).last().getByRole("img")).toBeVisible();
  });

  test("R-6.4 R-6.6 a request keeps what was typed when a file is added to it", async ({ page, portal }) => {
    const patient = await enter(page, portal);
    await page.goto(`${patient}/requests/new/appointment`);
    await fillVisit(page);
    const [month, year] = await Promise.all(["#window1-month", "#window1-year"].map((id) => page.locator(id).inputValue()));
    const reason = await page.locator("#reason").inputValue();
    await adds(page, RASH);
    await expect(lines(page)).toContainText([RASH.name]);
    await expect(page.locator("#reason")).toHaveValue(reason);
    await expect(page.locator("#window1-month")).toHaveValue(month ?? "");
    await expect(page.locator("#window1-year")).toHaveValue(year ?? "");
    await page.getByLabel("This can wait for a few days").check();
    await page.locator("main form .actions button").click();
    await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/);
    await expect(sent(page).getByRole("img")).toBeVisible();
    await page.goto(`${patient}/requests/new/appointment`);
    await expect(page.locator("#reason")).toHaveValue("");
  });
});

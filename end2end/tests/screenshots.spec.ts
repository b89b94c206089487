import { join } from "node:path";
import { askForVisit, asksDesk, openAsk, openFirst, openForm } from "../support/asks.ts";
import { adminDesk, ask, findMother, openPractice, putTerms } from "../support/desks.ts";
import { STEPS, atStep, go } from "../support/enrollment.ts";
import { THEO, begins, chartOf, grantAtDesk, placesOf, switcher, unfoldActing } from "../support/family.ts";
import { add, field, heic, lines, picture as sample, program, sent, text } from "../support/files.ts";
import { newForm, walkForm } from "../support/forms.ts";
import { blockWriter, closeOpen, search } from "../support/messages.ts";
import { PAGES, SUGAR, at } from "../support/pages.ts";
import {
  ANSWER_FORM,
  type Lang,
  firstThread,
  open,
  queueSignIn,
  signIn,
  signInAs,
  speak,
  staffAt,
  staffIn,
  staffSignIn,
} from "../support/people.ts";
import { type Page, test } from "../support/test.ts";
import { giveTo, note, openRow } from "../support/triage.ts";

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const FOLDER = new URL("../test-results/shots", import.meta.url).pathname;

/** Pictures of a page as it is now: two sizes, light and dark. */
async function picture(page: Page, name: string, lang: Lang): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: join(FOLDER, `${name}.${size}.${colorScheme}.${lang}.png`), fullPage: true });
    }
  }
}

for (const lang of ["en", "es"] as Lang[]) {
  test(`pictures of every page, ${lang}`, { tag: "@shots" }, async ({ page, visitor, portal, watch }) => {
    test.setTimeout(300_000);
    watch.expectFailure(/^\/(api|no-such-page)/);
    await speak(page, lang);
    for (const one of PAGES.filter(({ who }) => who === "anybody")) {
      await open(page, one.path);
      await picture(page, one.name, lang);
    }
    await page.goto("/no-such-page");
    await picture(page, "nowhere", lang);
    await open(page, "/");
    await page.locator("main form button.button").click();
    await picture(page, "sign-in-errors", lang);

    const patient = await signIn(page, portal, lang);
    const places = await placesOf(page, patient, SUGAR);
    for (const one of PAGES.filter(({ who }) => who === "patient")) {
      await open(page, at(one, places));
      await picture(page, one.name, lang);
    }
    await open(page, `${patient}/messages/new`);
    await page.locator("main form button.button").click();
    await picture(page, "compose-errors", lang);

    const nurse = await visitor();
    await staffSignIn(nurse, portal, lang);
    await picture(nurse, "desk", lang);
    await nurse.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
    await nurse.locator("#desk-answer").fill("Sí, por favor venga en ayunas.");
    await picture(nurse, "desk-thread", lang);
    // What is kept of it is in the queue, too, where there is more to do.
    for (const [name, path] of [["queue", "/desk/queue"], ["texts", "/desk/templates"], ["cover", "/desk/cover"]] as const) {
      await open(nurse, path);
      await picture(nurse, name, lang);
    }
    await open(nurse, `/desk/queue/${places.t}`);
    await picture(nurse, "queue-thread", lang);
    await nurse.locator("#desk-answer").fill("Sí, por favor venga en ayunas.");
    await nurse.locator(`${ANSWER_FORM} button.button`).click();
    await nurse.locator(".bubble.own").waitFor();
    await open(page, `${patient}/messages/${places.t}`);
    await picture(page, "thread-answered", lang);

    await ask(await visitor(), portal);
    const front = await visitor();
    await staffAt(front, portal, "g.ferreira", /\/desk\/patients$/, lang);
    await picture(front, "front", lang);
    await findMother(front, portal);
    await picture(front, "front-patient", lang);
    await front.locator("input[name=way][value=letter]").check();
    await front.locator("section[aria-labelledby=invite] form button.button").click();
    await front.locator(".activation").waitFor();
    await picture(front, "front-letter", lang);
    const enrollment = await visitor();
    await staffAt(enrollment, portal, "o.petrov", /\/desk\/requests$/, lang);
    await picture(enrollment, "requests", lang);
    await enrollment.locator("main a").filter({ hasText: portal.signIns.to_enroll.given }).click();
    await enrollment.getByRole("heading", { level: 2 }).first().waitFor();
    await picture(enrollment, "request", lang);

    const admin = await visitor();
    await adminDesk(admin, portal, lang);
    await picture(admin, "admin-staff", lang);
    await admin.locator("main ul.rows a").nth(1).click();
    await admin.locator("#desk-heading").waitFor();
    await picture(admin, "admin-colleague", lang);
    await open(admin, "/desk/admin/practices");
    await picture(admin, "admin-practices", lang);
    await openPractice(admin, "Linfield Women's Health");
    await picture(admin, "admin-practice", lang);
    await open(admin, "/desk/admin/holidays");
    await admin.locator("#day").fill("12/25/2099");
    await admin.locator("main form button.button").first().click();
    await admin.locator("#done .notice").waitFor();
    await picture(admin, "admin-holidays", lang);
    await putTerms(admin);
    await picture(admin, "admin-terms", lang);
    await admin.locator("main ul.rows a").first().click();
    await admin.locator("#desk-heading").waitFor();
    await picture(admin, "admin-version", lang);
    await open(page, `${patient}/messages`);
    await picture(page, "terms-again", lang);
  });
}

for (const lang of ["en", "es"] as Lang[]) {
  test(`pictures of who acts for others, ${lang}`, { tag: "@shots" }, async ({ page, visitor, portal }) => {
    test.setTimeout(300_000);
    await signInAs(page, portal.signIns.representative, lang);
    await picture(page, "people-of-a-parent", lang);
    const theo = await chartOf(page, THEO);
    for (const [name, path] of [
      ["home", theo],
      ["vaccines", `${theo}/record/vaccines`],
      ["compose", `${theo}/messages/new`],
    ] as const) {
      await open(page, path);
      await picture(page, `${name}-of-a-child`, lang);
    }
    await switcher(page).locator("summary").click();
    await picture(page, "switcher", lang);
    const desk = await visitor();
    await staffIn(desk, portal, "g.ferreira", lang);
    await open(desk, `/desk/grants/${await grantAtDesk(desk)}`);
    await picture(desk, "desk-grant", lang);
  });

  test(`pictures of requests, ${lang}`, { tag: "@shots" }, async ({ page, visitor, portal }) => {
    test.setTimeout(300_000);
    const patient = await signIn(page, portal, lang);
    for (const kind of ["appointment", "renewal", "referral"] as const) {
      await openForm(page, patient, kind);
      await picture(page, `ask-${kind}`, lang);
      await page.locator("main form .actions button").click();
      await picture(page, `ask-${kind}-errors`, lang);
    }
    const made = await askForVisit(page, patient);
    await openAsk(page, patient, made);
    await picture(page, "ask-sent", lang);
    for (const part of await page.locator("main details summary").all()) await part.click();
    await picture(page, "ask-all-open", lang);
    await open(page, `${patient}/requests`);
    await picture(page, "asks-some", lang);
    const nurse = await visitor();
    await asksDesk(nurse, portal, "n.castellanos", lang);
    await openFirst(nurse, portal.signIns.patient.name);
    await picture(nurse, "desk-ask", lang);
    for (const part of await nurse.locator("#desk-moves summary").all()) await part.click();
    await picture(nurse, "desk-ask-all-open", lang);
  });

  test(`pictures of the first page, files and the queue, ${lang}`, { tag: "@shots" }, async ({ page, visitor, portal, watch }) => {
    test.setTimeout(300_000);
    watch.expectFailure(/^\/upload$/);
    const patient = await signIn(page, portal, lang);
    await askForVisit(page, patient);
    await open(page, patient);
    await picture(page, "home", lang);
    await open(page, `${patient}/messages/new`);
    await add(page, sample("rash on my arm.png"), text("blood sugar.csv", "2026-11-23;104"));
    await field(page).locator("input[type=file]").setInputFiles([program("photo.jpg"), heic("IMG_0001.HEIC")]);
    await lines(page).nth(3).waitFor();
    await picture(page, "compose-files", lang);
    await open(page, `${patient}/messages/${await firstThread(page, patient)}`);
    await add(page, sample("rash on my arm.png"), text("blood sugar.csv", "2026-11-23;104"));
    await page.locator("main form:has(.field.files) textarea").fill("Aquí está la foto.");
    await page.locator("main form:has(.field.files) .actions button").last().click();
    await sent(page).first().waitFor();
    await picture(page, "thread-files", lang);

    const nurse = await visitor();
    await queueSignIn(nurse, portal, "n.castellanos", lang);
    await openRow(nurse, "Mi próxima cita");
    await note(nurse, "Llamar a la hija por la tarde.");
    await giveTo(nurse, "Nadia");
    await nurse.locator("main details").evaluateAll((all) => {
      for (const part of all) (part as HTMLDetailsElement).open = true;
    });
    await picture(nurse, "queue-all-open", lang);
    await open(nurse, "/desk/queue");
    for (const box of await nurse.locator(".pick input").all()) await box.check();
    await picture(nurse, "queue-several", lang);
    await signInAs(page, portal.signIns.representative, lang);
    await open(page, await chartOf(page, THEO));
    await picture(page, "home-quiet", lang);
  });

  test(`pictures of messages put away, closed, looked for and not taken, ${lang}`, { tag: "@shots" }, async ({
    page,
    visitor,
    portal,
  }) => {
    test.setTimeout(300_000);
    const patient = await signIn(page, portal, lang);
    await open(page, `${patient}/messages`);
    await page.locator(".row-moves > summary").first().click();
    await picture(page, "inbox-moves", lang);
    await page.locator(".row-moves form button").first().click();
    await page.locator("#shelved .notice").waitFor();
    await picture(page, "inbox-moved", lang);
    for (const part of ["unread", "archive", "trash"]) {
      await open(page, `${patient}/messages?show=${part}`);
      await picture(page, `inbox-${part}`, lang);
    }
    await search(page, `${patient}/messages/search`, "ayunas");
    await picture(page, "search-found", lang);
    await search(page, `${patient}/messages/search`, "zzz");
    await picture(page, "search-nothing", lang);

    const nurse = await visitor();
    await staffSignIn(nurse, portal, lang);
    await search(nurse, "/desk/search", "ayunas");
    await picture(nurse, "desk-search-found", lang);
    await nurse.locator("#found a.row").first().click();
    await closeOpen(nurse);
    await picture(nurse, "desk-thread-closed", lang);
    await blockWriter(nurse);
    await picture(nurse, "desk-thread-blocked", lang);
    const t = new URL(nurse.url()).pathname.split("/").at(-1);
    await open(page, `${patient}/messages/${t}`);
    await picture(page, "thread-closed", lang);
    await open(page, `${patient}/messages/new?follows=${t}`);
    await picture(page, "compose-follow-up", lang);

    const admin = await visitor();
    await adminDesk(admin, portal, lang);
    await open(admin, "/desk/admin/pools");
    await admin.locator("main ul.rows a").first().click();
    await admin.locator("#desk-heading").waitFor();
    await picture(admin, "admin-pool", lang);
  });

  test(`pictures of the desk's form, ${lang}`, { tag: "@shots" }, async ({ page, portal }) => {
    test.setTimeout(300_000);
    await newForm(page, portal, lang);
    await walkForm(page, (step) => picture(page, `form-${step.replaceAll(" ", "-")}`, lang));
  });
}

test("pictures of enrollment", { tag: "@shots" }, async ({ page, visitor, portal }) => {
  test.setTimeout(300_000);
  await open(page, "/enroll");
  for (const [index, { title, answer }] of STEPS.entries()) {
    await atStep(page, title);
    await picture(page, `enroll-${index + 1}`, "en");
    if (index < 2) {
      await go(page);
      await picture(page, `enroll-${index + 1}-errors`, "en");
    }
    await answer(page, portal);
  }
  await page.waitForURL(/\/p\//);
  const reader = await visitor();
  await open(reader, "/demo/outbox");
  await picture(reader, "outbox-filled", "en");
});

/** What the README shows, renewed by `npm run pictures`. */
test("pictures for the README", { tag: "@readme" }, async ({ page, visitor, portal }) => {
  const show = async (who: Page, name: string, size: keyof typeof SIZES, colorScheme: "light" | "dark" = "light") => {
    await who.setViewportSize(SIZES[size]);
    await who.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await who.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      scrollTo(0, 0);
    });
    await who.screenshot({ path: new URL(`../pictures/${name}.png`, import.meta.url).pathname });
  };
  await open(page, "/");
  await show(page, "sign-in", "phone");
  const patient = await signIn(page, portal, "en");
  const thread = await firstThread(page, patient);
  const nurse = await visitor();
  await staffSignIn(nurse, portal, "en");
  await nurse.getByRole("link").filter({ hasText: "Mi próxima cita" }).click();
  await nurse.locator("#desk-answer").fill("Sí, por favor venga en ayunas.");
  await show(nurse, "desk", "desktop");
  await nurse.locator(`${ANSWER_FORM} button.button`).click();
  await nurse.locator(".bubble.own").waitFor();
  await open(page, `${patient}/messages/${thread}`);
  await show(page, "conversation", "desktop");
  await show(page, "conversation-dark", "phone", "dark");
  await open(page, "/enroll");
  await show(page, "enrollment", "phone");
});

for (const lang of ["en", "es"] as Lang[]) {
  test(`pictures of what is kept private, locked and set aside, ${lang}`, { tag: "@shots" }, async ({ page, visitor, portal }) => {
    test.setTimeout(300_000);
    await signInAs(page, portal.signIns.teen, lang);
    const mayas = new URL(page.url()).pathname;
    await open(page, `${mayas}/record/vaccines`);
    const buttons = page.locator("main form button");
    await buttons.first().click();
    await page.locator("main li .tag").first().waitFor();
    await picture(page, "vaccines-kept", lang);

    const father = await visitor();
    await signInAs(father, portal.signIns.representative, lang);
    const theo = await chartOf(father, THEO);
    const thread = await begins(father, theo, "Eczema after swimming");
    await open(father, `${theo}/messages/${thread}`);
    await picture(father, "thread-of-a-child", lang);

    const desk = await visitor();
    await staffIn(desk, portal, "p.raman", lang);
    await open(desk, `/desk/${thread}`);
    await unfoldActing(desk);
    await picture(desk, "desk-thread-acting", lang);
    await desk.locator("header form button").first().click();
    await desk.waitForURL(/\/staff\/locked/);
    await picture(desk, "locked", lang);

    await open(father, "/support");
    await father.locator("main input[type=radio]").last().check();
    await father.locator("main textarea").fill("The page stays white.");
    await father.locator("main form button.button").click();
    const support = await visitor();
    await staffAt(support, portal, "d.ashby", /\/desk\/support$/, lang);
    await support.locator("main ul.rows a, main a[href*='/desk/support/']").first().click();
    await support.locator("main li details > summary").nth(1).click();
    await picture(support, "support-grants", lang);
  });
}

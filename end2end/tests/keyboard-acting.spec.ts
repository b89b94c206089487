import { ELENA, JOSE, box, chartOf, status } from "../support/family.ts";
import { FRIEND, daysAgo, newForm } from "../support/forms.ts";
import { enrolled } from "../support/joining.ts";
import { pressAt, tabTo, tickAt, typeAt } from "../support/keys.ts";
import { chart, open, signInAs, signedIn, speak } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

/** A signature on paper: the third answer, and the day. */
async function onPaper(desk: Page, id: string): Promise<void> {
  await tabTo(desk, { id: `${id}-way-1` });
  await desk.keyboard.press("ArrowDown");
  await desk.keyboard.press("ArrowDown");
  await typeAt(desk, `${id}-day`, daysAgo(2));
}

/** Sends the step that is open; the next one has the focus. */
async function goOn(desk: Page, title: string, words = "Continuar"): Promise<void> {
  await pressAt(desk, words);
  await expect(desk.locator("#step-title")).toHaveText(title);
  await expect(desk.locator("#step-title")).toBeFocused();
}

test("R-12.2 R-12.5 a daughter writes for her father, in Spanish and with the keyboard alone", async ({ page, visitor, portal }) => {
  await enrolled(page, portal);
  await speak(page, "es");
  const joses = await chartOf(page, JOSE);
  await pressAt(page, JOSE);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Expediente de ${JOSE}`);
  await expect(page.getByRole("link", { name: "Escribir un mensaje" })).toBeVisible();
  await pressAt(page, "Escribir un mensaje");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mensaje nuevo");
  await expect(page.getByText(`Para ${JOSE} (71)`)).toBeVisible();
  await tickAt(page, "compose-acknowledged");
  await tickAt(page, "compose-practice-1");
  await tabTo(page, { id: "compose-topic-1" });
  await page.keyboard.press("ArrowDown");
  await typeAt(page, "compose-subject", "La cita de mi padre");
  await typeAt(page, "compose-body", "¿Puede venir un poco más tarde?");
  await pressAt(page, /^Enviar por José/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("La cita de mi padre");
  await expect(page.getByText("Tema: Cita")).toBeVisible();

  const jose = await visitor();
  await signedIn(jose, portal, "es");
  await open(jose, `${joses}/activity`);
  await expect(jose.getByRole("list", { name: "Quién miró y actuó" })).toContainText("Empezó una conversación");
  await expect(jose.getByRole("list", { name: "Quién miró y actuó" })).toContainText(`${ELENA} · Representante`);
  await pressAt(jose, "Ver qué puede hacer esta persona");
  await expect(jose.getByRole("heading", { level: 1 })).toHaveText(ELENA);
});

test("R-12.2 R-12.5 a teen narrows what her father sees, in Spanish and with the keyboard alone", async ({
  page,
  visitor,
  portal,
  watch,
}) => {
  watch.expectFailure(/^\/(p|api)\//);
  const father = portal.signIns.representative;
  await signInAs(page, portal.signIns.teen, "es");
  const mayas = chart(page);
  await pressAt(page, "Cuenta");
  await expect(page.getByRole("link", { name: /^Compartir/ })).toBeVisible();
  await pressAt(page, /^Compartir/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quién puede actuar por usted");
  await expect(page.getByRole("list", { name: "Personas que pueden actuar por usted, o que podrían" }).getByRole("link")).toHaveCount(2);
  await pressAt(page, new RegExp(`^${father.name}`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(father.name);
  await expect(box(page, "Ver: Alergias")).toBeChecked();
  // The box of the fourth row, "see".
  await tickAt(page, "switch-9");
  await pressAt(page, "Guardar lo que se comparte");
  await expect(page.locator("#done")).toBeFocused();
  await expect(page.locator("#done")).toContainText("Se guardó lo que se comparte.");
  await expect(box(page, "Ver: Alergias")).not.toBeChecked();
  const daniel = await visitor();
  await signInAs(daniel, father);
  expect(await status(daniel, `${mayas}/record/allergies`)).toBe(404);
  expect(await status(daniel, `${mayas}/record/vaccines`)).toBe(200);
});

test("R-12.2 R-12.5 the desk's form from its first step to its code, in Spanish and with the keyboard alone", async ({ page, portal }) => {
  await newForm(page, portal, "es");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("¿Quién va a actuar?");
  await typeAt(page, "given", FRIEND.given);
  await typeAt(page, "family", FRIEND.family);
  await typeAt(page, "born-month", FRIEND.born.join("/"));
  await typeAt(page, "email", FRIEND.email);
  await goOn(page, "¿Por quién?");
  await goOn(page, "¿Con qué fundamento?");
  await typeAt(page, "basis-1", "Cons");
  await expect(page.locator("#basis-1")).toHaveValue("consent");
  await goOn(page, "¿Qué ha visto usted?");
  await tickAt(page, "identity-1");
  await typeAt(page, "filed", "Carpeta 4");
  await goOn(page, "¿Qué se puede ver y hacer?");
  await tickAt(page, "switch-0");
  await goOn(page, "¿Quién ha firmado?");
  await onPaper(page, "signed");
  await onPaper(page, "signed-1");
  await goOn(page, "¿Está todo bien?");
  await tickAt(page, "sure");
  await goOn(page, "Está en vigor", "Poner en vigor");
  await pressAt(page, "Crear el código");
  await expect(page.locator("#made")).toBeFocused();
  await expect(page.locator("#made .activation")).toHaveText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
});

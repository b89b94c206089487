import {
  AT_A_DESK,
  OFFICE,
  asks,
  asksDesk,
  days,
  inDays,
  moves,
  openAsk,
  openFirst,
  openForm,
  step,
  typeDay,
} from "../support/asks.ts";
import { JUDGED, accessible, unfoldAll } from "../support/axe.ts";
import { canary } from "../support/canaries.ts";
import { english, inSpanish } from "../support/english.ts";
import { type Lang, open, signIn, signedIn, speak, staffIn } from "../support/people.ts";
import { type Page, expect, test } from "../support/test.ts";

const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** The office closes what is open: the end of a request. In Spanish. */
async function closes(desk: Page, page: Page): Promise<void> {
  const done = await step(desk, "Cerrarla como terminada");
  await done.getByRole("button", { name: "Cerrar esta solicitud" }).click();
  await expect(desk.locator("#done")).toContainText("Esta solicitud está cerrada.");
  await expect(page.getByText("Esta solicitud está terminada.")).toBeVisible();
  await inSpanish(page, "a request that is done");
  await inSpanish(desk, "a request that is done, at the desk");
}

test("R-7.7 R-12.5 a renewal in Spanish, from the list of requests to its end, on both sides", { tag: "@phone-only" }, async ({
  page,
  visitor,
  portal,
}) => {
  // On an English page these tests see it.
  await speak(page, "en");
  expect((await english(page)).length).toBeGreaterThan(5);
  await signIn(page, portal, "es");
  await page.getByRole("navigation", { name: "Principal" }).getByRole("link", { name: "Solicitudes" }).click();
  await expect(title(page)).toHaveText("Solicitudes");
  await page.getByRole("link", { name: "Solicitud nueva" }).click();
  await page.getByRole("navigation", { name: "Lo que puede pedir" }).getByRole("link", { name: /^Renovación de receta/ }).click();
  await expect(title(page)).toHaveText("Pedir más de una medicina");
  // When to call stands before what is chosen.
  await expect(page.locator('.notice:has-text("¿Se le acaba antes de la respuesta?") ~ #drugs')).toBeVisible();
  await page.getByRole("button", { name: "Enviar solicitud" }).click();
  await expect(page.getByRole("alert").getByRole("link").first()).toHaveText("Marque al menos una medicina");
  await inSpanish(page, "a renewal with errors");
  await page.locator("#drug-1").check();
  await page.locator("#drug-2").check();
  await page.getByLabel(/^Días que le quedan de /).first().fill("4");
  await page.getByRole("radio", { name: new RegExp(`^${OFFICE}`) }).check();
  await page.getByLabel("Nombre de la farmacia").fill(canary("Farmacia de la Esquina"));
  await page.getByLabel("Nota para el consultorio").fill("Me voy de viaje el viernes.");
  await expect(page.getByText(`El equipo médico de ${OFFICE} lee esta solicitud.`)).toBeVisible();
  await page.getByRole("button", { name: "Enviar solicitud" }).click();
  await expect(title(page)).toHaveText("Renovación de receta");
  await expect(page.getByText(`${OFFICE} tiene su solicitud`)).toBeVisible();
  const medicines = page.getByRole("list", { name: "Medicinas", exact: true }).getByRole("listitem");
  await expect(medicines).toHaveCount(2);
  await expect(medicines.first()).toContainText("Quedaba para 4 días cuando se pidió");
  await inSpanish(page, "a renewal");

  const clinician = await visitor(AT_A_DESK);
  await asksDesk(clinician, portal, "m.achterberg", "es");
  await openFirst(clinician, portal.signIns.patient.name);
  await clinician.getByRole("button", { name: "Empezar a trabajar en ella" }).click();
  await expect(clinician.locator("#done")).toContainText("El paciente ve que usted trabaja en ella.");
  await expect(page.getByText(`${OFFICE} trabaja en su solicitud`)).toBeVisible();
  await inSpanish(clinician, "a renewal at the desk");
  await clinician.locator("#outcome-0").selectOption({ label: "Aprobar" });
  await clinician.locator("#outcome-1").selectOption({ label: "Rechazar" });
  await clinician.locator("#why-1").selectOption({ label: "Todavía es pronto para esto." });
  await clinician.getByRole("button", { name: "Guardar estas decisiones" }).click();
  await expect(clinician.locator("#done")).toContainText("Las decisiones están guardadas.");
  await expect(page.getByText(`${OFFICE} dijo que sí`)).toBeVisible();
  await expect(medicines.first()).toContainText("Aprobada");
  await expect(medicines.last()).toContainText("Todavía es pronto para esto.");
  await inSpanish(page, "a renewal that is decided");
  await closes(clinician, page);
});

test("R-7.9 R-7.10 R-12.5 a referral in Spanish, from its form to its end, on both sides", { tag: "@phone-only" }, async ({
  page,
  visitor,
  portal,
}) => {
  const patient = await signedIn(page, portal, "es");
  await openForm(page, patient, "referral");
  await expect(title(page)).toHaveText("Pedir una autorización para un especialista");
  await page.getByRole("radio", { name: new RegExp(`^${OFFICE}`) }).check();
  await page.getByLabel("Especialista").fill(canary("Dra. Amara Obi, cardióloga"));
  await page.getByLabel("Motivo de la consulta").fill(canary("Que mire otra vez mi corazón."));
  await page.getByLabel("Plan de salud").fill("Plan Azul 7");
  await typeDay(page, "visit", inDays(2));
  await expect(page.getByText("quizá no haya autorización a tiempo").first()).toBeVisible();
  await page.getByRole("button", { name: "Enviar solicitud" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([/^Lea sobre las visitas demasiado próximas/]);
  await inSpanish(page, "a referral with an error");
  await page.getByLabel("Lo sé y quiero pedirla de todos modos").check();
  await page.getByRole("button", { name: "Enviar solicitud" }).click();
  await expect(title(page)).toHaveText("Autorización para un especialista");
  await inSpanish(page, "a referral");

  const nurse = await visitor(AT_A_DESK);
  await asksDesk(nurse, portal, "n.castellanos", "es");
  await openFirst(nurse, portal.signIns.patient.name);
  await step(nurse, "Autorizar");
  await nurse.getByLabel("Número de autorización").fill("PA7-20417");
  await nurse.getByLabel("Visitas permitidas").fill("2");
  await typeDay(nurse, "from", inDays(2));
  await typeDay(nurse, "to", inDays(90));
  await inSpanish(nurse, "a referral at the desk");
  await nurse.getByRole("button", { name: "Autorizar esta consulta" }).click();
  await expect(nurse.locator("#done")).toContainText("Esta solicitud está aprobada.");

  const card = page.getByRole("region", { name: "Autorización", exact: true });
  await expect(card).toContainText("PA7-20417");
  const left = card.locator('dt:text-is("Visitas que quedan") + dd');
  await expect(left).toHaveText("2");
  await expect(nurse.getByText("0 de 2 visitas usadas")).toBeVisible();
  await nurse.getByRole("button", { name: "Contar una visita" }).click();
  await expect(left).toHaveText("1");
  await inSpanish(page, "an authorization");
  await closes(nurse, page);
});

for (const lang of ["en", "es"] as Lang[]) {
  test(`R-12.1 a renewal and a referral that are open, and decided, on both sides, ${lang}`, JUDGED[lang], async ({
    page,
    visitor,
    portal,
  }) => {
    const p = await signedIn(page, portal, lang);
    const renewal = await asks(page, p, "renewal", { pharmacy_name: canary("Mill Street Pharmacy"), note: "I travel on Friday." });
    const said = { specialist: canary("Dr. Amara Obi"), reason: canary("A second look at my heart."), plan: "Blue Plan 7" };
    const referral = await asks(page, p, "referral", said);
    for (const [name, ask] of [["a renewal", renewal], ["a referral", referral]] as const) {
      await openAsk(page, p, ask);
      await unfoldAll(page);
      await accessible(page, `${name}, all parts open`);
    }
    const clinician = await visitor();
    await staffIn(clinician, portal, "m.achterberg", lang);
    for (const [name, ask] of [["a renewal", renewal], ["a referral", referral]] as const) {
      await open(clinician, `/desk/asks/${ask}`);
      await clinician.locator("#desk-moves").waitFor();
      await unfoldAll(clinician);
      // As it stands where the answer is a no, too.
      const outcome = clinician.locator("#outcome-0");
      if ((await outcome.count()) > 0) await outcome.selectOption("declined");
      await accessible(clinician, `${name} at the desk, all parts open`);
    }
    await moves(clinician, renewal, "approve-drugs", { "outcome[0]": "declined", "why[0]": "too_early", "words[0]": "" });
    await moves(clinician, referral, "approve", { number: "BP7-20417", visits: "2", ...days("from", 2), ...days("to", 90) });
    for (const [name, ask] of [["a renewal that is declined", renewal], ["an authorization", referral]] as const) {
      await openAsk(page, p, ask);
      await accessible(page, name);
    }
    await open(clinician, `/desk/asks/${referral}`);
    await accessible(clinician, "an authorization at the desk");
  });
}

import { readFileSync } from "node:fs";
import { ELENA } from "./family.ts";
import type { Lang } from "./people.ts";

/** Who opens a page. */
export type Who = "anybody" | "patient" | "nurse" | "front" | "enrollment" | "support" | "admin" | "owing" | "locked";

/**
 * What stands in an address: the patient's (`{p}`), the id of a thread (`{t}`), of a request (`{a}`), of a result (`{r}`), of a
 * grant (`{g}`).
 */
export interface Places {
  p?: string;
  t?: string;
  a?: string;
  r?: string;
  g?: string;
}

/** A test that the demo's first patient has had lately. */
export const SUGAR = "Hemoglobin A1c/Hemoglobin.total in Blood";

/** A page, and its heading in each language. */
export interface PageOf {
  name: string;
  path: string;
  who: Who;
  title: Record<Lang, string | RegExp>;
}

/** One line for each route of app/src/routes.rs, in its order. */
export const PAGES: PageOf[] = [
  { name: "home", path: "{p}", who: "patient", title: { en: /^Hello, /, es: /^Hola, / } },
  { name: "inbox", path: "{p}/messages", who: "patient", title: { en: "Messages", es: "Mensajes" } },
  { name: "compose", path: "{p}/messages/new", who: "patient", title: { en: "New message", es: "Mensaje nuevo" } },
  {
    name: "search",
    path: "{p}/messages/search",
    who: "patient",
    title: { en: "Search messages", es: "Buscar en los mensajes" },
  },
  { name: "thread", path: "{p}/messages/{t}", who: "patient", title: { en: "Mi próxima cita", es: "Mi próxima cita" } },
  { name: "asks", path: "{p}/requests", who: "patient", title: { en: "Requests", es: "Solicitudes" } },
  { name: "ask-new", path: "{p}/requests/new", who: "patient", title: { en: "New request", es: "Solicitud nueva" } },
  {
    name: "ask-form",
    path: "{p}/requests/new/appointment",
    who: "patient",
    title: { en: "Ask for an appointment", es: "Pedir una cita" },
  },
  { name: "ask", path: "{p}/requests/{a}", who: "patient", title: { en: "Appointment", es: "Cita" } },
  { name: "record", path: "{p}/record", who: "patient", title: { en: "Who you are", es: "Sus datos" } },
  { name: "vaccines", path: "{p}/record/vaccines", who: "patient", title: { en: "Vaccines", es: "Vacunas" } },
  { name: "allergies", path: "{p}/record/allergies", who: "patient", title: { en: "Allergies", es: "Alergias" } },
  { name: "medicines", path: "{p}/record/medicines", who: "patient", title: { en: "Medicines", es: "Medicinas" } },
  { name: "results", path: "{p}/record/results", who: "patient", title: { en: "Test results", es: "Resultados" } },
  { name: "result", path: "{p}/record/results/{r}", who: "patient", title: { en: SUGAR, es: SUGAR } },
  {
    name: "sharing",
    path: "{p}/sharing",
    who: "patient",
    title: { en: "Who can act for you", es: "Quién puede actuar por usted" },
  },
  {
    name: "share",
    path: "{p}/sharing/new",
    who: "patient",
    title: { en: "Name somebody who can act for you", es: "Nombre a alguien que pueda actuar por usted" },
  },
  { name: "grant", path: "{p}/sharing/{g}", who: "patient", title: { en: ELENA, es: ELENA } },
  {
    name: "activity",
    path: "{p}/activity",
    who: "patient",
    title: { en: "Who looked and acted", es: "Quién miró y actuó" },
  },
  { name: "people", path: "/people", who: "patient", title: { en: "Your chart", es: "Su expediente" } },
  { name: "account", path: "/account", who: "patient", title: { en: "Your account", es: "Su cuenta" } },
  // Opens only while there is something to agree to: end2end/tests/administration.spec.ts.
  {
    name: "terms-again",
    path: "/terms/again",
    who: "owing",
    title: {
      en: "Our terms or our privacy notice have changed",
      es: "Cambiaron nuestros términos o nuestro aviso de privacidad",
    },
  },
  {
    name: "requests",
    path: "/desk/requests",
    who: "enrollment",
    title: { en: "Enrollment requests", es: "Solicitudes de inscripción" },
  },
  { name: "patients", path: "/desk/patients", who: "front", title: { en: "Patients", es: "Pacientes" } },
  {
    name: "forms",
    path: "/desk/forms",
    who: "front",
    title: { en: "Forms for representatives", es: "Formularios de representantes" },
  },
  { name: "desk-grant", path: "/desk/grants/{g}", who: "front", title: { en: ELENA, es: ELENA } },
  {
    name: "tickets",
    path: "/desk/support",
    who: "support",
    title: { en: "Support tickets", es: "Solicitudes de soporte" },
  },
  {
    name: "admin-practices",
    path: "/desk/admin/practices",
    who: "admin",
    title: { en: "Practices", es: "Consultorios" },
  },
  { name: "admin-pools", path: "/desk/admin/pools", who: "admin", title: { en: "Inboxes", es: "Buzones" } },
  {
    name: "admin-terms",
    path: "/desk/admin/terms",
    who: "admin",
    title: { en: "Terms and privacy", es: "Términos y privacidad" },
  },
  { name: "admin-holidays", path: "/desk/admin/holidays", who: "admin", title: { en: "Holidays", es: "Feriados" } },
  { name: "admin-staff", path: "/desk/admin", who: "admin", title: { en: "Staff", es: "Personal" } },
  { name: "desk-asks", path: "/desk/asks", who: "nurse", title: { en: "Requests", es: "Solicitudes" } },
  { name: "desk-queue", path: "/desk/queue", who: "nurse", title: { en: "Queue", es: "Cola" } },
  {
    name: "desk-templates",
    path: "/desk/templates",
    who: "nurse",
    title: { en: "Texts to answer with", es: "Textos para responder" },
  },
  { name: "desk-cover", path: "/desk/cover", who: "nurse", title: { en: "Away", es: "Ausencias" } },
  { name: "desk-account", path: "/desk/account", who: "nurse", title: { en: "Account", es: "Cuenta" } },
  {
    name: "desk-search",
    path: "/desk/search",
    who: "nurse",
    title: { en: "Search messages", es: "Buscar en los mensajes" },
  },
  { name: "desk", path: "/desk", who: "nurse", title: { en: "Desk", es: "Escritorio" } },
  { name: "sign-in", path: "/", who: "anybody", title: { en: "Sign in", es: "Iniciar sesión" } },
  {
    name: "enroll",
    path: "/enroll",
    who: "anybody",
    title: { en: "Enroll in the patient portal", es: "Inscríbase en el portal para pacientes" },
  },
  {
    name: "activate",
    path: "/enroll/code",
    who: "anybody",
    title: { en: "Enroll with an activation code", es: "Inscribirse con un código de activación" },
  },
  {
    name: "status",
    path: "/enroll/status",
    who: "anybody",
    title: { en: "How far is my request?", es: "¿Cómo va mi solicitud?" },
  },
  {
    name: "someone-else",
    path: "/enroll/someone-else",
    who: "anybody",
    title: { en: "Help someone else with their care", es: /./ },
  },
  { name: "under-18", path: "/enroll/under-18", who: "anybody", title: { en: "Under 18? Visit the doctor’s office", es: /./ } },
  { name: "forgot", path: "/forgot", who: "anybody", title: { en: "Forgot your password?", es: "¿Olvidó su contraseña?" } },
  {
    name: "forgot-username",
    path: "/forgot/username",
    who: "anybody",
    title: { en: "Forgot your username?", es: "¿Olvidó su nombre de usuario?" },
  },
  {
    name: "recover",
    path: "/recover",
    who: "anybody",
    title: { en: "Choose a new password", es: "Elija una contraseña nueva" },
  },
  { name: "second", path: "/sign-in/code", who: "anybody", title: { en: "Enter your code", es: "Escriba su código" } },
  { name: "support", path: "/support", who: "anybody", title: { en: "Technical Support", es: "Soporte técnico" } },
  {
    name: "support-sent",
    path: "/support/sent",
    who: "anybody",
    title: { en: "Your request to Technical Support", es: "Su solicitud al Soporte técnico" },
  },
  {
    name: "goodbye",
    path: "/goodbye",
    who: "anybody",
    title: { en: "Your account is closed", es: "Su cuenta está cerrada" },
  },
  {
    name: "practices",
    path: "/practices",
    who: "anybody",
    title: { en: "Practices and phone numbers", es: "Consultorios y teléfonos" },
  },
  { name: "terms", path: "/terms", who: "anybody", title: { en: "Terms and conditions", es: "Términos y condiciones" } },
  {
    name: "privacy",
    path: "/privacy",
    who: "anybody",
    title: { en: "Notice of privacy practices", es: "Aviso de prácticas de privacidad" },
  },
  { name: "staff", path: "/staff", who: "anybody", title: { en: "Staff sign-in", es: "Entrada del personal" } },
  // Opens only while a session is locked: end2end/tests/locking.spec.ts.
  { name: "staff-locked", path: "/staff/locked", who: "locked", title: { en: "Locked", es: "Bloqueado" } },
  {
    name: "staff-set-up",
    path: "/staff/set-up",
    who: "anybody",
    title: { en: "Set up your staff account", es: "Configure su cuenta del personal" },
  },
  { name: "outbox", path: "/demo/outbox", who: "anybody", title: { en: "Sent messages", es: /./ } },
];

/** How many routes the app has, so that none is forgotten here. */
export function routesOfTheApp(): number {
  const source = readFileSync(new URL("../../app/src/routes.rs", import.meta.url), "utf8");
  return source.match(/<Route\s/g)?.length ?? 0;
}

const record = ({ path }: PageOf): boolean => path.startsWith("{p}/record");
const asking = ({ path }: PageOf): boolean => path.startsWith("{p}/requests");
const acting = ({ path }: PageOf): boolean => /^(\{p\}\/(sharing|activity)|\/people)/.test(path);

/** A patient's pages by what they are about: they are too many for one test. */
export const PATIENTS: [about: string, pages: PageOf[]][] = [
  ["messages and account", PAGES.filter((one) => one.who === "patient" && !record(one) && !asking(one) && !acting(one))],
  ["requests", PAGES.filter((one) => one.who === "patient" && asking(one))],
  ["record", PAGES.filter((one) => one.who === "patient" && record(one))],
  ["people", PAGES.filter((one) => one.who === "patient" && acting(one))],
];

/** The address of a page, with what stands in it. */
export function at({ name, path }: PageOf, places: Places = {}): string {
  return path.replace(/\{([ptarg])\}/g, (_, letter: keyof Places) => {
    const place = places[letter];
    if (place === undefined) throw new Error(`the address of ${name} needs {${letter}}`);
    return place;
  });
}

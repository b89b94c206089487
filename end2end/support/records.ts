import { randomUUID } from "node:crypto";
import { canary } from "./canaries.ts";
import { type Day, inDays, iso } from "./days.ts";

/** A patient besides those of the demo: the pediatricians have seen her once, and nothing is written of it. */
export interface Child {
  given: string;
  name: string;
  mrn: string;
  born: Day;
}

const FAMILY = "Azcona";

function child(given: string, mrn: string, born: Day): Child {
  return { given, name: canary(`${given} ${FAMILY}`), mrn, born };
}

/**
 * Three children of one parent: one is five, one turns 13 in three months and some days, and one turns 18 two days after that,
 * so that one notice after the other is due for both within a step of the clock.
 */
export const THREE: readonly [small: Child, middle: Child, eldest: Child] = [
  child("Bruno", "MV-200005", inDays(-200, 5)),
  child("Candela", "MV-200012", inDays(97, 13)),
  child("Gaspar", "MV-200017", inDays(99, 18)),
];

/** A teen who has no account. */
export const TEEN = child("Noelia", "MV-200016", inDays(-100, 16));

/** One resource of a transaction. */
function post(resourceType: string, id: string, body: object): object {
  return { fullUrl: `urn:uuid:${id}`, resource: { resourceType, id, ...body }, request: { method: "POST", url: resourceType } };
}

/** The record of a child. Practice and clinician are those of the demo, by their identifiers. */
function record({ given, mrn, born }: Child): object[] {
  const patient = randomUUID();
  const seen = iso(inDays(-30));
  return [
    post("Patient", patient, {
      identifier: [
        {
          type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "MR" }] },
          system: "https://maplevalley.example.org/mrn",
          value: mrn,
        },
      ],
      active: true,
      name: [{ use: "official", family: FAMILY, given: [given] }],
      gender: "other",
      birthDate: iso(born),
      address: [{ line: ["4 Juniper Court"], city: "Maple Valley", state: "Massachusetts", postalCode: "01991", country: "US" }],
    }),
    post("Encounter", randomUUID(), {
      status: "finished",
      class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
      type: [{ coding: [{ system: "http://snomed.info/sct", code: "410620009", display: "Well child visit (procedure)" }] }],
      subject: { reference: `urn:uuid:${patient}` },
      participant: [{ individual: { reference: "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9990000104" } }],
      period: { start: `${seen}T15:00:00Z`, end: `${seen}T15:20:00Z` },
      serviceProvider: { reference: "Organization?identifier=https://maplevalley.example.org/practice|pediatrics" },
    }),
  ];
}

/** The records of children as a bundle that the portal imports. */
export function bundleOf(children: readonly Child[]): object {
  return { resourceType: "Bundle", type: "transaction", entry: children.flatMap(record) };
}

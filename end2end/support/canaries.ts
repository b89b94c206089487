/**
 * What must be in no log, no address and no mail subject: names, birth dates, contacts, passwords, codes, answers, and
 * what people write to each other. Every test types some of it; after every test the server's whole log is searched.
 */
const known = new Set<string>();

/** Makes a text one of them, and gives it back. */
export function canary<Text extends string>(text: Text): Text {
  known.add(text);
  // As it stands in an address.
  known.add(encodeURIComponent(text));
  return text;
}

/** Those that are in a text. */
export function canariesIn(text: string): string[] {
  return [...known].filter((one) => text.includes(one));
}

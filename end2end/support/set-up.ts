import { rmSync } from "node:fs";
import { fillTemplate } from "./portal.ts";

/** Fills one clinic before all tests; each test gets a copy. */
export default async function setUp(): Promise<() => void> {
  const template = await fillTemplate();
  process.env["LINDEN_TEMPLATE"] = template;
  return () => rmSync(template, { recursive: true, force: true });
}

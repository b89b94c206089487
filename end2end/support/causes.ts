import type { FullConfig, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** At the very end, in a few lines each, why which journeys were red: the last lines of a long run are what is looked at first. */
export default class Causes implements Reporter {
  readonly #red: string[] = [];

  onBegin(_config: FullConfig): void {}

  onTestEnd(test: TestCase, { status, errors, duration }: TestResult): void {
    if (status === "passed" || status === "skipped") return;
    // Without colours, and not a whole page's text.
    const said = errors.map(({ message }) => (message ?? "").replace(/\u001b\[[0-9;]*m/g, "").slice(0, 1500));
    this.#red.push([`${test.title} (${status} after ${Math.round(duration / 1000)} s)`, ...said].join("\n"));
  }

  onEnd(): void {
    for (const red of this.#red) console.log(`\nRED  ${red.split("\n").join("\n     ")}`);
  }

  printsToStdio(): boolean {
    return false;
  }
}

import type { BrowserContext } from "@playwright/test";
import { canariesIn } from "./canaries.ts";
import type { Portal } from "./portal.ts";

/** What the browser itself adds to the console when a reply is a refusal, and where the reply came from. */
const FAILED_LOAD = /^Failed to load resource: /;

/** Sees everything that no page may do, whatever a test is about. */
export class Watch {
  private found: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly provoked: RegExp[] = [];

  constructor(private readonly portal: Portal) {}

  /** Some path answers with an error in this test: the browser's own line about it in the console is no fault. */
  expectFailure(path: RegExp): void {
    this.expected.push(path);
  }

  /** Watches every page of a context, those that are opened later too. */
  async over(context: BrowserContext): Promise<void> {
    context.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      const { url } = message.location();
      const path = url.replace(this.portal.url, "");
      if (FAILED_LOAD.test(message.text()) && this.expected.some((expected) => expected.test(path))) return;
      this.found.push(`console ${message.type()}: ${message.text()} (${path})`);
    });
    context.on("weberror", (error) => this.found.push(`page error: ${error.error().stack ?? error.error().message}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.pathname === "/csp-report") this.found.push(`a report: ${request.postData() ?? ""}`);
      for (const one of canariesIn(request.url())) this.found.push(`"${one}" is in an address: ${url.pathname}`);
      if (url.protocol.startsWith("http") && url.origin !== this.portal.url) {
        this.found.push(`a request to a stranger: ${url.origin}`);
      }
    });
    context.on("response", (response) => {
      if (response.status() === 429) this.found.push(`over the budget of its address: ${response.url()}`);
    });
    await context.exposeBinding("watchViolation", (_, said: string) => {
      this.found.push(`content policy: ${said}`);
    });
    await context.addInitScript(() => {
      const tell = (globalThis as unknown as { watchViolation(said: string): void }).watchViolation;
      document.addEventListener("securitypolicyviolation", (violation) => {
        tell(`${violation.effectiveDirective} ${violation.blockedURI} ${violation.sample} ${violation.sourceFile}`);
      });
    });
  }

  /** What was seen so far, in page and server. */
  faults(): string[] {
    const said = this.portal.logged().flatMap((line) => canariesIn(line).map((one) => `"${one}" is in the log: ${line}`));
    const found = this.found.filter((fault) => !this.provoked.some((kind) => kind.test(fault)));
    return [...found, ...said, ...this.portal.complaints().map((line) => `server: ${line}`)];
  }

  /**
   * What a test provokes and cannot await: the console of a page that is loaded anew may be told of after the new page stands.
   * Returns how to ask how often it was seen.
   */
  provokes(kind: RegExp): () => number {
    this.provoked.push(kind);
    return () => this.found.filter((fault) => kind.test(fault)).length;
  }

  /** Takes out what a test provoked. */
  take(kind: RegExp): string[] {
    const taken = this.found.filter((fault) => kind.test(fault));
    this.found = this.found.filter((fault) => !kind.test(fault));
    return taken;
  }
}

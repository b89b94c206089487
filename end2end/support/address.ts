import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** An HTTP proxy from whose own address everything comes that goes through it. */
export interface Address {
  /** What the portal sees, for example 127.3.0.7. */
  readonly ip: string;
  /** What a browser context is given as `proxy`. */
  readonly proxy: { server: string; bypass: string };
  /** The portal gets the next request to this path, but its reply breaks off on the way back. */
  loseReplyOf(path: string): void;
  close(): Promise<void>;
}

/** An empty page of the portal's origin, from which a test speaks to the portal: the proxy answers it itself. */
export const EMPTY = "/empty-page-of-the-tests";
const EMPTY_HTML = '<!doctype html><html lang="en"><title>Nothing</title><link rel="icon" href="data:,"></html>';
// What all pages of the portal have, so that the browser goes on to them in the process that it is in.
const EMPTY_HEAD = { "content-type": "text/html", "cache-control": "no-store", "cross-origin-opener-policy": "same-origin" };

// The portal's budgets are per address, and a browser cannot choose its own. All of 127.0.0.0/8 is this machine.
let given = 0;
function nextIp(): string {
  const worker = Number(process.env["TEST_WORKER_INDEX"] ?? 0) % 250;
  given += 1;
  return `127.${worker + 2}.${(given >> 7) & 127}.${(given & 127) + 1}`;
}

/** Opens a proxy with an address of its own. Live streams pass through it as they come. */
export async function openAddress(ip = nextIp()): Promise<Address> {
  const lost = new Set<string>();
  const server = createServer((ask, reply) => {
    const to = new URL(ask.url ?? "", "http://nowhere.invalid");
    if (to.pathname === EMPTY) {
      reply.writeHead(200, EMPTY_HEAD).end(EMPTY_HTML);
      return;
    }
    const { "proxy-connection": _, ...headers } = ask.headers;
    const onward = request(
      // The portal listens on one address; its name may have another one, too.
      { host: to.hostname === "localhost" ? "127.0.0.1" : to.hostname, port: to.port || 80, path: to.pathname + to.search, method: ask.method, headers, localAddress: ip },
      (answer) => {
        reply.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        if (lost.delete(to.pathname)) {
          // After the head: a browser repeats by itself what got no answer at all.
          reply.flushHeaders();
          setTimeout(() => reply.destroy(), 50);
        } else {
          answer.pipe(reply);
        }
      },
    );
    // Nobody listens any longer, or nobody answers: end the other side too.
    reply.on("close", () => onward.destroy());
    onward.on("error", () => reply.destroy());
    ask.pipe(onward);
  });
  // The portal under test has no https: whatever asks for it is a stranger, and is turned away.
  server.on("connect", (_ask, socket) => {
    // It may be gone before it is told.
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    ip,
    proxy: { server: `http://127.0.0.1:${port}`, bypass: "<-loopback>" },
    loseReplyOf: (path) => void lost.add(path),
    close: () => new Promise((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    }),
  };
}

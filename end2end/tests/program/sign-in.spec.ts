// Ten thousand attempts at one account, and what becomes of its owner.

import { Agent, request } from "node:http";
import { DEMO_PASSWORD } from "../../support/people.ts";
import type { Program, Server } from "../../support/program.ts";
import { expect, playing as test } from "../../support/test.ts";

const ATTEMPTS = 10_000;
const AT_ONCE = 32;
const LEAD = "lead@demo.example";
const GUESS = "geraten-und-daneben";

/** What an attempt came to. */
interface Answer {
  status: number;
  retryAfter: string | undefined;
  cookies: string[];
  text: string;
}

/** Tries to sign in. Plain `node:http`: ten thousand of these are to be quick. */
function signIn(server: Server, agent: Agent, email: string, password: string, cookie = ""): Promise<Answer> {
  const body = new URLSearchParams({ email, password }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${server.url}/anmelden`,
      { method: "POST", agent, headers: cookie === "" ? headers : { ...headers, cookie } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode!,
            retryAfter: response.headers["retry-after"],
            cookies: response.headers["set-cookie"] ?? [],
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

async function auditRows(program: Program, server: Server): Promise<number> {
  const printed = await program.succeed(server.database, "audit", "verify");
  return Number(/Zeilen: (\d+)/.exec(printed)![1]);
}

test.setTimeout(120_000);

test("ten thousand attempts open nothing, and keep the owner of the account out of nothing", async ({
  program,
  server,
}) => {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE + 2 });
  const before = await auditRows(program, server);
  // A browser that the account was used from.
  const known = await signIn(server, agent, LEAD, DEMO_PASSWORD);
  expect(known.status).toBe(303);
  const device = known.cookies.find((line) => line.startsWith("lagebild_device="))!.split(";")[0]!;

  const statuses = new Map<number, number>();
  let sent = 0;
  const attack = async (): Promise<void> => {
    for (sent += 1; sent <= ATTEMPTS; sent += 1) {
      const { status, retryAfter } = await signIn(server, agent, LEAD, GUESS);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) expect(Number(retryAfter)).toBeGreaterThan(0);
    }
  };
  const attackers = Promise.all(Array.from({ length: AT_ONCE }, attack));
  /** What becomes of the owner while they are at it. */
  const owner = async (): Promise<number[]> => {
    const met: number[] = [];
    for (const share of [0.25, 0.5, 0.75]) {
      while (sent < share * ATTEMPTS) await new Promise(setImmediate);
      met.push((await signIn(server, agent, LEAD, DEMO_PASSWORD, device)).status);
    }
    return met;
  };
  const [met] = await Promise.all([owner(), attackers]);
  expect(met, "during it").toEqual([303, 303, 303]);

  expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(ATTEMPTS);
  expect([...statuses.keys()].toSorted()).toEqual([422, 429]);
  expect(statuses.get(422)!, "looked at").toBeLessThan(40);

  // Even the right password is not looked at now, but from a browser that the owner has used before.
  const stranger = await signIn(server, agent, LEAD, DEMO_PASSWORD);
  expect([stranger.status, stranger.cookies]).toEqual([429, []]);
  expect(stranger.text).toContain("Zu viele Versuche.");
  const madeUp = `lagebild_device=${"0".repeat(64)}`;
  expect((await signIn(server, agent, LEAD, DEMO_PASSWORD, madeUp)).status).toBe(429);
  const after = await signIn(server, agent, LEAD, DEMO_PASSWORD, device);
  expect(after.status, "after it").toBe(303);

  agent.destroy();
  await server.stop();
  const rows = (await auditRows(program, server)) - before;
  expect(rows, "what was refused is counted, not listed").toBeLessThan(statuses.get(422)! + 10);
  for (const secret of [GUESS, DEMO_PASSWORD, LEAD]) expect(server.log).not.toContain(secret);
});

test("whether an account exists is not told", async ({ server }) => {
  const agent = new Agent({ keepAlive: true });
  const told = async (email: string): Promise<[number, string]> => {
    const { status, text } = await signIn(server, agent, email, GUESS);
    expect(text).not.toContain(GUESS);
    const [content] = /<title>.*<\/main>/s.exec(text)!;
    return [status, content.replace(`value="${email}"`, "")];
  };
  const known = await told("viewer@demo.example");
  expect(known[0]).toBe(422);
  expect(known[1]).toContain("E-Mail-Adresse und Passwort passen nicht zusammen.");
  expect(await told("niemand@demo.example")).toEqual(known);
  agent.destroy();
});

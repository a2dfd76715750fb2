// Ten thousand attempts at one account, and what becomes of its owner.

import { Agent, request } from "node:http";
import { DEMO_PASSWORD, invitation, signIn as enter } from "../../support/people.ts";
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

test("ten thousand attempts open nothing, and the owner of the account signs in meanwhile", async ({
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
  const waits: (string | undefined)[] = [];
  const met: number[] = [];
  let sent = 0;
  const attack = async (): Promise<void> => {
    while (sent < ATTEMPTS) {
      sent += 1;
      const isOwnersTurn = sent % (ATTEMPTS / 4) === 0;
      const { status, retryAfter } = await signIn(server, agent, LEAD, GUESS);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) waits.push(retryAfter);
      if (isOwnersTurn) met.push((await signIn(server, agent, LEAD, DEMO_PASSWORD, device)).status);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, attack));

  expect([...statuses.keys()].toSorted()).toEqual([422, 429]);
  const looked = statuses.get(422)!;
  expect(looked + statuses.get(429)!).toBe(ATTEMPTS);
  expect(looked, "ten at once, and one in ten seconds").toBeLessThan(30);
  expect(waits.filter((wait) => !(Number(wait) > 0)), "each is told when to come back").toEqual([]);
  expect(met, "the owner while it goes on").toEqual([303, 303, 303, 303]);

  // Even the right password is not looked at now, but from a browser that the owner has used before. What may be
  // looked at in these ten seconds, if anything, is used up by one more guess.
  await signIn(server, agent, LEAD, GUESS);
  const stranger = await signIn(server, agent, LEAD, DEMO_PASSWORD);
  expect([stranger.status, stranger.cookies]).toEqual([429, []]);
  expect(stranger.text).toContain("Zu viele Versuche.");
  const madeUp = `lagebild_device=${"0".repeat(64)}`;
  expect((await signIn(server, agent, LEAD, DEMO_PASSWORD, madeUp)).status).toBe(429);
  expect((await signIn(server, agent, LEAD, DEMO_PASSWORD, device)).status, "and afterwards").toBe(303);

  agent.destroy();
  await server.stop();
  const rows = (await auditRows(program, server)) - before;
  expect(rows, "what was refused is counted, not listed").toBeLessThan(looked + 10);
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

test.describe("at its most talkative", () => {
  test.use({ environment: { LAGEBILD_LOG: "trace" } });

  test("the log keeps every secret", async ({ server }) => {
    const agent = new Agent({ keepAlive: true });
    await signIn(server, agent, LEAD, GUESS);
    agent.destroy();
    const admin = await enter(server, "admin@demo.example");
    const link = await invitation(server, admin, "neu@kommune.example");
    await fetch(`${server.url}${link}`);
    await server.stop();
    expect(server.log.length, "it says something").toBeGreaterThan(1_000);
    const secrets = [GUESS, DEMO_PASSWORD, LEAD, "admin@demo.example", "neu@kommune.example", link.split("/").at(-1)!];
    for (const secret of [...secrets, ...admin.cookies.map(({ value }) => value)]) {
      expect(server.log.includes(secret), secret).toBe(false);
      expect(server.log.includes(encodeURIComponent(secret)), secret).toBe(false);
    }
  });
});

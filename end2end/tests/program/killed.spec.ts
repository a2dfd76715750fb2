// A server that is killed in the middle of writing has kept everything that it said it had.

import { ENGINES } from "../../support/database.ts";
import { type Visitor, get, invite, post, setUp } from "../../support/people.ts";
import type { Server } from "../../support/program.ts";
import { expect, test } from "../../support/test.ts";

/** Each of them is written to by somebody, one entry after the other. */
const AUTHORITIES = ["09273", "09375", "09771", "09772", "09184", "09188"];
const KILLS = 4;
/** How much is acknowledged before the next kill. */
const ENTRIES = 60;

for (const engine of ENGINES) {
  test(`nothing acknowledged is lost, on ${engine}`, async ({ program, newDatabase }) => {
    const database = await newDatabase(engine);
    /** The notes that the server said it had kept, by authority. */
    const kept = new Map<string, string[]>(AUTHORITIES.map((authority) => [authority, []]));
    let contact: Visitor | undefined;
    for (let life = 1; life <= KILLS; life += 1) {
      const server = await program.serve(database);
      // Whoever was signed in before a kill still is after it.
      const visitor = (contact ??= await invite(server, await setUp(server), "kontakt@lagebild.example"));
      let acknowledged = 0;
      let killed: Promise<void> | undefined;
      await Promise.all(
        AUTHORITIES.map(async (authority) => {
          for (let entry = 1; killed === undefined; entry += 1) {
            const note = `${authority}-${life}-${entry}.`;
            const status = await record(server, visitor, authority, note);
            if (status === undefined && killed !== undefined) break;
            expect(status).toBe(303);
            kept.get(authority)!.push(note);
            acknowledged += 1;
            // The others are in the middle of something.
            if (acknowledged === ENTRIES) killed = server.kill();
          }
        }),
      );
      await killed;
    }

    const server = await program.serve(database);
    try {
      for (const [authority, notes] of kept) {
        expect(notes.length).toBeGreaterThan(KILLS);
        const history = await (await get(server, `/kommunen/${authority}`, contact!.cookies)).text();
        expect(notes.filter((note) => !history.includes(note)), `lost at ${authority}`).toEqual([]);
        // Of what was under way at a kill, at most the one entry is there that was not answered any more.
        const there = history.match(/class="lb-note"/g)?.length ?? 0;
        expect(there - notes.length).toBeLessThanOrEqual(KILLS);
      }
      expect(await record(server, contact!, "09273", "Es geht weiter.")).toBe(303);
    } finally {
      await server.stop();
    }
  });
}

/** Records an entry as the form does. Returns the status, or nothing where there was no answer. */
async function record(
  server: Server,
  { cookies }: Visitor,
  authority: string,
  note: string,
): Promise<number | undefined> {
  const form = `/kommunen/${authority}/leistungen/waffenrecht`;
  try {
    const version = /name="version" value="(\d+)"/.exec(await (await get(server, form, cookies)).text());
    const fields = { stage: "testing", effective_on: "03.03.2025", note, version: version![1]! };
    return (await post(server, form, fields, cookies)).status;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

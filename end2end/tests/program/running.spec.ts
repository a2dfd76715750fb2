// A server and the command line, or two servers, on one database; and a database that goes away.

import { ENGINES, create } from "../../support/database.ts";
import { get, invite, post, setUp } from "../../support/people.ts";
import { expect, test } from "../../support/test.ts";

const BODY = "/kommunen/092735218";

for (const engine of ENGINES) {
  test(`what the command line sets is on the next page, on ${engine}`, async ({ program, newDatabase, serve }) => {
    const database = await newDatabase(engine);
    const [one, other] = [await serve(database), await serve(database)];
    // Whoever signed in at one server is signed in at the other one too.
    const { cookies } = await invite(other, await setUp(other), "kontakt@lagebild.example");
    const texts = async (address: string): Promise<string[]> =>
      Promise.all([one, other].map(async (server) => (await get(server, address, cookies)).text()));
    const overview = "/?leistung=wohnsitzanmeldung";
    for (const text of await texts(overview)) expect(text).toContain("0 von 13.369.393");

    for (const [stage, shown] of [
      ["live", "9.802 von 13.369.393"],
      ["suspended", "0 von 13.369.393"],
      ["live", "9.802 von 13.369.393"],
    ] as const) {
      const what = ["--authority", "092735218", "--service", "wohnsitzanmeldung", "--stage", stage];
      await program.succeed(database, "status", "set", ...what);
      for (const text of await texts(overview)) expect(text).toContain(shown);
    }
    for (const text of await texts(BODY)) expect(text).toContain("von Kommandozeile");

    // What one server takes, the other one shows.
    const version = /name="version" value="(\d+)"/.exec((await texts(`${BODY}/leistungen/wohnsitzanmeldung`))[1]!);
    const fields = { stage: "pilot", effective_on: "03.03.2025", note: "von nebenan", version: version![1]! };
    const taken = await post(one, `${BODY}/leistungen/wohnsitzanmeldung`, fields, cookies);
    expect(taken.status).toBe(303);
    expect((await texts(BODY))[1]).toContain("von nebenan");
  });
}

test("a database that went away is our fault, and has a number", async ({ program, newDatabase }) => {
  // Creates the first one to skip where there is no cluster.
  await newDatabase("postgres");
  const database = await create("postgres");
  const server = await program.serve(database.url, "--public-reading");
  try {
    expect((await fetch(`${server.url}/`)).status).toBe(200);
    await database.remove();
    const answer = await fetch(`${server.url}/`);
    expect(answer.status).toBe(500);
    const text = await answer.text();
    const reference = /Fehlernummer: <b>([0-9a-f]{8})<\/b>/.exec(text);
    expect(text).toContain("<h1>Das hat nicht geklappt</h1>");
    expect(text, "nothing of the inside").not.toMatch(/postgres|sqlx|e2e_/);
    await expect.poll(() => server.log).toContain(reference![1]);
  } finally {
    await server.kill();
  }
});

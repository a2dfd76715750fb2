import { type Visitor, invite, post } from "./people.ts";
import { expect, writing } from "./test.ts";

const HOST = { role_facilitator: "on" };
const PLAN = { title: "Wohnsitz im Kreis Kelheim", held_on: "02.11.2026", body_0: "09273", members_0: "on" };

/** Tests of somebody who leads workshops. `found` plans a workshop and writes down what was said in it. */
export const hosting = writing.extend<{ host: Visitor; found: (...words: string[]) => Promise<void> }>({
  host: async ({ server, admin }, use) => use(await invite(server, admin, "moderation@lagebild.example", HOST)),
  visitor: async ({ host }, use) => use(host),
  found: async ({ server, host }, use) => {
    await use(async (...words) => {
      const planned = await post(server, "/workshops/neu", PLAN, host.cookies);
      expect(planned.status).toBe(303);
      const { pathname } = new URL(planned.headers.get("location")!, server.url);
      for (const [place, text] of words.entries()) {
        const line = { words: text, kind: "obstacle", key: `${pathname}-${place}` };
        const written = await post(server, `${pathname}/erfassen`, line, host.cookies);
        expect([200, 303]).toContain(written.status);
      }
    });
  },
});

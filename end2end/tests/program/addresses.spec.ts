// One address for each body: other keys lead there, and nothing that was asked for gets lost.

import { get, post } from "../../support/people.ts";
import { expect, test, writing } from "../../support/test.ts";

for (const [asked, canonical] of [
  ["/kommunen/09184139", "/kommunen/091840139139"],
  ["/kommunen/9184139", "/kommunen/091840139139"],
  ["/kommunen/09761", "/kommunen/097610000000"],
  ["/kommunen/09761000", "/kommunen/097610000000"],
  ["/kommunen/091840139", "/kommunen/091840139139"],
  ["/kommunen/092735218000", "/kommunen/092735218"],
  ["/kommunen/09273000", "/kommunen/09273"],
  ["/kommunen/092730000000", "/kommunen/09273"],
  ["/kommunen/09200000", "/kommunen/092"],
  ["/kommunen/09184139?gespeichert=7&x=%C3%A4", "/kommunen/091840139139?gespeichert=7&x=%C3%A4"],
  ["/kommunen/09184139/leistungen/wohnsitzanmeldung", "/kommunen/091840139139/leistungen/wohnsitzanmeldung"],
  [
    "/kommunen/09184139/leistungen/wohnsitzanmeldung/korrektur?eintrag=7",
    "/kommunen/091840139139/leistungen/wohnsitzanmeldung/korrektur?eintrag=7",
  ],
] as const) {
  test(`${asked} leads to ${canonical}`, async ({ demo, visitors }) => {
    const answer = await get(demo, asked, (await visitors("lead")).cookies);
    expect(answer.status).toBe(308);
    expect(answer.headers.get("location")).toBe(canonical);
  });
}

for (const address of ["/kommunen/09273", "/kommunen/097610000000", "/?gebiet=09761", "/kommunen?kreis=09761000"]) {
  test(`${address} is there`, async ({ demo }) => {
    expect((await get(demo, address)).status).toBe(200);
  });
}

writing("a form that was sent to another key of the body is taken", async ({ server, contact, program }) => {
  const send = (effective_on: string): Promise<Response> => {
    const fields = { stage: "live", effective_on, version: "0" };
    return post(server, "/kommunen/09184139/leistungen/wohnsitzanmeldung", fields, contact.cookies);
  };
  const refused = await send("31.02.2026");
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("31.02.2026");
  const taken = await send("03.03.2025");
  expect(taken.status).toBe(303);
  expect(taken.headers.get("location")).toMatch(/^\/kommunen\/091840139139\?gespeichert=\d+$/);
  const { authorities } = await program.coverage(server.database, "--service", "wohnsitzanmeldung");
  expect(authorities.live).toBe(1);
});

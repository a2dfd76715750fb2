// The link to the first account, from one start to the next.

import { PASSWORD, post } from "../../support/people.ts";
import { expect, test } from "../../support/test.ts";

test("each start prints a link of its own, until one was used", async ({ serve, newDatabase }) => {
  const database = await newDatabase();
  const first = await serve(database);
  const old = await first.setupLink();
  await first.stop();
  const second = await serve(database);
  const link = await second.setupLink();
  expect(link).not.toBe(old);
  const form = { email: "ada@lagebild.example", name: "Ada Anfang", password: PASSWORD };
  expect((await post(second, old, form)).status, "somebody may have found it in an old log").toBe(410);
  const both = await Promise.all([post(second, link, form), post(second, link, { ...form, email: "eva@lagebild.example" })]);
  expect(both.map(({ status }) => status).toSorted(), "of two at once one is the first").toEqual([303, 410]);
  await second.stop();
  const third = await serve(database);
  await third.stop();
  expect(await Promise.race([third.setupLink(), Promise.resolve("none")])).toBe("none");
});

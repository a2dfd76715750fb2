// The demonstration: always the same, and never among real entries.

import { TODAY, expect, test } from "../../support/test.ts";

test("the same day tells the same, on both engines", async ({ program, told, newDatabase }) => {
  // A year is told three times.
  test.slow();
  const databases = [told.url, await newDatabase(), await newDatabase("postgres")];
  const figures = await Promise.all(
    databases.map(async (database) => {
      await program.succeed(database, "demo", "--today", TODAY);
      const selections = [[], ["--commitment", "bauen"], ["--service", "wohnsitzanmeldung"], ["--on", "2026-06-30"]];
      return Promise.all(selections.map((args) => program.coverage(database, "--today", TODAY, ...args)));
    }),
  );
  expect(figures[1]).toEqual(figures[0]);
  expect(figures[2]).toEqual(figures[0]);
  // It is told neither at its beginning nor at its end.
  const [total] = figures[0]!;
  expect(total!.authorities.live).toBeGreaterThan(total!.authorities.total / 4);
  expect(total!.authorities.live).toBeLessThan(total!.authorities.total);
  expect(total!.authorities.unknown).toBeGreaterThan(0);
});

test("telling it twice changes nothing", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  await program.succeed(database, "demo", "--today", TODAY);
  const before = await program.coverage(database, "--today", TODAY);
  const again = await program.run(database, "demo", "--today", TODAY);
  expect(again.code).toBe(0);
  expect(again.stderr).toMatch(/schon bis zum 2026-11-22 erzählt/);
  expect(await program.coverage(database, "--today", TODAY)).toEqual(before);
});

test("it goes on where it stopped", async ({ program, newDatabase }) => {
  // A year is told three times.
  test.slow();
  const [early, straight] = [await newDatabase(), await newDatabase()];
  await program.succeed(early, "demo", "--today", "2026-06-30");
  await program.succeed(early, "demo", "--today", TODAY);
  await program.succeed(straight, "demo", "--today", TODAY);
  expect(await program.coverage(early, "--today", TODAY)).toEqual(await program.coverage(straight, "--today", TODAY));
  const back = await program.run(early, "demo", "--today", "2026-06-30");
  expect(back.code).toBe(1);
  expect(back.stderr).toMatch(/schon bis zum 2026-11-22 erzählt/);
});

test("it is refused where there are real entries", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  const what = ["--authority", "09273", "--service", "waffenrecht", "--stage", "live"];
  await program.succeed(database, "status", "set", ...what);
  const before = await program.coverage(database);
  const refused = await program.run(database, "demo");
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toMatch(/Diese Datenbank enthält echte Einträge.*Es wurde nichts geändert/);
  expect(await program.coverage(database)).toEqual(before);
});

test("the clock is set in a demonstration only", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  for (const command of [["coverage"], ["serve", "--listen", "127.0.0.1:0"], ["register", "show"]]) {
    const refused = await program.run(database, ...command, "--today", TODAY);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/--today gibt es nur in der Demonstration/);
  }
});

test("pages say that it is a demonstration, and only then", async ({ demo, serve, newDatabase }) => {
  const banner = "Demonstrationsdaten.";
  const real = await serve(await newDatabase(), "--public-reading");
  for (const address of ["/", "/kommunen", "/anmelden", "/gibt/es/nicht", "/impressum"]) {
    expect(await (await fetch(`${demo.url}${address}`)).text()).toContain(banner);
    expect(await (await fetch(`${real.url}${address}`)).text()).not.toContain(banner);
  }
});

// The audit on the command line: that it holds, where it does not, and dropping its beginning.

import pg from "pg";
import { ENGINES } from "../../support/database.ts";
import type { Program } from "../../support/program.ts";
import { TODAY, expect, test } from "../../support/test.ts";

const SERVICES = ["waffenrecht", "fuehrerschein", "aufenthaltstitel"];

/** Records that a service of the Landkreis Kelheim is live. */
function report(program: Program, database: string, service: string, ...args: string[]): Promise<string> {
  const entry = ["--authority", "09273", "--service", service, "--stage", "live", "--effective-on", "03.03.2025"];
  return program.succeed(database, "status", "set", ...entry, ...args);
}

/** How many rows there are, and the head of the chain, provided that it holds. */
async function verify(program: Program, database: string): Promise<{ rows: number; head: string }> {
  const printed = await program.succeed(database, "audit", "verify");
  const parts = /^Das Protokoll ist unverändert\.\nZeilen: (\d+)\nKopf: ([0-9a-f]{64})\n$/.exec(printed);
  expect(parts, printed).not.toBeNull();
  return { rows: Number(parts![1]), head: parts![2]! };
}

for (const engine of ENGINES) {
  test(`count and head are told, on ${engine}`, async ({ program, newDatabase }) => {
    const database = await newDatabase(engine);
    expect(await verify(program, database)).toEqual({ rows: 0, head: "0".repeat(64) });
    await report(program, database, "waffenrecht");
    const one = await verify(program, database);
    await report(program, database, "fuehrerschein");
    const two = await verify(program, database);
    expect([one.rows, two.rows]).toEqual([1, 2]);
    expect(two.head).not.toBe(one.head);
    expect(await verify(program, database)).toEqual(two);
  });
}

test("what is old is dropped when asked to, and the audit says so", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  await program.succeed(database, "demo", "--today", "2026-11-20");
  await report(program, database, "waffenrecht", "--today", TODAY);
  const drop = ["audit", "drop", "--before", "20.11.2026", "--today", TODAY];
  const before = await verify(program, database);

  const announced = await program.succeed(database, ...drop, "--dry-run");
  expect(announced).toMatch(/^Vor dem 2026-11-20: .*Zeilen?\.\nNur geprüft: Es wurde nichts geändert\.\n$/);
  expect(await verify(program, database)).toEqual(before);

  expect(await program.succeed(database, ...drop)).toMatch(/Gelöscht: .*Zeilen?\. Das Protokoll hält es fest\.\n$/);
  const after = await verify(program, database);
  expect(after.rows, "the entry, and that rows were dropped").toBe(2);
  expect(await program.succeed(database, ...drop)).toMatch(/es gibt nichts zu tun/);
  expect(await verify(program, database)).toEqual(after);
});

test("days of the future are refused", async ({ program, newDatabase }) => {
  const ended = await program.run(await newDatabase(), "audit", "drop", "--before", "2099-01-01");
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toContain("--before 2099-01-01 liegt in der Zukunft");
});

for (const [name, tampering, message] of [
  ["a changed row", "UPDATE audit SET actor = '0815' WHERE id = 2", /Zeile 2 passt nicht in die Kette/],
  ["a row that is gone", "DELETE FROM audit WHERE id = 2", /Zeile 2 fehlt/],
  ["an end that is gone", "DELETE FROM audit WHERE id >= 2", /Die Zeilen 2 bis 3, die letzten, fehlen/],
  ["another head", "UPDATE audit_head SET hash = 'abc'", /Der Kopf der Kette .* wurde ersetzt/],
] as const) {
  test(`${name} is found, and nothing is dropped then`, async ({ program, newDatabase }) => {
    const database = await newDatabase("postgres");
    for (const service of SERVICES) await report(program, database, service);
    const intruder = new pg.Client({ connectionString: database });
    await intruder.connect();
    try {
      await expect(intruder.query(tampering)).rejects.toThrow(/append-only|only moves on/);
      for (const table of ["audit", "audit_head"]) await intruder.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await intruder.query(tampering);
    } finally {
      await intruder.end();
    }
    for (const args of [["verify"], ["drop", "--before", "2026-01-01"]]) {
      const ended = await program.run(database, "audit", ...args);
      expect(ended).toMatchObject({ code: 1, stdout: "" });
      expect(ended.stderr).toMatch(message);
    }
  });
}

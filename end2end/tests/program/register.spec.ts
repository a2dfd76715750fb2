// The official register: what is in it comes in, and what is broken stays out.

import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Coverage } from "../../support/program.ts";
import { expect, test } from "../../support/test.ts";

/** The register of all Länder as of 30.11.2023. */
const REGISTER = join(import.meta.dirname, "../../../../shared/data/GV100AD_301123.txt");

test("the register that the program carries is the official one", async ({ program, newDatabase }) => {
  needsRegister();
  const database = await newDatabase();
  const before = await program.succeed(database, "register", "show");
  expect(before).toContain("Land 09, Gebietsstand 2023-11-30: 2056 Kommunen, 311 Verwaltungsgemeinschaften");
  for (const args of [["--dry-run"], []]) {
    const said = await program.succeed(database, "register", "import", REGISTER, ...args);
    expect(said).toContain("Gebietsstand 2023-11-30: 2056 Kommunen, 13.369.393 Menschen.");
    expect(said).toContain("Gegenüber dem Stand 2023-11-30 ist nichts anders.");
  }
  expect(await program.succeed(database, "register", "show")).toBe(before);
});

test("a commune that moves to another VG is told before it is believed", async ({ program, newDatabase }, testInfo) => {
  needsRegister();
  const database = await newDatabase();
  const set = ["--authority", "092735218", "--service", "wohnsitzanmeldung", "--stage", "live"];
  await program.succeed(database, "status", "set", ...set, "--effective-on", "2025-03-03");
  const before = await program.coverage(database, "--service", "wohnsitzanmeldung");

  // One month later Train leaves the VG Siegenburg for the VG Langquaid.
  const newer = testInfo.outputPath("GV100AD_311223.txt");
  const text = await readFile(REGISTER, "utf8");
  const moved = text.replaceAll(/^(..)20231130/gm, "$120231231").replace(/^(60\d{8}09273177)5218/m, "$15217");
  expect(moved).not.toBe(text);
  await writeFile(newer, moved);

  const told = await program.succeed(database, "register", "import", newer, "--dry-run");
  expect(told).toMatch(/In anderer VG oder anderem Kreis \(1\):\n.*Train \(092735218177\) → 092735217177/);
  expect(told).toMatch(/Zuständigkeit wechselt \(1\):\n.*Train.*Wohnsitz anmelden: VG Siegenburg \(092735218\) → VG Langquaid/);
  expect(told).toContain("Nur geprüft: Es wurde nichts geändert.");
  expect(await program.coverage(database, "--service", "wohnsitzanmeldung")).toEqual(before);

  await program.succeed(database, "register", "import", newer);
  const after = await program.coverage(database, "--service", "wohnsitzanmeldung");
  expect(after.authorities).toEqual(before.authorities);
  expect([before.communes.live, after.communes.live]).toEqual([5, 4]);
  // Whoever looks at the time before sees it as it was.
  const inVg = (on: string): Promise<Coverage> => program.coverage(database, "--scope", "092735218", "--on", on);
  expect((await inVg("2023-12-30")).communes.total).toBe(5);
  expect((await inVg("2023-12-31")).communes.total).toBe(4);
});

for (const { name, content, args = [], message } of [
  {
    name: "a file cut in half",
    content: (register: Buffer) => register.subarray(0, register.length / 2),
    message: /Zeile \d+, Spalten \d+ bis \d+:.*abgeschnitten|Die Länder nach \d\d fehlen/,
  },
  {
    name: "a file cut between two lines",
    content: (register: Buffer) => register.subarray(0, register.indexOf("\n", register.length / 2) + 1),
    message: /fehlen|abgeschnitten|unvollständig/,
  },
  {
    name: "a PDF named .txt",
    content: () => Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<</Type/Catalog>>\nendobj\n", "latin1"),
    message: /Das ist keine Datei des Gemeindeverzeichnisses/,
  },
  { name: "an empty file", content: () => Buffer.alloc(0), message: /Die Datei ist leer/ },
  {
    name: "a Land that is not in the file",
    content: (register: Buffer) => register,
    args: ["--land", "99"],
    message: /Das Land 99 ist nicht in der Datei/,
  },
]) {
  test(`${name} is refused and changes nothing`, async ({ program, newDatabase }, testInfo) => {
    needsRegister();
    const database = await newDatabase();
    const before = await program.succeed(database, "register", "show");
    const file = testInfo.outputPath("register.txt");
    await writeFile(file, content(await readFile(REGISTER)));
    const refused = await program.run(database, "register", "import", file, ...args);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(message);
    expect(refused.stderr).toContain("Es wurde nichts geändert.");
    expect(await program.succeed(database, "register", "show")).toBe(before);
  });
}

test("a file that does not exist is named", async ({ program, newDatabase }) => {
  const refused = await program.run(await newDatabase(), "register", "import", "fehlt.txt");
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("fehlt.txt lässt sich nicht lesen");
});

test("another Land comes in beside", async ({ program, newDatabase }) => {
  needsRegister();
  const database = await newDatabase();
  const said = await program.succeed(database, "register", "import", REGISTER, "--land", "06");
  expect(said).toContain("Das Land 06 ist neu.");
  expect(await program.succeed(database, "register", "show")).toMatch(/Land 06.*\n.*\nLand 09|Land 09.*\n.*\nLand 06/);
  const { scope, communes } = await program.coverage(database);
  expect([scope, communes.total]).toEqual(["09", 2_056]);
});

function needsRegister(): void {
  const isMissing = !existsSync(REGISTER);
  if (isMissing) console.error(`${REGISTER} fehlt: Das amtliche Register lässt sich nicht prüfen`);
  test.skip(isMissing, "the official register is not here");
}

// The command line: exit codes, what goes where, and the figures that have to come out.

import type { Ended } from "../../support/program.ts";
import { TODAY, expect, test } from "../../support/test.ts";

/** Results and messages of a refused command. */
function expectRefused(ended: Ended, message: RegExp): void {
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toMatch(message);
}

test("the program brings everything along and leaves nothing but its database behind", async ({ program }) => {
  const before = await program.files();
  const ended = await program.run("sqlite:allein.db", "coverage");
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect((await program.files()).filter((file) => !file.startsWith("allein.db"))).toEqual(before);
});

test("help is German and goes to stdout", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  const commands = [
    ...[[], ["serve"], ["demo"], ["register"], ["register", "import"], ["status", "set"], ["status", "export"], ["status", "template"], ["coverage"], ["briefing"]],
    ...[["audit"], ["audit", "verify"], ["audit", "drop"]],
  ];
  for (const command of commands) {
    const { code, stdout, stderr } = await program.run(database, ...command, "--help");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Aufruf: lagebild");
    expect(stdout).not.toMatch(/\b(usage|options|commands|arguments|default|possible values|env)\b/i);
  }
});

for (const [args, message] of [
  [[], /Es fehlt der Befehl/],
  [["fliegen"], /Den Befehl „fliegen“ gibt es nicht/],
  [["coverage", "--weit"], /Die Angabe „--weit“ gibt es hier nicht/],
  [["coverage", "--format", "pdf"], /„pdf“ passt nicht zu --format.*json, csv, table/],
  [["coverage", "--on", "31.02.2026"], /„31\.02\.2026“ passt nicht zu --on.*: diesen Tag gibt es im Kalender nicht/],
  [["coverage", "--on", "gestern"], /JJJJ-MM-TT oder TT\.MM\.JJJJ/],
  [["coverage", "--service", "bauvorbescheid", "--commitment", "bauen"], /lassen sich nicht zusammen angeben/],
  [["status", "set", "--service", "waffenrecht", "--stage", "live"], /Es fehlt: --authority/],
  [
    ["status", "set", "--authority", "09273", "--service", "waffenrecht", "--stage", "fertig"],
    /„fertig“ passt nicht zu --stage.*unknown, not_started, ordered, preparing, testing, pilot, live, suspended/,
  ],
  [["audit", "drop"], /Es fehlt: --before/],
  [["register", "import", "datei.txt", "--land", "Bayern"], /ein Land hat einen zweistelligen Schlüssel/],
] as const) {
  test(`wrong usage is exit 2: lagebild ${args.join(" ")}`, async ({ program, newDatabase }) => {
    const ended = await program.run(await newDatabase(), ...args);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/error:|Usage/);
  });
}

test("nothing known: every figure is open", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  const { on } = await program.coverage(database);
  const line = (args: string[]): Promise<string> => program.succeed(database, "coverage", "--format", "json", ...args);
  expect(await line(["--commitment", "bauen"])).toBe(
    `{"service":null,"commitment":"bauen","on":"${on}","scope":"09",` +
      `"authorities":{"live":0,"unknown":138,"total":138},` +
      `"communes":{"live":0,"unknown":2056,"total":2056},` +
      `"inhabitants":{"live":0,"unknown":13369393,"total":13369393},"complete":false}\n`,
  );
  expect(await line([])).toBe(
    `{"service":null,"commitment":null,"on":"${on}","scope":"09",` +
      `"authorities":{"live":0,"unknown":1456,"total":1456},` +
      `"communes":{"live":0,"unknown":2056,"total":2056},` +
      `"inhabitants":{"live":0,"unknown":13369393,"total":13369393},"complete":false}\n`,
  );
  const totals = await Promise.all(
    ["wohnsitzanmeldung", "fuehrerschein", "aufenthaltstitel", "bauvorbescheid", "baugenehmigung", "waffenrecht"].map(
      async (service) => (await program.coverage(database, "--service", service)).authorities.total,
    ),
  );
  expect(totals).toEqual([1_385, 96, 96, 138, 138, 96]);
});

for (const engine of ["sqlite", "postgres"] as const) {
  test(`one VG and one Landkreis are live, on ${engine}`, async ({ program, newDatabase }) => {
    const database = await newDatabase(engine);
    const set = (authority: string, service: string): Promise<string> =>
      program.succeed(
        database,
        ...["status", "set", "--authority", authority, "--service", service, "--stage", "live"],
        ...["--effective-on", "03.03.2025"],
      );
    expect(await set("092735218", "wohnsitzanmeldung")).toBe("092735218 wohnsitzanmeldung live 2025-03-03\n");
    await set("09273", "fuehrerschein");
    const figures = async (service: string, ...args: string[]): Promise<number[][]> => {
      const coverage = await program.coverage(database, "--service", service, ...args);
      const { authorities, communes, inhabitants } = coverage;
      return [authorities, communes, inhabitants].map(({ live, total }) => [live, total]);
    };
    expect(await figures("wohnsitzanmeldung")).toEqual([[1, 1_385], [5, 2_056], [9_802, 13_369_393]]);
    expect(await figures("fuehrerschein")).toEqual([[1, 96], [24, 2_056], [125_701, 13_369_393]]);
    // A scope may be any body, by any of its keys; the authority may sit outside of it.
    expect(await figures("wohnsitzanmeldung", "--scope", "09273172")).toEqual([[1, 1], [1, 1], [4_103, 4_103]]);
    expect((await figures("fuehrerschein", "--scope", "092735218"))[0]).toEqual([1, 1]);
    expect((await figures("fuehrerschein", "--scope", "092"))[0]).toEqual([1, 12]);
    // The day before, nobody was.
    expect((await figures("fuehrerschein", "--on", "2025-03-02"))[0]).toEqual([0, 96]);
    // When it happened is not when it became known.
    expect((await figures("fuehrerschein", "--on", "2025-03-03", "--known-on", "2025-03-03"))[0]).toEqual([0, 96]);
  });
}

test("sheet and table say the same as JSON", async ({ program, demo }) => {
  const args = ["--today", TODAY, "--commitment", "bauen"];
  const { authorities, communes, inhabitants } = await program.coverage(demo.database, ...args);
  const sheet = await program.succeed(demo.database, "coverage", "--format", "csv", ...args);
  expect(sheet.trimEnd().split("\n")).toEqual([
    "service,commitment,on,scope,measure,live,unknown,total,complete",
    ...Object.entries({ authorities, communes, inhabitants }).map(
      ([name, count]) => `,bauen,${TODAY},09,${name},${count.live},${count.unknown},${count.total},false`,
    ),
  ]);
  const table = await program.succeed(demo.database, "coverage", ...args);
  for (const count of [authorities, communes, inhabitants]) {
    expect(table).toContain(count.live.toLocaleString("de-DE"));
  }
  expect(table).toContain("flächendeckend: nein");
});

for (const [name, args, message] of [
  [
    "a foreign authority",
    ["--authority", "09273172", "--service", "wohnsitzanmeldung", "--stage", "live"],
    /Markt Siegenburg \(092735218172\).*nicht zuständig.*VG Siegenburg \(092735218\)/,
  ],
  [
    "an unknown key",
    ["--authority", "09999999", "--service", "wohnsitzanmeldung", "--stage", "live"],
    /Zum Schlüssel „09999999“ gibt es im Register nichts/,
  ],
  [
    "an unknown service",
    ["--authority", "09273", "--service", "angeln", "--stage", "live"],
    /Die Leistung „angeln“ gibt es nicht. Möglich sind wohnsitzanmeldung, fuehrerschein/,
  ],
  [
    "a day in the future",
    ["--authority", "09273", "--service", "waffenrecht", "--stage", "live", "--effective-on", "2099-01-01"],
    /--effective-on: Dieser Tag liegt in der Zukunft/,
  ],
  [
    "a day before 2010",
    ["--authority", "09273", "--service", "waffenrecht", "--stage", "live", "--effective-on", "31.12.2009"],
    /--effective-on: Dieser Tag liegt vor 2010/,
  ],
  [
    "a note of 5,000 characters",
    ["--authority", "09273", "--service", "waffenrecht", "--stage", "live", "--note", "ä".repeat(5_000)],
    /--note: Der Text hat 5\.000 Zeichen, möglich sind 4\.000/,
  ],
] as const) {
  test(`${name} is refused and changes nothing`, async ({ program, newDatabase }) => {
    const database = await newDatabase();
    const before = await program.coverage(database);
    expectRefused(await program.run(database, "status", "set", ...args), message);
    expect(await program.coverage(database)).toEqual(before);
  });
}

test("figures of tomorrow and of nowhere are refused", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  expectRefused(await program.run(database, "coverage", "--on", "2099-01-01"), /liegt in der Zukunft/);
  expectRefused(await program.run(database, "coverage", "--scope", "09999"), /Das Gebiet „09999“ gibt es/);
  expectRefused(await program.run(database, "coverage", "--service", "bauen"), /Die Leistung „bauen“ gibt es nicht/);
});

test("a database that cannot be opened is named, its password is not", async ({ program }) => {
  expectRefused(await program.run("mysql://localhost/x", "coverage"), /sqlite:DATEI oder postgres:\/\//);
  expectRefused(await program.run("sqlite:/gibt/es/nicht/x.db", "coverage"), /\/gibt\/es\/nicht\/x\.db/);
  const ended = await program.run("postgres://x:geheim@127.0.0.1:1/x", "coverage");
  expectRefused(ended, /PostgreSQL-Datenbank lässt sich nicht öffnen/);
  expect(ended.stderr).not.toContain("geheim");
});

test("other machines may connect only where browsers come over https", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  const local = ["--public-url", "http://localhost:3000"];
  for (const more of [[], local]) {
    for (const address of ["0.0.0.0:0", "[::]:0"]) {
      const ended = await program.run(database, "serve", "--listen", address, ...more);
      expectRefused(ended, /Nennen Sie mit --public-url die Adresse mit https:\/\//);
    }
  }
  const server = await program.serve(database, "--public-url", "https://lagebild.example");
  const answer = await fetch(server.url);
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
  expect(await server.stop()).toBe(0);
  expectRefused(await program.run(database, "serve", "--listen", "irgendwo"), /„irgendwo“ ist keine Adresse/);
});

test("a public address that would not be safe is refused", async ({ program, newDatabase }) => {
  const database = await newDatabase();
  for (const [url, message] of [
    ["http://lagebild.example", /ohne Verschlüsselung/],
    ["lagebild.example", /mit https:\/\/ und Rechnernamen/],
    ["https://lagebild.example/lagebild", /ohne Pfad/],
  ] as const) {
    const ended = await program.run(database, "serve", "--public-url", url);
    expect(ended.code, url).toBe(2);
    expect(ended.stderr, url).toMatch(message);
  }
  const ended = await program.run(database, "serve", "--trusted-proxy", "10.0.0.1,proxy");
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/„proxy“ passt nicht zu --trusted-proxy/);
});

test("a server stops when it is asked to", async ({ program, newDatabase }) => {
  const server = await program.serve(await newDatabase());
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
  expect(server.log).toBe("");
});

// `lagebild briefing`: the Lagebild as a file, without a browser.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { TODAY, expect, test } from "../../support/test.ts";

test("a briefing is written as accessible PDF", async ({ program, told }) => {
  const write = (file: string, ...args: string[]): Promise<string> =>
    program.succeed(told.url, "briefing", file, "--today", TODAY, ...args);
  await write("land.pdf");
  await write("kreis.pdf", "--scope", "09273", "--on", "2026-06-30");
  await write("gemeinde.pdf", "--scope", "09772177");
  for (const [file, title] of [
    ["land.pdf", "Lagebild Bayern"],
    ["kreis.pdf", "Lagebild Landkreis Kelheim"],
    ["gemeinde.pdf", "Lagebild Markt Meitingen"],
  ] as const) {
    const pdf = (await readFile(join(program.folder, file))).toString("latin1");
    expect(pdf.startsWith("%PDF-1.7")).toBe(true);
    expect(pdf).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(pdf).toContain("/Lang(de-DE)");
    expect(pdf).toContain(title);
  }
});

test("what cannot be written is refused", async ({ program, told }) => {
  for (const [args, message] of [
    [["--scope", "nirgends"], /Das Gebiet „nirgends“ gibt es am 2026-11-23 nicht im Register/],
    [["--on", "2027-01-01"], /--on 2027-01-01 liegt in der Zukunft/],
  ] as const) {
    const ended = await program.run(told.url, "briefing", "x.pdf", "--today", TODAY, ...args);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(message);
  }
  const ended = await program.run(told.url, "briefing", "nirgends/x.pdf", "--today", TODAY);
  expect(ended.stderr).toMatch(/nirgends\/x\.pdf lässt sich nicht schreiben/);
});

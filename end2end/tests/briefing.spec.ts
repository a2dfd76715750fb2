// What a project lead takes to the cabinet: a page that prints like a page, and the same as PDF.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { number, of } from "../support/german.ts";
import { TODAY, expect, test } from "../support/test.ts";

const run = promisify(execFile);

/** The text of a PDF file, page by page; null where nothing here can read it. */
async function read(file: string): Promise<string[] | null> {
  try {
    const { stdout } = await run("pdftotext", ["-layout", file, "-"], { maxBuffer: 2 ** 24 });
    return stdout.split("\f").slice(0, -1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    console.error("pdftotext fehlt: der Text der PDF-Dateien bleibt ungeprüft");
    return null;
  }
}

/** Follows a link that downloads a file, and returns the file. */
async function download(page: Page, link: string): Promise<{ name: string; file: string }> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: link, exact: true }).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), file: await download.path() };
}

for (const [path, heading] of [
  ["/briefing", "Lagebild Bayern"],
  ["/briefing/092?leistung=bauen&stand=2026-06-30", /^Lagebild Niederbayern: /],
  ["/briefing/09273", "Lagebild Landkreis Kelheim"],
  ["/briefing/092735218", "Lagebild VG Siegenburg"],
  ["/briefing/097720177177", "Lagebild Markt Meitingen"],
] as const) {
  test(`everybody can use ${path}`, async ({ page, forEverybody }) => {
    await page.goto(path);
    await forEverybody(heading);
  });
}

test("the way to paper leads from the Lagebild, a service and a body, under the same filter", async ({ page }) => {
  await page.goto("/?gebiet=092&stand=2026-06-30&gemessen=kommunen");
  await page.getByRole("link", { name: "Drucken", exact: true }).click();
  await expect(page).toHaveURL("/briefing/092?gemessen=kommunen&stand=2026-06-30");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lagebild Niederbayern");
  await expect(page.getByText("Stand 30.06.2026, erstellt am 23.11.2026")).toBeVisible();
  await page.getByRole("link", { name: "Zurück" }).click();
  await expect(page).toHaveURL("/?gemessen=kommunen&gebiet=092&stand=2026-06-30");

  await page.goto("/leistungen/bauen?gebiet=09273");
  await page.getByRole("link", { name: "Drucken", exact: true }).click();
  await expect(page).toHaveURL("/briefing/09273?leistung=bauen");
  await page.getByRole("link", { name: "Zurück" }).click();
  await expect(page).toHaveURL("/leistungen/bauen?gebiet=09273");

  await page.goto("/kommunen/097720177177");
  await page.getByRole("link", { name: "Drucken", exact: true }).click();
  await expect(page).toHaveURL("/briefing/097720177177");
  await page.getByRole("link", { name: "Zurück" }).click();
  await expect(page).toHaveURL("/kommunen/097720177177");
});

test("on paper there is the briefing and nothing around it", async ({ page }) => {
  await page.goto("/briefing");
  await page.emulateMedia({ media: "print" });
  for (const navigation of await page.getByRole("navigation").all()) await expect(navigation).toBeHidden();
  for (const around of [".lb-top", ".lb-banner", ".lb-foot", ".lb-sheet-bar"]) {
    await expect(page.locator(around)).toBeHidden();
  }
  await expect(page.getByRole("heading", { name: "Die Zusagen" })).toBeVisible();
});

test("the printed page is A4 with head, foot and number on each of its pages", async ({ page }, testInfo) => {
  await page.goto("/briefing");
  const path = testInfo.outputPath("briefing.pdf");
  const printed = await page.pdf({ path, preferCSSPageSize: true });
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(printed.toString("latin1"));
  expect([Math.round(Number(box?.[1])), Math.round(Number(box?.[2]))]).toEqual([595, 842]);
  const pages = await read(path);
  if (pages === null) return;
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.length).toBeLessThanOrEqual(4);
  for (const [place, text] of pages.entries()) {
    expect(text).toContain("Demonstrationsdaten");
    expect(text).toContain("Stand 23.11.2026");
    expect(text).toContain(`Seite ${place + 1} von ${pages.length}`);
  }
});

test("the PDF has the figures of the page and of the command line", async ({ page, program, demo }) => {
  for (const [path, scope, name] of [
    ["/briefing", "09", `lagebild-${TODAY}.pdf`],
    ["/briefing/09273", "09273", `lagebild-09273-${TODAY}.pdf`],
  ] as const) {
    const counted = await program.coverage(demo.database, "--today", TODAY, "--scope", scope);
    await page.goto(path);
    const figures = page.locator(".lb-sheet__figures");
    for (const count of [counted.authorities, counted.communes, counted.inhabitants]) {
      await expect(figures).toContainText(of(count));
    }
    const file = await download(page, "Als PDF herunterladen");
    expect(file.name).toBe(name);
    expect((await readFile(file.file)).subarray(0, 8).toString()).toBe("%PDF-1.7");
    const pages = await read(file.file);
    if (pages === null) continue;
    const text = pages.join(" ").replace(/\s+/g, " ");
    for (const count of [counted.authorities, counted.communes, counted.inhabitants]) {
      expect(text).toContain(of(count));
    }
    expect(text).toContain(number(counted.inhabitants.total));
    expect(pages.every((page) => page.includes("Demonstrationsdaten"))).toBe(true);
    expect(pages.length).toBeLessThanOrEqual(4);
  }
});

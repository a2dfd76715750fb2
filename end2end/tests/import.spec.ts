// A lead brings in the workbook that the ministry has kept so far, and puts right what is wrong with it.

import type { Page } from "@playwright/test";
import { submit } from "../support/form.ts";
import { invite } from "../support/people.ts";
import { expect, writing } from "../support/test.ts";
import { type Cell, workbook } from "../support/workbook.ts";

/** The browser is a lead's. */
const test = writing.extend({
  visitor: async ({ server, admin }, use) =>
    use(await invite(server, admin, "leitung@lagebild.example", { role_lead: "on" })),
});

/** Columns in an order of their own, keys without their zero, days that are none, names that many have. */
const MESSY: Cell[][] = [
  ["Stand der Einführung, Referat 12"],
  ["Status", "Gemeinde", "Live seit", "AGS", "Leistung", "Farbe"],
  ["live", "Meitingen", "01.11.2026", 9772177, "Wohnsitz anmelden", "grün"],
  ["live", "Hausen", "01.11.2026", null, "Wohnsitz anmelden", "grün"],
  ["live", "Abensberg", "32.01.2026", 9273111, "Wohnsitz anmelden", "gelb"],
  ["live", "Meitingen", "01.11.2026", 9772177, "Wohnsitz anmelden", "grün"],
];

async function bring(page: Page, name: string, content: Buffer): Promise<number> {
  await page.goto("/verwaltung");
  await page.getByRole("link", { name: "Import" }).click();
  await page.getByLabel("Datei", { exact: true }).setInputFiles({ name, mimeType: "", buffer: content });
  return submit(page, "Einlesen und ansehen");
}

/** How many authorities, communes and inhabitants have each service. */
async function figures(page: Page): Promise<string> {
  return (await page.context().request.get("/daten/leistungen.maschine.csv")).text();
}

test("a messy workbook is put right on the page, recorded at once and taken back at once", async ({
  page,
  forEverybody,
}) => {
  const before = await figures(page);
  expect(await bring(page, "Stand Referat 12.xlsx", workbook("Stände", MESSY))).toBe(303);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Stand Referat 12.xlsx");
  await expect(page.getByText("Nicht erkannt und nicht übernommen: Farbe.")).toBeVisible();
  const faults = page.getByRole("region", { name: "Fehler", exact: true });
  await expect(faults).toContainText("Diesen Namen gibt es mehrmals.");
  await expect(faults).toContainText("Der Januar 2026 hat 31 Tage.");
  await expect(page.getByRole("button", { name: "Übernehmen", exact: true })).toHaveCount(0);

  await forEverybody("Stand Referat 12.xlsx");

  await faults.getByLabel("Zeile 4, Gemeinde: stattdessen lesen").fill("Hausen (Lkr. Kelheim)");
  await faults.getByLabel("Zeile 5, Live seit: stattdessen lesen").fill("31.01.2026");
  expect(await submit(page, "Korrekturen übernehmen und neu prüfen")).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Ihre Korrekturen sind vermerkt" })).toBeVisible();
  await expect(faults).toHaveCount(0);
  const result = page.getByRole("region", { name: "Was daraus würde" });
  await expect(result).toContainText("3 Stände würden eingetragen.");
  await expect(result.getByRole("row", { name: /Wohnsitz/ })).toContainText("0 % → 0,2 %");
  await expect(page.getByRole("region", { name: "Wie Zeilen gelesen wurden" })).toContainText("Die Zeile für");
  expect(await figures(page), "nothing is recorded yet").toBe(before);

  expect(await submit(page, "Übernehmen")).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Eingetragen: 3 Stände" })).toBeVisible();
  const after = await figures(page);
  const changed = after.split("\n").filter((line) => !before.includes(line));
  expect(changed.join("\n"), "that of one service, and the sum").toMatch(/Wohnsitz anmelden,.*,36209,13333184,13369393,.*,5,2051,2056,.*,3,1382,1385,/);

  // And back.
  await page.getByLabel("Was war falsch?").fill("Falsches Blatt");
  await page.getByRole("button", { name: /zurücknehmen/ }).last().click();
  await expect(page.getByText("Alles zurückgenommen")).toBeVisible();
  expect(await figures(page)).toBe(before);
  await page.goto("/verwaltung/import");
  await expect(page.getByRole("region", { name: "Importe und Mehrfachänderungen" })).toContainText("zurückgenommen");
  await forEverybody("Import");
});

test("a file that is no table is refused where another can be chosen", async ({ page, forEverybody }) => {
  expect(await bring(page, "Bericht.xlsx", Buffer.from("%PDF-1.7\n"))).toBe(422);
  await expect(page).toHaveTitle(/^Fehler: /);
  await expect(page.getByRole("alert")).toContainText("Die Datei ist ein PDF und keine Tabelle.");
  await forEverybody("Import");
  await page.getByRole("alert").getByRole("link").click();
  await expect(page.getByLabel("Datei", { exact: true })).toBeFocused();
});

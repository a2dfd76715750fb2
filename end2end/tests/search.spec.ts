// Finding a commune, however its name is typed.

import { readFile } from "node:fs/promises";
import { number } from "../support/german.ts";
import { expect, test } from "../support/test.ts";

test.use({ viewport: { width: 390, height: 844 } });

for (const [typed, found] of [
  ["pullach", "Pullach i.Isartal"],
  ["Pullach", "Pullach i.Isartal"],
  ["09184139", "Pullach i.Isartal"],
  ["091840139139", "Pullach i.Isartal"],
  ["munchen", "München"],
  ["muenchen", "München"],
  ["MÜNCHEN", "München"],
  ["bad worishofen", "Bad Wörishofen"],
] as const) {
  test(`„${typed}“ finds ${found}`, async ({ page }) => {
    await page.goto("/kommunen");
    await page.getByLabel("Name oder Schlüssel").fill(typed);
    await page.getByRole("button", { name: "Suchen" }).click();
    await expect(page.getByLabel("Name oder Schlüssel")).toHaveValue(typed);
    await page.getByRole("region", { name: "Gefundene Kommunen" }).getByRole("link", { name: found, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(found);
  });
}

test("a key finds nothing but the commune that it means", async ({ page }) => {
  await page.goto("/kommunen?suche=09184139");
  await expect(page.getByRole("status")).toHaveText(/^Eine Kommune mit/);
});

test("communes of the same name show their Kreis", async ({ page }) => {
  await page.goto("/kommunen?suche=Adelshofen");
  const rows = page.getByRole("region", { name: "Gefundene Kommunen" }).locator("tbody tr");
  const same = rows.filter({ has: page.getByRole("link", { name: "Adelshofen", exact: true }) });
  expect(await same.count()).toBeGreaterThan(1);
  const places = await same.getByRole("rowheader").allInnerTexts();
  expect(new Set(places).size, places.join(" | ")).toBe(places.length);
});

test("filters narrow, pages turn, and the sheet has what was found", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/kommunen");
  await expect(page.getByRole("status")).toContainText("2.056");
  const rows = page.getByRole("region", { name: "Gefundene Kommunen" }).locator("tbody tr");
  await expect(rows).toHaveCount(50);
  const first = await rows.first().innerText();
  await page.getByRole("link", { name: "Seite 2", exact: true }).click();
  await expect(page).toHaveURL("/kommunen?seite=2");
  await expect(rows).toHaveCount(50);
  expect(await rows.first().innerText()).not.toBe(first);

  await page.getByRole("link", { name: "Menschen" }).click();
  await expect(page.getByRole("columnheader", { name: "Menschen" })).toHaveAttribute("aria-sort", "descending");
  await expect(rows.first()).toContainText("München");

  await page.getByText("Weitere Filter").click();
  await page.getByLabel("Regierungsbezirk").selectOption("092");
  await page.getByLabel("Pilot").selectOption("ja");
  await page.getByRole("button", { name: "Suchen" }).click();
  // The pilots of Niederbayern are the communes of the Landkreis Kelheim.
  await expect(page.getByRole("status")).toContainText("24");
  await expect(page.getByRole("status")).toContainText(number(125_701));
  await expect(rows).toHaveCount(24);
  await expect(page.getByLabel("Pilot")).toHaveValue("ja");
  await expect(rows.first(), "the order stays").toContainText("Kelheim");

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV: Kommunen" }).click();
  const sheet = await readFile(await (await downloading).path(), "utf8");
  expect(sheet.startsWith("\u{feff}Stand;")).toBe(true);
  expect(sheet.trimEnd().split("\r\n")).toHaveLength(1 + 24);
});

test("sorting by name follows DIN 5007-1", async ({ page }) => {
  await page.goto("/kommunen?suche=a&kreis=09184");
  const names = await page.getByRole("region", { name: "Gefundene Kommunen" }).locator("tbody th a").allInnerTexts();
  expect(names.length).toBeGreaterThan(5);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, "de")));
});

test("finding nothing says what to do", async ({ page }) => {
  await page.goto("/kommunen?suche=Entenhausen");
  await expect(page.getByRole("status")).toHaveText("Keine Kommune passt zu dieser Auswahl.");
  await page.getByRole("link", { name: "Alle Kommunen anzeigen" }).click();
  await expect(page.getByRole("status")).toContainText("2.056");
});
